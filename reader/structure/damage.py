"""What is wrong with a text as it was saved: cut off at a pay wall, or its letters broken. Said, never mended."""

from __future__ import annotations

import re

from reader import words
from reader.structure import looks
from reader.structure.lines import Unit
from reader.words import phrases

BELOW = 12
"""Lines behind the last paragraph among which a pay wall shows."""

_HIGH = (
    "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e"
    "\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
)
"""What the bytes of UTF-8 behind the first are as cp1252."""
_FIRST = "\ufffd\u00c2\u00c3\u00e2\u00d0\u00d1["
"""One of these begins whatever is broken; where none stands, which is soon seen, nothing is."""
_BROKEN = re.compile(
    rf"[{re.escape(_FIRST)}](?:(?<=\ufffd)|(?<=[\u00c2\u00c3])[{_HIGH}]|(?<=\u00e2)\u20ac[{_HIGH}]"
    rf"|(?<=[\u00d0\u00d1])[{_HIGH}][\u00d0\u00d1][{_HIGH}]|(?<=\[)email.protected\])"
)


def mojibake(text: str) -> bool:
    """Whether letters were lost or read in the wrong encoding somewhere in a text."""
    return any(sign in text for sign in _FIRST) and _BROKEN.search(text) is not None


def truncated(units: list[Unit]) -> bool:
    """Whether the body breaks off and lines that ask for a login or a subscription follow, or say that they cut it.

    So it is where the rest is scrambled.
    """
    if any(u.why == "scrambled" for u in units):
        return True
    last = max((i for i, u in enumerate(units) if u.kind in ("paragraph", "lead")), default=-1)
    below = [u for u in units[last + 1 : last + 1 + BELOW] if u.kind in ("boilerplate", "navigation")]
    if last < 0 or not below:
        return False
    if any("paywall" in phrases.ways(words.key(u.text)) for u in below[:4] if len(u.text) <= looks.TALKATIVE):
        return True
    broken = not looks.has_end(units[last].text) and len(units[last].text) >= looks.PROSE
    return broken and any(u.why in ("newsletter", "donate") for u in below)
