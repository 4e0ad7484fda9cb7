"""How far an import is: files done and to come, their rate and the time left, on one line of a terminal."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from reader.cli.output import Progress
from reader.speech import apart, tr

_SPAN = 15.0
"""Seconds over which the rate is taken: what was quick, since it was in the corpus, says nothing of what is new."""
_EVERY = 0.5


class Importing(Progress):
    """Is told the name of each file when all before it are done."""

    def __init__(self, paths: Sequence[str], corpus: Path | None) -> None:
        super().__init__(sys.stderr)
        self._total: int | None = None
        self._samples: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])
        self._paths, self._corpus = paths, corpus

    def beat(self) -> None:
        """Show the state again and again; how many files there are is counted meanwhile."""
        threading.Thread(target=self._count_files, daemon=True).start()
        super().beat()

    def _count_files(self) -> None:
        from reader.sources import found

        total = 0
        for _ in found(self._paths, self._corpus):
            total += 1
            if self._over.is_set():
                return
        self._total = total

    def line(self, seconds: float) -> str:
        """Done of how many, rate, time left, and the name of the file that is waited for."""
        done, name = max(0, self._count - 1), os.path.basename(self._at)  # noqa: PTH119
        rate = self._rate(done)
        parts = [tr("{done} of {all}").format(done=apart(done), all=apart(self._total)) if self._total else apart(done)]
        parts += [tr("{n} files/s").format(n=apart(round(rate))) if rate >= 1 else f"{seconds:.0f} s"]
        if self._total and rate > 0 and done < self._total:
            parts.append(tr("{time} left").format(time=_span((self._total - done) / rate)))
        return "  ".join([*parts, name])

    def _rate(self, done: int) -> float:
        """Files a second of late."""
        now = time.monotonic()
        if now - self._samples[-1][0] >= _EVERY:
            self._samples.append((now, done))
        while len(self._samples) > 2 and now - self._samples[0][0] > _SPAN:
            self._samples.popleft()
        since, before = self._samples[0]
        return (done - before) / max(now - since, 1e-3)


def _span(seconds: float) -> str:
    """A time in the two largest units that matter."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
