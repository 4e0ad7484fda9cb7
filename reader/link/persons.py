"""Names of persons across a corpus: full names that are one, and bare family names that mean one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from reader.link.blocks import bare_forms, family_forms, heard, in_order, is_full, outer, undivided, words
from reader.link.groups import Groups
from reader.link.names import is_family_first
from reader.link.records import Beyond


def join_full_names(groups: Groups) -> None:
    """Spellings ("Sergej", "Sergei Schoigu"), orders ("Jong Un Kim") and middle names of one person.

    Where the family name stands first, only the same letters are the same person: Ri Jong Ho is not Ri Yong Ho.
    """
    full = list(filter(is_full, groups.uses))
    eastern = [key for key in full if is_family_first(words(key))]
    western = [key for key in full if not is_family_first(words(key))]
    _join_equal(groups, full, in_order, "the same words in another order")
    _join_equal(groups, eastern, undivided, "the same name, divided otherwise")
    _join_heard(groups, western)
    _middle_names(groups, western)


def _join_equal(groups: Groups, keys: list[str], form: Callable[[str], str], reason: str) -> None:
    for block in blocks(keys, form):
        for key in block[1:]:
            groups.join(block[0], key, reason)


def _join_heard(groups: Groups, keys: Iterable[str]) -> None:
    sounding: dict[str, str] = {}
    for key in keys:
        for form in heard(key):
            groups.join(sounding.setdefault(form, key), key, "another spelling")


def blocks(keys: Iterable[str], form: Callable[[str], str]) -> list[list[str]]:
    """The keys that share a form, if there are two or more."""
    sharing: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        sharing[form(key)].append(key)
    return [block for block in sharing.values() if len(block) > 1]


def _middle_names(groups: Groups, keys: list[str]) -> None:
    """Joins "Donald Trump" with "Donald J. Trump", if the corpus knows only one such middle name."""
    for block in blocks(keys, outer):
        plain = [key for key in block if len(words(key)) == 2]
        longer = [key for key in block if len(words(key)) > 2]
        if plain and longer and len({groups.leader[key] for key in longer}) == 1:
            groups.join(plain[0], longer[0], "with a middle name")


def join_bare_names(groups: Groups, beyond: Beyond) -> None:
    """A bare family name means the one person of the corpus who has it; if two have it, it stays alone.

    Who bears which name is asked before any bare name is joined, so that it does not matter which comes first.
    """
    bearers: dict[str, dict[str, str]] = defaultdict(dict)
    for key in groups.uses:
        for form in family_forms(key):
            bearers[form].setdefault(groups.leader[key], key)
    meant = {key: _bearer(key, bearers, beyond) for key in groups.uses}
    for key, person in meant.items():
        if person is not None:
            groups.join(person, key, "family name; the corpus knows one person of it")


def _bearer(key: str, bearers: Mapping[str, Mapping[str, str]], beyond: Beyond) -> str | None:
    for form in bare_forms(key):
        if form in beyond.shared:
            return None
        if found := bearers.get(form):
            return next(iter(found.values())) if len(found) == 1 else None
    return None
