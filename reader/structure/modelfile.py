"""How a model is stored: a head and the names of its features, a line each, and behind them its numbers."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any

_SIZE = 4
"""Bytes that say how long the names are."""


def pack(head: dict[str, Any], names: Iterable[str], numbers: bytes) -> bytes:
    """A model as it is stored."""
    said = "\n".join([json.dumps(head), *names]).encode()
    return zlib.compress(len(said).to_bytes(_SIZE, "little") + said + numbers, 9)


def unpack(data: bytes) -> tuple[dict[str, Any], list[str], bytes]:
    """The head, the names and the numbers of a model that is stored."""
    plain = zlib.decompress(data)
    end = _SIZE + int.from_bytes(plain[:_SIZE], "little")
    head, *names = plain[_SIZE:end].decode().split("\n")
    return json.loads(head), names, plain[end:]
