"""Where the sentences of a text begin and end (pure)."""

from __future__ import annotations

import re

# A sentence ends at . ! ? … (with closing quotes) before blanks and a capital, digit or opening quote. Not after
# an ordinal or a day ("am 16. Januar"), an initial ("J. Kirby") or a common abbreviation.
# Looking behind keeps a line of a million dots from being tried a million times.
_END = re.compile(r"(?<![.!?…])[.!?…]+[»«”“\"'’)\]]*(?=\s+[\"'„“«»(\[]*[A-ZÄÖÜ0-9À-ÝА-Я]|\s*\n|\s*$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(„\"«])(?:[A-ZÄÖÜ]|\d{1,3}|bzw|ca|Dr|Prof|Mr|Mrs|Ms|Nr|St|Co|Inc|Jr|Sr|vgl|etc|usw|z|B|u|a|d|h|Mio|Mrd|"
    r"Jan|Feb|Aug|Sept|Okt|Nov|Dez|Gen|Lt|Col|Gov|Sen|Rep|No|M|Mme)\.$"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, without the blanks between them."""
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin, last = start, start + len(text[start:end].rstrip())
    for match in _END.finditer(text, start, end):
        if match.end() < last and _ABBREVIATION.search(text[max(begin, match.end() - 12) : match.end()]):
            continue
        _append_trimmed(spans, text, begin, match.end())
        begin = match.end()
    _append_trimmed(spans, text, begin, end)
    return spans


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
