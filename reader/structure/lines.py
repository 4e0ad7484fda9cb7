"""Units: the lines of a text (or the stretches a format states), seen clean, with the way back to offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reader import dates
from reader.records import Block, Found

LONG = 5_000
"""A line of more characters than this is prose and is not looked into."""

_LINE = re.compile(r"[^\n]+")
_SIGNS = r"\t\n\u00a0\u00ad\u0300-\u036f\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_ODD = re.compile(rf"[{_SIGNS}]")
_PLAIN_OR_ODD = re.compile(rf"(?:(?:[^{_SIGNS} ]| (?! ))(?![\u0300-\u036f]))+|(?P<odd>[\s\S][\u0300-\u036f]*)")
"""A run of characters that are seen as they stand, or an odd one with the marks behind it."""
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))))  # fmt: skip
_MARKS = "#*_>~` "


@dataclass(slots=True)
class Unit:
    """A stretch of one line. ``text`` is what a reader sees of it; ``origins`` are the offsets of its characters."""

    start: int
    end: int
    text: str
    origins: tuple[int, ...] | range
    gap: bool = False
    """Whether a blank line stands before it."""
    kind: str = ""
    why: str = ""
    fixed: bool = False
    """Whether the format states the kind."""
    stated: bool = False
    """Whether the format calls it a paragraph."""

    def part(self, start: int, end: int, kind: str = "", why: str = "") -> Unit:
        """The unit made of the characters ``[start, end)`` of ``text``; edge parts take what is unseen there."""
        while start < end and self.text[end - 1] == " ":
            end -= 1
        while start < end and self.text[start] == " ":
            start += 1
        first = self.start if start == 0 else self.origins[start]
        last = self.end if end >= len(self.text) else self.origins[end]
        gap = self.gap and start == 0
        return Unit(first, last, self.text[start:end], self.origins[start:end], gap, kind, why)


def split(text: str, blocks: tuple[Block, ...] = (), until: int | None = None, start: int = 0) -> list[Unit]:
    """The units of ``text[start:until]``: what the format states as it stands, the rest by lines that say something."""
    until = len(text) if until is None else until
    units: list[Unit] = []
    at = start
    for block in sound(blocks, until):
        if block.start < start:
            continue
        units.extend(_by_lines(text, at, block.start))
        units.extend(_stated(text, block, at))
        at = block.end
    units.extend(_by_lines(text, at, until))
    return units


def unit(text: str, start: int, end: int, gap: bool = False) -> Unit | None:
    """The unit of ``text[start:end]`` without the blanks around it, or nothing if it is blank."""
    body = text[start:end]
    bare = body.strip()
    if not bare:
        return None
    start += len(body) - len(body.lstrip())
    end = start + len(bare)
    clean, origins = _clean(bare, start)
    return Unit(start, end, clean, origins, gap)


def _by_lines(text: str, start: int, end: int) -> Iterator[Unit]:
    last = text.rfind("\n", 0, start) if start else -2
    for span in _paragraphs(text, start, end):
        if made := unit(text, *span):
            made.gap = last == -2 or text.count("\n", max(last, 0), made.start) > 1
            last = made.end
            yield made


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lines = [m.span() for m in _LINE.finditer(text, start, end)]
    width = _wrap_width(text, lines[:_SAMPLE]) or _wrap_width(text, lines[:_SAMPLE], _NARROW)
    begin = None
    for i, (first, last) in enumerate(lines):
        begin = first if begin is None else begin
        after = lines[i + 1] if i + 1 < len(lines) else None
        if not after or not (_is_parted(text, last, after) or (width and _runs_on(text, lines[i], after, width))):
            yield begin, last
            begin = None


def _is_parted(text: str, end: int, after: tuple[int, int]) -> bool:
    """Whether a word is parted at the end of a line, however long that is (``Bundes-``, then ``regierung``)."""
    said = text[max(0, end - _BLANKS) : end].rstrip()
    return said.endswith("-") and said[-3:-1].isalpha() and after[0] == end + 1 and _begins_small(text, after)


_BLANKS = 9
"""Characters at the end of a line in which a hyphen may stand before blanks."""
_WRAP_LEAST, _WRAP_MOST, _SAMPLE = 50, 100, 400
"""Characters of a full line where lines are broken, and lines that are looked at."""
_NARROW = 32
"""The least of a full line in a narrow window, where all lines are short."""


def _wrap_width(text: str, lines: list[tuple[int, int]], least: int = _WRAP_LEAST) -> int:
    """The width at which an editor or a text browser broke the lines; 0 where nobody did."""
    sizes = [len(text[a:b].rstrip()) for a, b in lines]
    most = _WRAP_MOST if least == _WRAP_LEAST else 2 * least
    full = [n for n in sizes if least <= n <= most]
    if len(full) < 6 or 12 * sum(n > most for n in sizes) > len(sizes):
        return 0
    pairs = zip(sizes, lines, lines[1:])
    running = sum(n >= least and b[0] == a[1] + 1 and _begins_small(text, b) for n, a, b in pairs)
    # A footer may be a little longer than the rest; the width is that of nearly all full lines.
    width = sorted(full)[9 * (len(full) - 1) // 10]
    return width if (running >= 4 and 4 * running >= len(full)) or _are_filled(text, lines, width) else 0


def _are_filled(text: str, lines: list[tuple[int, int]], width: int) -> bool:
    """Whether lines that end within a sentence end where the next word would not have fitted."""
    broken, filled = 0, 0
    for line, after in pairwise(lines):
        said, word = text[slice(*line)].rstrip(), text[slice(*after)].split(None, 1)[:1]
        goes_on = after[0] == line[1] + 1 and word and word[0][0].isalpha()
        if goes_on and len(said) > width // 2 and (said[-1].islower() or said[-1] == ","):
            broken += 1
            filled += len(said) + 1 + len(word[0]) > width
    return filled >= 6 and 8 * filled >= 7 * broken


def _begins_small(text: str, span: tuple[int, int]) -> bool:
    return text[span[0] : span[0] + 40].lstrip()[:1].islower()


def _runs_on(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether the next line goes on with this one: its first word would not have fitted here."""
    size, word = len(text[slice(*line)].rstrip()), text[slice(*after)].split(None, 1)[:1]
    if after[0] != line[1] + 1 or not word or size < min(_WRAP_LEAST, 3 * width // 5) or size > _WRAP_MOST:
        return False
    if _begins_small(text, after):
        return True
    return size + 1 + len(word[0]) > width and not any(
        dates.read_line(text[slice(*at)].strip()) for at in (line, after)
    )


def _stated(text: str, block: Block, after: int) -> Iterator[Unit]:
    made = unit(text, block.start, block.end)
    if made:
        before = text[after : made.start]
        made.gap = after == 0 or before.count("\n") > 1
        made = _without_marks(made)
        if block.kind == "paragraph":
            made.stated = True
        else:
            made.kind, made.fixed = block.kind, True
        yield made


def _without_marks(made: Unit) -> Unit:
    left = len(made.text) - len(made.text.lstrip(_MARKS))
    right = len(made.text.rstrip(_MARKS)) if left < len(made.text) else len(made.text)
    return Unit(made.start, made.end, made.text[left:right], made.origins[left:right], made.gap)


def sound(blocks: tuple[Block, ...], until: int) -> Iterator[Block]:
    """The blocks in order, without those that lie outside the text or in one another."""
    at = 0
    for block in sorted(blocks, key=lambda b: (b.start, b.end)):
        if at <= block.start < block.end <= until:
            at = block.end
            yield block


def _clean(text: str, start: int) -> tuple[str, tuple[int, ...] | range]:
    if len(text) > LONG or (text.isascii() and "  " not in text and "\t" not in text and "\n" not in text):
        return text, range(start, start + len(text))
    if "  " not in text and not _ODD.search(text):
        return text, range(start, start + len(text))
    out: list[str] = []
    origins: list[int] = []
    for match in _PLAIN_OR_ODD.finditer(text):
        seen, at = match.group(), match.start() + start
        odd = match.lastgroup == "odd"
        seen = _seen(seen) if odd else seen
        if seen[:1] == " " and (not out or out[-1][-1] == " "):
            seen, at = seen[1:], at if odd else at + 1
        if seen:
            out.append(seen)
            origins += [at] * len(seen) if odd else range(at, at + len(seen))
    clean = "".join(out).removesuffix(" ")
    return clean, tuple(origins[: len(clean)])


def _seen(cluster: str) -> str:
    if cluster[0] in _INVISIBLE:
        return ""
    return " " if cluster.isspace() else unicodedata.normalize("NFC", cluster)


def named(unit: Unit, name: str, rule: str) -> Found:
    """A name that a unit holds, with its place in the text."""
    at = max(unit.text.find(name), 0)
    part = unit.part(at, at + len(name))
    return Found(name, part.start, part.end, rule)
