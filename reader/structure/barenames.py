"""The names in a line that signs, without what stands beside them: addresses, posts, places, days, buttons."""

from __future__ import annotations

import re

from reader import words
from reader.structure.marks import is_agency
from reader.words import dateforms

_SPLIT = re.compile(
    r"\s*(?:[,;/&|()\[\]]\s*(?:(?:und|and|et|avec|with|mit(?:\s(?:Agentur)?[Mm]aterial\s(?:von|der))?)\s)?|\s[–—]\s|\s(?i:und|and|et|mit(?:\s(?:Agentur)?material\s(?:von|der))?|with|avec|sowie|и|та|і)\s)\s*"
)
"""What stands between two names."""
LINK = re.compile(r"\[\d{1,3}\]")
"""The number of a link, as browsers for terminals write it."""


def parts(names: str) -> list[str]:
    """The parts of a list of names, each a name or what is said beside one."""
    bare = _without_button(_listed(names).strip(_EDGES)).strip(_EDGES)
    return [part for part in _SPLIT.split(_without_point(bare)) if part]


_EDGES = " ,;:|·•–—-"


def _listed(names: str) -> str:
    """A list of names without what stands beside them: numbers of links, addresses, posts, days, pictures."""
    names = LINK.sub("", names) if "[" in names else names
    names = _HANDLE.sub("", _MAIL.sub("", names)) if "@" in names else names
    if names[-1:] == ")" and (where := _WHERE.search(names)) and not any(map(is_agency, _SPLIT.split(where["said"]))):
        names = names[: where.start()]
    names = _WRITING.sub(", ", names) if " by " in names else names
    names = _SENT.sub("", names[ours.end() :] if (ours := _OURS.match(names)) else names)
    return _ASIDE.sub(_unless_agency, _PICTURED.sub("", names)) if "(" in names else names


def _unless_agency(aside: re.Match[str]) -> str:
    return aside.group() if is_agency(aside["said"]) else ""


_ASIDE = re.compile(r"(?<=[^\W\d_])\s\((?P<said>[^\W\d_a-z][^()/]{1,39})\)(?=,?\s[^\W\d_])")
"""Where somebody wrote, or as what, in brackets between two names (``Anna Muster (Lyon, correspondance) et …``)."""
_MAIL = re.compile(r"[,;]?\s?[<(]?(?<![\w.+-])[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,20})+[>)]?")
_HANDLE = re.compile(r"[,|]?\s?@\w{2,30}$")
"""How somebody is called in a network, behind or glued to the name (``Anna Muster@annamuster``)."""
_WHERE = re.compile(r"(?<=[^\W\d_])\s\((?P<said>[^\W\d_a-z][^()]*,\s[^()]+)\)$")
"""Where somebody wrote and as what, in brackets behind the last name (``Anna Muster (Lyon, envoyée spéciale)``)."""
_WRITING = re.compile(r"[;,]\s?(?i:writing|reporting) by\s")
"""Who wrote, behind who was there (``Reporting by …; Writing by …``)."""
_OURS = re.compile(
    r"(?:unser(?:e[mnrs]?|m)?\s(?:[a-zäöüß]+\s)?[^\W\d_a-z][\w-]+\s(?:Dr\.\s?)?"
    r"|(?:[^\W\d_a-z]\w+-)?(?:Meteorolog|Redakteur|Reporter|Korrespondent|Pfarrer|Historiker|Förster)(?:in|e)?\s"
    r"|(?:RA|Pater|Pastor|Pastorin|Rechtsanwalt|Rechtsanwältin)\s)(?=[^\W\d_a-z]\S+\s[^\W\d_a-z])"
)
"""What is said of somebody before the name (``unserem Reporter Max Muster``)."""
_SENT = re.compile(r"\s(?:(?:am|um)\s\d[^,;/&]{0,20}|[Ff]or\s[^\W\d_a-z][\w.]+)$")
"""When a text was sent, or for whom it was written, behind the name."""
_PICTURED = re.compile(
    r"(?:^|[,;&/]\s?|\s(?:und|and|et)\s)(?:(?!\s(?:und|and|et)\s)[^,;&/()]){3,40}\s\((?i:bilder|bild|images?|grafik\w*)\)"
)
"""Whose pictures stand beside the text; a photographer was there and signs with who wrote."""


def _without_house(name: str) -> str:
    """The name of a person without the paper that stands behind it with nothing between (``Anna Muster BBC News``)."""
    first, _, rest = name.partition(" ")
    last, _, house = rest.partition(" ")
    return f"{first} {last}" if words.outlets().get(house) is False else name  # and that is no common word


def alone(name: str) -> str:
    """One name without where somebody wrote, their degree and the paper behind it."""
    return _without_house(_without_degree(_PLACED.sub("", name)))


def _without_degree(name: str) -> str:
    degree = _DEGREE.match(name)
    return name[degree.end() :] if degree else name


_DEGREE = re.compile(r"(?:(?:Prof|Dr|Dipl|Mag|Ing|med|phil|jur|rer|nat|pol|h|c)\.[ -]?)+")
_PLACED = re.compile(r"\s(?:in|at|à|en|aus)\s[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*)?$")
"""Where someone wrote, behind the name (``Anna Muster in Bangkok``)."""


def _without_point(names: str) -> str:
    """The names without a point behind them, which the initial of a surname keeps."""
    return names if _SHORT_NAME.search(names) else names.rstrip(" .")


_SHORT_NAME = re.compile(r"\s[^\W\d_a-z]\.$")


def _without_button(names: str) -> str:
    """The names without the button or label behind them (``Anna Muster Folgen``, ``Anna MusterPublished``)."""
    rest, _, last = names.rstrip().rpartition(" ")
    if seam := _SEAM.search(last):
        glued = words.key(last[seam.start() :])
        if glued in words.word_set("buttons") or glued in dateforms.labels():
            return f"{rest} {last[: seam.start()]}".strip()
    return rest if rest.count(" ") and words.key(last) in words.word_set("buttons") else names


_SEAM = re.compile(r"(?<=[^\W\d_A-ZÄÖÜ])(?=[A-ZÄÖÜÉ][^\W\d_A-Z]+$)")
