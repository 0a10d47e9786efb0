"""The admin pages: who may open them, what they show, what they leave in the audit log."""

import hashlib
import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, update
from starlette.testclient import TestClient

from admin.queries import log
from admin.web.access import REFUSED
from admin.web.words import MOVES, role_words, state_words
from bot.channels.talk_service import TalkService
from flows.events import StaffAdded, StaffRemoved
from flows.lifecycle import Action
from flows.model import Role, State
from storage.store import Store
from storage.tables import person, role_grant
from storage.turn import Incoming, take_turn
from storage.verify import verify
from tests.admin.audit_rows import audited
from tests.admin.conftest import Browser, person_id
from tests.admin.talks import PROGRAMME
from tests.storage.rows import add_request

PAGES = (
    "/admin",
    "/admin/requests/FH-0001",
    "/admin/payments",
    "/admin/late",
    "/admin/funds",
    "/admin/find",
)
POSTS = ("/admin/export", "/admin/requests/FH-0001/words", "/admin/find")
FIND = {"programme": PROGRAMME, "team": "north", "name": "pers"}
LOOKERS = {Role.PROGRAMME_ADMIN, Role.AUDITOR}


def statuses(client: TestClient) -> dict[str, int]:
    """What each address answers, asked with a good form."""
    form = {**FIND, "format": "csv"}
    gets = {page: client.get(page).status_code for page in PAGES}
    posts = {f"POST {page}": client.post(page, data=form).status_code for page in POSTS}
    return gets | posts


def words(html: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


@pytest.mark.parametrize("role", Role)
def test_only_administrators_and_auditors_get_in(
    service: TalkService, browser: Browser, role: Role
) -> None:
    service.command(StaffAdded("Newcomer", role, PROGRAMME, "north"))
    expected = 200 if role in LOOKERS else 403
    assert set(statuses(browser("Newcomer")).values()) == {expected}


@pytest.mark.parametrize("name", ["", "Person"])
def test_everybody_else_reads_one_clear_sentence(browser: Browser, name: str) -> None:
    client = browser(name)
    assert set(statuses(client).values()) == {403}
    assert REFUSED in words(client.get("/admin").text)


def test_a_right_that_ended_has_ended_at_once(service: TalkService, browser: Browser) -> None:
    client = browser("Admin")
    assert client.get("/admin").status_code == 200
    grants = update(role_grant).where(role_grant.c.person == person_id(service.store, "Admin"))
    with service.store.database.writing() as connection:
        connection.execute(grants.values(to_at=service.clock.now()))
    assert set(statuses(client).values()) == {403}


def test_a_leaver_is_out(service: TalkService, browser: Browser) -> None:
    client = browser("Auditor")
    leaver = person_id(service.store, "Auditor")
    took = take_turn(service.store, Incoming("command", "leaves", None, StaffRemoved(leaver)))
    assert took.status == "done"
    assert set(statuses(client).values()) == {403}


def test_another_programme_is_closed(service: TalkService, browser: Browser) -> None:
    store, client = service.store, browser("Admin")
    holder = person_id(store, "Person")
    with store.database.writing() as connection:
        add_request(connection, "x", programme="elsewhere", person=holder, reference="FH-9")
    assert "FH-9" not in client.get("/admin").text
    assert client.get("/admin/requests/FH-9").status_code == 403
    assert client.post("/admin/requests/FH-9/words").status_code == 403
    assert client.get("/admin?programme=elsewhere").status_code == 403
    assert client.post("/admin/find", data={**FIND, "programme": "elsewhere"}).status_code == 403
    stolen = client.post("/admin/export", data={"format": "csv", "programme": "elsewhere"})
    assert stolen.status_code == 403


def test_somebody_with_two_programmes_chooses(service: TalkService, browser: Browser) -> None:
    store, client = service.store, browser("Admin")
    grant = {
        "id": "second",
        "person": person_id(store, "Admin"),
        "role": Role.AUDITOR,
        "scope_kind": "programme",
        "scope": "elsewhere",
        "from_at": datetime(2020, 1, 1, tzinfo=UTC),
    }
    holder = person_id(store, "Person")
    with store.database.writing() as connection:
        connection.execute(insert(role_grant).values(grant))
        add_request(connection, "x", programme="elsewhere", person=holder, reference="FH-9")
    assert "3 requests" in words(client.get("/admin").text)
    only = words(client.get("/admin?programme=elsewhere").text)
    assert "1 request " in only
    assert "FH-9" in only
    assert client.get("/admin/find").status_code == 200


def test_the_log_shows_no_names_and_no_words(browser: Browser) -> None:
    client = browser("Auditor")
    for page in PAGES:
        said = words(client.get(page).text)
        for private in ("Person ", "Coordinator", "Broker", "sister", "tent", "outdoors"):
            assert private not in said.replace("Person Find", ""), page


def test_every_page_has_a_title_a_heading_and_nothing_inline(browser: Browser) -> None:
    client = browser("Admin")
    titles = set()
    for page in PAGES:
        html = client.get(page).text
        (heading,) = re.findall(r"<h1[^>]*>([^<]+)</h1>", html)
        (title,) = re.findall(r"<title>([^<]+)</title>", html)
        assert title == f"{heading} – Foothold"
        titles.add(title)
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style", html)
        for region in re.findall(r"<div class=\"wide\"[^>]*>\s*<table.*?</table>", html, re.S):
            assert 'tabindex="0" role="region" aria-label="' in region
            assert "<caption" in region
    assert len(titles) == len(PAGES)


def test_filters_are_kept_in_the_form_and_in_what_is_downloaded(browser: Browser) -> None:
    client = browser("Admin")
    html = client.get("/admin?status=arrived&from=2026-11-23&to=2026-11-23&team=north").text
    assert "1 request " in words(html)
    assert "FH-0001" in html
    assert "FH-0002" not in html
    assert '<option value="arrived" selected>' in html
    assert '<option value="north" selected>' in html
    for name, value in {"status": "arrived", "from": "2026-11-23", "team": "north"}.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=2020-01-01&to=2020-12-31", "Nothing was sent between these dates."),
        ("status=expired", "No request is like that."),
        ("from=tomorrow", "From should be a day like 2026-11-23."),
        ("from=2026-02-02&to=2026-02-01", "The first day comes after the last one."),
        ("status=wizard", "is no status"),
    ],
)
def test_empty_and_wrong_answers_say_so(browser: Browser, query: str, said: str) -> None:
    assert said in words(browser("Admin").get(f"/admin?{query}").text)


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "x", "%00", "²"])
def test_a_page_that_is_no_page_is_the_first_or_last(browser: Browser, page: str) -> None:
    assert browser("Admin").get(f"/admin?page={page}").status_code == 200


def test_long_logs_come_in_pages_that_keep_the_filter(store: Store, browser: Browser) -> None:
    holder = person_id(store, "Person")
    with store.database.writing() as connection:
        for n in range(log.PAGE + 1):
            row = {"programme": PROGRAMME, "person": holder, "state": State.DECLINED}
            add_request(connection, f"r{n}", **row)
    client = browser("Admin")
    first = client.get("/admin?status=declined")
    assert "Page 1 of 2" in words(first.text)
    (older,) = re.findall(r'rel="next" href="([^"]+)"', first.text)
    second = client.get(older.replace("&amp;", "&"))
    assert "Page 2 of 2" in words(second.text)
    assert '<option value="declined" selected>' in second.text
    assert second.text.count('<th scope="row">') == 1


@pytest.mark.parametrize(("form", "begins"), [("csv", b"ref"), ("jsonl", b"{"), ("xlsx", b"PK")])
def test_a_download_is_in_the_audit_log(
    store: Store, browser: Browser, form: str, begins: bytes
) -> None:
    client = browser("Admin")
    fields = {"format": form, "status": "arrived", "with_words": "yes"}
    answer = client.post("/admin/export", data=fields)
    assert answer.status_code == 200
    assert f'filename="request-log.{form}"' in answer.headers["content-disposition"]
    assert "no-store" in answer.headers["cache-control"]
    assert answer.content.startswith(begins)
    (row,) = audited(store, "log-exported")
    assert row["by"] == person_id(store, "Admin")
    assert row["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert row["rows"] == 1
    assert row["what"] == f"{form}; programme: {PROGRAMME}; status: arrived; with words"


@pytest.mark.parametrize("fields", [{}, {"format": "pdf"}, {"format": "csv", "from": "x"}])
def test_a_download_that_is_not_understood_takes_nothing(
    store: Store, browser: Browser, fields: dict[str, str]
) -> None:
    answer = browser("Admin").post("/admin/export", data=fields)
    assert answer.status_code == 400
    assert audited(store, "log-exported") == []


def test_a_link_opens_and_takes_nothing(browser: Browser) -> None:
    client = browser("Admin")
    assert client.get("/admin/export").status_code == 405
    assert client.get("/admin/requests/FH-0001/words").status_code == 405
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    for page in POSTS:
        answer = client.post(page, data={**FIND, "format": "csv"}, headers=elsewhere)
        assert answer.status_code == 403


def test_a_request_has_its_whole_history(browser: Browser) -> None:
    said = words(browser("Auditor").get("/admin/requests/FH-0001").text)
    for part in (
        "Arrived, since today at 09:00",
        "Signatures needed Care co-ordinator",
        "£130.00 on Thursday 26 November 2026, reference INV-7",
        "Care co-ordinator Signed: yes",
        "Money set aside £135.00",
        "Set-aside money given back £135.00",
        "Payments organisation Payment recorded £130.00",
        "Budget holder Check-in answered",
        "Check in",
    ):
        assert part in said
    assert "messages from us" in said


def test_opening_name_and_words_is_written_down_first(store: Store, browser: Browser) -> None:
    client = browser("Auditor")
    said = words(client.post("/admin/requests/FH-0001/words").text)
    assert "A phone, so I can ring my sister" in said
    assert "Person (budget holder)" in said
    assert "Auditor (auditor) Name and words opened" in said
    (row,) = audited(store, "words_seen")
    assert row["by"] == row["actor"] == person_id(store, "Auditor")
    closed = words(client.get("/admin/requests/FH-0001").text)
    assert "sister" not in closed
    assert "Auditor Name and words opened" in closed
    with store.database.reading() as connection:
        assert verify(connection) is None


def test_an_erased_person_has_no_name_and_no_words(store: Store, browser: Browser) -> None:
    client = browser("Admin")
    holder = person_id(store, "Person")
    with store.database.writing() as connection:
        gone = update(person).where(person.c.id == holder)
        connection.execute(gone.values(wrapped_key=None, private_sealed=None))
    for answer in (
        client.get("/admin/requests/FH-0001"),
        client.post("/admin/requests/FH-0001/words"),
    ):
        assert answer.status_code == 200
        assert "have been erased" in words(answer.text)
    assert "is called that" in words(client.post("/admin/find", data=FIND).text)


def test_a_person_is_found_by_a_part_of_their_name(store: Store, browser: Browser) -> None:
    client = browser("Admin")
    said = words(client.post("/admin/find", data=FIND).text)
    assert "Person FH-0002" in said
    assert "Person FH-0001" in said
    (row,) = audited(store, "names_seen")
    assert {row[name] for name in ("programme", "team")} == {PROGRAMME, "north"}
    assert row["by"] == person_id(store, "Admin")
    assert "pers" not in str(row)


def test_nobody_is_found_without_a_name_or_in_another_team(store: Store, browser: Browser) -> None:
    client = browser("Admin")
    assert "Type a name first." in words(
        client.post("/admin/find", data={**FIND, "name": " "}).text
    )
    assert audited(store, "names_seen") == []
    elsewhere = client.post("/admin/find", data={**FIND, "team": "south"})
    assert "is called that" in words(elsewhere.text)


def test_payments_wait_in_order_and_late_ones_say_so(store: Store, browser: Browser) -> None:
    client = browser("Admin")
    assert "Nothing waits for payment." in words(client.get("/admin/payments").text)
    assert "No payment is late." in words(client.get("/admin/late").text)
    holder = person_id(store, "Person")
    with store.database.writing() as connection:
        for n, agreed in enumerate(("2026-11-26", "2026-11-09", "2026-11-27")):
            at = datetime.fromisoformat(f"{agreed}T09:00").replace(tzinfo=UTC)
            row = {"programme": PROGRAMME, "person": holder, "decided_at": at}
            add_request(connection, f"{n}", **row)
    said = words(client.get("/admin/payments").text)
    assert said.index("FH-1") < said.index("FH-0") < said.index("FH-2")
    assert "3 agreed and not paid. 1 of them late." in said
    assert "14 working days Late" in said
    assert "0 working days" in said
    assert "1 working day " in said
    assert "0 to 2 2 3 to 5 0 6 to 10 0 11 or more 1" in said
    late = words(client.get("/admin/late").text)
    assert "FH-1 " in late
    assert "FH-0 " not in late


def test_a_late_decision_is_on_the_late_page(service: TalkService, browser: Browser) -> None:
    client = browser("Admin")
    assert "No decision is late." in words(client.get("/admin/late").text)
    service.clock.at = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
    assert "5 working days Late" in words(browser("Admin").get("/admin/late").text)


def test_funds_add_up(browser: Browser) -> None:
    said = words(browser("Admin").get("/admin/funds").text)
    assert f"{PROGRAMME} £5,000.00 £130.00 £0.00 £4,870.00" in said


def test_what_is_not_there_is_404(browser: Browser) -> None:
    client = browser("Admin")
    for reference in ("FH-0404", "x' OR 1=1 --", "%2e%2e"):
        assert client.get(f"/admin/requests/{reference}").status_code == 404


def test_every_state_role_and_move_has_words() -> None:
    assert all("_" not in state_words(state) for state in State)
    assert all("_" not in role_words(role) and role_words(role)[0].isupper() for role in Role)
    assert set(MOVES) == set(Action)
