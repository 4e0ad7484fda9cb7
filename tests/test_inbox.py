"""The inbox: what waits, in which order, with what in doubt; and the data of an article with where they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import acts, intake
from reader import merge as merging
from reader.corpus import Corpus, articles, inbox, open_corpus
from reader.corpus.fields import fields
from reader.corpus.inbox import Inbox
from reader.records import Found
from tests.conftest import Run
from tests.older import make_first
from tests.test_memory import LINE, add, bote, page


def listed(corpus: Corpus) -> list[str]:
    return [row.card.id for row in Inbox(corpus).rows(0, 1000)]


PLAIN = "in der halle standen noch die kisten vom vortag, niemand hatte sie gezählt, und so blieb es auch.\n"


def test_the_doubtful_come_first_and_then_the_newest(corpus: Corpus) -> None:
    older = page("a").replace("12.03.2021", "11.03.2021")
    one, doubtful, *others = add(corpus, older, PLAIN, page("a"), page("b"))
    assert listed(corpus) == [doubtful, *sorted(others, reverse=True), one]
    first, *rest = Inbox(corpus).rows(0, 9)
    assert (first.title, first.doubtful) == (None, ("title", "published"))
    assert first.doubt > rest[0].doubt
    assert rest[0].title is not None and rest[0].title.value == rest[0].card.title
    assert [Inbox(corpus).index(one) for one in listed(corpus)] == [0, 1, 2, 3]


def test_a_date_that_is_mended_moves_an_article(corpus: Corpus) -> None:
    one, other = add(corpus, page("a"), page("b"))
    for first, last in ((one, other), (other, one)):
        acts.correct(corpus, last, {"published": "2021-05"})
        acts.correct(corpus, first, {"published": "2021-06"})
        assert listed(corpus) == [first, last]


def test_the_order_does_not_depend_on_that_of_import(corpus: Corpus, tmp_path: Path) -> None:
    texts = [*map(page, range(6)), PLAIN, PLAIN + PLAIN]
    add(corpus, *texts)
    with open_corpus(tmp_path / "other.db", create=True) as other:
        add(other, *reversed(texts))
        assert listed(other) == listed(corpus)


def test_the_inbox_is_read_off_its_index(corpus: Corpus) -> None:
    plan = corpus.rows("EXPLAIN QUERY PLAN SELECT article, score FROM doubt ORDER BY score DESC, stamp DESC LIMIT 9")
    assert "doubt_first" in str(plan) and "TEMP B-TREE" not in str(plan)


def test_pages_join_without_a_seam(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "PAGE", 2)
    add(corpus, *(page(n) for n in range(5)))
    waiting = Inbox(corpus)
    every = waiting.rows(0, 5)
    assert len(every) == len(waiting) == 5
    for start in range(6):
        for stop in range(7):
            assert waiting.rows(start, stop) == every[start:stop]


def test_what_is_put_away_is_gone_until_undone_and_stays_so_on_import(corpus: Corpus) -> None:
    ids = add(corpus, page("a"), page("b"), page("c"))
    assert acts.put_away(corpus, [ids[0], ids[2], ids[0], "f" * 64]) == 2
    assert listed(corpus) == [ids[1]] and not inbox.waiting(corpus, ids[0]) and inbox.waiting(corpus, ids[1])
    acts.remove_article(corpus, ids[0])
    acts.undo(corpus)
    assert listed(corpus) == [ids[1]]
    acts.undo(corpus)
    assert sorted(listed(corpus)) == sorted(ids)
    assert acts.put_away(corpus, []) == 0


def test_a_removed_article_is_not_in_the_inbox(corpus: Corpus) -> None:
    ids = add(corpus, page("a"), page("b"))
    acts.remove_article(corpus, ids[0])
    assert listed(corpus) == [ids[1]] and Inbox(corpus).index(ids[0]) is None


def test_putting_away_travels(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "a.db", create=True) as one, open_corpus(tmp_path / "b.db", create=True) as other:
        ids = add(one, page("a"), page("b"))
        acts.put_away(one, ids[:1])
        add(other, page("b"), page("a"))
        merging.merge(other, [tmp_path / "a.db"], other_lineage=True)
        assert listed(other) == ids[1:]


def test_what_a_person_said_is_sure(corpus: Corpus) -> None:
    (article,) = add(corpus, PLAIN)
    before = Inbox(corpus).rows(0, 1)[0].doubt
    acts.correct(corpus, article, {"title": "Kisten", "published": "2021"})
    row = Inbox(corpus).rows(0, 1)[0]
    assert (row.title, row.doubtful) == (Found("Kisten", 0, 0, "person"), ()) and row.doubt < before
    assert fields(corpus, article).published == Found("2021", 0, 0, "person")
    acts.undo(corpus)
    assert fields(corpus, article).title is None and Inbox(corpus).rows(0, 1)[0].doubt == before


def test_a_title_that_unrelated_articles_share_is_doubtful(corpus: Corpus) -> None:
    ids = add(corpus, *(page(n).replace(page(n).split("\n")[0], "Der Nordbote am Hafen") for n in range(3)))
    assert {articles.load(corpus, one).card.title for one in ids} == {"Der Nordbote am Hafen"}
    for row in Inbox(corpus).rows(0, 3):
        assert row.title is not None and row.title.confidence == 0.3
        assert "title" in row.doubtful and "title-repeated" in row.flags


def test_an_older_corpus_has_an_empty_inbox_until_it_is_written_to(corpus: Corpus) -> None:
    ids = add(corpus, page("a"), PLAIN)
    corpus.close()
    make_first(corpus.path)
    before = corpus.path.read_bytes()
    with open_corpus(corpus.path) as older:
        assert listed(older) == [] and fields(older, ids[0]).title is not None
        assert articles.load(older, ids[0]).card.title
    assert corpus.path.read_bytes() == before
    with open_corpus(corpus.path) as older:
        acts.bookmark(older, ids[0])
        rows = Inbox(older).rows(0, 9)
        assert [(row.card.id, row.doubt, row.doubtful) for row in rows] == [(one, 0, ()) for one in ids]
        intake.index(older)
        assert listed(older) == [ids[1], ids[0]] and Inbox(older).rows(0, 1)[0].doubt > 0


def test_the_command_lists_and_puts_away(desk: Run, ids: dict[str, str]) -> None:
    rows = desk("inbox", "--json").lines
    assert {row["id"] for row in rows} == set(ids.values())
    assert rows[0]["id"] == ids["ohne"] and rows[0]["doubtful"] == ["title", "published"]
    assert rows[0]["fields"]["title"] is None and rows[-1]["fields"]["title"]["rule"]
    assert len(desk("inbox", "--limit", "2").out.splitlines()) == 2
    assert "title?" in desk("inbox").out.splitlines()[0]
    assert desk("inbox", "--done", ids["ohne"][:8], ids["hafen"]).out == "put away: 2 articles\n"
    assert {row["id"] for row in desk("inbox", "--json").lines} == {ids["getreide"], ids["letter"]}
    assert desk("inbox", "--done-all").out == "put away: 2 articles\n" and desk("inbox").out == ""
    desk("undo")
    assert len(desk("inbox", "--json").lines) == 2
    assert desk("inbox", "--done", "ffffffff").code == 1
    assert desk("inbox", "--done-all", "--done", ids["ohne"]).code == 2
    assert max(map(len, desk("inbox", width=30).out.splitlines())) <= 30


def test_proposals_are_listed_and_answered(desk: Run, tmp_path: Path) -> None:
    ids = [desk("add", "-", "--json", stdin=bote(seed, LINE).encode()).lines[0]["id"] for seed in ("a", "b")]
    assert "Proposals" not in desk("inbox").out
    at = bote("a", LINE).index(LINE)
    desk("set", ids[0], f"cut={at}-{at + len(LINE)}")
    rows = desk("inbox", "--json").lines
    assert [one["proposal"] for one in rows if "proposal" in one] == [1] and "id" not in rows[-1]
    assert (rows[-1]["line"], rows[-1]["kind"], rows[-1]["articles"]) == (LINE, "boilerplate", 1)
    assert rows[-1]["places"][0]["article"] == ids[1] and rows[-1]["taught"]["article"] == ids[0]
    plain = desk("inbox", width=40).out.partition("\n\n")[2].splitlines()
    assert plain[0] == "Proposals" and plain[1].startswith("1  Cut this line in 1 other article of")
    assert max(map(len, plain)) <= 40
    for wrong in ("0", "2"):
        assert desk("inbox", "--follow", wrong).code == 1
    assert desk("inbox", "--follow", "1", "--refuse", "1").code == 2
    assert desk("inbox", "--refuse", "1").code == 0 and "Proposals" not in desk("inbox").out
    desk("undo")
    assert desk("inbox", "--follow", "1").out == "followed: 1 article\n" and "Proposals" not in desk("inbox").out
    shown = desk("show", ids[1], "--json").json
    assert [b["kind"] for b in shown["blocks"] if shown["text"][b["start"] : b["end"]] == LINE] == ["boilerplate"]


def test_set_keeps_and_cuts(desk: Run, ids: dict[str, str]) -> None:
    def blocks() -> dict[int, str]:
        return {block["start"]: block["kind"] for block in desk("show", ids["hafen"], "--json").json["blocks"]}

    block = desk("show", ids["hafen"], "--json").json["blocks"][-1]
    span = f"{block['start']}-{block['end']}"
    before = blocks()
    assert desk("set", ids["hafen"], f"cut={span}").code == 0
    assert blocks() == before | {block["start"]: "boilerplate"}
    assert desk("set", ids["hafen"], f"keep={span}", "title=Neu").code == 0
    assert blocks() == before | {block["start"]: "paragraph"}
    for wrong in ("keep=", "cut=a-b", "cut=5", "keep=-1-4"):
        assert desk("set", ids["hafen"], wrong).code == 2
    assert desk("set", ids["hafen"], "cut=9-9").code == 1


def test_show_names_where_the_data_come_from(desk: Run, ids: dict[str, str]) -> None:
    shown = desk("show", ids["hafen"], "--json").json
    title = shown["fields"]["title"]
    assert title["value"] == shown["title"] == shown["text"][title["start"] : title["end"]]
    assert set(shown["fields"]) == {"title", "published", "outlet", "kicker", "byline", "agency"}
    desk("set", ids["hafen"], "date=2020")
    said = {"value": "2020", "start": None, "end": None, "rule": "person", "confidence": 1.0}
    assert desk("show", ids["hafen"], "--json").json["fields"]["published"] == said
