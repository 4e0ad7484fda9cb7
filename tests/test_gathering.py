"""Articles that are indexed together: the index says the same as if each had come alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import Corpus, open_corpus, textindex, vocabulary
from reader.corpus.numbering import STAMP_BITS
from reader.search import search
from reader.terms import compounds, lexicon, middles, spelling, tokens

from .laws import put

DAYS = [f"20{chance // 12 % 20 + 10}-{chance % 12 + 1:02}-{chance % 28 + 1:02}" for chance in range(7, 9000, 301)]
WORDS = ("Hafenpolizeiboot", "Fähre", "fährt", "Kohle,", "reisen", "Reisen", "U-Boot", "10.000", "Nord-Süd-Achse")


@pytest.fixture
def corpora(tmp_path: Path) -> Iterator[tuple[Corpus, Corpus]]:
    with open_corpus(tmp_path / "a.db", create=True) as one, open_corpus(tmp_path / "b.db", create=True) as other:
        yield one, other


@pytest.fixture
def corpus(corpora: tuple[Corpus, Corpus]) -> Corpus:
    return corpora[0]


def texts() -> list[tuple[str, str]]:
    chance = random.Random(1)
    return [(" ".join(chance.choices(WORDS, k=12)) + f" Bericht {number}.", day) for number, day in enumerate(DAYS)]


def index(corpus: Corpus) -> dict[str, Any]:
    """What the index holds, whatever the numbers."""
    with corpus.write() as db:
        db.execute("CREATE VIRTUAL TABLE temp.told USING fts5vocab (main, text_index, instance)")
        told = db.execute("SELECT term, stamp, col, offset FROM temp.told JOIN indexed ON number = doc").fetchall()
        db.execute("DROP TABLE temp.told")
    tables = {table: sorted(corpus.rows(f"SELECT * FROM {table}")) for table in ("ending", "middle")}
    terms = sorted(corpus.rows("SELECT term, kinds FROM term"))
    return {"told": sorted(told), "terms": terms, "entered": corpus.rows("SELECT stamp FROM indexed"), **tables}


def test_together_they_say_the_same_as_alone(corpora: tuple[Corpus, Corpus]) -> None:
    alone, together = corpora
    gathering = textindex.Gathering(together)
    for number in range(0, len(DAYS), 7):
        with together.write(), gathering:
            for text, day in texts()[number : number + 7]:
                put(together, text, published=day)
    for text, day in texts():
        put(alone, text, published=day)
    assert index(together) == index(alone)
    assert textindex.state(together) == "sound" and not textindex.drifted(together)
    numbered = [row[0] >> STAMP_BITS for row in together.rows("SELECT stamp FROM indexed ORDER BY number")]
    assert all(before <= after for before, after in pairwise(numbered))


def test_what_is_forgotten_of_texts_in_between_is_indexed_all_the_same(
    corpora: tuple[Corpus, Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    forgetful, other = corpora
    put(other, "U-Boot-Bau. Nord-Süd-Achse.", title="Hafen-Polizei")
    monkeypatch.setattr(spelling, "_KEPT", 1)
    monkeypatch.setattr(tokens, "_KEPT", 1)
    put(forgetful, "U-Boot-Bau. Nord-Süd-Achse.", title="Hafen-Polizei")
    monkeypatch.undo()
    assert index(forgetful) == index(other) and not textindex.drifted(forgetful)


def test_a_transaction_that_failed_leaves_nothing_in_mind(corpus: Corpus) -> None:
    gathering = textindex.Gathering(corpus)
    with suppress(KeyError), corpus.write(), gathering:
        put(corpus, "Der Hafenpolizeiboot sank.")
        raise KeyError
    with suppress(KeyError), corpus.write():
        with gathering:
            put(corpus, "Der Hafenpolizeiboot sank.")
        raise KeyError
    with corpus.write(), gathering:
        put(corpus, "Ein Hafenpolizeiboot fuhr.")
    assert corpus.rows("SELECT term FROM term WHERE term = 'hafenpolizeiboot'")
    assert len(search(corpus, "hafen*")) == 1 and textindex.state(corpus) == "sound"


def test_an_index_made_anew_meanwhile_has_all_words(corpus: Corpus) -> None:
    gathering = textindex.Gathering(corpus)
    with corpus.write(), gathering:
        put(corpus, "Eine Fähre fuhr.")
    with corpus.write():
        textindex.remake(corpus)
    with corpus.write(), gathering:
        put(corpus, "Noch eine Fähre fuhr.")
    assert corpus.rows("SELECT term FROM term WHERE term = 'faehre'")
    textindex.mend(corpus)
    assert len(search(corpus, "Fähre")) == 2 and not textindex.drifted(corpus)


def test_what_goes_while_it_waits_is_not_indexed(corpus: Corpus) -> None:
    with corpus.write(), textindex.Gathering(corpus):
        put(corpus, "Eine Fähre fuhr.")
        acts.remove_article(corpus, put(corpus, "Eine Barke fuhr."))
    assert not search(corpus, "Barke") and len(search(corpus, "Fähre")) == 1
    assert textindex.state(corpus) == "sound" and not textindex.drifted(corpus)


def test_what_waits_is_there_for_who_asks_for_the_whole(corpus: Corpus) -> None:
    with corpus.write(), textindex.Gathering(corpus):
        put(corpus, "Eine Fähre fuhr.")
        textindex.catch_up(corpus)
        assert len(search(corpus, "Fähre")) == 1
    assert textindex.state(corpus) == "sound"


def test_middle_parts_are_those_of_every_way_to_read_a_word() -> None:
    assert middles.middles("wasserschutzpolizei") == {"schutz"}
    assert middles.middles("wasserschutzpolizist" + "x" * 9) == set()
    assert middles.middles("hochschulreform") == {"schule"} and not middles.middles("freitagnachmittag") & {"tag"}
    chance, known = random.Random(2), sorted(lexicon.nouns())
    for _ in range(300):
        word = "".join(chance.choice(known) + chance.choice(("", "s", "en")) for _ in range(3))
        assert middles.middles(word) == read_slowly(word)


def read_slowly(word: str) -> set[str]:
    """The same by trying all cuts."""
    nouns, links = set(middles._parts().values()), ("", "s", "es", "n", "en", "er", "e")

    def ways(at: int, read: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for end in range(at + 3, len(word) + 1):
            part = word[at:end]
            noun = part if part in nouns or len(part) < 4 else part + "e"
            if noun in nouns:
                for link in links if end < len(word) else ("",):
                    if word.startswith(link, end):
                        if end + len(link) == len(word):
                            yield (*read, noun)
                        else:
                            yield from ways(end + len(link), (*read, noun))

    fronts = [end for end in range(len(word)) if word[:end] in middles._IN_FRONT]
    behind = {noun for end in fronts for way in ways(end, ()) for noun in way[:-1]}
    grown = word.startswith(compounds.GROWN_TOGETHER)
    return {noun for way in ways(0, ()) for noun in way[1:-1]} | (set() if grown else behind)


def test_of_many_articles_the_vocabulary_has_all_languages_and_cases(corpus: Corpus) -> None:
    seen = vocabulary.Seen()
    with corpus.write() as db:
        for number in range(100):
            seen.add({"Hafen,", "fährt", f"Boot{number}"}, "de")
        vocabulary.store(db, seen.news())
        seen.add({"hafen", "Hafen,"}, "en")
        vocabulary.store(db, seen.news())
    found = {term: row for term, *row in corpus.rows("SELECT * FROM term")}
    kinds, times, lower = found["hafen"]
    assert kinds == "de" and times >= vocabulary.ENOUGH and 0 < lower * 2 < times
    assert found["faehrt"][1] == found["faehrt"][2] >= vocabulary.ENOUGH
    assert len(found) == 102 and corpus.rows("SELECT * FROM ending") == []
