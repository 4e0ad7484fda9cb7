"""How a page speaks of its own paper: promotions, sections named after it, and what people told it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader import words
from reader.structure.papernames import is_paper

_ARTICLE = r"(?:(?P<article>[Dd](?:er|ie|as|em|en)|[Tt]he|[Ll][ea]) )?"
_CAPITAL = r"[^\W\d_a-zа-яёіїєґäöüßàâçéèêîïôûœ]"
_NAME = (
    rf"(?P<name>(?:(?<=[Ll][ea] )|(?<=[Dd]u )){_CAPITAL}[\w-]+(?: d[ue]s? | de la | [dl]['’]){_CAPITAL}[\w-]+"
    r"|\d{1,2} (?:[Mm]inuten|[Ss]ekunden|[Hh]eures?|[Mm]inutes|[Ss]tunden)\b"
    rf"|(?:[a-z]{{1,3}}[.-])?{_CAPITAL}[\w.-]*(?<![.-])(?:\s{_CAPITAL}[\w-]*(?<!-)){{0,3}})"
)
_QUOTED = r"(?P<name>[^«»]{2,40})"
_WHOLE = r"(?P<name>(?:\d{1,2} )?[^\W\d_][\w.-]{1,30}(?:\s[^\W\d_][\w-]+){0,3})"
LONGEST = 500
"""Characters of a line in which a weak mention counts."""


def promotions(text: str) -> Iterator[tuple[str, str | None]]:
    """The names a line of the page promotes (``Folgen Sie NAME auf``), each with the article before it."""
    return _articled(text, "outlet_promo")


def disclaimers(text: str) -> Iterator[str]:
    """The names that a line says are not to blame, or without whose leave nothing is to be printed."""
    return (name for name, _ in _articled(text, "outlet_disclaimers"))


def _articled(text: str, category: str) -> Iterator[tuple[str, str | None]]:
    """The names, with an article that is theirs, and the article that is not."""
    offers = words.word_set("outlet_offers")
    for found in _finds(text, category):
        name, article = found["name"], found.groupdict().get("article")
        if words.key(name.rpartition("-")[2]) in offers:
            continue
        if article and article[0].isupper() and (found.start("article") or _is_articled(name, article)):
            yield text[found.start("article") : found.end("name")], None
        else:
            yield name, article


def _is_articled(name: str, article: str) -> bool:
    """Whether an article that begins the line is of the name: a paper in English may go without."""
    return article in ("Le", "La", "Les") or (article == "The" and is_paper(name))


def hints(text: str) -> Iterator[str]:
    """The names a line of the page may speak of (``NAME Shop``); one alone says too little."""
    if len(text) <= LONGEST:
        yield from _names(text, "outlet_hints")


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
    yield from _names(text, "outlet_told")
    if not _verbs().isdisjoint(words.words_in(text)):
        yield from (found["name"] for found in _speaking().finditer(text))


def found_out(text: str) -> Iterator[str]:
    """The names of those who found something out (``nach NAME-Recherchen``)."""
    yield from _names(text, "outlet_told")


@cache
def _verbs() -> frozenset[str]:
    """The first words of what says that somebody spoke."""
    return frozenset(verb.casefold().split()[0] for verb in words.every("told_verbs"))


@cache
def _speaking() -> re.Pattern[str]:
    """A verb of saying and, before the sentence ends, to whom."""
    verbs, to = ("|".join(map(re.escape, words.every(c))) for c in ("told_verbs", "told_to"))
    return re.compile(rf"\b(?:{verbs})\b[^.:;“”«»\"]{{0,80}}?\s(?:{to})\s{_NAME}(?=[.,:;]|$)")


def _names(text: str, category: str) -> Iterator[str]:
    return (found["name"] for found in _finds(text, category))


def _finds(text: str, category: str) -> Iterator[re.Match[str]]:
    for word in sorted(words.words_in(text) & telling(category)):
        for pattern in _patterns(category)[word]:
            yield from pattern.finditer(text)


@cache
def telling(category: str) -> frozenset[str]:
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


_WORD = re.compile(r"\w+")


def _pattern(entry: str) -> re.Pattern[str]:
    before, _, after = entry.strip("^$").partition("{}")
    whole = entry[0] == "^" and entry[-1] == "$"
    name = _QUOTED if "«" in entry else _WHOLE if whole else _ARTICLE + _NAME
    start = "^" if entry[0] == "^" else r"(?<!\w)" if before[:1].isalpha() else ""
    end = "$" if entry[-1] == "$" else r"(?!\w)"
    return re.compile(f"{start}(?i:{re.escape(before)}){name}(?i:{re.escape(after)}){end}")
