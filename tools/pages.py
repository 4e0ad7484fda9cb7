"""Saved pages with their gold, as the tools learn from them.

A folder holds a text beside its gold (``x.txt``, ``x.json``) for each page, or files of many pages in mark-up
(``x.pages``): a page begins with ``=== its name``, then ``@field value`` for what it states (``date``, ``outlet``,
``byline`` and ``agency`` with ``;`` between several, ``language``; of a piece of a page its ``place``), then its
lines. Each line of the page is a letter of `KINDS`, ``|`` and the text as it stands; ``+`` before the letter joins it
to the line before with a blank, ``&`` with nothing. Empty lines are lines of the page. Title and kicker are the first
lines of these kinds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from reader import text

KINDS = {
    "t": "title",
    "T": "duplicate-title",
    "k": "kicker",
    "d": "date",
    "y": "dateline",
    "w": "byline",
    "c": "caption",
    "C": "credit",
    "l": "lead",
    "h": "heading",
    "p": "paragraph",
    "q": "quote",
    "i": "list",
    "x": "table",
    "b": "boilerplate",
    "n": "navigation",
    "s": "source-note",
}
"""The kinds of blocks by their letters."""
_LINE = re.compile(r"(?P<glue>[+&]?)(?P<kind>[a-zA-Z])\|(?P<said>.*)")
_SEVERAL = ("byline", "agency")


@dataclass(frozen=True)
class Page:
    """A page: ``gold`` is as the JSON beside a text has it; blocks are start, end (offsets in ``content``), kind."""

    name: str
    content: str
    gold: dict[str, Any]


def pages(folders: Iterable[Path]) -> Iterator[Page]:
    """The pages of some folders, in the order of their names."""
    for folder in folders:
        for file in sorted(folder.glob("*.json")):
            content = text.decode(file.with_suffix(".txt").read_bytes())
            yield Page(f"{folder.name}/{file.stem}", content, json.loads(file.read_text("utf-8")))
        for file in sorted(folder.glob("*.pages")):
            yield from marked(file.read_text("utf-8"), folder.name)


def marked(source: str, folder: str) -> Iterator[Page]:
    """The pages of a file of mark-up. Raises `ValueError` where it is none."""
    for part in re.split(r"^=== *", source, flags=re.M)[1:]:
        name, *lines = part.rstrip("\n").split("\n")
        stated = list(takewhile(lambda line: line.startswith("@"), lines))
        made = _Made()
        for line in lines[len(stated) :]:
            made.add(line)
        yield Page(f"{folder}/{name.strip()}", made.content + "\n", _gold(dict(map(_field, stated)), made))


def _field(line: str) -> tuple[str, str]:
    name, _, value = line[1:].partition(" ")
    return name, value.strip()


@dataclass
class _Made:
    """A page as far as it is made."""

    content: str = ""
    blocks: list[list[Any]] = field(default_factory=list)

    def add(self, line: str) -> None:
        if not line.strip():
            self.content += "\n" if self.content else ""
            return
        found = _LINE.fullmatch(line)
        if not found or found["kind"] not in KINDS:
            raise ValueError(f"no line of a page: {line[:60]!r}")
        self.content += {"+": " ", "&": ""}.get(found["glue"], "\n") if self.content else ""
        said = found["said"]
        start = len(self.content) + len(said) - len(said.lstrip())
        self.content += said
        end = len(self.content.rstrip())
        if start < end:
            self.blocks.append([start, end, KINDS[found["kind"]]])

    def first(self, kind: str) -> str | None:
        """The text of the first block of a kind."""
        return next((self.content[a:b] for a, b, k in self.blocks if k == kind), None)


def _gold(fields: dict[str, str], made: _Made) -> dict[str, Any]:
    stated = {name: value for name, value in fields.items() if value not in ("", "-", "null")}
    several = {name: [v.strip() for v in stated.get(name, "").split(";") if v.strip()] for name in _SEVERAL}
    return {
        "title": stated.get("title") or made.first("title"),
        "kicker": stated.get("kicker") or made.first("kicker"),
        "date": stated.get("date"),
        "outlet": stated.get("outlet"),
        **several,
        "language": fields.get("language", "de"),
        **({"place": fields["place"]} if "place" in fields else {}),
        "blocks": made.blocks,
    }
