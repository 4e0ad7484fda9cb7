"""The corpus file as SQL: every table and index with its reason, and the migrations that make it.

Half one (`article`, `op`, `lineage`) is what came in and what a person did; it is never changed, only added to.
Half two is what the program made of it, and can be made again at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x4C505554
"""'LPUT' in the header of every corpus: how a file is known for one, whatever a sync tool calls it."""
SCHEMA = 2
"""`user_version`: the number of migrations below. A file with a higher one is only read."""
PAGE_SIZE = 16384

HALF_ONE = """
-- Where a corpus comes from. Copies share the id; only copies of one lineage are merged by themselves.
CREATE TABLE lineage (id TEXT NOT NULL);

-- Articles as they came, immutable. `n` is this file's own number for it and means nothing elsewhere.
CREATE TABLE article (
  n        INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,  -- SHA-256 of the original bytes, hex
  format   TEXT NOT NULL,         -- the adapter that made the text
  original BLOB,                  -- zlib of the bytes; NULL where the text in UTF-8 is those very bytes
  text     TEXT NOT NULL,         -- canonical text: all offsets count its code points
  source   TEXT NOT NULL,         -- name of the file it came from
  added    TEXT NOT NULL          -- UTC
);

-- The journal: everything a person did, append-only.
CREATE TABLE op (
  n       INTEGER PRIMARY KEY,
  id      BLOB NOT NULL UNIQUE,   -- 16 bytes: hybrid clock, random run
  tbl     TEXT NOT NULL,
  row     TEXT NOT NULL,
  value   ANY,                    -- JSON of the fields set (zlib of it where shorter); NULL deletes the row
  parents BLOB NOT NULL,          -- ids of the row's heads when this was written, one after the other
  at      TEXT NOT NULL,          -- wall clock, UTC, for people
  crc     INTEGER NOT NULL
);
CREATE INDEX op_of_row ON op (tbl, row);  -- the fold of one row
"""

HALF_TWO = """
-- The fold of the ops: rows as they now stand.
CREATE TABLE state (
  n        INTEGER PRIMARY KEY,
  tbl      TEXT NOT NULL,
  row      TEXT NOT NULL,
  subject  TEXT NOT NULL,         -- an article id, 'entity:ID', or ''
  value    TEXT NOT NULL,         -- JSON
  alive    INTEGER NOT NULL,
  created  TEXT NOT NULL,
  modified TEXT NOT NULL,
  heads    BLOB NOT NULL,
  conflict TEXT,                  -- JSON of the versions that stand against each other
  UNIQUE (tbl, row)
);
CREATE INDEX state_of_subject ON state (subject, tbl);  -- marks and notes of an article on the screen

-- What was read from an article's text, by which version of the program.
CREATE TABLE reading (
  article INTEGER PRIMARY KEY REFERENCES article (n),
  version TEXT NOT NULL,
  blocks  TEXT NOT NULL,          -- JSON [[kind, start, end], ...]
  found   TEXT NOT NULL           -- JSON of the fields found, with span, rule and confidence
);

-- What a list shows: found fields with a person's corrections over them. Removed articles have no card.
-- `stamp` is the publication minute << 32 | 32 bits of the id: the table itself is in order of date,
-- whatever the order of import, and two machines have the same order.
CREATE TABLE card (
  stamp     INTEGER PRIMARY KEY,
  article   INTEGER NOT NULL UNIQUE REFERENCES article (n),
  title     TEXT,
  opening   TEXT NOT NULL,        -- first words of the body, shown where there is no title
  published TEXT,                 -- ISO 8601 cut at what is known
  outlet    TEXT,
  language  TEXT,
  words     INTEGER NOT NULL,
  kicker    TEXT,
  byline    TEXT NOT NULL,        -- JSON list of names
  agency    TEXT NOT NULL,        -- JSON list of names
  sort      TEXT NOT NULL         -- folded title or opening
);

-- How many cards there are: counting them takes a tenth of the start with a million.
CREATE TABLE total (cards INTEGER NOT NULL);
INSERT INTO total VALUES (0);
CREATE TRIGGER card_listed AFTER INSERT ON card BEGIN UPDATE total SET cards = cards + 1; END;
CREATE TRIGGER card_unlisted AFTER DELETE ON card BEGIN UPDATE total SET cards = cards - 1; END;

-- Names as keys (main type and folded name) and the entity each was linked to; NULL: rejected.
CREATE TABLE name (
  n      INTEGER PRIMARY KEY,
  key    TEXT NOT NULL UNIQUE,
  hash   TEXT NOT NULL UNIQUE,    -- the id of an entity that has this key first
  entity TEXT
);
CREATE INDEX name_of_entity ON name (entity);  -- the page of one entity

CREATE TABLE mention (
  article    INTEGER NOT NULL REFERENCES article (n),
  start      INTEGER NOT NULL,
  end        INTEGER NOT NULL,
  type       TEXT NOT NULL,
  name       INTEGER NOT NULL REFERENCES name (n),
  form       TEXT NOT NULL,       -- the name in full, in its base form, as this article has it
  called     TEXT NOT NULL,       -- what stands here, without the ending of the case
  confidence REAL NOT NULL,
  PRIMARY KEY (article, start)
) WITHOUT ROWID;
CREATE INDEX mention_of_name ON mention (name, article);  -- where an entity is spoken of

CREATE TABLE entity (
  id       TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  type     TEXT NOT NULL,
  aliases  TEXT NOT NULL,         -- JSON list, most used first
  articles INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  first    TEXT,                  -- publication of the earliest and latest dated article
  last     TEXT
);
CREATE INDEX entity_by_mentions ON entity (mentions DESC, name, id);  -- the entity index

-- Versions of derived data as a whole, such as of the links.
CREATE TABLE derived (what TEXT PRIMARY KEY, version TEXT NOT NULL);

CREATE VIEW searchable AS
  SELECT card.stamp, card.title, article.text AS body FROM card JOIN article ON article.n = card.article;
CREATE VIRTUAL TABLE text_index USING fts5 (
  title, body, content = 'searchable', content_rowid = 'stamp', tokenize = 'unicode61 remove_diacritics 2'
);
"""

VIEWS = """
-- Plain tables to look at, for Datasette and sqlite3. SQLite itself refuses to write to them.
CREATE VIEW bookmark AS SELECT row AS article, modified FROM state WHERE tbl = 'bookmark' AND alive;
CREATE VIEW read_mark AS SELECT row AS article, modified FROM state WHERE tbl = 'read' AND alive;
CREATE VIEW tag AS
  SELECT subject AS article, substr(row, length(subject) + 2) AS tag, modified
  FROM state WHERE tbl = 'tag' AND alive;
CREATE VIEW note AS
  SELECT row AS id, json_extract(value, '$.about') AS about, json_extract(value, '$.body') AS body,
         json_extract(value, '$.anchor.quote') AS quote, created, modified, conflict IS NOT NULL AS conflict
  FROM state WHERE tbl = 'note' AND alive;
CREATE VIEW highlight AS
  SELECT row AS id, subject AS article, json_extract(value, '$.anchor.quote') AS quote,
         json_extract(value, '$.colour') AS colour, json_extract(value, '$.body') AS body, created, modified
  FROM state WHERE tbl = 'highlight' AND alive;
CREATE VIEW correction AS
  SELECT tbl AS kind, row AS target, value, modified FROM state
  WHERE alive AND tbl IN ('article', 'removed', 'entity', 'same', 'reject');
"""

LINES = """
-- Lines that may be furniture of a page, not prose of an article, by a hash of their folded words.
CREATE TABLE line (
  key     INTEGER NOT NULL,
  article INTEGER NOT NULL,
  amid    INTEGER NOT NULL,       -- whether body stands before and behind it
  PRIMARY KEY (key, article)
) WITHOUT ROWID;

-- Those of them that stand in enough articles which have nothing else in common.
CREATE TABLE furniture (
  key      INTEGER PRIMARY KEY,
  articles INTEGER NOT NULL,
  amid     INTEGER NOT NULL       -- in how many of them it stands amid the body
);

-- Lines of which more articles have to follow than could at once; `reader index` sees to the rest.
CREATE TABLE pending (key INTEGER PRIMARY KEY);

-- What was accepted for a line in all articles of an outlet, out of the journal.
CREATE TABLE taught (
  key    INTEGER NOT NULL,
  about  TEXT NOT NULL,           -- 'block': what the line is; 'outlet': whose page it stands on
  outlet TEXT NOT NULL,           -- folded
  says   TEXT NOT NULL,           -- the kind of block, or the name of the outlet
  PRIMARY KEY (key, about, outlet)
) WITHOUT ROWID;

-- Where memory or a person made other blocks of an article than were found in its text.
CREATE TABLE recast (
  article INTEGER PRIMARY KEY REFERENCES article (n),
  found   TEXT NOT NULL,          -- JSON of the blocks as they were found, where they differ
  outlet  TEXT                    -- whose page it is, by an accepted line
);

-- Articles that nobody has looked through yet, and how doubtful what was read from them is, in thousandths.
CREATE TABLE doubt (
  article INTEGER PRIMARY KEY REFERENCES article (n),
  score   INTEGER NOT NULL,
  stamp   INTEGER NOT NULL        -- of its card: the order of those with the same score
);
CREATE INDEX doubt_first ON doubt (score DESC, stamp DESC, article);  -- the inbox

-- Articles that a person has looked through, and the row of the journal that says so.
CREATE TABLE checked (
  article TEXT NOT NULL,
  row     TEXT NOT NULL,
  PRIMARY KEY (article, row)
) WITHOUT ROWID;

INSERT INTO doubt SELECT article, 0, stamp FROM card;
-- A new corpus has nothing to be remembered; in one that was there before, `reader index` begins.
INSERT INTO derived SELECT 'memory', '1' WHERE NOT EXISTS (SELECT 1 FROM article);
"""

KIN = """
-- What tells that an article says the same as another. `kin`: its group, named by the smallest number in it;
-- NULL: it stands alone.
CREATE TABLE trace (
  article INTEGER PRIMARY KEY REFERENCES article (n),
  key     TEXT,                   -- address or id of what was published: articles with the same are its versions
  body    BLOB,                   -- digest of the words of the body; NULL without any
  words   INTEGER NOT NULL,       -- of the body
  kin     INTEGER
);
CREATE INDEX trace_of_key ON trace (key) WHERE key IS NOT NULL;
CREATE INDEX trace_of_body ON trace (body) WHERE body IS NOT NULL;
CREATE INDEX trace_of_kin ON trace (kin) WHERE kin IS NOT NULL;

-- A sample of the runs of words of each body, by which articles that may be one story are found.
CREATE TABLE shingle (
  hash    INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (hash, article)
) WITHOUT ROWID;

-- Articles that are one story by their words, each pair both ways.
CREATE TABLE kin (
  article  INTEGER NOT NULL REFERENCES article (n),
  other    INTEGER NOT NULL REFERENCES article (n),
  likeness REAL NOT NULL,
  PRIMARY KEY (article, other)
) WITHOUT ROWID;
"""

NAMES = """
-- Names that are in use: how often, and the number of the first of those that are the same whoever else is named
-- (`core`); why each belongs to its entity.
CREATE TABLE name_use (
  name     INTEGER PRIMARY KEY REFERENCES name (n),
  mentions INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  core     INTEGER,
  reason   TEXT
);

-- How a name is written in full (`named`), and what is said where it is meant (`called`), each with its count.
CREATE TABLE name_form (
  name   INTEGER NOT NULL REFERENCES name (n),
  form   TEXT NOT NULL,
  named  INTEGER NOT NULL,
  called INTEGER NOT NULL,
  PRIMARY KEY (name, form)
) WITHOUT ROWID;

-- What names that may mean the same have in common: a new name is compared with those it meets here.
CREATE TABLE name_block (
  form TEXT NOT NULL,
  name INTEGER NOT NULL REFERENCES name (n),
  PRIMARY KEY (form, name)
) WITHOUT ROWID;

-- The corrections that say of two names that they are the same, or never, by each of them.
CREATE TABLE name_pair (
  key TEXT NOT NULL,
  row TEXT NOT NULL,              -- of the journal
  PRIMARY KEY (key, row)
) WITHOUT ROWID;

-- Where a name is spoken of, in order of date: the page of one entity.
CREATE TABLE sighting (
  name     INTEGER NOT NULL REFERENCES name (n),
  stamp    INTEGER NOT NULL,
  article  INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  PRIMARY KEY (name, stamp)
) WITHOUT ROWID;

-- Entities by folded name (`alias`: 0) and by what else they are called (1).
CREATE TABLE entity_name (
  folded TEXT NOT NULL,
  entity TEXT NOT NULL,
  alias  INTEGER NOT NULL,
  PRIMARY KEY (folded, entity)
) WITHOUT ROWID;

-- Articles whose names the deep half of recognition has looked through, and which version of it.
CREATE TABLE refined (article INTEGER PRIMARY KEY REFERENCES article (n), version TEXT NOT NULL);

-- Names whose use changed, or of which a person said something, since names were last linked, with the article
-- (0: a correction) and whether it had the name before.
CREATE TABLE unlinked (
  article INTEGER NOT NULL,
  name    INTEGER NOT NULL,
  was     INTEGER NOT NULL,
  UNIQUE (article, name)
);

DROP VIEW correction;
CREATE VIEW correction AS
  SELECT tbl AS kind, row AS target, value, modified FROM state
  WHERE alive AND tbl IN ('article', 'removed', 'entity', 'same', 'reject', 'unmention', 'mention');
"""

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
    for statement in _statements(LINES + KIN + NAMES):
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


MIGRATIONS = (m001_foundation, m002_lines_and_kin)


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
