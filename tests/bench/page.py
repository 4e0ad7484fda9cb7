"""The page of one large article beside small ones: opening from the shell, each key, resizing, memory.

    python tests/bench/page.py [-n 9]

An article of 5 MB with 20,000 names and 500 highlights opens in turn with a minimal Textual app; its keys are timed to
the settled screen in a pseudo-terminal; 100 kB stand beside Textual's own read-only TextArea, and resizing beside an
article of 10 kB. Beside each time stands the processor time that the app took for it, which a busy machine does not
change. Goals are ratios, but for keys: 30 ms in the median and 60 ms for the slowest twentieth.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from reader import acts
from reader.corpus import articles, entities, open_corpus
from reader.corpus.derive import Derived
from reader.link import name_mentions
from reader.records import Block, Found, Item, Mention, Structure
from tests.bench.speed import COMPILED, MINIMAL
from tests.terminal import Terminal

SIZE = (100, 30)
LARGE, MIDDLE, SMALL = 5_000_000, 100_000, 10_000
NAMES, HIGHLIGHTS = 20_000, 500
LONGEST, SILENCE = 3.0, 0.15
"""Seconds to wait for the first change of the screen, and after the last one."""
NAMED = ("Berta Hafner", "Ansgar Deichmann", "Nordhafen", "Reederei Sund", "Ilse Kaiser", "Westfeld", "Hafenrat")
KINDS = {"Berta": "PER", "Ansgar": "PER", "Ilse": "PER", "Nordhafen": "LOC", "Westfeld": "LOC"}
WORDS = (
    "der", "die", "das", "Schiff", "Kai", "liegt", "am", "im", "mit", "ohne", "Fracht", "Kran", "Morgen", "und",
    "Hafenverwaltung", "Genehmigung", "Sitzung", "berichtet", "gestern", "heute", "Wasserstand", "steigt", "Jahr",
)  # fmt: skip
STEPS = {
    "j": "j", "k": "k", "page down": "\x1b[6~", "page up": "\x1b[5~", "half page": "d", "Tab": "\t",
    "End": "\x1b[F", "Home": "\x1b[H", "colours": "i", "wider": "+", "usual width": "=",
}  # fmt: skip
AREA = """
import sys
from textual.app import App
from textual.widgets import TextArea
class Area(App):
    CSS = "TextArea { border: none; }"
    def compose(self):
        yield TextArea(open(sys.argv[1], encoding="utf-8").read(), read_only=True, soft_wrap=True)
Area().run()
"""


class Took(NamedTuple):
    """One step: seconds by the clock to the last change of the screen, and of the processor."""

    wall: float
    cpu: float


def made_text(size: int, names: int) -> tuple[str, list[Mention], tuple[Block, ...]]:
    """A text of about ``size`` characters in paragraphs of 600, with names spread over it."""
    chance = random.Random(7)
    parts, mentions, blocks, at, due = [], [], [], 0, 0.0
    while at < size:
        words: list[str] = []
        length = 0
        while length < 600:
            named = len(mentions) < names and at + length >= due
            word = chance.choice(NAMED) if named else chance.choice(WORDS)
            if named:
                kind = KINDS.get(word.split()[0], "ORG")
                mentions.append(Mention(at + length, at + length + len(word), kind))
                due += size / names
            words.append(word)
            length += len(word) + 1
        parts.append(" ".join(words) + ".")
        blocks.append(Block("heading" if len(blocks) % 40 == 1 else "paragraph", at, at + len(parts[-1])))
        at += len(parts[-1]) + 2
    return "\n\n".join(parts), mentions, tuple(blocks)


def made_corpus(folder: str, size: int, names: int = 0, lit: int = 0) -> tuple[str, str]:
    """A corpus with one such article; its path and the id of the article."""
    path = Path(folder, f"{size}.db")
    text, mentions, blocks = made_text(size, names)
    structure = Structure(blocks, title=Found("Ein langer Bericht vom Hafen", 0, 0, "made"), language="de")
    with open_corpus(path, create=True) as corpus:
        named = name_mentions(text, tuple(mentions))
        made = articles.add(corpus, Item(text.encode(), text, "plain"), "long.txt", Derived(structure, named))
        entities.relink(corpus)
        step = len(text) // max(lit, 1)
        with corpus.write():
            for number in range(lit):
                start = text.index(" ", number * step) + 1
                acts.highlight(corpus, made, acts.anchor(text, start, start + 90), 1 + number % 4)
    return str(path), made


def opening(corpus: str, article: str) -> list[str]:
    """The app, opened from the shell at an article."""
    return [sys.executable, "-m", "reader", "--corpus", corpus, "open", article]


def terminal(command: Sequence[str]) -> Terminal:
    """A terminal with a state of its own, so that nothing is remembered."""
    return Terminal(command, *SIZE, environment=COMPILED | {"READER_STATE": tempfile.mkdtemp()})


def cpu(pid: int) -> float:
    """Seconds of processor time that a process took so far."""
    ran = (task / "schedstat" for task in Path(f"/proc/{pid}/task").iterdir())
    return sum(int(one.read_text().split()[0]) for one in ran) / 1e9


def started(command: Sequence[str], first: str) -> dict[str, float]:
    """One start: the first frame with the text, and the most memory."""
    with terminal(command) as there:
        figures = {"frame": there.wait(first, 60), "cpu": cpu(there.pid)}
        there.settle()
        status = Path(f"/proc/{there.pid}/status").read_text()
        figures["memory"] = int(status.split("VmHWM:")[1].split()[0]) / 1024
    return figures


def taken(there: Terminal, do: Callable[[], None]) -> Took:
    """The time from a thing done to the terminal to the last change of its screen."""
    there.settle()
    before, began = cpu(there.pid), time.perf_counter()
    last = began
    do()
    quiet = LONGEST
    while there.read(quiet):
        last, quiet = time.perf_counter(), SILENCE
    return Took(last - began, cpu(there.pid) - before)


def in_turn(runs: dict[str, Callable[[], Took]], times: int) -> dict[str, list[Took]]:
    """Each once in turn, ``times`` times, after a round that does not count."""
    found: dict[str, list[Took]] = {name: [] for name in runs}
    for turn in range(times + 1):
        for name, run in runs.items():
            took = run()
            if turn:
                found[name].append(took)
    return found


def slowest(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


def said(took: Sequence[Took]) -> str:
    """Median and 95th percentile of a step, and its processor time."""
    wall, ran = [one.wall * 1000 for one in took], [one.cpu * 1000 for one in took]
    return (f"median {statistics.median(wall):6.1f} ms, 95 % {slowest(wall):6.1f} ms; "
            f"processor {statistics.median(ran):6.1f} ms, 95 % {slowest(ran):6.1f} ms")  # fmt: skip


def measure_opening(corpus: str, article: str, times: int) -> None:
    """Opening from the shell, in turn with the smallest Textual app."""
    runs: dict[str, list[dict[str, float]]] = {"minimal": [], "page": []}
    for turn in range(times + 1):
        one = {"minimal": started([sys.executable, "-c", MINIMAL], "first frame"),
               "page": started(opening(corpus, article), "Schiff|Kai|Hafen")}  # fmt: skip
        for name, figures in one.items() if turn else ():
            runs[name].append(figures)
    middle = {name: {key: statistics.median(r[key] for r in found) for key in found[0]} for name, found in runs.items()}
    for name, figures in middle.items():
        ratio, ran = figures["frame"] / middle["minimal"]["frame"], figures["cpu"] / middle["minimal"]["cpu"]
        print(f"opening, {name:8} frame {figures['frame'] * 1000:6.0f} ms = {ratio:.2f}; processor "
              f"{figures['cpu'] * 1000:6.0f} ms = {ran:.2f}; memory {figures['memory']:5.1f} MB")  # fmt: skip


def measure_keys(corpus: str, article: str, times: int) -> None:
    """Each key of the page."""
    with terminal(opening(corpus, article)) as there:
        there.wait("Schiff|Kai|Hafen", 60)
        time.sleep(1)
        steps = {name: lambda keys=keys: taken(there, lambda: there.send(keys)) for name, keys in STEPS.items()}
        found = in_turn(steps, 3 * times)
        for name, took in found.items():
            print(f"  {name:12} {said(took)}")
        print(f"  {'all':12} {said([one for took in found.values() for one in took])}")


def measure_beside_text_area(corpus: str, article: str, text: str, times: int) -> None:
    """Page down in 100 kB, in turn with a read-only TextArea of the same text."""
    with terminal(opening(corpus, article)) as ours, terminal([sys.executable, "-c", AREA, text]) as area:
        for there in (ours, area):
            there.wait("Schiff|Kai|Hafen", 60)
            there.settle()
        found = in_turn({"page": lambda: taken(ours, lambda: ours.send("\x1b[6~")),
                         "TextArea": lambda: taken(area, lambda: area.send("\x1b[6~"))}, 3 * times)  # fmt: skip
    for name, took in found.items():
        print(f"page down in 100 kB, {name:8} {said(took)}")


def measure_resizing(large: tuple[str, str], small: tuple[str, str], times: int) -> None:
    """Resizing 5 MB, in turn with 10 kB."""
    with terminal(opening(*large)) as much, terminal(opening(*small)) as little:
        for there in (much, little):
            there.wait("Schiff|Kai|Hafen", 60)
            there.send("\x1b[6~")
            there.settle()
        sizes = [(columns, rows) for columns, rows in ((70, 24), (100, 30), (60, 40), (120, 35))]
        found: dict[str, list[Took]] = {"5 MB": [], "10 kB": []}
        for turn in range(times + 1):
            for size in sizes:
                for name, there in (("5 MB", much), ("10 kB", little)):
                    took = taken(there, lambda there=there, size=size: there.resize(*size))
                    if turn:
                        found[name].append(took)
    for name, took in found.items():
        print(f"resizing {name:6} {said(took)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=9)
    times = parser.parse_args().n
    with tempfile.TemporaryDirectory() as folder:
        large = made_corpus(folder, LARGE, NAMES, HIGHLIGHTS)
        middle, small = made_corpus(folder, MIDDLE), made_corpus(folder, SMALL)
        text = Path(folder, "middle.txt")
        text.write_text(made_text(MIDDLE, 0)[0], encoding="utf-8")
        print(f"load {os.getloadavg()[0]:.1f}, n = {times}")
        measure_opening(*large, times)
        measure_keys(*large, times)
        measure_beside_text_area(*middle, str(text), times)
        measure_resizing(large, small, times)


if __name__ == "__main__":
    main()
