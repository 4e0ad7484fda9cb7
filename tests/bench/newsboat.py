"""Start and keys beside newsboat with the same articles: both in a terminal, in turn.

    python tests/bench/newsboat.py [-n 5] 10k.db 100k.db

newsboat has them all in one feed of its cache, which is opened. Times are milliseconds.
"""

from __future__ import annotations

import argparse
import calendar
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from reader.corpus import open_corpus
from tests.bench.lists import MOVES, SIZE, press, struck
from tests.terminal import NotShownError, Terminal

ADDRESS = "file:///articles.xml"
PATIENCE = 300
_ITEM = "INSERT INTO rss_item VALUES (?, ?, ?, '', '', ?, ?, ?, 1, '', '', 0, '', 0, '')"


def filled(folder: Path, corpus: Path) -> Sequence[str]:
    """A folder for newsboat with the articles of a corpus in its cache. Gives the command."""
    (folder / "urls").write_text(f"{ADDRESS}\n")
    (folder / "config").write_text("auto-reload no\nmax-items 0\nconfirm-exit no\n")
    command = ["newsboat", *(part for name in "uCc" for part in (f"-{name}", str(folder / _FILES[name])))]
    subprocess.run([*command, "-x", "print-unread"], check=True, capture_output=True)
    with sqlite3.connect(folder / "cache.db") as cache:
        cache.execute("INSERT OR REPLACE INTO rss_feed VALUES (?, ?, 'Articles', 0, 0, '')", (ADDRESS, ADDRESS))
        cache.executemany(_ITEM, items(corpus))
    return command


_FILES = {"u": "urls", "C": "config", "c": "cache.db"}


def items(corpus: Path) -> Iterator[tuple[Any, ...]]:
    """The articles as newsboat has them."""
    with open_corpus(corpus) as opened:
        rows = opened.connection.execute(
            "SELECT n, id, ifnull(card.title, opening), published, text FROM card JOIN article ON n = article"
        )
        for number, guid, title, published, text in rows:
            date = calendar.timegm(time.strptime((published or "2000-01-01")[:10], "%Y-%m-%d"))
            yield number, guid, title, ADDRESS, date, text


def run(command: Sequence[str], first: str, then: tuple[str, str] | None) -> dict[str, float]:
    """One start up to the list, and the keys in it. ``then``: what opens the list, and what it shows."""
    with Terminal(command, *SIZE, environment={"READER_STATE": tempfile.mkdtemp()}) as terminal:
        figures = {"start": terminal.wait(first, PATIENCE)}
        if then:
            began = time.perf_counter()
            terminal.send(then[0])
            terminal.wait(then[1], PATIENCE)
            figures["list"] = time.perf_counter() - began
        time.sleep(0.5)
        for name, keys in MOVES.items():
            press(terminal, "")
            figures[name] = struck(terminal, keys).wall
        status = Path(f"/proc/{terminal.pid}/status").read_text()
        figures["MB"] = int(status.split("VmHWM:")[1].split()[0]) / 1024 / 1000
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-n", type=int, default=5)
    options = parser.parse_args()
    for corpus in options.corpora:
        with tempfile.TemporaryDirectory() as folder:
            other = filled(Path(folder), corpus)
            ours = [sys.executable, "-m", "reader", "--corpus", str(corpus)]
            runs: dict[str, list[dict[str, float]]] = {"newsboat": [], "reader": []}
            for _ in range(options.n):
                try:
                    runs["newsboat"].append(run(other, "Articles", ("\r", r"\n\s+2 ")))
                except NotShownError as error:
                    print(f"newsboat did not open it in {PATIENCE} s: {error}")
                runs["reader"].append(run(ours, r"20\d\d-\d\d-\d\d", None))
        print(f"{corpus}, load {os.getloadavg()[0]:.1f}, n = {options.n}, medians")
        for name, some in runs.items():
            keys = some[0] if some else ()
            said = (f"{key} {1000 * statistics.median(one[key] for one in some):.0f}" for key in keys)
            print(f"  {name:10} {', '.join(said)}")


if __name__ == "__main__":
    main()
