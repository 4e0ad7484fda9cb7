"""The inbox and mending: what was read from a text is seen with its trust, and one key puts it right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.corpus import articles, cards, open_corpus
from reader.records import HIDDEN_KINDS
from tests.tui.conftest import corpus_of

BODY = "\n\n".join(
    f"Absatz {n}: Die Fährleute am Strom {n} sagten am Morgen, sie wollten den Betrieb trotz des Hochwassers so lange "
    f"wie möglich aufrechterhalten, und niemand widersprach ihnen dabei." for n in range(4)
)  # fmt: skip
CUT = "Mehr zum Thema: Alle Artikel über Fähren"
DATED = f"Die Fährleute bleiben\n\n04.05.2021, 10:20 Uhr\n\n{BODY}\n\n{CUT}\n\nKommentare (3)\n"
UNTITLED = f"{BODY.replace('Fährleute', 'Lotsen')}\n"


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return corpus_of(tmp_path / "two.db", DATED, UNTITLED)


async def test_doubtful_articles_come_first_and_say_what_is_doubtful(two: Path, opened: Callable[..., Any]) -> None:
    async with opened(two, (100, 30)) as app:
        await app.press("5")
        lines = app.screen_text().split("\n")
        first, second = (next(n for n, line in enumerate(lines) if word in line) for word in ("Lotsen", "bleiben"))
        assert first < second
        assert "title not found?" in lines[first + 1] and "title not found" not in lines[second + 1]
        assert "2 cut" in lines[second + 1] or "1 cut" in lines[second + 1]


async def test_one_key_mends_a_field_and_undo_takes_it_back(two: Path, opened: Callable[..., Any]) -> None:
    async with opened(two, (100, 30)) as app:
        await app.press("5")
        article = app.place.article()
        await app.press("T")
        await app.type("Lotsen im Hochwasser")
        await app.press("enter")
        assert cards.card(app.place.desk.corpus, article).title == "Lotsen im Hochwasser"
        await app.press("U")
        assert cards.card(app.place.desk.corpus, article).title is None
        await app.press("W")
        await app.type("31.12.2020")
        await app.press("enter")
        shown = app.screen_text()
        assert "31.12.2020" in shown and "this is no date. Write it as" in shown
        assert "2018-04 or 2018." in " ".join(shown.split())
        await app.press("escape")
        assert app.place.WHERE == "inbox" and "no date" not in app.screen_text()
        await app.press("escape")
        assert app.place.WHERE == "list"


async def test_what_is_right_is_put_away(two: Path, opened: Callable[..., Any]) -> None:
    async with opened(two) as app:
        await app.press("5", "p")
        assert len(app.place.rows.source) == 1
        await app.press("P")
        assert "Nothing waits" in app.screen_text()
        await app.press("U", "U")
        assert len(app.place.rows.source) == 2


async def test_enter_on_a_cut_block_keeps_it_in_the_text(two: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(two) as corpus:
        titled = next(row[0] for row in corpus.rows("SELECT id FROM article WHERE text LIKE '%bleiben%'"))
    async with opened(two, (100, 40), titled) as app:
        assert CUT not in app.screen_text()
        await app.press("x", "tab")
        assert "keep it in the text" in app.foot() and CUT in app.screen_text()
        await app.press("enter", "x")
        assert CUT in app.screen_text()
        await app.press("U")
        assert CUT not in app.screen_text()


async def test_a_paragraph_can_be_cut(two: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(two) as corpus:
        titled = next(row[0] for row in corpus.rows("SELECT id FROM article WHERE text LIKE '%bleiben%'"))
    async with opened(two, (100, 40), titled) as app:
        before = app.place.read_now
        await app.press("X")
        assert "▌" in app.screen_text() and "X again cuts it" in app.foot() and app.place.read_now == before
        first = app.place.prose.stopped_at()
        await app.press("j", "tab", "k")
        marked = app.place.prose.stopped_at()
        assert marked.start > first.end and marked.kind not in HIDDEN_KINDS
        await app.press("escape")
        assert app.place.prose.stopped_at() is None and app.place.read_now == before
        await app.press("tab")
        assert not app.place.prose.choosing
        await app.press("X", "j", "X")
        assert "Cut: “" in app.foot() and "U brings it back" in app.foot()
        after = app.place.read_now
        changed = [b for b, a in zip(before.blocks, after.blocks, strict=True) if b.kind != a.kind]
        assert len(changed) == 1 and changed[0].kind not in HIDDEN_KINDS
        await app.press("U")
        assert app.place.read_now.blocks == before.blocks
        assert "the correction of the block of “Die Fährleute bleiben”" in app.foot()


async def test_a_correction_is_proposed_for_the_same_line_elsewhere(tmp_path: Path, opened: Callable[..., Any]) -> None:
    foot = "\n\n© 2021 Strombote"
    texts = [
        f"Die {who} bleiben\n\n0{n}.05.2021, 10:20 Uhr\n\n{BODY.replace('Fährleute', who)}\n\n{CUT}{foot}\n"
        for n, who in enumerate(("Fährleute", "Lotsen", "Schiffer"), 1)
    ]
    path = corpus_of(tmp_path / "three.db", *texts)
    async with opened(path, (100, 40)) as app:
        await app.press("enter", "x", "enter")
        assert "a cut passage" in app.foot()
        await app.press("tab")
        while CUT not in app.place.read_now.text[app.place.prose.stopped_at().start : app.place.prose.stopped_at().end]:
            await app.press("tab")
        await app.press("enter", "q", "5")
        assert "Keep this line in" in app.screen_text() and CUT in app.screen_text()
        assert f"“{CUT}”   in: Die " in app.screen_text()
        for key in "TWOxprstaC":
            await app.press(key)
            assert "This is a proposal: Enter yes, D no" in app.foot() and app.place.WHERE == "inbox", key
        await app.press("enter")
        corpus = app.place.desk.corpus
        for row in corpus.rows("SELECT id FROM article"):
            shown = articles.load(corpus, row[0])
            kind = next(b.kind for b in shown.blocks if b.start <= shown.text.index(CUT) < b.end)
            assert kind == "paragraph"


async def test_an_article_is_mended_field_by_field_where_it_stands(tmp_path: Path, opened: Callable[..., Any]) -> None:
    texts = [f"{BODY.replace('Fährleute', who)}\n" for who in ("Lotsen", "Schiffer", "Fischer", "Makler")]
    async with opened(corpus_of(tmp_path / "four.db", *texts), (100, 40)) as app:
        await app.press("5", "j")
        order = [row.card.id for row in app.place.rows.source.rows(0, 9)]
        article = app.place.article()
        assert article == order[1]
        for key, said in {"T": "Mitten im Strom", "W": "2021-05-04", "O": "Strombote"}.items():
            await app.press(key)
            await app.type(said)
            await app.press("enter")
            assert app.place.article() == article, key
        card = cards.card(app.place.desk.corpus, article)
        assert (card.title, card.published, card.outlet) == ("Mitten im Strom", "2021-05-04", "Strombote")
        await app.press("j")
        assert app.place.article() == order[2]
        await app.press("T")
        await app.type("Ein anderer")
        await app.press("enter")
        assert app.place.article() == order[2]
        await app.press("j")
        assert app.place.article() == order[3]
        await app.press("k", "p")
        shown = [row.card.id for row in app.place.rows.source.rows(0, 9)]
        assert app.place.article() == order[3] and sorted(shown) == sorted(set(order) - {order[2]})
