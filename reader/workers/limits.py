"""How much time and memory one file is given. The parent watches the clock; the system watches what it can."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType

SECONDS = 60.0
"""Time that every file is given."""
SECONDS_PER_MB = 20.0
"""Time added for each megabyte of it, or of its articles where they are packed; some five times what is common."""
MOST_SECONDS = 1200.0
MEMORY = 3 << 30
"""Bytes of memory for one process; half of what the machine has, if that is less."""
GROWN = 600 << 20
"""Bytes of memory after which a process reads no other file."""
_SLACK = 10
"""Seconds after which a process that nobody watches any more is ended by the system."""


def seconds(size: int) -> float:
    """Seconds in which so many bytes must be read."""
    return min(SECONDS + SECONDS_PER_MB * size / 1_000_000, MOST_SECONDS)


def bound_memory() -> None:
    """Let this process have so much memory and no more; if the machine runs short, it goes before others do."""
    resource = _resource()
    if resource is not None:
        for kind, most in ((resource.RLIMIT_AS, _memory()), (resource.RLIMIT_CORE, 0)):
            with suppress(OSError, ValueError):  # not every system knows every limit
                resource.setrlimit(kind, (most, most))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def bound_time(size: int) -> None:
    """Have this process ended if it works much longer on so many bytes than it may."""
    resource = _resource()
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    latest = int(used.ru_utime + used.ru_stime + seconds(size)) + _SLACK
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (latest, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def is_grown() -> bool:
    """Whether this process has taken so much memory that a fresh one should take its place."""
    return _peak() > GROWN


def _peak() -> int:
    """Bytes of memory this process had at most; 0 where nobody knows.

    Linux counts in ``ru_maxrss`` what the parent had before the program was started, so its own account goes first.
    """
    with suppress(OSError, ValueError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    resource = _resource()
    if resource is None:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * unit


def _memory() -> int:
    try:
        return min(MEMORY, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2)
    except (AttributeError, OSError, ValueError):
        return MEMORY


def _resource() -> ModuleType | None:
    try:
        import resource
    except ImportError:  # Windows
        return None
    return resource
