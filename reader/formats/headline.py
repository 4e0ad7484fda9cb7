"""The title of a page: which line shows it, and what else stands in its element or behind it."""

from __future__ import annotations

import re

from reader.formats.metadata import Stated
from reader.formats.page import Page

_LETTERS = re.compile(r"[\W_]+")
_SITE = re.compile(r"(?:\s+[|–—•·»-]|\s*[|:])\s+")
_LONGEST = 400
_SHORTEST = 8
_LONGEST_KICKER = 60
_LONGEST_SITE = 24
_SITE_WORDS = 3
_FAR = 300
"""Lines among which a title is that is no heading."""


def line_of(found: Page, stated: Stated) -> int | None:
    """The line that is the title: the heading that the page's metadata also tell, else its only first heading."""
    tags = [found.boxes[line.box].tag for line in found.lines]
    known = [bare(t) for t in stated.titles]
    for tag in ("h1", "h2", "h3"):
        for number, line in enumerate(found.lines):
            own = bare(line.text[:_LONGEST]) if tags[number] == tag else ""
            if len(own) >= _SHORTEST and any(own in k or (len(k) >= _SHORTEST and own.endswith(k)) for k in known):
                return number
    for number, line in enumerate(found.lines[:_FAR]):
        if line.text in stated.titles and 2 * line.linked < len(line.text):
            return number
    first = [n for n, tag in enumerate(tags) if tag == "h1"]
    if len(first) == 1 or (first and not known):
        return first[0]
    return None


def split(line: str, titles: tuple[str, ...]) -> tuple[str, str]:
    """The rubric that stands in the title's element before the title that metadata tell, and the title."""
    for title in titles:
        at = len(line) - len(title)
        if 0 < at <= _LONGEST_KICKER and line.endswith(title) and len(bare(title)) >= _SHORTEST:
            return line[:at].strip(), title
    return "", line


def without_site(title: str, outlet: str | None) -> str:
    """A title from the page's head without the site's name behind it."""
    parts = list(_SITE.finditer(title))
    if not parts:
        return title
    before, after = title[: parts[-1].start()], title[parts[-1].end() :]
    named = bool(outlet) and bare(after) == bare(outlet or "")
    short = len(after) <= _LONGEST_SITE and after.count(" ") < _SITE_WORDS <= before.count(" ")
    return before if named or (short and ":" not in parts[-1].group()) else title


def bare(words: str) -> str:
    """Words without blanks, marks and case, for comparison."""
    return _LETTERS.sub("", words).casefold()
