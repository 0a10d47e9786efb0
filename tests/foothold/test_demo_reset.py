"""`make demo-reset` deletes a demo whole, and never one that runs."""

import subprocess
from pathlib import Path

from foothold.place import demo_place
from storage.store import open_store

SCRIPT = Path(__file__).parents[2] / "scripts" / "demo_reset.sh"
OTHERS = "mine.txt"


def reset(data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SCRIPT, data], capture_output=True, text=True, check=False)


def test_it_waits_for_the_demo_to_stop_and_then_deletes_all_of_it(tmp_path: Path) -> None:
    place = demo_place(tmp_path)
    assert place.key_file is not None
    store = open_store(place.url, key_file=place.key_file)
    (tmp_path / "control.sock").touch()
    (tmp_path / OTHERS).touch()
    before = sorted(tmp_path.iterdir())

    refused = reset(tmp_path)
    assert refused.returncode == 1
    assert refused.stderr == (
        "The demo is running: stop it first with Ctrl+C, then run make demo-reset again.\n"
    )
    assert sorted(tmp_path.iterdir()) == before

    store.close()
    assert reset(tmp_path).returncode == 0
    assert [left.name for left in tmp_path.iterdir()] == [OTHERS]
    assert "There is no demo data" in reset(tmp_path).stdout
