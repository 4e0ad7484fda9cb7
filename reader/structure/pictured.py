"""Whether a single sentence sounds like the text of a picture: present and posed, or without a verb at all."""

from __future__ import annotations

import re
from functools import cache

from reader import words

SHORTEST, LONGEST = 25, 300
"""Characters of a line that may be the text of a picture."""

_DAY = re.compile(r"\d{1,2}\.?\s[^\W\d_]{3,}(?:\s(?:19|20)\d\d)?\W*$|\b(?:19|20)\d\d\W*$")
_BEFORE_NOUN = re.compile(r"\b([a-zäöüß]{2,}ten?)\s(?=[A-ZÄÖÜ])")
# By their endings: third person and past of German, past of English, third person and past of Russian and Ukrainian.
_VERB = re.compile(
    r"[a-zäöüß]{2,}(?:t|te|ten|ed)|[а-яёіїєґ]{2,}(?:л|ла|ло|ли|лся|лась|лись|ет|ёт|ит|ют|ят|ется|ится)"
    r"|[а-яёіїєґ]{2,}(?:ють|ить|ив|ав|їв|вся|лася|є|ється)"
)


def sound(text: str) -> str:
    """``posed``, ``still`` (no verb), ``dated`` (a day at the end) or ``told``; empty for what is too short or long."""
    if not SHORTEST <= len(text) < LONGEST:
        return ""
    found = words.written_in(text)
    if not found.isdisjoint(_told()):
        return "told"
    if not found.isdisjoint(_posed()):
        return "posed"
    if _DAY.search(text, len(text) - 24):
        return "dated"
    rest = found.difference(words.word_list("stopwords"))
    verbs = {word for word in rest if word[0].islower() and _VERB.fullmatch(word)}
    return "told" if verbs and not verbs.issubset(_BEFORE_NOUN.findall(text)) else "still"


@cache
def _posed() -> frozenset[str]:
    """Verbs for what persons and things do in pictures."""
    return words.word_set("picture_verbs")


@cache
def _told() -> frozenset[str]:
    """Verbs of reports, which no picture shows."""
    return words.word_set("report_verbs")
