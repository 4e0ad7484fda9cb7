"""Who signs: bylines, agency and author marks, picture credits, as they stand at the edges of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from reader import words
from reader.structure import barenames, papernames
from reader.structure.marks import has_word, is_agency, is_marks

LONGEST = 120
"""A byline is not longer than this, in characters."""


@dataclass(frozen=True, slots=True)
class Signers:
    """Who a line names as its makers."""

    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


@lru_cache(512)
def byline(line: str) -> Signers | None:
    """The signers of a line such as ``Von Anna Muster und Ben Beispiel, Seoul``; ``None`` if it is no byline."""
    line = (barenames.LINK.sub("", line) if "[" in line else line).lstrip("-–•·*/|, ")
    if ";" in line or "/" in line:
        line = _without_editors(line)
    if line[:1] in _SORT_FIRST and (sort := _SORT.match(line)):
        line = line[sort.end() :]
    if line[:1] in _GLUED_FIRST and (glued := _GLUED.match(line)):
        line = f"{glued['label']} {line[glued.end() :]}"
    if "otre " in line and (theirs := _THEIRS.match(line)):
        return signers(line[theirs.end() :])
    if _TALKS in line and (talk := _TALK.fullmatch(line)):
        return signers(talk["host"])
    if len(line) > LONGEST:
        return None
    if not (label := _label(line)):
        return None
    rest = line[label.end() :]
    if ":" in label.group() and is_initials(rest):
        return Signers((rest,))
    if twice := _label(rest):
        rest = rest[twice.end() :]
    if label.group().strip().casefold() in words.lists("common")["editing"]:
        return Signers()
    # Only a capital begins a line that signs: "von" in small letters is a word of a sentence, but before a full name.
    if not line[:1].isupper():
        return signers(rest) if len(line) <= 60 and rest[:1].isupper() else None
    if (is_role(rest.partition(",")[0]) and rest.count(" ") <= 2 and not posted(rest)) or (
        is_role(label.group()) and _names_place(rest)
    ):
        return Signers()
    return signers(rest, alone=label.group().rstrip().endswith((":", ",")))


def _without_editors(line: str) -> str:
    """A line that signs, without those who edited the text or made its sound (``Reporting by …; Editing by …``)."""
    found = _edited().search(line)
    return line[: found.start()].removeprefix("(") if found else line


@cache
def _edited() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, words.every("edited")))
    return re.compile(rf"\s?[;/]\s?(?i:{labels})(?:\sby|\svon|:)\s.*")


def is_initials(text: str) -> bool:
    """Whether a text is but the mark by which somebody signs, and none of an agency."""
    return _INITIALS.fullmatch(text) is not None and not is_agency(text)


_INITIALS = re.compile(r"[a-zäöü]{2,4}")
"""The mark by which somebody signs, behind the word for it (``Von: abc``)."""
_GLUED = re.compile(r"(?P<label>Von|Par|By)(?=[A-ZÄÖÜÉ][^\W\d_A-Z]+(?:-[A-Z][a-z]+)?\s[A-ZÄÖÜ])")
"""The word before a name without the blank behind it (``VonAnna Muster``)."""
_SORT = re.compile(r"(?:Interview|Analyse|Kommentar|Reportage|Meinung|Essay|Gastbeitrag|Exklusiv)(?=(?:Von|By|Par)\s)")
"""What sort of text it is, glued to who signs it (``InterviewVon Anna Muster``)."""
_SORT_FIRST = ("I", "A", "K", "R", "M", "E", "G")
_GLUED_FIRST = ("V", "P", "B")
_THEIRS = re.compile(
    r"(?i:avec\s|de\s)?[Nn]otre\s(?:correspondante?|envoyée?\sspéciale?)\s(?:régionale?\s)?"
    r"(?:à|en|au|aux|dans)\s(?:l['’]|la\s|les\s)?[^,:]{2,30},\s(?=[^\W\d_a-z])"
)
"""Whose correspondent somebody is, and where, before the name (``Avec notre correspondant à Lyon, …``)."""
_TALKS = " im Gespräch mit "
_TALK = re.compile(rf"[^\W\d_a-z].{{2,50}}?{_TALKS}(?P<host>[^\W\d_a-z][^,.:]{{4,40}})")
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
    found = _HOUSE.fullmatch(line) if len(line) <= 60 and has_word(line) else None
    return found["name"] if found and is_agency(found["agency"]) and _is_house(found["name"]) else None


_HOUSE = re.compile(
    r"(?:(?:Von|Par|By)\s)?(?P<name>[^\W\d_a-z].{2,40}?)\s(?:avec|mit|with|et|und|and)\s(?:l['’])?(?P<agency>[\w-]+)"
)
_ARTICLES = frozenset(["le", "la", "les", "der", "die", "das", "the"])

_NO_GIVEN = _ARTICLES | frozenset(
    ["ein", "eine", "un", "une", "im", "am", "in", "an", "auf", "bei", "nach", "vor", "mit", "zum", "zur", "aus"]
)
_NO_GIVEN |= frozenset(["at", "on", "from", "after", "with", "dans", "au", "aux"])
"""Words with which no person's name begins."""


def _is_house(name: str) -> bool:
    first = name.split()[0].casefold()
    return first in _ARTICLES or first.startswith(("l'", "l’")) or _is_desk(name)


def _is_desk(name: str) -> bool:
    """Whether a part of a byline says where someone works (``Studio Kairo``)."""
    return not _DESKS.isdisjoint(name.casefold().split())


_DESKS = frozenset(words.lists("common")["desks"].split())


@lru_cache(1024)
def signers(names: str, alone: bool = False) -> Signers | None:
    """The persons and agencies of a list of names with roles and places; ``None`` if it holds anything else.

    ``alone`` says that a single word may be a name.
    """
    parts = barenames.parts(names)
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
            or (authors and part in _SHIFTS)
            or ((authors or wired) and _is_house_of(part))
        ):
            continue
        elif is_person(named := barenames.alone(part), alone):
            authors.append(named)
        else:
            return None
    return Signers(tuple(authors), tuple(agencies)) if authors or agencies else None


def _is_house_of(part: str) -> bool:
    """Whether a part is the paper or broadcaster for which somebody writes (``MDR SACHSEN``, ``nordbote.at``)."""
    known = words.outlets()
    return part in known or (part.isupper() and part.partition(" ")[0] in known) or papernames.has_form(part)


_SHIFTS = frozenset(["now", "earlier", "before"])
"""Who writes a live blog, and who did."""


def in_form(line: str) -> bool:
    """Whether a line signs by its form, where lines do sign: ``By …``, ``Reporter Anna Muster``, ``Aus Goma Max …``."""
    if (signed := byline(line)) is not None:
        return bool(signed.authors or signed.agencies)
    return posted(line) is not None


_FROM = re.compile(
    r"(?:[Aa]us|In) (?P<place>[^\W\d_a-z][\w-]+) (?:berichtet )?(?P<name>[^\W\d_a-z][\w-]+(?: [^\W\d_a-z][\w-]+){1,2})"
)


def posted(line: str) -> str | None:
    """The name behind a post or a place (``Reporter Anna Muster``), in a line that is known to sign."""
    if found := _FROM.fullmatch(line):
        return found["name"]
    post, _, name = line.partition(" ")
    post = post.removesuffix(":")
    if is_role(post) and post[:1].isupper() and is_person(name) and name.count(" ") <= 2:
        return name
    found = _BEFORE_POST.match(line) if line.count(" ") <= 5 else None
    known = found is not None and found["given"].split("-")[0] in words.given_names() and is_person(found["name"])
    return found["name"] if found and known and is_role(line[found.end() :]) and not is_role(found["name"]) else None


_BEFORE_POST = re.compile(r"(?P<name>(?P<given>[^\W\d_a-z][\w-]+) [^\W\d_a-z][\w'’-]+),? (?=[^\W\d_])")


def with_agency(line: str) -> bool:
    """Whether a line is a name and an agency (``Ouest-Journal avec AFP``)."""
    found = _HOUSE.fullmatch(line) if len(line) <= 60 and has_word(line) else None
    return found is not None and is_agency(found["agency"])


def _is_beside(part: str, authors: bool, agencies: bool) -> bool:
    """Whether a part of a byline only goes with a name before it: the mark of a desk, a place."""
    return (authors or agencies) and (is_marks(part) or _is_where(part))


def only_agencies(line: str) -> bool:
    """Whether a line names agencies and nothing else (``dpa/AFP``)."""
    if not 2 <= len(line) <= LONGEST or not has_word(line):
        return False
    found = signers(line)
    return found is not None and bool(found.agencies) and not found.authors


def is_person(name: str, alone: bool = False) -> bool:
    """Whether it has the form of a person's name: two to five capitalised words, small particles allowed."""
    tokens = name.split()
    capitals = [t for t in tokens if t[0].isupper()]
    if not tokens or any(not (t[0].isupper() or t in _PARTICLES) or not _NAME.fullmatch(t) for t in tokens):
        return False
    if tokens[0].casefold() in _NO_GIVEN or _is_desk(name) or is_office(t.casefold() for t in tokens):
        return False
    if not tokens[-1][0].isupper() or _is_phrase(tokens) or _VOWELLESS.match(name):
        return False
    return (1 if alone else 2) <= len(capitals) <= 4 and len(tokens) <= 5


def _is_phrase(tokens: list[str]) -> bool:
    """Whether words name a thing: an adjective before a noun (``Gespaltene Insel``), or a word of menus first."""
    first, last = tokens[0], tokens[-1]
    if len(tokens) == 1 or first.split("-")[0] in words.given_names():
        return False
    qualified = first.endswith(_INFLECTED) and last in words.nouns()
    return qualified or first.endswith(_ADJECTIVES) or first.casefold() in _NO_FIRST


_VOWELLESS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3,}\b")
"""Initials of a house, with which no person's name begins."""
_INFLECTED = ("e", "er", "es", "en", "em")
_ADJECTIVES = tuple(f"{stem}{end}" for stem in ("isch", "lich") for end in _INFLECTED)
_NO_FIRST = frozenset(
    ["новости", "новини", "actualités", "news", "north", "south", "east", "middle", "united", "white"]
)
"""Words with which names of sections and of lands begin."""
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_PARTICLES = frozenset(words.lists("common")["particles"].split())


def has_given_name(name: str) -> bool:
    """Whether the first word of a name is one that persons are given."""
    return name.split()[0].split("-")[0].capitalize() in words.given_names()


def is_office(tokens: Iterable[str]) -> bool:
    """Whether one of some words (in small letters) says that they name an office, no person and no paper."""
    return any(t.endswith(_OFFICES) for t in tokens)


_OFFICES = tuple(words.lists("common")["offices"].split())


def _is_where(part: str) -> bool:
    # A place or a desk behind a name: "Seoul", "in Tokio", "New York", "Studio Kairo".
    if _is_desk(part):
        return True
    bare = re.sub(r"^(?:in|aus|à|from|z\.\s?Zt\.|zzt\.|derzeit|zurzeit)\s", "", part)
    if _TOWN.fullmatch(bare):
        return True
    return bare in words.lists("common")["double_places"] or bool(re.fullmatch(r"[^\W\d_a-z][\w.'’-]*", bare))


_TOWN = re.compile(
    r"(?:Bad|Sankt|San|Santa|Sant|São|Saint|Neu|New|Los|Las|Port|Fort|Groß|Klein|Alt|Ober|Unter|Nieder|Nischni|Nowy)"
    r"\s[^\W\d_a-z][\w'’-]+"
)
"""The name of a town in two words, by the first of them (``Bad Homburg``)."""


@lru_cache(1024)
def is_role(part: str) -> bool:
    """Whether a part of a byline says what someone does (``Korrespondentin in Tokio``)."""
    return _roles().search(part.casefold()) is not None


@cache
def _roles() -> re.Pattern[str]:
    """The words for what someone does, by their first letters; one that holds another is known by that."""
    roles = words.every("roles")
    rests: dict[str, list[str]] = {}
    for role in roles:
        if not any(other in role for other in roles if other != role):
            rests.setdefault(role[0], []).append(re.escape(role[1:]))
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items()))


def _label(line: str) -> re.Match[str] | None:
    """The words before the names with which a line begins."""
    labels = _labels().get(line[:1].casefold()[:1])
    return labels.match(line) if labels else None


@cache
def _labels() -> dict[str, re.Pattern[str]]:
    """The words before the names, by the letter they begin with: few lines do, and none with many of them."""
    names = sorted(words.every("byline"), key=len, reverse=True)
    firsts = {name[0].casefold()[0] for name in names}
    return {first: _labelled([n for n in names if n[0].casefold()[0] == first]) for first in firsts}


def _labelled(names: list[str]) -> re.Pattern[str]:
    colon = [re.escape(n[:-1].rstrip()) + r"\s?" + n[-1] + r"\s*" for n in names if n.endswith((":", ","))]
    plain = [re.escape(n) + r"\s+" for n in names if not n.endswith((":", ","))]
    return re.compile("|".join(colon + plain), re.I)
