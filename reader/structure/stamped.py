"""Stamped titles: a headline with its day and time, or its day and a stroke, before it on one line.

As in ``3. Mai 2024, 18:05 Uhr Kran kippt um`` and ``3. Mai 2024 | Kran kippt um``.
"""

from __future__ import annotations

from reader import dates
from reader.structure import looks, names

LONGEST, HEADED = 45, 200
"""Characters of a day with its time at most, and of one with a headline behind it."""
FEWEST = 2
"""Blanks in a headline, at least."""


def day_before_title(text: str) -> int:
    """Where a headline begins that has its day and time before it; 0 if there is none."""
    stamps = dates.read_within(text[:LONGEST]) if text[:1].isdigit() and len(text) <= HEADED else []
    if len(stamps) != 1 or stamps[0].start:
        return 0
    if len(stamps[0].value) <= dates.DAY and not text[stamps[0].end :].startswith((" ,", " |")):
        return 0
    rest = text[stamps[0].end :].lstrip(" ,|·–-")
    headed = rest[:1].isupper() and rest.count(" ") >= FEWEST and not (looks.has_end(rest) or dates.read_line(text))
    return len(text) - len(rest) if headed and not _is_signed(rest) else 0


def _is_signed(rest: str) -> bool:
    """Whether a line names who signs."""
    signed = names.byline(rest) or names.signers(rest)
    if signed is None:
        return False
    return names.is_label(rest.split()[0]) or rest.count(" ") <= FEWEST or names.has_given_name(rest)
