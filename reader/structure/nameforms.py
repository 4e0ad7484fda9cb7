"""Which of the forms on a page is the name of its paper: the full one, not an address, initials or a part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from reader import words
from reader.gazetteer import lookup
from reader.records import Found
from reader.structure import knownpapers, namingfeatures, namings, pagespeech, papernames
from reader.structure.lines import Unit
from reader.structure.namingfeatures import LONGEST, Naming
from reader.structure.namings import Token

LEAST = 3
"""Letters of an address, or of a part of it, that stand for a name."""
INITIALS = 5
"""The most capitals by which a paper is called in short."""
_ADDRESSES = ("host", "named-host")
_LEGAL = ("rights", "rights-only", "owner", "publisher")
"""Where a company is named as it is called."""
_WORD = re.compile(r"[^\W_]+")
_BLANKS = (" ", "\u00a0")


def in_full(found: Found, units: Sequence[Unit]) -> Found | None:
    """The name in full where the page has it; ``None`` where there is but an address that one may write to."""
    if found.rule in _ADDRESSES and found.value.islower() and not _is_said(found.value, units):
        return _best(found, units, _agrees) or (None if _is_written_to(found.value, units) else _of_host(found, units))
    if found.rule in _LEGAL:
        return _of_house(found)
    found = _of_thing(_parted(found, units))
    short = found.value.isupper() and LEAST - 1 <= len(found.value) <= INITIALS
    return (_best(found, units, _is_short_for) if short else None) or _longer(found, units)


def _of_house(found: Found) -> Found:
    """The known paper by whose name its company begins (``Ostbote Media``)."""
    known, _, rest = found.value.partition(" ")
    house = words.key(rest) in papernames.COMPANY_WORDS and known in words.outlets()
    if not rest or knownpapers.is_known(found.value) or not (house or knownpapers.is_known(known)):
        return found
    return found._replace(value=known, end=found.start + len(known))


def _of_host(found: Found, units: Sequence[Unit]) -> Found:
    """The known paper that an address spells of which but the middle was found, else the whole address."""
    whole = re.compile(rf"(?<![\w-]){re.escape(found.value)}(?:\.[a-z]{{2,6}})+\b", re.I)
    hit = next((hit for unit in units if (hit := whole.search(unit.text[:LONGEST]))), None)
    return found._replace(value=knownpapers.by_address(hit.group()) or hit.group().lower()) if hit else found


def _of_thing(found: Found) -> Found:
    """The known paper by which a thing of its own is called (``Ostbote-Nachrichten``)."""
    joined = _JOINED.fullmatch(found.value)
    if not joined or pagespeech.sort(joined["thing"]) not in pagespeech.OWN or not knownpapers.is_known(joined["name"]):
        return found
    return found._replace(value=joined["name"], end=found.start + len(joined["name"]))


_JOINED = re.compile(r"(?P<name>.+)[-.](?P<thing>[^\W\d_a-z]\w+)")


def _is_said(name: str, units: Sequence[Unit]) -> bool:
    """Whether a line has a name otherwise than in an address one may write to or open."""
    said = re.compile(rf"(?<![\w@./-]){re.escape(name)}(?![\w-])", re.I)
    return any(said.search(unit.text[:LONGEST]) for unit in units)


def _is_written_to(name: str, units: Sequence[Unit]) -> bool:
    """Whether a name stands but in addresses to which a line asks to write: that of a writer may be no paper's."""
    mailed = re.compile(rf"@(?:[\w-]+\.)*{re.escape(name)}\b", re.I)
    holding = [unit.text for unit in units if name in unit.text.casefold()]
    return bool(holding) and all(text.count(" ") > 1 and mailed.search(text) for text in holding)


def _best(found: Found, units: Sequence[Unit], fits: Callable[[str, Naming], bool]) -> Found | None:
    """Of the names of a page that fit a short form the one that looks most like that of a paper."""
    names = [one for one in namingfeatures.candidates(units, (), _nothing).values() if fits(found.value, one)]
    bare = {one.value for one in names}
    names = [one for one in names if one.value[:-1] not in bare]
    best = max(names, key=lambda one: (_in_common(found.value, one), one.sort == "P", one.lines), default=None)
    return best.found()._replace(rule=found.rule, confidence=found.confidence) if best else None


def _nothing(_: str) -> bool:
    """What of a name is to be looked at where its form is all that counts."""
    return False


def _spelled(name: str) -> str:
    """A name as an address has it."""
    return name.casefold().translate(papernames.SPELLED).replace("&", "und")


def _parts(host: str) -> list[str]:
    return [part for part in re.split(r"[\W_]", papernames.LAND.sub("", host)) if len(part) >= LEAST]


def _agrees(host: str, one: Naming) -> bool:
    """Whether an address is made of the words of a name, or of their first letters."""
    if "." in one.value or "/" in one.value:
        return False
    name = _WORD.findall(_spelled(one.value))
    telling = [part for part in name if part not in words.word_list("stopwords")]
    parts = _parts(host)
    if not telling or not parts:
        return False
    if len(parts) > 1 and ("".join(name) in parts or all(_is_part(part, telling) for part in parts)):
        return True
    whole = "".join(parts)
    return whole in ("".join(name), "".join(telling), telling[-1]) or _is_short_for(whole, one)


def _in_common(short: str, one: Naming) -> int:
    """How many parts of an address a name has."""
    name = _spelled(one.value)
    return sum(part in name for part in _parts(short))


def _is_part(part: str, name: Sequence[str]) -> bool:
    return any(word.startswith(part) or word.endswith(part) for word in name)


def _is_short_for(short: str, one: Naming) -> bool:
    """Whether a few letters stand for a name that looks like that of a paper."""
    return (
        (one.sort == "P" or knownpapers.is_known(one.value))
        and " " in one.value.replace("-", " ")
        and papernames.stands_for(short.upper(), one.value.replace("-", " "))
    )


def _longer(found: Found, units: Sequence[Unit]) -> Found:
    """The longer name of which the page never has but this part."""
    forms = [form for unit in units for form in _forms(unit, found.value)]
    wholes = {form.value for form in forms}
    if len(wholes) != 1 or wholes == {found.value}:
        return found
    return forms[0]._replace(rule=found.rule, confidence=found.confidence)


def _parted(found: Found, units: Sequence[Unit]) -> Found:
    """The name with blanks, where it is but joined to what is called by it (``Neuer-Ostbote-App``)."""
    parted = found.value.replace("-", " ")
    unit = next((u for u in units if parted in u.text[:LONGEST]), None) if "-" in found.value else None
    if unit is None:
        return found
    at = unit.text.index(parted)
    part = unit.part(at, at + len(parted))
    return found._replace(value=parted, start=part.start, end=part.end)


def _forms(unit: Unit, name: str) -> Iterator[Found]:
    if len(unit.text) > LONGEST or name not in unit.text:
        return
    line = namings.tokens(unit.text)
    for token in line:
        if unit.text.startswith(name, token.start) and (last := _last(line, token.start + len(name))) is not None:
            end = _end(unit.text, line, last, token.start + len(name))
            part = unit.part(token.start, end)
            yield Found(part.text, part.start, part.end, "")


def _last(line: Sequence[Token], end: int) -> int | None:
    """The word in which a name ends, if it ends there or before a hyphen."""
    return next((at for at, token in enumerate(line) if token.start < end <= token.end), None)


def _end(text: str, line: Sequence[Token], last: int, end: int) -> int:
    """Where a name ends with the words that belong to it."""
    if end < line[last].end:
        tail = text[end + 1 : line[last].end] if text[end] == "-" else ""
        return line[last].end if tail and _may_join(tail) else end
    behind = last + 1
    while behind < len(line) and text[line[behind - 1].end : line[behind].start] in _BLANKS:
        behind += line[behind].text == "&"
        if behind == len(line) or not _may_follow(line[behind].text, line[behind - 1].text == "&"):
            break
        end, behind = line[behind].end, behind + 1
    return end


@lru_cache(1024)
def _may_join(word: str) -> bool:
    return papernames.is_paper(word) or word.casefold() in words.word_list("naming_tails")


@lru_cache(1024)
def _may_follow(word: str, linked: bool) -> bool:
    """Whether a word is the last of a longer name: a place, what papers add, or what is linked to the rest."""
    if (linked and word[0].isupper()) or word.casefold() in words.word_list("naming_tails"):
        return True
    entry = lookup(word)
    return word[0].isupper() and entry is not None and entry.type == "LOC"
