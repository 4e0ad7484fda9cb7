"""Which language the blocks of a text are in, told by their small words."""

from __future__ import annotations

from collections.abc import Sequence

from reader.recognise.tokens import Tokens

_WORDS = {
    "de": (
        "aber als am auch auf aus bei bis das dass dem den der die durch ein eine einem einen einer er es für "
        "haben hat ich im ist kein mehr mit nach nicht noch nur oder sei sein sich sie sind um und vom von vor "
        "war was wegen wenn werden wie wird wurde zu zum zur zwischen über "
    ),
    "en": (
        "a about after an and are as at be been but by could do for from had has have he her his how i if in into "
        "is it its my not of on or our she should than that the their them there they this to was we were what "
        "when which who will with would you your "
    ),
}
_SMALL = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_SHARE = {"de": 0.12, "en": 0.2}
"""Of the words without a capital so many are small ones of the language; in English more of all words are small."""
_ENOUGH, _ENOUGH_IN_ALL = 6, 3
"""Words without a capital from which a block, and a text as a whole, show their language."""

_Count = tuple[dict[str, int], int]


def languages(lines: Sequence[Tokens], language: str | None) -> list[str]:
    """For each block "de", "en" or nothing; short blocks follow the text, a short text the hint, else it is German."""
    counts = [_count(line) for line in lines]
    enough = _ENOUGH_IN_ALL if language is None else _ENOUGH
    whole = _shown(_sum(counts), enough, (language or "de")[:2])
    return [_shown(count, _ENOUGH, whole) for count in counts]


def _shown(count: _Count, enough: int, otherwise: str) -> str:
    """The language in which most of the words are small ones, if there are words ``enough``."""
    small, all_ = count
    if all_ < enough:
        return otherwise
    shown = {name: small[name] / all_ for name in small if small[name] >= _SHARE[name] * all_}
    return max(shown, key=shown.__getitem__, default="")


def _sum(counts: Sequence[_Count]) -> _Count:
    return {name: sum(small[name] for small, _ in counts) for name in _SMALL}, sum(count for _, count in counts)


def _count(line: Tokens) -> _Count:
    plain = [word for word in line.words if word.islower()]
    return {name: sum(word in small for word in plain) for name, small in _SMALL.items()}, len(plain)
