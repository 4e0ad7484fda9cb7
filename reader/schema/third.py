"""What the third schema adds: names of one type in their order, and persons who are meant by their office."""

ROLES = """
-- Where a person is meant by an office ("der Kremlchef"): these are no names, and so no mentions.
CREATE TABLE role (
  article INTEGER NOT NULL REFERENCES article (n),
  start   INTEGER NOT NULL,
  end     INTEGER NOT NULL,
  name    INTEGER NOT NULL REFERENCES name (n),
  PRIMARY KEY (article, start)
) WITHOUT ROWID;
CREATE INDEX role_of_name ON role (name, article);  -- where an entity is meant by its office

-- Holders of offices under a name that their article does not have, and who of the corpus they are.
CREATE TABLE officer (name INTEGER PRIMARY KEY REFERENCES name (n), entity TEXT);

-- A new corpus has no article without its roles; in one that was there before, `reader index` finds them.
INSERT INTO derived SELECT 'roles', '1' WHERE NOT EXISTS (SELECT 1 FROM article);

CREATE INDEX entity_of_type ON entity (type, mentions DESC, name, id);  -- the entity index, of one type
"""

NO_TEXTS = """
DROP VIEW IF EXISTS searchable;
"""

WORDS = """
-- The terms of each article by where they stand, under the stamp of its card. It holds no text: what a term is and how
-- it is written stands in the code, and a phrase is found by the places of its terms.
CREATE VIRTUAL TABLE text_index USING fts5 (
  title, lead, body, rest, joined, content = '', tokenize = "ascii tokenchars '+&#'"
);

-- Which articles are in it, and what was entered of them, so that it can be taken out again.
CREATE TABLE indexed (
  stamp INTEGER PRIMARY KEY,      -- of the card
  spans TEXT NOT NULL,            -- JSON: start and end of the lead, then of all that is cut from the text
  crc   INTEGER NOT NULL          -- of all terms
);

-- The vocabulary. Of how many articles a term is follows from the index; here stands what is seen in the first few of
-- them, so that an article more changes little.
CREATE TABLE term (
  term  TEXT PRIMARY KEY,
  kinds TEXT NOT NULL,            -- letters for the languages of its articles
  seen  INTEGER NOT NULL,         -- articles that were looked at
  lower INTEGER NOT NULL          -- in how many of them it stands in lower case
) WITHOUT ROWID;

-- Long nouns written backwards: compounds by their last part.
CREATE TABLE ending (reversed TEXT PRIMARY KEY) WITHOUT ROWID;
"""

NEW_WORDS = """
-- A new corpus has an index without gaps; one that was there before gets its own by the next writes.
INSERT INTO derived SELECT 'text_index', '1' WHERE NOT EXISTS (SELECT 1 FROM article);
"""
