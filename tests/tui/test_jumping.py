"""Marks, headings, addresses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.tui.inpage import addresses
from reader.tui.waypoints import Waypoint, Waypoints
from tests.tui.conftest import corpus_of

LONG = "# Langer Bericht\n\n" + "\n\n".join(
    f"## Abschnitt {n}\n\nAbsatz {n}: Der Minister sprach in Moskau. Mehr: https://example.org/{n}?a=b. Nichts sonst."
    for n in range(40)
)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = corpus_of(tmp_path / "long.db", LONG, "Kurz\n\n01.03.2020\n\nEin kurzer Text.")
    return path


async def open_long(app: Any) -> Any:
    await app.press("enter")
    if "Langer" not in app.place.read_now.text:
        await app.press("J")
    return app.place.prose


async def test_a_marked_place_is_found_again_from_anywhere(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        prose = await open_long(app)
        await app.press("space", "space", "m")
        assert "letter" in app.foot()
        await app.press("a")
        place, article = prose.place, app.place.article()
        assert "Marked as a" in app.foot() and app.place.WHERE == "page"
        await app.press("G", "'", "'")
        assert prose.place == place
        await app.press("'", "'")
        assert prose.top - prose.page.first > 20
        await app.press("'", "x")
        assert "No place is marked as x" in app.foot()
        await app.press("J" if "Kurz" not in prose.article.text else "K", "K", "'", "a")
        assert app.place.article() == article and prose.place == place
        await app.press("q", "'", "a")
        assert app.place.WHERE == "page" and app.place.prose.place == place
    async with opened(long) as app:
        await app.press("'", "a")
        assert app.place.prose.place == place and app.place.article() == article
        await app.press("m", "escape")
        assert app.place.WHERE == "page" and "No place was marked" in app.foot()


def test_waypoints_that_cannot_be_read_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_STATE", str(tmp_path))
    points = Waypoints("c1")
    points.put("a", Waypoint("x", 3))
    points.put("b", Waypoint("y", 4))
    assert Waypoints("c1").all() == {"a": Waypoint("x", 3), "b": Waypoint("y", 4)} and Waypoints("c2").all() == {}
    for broken in ("[1]", '{"a": 1}', '{"a": ["x", "y"]}', "{", "\x00"):
        (tmp_path / "c1" / "waypoints.json").write_text(broken)
        assert points.all() == {}
    points.put("c", Waypoint("z", 1))
    assert points.all() == {"c": Waypoint("z", 1)}


async def test_the_outline_goes_to_a_heading(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        prose = await open_long(app)
        headings = [b for b in prose.article.blocks if b.kind == "heading"]
        assert len(headings) > 30
        await app.press("#")
        await app.type("schnitt 27")
        await app.press("enter")
        line = prose.page.line(prose.top)
        assert "Abschnitt 27" in prose.article.text[line.start : line.end]
        await app.press("'", "'")
        assert prose.top == prose.page.first


async def test_addresses_on_the_screen_are_chosen_by_letter(long: Path, opened: Callable[..., Any]) -> None:
    async with opened(long) as app:
        prose = await open_long(app)
        await app.press("L")
        found = prose.addresses()
        assert len(found) > 2 and "a https://example.org/0" in app.screen_text()
        await app.press("s")
        assert "https://example.org/1?a=b" in app.screen_text().splitlines()[-2] + app.screen_text().splitlines()[-1]
        await app.press("y")
        assert app.app.clipboard == "https://example.org/1?a=b" and not prose.shown.hints
        await app.press("L", "escape")
        assert not prose.shown.hints and app.place.WHERE == "page"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Siehe https://a.de/b.", ["https://a.de/b"]), ("(www.x.org/y_(z))", ["www.x.org/y_(z)"]),
        ("„http://a.de“, sagte", ["http://a.de"]), ("<https://a.de>", ["https://a.de"]), ("awww.b https://", []),
        ("[Titel](https://a.de/c)", ["https://a.de/c"]), ("nichts", []),
    ],
)  # fmt: skip
def test_addresses_end_where_the_sentence_does(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in addresses(text, 0, len(text))] == found
