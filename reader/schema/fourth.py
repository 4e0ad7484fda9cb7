"""What the fourth schema adds: lists in any order and narrowed to any mark without reading all of them."""

from __future__ import annotations

import json
from typing import Any

from reader.text import fold
from reader.wikilinks import tags

MARKS = ("read", "bookmark", "note", "highlight")
"""Tables of the journal that mark an article by being there."""
NO_SHELF = "\U0010ffff"
"""Where articles without an outlet stand: behind all others."""

MARKED = """
-- What articles are marked with, under the stamps of their cards: a table of the journal, or # and a folded tag, which
-- may be an article's own or stand in a note on it.
CREATE TABLE marked (
  mark  TEXT NOT NULL,
  stamp INTEGER NOT NULL,
  PRIMARY KEY (mark, stamp)
) WITHOUT ROWID;
"""

ORDERS = """
CREATE INDEX marked_of_stamp ON marked (stamp);  -- the marks of one article, when they change

ALTER TABLE card ADD COLUMN shelf TEXT NOT NULL DEFAULT '';  -- folded outlet; U+10FFFF: unknown, and so the last
ALTER TABLE card ADD COLUMN came TEXT NOT NULL DEFAULT '';   -- when the article was added
CREATE INDEX card_by_title ON card (sort, stamp DESC);       -- the list by title
CREATE INDEX card_by_outlet ON card (shelf, stamp DESC);     -- the list by outlet, and of one outlet
CREATE INDEX card_by_coming ON card (came DESC, stamp DESC); -- the list of what was added last
CREATE INDEX card_of_language ON card (language);            -- the list of one language
CREATE TRIGGER article_came AFTER UPDATE OF added ON article BEGIN
  UPDATE card SET came = new.added WHERE article = new.n;
END;
"""

SHELVED = "UPDATE card SET shelf = shelf_of(outlet), came = (SELECT added FROM article WHERE n = card.article)"

OLD_CARDS = """
CREATE TEMP VIEW card AS SELECT card.*, shelf_of(outlet) AS shelf, added AS came
FROM main.card JOIN main.article ON n = card.article;
"""


def shelf_of(outlet: str | None) -> str:
    """Where an outlet stands among others."""
    return NO_SHELF if outlet is None else fold(outlet)


def marks_of(table: str, row: str, subject: str, value: str) -> list[str]:
    """What a living row of the journal marks its article with. ``value``: its fields as JSON."""
    if table == "tag":
        return [_tag(row[len(subject) + 1 :])]
    body = json.loads(value).get("body") if "#" in value else None
    return [table, *(_tag(tag.name) for tag in tags(body))] if isinstance(body, str) else [table]


def _tag(name: str) -> str:
    return f"#{fold(name)}"


MARKING = (*MARKS, "tag")
_MARKING = ", ".join(f"'{table}'" for table in MARKING)
ALL_MARKS = (
    "SELECT tbl, row, subject, value, stamp FROM state JOIN article ON article.id = subject "
    "JOIN card ON card.article = article.n "
    f"WHERE alive AND tbl IN ({_MARKING})"
)


def fill(connection: Any) -> None:
    """Enter the marks of all articles."""
    for *row, stamp in connection.execute(ALL_MARKS).fetchall():
        marks = [(mark, stamp) for mark in marks_of(*row)]
        connection.executemany("INSERT OR IGNORE INTO marked VALUES (?, ?)", marks)


def arrange(connection: Any) -> None:
    """Bring what is there from an older schema into all orders."""
    connection.create_function("shelf_of", 1, shelf_of, deterministic=True)
    connection.execute(SHELVED)
    fill(connection)


def stand_in(connection: Any) -> None:
    """The same for a corpus that is only read: cards as they would be, and their marks."""
    connection.create_function("shelf_of", 1, shelf_of, deterministic=True)
    connection.execute(OLD_CARDS)
    fill(connection)
