"""The process that finds what the index is told: the index says the same as without it, whatever becomes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader import acts, intake
from reader.corpus import Corpus, open_corpus, textindex
from reader.search import search
from reader.workers import telling
from reader.workers.child import Child

from .laws import put
from .test_gathering import index, texts

ROOT = Path(__file__).parent.parent
STARTED: list[Child] = []


class Noted(Child):
    """A process of which the tests hear."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        STARTED.append(self)


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Corpus, Corpus]]:
    """Two with the same texts and without an index; few articles are many."""
    monkeypatch.setattr(textindex, "_TOGETHER", 300)
    monkeypatch.setattr(textindex, "_LONG_STEP", 1500)
    monkeypatch.setattr(telling, "FEW", 3)
    monkeypatch.setattr(telling, "cores", lambda: 2)
    monkeypatch.setattr(telling, "Child", Noted)
    STARTED.clear()
    with open_corpus(tmp_path / "a.db", create=True) as one, open_corpus(tmp_path / "b.db", create=True) as other:
        for corpus in (one, other):
            for text, day in texts():
                put(corpus, text, published=day)
            textindex.disbelieve(corpus)
        yield one, other


def vocabulary(corpus: Corpus) -> list[Any]:
    return corpus.rows("SELECT * FROM term ORDER BY term")


def test_beside_is_told_what_is_told_here(corpora: tuple[Corpus, Corpus]) -> None:
    here, beside = corpora
    done: list[int] = []
    textindex.mend(here)
    with telling.telling() as tell:
        assert textindex.mend(beside, done.append, tell) == len(texts())
    assert len(STARTED) == 1 and len(done) > 1
    assert index(beside) == index(here) and vocabulary(beside) == vocabulary(here)
    assert beside.rows("SELECT * FROM indexed") == here.rows("SELECT * FROM indexed")
    assert textindex.state(beside) == "sound" and not textindex.drifted(beside)


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_where_it_breaks_down_the_rest_is_found_here(
    corpora: tuple[Corpus, Corpus], steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, beside = corpora
    textindex.mend(here)
    with telling.telling() as tell:
        heard = iter(range(9))

        def kill(_: int) -> None:
            if next(heard) == steps:
                STARTED[0].kill()

        if steps == 0:
            monkeypatch.setattr(Noted, "send", lambda child, _: child.kill())
        assert textindex.mend(beside, kill, tell) == len(texts())
    assert len(STARTED) == 1
    assert index(beside) == index(here) and not textindex.drifted(beside)


def test_what_was_read_ahead_is_read_again_where_somebody_else_wrote(
    corpora: tuple[Corpus, Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textindex, "AT_ONCE", 1)  # and the one that is corrected
    beside = corpora[1]
    last = beside.rows("SELECT id FROM card JOIN article ON n = card.article ORDER BY stamp DESC LIMIT 1")[0][0]
    done: list[int] = []

    def correct(number: int) -> None:
        if not done:
            with open_corpus(beside.path) as other:
                acts.correct(other, last, {"title": "Leuchtturm"})
        done.append(number)

    with telling.telling() as tell:
        assert textindex.mend(beside, correct, tell) == len(texts()) - 2
    assert len(STARTED) == 2 and [found.id for found in search(beside, "Leuchtturm")] == [last]
    assert textindex.state(beside) == "sound" and not textindex.drifted(beside)


BUILD = """
import os, sys
from pathlib import Path
from reader.corpus import open_corpus, textindex, vocabulary
from reader.workers import telling
textindex._TOGETHER, textindex._LONG_STEP, telling.FEW, telling.cores = 300, 1500, 3, lambda: 2
steps, store = iter(range(int(sys.argv[2]))), vocabulary.store
def end(*told):
    if next(steps, None) is None:
        os._exit(9)
    store(*told)
vocabulary.store = end
with open_corpus(Path(sys.argv[1])) as corpus, telling.telling() as tell:
    textindex.mend(corpus, tell=tell)
"""


@pytest.mark.parametrize("steps", [0, 1])
def test_killed_in_the_middle_of_a_transaction_it_goes_on(corpora: tuple[Corpus, Corpus], steps: int) -> None:
    here, beside = corpora
    textindex.mend(here)
    assert subprocess.run([sys.executable, "-c", BUILD, beside.path, str(steps)], cwd=ROOT, check=False).returncode == 9
    assert (0 < len(beside.rows("SELECT 1 FROM indexed")) < len(texts())) is (steps > 0)
    textindex.mend(beside)
    assert index(beside) == index(here) and not textindex.drifted(beside)


def test_interrupted_it_goes_on(corpora: tuple[Corpus, Corpus]) -> None:
    here, beside = corpora

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    textindex.mend(here)
    with telling.telling() as tell:
        with pytest.raises(KeyboardInterrupt):
            textindex.mend(beside, interrupt, tell)
        assert textindex.state(beside) == "behind"
        textindex.mend(beside, tell=tell)
    assert index(beside) == index(here) and not textindex.drifted(beside)


def test_where_it_cannot_be_had_all_is_found_here(corpora: tuple[Corpus, Corpus], monkeypatch: Any) -> None:
    def none(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(telling, "Child", none)
    assert intake.index(corpora[1]) == len(texts())
    assert len(search(corpora[1], "Fähre")) > 0 and textindex.state(corpora[1]) == "sound"


def test_few_articles_need_no_process(corpora: tuple[Corpus, Corpus], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "FEW", 99)
    assert intake.index(corpora[0]) == len(texts()) and STARTED == []
    monkeypatch.setattr(telling, "FEW", 3)
    monkeypatch.setattr(telling, "cores", lambda: 1)
    assert intake.index(corpora[1]) == len(texts()) and STARTED == []


@pytest.mark.skipif(os.name == "nt", reason="processes are looked up as Linux has them")
def test_nothing_of_it_is_left(corpora: tuple[Corpus, Corpus]) -> None:
    assert intake.index(corpora[0]) == len(texts())
    assert len(STARTED) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(STARTED[0]._process.pid, 0)
