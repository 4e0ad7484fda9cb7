"""Known papers in the lines of a page: one that is offered, asked for or named beside what a page has of its own is
most likely the page's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from reader import words
from reader.gazetteer import lookup
from reader.records import Found
from reader.structure import knownpapers, marks, namings, pagespeech, papernames
from reader.structure.lines import Unit
from reader.structure.namings import Token
from reader.structure.papernames import PAGE

LONGEST = 400
"""Characters of a line that is looked at."""
MOST_WORDS = 6
"""Words in the name of a paper."""
SHORTEST = 3
"""Letters of one."""
_TEXT = frozenset(["lead", "paragraph"])
_SIGNED = frozenset(["byline", "date"])
_LEADING = re.compile(r"\w+")
_OVER = re.compile(r"\s?(?:[|·:,.–—]|-\s)")
"""What stands behind the name of a paper that begins a line and is over the rest of it."""
_BLANKS = (" ", "\u00a0")


class Known(NamedTuple):
    """A known paper in a line: its name, its first and last word, and its place."""

    value: str
    first: int
    last: int
    start: int
    end: int


def told(units: Sequence[Unit]) -> Iterator[Found]:
    """The papers in such lines, each with what says so: ``offered``, or ``standing`` over a line."""
    first = next((i for i, u in enumerate(units) if u.kind == "paragraph"), 0)
    last = max((i for i, u in enumerate(units) if u.kind in _TEXT), default=len(units))
    found: list[tuple[Unit, Known, str]] = []
    for i, unit in enumerate(units):
        if len(unit.text) > LONGEST:
            continue
        if unit.kind in PAGE or (unit.kind == "heading" and i > last):
            said = _of_link(unit.text) if i < first else ()
            found += ((unit, *one) for one in said or _of_line(unit.text))
        elif unit.kind in _SIGNED:
            found += ((unit, *one) for one in _signing(unit.text))
    if not found:
        found = _of_common_words(
            unit for i, unit in enumerate(units) if unit.kind in PAGE and len(unit.text) <= LONGEST
        )
    rivals = len({papernames.plain(one.value) for _, one, rule in found if rule == "offered"}) > 1
    for unit, one, rule in found:
        yield _placed(unit, one, "hint" if rivals and rule == "offered" else rule)


def _of_common_words(page: Iterable[Unit]) -> list[tuple[Unit, Known, str]]:
    """The papers with names that are common words, too (``Kompass``), if several lines offer things of one's own."""
    found = [(unit, *one) for unit in page for one in _of_line(unit.text, True) if one[1] == "offered"]
    lines = Counter(name for name, _ in {(one.value, unit.text) for unit, one, _ in found})
    menu = words.word_set("menu") | words.word_set("rubrics")
    return [
        said
        for said in found
        if lines[said[1].value] > 1 and (said[1].value.isupper() or said[1].value.casefold() not in menu)
    ]


def _placed(unit: Unit, one: Known, rule: str) -> Found:
    part = unit.part(one.start, one.end)
    return Found(one.value, part.start, part.end, rule)


def around(units: Sequence[Unit]) -> Iterator[Found]:
    """The one known paper that several lines of the page name, if they name no other."""
    lines: dict[str, dict[str, Unit]] = {}
    for unit in units:
        known = known_in(unit.text) if unit.kind in PAGE and len(unit.text) <= NEAR else ()
        if known and not _QUOTING.search(unit.text):
            for one in known:
                lines.setdefault(one.value, {}).setdefault(unit.text, unit)
    names = [name for name in lines if not any(name != other and name in other for other in lines)]
    if len(names) == 1 and len(lines[names[0]]) > 1:
        for unit in list(lines[names[0]].values())[:2]:
            yield _placed(unit, next(one for one in known_in(unit.text) if one.value == names[0]), "around")


NEAR = 80
"""Characters of a line in which a paper is looked for by its name alone."""
_QUOTING = re.compile(
    r"(?i:bericht|laut|zufolge|quelle|reported|according|source|cited|selon|d'après|сообщ|пиш|источник|повідом|джерел|foto|bild|photo)"
    r"|[:?»“„«\"]"
)
"""How lines speak of the papers of others."""


def is_listed(found: Found, units: Sequence[Unit]) -> bool:
    """Whether a name stands in a line that names several papers."""
    text = next((u.text for u in units if u.start <= found.start < u.end), "")
    return len({one.value for one in known_in(text[:LONGEST])}) > 1


def is_mentioned(found: Found, units: Sequence[Unit]) -> bool:
    """Whether a line but mentions a paper, once on the page, and says nothing by which pages speak of themselves."""
    lines = [u.text for u in units if found.value in u.text[:LONGEST]]
    if all(map(_CITED.match, lines)):
        return True
    if len(lines) != 1:
        return False
    before, _, behind = lines[0].partition(found.value)
    led = [token.text for token in namings.tokens(before)]
    governed = before.rstrip()[-1:] == ":" or any(word.lower() in words.word_list("speech_of") for word in led[-2:])
    said = (*led, *(token.text for token in namings.tokens(behind)))
    governed = governed or not words.word_list("naming_reports").isdisjoint(said)
    return governed and not any(pagespeech.sort(word) in pagespeech.OWN for word in said)


_CITED = re.compile(r"\[\d{1,3}\]\s")
"""How a footnote begins."""


def _signing(text: str) -> Iterator[tuple[Known, str]]:
    """The known papers in the line that says who wrote: whose staff that is, is the page's."""
    line = namings.tokens(text)
    for one in known_in(text):
        if not _goes_on(text, line, one):
            yield one, "offered" if pagespeech.sort(_thing(text, line, one)) == "staff" else "owned"


def _thing(text: str, line: Sequence[Token], one: Known) -> str:
    """What is called by a paper (``App`` of ``Ostbote-App``), if anything is."""
    return text[one.end + 1 : line[one.last].end]


@lru_cache(1024)
def _of_link(text: str) -> tuple[tuple[Known, str], ...]:
    """The known paper whose address stands over the text: that is where it was saved from."""
    found = _LINK.fullmatch(text)
    name = knownpapers.by_address(found["host"]) if found else ""
    return ((Known(name, 0, 0, *found.span("host")), "offered"),) if found and name else ()


_LINK = re.compile(r"https?://(?:www\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)/\S+")


@lru_cache(1024)
def _of_line(text: str, common: bool = False) -> tuple[tuple[Known, str], ...]:
    """The one known paper of a line with what says that it is the page's own, if it says so."""
    known = known_in(text, common)
    if len({papernames.plain(one.value) for one in known}) != 1:
        return ()
    one, line = known[0], namings.tokens(text)
    if _goes_on(text, line, one):
        return ()
    thing = _thing(text, line, one)
    if _is_written_to(text, line, one) or pagespeech.sort(thing) in _THINGS:
        return ((one, "offered"),)
    said = [token.text for at, token in enumerate(line) if not one.first <= at <= one.last]
    said = said[:-2] if tuple(said[-2:]) in _BUTTONS else said
    sorts = {pagespeech.sort(word) for word in (*said, thing) if word}
    if sorts & pagespeech.OTHERS or not words.word_list("naming_reports").isdisjoint(said):
        return ()
    if sorts & pagespeech.OWN or _leads_on(line, one):
        return ((one, "offered"),)
    return ((one, "standing"),) if one.first == 0 and said and _OVER.match(text, one.end) else ()


_BUTTONS = frozenset([("Mehr", "erfahren"), ("Learn", "more"), ("Find", "out")])
"""What stands behind an offer on the button to it."""
_THINGS = frozenset(["offers", "readers"])
"""What is called by a paper is its own, whatever else the line says (``bei anderen Ostboten-Lesern``)."""


def _is_written_to(text: str, line: Sequence[Token], one: Known) -> bool:
    """Whether a name is that in an address at which the staff or readers of a paper are written to."""
    box = line[one.first - 1].text if one.first and text[one.start - 1 : one.start] == "@" else ""
    return pagespeech.sort(box) in ("staff", "readers", "offers")


def _leads_on(line: Sequence[Token], one: Known) -> bool:
    """Whether a line leads to more of a paper, which it names at its end or as that whose it is (``Mehr von …``)."""
    if not one.first or line[0].text.lower() not in words.word_list("speech_more"):
        return False
    return one.last == len(line) - 1 or line[one.first - 1].text in words.word_list("speech_of")


def _goes_on(text: str, line: Sequence[Token], one: Known) -> bool:
    """Whether a name is but a part of a longer one, which is not known."""
    before, behind = one.first - 1, one.last + 1
    if before > 0 and text[line[before].end : one.start] in _BLANKS and _is_of_name(line[before]):
        return True
    if behind == len(line) or text[one.end : line[behind].start] not in _BLANKS:
        return False
    linked = line[behind].text in words.word_list("naming_inner") and behind + 1 < len(line)
    return _is_of_name(line[behind + linked])


def _is_of_name(token: Token) -> bool:
    if token.text[0] == "&":
        return True
    return token.bold and not (token.text[0].isdigit() or token.text in words.nouns() or pagespeech.sort(token.text))


@lru_cache(1024)
def known_in(text: str, common: bool = False) -> tuple[Known, ...]:
    """The known papers that a line names, the longest from each word on; ``common`` takes common words, too."""
    line, known = namings.tokens(text), list[Known]()
    for at, token in enumerate(line):
        free = not known or known[-1].last < at
        if free and _begins(token.text) and (one := _from(text, line, at, common)):
            known.append(one)
    return tuple(known)


@lru_cache(4096)
def _begins(word: str) -> bool:
    """Whether the name of a paper begins with a word, or with its first part."""
    leading = _LEADING.match(word)
    if leading is None:
        return False
    first = leading.group()
    paid = _PAID.fullmatch(first)
    forms = {first, first.removesuffix("n"), paid["name"] if paid else ""}
    return not forms.isdisjoint(_begun()) or ("." in word and knownpapers.by_address(word) != "")


def _from(text: str, line: Sequence[Token], first: int, common: bool) -> Known | None:
    """The paper whose name begins with a word, alone or before a thing that is called by it (``Ostbote-App``)."""
    start = line[first].start
    for last in range(min(first + MOST_WORDS, len(line)) - 1, first - 1, -1):
        whole = text[start : line[last].end]
        offered = last + 1 < len(line) and pagespeech.sort(line[last + 1].text) == "offers"
        if name := _known(whole, common, offered):
            return Known(name, first, last, start, start + len(whole))
        before, _, thing = whole.rpartition("-")
        sort = pagespeech.sort(thing) if "-" in line[last].text else ""
        if sort in pagespeech.OWN and (name := _known(before, common, sort == "offers")):
            return Known(name, first, last, start, start + len(before))
    return None


def _known(written: str, common: bool, offered: bool) -> str:
    """The known paper of which a line writes the name, perhaps as an address, declined, or with hyphens for blanks.

    Two letters are one only where something is ``offered`` by that name (``OB-Newsletter``).
    """
    if _is_firm(written, common) or (offered and len(written) == SHORTEST - 1 and knownpapers.is_known(written)):
        return written
    if " " not in written and "." in written and (name := knownpapers.by_address(written)):
        own = written if written != written.lower() else name
        return own if _is_firm(name) or len(name) < SHORTEST else ""
    return next((form for form in _forms(written) if form != written and _is_firm(form, common)), "")


def _forms(written: str) -> Iterator[str]:
    """How a paper may be called whose name is written so in a line."""
    yield written.replace("-", " ")
    first, blank, rest = written.partition(" ")
    if blank and first.endswith("en"):
        yield f"{first.removesuffix('n')} {rest}"
    if paid := _PAID.fullmatch(written):
        yield paid["name"]


_PAID = re.compile(r"(?P<name>[A-ZÄÖÜ]{3,})[Pp]lus")
"""What is paid for, and is called by its paper (``WELLEplus``)."""


@lru_cache(4096)
def _is_firm(name: str, common: bool = False) -> bool:
    """Whether a name is that of a paper, and of nothing else but a ``common`` word."""
    known = words.outlets()
    if (
        len(name) < SHORTEST
        or name not in known
        or known[name] > common
        or marks.is_agency(name)
        or name in words.photo_agencies()
    ):
        return False
    entry = lookup(name)
    is_named = entry is not None and entry.type != "ORG"  # a place, too
    return not is_named and name.casefold() not in words.lists("common")["not_outlets"]


@cache
def _begun() -> frozenset[str]:
    """The words with which the names of papers begin."""
    return frozenset(found.group() for name in words.outlets() if (found := _LEADING.search(name)))
