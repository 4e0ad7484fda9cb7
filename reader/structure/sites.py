"""The name of the site behind a title, on one line with it (``Kran kippt um - Neuer Ostbote``)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader import words
from reader.structure import headlines, knownpapers, marks
from reader.structure.lines import Unit
from reader.structure.papernames import LAND
from reader.structure.title import FAR
from reader.words import papers

_SECTION = re.compile(r"\s[›»>]\s.*")
"""The section of the site behind its name."""


def behind(title: str, other: str) -> str | None:
    """The name that stands behind the repeated title (``Titel | Name``)."""
    if (found := headlines.SITE.search(other)) and words.bare(other[: found.start()]) == words.bare(title):
        return found.group().strip(" |–—·-")
    return None


def _is_told(site: str) -> bool:
    """Whether what stands behind a stroke is said, not named: it has a word in small letters that is no small one."""
    found = re.findall(r"(?<![\w.])[^\W\d_]{2,}(?![\w.])", site)
    return len(found) > 2 and any(w.islower() and w not in _IN_NAMES for w in found)


_IN_NAMES = frozenset(words.lists("headlines")["site_words"].split())
"""Words in small letters that stand in names."""


SHORT, LONG = 8, 20
"""Characters of a title before the name of the site, if either stands on the page by itself, and if none does."""


def _stands(name: str, units: Sequence[Unit]) -> bool:
    return any(len(u.text) <= 2 * len(name) and re.sub(r"\W", "", u.text).casefold() == name for u in units)


def _is_of_paper(site: str) -> bool:
    """Whether a known paper or agency stands behind a title (``– Neuer Ostbote Online``)."""
    name = site.strip(" |–—·-\xa0")
    if marks.is_agency(name):
        return True
    return (
        knownpapers.is_known(name)
        or knownpapers.is_known(_ONLINE.sub("", name))
        or (site.strip()[0] in "|-" and papers.is_beside_day(name))
    )


_ONLINE = re.compile(r"\s(?:[Oo]nline|ONLINE|[Dd]igital|[Nn]ews)$")


def start(text: str, units: list[Unit]) -> int | None:
    """Where the name of the site begins that is glued behind a title, if the page names itself so elsewhere."""
    found = headlines.SITE.search(text)
    name = re.sub(r"\W", "", found.group()).casefold() if found else ""
    if not found or len(name) < 3 or found.group().count(" ") > 5 or _is_told(found.group()):
        return None
    if _is_of_paper(found.group()) and found.start() >= SHORT:
        return found.start() + 1
    title = words.bare(text[: found.start()])
    again = any(words.bare(u.text[:400]) == title for u in units[:FAR])
    if found.start() < (SHORT if again or _stands(name, units) else LONG):
        return None
    if again:
        return found.start() + 1
    if LAND.search(_SECTION.sub("", found.group())):
        return found.start() + 1
    plain = [u.text[:400].casefold() for u in units if u.kind in ("boilerplate", "source-note", "navigation", "short")]
    spelled = name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    pages = [re.sub(r"[^\w@]", "", p) for p in plain if text.casefold() not in p]
    return found.start() + 1 if any(name in p or spelled in p for p in pages) else None
