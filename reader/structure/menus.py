"""Lines of buttons, menus, links and placeholders: what a page has around an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from reader import words
from reader.words import papers

_SEAM = re.compile(r"(?<=[a-zäöüßéè])(?=[A-ZÄÖÜ])|[\s|/·•,]+")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?P<label>\S.*)")
_ENDED = re.compile(r"[.!?][»«”“\"'’)\]]*$")
_LINKS = re.compile(r"\W{0,3}\[\d{1,4}\]\s?\w")
_PLACEHOLDER = re.compile(
    r"\[[\w.-]+\.(?:jpe?g|png|gif|webp|svg)\]"
    r"|\[[^\[\]]{0,40}\s*\](?:\s*\[[^\[\]]{1,20}\])+",
    re.I,
)
_SLOTS = re.compile(r"(?:\[[a-zA-Z]{2,12}\][\s:,.]*){3,}")
_LEAK = re.compile(
    # Each way begins with a sign of its own, so that a line without any is soon done with.
    r"\{\{?\s*[\w.]*\s*\}?\}|%[ds]\b|\$\{|,\s*,\s*,|undefined\b(?<=\bundefined)|NaN\b(?<=\bNaN)|[:=]\s?null\b"
    r"|\{[^{}]*:[^{}]*[;,][^{}]*\}"
)


def is_links(text: str) -> bool:
    """Whether a text browser has numbered the links of a menu (``[3]Start [4]Suche``)."""
    return len(text) <= 200 and _LINKS.match(text) is not None and not _ENDED.search(text)


def is_leak(text: str) -> bool:
    """Whether a line is a placeholder that a template or a text browser has left standing."""
    return text == "null" or _PLACEHOLDER.fullmatch(text) is not None or _LEAK.search(text) is not None


def has_slots(text: str) -> bool:
    """Whether a line holds what a script should have filled in (``Updated [hour]:[minute] [timezone]``)."""
    return "]" in text and _SLOTS.search(text) is not None


def is_of_no_one(text: str) -> bool:
    """Whether a program complains in a line, or it stands where no text was written yet (``Lorem ipsum …``)."""
    return text.startswith("Lorem ipsum") or ("line " in text and _COMPLAINT.search(text) is not None)


_COMPLAINT = re.compile(r"\(line \d+ of /|\bin /\S+ on line \d+$")


def is_page_number(text: str) -> bool:
    """Whether a line gives only a page (``Seite 5``)."""
    found = _PAGE.fullmatch(text)
    return found is not None and found["label"].casefold() in words.word_set("field_page")


_PAGE = re.compile(r"(?P<label>[^\W\d_]+)\.?\s?\d{1,3}(?:\s?(?:[-–/]|von|of|sur|из|з)\s?\d{1,3})?")


def is_toolbar(text: str) -> bool:
    """Whether a line is made of the names of buttons, even if they are glued together."""
    if len(text) > 160:
        return False
    tied = 0
    for part in _BUTTON.finditer(text):
        known = _known_tools(part.group())
        if known < 0:
            return False
        tied += known
    return tied >= 2 or (tied == 1 and " " not in text and len(text) > 1)


@lru_cache(1024)
def _known_tools(part: str) -> int:
    """How many buttons a word names, perhaps several glued together; -1 if it says something else."""
    tools = words.word_set("tools")
    if words.key(part) in tools:
        return 1
    tied = 0
    for token in map(words.key, _SEAM.split(part)):
        if token in tools:
            tied += 1
        elif token and token not in _BETWEEN:
            return -1
    return tied


def is_parted(text: str) -> bool:
    """Whether a line is a row of links between bars (``Home | World | Climate | Video``)."""
    if len(text) > 400 or not any(bar in text for bar in _BAR_SIGNS):
        return False
    parts = [p.strip() for p in _BARS.split(text)]
    return len(parts) >= 4 and all(0 < len(p) <= 28 for p in parts) and not _ENDED.search(text)


def is_bar(text: str) -> bool:
    """Whether a line is a row of section names, most of them known, without a small word among them."""
    parts = text.split()
    if not 4 <= len(parts) <= 40 or ":" in text or any(p[0].islower() for p in parts) or _ENDED.search(text):
        return False
    if text.isupper() and any(p.lower() in words.word_list("stopwords") for p in parts):
        return False  # In capitals small words are not to be seen: that is a heading.
    return 5 * sum(words.key(p) in sections() for p in parts) >= 2 * len(parts)


@cache
def sections() -> frozenset[str]:
    """The names of sections, menus and buttons."""
    return words.word_set("menu") | words.word_set("rubrics") | words.word_set("tools")


_BARS, _BAR_SIGNS = re.compile(r"\s[|•·›»/]\s|\t"), "|•·›»/\t"
_BUTTON = re.compile(r"[^\s|/·•,]+")


_BETWEEN = frozenset(
    ["auf", "bei", "per", "via", "und", "oder", "zur", "in", "on", "by", "and", "or", "sur", "par", "et", "#"]
)


_STEPS = frozenset(">»›/|→")
_STEP = re.compile(r"\s[>»›/|]\s|→")
_PART = re.compile(r"[^\s>»›/|•]+")


def tokens(label: str) -> Iterator[str]:
    """The words of a line of section names, ready for comparison."""
    return (key for part in _PART.finditer(label) if (key := words.key(part.group())))


def is_menu(text: str) -> bool:
    """Whether a line is made of section names only: a breadcrumb or an item of a menu."""
    numbered = _NUMBERED.match(text)
    label = numbered["label"] if numbered else text
    if len(label) > 120:
        return False
    menu, rubrics = words.word_set("menu"), words.word_set("rubrics")
    if "«" not in label and _is_trail(label) and any(t in menu for t in tokens(label)):
        return True
    return bool(label) and (words.key(label) in menu or all(t in menu or t in rubrics for t in tokens(label)))


def _is_trail(label: str) -> bool:
    if _STEPS.isdisjoint(label) or _STEP.search(label) is None:
        return False
    said, bar, paper = label.partition(" | ")
    return not (bar and said.count(" ") > 1 and papers.is_beside_day(paper))  # the title of a page (``… | BBC News``)


def is_counted(text: str) -> bool:
    """Whether a line begins with its number in a row."""
    return _NUMBERED.match(text) is not None


def is_numbered(text: str) -> bool:
    """Whether a line is a numbered item of one to three words."""
    found = _NUMBERED.match(text)
    return bool(found and found["label"].count(" ") <= 2 and not _ENDED.search(found["label"]))
