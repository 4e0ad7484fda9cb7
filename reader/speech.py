"""The language in which the program speaks to people: English, or German where the locale says so.

Messages are marked where they stand, with `tr` or `trn`, and looked up in a catalogue of gettext; what is printed for
programs is never translated, nor is anything out of a corpus. Values are put into a message after it was looked up.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

DOMAIN = "reader"
FOLDER = Path(__file__).with_name("locale")
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where a person says the language, as gettext has it (GNU gettext manual, §2.3)."""

THINGS = {
    "article": ("{n} article", "{n} articles"),
    "character": ("{n} character", "{n} characters"),
    "command": ("{n} command", "{n} commands"),
    "day": ("{n} day", "{n} days"),
    "file": ("{n} file", "{n} files"),
    "line": ("{n} line", "{n} lines"),
    "mention": ("{n} mention", "{n} mentions"),
    "month": ("{n} month", "{n} months"),
    "note": ("{n} note", "{n} notes"),
    "paragraph": ("{n} paragraph", "{n} paragraphs"),
    "passage": ("{n} passage", "{n} passages"),
    "word": ("{n} word", "{n} words"),
    "year": ("{n} year", "{n} years"),
}
"""What is counted: one of it, and many."""
TERMS = frozenset(
    {
        # Notes, and what became of them.
        "note", "highlight", "written", "changed", "deleted", "brought back", "merged",
        # What was found of an article, and the kinds of its blocks.
        "title", "date", "published", "outlet", "duplicate-title", "kicker", "dateline", "byline", "caption", "credit",
        "lead", "heading", "paragraph", "quote", "list", "table", "boilerplate", "navigation", "source-note",
        "truncated", "mojibake", "title-repeated", "tag", "entity", "name", "article", "corpus",
        # What is counted of a corpus.
        "articles", "removed", "entities", "mentions", "notes", "highlights", "bookmarks", "tags", "ops", "bytes",
        # How one article is like another, and what happens to files.
        "same text", "version", "story", "added", "duplicate", "refused",
        # Why two names are one.
        "its own name", "another form", "another spelling", "joined by hand", "said by hand", "genitive",
        "the same name, mostly of this type", "the same words in another order", "the same name, divided otherwise",
        "with a middle name", "family name; the corpus knows one person of it", "called so in short",
    }
)  # fmt: skip
"""Words that stand in data as they are here, since programs read them, and are shown to people as `term` says."""


def tr(message: str) -> str:
    """A message in the language of the person."""
    return _catalogue()[0](message) if message else ""  # Of nothing a catalogue would give its own head.


def trn(one: str, many: str, number: int, **values: object) -> str:
    """A message about a number of things; ``{n}`` in it is the number, with its thousands apart, others are values."""
    return _catalogue()[1](one, many, number).format(n=apart(number), **values)


def term(word: str) -> str:
    """A term of the program's own, as it stands in data, in the language of the person; anything else as it is."""
    return tr(word) if word in TERMS else word


def later(message: str) -> str:
    """A message that is looked up by `tr` when it is shown: this only says to the catalogue that it is one."""
    return message


def counted(number: int, thing: str) -> str:
    """A number of things by the name of one of them in `THINGS`: ``1 word``, ``1,234 words``."""
    return trn(*THINGS[thing], number)


def quoted(words: str) -> str:
    """Words in the quotation marks of the language."""
    return tr("“{words}”").format(words=words)


def apart(number: int) -> str:
    """A number with its thousands apart, as people of the language write it."""
    return f"{number:,}" if language() == "en" else f"{number:,}".replace(",", ".")


def percent(share: float) -> str:
    """A share of one as it is written: 97%, in German 97 %."""
    return f"{share:.0%}" if language() == "en" else f"{100 * share:.0f}\u00a0%"


@cache
def language() -> str:
    """``de`` or ``en``, by the first variable that says something."""
    said = next((value for name in _VARIABLES if (value := os.environ.get(name, ""))), "")
    wanted = [one.partition("_")[0].partition(".")[0].lower() for one in said.split(":")]
    return next((one for one in wanted if one == "en" or (one.isalpha() and (FOLDER / one).is_dir())), "en")


@cache
def _catalogue() -> tuple[Callable[[str], str], Callable[[str, str, int], str]]:
    if language() == "en":
        return _same, _plural
    # Loaded only where there is something to look up: English is what stands in the code.
    from gettext import translation

    found = translation(DOMAIN, FOLDER, languages=[language()], fallback=True)
    return found.gettext, found.ngettext


def _same(message: str) -> str:
    return message


def _plural(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


def translate_argparse() -> None:
    """Let what looks its messages up in gettext's own catalogue find them in ours."""
    if language() != "en":
        from gettext import bindtextdomain, textdomain

        bindtextdomain(DOMAIN, str(FOLDER))
        textdomain(DOMAIN)


def speak_english() -> None:
    """Be English from here on, in processes of ours too: what is printed is for programs."""
    os.environ["LANGUAGE"] = "en"
    speak_anew()


def speak_anew() -> None:
    """Look at the locale again, as tests do."""
    language.cache_clear()
    _catalogue.cache_clear()
