"""Headlines: what the form of a line says for or against its being one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reader import words
from reader.structure import credits, kickers, looks, names

_LABELLED = re.compile(r"[^\W\d_]{4,}\s?:\s(?P<rest>\S.*)")
_TAG = re.compile(r"(?P<sign>\s[|/]\s|[.!?]\s[–—-]\s)(?P<owner>[^|]{2,70})$")
_SLASHED = re.compile(r"[.!?]\s(?P<owner>[^\s/]+/[^\s/]+)$")
_SECOND = re.compile(r"(?:Seite|Page|Страница|Сторінка)\s\d+(?:\s|$)")
_LANGUAGES = re.compile(r"\b(?:de|deu|ger|en|eng|fr|fra|es|it|pl|ru|рус|ua|укр|中文)\b")
_RUNTIME = re.compile(r"\d{1,2}:\d\d(?:\s|$)")
_DATED = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\s\||^\d{1,2}\s[^\W\d_]+\s(?:19|20)\d\d\b")
_SIGNED = re.compile(r"(?:Von|VON|Par|By)(?:,?\s(?:und|et|and|in|[^\W\d_a-zà-ÿ][\w.'’-]+)){2,}(?:\s\([^()]*\))?")


_LABELS_AUTHOR = re.compile(r"(?:Von|By|Par|Autor(?:in)?):\s")
_HELPED = re.compile(r",\s(?:mit|MIT|with|avec)\s(?P<rest>[^\W\d_]\S+)$")
_STEPS = (" › ", " » ", " > ", " :: ")
_TRAIL = re.compile(r"(?:\s(?:›|»|>|::)\s[^›»>]+){2}$")
"""The steps that lead to a page (``Heimat › Geld › Zinsen``)."""
_POSTED = re.compile(
    r"\b(?:posted|published|updated|veröffentlicht|aktualisiert|publié|опубликовано|опубліковано)\b.*\d:\d\d\s?(?:[ap]m|uhr|h)?$",
    re.I,
)
"""When a page was made, to the minute."""
_CLOCKED = frozenset("0123456789mMrRhH")


@lru_cache(256)
def form(text: str) -> float:
    """Points for the length, the words and the end of a line."""
    count = text.count(" ") + 1
    score = 2.0 if 20 <= len(text) <= 110 else 0.5 if len(text) <= 150 else -1.0
    score += 0.5 if count >= 4 else -3.5 if count < 2 else -1.5 if count < 3 else 0
    if looks.has_end(text) and text.rstrip("»«”“\"'").endswith("."):
        score -= 3
    if text.endswith((":", ";", ",", "…", "...")):
        score -= 2
    return score - (1 if text[:1].islower() else 0) - told(text)


@lru_cache(256)
def told(text: str) -> float:
    """Points against a line that tells a story, or carries the day."""
    if _DATED.search(text):
        return 3.0
    text = _SHOWN.sub("", text)
    return (1.5 if asks(text) else 3.0) if _runs_on(text) else 0.0


def asks(text: str) -> bool:
    """Whether a line ends as a question or a cry, which a headline may though it is a sentence."""
    return len(text) <= 150 and text.rstrip("»«”“\"'").endswith(("?", "!"))


def is_never(text: str) -> bool:
    """Whether a line is no headline by any means: who signs, whose picture it is, which page, a choice of languages."""
    return (
        is_pictured(text)
        or _ITEM.match(text) is not None
        or kickers.is_topic(text)
        or _SECOND.match(text) is not None
        or _SIGNED.fullmatch(text) is not None
        or _LABELS_AUTHOR.match(text) is not None
        or _offers_languages(text)
        or (any(step in text for step in _STEPS) and _TRAIL.search(text) is not None)
        or (":" in text and text[-1:] in _CLOCKED and _POSTED.search(text) is not None)
        or _names_agency(text)
    )


def _offers_languages(text: str) -> bool:
    """Whether a line is hardly more than codes of languages, some of which are small words of others (en, de, es)."""
    found = _LANGUAGES.findall(text.casefold())
    return len(set(found)) >= 3 and 2 * len(found) >= len(text.split())


def is_pictured(text: str) -> bool:
    """Whether a line tells of a picture and then says whose it is, without the word for it."""
    folded = text.casefold()
    if any(label in folded for label in _labels()):
        return True
    if (told := _SLASHED.search(text)) and any(map(credits.is_source, told["owner"].split("/"))):
        return True
    if _OWNED.search(text) or (". " in text and (owned := _BEHIND.search(text)) and credits.is_source(owned["owner"])):
        return True
    found = _TAG.search(text)
    if not found:
        return False
    named = _OWNERS.split(found["owner"].strip(" ."))
    # "Headline | Reuters" is a page of that agency; a picture there has two makers.
    enough = "|" not in found["sign"] or len(named) > 1
    return enough and any(map(credits.is_source, named))


@cache
def _labels() -> tuple[str, ...]:
    """What is written before the maker of a picture, with a comma behind it."""
    return tuple(label for label in words.every("credit_lines") if label.endswith(","))


_ITEM = re.compile(r"[➤►▶➜→]\s?\S")
_OWNED = re.compile(r"\.(?<=[^\W\d_]{3}\.)\s[–—-]\s[^\W\d_a-z][\w.]*(?:\s[^\W\d_a-z][\w.]*){0,2}$")
"""A sentence, and behind it whose picture it tells of."""
_BEHIND = re.compile(r"\.(?<=[^\W\d_]{3}\.)\s(?P<owner>[^\W\d_a-zà-ÿ][\w-]+(?:\s[^\W\d_a-z][\w-]+)?)$")
"""The same without a stroke."""
_OWNERS = re.compile(r"\s?/\s?|,\s|\svia\s")


def is_runtime(text: str) -> bool:
    """Whether a line begins with the length of a film."""
    return _RUNTIME.match(text) is not None


def _runs_on(text: str) -> bool:
    """Whether a line is of two sentences, the first no mere place or topic: a lead without its end mark."""
    found = _INNER.search(text)
    return found is not None and found.start() >= 40


_SHOWN = re.compile(
    r"[.!?\s|+–—-]+[(\[]?(?:(?:mit|with|avec|und|and|et|\+|и|та|&)?\s?(?:Fotos?|Videos?|Bilder|Photos?|Vidéos?|Фото|Видео|Відео)\s?){1,2}[)\]]?$",
    re.I,
)
"""What a page says that it shows, behind a headline (``. Foto und Video``)."""
_INNER = re.compile(r"\.(?<=[^\W\d_]{3}\.)\s+[^\W\d_a-z](?=\S*\s\S+\s\S)")


def _names_agency(text: str) -> bool:
    """Whether a line is a label and an agency, or ends with the one that helped."""
    found = (_LABELLED.fullmatch(text) if ":" in text[:30] else None) or _HELPED.search(text)
    return found is not None and names.only_agencies(found["rest"])


def is_name(text: str) -> bool:
    """Whether a line is the name of a person, perhaps with a place."""
    if len(text) > 60 or text.count(" ") > 4 or (text.count(" ") > 2 and "," not in text):
        return False
    signed = names.signers(text)
    return signed is not None and bool(signed.authors)


def is_same(title: str, other: str) -> bool:
    """Whether a line is the title again, with the name of the site behind it or not."""
    if len(other) > len(title) + 80:
        return False
    a, b = words.bare(title), words.bare(other)
    return a == b or (b.startswith(a) and a == words.bare(SITE.sub("", other))) or is_cut_off(title, other)


def is_cut_off(title: str, other: str) -> bool:
    """Whether a line is the beginning of a title, broken off (``Größter Angriff seit Kriegsbe…``)."""
    if not other.endswith(BROKEN):
        return False
    begun = other.rstrip(".… ")
    return BEGUN <= len(begun) < len(title) and title.startswith(begun) and title.rstrip(".… ") != begun


BEGUN = 20
"""Characters of a title, at least, that are broken off."""
BROKEN = ("…", "...")
"""What a line ends with that is broken off."""


SITE = re.compile(r"\s+[|–—·-]\s+[^|–—·]{2,40}$")
"""The name of the site behind a title."""
