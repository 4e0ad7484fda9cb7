"""Reading an article."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual.events import Key

from reader import acts, purging
from reader.corpus import articles, cards, open_corpus
from reader.corpus.listing import Listing
from tests.tui.conftest import corpus_of

LONG = "Langer Bericht über den Fährdienst\n\n04.05.2021\n\n" + "\n\n".join(
    f"Absatz {n}: Der russische Außenminister Sergej Lawrow sprach in Moskau über den Fährdienst nach Nordkorea und "
    f"nannte die Zahl {n}. Die Häfen seien bereit, hieß es." for n in range(60)
)  # fmt: skip


@pytest.fixture
def long(tmp_path: Path) -> Path:
    return corpus_of(tmp_path / "long.db", LONG, "Kurz\n\n01.03.2020\n\nEin kurzer Text über Seoul.")


def top_words(app: Any) -> str:
    page = app.place.prose
    return page.article.text[page.place : page.place + 20]


async def test_a_page_shows_title_facts_and_marked_names(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long, (100, 30)) as app:
        await app.press("enter")
        assert "2021-05-04" in app.bar("top") and "words" in app.bar("top")
        text = app.screen_text()
        assert "Langer Bericht über den Fährdienst" in text and "Sergej Lawrow" in text
        line = next(n for n in range(30) if "Lawrow" in app.place.prose.render_line(n).text)
        inks = {s.text: s.style for s in app.place.prose.render_line(line) if s.style}
        name = next(style for part, style in inks.items() if "Lawrow" in part)
        plain = next(style for part, style in inks.items() if "Absatz" in part)
        assert isinstance(name, Style) and name.underline and name.color != plain.color
        await app.press("i")
        inks = {s.text: s.style for s in app.place.prose.render_line(line) if s.style}
        assert not any(style.underline for style in inks.values())


async def test_tab_goes_from_name_to_name_and_enter_follows(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", "tab")
        first = app.place.prose.stopped_at()
        assert "Enter all about it" in app.foot()
        await app.press("tab")
        second = app.place.prose.stopped_at()
        assert second.start > first.start
        await app.press("shift+tab")
        assert app.place.prose.stopped_at() == first
        for _ in range(30):
            await app.press("tab")
        stop, prose = app.place.prose.stopped_at(), app.place.prose
        assert prose.top <= prose.page.line_of(stop.start) < prose.top + prose.size.height
        await app.press("enter")
        assert app.place.WHERE == "entity"
        await app.press("j", "enter")
        assert app.place.WHERE == "page" and app.place.prose.stopped_at() is not None
        await app.press("q", "q")
        assert app.place.prose.stopped_at() == stop


async def test_a_name_that_was_clicked_is_the_stop(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter")
        prose = app.place.prose
        y = next(n for n in range(20) if "Lawrow" in prose.render_line(n).text)
        x = prose.render_line(y).text.index("Lawrow") + 2
        await app.pilot.click(type(prose), offset=(x, y))
        await app.settle()
        stop = prose.stopped_at()
        assert stop and "Lawrow" in prose.article.text[stop.start : stop.end]


async def test_the_place_stays_at_its_words_through_resize_and_width(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", "space", "space", "j")
        prose, place = app.place.prose, app.place.prose.place
        assert place > 0
        for size in ((60, 20), (140, 50), (33, 10), (80, 24)):
            await app.pilot.resize_terminal(*size)
            await app.settle()
            line = prose.page.line(prose.top)
            assert prose.place == place and line.start <= place <= line.end
        await app.press("plus", "minus", "minus")
        assert prose.place == place and prose.column == 64 and "Text width: 64" in app.foot()
        await app.press("=")
        assert prose.column == 72


async def test_the_place_is_kept_when_left_and_found_when_opened_again(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", "space", "space")
        words = top_words(app)
        await app.press("q", "enter")
        assert top_words(app) == words
    async with opened(long, (50, 15)) as app:
        await app.press("enter")
        assert top_words(app) == words
        line = app.place.prose.page.line(app.place.prose.top)
        assert line.start <= app.place.prose.place < line.end


async def test_leaving_by_quit_keeps_the_place(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", "space")
        words, article = top_words(app), app.place.article()
        await app.pilot.press("ctrl+q")
    with open_corpus(long) as corpus:
        loaded = articles.load(corpus, article)
    assert loaded.position and loaded.text[loaded.position :].startswith(words)


async def test_an_article_is_read_when_its_end_was_shown(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", "space")
        assert not cards.card(app.place.desk.corpus, app.place.article()).read
        await app.press("G")
        assert cards.card(app.place.desk.corpus, app.place.article()).read
        await app.press("q")
        assert app.screen_text().count("•") == 1


async def test_cut_text_is_shown_by_x(tmp_path: Path, opened: Callable[..., Any]) -> None:
    text = "Titel des Berichts\n\nTitel des Berichts\n\n12.03.2021, 09:45\n\n"
    text += "Ein Absatz, der lang genug ist, um einer zu sein, und noch etwas mehr."
    async with opened(corpus_of(tmp_path / "cut.db", text)) as app:
        await app.press("enter")
        assert (
            app.screen_text().count("Titel des Berichts") == 1 and "x shows 1 passage that was cut" in app.screen_text()
        )
        await app.press("x")
        assert app.screen_text().count("Titel des Berichts") == 2 and "┊" in app.screen_text()
        assert "duplicate title" in app.screen_text()
        await app.press("x")
        assert app.screen_text().count("Titel des Berichts") == 1


async def test_find_marks_all_hits_and_n_goes_round(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", "/")
        await app.type("die zahl")
        await app.press("enter")
        prose = app.place.prose
        assert len(prose.shown.hits) == 60 and "hit 1/60" in app.foot()
        await app.press("n", "n")
        assert "hit 3/60" in app.foot()
        await app.press("N", "N", "N")
        assert "hit 60/60" in app.foot()
        start = prose.shown.hits.starts[prose.shown.hit]
        assert prose.top <= prose.page.line_of(start) < prose.top + prose.size.height
        await app.press("escape")
        assert app.place.WHERE == "page" and not len(prose.shown.hits)
        await app.press("/")
        await app.type("gibtsnicht")
        await app.press("enter")
        assert "Not in this article" in app.foot()


async def test_tab_widens_a_search_to_all_articles(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", "/")
        await app.type("seoul")
        await app.press("tab")
        await app.settle()
        assert app.place.WHERE == "search" and "Seoul" in app.screen_text()


async def test_next_and_previous_article(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", "J")
        assert "2020" in app.bar("top")
        await app.press("J")
        assert "last article" in app.foot()
        await app.press("K")
        assert "2021-05-04" in app.bar("top")
        await app.press("K")
        assert "first article" in app.foot()
        await app.press("n")
        assert "2020" in app.bar("top")
        await app.press("n")
        assert "No further unread" in app.foot()


@pytest.mark.parametrize(
    ("keys", "lines"),
    [("j", 1), ("j down k up", 0), ("d", 11), ("ctrl+d", 11), ("d u", 0), ("ctrl+d ctrl+u", 0), ("space", 20),
     ("pagedown pageup", 0), ("space b", 0), ("G g", 0), ("end home", 0)],
)  # fmt: skip
async def test_scrolling(keys: str, lines: int, long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", *keys.split())
        assert abs(app.place.prose.top - app.place.prose.page.first - lines) <= (1 if lines > 1 else 0)


async def test_marks_copy_and_reading_mode(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", "s")
        assert "♦ bookmarked" in app.bar("top")
        await app.press("y")
        assert app.app.clipboard == app.place.prose.article.text
        await app.press("o")
        assert "000.txt" in app.foot()
        before = app.place.prose.size.height
        await app.press("z")
        assert app.place.prose.size.height > before
        await app.press("z")
        assert app.place.prose.size.height == before
        await app.press("D", "j")
        assert app.place.WHERE == "page" and "kept" in app.foot()
        await app.press("D")
        assert "D again" in app.foot()
        await app.press("D")
        assert app.place.WHERE == "list" and "1 article," in app.bar("top") and "U brings it back" in app.foot()


async def test_what_is_said_meanwhile_does_not_hide_a_question_and_the_mouse_leaves_it(
    long: Path, opened: Callable[..., Any]
) -> None:
    async with opened(long) as app:
        await app.press("enter", "D")
        app.place.say("News from elsewhere", "quiet")
        assert "D again" in app.foot()
        await app.press("m")
        assert "kept" in app.foot()
        await app.press("D")
        await app.pilot.click(offset=(30, 8))
        await app.press("D")
        assert app.place.WHERE == "page" and "D again" in app.foot()


async def test_an_article_that_was_purged_elsewhere_leaves_keys_to_the_one_that_is_shown(
    long: Path, opened: Callable[..., Any]
) -> None:
    async with opened(long) as app:
        await app.press("enter")
        shown = app.place.article()
        with open_corpus(long) as other:
            purging.purge(other, Listing(other).rows(1, 2)[0].id)
        await app.press("J")
        assert "purged" in app.foot() and app.place.article() == shown == app.place.read_now.card.id


async def test_reader_open_begins_at_the_article(long: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(long) as corpus:
        first, second = (card.id for card in Listing(corpus).rows(0, 2))
    async with opened(long, article=second) as app:
        assert app.place.WHERE == "page" and app.place.article() == second
        await app.press("K")
        assert app.place.article() == first
        await app.press("q")
        assert app.place.WHERE == "list"
        await app.press("escape")
        assert app.place.WHERE == "list" and "first screen" in app.foot()
        await app.press("enter", "2", "1")
        assert app.place.WHERE == "list" and app.place.is_bottom
        await app.pilot.press("q")
    assert not app.app.is_running
    async with opened(long, article=second) as app:
        await app.press("2", "1")
        assert app.place.WHERE == "list" and app.place.is_bottom


async def test_a_highlight_has_colour_and_sign(long: Path, opened: Callable[..., Any]) -> None:
    with open_corpus(long) as corpus:
        article = Listing(corpus).rows(0, 1)[0].id
        text = articles.load(corpus, article).text
        at = text.index("Die Häfen seien bereit")
        acts.highlight(corpus, article, acts.anchor(text, at, at + 22), colour=2)
    async with opened(long) as app:
        await app.press("enter")
        assert "┃" in app.screen_text()
        y = next(n for n in range(22) if "┃" in app.place.prose.render_line(n).text)
        assert any(s.style and s.style.bgcolor and "Häfen" in s.text for s in app.place.prose.render_line(y))


async def test_a_storm_of_sizes_leaves_the_page_whole(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", "space", "tab")
        for number in range(40):
            await app.pilot.resize_terminal(10 + number * 37 % 190, 3 + number * 13 % 50)
        await app.pilot.resize_terminal(1, 1)
        await app.pilot.resize_terminal(80, 24)
        await app.settle()
        assert "Absatz" in app.screen_text()


async def test_a_note_at_the_foot_is_no_stop_any_more_when_one_has_scrolled_away(
    long: Path, opened: Callable[..., Any]
) -> None:
    with open_corpus(long) as corpus:
        article = Listing(corpus).rows(0, 1)[0].id
        acts.write_note(corpus, f"article:{article}", "zum Ganzen")
    async with opened(long) as app:
        await app.press("enter", "G", "shift+tab")
        prose = app.place.prose
        assert prose.stopped_at().body == "zum Ganzen" and prose.has(prose.line_in_hand)
        await app.press("g")
        assert prose.stopped_at() is None
        await app.press("tab")
        assert prose.stopped_at().start < 200


async def test_a_long_article_has_all_its_names_before_the_first_key(
    tmp_path: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "LONG", 1000)
    monkeypatch.setattr(articles, "NEAR", 300)
    path = corpus_of(tmp_path / "long.db", LONG)
    with open_corpus(path) as corpus:
        article = Listing(corpus).rows(0, 1)[0].id
        whole, quick = articles.load(corpus, article), articles.load(corpus, article, quickly=True)
        near = tuple(name for name in whole.mentions if name.start <= 300)
        assert quick == whole._replace(mentions=near) and 0 < len(near) < len(whole.mentions)
    async with opened(path) as app:
        for key in ("enter", "tab", "G", "shift+tab"):
            app.app.post_message(key_of(key))
        await app.settle()
        assert app.place.read_now.mentions == whole.mentions
        assert app.place.prose.stopped_at() == max(whole.mentions, key=lambda name: name.start)


def key_of(name: str) -> Key:
    return Key(name, name if len(name) == 1 else None)


async def test_a_new_size_is_drawn_once(
    long: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(long) as app:
        await app.press("enter", "space", "space")
        prose, drawn = app.place.prose, list[tuple[int, int]]()
        render = prose.render_line
        monkeypatch.setattr(prose, "render_line", lambda y: drawn.append((prose.column, y)) or render(y))
        for size in ((60, 20), (60, 12), (100, 30)):
            drawn.clear()
            await app.pilot.resize_terminal(*size)
            await app.settle()
            assert sorted(drawn) == sorted({(prose.column, y) for y in range(prose.size.height)})


async def test_a_selection_begins_where_one_goes_first(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        await app.press("enter", "v", "j", "j", "w", "w")
        pen = app.place.prose.pen
        there = pen.now.moving
        assert len(pen.words.split()) > 5
        await app.press("s")
        assert pen.span == there
        await app.press("w")
        assert pen.span[0] == there[0] and len(pen.words.split()) == 2
