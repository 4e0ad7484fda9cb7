"""Which blocks are German, told by their small words."""

from __future__ import annotations

from collections.abc import Sequence

from reader.recognise.tokens import Tokens

_WORDS = (
    "aber als am auch auf aus bei bis das dass dem den der die durch ein eine einem einen einer er es für "
    "haben hat ich im ist kein mehr mit nach nicht noch nur oder sei sein sich sie sind um und vom von vor "
    "war was wegen wenn werden wie wird wurde zu zum zur zwischen über "
)
_SMALL = frozenset(_WORDS.split())
_SHARE = 0.12
_ENOUGH, _ENOUGH_IN_ALL = 6, 3
"""Words without a capital from which a block, and a text as a whole, show their language."""


def german(lines: Sequence[Tokens], language: str | None) -> list[bool]:
    """For each block whether it is German; short ones follow the text, a short text the hint."""
    counts = [_count(line) for line in lines]
    small, count = (sum(numbers) for numbers in zip(*counts, strict=True)) if counts else (0, 0)
    enough = _ENOUGH_IN_ALL if language is None else _ENOUGH
    whole = small >= _SHARE * count if count >= enough else language in (None, "de")
    return [small >= _SHARE * count if count >= _ENOUGH else whole for small, count in counts]


def _count(line: Tokens) -> tuple[int, int]:
    plain = [word for word in line.words if word.islower()]
    return sum(word in _SMALL for word in plain), len(plain)
