"""Which names a change can reach: those that are to be linked anew so that the result is that of linking all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.corpus import names, rules
from reader.corpus.file import Corpus
from reader.corpus.names import among
from reader.records import ENTITY_TYPES

if TYPE_CHECKING:
    from reader.link import Beyond, NameUse


class Reach:
    """Names in use, by key, that are taken together with all that are akin to them, and numbered as in the file."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.numbers: dict[str, int] = {}
        self._bearers: dict[str, str | None] = {}

    def take(self, keys: Iterable[str]) -> set[str]:
        """Take names, whether in use or gone, with all that are akin to them. Gives those in use that are new here."""
        seeds = set(keys)
        present = self._present(seeds)
        frontier = seeds - self.numbers.keys()
        before = set(self.numbers)
        self.numbers.update(present)
        while frontier:
            akin = {key: number for key, number in self._akin(frontier).items() if key not in self.numbers}
            self.numbers.update(akin)
            frontier = set(akin)
        return self.numbers.keys() - before

    def _present(self, keys: Iterable[str]) -> dict[str, int]:
        return dict(among(self.corpus, "SELECT key, n FROM name JOIN name_use ON name = n WHERE key IN ({})", keys))

    def _akin(self, keys: set[str]) -> dict[str, int]:
        from reader.link import blocks

        by_letters = {near for key in keys for near in blocks.neighbours(key)}
        found = self._present(by_letters | rules.partners(self.corpus, keys))
        wanted: dict[str, list[str]] = {}
        for key in keys:
            for form in blocks.probes(key):
                wanted.setdefault(form, []).append(key)
        for form, other, number in self._sharing(wanted):
            if any(blocks.are_akin(key, other) for key in wanted[form]):
                found[other] = number
        return found

    def _sharing(self, forms: Iterable[str]) -> Iterable[tuple[str, str, int]]:
        return among(
            self.corpus, "SELECT form, key, n FROM name_block JOIN name ON n = name WHERE form IN ({})", sorted(forms)
        )

    def family(self, keys: Iterable[str]) -> set[str]:
        """The bare names that full names have a say in: as their family name, or as one that ends like a genitive."""
        from reader.link import blocks

        full = [key for key in keys if blocks.is_full(key)]
        forms = {blocks.BARE + form for key in full for form in blocks.family_forms(key)}
        said = {family for key in full for written in (key, key + "s") for family in blocks.families(written)}
        near = {other for _, other, _ in self._sharing(forms)}
        return near | {f"{type_}:{family}" for family in said for type_ in ENTITY_TYPES}

    def joined(self, keys: set[str]) -> set[str]:
        """What belongs to one entity with some names: the person that a bare one means, and what was linked before."""
        from reader.link import blocks

        before = among(
            self.corpus,
            "SELECT other.key FROM name JOIN name AS other ON other.entity = name.entity WHERE name.key IN ({})",
            keys,
        )
        found = {row[0] for row in before}
        for key in keys:
            found.update(filter(None, (self.bearer(form) for form in blocks.bare_forms(key))))
        single = {
            blocks.BARE + form for key in keys for form in blocks.family_forms(key) if self.bearer(form) is not None
        }
        return found | {other for _, other, _ in self._sharing(single)}

    def bearer(self, form: str) -> str | None:
        """A full name of the one person who bears a family name; ``None`` if nobody does, or several."""
        if form not in self._bearers:
            self._bearers[form] = None if self.shared(form) else self._one(form)
        return self._bearers[form]

    def _one(self, form: str) -> str | None:
        from reader.link.blocks import BEARER

        row = self.corpus.row("SELECT key FROM name_block JOIN name ON n = name WHERE form = ?", (BEARER + form,))
        return row[0] if row else None

    def shared(self, form: str) -> bool:
        """Whether several persons bear a family name."""
        from reader.link.blocks import BEARER

        persons = self.corpus.rows(
            "SELECT DISTINCT core FROM name_block JOIN name_use USING (name) WHERE form = ? LIMIT 2", (BEARER + form,)
        )
        return len(persons) > 1

    def beyond(self) -> Beyond:
        """What other names of the corpus have a say in, of those taken."""
        from reader.link import Beyond, blocks

        bare = {form for key in self.numbers for form in blocks.bare_forms(key)}
        return Beyond(self.borne(), frozenset(filter(self.shared, bare)))

    def borne(self) -> frozenset[str]:
        """Of the names taken that could be genitives, those that somebody bears as family name."""
        from reader.link import blocks, is_genitive

        taken = {key.partition(":")[2] for key in self.numbers}
        wanted = {name for name in taken if name.endswith("s") and " " not in name and name[:-1] in taken}
        forms = {blocks.BEARER + form for word in wanted for form in blocks.family_forms(f"PER:- {word}")}
        full = [key for _, key, _ in self._sharing(forms)]
        present = self._present({key[:-1] for key in full})
        return frozenset(family for key in full if not is_genitive(key, present) for family in blocks.families(key))

    def uses(self) -> list[NameUse]:
        """How the corpus uses the names taken."""
        wanted = self.numbers.values()
        counts = "SELECT name, key, mentions, articles FROM name_use JOIN name ON n = name WHERE name IN ({})"
        forms = among(self.corpus, f"{names.WRITTEN} WHERE name IN ({{}})", wanted)
        return names.uses(among(self.corpus, counts, wanted), forms)
