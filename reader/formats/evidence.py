"""What an element says against its content by itself: its tag, its role, whether it is seen, and what it is called.

Names are weak evidence. Some are clear, some count only where links agree, and whoever asks must see to it that no
name takes away most of a page: there are wrappers called "sidebar-right" or "cookie-shown".
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from reader.formats.markup import listed
from reader.formats.page import Box

Naming = Literal["", "perhaps", "clearly", "talk"]

_NAVIGATION = listed("nav menu select dialog button search")
_AROUND = listed("footer aside form noscript")
_ROLES = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "tablist": "navigation",
    "search": "navigation",
    "toolbar": "navigation",
    "dialog": "boilerplate",
    "alertdialog": "boilerplate",
    "contentinfo": "boilerplate",
    "complementary": "boilerplate",
}
_TALK = listed("comment comments commentlist kommentar kommentare commentaires disqus leserkommentare respond")
"""Names of what readers wrote; it may be longer than the article."""
_CLEAR = listed(
    """related recommend recommended recommendation recommendations recirculation recirc empfehlungen newsletter
    subscribe cookie cookies consent gdpr cmp share sharing social sidebar footer nav navbar navigation menu breadcrumb
    breadcrumbs pagination pager outbrain taboola trending mostread login signup modal popup toolbar advert
    advertisement adslot anzeige authorbox bio skiplink metanav donate spenden"""
)
_DOUBTFUL = listed(
    """teaser teasers promo promotion banner widget overlay tags tag topics sponsor sponsored popular more mehr also
    auch list rating abo paid support header ad ads legal rss"""
)
_PAIRS = frozenset(
    [("most", "read"), ("read", "more"), ("author", "box"), ("author", "bio"), ("see", "also"), ("also", "read")]
    + [("paywall", name) for name in ("teaser", "offer", "overlay", "barrier", "box", "layer", "prompt", "banner")]
)
"""Clear as two names in a row; "paywall" alone mostly holds the article."""
_WORDS = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+|\d+")
_LONGEST = 300


def of_element(box: Box) -> str:
    """``navigation`` or ``boilerplate`` for elements that say so by themselves; else nothing."""
    if box.tag in _NAVIGATION:
        return "navigation"
    if role := _ROLES.get(box.values.get("role", "")):
        return role
    return "boilerplate" if box.tag in _AROUND or _is_hidden(box) else ""


def is_sure(box: Box) -> bool:
    """Whether an element by its tag or role is hardly ever a part of an article."""
    return box.tag in _NAVIGATION or box.tag == "footer" or box.values.get("role", "") in _ROLES


def of_names(box: Box) -> Naming:
    """How far the class names and the id of an element speak against it."""
    if not box.values:
        return ""
    return _of_names(f"{box.values.get('class', '')} {box.values.get('id', '')}"[:_LONGEST])


@lru_cache(4096)
def _of_names(names: str) -> Naming:
    said = [word.lower() for word in _WORDS.findall(names)]
    if not _TALK.isdisjoint(said):
        return "talk"
    if not _CLEAR.isdisjoint(said) or any(pair in _PAIRS for pair in pairwise(said)):
        return "clearly"
    return "" if _DOUBTFUL.isdisjoint(said) else "perhaps"


def _is_hidden(box: Box) -> bool:
    if not box.values:
        return False
    style = box.values.get("style", "")[:_LONGEST].replace(" ", "").lower()
    return "hidden" in box.values or box.values.get("aria-hidden") == "true" or "display:none" in style
