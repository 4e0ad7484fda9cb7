"""Files in a line: many are read at a time, and what is in them comes out in the order in which they came in."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator

from reader import reading
from reader.reading import IsHeld, Read, Result
from reader.workers.crew import SHORT, Crew, Errand, cores

MOST_WORKERS = 16
"""More processes than one writer can keep up with cost memory and gain nothing."""
FEW = 12
"""So many short plain texts are read in this process: starting another one takes as long."""
_FOR_EACH = 8
"""Files, or so many times `SHORT` bytes, that must wait before one more process is started."""
_MOST_FILES = 64
"""Files in the line for each process: so many it may read while others are written."""
_MOST_BYTES = 32 << 20
"""Bytes of files in the line, and of articles that wait behind a slow file."""
_TICK = 0.1


def in_order(
    errands: Iterator[Errand], is_held: IsHeld, workers: int | None = None
) -> Generator[tuple[Errand, Result | None], None, None]:
    """What is in each file, in order; ``None`` says that the first in the line is (still) being read.

    No more than a bounded number of files and bytes is held, however many come. ``workers``: processes at most,
    all cores if it is not said.
    """
    line = _Line(errands, is_held, workers or min(cores(), MOST_WORKERS))
    try:
        yield from line.run()
    finally:
        line.crew.close()


class _Line:
    """The files under way, first come first."""

    def __init__(self, errands: Iterator[Errand], is_held: IsHeld, most: int) -> None:
        self.crew = Crew(most)
        self._coming = errands
        self._more = True
        self._line: deque[Errand] = deque()
        self._held = 0
        """Bytes of the files in it."""
        self._is_held = is_held
        self._room = _MOST_FILES * most

    def run(self) -> Iterator[tuple[Errand, Result | None]]:
        while self._fill():
            head = self._line[0]
            yield head, None
            while head.results:
                yield head, head.results.popleft()
            if head.over:
                self._line.popleft()
                self._held -= head.length
            elif self._is_light() or self.crew.broken:
                yield from self._here(head)
            else:
                self._hand_out()
                self._answer()
                self.crew.listen(_TICK)

    def _fill(self) -> bool:
        """Let files in while there is room. Whether there is any in the line."""
        while self._more and self._has_room():
            errand = next(self._coming, None)
            if errand is None:
                self._more = False
                break
            self._line.append(errand)
            self._held += errand.length
            if not errand.over:
                self.crew.waiting.append(errand)
        return bool(self._line)

    def _has_room(self) -> bool:
        return not self._line or (len(self._line) < self._room and self._held < _MOST_BYTES)

    def _is_light(self) -> bool:
        """Whether all that is left is soon read, and nothing in it that was ever known to hang."""
        waiting = self.crew.waiting
        return not (self._more or self.crew.size) and len(waiting) <= FEW and all(map(_is_short, waiting))

    def _here(self, head: Errand) -> Iterator[tuple[Errand, Result]]:
        self.crew.waiting.remove(head)
        assert head.job is not None
        yield from ((head, result) for result in reading.read(head.job, self._is_held))
        head.end()

    def _hand_out(self) -> None:
        self.crew.hand_out()
        if self.crew.size < self.crew.most:
            # Those that wait are taken by other threads, so they are looked for in the line.
            waiting = [errand.length for errand in self._line if not (errand.begun or errand.over)]
            load = max(len(waiting), sum(waiting) // SHORT) / _FOR_EACH
            if waiting and self.crew.size < max(load, 1):
                self.crew.start()

    def _answer(self) -> None:
        """Let those read on that asked, unless much of theirs waits already behind a slow file."""
        for errand in self._line:
            if errand.asked is not None and (errand is self._line[0] or _size(errand) < _MOST_BYTES / self.crew.most):
                self.crew.answer(errand, self._is_held(errand.asked, errand.size))


def _size(errand: Errand) -> int:
    return sum(len(result.item.text) for result in errand.results if isinstance(result, Read))


def _is_short(errand: Errand) -> bool:
    from reader.formats import sniff
    from reader.records import ReaderError

    if errand.job is None or errand.length > SHORT:
        return False
    try:
        return sniff.kind(errand.job.data, errand.job.name) == "text"
    except ReaderError:
        return True
