"""Lines that say what the line beside them is: labels of captions, credits, columns of fields, a lone "Von"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from reader import words
from reader.structure import looks, names
from reader.structure.lines import Unit

COLUMN = 3
"""Lines of the form ``label: value`` in a row that make a record of a press database."""
CAPTION = 300
"""A paragraph right above a credit is a caption if it has no more characters than this."""
APART = 160
"""The same where a blank line stands between them."""

_FIELD = re.compile(r"(?P<label>[^\W\d_][\w -]{0,24}?)\s?:(?:\s(?P<value>\S.{0,100}))?")


def tell(units: list[Unit]) -> list[Unit]:
    """The units, with those that their neighbours explain settled; a labelled title is cut from its label."""
    airy = any(u.gap for u in units[1:])
    paragraphs = 0
    for i, unit in enumerate(units):
        paragraphs += unit.kind == "prose"
        if paragraphs <= 1 and i:
            _tell_name(units, i)
        before = units[i - 1] if i else None
        _tell_signed(before, unit)
        _tell_caption(before, unit)
        _tell_alt(before, unit)
        if unit.kind == "credit" and unit.why == "alone":
            _tell_credited(units, i, airy)
    _tell_summary(units)
    return list(_records(units))


def _tell_summary(units: list[Unit]) -> None:
    """Short lines under "In brief" are a list, though their bullets are gone."""
    at = next((i for i, u in enumerate(units) if u.kind == "short" and _is_summary(u)), None)
    if at is None:
        return
    points = list(takewhile(lambda u: u.kind in ("short", "list") and len(u.text) <= APART, units[at + 1 : at + 9]))
    after = units[at + 1 + len(points) : at + 2 + len(points)]
    if len(points) >= 2 and after and after[0].kind in ("prose", "date", "caption"):
        units[at].kind = "heading"
        for point in points:
            point.kind = "list"


def _is_summary(unit: Unit) -> bool:
    return len(unit.text) <= 40 and words.key(unit.text) in words.word_set("summary")


def _tell_signed(before: Unit | None, unit: Unit) -> None:
    if before is None or unit.kind != "short" or unit.fixed:
        return
    if before.kind == "prose" and looks.has_end(before.text) and names.is_marks(unit.text):
        unit.kind, unit.why = "byline", "agency" if names.agencies_in(unit.text) else "mark"
    elif names.is_label(before.text) and names.signers(unit.text):
        before.kind = unit.kind = "byline"
        before.why, unit.why = "label", "author"
    elif before.kind == "byline" and names.is_role(unit.text) and len(unit.text) <= 60:
        unit.kind, unit.why = "byline", "role"


def _tell_name(units: list[Unit], i: int) -> None:
    """A name alone beside the date, in the head, is who wrote it."""
    unit, beside = units[i], units[i - 1 : i + 2]
    if unit.kind == "short" and not unit.fixed and any(u.kind == "date" and not u.why for u in beside):
        signed = names.signers(unit.text)
        if signed and signed.authors and all(a.count(" ") <= 2 for a in signed.authors):
            unit.kind, unit.why = "byline", "author"


def _tell_caption(before: Unit | None, unit: Unit) -> None:
    labels = words.word_set("caption_labels")
    if unit.kind not in ("short", "prose", "source-note") or len(unit.text) > 2 * CAPTION:
        return
    if unit.text.endswith((":", ",")) and words.key(unit.text) in labels:
        unit.kind, unit.why = "boilerplate", "label"
    elif (before is not None and before.why == "label" and before.kind == "boilerplate") or _opens_with(unit, labels):
        unit.kind = "caption"


def _opens_with(unit: Unit, labels: frozenset[str]) -> bool:
    found = re.match(r"[^,:]{4,20}(?=[,:]\s)", unit.text)
    return found is not None and found.group().casefold() in labels


def _tell_alt(before: Unit | None, unit: Unit) -> None:
    """The text of a picture stands above its caption, in the same words."""
    if before is None or unit.kind != "caption" or before.kind not in ("short", "prose") or before.fixed:
        return
    own = words.bare(before.text[:CAPTION])
    if len(own) >= 12 and words.bare(unit.text[:CAPTION]).startswith(own):
        before.kind = "caption"


def _tell_credited(units: list[Unit], i: int, airy: bool) -> None:
    """A line of its own that names the picture's maker has the caption above or, unlabelled, below it."""
    unit = units[i]
    before = units[i - 1] if i else None
    after = units[i + 1] if i + 1 < len(units) else None
    most = CAPTION if airy and not unit.gap else APART
    if unit.text.startswith(("©", "(c)")):
        return
    if (before and before.kind == "short" and i > 1 and not unit.gap and _has_title(units[: i - 1])) or (
        before and before.kind == "prose" and not before.why and not before.stated and len(before.text) <= most
    ):
        before.kind = "caption"
    elif after and after.kind in ("short", "prose") and _below(before, unit, after, airy):
        after.kind = "caption"


def _has_title(units: list[Unit]) -> bool:
    """Whether a line before these could be the title, so that the next need not be."""
    return any(u.kind == "short" and u.text.count(" ") >= 2 and len(u.text) >= 20 for u in units[:40])


def _below(before: Unit | None, unit: Unit, after: Unit, airy: bool) -> bool:
    if before is None or before.kind == "caption" or looks.has_end(after.text) or not 20 <= len(after.text) <= 200:
        return False
    long = before.kind != "short"
    return long and not after.gap and (unit.gap if airy else "/" in unit.text and ":" not in unit.text)


def _records(units: list[Unit]) -> Iterator[Unit]:
    at = 0
    while at < len(units):
        end = at
        while end < len(units) and _is_field(units[end]):
            end += 1
        if end - at >= COLUMN and any(_is_evidence(u) for u in units[at:end]):
            for unit in units[at:end]:
                yield from _field(unit)
        else:
            yield from units[at : max(end, at + 1)]
        at = max(end, at + 1)


def _is_field(unit: Unit) -> bool:
    plain = unit.kind in ("short", "date", "byline", "source-note", "boilerplate", "navigation") or (
        unit.kind == "prose" and _label(unit) in words.word_set("field_title")
    )
    return plain and not unit.fixed and len(unit.text) <= 140 and bool(_label(unit))


def _is_evidence(unit: Unit) -> bool:
    return unit.kind in ("date", "byline") or _label(unit) in _outlets() | words.word_set("field_title")


def _label(unit: Unit) -> str:
    found = _FIELD.fullmatch(unit.text) if len(unit.text) <= 140 else None
    return found["label"].casefold() if found else ""


def _outlets() -> frozenset[str]:
    return words.word_set("field_outlet")


def _field(unit: Unit) -> Iterator[Unit]:
    label, found = _label(unit), _FIELD.fullmatch(unit.text)
    if label in words.word_set("field_title") and found and found["value"]:
        yield unit.part(0, found.start("value"), "boilerplate", "field")
        yield unit.part(found.start("value"), len(unit.text), "short", "title")
        return
    if label in _outlets():
        unit.kind, unit.why = "source-note", "field"
    elif unit.kind not in ("date", "byline"):
        unit.kind, unit.why = "boilerplate", "field"
    yield unit
