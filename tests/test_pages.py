"""Pages in mark-up: their text, their gold, and what is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases" / "structure"
SOURCE = """\
=== one
@date 2022-03-04
@byline Ada Muster; Jan Kroll
@agency dpa
n|Start

k|Häfen
+t|Fähre fährt wieder
y|Hallum (dpa) -
+p|Das Schiff legte  ab.
p|Ein Satz,
&b|Teilen
=== two
@language en
p|No title here.
"""


def test_lines_are_joined_as_their_signs_say(tool: Callable[[str], Any]) -> None:
    first, second = tool("pages").marked(SOURCE, "made")
    assert first.name == "made/one" and second.content == "No title here.\n"
    assert first.content == (
        "Start\n\nHäfen Fähre fährt wieder\nHallum (dpa) - Das Schiff legte  ab.\nEin Satz,Teilen\n"
    )
    said = [(first.content[a:b], kind) for a, b, kind in first.gold["blocks"]]
    assert said[1:5] == [
        ("Häfen", "kicker"),
        ("Fähre fährt wieder", "title"),
        ("Hallum (dpa) -", "dateline"),
        ("Das Schiff legte  ab.", "paragraph"),
    ]
    assert (first.gold["title"], first.gold["kicker"], first.gold["date"]) == (
        "Fähre fährt wieder",
        "Häfen",
        "2022-03-04",
    )
    assert first.gold["byline"] == ["Ada Muster", "Jan Kroll"] and first.gold["agency"] == ["dpa"]
    assert second.gold["title"] is None and second.gold["language"] == "en" and first.gold["language"] == "de"


@pytest.mark.parametrize("line", ["Text ohne Zeichen", "Z|Kein Kind", "tt|Zwei"])
def test_a_line_without_its_sign_is_refused(line: str, tool: Callable[[str], Any]) -> None:
    with pytest.raises(ValueError, match="no line of a page"):
        list(tool("pages").marked(f"=== x\n{line}\n", ""))


_FOLDERS = ("natural", "natural_held", "builds_held", "wild8", "wild9", "wild10", "wild11", "wild12", "furniture")


@pytest.mark.parametrize("part", _FOLDERS)
def test_every_character_of_a_page_is_in_one_block(part: str, tool: Callable[[str], Any]) -> None:
    pages = list(tool("pages").pages([CASES / part]))
    assert len(pages) >= 100 and len({page.name for page in pages}) == len(pages)
    for page in pages:
        at = 0
        for start, end, _ in page.gold["blocks"]:
            assert page.content[at:start].isspace() or start == at
            at = end
        assert not page.content[at:].strip()
        for said in (page.gold["title"], page.gold["outlet"], *page.gold["byline"]):
            assert said is None or said in page.content
