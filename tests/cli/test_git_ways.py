"""Ways in which git brings two corpora together, or takes one away, from the command line only; nothing is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.test_git import Repository
from tests.conftest import Run

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="there is no git")


@pytest.fixture
def repository(small: Path, tmp_path: Path, run: Run) -> Repository:
    made = Repository(tmp_path / "under git", "corpus.db")
    made.folder.mkdir()
    made.git("init", "-q", "-b", "main")
    shutil.copy(small, made.corpus)
    assert run("--corpus", made.corpus, "git-setup", "--write").code == 0
    made.commit("begin")
    return made


def notes(run: Run, repository: Repository) -> set[str]:
    """What the notes of the corpus say; it is sound, and git has all of it."""
    assert run("check", "--corpus", repository.corpus).code == 0
    return {one["body"] for one in run("notes", "--corpus", repository.corpus, "--json").lines}


def branch(run: Run, repository: Repository, name: str, start: str = "main") -> None:
    """A branch on which a note was written that says its name."""
    repository.git("checkout", "-q", "-b", name, start)
    assert run("note", "corpus", name, "--corpus", repository.corpus).code == 0
    repository.commit(name)


def test_t32_an_octopus_is_refused_by_git_and_one_after_the_other_is_not(repository: Repository, run: Run) -> None:
    names = ("eins", "zwei", "drei")
    for name in names:
        branch(run, repository, name)
    repository.git("checkout", "-q", "main")
    before = repository.corpus.read_bytes()
    repository.git("merge", *names, "-m", "all", code=2)
    assert repository.corpus.read_bytes() == before and repository.git("status", "--short") == ""
    for name in names:
        repository.git("merge", "-q", name, "-m", name)
    assert notes(run, repository) == set(names)
    assert repository.git("status", "--short") == ""


def test_t32_an_octopus_of_which_one_arm_has_the_corpus(repository: Repository, run: Run) -> None:
    branch(run, repository, "eins")
    repository.git("checkout", "-q", "-b", "other", "main")
    (repository.folder / "other.txt").write_text("beside it\n")
    repository.commit("other")
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "eins", "other", "-m", "all")
    assert notes(run, repository) == {"eins"}


@pytest.mark.parametrize("here", ["main", "without"])
def test_t32_where_one_side_deleted_the_corpus_the_other_stays_whole(
    repository: Repository, run: Run, here: str
) -> None:
    repository.git("checkout", "-q", "-b", "without", "main")
    repository.git("rm", "-q", "corpus.db")
    repository.git("commit", "-qm", "gone")
    repository.git("checkout", "-q", "main")
    assert run("note", "corpus", "bleibt", "--corpus", repository.corpus).code == 0
    repository.commit("on")
    repository.git("checkout", "-q", here)
    repository.git("merge", "without" if here == "main" else "main", "-m", "both", code=1)
    assert notes(run, repository) == {"bleibt"}, "git leaves it there and asks"
    repository.git("add", "corpus.db")
    repository.git("commit", "-qm", "kept")
    assert notes(run, repository) == {"bleibt"}


def test_t32_both_sides_add_the_corpus_anew(repository: Repository, run: Run, small: Path) -> None:
    """No base: both took a copy from elsewhere, each on a branch where it had never been."""
    for name in ("eins", "zwei"):
        repository.git("checkout", "-q", "--orphan", name)
        shutil.copy(small, repository.corpus)
        assert run("note", "corpus", name, "--corpus", repository.corpus).code == 0
        repository.commit(name)
    repository.git("merge", "-q", "--allow-unrelated-histories", "eins", "-m", "both")
    assert notes(run, repository) == {"eins", "zwei"}
    assert repository.git("status", "--short") == ""


def test_t32_both_sides_begin_a_corpus_of_their_own(repository: Repository, run: Run) -> None:
    for name in ("eins", "zwei"):
        repository.git("checkout", "-q", "--orphan", name)
        repository.corpus.unlink()
        assert run("add", "-", "--corpus", repository.corpus, stdin=f"{name} auf eigene Faust\n".encode()).code == 0
        assert run("note", "corpus", name, "--corpus", repository.corpus).code == 0
        repository.commit(name)
    repository.git("merge", "-q", "--allow-unrelated-histories", "eins", "-m", "both", code=1)
    assert notes(run, repository) == {"zwei"}, "another lineage is never united by itself"
    theirs = repository.folder.with_name("theirs.db")
    theirs.write_bytes(repository.bytes("show", "eins:corpus.db"))
    assert run("merge", "--other-lineage", theirs, "--corpus", repository.corpus).code == 0
    repository.commit("both")
    assert notes(run, repository) == {"eins", "zwei"}


def test_t32_what_was_stashed_comes_back_beside_what_was_done_since(repository: Repository, run: Run) -> None:
    assert run("note", "corpus", "zuvor", "--corpus", repository.corpus).code == 0
    repository.git("-c", "user.name=A", "stash", "-q")
    assert notes(run, repository) == set()
    assert run("note", "corpus", "danach", "--corpus", repository.corpus).code == 0
    repository.commit("on")
    repository.git("stash", "pop", "-q")
    assert notes(run, repository) == {"zuvor", "danach"}


def test_t32_a_rebase_onto_a_branch_that_wrote_the_same_note(repository: Repository, run: Run) -> None:
    assert run("note", "corpus", "eins\nzwei\ndrei", "--corpus", repository.corpus).code == 0
    repository.commit("note")
    [note] = run("notes", "--corpus", repository.corpus, "--json").lines
    for name, body in (("oben", "oben\neins\nzwei\ndrei"), ("unten", "eins\nzwei\ndrei\nunten")):
        repository.git("checkout", "-q", "-b", name, "main")
        assert run("note", "--edit", note["id"], body, "--corpus", repository.corpus).code == 0
        repository.commit(name)
    repository.git("rebase", "-q", "oben", "unten")
    assert notes(run, repository) == {"oben\neins\nzwei\ndrei\nunten"}


def test_t32_reverting_a_commit_takes_nothing_out_of_a_journal(repository: Repository, run: Run) -> None:
    branch(run, repository, "eins")
    assert run("note", "corpus", "zwei", "--corpus", repository.corpus).code == 0
    repository.commit("zwei")
    repository.git("revert", "--no-edit", "HEAD~1", code=1)
    assert notes(run, repository) == {"eins", "zwei"}, "what is to go is taken back by `undo`, which is an entry, too"


@pytest.mark.parametrize("rubbish", [b"", b"no corpus\n", b"SQLite format 3\0" + bytes(200)])
def test_t32_comparing_goes_on_over_what_is_no_corpus(repository: Repository, run: Run, rubbish: bytes) -> None:
    (repository.folder / "zz.txt").write_text("a line\n")
    repository.commit("a text")
    (repository.folder / "zz.txt").write_text("another line\n")
    repository.corpus.write_bytes(rubbish)
    shown = repository.git("diff")
    assert "+another line" in shown
    assert any(line.startswith("+(it is ") for line in shown.split("\n"))


def test_t32_the_log_of_one_commit_in_words(repository: Repository, run: Run) -> None:
    branch(run, repository, "eins")
    [article, *_] = [one["id"] for one in run("list", "--corpus", repository.corpus, "--json").lines]
    assert run("tag", article, "hafen", "--corpus", repository.corpus).code == 0
    repository.commit("tag")
    changed = [
        line for line in repository.git("log", "-p", "-1").split("\n") if line[:1] in "+-" and line[1:2] not in "+-"
    ]
    assert changed and all("#hafen" in line or not line.strip("+- ") or line.startswith("-") for line in changed)
    assert len(changed) < 8, "nothing but what changed"
