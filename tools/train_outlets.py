"""Trains the judge of outlets: ``python tools/train_outlets.py PAGES… [--half PAGES…] [--folds 4] [--held PAGES…]``.

PAGES are folders of pages with their gold (see ``pages.py``). Needs numpy. Pages named by ``--half`` are those the
rules were tuned to: they count half and are not measured. A page that names its paper in several lines is also learnt
from with only one of them, and without what the rules find there; and since the papers of most of these pages are made
up, while those of real ones are mostly known, each is also learnt from with known names in their places. First prints
what the judge does where the rules find nothing, on pages it was not trained on (``--folds``; 0 for none), then trains
on all, prints what it does on ``--held``, which it never sees, and writes ``reader/model/outlets.json``. Seeds are
fixed.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

from pages import Page as Saved
from pages import pages
from renaming import among_known, papers
from softmax import Case, judging, store, trained
from training import folded, hash_of, parser

from reader import structure
from reader.records import Found
from reader.structure import evidence, namingfeatures, outlets, ownership, papernames
from reader.structure.lines import Unit
from reader.structure.weights import Weights

PENALTY = 0.0005
HIDDEN = 0.3
"""How much a page counts whose outlet is not among the names in its lines."""
HALF = 0.5
VARIANTS, VARIED = 2, 0.5
"""How many pages with but one line that names the paper are made of each, and how much one counts."""
FORGOTTEN = 0.7
"""How often what the rules find in that line is left out, too."""
RENAMED, OTHERS = 0.6, 0.7
"""How much a page counts whose paper is a known one in place of its own, and how many of the others it names are."""


@dataclass(frozen=True)
class Page:
    """The lines of a page as they are when its outlet is chosen, with what the rules found."""

    name: str
    saved: Saved
    said: str | None
    units: list[Unit]
    evidence: list[Found]
    ruled: bool
    """Whether the rules name an outlet."""


def main() -> None:
    options = _options()
    learnt, half, known = list(_pages(options.pages)), list(_pages(options.half)), papers()
    beside = [case for page in half for case in (*_cases(page, HALF), *_cases_renamed(page, known, HALF))]
    cases = {page.name: [*_cases(page), *_cases_renamed(page, known)] for page in learnt}
    print(f"{len(learnt)} pages, {len(half)} that count half")
    if options.folds:
        print(f"{options.folds} folds: {_told(_folded(learnt, cases, beside, options.folds))}")
    weights = trained([*beside, *(case for made in cases.values() for case in made)], PENALTY)
    for folder in options.held:
        print(f"{folder}: {_told(_counts(weights, _pages([folder])))}")
    store(options.to, feature_code(), weights)


def _options() -> argparse.Namespace:
    return parser(__doc__, "half", "held", folds=4, to="outlets.json").parse_args()


def _pages(folders: Iterable[Path]) -> Iterator[Page]:
    return (page for saved in pages(folders) if (page := _page(saved)))


def _page(saved: Saved) -> Page | None:
    """A page as it is when its outlet is chosen, if it comes so far."""
    if not (seen := _seen(saved.content)):
        return None
    ruled, units = seen
    found = list(evidence.told(evidence.page(units), units))
    return Page(saved.name, saved, saved.gold.get("outlet"), units, found, ruled)


def _seen(content: str) -> tuple[bool, list[Unit]] | None:
    """Whether the rules name an outlet, and the lines of a page as they are then."""
    seen: list[tuple[bool, list[Unit]]] = []
    choose, judge = outlets.outlet, ownership.judged

    def look(units: list[Unit]) -> None:
        lines = list(map(copy, units))
        seen.append((choose(units) is not None, lines))

    outlets.outlet, ownership.judged = look, lambda *_: None
    structure.analyse(content)
    outlets.outlet, ownership.judged = choose, judge
    return seen[0] if seen else None


def _cases(page: Page, weight: float = 1.0) -> Iterator[Case]:
    yield _case(page, weight)
    yield from (_case(made, weight * VARIED) for made in _variants(page))


def _cases_renamed(page: Page, known: list[str], weight: float = 1.0) -> Iterator[Case]:
    """The same of a page whose paper, and most others that it names, are known ones."""
    said = papernames.plain(page.said or "-")
    looked_at = namingfeatures.candidates(page.units, page.evidence).values()
    # One word that looks like a paper's name is mostly another thing (``Leserpost``, ``E-Mail``).
    papers = (one.value for one in looked_at if one.sort == "P" and " " in one.value)
    others = sorted(name for name in papers if said not in papernames.plain(name))
    made = among_known(page.saved, others, known, OTHERS)
    if made and (renamed := _page(made)):
        yield from _cases(renamed, weight * RENAMED)


def _case(page: Page, weight: float) -> Case:
    found = namingfeatures.candidates(page.units, page.evidence)
    rows = [*(sorted(one.features) for one in found.values()), namingfeatures.nothing(found)]
    right = [bool(page.said) and plain == papernames.plain(page.said or "") for plain in found]
    share = HIDDEN if page.said and not any(right) else 1.0
    return Case(page.name, rows, [*right, not any(right)], weight * share)


def _variants(page: Page) -> Iterator[Page]:
    """Pages made of one: of the lines that name its paper they have but one."""
    said = papernames.plain(page.said or "")
    naming = [u for u in page.units if u.kind in namingfeatures.FURNITURE and said in papernames.plain(u.text)]
    if not said or not naming or (len(naming) == 1 and not page.ruled):
        return
    chance = random.Random(page.name)
    for kept in chance.sample(naming, min(len(naming), VARIANTS)):
        gone = [u for u in naming if u is not kept]
        left = [f for f in page.evidence if not any(u.start <= f.start < u.end for u in gone)]
        known = kept if chance.random() > FORGOTTEN else None
        left = [f for f in left if papernames.plain(f.value) != said or (known and known.start <= f.start < known.end)]
        units = [u for u in page.units if not any(u is other for other in gone)]
        yield replace(page, units=units, evidence=left, ruled=False)


def _folded(pages: Sequence[Page], cases: dict[str, list[Case]], beside: list[Case], folds: int) -> Counter[str]:
    count: Counter[str] = Counter()
    for learnt, left_out in folded(pages, folds):
        own = [case for page in learnt for case in cases[page.name]]
        count += _counts(trained([*beside, *own], PENALTY), left_out)
    return count


def _counts(weights: dict[str, int], told: Iterable[Page]) -> Counter[str]:
    """How many outlets the judge names where the rules do not, rightly and wrongly."""
    count: Counter[str] = Counter()
    for page in (page for page in told if not page.ruled):
        with judging(ownership, Weights("", weights)):
            found = ownership.judged(page.units, page.evidence)
        right = bool(found and page.said) and papernames.plain(found.value) == papernames.plain(page.said)  # type: ignore
        count["stated" if page.said else "none"] += 1
        count["right"] += right
        count["other"] += bool(found and page.said) and not right
        count["invented"] += bool(found and not page.said)
    return count


def _told(count: Counter[str]) -> str:
    right, stated, none = count["right"], count["stated"], count["none"]
    return f"{right} of {stated} right, {count['other']} wrong, {count['invented']} of {none} invented"


def feature_code() -> str:
    """The hash of the code that makes the features."""
    return hash_of("structure", ["namings", "namingfeatures"])


if __name__ == "__main__":
    main()
