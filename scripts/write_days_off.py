"""Write the bank holidays that the program ships, as the holidays package knows them.

    python scripts/write_days_off.py

Run it when that package has learnt a new one: a test says so.
"""

from pathlib import Path

from holidays import country_holidays

YEARS = range(2005, 2061)
FILE = Path(__file__).parents[1] / "flows" / "days_off" / "england.txt"


def days_off() -> str:
    """One date a line, oldest first."""
    found = country_holidays("GB", subdiv="ENG", years=YEARS, expand=False)
    return "".join(f"{day.isoformat()} {name}\n" for day, name in sorted(found.items()))


if __name__ == "__main__":
    FILE.write_text(days_off(), encoding="utf-8")
