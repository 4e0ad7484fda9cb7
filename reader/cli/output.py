"""The one place that prints: styles, tables, wrapping, progress. What a text holds never reaches a terminal raw.

A line to print may hold style marks, made here by `bold` and `dim`: control characters, which `reader.text`
lets no corpus text have. They become escape sequences on a terminal that wants colour, and nothing elsewhere.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TextIO

from reader.text import cells, char_cells, clip, one_line, visible

WIDEST_TEXT = 80
"""Columns of running text; longer lines are hard to read."""
_PLAIN, _BOLD, _DIM, _GONE, _NEW = "\x01", "\x02", "\x03", "\x04", "\x05"
_MARKS = re.compile(f"([{_PLAIN}{_BOLD}{_DIM}{_GONE}{_NEW}])")
_SEQUENCES = {_PLAIN: "\x1b[0m", _BOLD: "\x1b[1m", _DIM: "\x1b[2m", _GONE: "\x1b[31m", _NEW: "\x1b[32m"}
_COLUMNS_BEFORE = re.compile(r" {2,}(?:\S+ )*\S+ {2,}")
"""What stands before the last column of a row."""
_PATIENCE = 0.7
_BEAT = 0.25
_UNBOUNDED = 100_000


def bold(text: str) -> str:
    """A text that stands out, on one line."""
    return f"{_BOLD}{one_line(text)}{_PLAIN}" if text else ""


def dim(text: str) -> str:
    """A text that steps back, on one line."""
    return f"{_DIM}{one_line(text)}{_PLAIN}" if text else ""


def gone(text: str) -> str:
    """Words that another text lacks, in the signs of git's word diff."""
    return f"{_GONE}[-{one_line(text)}-]{_PLAIN}"


def new(text: str) -> str:
    """Words that another text has instead."""
    return f"{_NEW}{{+{one_line(text)}+}}{_PLAIN}"


def say(line: str = "", *, flush: bool = False) -> None:
    """Print one line for people."""
    _write(sys.stdout, painted(line, coloured(sys.stdout)) + "\n")
    if flush:
        sys.stdout.flush()


def tell(sentence: str) -> None:
    """Print a sentence for people, on as many lines as the terminal makes of it."""
    for line in wrapped(sentence, terminal_width()):
        say(line)


def say_help(text: str) -> None:
    """Print a help text. What is too wide for the terminal goes on below, a row of a table in its last column."""
    wide = terminal_width()
    for line in text.splitlines():
        table, blanks = _COLUMNS_BEFORE.match(line), line[: len(line) - len(line.lstrip())]
        first = table[0] if table and len(table[0]) <= wide // 2 else blanks
        for part in [line] if cells(line) <= wide else wrapped(line[len(first) :], wide, first, " " * len(first)):
            say(part)


def complain(message: str) -> None:
    """Print one line on standard error: ``reader: WHAT: WHY. WHAT TO DO.``"""
    if sys.stderr is not None:
        _write(sys.stderr, f"reader: {one_line(message)}\n")


def say_json(value: object, *, flush: bool = False) -> None:
    """Print one JSON object on one line, in UTF-8 whatever the locale says."""
    from reader.export import encode

    write_bytes(f"{encode(value)}\n".encode(), flush=flush)


def write_bytes(data: bytes, *, flush: bool = False) -> None:
    """Give out bytes as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    if flush:
        sys.stdout.buffer.flush()


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))


def painted(line: str, colour: bool) -> str:
    """A line with its style marks as escape sequences, or without them; all else is made harmless."""
    return "".join(
        (_SEQUENCES[piece] if colour else "") if piece in _SEQUENCES else visible(piece) for piece in _MARKS.split(line)
    )


def coloured(stream: TextIO) -> bool:
    """Whether a stream is a terminal that wants colour."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Columns of the terminal; 80 where there is none."""
    return max(20, shutil.get_terminal_size().columns)


def row_width() -> int:
    """Columns of a row that is not wrapped but cut: those of the terminal; in a pipe, which `grep` reads, all it needs.

    Who sets ``COLUMNS`` says a width for both.
    """
    return terminal_width() if sys.stdout.isatty() or os.environ.get("COLUMNS") else _UNBOUNDED


def width_of(line: str) -> int:
    """Cells of a line, without its style marks."""
    return cells(_MARKS.sub("", line))


def fitted(text: str, width: int) -> str:
    """A text on one line of exactly ``width`` cells."""
    short = clip(one_line(text), width)
    return short + " " * (width - cells(short))


def wrapped(text: str, width: int, indent: str = "", hanging: str | None = None) -> Iterator[str]:
    """The lines of a text, no wider than ``width`` cells. ``hanging``: the indent of all lines but the first."""
    rest = indent if hanging is None else hanging
    line, used = indent, cells(indent)
    empty = True
    for word in _words(text, max(1, width - max(cells(indent), cells(rest)))):
        size = width_of(word)
        if not empty and used + 1 + size > width:
            yield line
            line, used, empty = rest, cells(rest), True
        line, used = (line + word, used + size) if empty else (f"{line} {word}", used + 1 + size)
        empty = False
    yield line


def _words(text: str, widest: int) -> Iterator[str]:
    """Words between blanks; one that is wider than a line in pieces."""
    for word in visible_with_marks(text).split():
        if width_of(word) <= widest:
            yield word
        else:
            yield from _pieces(word, widest)


def _pieces(word: str, widest: int) -> Iterator[str]:
    piece: list[str] = []
    used = 0
    for char in word:
        size = 0 if char in _SEQUENCES else char_cells(char)
        if used + size > widest and piece:
            yield "".join(piece)
            piece, used = [], 0
        piece.append(char)
        used += size
    if piece:
        yield "".join(piece)


def visible_with_marks(line: str) -> str:
    """`one_line` of all but the style marks."""
    return "".join(piece if piece in _SEQUENCES else one_line(piece) for piece in _MARKS.split(line))


def pairs(values: Mapping[str, object]) -> Iterator[str]:
    """Names and values in two columns."""
    shown = {name: one_line(str(value)) for name, value in values.items()}
    widest = min(max(map(cells, shown.values()), default=0), terminal_width() // 3)
    wide = min(max(map(len, shown), default=0), terminal_width() - 2 - widest)
    for name, value in shown.items():
        yield f"{dim(fitted(name, wide))}  {clip(value, terminal_width() - 2 - wide)}"


def columns(rows: Sequence[Sequence[str]], shrinking: int, right: Iterable[int] = ()) -> Iterator[str]:
    """Rows as aligned columns, two blanks between them; one column gives way where the terminal is too narrow.

    Rows must have the same number of cells. ``right``: columns of numbers.
    """
    if not rows:
        return
    widths = [max(cells(one_line(cell)) for cell in column) for column in zip(*rows, strict=True)]
    spare = row_width() - sum(widths) - 2 * (len(widths) - 1)
    widths[shrinking] = max(4, widths[shrinking] + min(0, spare))
    numbers = frozenset(right)
    for row in rows:
        line = "  ".join(
            fitted(cell, width).strip().rjust(width) if place in numbers else fitted(cell, width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield clip(line.rstrip(), row_width())


class Progress:
    """What is being worked on, on standard error, once it has taken a second."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._began = stream, time.monotonic()
        self._at, self._count, self._shown = "", 0, False
        self._lock, self._over = threading.Lock(), threading.Event()

    def __call__(self, name: str) -> None:
        """Say what comes next."""
        self._at, self._count = name, self._count + 1

    def beat(self) -> None:
        """Show the state again and again until it is over."""
        while not self._over.wait(_BEAT):
            if time.monotonic() - self._began > _PATIENCE:
                line = clip(one_line(self.line(time.monotonic() - self._began)), terminal_width() - 1)
                with self._lock, suppress(OSError, ValueError):
                    self._stream.write(f"\r\x1b[K{line}")
                    self._stream.flush()
                    self._shown = True

    def line(self, seconds: float) -> str:
        """What is shown after so many seconds."""
        return f"{seconds:.0f} s  {self._count}  {self._at}"

    def clear(self) -> None:
        """Take the line away, before another is printed."""
        with self._lock, suppress(OSError, ValueError):
            if self._shown:
                self._stream.write("\r\x1b[K")
                self._stream.flush()
                self._shown = False

    def end(self) -> None:
        """No more."""
        self._over.set()


@contextmanager
def progress(shown: Progress | None = None) -> Iterator[Progress]:
    """Progress for the length of a piece of work; silent where standard error is no terminal."""
    shown = shown or Progress(sys.stderr)
    if sys.stderr is None or not sys.stderr.isatty():
        yield shown
        return
    thread = threading.Thread(target=shown.beat, daemon=True)
    thread.start()
    try:
        yield shown
    finally:
        shown.end()
        thread.join()
        shown.clear()
