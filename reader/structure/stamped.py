"""Stamped titles: a headline with its day and time, or its day and a stroke, before it on one line; stamped kickers.

As in ``3. Mai 2024, 18:05 Uhr Kran kippt um``, ``3. Mai 2024 | Kran kippt um``, ``Freitag, 3. Mai 2024Kran kippt um``,
``Stand: 3. Mai 2024 18:05 Uhr Kran kippt um``, ``Unfall am Hafen 03.05.2024 18:05`` and, with more behind it,
``Kran kippt in Hallum um Von dpa 03.05.2024 - 18:05 Uhr``.
"""

from __future__ import annotations

import re

from reader import dates, words
from reader.structure import heads, looks, names

LONGEST, HEADED = 45, 200
"""Characters of a day with its time at most, and of one with a headline behind it."""
FEWEST, FEWEST_GLUED = 2, 1
"""Blanks in a headline, at least, and in one to which the day before it is glued."""


def day_before_title(text: str) -> int:
    """Where a headline begins that has its day and time before it; 0 if there is none."""
    stamps = dates.read_within(text[:LONGEST]) if _DIGIT.match(text) and len(text) <= HEADED else []
    if len(stamps) != 1 or stamps[0].start:
        return 0
    behind = text[stamps[0].end :]
    if len(stamps[0].value) <= dates.DAY and not (behind.startswith((" ,", " |")) or behind[:1].isupper()):
        return 0
    rest = text[stamps[0].end :].lstrip(" ,|·–-")
    fewest = FEWEST_GLUED if behind[:1].isupper() else FEWEST
    headed = rest[:1].isupper() and rest.count(" ") >= fewest and not (looks.has_end(rest) or dates.read_line(text))
    return len(text) - len(rest) if headed and not _is_signed(rest) else 0


def day_behind_kicker(text: str) -> int:
    """Where a day with its time begins that stands behind a kicker of some words; 0 if there is none."""
    stamps = dates.read_within(text) if text[-1:].isdigit() and len(text) <= 2 * LONGEST else []
    if len(stamps) != 1 or stamps[0].end != len(text) or len(stamps[0].value) <= dates.DAY:
        return 0
    before = text[: stamps[0].start].rstrip()
    worded = before[-1:].isalpha() and before.count(" ") >= FEWEST - 1 and not names.signers(before)
    return stamps[0].start if worded and not dates.read_line(text) else 0


def day_behind_title(text: str) -> tuple[int, int] | None:
    """Where a day with its time begins and ends behind a title, with more behind it; ``None`` if there is none."""
    stamps = dates.read_within(text[: dates.LONGEST_LINE]) if len(text) >= looks.PROSE else []
    if len(stamps) != 1 or len(stamps[0].value) <= dates.DAY or ENDED.search(text, 0, stamps[0].start):
        return None
    start, end = stamps[0].start, stamps[0].end
    before = text[:start].rstrip(" |·–-")
    if (
        not TITLE_LENGTHS[0] <= len(before) <= TITLE_LENGTHS[1]
        or before.count(" ") <= FEWEST
        or not before[-1].isalnum()
    ):
        return None
    whole = before.rsplit(" ", 1)[-1] not in words.word_list("stopwords")
    behind = text[end:].lstrip(" |·–-")[:1]
    return (start, end) if whole and behind.isupper() and heads.is_sound(before) else None


ENDED = re.compile(r"[.!?]\s|(?:©|\b(?:Foto|Bild|Quelle):)")
"""What stands in no title that runs on into something else on its line."""
TITLE_LENGTHS = (25, 190)
"""Fewest and most characters of such a title."""
_DIGIT = re.compile(r"(?:[^\W\d_]{2,10}\.?,\s|[^\W\d_]{4,16}(?:\sam)?:\s)?\d")
"""How a day begins: with a number, or the name of the day of the week or a label before it (``Stand: 3. Mai``)."""


def _is_signed(rest: str) -> bool:
    """Whether a line names who signs."""
    signed = names.byline(rest) or names.signers(rest)
    if signed is None:
        return False
    return names.is_label(rest.split()[0]) or rest.count(" ") <= FEWEST or names.has_given_name(rest)
