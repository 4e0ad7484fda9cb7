"""More like this: rare things weigh more, copies are left out, what is shared is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reader.corpus import open_corpus
from reader.search.related import Sign, ranked, related, weight
from tests.tui.conftest import corpus_of

_TEXTS = (
    "Die Werft am Hafen.\n\nDie Werft baut Fähren. Die Werft hat Schulden, sagt der Betriebsrat.",
    "Fähren fahren wieder.\n\nEine Werft liefert die neuen Fähren aus. Der Betriebsrat ist froh.",
    "Am Hafen.\n\nDer Hafen wird vertieft; die Fischer klagen.",
    "Ein Rezept.\n\nMan nehme Mehl, Butter und Zucker.",
)


@given(st.integers(1, 50), st.integers(1, 1000), st.integers(1, 1000))
def test_rarer_weighs_more_and_never_less_than_nothing(times: int, articles: int, other: int) -> None:
    one, two = weight(times, articles, 1000), weight(times, other, 1000)
    assert one >= 0 and two >= 0
    assert (one >= two) == (articles <= other) or one == two


def test_the_order_is_by_what_is_shared_then_by_date() -> None:
    signs = [Sign("rare", 3.0), Sign("usual", 1.0), Sign("other", 1.0)]
    found = ranked(signs, {0: [5], 1: [5, 7, 9], 2: [7, 8]}, 3)
    assert found == [(5, 4.0, [0, 1]), (7, 2.0, [1, 2]), (9, 1.0, [1])]
    assert ranked(signs, {}, 3) == []


def test_articles_with_the_same_words_come_first_and_say_which(tmp_path: Path) -> None:
    with open_corpus(corpus_of(tmp_path / "related.db", *_TEXTS)) as corpus:
        ids = {text: id for id, text in corpus.rows("SELECT id, text FROM article")}
        own = next(id for text, id in ids.items() if text.startswith("Die Werft"))
        found = related(corpus, own)
        assert found[0].id == next(id for text, id in ids.items() if text.startswith("Fähren"))
        assert "Werft" in found[0].both and len(found[0].both) > 1
        assert own not in {one.id for one in found}
        assert not any("Mehl" in text for text, id in ids.items() if id in {one.id for one in found})
        assert related(corpus, "0" * 64) == [] and len(related(corpus, own, 1)) == 1


def test_without_an_index_names_alone_are_looked_at(tmp_path: Path) -> None:
    path = corpus_of(tmp_path / "broken.db", *_TEXTS)
    with open_corpus(path) as corpus:
        own = corpus.rows("SELECT id FROM article ORDER BY n")[0][0]
        with corpus.write() as db:
            db.execute("DROP TABLE text_index")
        assert all(one.id != own for one in related(corpus, own))


def test_the_command_prints_it(run: Any, tmp_path: Path) -> None:
    path = corpus_of(tmp_path / "cli.db", *_TEXTS)
    with open_corpus(path) as corpus:
        own = corpus.rows("SELECT id FROM article WHERE text LIKE 'Die Werft%'")[0][0]
    plain = run("--corpus", path, "related", own[:10])
    assert "both: " in plain.out and "Werft" in plain.out
    shape = json.loads(run("--corpus", path, "related", own[:10], "--json", "--limit", "1").out)
    assert set(shape) == {"id", "title", "published", "outlet", "both", "score"} and "Werft" in shape["both"]
