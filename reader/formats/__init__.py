"""File formats: bytes in, articles out, with what the format knows beyond the text.

The format is told by content, the suffix only helps. Some files are one article, others hold many: those are only cut
here, and each piece is then read as if it stood alone. So an article's own bytes, read again, give the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from reader.formats import sniff
from reader.formats.sheet import harmless
from reader.records import Hints, Item, ReaderError
from reader.speech import tr

Piece = tuple[str, bytes | ReaderError]
"""Where a piece stands in its file (``message 3``), and its bytes or why it cannot be taken."""

_DOCUMENTS = {
    "text": "plain",
    "markdown": "markdown",
    "html": "html",
    "mail": "mail",
    "entry": "feed",
    "json": "jsonl",
    "pdf": "pdf",
}
_COLLECTIONS = {
    "mailbox": ("mail", "mail"),
    "feed": ("feed", "entry"),
    "json-lines": ("jsonl", "json"),
    "epub": ("epub", "html"),
    "web-archive": ("warc", "html"),
}
"""The adapter that cuts a file, and the format of its pieces."""


def read(data: bytes, name: str) -> list[Item]:
    """The articles of a file; pieces of it that cannot be read are passed over.

    Raises:
        ReaderError: the file is empty, binary, or of a format that cannot be read, or there is no article in it.
    """
    found = list(parts(data, name))
    items = [part for part in found if isinstance(part, Item)]
    if items:
        return items
    wrong = next((part for part in found if isinstance(part, ReaderError)), None)
    raise ReaderError(name, wrong.why, wrong.remedy) if wrong else ReaderError(name, tr("there is no article in it"))


def parts(data: bytes, name: str) -> Iterator[Item | ReaderError]:
    """The articles of a file, one by one, and in the place of each that cannot be read the reason why.

    Raises:
        ReaderError: nothing of the file can be read.
    """
    kind = sniff.kind(data, name)
    if kind not in _COLLECTIONS:
        yield _document(kind, data, name)
        return
    room, expected = _COLLECTIONS[kind]
    cut: Callable[[bytes, str], Iterator[Piece]] = import_module(f"reader.formats.{room}").pieces
    for place, piece in cut(data, name):
        try:
            yield _piece(piece, expected, name)
        except ReaderError as error:
            yield ReaderError(f"{name}, {place}", error.why, error.remedy)


def _piece(piece: bytes | ReaderError, expected: str, name: str) -> Item:
    if isinstance(piece, ReaderError):
        raise piece
    if sniff.kind(piece, name) != expected:
        raise ReaderError(name, tr("there is no article in it"), tr("It was left out"))
    return _document(expected, piece, name)


def _document(kind: str, data: bytes, name: str) -> Item:
    adapter: Callable[[bytes, str], Item] = import_module(f"reader.formats.{_DOCUMENTS[kind]}").read
    item = adapter(data, name)
    if not item.text.strip():
        raise ReaderError(name, tr("the file holds no text"), tr("Nothing to import"))
    return Item(item.data, item.text, item.format, _harmless(item.hints))


def _harmless(hints: Hints) -> Hints:
    """Hints without what may not come in: metadata go past the door that the text came through."""
    title, outlet = (harmless(words) or None if words else None for words in (hints.title, hints.outlet))
    byline = tuple(name for one in hints.byline if (name := harmless(one)))
    return hints._replace(title=title, outlet=outlet, byline=byline)
