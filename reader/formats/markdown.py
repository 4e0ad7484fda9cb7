"""Markdown: the text is its source, marks included; what a block is, the syntax says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from reader import dates, text
from reader.formats import address
from reader.records import Block, Hints, Item

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 2_000_000
"""A source of more characters than this is read as plain text."""

_FRONT = re.compile(r"---[ \t]*\n((?:[^\n]*\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD = re.compile(r"^([A-Za-z_-]+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.M)
_KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "blockquote_open": "quote",
    "list_item_open": "list",
    "table_open": "table",
    "fence": "paragraph",
    "code_block": "paragraph",
}
_ADDRESSES = ("url", "link", "canonical_url", "source")
_INLINE = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")


def read(data: bytes, name: str) -> Item:
    """The one article of a Markdown file."""
    content = text.decode(data)
    if len(content) > LONGEST:
        return Item(data, content, "markdown")
    front = _FRONT.match(content)
    fields = _fields(front.group(1)) if front else {}
    body = front.end() if front else 0
    blocks = list(_blocks(content, body))
    title = fields.get("title") or _first_heading(content, blocks)
    blocks = [_as_title(content, b, title) for b in blocks]
    if front:
        blocks.insert(0, Block("source-note", 0, front.end()))
    return Item(data, content, "markdown", _hints(fields, title, tuple(blocks)))


def _hints(fields: dict[str, str], title: str | None, blocks: tuple[Block, ...]) -> Hints:
    stamps = dates.read_within(fields.get("date") or fields.get("published") or "")
    authors = fields.get("author") or fields.get("authors") or ""
    names = tuple(n.strip(" \"'") for n in authors.strip("[]").split(",") if n.strip(" \"'"))
    outlet = fields.get("outlet") or fields.get("site") or fields.get("publication")
    language = (fields.get("lang") or fields.get("language") or "")[:2].lower()
    key = address.key(*(fields.get(name) for name in _ADDRESSES))
    return Hints(title, stamps[0].value if stamps else None, outlet, names, language or None, blocks, key)


def _fields(front: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(front):
        if bare := value.strip().strip("\"'"):
            found.setdefault(name.lower(), bare)
    return found


def _first_heading(content: str, blocks: list[Block]) -> str | None:
    """The words of the first top-level heading, if nothing but a heading comes before it."""
    for block in blocks[:12]:
        line = content[block.start : block.end]
        if block.kind == "heading" and (line.startswith("# ") or _SETEXT.search(line)):
            return words_of(line)
    return None


_SETEXT = re.compile(r"\n=+\s*$")


def words_of(source: str) -> str:
    """The words of a heading without its marks."""
    line = re.sub(r"\n[=-]+\s*$", "", source)
    return " ".join(_INLINE.sub(r"\1", line.strip().strip("#").strip()).split())


def _as_title(content: str, block: Block, title: str | None) -> Block:
    if title and block.kind == "heading" and words_of(content[block.start : block.end]) == title:
        return Block("title", block.start, block.end)
    return block


def _blocks(content: str, start: int) -> Iterator[Block]:
    from markdown_it import MarkdownIt

    source = content[start:]
    lines = [0, *accumulate(len(line) for line in source.split("\n") for line in (line + "\n",))]
    for token in _outermost(MarkdownIt("commonmark").enable("table").parse(source)):
        if token.map is None:
            continue
        begin, end = (min(lines[min(i, len(lines) - 1)], len(source)) for i in token.map)
        if source[begin:end].strip():
            yield Block(_KINDS[token.type], start + begin, start + end)


def _outermost(tokens: list[Token]) -> Iterator[Token]:
    """The tokens that are blocks of their own: an item of a list, but not the paragraph in it."""
    level: int | None = None
    for token in tokens:
        if level is not None:
            level = None if token.nesting < 0 and token.level <= level else level
            continue
        if token.type in _KINDS:
            if token.nesting > 0:
                level = token.level
            yield token
