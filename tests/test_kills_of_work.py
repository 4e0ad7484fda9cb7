"""T5: whatever is being done to a corpus, killing the process loses nothing that was said to be done.

A child works on the file and says what is safe; it is killed at a random moment. Then the file is sound, what was said
is in it, a merge, a compaction, a purge and a migration are wholly there or not at all, and doing the same again
completes it.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from reader import acts
from reader.corpus import annotations, articles, open_corpus, ops
from reader.corpus.check import check

from .laws import integrity
from .older import make_first

ROOT = Path(__file__).parent.parent
QUICK, FULL = 3, 40
"""Kills of each kind of work: twelve and more in all, or two hundred."""

_BEGIN = """
import itertools, sys
from pathlib import Path
from reader import acts, intake, purging
from reader.corpus import open_corpus
from reader.merge import merge
def said(*words):
    print(*words, flush=True)
path, other = map(Path, sys.argv[1:3])
said("begun")
with open_corpus(path) as corpus:
"""
_SAVE = """
    for n in itertools.count():
        acts.write_note(corpus, "corpus", f"{sys.argv[3]}/{n}")
        said(f"{sys.argv[3]}/{n}")
"""
_IMPORT = """
    for outcome in intake.add(corpus, [str(other)]):
        said(outcome.id)
"""
_MERGE = """
    merge(corpus, [other])
    said("merged")
"""
_COMPACT = """
    from reader.corpus.compaction import compact
    compact(corpus, 0)
    said("compacted")
"""
_PURGE = """
    purging.purge(corpus, sys.argv[3])
    said("purged")
"""
_MIGRATE = """
    acts.write_note(corpus, "corpus", "migrated")
    said("migrated")
"""


class Work(NamedTuple):
    """A kind of work: what the child runs, what makes its files ready, and what must hold after a kill."""

    program: str
    ready: Callable[[Path, Path], str]
    """Corpus, other file → a word for the child."""
    holds: Callable[[Path, set[str], str], None]
    """Corpus, what was said, the word."""


def bodies(path: Path) -> set[str]:
    with open_corpus(path) as corpus:
        return {note.body for note in annotations.recent(corpus)}


def held(path: Path) -> set[str]:
    with open_corpus(path) as corpus:
        return {row[0] for row in corpus.rows("SELECT id FROM article")}


def _to_save(path: Path, other: Path) -> str:
    return "note"


def _to_import(path: Path, other: Path) -> str:
    other.mkdir()
    for n in range(40):
        (other / f"{n}.txt").write_text(
            f"Text {n}\n\n2021-03-{n % 28 + 1:02}\n\nIn Seoul und Moskau sprach man davon.\n"
        )
    return ""


def _to_merge(path: Path, other: Path) -> str:
    shutil.copy(path, other)
    with open_corpus(other) as corpus:
        for n in range(60):
            acts.write_note(corpus, "corpus", f"theirs {n} " + "x" * 2000)
    return ""


def _to_compact(path: Path, other: Path) -> str:
    with open_corpus(path) as corpus:
        for n in range(4):
            written = acts.write_note(corpus, "corpus", f"{n} first")
            for version in range(12):
                text = random.Random(n * 100 + version).randbytes(3000).hex()
                acts.edit_note(corpus, written, f"{n} version {version}\n{text}")
    return ""


def _to_purge(path: Path, other: Path) -> str:
    with open_corpus(path) as corpus:
        [found] = corpus.rows("SELECT id FROM article WHERE instr(text, 'vierzig Waggons')")
        acts.write_note(corpus, f"article:{found[0]}", "stays")
    return str(found[0])


def _to_migrate(path: Path, other: Path) -> str:
    with open_corpus(path) as corpus:
        acts.write_note(corpus, "corpus", "before")
    make_first(path)
    return ""


def _saved(path: Path, said: set[str], word: str) -> None:
    assert said <= bodies(path)


def _imported(path: Path, said: set[str], word: str) -> None:
    assert said <= held(path)


def _merged(path: Path, said: set[str], word: str) -> None:
    assert len(bodies(path)) == 60 if said else len(bodies(path)) in (0, 60)


def _compacted(path: Path, said: set[str], word: str) -> None:
    assert sorted(body[:12] for body in bodies(path)) == [f"{n} version 11" for n in range(4)]
    with open_corpus(path) as corpus:
        ids, hollow = ops.held(corpus)
        assert len(ids) == 52 and len(hollow) in ((44,) if said else (0, 44))
        assert not (said and corpus.row("SELECT 1 FROM derived WHERE what = 'compact'"))


def _purged(path: Path, said: set[str], word: str) -> None:
    assert bodies(path) == {"stays"}
    with open_corpus(path) as corpus:
        assert len(held(path)) in ((3,) if said else (3, 4))
        assert articles.holds(corpus, word) is (len(held(path)) == 4)
    if said:
        assert b"vierzig Waggons" not in path.read_bytes()


def _migrated(path: Path, said: set[str], word: str) -> None:
    assert bodies(path) in ([{"before", "migrated"}] if said else [{"before"}, {"before", "migrated"}])


WORK = {
    "save": Work(_SAVE, _to_save, _saved),
    "import": Work(_IMPORT, _to_import, _imported),
    "merge": Work(_MERGE, _to_merge, _merged),
    "compaction": Work(_COMPACT, _to_compact, _compacted),
    "purge": Work(_PURGE, _to_purge, _purged),
    "migration": Work(_MIGRATE, _to_migrate, _migrated),
}
_LONGEST = 1.5


def run(work: Work, path: Path, other: Path, word: str, seconds: float | None) -> tuple[set[str], float]:
    """Let a child work, for some time or until it is done; gives what it said, and how long it worked."""
    command = [sys.executable, "-c", _BEGIN + work.program, str(path), str(other), word]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout and child.stderr
        assert child.stdout.readline() == "begun\n", child.stderr.read()
        began = time.monotonic()
        if seconds is not None:
            time.sleep(seconds)
            child.kill()
        said = {line[:-1] for line in child.stdout if line.endswith("\n")}
        worked = time.monotonic() - began
        assert seconds is not None or child.wait() == 0, child.stderr.read()
    return said, worked


def sound(path: Path) -> None:
    with open_corpus(path) as corpus:
        assert check(corpus) == []
    integrity(path)
    beside = {p.name: p.stat().st_size for p in path.parent.iterdir() if p.name.startswith(f"{path.name}-")}
    assert not any(beside.values()), beside


def kill_often(small: Path, name: str, times: int) -> None:
    work, dice = WORK[name], random.Random(name)
    path, other = small.with_name("work.db"), small.with_name("other")

    def begin_anew() -> str:
        shutil.rmtree(other, ignore_errors=True)
        other.unlink(missing_ok=True)
        shutil.copy(small, path)
        return work.ready(path, other)

    word = begin_anew()
    worked = _LONGEST if name == "save" else run(work, path, other, word, None)[1]
    for number in range(times):
        word = begin_anew()
        word = f"{word}{number}" if name == "save" else word
        said, _ = run(work, path, other, word, dice.uniform(0, worked))
        with open_corpus(path) as corpus:
            assert len(corpus.rows("SELECT 1 FROM lineage")) == 1
        if name == "migration":
            with open_corpus(path) as corpus:
                corpus.rows("SELECT 1 FROM card")
        else:
            sound(path)
        work.holds(path, said, word)
        if name != "save" and number % 5 == 0:
            run(work, path, other, word, None)
            work.holds(path, {"done"} if name != "import" else held(path), word)
            sound(path)


@pytest.mark.parametrize("name", WORK)
def test_t05_a_few_kills(small: Path, name: str) -> None:
    kill_often(small, name, QUICK)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", WORK)
def test_t05_two_hundred_kills(small: Path, name: str) -> None:
    kill_often(small, name, FULL)
