"""Mastheads: a name over the page that is its paper's, if the page speaks of its own things by that name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from reader import words
from reader.records import Found
from reader.structure import menus
from reader.structure.lines import Unit
from reader.structure.papernames import PAGE

LONGEST, WORDS = 32, 4
"""Characters and words of a masthead."""
ABOVE, ELSEWHERE, OWN = 0.75, 0.35, 0.7
"""What a name weighs that stands alone over the title, or elsewhere, and what each own thing of that name adds."""
LINE = 300
"""Characters of a line that are looked at."""
MOST = 3
"""Own things that count."""


def weighed(units: Sequence[Unit]) -> Iterator[tuple[Found, float]]:
    """The names that stand alone on the page and have things of their own, each with what that weighs."""
    head = next((i for i, u in enumerate(units) if u.kind in ("title", "lead", "paragraph")), 0)
    names: dict[str, tuple[Found, float]] = {}
    for i, unit in enumerate(units):
        name = _name(unit.text) if unit.kind in PAGE or unit.kind in ("kicker", "caption", "heading") else None
        if name and name.casefold() not in names:
            at = unit.text.index(name)
            part = unit.part(at, at + len(name))
            names[name.casefold()] = (Found(name, part.start, part.end, "masthead"), ABOVE if i < head else ELSEWHERE)
    if not names:
        return
    lines = [(unit.kind, unit.text[:LINE].casefold()) for unit in units]
    whole = "\n".join([text for _, text in lines])
    alone = Counter(u.text.casefold() for u in units)
    for folded, (found, weight) in names.items():
        bare = _ARTICLE.sub("", folded)
        if whole.count(bare) <= alone[folded]:
            continue
        own, other = _things_of(bare, lines)
        if own and other <= own:
            yield found, weight + OWN * min(own, MOST)


def _things_of(name: str, lines: Iterable[tuple[str, str]]) -> tuple[int, int]:
    """How many lines (kind and text) tell of things of a name, and how often the text itself speaks of it otherwise."""
    own, other = set[str](), 0
    for kind, text in lines:
        if name in text:
            if _is_owned(name, text):
                own.add(text)
            elif kind in ("paragraph", "lead", "title"):
                other += 1
    return len(own), other


_ARTICLE = re.compile(r"^(?:Der|Die|Das|The|Le|La|Les|DER|DIE|DAS|THE)\s", re.I)


@lru_cache(512)
def _name(text: str) -> str | None:
    """The name that a line is, without the sign of what is to be paid for."""
    text = text.strip(" •·*»›–-")
    if len(text) > LONGEST + len(" Logo"):
        return None
    name = _PAID.sub("", text)
    sections = menus.sections()
    if not 2 < len(name) <= LONGEST or name.count(" ") >= WORDS or not _FORM.fullmatch(name):
        return None
    return None if all(token in sections for token in menus.tokens(name)) else name


_PAID = re.compile(r"\s?(?:\+|[Pp]lus|[Ll]ogo)$")
_FORM = re.compile(r"[^\W_][\w.'’-]*(?:\s[\w'’-]+)*")


def _is_owned(name: str, text: str) -> bool:
    """Whether a line tells of what a page calls by the name of its paper."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        free = not (at and (text[at - 1].isalnum() or text[at - 1] == "-"))
        if free and (_behind().match(text, end) or (_ENDED.match(text, end) and _before().search(text[:at]))):
            return True
        at = text.find(name, end)
    return False


_ENDED = re.compile(r"s?(?![\w-])")


@cache
def _behind() -> re.Pattern[str]:
    """What stands behind the name of a paper where a thing of its own is told of."""
    things, said = ("|".join(map(re.escape, words.every(c))) for c in ("outlet_things", "outlet_behind"))
    return re.compile(rf"\+|plus\b|['’]s\b|\.(?:de|ch|at|com|org|net|fr|ua|ru)\b|[\s-](?:{things})\b|\s(?:{said})")


@cache
def _before() -> re.Pattern[str]:
    """What stands before the name of a paper where the page speaks of itself."""
    said = "|".join(map(re.escape, words.every("outlet_before")))
    return re.compile(rf"(?:(?<!\w)(?:{said})\s(?:d(?:er|ie|as|es)\s|the\s)?[«„“\"]?\s?|/\s?)$")
