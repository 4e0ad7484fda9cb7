"""A note as Markdown to be shown: its passage, its words with links that can be followed, what links to it (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import quote, unquote

from reader.records import Annotation
from reader.speech import apart, tr
from reader.wikilinks import Link, replaced

SCHEME = "reader:"
"""Begins the address of a link to something in the corpus; no Markdown of a person leads out of it by this."""
LONGEST, MOST_LINES = 20_000, 200
"""Characters and lines of a note that are shown as Markdown: each paragraph is a widget, which takes its time."""
_LONGEST_PASSAGE, _MOST_LINKED = 2000, 100
_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")

RULE = "\n\n---\n\n"

Say = Callable[[Link], str]


def shown(note: Annotation, say: Say, linked: Sequence[tuple[str, str]] = ()) -> str:
    """The whole of a note. ``say``: what is shown for a link; ``linked``: notes that link here, as target and words."""
    words = _beginning(note.anchor.quote, _LONGEST_PASSAGE)[0] if note.anchor else ""
    passage = "".join(f"> {literal(line)}\n" for line in words.splitlines()) + "\n" if words else ""
    versions = "".join(
        f"{RULE}{tr('Another version, {date}:').format(date=version.modified[:10])}\n\n{_readable(version.body, say)}"
        for version in note.versions[1:]
    )
    back = "".join(f"- {_link(target, said)}\n" for target, said in linked[:_MOST_LINKED])
    more = f"- {tr('and {n} more').format(n=apart(len(linked) - _MOST_LINKED))}\n" if len(linked) > _MOST_LINKED else ""
    foot = f"{RULE}{tr('Linked from:')}\n\n{back}{more}" if back else ""
    return passage + _readable(note.body, say) + versions + foot


def _readable(body: str, say: Say) -> str:
    beginning, cut = _beginning(body, LONGEST)
    return followable(beginning, say) + (RULE + tr("The note goes on; the editor (a) has all of it.") if cut else "")


def _beginning(text: str, length: int) -> tuple[str, bool]:
    """A text as far as a length and a number of lines, to the end of a line if that is near; and whether it goes on."""
    beginning = "\n".join(text[: length + 1].split("\n", MOST_LINES)[:MOST_LINES])
    if len(beginning) > length:
        end = beginning.rfind("\n", length * 3 // 4, length)
        beginning = beginning[: end if end > 0 else length]
    return beginning, bool(text[len(beginning) :].strip())


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
