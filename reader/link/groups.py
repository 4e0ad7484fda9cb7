"""Keys that mean the same, with why each came in and what keeps groups apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from reader.link.blocks import is_known
from reader.link.records import NameUse, Rules


class Groups:
    """A partition of keys, at first each alone. ``leader`` names the group of a key, ``members`` its keys."""

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

    def known(self, key: str) -> bool:
        """Whether the gazetteer has a name of the group of this key."""
        return any(map(is_known, self.members[self.leader[key]]))
