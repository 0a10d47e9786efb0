"""The filter as people send it, and back into addresses. Nothing typed here ends in SQL as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from admin.asked import Asked, NotUnderstood, day, in_order, states
from admin.formats import Form
from admin.queries.rows import Reveal
from admin.web.access import Looker

FIELDS = ("programme", "status", "from", "to", "team")
MAX_PAGE = 1_000_000
MAX_TEAM = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """The filter's fields as they came, to be shown again."""

    programme: str = ""
    status: str = ""
    first: str = ""
    last: str = ""
    team: str = ""

    def address(self, page: int = 1) -> str:
        """The query of the page that shows the same."""
        fields = {**self.fields(), "page": str(page) if page > 1 else ""}
        return urlencode({name: value for name, value in fields.items() if value})

    def fields(self) -> dict[str, str]:
        """The fields by the names they have in a form."""
        values = (self.programme, self.status, self.first, self.last, self.team)
        return dict(zip(FIELDS, values, strict=True))


def typed(fields: Mapping[str, str]) -> Typed:
    """What came, cut to a sensible length."""
    return Typed(*(fields.get(name, "").strip()[:MAX_TEAM] for name in FIELDS))


def asked(by: Looker, wanted: Typed) -> Asked:
    """What was asked for. HTTP 403 for somebody else's programme; raises NotUnderstood."""
    if wanted.programme:
        by.within(wanted.programme)
    programmes = (wanted.programme,) if wanted.programme else by.programmes
    first, last = in_order(day(wanted.first, "From"), day(wanted.last, "To"))
    return Asked(programmes, states([wanted.status]), first, last, wanted.team)


def options(values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Values and words of a choice in which both are the same."""
    return tuple((value, value) for value in values)


def page_number(written: str) -> int:
    """The page that is wanted; 1 for anything that is no page."""
    is_number = written.isascii() and written.isdecimal() and len(written) < 8
    return min(max(1, int(written)), MAX_PAGE) if is_number else 1


def form(written: str) -> Form:
    """A file format. Raises NotUnderstood."""
    if written not in frozenset(Form):
        raise NotUnderstood(f"Choose one of {', '.join(Form)}.")
    return Form(written)


def reveal(fields: Mapping[str, str]) -> frozenset[Reveal]:
    """What the boxes say is to be opened."""
    return frozenset(one for one in Reveal if fields.get(f"with_{one}"))
