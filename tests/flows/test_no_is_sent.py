"""After [Send now] the signer's preview says that it went; a reason has to say something."""


from flows.conversations.decline import Declining
from flows.effects import Send
from flows.events import Tapped, Typed
from flows.step import step
from flows.taps import Choose
from tests.flows.samples import CARER, facts, in_chat, request

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
