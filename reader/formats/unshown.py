"""The text of an article that a page gives to machines only: what of it no line shows, and which lines show it."""

from __future__ import annotations

from reader.formats import page
from reader.formats.headline import bare
from reader.formats.page import Page
from reader.formats.sheet import flat
from reader.sentences import sentences

_WINDOW = 24
"""Letters by which a line is found in the text that a page states."""
_MOST_MISSES = 10_000
"""Lines that begin like a place in the text and go on otherwise, before the search is given up."""
_MISSING = 200
"""Characters that no line shows, for which it is worth putting them into the text."""


def compare(body: str, found: Page) -> tuple[list[str], frozenset[int]]:
    """The paragraphs of a stated body that no line shows, and the lines that do show it."""
    if len(body) < _MISSING:
        return [], frozenset()
    paragraphs = _paragraphs(body)
    letters = [bare(p) for p in paragraphs]
    shown, covered = _found_in("".join(letters), [bare(line.text) for line in found.lines])
    missing, at = [], 0
    for paragraph, own in zip(paragraphs, letters):
        if own and 2 * sum(covered[at : at + len(own)]) < len(own):
            missing.append(paragraph)
        at += len(own)
    return (missing if sum(map(len, missing)) >= _MISSING else []), shown


def _found_in(whole: str, lines: list[str]) -> tuple[frozenset[int], bytearray]:
    """The lines that stand in a text, and which characters of the text they cover. One walk, whatever there is."""
    beginnings: dict[str, int] = {}
    for number, line in enumerate(lines):
        if len(line) >= _WINDOW:
            beginnings.setdefault(line[:_WINDOW], number)
    shown, covered, at, misses = set(), bytearray(len(whole)), 0, 0
    while at < len(whole) and misses < _MOST_MISSES:
        number = beginnings.get(whole[at : at + _WINDOW], -1)
        if number >= 0 and whole.startswith(lines[number], at):
            shown.add(number)
            covered[at : at + len(lines[number])] = b"\1" * len(lines[number])
            at += len(lines[number])
        else:
            misses += number >= 0
            at += 1
    return frozenset(shown), covered


def _paragraphs(body: str) -> list[str]:
    if "<p" in body or "<br" in body or "<div" in body:
        return [line.text for line in page.read(body).lines]
    lines = [flat(line) for line in body.splitlines()]
    return [line for line in lines if line] if len(lines) > 1 else _sentences(flat(body))


def _sentences(body: str) -> list[str]:
    return [body[a:b] for a, b in sentences(body)]
