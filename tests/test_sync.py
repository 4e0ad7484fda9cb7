"""Sync and merge as commands: what lies in a folder, other lineages, the trash, and the way back from a merge."""

from __future__ import annotations

import shutil
from os import utime
from pathlib import Path

import pytest

from reader import acts, undo
from reader.corpus import annotations, articles, open_corpus
from reader.corpus.extent import extent
from reader.merge import known, merge, merges
from reader.merge import undo as take_back
from reader.places import state_dir
from reader.records import ReaderError

from .conftest import Run
from .laws import dump, integrity, note, print_of, put

pytestmark = pytest.mark.usefixtures("here")


def bodies(path: Path) -> list[str]:
    with open_corpus(path) as corpus:
        return sorted(one.body for one in annotations.recent(corpus))


@pytest.fixture
def copy(small: Path) -> Path:
    """A copy beside the small corpus, with one note more and an hour old."""
    path = Path(shutil.copy(small, small.with_name("small (1).db")))
    note(path, "von dort")
    utime(path, (1_700_000_000, 1_700_000_000))
    return path


@pytest.fixture
def stranger(small: Path, texts: Path, run: Run) -> Path:
    """A corpus of its own beside the small one, with one article more."""
    path = small.with_name("fremd.db")
    assert run("add", texts, "--corpus", path).code == 0
    with open_corpus(path) as corpus:
        put(corpus, "Nur hier steht das.")
    note(path, "fremd")
    return path


# Other lineages.


def test_sync_names_a_corpus_of_its_own_and_leaves_it(small: Path, stranger: Path, run: Run) -> None:
    before = print_of(small)
    for _ in range(2):
        result = run("sync", "--corpus", small)
        assert result.code == 0 and "fremd.db" in result.out.replace("\n", "") and "corpus of its own" in result.out
        assert "articles 1, notes and highlights 1" in " ".join(result.out.split())
    assert run("sync", "--corpus", small, "--json").json["others"] == [
        {"source": str(stranger), "articles": 1, "annotations": 1, "corrections": 0}
    ]
    assert print_of(small) == before


def test_merge_asks_about_a_corpus_of_its_own(small: Path, stranger: Path, run: Run) -> None:
    before = print_of(small)
    result = run("merge", stranger, "--corpus", small, stdin=b"y\n")
    assert result.code == 1 and "corpus of its own" in result.err and "--other-lineage" in result.err
    assert print_of(small) == before
    dry = run("merge", stranger, "--other-lineage", "--dry-run", "--json", "--corpus", small)
    assert dry.code == 0 and dry.json["articles"] == 1 and print_of(small) == before
    result = run("merge", stranger, "--other-lineage", "--corpus", small)
    assert result.code == 0, result.err
    assert bodies(small) == ["fremd"]


def test_a_terminal_is_asked(small: Path, stranger: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.cli import merging

    monkeypatch.setattr(merging, "can_ask", lambda: True)
    before = print_of(small)
    for answer in (b"\n", b"n\n", b""):
        result = run("merge", stranger, "--corpus", small, stdin=answer)
        assert result.code == 1 and "Take it in?" in result.out and print_of(small) == before
    assert run("merge", stranger, "--corpus", small, stdin=b"y\n").code == 0
    assert bodies(small) == ["fremd"]


def test_git_merge_refuses_a_corpus_of_its_own(small: Path, stranger: Path, run: Run) -> None:
    before = print_of(small)
    result = run("git-merge", "BASE", small, stranger)
    assert result.code == 1 and "corpus of its own" in result.err and result.err.count("\n") == 1
    assert print_of(small) == before


# What is written, and what is only looked at.


def test_a_dry_run_counts_as_the_real_one(small: Path, copy: Path, run: Run) -> None:
    clash, both = note(small, "gleich"), note(small, "eins\nzwei")
    shutil.copy(small, copy)
    note(small, "hier", clash)
    note(small, "hier\neins\nzwei", both)
    note(copy, "dort", clash)
    note(copy, "eins\nzwei\ndort", both)
    with open_corpus(copy) as corpus:
        acts.correct(corpus, put(corpus, "Ein Artikel."), {"title": "T"})
    before = print_of(small)
    dry = run("sync", "--dry-run", "--json", "--corpus", small).json
    assert print_of(small) == before and not dry.pop("written")
    real = run("sync", "--json", "--corpus", small).json
    assert real.pop("written") and dry == real
    assert (real["articles"], real["annotations"], real["corrections"]) == (1, 2, 1)
    assert (real["merged_notes"], real["conflicts"]) == (1, 1)


def test_a_file_that_was_taken_in_is_not_read_again(small: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.merge import union

    with open_corpus(small) as corpus:
        assert merge(corpus, [copy]).written
        monkeypatch.setattr(union, "open_foreign", None)  # not to be called
        acts.write_note(corpus, "corpus", "danach")
        report = merge(corpus, [copy])
        assert not report.written and report.sources == [str(copy)]
        monkeypatch.undo()
        copy.touch()
        assert not merge(corpus, [copy]).written


def test_no_folder_and_nothing_in_it(small: Path, tmp_path: Path, run: Run) -> None:
    empty = tmp_path / "leer"
    empty.mkdir()
    result = run("sync", empty, "--corpus", small)
    assert result.code == 0 and "no copies" in result.out
    for wrong in (small, tmp_path / "nirgends"):
        result = run("sync", wrong, "--corpus", small)
        assert result.code == 1 and result.err.count("\n") == 1
    assert run("sync", "--corpus", empty / "nichts.db").code == 1 and not list(empty.iterdir())


def test_a_stick(small: Path, copy: Path, tmp_path: Path, run: Run) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    copy.rename(stick / "dossier.db")
    assert run("sync", stick, "--corpus", small, "--json").json["annotations"] == 1


# The trash.


def test_clean_puts_into_the_trash_what_is_wholly_here(small: Path, copy: Path, run: Run) -> None:
    twin = Path(shutil.copy(copy, small.with_name("zwilling.db")))
    content = copy.read_bytes()
    dry = run("sync", "--clean", "--dry-run", "--json", "--corpus", small).json
    assert [one["path"] for one in dry["cleaned"]] and copy.exists() and twin.exists()
    done = run("sync", "--clean", "--json", "--corpus", small)
    assert done.code == 0, done.err
    assert sorted(one["path"] for one in done.json["cleaned"]) == sorted(map(str, [copy, twin]))
    assert not copy.exists() and not twin.exists()
    assert all(Path(one["to"]).read_bytes() == content for one in done.json["cleaned"])
    assert bodies(small) == ["von dort"]


def test_what_is_not_wholly_here_stays(small: Path, copy: Path, stranger: Path, run: Run) -> None:
    import sqlite3

    with sqlite3.connect(copy) as db:
        db.execute("UPDATE op SET crc = crc + 1")
    db.close()
    result = run("sync", "--clean", "--corpus", small)
    assert result.code == 1 and "damaged" in result.err
    assert copy.exists() and stranger.exists()


def test_damage_here_keeps_the_copy(small: Path, copy: Path, run: Run) -> None:
    import sqlite3

    assert run("sync", "--corpus", small).code == 0
    with sqlite3.connect(small) as db:
        db.execute("UPDATE article SET text = text || 'x', original = NULL WHERE n = 1")
    db.close()
    result = run("sync", "--clean", "--corpus", small)
    assert result.code == 1 and "not all of it is here" in result.err and copy.exists()


# The way back.


def test_undo_takes_a_whole_merge_back_and_declines_its_source(small: Path, copy: Path, run: Run) -> None:
    with open_corpus(copy) as corpus:
        put(corpus, "Ein Artikel von dort.")
    with open_corpus(small) as corpus:
        before = dump(corpus)
    assert run("sync", "--corpus", small).code == 0
    result = run("undo", "--corpus", small)
    assert result.code == 0 and "taken back: the merge of small (1).db" in result.out
    with open_corpus(small) as corpus:
        assert dump(corpus) == before
    integrity(small)
    still = print_of(small)
    result = run("sync", "--corpus", small)
    assert result.code == 0 and "taken back once" in " ".join(result.out.split()) and print_of(small) == still
    moved = copy.rename(copy.with_name("anders genannt.db"))
    assert run("sync", "--json", "--corpus", small).json["declined"] == [str(moved)]
    assert print_of(small) == still
    assert run("merge", moved, "--corpus", small).code == 0, "asked for, it is taken"
    assert bodies(small) == ["von dort"]


def test_what_was_done_since_is_kept(small: Path, copy: Path, run: Run) -> None:
    mine = note(small, "vorher")
    assert run("sync", "--corpus", small).code == 0
    note(small, "nachher")
    note(small, "vorher, geändert", mine)
    with open_corpus(small) as corpus:
        article = put(corpus, "Danach gekommen.")
        [deed] = [one for one in undo._read(corpus.id) if one.merge]
        # The acts since are undone first by `undo`; in the app the merge itself is chosen.
        from reader.merge import take_back as back

        assert back(corpus, deed.merge).endswith("what was done since is kept")
        assert articles.holds(corpus, article)
    assert bodies(small) == ["nachher", "vorher, geändert"]
    integrity(small)


def test_undo_goes_back_act_by_act(small: Path, copy: Path, run: Run) -> None:
    note(small, "erst")
    run("merge", copy, "--corpus", small)
    note(small, "zuletzt")
    said = [run("undo", "--corpus", small).out.strip() for _ in range(3)]
    kept = "; what was done since is kept"  # that the note was taken back
    assert said == ["taken back: the note", f"taken back: the merge of small (1).db{kept}", "taken back: the note"]
    assert bodies(small) == [] and run("undo", "--corpus", small).code == 1


def test_without_its_backup_a_merge_stays_and_says_so(small: Path, copy: Path, run: Run) -> None:
    note(small, "erst")
    run("merge", copy, "--corpus", small)
    with open_corpus(small) as corpus:
        for backup in state_dir(corpus.id).rglob("*.db"):
            backup.unlink()
    result = run("undo", "--corpus", small)
    assert result.code == 1 and "backup" in result.err and bodies(small) == ["erst", "von dort"]
    assert run("undo", "--corpus", small).code == 0 and bodies(small) == ["von dort"]


def test_an_open_corpus_sees_that_a_merge_was_taken_back(small: Path, copy: Path) -> None:
    with open_corpus(small) as opened:
        with open_corpus(small) as corpus:
            merge(corpus, [copy])
        assert opened.changed()
        mine = acts.write_note(opened, "corpus", "meins")
        with open_corpus(small) as corpus:
            from reader.merge import take_back as back

            back(corpus, merges(corpus.id)[-1].id)
        assert opened.changed()
        assert [one.id for one in annotations.recent(opened)] == [mine]
        acts.edit_note(opened, mine, "weiter")
    assert bodies(small) == ["weiter"]


def test_a_merge_of_a_replaced_corpus_is_not_taken_back(small: Path, copy: Path, tmp_path: Path) -> None:
    before = Path(shutil.copy(small, tmp_path / "before.db"))
    with open_corpus(small) as corpus:
        merge(corpus, [copy])
        id = merges(corpus.id)[-1].id
    shutil.copy(before, small)
    with open_corpus(small) as corpus:
        from reader.merge import take_back as back

        with pytest.raises(ReaderError, match="replaced"):
            back(corpus, id)
        assert take_back(corpus) is None


def test_the_list_of_merges_is_bounded_and_survives_rubbish(small: Path, copy: Path) -> None:
    with open_corpus(small) as corpus:
        merge(corpus, [copy])
        path = state_dir(corpus.id) / "merges.jsonl"
        path.write_text('{"id": 5}\nrubbish\n' + path.read_text() * 60)
        assert len(merges(corpus.id)) == 60
        acts.write_note(corpus, "corpus", "x")
        (state_dir(corpus.id) / "sources.json").write_text("[rubbish")
        assert known.worth_a_look(corpus, copy) and not known.contains(corpus, copy)
    other = Path(shutil.copy(small, small.with_name("other.db")))
    note(other, "y")
    with open_corpus(small) as corpus:
        merge(corpus, [other])
        assert len(merges(corpus.id)) == 50 and merges(corpus.id)[-1].name == "other.db"


def test_an_extent_notices_what_is_missing(small: Path) -> None:
    from reader.corpus.extent import holds

    note(small, "x")
    with open_corpus(small) as corpus:
        reached = extent(corpus)
        acts.write_note(corpus, "corpus", "y")
        assert holds(corpus, reached)
        with corpus.write() as db:
            db.execute("DELETE FROM op WHERE n = 1")
        assert not holds(corpus, reached)
