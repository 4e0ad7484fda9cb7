"""Sorting, narrowing and searching in a terminal: from a key to the last change of the screen.

    python tests/bench/lists.py [-n 5] [--no-searches] [--no-choices] 1k.db 1m.db

Prints for each corpus the median and the worst time in milliseconds, the processor's time of the app in brackets (on a
busy machine that is the figure to believe), and for keys of a search the ratio to a page down in the list.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from reader.corpus import open_corpus
from tests.terminal import Terminal

SIZE = (100, 30)
QUIET, LONG_QUIET = 0.15, 0.4
MOVES = {"down": "j", "page down": "\x1b[6~", "End": "\x1b[F", "Home": "\x1b[H"}
FILTERS = (
    "outlet:hafen", "date:2021", "date:2021-03", "lang:de", "lang:fr", "tag:grenze", 'entity:"{name}"', "is:unread",
    "is:bookmarked", "lang:de is:unread", "outlet:donau date:2020 is:unread",
)  # fmt: skip
TYPED = ("der die das", "krieg", "kohle export", "haus", "p", "st", "xylophon", "zqz")


class Cost(NamedTuple):
    """Seconds from a key to the last change of the screen, and seconds of the processor."""

    wall: float
    processor: float


def used(pid: int) -> float:
    """Seconds that all threads of a process have had of the processor."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended
            spent += int(Path(task, "schedstat").read_text().split()[0])
    return spent / 1e9


def struck(terminal: Terminal, keys: str) -> Cost:
    """What some keys cost until nothing changes any more."""
    began, before = time.perf_counter(), used(terminal.pid)
    last = began
    terminal.send(keys)
    while terminal.read(QUIET):
        last = time.perf_counter()
    return Cost(last - began, used(terminal.pid) - before)


def press(terminal: Terminal, keys: str) -> None:
    """Send keys and wait until long nothing changes: what follows is measured."""
    terminal.send(keys)
    while terminal.read(LONG_QUIET):
        pass


def said(costs: list[Cost]) -> str:
    """Costs for people."""
    walls, spent = [one.wall for one in costs], [one.processor for one in costs]
    return (f"{1000 * statistics.median(walls):6.1f} ms, worst {1000 * max(walls):6.1f} "
            f"({1000 * statistics.median(spent):5.1f}, worst {1000 * max(spent):5.1f})")  # fmt: skip


def opened(corpus: Path) -> Terminal:
    """The app on a corpus with its list on the screen."""
    command = [sys.executable, "-m", "reader", "--corpus", str(corpus)]
    terminal = Terminal(command, *SIZE, environment={"READER_STATE": tempfile.mkdtemp(), "LC_ALL": "C.UTF-8"})
    terminal.wait(r"20\d\d-\d\d-\d\d", 60)
    time.sleep(1)
    terminal.settle()
    return terminal


def moves(terminal: Terminal, times: int) -> float:
    """Print the cost of moving. Gives the median of a page down."""
    rounds = [{name: struck(terminal, keys) for name, keys in MOVES.items()} for _ in range(times)]
    for name in MOVES:
        print(f"  {name:36} {said([one[name] for one in rounds])}")
    return statistics.median(one["page down"].wall for one in rounds)


def choices(terminal: Terminal, corpus: Path, times: int) -> None:
    """Print the cost of other orders, and of each filter from its Enter on."""
    for where in ("at the beginning", "at the end"):
        press(terminal, "g" if "begin" in where else "G")
        print(f"  {'other order ' + where:36} {said([struck(terminal, '>') for _ in range(4 * times)])}")
    with open_corpus(corpus) as opened:
        name = opened.rows("SELECT name FROM entity ORDER BY mentions DESC LIMIT 1")[0][0]
    for query in (one.format(name=name) for one in FILTERS):
        print(f"  {query:36} {said(list(narrowed(terminal, query, times)))}")


def narrowed(terminal: Terminal, query: str, times: int) -> Iterator[Cost]:
    """The cost of narrowing to a query, each time from the whole list."""
    for _ in range(times):
        press(terminal, "f")
        press(terminal, query)
        yield struck(terminal, "\r")
        press(terminal, "\x1b")


def searches(terminal: Terminal, queries: tuple[str, ...], times: int, page: float) -> None:
    """Print the cost of each key of a search."""
    worst = 0.0
    for query in queries:
        rounds = []
        for _ in range(times):
            press(terminal, "/")
            rounds.append([struck(terminal, key) for key in query])
            press(terminal, "\x1b")
            press(terminal, "q")
        keys = [min(some, key=lambda cost: cost.wall) for some in zip(*rounds)]
        slowest = max(range(len(keys)), key=lambda at: keys[at].wall)
        worst = max(worst, keys[slowest].wall)
        shown = f"typed {query}"
        print(f"  {shown:36} {said(keys)} = {statistics.median(key.wall for key in keys) / page:.2f} and "
              f"{keys[slowest].wall / page:.2f} pages down, worst at {query[: slowest + 1]!r}")  # fmt: skip
    if queries:
        print(f"  worst key of all: {1000 * worst:.1f} ms = {worst / page:.2f} pages down")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-n", type=int, default=5)
    parser.add_argument("--no-searches", action="store_true")
    parser.add_argument("--no-choices", action="store_true")
    options = parser.parse_args()
    for corpus in options.corpora:
        print(f"{corpus}, load {os.getloadavg()[0]:.1f}")
        with opened(corpus) as terminal:
            page = moves(terminal, options.n)
            if not options.no_choices:
                choices(terminal, corpus, options.n)
        with opened(corpus) as terminal:
            searches(terminal, () if options.no_searches else TYPED, options.n, page)


if __name__ == "__main__":
    main()
