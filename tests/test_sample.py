"""`corpus.db` is what the script makes of `seeds/`. Ids of notes and times differ from run to run; nothing else."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.corpus import open_corpus
from reader.corpus.annotations import recent
from reader.corpus.articles import load
from reader.corpus.check import check_file
from reader.corpus.listing import Listing

ROOT = Path(__file__).parent.parent


def content(path: Path) -> tuple[object, ...]:
    """Everything that a corpus holds, without ids and times that are new with each making."""
    with open_corpus(path) as corpus:
        listing = Listing(corpus)
        articles = [load(corpus, card.id) for card in listing.rows(0, len(listing))]
        journal = corpus.rows("SELECT tbl, value FROM op")
        return (
            [(a.card, a.text, a.blocks, a.mentions, a.kicker, a.byline, a.agency, a.source) for a in articles],
            sorted((n.kind, n.body, n.article or n.entity or "", str(n.anchor)) for n in recent(corpus)),
            sorted((table, re.sub(r"[0-9a-f]{32}", "", str(value))) for table, value in journal),
        )


def test_it_is_what_the_script_makes(tmp_path: Path, tool: Callable[[str], Any]) -> None:
    made = tmp_path / "made.db"
    tool("sample_corpus").make(made)
    assert content(made) == content(ROOT / "corpus.db")


def test_it_is_sound() -> None:
    assert check_file(ROOT / "corpus.db") == []


def test_it_is_a_dossier_of_at_least_twelve_articles() -> None:
    with sqlite3.connect(f"file:{ROOT / 'corpus.db'}?mode=ro", uri=True) as db:
        assert db.execute("SELECT count(*) FROM card").fetchone()[0] >= 12
