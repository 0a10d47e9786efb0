"""What people type, made safe to keep (`clean`) and easy to compare (`plain`, `mentions`).

Shared by `distress` and `exclusions` so that both read words alike. Knows no phrase itself: lists
come from the programme file. A list holds phrases in this small notation:

* `kill/killing myself`: a slash gives other forms of one word, and only those forms count;
* `-wine rack`: a leading minus names an innocent wording, which is set aside before looking.
"""

import re
import unicodedata
from functools import lru_cache

# `normalize` takes time with the square of a run of combining marks, so no text reaches it whole.
# Four is the most characters that composing turns into one.
_SHRINK_AT_MOST = 4

_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
# Joiners and tags draw one picture from several (a family, the flag of Wales); elsewhere they only
# hide. Listed by code because none of them can be seen in an editor.
_HIDDEN = re.compile(
    f"(?P<picture>(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])|\U0001f3f4[\U000e0020-\U000e007f]+)"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ACCENTS = re.compile("[\u0300-\u036f]")
# ' left and right quote, modifier apostrophe, prime, grave, acute, full width.
_APOSTROPHES = re.compile("['\u2018\u2019\u201b\u02bc\u2032`\u00b4\uff07]")
_PAUSES = re.compile("[.,;:!?…()\n\r–—]")
# Letters to Unicode, blank to the eye.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"})


def clean(text: str, limit: int) -> str:
    """`text` in NFC without characters that hide or reorder others, at most `limit` characters.

    Words stay as typed: nothing is trimmed, newlines and tabs stay, other line breaks become
    newlines. Never parse money from cleaned text: taking a hidden character out of a number
    changes it. Raises ValueError for a negative limit.
    """
    if limit < 0:
        msg = "limit must not be negative"
        raise ValueError(msg)
    composed = unicodedata.normalize("NFC", text[: limit * _SHRINK_AT_MOST])
    shown = _without_hidden(_NEWLINES.sub("\n", composed))
    # Composed again: what was hidden may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", shown)[:limit].rstrip("\u200d")


def storable(text: str, limit: int) -> str:
    """The first `limit` characters of what came over a wire, without NUL and lone surrogates.

    Nothing else is taken out, so that money can still be read from it (see `clean`).
    """
    return _UNSTORABLE.sub("", text[: limit + 1])[:limit]


def has_hidden(text: str) -> bool:
    """Whether `text` holds a character that `clean` would take out (line breaks do not count)."""
    lines = text.replace("\r", "\n")
    return _without_hidden(lines) != lines


def is_blank(text: str) -> bool:
    """Whether nothing in `text` can be seen: empty, spaces, fillers, lone accents, controls."""
    return all(ch in _BLANKS or unicodedata.category(ch) in _UNSEEN for ch in text)


def plain(text: str) -> str:
    """`text` for comparing, never for showing: small letters and digits in words one space apart.

    Accents and apostrophes go ("can't" is "cant"), width and ligatures are evened out, every
    other mark parts two words. Marks of scripts that need them (Hindi, Urdu) stay in the word.
    Give it text whose length the channel has bounded: 10,000 characters take at worst 0.1 s.
    """
    bare = _ACCENTS.sub("", _without_hidden(_NEWLINES.sub(" ", text)))
    even = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", bare))
    # Twice, because folding can bring forth letters that decompose or fold again.
    for _ in range(2):
        bare = _APOSTROPHES.sub("", _ACCENTS.sub("", even))
        even = unicodedata.normalize("NFKD", bare.casefold())
    joined = unicodedata.normalize("NFKC", _ACCENTS.sub("", even))
    return " ".join("".join(ch if _in_word(ch) else " " for ch in joined).split())


def mentions(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether `text` says one of `phrases` in whole words; their notation is in the module's top.

    A phrase is heard across commas and full stops; an innocent wording only between them, so that
    "I can't go on. The bus was late" is not "can't go on the bus". A phrase without words is
    never said.
    """
    innocent, telling = _compiled(phrases)
    parts = [plain(part) for part in _PAUSES.split(text)] if innocent else [plain(text)]
    # A full stop is in no plain text, so words on both sides of what is set aside never join.
    rest = [innocent.sub(".", part) if innocent else part for part in parts if part]
    return telling is not None and telling.search(" ".join(rest)) is not None


def _without_hidden(text: str) -> str:
    return _HIDDEN.sub(lambda hit: hit["picture"] or "", text)


def _in_word(ch: str) -> bool:
    return ch.isalnum() or unicodedata.category(ch).startswith("M")


@lru_cache(maxsize=64)
def _compiled(phrases: tuple[str, ...]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Two patterns over plain text, innocent and telling; None for one with no phrases."""
    innocent = tuple(phrase for phrase in phrases if phrase.startswith("-"))
    telling = tuple(phrase for phrase in phrases if not phrase.startswith("-"))
    return _any_of(innocent), _any_of(telling)


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    ways = [way for phrase in phrases if (way := _one_phrase(phrase))]
    return re.compile(rf"(?<!\S)(?:{'|'.join(ways)})(?!\S)") if ways else None


def _one_phrase(phrase: str) -> str:
    """The pattern of one phrase. A form that is itself several words ("e-cigarette") may be."""
    slots = [[plain(form) for form in word.split("/")] for word in phrase.split()]
    forms = [[form for form in slot if form] for slot in slots]
    return " ".join(f"(?:{'|'.join(slot)})" for slot in forms if slot)
