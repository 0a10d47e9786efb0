"""The letter as a page that stands alone: nothing in it is fetched from anywhere.

Two sheets: a letter, and the same as easy read. The words are in the words files. It must not know
how an invite is made.
"""

from dataclasses import dataclass
from datetime import date

import segno
from markupsafe import Markup

from flows.calendar import long_day
from flows.messages import Arg, line
from flows.moves.invite import PAPER_LASTS
from flows.programme import Programme
from flows.wording import Words
from foothold.web.pages import environment

STEPS = 4


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom it is to and from, and how they come in."""

    name: str
    sender: str
    address: str
    link: str
    code: str


def written(letter: Letter, words: Words, programme: Programme, today: date) -> str:
    """The whole page. `today` is the local day on which the code was made."""

    def say(key: str, **args: Arg) -> list[str]:
        """An entry of the words files, cut at its line breaks."""
        return words.render(programme.locale, line(f"leaflet-{key}", **args)).splitlines()

    last = long_day(today + PAPER_LASTS)
    return (
        environment(("foothold.web",))
        .get_template("leaflet.jinja")
        .render(
            title=say("title"),
            letter=say("letter", name=letter.name, sender=letter.sender),
            how=say("how"),
            without=say("without-phone", address=f"{letter.address}/start"),
            code_words=say("code"),
            code=letter.code,
            address=f"{letter.address}/start",
            until=say("until", day=last),
            not_you=say("not-you"),
            assurances=programme.assurances,
            crisis=words.render(programme.locale, line("crisis-lines")).splitlines(),
            walk_in=programme.crisis.walk_in,
            easy_title=say("easy-title"),
            easy=[say(f"easy-{step}") for step in range(1, STEPS + 1)],
            easy_end=say("easy-end", day=last),
            foot=say("foot"),
            organisation=programme.organisation,
            locale=programme.locale,
            qr=_picture(letter.link),
        )
    )


def _picture(link: str) -> Markup:
    """The link as a QR code, drawn in the page itself."""
    code = segno.make(link, error="m", micro=False)
    return Markup(code.svg_inline(scale=5, border=4, dark="#000000", light="#ffffff"))
