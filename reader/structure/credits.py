"""Picture credits: where a caption ends and its source begins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from reader import words
from reader.structure.marks import is_agency
from reader.structure.names import byline, is_person

LONGEST_CREDIT = 110
LONGEST_LABEL = 40
"""What stands before the colon of a credit is not longer than this, in characters."""
LONGEST_CAPTION = 700
"""What stands before a credit and is longer than this, in characters, is a paragraph."""

_LEADING = re.compile(
    r"(?:©|\(c\)|Copyright:?)(?!\s?Quelle)\s?(?!\d)[^.:|]{2,40}(?<!\se)(?:[:|]|(?<!\d)\.)(?=\s+\S)|"
    r"(?:Fotos?|Photos?|Bild|Bildquelle|Image|Quelle):\s(?!\d)[^.:|]{2,60}\|(?=\s+\S)|"
    r"(?:Quelle|Source|Bild|Foto):\swww\.[\w.-]+\.[a-z]{2,6}(?=\s+\S)"
)
_LEADING_FIRST = "©(CFPBIQS"
_SLASHED = re.compile(
    r"(?:^|(?<=[.!?)\]»“\"]\s)|(?<=[a-zäöüß)][.!?»“])(?=[^\W\d_a-z]|(?:dpa|epa|afp|apa|sda)/))"
    r"[\[(]?((?:[\w'’.-]+\s){0,4}[\w'’.-]+(?:\s?/\s?[\w'’.-]+(?:\s[\w'’.-]+){0,4}){1,4})[\])]?$"
)
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?]\s+\S")
_ALL_RIGHTS = re.compile(
    r"(?:alle rechte|all rights|tous droits)"
    r"|(?:©|\(c\)|copyright|alle rechte|all rights).*(?:rechte|rights|droits|права)",
    re.I,
)
_RIGHTS_FIRST = "aAtTcC©("
_SERIAL = re.compile(r"©[^©]{0,60}\d{6}")
"""An agency numbers its texts, not its pictures (``© dpa-infocom, dpa:180410-99-1234/2``)."""
_YEAR = re.compile(r"(?:©|\(c\)|copyright)\s*(?:by\s)?(?:19|20)\d\d|(?:19|20)\d\d\s*(?:©|copyright)", re.I)


def cut(line: str) -> list[tuple[int, int, str]]:
    """The parts of a line that carries a credit, as (start, end, kind); empty if it carries none."""
    if not 2 <= len(line) <= 2_000:
        return []
    if line[0] in _PICTURED_FIRST and (told := _pictured().fullmatch(line)):
        shown = [(*told.span("caption"), "caption")] if told["caption"] else []
        return [(0, told.end("credit"), "credit"), *shown]
    if _is_right(line):
        return []
    if _is_credit_line(line):
        return [(0, len(line), "credit")]
    lead = (_LEADING.match(line) or _glued(line)) if line[0] in _LEADING_FIRST else None
    if lead and lead.group().endswith("|") and is_person(line[lead.end() :].strip()):
        return [(0, len(line), "credit")]
    begin = lead.end() if lead else 0
    tail = _tail(line, begin)
    if (lead is None and tail is None) or (tail == 0 and byline(line)):
        return []
    parts = [(0, begin, "credit")] if lead else []
    rest = _skip_blank(line, begin)
    if tail is None or tail > rest:
        long = len(line) - rest > LONGEST_CAPTION or _PLACED.match(line, rest)
        kind = "paragraph" if long else "caption"
        parts.append((rest, len(line) if tail is None else tail, kind))
    if tail is not None and tail >= LONGEST_TOLD and _cites(line, tail):
        return [*parts[:-1], (rest, tail, "paragraph"), (tail, len(line), "source-note")]
    if tail is not None:
        parts.append((tail, len(line), "credit"))
    return parts


_PICTURED_FIRST = "iI"
"""How the labels begin of `_pictured`."""


@cache
def _pictured() -> re.Pattern[str]:
    """Whose a picture is and what it shows, each behind its label and glued to it (``Image copyrightEPA``)."""
    owned, shown = ("|".join(map(re.escape, words.every(c))) for c in ("credit_glued", "caption_glued"))
    return re.compile(
        rf"(?P<credit>(?i:{owned})\s?(?=[A-Z])[^.:]{{2,50}}?)(?:\s?(?P<caption>(?i:{shown}),?\s?(?=[A-Z]).+))?"
    )


def _glued(line: str) -> re.Match[str] | None:
    """The agency of a picture to which the place of the text is glued (``Foto: dpaTokio. Der …``)."""
    found = _GLUED.match(line)
    return found if found and is_agency(found["agency"]) and _PLACED.match(line, found.end()) else None


_GLUED = re.compile(r"(?:Fotos?|Bild|Photo):\s?(?P<agency>[a-zA-Z]{2,7})(?=[A-ZÄÖÜ][a-zäöü]+[./])")
_PLACED = re.compile(r"[^\W\d_a-z][\w-]{3,}(?:/[^\W\d_a-z][\w-]+)*\.\s(?=[^\W\d_a-z]).{120,}")
"""A text that begins with its place (``Seoul. Der …``) and goes on for a while."""
LONGEST_TOLD = 160
"""Characters of several sentences from which on the agency behind them is the source of the text, not of a picture."""


def _cites(line: str, tail: int) -> bool:
    """Whether some sentences end with the agency that said so (``… Quelle: dpa``)."""
    found = _SOURCE.match(line[tail:])
    return (
        found is not None and is_agency(line[tail + found.end() :].strip(" ).")) and bool(_SENTENCE.search(line[:tail]))
    )


def _is_right(line: str) -> bool:
    """Whether a line tells of rights in a text, with their year, their number or in so many words."""
    dated = _DIGIT.search(line, 0, 60) and _YEAR.search(line[:60])
    return bool(dated or is_serial(line) or (line[0] in _RIGHTS_FIRST and _ALL_RIGHTS.match(line)))


def is_source(name: str) -> bool:
    """Whether pictures come from a house that is called so."""
    return is_agency(name) or name.casefold() in _SOURCES


def is_labelled(words_in: str) -> bool:
    """Whether words begin with what comes before the maker of a picture (``Foto: ``)."""
    return _labelled().match(words_in) is not None


def is_serial(line: str) -> bool:
    """Whether a line carries the numbered rights of an agency."""
    return "©" in line and len(line) <= 2_000 and _SERIAL.search(line) is not None


def _is_credit_line(line: str) -> bool:
    """Whether a line says whose picture it is in a form that only whole lines have."""
    if len(line) > LONGEST_CREDIT:
        return False
    folded = line.casefold()
    if folded.strip("() .") in _GIVERS or folded.lstrip("([").startswith(words.every("credit_lines")):
        return True
    if (found := _SMALL_LABEL.match(line)) and found["label"] in words.word_set("credit"):
        return len(line) <= 60
    if (line.endswith(_FILED_AS) and _FILED.fullmatch(line)) or (
        (found := _BULLETED.fullmatch(line)) and is_source(found["owner"])
    ):
        return True
    if found := _SOURCE.match(line):
        return _names_source(line[found.end() :])
    if "/" not in line:
        return False
    parts = [part.strip() for part in line.split("/")]
    if len(parts) >= HANDS and is_person(parts[0]) and sum(map(is_source, parts[1:])) > 1:
        return True
    return bool(_OWNERS.fullmatch(line)) and _are_owners(parts)


HANDS = 4
"""Parts of a line with strokes from which on it tells through whose hands a picture came (``Name / A / B / C``)."""


def _are_owners(parts: list[str]) -> bool:
    """Whether two names with a stroke between them are a house and a person, not two buttons."""
    known = words.word_set("tools") | words.word_set("menu")
    called = " " in "".join(parts) or parts[0].isupper() or is_agency(parts[0])
    return called and known.isdisjoint(p.casefold() for p in parts)


_FILED = re.compile(r"[A-Z][\w.’' -]{3,50}\s(?:file|handout|pool) (?:photo|picture|image)")
_FILED_AS = ("photo", "picture", "image")
_BULLETED = re.compile(r"[-–—]\s(?P<owner>[A-Z][\w ]{2,24}?)(?:\.[a-z]{2,3})?")
_SMALL_LABEL = re.compile(r"(?P<label>[a-zäöü]{4,})\s?:\s?\S")
_SOURCE = re.compile(r"\(?(?:Quelle|Source)\s?:\s+")
_OWNERS = re.compile(r"(?=.{6,50}$)[A-ZÄÖÜ]\w+(?:\s[A-ZÄÖÜ]\w+){0,2}/[A-ZÄÖÜ]\w+(?:\s[A-ZÄÖÜ]\w+){0,2}")


_GIVERS = frozenset(words.lists("common")["photo_givers"])
_READERS = frozenset(p for p in _GIVERS if p.startswith("leser"))
_SOURCES = frozenset(words.lists("common")["photo_sources"])


def _skip_blank(line: str, at: int) -> int:
    return at + len(line[at:]) - len(line[at:].lstrip())


def _tail(line: str, begin: int) -> int | None:
    """Where the credit at the end of a line begins."""
    window = max(begin, len(line) - LONGEST_CREDIT - 20)
    hint = _HINT.search(line, window)
    for found in _labelled().finditer(line, max(window, hint.start() - LONGEST_LABEL)) if hint else ():
        rest = line[found.end() :]
        said = found.group().lstrip("([").casefold().startswith("credit")
        if _names_maker(rest) and (found.start() or said or not _is_told(rest)):
            return found.start()
    closed = line.removesuffix(".")[-1:] in (")", "]")
    owner = _BRACKETED_OWNER.search(line, max(begin, len(line) - 90)) if closed else None
    if owner and _MADE_BY.match(owner["owner"]):
        return owner.start("bracket")
    if owner and (owner["bracket"][0] == "[" or not _BADGE.fullmatch(owner["owner"])) and _is_owner(owner["owner"]):
        return owner.start("bracket")
    if closed and (via := _VIA.search(line, window)):
        return via.start()
    end = line[window:]
    if (
        "/" in end
        and (stroke := _STROKE.search(line, window))
        and is_agency(stroke["agency"])
        and line.count(" ", 0, stroke.start()) >= 4
    ):
        return stroke.start()
    dash = ("-" in end or "–" in end) and _DASH.search(line, window)
    if dash and (dashed := _DASHED.search(line, window)) and is_agency(dashed["agency"]):
        return dashed.start("agency")
    slashed = _slashed(line, begin)
    return _given(line, window) if slashed is None else slashed


def _given(line: str, window: int) -> int | None:
    """Where the last words say who handed out a picture, or how it was made (``… am Tor. Archivbild``)."""
    found = _LAST.search(line, max(window, len(line) - LONGEST_GIVER)) if line[-1] not in ".!?" else None
    given = found is not None and found["last"].casefold() in _GIVERS
    return found.start("last") if found and given and not is_agency(found["last"]) else None


LONGEST_GIVER = 25
"""Characters of the last words that say who handed out a picture."""
_LAST = re.compile(r"(?<=[.!?]\s)(?P<last>[^\W\d_a-z][^.!?]{1,24})$")


def _names_maker(rest: str) -> bool:
    """Whether what stands behind a label is short enough, and no sentence or number."""
    named = len(rest.strip(" )].")) >= 2 and not rest[:1].isdigit()
    return named and len(rest) <= LONGEST_CREDIT and not _SENTENCE.search(rest)


_HINT = re.compile(r":|©|\(c\)|\(C\)|Foto|foto|Photo|photo|Copyright")
"""One of these stands in every labelled credit; each begins with a sign of its own, so that they are found quickly."""
_BRACKETED_OWNER = re.compile(r"\s(?P<bracket>[(\[](?P<owner>[^()\[\]]{2,70})[)\]])\.?$")
_VIA = re.compile(r"\((?:[\w.'’-]+[,\s]+){1,6}via\s[A-Z][^()]{1,40}\)$")
"""Through whom a picture came (``(KCNA via AP, File)``)."""
_STROKE = re.compile(r"(?<=\w)\s/\s(?P<agency>[A-Za-z-]{2,12})$")
_MADE_BY = re.compile(
    r"(?:Photo|Graphic|Map|Image|Illustration|Video|Picture|Grafik|Karte|Fotos?|Bild)\s"
    r"(?:by|von|via|courtesy of|par)\s"
)
"""Who made a picture, in so many words (``Map by Anna Muster``)."""
_DASH = re.compile(r"\s[-–]\s")
_DASHED = re.compile(r"(?<=[.!?»”)\]]\s)(?P<agency>[A-Z]{2,8})\s[-–]\s[^\W\d_a-z][\w'’.-]*(?:\s[\w'’.-]+){0,3}$")


def _is_told(rest: str) -> bool:
    """Whether what stands behind a label tells what is seen, not who made it: a phrase with small words."""
    plain = [w for w in rest.split() if w.isalpha()]
    small = [w for w in plain if w.islower() and w not in _SMALL]
    return len(plain) >= 4 and 3 * len(small) >= len(plain)


def _is_owner(words_in: str) -> bool:
    """Whether a bracket at the end names who made a picture: parts between strokes, all of them names."""
    if _BADGE.fullmatch(words_in):
        return True
    parts = re.split(r"\s?/\s?|\s[-–]\s", words_in)
    if len(parts) < 2:
        return words_in.casefold() in _SOURCES and not is_agency(words_in)
    called = all(p and (p.casefold() in _SOURCES or _is_called(p)) for p in parts)
    return (
        called and (any(" " in p for p in parts) or _names_source("/".join(parts))) and not re.search(r"\d", words_in)
    )


def _is_called(name: str) -> bool:
    return all(w[0].isupper() or w.split("-")[0] in _SMALL for w in name.split())


_BADGE = re.compile(r"[A-Z]{2,5}")
_SMALL = frozenset([*words.lists("common")["particles"].split(), "via", "for", "dpa", "epa", "sda"])


def _slashed(line: str, begin: int) -> int | None:
    window = max(begin, len(line) - LONGEST_CREDIT)
    if "/" not in line[window:]:
        return None
    found = _SLASHED.search(line[window:])
    if found and _names_source(found.group(1)):
        return window + found.start()
    return None


def _names_source(credit: str) -> bool:
    """Whether a slashed line names who makes pictures, not only who writes."""
    parts = [p.strip().casefold() for p in credit.split("/")]
    if any(p in _SOURCES or p in _READERS for p in parts):
        return True
    # "REUTERS/Maxim Muster": an agency and a person; "sda/dpa" alone is who wrote it.
    return any(is_agency(p) for p in credit.split("/")) and any(" " in p and "," not in p for p in parts)


@cache
def _labelled() -> re.Pattern[str]:
    edge = frozenset(words.every("credit_edge"))
    label = _capital(n for n in words.every("credit") if n not in edge)
    edged = _capital(edge)
    # None begins with a small letter: most of a line is soon passed over.
    return re.compile(
        rf"(?![a-z\d\s])(?:(?:^|(?<=[.!?|»“\"/–)\]]\s))[(\[]?(?:{edged})\s?:\s*(?=[^\W\d_a-z])|"
        rf"(?:^|(?<=[\s.!?|»“\"/–-])|(?<=[a-zäöüß\d])(?=[A-Z][a-z]+:\s))[(\[]?(?:(?:{label})\s?(?::|©)\s*|©\s?(?!\d)|\(c\)\s|(?:(?<=\S\s)|(?<=\s\())Quelle:\s*(?=\S.{{0,40}}$)|(?<=[.!?]\s)(?:Photos?|Fotos?)\s(?=[A-ZÄÖÜ][^.!?]{{3,50}}$)|(?<=\w\s)-\sCopyright\s(?=[A-Z])))"
    )


def _capital(names: Iterable[str]) -> str:
    """The names as alternatives, begun with a capital or all in capitals."""
    ordered = sorted((re.escape(n.rstrip(" :")) for n in names), key=len, reverse=True)
    return "|".join([*(n[0].upper() + n[1:] for n in ordered), *(n.upper() for n in ordered)])


def tells_photo(line: str) -> bool:
    """Whether a line says "this photo shows": only the text of a picture speaks so."""
    if len(line) > LONGEST_CAPTION:
        return False
    return _PHOTO.match(line) is not None or ("in this " in line and _SEEN.match(line) is not None)


_PHOTO = re.compile(
    r"(?:This|In this|The above|An?)\s(?:[\w-]+\s){0,2}?(?:photo|picture|image|photograph|frame grab)\b[^.]{0,160}?"
    r"\b(?:released|provided|taken|shows|made available)\b|"
    r"(?:Dieses|Das undatierte|Auf diesem|Auf dem undatierten)\s(?:Foto|Bild|Handout)\b"
    r"[^.]{0,160}?\b(?:zeigt|sieht|sehen)\b"
)
_SEEN = re.compile(r"(?:[^\W\d_a-z].{10,200}?)\bin this (?:file |undated |handout )?(?:photo|picture|image)\b")


def tells_giver(line: str) -> bool:
    """Whether the text of a picture says who handed it out."""
    return _GIVEN.search(line[:LONGEST_CAPTION]) is not None


_GIVEN = re.compile(r"\b(?:released|provided|distributed|made available) by\b|\bfile (?:photo|picture|image)\b")


def tells_place(line: str) -> bool:
    """Whether a line says where in a picture somebody is, as no text does: ``(r)``, ``(hinten M)``, ``(2.v.l.)``."""
    return "(" in line and len(line) <= 300 and _PLACE_IN.search(line) is not None


_PLACE_IN = re.compile(r"\((?:(?:hinten|vorne|vorn)[ ,]{0,2})?(?:[lrM]|[lr]\.|M\.|\d\.\s?v\.\s?[lr]\.)\)")


def is_caption_note(line: str) -> bool:
    """Whether a line says of itself that it tells of a picture: ``(Symbolbild)``, ``(links)``."""
    notes = words.word_set("caption_notes")
    return "(" in line and len(line) <= 300 and any(n.casefold().strip(". ") in notes for n in _BRACKETED.findall(line))


_BRACKETED = re.compile(r"\(([^()]{1,14})[()]")


def ends_in_note(line: str) -> bool:
    """Whether sentences end with what kind of picture they tell of (``… Kampfjets. (Archivbild)``)."""
    found = _NOTED.search(line[-40:]) if line.removesuffix(".")[-1:] in (")", "]") else None
    return found is not None and found["note"].casefold() in words.word_set("caption_notes")


_NOTED = re.compile(r"[.!?»“\w]\s[(\[](?P<note>[^\W\d_]{5,16})(?:\s[^()\[\]]{1,16})?[)\]]\.?$")


def is_shown(line: str) -> bool:
    """Whether a line is the text of an old picture, a clip or a file (``FILE -``, ``| 0:17 min``, ``.jpeg -``)."""
    return _KEPT.match(line) is not None or _CLIP.search(line[-30:]) is not None or _NAMED.match(line[:120]) is not None


_KEPT = re.compile(r"FILE(?: PHOTO)?\s?[-–—:]\s")
_CLIP = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\s\|\s\d{1,3}:\d\d\s?[Mm]in\.?$")
_NAMED = re.compile(r"[^.:|]{3,90}\.(?:jpe?g|png|webp|gif|tiff?)\s+[-–—]\s")
