"""What is remembered of a corpus, and the rolls that are looked through at once."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import acts
from reader.corpus import Corpus, annotations, entities, names, open_corpus
from reader.corpus.remembered import answered, remembered, still
from reader.corpus.roll import Roll, line
from reader.text import fold, has_beginning


def bodies(corpus: Corpus) -> list[str]:
    return [note.body for note in annotations.kept(corpus)]


def test_what_was_made_is_kept_until_somebody_writes(corpus: Corpus) -> None:
    first = remembered(corpus, bodies)
    assert remembered(corpus, bodies) is first and first == []
    acts.write_note(corpus, "corpus", "eins")
    assert remembered(corpus, bodies) == ["eins"]
    with open_corpus(corpus.path) as other:
        acts.write_note(other, "corpus", "zwei")
    assert sorted(remembered(corpus, bodies)) == ["eins", "zwei"]


def test_answers_are_kept_until_somebody_writes_and_never_very_many(corpus: Corpus) -> None:
    asked: list[int] = []

    def answer(_: Corpus, question: int) -> int:
        asked.append(question)
        return -question

    assert [answered(corpus, answer, question) for question in (1, 2, 1)] == [-1, -2, -1]
    assert asked == [1, 2]
    acts.write_note(corpus, "corpus", "eins")
    for question in (1, *range(2000), 1):
        answered(corpus, answer, question)
    assert asked[2:] == [1, 0, *range(2, 2000), 1]


def test_what_may_be_taken_back_is_not_remembered(corpus: Corpus) -> None:
    with pytest.raises(RuntimeError), corpus.write():
        acts.write_note(corpus, "corpus", "nie")
        assert remembered(corpus, bodies) == ["nie"]
        raise RuntimeError
    assert remembered(corpus, bodies) == []


def test_nothing_changes_while_a_corpus_is_still(corpus: Corpus) -> None:
    acts.write_note(corpus, "corpus", "eins")
    looked: list[str] = []
    corpus.connection.set_trace_callback(looked.append)
    with open_corpus(corpus.path) as other:
        other.connection.execute("PRAGMA busy_timeout = 1")
        with still(corpus), still(corpus):
            assert remembered(corpus, bodies) == remembered(corpus, bodies) == ["eins"]
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.connection.execute("INSERT INTO derived VALUES ('x', '1')")
        assert looked.count("PRAGMA data_version") == 1
        acts.write_note(other, "corpus", "zwei")
    assert sorted(remembered(corpus, bodies)) == ["eins", "zwei"]


def test_a_corpus_is_not_still_any_more_when_a_question_was_stopped(corpus: Corpus) -> None:
    stops = iter([1, 1, 1])

    def stopped(some: Corpus) -> int:
        some.connection.set_progress_handler(lambda: next(stops, 0), 1)
        return int(some.rows("SELECT count(*) FROM sqlite_schema, sqlite_schema")[0][0])

    with pytest.raises(sqlite3.OperationalError, match="interrupted"), still(corpus):
        remembered(corpus, stopped)
    assert next(stops, None) is None and not corpus.connection.in_transaction
    corpus.connection.set_progress_handler(None, 0)
    acts.write_note(corpus, "corpus", "eins")
    assert remembered(corpus, bodies) == ["eins"]


def test_what_is_written_in_a_transaction_is_seen_in_it(corpus: Corpus) -> None:
    assert remembered(corpus, bodies) == []
    with corpus.write():
        acts.write_note(corpus, "corpus", "eins")
        with still(corpus):
            assert remembered(corpus, bodies) == ["eins"]
        assert corpus.connection.in_transaction


def test_a_table_that_is_gone_is_missed(corpus: Corpus) -> None:
    def tables(some: Corpus) -> int:
        return int(some.rows("SELECT count(*) FROM sqlite_schema")[0][0])

    before = remembered(corpus, tables)
    corpus.connection.execute("DROP TABLE middle")
    assert remembered(corpus, tables) == before - 1


texts = st.lists(st.text("ab_ \n\tÄ-", max_size=12), max_size=6)
wanted = st.lists(st.lists(st.text("ab", min_size=1, max_size=2), max_size=2), min_size=1, max_size=3)


@given(texts, wanted)
def test_a_roll_finds_whose_text_has_the_beginnings(said: list[str], wishes: list[list[str]]) -> None:
    roll = Roll(line(fold(text), str(number)) for number, text in enumerate(said))
    expected = [
        str(number)
        for number, text in enumerate(said)
        if all(any(has_beginning(fold(text), word) for word in words) for words in wishes)
    ]
    assert list(roll.with_beginnings(wishes)) == expected


def test_an_id_is_no_word_of_a_roll() -> None:
    assert list(Roll([line("haus", "abc")]).with_beginnings([["abc"]])) == []


def test_all_that_are_called_so_are_found_the_most_mentioned_first(corpus: Corpus) -> None:
    def called(*words: str) -> list[str]:
        return [one.id for one in entities.called_with(corpus, [[word] for word in words])]

    rows = [(f"{number:04x}", f"Bo {number}", 2000 - number) for number in range(1200)]
    with corpus.write() as db:
        db.executemany("INSERT INTO entity VALUES (?, ?, 'PER', '[]', 1, ?, NULL, NULL)", rows)
        db.executemany("INSERT INTO entity_name VALUES (?, ?, 0)", [(fold(name), id) for id, name, _ in rows])
        names.say(corpus, names.CURRENT)
    assert called("bo") == [id for id, _, _ in rows]
    assert called("11", "b") == [id for id, name, _ in rows if name.startswith("Bo 11")]
    assert called("zz") == called() == called("bo", "zz") == []
    with corpus.write() as db:
        db.executemany("INSERT INTO entity_name VALUES (?, ?, 1)", [("zar", rows[7][0]), ("der zweite", rows[9][0])])
    assert called("bo", "zar") == called("za") == [rows[7][0]], "one word in each of two names"
    assert called("z") == [rows[7][0], rows[9][0]]
