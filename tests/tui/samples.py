"""Articles made by hand."""

from __future__ import annotations

from reader.records import Anchor, Annotation, Article, Block, Card, Mention
from reader.tui.layout import Layout
from reader.tui.sheet import Sheet
from reader.tui.typeset import Setting


def note(body: str, start: int | None = None, end: int | None = None, text: str = "", id: str = "n1") -> Annotation:
    anchor = None if start is None or end is None else Anchor(text[start:end], "", "", start, end)
    return Annotation(id, "note", body, "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z", article="a" * 64, anchor=anchor)


def article(
    text: str, blocks: list[tuple[str, int, int]] | None = None, mentions: list[Mention] | None = None,
    annotations: list[Annotation] | None = None, title: str | None = None,
) -> Article:  # fmt: skip
    made = [("paragraph", 0, len(text))] if blocks is None else blocks
    card = Card("a" * 64, title, text[:40], "2024-05", "Outlet", "de", len(text.split()))
    parts = tuple(Block(*b) for b in made), tuple(mentions or ()), tuple(annotations or ())
    return Article(card, text, *parts, None, (), (), "x.txt", "2024-01-01T00:00:00Z")


def blocks_of(text: str, kinds: list[str]) -> list[tuple[str, int, int]]:
    """Blocks between blank lines, of these kinds in turn."""
    found, at = [], 0
    for number, part in enumerate(text.split("\n\n")):
        if part.strip():
            found.append((kinds[number % len(kinds)], at + len(part) - len(part.lstrip()), at + len(part.rstrip())))
        at += len(part) + 2
    return found


def lay_out(article: Article, width: int, with_cut: bool = False) -> Layout:
    """The page of an article in a column of ``width`` cells; ``with_cut`` shows the hidden passages too."""
    return Layout(Sheet(article, with_cut), Setting(width))
