"""Short lines: headings, spoken sentences, cells of tables, or lines of the page."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise

from reader import words
from reader.structure import asides, looks, menus, names, resuming
from reader.structure.lines import Unit
from reader.words import phrases


def settle(units: list[Unit], first: int) -> None:
    """Names the short lines, and what is left of the prose: by now the neighbours are known."""
    _settle_shorts(units, first)
    _settle_rest(units)


def _settle_shorts(units: list[Unit], first: int) -> None:
    airy = not resuming.is_even(units)
    prose = [i for i in range(first, len(units)) if units[i].kind in ("prose", "lead")]
    last = prose[-1] if prose else -1
    at = 0
    known = speakers(units)
    for unit in units:
        if unit.kind == "short" and speaker(unit.text) in known:
            unit.kind = "paragraph"
    for i, unit in enumerate(units[1:], 1):
        _settle_speaker(units[i - 1], unit, units[i + 1 : i + 2])
    for is_short, group in groupby(units, key=_is_cell):
        run = list(group)
        if is_short:
            after = units[at + len(run)] if at + len(run) < len(units) else None
            _settle_run(run, units[at - 1] if at else None, after, at < last, len(prose))
            _settle_last(run, units[at - 1] if at else None, units[at + len(run) :][:2], airy)
        at += len(run)


def _settle_speaker(before: Unit, unit: Unit, after: list[Unit]) -> None:
    """A name right below words in quotation marks, and the post below the name, belong to the quote."""
    said = before.kind == "prose" and before.text[:1] in _OPENING and before.text[-1:] in _CLOSING
    if not said or unit.kind != "short" or unit.gap or unit.fixed or not names.signers(unit.text):
        return
    for part in (unit, *after):
        if part.kind == "short" and not part.gap and not looks.has_end(part.text) and len(part.text) <= 60:
            part.kind = "quote"


_OPENING, _CLOSING = '"“„«»‘', '"”“»«’'
NUMBERED = 3
"""Numbered lines over paragraphs that make them headings of a listicle."""


def settle_numbered(units: list[Unit]) -> None:
    """Numbered lines, each with a paragraph below, are headings and no list."""
    inside = [u for u in units if u.kind not in ("caption", "credit", "boilerplate", "navigation")]
    heads = [
        unit
        for unit, after in pairwise(inside)
        if unit.kind == "list" and _is_numbered(unit) and after.kind in ("prose", "lead")
    ]
    rest = [u for u in inside if u.kind == "list" and _is_numbered(u) and u not in heads]
    said = {words.key(unit.text) for unit in heads}
    contents = [u for u in rest if words.key(u.text) in said]
    if len(heads) >= NUMBERED and len(heads) > len(rest) - len(contents):
        for unit in heads:
            unit.kind, unit.why = "heading", "numbered"
        for unit in contents:
            unit.kind, unit.why = "boilerplate", "contents"
    _settle_bullets(inside)


BULLETS, TEXT = 2, 100
"""Lines with a bullet, each alone over a text of so many characters, that are headings."""


def _settle_bullets(inside: list[Unit]) -> None:
    """Short lines with a bullet, each with a paragraph below, are headings: those of the entries of a ticker."""
    pairs = [(u, after) for u, after in pairwise([*inside, Unit(0, 0, "", ())]) if u.kind == "list" and not u.fixed]
    over = [u for u, after in pairs if after.kind in ("prose", "lead") and len(after.text) >= TEXT]
    if (
        len(over) >= BULLETS
        and len(over) == len(pairs)
        and not any(looks.has_end(u.text) or len(u.text) > 80 for u in over)
    ):
        for unit in over:
            unit.kind, unit.why = "heading", "numbered"


def _is_numbered(unit: Unit) -> bool:
    plain = not unit.fixed and len(unit.text) <= 80
    return plain and (unit.text[-1] == "?" or not looks.has_end(unit.text)) and menus.is_counted(unit.text)


def _is_cell(unit: Unit) -> bool:
    return unit.kind == "short" or unit.why == "letterless" or (unit.why == "menu" and " " not in unit.text)


def speaker(text: str) -> str:
    """Who is said to speak, where a line begins with a name and a colon."""
    name, colon, _ = text[:40].partition(": ")
    return name if colon and name[:1].isupper() and name.count(" ") <= 3 else ""


_SAID = frozenset({"prose", "lead", "short", "paragraph"})


def speakers(units: list[Unit]) -> set[str]:
    """Whose words lines begin with, three times or more: those who talk with each other."""
    often = Counter(name for u in units if u.kind in _SAID and (name := speaker(u.text)))
    return {name for name, count in often.items() if count >= 3}


SENTENCES = 60
"""Characters of a line with more than one sentence, which heads nothing."""


def _settle_run(run: list[Unit], before: Unit | None, after: Unit | None, inside: bool, paragraphs: int) -> None:
    cells = run[1:] if len(run) > 1 and run[0].gap and run[1].gap else run
    if _is_table(cells):
        for unit in cells:
            unit.kind = "table"
    for unit, following in zip(run, [*run[1:], after]):
        if _is_broken(unit, following):
            unit.kind = "paragraph"
    run = [u for u in run if u.kind == "short"]
    if run and inside and after and after.kind in ("caption", "credit") and not after.gap:
        run.pop().kind = "caption"
    for unit in run:
        opens = unit is run[-1] and unit.text.endswith(":") and after and after.kind in ("list", "quote")
        told = inside and len(unit.text) >= SENTENCES and looks.is_many(unit.text)
        if _is_spoken(unit, before) or opens or told or not paragraphs:
            unit.kind = "paragraph"
    run = [u for u in run if u.kind == "short"]
    if not inside:
        for unit in run:
            unit.kind = "boilerplate"
    else:
        hidden = run[:-1] if len(run) >= 3 and paragraphs >= 3 else []
        for unit in run:
            unit.kind = "boilerplate" if unit in hidden else "heading"


def _settle_last(run: list[Unit], before: Unit | None, after: list[Unit], airy: bool) -> None:
    """Of the headings just named, keeps those that head something."""
    for unit, following in reversed(list(zip(run, [*run[1:], *after[:1]]))):
        asks = unit.text.endswith("?")
        teasing = asides.speaks_to_reader(unit.text) or _CRIED.match(unit.text)
        if unit.kind == "heading" and not unit.fixed and teasing:
            unit.kind = "boilerplate"
        if unit.kind == "heading" and not unit.fixed and not asks and not _heads(following, after):
            unit.kind = "boilerplate"
    first = run[0]
    if first.kind == "heading" and not first.fixed and before is not None and _announces(before, first, airy):
        first.kind = "boilerplate"


_CRIED = re.compile(r"(?:[^\W\d_a-zäöüßà-ÿа-яёіїєґ]{3,}\s){1,4}[^\W\d_a-z][^\W\d_A-ZÄÖÜ]\S*\s")
"""A kicker in capitals before a title: so tabloids announce another story."""


def _heads(following: Unit, after: list[Unit]) -> bool:
    if following.kind in ("byline", "navigation", "source-note") or (following.kind == "date" and not following.why):
        return False
    if following.kind != "boilerplate":
        return True
    return following.why in resuming.QUIET and len(after) > 1 and after[1].kind in ("prose", "lead", "caption")


def _announces(before: Unit, unit: Unit, airy: bool) -> bool:
    """Whether the line before names another story, of which this is the title."""
    if before.kind != "boilerplate" or before.why not in ("read_also", "audio", "share", "date") or (airy and unit.gap):
        return False
    return airy or ("read_also" in phrases.ways(words.key(before.text)) and before.text.count(" ") < 4)


_SHORTENED = ("V.", "Co.", "Inc.", "Ltd.", "usw.", "etc.")


def _is_broken(unit: Unit, following: Unit | None) -> bool:
    """Whether a line is a piece of a sentence that was broken over several lines."""
    long = unit.kind == "short" and len(unit.text) >= 45 and not looks.has_end(unit.text)
    return long and (unit.text[0].islower() or (following is not None and following.text[:1].islower()))


def _is_spoken(unit: Unit, before: Unit | None) -> bool:
    """A short sentence in the flow of the text."""
    in_flow = before is not None and before.kind in ("prose", "lead", "list", "quote", "paragraph")
    return (
        in_flow
        and looks.has_end(unit.text)
        and unit.text.count(" ") >= 1
        and not unit.text.endswith(_SHORTENED)
        and unit.text.endswith((".", ".“", ".»", '."'))
    )


def _is_table(run: list[Unit]) -> bool:
    numeric = sum(any(c.isdigit() for c in u.text) for u in run)
    return len(run) >= 8 and 5 * numeric >= 2 * len(run) and sum(len(u.text) for u in run) <= 30 * len(run)


QUESTIONS = 3
"""Headings that ask, from which on they are the questions of an interview."""


ANSWERS = 2
"""Paragraphs in which somebody says "I", from which on questions are put to a person."""


def _is_talk(units: list[Unit]) -> bool:
    """Whether someone answers: paragraphs say "I" outside quotation marks, or the page calls itself a talk."""
    said = sum(
        bool(_I.search(_QUOTED.sub(" ", u.text[:2000]))) for u in units if u.kind in ("prose", "lead", "paragraph")
    )
    return said >= ANSWERS


_I = re.compile(r"\b(?:[Ii]ch|I|[Jj]e|[Jj]['’]|[Яя]|[Mm]ir|[Mm]ich|[Мм]ы|[Ww]ir|[Ww]e|[Nn]ous|[Мм]и)\b")
_QUOTED = re.compile(r"[„“«»\"][^„“”«»\"]{1,400}[”“«»\"]")


def _settle_rest(units: list[Unit]) -> None:
    headings = [u for u in units if u.kind in ("heading", "short") and not u.fixed]
    asking = [u for u in headings if u.text.endswith("?")]
    if len(asking) >= QUESTIONS and 2 * len(asking) > len(headings) and _is_talk(units):
        for unit in asking:
            unit.kind, unit.why = "paragraph", "asked"
    for unit in units:
        if unit.kind == "prose":
            unit.kind = "paragraph"
        elif unit.kind == "short":
            unit.kind = "heading"
