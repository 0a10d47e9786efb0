"""How hard words are to read: the Flesch-Kincaid grade, near enough to tell a signer at once.

A grade is roughly the school year, in the American count, that reads the text with ease. It needs
no hyphenation dictionary, so it can run in every turn; `tests/reading.py`, which has one, checks
it. It judges nobody and stops nothing.
"""

import re

EASY = 6.0
"""The grade that everything the service itself says keeps to."""

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<![^aeiouy]l)(?:e|(?<![cghsxz])es|(?<![dt])ed)$")
_TWO_SOUNDS = re.compile(
    r"[aeiouy](?=ing(?:s|$))|(?<![ctx])i(?=ous)|i(?=ence)|(?<![ct])i(?=ent|er)|(?<=cr)e(?=at)"
)
"""Vowels that stand together and are said apart: go-ing, ser-i-ous, sc-i-ence."""


def grade(text: str) -> float:
    """The grade of these words; 0 when there are none. A new line ends a sentence."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    spoken = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59


def _syllables(word: str) -> int:
    spoken = _SILENT.sub("", word.lower())
    apart = len(_TWO_SOUNDS.findall(spoken))
    return max(1, len(_VOWELS.findall(spoken)) + apart)
