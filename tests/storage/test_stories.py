"""Stories misused: too soon, for another audience, after they were taken back, by who has left."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from flows.effects import AskStory, KeepStory, OpenStory, SettleUse, TakeBackStory
from flows.events import StaffRemoved
from flows.facts import Facts, Needs
from flows.model import RequestId, Role
from flows.story import Audience, Use
from storage.store import Store
from storage.tables import request, story, story_use
from storage.verify import verify
from tests.storage.test_facts import facts_of, sent
from tests.storage.turns import (
    PROGRAMME,
    Somebody,
    command,
    holder,
    script,
    seen,
    staff,
    tapped,
    token_of,
    typed,
)

WORDS = "I ring my sister on Sundays now."
PURPOSE = "The leaflet for the open day"


def kept(
    store: Store, who: Somebody, audience: Audience, usable_from: datetime | None = None
) -> None:
    """This person has a story; with `usable_from`, they were reminded."""
    with store.database.reading() as connection:
        about = connection.scalars(select(request.c.id).where(request.c.person == who.id)).one()
    effects: list[KeepStory | OpenStory] = [
        KeepStory("s1", who.id, RequestId(about), PROGRAMME, audience, WORDS)
    ]
    if usable_from is not None:
        effects.append(OpenStory("s1", who.id, usable_from))
    typed(store, who, "", script(*effects))


def town(store: Store) -> tuple[Somebody, Somebody, Somebody]:
    """A co-ordinator, a planner, and somebody who has asked for a phone."""
    carer = staff(store, Role.CARE_CO_ORDINATOR)
    planner = staff(store, Role.SUPPORT_PLANNER, name="Planner")
    pat = holder(store, carer)
    sent(store, pat)
    return carer, planner, pat


def listed(store: Store, who: Somebody) -> str:
    """What [Stories] shows this member of staff."""
    typed(store, who, "start")
    tapped(store, who, token_of(store, who.chat, "Stories"))
    return seen(store, who.chat)[-1].text


def asked_for(store: Store, who: Somebody) -> None:
    """This member of staff asks to use the first story."""
    listed(store, who)
    tapped(store, who, token_of(store, who.chat, "Ask for story 1"))
    typed(store, who, PURPOSE)


def read(store: Store, pat: Somebody) -> None:
    """The person reads what would be read."""
    tapped(store, pat, token_of(store, pat.chat, "Read it first"))


def everything(store: Store, who: Somebody) -> str:
    """All that this chat shows."""
    return "\n".join(message.text for message in seen(store, who.chat))


def test_while_it_rests_nobody_can_ask_for_it(store: Store) -> None:
    _, planner, pat = town(store)
    kept(store, pat, Audience.BUDGET)
    assert "no stories" in listed(store, planner)


def test_before_the_moment_it_opens_nobody_can_ask_for_it(store: Store) -> None:
    _, planner, pat = town(store)
    kept(store, pat, Audience.BUDGET, store.clock.now() + timedelta(minutes=1))
    assert "no stories" in listed(store, planner)


@pytest.mark.parametrize("audience", Audience)
def test_only_who_serves_its_audience_can_ask_for_it(store: Store, audience: Audience) -> None:
    carer, planner, pat = town(store)
    able = {
        Audience.TEAM: {carer.id, (leader := staff(store, Role.TEAM_LEADER, name="Lee")).id},
        Audience.BUDGET: {planner.id, (admin := staff(store, Role.PROGRAMME_ADMIN, name="Ad")).id},
        Audience.PUBLIC: {admin.id},
    }[audience]
    kept(store, pat, audience, store.clock.now())
    other = staff(store, Role.CARE_CO_ORDINATOR, name="Other")
    far = staff(store, Role.TEAM_LEADER, "south", "Far")
    for who in (carer, leader, planner, admin, other, far):
        assert ("no stories" not in listed(store, who)) is (who.id in able)
        assert WORDS not in everything(store, who)


def test_who_signs_or_pays_has_no_such_button(store: Store) -> None:
    town(store)
    for role in (Role.COMMISSIONER, Role.PAYMENTS_ORGANISATION, Role.LIVED_EXPERIENCE_REVIEWER):
        who = staff(store, role, name=str(role).title())
        typed(store, who, "start")
        assert "Stories" not in {b.label for m in seen(store, who.chat) for b in m.buttons}


def test_nobody_reads_a_word_before_the_yes(store: Store) -> None:
    _, planner, pat = town(store)
    kept(store, pat, Audience.BUDGET, store.clock.now())
    asked_for(store, planner)
    assert WORDS not in everything(store, planner)
    seen_by_planner = facts_of(store, planner, Needs(story=True, stories=True, person=pat.id))
    assert seen_by_planner.story is None
    assert [one.words for one in seen_by_planner.stories] == [""]
    read(store, pat)
    assert WORDS not in everything(store, planner)
    tapped(store, pat, token_of(store, pat.chat, "Yes, this once"))
    assert WORDS in everything(store, planner)


def test_a_yes_is_for_one_use_only(store: Store) -> None:
    _, planner, pat = town(store)
    kept(store, pat, Audience.BUDGET, store.clock.now())
    asked_for(store, planner)
    read(store, pat)
    tapped(store, pat, token_of(store, pat.chat, "Yes, this once"))
    before = everything(store, planner).count(WORDS)
    asked_for(store, planner)
    assert everything(store, planner).count(WORDS) == before
    read(store, pat)
    tapped(store, pat, token_of(store, pat.chat, "Not this time"))
    assert everything(store, planner).count(WORDS) == before


def test_taken_back_it_is_gone_in_the_same_commit(store: Store) -> None:
    _, planner, pat = town(store)
    kept(store, pat, Audience.BUDGET, store.clock.now())
    asked_for(store, planner)
    read(store, pat)
    tapped(store, pat, token_of(store, pat.chat, "Yes, this once"))
    tapped(store, pat, token_of(store, pat.chat, "Take my story back"))
    assert WORDS not in everything(store, planner)
    assert "This story was taken back." in everything(store, planner)
    with store.database.reading() as connection:
        (row,) = connection.execute(select(story)).all()
        (use,) = connection.execute(select(story_use)).all()
        assert verify(connection) is None
    assert (row.words_sealed, row.usable_from, use.state) == (None, None, Use.ENDED)


def test_a_yes_pressed_after_it_was_taken_back_hands_out_nothing(store: Store) -> None:
    _, planner, pat = town(store)
    kept(store, pat, Audience.BUDGET, store.clock.now())
    asked_for(store, planner)
    read(store, pat)
    yes = token_of(store, pat.chat, "Yes, this once")
    typed(store, pat, "", script(TakeBackStory("s1", pat.id)))
    tapped(store, pat, yes)
    assert WORDS not in everything(store, planner)
    assert "nothing to answer there any more" in seen(store, pat.chat)[-1].text


def test_who_has_left_meanwhile_gets_nothing(store: Store) -> None:
    _, planner, pat = town(store)
    kept(store, pat, Audience.BUDGET, store.clock.now())
    asked_for(store, planner)
    read(store, pat)
    command(store, StaffRemoved(planner.id))
    tapped(store, pat, token_of(store, pat.chat, "Yes, this once"))
    assert WORDS not in everything(store, planner)


def test_words_and_purposes_are_sealed(store: Store) -> None:
    _, planner, pat = town(store)
    kept(store, pat, Audience.BUDGET, store.clock.now())
    typed(store, planner, "", script(AskStory("s1", pat.id, "u1", planner.id, PURPOSE)))
    with store.database.reading() as connection:
        (row,) = connection.execute(select(story)).all()
        (use,) = connection.execute(select(story_use)).all()
    assert WORDS.encode() not in row.words_sealed
    assert PURPOSE.encode() not in use.purpose_sealed


def test_a_use_is_settled_once(store: Store) -> None:
    _, planner, pat = town(store)
    kept(store, pat, Audience.BUDGET, store.clock.now())
    typed(store, planner, "", script(AskStory("s1", pat.id, "u1", planner.id, PURPOSE)))
    typed(store, pat, "", script(SettleUse("s1", pat.id, "u1", Use.NO)))
    with pytest.raises(Exception, match="changed meanwhile"):
        typed(store, pat, "", script(SettleUse("s1", pat.id, "u1", Use.YES)))
    with store.database.reading() as connection:
        assert connection.scalar(select(story_use.c.state)) == Use.NO


def test_messages_paused_nobody_is_asked(store: Store) -> None:
    _, planner, pat = town(store)
    kept(store, pat, Audience.BUDGET, store.clock.now())
    typed(store, pat, "stop")
    tapped(store, pat, token_of(store, pat.chat, "Pause messages"))
    asked_for(store, planner)
    assert "They want no messages just now." in everything(store, planner)
    with store.database.reading() as connection:
        assert connection.execute(select(story_use)).all() == []


def own(store: Store, who: Somebody) -> Facts:
    """What this person's own turn sees."""
    return facts_of(store, who, Needs(story=True))


def test_each_sees_their_own_only(store: Store) -> None:
    carer, _, pat = town(store)
    kim = holder(store, carer)
    kept(store, pat, Audience.PUBLIC)
    mine = own(store, pat).story
    assert mine is not None
    assert mine.words == WORDS
    assert own(store, kim).story is None
