"""Help against a real database: what ends, ends in one commit, and the log names both."""

import json

from sqlalchemy import select

from flows.events import InviteOpened, Wire
from flows.model import PersonId, Role
from flows.moves.invite import code_hash
from storage.sign_in import begin_visit
from storage.store import Store
from storage.tables import audit, chat, helped_draft, request, web_session
from storage.turn import take_turn
from storage.verify import verify
from tests.storage import turns
from tests.storage.turns import Somebody, seen, token_of

SECRET = "I want to swim with my son"


def taps(store: Store, who: Somebody, *labels: str) -> None:
    for label in labels:
        assert turns.tapped(store, who, token_of(store, who.chat, label)).status == "done"


def says(store: Store, who: Somebody, *words: str) -> None:
    for said in words:
        assert turns.typed(store, who, said).status == "done"


def code_in(store: Store, who: Somebody) -> str:
    """The newest code that this chat shows."""
    found = [m.text.split("Code: ")[1][:11] for m in seen(store, who.chat) if "Code: " in m.text]
    return found[-1]


def opens(store: Store, visitor: Somebody, code: str) -> None:
    event: Wire = InviteOpened(code_hash(code))
    assert take_turn(store, turns.update(visitor.chat, event)).status == "done"


def visitor(store: Store, nonce: str) -> Somebody:
    return Somebody(PersonId(""), begin_visit(store, nonce).chat)


def all_text(store: Store, who: Somebody) -> str:
    return "\n".join(f"{m.text} {m.chosen}" for m in seen(store, who.chat))


def helped_by_kim(store: Store) -> tuple[Somebody, Somebody]:
    """Pat, and Kim who typed something that waits for Pat's word."""
    pat = turns.holder(store, turns.staff(store, Role.CARE_CO_ORDINATOR))
    says(store, pat, "who helps me")
    taps(store, pat, "Ask someone I know")
    says(store, pat, "Kim")
    taps(store, pat, "My requests", "That is all", "One month")
    kim = visitor(store, "visit-of-kim-01")
    opens(store, kim, code_in(store, pat))
    taps(store, kim, "Yes, I will help")
    taps(store, pat, "Yes, it is them")
    taps(store, kim, "Help Pat ask")
    says(store, kim, SECRET, "Swimming lessons", "80")
    taps(store, kim, "Skip", "You buy it for me", "No", "Send")
    return pat, kim


def rows(store: Store, of: object) -> list[dict[str, object]]:
    with store.database.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(of))]  # type: ignore[call-overload]


def broken(store: Store) -> str | None:
    with store.database.reading() as connection:
        return verify(connection)


def test_removal_closes_words_draft_and_browser_in_one_commit(store: Store) -> None:
    pat, kim = helped_by_kim(store)
    assert SECRET in all_text(store, kim)
    assert [row["settled_at"] for row in rows(store, helped_draft)] == [None]
    assert [r for r in rows(store, web_session) if r["chat"] == kim.chat and not r["ended_at"]]
    says(store, pat, "who helps me")
    taps(store, pat, "Stop Kim’s help")
    left = all_text(store, kim)
    assert SECRET not in left
    assert "Swimming" not in left
    assert "Pat" not in left
    (draft,) = rows(store, helped_draft)
    assert draft["settled_at"] is not None
    assert draft["plan_sealed"] is None
    assert not [r for r in rows(store, web_session) if r["chat"] == kim.chat and not r["ended_at"]]
    assert rows(store, request) == []
    assert broken(store) is None


def test_a_removed_supporters_old_button_sends_and_shows_nothing(store: Store) -> None:
    pat, kim = helped_by_kim(store)
    says(store, kim, "start")
    old = token_of(store, kim.chat, "What Pat shares")
    says(store, pat, "who helps me")
    taps(store, pat, "Stop Kim’s help")
    turns.tapped(store, kim, old)
    says(store, kim, "start")
    assert "Pat" not in all_text(store, kim)
    assert rows(store, request) == []


def test_nothing_is_sent_and_nothing_private_is_logged_before_the_person_says_so(
    store: Store,
) -> None:
    pat, kim = helped_by_kim(store)
    assert rows(store, request) == []
    taps(store, pat, "Read it", "Yes, send it")
    (sent,) = rows(store, request)
    assert sent["person"] == pat.id
    log = rows(store, audit)
    (opened,) = [json.loads(str(r["facts"])) for r in log if r["kind"] == "open_request"]
    owner = next(r["person"] for r in rows(store, chat) if r["id"] == kim.chat)
    assert opened["helper"] == owner
    assert opened["helper_kind"] == "supporter"
    assert opened["said"] == "chat"
    assert SECRET not in json.dumps([str(r["facts"]) for r in log])


def test_a_draft_counts_once(store: Store) -> None:
    pat, _kim = helped_by_kim(store)
    card = token_of(store, pat.chat, "Read it")
    taps(store, pat, "Read it", "Yes, send it")
    turns.tapped(store, pat, card)
    assert len(rows(store, request)) == 1


def letter_used(store: Store) -> tuple[Somebody, Somebody, str]:
    carer = turns.staff(store, Role.CARE_CO_ORDINATOR)
    says(store, carer, "invite")
    taps(store, carer, "It goes in a letter")
    says(store, carer, "Pat")
    taps(store, carer, "Yes")
    says(store, carer, "5")
    taps(store, carer, "Yes")
    code = code_in(store, carer)
    first = visitor(store, "visit-first-001")
    opens(store, first, code)
    taps(store, first, "Yes, let us start")
    return carer, first, code


def test_a_letters_code_works_once(store: Store) -> None:
    _carer, _first, code = letter_used(store)
    second = visitor(store, "visit-second-01")
    opens(store, second, code)
    assert "That code does not work." in all_text(store, second)
    assert "Pat" not in all_text(store, second)


def test_no_it_is_not_shuts_every_way_in(store: Store) -> None:
    carer, first, _code = letter_used(store)
    taps(store, carer, "No, it is not")
    assert [r["closed"] for r in rows(store, chat) if r["id"] == first.chat] == [1]
    assert not [
        r for r in rows(store, web_session) if r["chat"] == first.chat and not r["ended_at"]
    ]
    says(store, first, "status")
    assert "You cannot use this any more." in seen(store, first.chat)[-1].text
    assert broken(store) is None
