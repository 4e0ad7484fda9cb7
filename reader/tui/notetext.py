"""A note as Markdown to be shown: its passage, its words with links that can be followed, what links to it (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import quote, unquote

from reader.records import Annotation
from reader.speech import apart, tr
from reader.tui.leaflet import Part
from reader.wikilinks import Link, replaced

SCHEME = "reader:"
"""Begins the address of a link to something in the corpus; no Markdown of a person leads out of it by this."""
_LONGEST_PASSAGE, _MOST_LINKED = 2000, 100
_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")

Say = Callable[[Link], str]


def shown(note: Annotation, say: Say, linked: Sequence[tuple[str, str]] = ()) -> list[Part]:
    """The whole of a note. ``say``: what is shown for a link; ``linked``: notes that link here, as target and words."""
    read = partial(followable, say=say)
    words = note.anchor.quote[:_LONGEST_PASSAGE] if note.anchor else ""
    parts = [Part("".join(f"> {literal(line)}\n" for line in words.splitlines())), Part(note.body, read)]
    for version in note.versions[1:]:
        parts.append(Part(f"---\n\n{tr('Another version, {date}:').format(date=version.modified[:10])}\n"))
        parts.append(Part(version.body, read))
    return [*parts, Part(_foot(linked))]


def _foot(linked: Sequence[tuple[str, str]]) -> str:
    back = "".join(f"- {_link(target, said)}\n" for target, said in linked[:_MOST_LINKED])
    more = f"- {tr('and {n} more').format(n=apart(len(linked) - _MOST_LINKED))}\n" if len(linked) > _MOST_LINKED else ""
    return f"---\n\n{tr('Linked from:')}\n\n{back}{more}" if back else ""


def followable(body: str, say: Say) -> str:
    """Markdown with its ``[[links]]`` as links of Markdown."""
    return replaced(body, lambda link: _link(link.target, say(link)))


def _link(target: str, words: str) -> str:
    return f"[{literal(words)}](<{SCHEME}{quote(target, safe='')}>)"


def target_of(address: str) -> str | None:
    """The target in the corpus that an address stands for, or ``None`` if it leads out."""
    return unquote(address.removeprefix(SCHEME)) if address.startswith(SCHEME) else None


def literal(line: str) -> str:
    """A line that Markdown shows as it is."""
    return _SIGNS.sub(r"\\\1", line)
