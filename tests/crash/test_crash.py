"""A service that is killed anywhere loses nothing and says nothing twice."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.channels.talk_grammar import parse_talk
from bot.channels.talk_steps import (
    AddBudgetHolder,
    AddStaff,
    AddStranger,
    OpensInvite,
    SendsFile,
    StaffLeaves,
    Taps,
    TapsOld,
    Together,
    TopUpFund,
    Types,
)

TALKS = Path(__file__).parents[1] / "talks"
STATEMENTS_TRIED = 60


@dataclass(frozen=True, slots=True)
class Killed:
    """A talk, and what its undisturbed run must have left, so that there was something to kill."""

    talk: str
    sends: int
    rows: dict[str, int]


STAY_CONNECTED = Killed(
    "journey-a-stay-connected.talk",
    sends=9,
    rows={"request": 1, "decision": 1, "transfer": 4, "answer": 3, "outbox": 9},
)


@pytest.mark.parametrize("killed", [STAY_CONNECTED], ids=lambda killed: killed.talk)
def test_killed_at_every_commit_and_every_send(
    killed: Killed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = _kill(killed.talk, tmp_path, "commits")
    _tell(capsys, killed.talk, report)
    moments = report["moments"]
    assert report["faults"] == {}
    assert report["tried"] == report["points"] == sum(moments.values())
    assert moments["before a commit"] == moments["after a commit"] >= _acts(killed.talk)
    assert moments["before a send"] == moments["after a send"] >= killed.sends
    assert {table: report["rows"][table] for table in killed.rows} == killed.rows


@pytest.mark.parametrize("killed", [STAY_CONNECTED], ids=lambda killed: killed.talk)
def test_killed_between_statements(
    killed: Killed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = _kill(killed.talk, tmp_path, "statements", STATEMENTS_TRIED)
    _tell(capsys, killed.talk, report)
    assert report["faults"] == {}
    assert report["points"] == report["moments"]["before a statement"] >= 10 * _acts(killed.talk)
    assert report["tried"] >= STATEMENTS_TRIED // 2


def _kill(talk: str, folder: Path, kinds: str, most: int | None = None) -> dict[str, Any]:
    """What the rig reports. It forks, so it is a clean interpreter without a thread."""
    command = [sys.executable, "-W", "error", "-m", "tests.crash", str(TALKS / talk), str(folder)]
    limit = [str(most)] if most else []
    done = subprocess.run(
        [*command, kinds, *limit],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _acts(talk: str) -> int:
    """How many things happen in a talk: each is a commit at least."""
    steps = parse_talk((TALKS / talk).read_text(encoding="utf-8"), talk)
    total = 0
    for step in steps:
        match step.does:
            case Together(acts):
                total += len(acts)
            case Types() | Taps() | TapsOld() | SendsFile() | OpensInvite():
                total += 1
            case TopUpFund() | AddStaff() | StaffLeaves() | AddBudgetHolder() | AddStranger():
                total += 1
            case _:
                pass
    return total


def _tell(capsys: pytest.CaptureFixture[str], talk: str, report: dict[str, Any]) -> None:
    moments = ", ".join(f"{n} {kind}" for kind, n in report["moments"].items())
    with capsys.disabled():
        sys.stdout.write(
            f"\n{talk}: killed at {report['tried']} of {report['points']} points ({moments}) "
            f"in {report['seconds']} s\n"
        )
