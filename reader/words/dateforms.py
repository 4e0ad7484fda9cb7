"""How dates and times of day look on pages, as patterns made of the words of all languages."""

from __future__ import annotations

import re
from functools import cache

from reader import words

ISO_MONTH = re.compile(r"\s*(?:[^\W\d_]{3,20}:?\s)?\d{4}-\d\d\s*")
HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.I)
EXPORT = re.compile(r"\s*(date:?\s+(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?)(?![\d-])", re.I)
READING = re.compile(
    r"\b(?:ca\.? ?)?(?:\d+ ?(?:Minuten?|minuti|Min\b\.?|Sekunden?|Sek\b\.?|mins?\b|minutes?|secs?\b|seconds?"
    r"|минут\w*|мин\b\.?|хвилин\w*|хв\b\.?),? ?)+"
    r"(?:Lesezeit|Lesedauer|(?:zu )?Lesen|(?:to )?read\b|de lecture|di lettura|чтения|читання)?",
    re.I,
)
"""How long it takes to read a text."""
_TIME = (
    r"(?P<h>\d{1,2})(?:(?:[:.h]|\sh\s|\sUhr\s(?=\d\d\b))(?P<min>\d\d)(?:[:.]\d\d)?)?"
    r"(?:\s?(?P<ap>[ap])\.?m\b\.?|\s(?:vorm|nachm)\b\.?)?"
)
CLOCK = re.compile(
    rf"\s*(?=\d{{1,2}}(?:[:h]\d\d|\.\d\d\s?(?:Uhr|[ap]\.?m|[A-Z]{{2,4}}T\b)|\s?Uhr|\s?[ap]\.?m)){_TIME}\s*", re.I
)
ZONE = re.compile(r"(?:[A-Z]{2,4}T|GMT|UTC|MESZ|MEZ|МСК)(?:\s?[+-]\d{1,2})?")
"""The zone behind a time of day."""
CLOCK_BEFORE = re.compile(
    r"(?P<h>\d{1,2})(?:[:.h]|(?=\d\d\s(?:GMT|UTC|[A-Z]{2,3}T)\b))(?P<min>\d\d)(?:\s?Uhr|\s?(?P<ap>[ap])\.?m\.?)?"
    r"(?:\s[A-Z]{2,4}(?:[+-]\d{1,2})?)?(?:\s\(\d{4}\s[A-Z]{2,4}\))?\s?(?:[,|·–-]|am|on)?\s*(?:\w+,?\s)?$",
    re.I,
)


@cache
def months() -> dict[str, int]:
    """The numbers of the months by their names."""
    return {
        name: number
        for language in words.LANGUAGES
        for number, names in enumerate(words.lists(language)["months"], 1)
        for name in names.split()
    }


@cache
def date() -> re.Pattern[str]:
    """A day, a month or a year in figures or words; the name of the group that matched says which."""
    month = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    # Every way begins with a figure, or with a word and a figure behind it: so few words are held against all months.
    return re.compile(
        r"(?=\d|\b[^\W\d_]++\.?\s\d)(?:(?<![\d./-])|(?<=\d:\d\d)|(?<=\.\d{4})(?=\d{1,2}\.\s[^\W\d]))(?:"
        r"(?P<iso>(?P<iy>\d{4})(?P<is>[-/.])(?P<im>\d\d)(?P=is)(?P<id>\d\d)(?!\d))"
        r"|(?P<isomonth>(?P<jy>\d{4})-(?P<jm>\d\d)(?![\d-]))"
        r"|(?P<dotted>(?P<dd>\d{1,2})\.\s?(?P<dm>\d{1,2})\.\s?(?P<dy>\d{4}|\d\d(?![\d:])))"
        r"|(?P<slashed>(?P<s1>\d{1,2})(?P<ss>[/-])(?P<s2>\d{1,2})(?P=ss)(?P<sy>\d{4}|(?<=/)\d\d(?!\d)))"
        rf"|(?P<named>(?P<nd>\d{{1,2}})(?:\.|er|st|nd|rd|th)?[\s-]*(?:de\s|of\s)?(?P<nm>{month})\b\.?,?[\s-]*(?:de\s)?(?P<ny>\d{{4}})(?:\s?(?:г|р)\.|\s(?:года|року)\b)?)"
        rf"|(?P<first>\b(?P<fm>{month})\.?\s(?P<fd>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<fy>\d{{4}}))"
        rf"|(?P<month>\b(?P<mm>{month})\.?\s(?P<my>\d{{4}})))",
        re.I,
    )


_ZONES = "GMT|UTC|E[SD]?T|[CM][SD]T|P[SD]?T|BST|CES?T|MES?Z|MSK|JST|KST|HKT|SGT"
"""Zones of time as they stand behind a time of day."""


@cache
def clock_after() -> re.Pattern[str]:
    """A time of day behind a day."""
    between = {w for w in words.word_set("clock") if w != "uhr"} | {"stand", "stand:"}
    small = "|".join(sorted((re.escape(w) for w in between), key=len, reverse=True))
    day = _alternatives(words.word_set("weekdays"))
    return re.compile(
        rf"(?:T|\s*[,|·•/@–—-]*\s*(?:(?:{day})\b[.,]{{0,2}}\s+)?(?:(?:{small})\s+)*)(?=\d{{1,2}}(?:[:h.]\d\d|\s?Uhr|\s?h\b|\s?[ap]\.?m)){_TIME}"
        r"(?:Z|\s?[+-]\d\d:?\d\d(?!\d))?(?:\s?Uhr|\s?h\b)?"
        rf"(?:\s?\(?(?-i:{_ZONES})(?:\s?[+-]\d{{1,2}}(?::\d\d)?)?\b\)?)?",
        re.I,
    )


@cache
def ago() -> re.Pattern[str]:
    """How long ago a page was changed, behind its date; the label too."""
    label = _alternatives(labels())
    return re.compile(
        rf"(?:\b(?:{label})\s*:?\s*)?(?:\d+ \w{{3,8}} (?:ago|назад|тому)|vor \d+ \w{{3,8}}|il y a \d+ \w{{1,8}})\b",
        re.I,
    )


@cache
def label_before() -> re.Pattern[str]:
    """What stands before a day: a label, a weekday, an article, a time of day."""
    label = _alternatives(labels())
    day = _alternatives(words.word_set("weekdays"))
    article = _alternatives(words.word_set("date_articles"))
    clock = (
        r"(?:(?:\d{1,2}[:.]\d\d(?:\s?Uhr|\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4}(?:[+-]\d{1,2})?)?"
        r"|\d{4}\s(?:GMT|UTC|[A-Z]{2,3}T)(?:\s\(\d{4}\s[A-Z]{2,4}\))?)[,\s]*(?:on\s)?)?"
    )
    return re.compile(
        rf"(?<![^\W\d])(?:(?P<label>{label})\s*:?\s*)?(?:(?:{day})\b\.?,?\s*)?(?:(?:{article})\s)?{clock}"
        rf"(?:(?:{day})\b\.?,?\s*)?$",
        re.I,
    )


@cache
def yearless() -> re.Pattern[str]:
    """A whole line that is a day and a month, with a label or a time."""
    month = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    label = _alternatives(labels())
    day = _alternatives(words.word_set("weekdays"))
    return re.compile(
        rf"(?P<label>(?:{label})\s*:?\s*)?(?:(?:{day})\b\.?,?\s*)?"
        rf"(?:\d{{1,2}}(?:\.|er|st|nd|rd|th)?\s?(?:{month})\b\.?|(?:{month})\b\.?\s\d{{1,2}}|\d{{1,2}}\.\d{{1,2}}\.)"
        r"(?P<clock>[\s,|–—-]+(?:um|at|à|в|о|об)?\s?\d{1,2}[:.h]\d\d(?:\s?Uhr|\s?[ap]\.?m\.?)?)?",
        re.I,
    )


@cache
def changed_at() -> re.Pattern[str]:
    """When on the same day a page was changed, behind its date."""
    return re.compile(rf"(?:{_alternatives(words.word_set('updated'))})\s*:?\s*\d{{1,2}}[:.]\d\d(?:\s?Uhr)?", re.I)


@cache
def labelled_clock() -> re.Pattern[str]:
    """A label before a time of day."""
    label = _alternatives(words.word_set("updated") | {n for n in words.word_set("published") if len(n) > 3})
    return re.compile(rf"(?:{label})\s*:?\s*(?:(?:um|at|à|в|о|об)\s)?(?=\d)", re.I)


@cache
def labels() -> frozenset[str]:
    """The words that stand before a date of publication or of change."""
    return words.word_set("published") | words.word_set("updated")


def _alternatives(names: frozenset[str]) -> str:
    return "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
