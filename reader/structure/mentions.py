"""How a page speaks of its own paper: promotions, sections named after it, and what people told it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from reader import words
from reader.structure.lines import Unit

_ARTICLE = r"(?:(?P<article>[Dd](?:er|ie|as|em|en)|[Tt]he|[Ll][ea]) )?"
_CAPITAL = r"[^\W\d_a-zа-яёіїєґäöüßàâçéèêîïôûœ]"
_NAME = (
    rf"(?P<name>(?:(?<=[Ll][ea] )|(?<=[Dd]u )){_CAPITAL}[\w-]+ d[ue]s? {_CAPITAL}[\w-]+"
    r"|\d{1,2} (?:[Mm]inuten|[Ss]ekunden|[Hh]eures?|[Mm]inutes|[Ss]tunden)\b"
    rf"|(?:[a-z]{{1,3}}[.-])?{_CAPITAL}[\w.-]*(?<![.-])(?:\s{_CAPITAL}[\w-]*(?<!-)){{0,3}})"
)
_QUOTED = r"(?P<name>[^«»]{2,40})"
_WHOLE = r"(?P<name>(?:\d{1,2} )?[^\W\d_][\w.-]{1,30}(?:\s[^\W\d_][\w-]+){0,3})"
LONGEST = 500
"""Characters of a line in which a weak mention counts."""


def promotions(text: str) -> Iterator[tuple[str, str | None]]:
    """The names a line of the page promotes (``Folgen Sie NAME auf``), each with the article before it."""
    offers = words.word_set("outlet_offers")
    for name, article in _names(text, "outlet_promo"):
        if words.key(name.rpartition("-")[2]) not in offers:
            yield name, article


def hints(text: str) -> Iterator[str]:
    """The names a line of the page may speak of (``NAME Shop``); one alone says too little."""
    if len(text) <= LONGEST:
        yield from (name for name, _ in _names(text, "outlet_hints"))


def compounds(text: str) -> Iterator[str]:
    """The names before a hyphen and a thing a paper offers (``NAME-Newsletter``): often a subject, too."""
    if "-" in text and len(text) <= LONGEST:
        yield from (found["name"] for found in _offers().finditer(text))


@cache
def _offers() -> re.Pattern[str]:
    things = "|".join(map(re.escape, words.every("outlet_offers")))
    return re.compile(rf"(?<![\w-])(?P<name>{_CAPITAL}[\w.]{{1,30}})-(?i:{things})\b")


def told(text: str) -> Iterator[str]:
    """The names of those whom somebody in a paragraph spoke to or who found something out (``sagte er dem NAME``)."""
    yield from (name for name, _ in _names(text, "outlet_told"))
    if not _verbs().isdisjoint(_words_in(text)):
        yield from (found["name"] for found in _speaking().finditer(text))


def found_out(text: str) -> Iterator[str]:
    """The names of those who found something out (``nach NAME-Recherchen``)."""
    yield from (name for name, _ in _names(text, "outlet_told"))


@cache
def _verbs() -> frozenset[str]:
    """The first words of what says that somebody spoke."""
    return frozenset(verb.casefold().split()[0] for verb in words.every("told_verbs"))


@cache
def _speaking() -> re.Pattern[str]:
    """A verb of saying and, before the sentence ends, to whom."""
    verbs, to = ("|".join(map(re.escape, words.every(c))) for c in ("told_verbs", "told_to"))
    return re.compile(rf"\b(?:{verbs})\b[^.:;“”«»\"]{{0,80}}?\s(?:{to})\s{_NAME}(?=[.,:;]|$)")


def _names(text: str, category: str) -> Iterator[tuple[str, str | None]]:
    for word in sorted(_words_in(text) & _telling(category)):
        for pattern in _patterns(category)[word]:
            for found in pattern.finditer(text):
                yield found["name"], found.groupdict().get("article")


@lru_cache(512)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


_WORD = re.compile(r"\w+")


@cache
def _telling(category: str) -> frozenset[str]:
    """The words by one of which a line must be known to hold a name."""
    return frozenset(_patterns(category))


@cache
def _patterns(category: str) -> dict[str, list[re.Pattern[str]]]:
    """The patterns by the word a line must hold; ``{}`` is the name, ``^`` and ``$`` bind it to the whole line."""
    index: dict[str, list[re.Pattern[str]]] = {}
    for entry in words.every(category):
        telling = max(_WORD.findall(entry.casefold()), key=len)
        index.setdefault(telling, []).append(_pattern(entry))
    return index


def _pattern(entry: str) -> re.Pattern[str]:
    before, _, after = entry.strip("^$").partition("{}")
    whole = entry[0] == "^" and entry[-1] == "$"
    name = _QUOTED if "«" in entry else _WHOLE if whole else _ARTICLE + _NAME
    start = "^" if entry[0] == "^" else r"(?<!\w)" if before[:1].isalpha() else ""
    end = "$" if entry[-1] == "$" else r"(?!\w)"
    return re.compile(f"{start}(?i:{re.escape(before)}){name}(?i:{re.escape(after)}){end}")


def stands_as(name: str, units: list[Unit]) -> str | None:
    """A name read behind "den" or "des" as it is said by itself; ``None`` if the page nowhere says it."""
    bare = next((n for n in (name[:-1], name[:-2]) if name.endswith(("n", "s")) and _occurs(n, units)), None)
    return bare or (name if not name.endswith(("n", "s")) or _occurs(name, units, name) else None)


def _occurs(name: str, units: list[Unit], declined: str = "") -> bool:
    alone = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    after = re.compile(rf"\bde[nms]\s{re.escape(declined)}(?!\w)", re.I) if declined else None
    return any(alone.search(after.sub(" ", u.text[:2000]) if after else u.text[:2000]) for u in units)
