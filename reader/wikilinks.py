"""What notes say beside their words (pure): ``[[links]]`` to articles, names and other notes, and ``#tags``.

A link is ``[[target]]`` or ``[[target|words shown]]``. A target is the beginning of an article's id or its title, a
name, ``entity:`` with a name or id, or ``note:`` with the beginning of a note's id. A tag with blanks stands in
quotation marks: ``#"two words"``. Code holds neither links nor tags.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from reader.text import fold

OPENING = "[["
PATTERN = re.compile(r"\[\[([^\[\]|\n]{1,400})(?:\|([^\[\]\n]{1,400}))?\]\]")
NOTE, ENTITY = "note:", "entity:"
_LETTERS = r"\w\u0300-\u036f/-"
_TAG = re.compile(rf"(?<![^\s(])#(?:([{_LETTERS}]{{1,100}})(?![{_LETTERS}])|[\"“„]([^\"“”„\n]{{1,100}})[\"“”])")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_TICKS = re.compile("`+")


class Link(NamedTuple):
    """One link of a note and its place in it. ``said`` is what is shown in its place."""

    start: int
    end: int
    target: str
    said: str


class Tag(NamedTuple):
    """One tag of a note, without its sign, and its place with it."""

    start: int
    end: int
    name: str


def links(body: str) -> list[Link]:
    """The links of a note, in their order."""
    if OPENING not in body:
        return []
    return [link for link in map(_link, PATTERN.finditer(prose(body))) if link.target]


def _link(found: re.Match[str]) -> Link:
    target = " ".join(found[1].split())
    return Link(*found.span(), target, " ".join((found[2] or "").split()) or target)


def tags(body: str) -> list[Tag]:
    """The tags of a note, in their order; a number alone is none."""
    if "#" not in body:
        return []
    plain = PATTERN.sub(lambda link: " " * len(link[0]), prose(body))  # What a link shows is said by another.
    found = (Tag(*match.span(), _name(match)) for match in _TAG.finditer(plain))
    return [tag for tag in found if tag.name.strip("0123456789/-_ ")]


def _name(found: re.Match[str]) -> str:
    name = found[1].rstrip("-/") if found[1] else " ".join(found[2].split()).strip("#/")
    return unicodedata.normalize("NFC", name)


def hashed(name: str) -> str:
    """A tag as it is written in a note."""
    return f"#{name}" if re.fullmatch(f"[{_LETTERS}]+", name) else f'#"{name}"'


def is_tag(name: str, wanted: str) -> bool:
    """Whether a tag is the wanted one (folded), or one below it: ``war/aid`` is a ``war``."""
    folded = fold(name)
    return folded == wanted or folded.startswith(wanted + "/")


def has_tag(body: str, wanted: str) -> bool:
    """Whether a note has a tag (folded), or one below it."""
    return any(is_tag(tag.name, wanted) for tag in tags(body))


def written(target: str, said: str = "") -> str:
    """A link as it is written; what would end it early is left out of the words shown."""
    words = " ".join(re.sub(r"[\[\]|]", " ", said).split())[:400]
    return f"[[{target}|{words}]]" if words and words != target else f"[[{target}]]"


def as_said(body: str) -> str:
    """A note with each link as the words that are shown for it."""
    return replaced(body, lambda link: link.said)


def without_links(body: str) -> str:
    """What a note says beside its links."""
    return replaced(body, lambda link: " ")


def replaced(body: str, say: Callable[[Link], str]) -> str:
    """A note with something else in the place of each link."""
    parts, at = [], 0
    for link in links(body):
        parts += [body[at : link.start], say(link)]
        at = link.end
    return "".join([*parts, body[at:]])


def can_be_target(name: str) -> bool:
    """Whether a name can stand in a link as it is."""
    found = PATTERN.fullmatch(f"[[{name}]]")
    return found is not None and found[2] is None and " ".join(name.split()) == name


def prose(body: str) -> str:
    """The text with all code as blanks, of the same length."""
    if "`" not in body and "~~~" not in body:
        return body
    return "".join(_without_spans(part) if not fenced else " " * len(part) for part, fenced in _parts(body))


def _parts(body: str) -> Iterator[tuple[str, bool]]:
    """Stretches of whole lines, and whether they are fenced code."""
    part: list[str] = []
    fence = ""
    for line in body.splitlines(keepends=True):
        found = _FENCE.match(line)
        if found and not fence:
            yield "".join(part), False
            part, fence = [line], found[1]
        elif fence and found and found[1].startswith(fence) and not line.strip(" \n" + fence[0]):
            yield "".join([*part, line]), True
            part, fence = [], ""
        else:
            part.append(line)
    yield "".join(part), bool(fence)


def _without_spans(text: str) -> str:
    """Text with what stands between equal runs of backticks as blanks."""
    runs = list(_TICKS.finditer(text))
    after: dict[int, list[int]] = {}
    for number, run in enumerate(runs):
        after.setdefault(len(run[0]), []).append(number)
    kept, at, number = [], 0, 0
    for places in after.values():
        places.reverse()
    while number < len(runs):
        closing = after[len(runs[number][0])]
        while closing and closing[-1] <= number:
            closing.pop()
        if closing:
            start, end = runs[number].start(), runs[closing[-1]].end()
            kept += [text[at:start], " " * (end - start)]
            at, number = end, closing[-1]
        number += 1
    return "".join([*kept, text[at:]])
