"""How hard a screen is to read: the Flesch-Kincaid grade, counted the same way everywhere.

A grade is roughly the school year, in the American count, that reads the text with ease. Pyphen
knows where British printers hyphenate, which is rarer than where a voice breaks: it sees one
syllable in "money". Groups of vowels find those, so the larger count is taken.
"""

import re

from pyphen import Pyphen

_HYPHENS = Pyphen(lang="en_GB")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<![^aeiouy]l)(?:e|(?<![cghsxz])es|(?<![dt])ed)$")


def syllables(word: str) -> int:
    """How many syllables a voice gives this word, near enough."""
    spoken = _SILENT.sub("", word.lower())
    return max(1, len(_HYPHENS.positions(word)) + 1, len(_VOWELS.findall(spoken)))


def grade(text: str) -> float:
    """The grade of a whole screen; a line, such as a heading or a button, ends a sentence."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59
