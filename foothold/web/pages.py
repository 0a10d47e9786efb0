"""Templates: one environment for the shell, the chat and the admin pages.

Undefined names raise when printed (a typo never shows as nothing), yet chain silently, which the
borrowed form macros need.
"""

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from foothold.web.assets import asset

_NUMBER = re.compile(r"\b[A-Z]{2,5}-[0-9]{1,9}\b")


_FROM_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
)


def direction(locale: str) -> str:
    """Which way a page in this language is read: ltr or rtl."""
    language = re.split("[-_]", locale.lower(), maxsplit=1)[0]
    return "rtl" if language in _FROM_RIGHT_TO_LEFT else "ltr"


class Loud(ChainableUndefined):
    """Looking inside something undefined passes; printing it raises."""

    def __str__(self) -> str:
        """Say which name is missing."""
        return self._fail_with_undefined_error()

    __html__ = __str__


def whole(words: str) -> Markup:
    """The words, in which a number like FH-0001 is not broken over two lines."""
    return Markup(_NUMBER.sub(r'<span class="whole">\g<0></span>', str(escape(words))))


def environment(packages: tuple[str, ...]) -> Environment:
    """The environment over the `templates` folders of these packages and the form macros."""
    environment = Environment(
        autoescape=True,
        undefined=Loud,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=ChoiceLoader(
            [*(PackageLoader(name) for name in packages), PackageLoader("nhsuk_frontend_jinja")]
        ),
    )
    environment.globals["asset"] = asset
    environment.filters["whole"] = whole
    return environment


class Pages:
    """Renders templates to answers. `always` is what every page may print."""

    def __init__(self, environment: Environment, always: Mapping[str, Any]) -> None:
        """`always` needs what `base.jinja` prints: see `foothold.web.shell`."""
        self.environment = environment
        self.always = dict(always)

    def fragment(self, name: str, **context: Any) -> str:
        """A template as text."""
        return self.environment.get_template(name).render(**self.always, **context)

    def page(self, name: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A template as an answer."""
        return HTMLResponse(self.fragment(name, **context), status)
