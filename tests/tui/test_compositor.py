"""What is asked for its lines when something is drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.strip import Strip
from textual.widgets import Input

from reader.tui.compositor import Sparing


async def test_a_line_is_asked_of_those_who_are_seen_on_it(small: Path, opened: Callable[..., Any]) -> None:
    async with opened(small) as app:
        await app.press("f")
        place, line = app.place, app.place.query_one(Input).region
        parts = [part for _, part, _ in place._compositor._get_renders(line)]
        assert {(part.y, part.height) for part in parts} == {(line.y, 1)}
        assert sum(part.width for part in parts) == app.app.size.width


async def test_all_lines_are_as_textual_has_them(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(small) as app:
        await app.press("f")
        ours = app.place._compositor.render_strips()
        monkeypatch.delattr(Sparing, "_get_renders")
        assert app.place._compositor.render_strips() == ours


async def test_what_draws_nothing_lets_those_behind_be_seen(
    small: Path, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(small) as app:
        await app.press("f")
        monkeypatch.setattr(Input, "render_lines", lambda _, crop: [Strip([])] * crop.height)
        lines = app.place._compositor.render_strips()
        assert {line.cell_length for line in lines} == {app.app.size.width}
