"""What people tell about themselves becomes rows, sealed and apart."""

from typing import assert_never

from flows.effects import ForgetEquality, SetEquality
from storage.acting import Acting

VoiceEffect = SetEquality | ForgetEquality


def apply_voice(acting: Acting, effect: VoiceEffect) -> None:
    """Make one effect true."""
    match effect:
        case SetEquality():
            acting.work.equality.set(effect, acting.now)
            private = (effect.person, f"{effect.answer} {effect.words}")
            facts = {"question": effect.question}
            acting.audit(f"person:{effect.person}", "set_equality", facts, private)
        case ForgetEquality(whose):
            acting.work.equality.forget(whose)
            acting.audit(f"person:{whose}", "forget_equality", {})
        case _:
            assert_never(effect)
