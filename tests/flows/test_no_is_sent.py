"""After [Send now] the signer's preview says that it went; a reason has to say something."""

import pytest

from flows.conversations.decline import Declining
from flows.effects import Send
from flows.events import Tapped, Typed
from flows.step import step
from flows.taps import Choose
from tests.flows.samples import CARER, facts, in_chat, keys, request

WORDS = "Let us wait until you feel steadier."


def test_the_preview_becomes_what_was_sent_quietly() -> None:
    about = request()
    worded = step(
        in_chat(Declining("words", about.id, 1), CARER), Typed(WORDS), facts(CARER, about)
    )
    preview = worded.effects[-1].message  # type: ignore[union-attr]
    sent = step(worded.session, Tapped(Choose("send")), facts(CARER, about))
    mine = [e for e in sent.effects if isinstance(e, Send) and e.to == CARER.id and e.quiet]
    told = next(e.message for e in mine if e.message.key == preview.key)
    assert preview.key
    assert [said.words for said in told.lines] == ["decline-told", "no-for-now"]
    assert told.buttons == ()


@pytest.mark.parametrize("words", [".", "no", "No.", "x y .", "not now"])
def test_a_reason_that_says_nothing_is_asked_for_again(words: str) -> None:
    about = request()
    asked = in_chat(Declining("words", about.id, 1), CARER)
    outcome = step(asked, Typed(words), facts(CARER, about))
    assert outcome.session.state == asked.state
    assert keys(outcome.effects)[0] == "decline-more-words"


@pytest.mark.parametrize("words", ["It is unsafe", "Unaffordable now", WORDS])
def test_a_short_reason_with_sense_is_taken(words: str) -> None:
    about = request()
    asked = in_chat(Declining("words", about.id, 1), CARER)
    outcome = step(asked, Typed(words), facts(CARER, about))
    assert outcome.session.state == Declining("preview", about.id, 1, words=words)
