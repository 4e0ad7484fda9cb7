"""The corpus file: what every table is for stands beside its SQL in `first`, `second`, `third` …; here it is made.

A schema is never changed once it was shipped: what is new is a migration.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reader.schema import fourth
from reader.schema.fifth import NEW_WORDS, WORDS
from reader.schema.first import HALF_ONE, HALF_TWO, VIEWS
from reader.schema.second import KIN, LINES, NAMES
from reader.schema.third import NEW_WORDS as FIRST_NEW_WORDS
from reader.schema.third import NO_TEXTS, ROLES
from reader.schema.third import WORDS as FIRST_WORDS

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x4C505554
"""'LPUT' in the header of every corpus: how a file is known for one, whatever a sync tool calls it."""
SCHEMA = 5
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
    """Apply what is missing, by name: in one transaction with its record, so that of two processes one does it."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations("reader")
    for migration in MIGRATIONS:
        migrations()(migration)
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA user_version = {SCHEMA}")


def stand_in(connection: sqlite3.Connection) -> None:
    """Give a corpus of an older schema, while it is only read, the tables it lacks: in memory. Marks are in them."""
    there = {row[0] for row in connection.execute("SELECT name FROM main.sqlite_schema")}
    # The index of texts has another shape now: an older one is not looked at.
    lacking = "".join(
        one for one in _statements(LINES + KIN + NAMES + ROLES + fourth.MARKED) if _made(one) not in there
    )
    for statement in _statements(lacking + WORDS):
        if _made(statement):
            connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE IF NOT EXISTS"))
    if "marked" not in there:
        fourth.stand_in(connection)


def _made(statement: str) -> str:
    """The name of the table that a statement makes; empty if it makes none."""
    return statement.partition("CREATE TABLE ")[2].split(" ")[0]


def stand_out(connection: sqlite3.Connection) -> None:
    """Take those tables away again."""
    there = "SELECT type, name FROM temp.sqlite_schema WHERE type IN ('table', 'view')"
    for kind, name in connection.execute(there).fetchall():
        connection.execute(f"DROP {kind} temp.{name}")


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
    take_away(db.conn)
    run(db.conn, NO_TEXTS + FIRST_WORDS + FIRST_NEW_WORDS)


def m004_orders(db: Database) -> None:
    """Cards in the order of each column, and the marks of articles."""
    run(db.conn, fourth.MARKED + fourth.ORDERS)
    fourth.arrange(db.conn)


def m005_numbers(db: Database) -> None:
    """An index of terms that counts articles in the order of date, by numbers of its own."""
    take_away(db.conn)
    run(db.conn, WORDS + NEW_WORDS)


MIGRATIONS = (m001_foundation, m002_lines_and_kin, m003_roles, m004_orders, m005_numbers)


def take_away(connection: Any) -> None:
    """Take the index of any schema away, whatever is left of it: it follows from the texts, and nothing hangs on it."""
    try:
        connection.execute("DROP TABLE IF EXISTS text_index")
    except (sqlite3.DatabaseError, MemoryError):  # the latter where a length in it is nonsense
        _tear_out(connection)
    for table in ("indexed", "term", "ending", "middle"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    connection.execute("DELETE FROM derived WHERE what = 'text_index'")


def _tear_out(connection: Any) -> None:
    """Take away a virtual table that SQLite can neither open nor drop."""
    connection.execute("PRAGMA writable_schema = ON")
    try:
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'text_index'")
        connection.execute("PRAGMA writable_schema = RESET")
        for table in ("data", "idx", "content", "docsize", "config"):
            connection.execute(f"DROP TABLE IF EXISTS text_index_{table}")
    finally:
        connection.execute("PRAGMA writable_schema = OFF")


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
