"""Trains what parts a title from its kicker: ``python tools/train_kickers.py PAGES… --lines LINES… [--folds 6]``.

PAGES are folders of pages with their gold (see ``pages.py``): a German page with a kicker and a title is learnt from
as one line of both, a title or heading by itself as a line of which nothing is to be cut. LINES
are files of more such lines (a stroke stands between kicker and title). Each title of a page is also put behind the
kickers of others. Needs numpy. First prints what is done with lines of pages it was not trained on (``--folds``; 0 for
none), then writes ``reader/model/kickers.json``. Seeds are fixed.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pages as saved
from softmax import Case, judging, store, trained
from training import folded, hash_of, parser

from reader.structure import glued, seams
from reader.structure.weights import Weights

OTHERS = 3
"""Kickers of other pages that stand before each title."""
SHARE = {"page": 1.0, "line": 1.0, "heading": 0.7, "mixed": 0.2}
"""How much a line counts."""
PENALTY = 0.001
BODY = ("lead", "paragraph", "quote", "list")


@dataclass(frozen=True)
class Line:
    """A line, whose page it is of, what that says, and where its title begins behind a kicker."""

    page: str
    sort: str
    text: str
    begins: int | None = None
    body: str = ""


def main() -> None:
    options = _options()
    lines = [*_of_pages(options.pages), *_made(options.lines)]
    print(f"{len(lines)} lines, {sum(line.begins is not None for line in lines)} with a kicker")
    cases = {line: _case(line) for line in dict.fromkeys(lines)}
    if options.folds:
        print(_told(_folded(cases, options.folds, options.errors)))
    store(options.to, feature_code(), trained(list(cases.values()), PENALTY))


def _options() -> argparse.Namespace:
    options = parser(__doc__, "lines", folds=6, to="kickers.json")
    options.add_argument("--errors", action="store_true")
    return options.parse_args()


def _of_pages(folders: Iterable[Path]) -> Iterator[Line]:
    german = [p for p in saved.pages(folders) if p.gold.get("language", "de") == "de" and p.gold.get("title")]
    kicked = [page.gold for page in german if page.gold.get("kicker")]
    chance = random.Random(3)
    for page in german:
        gold, name, title = page.gold, page.name, page.gold["title"]
        blocks = [(page.content[b[0] : b[1]], b[2]) for b in gold["blocks"] if len(b) == 3]
        body = " ".join(said for said, kind in blocks if kind in BODY)[: glued.BODY]
        yield Line(name, "page", title, None, body)
        if gold.get("kicker"):
            yield _joined(name, "page", gold["kicker"], title, body)
        for other in chance.sample(kicked, OTHERS):
            if other is not gold and not title.startswith(other["kicker"]):
                yield _joined(name, "mixed", other["kicker"], title, body)
        yield from (Line(name, "heading", said.strip(), None, body) for said, kind in blocks if kind == "heading")


def _made(files: Iterable[Path]) -> Iterator[Line]:
    for file in files:
        for n, line in enumerate(file.read_text("utf-8").splitlines()):
            kicker, stroke, title = line.partition(" | ")
            if stroke:
                yield _joined(f"{file.stem}/{n}", "line", kicker, title, "")
            if line and not line.startswith("#"):
                yield Line(f"{file.stem}/{n}", "line", title or line)


def _joined(page: str, sort: str, kicker: str, title: str, body: str) -> Line:
    return Line(page, sort, f"{kicker} {title}", len(kicker) + 1, body)


def _case(line: Line) -> Case:
    found = seams.seams(line.text, line.body)
    rows = [*(seam.features for seam in found), list(seams.whole(line.text, line.body))]
    right = [*(seam.at == line.begins for seam in found), line.begins is None]
    return Case(line.page, rows, right, SHARE[line.sort])


def _folded(cases: dict[Line, Case], folds: int, errors: bool) -> Counter[str]:
    count: Counter[str] = Counter()
    for learnt, left_out in folded(sorted({line.page for line in cases}), folds):
        seen, unseen = set(learnt), set(left_out)
        weights = trained([case for line, case in cases.items() if line.page in seen], PENALTY)
        count += _counts(weights, [line for line in cases if line.page in unseen], errors)
    return count


def _counts(weights: dict[str, int], lines: Sequence[Line], errors: bool) -> Counter[str]:
    """How many lines are parted rightly, and how many wrongly, by sort."""
    count: Counter[str] = Counter()
    for line in lines:
        with judging(glued, Weights("", weights)):
            at = glued.start(line.text, line.body)
        sort = line.sort + (" whole" if line.begins is None else " glued")
        count[sort] += 1
        count[f"{sort} right"] += at == line.begins
        count[f"{sort} wrong"] += at not in (None, line.begins)
        if errors and at != line.begins and line.sort != "mixed":
            print(f"  {line.page}: {line.text[: at or 0]!r} | {line.text[at or 0 :]!r}")
    return count


def _told(count: Counter[str]) -> str:
    sorts = sorted(sort for sort in count if not sort.endswith((" right", " wrong")))
    return "\n".join(
        f"  {sort}: right {count[sort + ' right']} of {count[sort]}, cut at a wrong place {count[sort + ' wrong']}"
        for sort in sorts
    )


def feature_code() -> str:
    """The hash of the code that makes the features."""
    return hash_of("structure", ["seams", "wordkinds"])


if __name__ == "__main__":
    main()
