"""Which lines of a page are of its article: what has evidence against it is put aside, what is in doubt stays.

Prose tells where the article is; elements, links, linked headings and names tell what stands around it. No evidence
takes away the title, or prose without which too little would be left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

from reader.formats import evidence
from reader.formats.markup import listed
from reader.formats.page import Box, Line, Page

PROSE = 60
"""Characters, blanks included, of a line that may be prose."""
_WORDS = 8
_ENOUGH = 200
"""Characters of prose that must be left elsewhere if a part with prose is put aside."""
_TEASER = 320
"""A linked heading with less prose than this, in characters, announces another page."""
_CORE = 0.8
"""Share of the prose that the box of the article holds."""
_BESIDE = 0.15
"""Prose in a box beside it, as a share of that in the article's box, that makes it part of the article."""
_HEAD = 3
"""Lines before the article's box among which a title may be that no heading shows."""
_POINT = re.compile(r"[.!?…:;,»«”“\"'’)\]。、，]")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
"""Letters of languages that put no blanks between words."""
_HEADINGS = listed("h1 h2 h3 h4 h5 h6")
_LISTS = listed("ul ol li dl")
_SMALL = listed("p li td blockquote")
"""Boxes that never are the article's own."""


def judge(
    page: Page, kinds: list[str], title: int | None, stated: frozenset[int] = frozenset(), elsewhere: int = 0
) -> list[str]:
    """For each line ``navigation`` or ``boilerplate`` if it is not of the article; empty if it is, or may be.

    ``kinds`` are those of the boxes, ``title`` is the line of the article's title, ``stated`` are lines that the
    page's own metadata gives as the article's text, of which ``elsewhere`` characters are in no line.
    """
    return _Judge(page, kinds, title, stated, elsewhere).run()


class _Sums:
    """Sums over intervals of lines, each asked in one step."""

    def __init__(self, values: Iterable[int]) -> None:
        self._sums = [0, *accumulate(values)]

    def of(self, box: Box) -> int:
        return self._sums[box.last] - self._sums[box.first]


class _Judge:
    """Puts aside part after part, then all that stands outside of what is left."""

    def __init__(self, page: Page, kinds: list[str], title: int | None, stated: frozenset[int], elsewhere: int) -> None:
        self._page, self._title, self._stated = page, title, stated
        self._kinds = [kinds[line.box] for line in page.lines]
        self._verdicts = [""] * len(page.lines)
        self._prose = [_prose(line, kind) for line, kind in zip(page.lines, self._kinds)]
        self._rest = sum(self._prose) + elsewhere
        self._chars = _Sums(len(line.text) for line in page.lines)
        self._links = _Sums(line.linked for line in page.lines)
        headings = [kind == "heading" and n != title for n, kind in enumerate(self._kinds)]
        self._headings = _Sums(map(int, headings))
        self._linked = _Sums(int(h and 2 * li.linked > len(li.text)) for h, li in zip(headings, page.lines))
        self._sentences = _Sums(self._prose)

    def run(self) -> list[str]:
        """The verdicts on all lines."""
        self._judge_boxes()
        self._judge_links()
        self._sentences = _Sums(p if not v else 0 for p, v in zip(self._prose, self._verdicts))
        self._judge_outside()
        return self._verdicts

    def _put_aside(self, first: int, last: int, verdict: str) -> None:
        for number in range(first, last):
            if number not in self._stated and not self._verdicts[number]:
                self._verdicts[number] = verdict
                self._rest -= self._prose[number]

    def _judge_boxes(self) -> None:
        """From the outermost box to the innermost: each that has evidence against it and may go."""
        at = 0
        for box in self._page.boxes:
            if at <= box.first < box.last and (verdict := self._verdict(box)) and self._may_go(box):
                self._put_aside(box.first, box.last, verdict)
                at = box.last

    def _may_go(self, box: Box) -> bool:
        """Whether the title is not in a box, and enough is left without it: prose, or where there is none, words."""
        if self._title is not None and box.first <= self._title < box.last:
            return False
        prose = self._sentences.of(box)
        rest = self._rest - prose
        if prose == 0:
            return rest >= _ENOUGH or 2 * self._chars.of(box) <= self._chars.of(self._page.boxes[0])
        if evidence.is_sure(box):
            return rest >= max(PROSE, prose // 4)
        return rest >= max(_ENOUGH, prose // 20 if evidence.of_names(box) == "talk" else prose)

    def _verdict(self, box: Box) -> str:
        if box.tag == "footer" and self._page.boxes[box.parent].tag in ("blockquote", "figure"):
            return ""
        if found := evidence.of_element(box):
            return found
        named = evidence.of_names(box)
        if named in ("talk", "clearly") or (named == "perhaps" and self._is_thin(box)) or self._announces(box):
            return "boilerplate"
        return self._by_links(box)

    def _is_thin(self, box: Box) -> bool:
        """Whether a box has no prose, or a good part of it are links."""
        return self._sentences.of(box) == 0 or 5 * self._links.of(box) > self._chars.of(box)

    def _announces(self, box: Box) -> bool:
        """Whether all headings in a box are links and little is said under each: teasers of other pages."""
        linked = self._linked.of(box)
        if not linked or linked < self._headings.of(box) or box.tag in _HEADINGS:
            return False
        return self._sentences.of(box) < _TEASER * linked

    def _by_links(self, box: Box) -> str:
        """Evidence against boxes that are links and nothing else, headings apart."""
        chars, links, lines = self._chars.of(box), self._links.of(box), box.last - box.first
        if 2 * links <= chars or self._sentences.of(box) or box.tag in _HEADINGS:
            return ""
        if lines == 1 and 10 * links < 9 * chars and box.tag not in _LISTS:
            return ""
        return "navigation" if lines > 1 or box.tag == "li" else "boilerplate"

    def _judge_links(self) -> None:
        """Lines that stand alone as links, such as the announcement of another story between two paragraphs."""
        for number, line in enumerate(self._page.lines):
            free = self._kinds[number] in ("", "paragraph", "list") and number != self._title
            if free and 10 * line.linked >= 9 * len(line.text):
                self._put_aside(number, number + 1, "boilerplate")

    def _core(self) -> int:
        """The innermost box that holds most of the prose that is left."""
        boxes, core = self._page.boxes, 0
        for number, box in enumerate(boxes):
            held = self._sentences.of(boxes[core])
            inside = box.parent == core and box.tag not in _SMALL
            if inside and self._sentences.of(box) >= max(1, _CORE * held):
                core = number
        return core

    def _judge_outside(self) -> None:
        """All that stands before the title and after the article's box, unless it is like the article."""
        number = self._core()
        core = self._page.boxes[number]
        held = self._sentences.of(core)
        if held < PROSE:
            return
        branches = _Branches(self._page, number)
        begin = max(0, core.first - _HEAD) if self._title is None else min(self._title, core.first)
        for at, line in enumerate(self._page.lines):
            if begin <= at < core.last or self._is_kicker(at, begin):
                continue
            if not self._is_like(self._page.boxes[branches.of(line.box)], core, held):
                self._put_aside(at, at + 1, "navigation" if at < begin else "boilerplate")

    def _is_like(self, branch: Box, core: Box, held: int) -> bool:
        """Whether a part beside the article's box is built like it, or holds much prose and few links."""
        prose = self._sentences.of(branch)
        if not prose or 4 * self._links.of(branch) > self._chars.of(branch):
            return False
        same = branch.tag == core.tag and branch.values.get("class") == core.values.get("class")
        return same or branch.tag == "p" or prose > _BESIDE * held

    def _is_kicker(self, at: int, begin: int) -> bool:
        """Whether a line may be the rubric right above the title."""
        line = self._page.lines[at]
        return self._title is not None and 0 < begin - at <= 2 and len(line.text) <= PROSE and not line.linked


class _Branches:
    """For each box the outermost one around it that does not hold the core."""

    def __init__(self, page: Page, core: int) -> None:
        self._boxes = page.boxes
        self._known: dict[int, int] = {}
        self._above = {0}
        while core > 0:
            self._above.add(core)
            core = page.boxes[core].parent

    def of(self, box: int) -> int:
        """The branch a box is in."""
        way = []
        while box not in self._known and box not in self._above and self._boxes[box].parent not in self._above:
            way.append(box)
            box = self._boxes[box].parent
        found = self._known.get(box, box)
        self._known.update(dict.fromkeys(way, found))
        return found


def _prose(line: Line, kind: str) -> int:
    """How many characters of prose a line is; 0 for all that is no sentence."""
    free = len(line.text) - line.linked
    if kind in ("heading", "caption") or free < PROSE or 2 * line.linked > len(line.text):
        return 0
    if line.text.count(" ") + 1 < _WORDS and not _UNSPACED.search(line.text):
        return 0
    return free if _POINT.search(line.text) else free // 2
