"""Whether things helped: each person counts once, nobody is named, and few are never shown."""

from sqlalchemy import select, text

from flows.effects import SaveAnswer
from flows.facts import Needs
from flows.measures import HELPED
from flows.model import RequestId, Role
from storage.store import Store
from storage.tables import helped_count, helped_mark
from storage.verify import verify
from tests.storage.test_facts import facts_of, sent
from tests.storage.turns import Somebody, holder, script, seen, staff, tapped, token_of, typed

ROUNDS = ("midpoint", "end")


def requests(store: Store) -> list[tuple[RequestId, str]]:
    """Every request, with whose it is."""
    with store.database.reading() as connection:
        rows = connection.execute(text("SELECT id, person FROM request ORDER BY sent_at, id"))
        return [(RequestId(row.id), row.person) for row in rows]


def told(store: Store, who: Somebody, how: str, round_id: str = "end") -> None:
    """This person says how it went with their newest request."""
    about = next(id_ for id_, person in reversed(requests(store)) if person == who.id)
    typed(store, who, "", script(SaveAnswer(who.id, about, round_id, HELPED, choice=how)))


def counts(store: Store) -> list[tuple[str, int, int]]:
    """What is counted."""
    with store.database.reading() as connection:
        rows = connection.execute(select(helped_count)).all()
        return [(row.thing, row.people, row.helped) for row in rows]


def test_a_person_counts_once_with_their_newest_word(store: Store) -> None:
    carer = staff(store, Role.CARE_CO_ORDINATOR)
    pat = holder(store, carer)
    sent(store, pat)
    told(store, pat, "lot", "midpoint")
    assert counts(store) == [("offer:stay-connected", 1, 1)]
    told(store, pat, "bit", "end")
    assert counts(store) == [("offer:stay-connected", 1, 1)]
    told(store, pat, "no", "end")
    assert counts(store) == [("offer:stay-connected", 1, 0)]
    typed(store, pat, "start")
    tapped(store, pat, token_of(store, pat.chat, "Ask for something"))
    sent(store, pat)
    told(store, pat, "lot", "midpoint")
    assert counts(store) == [("offer:stay-connected", 1, 1)]


def test_the_marks_name_nobody(store: Store) -> None:
    pat = holder(store, staff(store, Role.CARE_CO_ORDINATOR))
    sent(store, pat)
    told(store, pat, "lot")
    with store.database.reading() as connection:
        (row,) = connection.execute(select(helped_mark)).all()
        assert verify(connection) is None
    assert pat.id not in row.mark


def test_a_signer_sees_a_count_from_eight_on_and_nothing_before(store: Store) -> None:
    carer = staff(store, Role.CARE_CO_ORDINATOR)
    for number in range(9):
        somebody = holder(store, carer)
        sent(store, somebody)
        if number == 8:
            break
        seen_by_signer(store, carer, "people who asked for this", there=False)
        told(store, somebody, "lot")
    about = requests(store)[-1][0]
    facts = facts_of(store, carer, Needs(request=about, helped=True))
    assert facts.helped == (8, 8)
    seen_by_signer(store, carer, "Of 8 people who asked for this, 8 said it helped.", there=True)


def test_when_it_helped_few_the_number_is_not_said(store: Store) -> None:
    carer = staff(store, Role.CARE_CO_ORDINATOR)
    for number in range(10):
        somebody = holder(store, carer)
        sent(store, somebody)
        if number < 9:
            told(store, somebody, "lot" if number < 3 else "unused")
    text_seen = "Of 9 people who asked for this, fewer than 8 said it helped."
    seen_by_signer(store, carer, text_seen, there=True)


def test_what_has_no_name_in_the_programme_is_not_counted(store: Store) -> None:
    pat = holder(store, staff(store, Role.CARE_CO_ORDINATOR))
    typed(store, pat, "I want to feel calm")
    typed(store, pat, "A thing of my own")
    typed(store, pat, "20")
    for label in ("Skip", "You buy it for me", "No", "Send"):
        tapped(store, pat, token_of(store, pat.chat, label))
    told(store, pat, "lot")
    assert counts(store) == []


def seen_by_signer(store: Store, carer: Somebody, words: str, *, there: bool) -> None:
    """Whether the newest look has these words."""
    tapped(store, carer, token_of(store, carer.chat, "Look"))
    assert (words in seen(store, carer.chat)[-1].text) is there
