"""What a character is: the one door for bytes.

Decoding, harmless display, comparison forms with offset maps, and cell widths. Everything that
comes from a file passes through here before any offset is taken, so that text inside the house is clean.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from reader import charset

REPLACEMENT = "\ufffd"
_CONTROLS = {c: REPLACEMENT for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\t\n"}
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
BINARY_SHARE = 0.30
"""A file of which more than this share are control characters is binary."""


def decode(data: bytes, declared: str | None = None) -> str:
    r"""The canonical text of some bytes: BOM, else UTF-8, else what was declared, else by its letters. Never fails.

    A text that is in no charset of Cyrillic letters, and not UTF-8 for the most part, is taken for cp1252.
    Line ends become ``\n``, a BOM goes, control characters become U+FFFD one for one.
    """
    return canonical(_decode(data, declared))


def _decode(data: bytes, declared: str | None) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if name := charset.wide(data):
        return data.decode(name, "replace")
    for name in ("utf-8", declared):
        if name and not _MEANS_CP1252.fullmatch(name):
            try:
                return data.decode(name)
            except (ValueError, LookupError):  # a page may declare anything
                continue
    if charset.is_damaged_utf8(data):
        return data.decode("utf-8", "replace")
    if name := charset.cyrillic(data):
        return data.decode(name, "replace")
    # cp1252 leaves five bytes undefined; latin-1 makes them C1 controls, which `canonical` replaces.
    return data.decode("cp1252") if not _CP1252_HOLES.search(data) else _cp1252_with_holes(data)


_MEANS_CP1252 = re.compile(r"(?:us-)?ascii|iso_?-?8859-?1|latin-?1", re.I)
"""Names that browsers and mail programs take for cp1252, since quotes and dashes of it are written under them."""

_CP1252_HOLES = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def _cp1252_with_holes(data: bytes) -> str:
    return "".join(
        part.decode("latin-1") if _CP1252_HOLES.fullmatch(part) else part.decode("cp1252")
        for part in re.split(rb"([\x81\x8d\x8f\x90\x9d])", data)
    )


def canonical(text: str) -> str:
    r"""Text as it is stored: ``\n`` line ends, no BOM, no control character but tab and newline."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _no_surrogates(text)
    return text.translate(_CONTROLS) if _CONTROL.search(text) else text


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _no_surrogates(text: str) -> str:
    # Lone surrogates (from odd file names or JSON escapes) cannot be written as UTF-8.
    return _SURROGATE.sub(REPLACEMENT, text)


_SURROGATE = re.compile("[\ud800-\udfff]")


def is_binary(data: bytes) -> bool:
    """Whether more than 30 % of the bytes are control characters; a stray NUL is not enough."""
    if data.startswith(tuple(bom for bom, _ in _BOMS)) or charset.wide(data):
        return False
    return len(data) > 0 and len(_CONTROL_BYTES.findall(data)) > BINARY_SHARE * len(data)


_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")

_INVISIBLE = {
    **dict.fromkeys((173, 8203, 8288, 65279, 6158)),
    **dict.fromkeys((*range(8234, 8239), *range(8294, 8298), 8206, 8207, 1564), "·"),
    0x2028: " ",
    0x2029: " ",
}
_TERMINAL = {**_CONTROLS, **_INVISIBLE}
_LINE = {**_TERMINAL, 0x09: " ", 0x0A: " "}


def visible(text: str) -> str:
    """Text that is safe on a terminal: controls and bidi controls show as signs, invisible characters go."""
    return _no_surrogates(text).translate(_TERMINAL)


def one_line(text: str) -> str:
    """`visible`, with tabs and line ends as blanks: for titles, names, messages, errors."""
    return _no_surrogates(text).translate(_LINE)


def marked(text: str) -> str:
    """Text of the same length in which bidi controls show as a dot, so that offsets still fit."""
    return text.translate(_BIDI)


_BIDI = dict.fromkeys((*range(8234, 8239), *range(8294, 8298), 8206, 8207, 1564), "·")


class Folded(NamedTuple):
    """A comparison form of a text, and for each of its characters the offset it came from."""

    text: str
    starts: tuple[int, ...]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind ``[start, end)`` of the folded one."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else self.length
            return at, at
        return self.starts[start], self.starts[end] if end < len(self.starts) else self.length

    def position(self, offset: int) -> int:
        """Where the character at ``offset`` of the original text stands in the folded one."""
        return max(0, bisect_right(self.starts, offset) - 1)


_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SAME = {"\u2010": "-", "\u2011": "-", "\u2019": "'", "\u2018": "'", "\u02bc": "'", "ß": "ss", "ẞ": "ss"}


def fold(text: str) -> str:
    """Text for comparison: case, compatibility forms, combining marks and invisible characters aside."""
    if text.isascii():
        return text.lower()
    folded = "".join(_SAME.get(c, c) for c in text if c not in _DROPPED)
    decomposed = unicodedata.normalize("NFKD", folded.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def has_beginning(text: str, beginning: str) -> bool:
    """Whether a word of a text begins so; in folded texts whatever the case."""
    at = text.find(beginning)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_"):
        at = text.find(beginning, at + 1)
    return at >= 0


def fold_map(text: str) -> Folded:
    """`fold` with an offset map. A base letter and its combining marks fold as one, so no span splits them."""
    if text.isascii():
        return Folded(text.lower(), tuple(range(len(text))), len(text))
    out: list[str] = []
    starts: list[int] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        folded = fold(match.group()) if end - start > 1 else _folded_sign(match.group())
        out.append(folded)
        starts += range(start, end) if match.group().isascii() else [start] * len(folded)
    return Folded("".join(out), tuple(starts), len(text))


_folded_sign = lru_cache(maxsize=1024)(fold)
_MARKS = "\u0300-\u036f\u1160-\u11ff"
_RUN = re.compile(rf"[\x00-\x7f]+(?![{_MARKS}])|[\s\S][{_MARKS}]*")
"""What folds as it stands, else a letter with its marks, or with the parts of a Korean syllable."""


def cells(text: str) -> int:
    """How many terminal cells a text takes; wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(char_cells(c) for c in text)


def char_cells(char: str) -> int:
    """How many terminal cells one character takes."""
    if char < "\u0300":
        return 0 if char == "\u00ad" else 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def clip(text: str, width: int) -> str:
    """Text cut to ``width`` cells, with an ellipsis where something is missing."""
    if cells(text) <= width:
        return text
    used, out = 1, []
    for char in text:
        used += char_cells(char)
        if used > width:
            break
        out.append(char)
    return "".join(out).rstrip() + "…" if width > 0 else ""


def words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


_WORD = re.compile(r"\w+(?:[-’'\u00ad]\w+)*")
