"""What the second schema adds: lines seen in several articles, articles that tell the same, names as they are used."""

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
