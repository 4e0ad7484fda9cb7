"""``index --deep``: names looked for once more by both halves; it takes up where it stopped and undoes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import acts, intake
from reader.corpus import Corpus, articles, entities, open_corpus
from reader.recognise import deep
from reader.records import ReaderError

SAMPLE = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with open_corpus(tmp_path / "c.db", create=True) as opened:
        some = [str(path) for path in sorted(SAMPLE.glob("*.txt"))[:3]]
        assert [outcome.status for outcome in intake.add(opened, some)] == ["added"] * 3
        yield opened


def test_each_article_is_looked_through_once(corpus: Corpus) -> None:
    assert intake.refine(corpus) == 3
    assert intake.refine(corpus) == 0
    [outcome] = intake.add(corpus, [str(sorted(SAMPLE.glob("*.txt"))[3])])
    assert outcome.status == "added" and intake.refine(corpus) == 1


def test_it_takes_up_where_it_was_stopped(corpus: Corpus) -> None:
    seen: list[str] = []

    def stop_at_the_second(name: str) -> None:
        seen.append(name)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        intake.refine(corpus, stop_at_the_second)
    assert intake.refine(corpus) == 2


def test_names_stand_where_they_are_and_corrections_hold(corpus: Corpus) -> None:
    first = entities.ranked(corpus, "PER", 1)[0]
    acts.rename_entity(corpus, first.id, "Der Große")
    gone = next(one for one in entities.ranked(corpus) if one.mentions == 1)
    acts.reject_entity(corpus, gone.id)
    intake.refine(corpus)
    assert entities.find(corpus, "Der Große").mentions > 1
    assert gone.id not in {one.id for one in entities.ranked(corpus)}
    for (article,) in corpus.rows("SELECT id FROM article"):
        shown = articles.load(corpus, article)
        assert shown.mentions
        for mention in shown.mentions:
            assert sum(b.start <= mention.start and mention.end <= b.end for b in shown.blocks) == 1


def test_without_numpy_it_says_so(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deep, "available", lambda: False)
    with pytest.raises(ReaderError, match="numpy is not installed"):
        intake.refine(corpus)
