"""The corpus file: what every table is for stands beside its SQL in `first`, `second` and `third`; here it is made.

A schema is never changed once it was shipped: what is new is a migration.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reader.schema.first import HALF_ONE, HALF_TWO, VIEWS
from reader.schema.second import KIN, LINES, NAMES
from reader.schema.third import NEW_WORDS, NO_TEXTS, ROLES, WORDS

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x4C505554
"""'LPUT' in the header of every corpus: how a file is known for one, whatever a sync tool calls it."""
SCHEMA = 3
"""`user_version`: the number of migrations below. A file with a higher one is only read."""
PAGE_SIZE = 16384

TABLES = ("lineage", "article", "op", "state", "reading", "card", "total", "name", "mention", "entity", "derived")
"""What every corpus has, whatever its schema number."""


def create(connection: sqlite3.Connection, lineage: str) -> None:
    """Make an empty corpus in an empty database, with all its migrations recorded."""
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    connection.execute("PRAGMA auto_vacuum = 0")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(connection)
    connection.execute("INSERT INTO lineage VALUES (?)", (lineage,))
    connection.commit()


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is missing: each migration in one transaction with its record, by name."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations("reader")
    for migration in MIGRATIONS:
        migrations()(migration)
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


def stand_in(connection: sqlite3.Connection) -> None:
    """Give a corpus of an older schema, while it is only read, the tables it lacks: in memory, and empty."""
    for statement in _statements(LINES + KIN + NAMES + ROLES + WORDS):
        if "CREATE TABLE" in statement:
            connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE IF NOT EXISTS"))


def stand_out(connection: sqlite3.Connection) -> None:
    """Take those tables away again."""
    for (name,) in connection.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'table'").fetchall():
        connection.execute(f"DROP TABLE temp.{name}")


def m001_foundation(db: Database) -> None:
    """Both halves and the views."""
    for script in (HALF_ONE, HALF_TWO, VIEWS):
        run(db.conn, script)


def m002_lines_and_kin(db: Database) -> None:
    """Lines seen in several articles, articles that tell the same, and names as they are used."""
    for script in (LINES, KIN, NAMES):
        run(db.conn, script)


def m003_roles(db: Database) -> None:
    """Persons meant by their office, the index of names of one type, and an index of terms in place of one of texts."""
    run(db.conn, ROLES)
    run(db.conn, NO_TEXTS + WORDS + NEW_WORDS)


MIGRATIONS = (m001_foundation, m002_lines_and_kin, m003_roles)


def run(connection: Any, script: str) -> None:
    """Execute a script statement by statement: `executescript` would commit the transaction it is in."""
    for statement in _statements(script):
        connection.execute(statement)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
