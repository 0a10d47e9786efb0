"""Questions pushed to somebody: they take the floor only at home."""

from flows.effects import Prompt, Send
from flows.facts import Facts
from flows.messages import Message, MessageClass
from flows.model import RequestId, Role
from flows.session import Session
from flows.step import Outcome
from flows.taps import Do, Verb
from storage.store import Store
from tests.storage.turns import (
    Script,
    Somebody,
    holder,
    question,
    script,
    seen,
    staff,
    typed,
    words,
)


def asked(who: Somebody) -> Prompt:
    """A signer's question to this person."""
    message = words("How will you get there?", key="question:FH-0001")
    return Prompt(who.id, message, Do(Verb.REPLY, RequestId("r")))


def session_of(store: Store, who: Somebody) -> Session:
    """The conversation in this person's chat."""
    found: list[Session] = []

    def look(session: Session, _event: object, _facts: Facts) -> Outcome:
        found.append(session)
        return Outcome(session)

    typed(store, who, "", Script(look))
    return found[0]


def test_at_home_the_question_takes_the_floor(store: Store) -> None:
    """The next typed words are its answer."""
    pat, grace = holder(store), staff(store, Role.CARE_CO_ORDINATOR)
    typed(store, grace, "Hi", script(asked(pat)))
    assert seen(store, pat.chat)[-1].text == "How will you get there?"
    assert session_of(store, pat).state.kind == "answering"


def test_in_a_conversation_it_waits_as_a_card(store: Store) -> None:
    """The open question stands, with its buttons, and the card can be answered later."""
    pat, grace = holder(store), staff(store, Role.CARE_CO_ORDINATOR)
    typed(store, pat, "A bicycle, so I can see my brother")
    before = session_of(store, pat)
    live = [m for m in seen(store, pat.chat) if m.buttons]
    typed(store, grace, "Hi", script(asked(pat)))
    after = session_of(store, pat)
    assert after.state == before.state
    assert [w.key for w in after.waiting] == ["question:FH-0001"]
    card = seen(store, pat.chat)[-2]
    assert [button.label for button in card.buttons] == ["Answer now"]
    assert [m for m in seen(store, pat.chat) if m.buttons][: len(live)] == live


def test_a_prompt_to_oneself_uses_the_session_of_this_very_turn(store: Store) -> None:
    """What the step made of the chat is not lost, and is not stored twice."""
    pat = holder(store)
    typed(store, pat, "Hi", script(asked(pat)))
    assert session_of(store, pat).state.kind == "answering"


def test_two_prompts_in_one_turn_find_each_other(store: Store) -> None:
    """The first has the floor, the second waits."""
    pat, grace = holder(store), staff(store, Role.CARE_CO_ORDINATOR)
    second = Prompt(pat.id, words("And when?", key="question:FH-0002"), Do(Verb.REPLY))
    typed(store, grace, "Hi", script(asked(pat), second))
    session = session_of(store, pat)
    assert session.state.kind == "answering"
    assert [w.key for w in session.waiting] == ["question:FH-0002"]


def test_a_message_about_somebody_is_sealed_under_their_key(store: Store) -> None:
    """What a signer reads about a person cannot be read once that person is erased."""
    pat, grace = holder(store), staff(store, Role.TEAM_LEADER)
    about_pat = Message(words("Pat asks for a bike").lines, about=pat.id, cls=MessageClass.ONCE)
    typed(store, pat, "Hi", script(question(), Send(grace.id, about_pat)))
    with store.database.reading() as connection:
        row = connection.exec_driver_sql(
            "SELECT about FROM message WHERE chat = ? ORDER BY order_no DESC", (grace.chat,)
        ).first()
    assert row is not None
    assert row.about == pat.id
    assert seen(store, grace.chat)[-1].text == "Pat asks for a bike"
