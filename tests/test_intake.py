"""Files → corpus: what is taken, what is refused, in which order, and when it is said."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from reader import intake, sources
from reader.corpus import Corpus, articles, derive, open_corpus
from reader.records import Item, ReaderError

BODY = "Der erste Satz ist lang genug für einen Absatz. Der zweite Satz ist es ebenfalls.\n"


def _write(place: Path, text: str = BODY) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"{place.stem}\n\n{text}", "utf-8")
    return place


def _added(corpus: Corpus, *paths: Path | str) -> list[intake.Outcome]:
    return list(intake.add(corpus, [str(path) for path in paths]))


def _statuses(outcomes: list[intake.Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def test_folders_are_walked_by_name_without_what_is_hidden(corpus: Corpus, folder: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.txt", ".hidden.txt", ".git/x.txt", "B.txt"):
        _write(folder / name, f"{name} {BODY}")
    outcomes = _added(corpus, folder)
    assert [os.path.relpath(one.path, folder) for one in outcomes] == ["B.txt", "a/y.txt", "a/z.txt", "b.txt"]
    assert _statuses(outcomes) == ["added"] * 4


def test_loops_of_links_end(corpus: Corpus, folder: Path) -> None:
    _write(folder / "a/text.txt")
    (folder / "a/loop").symlink_to(folder)
    (folder / "a/self").symlink_to("self")
    (folder / "elsewhere").symlink_to(folder / "a")
    outcomes = _added(corpus, folder)
    assert sorted(_statuses(outcomes)) == ["added", "duplicate", "refused", "refused"]
    refused = {Path(one.path).name: one.reason for one in outcomes if one.status == "refused"}
    assert refused == {"self": "it is a link that leads to itself. Mend or delete the link."}


def test_a_deep_folder_is_walked(corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for _ in range(1200):
        os.mkdir("d")  # noqa: PTH102
        os.chdir("d")
    deepest = os.open(".", os.O_RDONLY)
    monkeypatch.chdir(folder)
    (outcome,) = _added(corpus, ".")
    assert outcome.status == "refused"
    # The test runner removes folders recursively, which would end in a recursion error.
    os.fchdir(deepest)
    os.close(deepest)
    for _ in range(1200):
        os.chdir("..")
        os.rmdir("d")  # noqa: PTH106


def test_the_corpus_itself_and_its_side_files_are_passed_over(folder: Path) -> None:
    _write(folder / "a.txt")
    with open_corpus(folder / "x.db", create=True) as corpus:
        (folder / "x.db-journal").write_bytes(b"")
        _write(folder / "x.db.txt")
        assert [Path(one.path).name for one in _added(corpus, folder)] == ["a.txt", "x.db.txt"]


def test_each_bad_file_is_one_outcome_and_stops_no_other(corpus: Corpus, folder: Path, tmp_path: Path) -> None:
    good = _write(tmp_path / "good.txt")
    os.mkfifo(folder / "pipe")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(64)) * 40)
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 400)
    (folder / "dangling.txt").symlink_to("nowhere")
    other = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(folder)
    other.bind("socket")
    os.chdir(here)
    bare = tmp_path / "bare"
    bare.mkdir()
    outcomes = _added(corpus, folder, bare, tmp_path / "none", "/dev/null", "", "a\0b", good)
    other.close()
    assert _statuses(outcomes) == ["refused"] * 11 + ["added"]
    assert all(one.reason and one.reason.endswith(".") and "\n" not in one.reason for one in outcomes[:-1])
    assert len({one.path for one in outcomes}) == 12


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(corpus: Corpus, folder: Path) -> None:
    _write(folder / "a.txt").chmod(0)
    assert _statuses(_added(corpus, folder)) == ["refused"]


def test_an_error_of_reading_is_an_outcome(corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _write(folder / "a.txt")
    monkeypatch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    (outcome,) = _added(corpus, path)
    assert (outcome.status, outcome.reason) == ("refused", "Permission denied. Check its permissions.")


def test_another_corpus_is_pointed_to_merge(corpus: Corpus, folder: Path) -> None:
    open_corpus(folder / "other.db", create=True).close()
    (outcome,) = _added(corpus, folder / "other.db")
    assert outcome.reason is not None and "reader merge" in outcome.reason


@pytest.mark.parametrize("name", ["mit\nzeile.txt", "esc\x1b[2J.txt", "-", "--corpus", " ", "漢字.txt", "a" * 200])
def test_odd_names_are_no_reason_to_refuse(corpus: Corpus, folder: Path, name: str) -> None:
    (folder / name).write_text(BODY)
    (outcome,) = _added(corpus, folder)
    assert (outcome.status, outcome.path) == ("added", str(folder / name))
    assert articles.load(corpus, outcome.id or "").source == name


def test_a_stray_nul_is_taken_and_the_bytes_are_kept(corpus: Corpus, folder: Path) -> None:
    data = BODY.encode() + b"\0 und weiter\r\n"
    (folder / "a.txt").write_bytes(data)
    (outcome,) = _added(corpus, folder)
    assert articles.original(corpus, outcome.id or "") == data
    assert articles.load(corpus, outcome.id or "").text == data.decode().replace("\0", "\ufffd").replace("\r", "")


def test_the_same_bytes_twice_are_one_article(corpus: Corpus, folder: Path) -> None:
    first, second = _write(folder / "a.txt"), folder / "b.txt"
    second.write_bytes(first.read_bytes())
    outcomes = _added(corpus, first, second, first)
    assert _statuses(outcomes) == ["added", "duplicate", "duplicate"]
    assert len({one.id for one in outcomes}) == 1
    assert _statuses(_added(corpus, folder)) == ["duplicate", "duplicate"]


def test_what_was_said_to_be_added_is_in_the_file(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "BATCH_SECONDS", 0.02)
    for number in range(60):
        _write(folder / f"{number:02}.txt", f"Kim Jong Un sah Nummer {number}. {BODY}" * 5)
    said = 0
    with open_corpus(corpus.path) as other:
        for outcome in intake.add(corpus, [str(folder)]):
            said += 1
            other.changed()
            assert articles.holds(other, outcome.id or "")
    assert said == 60


def test_an_interrupt_keeps_what_was_finished_and_links_it(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "BATCH_SECONDS", 0.0)
    for number in range(5):
        _write(folder / f"{number}.txt", f"Kim Jong Un sah Nummer {number}.")

    def interrupted(name: str) -> None:
        if name.endswith("3.txt"):
            raise KeyboardInterrupt

    said = []
    with pytest.raises(KeyboardInterrupt):
        said += [one.id for one in intake.add(corpus, [str(folder)], interrupted)]
    held = [row[0] for row in corpus.rows("SELECT id FROM article")]
    assert len(held) == 3
    assert corpus.rows("SELECT name, articles FROM entity WHERE type = 'PER'") == [("Kim Jong Un", 3)]


def test_a_part_that_is_refused_is_named_without_its_file(corpus: Corpus, folder: Path) -> None:
    path = folder / "bad.jsonl"
    path.write_text(f'{{"text": "{BODY.strip()}"}}\n{{"text": ["a"]}}\n{{broken\n', "utf-8")
    outcomes = _added(corpus, path)
    assert _statuses(outcomes) == ["added", "refused", "refused"]
    assert [(one.reason or "").partition(":")[0] for one in outcomes[1:]] == ["line 2", "line 3"]


def test_a_removed_article_stays_removed(corpus: Corpus, folder: Path) -> None:
    from reader import acts

    path = _write(folder / "Neues vom Hafen.txt", f"12.03.2021\n\n{BODY}")
    (outcome,) = _added(corpus, path)
    acts.remove_article(corpus, outcome.id or "")
    (again,) = _added(corpus, path)
    assert again.status == "duplicate" and "removed" in (again.reason or "")
    assert again.title == outcome.title is not None
    assert corpus.rows("SELECT count(*) FROM card") == [(0,)]


def test_a_preview_agrees_with_what_then_happens(corpus: Corpus, folder: Path) -> None:
    for name in ("a.txt", "b.txt"):
        _write(folder / name, f"{name} {BODY}")
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.txt").write_bytes((folder / "a.txt").read_bytes())
    paths = [str(folder)]
    looked = [(one.path, one.status, one.id) for one in intake.preview(corpus, paths)]
    assert corpus.rows("SELECT count(*) FROM article") == [(0,)]
    assert [(one.path, one.status, one.id) for one in intake.preview(None, paths)] == looked
    assert [(one.path, one.status, one.id) for one in intake.add(corpus, paths)] == looked


def test_a_read_only_corpus_refuses(folder: Path, corpus: Corpus) -> None:
    _write(folder / "a.txt")
    corpus.readonly = True
    with pytest.raises(ReaderError):
        _added(corpus, folder)


def test_a_mistake_of_ours_costs_one_file_only(corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = _write(folder / "a.txt", "eins " + BODY), _write(folder / "b.txt", "zwei " + BODY)
    right = derive.derive

    def mistaken(item: Item) -> object:
        if item.text.startswith("a"):
            raise IndexError("out of range")
        return right(item)

    monkeypatch.setattr(derive, "derive", mistaken)
    outcomes = _added(corpus, first, second)
    assert _statuses(outcomes) == ["refused", "added"]
    assert "IndexError" in (outcomes[0].reason or "")


@pytest.mark.slow
def test_a_text_of_fifty_megabytes_is_taken(corpus: Corpus, folder: Path) -> None:
    (folder / "big.txt").write_text(BODY + f"{'x' * 999}\n" * 50_000, "utf-8")
    (outcome,) = _added(corpus, folder)
    assert outcome.status == "added"
    assert len(articles.original(corpus, outcome.id or "")) > 49_000_000


def test_a_file_that_is_too_large_is_refused(corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST", 100)
    (folder / "a.txt").write_text("x" * 101)
    assert _statuses(_added(corpus, folder)) == ["refused"]


def test_nothing_is_looked_up_on_a_network(corpus: Corpus, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert set(_statuses(_added(corpus, texts))) == {"added"}
