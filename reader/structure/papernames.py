"""How a page spells the name of its paper: in full, by itself, and not as an address has it."""

from __future__ import annotations

import re
from collections import Counter

from reader import words
from reader.records import Found
from reader.structure.lines import Unit
from reader.words import papers

PAGE = frozenset(["boilerplate", "source-note", "duplicate-title", "navigation"])
"""Kinds of lines that are of the page, not of the article."""


SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e"})
"""How addresses write the letters that they do not have."""


def plain(name: str) -> str:
    """A name for comparison: article, land of the address, blanks and dots aside."""
    bare = _ARTICLE.sub("", _GLUED.sub("", name.strip()).casefold())
    return _SIGNS.sub("", LAND.sub("", bare))


_SIGNS = re.compile(r"[\W_]")
_ARTICLE = re.compile(r"^(?:der|die|das|the|le|la|les)\s")
_GLUED = re.compile(r"^(?:der|die|das)(?=[A-ZÄÖÜ])")
ADDRESS = (
    r"(?:[^\W_][\w-]{2,30}\.)?[^\W_][\w-]{1,30}\."
    r"(?:de|ch|at|li|lu|be|fr|it|eu|co\.uk|uk|ie|us|ca|au|nz|cz|pl|sk|hu|ro|bg|rs|hr|ee|lt|lv|fi|se|no|dk|nl|es|gr|tr|ua|by|ru|su"
    r"|kz|uz|kg|tj|az|am|ge|md|il|ir|in|jp|kr|cn|com|org|net|info|news|online|today|media|press|tv|io|me|live|site)(?![\w.-]*\w)"
)
"""A name that is an address, as pages call themselves (``Ostbote.az``)."""
LAND = re.compile(r"\.(?:de|ch|at|li|lu|be|eu|ie|nl|pl|com|org|net|fr|info|ru|ua)$")


def is_paper(name: str) -> bool:
    """Whether a name says by its last word that it is that of a newspaper (``Neuer Elbkurier``)."""
    return name.casefold().endswith(_PAPERS)


_PAPERS = tuple(papers.paper_words())


def has_form(text: str) -> bool:
    """Whether a text is an address or a word by which only a paper is called (``Alpennachrichten``)."""
    if _ADDRESSED.fullmatch(text):
        return True
    return text.isalpha() and text[:1].isupper() and is_paper(text) and text not in words.nouns()


_ADDRESSED = re.compile(ADDRESS, re.I)


def as_written(found: Found, units: list[Unit]) -> Found | None:
    """The name as the page spells it: in full, by itself, and not as an address has it (``der-kurier``)."""
    written = _written(found, units)
    return written and _with_article(_called(written, units), units)


def _written(found: Found, units: list[Unit]) -> Found | None:
    if found.rule == "declined":
        name = _stands_as(found.value, units)
        return found._replace(value=name, end=found.start + len(name), rule="promotion") if name else None
    if found.rule in ("host", "publisher", "hint", "named-host") and (over := _over_the_page(found, units)):
        return over
    if found.value.isupper() and (full := _in_full(found, units)):
        return full
    if LAND.search(found.value) and found.rule == "site" and (stands := _standing(found, units)):
        return stands
    if found.rule.startswith("rights") or found.rule == "publisher":
        return _shortened(found, units)
    return _without_land(_spelled(found, units), units) if found.rule in ("host", "named-host") else found


def _called(found: Found, units: list[Unit]) -> Found:
    """The known name that a line of the page has, where only its address was found (``KURIER`` of ``kurier.at``)."""
    land = LAND.search(found.value) if found.value.islower() else None
    if not land:
        return found
    alone = re.compile(rf"(?<![\w@./-])(?i:{re.escape(found.value[: land.start()])})(?!\w|\.\w)")
    longer = re.compile(rf"(?<!\w)[A-Z]{{2,5}}\s{re.escape(found.value)}(?!\w)")
    for unit in units:
        for form in (longer, alone) if unit.kind in PAGE or unit.kind == "byline" else ():
            hit = form.search(unit.text[:ASKED])
            if hit and not hit.group().islower() and hit.group() in words.outlets():
                part = unit.part(*hit.span())
                return found._replace(value=hit.group(), start=part.start, end=part.end)
    return found


def _with_article(found: Found, units: list[Unit]) -> Found:
    """The name with the article that the page writes large amid its lines (``Download The Ostbote app``)."""
    if found.value.startswith(_ARTICLES):
        return found
    if not any(f"{article}{found.value}" in u.text for u in units for article in _LARGE):
        return found
    whole = re.compile(rf"(?P<before>\S\s)?(?P<name>(?:The|La|Le|Les)\s{re.escape(found.value)})(?![\w-])")
    bare = re.compile(rf"(?<![\w-])(?<!the ){re.escape(found.value)}(?![\w-])")
    page = [
        u for u in units if u.kind in (*PAGE, "credit", "kicker") and len(u.text) <= ASKED and found.value in u.text
    ]
    hits = [(u, hit) for u in page if (hit := whole.search(u.text)) and (hit["before"] or hit.group() == u.text)]
    if not hits or sum(len(bare.findall(u.text)) > len(whole.findall(u.text)) for u in page) >= len(hits):
        return found
    unit, hit = hits[0]
    part = unit.part(hit.start("name"), hit.end("name"))
    return found._replace(value=part.text, start=part.start, end=part.end)


ASKED = 300
"""Characters of a line in which a name is read with its article."""
_LARGE = ("The ", "La ", "Le ", "Les ")
_ARTICLES = ("The ", "La ", "Le ", "Les ", "Der ", "Die ", "Das ", "L'", "L’")


def _over_the_page(found: Found, units: list[Unit]) -> Found | None:
    """The line above the title that is the name in full, of which an address has but the beginning."""
    head = next((i for i, u in enumerate(units) if u.kind == "title"), 0)
    above = [unit for unit in units[:head] if unit.kind in PAGE and len(unit.text) <= 40]
    for unit in (unit for unit in above if found.value.casefold() in unit.text.casefold()):
        last = words.key(unit.text).rpartition(" ")[2]
        if last not in words.word_set("outlet_things") | words.word_set("rubrics") and _begins(found.value, unit.text):
            return Found(unit.text, unit.start, unit.end, found.rule)
    return None


def _begins(name: str, text: str) -> bool:
    """Whether a text is a name that goes on behind the one given, perhaps with an article."""
    article, more = r"(?:(?:[Dd]er|[Dd]ie|[Dd]as|[Tt]he|[Ll][ea])\s)?", r"(?:\s(?:[^\W\d_a-z][\w'’-]+|online)){1,3}"
    return re.fullmatch(f"{article}(?i:{re.escape(name)}){more}", text) is not None


def _without_land(found: Found, units: list[Unit]) -> Found:
    """The name without the land of its address, where most lines of the page call the paper so."""
    land = LAND.search(found.value.casefold())
    if not land:
        return found
    bare = found.value[: land.start()]
    alone = re.compile(rf"(?<![\w@./-]){re.escape(bare)}(?![\w.])")
    called = sum(bool(alone.search(u.text[:300])) for u in units if u.kind != "title")
    addressed = sum(found.value in u.text[:300] for u in units)
    return found._replace(value=bare, end=found.start + len(bare)) if called > addressed else found


def _standing(found: Found, units: list[Unit]) -> Found | None:
    """The line of the page that is the name and nothing else, and no address."""
    name = plain(found.value)
    short = (u for u in units if u.kind in PAGE and len(u.text) <= 40 and not LAND.search(u.text))
    return next((Found(u.text, u.start, u.end, found.rule) for u in short if plain(u.text) == name), None)


def _shortened(found: Found, units: list[Unit]) -> Found:
    """The name without the word of its company, where the page calls itself so (``RTX`` of ``RTX interactive``)."""
    if called := _initials(found, units):
        return called
    short, _, last = found.value.rpartition(" ")
    if words.key(last) not in COMPANY_WORDS or len(short) < 2 or found.value in words.outlets():
        return found
    bare = short.removesuffix(" &")
    elsewhere = [
        u for u in units if u.start != found.start and u.kind != "title" and not u.start <= found.start < u.end
    ]
    said = re.compile(rf"(?<!\w){re.escape(bare)}n?s?(?![\w&])(?!\s{re.escape(last)})")
    if any(found.value in u.text for u in elsewhere) or not any(said.search(u.text[:2000]) for u in elsewhere):
        return found
    return found._replace(value=bare, end=found.start + len(bare))


def _initials(found: Found, units: list[Unit]) -> Found | None:
    """The few capitals by which the page calls the paper elsewhere, where the name in full stands but once."""
    first, *rest = found.value.split()
    if is_paper(found.value):
        return None
    elsewhere = [u for u in units if not u.start <= found.start < u.end]
    if not rest or any(found.value.casefold() in u.text.casefold() for u in elsewhere if len(u.text) <= 400):
        return None
    if _CAPITALS.fullmatch(first) and any(u.text.startswith(first) for u in elsewhere):
        return found._replace(value=first, end=found.start + len(first))
    page = [u for u in elsewhere if u.kind in PAGE and len(u.text) <= 200]
    counts = Counter(m.group() for u in page for m in _CAPITALS.finditer(u.text))
    for name, count in counts.most_common():
        if count >= CALLED and stands_for(name, found.value):
            unit = next(u for u in page if re.search(rf"\b{name}\b", u.text))
            at = unit.text.index(name)
            return Found(name, unit.part(at, at + len(name)).start, unit.part(at, at + len(name)).end, found.rule)
    return None


CALLED = 2
"""Lines of the page that say the initials of its paper."""
_CAPITALS = re.compile(r"\b[A-ZÄÖÜ]{2,5}\b")


def stands_for(name: str, full: str) -> bool:
    """Whether capitals stand for a name: they begin its words, and the letters between them are of the words, too."""
    letters = iter(full.casefold())
    initials = iter(name.casefold())
    first = [w[0].casefold() for w in full.split()]
    return (
        name[0].casefold() == first[0]
        and all(letter in letters for letter in name.casefold())
        and all(letter in initials for letter in first)
    )


COMPANY_WORDS = frozenset(["interactive", "digital", "news", "media", "medien", "networks", "services", "zeitung"])


def _in_full(found: Found, units: list[Unit]) -> Found | None:
    """The line of the page that is the name in full, where only its initials were found."""
    for unit in units:
        if unit.kind in PAGE and 2 <= unit.text.count(" ") + 1 <= 5 and len(unit.text) <= 40:
            initials = "".join(w[0] for w in unit.text.split() if w[0].isupper())
            if initials == found.value and len(initials) > 1:
                return Found(unit.text, unit.start, unit.end, found.rule)
    return None


def _spelled(found: Found, units: list[Unit]) -> Found:
    spelled = r"[\s.-]?".join(re.escape(c) for c in found.value if c != "-")
    for plain, umlaut in (("a", "ä"), ("o", "ö"), ("u", "ü")):
        spelled = spelled.replace(rf"{plain}[\s.-]?e", rf"(?:{plain}[\s.-]?e|{umlaut})")
    loose = re.compile(
        rf"(?<![\w@./]){spelled}(?P<land>(?=$|[^\w@.-]|\.(?!\w))|\.(?:de|ch|at|li|lu|be|eu|ie|nl|pl|com|org|net|fr|info)\b)",
        re.I,
    )
    page = [u for u in units if u.kind in PAGE]
    hits = [(u, hit) for u in page if (hit := loose.search(u.text[:2000]))]
    if all(hit.group().islower() for _, hit in hits):
        rest = (u for u in units if u.kind not in PAGE)
        hits += [(u, hit) for u in rest if (hit := loose.search(u.text[:2000])) and not hit.group().islower()]
    # A line that is the name and nothing else spells it as the paper does; else the name without its address.
    hits.sort(
        key=lambda h: (
            h[1].group().islower() and h[0].text != h[1].group(),
            h[0].text != h[1].group(),
            len(h[1]["land"]),
        )
    )
    for unit, hit in hits:
        pointed = "." in hit.group()[:-1] and len(hit.group()) < 8 and unit.text[hit.end() : hit.end() + 1] == "."
        part = unit.part(hit.start(), hit.end() + pointed)
        return Found(part.text, part.start, part.end, "host")
    return found


def _stands_as(name: str, units: list[Unit]) -> str | None:
    """A name read behind "den" or "des" as it is said by itself; ``None`` if the page nowhere says it."""
    bare = next((n for n in (name[:-1], name[:-2]) if name.endswith(("n", "s")) and _occurs(n, units)), None)
    return bare or (name if not name.endswith(("n", "s")) or _occurs(name, units, name) else None)


def _occurs(name: str, units: list[Unit], declined: str = "") -> bool:
    alone = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    after = re.compile(rf"\bde[nms]\s{re.escape(declined)}(?!\w)", re.I) if declined else None
    return any(alone.search(after.sub(" ", u.text[:2000]) if after else u.text[:2000]) for u in units)
