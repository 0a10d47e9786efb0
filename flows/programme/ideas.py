"""What others chose: ideas by theme, with what they said of it and where that is written (CARE 2).

A catalogue is a file of its own (`flows/ideas/`), so that programmes share one. Ideas are never
advice: the words for them say "others chose". What a programme bars is no idea there.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, ValidationError, model_validator

from flows.errors import BadProgramme
from flows.programme.mistakes import mistakes
from flows.programme.part import Part


class Theme(Part):
    """What ideas are grouped by. `label` is its button."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    label: str = Field(min_length=1, max_length=40)


class Idea(Part):
    """Something others chose. `words` find it in what a person types; `outcome` is what was said of
    it, in the report's own words (empty: nothing was); `with_it` is what is often needed with it.
    """

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    theme: str
    label: str = Field(min_length=1, max_length=40)
    words: tuple[str, ...] = ()
    outcome: str = ""
    with_it: str = ""
    source: str = Field(min_length=1)


class Catalogue(Part):
    """Ideas and their themes, in the order in which they are shown."""

    themes: tuple[Theme, ...] = ()
    ideas: tuple[Idea, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> "Catalogue":
        check(self.themes, self.ideas)
        return self


def check(themes: tuple[Theme, ...], ideas: tuple[Idea, ...]) -> None:
    """Raises ValueError for an id or a label said twice, a theme that is unknown or has no idea."""
    for key, names in (
        ("themes", [theme.id for theme in themes]),
        ("themes", [theme.label for theme in themes]),
        ("ideas", [idea.id for idea in ideas]),
        ("ideas", [idea.label for idea in ideas]),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"{key}: each may stand there once, not {', '.join(twice)}")
    known = {theme.id for theme in themes}
    lost = [idea.id for idea in ideas if idea.theme not in known]
    if lost:
        raise ValueError(f"ideas: there is no such theme for {', '.join(lost)}")
    bare = sorted(known - {idea.theme for idea in ideas})
    if bare:
        raise ValueError(f"themes: there is no idea in {', '.join(bare)}")


def parse_ideas(table: Mapping[str, Any]) -> Catalogue:
    """A catalogue from a parsed TOML table, or BadProgramme with one line for each mistake."""
    try:
        return Catalogue.model_validate(table)
    except ValidationError as wrong:
        raise BadProgramme(mistakes(wrong)) from None
