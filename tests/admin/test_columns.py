"""The columns of the exported log are the documented ones, in the documented order."""

import re
from pathlib import Path

import admin.columns
from admin.columns import COLUMNS, columns, stage_words
from admin.queries.rows import Reveal
from flows.model import Mode, Role, Stage

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "request-log.md"
NAMES = [column.name for column in COLUMNS]


def test_the_document_has_these_columns_in_this_order() -> None:
    assert re.findall(r"^\| `([a-z_]+)` \|", DOCUMENT.read_text("utf-8"), re.M) == NAMES


def test_the_docstring_has_these_columns_in_this_order() -> None:
    listed = str(admin.columns.__doc__).split("Instants are")[0]
    words = re.findall(r"\b[a-z]+(?:_[a-z]+)*\b(?=,|\.|\s*\n)", listed)
    assert [word for word in words if word in NAMES] == NAMES


def test_private_columns_come_last_and_only_when_asked_for() -> None:
    open_ones = [column.name for column in COLUMNS if column.needs is None]
    names = ["person", "care_co_ordinator", "signers"]
    words = ["goal", "item", "worry", "reasons"]
    assert [column.name for column in columns(frozenset())] == open_ones
    assert [c.name for c in columns(frozenset({Reveal.NAMES}))] == [*open_ones, *names]
    assert [c.name for c in columns(frozenset({Reveal.WORDS}))] == [*open_ones, *words]
    assert [*open_ones, *names, *words] == NAMES


def test_a_stage_says_whose_signatures_it_needs() -> None:
    two = (Role.TEAM_LEADER, Role.COMMISSIONER)
    assert stage_words(Stage(two)) == "team_leader or commissioner"
    assert stage_words(Stage(two, Mode.ALL)) == "team_leader and commissioner"
    assert stage_words(Stage(two, Mode.N_OF, 2)) == "2 of team_leader, commissioner"
