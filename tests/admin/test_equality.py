"""Equality answers leave in groups only, and nothing else can reach one (CARE 17)."""

import ast
import csv
import dataclasses
import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from admin.asked import Asked
from admin.equality import HEAD, WITHHELD, export_equality
from admin.exports import Order, export_to
from admin.formats import Form
from admin.queries.rows import Reveal
from bot.channels.talk_service import TalkService
from flows.effects import ForgetEquality, SetEquality
from flows.events import LogExported
from flows.facts import Facts, Needs
from flows.model import PersonId, Role
from foothold.cli import main
from storage.repositories.equality import PADDED_BYTES
from storage.store import Store
from storage.tables import audit, equality, request
from storage.verify import verify
from tests.admin.audit_rows import audited
from tests.storage.test_facts import facts_of, sent
from tests.storage.turns import (
    PROGRAMME,
    Somebody,
    command,
    holder,
    script,
    seen,
    staff,
    tapped,
    token_of,
    typed,
)

ROOT = Path(__file__).parents[2]
OWN_WORDS = "Vriskian"


def described(store: Store, who: Somebody, **answers: str) -> None:
    """This person's answers are kept."""
    effects = (SetEquality(who.id, question, answer) for question, answer in answers.items())
    typed(store, who, "", script(*effects))


def exported(store: Store, path: Path) -> dict[tuple[str, str], str]:
    """The file's counts by question and answer."""
    export_equality(store, (PROGRAMME,), path, lambda event: command(store, event), PersonId(""))
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == HEAD
    return {(row[1], row[2]): row[3] for row in rows[1:]}


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0"), (1, WITHHELD), (7, WITHHELD), (8, "10"), (12, "10"), (13, "15")]
)
def test_small_counts_are_withheld_and_the_rest_are_rounded(
    store: Store, tmp_path: Path, count: int, shown: str
) -> None:
    for _ in range(count):
        described(store, holder(store), gender="woman", age="25-34")
    found = exported(store, tmp_path / "e.csv")
    assert found["gender", "Woman"] == shown
    assert found["gender", "Man"] == "0"
    assert found["gender", "All who answered"] == shown
    assert found["age and gender", "25 to 34, Woman"] == shown


def test_a_total_is_rounded_on_its_own(store: Store, tmp_path: Path) -> None:
    """8 and 7: shown 10 and withheld; 15 in all, from which the withheld one cannot be had."""
    for _ in range(8):
        described(store, holder(store), gender="woman")
    for _ in range(7):
        described(store, holder(store), gender="man")
    found = exported(store, tmp_path / "e.csv")
    assert (found["gender", "Woman"], found["gender", "Man"]) == ("10", WITHHELD)
    assert found["gender", "All who answered"] == "15"


def test_the_export_is_a_turn_in_the_log_and_has_no_rows(store: Store, tmp_path: Path) -> None:
    pat = holder(store)
    typed(store, pat, "", script(SetEquality(pat.id, "gender", "own", OWN_WORDS)))
    path = tmp_path / "e.csv"
    exported(store, path)
    text = path.read_text()
    assert pat.id not in text
    assert OWN_WORDS not in text
    assert "Pat" not in text
    assert path.stat().st_mode & 0o077 == 0
    with store.database.reading() as connection:
        kinds = connection.scalars(select(audit.c.kind).where(audit.c.stream == "system")).all()
        assert "log-exported" in kinds
        assert verify(connection) is None


def test_a_file_that_is_not_logged_is_not_there(store: Store, tmp_path: Path) -> None:
    def refuses(_event: LogExported) -> None:
        raise OSError("no turn")

    path = tmp_path / "e.csv"
    with pytest.raises(OSError, match="no turn"):
        export_equality(store, (PROGRAMME,), path, refuses, PersonId(""))
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == []


def test_it_is_sealed_and_its_length_tells_nothing(store: Store) -> None:
    pat, kim = holder(store), holder(store)
    described(store, pat, ethnicity="black")
    typed(store, kim, "", script(SetEquality(kim.id, "ethnicity", "own", OWN_WORDS)))
    with store.database.reading() as connection:
        sealed = [row.answer_sealed for row in connection.execute(select(equality))]
    assert len({len(one) for one in sealed}) == 1
    assert all(len(one) > PADDED_BYTES for one in sealed)
    assert not any(b"black" in one or OWN_WORDS.encode() in one for one in sealed)


def test_it_is_changed_and_removed(store: Store, tmp_path: Path) -> None:
    people = [holder(store) for _ in range(8)]
    for person in people:
        described(store, person, gender="man")
        described(store, person, gender="woman")
    assert exported(store, tmp_path / "a.csv")["gender", "Woman"] == "10"
    for person in people:
        typed(store, person, "", script(ForgetEquality(person.id)))
    found = exported(store, tmp_path / "b.csv")
    assert (found["gender", "Woman"], found["gender", "No answer"]) == ("0", "10")


def answered_in_chat(store: Store, carer: Somebody) -> Somebody:
    """Somebody who asked, and then tapped one answer and typed another."""
    pat = holder(store, carer)
    sent(store, pat)
    for label in ("Equality questions", "Answer", "65 or over"):
        tapped(store, pat, token_of(store, pat.chat, label))
    typed(store, pat, OWN_WORDS)
    tapped(store, pat, token_of(store, pat.chat, "White"))
    return pat


def test_the_transcript_does_not_show_what_was_answered(store: Store) -> None:
    pat = answered_in_chat(store, staff(store, Role.CARE_CO_ORDINATOR))
    said = [m for m in seen(store, pat.chat) if m.direction == "in"]
    assert [m.text for m in said[-3:]] == ["(You answered. We do not show it here.)"] * 3
    everything = "\n".join(f"{m.text} {m.chosen}" for m in seen(store, pat.chat))
    assert OWN_WORDS not in everything
    assert "65 or over" not in everything


def test_no_card_and_no_fact_has_an_answer(store: Store) -> None:
    carer = staff(store, Role.CARE_CO_ORDINATOR)
    planner = staff(store, Role.SUPPORT_PLANNER, name="Planner")
    pat = answered_in_chat(store, carer)
    with store.database.reading() as connection:
        of_pat = select(request.c.id).where(request.c.person == pat.id)
        about = connection.execute(of_pat).scalar_one()
    named = {f.name: True for f in dataclasses.fields(Needs) if f.type is bool or f.type == "bool"}
    everything = Needs(request=about, **named)  # type: ignore[arg-type]
    for who in (pat, carer, planner):
        found = facts_of(store, who, everything)
        values = {f.name: getattr(found, f.name) for f in dataclasses.fields(found)}
        shown = repr({name: one for name, one in values.items() if name != "programme"})
        assert "ring my sister" in shown
        assert OWN_WORDS not in shown
        assert "white" not in shown
    tapped(store, carer, token_of(store, carer.chat, "Look"))
    look = seen(store, carer.chat)[-1].text
    assert OWN_WORDS not in look
    assert "White" not in look
    assert not {"equality", "ethnicity"} & {f.name for f in dataclasses.fields(Facts)}


@pytest.mark.parametrize("form", [Form.CSV, Form.JSONL])
def test_the_request_log_has_none_even_fully_opened(
    store: Store, tmp_path: Path, form: Form
) -> None:
    answered_in_chat(store, staff(store, Role.CARE_CO_ORDINATOR))
    path = tmp_path / "log"
    order = Order(Asked((PROGRAMME,)), form, frozenset(Reveal))
    export_to(store, order, path, lambda event: command(store, event))
    text = path.read_text()
    assert "ring my sister" in text
    assert OWN_WORDS not in text
    assert "White" not in text
    assert "65 or over" not in text


def test_the_audit_log_has_only_which_question(store: Store) -> None:
    answered_in_chat(store, staff(store, Role.CARE_CO_ORDINATOR))
    with store.database.reading() as connection:
        rows = connection.execute(select(audit).where(audit.c.kind == "set_equality")).all()
    assert [row.facts for row in rows] == [
        '{"question":"age"}',
        '{"question":"gender"}',
        '{"question":"ethnicity"}',
    ]
    assert all(row.commitment for row in rows)


def test_the_command_writes_it_and_says_so(service: TalkService, tmp_path: Path) -> None:
    service.close()
    database = service.store.database.path  # type: ignore[attr-defined]
    key = f"{str(database)[:-6]}key"
    out = tmp_path / "equality.csv"
    at = ("--database", f"sqlite:///{database}", "--key-file", key, "--out", str(out))
    done = CliRunner().invoke(main, ("equality", *at))
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert done.output.endswith(f"rows in {out}, SHA-256 {digest}.\n")
    (row,) = audited(service.store, "log-exported")
    assert row["what"] == f"csv; equality answers, counted in groups; {PROGRAMME}"
    assert row["sha256"] == digest


MAY_KNOW = {
    "storage/tables/__init__.py",
    "storage/tables/telling.py",
    "storage/repositories/equality.py",
    "storage/equality_counts.py",
}
MAY_COUNT = {"admin/equality.py"}


def test_only_the_counting_reads_the_table_and_only_the_export_counts() -> None:
    """The one way to an answer is through `storage.equality_counts`, and one module takes it."""
    knows, counts = set(), set()
    for package in ("flows", "storage", "bot", "admin", "foothold"):
        for path in (ROOT / package).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.ImportFrom):
                    continue
                names = {alias.name for alias in node.names}
                if node.module == "storage.tables" and "equality" in names:
                    knows.add(name)
                if node.module == "storage.tables.telling" and "equality" in names:
                    knows.add(name)
                if node.module == "storage.equality_counts" or "equality_counts" in names:
                    counts.add(name)
    assert knows <= MAY_KNOW
    assert counts == MAY_COUNT
