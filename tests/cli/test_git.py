"""Corpora on branches of a real git repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reader import acts, intake, purging
from reader.corpus import Corpus, open_corpus
from reader.corpus.annotations import recent
from tests.conftest import Run

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="there is no git")


class Repository:
    """A folder under git with a corpus in it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.corpus = folder, folder / name

    def git(self, *arguments: str, code: int = 0) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", "-C", self.folder, *who, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def bytes(self, *arguments: str) -> bytes:
        """What git gives as it is."""
        return subprocess.run(["git", "-C", self.folder, *arguments], capture_output=True, check=True).stdout

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", message)

    def note(self, *bodies: str) -> None:
        with open_corpus(self.corpus) as corpus:
            for body in bodies:
                acts.write_note(corpus, "corpus", body)


@pytest.fixture(params=["corpus.db", "mein [Dossier] *.db"])
def repository(request: pytest.FixtureRequest, small: Path, tmp_path: Path, run: Run) -> Repository:
    made = Repository(tmp_path / "under git", request.param)
    made.folder.mkdir()
    shutil.copy(small, made.corpus)
    made.git("init", "-q", "-b", "main")
    result = run("--corpus", made.corpus, "git-setup", "--write")
    assert result.code == 0, result.err
    made.commit("begin")
    return made


def bodies(corpus: Corpus) -> set[str]:
    return {note.body for note in recent(corpus)}


def test_t32_branches_that_both_wrote_are_united(repository: Repository, tmp_path: Path) -> None:
    repository.git("checkout", "-qb", "away")
    repository.note("von unterwegs")
    page = tmp_path / "neu.txt"
    page.write_text(
        "Fähre sinkt\n\n04.05.2021\n\nDie Fährleute am Strom sagten am Morgen, der Betrieb ruhe.\n", "utf-8"
    )
    with open_corpus(repository.corpus) as corpus:
        list(intake.add(corpus, [str(page)]))
        articles = len(corpus.rows("SELECT 1 FROM article"))
    repository.commit("away")
    repository.git("checkout", "-q", "main")
    repository.note("von daheim")
    repository.commit("home")
    repository.git("merge", "-q", "away", "-m", "both")
    with open_corpus(repository.corpus) as corpus:
        assert {"von unterwegs", "von daheim"} <= bodies(corpus)
        assert len(corpus.rows("SELECT 1 FROM article")) == articles
    assert repository.git("status", "--short") == ""


def test_a_rebase_keeps_both_sides(repository: Repository) -> None:
    repository.git("checkout", "-qb", "away")
    for body in ("eins", "zwei"):
        repository.note(body)
        repository.commit(body)
    repository.git("checkout", "-q", "main")
    repository.note("drei")
    repository.commit("drei")
    repository.git("rebase", "-q", "main", "away")
    with open_corpus(repository.corpus) as corpus:
        assert {"eins", "zwei", "drei"} <= bodies(corpus)


def test_git_shows_what_changed_in_words(repository: Repository) -> None:
    repository.note("Zeile eins\nZeile \x1b[31mzwei")
    with open_corpus(repository.corpus) as corpus:
        article = corpus.rows("SELECT id FROM article LIMIT 1")[0][0]
        acts.tag(corpus, article, "hafen")
    shown = repository.git("diff")
    added = [line[1:].strip() for line in shown.split("\n") if line.startswith("+") and not line.startswith("+++")]
    assert "Zeile eins" in added and any("#hafen" in line for line in added)
    assert "\x1b" not in shown and "Binary files" not in shown


def test_what_is_no_corpus_is_left_to_a_person(repository: Repository) -> None:
    repository.git("checkout", "-qb", "away")
    repository.corpus.write_bytes(b"no corpus")
    repository.commit("broken")
    repository.git("checkout", "-q", "main")
    repository.note("heil")
    before = repository.corpus.read_bytes()
    repository.commit("home")
    repository.git("merge", "-q", "away", "-m", "both", code=1)
    assert repository.corpus.read_bytes() == before


def test_setup_is_printed_and_outside_a_repository_refused(run: Run, small: Path) -> None:
    printed = run("--corpus", small, "git-setup").out
    assert f"/{small.name} merge=reader diff=reader" in printed and "git-merge %O %A %B" in printed
    refused = run("--corpus", small, "git-setup", "--write")
    assert refused.code == 1 and len(refused.err.splitlines()) == 1


def test_an_empty_base_and_a_cherry_pick(repository: Repository, run: Run, tmp_path: Path) -> None:
    repository.git("checkout", "-qb", "away")
    for body in ("eins", "zwei"):
        repository.note(body)
        repository.commit(body)
    repository.git("checkout", "-q", "main")
    repository.note("drei")
    repository.commit("drei")
    repository.git("cherry-pick", "away")
    with open_corpus(repository.corpus) as corpus:
        assert {"eins", "zwei", "drei"} <= bodies(corpus), "a file is all of its journal, whichever commit is picked"
    empty = tmp_path / "base"
    empty.write_bytes(b"")
    theirs = Path(shutil.copy(repository.corpus, tmp_path / "theirs"))
    assert run("git-merge", empty, repository.corpus, theirs).code == 0


def test_t32_an_article_purged_on_a_branch_is_purged_by_the_merge(repository: Repository) -> None:
    with open_corpus(repository.corpus) as corpus:
        article = corpus.rows("SELECT id FROM article LIMIT 1")[0][0]
    repository.git("checkout", "-qb", "away")
    with open_corpus(repository.corpus) as corpus:
        purging.purge(corpus, article)
    repository.commit("purged")
    repository.git("checkout", "-q", "main")
    repository.note("daheim")
    repository.commit("home")
    repository.git("merge", "-q", "away", "-m", "both")
    with open_corpus(repository.corpus) as corpus:
        assert not corpus.rows("SELECT 1 FROM article WHERE id = ?", (article,)) and "daheim" in bodies(corpus)
    assert repository.git("status", "--short") == ""
