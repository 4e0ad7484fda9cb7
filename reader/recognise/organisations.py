"""Organisations that no table holds: by their head word, by the noun before them, by their capitals."""

from __future__ import annotations

import re

from reader.gazetteer import Gazetteer
from reader.recognise.lexicon import Lexicon, is_new
from reader.recognise.places import Span
from reader.recognise.tokens import Tokens

_KINDS = re.compile(
    r"(?:.*[Aa]gentur|.*[Zz]eitung|.*[Mm]agazin|.*[Ss]ender|.*[Kk]onzern|.*[Pp]artei|.*[Uu]nternehmen|.*[Oo]rganisation|"
    r"Denkfabrik|.*[Mm]iliz|.*[Hh]ersteller|.*[Vv]erlag|.*[Bb]ank|.*[Ff]irma|.*[Pp]ortal|Boulevardblatt|agency|newspaper)"
)


def organisation(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    """An organisation that begins at word ``i``."""
    return _by_head(words, line, i) or _by_kind(known, words, line, i) or _acronym(words, line, i)


def _by_head(words: Lexicon, line: Tokens, i: int) -> Span | None:
    """By a head word: "Hudson Institute", "Rheinmetall AG", "Universität Zürich"."""
    if (
        line.words[i] in words.organisation_kinds
        and line.after(i)[:1].isupper()
        and not words.is_noun(line.words[i + 1])
    ):
        return i, i + 2, "ORG", 0.7
    end = i
    while end < i + 4 and line.adjacent(end) and line.words[end][:1].isupper() and not words.is_noun(line.words[end]):
        end += 1
        if line.words[end] in words.organisation_heads:
            return i, end + 1, "ORG", 0.75
    return None


def _by_kind(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    """The name after what it is: "Nachrichtenagentur Yonhap", "Zeitung «Le Matin»"."""
    word = line.words[i]
    if not is_new(known, words, word) or i == 0 or not _KINDS.fullmatch(line.words[i - 1]):
        return None
    gap = line.text[line.ends[i - 1] : line.starts[i]]
    if gap.strip(" \n„“«»\"'‚"):
        return None
    end = i + 1
    while end < i + 3 and line.adjacent(end - 1) and is_new(known, words, line.words[end]):
        end += 1
    return i, end, "ORG", 0.7


def _acronym(words: Lexicon, line: Tokens, i: int) -> Span | None:
    raw = line.raw(i)
    if not (3 <= len(raw) <= 5 and raw.isalpha() and raw.isupper()) or raw in words.no_names or _is_shouted(line, i):
        return None
    return i, i + 1, "ORG", 0.5


def _is_shouted(line: Tokens, i: int) -> bool:
    around = [line.raw(k) for k in range(max(0, i - 2), min(len(line.words), i + 3)) if k != i]
    return not around or any(len(word) > 3 and word.isupper() for word in around)
