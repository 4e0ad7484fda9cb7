"""Structure on pages as they are saved from the wild: measured against gold that was made with the texts.

``dev`` was looked at while the rules were made; ``held`` and then ``fresh`` were first looked at when the rules stood.
``wild_de``, ``wild_other`` and ``wild3`` to ``wild7`` are pages that others wrote without knowing the rules; first
measured, then looked at, and the judges are trained on ``wild3`` to ``wild11`` and on ``natural``. ``wild9`` to
``wild11`` have the layouts that real papers had, under other names, ``wild12`` is built as copies in crawls are; they
are only learnt from (``wild12`` by the judges of titles and outlets), as are the long pieces in ``furniture``.
"""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from reader import structure, text
from reader.records import HIDDEN_KINDS, Structure

HERE = Path(__file__).parent / "cases" / "structure"
PARTS = ("dev", "held", "fresh")
WILD = ("wild_de", "wild_other")
SEEN = ("wild3", "wild4", "wild5", "wild6", "wild7")
NATURAL, BUILDS, HARD = "natural_held", "builds_held", "wild8"
"""Pages that are as saved pages mostly are, and pages built as copies in crawls of the web are, none of which anything
was learnt from; pages that are hard on purpose.
"""
STEPS = {NATURAL: 2, BUILDS: 1, HARD: 3}
"""Of so many pages one is read, to be quick."""
CASES = [case for part in (*PARTS, *WILD) for case in sorted((HERE / part).glob("*.txt"))]
BODY = frozenset({"lead", "paragraph", "quote", "list", "table", "dateline"})
CAPTION = frozenset({"caption", "credit"})


@lru_cache(maxsize=512)
def analysed(content: str) -> Structure:
    """What is read of a page, for several tests that look at it."""
    return structure.analyse(content)


@lru_cache(maxsize=128)
def gold(case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(case.with_suffix(".json").read_text("utf-8"))
    return found


def kinds(content: str, blocks: list[tuple[int, int, str]]) -> list[str]:
    """The kind of each non-blank character."""
    by_character = [""] * len(content)
    for start, end, kind in blocks:
        by_character[start:end] = [kind] * (end - start)
    return [k for k, char in zip(by_character, content) if not char.isspace()]


def values(found: Structure) -> dict[str, Any]:
    fields = {"title": found.title, "date": found.published, "outlet": found.outlet}
    return {name: f.value if f else None for name, f in fields.items()} | {
        "byline": [f.value for f in found.byline],
        "agency": sorted(f.value.casefold() for f in found.agency),
        "language": found.language,
    }


def same(name: str, have: Any, want: Any) -> bool:
    """Whether a field is right; neither capitals nor an article before the name of a paper count."""
    if name == "agency":
        return bool(have == sorted(w.casefold() for w in want))
    plain = [re.sub(r"^(?:der|die|das|the|le|la) ", "", str(v).casefold()) for v in (have, want)]
    return plain[0] == plain[1]


@dataclass
class Measures:
    """Counts over one half of the cases; a share is a pair of them."""

    count: Counter[str] = field(default_factory=Counter)

    def add(self, case: Path) -> None:
        self.add_page(text.decode(case.read_bytes()), gold(case))

    def add_page(self, content: str, want: dict[str, Any]) -> None:
        found = analysed(content)
        for name, have in values(found).items():
            if want[name]:
                self.count[f"{name} stated"] += 1
                self.count[f"{name} right"] += same(name, have, want[name])
            else:
                self.count[f"{name} invented"] += bool(have)
        blocks = [(b.start, b.end, b.kind) for b in found.blocks]
        self.add_characters(kinds(content, [(a, b, k) for a, b, k in want["blocks"]]), kinds(content, blocks))
        headings = {tuple(b[:2]) for b in want["blocks"] if b[2] == "heading"}
        found_headings = {b[:2] for b in blocks if b[2] == "heading"}
        self.count["headings"] += len(headings)
        self.count["headings found"] += len(found_headings)
        self.count["headings right"] += len(headings & found_headings)

    def add_characters(self, wanted: list[str], have: list[str]) -> None:
        for w, h in zip(wanted, have, strict=True):
            self.count["lost"] += not h
            self.count["body"] += w in BODY
            self.count["body found"] += h in BODY
            self.count["body right"] += w in BODY and h in BODY
            self.count["body hidden"] += w in BODY and h in HIDDEN_KINDS
            self.count["page"] += w in HIDDEN_KINDS
            self.count["page kept out"] += w in HIDDEN_KINDS and h not in BODY and h != "heading"
            self.count["captions"] += w in CAPTION
            self.count["captions kept out"] += w in CAPTION and h not in BODY

    def share(self, part: str, whole: str) -> float:
        return self.count[part] / self.count[whole]


def measured(part: str) -> Measures:
    found = Measures()
    for case in sorted((HERE / part).glob("*.txt")):
        found.add(case)
    return found


@pytest.fixture(scope="module", params=PARTS)
def measures(request: pytest.FixtureRequest) -> Measures:
    return measured(request.param)


def test_there_are_enough_cases_of_every_language() -> None:
    languages = Counter(gold(case)["language"] for case in CASES)
    assert len(CASES) >= 40 and languages["de"] >= 25 and {"en", "fr", "ru", "uk"} <= set(languages)


def test_nothing_is_lost_or_invented(measures: Measures) -> None:
    assert measures.count["lost"] == 0
    assert [n for n in ("title", "date", "outlet", "byline", "agency") if measures.count[f"{n} invented"]] == []


@pytest.mark.parametrize(
    ("name", "least"),
    [("title", 0.9), ("date", 0.95), ("outlet", 0.8), ("byline", 0.9), ("agency", 0.9), ("language", 1.0)],
)
def test_fields(measures: Measures, name: str, least: float) -> None:
    assert measures.share(f"{name} right", f"{name} stated") >= least


@pytest.mark.parametrize(
    ("part", "whole", "least"),
    [
        ("body right", "body", 0.993),
        ("body right", "body found", 0.985),
        ("page kept out", "page", 0.95),
        ("captions kept out", "captions", 0.95),
        ("headings right", "headings", 0.92),
        ("headings right", "headings found", 0.9),
    ],
)
def test_blocks(measures: Measures, part: str, whole: str, least: float) -> None:
    assert measures.share(part, whole) >= least


FLOORS = {
    "wild_de": {
        ("title right", "title stated"): 1.0,
        ("date right", "date stated"): 1.0,
        ("outlet right", "outlet stated"): 0.88,
        ("byline right", "byline stated"): 0.85,
        ("agency right", "agency stated"): 1.0,
        ("language right", "language stated"): 1.0,
        ("body right", "body"): 0.994,
        ("body right", "body found"): 0.98,
        ("page kept out", "page"): 0.96,
        ("captions kept out", "captions"): 0.98,
        ("headings right", "headings"): 0.92,
        ("headings right", "headings found"): 0.9,
    },
    "wild_other": {
        ("title right", "title stated"): 1.0,
        ("date right", "date stated"): 1.0,
        ("outlet right", "outlet stated"): 0.9,
        ("byline right", "byline stated"): 0.8,
        ("agency right", "agency stated"): 0.75,
        ("language right", "language stated"): 1.0,
        ("body right", "body"): 0.99,
        ("body right", "body found"): 0.99,
        ("page kept out", "page"): 0.98,
        ("captions kept out", "captions"): 0.98,
        ("headings right", "headings"): 0.95,
        ("headings right", "headings found"): 0.88,
    },
    "wild3": {
        ("title right", "title stated"): 0.93,
        ("date right", "date stated"): 0.95,
        ("outlet right", "outlet stated"): 0.88,
        ("byline right", "byline stated"): 0.87,
        ("agency right", "agency stated"): 0.75,
        ("language right", "language stated"): 1.0,
        ("body right", "body"): 0.985,
        ("body right", "body found"): 0.985,
        ("page kept out", "page"): 0.975,
        ("captions kept out", "captions"): 0.98,
        ("headings right", "headings"): 0.85,
        ("headings right", "headings found"): 0.86,
    },
    "wild4": {
        ("title right", "title stated"): 0.92,
        ("date right", "date stated"): 0.96,
        ("outlet right", "outlet stated"): 0.9,
        ("byline right", "byline stated"): 0.9,
        ("agency right", "agency stated"): 1.0,
        ("language right", "language stated"): 1.0,
        ("body right", "body"): 0.995,
        ("body right", "body found"): 0.98,
        ("page kept out", "page"): 0.96,
        ("captions kept out", "captions"): 0.98,
        ("headings right", "headings"): 0.95,
        ("headings right", "headings found"): 0.95,
    },
    "wild5": {
        ("title right", "title stated"): 1.0,
        ("date right", "date stated"): 0.94,
        ("outlet right", "outlet stated"): 0.84,
        ("byline right", "byline stated"): 1.0,
        ("agency right", "agency stated"): 0.8,
        ("language right", "language stated"): 1.0,
        ("body right", "body"): 0.99,
        ("body right", "body found"): 0.98,
        ("page kept out", "page"): 0.96,
        ("captions kept out", "captions"): 0.92,
        ("headings right", "headings"): 0.9,
        ("headings right", "headings found"): 0.92,
    },
    "wild6": {
        ("title right", "title stated"): 0.91,
        ("date right", "date stated"): 0.9,
        ("outlet right", "outlet stated"): 0.84,
        ("byline right", "byline stated"): 0.88,
        ("agency right", "agency stated"): 0.7,
        ("language right", "language stated"): 0.99,
        ("body right", "body"): 0.994,
        ("body right", "body found"): 0.97,
        ("page kept out", "page"): 0.925,
        ("captions kept out", "captions"): 0.94,
        ("headings right", "headings"): 0.86,
        ("headings right", "headings found"): 0.85,
    },
    "wild7": {
        ("title right", "title stated"): 0.77,
        ("date right", "date stated"): 0.88,
        ("outlet right", "outlet stated"): 0.48,
        ("byline right", "byline stated"): 0.88,
        ("agency right", "agency stated"): 0.6,
        ("language right", "language stated"): 0.98,
        ("body right", "body"): 0.984,
        ("body right", "body found"): 0.97,
        ("page kept out", "page"): 0.88,
        ("captions kept out", "captions"): 0.96,
        ("headings right", "headings"): 0.925,
        ("headings right", "headings found"): 0.76,
    },
    "natural_held": {
        ("title right", "title stated"): 0.855,
        ("date right", "date stated"): 0.97,
        ("outlet right", "outlet stated"): 0.44,
        ("byline right", "byline stated"): 0.845,
        ("agency right", "agency stated"): 0.87,
        ("language right", "language stated"): 1.0,
        ("body right", "body"): 0.994,
        ("body right", "body found"): 0.99,
        ("page kept out", "page"): 0.968,
        ("captions kept out", "captions"): 0.94,
        ("headings right", "headings"): 0.905,
        ("headings right", "headings found"): 0.9,
    },
    "builds_held": {
        ("title right", "title stated"): 0.85,
        ("date right", "date stated"): 0.86,
        ("outlet right", "outlet stated"): 0.40,
        ("byline right", "byline stated"): 0.72,
        ("agency right", "agency stated"): 0.84,
        ("language right", "language stated"): 1.0,
        ("body right", "body"): 0.991,
        ("body right", "body found"): 0.974,
        ("page kept out", "page"): 0.829,
        ("captions kept out", "captions"): 0.86,
        ("headings right", "headings"): 0.85,
        ("headings right", "headings found"): 0.9,
    },
    "wild8": {
        ("title right", "title stated"): 0.78,
        ("date right", "date stated"): 0.92,
        ("outlet right", "outlet stated"): 0.33,
        ("byline right", "byline stated"): 0.81,
        ("agency right", "agency stated"): 0.71,
        ("language right", "language stated"): 0.99,
        ("body right", "body"): 0.968,
        ("body right", "body found"): 0.935,
        ("page kept out", "page"): 0.835,
        ("captions kept out", "captions"): 0.985,
        ("headings right", "headings"): 0.83,
        ("headings right", "headings found"): 0.83,
    },
}
"""What has been reached on pages that others wrote; it must not get worse."""
INVENTED = {
    ("wild6", "date"): 3,
    ("wild6", "outlet"): 8,
    ("wild7", "title"): 1,
    ("wild7", "outlet"): 6,
    ("natural_held", "title"): 11,
    ("natural_held", "outlet"): 2,
    ("builds_held", "title"): 6,
    ("builds_held", "outlet"): 6,
    ("wild8", "title"): 3,
    ("wild8", "date"): 2,
    ("wild8", "outlet"): 11,
}
"""On how many pages of a part a field is said that they do not state: no more than these."""


@pytest.mark.parametrize("part", [*WILD, *SEEN])
def test_pages_of_others_get_no_worse(part: str) -> None:
    found = measured(part)
    worse = {what: found.share(*what) for what, least in FLOORS[part].items() if found.share(*what) < least}
    assert worse == {}
    assert found.count["lost"] == 0
    assert {
        n: c for n in ("title", "date", "outlet") if (c := found.count[f"{n} invented"]) > INVENTED.get((part, n), 0)
    } == {}


@pytest.mark.parametrize("part", [NATURAL, BUILDS, HARD])
def test_pages_in_the_forms_of_many_outlets_get_no_worse(part: str, tool: Callable[[str], Any]) -> None:
    found = Measures()
    pages = list(tool("pages").pages([HERE / part]))
    for page in pages[:: STEPS[part]]:
        found.add_page(page.content, page.gold)
    worse = {what: found.share(*what) for what, least in FLOORS[part].items() if found.share(*what) < least}
    assert worse == {} and found.count["lost"] == 0
    invented = {n: found.count[f"{n} invented"] for n in ("title", "date", "outlet")}
    assert {n: c for n, c in invented.items() if c > INVENTED.get((part, n), 0)} == {}


def wrapped(content: str) -> str:
    """The lines as an editor breaks them."""
    return "\n".join(textwrap.fill(t, 72, break_long_words=False, break_on_hyphens=False) for t in content.split("\n"))


@pytest.mark.parametrize(
    ("mutate", "recall", "precision"),
    [
        (lambda t: re.sub(r"\n\s*\n+", "\n", t), 0.994, 0.985),
        (lambda t: re.sub(r"\n+", "\n\n", t), 0.994, 0.98),
        (lambda t: t.replace("\n\n", "\n\n\n\n"), 0.994, 0.99),
        (lambda t: "\n".join("    " + line for line in t.split("\n")), 0.994, 0.99),
        (lambda t: "\n".join(line + "   " for line in t.split("\n")), 0.994, 0.99),
        (wrapped, 0.98, 0.965),
    ],
    ids=["no-blank-lines", "blank-lines-everywhere", "doubled-blank-lines", "indented", "trailing-blanks", "wrapped"],
)
def test_another_layout_of_the_same_page_does_little_harm(mutate: Any, recall: float, precision: float) -> None:
    """Layouts in which a page may be saved; the characters that are seen stay the same, and so does their gold."""
    found = Measures()
    for case in CASES:
        content = text.decode(case.read_bytes())
        blocks = [(b.start, b.end, b.kind) for b in analysed(mutate(content)).blocks]
        wanted = kinds(content, [(a, b, k) for a, b, k in gold(case)["blocks"]])
        found.add_characters(wanted, kinds(mutate(content), blocks))
    assert found.count["lost"] == 0
    assert found.share("body right", "body") >= recall
    assert found.share("body right", "body found") >= precision
    assert found.count["body hidden"] <= 0.0041 * found.count["body"]


@pytest.mark.parametrize("part", [*PARTS, *WILD])
def test_what_is_surely_read_is_right(part: str) -> None:
    """A title or date that is said with much confidence is not wrong."""
    cases = sorted((HERE / part).glob("*.txt"))
    assert cases
    for case in cases:
        found, want = analysed(text.decode(case.read_bytes())), gold(case)
        for name, field_found in (("title", found.title), ("date", found.published)):
            if field_found and field_found.confidence >= 0.85:
                assert same(name, field_found.value, want[name])


def plain(content: str) -> str:
    return " ".join(unicodedata.normalize("NFC", content).replace("\u00ad", "").split())


def told(content: str) -> list[Any]:
    """Kinds and words of the blocks, and the fields, in a form that the mutations below do not touch."""
    found = analysed(content)
    blocks = [[b.kind, plain(content[b.start : b.end])] for b in found.blocks]
    fields = {k: [plain(x) for x in v] if isinstance(v, list) else v and plain(v) for k, v in values(found).items()}
    return [blocks, fields]


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
@pytest.mark.parametrize(
    "mutate",
    [
        lambda t: text.canonical(t.replace("\n", "\r\n")),
        lambda t: unicodedata.normalize("NFD", t),
        lambda t: t.replace(" ", "\u00a0"),
        lambda t: t.replace("\n\n", "\n \t\n"),
        lambda t: t.replace("ei", "e\u00adi"),
    ],
    ids=["crlf", "nfd", "nbsp", "blank-lines-with-blanks", "soft-hyphens"],
)
def test_characters_that_no_eye_sees_change_nothing(case: Path, mutate: Any) -> None:
    content = text.decode(case.read_bytes())
    assert told(mutate(content)) == told(content)


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_without_blank_lines_no_paragraph_is_hidden(case: Path) -> None:
    content = re.sub(r"\n\s*\n", "\n", text.decode(case.read_bytes()))
    want = [text.decode(case.read_bytes())[a:b] for a, b, kind in gold(case)["blocks"] if kind in ("lead", "paragraph")]
    hidden = {content[b.start : b.end] for b in analysed(content).blocks if b.kind in HIDDEN_KINDS}
    assert [w for w in want if w in hidden and len(w) >= 60] == []


@pytest.mark.parametrize("case", [c for c in CASES if gold(c)["outlet"]], ids=lambda p: p.stem)
def test_another_paper_is_another_outlet(case: Path) -> None:
    content, name = text.decode(case.read_bytes()), gold(case)["outlet"]
    if name not in content or " " not in name:
        pytest.skip("the paper is named by its address, or by one word that stands elsewhere too")
    changed = content.replace(name, "Der Lohbrügger Bote")
    if name.split()[-1].casefold() in changed.casefold():
        pytest.skip("the paper is also named in another spelling")
    assert same("outlet", told(changed)[1]["outlet"], "Der Lohbrügger Bote")


def test_the_tail_of_a_very_long_text_is_looked_at() -> None:
    page = text.decode((HERE / "dev" / "swiss_news_app.txt").read_bytes())
    middle = "Ein Absatz, der nur dazu da ist, dass der Text lang wird und noch länger, bis keiner ihn mehr liest.\n\n"
    at = page.index("Die Verkehrsbetriebe")
    content = page[:at] + middle * 6_000 + page[at:]
    found = analysed(content)
    tail = [b for b in found.blocks if b.start > content.index("MERCI")]
    assert len(content) > 600_000 and found.outlet and found.outlet.value == "Stadtbote"
    assert {b.kind for b in tail} <= HIDDEN_KINDS
    assert "" not in kinds(content, [(b.start, b.end, b.kind) for b in found.blocks])


@pytest.mark.parametrize(("part", "recall"), [("pages", 0.99), ("sealed_de", 0.985), ("sealed_other", 0.9)])
def test_pages_that_the_rules_were_not_made_for_get_no_worse(part: str, recall: float) -> None:
    found = Measures()
    for case in sorted((HERE / part).glob("*.txt")):
        found.add(case)
    assert found.count["lost"] == 0 and found.share("body right", "body") >= recall
