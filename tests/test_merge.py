"""Copies of a file that go their own ways and meet again; and files made to do harm."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import acts, purging, schema
from reader.corpus import (
    Corpus,
    annotations,
    articles,
    compaction,
    derive,
    entities,
    mentions,
    open_corpus,
    ops,
    purged,
)
from reader.corpus.listing import Listing
from reader.corpus.stats import stats
from reader.journal import checksum
from reader.merge import Report, merge
from reader.records import Op, ReaderError
from reader.search import search

from .laws import AT, dump, integrity, op_id, op_rows, print_of, put

ELEVEN_DAYS = 11 * 86_400_000
TEXTS = [
    "Titel {n}\n\n1{n}.03.2021\n\nDer Außenminister Sergej Lawrow sprach in Moskau über Nordkorea, zum {n}. Mal.\n",
    "Ohne Datum {n}. Ein Satz über Pjöngjang und nichts sonst.\n",
]


def add(corpus: Corpus, number: int, added: str = "2024-01-01T00:00:00Z", source: str = "a.txt") -> str:
    """An article read as the import reads it."""
    from reader import formats

    item = formats.read(TEXTS[number % 2].format(n=number).encode(), source)[0]
    with corpus.write():
        article = articles.add(corpus, item, source, derive.derive(item), added)
        entities.relink(corpus)
    return article


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a corpus of two articles and a note."""
    here = tmp_path / "here" / "a.db"
    with open_corpus(here, create=True) as corpus:
        acts.write_note(corpus, f"article:{add(corpus, 0)}", "one\ntwo\nthree")
        add(corpus, 1)
    there = tmp_path / "there" / "b.db"
    there.parent.mkdir()
    return here, Path(shutil.copy(here, there))


def take(path: Path, *others: Path, **more: Any) -> Report:
    with open_corpus(path) as corpus:
        return merge(corpus, others, **more)


def view(path: Path) -> list[list[Any]]:
    with open_corpus(path) as corpus:
        return dump(corpus)


def act(corpus: Corpus, chance: random.Random, word: str) -> None:
    """Something a person does, to something that is there."""
    ids = [row[0] for row in corpus.rows("SELECT id FROM article ORDER BY id")]
    article, found = chance.choice(ids), annotations.recent(corpus)
    note = chance.choice(found) if found else None
    named = entities.ranked(corpus)
    match chance.randrange(16):
        case 0:
            acts.bookmark(corpus, article, chance.random() < 0.6)
        case 1:
            acts.tag(corpus, article, chance.choice("ab"), chance.random() < 0.6)
        case 2:
            acts.correct(corpus, article, {"title": chance.choice([word, None])})
        case 3:
            acts.correct(corpus, article, {"published": chance.choice(["2018", "2019-05", "2020-01-02T03:04", None])})
        case 4:
            acts.write_note(corpus, f"article:{article}", word)
        case 5 | 6 | 7 if note and note.kind == "note":
            acts.edit_note(corpus, note.id, chance.choice([f"{word}\n{note.body}", f"{note.body}\n{word}", word]))
        case 8 if note:
            acts.remove_annotation(corpus, note.id)
        case 9:
            acts.remove_article(corpus, article)
        case 10 if len(named) > 1:
            one, other = chance.sample(named, 2)
            acts.merge_entities(corpus, one.id, [other.id])
        case 11 if named:
            acts.rename_entity(corpus, chance.choice(named).id, word)
        case 12 if named:
            acts.reject_entity(corpus, chance.choice(named).id)
        case 13:
            acts.undo(corpus)
        case 14 if len(ids) > 1:
            purging.purge(corpus, article)
        case 15 if note:
            text = corpus.rows("SELECT text FROM article WHERE id = ?", (article,))[0][0]
            acts.highlight(corpus, article, acts.anchor(text, chance.randrange(9), 9 + chance.randrange(9)))
        case _:
            acts.leave_at(corpus, article, chance.randrange(50))


def play(folder: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three machines edit, copy and merge as chance has it; then the laws are looked at."""
    chance = random.Random(seed)
    paths = [folder / f"{seed}-{name}.db" for name in "abc"]
    with open_corpus(paths[0], create=True) as corpus:
        for n in range(3):
            add(corpus, n)
    for path in paths[1:]:
        shutil.copy(paths[0], path)
    skews = [chance.randint(-ELEVEN_DAYS, ELEVEN_DAYS) for _ in paths]
    ever: set[bytes] = set()
    for number in range(14):
        which = chance.randrange(3)
        path, other = paths[which], paths[chance.randrange(3)]
        now = 1_714_564_800_000 + number * 1000 + skews[which]
        monkeypatch.setattr(ops, "milliseconds", lambda now=now: now)
        match chance.randrange(9):
            case 3:
                with open_corpus(path) as corpus:
                    compaction.compact(corpus, 0)
            case 0 if other != path:  # the file is copied over the other, of which a conflict copy stays
                conflict = shutil.copy(path, folder / f"{seed}-conflict.db")
                shutil.copy(other, path)
                take(path, conflict)
            case 1 if other != path:
                take(path, other)
            case 2:
                with open_corpus(path) as corpus:
                    news = articles.article_id(TEXTS[1].format(n=number | 1).encode())
                    # Under which name an article came in that was purged and is back, copies agree when each has
                    # taken in the other; the order may matter until then.
                    if not articles.holds(corpus, news) and news not in purged.ever(corpus):
                        add(corpus, number | 1, f"2024-01-01T00:00:0{which}Z", f"{which}.md")
            case _:
                with open_corpus(path) as corpus:
                    for _ in range(3):
                        act(corpus, chance, f"word{number}")
        ever |= op_rows(path)
    check_laws(folder, paths, ever)


def check_laws(folder: Path, paths: list[Path], ever: set[bytes]) -> None:
    united = []
    for order in itertools.permutations(paths):
        target = Path(shutil.copy(order[0], folder / "united.db"))
        for other in order[1:]:
            take(target, other)
        united.append(view(target))
    assert all(one == united[0] for one in united), "all orders give the same"
    together = Path(shutil.copy(paths[0], folder / "together.db"))
    take(together, *paths[1:])
    assert view(together) == united[0]
    before = print_of(together)
    assert not take(together, *paths).written and print_of(together) == before, "no news, not a byte"
    for path in paths:
        take(path, together)
        assert view(path) == united[0], "all converge"
    assert op_rows(together) == ever, "nothing is lost"
    with open_corpus(together) as corpus:
        ops.fold_all(corpus)
        assert dump(corpus) == united[0], "the state is the fold of the journal"
        for row in corpus.rows("SELECT id FROM article"):
            articles.refresh(corpus, row[0], anew=True)
        mentions.spoil_links(corpus)
        entities.relink(corpus)
        assert dump(corpus) == united[0], "what is derived follows from what is not"
    integrity(together)


@pytest.mark.parametrize("seed", range(3))
def test_laws(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    play(tmp_path, seed, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 112))
def test_laws_in_more_scripts(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    play(tmp_path, seed, monkeypatch)


def test_counts_of_a_merge(copies: tuple[Path, Path]) -> None:
    here, there = copies
    with open_corpus(here) as corpus:
        [note] = annotations.recent(corpus)
        acts.edit_note(corpus, note.id, "one\ntwo\nthree\nfour")
        clash = acts.write_note(corpus, "corpus", "same")
    shutil.copy(here, there)
    with open_corpus(here) as corpus:
        acts.edit_note(corpus, note.id, "zero\none\ntwo\nthree\nfour")
        acts.edit_note(corpus, clash, "mine")
    with open_corpus(there) as corpus:
        acts.edit_note(corpus, note.id, "one\ntwo\nthree\nfour\nfive")
        acts.edit_note(corpus, clash, "theirs")
        article = add(corpus, 2)
        acts.correct(corpus, article, {"title": "T"})
    dry = take(here, there, dry_run=True)
    before = print_of(here)
    assert not dry.written and (dry.articles, dry.annotations, dry.corrections) == (1, 2, 1)
    assert print_of(here) == before
    report = take(here, there)
    assert report.written and (report.articles, report.annotations, report.corrections) == (1, 2, 1)
    assert (report.merged_notes, report.conflicts) == (1, 1)
    with open_corpus(here) as corpus:
        assert annotations.load(corpus, note.id).body == "zero\none\ntwo\nthree\nfour\nfive"
        found = annotations.load(corpus, clash)
        assert found.conflict and {version.body for version in found.versions} == {"mine", "theirs"}
        acts.edit_note(corpus, clash, "both")
    take(there, here)
    with open_corpus(there) as corpus:
        assert (annotations.load(corpus, clash).body, annotations.load(corpus, clash).conflict) == ("both", False)


def test_the_other_file_is_left_as_it_was(copies: tuple[Path, Path]) -> None:
    here, there = copies
    with open_corpus(there) as corpus:
        acts.write_note(corpus, "corpus", "x")
    before = print_of(there)
    assert take(here, there).written
    assert print_of(there) == before


def test_machines_that_answer_each_other_come_to_rest(copies: tuple[Path, Path]) -> None:
    here, there = copies
    for path, word in ((here, "mine"), (there, "theirs")):
        with open_corpus(path) as corpus:
            acts.write_note(corpus, "corpus", word)
    written = [(take(here, there).written, take(there, here).written) for _ in range(3)]
    assert written == [(True, True), (False, False), (False, False)]


def test_itself_is_refused_and_an_older_copy_is_no_news(copies: tuple[Path, Path]) -> None:
    here, there = copies
    with open_corpus(here) as corpus:
        [note] = annotations.recent(corpus)
        acts.remove_annotation(corpus, note.id)
        with pytest.raises(ReaderError, match="itself"):
            merge(corpus, [here])
    before = print_of(here)
    assert not take(here, there).written
    assert print_of(here) == before
    with open_corpus(here) as corpus:
        assert not annotations.recent(corpus)


def test_what_is_no_corpus_is_named_and_the_others_are_taken(copies: tuple[Path, Path], tmp_path: Path) -> None:
    here, there = copies
    with open_corpus(there) as corpus:
        acts.write_note(corpus, "corpus", "x")
    rubbish = tmp_path / "rubbish.db"
    rubbish.write_bytes(b"no")
    before = print_of(here)
    with pytest.raises(ReaderError):
        take(here, rubbish)
    assert print_of(here) == before
    with open_corpus(here) as corpus:
        report = merge(corpus, [rubbish, there])
        assert report.sources == [str(there)] and "rubbish.db" in report.rejected[0]
        assert "x" in [note.body for note in annotations.recent(corpus)]


def test_a_newer_source_is_refused(copies: tuple[Path, Path]) -> None:
    here, there = copies
    with there.open("r+b") as opened:
        opened.seek(60)
        opened.write((schema.SCHEMA + 1).to_bytes(4, "big"))
    with pytest.raises(ReaderError, match="newer"):
        take(here, there)


def test_a_source_in_wal_mode_with_its_log(copies: tuple[Path, Path]) -> None:
    here, there = copies
    with open_corpus(there) as corpus:
        acts.write_note(corpus, "corpus", "x")
        corpus.connection.execute("PRAGMA journal_mode = WAL").fetchall()
        acts.write_note(corpus, "corpus", "only in the log")
        assert take(here, there).annotations == 2


def test_the_earliest_sight_of_an_article_holds(copies: tuple[Path, Path]) -> None:
    here, there = copies
    with open_corpus(here) as one, open_corpus(there) as two:
        add(one, 4, "2024-02-02T00:00:00Z", "late.txt")
        article = add(two, 4, "2024-02-01T00:00:00Z", "early.md")
    take(here, there)
    take(there, here)
    assert view(here) == view(there)
    with open_corpus(here) as corpus:
        assert articles.load(corpus, article).added == "2024-02-01T00:00:00Z"


# What a stranger's file may hold.


def evil_op(time: int = 1 << 40, table: str = "note", row: str = "e" * 32, value: Any = None, **more: Any) -> Op:
    return Op(op_id(time, 66), table, row, value, more.get("parents", ()), more.get("at", AT))


def insert(there: Path, *evil: Op, **columns: Any) -> None:
    with sqlite3.connect(there) as db:
        for one in evil:
            row = {
                "id": one.id, "tbl": one.table, "row": one.row, "value": ops.pack(one.value),
                "parents": b"".join(one.parents), "at": one.at, "crc": checksum(one),
            } | columns  # fmt: skip
            holes = ", ".join("?" * len(row))
            db.execute(f"INSERT INTO op ({', '.join(row)}) VALUES ({holes})", tuple(row.values()))
    db.close()


def script(sql: str) -> Callable[[Path], None]:
    def run(there: Path) -> None:
        db = sqlite3.connect(there, isolation_level=None)
        db.executescript(sql)
        db.close()

    return run


SHAPES = {
    "a view named op": "ALTER TABLE op RENAME TO x; CREATE VIEW op AS SELECT * FROM x",
    "a view over a bomb": "ALTER TABLE op RENAME TO x; CREATE VIEW op AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL "
    "SELECT n + 1 FROM r) SELECT n AS id, n AS tbl, n AS row, n AS value, n AS parents, n AS at, n AS crc FROM r",
    "generated column": "ALTER TABLE op RENAME TO x; "
    "CREATE TABLE op (n INTEGER PRIMARY KEY, id BLOB, tbl TEXT, row TEXT, value TEXT, "
    "parents BLOB, at TEXT, crc INTEGER AS (abs(n)))",
    "virtual table": "ALTER TABLE op RENAME TO x; "
    "CREATE VIRTUAL TABLE op USING fts5 (id, tbl, value, parents, at, crc)",
    "missing column": "ALTER TABLE op DROP COLUMN at",
    "no lineage table": "DROP TABLE lineage",
    "no article table": "PRAGMA foreign_keys = OFF; DROP TABLE article",
}


@pytest.mark.parametrize("name", SHAPES)
def test_tables_that_are_not_those_of_a_corpus_are_refused(copies: tuple[Path, Path], name: str) -> None:
    here, there = copies
    script(SHAPES[name])(there)
    before = print_of(here)
    with pytest.raises(ReaderError):
        take(here, there)
    assert print_of(here) == before


def test_triggers_do_nothing(copies: tuple[Path, Path]) -> None:
    here, there = copies
    insert(there, evil_op(value={"about": "corpus", "body": "taken"}))
    script(
        "CREATE TRIGGER t AFTER INSERT ON op BEGIN DELETE FROM article; END;"
        "CREATE TRIGGER u AFTER UPDATE ON article BEGIN DELETE FROM op; END;"
    )(there)
    assert take(here, there).annotations == 1


def raw(column: str, value: Any, **more: Any) -> Callable[[Path], None]:
    return lambda there: insert(there, evil_op(value={"body": "x"}, **more), **{column: value})


def update_article(column: str, value: Any) -> Callable[[Path], None]:
    def run(there: Path) -> None:
        with open_corpus(there) as corpus:
            article = add(corpus, 6)
        with sqlite3.connect(there) as db:
            db.execute(f"UPDATE article SET {column} = ? WHERE id = ?", (value, article))
        db.close()

    return run


NOT_UTF8 = sqlite3.Binary(b"\xff\xfe")
DEEP = '{"body": ' + "[" * 100_000 + "]" * 100_000 + "}"
BAD_ROWS: dict[str, Callable[[Path], None]] = {
    "text for an id": raw("id", "not bytes of sixteen"),
    "short id": raw("id", b"short"),
    "number for a table": raw("tbl", 5.5),
    "blob for a row": raw("row", b"\xff\xfe"),
    "wrong checksum": raw("crc", 1),
    "text for a checksum": raw("crc", "x"),
    "parents cut short": raw("parents", b"123"),
    "text for parents": raw("parents", "x" * 16),
    "bad zlib": raw("value", b"no zlib"),
    "a bomb": raw("value", zlib.compress(b" " * (80 << 20))),
    "no JSON": raw("value", "{"),
    "deep JSON": raw("value", DEEP),
    "long number": raw("value", '{"body": ' + "9" * 10_000 + "}"),
    "NaN": raw("value", '{"body": NaN}'),
    "Infinity": raw("value", '{"body": 1e999}'),
    "lone surrogate": raw("value", '{"body": "\\ud800"}'),
    "odd time": lambda there: insert(there, evil_op(value={"body": "x"}, at="\x1b[2J")),
    "NUL in a row": lambda there: insert(there, evil_op(row="a\0b", value={"body": "x"})),
    "own parent": lambda there: insert(there, evil_op(value={"body": "x"}, parents=(evil_op().id,))),
    "younger parent": lambda there: insert(there, evil_op(value={"body": "x"}, parents=(b"\x7f" * 16,))),
    "end of time": lambda there: insert(there, evil_op((1 << 64) - 1, value={"body": "x"})),
    "huge parents": lambda there: insert(
        there, evil_op(value={"body": "x"}, parents=tuple(op_id(n) for n in range(200_000)))
    ),
    "not UTF-8 in a row": lambda there: (
        insert(there, evil_op(value={"body": "x"})),
        script("UPDATE op SET row = CAST(x'fffe' AS TEXT) WHERE row = '" + "e" * 32 + "'")(there),
    )[0],
    "article with other bytes": update_article("text", "other"),
    "article not UTF-8": update_article("text", NOT_UTF8),
    "article a bomb": update_article("original", zlib.compress(b" " * (300 << 20), 1)),
    "article of odd time": update_article("added", "<yesterday>"),
    "article of a number": update_article("source", None.__class__.__name__ + "\0"),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_is_left_and_the_rest_taken(copies: tuple[Path, Path], name: str) -> None:
    here, there = copies
    with open_corpus(there) as corpus:
        acts.write_note(corpus, "corpus", "the rest")
    BAD_ROWS[name](there)
    report = take(here, there)
    assert (report.annotations, report.articles) == (1, 0)
    if not name.startswith("text for an id"):
        assert report.rejected and all("\n" not in sentence for sentence in report.rejected)
    assert not take(here, there).written
    look_around(here)


def look_around(path: Path) -> None:
    """Everything that reads a corpus reads this one, and a person can still write to it."""
    with open_corpus(path) as corpus:
        for sort in ("date", "title", "outlet", "added"):
            for card in Listing(corpus, sort=sort).rows(0, 100):  # type: ignore[arg-type]
                articles.load(corpus, card.id)
        for query in ("note:x", "moskau", "tag:x", "is:bookmarked", "entity:moskau", "x -y"):
            search(corpus, query)
            Listing(corpus, query).rows(0, 9)
        for entity in entities.ranked(corpus):
            entities.contexts(corpus, entity.id)
            annotations.of_entity(corpus, entity.id)
        stats(corpus)
        for note in annotations.recent(corpus):
            acts.remove_annotation(corpus, note.id)
        acts.write_note(corpus, "corpus", "still here")
        assert [note.body for note in annotations.recent(corpus)] == ["still here"]
    db = sqlite3.connect(path)
    for name in ("note", "highlight", "tag", "correction", "bookmark", "read_mark"):
        db.execute(f"SELECT * FROM {name}").fetchall()
    db.close()
    integrity(path)


def test_sound_ops_of_odd_sense_do_no_harm(copies: tuple[Path, Path]) -> None:
    here, there = copies
    with open_corpus(here) as corpus:
        article = Listing(corpus).rows(0, 1)[0].id
        key = corpus.rows("SELECT key FROM name LIMIT 1")[0][0]
    odd_values: list[Any] = [
        {}, {"body": 5}, {"body": None, "about": f"article:{article}"}, {"about": ["x"], "body": "b"},
        {"about": f"article:{article}", "body": "b", "anchor": {}, "colour": "red"},
        {"about": f"article:{article}", "body": {"a": [1]}, "anchor": {"start": "x", "end": -5, "quote": 7}},
        {"about": f"article:{article}", "body": "b", "anchor": {"start": 10**400, "end": 3}, "colour": -1},
        {"about": "entity:", "body": "[/red]\x1b]52;c;x\x07"}, {"about": "article:" + "f" * 64, "body": "x"},
        {"about": "article:entity:x", "body": "\0"}, {"at": "x"}, {"at": -1}, {"at": 1 << 80}, {"at": None},
        {"title": 5}, {"title": {"a": 1}}, {"title": "\x01a\x02"}, {"title": ""}, {"published": "never"},
        {"published": "9999-12-31T23:59"}, {"published": "２０１８"}, {"published": "2018-02-30"}, {"outlet": []},
        {"same": True}, {"same": 0, "into": 5}, {"name": 5}, {"name": "\x1b"}, {"type": "GOD"}, {"kicker": 5},
    ]  # fmt: skip
    rows = [article, f"{article}:0-5", f"{article} a tag", article + "x", "", "x", " ",
            f"{key}\n{key}", f"{key}\nLOC:nil", "PER:a", "a\nb\nc", key, "f" * 64, "f" * 64 + ":1-2", "Ö\n",
            "E" * 32]  # fmt: skip
    tables = ("note", "highlight", "bookmark", "read", "position", "article", "removed", "tag", "entity", "same",
              "reject", "unmention", "kind of tomorrow", "")  # fmt: skip
    chance = random.Random(5)
    clock = itertools.count(1 << 41)
    evil = [
        evil_op(next(clock), table, row, value)
        for table in tables for row in rows for value in [None, *chance.sample(odd_values, 5)]
    ]  # fmt: skip
    insert(there, *(one for one in evil if one.table != "removed" or one.row != article))
    insert(there, *(evil_op(next(clock), "article", article, value) for value in odd_values))
    report = take(here, there)
    assert not report.rejected
    assert op_rows(there) <= op_rows(here)
    look_around(here)
    with open_corpus(here) as corpus:
        assert "kind of tomorrow" in {row[0] for row in corpus.rows("SELECT tbl FROM op")}


@pytest.mark.parametrize(
    "value", [{"title": 5}, {"published": "9999-12-31T23:59"}, {"published": "x"}, {"title": "\x1b"}]
)
def test_odd_corrections_of_an_article(copies: tuple[Path, Path], value: dict[str, Any]) -> None:
    here, there = copies
    with open_corpus(here) as corpus:
        article = Listing(corpus).rows(0, 1)[0].id
    insert(there, evil_op(1 << 50, "article", article, value))
    take(here, there)
    look_around(here)


def test_a_far_future_is_accepted_and_gone_beyond(copies: tuple[Path, Path]) -> None:
    here, there = copies
    in_ten_years = (ops.milliseconds() + 10 * 365 * 86_400_000) << 16
    with open_corpus(here) as corpus:
        [note] = annotations.recent(corpus)
        [first] = ops.of_row(corpus, "note", note.id)
    insert(there, evil_op(in_ten_years, row=note.id, value={"body": "from the future"}, parents=(first.id,)))
    take(here, there)
    with open_corpus(here) as corpus:
        acts.edit_note(corpus, note.id, "later than the future")
        assert max(ops.every(corpus), key=lambda one: one.id).value == {"body": "later than the future"}
        assert annotations.load(corpus, note.id).body == "later than the future"
    take(there, here)
    assert view(here) == view(there)


def test_unknown_kinds_are_passed_on(copies: tuple[Path, Path], tmp_path: Path) -> None:
    here, there = copies
    third = Path(shutil.copy(here, tmp_path / "third.db"))
    insert(there, evil_op(table="kind of tomorrow", value={"deep": {"er": [1, 2]}}))
    take(here, there)
    take(third, here)
    assert op_rows(third) == op_rows(there)


def test_articles_that_cannot_be_read_are_no_news(copies: tuple[Path, Path], tmp_path: Path) -> None:
    here, there = copies
    with open_corpus(there) as corpus:
        put(corpus, "GIF89a pretends to be a picture", source="x.gif")
    before = print_of(here)
    report = take(here, there)
    assert not report.written and report.articles == 0 and len(report.rejected) == 1
    assert print_of(here) == before


def test_a_journal_that_names_another_file_is_refused(copies: tuple[Path, Path], tmp_path: Path) -> None:
    here, there = copies
    victim = tmp_path / "victim"
    victim.write_text("precious")
    name = str(victim).encode()
    tail = name + len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big") + bytes.fromhex("d9d505f920a163d7")
    head = bytes.fromhex("d9d505f920a163d7") + bytes(4) + bytes(4) + (2).to_bytes(4, "big") + (512).to_bytes(4, "big")
    head += schema.PAGE_SIZE.to_bytes(4, "big")
    Path(f"{there}-journal").write_bytes(head.ljust(512, b"\0") + (1).to_bytes(4, "big") + tail)
    with pytest.raises(ReaderError):
        take(here, there)
    assert victim.read_text() == "precious"


def test_half_written_work_beside_the_other_is_rolled_back(copies: tuple[Path, Path], tmp_path: Path) -> None:
    here, there = copies
    with open_corpus(there) as corpus:
        corpus.connection.execute("PRAGMA cache_size = 1")
        corpus.connection.execute("PRAGMA cache_spill = ON")
        with pytest.raises(ZeroDivisionError), corpus.write():
            for n in range(50):
                body = random.Random(n).randbytes(9000).hex()
                ops.record(corpus, "note", f"{n:032}", {"about": "corpus", "body": body})
            torn = tmp_path / "torn.db"
            shutil.copy(there, torn)
            shutil.copy(f"{there}-journal", f"{torn}-journal")
            raise ZeroDivisionError
    with open_corpus(there) as corpus:
        acts.write_note(corpus, "corpus", "x")
    assert not take(here, torn).written


def test_a_damaged_index_is_no_reason_to_leave_notes_behind(copies: tuple[Path, Path]) -> None:
    here, there = copies
    with open_corpus(there) as corpus:
        acts.write_note(corpus, "corpus", "x")
    script("DELETE FROM text_index_data; DELETE FROM text_index_idx; DELETE FROM state")(there)
    assert take(here, there).annotations == 1


def test_values_as_they_are_stored() -> None:
    long = {"body": "wort " * 1000}
    packed = ops.pack(long)
    assert isinstance(packed, bytes) and len(packed) < 200
    assert ops.unpack(op_id(1), "note", "n", packed, b"", AT).value == long
    assert ops.pack({"a": 1}) == json.dumps({"a": 1}, separators=(",", ":")) and ops.pack(None) is None
