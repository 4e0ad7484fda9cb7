"""Corpora of older schemas, made of new ones by taking away what came later."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from reader.schema import first, run


def make_first(path: Path) -> None:
    """Make a corpus one of the first schema."""
    made = sqlite3.connect(":memory:")
    for script in (first.HALF_ONE, first.HALF_TWO, first.VIEWS):
        run(made, script)
    kept = {row[0] for row in made.execute("SELECT name FROM sqlite_schema")}
    db = sqlite3.connect(path)
    there = db.execute("SELECT name, type FROM sqlite_schema WHERE sql NOTNULL ORDER BY type = 'table'").fetchall()
    for name, kind in there:
        if name not in kept and not name.startswith(("_", "sqlite")):
            db.execute(f"DROP {kind} IF EXISTS {name}")
    db.execute("DELETE FROM _sqlite_migrations WHERE name <> 'm001_foundation'")
    db.execute("DELETE FROM derived WHERE what IN ('memory', 'lines')")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
