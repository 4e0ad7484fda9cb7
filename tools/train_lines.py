"""Trains the two judges of lines: ``python tools/train_lines.py PAGES… [--beside PAGES…] [--hard PAGES…] [--folds 8]``.

PAGES are folders of pages with their gold (see ``pages.py``). Needs python-crfsuite and torch. First prints what both
do together on pages they were not trained on (``--folds``; 0 for none), by page where body is lost, then trains on all
and writes ``lines.bin`` (the chain) and ``lines-net.bin`` (the net) into ``reader/model``. Pages named by ``--beside``
are trained on in every fold and not measured: the rules were tuned to them. Those named by ``--hard`` are learnt from
by the net alone: they are harder than most, and the chain does worse with them on others. Of each page some short ones
are made and trained on, too, and pages with pieces (``--pieces``, see ``furnished.py``) set into those measured, in
the last training alone. Seeds are fixed; some minutes for each fold.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import pages as saved
from excerpts import excerpt
from furnished import furnished
from training import folded, hash_of, parser

from reader import structure
from reader.records import HIDDEN_KINDS, Block
from reader.structure import judged, linefeatures, linenet
from reader.structure.linefeatures import Said, View
from reader.structure.lines import Unit
from reader.structure.revised import Chances

PARAMS = {"c1": 0.1, "c2": 12.0, "max_iterations": 90}
PAGES = 2
"""Pages that a feature must stand on to be learnt by the chain."""
WEIGHT = 3
"""How often a measured page counts against one of those beside, on which the rules look better than they are."""
HARD = 1
"""How often a hard page counts."""
EXCERPTS = 4
"""Short pages made of each page."""
LEAST = 0.02
"""Weights below this are not stored."""
CAPTION = judged.KINDS["caption"]
BODY = judged.KINDS["body"]
HEAD = Chances(0.0, 0.0, 1.0, 0.0, 0.0)
"""What is told of each line while pages are but looked at: no title is denied."""


@dataclass
class Page:
    """A page with its gold; ``views`` are empty where the judges are not asked."""

    name: str
    content: str
    gold: list[tuple[int, int, str]]
    weight: int = 1
    views: list[View] = field(default_factory=list)
    wide: list[list[str]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    excerpts: list[Page] = field(default_factory=list)


def main() -> None:
    options = _options()
    pages, beside, hard = _pages(options.pages, WEIGHT), _pages(options.beside), _pages(options.hard, HARD)
    print(f"{len(pages)} pages measured, {len(beside)} beside, {len(hard)} hard ones")
    print(f"rules alone  {_told(_measured(pages, None))}")
    for seed in options.seeds if options.folds else ():
        print(f"judged, {options.folds} folds, seed {seed}  {_told(_folded(pages, beside, hard, options.folds, seed))}")
    made = [_page(page, 1) for page in furnished([*saved.pages(options.pages)], saved.pages(options.pieces))]
    print(f"{len(made)} pages with pieces in them")
    for name, data in zip(("lines.bin", "lines-net.bin"), trained([*pages, *beside, *made], hard)):
        (options.to / name).write_bytes(data)
        print(f"{options.to / name}: {len(data)} bytes")


def _options() -> argparse.Namespace:
    options = parser(__doc__, "beside", "hard", "pieces", folds=8)
    options.add_argument("--seeds", type=int, nargs="+", default=[1])
    return options.parse_args()


def _pages(folders: Iterable[Path], weight: int = 1) -> list[Page]:
    return [_page(page, weight) for page in saved.pages(folders)]


def _page(stored: saved.Page, weight: int) -> Page:
    gold = _gold(stored.content, stored.gold["blocks"])
    page, chance = _seen(Page(stored.name, stored.content, gold, weight)), random.Random(stored.name.rpartition("/")[2])
    made = [cut for _ in range(EXCERPTS) if (cut := excerpt(stored.content, gold, chance))]
    page.excerpts = [_seen(Page(f"{stored.name}~{n}", *cut)) for n, cut in enumerate(made)]
    return page


def _seen(page: Page) -> Page:
    """The page with what the judges are told of its lines."""
    kinds = _kinds(page.content, page.gold)

    def look(units: list[Unit], first: Sequence[Said]) -> list[Chances]:
        page.views = linefeatures.views(units, first)
        page.wide = [linefeatures.wide(unit.text) for unit in units]
        page.kinds = [_kind(kinds, u) for u in units]
        page.sizes = [sum(map(bool, kinds[u.start : u.end])) for u in units]
        return [HEAD] * len(units)

    judging, judged.judge = judged.judge, look
    structure.analyse(page.content)
    judged.judge = judging
    return page


def _gold(content: str, blocks: list[Any]) -> list[tuple[int, int, str]]:
    """The blocks of a page; where the gold names them by their words, they are those that the rules find."""
    if all(len(block) == 3 for block in blocks):
        return [(start, end, kind) for start, end, kind in blocks]
    asked, judged.is_page = judged.is_page, lambda units: False
    found = structure.analyse(content).blocks
    judged.is_page = asked
    return [(b.start, b.end, b.kind) for b in found]


def _kinds(content: str, blocks: Iterable[tuple[int, int, str]]) -> list[str]:
    """The kind of each character, none for blanks."""
    kinds = [""] * len(content)
    for start, end, kind in blocks:
        kinds[start:end] = ["" if char.isspace() else kind for char in content[start:end]]
    return kinds


def _kind(kinds: list[str], unit: Unit) -> str:
    """The kind that most characters of a unit have."""
    common = Counter(kind for kind in kinds[unit.start : unit.end] if kind).most_common(1)
    return common[0][0] if common else "boilerplate"


def trained(pages: Sequence[Page], hard: Sequence[Page] = ()) -> tuple[bytes, bytes]:
    """The chain and the net that were learnt from some pages, as they are stored."""
    import line_net

    lines = [_lines(page, page.weight / 2) for page in (*pages, *hard)]
    lines += [_lines(cut, page.weight / 4) for page in (*pages, *hard) for cut in page.excerpts]
    made = [line_net.Lines(*each) for each in lines if each[0]]
    return _chain(pages), linenet.pack(line_net.trained(made, feature_code()))


def _lines(page: Page, weight: float) -> tuple[list[list[str]], list[str], list[int], float]:
    """What the net sees of a page: features, kinds and sizes of its lines, and how much it counts."""
    features = [[*view.own, *wide] for view, wide in zip(page.views, page.wide, strict=True)]
    return features, page.kinds, page.sizes, weight


def _chain(pages: Sequence[Page]) -> bytes:
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMS, verbose=False)
    common = _common(pages)
    for page in chain(pages, *(page.excerpts for page in pages)):
        if page.views:
            lines = linefeatures.features(page.views)
            sequence = pycrfsuite.ItemSequence([[f for f in line if f in common] for line in lines])
            for _ in range(page.weight):
                trainer.append(sequence, list(map(judged.label_of, page.kinds)))
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "model"))
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for (feature, label), weight in info.state_features.items():
        if abs(weight) >= LEAST:
            weights[feature][label] = weight
    return judged.pack(weights, info.transitions, feature_code())


def _common(pages: Sequence[Page]) -> set[str]:
    """Features that stand on more than one page: what one page says alone is not learnt."""
    count = Counter(feature for page in pages for feature in {*chain.from_iterable(linefeatures.features(page.views))})
    return {feature for feature, pages in count.items() if pages >= PAGES and "\n" not in feature}


def _folded(pages: Sequence[Page], beside: Sequence[Page], hard: Sequence[Page], folds: int, seed: int) -> Counter[str]:
    count: Counter[str] = Counter()
    for learnt, left_out in folded(pages, folds, seed):
        count += _measured(left_out, trained([*learnt, *beside], hard), True)
    return count


def _measured(pages: Iterable[Page], models: tuple[bytes, bytes] | None, by_page: bool = False) -> Counter[str]:
    """Counts over some pages, judged by a chain and a net or left to the rules."""
    kept, count = (judged.model, judged.net, judged.is_page), Counter[str]()
    if models:
        model, net = judged.unpack(models[0]), linenet.unpack(models[1])
        judged.model, judged.net = lambda: model, lambda: net  # type: ignore[assignment]
    else:
        judged.is_page = lambda units: False
    for page in pages:
        own = _counts(page, structure.analyse(page.content).blocks)
        if by_page and (own["body lost"] or own["page shown"]):
            print(f"  {page.name}: {own['body lost']} of {own['body']} lost, {own['page shown']} shown too much")
        count += own
    judged.model, judged.net, judged.is_page = kept
    return count


def _counts(page: Page, blocks: Sequence[Block]) -> Counter[str]:
    """Characters by what they are and what they are taken for, and headings."""
    count: Counter[str] = Counter()
    found = _kinds(page.content, [(b.start, b.end, b.kind) for b in blocks])
    for (want, have), chars in Counter(zip(_kinds(page.content, page.gold), found)).items():
        body, shown, page_own, caption = want in BODY, have in BODY, want in HIDDEN_KINDS, want in CAPTION
        count["body"] += chars * body
        count["body found"] += chars * shown
        count["body right"] += chars * (body and shown)
        count["body lost"] += chars * (body and not shown)
        count["page"] += chars * page_own
        count["page out"] += chars * (page_own and not shown and have != "heading")
        count["page shown"] += chars * (not body and shown)
        count["captions"] += chars * caption
        count["captions out"] += chars * (caption and not shown)
    wanted = {(a, b) for a, b, kind in page.gold if kind == "heading"}
    got = {(b.start, b.end) for b in blocks if b.kind == "heading"}
    count += Counter({"headings": len(wanted), "headings found": len(got), "headings right": len(wanted & got)})
    return count


def _told(count: Counter[str]) -> str:
    def share(part: str, whole: str) -> str:
        return f"{100 * count[part] / max(1, count[whole]):.1f}"

    return (
        f"body recall {share('body right', 'body')} precision {share('body right', 'body found')} "
        f"page out {share('page out', 'page')} captions out {share('captions out', 'captions')} "
        f"headings {share('headings right', 'headings')} / {share('headings right', 'headings found')}"
    )


def feature_code() -> str:
    """The hash of the code that makes the features."""
    return hash_of("structure", ["linefeatures"])


if __name__ == "__main__":
    main()
