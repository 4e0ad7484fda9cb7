"""An article that was purged is gone from every byte, here and wherever it is merged; what a person wrote stays."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import acts, intake, purging
from reader.corpus import Corpus, annotations, articles, open_corpus, ops, purged
from reader.corpus.check import check, check_file
from reader.corpus.file import open_corpus as opened
from reader.fold import fold
from reader.hollow import PURGED, must_lose_quotes, quoteless, since_return, without_quotes
from reader.merge import merge, sync
from reader.places import state_dir
from reader.records import Op, ReaderError
from reader.search import search
from reader.tui.arrivals import said
from reader.tui.drafts import Begun, Drafts

from .conftest import Run
from .laws import dump, op, print_of

SECRET = """Quartalszahlen aus Xanthippenburg

03.04.2021

Der Minister Zacharias Quellbrunner sprach am Dienstag in Xanthippenburg über das Sumpfdotterblumengesetz.
Quellbrunner nannte die Zahlen der Brackwasserwerke AG vorläufig.

Am Abend reiste er mit dem Nachtzug weiter nach Ypsilonsheim, wo die Sonderschleusenkommission tagte.
"""
WORDS = ("Xanthippenburg", "Quellbrunner", "Sumpfdotter", "Brackwasser", "Ypsilonsheim", "Sonderschleusen")
OTHER = "Wetter am Deich\n\n05.04.2021\n\nDer Wind nahm am Nachmittag zu, und die Fähre nach Norden blieb im Hafen.\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A corpus with an article to be purged, and all that a person can say of it."""
    path = tmp_path / "here" / "corpus.db"
    for name, text in (("secret.txt", SECRET), ("wetter.txt", OTHER)):
        (tmp_path / name).write_text(text, "utf-8")
    with open_corpus(path, create=True) as corpus:
        list(intake.add(corpus, [str(tmp_path / "secret.txt"), str(tmp_path / "wetter.txt")]))
        say_all(corpus, secret_of(corpus))
    return path


def say_all(corpus: Corpus, article: str) -> None:
    text = corpus.rows("SELECT text FROM article WHERE id = ?", (article,))[0][0]
    at = text.index("Sumpfdotterblumengesetz")
    acts.highlight(corpus, article, acts.anchor(text, at, at + 23), 2, "dazu mehr")
    acts.write_note(corpus, f"article:{article}", "meine eigenen Worte")
    acts.correct(corpus, article, {"title": "Zahlen aus Xanthippenburg", "published": "2021-04-02"})
    acts.tag(corpus, article, "zahlen")
    acts.set_block(corpus, article, text.index("Am Abend"), text.index("Am Abend") + 20, "boilerplate")
    at = text.index("Nachtzug")
    acts.add_mention(corpus, article, acts.anchor(text, at, at + 8), "MISC")


def secret_of(corpus: Corpus) -> str:
    return str(corpus.rows("SELECT id FROM article WHERE source = 'secret.txt'")[0][0])


def copy_of(path: Path) -> Path:
    there = path.parent.parent / "there" / "corpus.db"
    there.parent.mkdir(exist_ok=True)
    return Path(shutil.copy(path, there))


def clean(path: Path) -> bool:
    """Whether no word of the secret is in a file: not in its bytes, not packed in a value, not folded in a key."""
    said = [path.read_bytes().lower(), *(value.lower() for value in packed(path))]
    return not any(word.lower().encode() in found or word[::-1].lower().encode() in found
                   for word in WORDS for found in said)  # fmt: skip


def packed(path: Path) -> Iterator[bytes]:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    for (value,) in db.execute(
        "SELECT value FROM op WHERE typeof(value) = 'blob' UNION ALL SELECT original FROM article"
    ):
        if isinstance(value, bytes):
            yield zlib.decompress(value)
    db.close()


def purge(path: Path) -> str:
    with open_corpus(path) as corpus:
        article = secret_of(corpus)
        assert purging.purge(corpus, article) == []
    return article


def test_nothing_of_it_is_left_in_the_file_nor_beside_it(here: Path) -> None:
    with open_corpus(here) as corpus:
        corpus.backup("before-something")
        corpus_id = corpus.id
        about = {"target": f"article:{secret_of(corpus)}", "said": "Xanthippen", "anchor": {"quote": "Xanthippen"}}
        Drafts(corpus_id).write(Begun("passage", about), "was ich dachte")
    assert not clean(here)
    purge(here)
    assert Drafts(corpus_id).read("passage") == "was ich dachte"
    assert clean(here)
    state = state_dir(corpus_id)
    kept = [path for path in state.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in kept)
    assert all(clean(path) if path.suffix == ".db" else b"Xanthippen" not in path.read_bytes() for path in kept)
    assert check_file(here) == []
    assert not [path for path in here.parent.iterdir() if path != here]


def test_what_a_person_wrote_stays_without_the_words_of_the_article(here: Path) -> None:
    article = purge(here)
    with open_corpus(here) as corpus:
        found = {one.body: one for one in annotations.recent(corpus)}
        assert set(found) == {"dazu mehr", "meine eigenen Worte"}
        mark = found["dazu mehr"]
        assert (mark.orphan, mark.article, mark.anchor, mark.colour) == (True, article, None, 2)
        assert [hit.field for hit in search(corpus, "eigenen")] == ["note"]
        assert search(corpus, "Xanthippenburg") == [] and search(corpus, "Quellbrunner") == []
        with pytest.raises(ReaderError, match="no such article"):
            articles.find(corpus, article)


@pytest.mark.parametrize("into", ["the fuller", "the purged"])
def test_t24_a_fuller_copy_is_purged_and_brings_nothing_back(here: Path, into: str) -> None:
    there = copy_of(here)
    with open_corpus(there) as corpus:
        text = corpus.rows("SELECT text FROM article WHERE id = ?", (secret_of(corpus),))[0][0]
        at = text.index("Brackwasserwerke AG")
        acts.highlight(corpus, secret_of(corpus), acts.anchor(text, at, at + 19), 1, "erst danach")
    purge(here)
    first, second = (there, here) if into == "the fuller" else (here, there)
    for target, source in ((first, second), (second, first)):
        with open_corpus(target) as corpus:
            report = merge(corpus, [source])
            assert ("1 erasure" in said(report)[0]) == (target is there), "told, and only where it was"
            assert not articles.holds(corpus, purged.ever(corpus)[0])
            assert {one.body for one in annotations.recent(corpus)} == {
                "dazu mehr",
                "meine eigenen Worte",
                "erst danach",
            }
    assert clean(here) and clean(there)
    with open_corpus(here) as one, open_corpus(there) as other:
        assert dump(one) == dump(other)
        before = here.read_bytes()
        assert not merge(one, [there]).written
    assert here.read_bytes() == before
    with open_corpus(there) as corpus:
        assert all(clean(path) for path in state_dir(corpus.id).rglob("*.db"))


def test_one_of_two_sources_has_purged_it(here: Path, tmp_path: Path) -> None:
    there = copy_of(here)
    empty = tmp_path / "third.db"
    with open_corpus(here) as corpus:
        lineage = corpus.id
    with open_corpus(empty, create=True) as corpus, corpus.write() as db:
        db.execute("UPDATE lineage SET id = ?", (lineage,))
    purge(here)
    for order in ([here, there], [there, here]):
        target = Path(shutil.copy(empty, tmp_path / "target.db"))
        with open_corpus(target) as corpus:
            assert merge(corpus, order).articles == 1
        assert clean(target)


def test_adding_the_file_again_brings_the_article_back_and_finds_the_places_of_notes(
    here: Path, tmp_path: Path
) -> None:
    there = copy_of(here)
    article = purge(here)
    with open_corpus(here) as corpus:
        [outcome] = intake.add(corpus, [str(tmp_path / "secret.txt")])
        assert (outcome.status, outcome.id, outcome.reason) == ("added", article, "it was purged; it is back now")
        [mark] = [one for one in annotations.recent(corpus) if one.kind == "highlight"]
        assert not mark.orphan and mark.anchor and mark.anchor.quote == "Sumpfdotterblumengesetz"
        card = articles.load(corpus, article).card
        assert card.title != "Zahlen aus Xanthippenburg" and card.published == "2021-04-02"
        acts.correct(corpus, article, {"title": "Wieder da, aus Xanthippenburg"})
    for target, source in ((here, there), (there, here)):
        with open_corpus(target) as corpus:
            merge(corpus, [source])
            assert articles.load(corpus, article).card.title == "Wieder da, aus Xanthippenburg"
    with open_corpus(here) as one, open_corpus(there) as other:
        assert dump(one) == dump(other)


def test_an_article_that_was_removed_before_it_was_purged_is_listed_again(here: Path, tmp_path: Path) -> None:
    with open_corpus(here) as corpus:
        acts.remove_article(corpus, articles.article_id((tmp_path / "secret.txt").read_bytes()))
    there = copy_of(here)
    article = purge(here)
    with open_corpus(here) as corpus:
        [outcome] = intake.add(corpus, [str(tmp_path / "secret.txt")])
        assert outcome.status == "added" and articles.load(corpus, article)
    for target, source in ((here, there), (there, here)):
        with open_corpus(target) as corpus:
            merge(corpus, [source])
            assert articles.load(corpus, article) and check(corpus) == []
    with open_corpus(here) as one, open_corpus(there) as other:
        assert dump(one) == dump(other)


def test_a_copy_that_went_into_the_trash_before_is_cleared(here: Path) -> None:
    copied = Path(shutil.copy(here, here.with_name("corpus (1).db")))
    with open_corpus(here) as corpus:
        [cleaned] = sync(corpus, clean=True).cleaned
    trashed = Path(cleaned.to)
    trashed.with_name("x.part").write_bytes(trashed.read_bytes())  # what a kill left of a backup
    assert not copied.exists() and not clean(trashed)
    purge(here)
    assert clean(trashed) and not trashed.with_name("x.part").exists()


def test_a_copy_beside_it_is_named_and_cleared_when_it_goes_into_the_trash(here: Path, run: Run) -> None:
    copied = Path(shutil.copy(here, here.with_name("corpus (1).db")))
    shutil.copy(here, here.with_name("corpus (2).db"))
    before = print_of(copied)
    with open_corpus(here) as corpus:
        article = secret_of(corpus)
    done = run("purge", article, "--yes", "--corpus", here, width=200)
    assert done.code == 0
    assert ["corpus (1).db still" in line for line in done.out.splitlines()].count(True) == 1
    assert done.out.count("still holds it") == 2
    assert print_of(copied) == before, "a copy is never written to"
    done = run("sync", "--clean", "--json", "--corpus", here)
    assert done.code == 0 and not copied.exists()
    assert len(done.json["cleaned"]) == 2 and all(clean(Path(one["to"])) for one in done.json["cleaned"])


def test_an_export_made_before_does_not_bring_it_back(here: Path, tmp_path: Path, run: Run) -> None:
    exported = tmp_path / "all.json"
    assert run("--corpus", here, "export", "--format", "json", "--output", exported).code == 0
    article = purge(here)
    with open_corpus(here) as corpus:
        outcomes = list(intake.add(corpus, [str(exported)]))
        assert sorted(one.status for one in outcomes) == ["duplicate", "refused"]
        assert not articles.holds(corpus, article)
    assert clean(here)


def test_bytes_that_could_not_be_cleared_wait_and_that_is_said(here: Path, run: Run) -> None:
    reading = sqlite3.connect(here, isolation_level=None)
    with open_corpus(here) as corpus:
        article = secret_of(corpus)
        with corpus.write():
            ops.record(corpus, PURGED, article, {"about": f"article:{article}"})
            from reader.corpus.follow import follow

            follow(corpus, {(PURGED, article)})
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM op").fetchone()
        corpus.connection.execute("PRAGMA busy_timeout = 0")
        assert purging.finish(corpus) and purged.is_waiting(corpus)
        reading.execute("ROLLBACK")
    reading.close()
    assert run("--corpus", here, "index").code == 0
    assert clean(here)
    with opened(here) as corpus:
        assert not purged.is_waiting(corpus)


def test_the_command_asks_and_a_pipe_must_say_yes(here: Path, run: Run) -> None:
    with open_corpus(here) as corpus:
        article = secret_of(corpus)
    before = here.read_bytes()
    refused = run("--corpus", here, "purge", article[:8])
    assert refused.code == 1 and "--yes" in refused.err and here.read_bytes() == before
    done = run("--corpus", here, "purge", article[:8], "--yes")
    assert done.code == 0 and article[:8] in done.out and clean(here)
    assert run("--corpus", here, "show", article[:8]).code == 1
    listed = run("--corpus", here, "notes", "--json")
    assert {json.loads(line)["quote"] for line in listed.out.splitlines()} == {None}
    for format in ("markdown", "jsonld", "csv", "json", "bibtex", "ris"):
        assert run("--corpus", here, "export", "--format", format).code == 0


def test_undo_does_not_bring_it_back(here: Path) -> None:
    article = purge(here)
    with open_corpus(here) as corpus:
        while acts.undo(corpus):
            assert not articles.holds(corpus, article)
    assert clean(here)


# The rule of what loses its words (pure).

ARTICLE = "a" * 64


def order(time: int, *parents: Op, gone: bool = False, run: int = 0) -> Op:
    return op(time, None if gone else {"about": f"article:{ARTICLE}"}, *parents, run=run, table=PURGED, row=ARTICLE)


def test_what_was_written_before_loses_its_quote_and_what_knows_of_the_return_keeps_it() -> None:
    purge = order(5)
    back = order(8, purge, gone=True)
    note = {"about": f"article:{ARTICLE}", "body": "b", "anchor": {"quote": "q", "start": 1, "end": 2, "text": "t"}}
    before, unaware = op(3, note), op(9, note, row="m")
    after = since_return(unaware, [purge, back])
    for lost in (before, unaware):
        assert quoteless([lost], {ARTICLE: [purge, back]}) == [without_quotes(lost)]
        assert quoteless([lost], {ARTICLE: [purge]}) == [without_quotes(lost)]
    assert quoteless([after], {ARTICLE: [purge, back]}) == []
    assert must_lose_quotes(after, [purge, back, order(6, run=1)]), "a purge that the return did not know of holds"
    assert without_quotes(before).value == {
        "about": f"article:{ARTICLE}", "body": "b", "anchor": {"start": 1, "end": 2, "text": "t"}
    }  # fmt: skip
    assert fold([purge, back, order(6, run=1)]).alive
