"""The names of a corpus joined into entities.

Names meet only where they are akin (`reader.link.blocks`), so the work grows with the number of names, not with
its square, and a change concerns only names that can be reached from it. `link` of those alone gives what `link`
of the whole corpus would give for them, if ``beyond`` says what the others have a say in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from reader.gazetteer import lookup
from reader.link.blocks import can_be_misspelt, families, is_known, is_long, is_misspelt, words
from reader.link.groups import Groups
from reader.link.persons import blocks, join_bare_names, join_full_names
from reader.link.records import NO_RULES, NOTHING, Beyond, Linked, NameUse, Rules, entity_id

_MAJORITY, _SIGHTINGS = 0.8, 3


def link(uses: Iterable[NameUse], rules: Rules = NO_RULES, beyond: Beyond = NOTHING) -> tuple[Linked, ...]:
    """The entities of a corpus, most mentioned first; the order of ``uses`` plays no part.

    The first key of an entity: one that a correction merged others into, else a known name, else a full name,
    else any; the alphabet decides between equals. Every id an entity ever had is `entity_id` of one of its keys.
    An entity whose first key is rejected is left out, and so are rejected keys of others.
    """
    return _whole(_certain(uses, rules, beyond), rules, beyond)


def link_with_cores(uses: Iterable[NameUse], rules: Rules) -> tuple[tuple[Linked, ...], tuple[tuple[str, ...], ...]]:
    """Both `link` and `cores` of a whole corpus."""
    groups = _certain(uses, rules, NOTHING)
    found = _cores(groups)
    return _whole(groups, rules, NOTHING), found


def _whole(groups: Groups, rules: Rules, beyond: Beyond) -> tuple[Linked, ...]:
    join_bare_names(groups, beyond)
    linked = [_linked(keys, groups, rules) for keys in groups.members.values()]
    return tuple(sorted(filter(None, linked), key=lambda e: (-_mentions(e, groups.uses), e.name, e.id)))


def cores(uses: Iterable[NameUse], rules: Rules = NO_RULES, beyond: Beyond = NOTHING) -> tuple[tuple[str, ...], ...]:
    """The groups of keys that are one whoever else the corpus knows: all joined but bare family names."""
    return _cores(_certain(uses, rules, beyond))


def _cores(groups: Groups) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sorted(keys)) for keys in groups.members.values())


def _certain(uses: Iterable[NameUse], rules: Rules, beyond: Beyond) -> Groups:
    groups = Groups({use.key: use for use in sorted(uses, key=lambda use: use.key)}, rules)
    _same(groups, rules)
    _genitives(groups, beyond)
    _spellings(groups)
    join_full_names(groups)
    _types(groups)
    return groups


def _mentions(entity: Linked, known: Mapping[str, NameUse]) -> int:
    return sum(known[key].mentions for key in entity.keys)


def _same(groups: Groups, rules: Rules) -> None:
    for one, other in rules.same:
        if one in groups.uses and other in groups.uses:
            groups.join(one, other, "joined by hand")


def _genitives(groups: Groups, beyond: Beyond) -> None:
    """A form in -s is a genitive only if the form without it occurs: "Ris" and "Ri", not "Paris".

    Nor is a bare name one that somebody bears as family name ("Maas").
    """
    borne = beyond.families.union(*(families(key) for key in groups.uses if not is_genitive(key, groups.uses)))
    for key in groups.uses:
        if is_genitive(key, groups.uses) and (len(words(key)) > 1 or words(key)[0] not in borne):
            groups.join(key[:-1], key, "genitive")


def is_genitive(key: str, present: Mapping[str, object]) -> bool:
    """Whether a name in -s can be the genitive of another that is present."""
    return key.endswith("s") and key[:-1] in present and bool(words(key[:-1])) and not is_known(key)


def _spellings(groups: Groups) -> None:
    """Long names one letter apart ("Wladiwostock"); two known names are never one."""
    for one, other in sorted(set(_near(list(filter(can_be_misspelt, groups.uses))))):
        known = [key for key in (one, other) if groups.known(key)]
        if len(known) < 2:
            common = known[0] if known else max((one, other), key=lambda key: (groups.uses[key].mentions, key))
            groups.join(common, other if common == one else one, "another spelling")


def _near(keys: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys one letter apart, enough of them to reach each from each.

    Where a letter is left out at the same place, all that are equal then are near: each to the next will do.
    """
    gaps: dict[tuple[str, int, bool], list[str]] = defaultdict(list)
    whole = set(keys)
    for key in keys:
        for at in range(key.index(":") + 1, len(key)):
            without = key[:at] + key[at + 1 :]
            gaps[without, at, key[at].isalpha()].append(key)
            if without in whole and is_misspelt(without, key):
                yield without, key
    for near in gaps.values():
        yield from (pair for pair in pairwise(near) if is_misspelt(*pair))


def _types(groups: Groups) -> None:
    """A name seen as two types goes with the type of at least 80 % of its sightings, if there are three."""
    for block in blocks(groups.uses, lambda key: key.partition(":")[2]):
        counts = Counter({key: groups.uses[key].mentions for key in block})
        best = min(block, key=lambda key: (-counts[key], key))
        if counts.total() >= _SIGHTINGS and counts[best] >= _MAJORITY * counts.total():
            for key in block:
                if not is_known(key):
                    groups.join(best, key, "the same name, mostly of this type")


def _linked(keys: list[str], groups: Groups, rules: Rules) -> Linked | None:
    first = min(keys, key=lambda key: _rank(key, groups))
    rest = sorted(key for key in keys if key != first and key not in rules.rejected)
    if first in rules.rejected:
        return None
    kept = (first, *rest)
    reasons = {key: groups.reasons[key] or ("its own name" if key == first else "another form") for key in kept}
    type_ = next((rules.types[key] for key in kept if key in rules.types), first.partition(":")[0])
    return Linked(entity_id(first), _name(kept, groups, rules), type_, kept, reasons)


def _rank(key: str, groups: Groups) -> tuple[int, bool, bool, str]:
    merged = 0 if key in groups.kept else 2 if key in groups.merged else 1
    return merged, not is_known(key), not is_long(key), key


def _name(keys: tuple[str, ...], groups: Groups, rules: Rules) -> str:
    """The name to show: a person's correction, a known name, else the commonest of the fullest kind."""
    if corrected := next((rules.names[key] for key in keys if key in rules.names), None):
        return corrected
    if is_known(keys[0]) and (entry := lookup(keys[0].partition(":")[2])):
        return entry.name
    forms: Counter[str] = Counter()
    for key in keys:
        if is_long(key) == is_long(keys[0]):
            forms.update(groups.uses[key].forms)
    return min(forms, key=lambda form: (-forms[form], form), default=keys[0].partition(":")[2])
