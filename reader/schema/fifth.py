"""What the fifth schema changes: the index counts its articles in the order of date, by small numbers of its own."""

WORDS = """
-- The terms of each article by where they stand. It holds no text: what a term is and how it is written stands in the
-- code, and a phrase is found by the places of its terms. What most terms stand in is the first column: any other is
-- named beside each of them.
CREATE VIRTUAL TABLE text_index USING fts5 (
  body, lead, title, rest, joined, content = '', tokenize = "ascii tokenchars '+&#'"
);

-- Which articles are in it under which number, and what was entered of them, so that it can be taken out again.
-- Numbers ascend with the date, in small steps: the index holds the steps.
CREATE TABLE indexed (
  number INTEGER PRIMARY KEY,
  stamp  INTEGER NOT NULL UNIQUE, -- of the card
  spans  TEXT NOT NULL,           -- JSON: start and end of the lead, then of all that is cut from the text
  crc    INTEGER NOT NULL         -- of all terms
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

-- Nouns in the middle of longer ones (Wasser-schutz-polizei), where no index leads to them.
CREATE TABLE middle (part TEXT NOT NULL, term TEXT NOT NULL, PRIMARY KEY (part, term)) WITHOUT ROWID;
"""

NEW_WORDS = """
-- A new corpus has an index without gaps; one that was there before gets its own by the next writes.
INSERT INTO derived SELECT 'text_index', '2' WHERE NOT EXISTS (SELECT 1 FROM article);
"""
