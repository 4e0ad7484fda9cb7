"""Trains the judge of titles: ``python tools/train_titles.py PAGES… [--folds 8] [--held PAGES…]``.

PAGES are folders with a text and its gold (``x.txt``, ``x.json``) for each page. Needs numpy. A page has but one
title, so each is also learnt from with the head of another page before its title, with lines of its head left out,
and without its title, where none is to be said. First prints what the judge does on pages it was not trained on
(``--folds``; 0 for none), then trains on all, prints what it does on ``--held``, which it never sees, and writes
``reader/model/titles.json``. Seeds are fixed.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from train_recogniser import ROOT, _code

from reader import structure, text
from reader.structure import heads, title, titlefeatures
from reader.structure.lines import Unit

VARIANTS = 6
"""How many pages are made of each with the heads of others."""
SHARE = {"mixed": 1.0, "untitled": 0.15, "clean": 0.4, "clean untitled": 0.2}
"""How much such a page counts beside a real one, all of a page together."""
NONE = 3.0
"""How much a real page without a title counts: to invent one is worse than to miss one."""
CLEAN = 4
"""How many are made with nothing but the article: its title, perhaps a date or who wrote it, some paragraphs."""
COMMON = 4
"""Pages on which a feature must stand to be learnt."""
PENALTY = 0.0018
STEPS = 400
ABOVE = frozenset(["navigation", "boilerplate", "source-note", "kicker", "date", "byline", "credit", "caption"])
"""Kinds of blocks in a head that may stand before another title."""
ARTICLE = ("date", "byline", "lead", "paragraph", "heading", "quote", "list")
"""Kinds of blocks that belong to an article beside its title."""


@dataclass(frozen=True)
class Page:
    """A page with its title (``said``) and its place, if it has one; ``start`` is where its head ends."""

    name: str
    content: str
    said: str | None
    title: tuple[int, int] | None
    start: int
    plain: bool
    """Whether its head says nothing of its title."""
    titles: tuple[tuple[int, int], ...] = ()
    """Where it or a repetition of it stands."""
    parts: tuple[tuple[str, str], ...] = ()
    """The parts of the article itself, by kind: what a careful person would have copied."""


@dataclass(frozen=True)
class Case:
    """What the judge sees of a page: the features of each candidate, then those of none; which of them are right."""

    name: str
    rows: list[list[str]]
    right: list[bool]
    weight: float = 1.0


def main() -> None:
    options = _options()
    pages = list(_pages(options.pages))
    cases = {page.name: [_case(page), *_variants(page, pages)] for page in pages}
    print(f"{len(pages)} pages, {sum(map(len, cases.values()))} with those made of them")
    if options.folds:
        print(f"{options.folds} folds: {_told(_folded(pages, cases, options.folds, options.errors))}")
    weights = trained([case for made in cases.values() for case in made])
    for folder in options.held:
        print(f"{folder}: {_told(_counts(weights, _pages([folder]), options.errors))}")
    data = {"feature_code": feature_code(), "weights": weights}
    options.to.write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    print(f"{options.to}: {len(weights)} features")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--held", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--to", type=Path, default=ROOT / "reader" / "model" / "titles.json")
    return parser.parse_args()


def _pages(folders: Iterable[Path]) -> Iterator[Page]:
    for file in (f for folder in folders for f in sorted(folder.glob("*.txt"))):
        if file.with_suffix(".json").exists():
            content = text.decode(file.read_bytes())
            gold = json.loads(file.with_suffix(".json").read_text("utf-8"))
            page = _page(f"{file.parent.name}/{file.stem}", content, gold)
            if page.title or not gold["title"]:
                yield page


def _page(name: str, content: str, gold: dict[str, Any]) -> Page:
    blocks = [b for b in gold["blocks"] if len(b) == 3]
    spans = [(a, b) for a, b, kind in blocks if kind == "title"]
    if not spans and gold["title"] and gold["title"] in content:
        at = content.index(gold["title"])
        spans = [(at, at + len(gold["title"]))]
    own = spans[0] if spans else None
    text_begins = (a for a, _, kind in blocks if kind in ("lead", "paragraph", "dateline", "heading", "quote"))
    start = own[0] if own else next(text_begins, 0)
    above = [kind for a, _, kind in blocks if a < start]
    doubles = tuple((a, b) for a, b, kind in blocks if kind == "duplicate-title")
    parts = tuple((kind, content[a:b]) for a, b, kind in blocks if kind in ARTICLE)
    plain = bool(above) and ABOVE.issuperset(above)
    return Page(name, content, gold["title"], own, start, plain, (*spans, *doubles), parts)


def _case(page: Page, weight: float = 0.0) -> Case:
    head = _head(page.content)
    found = titlefeatures.candidates(head)
    units = [head.units[c.at] for c in found]
    rows = [*(c.features for c in found), titlefeatures.nothing(head)]
    right = [_is_right(page, unit) for unit in units]
    return Case(page.name, rows, [*right, page.title is None], weight or (1.0 if page.title else NONE))


def _head(content: str) -> heads.Head:
    """The lines of a page as they are when its title is chosen."""
    seen: list[Unit] = []

    def look(units: list[Unit]) -> None:
        seen.extend(map(copy, units))

    choose, title.choose = title.choose, look
    structure.analyse(content)
    title.choose = choose
    return heads.Head(seen)


def _is_right(page: Page, unit: Unit) -> bool:
    """Whether a line holds the title of a page."""
    if page.title is None:
        return False
    start, end = page.title
    return unit.start <= start < unit.end and unit.end - unit.start <= 2.2 * (end - start) + 40


def _variants(page: Page, pages: Sequence[Page]) -> Iterator[Case]:
    """Pages made of one: with the heads of others, and without its title."""
    chance = random.Random(page.name)
    others = [other for other in pages if other.plain and other is not page]
    for n in range(VARIANTS):
        above = chance.choice(others)
        head = "".join(line for line in above.content[: above.start].splitlines(True) if n % 2 or chance.random() > 0.3)
        yield _case(_joined(page, head, n == 3), SHARE["mixed"] / VARIANTS)
    if page.title and len(page.parts) > 1:
        yield from (_clean(page, chance, n) for n in range(CLEAN))
        yield _clean(page, chance, 0, titled=False)
    if page.titles:
        without = page.content
        for start, end in sorted(page.titles, reverse=True):
            without = without[:start] + without[end:]
        yield _case(Page(page.name, without, None, None, 0, False), SHARE["untitled"])


def _clean(page: Page, chance: random.Random, n: int, titled: bool = True) -> Case:
    """A page of nothing but the article; half of them have but the first words of its title."""
    assert page.title
    said = " ".join(page.content[slice(*page.title)].split())
    said = " ".join(said.split()[: chance.randint(2, 6)]).rstrip(",:;–-") if n % 2 else said
    about = [text for kind, text in page.parts if kind in ("date", "byline")]
    body = [text for kind, text in page.parts if kind not in ("date", "byline")][: chance.choice((1, 2, 3, 5, 40))]
    gap = "\n" if n == 2 else "\n\n"
    lines = [said] * titled + chance.sample(about, min(len(about), chance.randint(0, 2))) + body
    place = (0, len(said)) if titled else None
    share = SHARE["clean"] / CLEAN if titled else SHARE["clean untitled"]
    return _case(Page(page.name, gap.join(lines) + "\n", said if titled else None, place, 0, False), share)


def _joined(page: Page, head: str, tight: bool) -> Page:
    """A page with another head, perhaps without blank lines."""
    rest = page.content[page.start :]
    size = page.title[1] - page.title[0] if page.title else 0
    if tight:
        own, rest = rest[:size], rest[size:].replace("\n\n", "\n")
        head, rest = head.replace("\n\n", "\n"), own + rest
    place = (len(head), len(head) + size) if page.title else None
    return Page(page.name, head + rest, page.said, place, len(head), False)


def trained(cases: Sequence[Case]) -> dict[str, int]:
    """The weights of the features, learnt so that of each page the right line has the highest sum."""
    cases = [case for case in cases if any(case.right)]
    common = Counter(f for case in cases for f in {f for row in case.rows for f in row})
    names = sorted(f for f, count in common.items() if count >= COMMON)
    at = {name: n for n, name in enumerate(names)}
    rows = [row for case in cases for row in case.rows]
    seen = np.zeros((len(rows), len(names)), dtype=np.float32)
    for n, row in enumerate(rows):
        seen[n, [at[f] for f in row if f in at]] = 1
    edges = np.cumsum([0, *(len(case.rows) for case in cases)])[:-1]
    case_of = np.repeat(np.arange(len(cases)), [len(case.rows) for case in cases])
    right = np.array([r for case in cases for r in case.right])
    weight = np.array([case.weight for case in cases], dtype=np.float32)
    learnt = _descended(seen, edges, case_of, right, weight / weight.sum())
    return {name: value for name, w in zip(names, learnt) if (value := round(float(w) * title.STEP))}


def _descended(seen: Any, edges: Any, case_of: Any, right: Any, weight: Any) -> Any:
    """Adam on the log of the probability of the right lines, less a penalty for large weights."""
    weights = np.zeros(seen.shape[1], dtype=np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        sums = seen @ weights
        powers = np.exp(sums - np.maximum.reduceat(sums, edges)[case_of])
        chance = powers / np.add.reduceat(powers, edges)[case_of]
        chosen = np.where(right, powers, 0)
        wanted = chosen / np.maximum(np.add.reduceat(chosen, edges), 1e-12)[case_of]
        slope = ((chance - wanted) * weight[case_of]) @ seen + PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        pace = 0.1 * (1 - step / (STEPS + 1))
        weights = weights - pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _folded(pages: Sequence[Page], cases: dict[str, list[Case]], folds: int, errors: bool) -> Counter[str]:
    order = list(pages)
    random.Random(1).shuffle(order)
    count: Counter[str] = Counter()
    for fold in range(folds):
        left_out = {page.name for page in order[fold::folds]}
        weights = trained([case for name, made in cases.items() if name not in left_out for case in made])
        count += _counts(weights, order[fold::folds], errors)
    return count


def _counts(weights: dict[str, int], pages: Iterable[Page], errors: bool) -> Counter[str]:
    """How many titles are right, and how many are said where there is none."""
    kept, title.model = title.model, lambda: title.Model("", weights)  # type: ignore[assignment]
    count: Counter[str] = Counter()
    for page in pages:
        found = structure.analyse(page.content).title
        said = found.value if found else None
        right = said == page.said
        count["stated"] += page.said is not None
        count["right"] += right and said is not None
        count["none"] += page.said is None
        count["invented"] += page.said is None and said is not None
        if errors and not right:
            print(f"  {page.name} {found.confidence if found else 0} {said and said[:70]!r} for {page.said!r}")
    title.model = kept
    return count


def _told(count: Counter[str]) -> str:
    return f"titles {count['right']} of {count['stated']}, invented {count['invented']} of {count['none']}"


def feature_code() -> str:
    """The hash of the code that makes the features, without its comments, docstrings and blank lines."""
    sources = [
        (ROOT / "reader" / "structure" / name).read_text("utf-8")
        for name in ("heads.py", "neighbours.py", "titlefeatures.py")
    ]
    return sha256("\n".join(line for source in sources for line in _code(source)).encode()).hexdigest()


if __name__ == "__main__":
    main()
