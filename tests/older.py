"""Corpora of older schemas, made of new ones by taking away what came later."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from reader.schema import first, run

_SHADOWS = ("_", "sqlite", "text_index_")


def make_first(path: Path) -> None:
    """Make a corpus one of the first schema."""
    made = sqlite3.connect(":memory:")
    for script in (first.HALF_ONE, first.HALF_TWO, first.VIEWS):
        run(made, script)
    kept = dict(made.execute("SELECT name, sql FROM sqlite_schema WHERE sql NOTNULL").fetchall())
    db = sqlite3.connect(path)
    there = db.execute("SELECT name, type FROM sqlite_schema WHERE sql NOTNULL ORDER BY type = 'table'").fetchall()
    for name, kind in there:
        # The index of searches is of another kind now: it is made anew.
        if (name not in kept or name == "text_index") and not name.startswith(_SHADOWS):
            db.execute(f"DROP {kind} IF EXISTS {name}")
    for name in kept.keys() & {name for name, kind in there if kind == "table"}:
        was = {row[1] for row in made.execute(f"PRAGMA table_info({name})")}
        for column in [row[1] for row in db.execute(f"PRAGMA table_info({name})") if row[1] not in was]:
            db.execute(f"ALTER TABLE {name} DROP COLUMN {column}")
    left = {row[0] for row in db.execute("SELECT name FROM sqlite_schema")}
    for name, sql in kept.items():
        if name not in left and not name.startswith(_SHADOWS):
            db.execute(sql)
    db.execute("INSERT INTO text_index (text_index) VALUES ('rebuild')")
    db.execute("DELETE FROM _sqlite_migrations WHERE name <> 'm001_foundation'")
    db.execute("DELETE FROM derived WHERE what IN ('memory', 'lines')")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
