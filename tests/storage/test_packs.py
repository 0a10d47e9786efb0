"""Packs: programme files are read, checked and named; versions follow the calendar."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from runpy import run_path

import pytest

from flows.errors import BadProgramme
from storage.clock import FrozenClock
from storage.errors import StorageError
from storage.packs import Packs, load_packs, load_programme

PROGRAMME = """
id = "{id}"
version = "{version}"
name = "Test"
organisation = "Test"
valid_from = {begins}
{more}
questions = ["item"]
[eligibility]
[signing]
look_again = ["team_leader"]
decline_reasons = []
promise_working_days = 3
usual_working_days = 2
remind_after_working_days = 2
[[signing.bands]]
basis = "plan_total"
rule = "all"
[[signing.bands.stages]]
roles = ["care_co_ordinator"]
[payment]
routes = ["card"]
late_after_working_days = 5
usual_working_days = 3
tolerance_pence = 0
[check_ins]
[[check_ins.rounds]]
id = "start"
after_months = 0
[distress]
[[distress.triggers]]
id = "self-harm"
staff = "Words."
out_of_hours = "Ring 999."
tells = ["care_co_ordinator"]
cover = ["programme_admin"]
phrases = ["no way out"]
[[distress.triggers]]
id = "harm-from-others"
staff = "Words."
out_of_hours = "Ring 999."
tells = ["care_co_ordinator"]
cover = ["programme_admin"]
phrases = ["hits me"]
[[distress.triggers]]
id = "harm-to-others"
staff = "Words."
out_of_hours = "Ring 999."
tells = ["care_co_ordinator"]
cover = ["programme_admin"]
phrases = ["hurt him"]
[[distress.triggers]]
id = "very-low-answer"
staff = "Words."
out_of_hours = "Ring 999."
tells = ["care_co_ordinator"]
cover = ["programme_admin"]
low = [{{ question = "happy", at_most = 0 }}]
[crisis]
last_checked = 2026-01-01
walk_in = "Walk in to A&E."
[waking]
opens = 09:00:00
closes = 19:00:00
"""


def _write(
    directory: Path, version: str, begins: str = "2026-01-01", more: str = "", name: str = "test"
) -> Path:
    path = directory / f"{name}-{version}.toml"
    text = PROGRAMME.format(id=name, version=version, begins=begins, more=more)
    path.write_text(text, encoding="utf-8")
    return path


def _packs(directory: Path, at: datetime = datetime(2026, 11, 23, 9, tzinfo=UTC)) -> Packs:
    return load_packs(FrozenClock(at), directory)


def test_what_is_shipped_loads() -> None:
    packs = load_packs(FrozenClock(datetime(2026, 11, 23, tzinfo=UTC)))
    assert packs.programme(packs.default_programme).id == packs.default_programme
    assert packs.words.keys("en-GB")


def test_a_directory_adds_programmes(tmp_path: Path) -> None:
    _write(tmp_path, "1")
    packs = _packs(tmp_path)
    assert packs.programme("test").version == "1"
    assert packs.programme("test", "1") in packs.programmes


def test_the_newest_valid_version_counts(tmp_path: Path) -> None:
    _write(tmp_path, "old", "2024-01-01")
    _write(tmp_path, "now", "2025-01-01")
    _write(tmp_path, "over", "2025-06-01", more="valid_to = 2025-12-31")
    _write(tmp_path, "next", "2027-01-01")
    assert _packs(tmp_path).programme("test").version == "now"
    assert _packs(tmp_path).programme("test", "next").version == "next"
    during = datetime(2025, 12, 31, 23, 59, tzinfo=UTC)
    assert _packs(tmp_path, during).programme("test").version == "over"
    assert _packs(tmp_path, during + timedelta(minutes=1)).programme("test").version == "now"


def test_a_day_begins_at_local_midnight(tmp_path: Path) -> None:
    _write(tmp_path, "1", "2026-01-01")
    _write(tmp_path, "2", "2026-07-01")
    summer = datetime(2026, 6, 30, 23, 0, tzinfo=UTC)
    assert _packs(tmp_path, summer).programme("test").version == "2"
    assert _packs(tmp_path, summer - timedelta(minutes=1)).programme("test").version == "1"


def test_without_a_valid_version_what_was_begun_can_be_finished(tmp_path: Path) -> None:
    _write(tmp_path, "over", "2025-01-01", more="valid_to = 2025-12-31")
    _write(tmp_path, "next", "2028-01-01")
    assert _packs(tmp_path).programme("test").version == "over"
    (tmp_path / "test-over.toml").unlink()
    assert _packs(tmp_path).programme("test").version == "next"


def test_a_place_may_replace_what_is_shipped(tmp_path: Path) -> None:
    shipped = _packs(tmp_path).programmes[0]
    _write(tmp_path, shipped.version, name=shipped.id)
    assert _packs(tmp_path).programme(shipped.id, shipped.version).name == "Test"


def test_a_version_stands_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "twin.toml").write_bytes(_write(tmp_path, "1").read_bytes())
    with pytest.raises(BadProgramme, match=r"twin\.toml: version: another file"):
        _packs(tmp_path)


@pytest.mark.parametrize("version", [None, "9"])
def test_an_unknown_programme_is_said(tmp_path: Path, version: str | None) -> None:
    _write(tmp_path, "1")
    name = "test" if version else "elsewhere"
    with pytest.raises(StorageError, match="There is no programme"):
        _packs(tmp_path).programme(name, version)


def test_the_default_must_be_there(tmp_path: Path) -> None:
    _write(tmp_path, "1")
    clock = FrozenClock(datetime(2026, 11, 23, tzinfo=UTC))
    assert load_packs(clock, tmp_path, "test").default_programme == "test"
    with pytest.raises(StorageError, match=r"programmes\.default: there is no programme gone"):
        load_packs(clock, tmp_path, "gone")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("id =", "id", "at line 2"),
        ('look_again = ["team_leader"]', 'look_again = ["boss"]', "signing.look_again.0:"),
        ("tolerance_pence = 0", "tolerance = 0", "payment.tolerance: "),
        ("{more}", 'zone = "Europe/Atlantis"', "zone: there is no such time zone"),
        ("{more}", 'zone = "../etc"', "zone: there is no such time zone"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(
        PROGRAMME.replace(old, new).format(id="x", version="1", begins="2026-01-01", more="")
    )
    with pytest.raises(BadProgramme) as refused:
        load_programme(path)
    assert all(line.startswith("wrong.toml: ") for line in refused.value.problems)
    assert any(problem in line for line in refused.value.problems)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    for name in ("none.toml", "bytes.toml"):
        with pytest.raises(BadProgramme, match=name):
            load_programme(tmp_path / name)


def test_the_calendar_knows_englands_bank_holidays(tmp_path: Path) -> None:
    programme = load_programme(_write(tmp_path, "1"))
    packs = _packs(tmp_path)
    calendar = packs.working_calendar(programme)
    christmas = [date(2026, 12, 25), date(2026, 12, 28), date(2027, 12, 27), date(2027, 12, 28)]
    assert not any(calendar.is_working_day(day) for day in christmas)
    assert not calendar.is_working_day(date(2030, 4, 22))  # Easter Monday
    assert calendar.is_working_day(date(2026, 3, 17))  # a bank holiday in Northern Ireland only
    assert packs.working_calendar(programme) is calendar


def test_the_bank_holidays_shipped_are_those_of_the_holidays_package() -> None:
    script = run_path(str(Path(__file__).parents[2] / "scripts" / "write_days_off.py"))
    shipped = script["FILE"].read_text(encoding="utf-8")
    assert shipped == script["days_off"](), "run scripts/write_days_off.py"
    assert f"{script['YEARS'].stop - 1}-12-25 Christmas Day" in shipped
