"""Main text and time of our HTML reader beside trafilatura's, on made pages of the common shapes.

    python tests/bench/formats.py [--trafilatura PYTHON_OR_SITE_PACKAGES] [-n 3]

Recall is the share of the article's characters that are kept, precision the share of kept characters that are of the
article; titles, captions and signatures count neither way. Without trafilatura only our own figures are printed.
"""

from __future__ import annotations

import argparse
import importlib
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from reader import formats
from reader.records import HIDDEN_KINDS
from tests.cases.formats.pages import LATER, SHAPES, Made, pages

Extract = Callable[[str], str]


def ours(source: str) -> str:
    """What our reader leaves in sight."""
    item = formats.read(source.encode(), "page.html")[0]
    kept, at = [], 0
    for block in item.hints.blocks:
        kept.append(item.text[at : block.start])
        if block.kind not in HIDDEN_KINDS:
            kept.append(item.text[block.start : block.end])
        at = block.end
    return "\n".join([*kept, item.text[at:]])


def theirs(place: str) -> Extract | None:
    """Trafilatura with metadata, from a folder of packages or as it is installed here."""
    if place:
        sys.path.append(place)
    try:
        trafilatura: Any = importlib.import_module("trafilatura")
    except ImportError:
        return None

    def extract(source: str) -> str:
        found = trafilatura.bare_extraction(source, with_metadata=True, include_comments=False)
        return found.text if found else ""

    return extract


def score(made: Made, kept: str) -> tuple[float, float]:
    """Recall and precision in characters without blanks."""
    bare, lines = "".join(kept.split()), {"".join(cell.split()) for cell in re.split(r"[\n\t|]", kept)}
    body, wrong = (_length(line for line in part if _stands(line, bare, lines)) for part in (made.body, made.around))
    return body / _length(made.body), body / max(1, body + wrong)


def _length(lines: Iterable[str]) -> int:
    return sum(len("".join(line.split())) for line in lines)


def _stands(line: str, bare: str, lines: set[str]) -> bool:
    """Whether a line was kept; short ones may stand in others by chance."""
    own = "".join(line.split())
    return own in lines or (len(own) >= 20 and own in bare)


def timed(extract: Extract, source: str, runs: int) -> tuple[str, float]:
    """What was extracted, and the best of some times in milliseconds."""
    best, kept = float("inf"), ""
    for _ in range(runs):
        start = time.perf_counter()
        kept = extract(source)
        best = min(best, time.perf_counter() - start)
    return kept, 1000 * best


def main() -> None:
    """Print a line for each shape and the means."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--trafilatura", default="", metavar="SITE_PACKAGES")
    arguments.add_argument("-n", type=int, default=3)
    chosen = arguments.parse_args()
    sides = {"ours": ours} | ({"trafilatura": other} if (other := theirs(chosen.trafilatura)) else {})
    rows: dict[str, list[tuple[float, float, float]]] = {side: [] for side in sides}
    print(f"{'':22}" + "".join(f"{side:>14}: recall  prec.    ms" for side in sides))
    for made in [*pages(SHAPES), *pages(LATER), *map(long, pages(SHAPES | LATER))]:
        cells = []
        for side, extract in sides.items():
            kept, taken = timed(extract, made.source, chosen.n)
            rows[side].append((*score(made, kept), taken))
            cells.append("{:22.1%} {:6.1%} {:5.1f}".format(*rows[side][-1]))
        print(f"{made.name:22}" + "".join(cells))
    for side, row in rows.items():
        recall, precision, _ = (statistics.mean(column) for column in zip(*row))
        print(
            f"{side}: recall {recall:.2%}, precision {precision:.2%}, {sum(r[2] for r in row) / len(row):.1f} ms a page"
        )


def long(made: Made) -> Made:
    """A page as heavy as those of today: 100 kB of scripts, styles and empty boxes around the same words."""
    heavy = (
        "<script>"
        + "var x = [1, 2, '<b>'];\n" * 1500
        + "</script>"
        + '<div class="w1 w2"><i class="icon"></i></div>' * 1500
    )
    made.name += ", heavy"
    made.source = made.source.replace("<body", heavy + "<body", 1) if "<body" in made.source else heavy + made.source
    return made


if __name__ == "__main__":
    main()
