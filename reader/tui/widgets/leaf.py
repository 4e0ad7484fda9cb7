"""A leaf of Markdown: a note. Scrolled like everything else; its links are stops and open nothing by themselves."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content, Span
from textual.message import Message
from textual.style import Style
from textual.widgets import Markdown, Static

from reader.text import visible

_LINK = Style(underline=True)
_STOP = Style(reverse=True, bold=True)
_CLICK = re.compile(r"link\((.*)\)", re.DOTALL)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.core.ruler.push("line_ends", _keep_line_ends)
    return parser


def _keep_line_ends(state: StateCore) -> None:
    """Let a line end where its writer ended it, as in the editor and at the foot of a page."""
    for token in state.tokens:
        for child in token.children or ():
            child.type = "hardbreak" if child.type == "softbreak" else child.type


class Stop(NamedTuple):
    """A link on the leaf: where it stands, and the address it has."""

    block: Static
    text: Content
    start: int
    end: int
    address: str


class Leaf(VerticalScroll, can_focus=False):
    """Markdown without HTML. ``stop`` is the number of the link that Tab stopped at."""

    class Followed(Message):
        """A link was clicked."""

        def __init__(self, address: str) -> None:
            super().__init__()
            self.address = address

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._markdown = Markdown(visible(text), parser_factory=_parser, open_links=False)
        self._stops: list[Stop] | None = None
        self.stop: int | None = None

    def compose(self) -> ComposeResult:
        """The Markdown."""
        yield self._markdown

    async def show(self, text: str) -> None:
        """Show another text."""
        self._stops, self.stop = None, None
        await self._markdown.update(visible(text))
        self._dress()

    def on_markdown_table_of_contents_updated(self, event: Markdown.TableOfContentsUpdated) -> None:
        """The text is there."""
        event.stop()
        self._dress()

    def _dress(self) -> None:
        """Underline the links, and take away what Textual would show under the mouse: it reads that as markup."""
        self._stops = None
        for block in self._markdown.query(Static):
            block.tooltip = None
        for stop in self.stops:
            stop.block.update(stop.text)

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Hand it on."""
        event.stop()
        self.post_message(self.Followed(event.href))

    @property
    def stops(self) -> list[Stop]:
        """The links, in their order."""
        if self._stops is None:
            self._stops = [stop for block in self._markdown.query(Static) for stop in _stops_of(block)]
        return self._stops

    def stopped_at(self) -> str | None:
        """The address of the link that Tab stopped at."""
        return None if self.stop is None else self.stops[self.stop].address

    def go_stop(self, by: int) -> bool:
        """Go to the next link (1) or the one before (-1), round the end; false if there is none."""
        if self.stops:
            first = 0 if by > 0 else len(self.stops) - 1
            self._mark(first if self.stop is None else (self.stop + by) % len(self.stops))
        return bool(self.stops)

    def leave_stop(self) -> bool:
        """Stop nowhere; false if that was so."""
        had = self.stop is not None
        self._mark(None)
        return had

    def _mark(self, number: int | None) -> None:
        if self.stop is not None:
            self.stops[self.stop].block.update(self.stops[self.stop].text)
        self.stop = number
        if number is not None:
            stop = self.stops[number]
            stop.block.update(stop.text.stylize(_STOP, stop.start, stop.end))
            stop.block.scroll_visible(animate=False)

    def go_lines(self, by: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=by, animate=False)

    def go_pages(self, by: float) -> None:
        """Scroll by pages or parts of one."""
        self.scroll_relative(y=round(by * (self.size.height - 1)), animate=False)

    def go_end(self, last: bool) -> None:
        """Scroll to the end or the beginning."""
        self.scroll_to(y=self.max_scroll_y if last else 0, animate=False)


def _stops_of(block: Static) -> list[Stop]:
    text = block.content
    if not isinstance(text, Content):
        return []
    addressed = ((span, _address(span.style)) for span in sorted(text.spans, key=_place))
    found = [(span, address) for span, address in addressed if address is not None]
    for span, _ in found:
        text = text.stylize(_LINK, span.start, span.end)
    return [Stop(block, text, span.start, span.end, address) for span, address in found]


def _address(style: Style | str) -> str | None:
    """The address that Textual's Markdown has put into a style."""
    clicked = str(style.meta.get("@click", "")) if isinstance(style, Style) else ""
    found = _CLICK.fullmatch(clicked)
    return str(ast.literal_eval(found[1])) if found else None


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end
