"""EPUB: the chapters of a book in reading order, each a page that names its book and who wrote it."""

from __future__ import annotations

import html
import posixpath
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from reader import text
from reader.formats import Piece
from reader.records import ReaderError
from reader.speech import apart, later, tr

LARGEST_CHAPTER = 32 << 20
LARGEST_BOOK = 512 << 20
"""Bytes of all chapters together, unpacked."""
MOST_FILES = 20_000
SHORTEST = 200
"""Characters of a chapter; what is shorter is a cover, a title page or a picture."""

_CONTAINER = "META-INF/container.xml"
_LOCK = "META-INF/encryption.xml"
_FONT_LOCKS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to scramble fonts, which lock no text."""
_HEAD = re.compile(rb"<head\b[^>]*>", re.I)
_TAG = re.compile(rb"<[^<>]*>")
_SAVE = later("Save its chapters as text or HTML")


def pieces(data: bytes, name: str) -> Iterator[Piece]:
    """The chapters of a book. Raises `ReaderError` for what is locked, broken, or no book."""
    try:
        with ZipFile(BytesIO(data)) as book:
            yield from _Book(book, name).chapters()
    except (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error):
        raise ReaderError(name, tr("it is a damaged EPUB book"), tr(_SAVE)) from None


class _Book:
    """An open book."""

    def __init__(self, book: ZipFile, name: str) -> None:
        self._book, self._name = book, name
        self._files = {info.filename: info for info in book.infolist()}
        self._taken = 0
        if len(self._files) > MOST_FILES:
            raise ReaderError(
                name,
                tr("it is an EPUB book of more than {files} files").format(files=apart(MOST_FILES)),
                _SAVE,
            )
        if self._is_locked():
            raise ReaderError(name, tr("it is an EPUB book locked against copying"), tr(_SAVE))

    def chapters(self) -> Iterator[Piece]:
        """The chapters in the order of the book's spine."""
        root = self._xml(_CONTAINER)
        found = next((e.get("full-path") for e in root.iter() if _name(e) == "rootfile"), None)
        package = self._xml(found or "")
        mark = _mark(package)
        # A chapter named again, be it a million times, is still one article.
        for number, path in enumerate(dict.fromkeys(_spine(package, posixpath.dirname(found or ""))), 1):
            piece = self._chapter(path)
            if isinstance(piece, ReaderError) or len(_TAG.sub(b"", piece).strip()) >= SHORTEST:
                yield f"chapter {number}", piece if isinstance(piece, ReaderError) else _marked(piece, mark)

    def _is_locked(self) -> bool:
        if _LOCK not in self._files:
            return False
        methods = re.findall(rb"EncryptionMethod[^>]*Algorithm\s*=\s*[\"']([^\"']*)", self._read(_LOCK))
        return not methods or any(m.decode("ascii", "replace") not in _FONT_LOCKS for m in methods)

    def _chapter(self, path: str) -> bytes | ReaderError:
        try:
            return self._read(path)
        except KeyError:
            return ReaderError(self._name, tr("it is named in the book but not in it"), tr("It was left out"))
        except ReaderError as error:
            return error
        except (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error):
            return ReaderError(self._name, tr("it is damaged"), tr("It was left out"))

    def _read(self, path: str) -> bytes:
        """The bytes of a file in the book: never more than a bound, whatever its size is said to be."""
        with self._book.open(self._files[path]) as file:
            data = file.read(LARGEST_CHAPTER + 1)
        self._taken += len(data)
        if len(data) > LARGEST_CHAPTER or self._taken > LARGEST_BOOK:
            raise ReaderError(self._name, tr("it unpacks to more than is taken"), tr("It was left out"))
        return data

    def _xml(self, path: str) -> ElementTree.Element:
        source = text.decode(self._read(path)) if path in self._files else ""
        if not source or re.search(r"<!(?:DOCTYPE[^>]*\[|ENTITY)", source):
            raise ReaderError(self._name, tr("it is an EPUB book without a sound table of its parts"), tr(_SAVE))
        try:
            return ElementTree.fromstring(source)
        except ElementTree.ParseError:
            raise ReaderError(
                self._name, tr("it is an EPUB book without a sound table of its parts"), tr(_SAVE)
            ) from None


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _spine(package: ElementTree.Element, folder: str) -> Iterator[str]:
    """The paths of the chapters; the table of contents is none."""
    items = {e.get("id"): e for e in package.iter() if _name(e) == "item"}
    for reference in package.iter():
        item = items.get(reference.get("idref")) if _name(reference) == "itemref" else None
        if item is not None and "nav" not in (item.get("properties") or "").split():
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))


def _stated(package: ElementTree.Element, name: str) -> list[str]:
    """What a book says of itself under a name; of its dates that of publication first, and none of a change."""
    found = [(_event(e), e.text) for e in package.iter() if _name(e) == name and e.text]
    told = [(event, words) for event, words in found if event in ("publication", "")]
    return [words for _, words in sorted(told, key=lambda one: not one[0])]


def _event(element: ElementTree.Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}event")), "")


def _mark(package: ElementTree.Element) -> bytes:
    """What a chapter needs to know of its book, as elements for the head of a page."""
    fields = {name: _stated(package, name) for name in ("title", "creator", "date")}
    made = [f'<meta property="og:site_name" content="{html.escape(t)}"/>' for t in fields["title"][:1]]
    made += [f'<meta name="author" content="{html.escape(creator)}"/>' for creator in fields["creator"][:20]]
    made += [f'<meta name="dc.date" content="{html.escape(date)}"/>' for date in fields["date"][:1]]
    # Without any other characters it may stand in a page of nearly every encoding.
    return "".join(made).encode("ascii", "xmlcharrefreplace")


def _marked(page: bytes, mark: bytes) -> bytes:
    return _HEAD.sub(lambda found: found.group() + mark, page, count=1)
