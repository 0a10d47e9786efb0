"""Words: Fluent sources in, sentences out. It knows no file; `storage.packs` brings the sources.

Every sentence that a person reads comes through `Words.render`. A missing key or argument is our
bug and raises: nobody is ever shown a bare name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from flows.errors import MissingWords
from flows.messages import Line, Message

SHORT = 200
_MARK = re.compile("\0[0-9]+\0")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as its reader sees it: the text, and a label for each button in order."""

    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The words of each locale. `sources` maps a locale to its Fluent text."""

    sources: Mapping[str, str]
    fallback: str = "en-GB"
    _bundles: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _fixed: dict[tuple[str, str], str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def render(self, locale: str, line: Line) -> str:
        """One line in this locale, or in the fallback's where the locale lacks it.

        What people typed comes in as an argument: Fluent syntax in it stays text.
        """
        if line.args:
            return self._format(self._bundle_with(locale, line.words), line)
        fixed = self._fixed.get((locale, line.words))
        if fixed is None:
            fixed = self._format(self._bundle_with(locale, line.words), line)
            self._fixed[locale, line.words] = fixed
        return fixed

    def render_message(self, locale: str, message: Message) -> Rendered:
        """The message's lines, one paragraph each, and its buttons' labels."""
        text = "\n\n".join(self.render(locale, line) for line in message.lines)
        return Rendered(text, tuple(self.render(locale, b.label) for b in message.buttons))

    def keys(self, locale: str) -> frozenset[str]:
        """Every message id of a locale."""
        bundle = self._bundle(locale)
        return frozenset(bundle._messages) if bundle is not None else frozenset()

    def _bundle_with(self, locale: str, words: str) -> Any:
        for name in (locale, self.fallback):
            bundle = self._bundle(name)
            if bundle is not None and bundle.has_message(words):
                return bundle
        raise MissingWords(f"no words for {words}")

    def _bundle(self, locale: str) -> Any:
        if locale not in self.sources:
            return None
        if locale not in self._bundles:
            bundle = FluentBundle([locale], use_isolating=False)
            bundle.add_resource(FluentResource(self.sources[locale]))
            self._bundles[locale] = bundle
        return self._bundles[locale]

    @staticmethod
    def _format(bundle: Any, line: Line) -> str:
        args = {name.replace("_", "-"): value for name, value in line.args}
        # Fluent refuses arguments over 2,500 characters, and people write more: what is long is
        # put in afterwards. NUL is in no text that is kept, so nobody can type a mark.
        marks = {
            f"\0{number}\0": (name, value)
            for number, (name, value) in enumerate(args.items())
            if isinstance(value, str) and len(value) > SHORT
        }
        short = args | {name: mark for mark, (name, _) in marks.items()}
        text, problems = bundle.format_pattern(bundle.get_message(line.words).value, short)
        if problems:
            raise MissingWords(f"{line.words}: {problems[0]}")
        return _MARK.sub(lambda hit: marks[hit[0]][1], str(text))
