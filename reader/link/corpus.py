"""The names of a corpus joined into entities.

Names meet only in small blocks (same family name, same skeleton, one letter apart), so the work grows with the
number of names, not with its square; a new name could be linked by looking at its own blocks alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from reader.gazetteer import lookup
from reader.link.names import family_names, is_family_first, one_edit, skeleton

_SPELLING_LENGTH = 8
_MAJORITY, _SIGHTINGS = 0.8, 3


@dataclass(frozen=True, slots=True)
class NameUse:
    """How a corpus uses one key: the display names with their counts, all mentions, the articles."""

    key: str
    type: str
    forms: Mapping[str, int]
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Rules:
    """A person's corrections, by key. In a pair of ``same`` the first key keeps its id."""

    same: tuple[tuple[str, str], ...] = ()
    never: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Linked:
    """An entity: its id and name, the keys that mean it (the first gives the id), and why each belongs to it."""

    id: str
    name: str
    type: str
    keys: tuple[str, ...]
    reasons: Mapping[str, str]


NO_RULES = Rules()


def entity_id(key: str) -> str:
    """The id of the entity whose first key this is: 16 hex digits."""
    return sha256(key.encode()).hexdigest()[:16]


def link(uses: Iterable[NameUse], rules: Rules = NO_RULES) -> tuple[Linked, ...]:
    """The entities of a corpus, most mentioned first; the order of ``uses`` plays no part.

    The first key of an entity: one that a correction merged others into, else a known name, else a full name,
    else any; the alphabet decides between equals. Every id an entity ever had is `entity_id` of one of its keys.
    An entity whose first key is rejected is left out, and so are rejected keys of others.
    """
    known = {use.key: use for use in sorted(uses, key=lambda use: use.key)}
    groups = _Groups(known, rules)
    _same(groups, rules)
    _genitives(groups)
    _spellings(groups)
    _full_names(groups)
    _types(groups)
    _bare_names(groups)
    linked = [_linked(keys, groups, rules) for keys in groups.members.values()]
    return tuple(sorted(filter(None, linked), key=lambda e: (-_mentions(e, known), e.name, e.id)))


def _mentions(entity: Linked, known: Mapping[str, NameUse]) -> int:
    return sum(known[key].mentions for key in entity.keys)


class _Groups:
    """Keys that mean the same, with what keeps groups apart."""

    def __init__(self, uses: Mapping[str, NameUse], rules: Rules) -> None:
        self.uses = uses
        self.leader = {key: key for key in uses}
        self.members = {key: [key] for key in uses}
        self.reasons = dict.fromkeys(uses, "")
        firsts, others = {one for one, _ in rules.same}, {other for _, other in rules.same}
        self.kept, self.merged = firsts - others, others
        self.enemies: dict[str, set[str]] = defaultdict(set)
        for one, other in rules.never:
            self.enemies[one].add(other)
            self.enemies[other].add(one)

    def join(self, one: str, other: str, reason: str) -> None:
        """Joins the groups of two keys, ``other`` for this reason, unless a correction keeps them apart."""
        a, b = self.leader[one], self.leader[other]
        if a == b or self._hostile(a, b):
            return
        small, large = sorted((a, b), key=lambda leader: len(self.members[leader]))
        for key in self.members[small]:
            self.leader[key] = large
        self.members[large] += self.members.pop(small)
        self.reasons[other] = self.reasons[other] or reason

    def _hostile(self, a: str, b: str) -> bool:
        if len(self.members[a]) > len(self.members[b]):
            a, b = b, a
        return any(self.leader.get(enemy) == b for key in self.members[a] for enemy in self.enemies.get(key, ()))

    def of_type(self, type_: str) -> list[str]:
        """The keys of a type, in order."""
        return [key for key in self.uses if key.startswith(type_ + ":")]

    def words(self, key: str) -> tuple[str, ...]:
        """The words of the name of a key."""
        return tuple(key.partition(":")[2].split())


def _same(groups: _Groups, rules: Rules) -> None:
    for one, other in rules.same:
        if one in groups.uses and other in groups.uses:
            groups.join(one, other, "joined by hand")


def _genitives(groups: _Groups) -> None:
    """A form in -s is a genitive only if the form without it occurs: "Ris" and "Ri", not "Paris"."""
    families = {
        family for key in groups.of_type("PER") if len(w := groups.words(key)) > 1 for family in family_names(w)
    }
    for key in groups.uses:
        bare = key[:-1]
        if not key.endswith("s") or _is_known(key) or bare not in groups.uses:
            continue
        if groups.words(key)[-1] not in families:
            groups.join(bare, key, "genitive")


def _is_known(key: str) -> bool:
    entry = lookup(key.partition(":")[2])
    return entry is not None and entry.type == key.partition(":")[0]


def _spellings(groups: _Groups) -> None:
    """Long names one letter apart ("Wladiwostock"); two known names are never one."""
    for type_ in ("LOC", "ORG", "MISC"):
        for near in _near([key for key in groups.of_type(type_) if len(key) - len(type_) > _SPELLING_LENGTH]):
            known = [key for key in near if _is_known(key)]
            if len(known) < 2:
                common = known[0] if known else max(near, key=lambda key: (groups.uses[key].mentions, key))
                for key in near:
                    groups.join(common, key, "another spelling")


def _near(keys: list[str]) -> Iterable[tuple[str, str]]:
    """Pairs of keys one edit apart: those that are equal when a letter is left out."""
    buckets: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if len(key) < 80:
            for form in {key, *(key[:i] + key[i + 1 :] for i in range(4, len(key)))}:
                buckets[form].append(key)
    pairs = {(a, b) for bucket in buckets.values() if len(bucket) < 9 for a in bucket for b in bucket if a < b}
    return sorted(pair for pair in pairs if one_edit(*pair) and not any(c.isdigit() for c in "".join(pair)))


def _full_names(groups: _Groups) -> None:
    """Spellings ("Sergej", "Sergei Schoigu"), orders ("Jong Un Kim") and middle names of one person.

    Where the family name stands first, only the same letters are the same person: Ri Jong Ho is not Ri Yong Ho.
    """
    full = [key for key in groups.of_type("PER") if len(groups.words(key)) > 1]
    eastern = [key for key in full if is_family_first(groups.words(key))]
    western = [key for key in full if not is_family_first(groups.words(key))]
    _join_equal(groups, full, lambda key: " ".join(sorted(groups.words(key))), "the same words in another order")
    _join_equal(groups, eastern, lambda key: "".join(groups.words(key)), "the same name, divided otherwise")
    _join_equal(groups, western, lambda key: " ".join(map(skeleton, groups.words(key))), "another spelling")
    _middle_names(groups, western)


def _join_equal(groups: _Groups, keys: list[str], form: Callable[[str], str], reason: str) -> None:
    for block in _blocks(keys, form):
        for key in block[1:]:
            groups.join(block[0], key, reason)


def _blocks(keys: Iterable[str], form: Callable[[str], str]) -> list[list[str]]:
    """The keys that share a form, if there are two or more."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        blocks[form(key)].append(key)
    return [block for block in blocks.values() if len(block) > 1]


def _middle_names(groups: _Groups, keys: list[str]) -> None:
    """Joins "Donald Trump" with "Donald J. Trump", if the corpus knows only one such middle name."""
    for block in _blocks(keys, lambda key: " ".join(map(skeleton, _outer(groups.words(key))))):
        plain = [key for key in block if len(groups.words(key)) == 2]
        longer = [key for key in block if len(groups.words(key)) > 2]
        if plain and longer and len({groups.leader[key] for key in longer}) == 1:
            groups.join(plain[0], longer[0], "with a middle name")


def _outer(words: tuple[str, ...]) -> tuple[str, str]:
    return words[0], words[-1]


def _types(groups: _Groups) -> None:
    """A name seen as two types goes with the type of at least 80 % of its sightings, if there are three."""
    for block in _blocks(groups.uses, lambda key: key.partition(":")[2]):
        counts = Counter({key: groups.uses[key].mentions for key in block})
        best = min(block, key=lambda key: (-counts[key], key))
        if counts.total() >= _SIGHTINGS and counts[best] >= _MAJORITY * counts.total():
            for key in block:
                if not _is_known(key):
                    groups.join(best, key, "the same name, mostly of this type")


def _bare_names(groups: _Groups) -> None:
    """A bare family name means the one person of the corpus who has it; if two have it, it stays alone."""
    persons: dict[str, list[str]] = defaultdict(list)
    for key in groups.of_type("PER"):
        words = groups.words(key)
        for family in family_names(words) if len(words) > 1 else ():
            persons[skeleton(family)].append(key)
    for key in groups.of_type("PER"):
        if len(groups.words(key)) == 1:
            _attach(groups, key, persons)


def _attach(groups: _Groups, key: str, persons: Mapping[str, list[str]]) -> None:
    word = groups.words(key)[0]
    for form in (word, word.removesuffix("s")):
        full = persons.get(skeleton(form), [])
        if len({groups.leader[name] for name in full}) == 1:
            groups.join(full[0], key, "family name; the corpus knows one person of it")
        if full:
            return


def _linked(keys: list[str], groups: _Groups, rules: Rules) -> Linked | None:
    first = min(keys, key=lambda key: _rank(key, groups))
    rest = sorted(key for key in keys if key != first and key not in rules.rejected)
    if first in rules.rejected:
        return None
    kept = (first, *rest)
    reasons = {key: groups.reasons[key] or ("its own name" if key == first else "another form") for key in kept}
    type_ = next((rules.types[key] for key in kept if key in rules.types), first.partition(":")[0])
    return Linked(entity_id(first), _name(kept, groups, rules), type_, kept, reasons)


def _rank(key: str, groups: _Groups) -> tuple[int, bool, bool, str]:
    merged = 0 if key in groups.kept else 2 if key in groups.merged else 1
    return merged, not _is_known(key), len(groups.words(key)) < 2, key


def _name(keys: tuple[str, ...], groups: _Groups, rules: Rules) -> str:
    """The name to show: a person's correction, a known name, else the commonest of the fullest kind."""
    if corrected := next((rules.names[key] for key in keys if key in rules.names), None):
        return corrected
    if _is_known(keys[0]) and (entry := lookup(keys[0].partition(":")[2])):
        return entry.name
    forms: Counter[str] = Counter()
    for key in keys:
        if (len(groups.words(key)) > 1) == (len(groups.words(keys[0])) > 1):
            forms.update(groups.uses[key].forms)
    return min(forms, key=lambda form: (-forms[form], form), default=keys[0].partition(":")[2])
