"""WARC 1.0 and 1.1: the pages in an archive of the web, as the servers sent them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader import text
from reader.formats import Piece, unpack
from reader.formats.html import declared
from reader.records import ReaderError
from reader.speech import tr

LARGEST_PAGE = 32 << 20
"""Bytes of a page, packed or unpacked; larger ones are left out."""
LARGEST_ARCHIVE = 8 << 30
"""Bytes of an archive, unpacked, after which reading ends."""

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"^([A-Za-z-]+):[ \t]*([^\r\n]*)", re.M)
_PAGE = re.compile(rb"(?:text/html|application/xhtml\+xml)", re.I)
_STATUS = re.compile(rb"HTTP/[\d.]+ 2\d\d")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.I)
_SIZE = re.compile(rb"(\d{1,15})[ \t]*")
_LONGEST_HEAD = 1 << 16
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]*\r\n")


def pieces(data: bytes, name: str) -> Iterator[Piece]:
    """The pages of an archive that were answered with success."""
    reader = _Reader(unpack.stream(data) if data.startswith(b"\x1f\x8b") else iter([data]))
    number = 0
    while (head := reader.head()) is not None:
        number += 1
        size = int(stated[1]) if (stated := _SIZE.fullmatch(head.get(b"content-length", b""))) else -1
        if size < 0 or reader.taken > LARGEST_ARCHIVE:
            yield (
                f"record {number}",
                ReaderError(name, tr("it is damaged or too large"), tr("What came before it was taken")),
            )
            return
        wanted = head.get(b"warc-type") in (b"response", b"resource")
        if wanted and size > LARGEST_PAGE:
            reader.skip(size)
            yield f"record {number}", ReaderError(name, tr("it is too large for a page"), tr("It was left out"))
        elif wanted:
            yield from ((f"record {number}", page) for page in _pages(head, reader.take(size), name))
        else:
            reader.skip(size)
    if not reader.is_at_end:
        yield f"record {number + 1}", ReaderError(name, tr("it is damaged"), tr("What came before it was taken"))


class _Reader:
    """Takes heads and bodies from a stream that may be longer than memory."""

    def __init__(self, stream: Iterator[bytes]) -> None:
        self._stream = stream
        self._held = b""
        self._at = 0
        self.taken = 0
        self._is_cut = False

    def _fill(self, size: int) -> bool:
        """Whether so many bytes are at hand, after reading on."""
        parts, have = [self._held[self._at :]] if self._at else [self._held], len(self._held) - self._at
        if have >= size:
            return True
        while have < size and (more := next(self._stream, None)) is not None:
            parts.append(more)
            have += len(more)
        self._held, self._at = b"".join(parts), 0
        return have >= size

    def head(self) -> dict[bytes, bytes] | None:
        """The fields of the next record; ``None`` at the end of all that is an archive."""
        self._fill(_LONGEST_HEAD)
        start = re.compile(rb"[\r\n]*").match(self._held, self._at)
        begin = start.end() if start else self._at
        end = _HEAD_END.search(self._held, begin, begin + _LONGEST_HEAD)
        if end is None or not self._held.startswith(b"WARC/1.", begin):
            return None
        self._at = end.end()
        return {name.lower(): value for name, value in _FIELD.findall(self._held[begin : end.start()])}

    @property
    def is_at_end(self) -> bool:
        """Whether all that the records promised was there, and nothing but blank lines is left."""
        return not (self._is_cut or self._held[self._at :].strip())

    def take(self, size: int) -> bytes:
        """The next bytes; fewer where the archive is cut off."""
        self._fill(size)
        body = self._held[self._at : self._at + size]
        self._at += len(body)
        self.taken += len(body)
        self._is_cut = self._is_cut or len(body) < size
        return body

    def skip(self, size: int) -> None:
        """Pass over bytes without holding them."""
        while size > 0 and (body := self.take(min(size, 1 << 20))):
            size -= len(body)


def _pages(head: dict[bytes, bytes], body: bytes, name: str) -> Iterator[bytes | ReaderError]:
    """The page in a record, if there is one."""
    if head.get(b"warc-type") == b"resource":
        if _PAGE.match(head.get(b"content-type", b"")):
            yield body
        return
    end = _HEAD_END.search(body, 0, _LONGEST_HEAD)
    if end is None or not _STATUS.match(body):
        return
    fields = {field.lower(): value for field, value in _FIELD.findall(body[: end.start()])}
    kind = fields.get(b"content-type", b"")
    if _PAGE.match(kind):
        yield _decoded(body[end.end() :], fields, name)


def _decoded(body: bytes, fields: dict[bytes, bytes], name: str) -> bytes | ReaderError:
    """A page without what was only for its way, and in UTF-8 if only the way said what its encoding is."""
    if fields.get(b"transfer-encoding", b"").lower() == b"chunked":
        body = _joined(body)
    coding = fields.get(b"content-encoding", b"").lower().decode("ascii", "replace")
    try:
        if coding in ("gzip", "x-gzip", "deflate"):
            body = unpack.inflate(body, coding, LARGEST_PAGE)
        elif coding not in ("", "identity"):
            return ReaderError(
                name,
                tr("it is packed as {coding}, which cannot be read here").format(coding=coding),
                tr("It was left out"),
            )
    except unpack.TooLargeError:
        return ReaderError(name, tr("it unpacks to more than a page"), tr("It was left out"))
    except ValueError:
        return ReaderError(name, tr("it is damaged"), tr("It was left out"))
    charset = _CHARSET.search(fields[b"content-type"])
    if charset is None or declared(body):
        return body
    return text.decode(body, charset[1].decode("ascii")).encode()


def _joined(body: bytes) -> bytes:
    """The chunks of a body as one; archives that joined them already stay as they are."""
    out, at = [], 0
    while (size := _CHUNK_SIZE.match(body, at)) is not None and int(size[1], 16):
        out.append(body[size.end() : size.end() + int(size[1], 16)])
        at = size.end() + int(size[1], 16) + 2
    return b"".join(out) if out else body
