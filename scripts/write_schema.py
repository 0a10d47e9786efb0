"""Write the SQL files of the first revision anew from storage/tables.

    python scripts/write_schema.py

Until the first release there is one revision. A test fails when the files and the tables differ.
"""

from pathlib import Path

from storage.ddl import frozen

VERSIONS = Path(__file__).parents[1] / "storage" / "migrations" / "versions"


if __name__ == "__main__":
    for dialect in ("sqlite", "postgresql"):
        (VERSIONS / f"0001_{dialect}.sql").write_text(frozen(dialect), encoding="utf-8")
