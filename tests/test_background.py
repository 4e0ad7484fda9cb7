"""The deep half beside the app: it finds what ``index --deep`` finds, and nothing it does stops or spoils anything."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import acts, intake
from reader.background import refining
from reader.background.refining import Refining
from reader.corpus import Corpus, articles, open_corpus, refined
from reader.records import ReaderError

SAMPLE = Path(__file__).parent.parent / "seeds"
linux = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    yield from _corpus(tmp_path / "c.db")


def _corpus(path: Path) -> Iterator[Corpus]:
    with open_corpus(path, create=True) as opened:
        some = [str(file) for file in sorted(SAMPLE.glob("*.txt"))[:3]]
        assert [outcome.status for outcome in intake.add(opened, some)] == ["added"] * 3
        yield opened


def _finish(one: Refining, seconds: float = 60) -> list[str]:
    """Step until all are looked through. The articles that got new names."""
    done, end = [], time.monotonic() + seconds
    try:
        while not one.over:
            assert time.monotonic() < end
            done.append(one.step())
            time.sleep(0.005)
    finally:
        one.close()
    return [article for article in done if article]


def _names(corpus: Corpus) -> list[tuple[object, ...]]:
    return corpus.rows(
        "SELECT article.id, start, end, type, name.key, confidence FROM mention "
        "JOIN article ON article.n = article JOIN name ON name.n = name ORDER BY 1, 2"
    )


def test_it_finds_what_the_command_finds(corpus: Corpus, tmp_path: Path) -> None:
    before = _names(corpus)
    found = _finish(Refining(corpus))
    assert sorted(found) == sorted(row[0] for row in corpus.rows("SELECT id FROM article"))
    assert corpus.row("SELECT 1 FROM unlinked") is None
    assert _finish(Refining(corpus)) == []
    for other in _corpus(tmp_path / "other.db"):
        assert intake.refine(other) == 3
        assert _names(other) == _names(corpus) != before


def test_it_takes_up_where_it_stopped(corpus: Corpus) -> None:
    first = Refining(corpus)
    end = time.monotonic() + 60
    while not (one := first.step()):
        assert time.monotonic() < end
        time.sleep(0.005)
    first.close()
    rest = _finish(Refining(corpus))
    assert len(rest) == 2 and one not in rest


def test_an_article_that_changes_meanwhile_is_looked_through_again(corpus: Corpus) -> None:
    number = corpus.rows("SELECT min(n) FROM article")[0][0]
    sent = refined.sent(corpus, number)
    named = refined.look(sent)
    paragraph = next(b for b in articles.load(corpus, sent.read.article).blocks if b.kind == "paragraph")
    acts.set_block(corpus, sent.read.article, paragraph.start, paragraph.end, "boilerplate")
    before = _names(corpus)
    assert not refined.store(corpus, sent, "v", named)
    assert _names(corpus) == before and number in refined.waiting(corpus, "v")


def test_a_process_that_breaks_down_is_replaced(corpus: Corpus) -> None:
    one = Refining(corpus)
    end = time.monotonic() + 60
    while not one.left and time.monotonic() < end:
        one.step()
        time.sleep(0.005)
    one._child.kill()
    assert len(_finish(one)) == 3


def test_one_that_cannot_work_says_why(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refining, "_START", "raise SystemExit(1)")
    with pytest.raises(ReaderError, match="cannot be started"):
        _finish(Refining(corpus))
    missing = "from reader.recognise import deep; deep.available = lambda: False; from reader.background.looking "
    monkeypatch.setattr(refining, "_START", f"import sys; sys.path[:] = sys.argv[1:]; {missing}import serve; serve()")
    with pytest.raises(ReaderError, match="numpy is not installed"):
        _finish(Refining(corpus))


@linux
def test_it_is_of_the_lowest_priority_and_goes_with_its_parent(corpus: Corpus) -> None:
    one = Refining(corpus)
    end = time.monotonic() + 60
    while not one.left and time.monotonic() < end:
        one.step()
        time.sleep(0.005)
    pid = one._child._process.pid
    assert os.getpriority(os.PRIO_PROCESS, pid) == 19
    one._child.hush()
    assert one._child._process.wait(10) == 0
