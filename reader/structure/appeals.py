"""The paper in lines that speak to readers: named in quotation marks, or by what is offered as "ours"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reader import words
from reader.gazetteer import lookup
from reader.records import Found
from reader.structure import knownpapers, mentions, names, signs
from reader.structure.lines import Unit, named
from reader.structure.papernames import ADDRESS, PAGE, is_paper

LAST = 8
"""Lines from the end among which even a paragraph may ask for support."""
LINE, SHORT = 600, 320
"""Characters of such a line, and of one that may as well be of the text."""

_OPEN = frozenset([*PAGE, "heading", "kicker"])
_QUOTED = re.compile(r"[«„“\"»](?P<name>[^\W\d_][\w.+-]{1,24}(?:\s[^\W\d_][\w.-]{1,20}){0,2})[»“”\"«]")
_TITLE = r"[^\W\d_a-zа-яіїєґ][\w.'’-]*"


def told(units: Sequence[Unit]) -> Iterator[Found]:
    """The names in such lines, each with what says so."""
    ours, blamed = words.word_set("outlet_ours"), mentions.telling("outlet_disclaimers")
    last = len(units) - LAST
    for i, unit in enumerate(units):
        open_to = unit.kind in _OPEN
        if len(unit.text) > (LINE if open_to else SHORT) or not (open_to or i >= last):
            continue
        said = words.words_in(unit.text)
        if i >= last and not blamed.isdisjoint(said):
            yield from _disclaiming(unit)
        if (open_to or unit.kind == "paragraph") and signs.is_ours(unit.text):
            yield from _quoted(unit)
            if not ours.isdisjoint(said):
                yield from _offered(unit)


def _quoted(unit: Unit) -> Iterator[Found]:
    for name in dict.fromkeys(m["name"] for m in _QUOTED.finditer(unit.text)):
        own = unit.kind in _OPEN or knownpapers.is_known(name)
        if own and not _DECLINED.search(name) and signs.is_proper(unit, name):
            yield named(unit, name, "promotion" if _TELLS.search(unit.text) else "quoted-own")


def _offered(unit: Unit) -> Iterator[Found]:
    """The paper whose a thing is that is offered."""
    found = _our_thing().search(unit.text)
    name = found["name"] if found else ""
    if (is_paper(name) or knownpapers.is_known(name) or _ADDRESSED.fullmatch(name)) and signs.is_proper(unit, name):
        yield named(unit, name, "promotion")


def _disclaiming(unit: Unit) -> Iterator[Found]:
    """The paper that a line near the end keeps out of trouble; it may stand there as if it were of the text."""
    for name in mentions.disclaimers(unit.text):
        if unit.kind not in _OPEN and not _OF_PAGES.search(unit.text):
            return
        if name in words.nouns() or words.key(name).endswith(_PARTIES) or names.has_given_name(name) or lookup(name):
            continue
        if signs.is_proper(unit, name) and not signs.is_foreign(f"{name}."):
            yield named(unit, name, "promotion")
            return


_PARTIES = (
    *("verlag", "betreiber", "anbieter", "herausgeber", "verein", "autor", "verfasser", "unternehmen", "veranstalter"),
    *("publisher", "author", "editor", "company", "provider", "editors", "management", "university", "college"),
    *("government", "éditeur", "auteur", "rédaction", "издание", "сайт", "администрация", "портал", "редакция"),
    *("редакція", "видання", "адміністрація", "автор"),
)
"""Who speaks there without a name."""
_OF_PAGES = re.compile(
    r"(?i:extern|content|inhalte|\blinks?\b|kommentar|meinung|opinion|views|comments|commission|copyright|publication"
    r"|commentaires|contenus|сайт|коммент|комент|мнени|автор|матери|матері|копирован|копіюван|ссылк|посилан)"
)
"""Of what lines speak by which a page keeps out of trouble."""
_DECLINED = re.compile(r"(?:[юуеыиі]|ой|ом|ів|ов)$")
"""How names in Cyrillic letters end that may not be said by themselves so."""
_TELLS = re.compile(r"[»”“\"«]\s[–—-]\s(?:це|это)\s")
"""Where a page tells readers what it is."""
_ADDRESSED = re.compile(ADDRESS)


@cache
def _our_thing() -> re.Pattern[str]:
    """What a page calls its own by the name of its paper (``in unserem kostenlosen Ostbote-Leitfaden``)."""
    ours, things = ("|".join(map(re.escape, words.every(c))) for c in ("outlet_ours", "outlet_our_things"))
    return re.compile(
        rf"(?<!\w)(?i:{ours})\s(?:[a-zäöü]+\s){{0,2}}(?P<name>{_TITLE}(?:\s{_TITLE}){{0,3}}?)[\s-](?i:{things})(?!\w)"
    )
