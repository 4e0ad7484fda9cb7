"""A leaf of Markdown: a note, or the help. Scrolled like everything else."""

from __future__ import annotations

from markdown_it import MarkdownIt
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from reader.text import visible


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


class Leaf(VerticalScroll, can_focus=False):
    """Markdown without HTML and without links that open by themselves."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._markdown = Markdown(visible(text), parser_factory=_parser, open_links=False)

    def compose(self) -> ComposeResult:
        """The Markdown."""
        yield self._markdown

    async def show(self, text: str) -> None:
        """Show another text."""
        await self._markdown.update(visible(text))

    def go_lines(self, by: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=by, animate=False)

    def go_pages(self, by: float) -> None:
        """Scroll by pages or parts of one."""
        self.scroll_relative(y=round(by * (self.size.height - 1)), animate=False)

    def go_end(self, last: bool) -> None:
        """Scroll to the end or the beginning."""
        self.scroll_to(y=self.max_scroll_y if last else 0, animate=False)
