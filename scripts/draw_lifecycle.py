"""Writes docs/lifecycle.md from the table in flows/lifecycle.py. It takes no arguments."""

from pathlib import Path

from flows.lifecycle import diagram

PAGE = Path(__file__).parents[1] / "docs" / "lifecycle.md"


def page() -> str:
    """The page as it must be."""
    return (
        "# The life of a request\n\n"
        "Drawn from the table in `flows/lifecycle.py` by `scripts/draw_lifecycle.py`; a test fails "
        "when the two differ.\nEach arrow is a move, and in brackets who may make it. A move that "
        "is not here does not exist.\n\n"
        f"```mermaid\n{diagram()}```\n"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
