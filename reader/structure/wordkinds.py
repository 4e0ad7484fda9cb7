"""Kinds of German words: what a word of a headline is by its form, by the lists, and by how its text writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from reader import words
from reader.gazetteer import comparable, family_first, gazetteer, rows
from reader.structure import kickers
from reader.terms import verbs

EDGES = "„“”«»\"‘’›‹'()[],.:;!?–—…"
"""What stands at the edges of words."""


def _listed(name: str) -> frozenset[str]:
    return frozenset(words.lists("headlines")[name].split())


_FINITE = _listed("finite")
_NO_VERBS = _listed("no_verbs")
_TOLD = _listed("telling")
_NUMBERS = _listed("numbers")
_KINDS = _listed("kinds")
_CLUBS = _listed("clubs")
_PARTICIPLE = re.compile(r"(?:\w{2,5})?ge\w{2,}t")
_EITHER = re.compile(r"(?:\w{2,5})?(?:be|ver|er|ent|zer)\w{3,}t")
"""A participle or the third person."""
_KIND_ENDINGS = tuple(_listed("kind_endings"))
_NOUN = re.compile(
    r".{3,}(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|ion|ionen|ismus|tät|täten|nis|nisse|nissen|tum|ments?"
    r"|ling|linge|chen|leute)"
)
_BENT = re.compile(r"e[rsnm]?$")
_ADJECTIVE = re.compile(r".{2,}(?:lich|isch|ig|end|iv|los|sam|bar|haft|ell|iell|är|ös)e[rsnm]?")
_PLAIN_ADJECTIVES = _listed("adjectives")
_PARTICIPLED = re.compile(r"\w{3,}iert(?:e[rsnm]?)|(?:\w{2,5})?(?:ge|ver|ent|zer|er|be)\w{3,}te[rsnm]?")
_OFFICE = re.compile(r"(?:s|es|n|en|in|innen)$")


def told() -> frozenset[str]:
    """Small words with which a headline begins that says how, why, or that something is so."""
    return _TOLD


def finite() -> frozenset[str]:
    """Small verbs, with which a question may begin."""
    return _FINITE


@lru_cache(128)
def kind(word: str, body: str) -> str:
    """The kind of a word, in a letter or two; capitals for words that are written with one."""
    if not word or not word[0].isalpha():
        return "num" if word[:1].isdigit() else "-"
    return _small(word) if word[0].islower() else _large(word, body)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(words.lists("de")["stopwords"].split())


def _small(word: str) -> str:
    if word in _NUMBERS:
        return "num"
    if word in _small_words() or kickers.is_preposition(word):
        return "vf" if word in _FINITE else "w"
    if (form := _verb(word)) or not _BENT.search(word):
        return form or "l"
    return "a"


def _verb(word: str) -> str:
    """What a word in small letters may be of a verb: a finite form, the plural, the participle; empty for none."""
    if word in _FINITE:
        return "vf"
    if len(word) < 4 or word in _NO_VERBS:
        return "vf" if word in _pasts() else ""
    if verbs.is_participle(word) or _PARTICIPLE.fullmatch(word):
        return "vp"
    if _EITHER.fullmatch(word):
        return "vb"
    if word.endswith("t") or word in _pasts():
        return "vf"
    return "vn" if word.endswith(("en", "ern", "eln")) else ""


@cache
def _pasts() -> frozenset[str]:
    """The past of irregular verbs."""
    listed = files("reader.words").joinpath("verbs.txt").read_text("utf-8").splitlines()
    return frozenset(row.split("\t")[1].replace("ae", "ä") for row in listed if not row.startswith("#"))


def _large(word: str, body: str) -> str:
    low, plain = word.lower(), comparable(word)
    if len(word) > 1 and word.isupper():
        return "O" if low in _CLUBS else "U"
    if low in _NUMBERS:
        return "D"
    if low in _small_words() or low in _TOLD or kickers.is_preposition(low):
        return "W"
    if low in _KINDS or low.endswith(_KIND_ENDINGS) or _is_office(plain):
        return "O"
    if low in _days():
        return "Z"
    if word in words.given_names():
        return "G"
    return _placed(plain) or _plain(word, plain, body)


def _placed(plain: str) -> str:
    """The kind of a word that is of a place."""
    known = gazetteer()
    found = known.find(plain)
    if found and found.type == "LOC":
        return "S" if plain.endswith("s") and known.single.get(plain[:-1]) else "P"
    if known.adjective(plain):
        return "J"
    if known.inhabitant(plain) or known.city_of(plain):
        return "I" if known.inhabitant(plain) else "C"
    within = _WITHIN.fullmatch(plain)
    return "C" if within and _placed(within["whole"].capitalize()) in ("I", "C") else ""


_WITHIN = re.compile(r"(?:Stadt|Ober|Unter|Nieder|Mittel|Alt|Neu|Gross|Süd|Nord|Ost|West)(?P<whole>[^\W\d_]{4,}er)")
"""What is of a part of a place (``Stadtzürcher``)."""


def _plain(word: str, plain: str, body: str) -> str:
    bent = is_adjective(word.lower(), body)
    if _is_noun(plain):
        return "M" if bent else "N"
    if bent:
        return "A"
    if word.lower() in _lowers() or has(word.lower(), body):
        return "B"
    return "T" if len(word) > 3 and word.endswith("s") and has(word[:-1], body) else "X"


def is_view(line: str) -> bool:
    """Whether a German line but names what is seen and where, as what tells of a picture does.

    It has no finite verb, and at its end something stands in, on or beside something.
    """
    said = _WORDS.findall(line)
    if len(said) < SCENE or line[-1] in _MARKS or not said[-1][0].isupper():
        return False
    kinds = [kind(word, "") for word in said]
    told = any(k in ("vf", "vb", "vp") or (k == "vn" and not is_between(kinds, i)) for i, k in enumerate(kinds))
    return not told and any(word in _PLACING for word in said[1:-1][-4:])


def is_between(kinds: Sequence[str], i: int) -> bool:
    """Whether a word stands between a small word and a noun, as an adjective does."""
    return i > 0 and kinds[i - 1] in ("w", "W") and kinds[i + 1][0].isupper()


SCENE = 4
"""Words that such a line has, at least."""
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MARKS = '?!“”"»…:'
_PLACING = _listed("placing")


def is_adjective(low: str, body: str) -> bool:
    """Whether a word may be an adjective with an ending: by its form, or since one is written without a capital."""
    if not _BENT.search(low) or len(low) < 4:
        return False
    if _ADJECTIVE.fullmatch(low) or _PARTICIPLED.fullmatch(low):
        return True
    stem = _BENT.sub("", low)
    if stem in _PLAIN_ADJECTIVES or not _lowers().isdisjoint({stem, stem + "e", stem + "en", stem + "er", stem + "es"}):
        return True
    if verbs.is_participle(low) or len(stem) <= 3 or stem + "e" not in body:
        return verbs.is_participle(low)
    return re.search(rf"(?<![\w-]){re.escape(stem)}e[rsnm]?\b", body) is not None


def has(word: str, body: str) -> bool:
    """Whether a text has a word that is no part of another one."""
    if not word or word not in body:  # soon seen, and mostly so
        return False
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", body) is not None


@cache
def _lowers() -> frozenset[str]:
    return frozenset(row[0] for row in rows("functions.txt"))


@cache
def _days() -> frozenset[str]:
    """The names of months and of days."""
    listed = words.lists("de")
    return frozenset([w for month in listed["months"] for w in month.split()] + listed["weekdays"].split())


def is_named(said: Sequence[str], at: int) -> bool:
    """Whether the words on both sides of a place belong to one known name (``Schwarzes Meer``, ``Kim Jong Un``)."""
    last, first = said[at - 1], said[at]
    family = family_first()
    if last in family or (at > 1 and said[at - 2] in family and len(first) <= SYLLABLE):
        return True
    rests = (rest for rest, _ in gazetteer().phrases.get(comparable(last), ()))
    return any(rest[:1] == (comparable(first),) for rest in rests)


SYLLABLE = 5
"""Letters of a given name in East Asia."""


@cache
def _offices() -> tuple[frozenset[str], tuple[str, ...]]:
    listed = [word for row in rows("roles.txt") for word in comparable(row[0]).split()]
    return frozenset(w for w in listed if w[0] != "-"), tuple(w[1:] for w in listed if w[0] == "-")


def _is_office(plain: str) -> bool:
    known, endings = _offices()
    forms = (plain, _OFFICE.sub("", plain))
    return any(form in known or (len(form) > 7 and form.lower().endswith(endings)) for form in forms)


def _is_noun(plain: str) -> bool:
    known = _nouns()
    if "-" in plain:
        return _is_noun(plain.rpartition("-")[2].capitalize())
    if plain in known or _NOUN.fullmatch(plain):
        return True
    return len(plain) >= 9 and any(plain[-n:].capitalize() in known for n in range(4, len(plain) - 2))


@cache
def _nouns() -> frozenset[str]:
    return frozenset(map(comparable, words.nouns()))
