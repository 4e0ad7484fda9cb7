"""The first look at a line: what it is by itself, before its neighbours are asked."""

from __future__ import annotations

import re
from functools import lru_cache

from reader import dates, words
from reader.structure import asides, credits, menus, names
from reader.structure.lines import LONG, Unit
from reader.words import phrases

PROSE = 100
"""A line of at least this many characters is prose if nothing says otherwise."""
TALKATIVE = 300
"""A line longer than this, in characters, is never hidden for a word it holds."""
RECENT = 60
"""Characters of a line that says how long ago something was."""

_END = re.compile(r"[.!?…:;][»«”“\"'’)\]]*(?:\s?\[\d+\])?$")
_FULL_END = re.compile(
    r"[.!?](?<!\.\.)[»«”“\"'’)\]]*(?:\s?\[\d+\]|\s*[›»►▶→>]+\s?(?:Seite|SEITE|S\.|Page|PAGE)\s?\w{1,3})?$"
)
"""An end mark, perhaps with a footnote behind it or the page on which a printed text goes on."""
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[»«”“\"'’)\]]*$")
_LETTER = re.compile(r"[^\W\d_]")
_BULLET = re.compile(r"(?:[•▪‣·◦*–—-]|\(?\d{1,2}[.)])\s+\S")
_BULLETS = "•▪‣◦*-"
_WRAPPED = re.compile(r"\[[^\[\]]*\]|\++[^+].*\++$|\*\*\*.*\*\*\*$", re.S)
_COUNTED = re.compile(r"\[\d{1,2}/\d{1,2}\]\s?[^\W\d_]")
"""Which of how many pictures a line tells of (``[1/3]A harbour …``)."""
_CLOCKED = re.compile(r"\++\s*\d{1,2}[.:]\d\d")
_EDITORS = re.compile(r"\[\s*(?:Anm|Hinweis|Ed|Note|NDLR)", re.I)
_ADDRESS = re.compile(
    r"(?:\d{1,3}\.\s+|[^\W\d_]{3,12}:\s+)?(?:https?://|www\.)\S+|[\w.+-]++@[\w-]++\.[\w.-]+|[\w-]++(?:\.[\w-]++)*\.(?:de|ch|at|com|org|net|fr|co\.uk|eu|info)"
)
_PLUS = re.compile(r"[A-Z]{1,5}\+\s\S")
"""The sign of a text that is to be paid for, before the title of another story."""
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:(?:©|\(c\))\s*)?(?:by\s)?(?:\d{4}|[^\W\d_])|\b\d{4}\s*©|"
    r"alle rechte vorbehalten|all rights reserved|tous droits",
    re.I,
)
_RIGHTS_FIRST = frozenset("©(cCaAtT0123456789")
"""How lines begin that state rights."""
_OWNED = re.compile(r"(?:\d{4}\s*)?(?:©|\(c\)|copyright)[\s\d–-]*(?:by\s)?[^\W\d_]", re.I)
_ISSUE = re.compile(
    r".{3,60}?(?:\svom\s|,\s|\s|\s\|\s)(?=\d).{6,40}?\b(?:Nr|No|Ausgabe|Seite|S|p|page)\b"
    r"\.?\s?\d.{0,30}|[^\d]{3,50}№\s?\d+.{6,40}"
)
_FROM_ISSUE = re.compile(r"\W*(?:aus|from|issu de|tiré de)\s.{3,40}\s\d{1,3}/(?:19|20)?\d\d")
_HOUSE = re.compile(r"(?:[a-zäöü]{2,6},\s?)?[\w-]+\.(?:at|ch|de|com)\s?/\s?(?:Agenturen|[A-Za-z/]{2,20})")
_MINUTE = re.compile(r"\d{1,3}(?:\s?\+\s?\d{1,2})?\.?\s?['’′]")
_DAYS = "heute|gestern|vorgestern|hier|aujourd['’]hui|avant-hier|today|yesterday"
_RELATIVE = re.compile(
    rf"(?!\w+ (?!aktualisiert|updated|publi)[^\W\d]+ (?:{_DAYS})$)"  # ``Krieg war gestern`` is a headline
    r"(?:[^\W\d]++(?:\s[^\W\d]++)?(?:\s(?:am|seit|le|à))?\s?:?\s)?"
    r"(?=[ivaothgjyвсмчднглхтр\d])(?:(?:il y a|vor) (?:\d+|\w{2,8}) "
    r"(?:Sek|Min|Stunde|Tag|Woche|Monat|Jahr|h\b|seconde|heure|jour|semaine|mois|an)\w*\.?"
    r"|(?:\d+|an?|one|two|three) (?:sec|min|hour|hr|day|week|month|year)\w*\.? ago|\d{1,2}\s?[hd] ago"
    r"|(?:\d+ )?(?:секунд|минут|час|д[еён]н|недел|месяц|год|лет|хвилин|годин|тиж|місяц|рок|рік)\w* (?:назад|тому)"
    rf"|{_DAYS}|just now|gerade eben|сегодня|вчера|сьогодні|вчора)"
    r"(?:,?\s(?:um |à |at |в |о )?\d{1,2}[.:h]\d\d(?: Uhr)?)?$",
    re.I,
)


def look(unit: Unit) -> Unit:
    """The unit with a first kind: one of the block kinds, or ``prose`` or ``short`` where neighbours must tell."""
    if len(unit.text) > LONG:
        unit.kind = unit.kind or "prose"
    elif unit.fixed:
        _doubt(unit)
    elif not unit.kind:
        unit.kind, unit.why = _kind(unit.text)
        if unit.stated and (unit.kind, unit.why) == ("short", ""):
            unit.kind = "prose"
    return unit


def _doubt(unit: Unit) -> None:
    """What a format calls a heading or list is still boilerplate when its words say so."""
    if unit.kind in ("heading", "list", "quote") and len(unit.text) <= 80:
        found = phrases.category_of(words.key(unit.text))
        if found and found[1] == "whole":
            unit.kind, unit.why = "boilerplate", found[0]


@lru_cache(1024)
def _kind(text: str) -> tuple[str, str]:
    """What a line is by itself, and why; the lines of menus and feet stand on many pages."""
    if dates.clock_only(text):
        return "date", "clock"
    if len(text) <= RECENT and (_MINUTE.fullmatch(text) or _RELATIVE.match(text)):
        return "date", "minute" if text[0].isdigit() else "relative"
    if dates.read_line(text):
        return "date", ""
    if dates.without_year(text):
        return "date", "relative"
    if not _LETTER.search(text):
        return ("short", "") if re.search(r"\w", text) and len(text) > 30 else ("navigation", "letterless")
    if len(text) <= TALKATIVE and (found := _by_words(text)):
        return found
    if "/" in text and _FROM_ISSUE.fullmatch(text):
        return "source-note", "issue"
    if len(text) <= credits.LONGEST_CAPTION and (credits.is_shown(text) or credits.ends_in_note(text)):
        return "caption", "note"
    if "ewsletter" in text and len(text) <= _FORM and text.count("ewsletter") >= ASKING:
        return "boilerplate", "newsletter"
    if text[0] in _BULLETS and _BULLET.match(text):
        return "list", ""
    if is_prose(text):
        return "prose", _suspect(text)
    if _BULLET.match(text):
        return "list", ""
    return "short", _suspect(text)


def _suspect(text: str) -> str:
    """The category a line may belong to, for the zones to judge."""
    if len(text) > TALKATIVE:
        return ""
    text = asides.without_link(text)
    found = phrases.category_of(words.key(text))
    return f"?{found[0]}" if found and _is_telling(text, *found) else ""


SENTENCE = 7
"""Blanks in a line that with an end mark is a whole sentence, in which a word means what it says."""


def _is_telling(text: str, category: str, how: str) -> bool:
    """Whether a word of the page means something in a sentence: said to the reader, as a label, or of the law."""
    if how == "whole" or not is_prose(text) or asides.speaks_of_us(text):
        return True
    full = text.count(" ") >= SENTENCE and has_end(text)
    if category == "cookie":
        return not full or asides.is_legal(text)
    return how == "start" and (not full or ":" in text[:40])


def _by_words(text: str) -> tuple[str, str] | None:
    key = words.key(text)
    if names.byline(text):
        return "byline", "author"
    if text[0] == "[" and text[-1] == "]" and phrases.category_of(key):
        return "boilerplate", "wrapped"
    if names.house_with_agency(text):
        return "byline", "agency"
    if dates.read_within(text) and _ISSUE.fullmatch(text):
        return "source-note", "issue"
    if "agency_notes" in phrases.ways(key) or names.only_agencies(text):
        return "byline", "agency"
    if text[0] in _RIGHTS_FIRST and _COPYRIGHT.match(text):
        return "source-note" if _OWNED.match(text) else "boilerplate", "copyright"
    if "skip" in phrases.ways(key):
        return "navigation", "menu"
    if menus.is_toolbar(text):
        return "boilerplate", "tools"
    if menus.is_parted(text) or menus.is_bar(text):
        return "navigation", "menu"
    prose = is_prose(text)
    begins = not prose or text[0].islower()
    if (found := phrases.category_of(key)) and (found[1] == "whole" or (found[1] == "start" and begins)):
        return "boilerplate", found[0]
    if phrases.ways(key).get("appeals") == "start" and (not prose or text[0] in _BULLETS):
        return "boilerplate", "appeal"
    if "source" in phrases.ways(key) or (text.count(";") >= 2 and dates.read_within(text)):
        return "source-note", "source"
    if _HOUSE.fullmatch(text):
        return "source-note", "source"
    if menus.is_menu(text):
        return "navigation", "menu"
    return _by_form(text, prose)


ENTRY = 140
"""Characters of a line between plus signs that is a whole entry of a ticker, not the head of one."""


def _by_form(text: str, prose: bool) -> tuple[str, str] | None:
    if text[0] == "(" and text[-1] == ")" and phrases.category_of(words.key(text)):
        return "boilerplate", "wrapped"
    if _WRAPPED.fullmatch(text) and not _EDITORS.match(text):
        if _CLOCKED.match(text):
            return ("prose", "") if len(text) >= ENTRY else ("heading", "ticker")
        return "boilerplate", "wrapped"
    if _PLUS.match(text) and not prose:
        return "boilerplate", "read_also"
    if "." in text[:-1] and _ADDRESS.fullmatch(text):
        return "boilerplate", "address"
    if menus.has_slots(text) or menus.is_of_no_one(text):
        return "boilerplate", "leak"
    if not prose and (menus.is_leak(text) or menus.is_links(text)):
        return "boilerplate", "leak"
    if menus.is_page_number(text):
        return "navigation", "page"
    if _COUNTED.match(text):
        return "caption", "note"
    if (credits.is_caption_note(text) and not prose) or credits.tells_place(text):
        return "caption", "note"
    return None


ASKING = 3
"""How often a line speaks of letters to readers that is but the form to order them."""
_FORM = 800
"""Characters of such a form."""
EDGE = 20
"""Characters at the end of a line in which an end mark stands, with what may follow it."""


def is_prose(text: str) -> bool:
    """Whether a line reads as sentences: long, or of some words and with an end mark."""
    if len(text) >= PROSE:
        return len(text) >= 2 * PROSE or bool(_END.search(text[-EDGE:])) or text.count(" ") >= 12
    return len(text) >= 25 and text.count(" ") >= 3 and has_end(text) and not _is_question(text)


def _is_question(text: str) -> bool:
    return text.rstrip("»«”“\"'’)").endswith(("?", "!")) and len(text) < 60


def is_many(text: str) -> bool:
    """Whether a text has more than one sentence."""
    return bool(_INNER_END.search(text))


_INNER_END = re.compile(r"[.!?](?<=[^\W\d_]{3}[.!?])[»«”“\"']*\s+[^\W\d_a-z]")


def is_cut_off(text: str) -> bool:
    """Whether a line breaks off with an ellipsis."""
    return bool(_CUT_OFF.search(text[-EDGE:]))


@lru_cache(512)
def has_end(text: str) -> bool:
    """Whether a line ends as a sentence does; a headline may end with an abbreviation (``… dies in U.S.``)."""
    found = _FULL_END.search(text[-EDGE:])
    return found is not None and not (len(text) < PROSE and found.group() == "." and _INITIALS.search(text[-EDGE:]))


_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}$")
