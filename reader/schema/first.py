"""The first schema: both halves of the file and the views, as SQL.

Half one (`article`, `op`, `lineage`) is what came in and what a person did; it is never changed, only added to.
Half two is what the program made of it, and can be made again at any time.
"""

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
