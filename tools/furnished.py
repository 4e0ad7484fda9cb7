"""Pages with pieces of furniture set into them: the long paragraphs of a page that are no part of its article.

A piece (a page in mark-up, see ``pages.py``) says by ``@place`` where it stands: ``head``, ``middle`` or ``tail``. One
that is but paragraphs takes the place of an article: it tells in earnest of what furniture speaks of.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

from excerpts import Blocks, lines_of
from pages import Page

HOSTS = 3
"""Pages into which each piece is set."""
SOON = 0.5
"""How often a piece behind the text stands right behind it."""
BLANK = 0.6
"""How often a blank line stands on either side of it."""


def furnished(hosts: Sequence[Page], pieces: Iterable[Page]) -> Iterator[Page]:
    """The pages that some pieces make with others of their language; the same at each call."""
    for piece in pieces:
        chance = random.Random(piece.name)
        able = [host for host in hosts if host.gold["language"] == piece.gold["language"] and _is_placed(host)]
        for n, host in enumerate(chance.sample(able, min(HOSTS, len(able)))):
            yield Page(f"{piece.name}~{n}", *_set(host, piece, chance))


def _is_placed(page: Page) -> bool:
    """Whether the gold of a page says of each block where it is, and there is a text to set something into."""
    blocks = page.gold["blocks"]
    return all(len(block) == 3 for block in blocks) and sum(kind == "paragraph" for _, _, kind in blocks) > 2


def _set(host: Page, piece: Page, chance: random.Random) -> tuple[str, dict[str, Blocks]]:
    """The content and the gold of a page with a piece in it."""
    lines = list(lines_of(host.content, host.gold["blocks"]))
    body = [i for i, (_, _, label) in enumerate(lines) if label == "body"]
    if {kind for _, _, kind in piece.gold["blocks"]} == {"paragraph"}:
        start, end = lines[body[0]][0], lines[body[-1]][1] + 1
    else:
        place = _place(piece.gold["place"], body, len(lines), chance)
        start = end = lines[place][0] if place < len(lines) else len(host.content)
    around = "\n" * (chance.random() < BLANK)
    said = f"{around}{piece.content}{around}"
    blocks = [(a, b, kind) for a, b, kind in host.gold["blocks"] if b <= start]
    blocks += [(a + start + len(around), b + start + len(around), kind) for a, b, kind in piece.gold["blocks"]]
    shift = len(said) - (end - start)
    blocks += [(a + shift, b + shift, kind) for a, b, kind in host.gold["blocks"] if a >= end]
    return f"{host.content[:start]}{said}{host.content[end:]}", {"blocks": blocks}


def _place(place: str, body: Sequence[int], count: int, chance: random.Random) -> int:
    """Before which line of a page a piece stands."""
    if place == "head":
        return body[0]
    if place == "middle":
        return chance.choice(body[1:])
    return body[-1] + 1 if chance.random() < SOON else chance.randint(body[-1] + 1, count)
