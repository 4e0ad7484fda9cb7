"""Where it is known which words there are, how they are used, and which of them may mean another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from reader.corpus.file import Corpus


class Use(NamedTuple):
    """The languages in which a term stands, and whether it mostly has a capital there."""

    kinds: str
    noun: bool
    begun: bool
    """Whether it has a capital in half of its texts at least: a name, too, that other languages write small."""


class Besides(Protocol):
    """Words that are somewhere else than in the texts."""

    def used(self, terms: Iterable[str]) -> dict[str, Use]:
        """How those of some terms are used that are there."""

    def begun(self, beginnings: Iterable[str]) -> set[str]:
        """Those of some beginnings that one has."""


class Words(Protocol):
    """The words of which some may mean another: those of the texts, by `wordforms`, or those of other writings."""

    def forms_of(self, corpus: Corpus, word: str, typed: str = "") -> list[str]:
        """Its other forms."""

    def is_verb(self, corpus: Corpus, word: str) -> bool:
        """Whether it is known as a verb."""

    def halves_of(self, corpus: Corpus, word: str) -> list[tuple[str, str]]:
        """The two words that it is made of."""

    def spellings_of(self, corpus: Corpus, word: str) -> list[str]:
        """Those that are the same name in another spelling."""

    def compounds_of(self, corpus: Corpus, word: str, its_forms: Sequence[str], *, begun: bool = False) -> list[str]:
        """Those that it is a part of."""
