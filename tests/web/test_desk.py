"""The inbox and the payer's list: what waits, one card, and acting through turns."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from flows.events import FundToppedUp, StaffRemoved
from flows.model import FundId, PersonId, Role
from tests.web.asking import asks_for_a_phone, button_value, says_yes
from tests.web.conftest import PROGRAMME, World

NONCE = "d" * 26


@pytest.fixture
def kim(world: World) -> PersonId:
    """The payments organisation, with money in the fund."""
    world.command(FundToppedUp(FundId(PROGRAMME), 500_000))
    return world.staff("Kim", Role.PAYMENTS_ORGANISATION)


def press(browser: TestClient, path: str, label: str, nonce: str = NONCE) -> int:
    form = {"tap": button_value(browser.get(path).text, label), "nonce": nonce}
    answer = browser.post(f"{path}/do", data=form, follow_redirects=False)
    assert answer.headers.get("location", "").startswith(path)
    return int(answer.status_code)


def test_an_empty_inbox_says_so(world: World, ali: PersonId) -> None:
    assert "Nothing waits for you." in world.signed_in(ali).get("/inbox").text


def test_what_waits_and_its_card(world: World, sam: PersonId, ali: PersonId) -> None:
    asks_for_a_phone(world, sam)
    browser = world.signed_in(ali)
    rows = browser.get("/inbox").text
    assert "1 waits for you, oldest first." in rows
    assert 'href="/inbox/FH-0001"' in rows
    card = browser.get("/inbox/FH-0001").text
    assert "In their words: A phone, so I can ring my sister" in card
    assert "</span>, for Sam." in card


def test_signing_takes_two_turns(world: World, sam: PersonId, ali: PersonId, kim: PersonId) -> None:
    asks_for_a_phone(world, sam)
    browser = world.signed_in(ali)
    assert press(browser, "/inbox/FH-0001", "Approve") == 303
    page = browser.get("/inbox/FH-0001").text
    assert "Your limit is £250.00." in page
    assert "It is being read." in world.signed_in(sam).get("/requests").text
    world.taps(browser, ali, "Yes, approve £135.00")
    assert "It is agreed." in world.signed_in(sam).get("/requests").text
    assert "Nothing waits for you." in browser.get("/inbox").text
    agreed = browser.get("/inbox/FH-0001").text
    assert "Approve</button>" not in agreed
    assert "Met another way" in agreed  # all that is left to do with it


def test_an_approval_of_what_has_changed_is_refused(
    world: World, sam: PersonId, ali: PersonId
) -> None:
    """The page's version goes with the press: an old page cannot sign a new request."""
    asks_for_a_phone(world, sam)
    browser = world.signed_in(ali)
    value = button_value(browser.get("/inbox/FH-0001").text, "Approve")
    assert value == "approve.1."
    form = {"tap": "approve.9.", "nonce": NONCE}
    assert browser.post("/inbox/FH-0001/do", data=form, follow_redirects=False).status_code == 303
    last = world.messages(world.chat(ali))[-1]
    assert "approve £135.00" not in " ".join(b.label for b in last.buttons)


def test_a_form_without_a_script_leads_back_beside_the_card(
    world: World, sam: PersonId, ali: PersonId
) -> None:
    asks_for_a_phone(world, sam)
    browser, chat = world.signed_in(ali), world.chat(ali)
    form = {"chat": chat, "nonce": NONCE, "text": "hello", "beside": "/inbox/FH-0001"}
    answer = browser.post("/say", data=form, follow_redirects=False)
    assert answer.headers["location"] == f"/inbox/FH-0001#pane-{chat}"
    for elsewhere in ("//evil.example", "/inbox/../out", "https://evil.example/", "/start"):
        form |= {"beside": elsewhere, "text": elsewhere}
        answer = browser.post("/say", data=form, follow_redirects=False)
        assert answer.headers["location"] == f"/chat#pane-{chat}"


def test_a_person_has_no_desk(world: World, sam: PersonId) -> None:
    browser = asks_for_a_phone(world, sam)
    for path in ("/inbox", "/inbox/FH-0001", "/pay", "/pay/FH-0001"):
        assert browser.get(path).status_code == 403
        answer = browser.post(f"{path}/do", data={"tap": "approve.1.", "nonce": NONCE})
        assert answer.status_code == 403
    assert "ring my sister" not in browser.get("/inbox/FH-0001").text


def test_another_co_ordinator_reads_nothing(world: World, sam: PersonId) -> None:
    asks_for_a_phone(world, sam)
    other = world.signed_in(world.staff("Abe", Role.CARE_CO_ORDINATOR))
    for reference in ("FH-0001", "FH-9999", "nonsense"):
        page = other.get(f"/inbox/{reference}").text
        assert "There is no request with this number for you to read now." in page
        assert "ring my sister" not in page
    form = {"tap": "approve.1.", "nonce": NONCE}
    assert other.post("/inbox/FH-0001/do", data=form).status_code == 404


def test_a_signer_cannot_open_the_payers_list(world: World, ali: PersonId) -> None:
    assert world.signed_in(ali).get("/pay").status_code == 403


def test_a_right_that_ended_closes_the_page(world: World, sam: PersonId, ali: PersonId) -> None:
    asks_for_a_phone(world, sam)
    browser = world.signed_in(ali)
    assert browser.get("/inbox/FH-0001").status_code == 200
    world.command(StaffRemoved(ali))
    answer = browser.get("/inbox/FH-0001", follow_redirects=False)
    assert answer.status_code in (303, 403)


def test_what_is_to_be_paid_grows_old_and_waits_with_a_reason(
    world: World, sam: PersonId, ali: PersonId, kim: PersonId
) -> None:
    asks_for_a_phone(world, sam)
    says_yes(world, ali)
    browser = world.signed_in(kim)
    page = browser.get("/pay").text
    for words in ("1 to pay, oldest first.", "FH-0001, Sam", "£135.00", "Agreed today"):
        assert words in page
    assert "Late" not in page
    world.clock.advance(timedelta(days=30))
    browser = world.signed_in(kim)
    page = browser.get("/pay").text
    assert "Late" in page
    assert "Agreed Monday 23 November. Waits 22 working days" in page
    assert press(browser, "/pay/FH-0001", "Put on hold") == 303
    world.says(browser, kim, "Papers are missing")
    assert "On hold: papers missing" in browser.get("/pay").text


def test_the_payer_pays_through_turns(
    world: World, sam: PersonId, ali: PersonId, kim: PersonId
) -> None:
    asks_for_a_phone(world, sam)
    says_yes(world, ali)
    browser = world.signed_in(kim)
    assert press(browser, "/pay/FH-0001", "Mark paid") == 303
    world.says(browser, kim, "£135.00 INV-7")
    assert "Nothing waits to be paid." in browser.get("/pay").text
    assert "It is paid. Has it come?" in world.signed_in(sam).get("/requests").text


def test_a_task_is_done_from_the_list(world: World, sam: PersonId, ali: PersonId) -> None:
    asker = asks_for_a_phone(world, sam)
    form = {"tap": "talk.0.", "nonce": NONCE}
    asker.post("/requests/do", data=form)
    browser = world.signed_in(ali)
    page = browser.get("/inbox").text
    assert "To do" in page
    label = next(
        part.rpartition(">")[2]
        for part in page.split("</button>")
        if part.rpartition(">")[2].startswith("Done")
    )
    assert press(browser, "/inbox", label) == 303
    assert "To do" not in browser.get("/inbox").text
