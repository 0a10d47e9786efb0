"""Does a message sound as if someone may come to harm?

Words only, no scoring and no guessing at mood: the list is the programme's, and clinicians can
read it. A match shows the crisis text and never blocks what the person was doing. "I do not want
to kill myself" matches too: showing numbers once too often is the safer mistake.
"""

from flows.plain_text import mentions


def matches(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether `text` (as typed) says one of the programme's distress `phrases`.

    Case, punctuation, apostrophes and spacing do not matter; only whole words match. The notation
    of phrases is that of `flows.plain_text`.
    """
    return mentions(text, phrases)
