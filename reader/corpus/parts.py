"""Conditions on cards as SQL, in parts: each as a test, and where that can be had as the stamps that stand it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Part(NamedTuple):
    """What one condition asks of a card: as a test, and as a SELECT of the stamps that stand it."""

    test: str
    parameters: tuple[Any, ...] = ()
    stamps: str = ""
    """Empty where none is quick."""
    stamped: tuple[Any, ...] = ()
    """The parameters of ``stamps``."""
    span: tuple[int, int] | None = None
    """The stamps between which all lie that stand it: from the one, and before the other."""
    by_index: str = ""
    """The same test where nothing is known of the card but its stamp; empty if the card is needed."""
    others: str = ""
    """A SELECT of the stamps that do not stand it, with the same parameters, where an index has them, too."""


@dataclass(slots=True)
class Condition:
    """An SQL condition over ``card`` with its parameters."""

    parts: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)
    wanted: list[Part] = field(default_factory=list)
    unwanted: list[Part] = field(default_factory=list)
    """Those of the parts whose stamps can be had, and that are to be fulfilled, or not to be."""
    said: Part | None = None
    """That of the parts which asks what the texts say, if the index of texts alone tells."""

    @property
    def sql(self) -> str:
        """What stands behind WHERE."""
        return " AND ".join(self.parts) or "1"

    @property
    def sign(self) -> Hashable:
        """By which it is known again."""
        return self.sql, tuple(self.parameters)

    @property
    def is_indexed(self) -> bool:
        """Whether the stamps of every part can be had."""
        return len(self.wanted) + len(self.unwanted) == len(self.parts)

    @property
    def is_of_stamps(self) -> bool:
        """Whether those of every part can be had besides what the texts say, which is had from their index."""
        return len(self.wanted) + len(self.unwanted) + (self.said is not None) == len(self.parts)

    def ask(self, part: Part, *, negated: bool = False) -> None:
        """That a part is fulfilled, or is not."""
        # What is not known is not what was excluded.
        self.add(f"NOT ifnull({part.test}, 0)" if negated else f"({part.test})", *part.parameters)
        if part.stamps:
            (self.unwanted if negated else self.wanted).append(part)

    def besides(self, part: Part) -> Condition:
        """What else is asked of cards, where the stamps of every part can be had."""
        others = Condition()
        for one in self.wanted:
            if one is not part:
                others.ask(one)
        for one in self.unwanted:
            others.ask(one, negated=True)
        return others

    def by_index(self) -> Condition | None:
        """The same where nothing is known of a card but its stamp; ``None`` if the cards are needed."""
        if not self.is_indexed or not all(part.by_index for part in (*self.wanted, *self.unwanted)):
            return None
        found = Condition()
        for part in self.wanted:
            found.add(f"({part.by_index})", *part.parameters)
        for part in self.unwanted:
            found.add(f"NOT ({part.by_index})", *part.parameters)
        return found

    def add(self, sql: str, *parameters: Any) -> None:
        """One condition more."""
        self.parts.append(sql)
        self.parameters += parameters


def either(parts: list[Part]) -> Part:
    """Any of some parts."""
    had = all(part.stamps for part in parts)
    return Part(
        " OR ".join(part.test for part in parts),
        tuple(value for part in parts for value in part.parameters),
        " UNION ".join(part.stamps for part in parts) if had else "",
        tuple(value for part in parts for value in part.stamped),
        by_index=" OR ".join(part.by_index for part in parts) if all(part.by_index for part in parts) else "",
    )
