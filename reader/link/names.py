"""The parts of a person's name: words, genitive, family name, and the skeleton that spellings share."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.gazetteer import comparable, family_first
from reader.text import fold

_PARTICLES = frozenset(
    ("von", "van", "de", "der", "den", "da", "di", "du", "la", "le", "zu", "ter", "ten", "del", "bin", "ibn")
)
_ARABIC = re.compile(r"\A(?:[Aa]l|[Ee]l|[Aa]sch|[Aa]s)-(?=[^\W\d_]{3})")
_SPLIT = re.compile(r"[\s\-‐‑]+")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-‐‑]\n(?=[a-zäöüß])")
_STOPPED = re.compile(r"(?<=[\s-])(?!Jr|Sr|Inc|Corp|Co|Ltd|Bros)[^\W\d_]{2,}\.\Z")
_SOUNDS = {
    **dict.fromkeys(("schtsch", "shch", "sch", "sh", "zh", "sz", "ts", "tz", "z"), "s"),
    **dict.fromkeys(("tsch", "tch", "ch", "cz"), "c"),
    **dict.fromkeys(("ph", "ff", "f", "w", "v"), "v"),
    **dict.fromkeys(("ck", "q"), "k"),
    **dict.fromkeys(("j", "y"), "i"),
    "kh": "h",
    "chr": "hr",
    "x": "ks",
}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
_CH = re.compile("(?<![st])ch(?!r)")
_LONG_ENOUGH = 6
"""Letters of a word that may be read in two ways: Koch is not Koh."""
_ALEXANDER, _SLAVIC = re.compile("(?<=an)dr$"), re.compile("(?<=[cs])ev$")
_SILENT = re.compile("(?<=^)i(?=e)|(?<=[aeou])i(?=[aeou])|i$")


def clean(surface: str) -> str:
    """A name on one line, words that were broken at a line end put together, all capitals written as a name."""
    joined = surface if "\n" not in surface else _join(surface)
    words = comparable(" ".join(joined.split())) if not joined.isascii() else " ".join(joined.split())
    words = words[:-1] if _STOPPED.search(words) else words  # the end of a sentence
    words = words[:-1] if words.endswith(("s'", "x'", "z'")) else words
    return words.title() if words.isupper() and len(words) > 3 else words


def _join(surface: str) -> str:
    # A Korean given name keeps its hyphen ("Jong-⏎un"); it is the last part and the first part is short.
    return _BROKEN.sub(lambda m: "-" if len(surface.rpartition("\n")[2]) < 5 else "", surface)


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, also those that a hyphen joins."""
    return tuple(word for word in _SPLIT.split(name) if word)


def without_particles(words: tuple[str, ...]) -> tuple[str, ...]:
    """A family name without what stands before it ("de Maizière", "bin Salman"); a full name as it is."""
    if is_family_first(words):
        return words
    start = next((at for at, word in enumerate(words) if fold(word) not in _PARTICLES), len(words))
    return words[start:] if start == len(words) - 1 else words


def called_by(surface: str) -> tuple[str, ...]:
    """The words of a name, without the article of a family name that stands alone ("al-Assad", "de Maizière")."""
    return without_particles(words_of(_ARABIC.sub("", surface)))


def bare_name(surface: str) -> str:
    """A family name that stands alone, without the Arabic article; any other name as it is."""
    return called_by(surface)[0] if _ARABIC.match(surface) and len(called_by(surface)) == 1 else surface


def key_of(type_: str, name: str) -> str:
    """The key of a name: main type and folded name; hyphens of persons count as blanks."""
    words = words_of(name) if type_ == "PER" else name.split()
    return f"{type_}:{' '.join(fold(word) for word in words)}"


def is_family_first(words: tuple[str, ...]) -> bool:
    """Whether the first word is a family name of a language that puts it first."""
    return len(words) > 1 and any(form in family_first() for form in (words[0], words[0].capitalize()))


def family_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """The folded words by which a person of this full name may be called alone, the likeliest first."""
    first, last = fold(words[0]), fold(words[-1])
    if not is_family_first(words):
        return (last,)
    return (first,) if len(words) > 2 or len(words[1]) > 6 else (first, last)


@lru_cache(1 << 14)
def skeleton(word: str) -> str:
    """What the German, English and French spellings of a name share: "Lawrow" and "Lavrov"."""
    sounds = _SOUND.sub(lambda m: _SOUNDS[m.group()], fold(word))
    return _SLAVIC.sub("ov", _ALEXANDER.sub("der", _SILENT.sub("", _DOUBLED.sub(r"\1", sounds))))


@lru_cache(1 << 14)
def soundings(word: str) -> tuple[str, ...]:
    """The skeletons of a word that may be German or English: "Michail" is Mikhail, but "Gorbachev" Gorbatschow."""
    folded = fold(word)
    if len(folded) < _LONG_ENOUGH or not _CH.search(folded):
        return (skeleton(folded),)
    return tuple(dict.fromkeys((skeleton(folded), skeleton(_CH.sub("kh", folded)))))


def one_edit(a: str, b: str) -> bool:
    """Whether two words are equal but for one letter."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[at + 1 :] == b[at + 1 :] if len(a) == len(b) else a[at:] == b[at + 1 :]
