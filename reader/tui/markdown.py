"""Markdown → passages to be set as lines: the words without its marks, with the inks and links that these mean (pure).

Without HTML; a line ends where its writer ended it. What means nothing is shown as it stands; of what is written, only
marks are left out, and addresses that are defined apart from their links.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.tui.wrap import cells_before

Run = tuple[int, int, str]
"""A stretch of a text, and its ink or the address it leads to."""
Words = tuple[str, tuple[Run, ...], tuple[Run, ...]]
"""A text with its inks and its links."""
_INKS = {"strong": "strong", "em": "em", "s": "struck"}
_BULLET, _QUOTE, _BETWEEN = "• ", "│ ", "  "
RULE = "rule"
"""The kind of a passage that is a line from one side to the other."""


class Passage(NamedTuple):
    """A stretch of words. ``lead`` stands before its first line, ``hang`` before the others."""

    kind: str
    text: str
    line: int
    """Of the source, from 0."""
    lead: str = ""
    hang: str = ""
    inks: tuple[Run, ...] = ()
    links: tuple[Run, ...] = ()


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables and what is struck out, without HTML."""
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def references(source: str) -> dict[str, Any]:
    """The addresses that are defined apart from their links, for `passages`."""
    found: dict[str, Any] = {}
    defined = [line for line in source.split("\n") if line.lstrip().startswith("[") and "]:" in line]
    if defined:
        parser().parse("\n\n".join(defined), found)
    return found


def passages(source: str, known: dict[str, Any] | None = None) -> Iterator[Passage]:
    """The passages of a source, with empty ones for blank lines between them."""
    return _Walk(parser().parse(source, {} if known is None else dict(known))).passages()


class _Level:
    """A list item or a quotation: what stands before its first line, and before the others."""

    def __init__(self, first: str, rest: str) -> None:
        self._next, self.rest, self.begun = first, rest, False

    def take(self) -> str:
        now, self._next, self.begun = self._next, self.rest, True
        return now


class _Walk:
    """Goes through the tokens of a source."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = iter(tokens)
        self._levels: list[_Level] = []
        self._lists: list[int | None] = []
        self._apart = False
        """Whether a blank line is due."""

    def passages(self) -> Iterator[Passage]:
        for token in self._tokens:
            if token.type in ("heading_open", "paragraph_open"):
                kind = "text" if token.type == "paragraph_open" else "title" if token.tag == "h1" else "heading"
                yield from self._placed(token, [_inline(next(self._tokens))], kind)
            elif token.type in ("fence", "code_block", "html_block"):
                yield from self._placed(token, [(token.content.rstrip("\n").replace("\t", "    "), (), ())], "code")
            elif token.type == "hr":
                yield from self._placed(token, [("", (), ())], RULE)
            elif token.type == "table_open":
                yield from self._placed(token, _table(self._tokens), "text")
            else:
                self._nest(token)

    def _nest(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._lists.append(int(token.attrGet("start") or 1) if token.type[0] == "o" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
            self._apart = self._apart or not self._lists
        elif token.type == "list_item_open":
            sign = self._sign()
            self._levels.append(_Level(sign, " " * len(sign)))
        elif token.type == "blockquote_open":
            self._levels.append(_Level(_QUOTE, _QUOTE))
        elif token.type in ("list_item_close", "blockquote_close"):
            self._levels.pop()

    def _sign(self) -> str:
        number = self._lists[-1]
        if number is None:
            return _BULLET
        self._lists[-1] = number + 1
        return f"{number}. "

    def _placed(self, token: Token, rows: list[Words], kind: str) -> Iterator[Passage]:
        line = token.map[0] if token.map else 0
        if self._apart:
            yield Passage("blank", "", line, "".join(level.rest for level in self._levels if level.begun).rstrip())
        for number, (text, inks, links) in enumerate(rows):
            lead, hang = "".join(level.take() for level in self._levels), "".join(level.rest for level in self._levels)
            yield Passage(kind, text, line + number, lead, hang, inks, links)
        self._apart = not token.hidden


def _inline(token: Token) -> Words:
    """The words of a line of Markdown, with their inks and links."""
    text, inks, links = "", list[Run](), list[Run]()
    begun: dict[str, list[tuple[int, str]]] = {}
    for child in token.children or ():
        name, _, edge = child.type.rpartition("_")
        if edge == "open":
            begun.setdefault(name, []).append((len(text), str(child.attrGet("href") or "")))
        elif edge == "close":
            start, address = begun[name].pop()
            text += address if start == len(text) else ""
            (links if name == "link" else inks).append((start, len(text), address or _INKS.get(name, "dash")))
        elif child.type in ("softbreak", "hardbreak"):
            text += "\n"
        else:
            said = child.content or ("" if child.type == "text" else str(child.attrGet("src") or ""))
            run = len(text), len(text) + len(said)
            inks += [(*run, "code")] * (child.type == "code_inline")
            links += [(*run, str(child.attrGet("src")))] * (child.type == "image")
            text += said.replace("\t", " ")
    return text, tuple(inks), tuple(links)


def _table(tokens: Iterator[Token]) -> list[Words]:
    """The rows of a table, each with its cells in columns; a line below the first."""
    rows: list[list[Words]] = []
    right: dict[int, bool] = {}
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            right[len(rows[-1])] = "right" in str(token.attrGet("style") or "")
        elif token.type == "inline":
            rows[-1].append(_inline(token))
    widths = [max(_cells(row[n][0]) for row in rows if n < len(row)) for n in range(max(map(len, rows), default=0))]
    head, *body = [_row(row, widths, right) for row in rows]
    rule = "─" * (sum(widths) + len(_BETWEEN) * max(0, len(widths) - 1))
    return [(head[0], (*head[1], (0, len(head[0]), "strong")), head[2]), (rule, ((0, len(rule), "rule"),), ()), *body]


def _row(row: Sequence[Words], widths: Sequence[int], right: dict[int, bool]) -> Words:
    text, inks, links = "", list[Run](), list[Run]()
    for number, (said, own, led) in enumerate(row):
        missing = " " * (widths[number] - _cells(said))
        text += missing if right.get(number) else ""
        inks += [(start + len(text), end + len(text), ink) for start, end, ink in own]
        links += [(start + len(text), end + len(text), address) for start, end, address in led]
        text += said + ("" if right.get(number) else missing) + _BETWEEN
    return text.rstrip(), tuple(inks), tuple(links)


def _cells(text: str) -> int:
    return cells_before(text, 0, len(text))
