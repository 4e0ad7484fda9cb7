"""Who signs: bylines, agency and author marks, picture credits, as they stand at the edges of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from reader import words

LONGEST = 120
"""A byline is not longer than this, in characters."""

_SPLIT = re.compile(
    r"\s*(?:[,;/&|()\[\]]\s*(?:(?:und|and|et)\s)?|\s[–—]\s|\s(?i:und|and|et|mit|with|avec|sowie|и|та|і)\s)\s*"
)
_MARK_TAIL = re.compile(r"\s*[(\[]([^()\[\]]{2,58})[)\]]\s*\.?\s*$")
_BARE_TAIL = re.compile(r"(?<=[.!?“”»\"])\s+([A-Za-z-]{2,12}(?:\s?/\s?[A-Za-z-]{2,12}){0,3})$")
_MARK_SPLIT = re.compile(r"[/,;+&()\s]+")
_SMALL_MARK = re.compile(r"[a-zäöü]{2,4}")
_INITIAL = re.compile(r"\b\w\.")


@dataclass(frozen=True, slots=True)
class Signers:
    """Who a line names as its makers."""

    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


def byline(line: str) -> Signers | None:
    """The signers of a line such as ``Von Anna Muster und Ben Beispiel, Seoul``; ``None`` if it is no byline."""
    line = line.lstrip("-–•· ")
    if talk := _TALK.fullmatch(line):
        return signers(talk["host"])
    if len(line) > LONGEST or not (label := _label().match(line)):
        return None
    rest = line[label.end() :]
    if label.group().strip().casefold() in words.lists("common")["editing"]:
        return Signers()
    # Only a capital begins a line that signs: "von" in small letters is a word of a sentence, but before a full name.
    if not line[:1].isupper():
        return signers(rest) if len(line) <= 60 and rest[:1].isupper() else None
    if (is_role(rest) and rest.count(" ") <= 2 and not posted(rest)) or (is_role(label.group()) and _names_place(rest)):
        return Signers()
    return signers(rest, alone=label.group().rstrip().endswith((":", ",")))


_TALK = re.compile(r"[^\W\d_a-z].{2,50}? im Gespräch mit (?P<host>[^\W\d_a-z][^,.:]{4,40})")
"""The guest is named first, then who asks."""


def _names_place(rest: str) -> bool:
    """Whether only a place follows: "de notre envoyé spécial à Lyon,"."""
    return _PLACE.fullmatch(rest) is not None


_PLACE = re.compile(r"(?:in|aus|à|en|au|from)\s[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*)?\s?[,:.]?")


def is_label(line: str) -> bool:
    """Whether a line is only the word that comes before the names (``Von``)."""
    return len(line) <= 20 and line.strip().casefold() in words.word_list("byline")


def house_with_agency(line: str) -> str | None:
    """The paper that signs together with an agency (``Le Courrier avec AFP``), which is no person."""
    found = _HOUSE.fullmatch(line) if len(line) <= 60 else None
    return found["name"] if found and is_agency(found["agency"]) and _is_house(found["name"]) else None


_HOUSE = re.compile(
    r"(?:(?:Von|Par|By)\s)?(?P<name>[^\W\d_a-z].{2,40}?)\s(?:avec|mit|with|et|und|and)\s(?:l['’])?(?P<agency>[\w-]+)"
)
_ARTICLES = frozenset(["le", "la", "les", "der", "die", "das", "the"])


def _is_house(name: str) -> bool:
    first = name.split()[0].casefold()
    return first in _ARTICLES or first.startswith(("l'", "l’")) or _is_desk(name)


def _is_desk(name: str) -> bool:
    """Whether a part of a byline says where someone works (``Studio Kairo``)."""
    return not _DESKS.isdisjoint(name.casefold().split())


_DESKS = frozenset(words.lists("common")["desks"].split())


def signers(names: str, alone: bool = False) -> Signers | None:
    """The persons and agencies of a list of names with roles and places; ``None`` if it holds anything else.

    ``alone`` says that a single word may be a name.
    """
    parts = [p for p in _SPLIT.split(_without_point(_without_button(names).strip(" ,;:|–—-"))) if p]
    authors: list[str] = []
    agencies: list[str] = []
    wired = any(is_agency(p) for p in parts)
    for part in parts:
        if is_agency(part):
            agencies.append(part)
        elif name := posted(part):
            authors.append(name)
        elif (
            is_role(part)
            or _is_beside(part, bool(authors), bool(agencies))
            or (wired and " " not in part and not part[:1].isupper())
        ):
            continue
        elif is_person(named := _PLACED.sub("", part), alone):
            authors.append(named)
        else:
            return None
    return Signers(tuple(authors), tuple(agencies)) if authors or agencies else None


_PLACED = re.compile(r"\s(?:in|at|à|en|aus)\s[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*)?$")
"""Where someone wrote, behind the name (``Anna Muster in Bangkok``)."""


def _without_point(names: str) -> str:
    """The names without a point behind them, which the initial of a surname keeps."""
    return names if _SHORT_NAME.search(names) else names.rstrip(" .")


_SHORT_NAME = re.compile(r"\s[^\W\d_a-z]\.$")


def in_form(line: str) -> bool:
    """Whether a line signs by its form, where lines do sign: ``By …``, ``Reporter Anna Muster``, ``Aus Goma Max …``."""
    if (signed := byline(line)) is not None:
        return bool(signed.authors or signed.agencies)
    return posted(line) is not None


_FROM = re.compile(r"Aus (?P<place>[^\W\d_a-z][\w-]+) (?P<name>[^\W\d_a-z][\w-]+(?: [^\W\d_a-z][\w-]+){1,2})")


def posted(line: str) -> str | None:
    """The name behind a post or a place (``Reporter Anna Muster``), in a line that is known to sign."""
    if found := _FROM.fullmatch(line):
        return found["name"]
    post, _, name = line.partition(" ")
    if is_role(post) and post[:1].isupper() and is_person(name) and name.count(" ") <= 2:
        return name
    found = _BEFORE_POST.match(line) if line.count(" ") <= 5 else None
    known = found is not None and found["given"].split("-")[0] in words.given_names() and is_person(found["name"])
    return found["name"] if found and known and is_role(line[found.end() :]) and not is_role(found["name"]) else None


_BEFORE_POST = re.compile(r"(?P<name>(?P<given>[^\W\d_a-z][\w-]+) [^\W\d_a-z][\w'’-]+),? (?=[^\W\d_])")


def with_agency(line: str) -> bool:
    """Whether a line is a name and an agency (``Ouest-Journal avec AFP``)."""
    found = _HOUSE.fullmatch(line) if len(line) <= 60 else None
    return found is not None and is_agency(found["agency"])


def is_agency_note(line: str) -> bool:
    """Whether a line behind a text names agencies and nothing but marks: ``RDF/mit dpa``, ``dpa, MRF (ans)``."""
    tokens = [t for t in _NOTE_SPLIT.split(_CONTRIBUTED.sub("", line.strip("() .[]"))) if t]
    if not tokens or len(line) > LONGEST or not any(is_agency(t) for t in agencies_in(line)):
        return False
    known = {w for a in agencies_in(line) for w in _NOTE_SPLIT.split(a.casefold())} | _LINKING
    mixed = [t for t in tokens if t.casefold() not in known and not t.isupper() and (len(t) > 4 or not t.islower())]
    return not mixed or ("/" in line and all(t.islower() for t in mixed) and len(line) <= 40)


_NOTE_SPLIT = re.compile(r"[/,;+&()\s–-]+")
_CONTRIBUTED = re.compile(r"\scontributed to this (?:report|article|story)$")
_LINKING = frozenset(["mit", "und", "with", "and", "avec", "et", "material", "von", "agenturen", "agences", "l'"])


def _is_beside(part: str, authors: bool, agencies: bool) -> bool:
    """Whether a part of a byline only goes with a name before it: the mark of a desk, a place."""
    return (authors or agencies) and (is_marks(part) or _is_where(part))


def _without_button(names: str) -> str:
    """The names without the button behind them (``Anna Muster Folgen``)."""
    rest, _, last = names.rstrip().rpartition(" ")
    return rest if rest.count(" ") and words.key(last) in words.word_set("buttons") else names


def is_agency(name: str) -> bool:
    """Whether a news agency is called so."""
    return name.strip() in words.agencies() or name.strip().casefold() in _written_agencies()


def only_agencies(line: str) -> bool:
    """Whether a line names agencies and nothing else (``dpa/AFP``)."""
    if not 2 <= len(line) <= LONGEST or _agency_words().isdisjoint(_WORDS.findall(line.casefold())):
        return False
    found = signers(line)
    return found is not None and bool(found.agencies) and not found.authors


_WORDS = re.compile(r"\w+")


@cache
def _agency_words() -> frozenset[str]:
    return frozenset(word for agency in words.agencies() for word in _WORDS.findall(agency.casefold()))


@cache
def _written_agencies() -> frozenset[str]:
    # Short ones are also words ("ap", "tt", "ria"); they count only as the list spells them.
    return frozenset(a.casefold() for a in words.agencies() if len(a) > 3)


def is_person(name: str, alone: bool = False) -> bool:
    """Whether it has the form of a person's name: two to five capitalised words, small particles allowed."""
    tokens = name.split()
    capitals = [t for t in tokens if t[0].isupper()]
    if not tokens or any(not (t[0].isupper() or t in _PARTICLES) or not _NAME.fullmatch(t) for t in tokens):
        return False
    if tokens[0].casefold() in _ARTICLES or _is_desk(name) or is_office(t.casefold() for t in tokens):
        return False
    return (1 if alone else 2) <= len(capitals) <= 4 and len(tokens) <= 5


_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_PARTICLES = frozenset(words.lists("common")["particles"].split())


def is_office(tokens: Iterable[str]) -> bool:
    """Whether one of some words (in small letters) says that they name an office, no person and no paper."""
    return any(t.endswith(_OFFICES) for t in tokens)


_OFFICES = tuple(words.lists("common")["offices"].split())


def _is_where(part: str) -> bool:
    # A place or a desk behind a name: "Seoul", "in Tokio", "New York", "Studio Kairo".
    if _is_desk(part):
        return True
    bare = re.sub(r"^(?:in|aus|à|from|z\.\s?Zt\.|zzt\.|derzeit|zurzeit)\s", "", part)
    return bare in words.lists("common")["double_places"] or bool(re.fullmatch(r"[^\W\d_a-z][\w.'’-]*", bare))


def is_role(part: str) -> bool:
    """Whether a part of a byline says what someone does (``Korrespondentin in Tokio``)."""
    return _roles().search(part.casefold()) is not None


@cache
def _roles() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words.every("roles"))))


def trailing_byline(line: str) -> int | None:
    """Where a byline begins that is glued behind a headline; ``None`` if there is none."""
    for found in _glued().finditer(line):
        headline, names = line[: found.start()].rstrip(), line[found.end() :]
        if len(headline) >= 20 and headline.count(" ") >= 2 and not headline.endswith((".", ",", "–", "-")):
            signed = signers(names)
            if signed and len(names) <= 60 and (signed.agencies or found.group().strip() != "By"):
                return found.start()
    return None


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(r"(?<=\S)\s(?:Von|By|Par|Автор)\s+(?=\S)")


@cache
def _label() -> re.Pattern[str]:
    names = sorted(words.every("byline"), key=len, reverse=True)
    colon = [re.escape(n[:-1].rstrip()) + r"\s?" + n[-1] + r"\s*" for n in names if n.endswith((":", ","))]
    plain = [re.escape(n) + r"\s+" for n in names if not n.endswith((":", ","))]
    return re.compile("|".join(colon + plain), re.I)


def end_mark(line: str) -> tuple[int, str] | None:
    """Where an agency or author mark begins at the end of a line, and its words: ``(sda/dpa)``, ``(sek)``."""
    tail = line[-64:].rstrip()
    if not tail or not (tail[-1] in ").]" or tail[-1].isalpha()):
        return None
    for pattern in (_MARK_TAIL, _BARE_TAIL):
        if (found := pattern.search(tail)) and _is_mark(found, tail, pattern is _MARK_TAIL, len(tail) == len(line)):
            begin = found.start() + len(found.group()) - len(found.group().lstrip())
            return len(line) - len(tail) + begin, found.group(1)
    return None


def _is_mark(found: re.Match[str], tail: str, bracketed: bool, whole: bool) -> bool:
    if bracketed and is_signed(found.group(1)):
        return True
    tokens = [t for t in _MARK_SPLIT.split(_DAY.sub("", found.group(1))) if t]
    linking = {"mit", "und", "with", "and", "avec", "et", "material", "von", "agenturen", "agences"}
    known = [t for t in tokens if t in words.agencies() or is_agency(t)]
    if known and all(t in known or t.casefold() in linking or len(t) <= 5 for t in tokens):
        return bracketed or "/" in found.group(1) or known[0].islower()
    if not bracketed or not tokens or not all(_SMALL_MARK.fullmatch(t) for t in tokens):
        return False
    before = tail[: found.start()].rstrip()
    ended = (not before and whole) or before.endswith((".", "!", "?", "“", "”", '"', "»", "«"))
    return ended and not set(tokens) & set(words.lists("common")["not_marks"].split())


def is_signed(mark: str) -> bool:
    """Whether a bracket at the end names author and agency, or author and day (``Anna Muster, APA, 12.1.2023``)."""
    signed = signers(_DAY.sub("", mark).strip(" ,")) if "/" not in mark else None
    return signed is not None and bool(signed.authors) and bool(signed.agencies or _DAY.search(mark))


_DAY = re.compile(r"\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?")
_MARKS = re.compile(r"[a-zäöü]{2,4}(?:\s?[/,;]\s?[A-Za-zäöü]{2,8}){0,4}")


def is_marks(line: str) -> bool:
    """Whether a line is only the marks of those who wrote (``cw/jj``, ``dpa/str``)."""
    stop = words.word_set("stopwords") | words.word_set("tools") | words.word_set("menu")
    return _MARKS.fullmatch(line) is not None and not (stop & set(_MARK_SPLIT.split(line)))


def agencies_in(text: str) -> tuple[str, ...]:
    """The agencies of a mark or a byline, in order."""
    whole = text.strip(" ()[].")
    if is_agency(whole):
        return (whole,)
    long = _long_agencies().findall(text)
    return (
        *long,
        *(t for t in _MARK_SPLIT.split(_long_agencies().sub(" ", text).strip("()[] .")) if t and is_agency(t)),
    )


@cache
def _long_agencies() -> re.Pattern[str]:
    """The agencies whose names are several words."""
    return re.compile("|".join(re.escape(a) for a in sorted(words.agencies(), key=len, reverse=True) if " " in a))
