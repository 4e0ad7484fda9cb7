"""Compressed bytes, unpacked no further than a bound: what grows without end is refused."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_GZIP = 31
_RAW = -15
_CHUNK = 1 << 16


class TooLargeError(Exception):
    """Something unpacks to more bytes than are taken."""


def beginning(data: bytes) -> bytes:
    """The first bytes of what a gzip file holds; nothing if it is damaged."""
    try:
        return zlib.decompressobj(_GZIP).decompress(data[:4096], 64)
    except zlib.error:
        return b""


def stream(data: bytes) -> Iterator[bytes]:
    """The content of a gzip file with any number of members, in pieces. A damaged end ends it."""
    at = 0
    try:
        while data.startswith(b"\x1f\x8b", at):
            member = zlib.decompressobj(_GZIP)
            while not member.eof:
                waiting = member.unconsumed_tail or data[at : at + _CHUNK]
                at += 0 if member.unconsumed_tail else len(waiting)
                made = member.decompress(waiting, 16 * _CHUNK)
                if not made and not waiting:
                    return
                yield made
            at -= len(member.unused_data)
    except zlib.error:
        return


def inflate(data: bytes, coding: str, most: int) -> bytes:
    """The content of an HTTP body that is coded as ``gzip`` or ``deflate``.

    Raises:
        TooLargeError: it has more than ``most`` bytes.
        ValueError: it is damaged.
    """
    try:
        made = _decoder(data, coding)
        out = made.decompress(data, most + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if len(out) > most:
        raise TooLargeError
    return out


def _decoder(data: bytes, coding: str) -> zlib._Decompress:
    if coding in ("gzip", "x-gzip"):
        return zlib.decompressobj(_GZIP)
    # Some servers send bare deflate streams where the standard asks for zlib ones.
    return zlib.decompressobj(zlib.MAX_WBITS if data[:1] == b"\x78" else _RAW)
