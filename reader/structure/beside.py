"""Lines that say what the line beside them is: labels of captions, credits, columns of fields, a lone "Von"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from reader import words
from reader.structure import credits, looks, marks, menus, names
from reader.structure.lines import Unit
from reader.words import dateforms

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
        paragraphs += unit.kind == "prose" and not unit.why
        if paragraphs <= 2 and i:
            _tell_capitals(units[i - 1], unit)
            _tell_name(units, i)
        before = units[i - 1] if i else None
        _tell_date(units, i)
        _tell_signed(before, unit)
        _tell_caption(before, unit)
        _tell_alt(before, unit)
        _tell_photo(units, i)
        _tell_button(before, unit)
        _tell_agency(units, i)
        _tell_source(units, i)
        if unit.kind == "credit" and unit.why == "alone":
            _tell_credited(units, i, airy)
    _tell_summary(units)
    _tell_comments(units)
    return list(_records(units))


THREAD = 14
"""Lines below a comment header in which comments show."""


def _tell_comments(units: list[Unit]) -> None:
    """A line that counts comments, with none below it, is but a button; the article may go on."""
    for i, unit in enumerate(units):
        if unit.kind == "boilerplate" and unit.why == "comments" and not _is_thread(units[i + 1 : i + 1 + THREAD]):
            unit.why = "share"


def _is_thread(below: list[Unit]) -> bool:
    """Whether lines are comments: times beside them, buttons to answer, or names above what they say."""
    if any(u.kind == "date" for u in below) or sum(u.why == "comments" for u in below) >= 2:
        return True
    pairs = pairwise(below)
    return sum(a.kind == "short" and len(a.text) <= 30 and b.kind == "prose" and not b.gap for a, b in pairs) >= 2


def _tell_summary(units: list[Unit]) -> None:
    """Short lines under "In brief" are a list, though their bullets are gone."""
    at = next((i for i, u in enumerate(units) if u.kind == "short" and _is_summary(u)), None)
    if at is None:
        return
    points = list(takewhile(lambda u: u.kind in ("short", "list") and len(u.text) <= APART, units[at + 1 : at + 9]))
    after = units[at + 1 + len(points) : at + 2 + len(points)]
    if len(points) >= 2 and after and after[0].kind != "short":
        units[at].kind, units[at].why = "boilerplate", "summary"
        for point in points:
            point.kind = "list"


def _is_summary(unit: Unit) -> bool:
    return len(unit.text) <= 40 and words.key(unit.text) in words.word_set("summary")


def _tell_signed(before: Unit | None, unit: Unit) -> None:
    if before is None or unit.kind != "short" or unit.fixed:
        return
    if before.kind == "prose" and looks.has_end(before.text) and marks.is_marks(unit.text):
        unit.kind, unit.why = "byline", "agency" if marks.agencies_in(unit.text) else "mark"
    elif names.is_label(before.text) and (names.signers(unit.text) or names.is_initials(unit.text)):
        before.kind = unit.kind = "byline"
        before.why, unit.why = "label", "initials" if names.is_initials(unit.text) else "author"
    elif before.kind == "byline" and names.is_role(unit.text) and len(unit.text) <= 60:
        unit.kind, unit.why = "byline", "role"
    elif before.kind == "short" and not unit.gap and len(unit.text) <= 60 and _is_post(unit.text):
        if (signed := names.signers(before.text)) and len(signed.authors) == 1:
            before.kind = unit.kind = "byline"
            before.why, unit.why = "author", "role"
    elif before.kind == "prose" and looks.has_end(before.text) and "," in unit.text and _are_persons(unit.text):
        unit.kind, unit.why = "byline", "author"
    elif unit.text.strip(" :").casefold() in words.word_list("byline") and unit.text.endswith(":"):
        unit.kind, unit.why = "byline", "label"


def _are_persons(text: str) -> bool:
    """Whether a line is the names of two persons or more."""
    signed = names.signers(text) if len(text) <= 120 and not looks.has_end(text) else None
    return signed is not None and len(signed.authors) >= 2 and all(" " in a for a in signed.authors)


def _is_post(text: str) -> bool:
    """Whether a line begins with what someone does (``Korrespondent Graubünden``)."""
    return text.casefold().startswith(words.every("roles"))


def _tell_capitals(before: Unit, unit: Unit) -> None:
    """A name in capitals right below a sentence, in the head, is who made the picture that it tells of."""
    parts = unit.text.split() if unit.kind == "short" and unit.text.isupper() and not unit.fixed else []
    if len(parts) not in (2, 3) or parts[0].capitalize() not in words.given_names():
        return
    told = before.kind == "prose" and not before.stated and SHORTEST <= len(before.text) <= APART
    if told and looks.has_end(before.text) and not looks.is_many(before.text):
        before.kind, unit.kind = "caption", "credit"


SHORTEST = 40
"""Characters of a sentence that tells of a picture, at least."""


def _tell_name(units: list[Unit], i: int) -> None:
    """A name alone beside the date, in the head, is who wrote it."""
    unit, beside = units[i], units[i - 1 : i + 2]
    if beside[-1].why == "relative":
        beside = units[i + 1 : i + 3]
    if unit.kind == "short" and not unit.fixed and any(u.kind == "date" and not u.why for u in beside):
        signed = names.signers(unit.text)
        if signed and signed.authors and all(a.count(" ") <= 2 for a in signed.authors):
            unit.kind, unit.why = "byline", "author"


def _tell_date(units: list[Unit], i: int) -> None:
    """Settles a line that says only "published": it names the date below it."""
    unit, after = units[i], units[i + 1 : i + 2]
    dated = bool(after) and after[0].kind == "date" and after[0].why != "clock"
    if unit.kind == "short" and dated and len(unit.text) <= 40 and words.key(unit.text) in dateforms.labels():
        unit.kind, unit.why = "date", "label"


def _tell_caption(before: Unit | None, unit: Unit) -> None:
    labels = words.word_set("caption_labels")
    if unit.kind not in ("short", "prose", "source-note") or len(unit.text) > 2 * CAPTION:
        return
    if unit.text.endswith((":", ",")) and words.key(unit.text) in labels:
        unit.kind, unit.why = "boilerplate", "label"
    elif (before is not None and before.why == "label" and before.kind == "boilerplate") or _opens_with(unit, labels):
        unit.kind = "caption"


def _opens_with(unit: Unit, labels: frozenset[str]) -> bool:
    found = _OPENING.match(unit.text)
    return found is not None and found.group().casefold() in labels


_OPENING = re.compile(r"[^,:]{2,20}(?=[,:]\s)")


def _tell_photo(units: list[Unit], i: int) -> None:
    """What says "this photo shows" is a caption if it tells who gave the photo, or an agency's mark behind it does."""
    unit, after = units[i], units[i + 1] if i + 1 < len(units) else None
    if unit.kind != "prose" or unit.stated or not credits.tells_photo(unit.text):
        return
    if after and after.why == "agency" and after.text[0] == "(":
        unit.kind, after.kind, after.why = "caption", "credit", ""
    elif credits.tells_giver(unit.text):
        unit.kind = "caption"


def _tell_button(before: Unit | None, unit: Unit) -> None:
    """What stands above a button that shows or hides the text of a picture is that text."""
    if (
        before is None
        or unit.fixed
        or len(unit.text) > 60
        or words.key(unit.text) not in words.word_set("caption_ends")
    ):
        return
    unit.kind, unit.why = "boilerplate", "share"
    if before.kind in ("short", "prose") and not before.fixed and not before.stated and len(before.text) <= CAPTION:
        before.kind = "caption"


def _tell_alt(before: Unit | None, unit: Unit) -> None:
    """The text of a picture stands above its caption, in the same words."""
    if before is None or before.kind not in ("short", "prose") or before.fixed:
        return
    if unit.kind in ("prose", "short") and not (unit.fixed or unit.stated) and _is_signed_again(before.text, unit.text):
        before.kind = unit.kind = "caption"
    if unit.kind != "caption":
        return
    own = words.bare(before.text[:CAPTION])
    if len(own) >= 12 and words.bare(unit.text[:CAPTION]).startswith(own):
        before.kind = "caption"


def _is_signed_again(text: str, again: str) -> bool:
    """Whether a sentence stands once more with a name behind it: who made the picture that it tells of."""
    if not 40 <= len(text) <= CAPTION or not looks.has_end(text) or not again.startswith(text):
        return False
    name = again[len(text) :].strip(" -–—(|")
    return 2 <= len(name) <= 60 and not looks.has_end(name) and name[0].isupper() and name.count(" ") <= 5


def _tell_credited(units: list[Unit], i: int, airy: bool) -> None:
    """A line of its own that names the picture's maker has the caption above or, unlabelled, below it."""
    unit = units[i]
    before = units[i - 1] if i else None
    after = units[i + 1] if i + 1 < len(units) else None
    most = CAPTION if airy and not unit.gap else APART
    if unit.text.startswith(("©", "(c)")) and not _has_text(units[i + 1 :]):
        return
    if after and not after.gap and _opens_with(after, words.word_set("caption_labels")):
        return
    if before and _PLACED.match(before.text):
        return
    if i > 1 and units[i - 2].kind == "list" and menus.is_numbered(units[i - 2].text):
        return
    if (before and before.kind == "short" and i > 1 and not unit.gap and _has_title(units[: i - 1])) or (
        before
        and before.kind == "prose"
        and before.why[:1] in ("", "?")
        and not before.stated
        and len(before.text) <= most
    ):
        before.kind = "caption"
    elif after and after.kind in ("short", "prose") and _below(before, unit, after, airy):
        after.kind = "caption"


_PLACED = re.compile(r"[^\W\d_a-z][\w-]{3,}(?:/[^\W\d_a-z][\w-]+)*\.\s(?=[^\W\d_a-z]).{100,}")
"""A text that begins with its place."""


def _has_text(units: list[Unit]) -> bool:
    """Whether a paragraph still comes."""
    return any(u.kind == "prose" and not u.why and len(u.text) >= looks.PROSE and looks.has_end(u.text) for u in units)


def _tell_agency(units: list[Unit], i: int) -> None:
    """An agency behind a single sentence, while the text goes on, is the maker of a picture."""
    unit, before = units[i], units[i - 1] if i else None
    if unit.kind != "byline" or unit.why != "agency" or before is None or unit.text[0] in "([" or before.stated:
        return
    if units[i + 1 : i + 2] and units[i + 1].kind == "date":
        return
    glued = unit.start - before.end <= 2 and before.kind == "prose" and len(before.text) <= APART
    if glued and not looks.is_many(before.text) and _has_text(units[i + 1 : i + 12]):
        before.kind, unit.kind, unit.why = "caption", "credit", ""


def _tell_source(units: list[Unit], i: int) -> None:
    """The source of a picture ("Source: EPA") right below a line, while the text goes on; below the text, its own."""
    unit, before = units[i], units[i - 1] if i else None
    if unit.kind != "source-note" or unit.why != "source" or before is None or unit.gap or len(unit.text) > 40:
        return
    if before.kind not in ("short", "prose") or before.stated:
        return
    source = unit.text.partition(":")[2]
    named = marks.agencies_in(source)
    parts = [part.strip() for part in source.split("/")]
    person = len(parts) > 1 and any(map(names.is_person, parts)) and _has_text(units[i + 1 :])
    if person or (named and words.photo_agencies().issuperset(named)):
        unit.kind, unit.why = "credit", "alone"


def _has_title(units: list[Unit]) -> bool:
    """Whether a line before these could be the title, so that the next need not be."""
    return any(u.kind == "short" and u.text.count(" ") >= 2 and len(u.text) >= 20 for u in units[:40])


def _below(before: Unit | None, unit: Unit, after: Unit, airy: bool) -> bool:
    if before is None or before.kind == "caption" or looks.has_end(after.text) or not 20 <= len(after.text) <= 200:
        return False
    long = before.kind not in ("short", "navigation")
    return long and not after.gap and (unit.gap if airy else "/" in unit.text and ":" not in unit.text)


def _records(units: list[Unit]) -> Iterator[Unit]:
    at = 0
    while at < len(units):
        end = at
        while end < len(units) and _is_field(units[end]):
            end += 1
        if end - at >= COLUMN and any(map(_is_evidence, units[at:end])) and not _are_numbers(units[at:end]):
            for unit in units[at:end]:
                yield from _field(unit)
        else:
            yield from units[at : max(end, at + 1)]
        at = max(end, at + 1)


def _are_numbers(fields: list[Unit]) -> bool:
    """Whether most fields give a number: a table of what was counted, with its source."""
    return 2 * sum(bool(_NUMBER.search(u.text)) for u in fields if u.kind != "date") > len(fields)


_NUMBER = re.compile(r":\s[+-]?\d[\d.,]*(?:\s|$)")


def _is_field(unit: Unit) -> bool:
    plain = unit.kind in ("short", "date", "byline", "source-note", "boilerplate", "navigation") or (
        unit.kind == "prose" and _label(unit) in words.word_set("field_title")
    )
    return plain and not unit.fixed and len(unit.text) <= 140 and bool(_label(unit))


def _is_evidence(unit: Unit) -> bool:
    return _label(unit) in _outlets() | words.word_set("field_title")


def _label(unit: Unit) -> str:
    found = _FIELD.fullmatch(unit.text) if ":" in unit.text[:27] and len(unit.text) <= 140 else None
    return found["label"].casefold() if found else ""


def _outlets() -> frozenset[str]:
    return words.word_set("field_outlet")


def _field(unit: Unit) -> Iterator[Unit]:
    label, found = _label(unit), _FIELD.fullmatch(unit.text)
    if "@" in unit.text:
        sent = label in words.word_set("field_sender")
        unit.kind, unit.why = ("source-note", "sender") if sent else ("boilerplate", "addressee")
        yield unit
        return
    if label in words.word_set("field_title") and found and found["value"]:
        yield unit.part(0, found.start("value"), "boilerplate", "field")
        yield unit.part(found.start("value"), len(unit.text), "short", "title")
        return
    if label in _outlets():
        unit.kind, unit.why = "source-note", "field"
    elif unit.kind not in ("date", "byline"):
        unit.kind, unit.why = "boilerplate", "field"
    yield unit
