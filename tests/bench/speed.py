"""Start-up, keys, memory and quitting of the app, in turn with a minimal Textual app in the same kind of terminal.

    python tests/bench/speed.py [-n 9] SMALL.db LARGE.db

Prints medians in milliseconds, and the ratios that the goals are about. A goal is a ratio, never a time.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reader.corpus import articles, open_corpus
from reader.corpus.derive import Derived
from reader.records import Block, Found, Item, Structure
from tests.terminal import Terminal

MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("first frame")
Minimal().run()
"""
SIZE = (100, 30)
_MODULES = tempfile.TemporaryDirectory()
COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": _MODULES.name}
"""All programs run from compiled modules, as installed ones do; the round that does not count compiles them."""
STEPS = {"down": "j", "page down": "\x1b[6~", "End": "\x1b[F", "Home": "\x1b[H"}


def minimal() -> tuple[Sequence[str], str]:
    """The smallest Textual app and what its first frame shows."""
    return [sys.executable, "-c", MINIMAL], "first frame"


def ours(corpus: str) -> tuple[Sequence[str], str]:
    """The app on a corpus, and what its first list shows."""
    return [sys.executable, "-m", "reader", "--corpus", corpus], r"20\d\d-\d\d-\d\d"


def start(command: Sequence[str], first: str, live: tuple[str, str] | None) -> dict[str, float]:
    """One start: first frame, when a key sent at once takes effect, memory, and time to quit."""
    with Terminal(command, *SIZE, environment=COMPILED | {"READER_STATE": tempfile.mkdtemp()}) as terminal:
        figures = {"frame": terminal.wait(first, 30)}
        if live:
            terminal.send(live[0])
            figures["live"] = terminal.wait(live[1], 30)
        terminal.settle()
        figures["memory"] = memory(terminal.pid)
        began = time.perf_counter()
        terminal.send("q" if live else "\x11")
        terminal.wait_exit()
        figures["quit"] = time.perf_counter() - began
    return figures


def memory(pid: int) -> float:
    """Peak resident memory in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def key(terminal: Terminal, keys: str) -> float:
    """Seconds from a key to the last change of the screen."""
    terminal.settle()
    began = last = time.perf_counter()
    terminal.send(keys)
    while terminal.read(0.08):
        last = time.perf_counter()
    return last - began


def keys(corpus: str, steps: dict[str, str], open_first: bool, repeats: int) -> dict[str, float]:
    """The median time of some keys in the list, or in the first article."""
    command, first = ours(corpus)
    with Terminal(command, *SIZE, environment=COMPILED | {"READER_STATE": tempfile.mkdtemp()}) as terminal:
        terminal.wait(first, 30)
        terminal.settle()
        if open_first:
            terminal.press("\r")
        rounds = [{name: key(terminal, step) for name, step in steps.items()} for _ in range(repeats)]
    return {name: statistics.median(one[name] for one in rounds) for name in steps}


def long_article(folder: str) -> str:
    """A corpus with one article of 100 kB."""
    paragraphs = (f"Absatz {n}. " + "Das Schiff liegt am Kai. " * 18 for n in range(220))
    text = "\n\n".join(("Ein langer Bericht vom Hafen", *paragraphs))
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
    blocks = tuple(Block("title" if n == 0 else "paragraph", *span) for n, span in enumerate(spans))
    published = Found("2024-01-02", 0, 0, "made")
    path = Path(folder, "long.db")
    with open_corpus(path, create=True) as corpus:
        derived = Derived(Structure(blocks, published=published, language="de"), ())
        articles.add(corpus, Item(text.encode(), text, "plain"), "long.txt", derived)
    return str(path)


def median(runs: list[dict[str, float]], name: str) -> float:
    """The median of one figure."""
    return statistics.median(run[name] for run in runs if name in run)


def in_turn(makers: dict[str, Callable[[], dict[str, float]]], times: int) -> dict[str, list[dict[str, float]]]:
    """Each maker once in turn, ``times`` times, after one round that does not count."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in makers}
    for turn in range(times + 1):
        for name, make in makers.items():
            figures = make()
            if turn:
                runs[name].append(figures)
    return runs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("-n", type=int, default=9)
    options = parser.parse_args()
    makers: dict[str, Callable[[], dict[str, float]]] = {"minimal": lambda: start(*minimal(), None)}
    for corpus in options.corpora:
        makers[corpus] = lambda corpus=corpus: start(*ours(corpus), ("G", r"(\d[\d.,\u202f ]*)/\1"))
    runs = in_turn(makers, options.n)
    print(f"load {os.getloadavg()[0]:.1f}, n = {options.n}, medians")
    base = median(runs["minimal"], "frame")
    base_memory = median(runs["minimal"], "memory")
    print(f"{'minimal Textual app':40} frame {base * 1000:6.0f} ms, memory {base_memory:5.1f} MB")
    for corpus in options.corpora:
        found = runs[corpus]
        print(f"{corpus:40} frame {median(found, 'frame') * 1000:6.0f} ms = {median(found, 'frame') / base:.2f}; "
              f"live {median(found, 'live') * 1000:6.0f} ms = {median(found, 'live') / base:.2f}; "
              f"memory {median(found, 'memory'):5.1f} MB = {median(found, 'memory') / base_memory:.2f}; "
              f"quit {median(found, 'quit') * 1000:4.0f} ms")  # fmt: skip
        report("list", keys(corpus, STEPS, False, options.n))
    with tempfile.TemporaryDirectory() as folder:
        report("article of 100 kB", keys(long_article(folder), STEPS, True, options.n))


def report(place: str, times: dict[str, float]) -> None:
    """One line of key times."""
    print(f"  {place}: " + ", ".join(f"{name} {value * 1000:.1f} ms" for name, value in times.items()))


if __name__ == "__main__":
    main()
