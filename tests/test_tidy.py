"""The house rules hold, and each of them bites when it is broken."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import tidy

ROOT = Path(__file__).resolve().parent.parent
Check = Callable[[Path], Iterator[str]]

LONG_FUNCTION = '"""Long."""\n\n\ndef f() -> None:\n' + "    f()\n" * tidy.FUNCTION_LINES
LONG_FILE = '"""Long."""\n' + "\n" * tidy.FILE_LINES

# The check, a file that breaks it, and that file's text.
PLANTED: list[tuple[Check, str, str]] = [
    (tidy.without_docstring, "flows/money.py", "pence = 1\n"),
    (tidy.long_files, "bot/retry.py", LONG_FILE),
    (tidy.long_functions, "storage/turn.py", LONG_FUNCTION),
    (tidy.junk_drawers, "bot/utils.py", '"""Odds and ends."""\n'),
    (tidy.junk_drawers, "admin/common/table.py", '"""Odds and ends."""\n'),
    (tidy.files_read_in_flows, "flows/words.py", '"""Words."""\nopen("en.ftl")\n'),
    (tidy.files_read_in_flows, "flows/programme.py", '"""P."""\npath.read_text()\n'),
    (tidy.stray_commits, "storage/turn.py", '"""Turn."""\nconnection.commit()\n'),
    (tidy.stray_commits, "admin/queries.py", '"""Q."""\nwith engine.begin():\n    pass\n'),
    (tidy.dead_modules, "flows/forgotten.py", '"""Nobody calls."""\n'),
    (tidy.dead_modules, "flows/vain.py", '"""Calls itself."""\nimport flows.vain\n'),
    (tidy.machine_names, "docs/a.md", "see https://pyp" + "i.org/project/foothold\n"),
    (tidy.machine_names, "docs/b.md", "cd /wor" + "k/main\n"),
    (tidy.machine_names, "tests/c.py", 'HOME = "/hom' + 'e/sam"\n'),
    (tidy.unfinished, "bot/hub.py", '"""Hub."""\n# TO' + "DO: close\n"),
    (tidy.borrowed_names, "flows/words/en/home.ftl", "hello = Welcome to NHS Foothold\n"),
    (tidy.borrowed_names, "foothold/web/base.jinja", "<p>An NHS website</p>\n"),
    (tidy.outside_styles, "foothold/web/static/app.css", "@import 'https://example.org/a.css';\n"),
]

CHECKS = list(dict.fromkeys(check for check, _, _ in PLANTED))

CLEAN = {
    "flows/money.py": '"""Money."""\n',
    "flows/words/en/home.ftl": "crisis = Call NHS 111.\nfooter = Not an\n    NHS website.\n",
    "storage/unit_of_work.py": '"""Commits."""\nimport flows.money\nconnection.commit()\n',
    "storage/migrations/versions/0001_first.py": LONG_FUNCTION + "\n" * tidy.FILE_LINES,
    "storage/database.py": '"""Opens."""\nwith engine.begin():\n    open("file")\n',
    "foothold/cli.py": '"""The command."""\nfrom storage import database, unit_of_work\n',
    "foothold/web/static/app.css": "a { background: url('icons/tick.svg') }\n",
    "docs/a.md": "Keep framework/ and the /work-plan page.\n",
}


def plant(root: Path, files: dict[str, str]) -> Path:
    project = '[project]\nscripts = { foothold = "foothold.cli:main" }\n'
    for name, text in {"pyproject.toml": project, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_rule_holds(check: Check) -> None:
    assert list(check(ROOT)) == [], check.__doc__


@pytest.mark.parametrize(
    ("check", "name", "text"), PLANTED, ids=[f"{check.__name__}-{n}" for check, n, _ in PLANTED]
)
def test_the_check_finds_what_is_planted(
    check: Check, name: str, text: str, tmp_path: Path
) -> None:
    found = list(check(plant(tmp_path, {**CLEAN, name: text})))
    assert len(found) == 1
    assert found[0].startswith(name)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_check_lets_a_clean_folder_pass(check: Check, tmp_path: Path) -> None:
    assert list(check(plant(tmp_path, CLEAN))) == []


def test_every_rule_is_checked_here() -> None:
    """A rule without a planted breach might never bite."""
    rules = {
        rule
        for name, rule in vars(tidy).items()
        if callable(rule) and not name.startswith("_") and rule.__module__ == tidy.__name__
    }
    assert rules - {tidy.modules} == set(CHECKS)
