"""Trains the judge of lines: ``python tools/train_lines.py PAGES… [--beside PAGES…] [--folds 8] [--seeds 1 2]``.

PAGES are folders with a text and its gold (``x.txt``, ``x.json``) for each page. Needs python-crfsuite. First prints
what the judge does on pages it was not trained on (``--folds``; 0 for none), by page where body is lost, then trains
on all and writes ``reader/model/lines.bin``. Pages named by ``--beside`` are trained on in every fold and not measured:
the rules were tuned to them. Of each page some short ones are made and trained on, too. Seeds are fixed.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from excerpts import excerpt
from train_recogniser import ROOT, _code

from reader import structure, text
from reader.records import HIDDEN_KINDS, Block
from reader.structure import judged, linefeatures
from reader.structure.linefeatures import Said
from reader.structure.lines import Unit

PARAMS = {"c1": 0.1, "c2": 12.0, "max_iterations": 90}
PAGES = 2
"""Pages that a feature must stand on to be learnt."""
WEIGHT = 3
"""How often a measured page counts against one of those beside, on which the rules look better than they are."""
EXCERPTS = 4
"""Short pages made of each page."""
LEAST = 0.02
"""Weights below this are not stored."""
CAPTION = judged.KINDS["caption"]
BODY = judged.KINDS["body"]


@dataclass
class Page:
    """A page with its gold; ``lines`` are empty where the judge is not asked."""

    name: str
    content: str
    gold: list[tuple[int, int, str]]
    weight: int = 1
    lines: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    excerpts: list[Page] = field(default_factory=list)


def main() -> None:
    options = _options()
    pages, beside = _pages(options.pages), _pages(options.beside)
    for page in pages:
        page.weight = WEIGHT
    print(f"{len(pages)} pages measured, {len(beside)} beside, {sum(len(p.lines) for p in pages + beside)} lines")
    print(f"rules alone  {_told(_measured(pages, None))}")
    for seed in options.seeds if options.folds else ():
        print(f"judged, {options.folds} folds, seed {seed}  {_told(_folded(pages, beside, options.folds, seed))}")
    data = trained([*pages, *beside])
    options.to.write_bytes(data)
    print(f"{options.to}: {len(data)} bytes, {len(judged.unpack(data).weights)} features")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--beside", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--to", type=Path, default=ROOT / "reader" / "model" / "lines.bin")
    return parser.parse_args()


def _pages(folders: Iterable[Path]) -> list[Page]:
    files = [file for folder in folders for file in sorted(folder.glob("*.txt"))]
    return [_page(file) for file in files if file.with_suffix(".json").exists()]


def _page(file: Path) -> Page:
    content = text.decode(file.read_bytes())
    gold = _gold(content, json.loads(file.with_suffix(".json").read_text("utf-8"))["blocks"])
    page, chance = _seen(Page(file.stem, content, gold)), random.Random(file.stem)
    made = [cut for _ in range(EXCERPTS) if (cut := excerpt(content, gold, chance))]
    page.excerpts = [_seen(Page(f"{file.stem}~{n}", *cut)) for n, cut in enumerate(made)]
    return page


def _seen(page: Page) -> Page:
    """The page with what the judge is told of its lines."""
    kinds = _kinds(page.content, page.gold)

    def look(units: list[Unit], first: Sequence[Said]) -> None:
        page.lines = list(linefeatures.features(linefeatures.views(units, first)))
        page.labels = [_label(kinds, u) for u in units]

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


def _label(kinds: list[str], unit: Unit) -> str:
    """The label that most characters of a unit have."""
    common = Counter(kind for kind in kinds[unit.start : unit.end] if kind).most_common(1)
    return judged.label_of(common[0][0] if common else "boilerplate")


def trained(pages: Sequence[Page]) -> bytes:
    """The weights learnt from some pages."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMS, verbose=False)
    common = _common(pages)
    for page in chain(pages, *(page.excerpts for page in pages)):
        if page.lines:
            sequence = pycrfsuite.ItemSequence([[f for f in line if f in common] for line in page.lines])
            for _ in range(page.weight):
                trainer.append(sequence, page.labels)
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
    count = Counter(feature for page in pages for feature in {f for line in page.lines for f in line})
    return {feature for feature, pages in count.items() if pages >= PAGES and "\n" not in feature}


def _folded(pages: Sequence[Page], beside: Sequence[Page], folds: int, seed: int) -> Counter[str]:
    order = list(pages)
    random.Random(seed).shuffle(order)
    count: Counter[str] = Counter()
    for fold in range(folds):
        rest = [page for i, page in enumerate(order) if i % folds != fold]
        count += _measured(order[fold::folds], judged.unpack(trained([*rest, *beside])), True)
    return count


def _measured(pages: Iterable[Page], model: judged.Model | None, by_page: bool = False) -> Counter[str]:
    """Counts over some pages, judged by a model or left to the rules."""
    kept, count = (judged.model, judged.is_page), Counter[str]()
    if model:
        judged.model = lambda: model  # type: ignore[assignment]
    else:
        judged.is_page = lambda units: False
    for page in pages:
        own = _counts(page, structure.analyse(page.content).blocks)
        if by_page and (own["body lost"] or own["page shown"]):
            print(f"  {page.name}: {own['body lost']} of {own['body']} lost, {own['page shown']} shown too much")
        count += own
    judged.model, judged.is_page = kept
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
    """The hash of the code that makes the features, without its comments, docstrings and blank lines."""
    source = (ROOT / "reader" / "structure" / "linefeatures.py").read_text("utf-8")
    return sha256("\n".join(_code(source)).encode()).hexdigest()


if __name__ == "__main__":
    main()
