"""How else a name may be written that was brought from Cyrillic or Korean letters: Lawrow, Lavrov; Dschong, Jong.

German, English and French write the same sound in their own ways. What a name may be in the others is made up, sound
by sound, and looked for among the terms of the corpus. Only names that look as if they came from such letters are
read so: Weber is not Veber.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, islice, product
from operator import mul

_SHORTEST = 4
"""Letters of a name that says enough."""
_MOST = 300
"""Spellings of one name."""
_BEGINNINGS = 24
"""Ways to write the beginning of one, by which most of them are seen to be nobody's."""
_ENDS = [
    ("ski", "sky", "skij", "skyj", "skiy", "skyy", "skii", "skyi"),
    ("ow", "ov", "off", "ew", "ev", "eff", "jew", "yev", "iev", "iew"),
    ("in", "ine"),
    ("i", "y", "ij", "yj", "iy", "ii", "yy", "yi"),
    ("ej", "ei", "ey"),
]
_STARTS = [("je", "ye", "e"), ("ju", "yu", "iu", "you", "iou")]
_SOUNDS = [
    ("schtsch", "shch", "chtch"),
    ("dsch", "dzh", "dj", "j", "zh"),
    ("tsch", "ch", "tch"),
    ("sch", "sh", "ch", "zh", "j"),
    ("kh", "ch", "h"),
    ("jou", "schu", "zhu"),
    ("jo", "yo", "io", "dscho"),
    *((before + "je", before + "ye", before + "e") for before in "aio"),
    *(("j" + vowel, "y" + vowel, "i" + vowel) for vowel in "aeu"),
    ("u", "ou"),
    ("w", "v"),
    ("z", "s", "ts", "tz"),
    ("s", "ss", "z"),
    ("x", "ks"),
    ("gue", "ge"),
    ("gui", "gi"),
    ("i", "y"),
]
"""What is written for one sound, or one after another for what is near to it."""


def _by_spelling(groups: list[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Each spelling with all that may stand for it."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for said in group:
            found[said] = tuple(dict.fromkeys((*found.get(said, ()), *group)))
    return {said: some for said, some in found.items() if said not in ("h", "e", "io", "j")}


_OF_START, _OF_SOUND, _OF_END = _by_spelling(_STARTS), _by_spelling(_SOUNDS), _by_spelling(_ENDS)


def _any_of(known: Iterable[str]) -> str:
    return "|".join(sorted(known, key=len, reverse=True))


_START = re.compile(f"{_any_of(_OF_START)}|e(?=[gvw])")
_END = re.compile(f"(?:{_any_of(_OF_END)})(?=s?$)")
_SOUND = re.compile(f"{_any_of(_OF_SOUND)}|.")
_MARKED = re.compile(
    r".*(?:tsch|dsch|shch|zh|kh|sch(?:en|in)|tch|oigu).*|(?:[jy]ew|yev|evg|[jy]e[lrk](?![lr])|[wv]l).*|.{2,}(?:[oe](?:[wv]|ff)a?|[sc]k(?:[iy]|[iy][ijy])"
    r"|.[ij]?aja|.[iy]?aya|.aia|.tr(?:[iy]|[iy]j|iy|ii)|enko|h?uk|ich|ovic|[tlkrdzs]ine?|n[iy][jy]|lny|i[wv]|[aeo][ijy]|[bdgklmnprstvwz][jy]a)s?"
)
"""Names that look as if they came from other letters."""


def is_marked(word: str) -> bool:
    """Whether a name looks as if it came from other letters."""
    return len(word) >= _SHORTEST and _MARKED.fullmatch(word) is not None


def spellings(word: str, begun: Callable[[set[str]], set[str]] = set) -> set[str]:
    """How else a name may be written, much of it by nobody. ``begun``: which of some beginnings any word has."""
    if len(word) < _SHORTEST:
        return set()
    parts = [*_parts(word)]
    first = sum(number <= _BEGINNINGS for number in accumulate(map(len, parts), mul))
    begins = ["".join(said) for said in product(*parts[:first])]
    ends = ["".join(said) for said in islice(product(*parts[first:]), _MOST)]
    there = begun(set(begins))
    found = {
        begin + end
        for number, begin in enumerate(begins)
        for end in (ends[: max(0, _MOST - number * len(ends))] if begin in there else ())
    }
    found = {said for said in found if len(said) >= _SHORTEST}
    return found.union(said + "s" for said in found if len(said) > _SHORTEST) - {word}


def _parts(word: str) -> Iterator[tuple[str, ...]]:
    end = _END.search(word)
    stop = end.start() if end else len(word)
    start = _START.match(word, 0, stop)
    if start:
        yield _OF_START.get(start.group(), _STARTS[0])
    for sound in _SOUND.finditer(word, start.end() if start else 0, stop):
        yield _OF_SOUND.get(sound.group(), (sound.group(),))
    if end:
        yield _OF_END[end.group()]
