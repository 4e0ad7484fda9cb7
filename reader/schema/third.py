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
