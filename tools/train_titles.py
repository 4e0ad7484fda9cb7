"""Trains the judge of titles: ``python tools/train_titles.py PAGES… [--hard PAGES…] [--folds 8] [--held PAGES…]``.

PAGES are folders of pages with their gold (see ``pages.py``). Needs torch. A page has but one title, so each is also
learnt from with the head of another page before its title, with lines of its head left out, and without its title,
where none is to be said. First prints what the judge does on pages it was not trained on (``--folds``; 0 for none),
then trains on all, prints what it does on ``--held``, which it never sees, and writes ``reader/model/titles.bin``.
Pages named by ``--hard``, harder than most, are trained on in every fold, count less and are not measured. Seeds are
fixed.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pages as saved
from softmax import Case, judging
from training import folded, hash_of, parser

from reader import structure
from reader.structure import heads, title, titlefeatures, titlenet
from reader.structure.lines import Unit

VARIANTS = 6
"""How many pages are made of each with the heads of others."""
SHARE = {"mixed": 1.0, "untitled": 0.15, "clean": 0.4, "clean untitled": 0.2}
"""How much such a page counts beside a real one, all of a page together."""
NONE = 3.0
"""How much a real page without a title counts: to invent one is worse than to miss one."""
HARD = 0.2
"""How much a hard page counts."""
CLEAN = 4
"""How many are made with nothing but the article: its title, perhaps a date or who wrote it, some paragraphs."""
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


def main() -> None:
    options = _options()
    pages, hard = list(_pages(options.pages)), list(_pages(options.hard))
    every = [*pages, *hard]
    cases = {page.name: [_case(page), *_variants(page, every)] for page in pages}
    beside = [replace(c, weight=HARD * c.weight) for page in hard for c in (_case(page), *_variants(page, every))]
    print(
        f"{len(pages)} pages and {len(hard)} hard ones, {sum(map(len, cases.values())) + len(beside)} with those made"
    )
    if options.folds:
        print(f"{options.folds} folds: {_told(_folded(pages, cases, beside, options.folds, options.errors))}")
    data = _trained([*beside, *(case for made in cases.values() for case in made)])
    for folder in options.held:
        print(f"{folder}: {_told(_counts(data, _pages([folder]), options.errors))}")
    options.to.write_bytes(data)
    print(f"{options.to}: {len(data)} bytes")


def _options() -> argparse.Namespace:
    options = parser(__doc__, "hard", "held", folds=8, to="titles.bin")
    options.add_argument("--errors", action="store_true")
    return options.parse_args()


def _pages(folders: Iterable[Path]) -> Iterator[Page]:
    for stored in saved.pages(folders):
        page = _page(stored.name, stored.content, stored.gold)
        if page.title or not stored.gold["title"]:
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

    def look(units: list[Unit], denied: Set[int] = frozenset()) -> None:
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


def _folded(
    pages: Sequence[Page], cases: dict[str, list[Case]], beside: Sequence[Case], folds: int, errors: bool
) -> Counter[str]:
    count: Counter[str] = Counter()
    for learnt, left_out in folded(pages, folds):
        own = [case for page in learnt for case in cases[page.name]]
        count += _counts(_trained([*beside, *own]), left_out, errors)
    return count


def _trained(cases: Sequence[Case]) -> bytes:
    import title_net

    return title_net.trained(cases, feature_code())


def _counts(net: bytes, pages: Iterable[Page], errors: bool) -> Counter[str]:
    """How many titles are right, and how many are said where there is none."""
    count: Counter[str] = Counter()
    judge = titlenet.unpack(net)
    for page in pages:
        with judging(title, judge):
            found = structure.analyse(page.content).title
        said = found.value if found else None
        right = said == page.said
        count["stated"] += page.said is not None
        count["right"] += right and said is not None
        count["none"] += page.said is None
        count["invented"] += page.said is None and said is not None
        if errors and not right:
            print(f"  {page.name} {found.confidence if found else 0} {said and said[:70]!r} for {page.said!r}")
    return count


def _told(count: Counter[str]) -> str:
    return f"titles {count['right']} of {count['stated']}, invented {count['invented']} of {count['none']}"


def feature_code() -> str:
    """The hash of the code that makes the features."""
    return hash_of("structure", ["heads", "neighbours", "titlefeatures"])


if __name__ == "__main__":
    main()
