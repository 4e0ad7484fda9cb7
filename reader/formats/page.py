"""A page as lines and boxes: each line of text a reader can see, and the elements that hold it.

Boxes lie in one list, parents before children, and hold intervals of lines: no walk recurses, however deep a page is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.formats.markup import Token, attributes, listed, tokens
from reader.formats.sheet import flat

_BOXES = listed(
    """html body address article aside blockquote button caption center dd details dialog div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav noscript ol optgroup option p
    pre search section select summary table tbody td tfoot th thead tr ul"""
)
_INLINE = listed(
    """a abbr acronym b bdi bdo big cite code data del dfn em font head i ins kbd label mark object output q ruby rb rp
    rt s samp small span strike strong sub sup time tt u var"""
)
_VOID = listed("area base basefont br col embed frame hr img input link meta param source track wbr")
_TEXT_BOXES = listed("p li dd dt td th figcaption h1 h2 h3 h4 h5 h6")
"""Boxes in which an element that HTML does not know is part of the line."""
_CLOSES = {
    "li": (("li",), ("ul", "ol", "menu")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "tr": (("tr",), ("table",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "option": (("option",), ("select",)),
}
"""Boxes that a new one ends if they were left open, and those beyond which it does not."""
_LOOK_BACK = 40
"""Open boxes among which the partner of an end tag is looked for."""


@dataclass(slots=True)
class Box:
    """An element that begins a new line, with the interval ``[first, last)`` of the page's lines in it."""

    tag: str
    parent: int
    values: dict[str, str]
    first: int
    last: int = 0


@dataclass(slots=True)
class Line:
    """A line of text. ``linked`` counts its characters that are links; ``end`` is what parts it from the next."""

    text: str
    box: int
    linked: int
    end: str = "\n\n"


@dataclass(slots=True)
class Page:
    """All that is on a page: lines, boxes, and what its head and its scripts state."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=lambda: [Box("", -1, {}, 0)])
    title: str = ""
    language: str = ""
    address: str = ""
    """Under which the page says that it is to be known."""
    meta: list[tuple[str, str]] = field(default_factory=list)
    times: list[tuple[int, str]] = field(default_factory=list)
    """The ``datetime`` of each time element, with the number of the line it stands in."""
    statements: list[str] = field(default_factory=list)
    """The JSON-LD on the page."""


def read(source: str) -> Page:
    """Take a page apart."""
    return _Builder().build(source)


class _Builder:
    """Follows the tags of a page and writes down its lines."""

    def __init__(self) -> None:
        self.page = Page()
        self._open = [0]
        self._words: list[str] = []
        self._linked = 0
        self._link_depth = 0
        """How many boxes were open where the open link began; 0 where none is."""
        self._in_head = False

    def build(self, source: str) -> Page:
        """The page of a source."""
        for token in tokens(source):
            if token.kind == "words":
                self._write(token.text)
            elif token.kind == "start":
                self._start(token)
            elif token.kind == "end":
                self._end(token.name)
            else:
                self._raw(token)
        self._flush()
        self._close(len(self._open))
        return self.page

    def _write(self, words: str) -> None:
        if self._in_head and not words.isspace():
            return
        if "\n" in words and self.page.boxes[self._open[-1]].tag == "pre":
            *lines, words = words.split("\n")
            for line in lines:
                self._words.append(line)
                self._flush("\n")
        self._words.append(words)
        if self._link_depth:
            self._linked += len(words)

    def _start(self, token: Token) -> None:
        name = token.name
        if name == "a":
            self._link_depth = len(self._open) if "href" in token.attributes and not token.empty else 0
        elif name in _BOXES or (name not in _INLINE and name not in _VOID and self._is_unknown_box()):
            self._box(token)
        elif name == "br":
            self._flush("\n")
        elif name == "meta":
            self._meta(attributes(token.attributes))
        elif name == "link" and not self.page.address:
            self._link(attributes(token.attributes))
        elif name == "time":
            self.page.times.append((len(self.page.lines), attributes(token.attributes).get("datetime", "")))
        elif name == "head":
            self._in_head = True

    def _is_unknown_box(self) -> bool:
        return not self._link_depth and self.page.boxes[self._open[-1]].tag not in _TEXT_BOXES

    def _meta(self, values: dict[str, str]) -> None:
        name = values.get("property") or values.get("name") or values.get("itemprop") or ""
        if content := flat(values.get("content", "")):
            self.page.meta.append((name.lower(), content))

    def _link(self, values: dict[str, str]) -> None:
        if "canonical" in values.get("rel", "").lower().split():
            self.page.address = flat(values.get("href", ""))

    def _box(self, token: Token) -> None:
        tag, values = token.name, attributes(token.attributes) if token.attributes else {}
        self._in_head = False
        if tag == "html":
            self.page.language = values.get("lang") or values.get("xml:lang") or ""
        self._flush()
        self._imply_ends(tag)
        self.page.boxes.append(Box(tag, self._open[-1], values, len(self.page.lines), len(self.page.lines)))
        if tag not in _VOID and not token.empty:
            self._open.append(len(self.page.boxes) - 1)

    def _imply_ends(self, tag: str) -> None:
        if self.page.boxes[self._open[-1]].tag == "p":
            self._close(1)
        names, walls = _CLOSES.get(tag, ((), ()))
        for back, number in enumerate(reversed(self._open[-_LOOK_BACK:]), 1):
            above = self.page.boxes[number].tag
            if not names or above in walls:
                return
            if above in names:
                self._close(back)
                return

    def _end(self, tag: str) -> None:
        if tag == "a":
            self._link_depth = 0
        elif tag == "head":
            self._in_head = False
        if tag in _INLINE or tag in _VOID:
            return
        for back, number in enumerate(reversed(self._open[-_LOOK_BACK:]), 1):
            if self.page.boxes[number].tag == tag:
                self._flush()
                self._close(back)
                return

    def _close(self, count: int) -> None:
        for _ in range(count):
            self.page.boxes[self._open.pop()].last = len(self.page.lines)
        if len(self._open) < self._link_depth:
            self._link_depth = 0

    def _raw(self, token: Token) -> None:
        if token.name == "script" and "ld+json" in token.attributes.lower():
            self.page.statements.append(token.text)
        elif token.name == "title":
            self.page.title = self.page.title or flat(token.text)
        elif token.name in ("textarea", "xmp"):
            self._write(token.text)

    def _flush(self, end: str = "\n\n") -> None:
        """Write down the line that is being made; a break without words before it parts paragraphs."""
        line = flat("".join(self._words))
        linked, self._linked = self._linked, 0
        self._words.clear()
        if line:
            self.page.lines.append(Line(line, self._open[-1], min(linked, len(line)), end))
        elif self.page.lines:
            self.page.lines[-1].end = "\n\n"
