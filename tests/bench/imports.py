"""Speed of the import on made-up texts of 5 kB: structure alone, and whole folders with one process and with several.

    nice python tests/bench/imports.py [-n 5000] [--workers 1 2] [--trafilatura SITE_PACKAGES]

Folders are imported into a fresh corpus, once with names and once without their recognition. The files were written
just before, so they come from the system's cache. What else runs on the machine is in the figures: see the load.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from reader import intake, recognise, structure
from reader.corpus import open_corpus
from reader.workers import crew, worker
from tests.bench import formats, generate
from tests.cases.formats.pages import LATER, SHAPES, pages

SIZE = 5_000
"""Characters of a text."""
USUAL = crew._START
NAMELESS = USUAL.replace("reader.workers.worker import serve", "tests.bench.imports import nameless as serve")
MENU = ("Startseite", "Politik", "Wirtschaft", "Sport", "Anmelden")
TAIL = ("Artikel drucken", "Teilen", "3 Kommentare", "Das könnte Sie auch interessieren", "Newsletter abonnieren")


def nameless() -> None:
    """Read files as `worker.serve` does, but look for no names."""
    recognise.recognise = lambda *_: ()  # type: ignore[assignment]
    worker.serve()


def texts(count: int, seed: int = 1) -> Iterator[str]:
    """Texts as they are saved from pages: a menu, title, date and author, prose, and what stands below."""
    chance = random.Random(seed)
    words = generate.vocabulary(chance)
    weights = [rank**-1.02 for rank in range(1, len(words) + 1)]
    picks = iter(chance.choices(words, weights, k=count * SIZE // 4))
    for number in range(count):
        stamp = f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.2021, {chance.randint(0, 23):02}:15 Uhr"
        lines = [*MENU, "", f"{_sentence(picks, 7)} {number}", stamp, "Von Karla Beispiel", ""]
        while sum(map(len, lines)) < SIZE - 300:
            lines += [" ".join(f"{_sentence(picks, 14)}." for _ in range(4)), ""]
        yield "\n".join([*lines, *TAIL, *(_sentence(picks, 6) for _ in range(4))])


def _sentence(picks: Iterator[str], length: int) -> str:
    words = " ".join(next(picks) for _ in range(length))
    return words[0].upper() + words[1:]


def alone(count: int) -> None:
    """Structure, all fields and language of one text after the other, in this process."""
    made = list(texts(count, seed=2))
    times = []
    for text in made:
        begin = time.process_time()
        structure.analyse(text)
        times.append(1000 * (time.process_time() - begin))
    size = statistics.mean(len(text.encode()) for text in made) / 1000
    print(f"structure alone, {count} texts of {size:.1f} kB: mean {statistics.mean(times):.2f} ms, "
          f"median {statistics.median(times):.2f} ms, 95 % {statistics.quantiles(times, n=20)[-1]:.2f} ms")  # fmt: skip


def whole(folder: Path, count: int, workers: int, start: str) -> str:
    """A folder into a fresh corpus."""
    crew._START = start
    before, begin = _processor(), time.perf_counter()
    with tempfile.TemporaryDirectory() as place, open_corpus(Path(place) / "c.db", create=True) as corpus:
        added = sum(one.status == "added" for one in intake.add(corpus, [str(folder)], workers=workers))
    took = time.perf_counter() - begin
    here, there = (now - then for now, then in zip(_processor(), before, strict=True))
    assert added == count
    return f"{took:6.1f} s, {count / took:5.0f} files/s (processor: writer {here:.1f} s, readers {there:.1f} s)"


def _processor() -> tuple[float, float]:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    here, there = (one.ru_utime + one.ru_stime for one in used)
    return here, there


def pages_beside(place: str, runs: int = 5) -> None:
    """Our reader of pages and trafilatura on the same pages, as they are and as heavy as those of today."""
    sides: dict[str, Callable[[str], str]] = {"ours": formats.ours}
    if other := formats.theirs(place):
        sides["trafilatura"] = other
    else:
        print("HTML: trafilatura is not installed here, so ours stands alone")
    for weight in ("light", "heavy"):
        chosen = [*pages(SHAPES), *pages(LATER)]
        if weight == "heavy":
            chosen = list(map(formats.long, chosen))
        size = statistics.mean(len(page.source) for page in chosen) / 1000
        means = (
            f"{side} {statistics.mean(formats.timed(extract, page.source, runs)[1] for page in chosen):.1f} ms"
            for side, extract in sides.items()
        )
        print(f"HTML, {len(chosen)} {weight} pages of {size:.0f} kB: {', '.join(means)} a page")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=5000, help="files in the folder")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--trafilatura", default="", metavar="SITE_PACKAGES")
    chosen = parser.parse_args()
    print(f"{crew.cores()} cores, load {os.getloadavg()[0]:.1f}")
    alone(min(chosen.n, 500))
    pages_beside(chosen.trafilatura)
    with tempfile.TemporaryDirectory() as place:
        for number, text in enumerate(texts(chosen.n)):
            (Path(place) / f"{number:06}.txt").write_text(text, "utf-8")
        for workers in chosen.workers:
            for what, start in (("without names", NAMELESS), ("with names", USUAL)):
                print(f"{chosen.n} files, {workers} readers, {what}: {whole(Path(place), chosen.n, workers, start)}",
                      flush=True)  # fmt: skip
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
