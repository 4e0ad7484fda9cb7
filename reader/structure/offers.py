"""Known papers in the lines of a page: one that is offered, asked for or named beside what a page has of its own is
most likely the page's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from reader import words
from reader.records import Found
from reader.structure import knownpapers, namings, pagespeech, papernames
from reader.structure.lines import Unit
from reader.structure.namedpapers import Known, known_in
from reader.structure.namings import Token
from reader.structure.papernames import PAGE

LONGEST = 400
"""Characters of a line that is looked at."""
_TEXT = frozenset(["lead", "paragraph"])
_SIGNED = frozenset(["byline", "date"])
_OVER = re.compile(r"\s?(?:[|·:,.–—]|-\s)")
"""What stands behind the name of a paper that begins a line and is over the rest of it."""
_BLANKS = (" ", "\u00a0")


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
        found = _of_common_words(unit for unit in units if unit.kind in PAGE and len(unit.text) <= LONGEST)
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
    lines: dict[str, dict[str, tuple[Unit, Known]]] = {}
    for unit in units:
        known = known_in(unit.text) if unit.kind in PAGE and len(unit.text) <= NEAR else ()
        if known and not _QUOTING.search(unit.text):
            for one in known:
                lines.setdefault(one.value, {}).setdefault(unit.text, (unit, one))
    names = [name for name in lines if not any(name != other and name in other for other in lines)]
    if len(names) == 1 and len(lines[names[0]]) > 1:
        yield from (_placed(unit, one, "around") for unit, one in list(lines[names[0]].values())[:2])


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
    if lines and all(map(_CITED.match, lines)):
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
    if "edaktion" in text and (staffed := _of_staff(text)):
        return ((staffed, "offered"),)
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


def _of_staff(text: str) -> Known | None:
    """The one paper, be its name a common word, whose staff a line names (``die Kompass-Redaktion``)."""
    line = namings.tokens(text)
    staffed = [one for one in known_in(text, True) if _thing(text, line, one).casefold() == "redaktion"]
    return staffed[0] if len({one.value for one in staffed}) == 1 else None


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
