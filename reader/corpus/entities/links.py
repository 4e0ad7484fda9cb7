"""Linking in the file: names to entities, from nothing or as far as a change reaches. Both give the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reader.corpus import names, roles, rules
from reader.corpus.amendments import keys_of_pair
from reader.corpus.entities import rows
from reader.corpus.entities.reach import Reach
from reader.corpus.file import Corpus

Watch = Callable[[str], None]
_SHARE = 4
"""Where more than one name in so many changed, all are linked anew: it is the shorter way."""


def relink(corpus: Corpus, watch: Watch = lambda _: None) -> None:
    """Link what changed since names were last linked: names that came or went, and what a person corrected."""
    _relink(corpus, watch)
    roles.resolve(corpus)


def _relink(corpus: Corpus, watch: Watch) -> None:
    if not names.is_current(corpus):
        if corpus.row("SELECT 1 FROM derived WHERE what = 'links'"):
            _link_all(corpus, watch)
        return
    changed = corpus.rows("SELECT DISTINCT n, key FROM unlinked JOIN name ON n = name")
    if not changed:
        return
    in_use = corpus.rows("SELECT count(*) FROM name_use")[0][0]
    if len(changed) * _SHARE > in_use + 100:
        _link_all(corpus, watch)
    else:
        _relink_some(corpus, [key for _, key in changed])


def _relink_some(corpus: Corpus, changed: Sequence[str]) -> None:
    from reader.link import link

    with corpus.write() as db:
        reach = Reach(corpus)
        new = reach.take(changed) | set(changed)
        while new := reach.take(reach.family(new)):
            pass
        _store_cores(db, reach)
        new = reach.numbers.keys() | set(changed)
        while new := reach.take(reach.joined(new)):
            pass
        linked = link(reach.uses(), rules.of_keys(corpus, reach.numbers), reach.beyond())
        rows.update(corpus, db, reach.numbers, linked)
        db.execute("DELETE FROM unlinked")


def _store_cores(db: Any, reach: Reach) -> None:
    """Write which of the names taken are one whoever else is named; all that are akin to them are among them."""
    from reader.link import Beyond, cores

    groups = cores(reach.uses(), rules.of_keys(reach.corpus, reach.numbers), Beyond(reach.borne()))
    cored = [(reach.numbers[group[0]], reach.numbers[key]) for group in groups for key in group]
    db.executemany("UPDATE name_use SET core = ?1 WHERE name = ?2 AND core IS NOT ?1", cored)


def relink_all(corpus: Corpus, watch: Watch = lambda _: None) -> None:
    """Link all names of the corpus from nothing, with all that is kept of them."""
    _link_all(corpus, watch)
    roles.resolve(corpus)


def _link_all(corpus: Corpus, watch: Watch) -> None:
    from reader.link import link_with_cores

    watch("names")
    with corpus.write() as db:
        for table in ("name_use", "name_form", "name_block", "name_pair", "sighting", "unlinked"):
            db.execute(f"DELETE FROM {table}")
        numbers = _count_all(corpus, db, watch)
        counts = corpus.rows("SELECT name, key, mentions, articles FROM name_use JOIN name ON n = name")
        uses, said = names.uses(counts, corpus.connection.execute(names.WRITTEN)), rules.every(corpus)
        watch("links")
        linked, cores = link_with_cores(uses, said)
        grouped = [(numbers[group[0]], numbers[key]) for group in cores for key in group]
        db.executemany("UPDATE name_use SET core = ? WHERE name = ?", grouped)
        rows.write_all(corpus, db, numbers, linked, watch)
        names.say(corpus, names.CURRENT)


def _count_all(corpus: Corpus, db: Any, watch: Watch) -> dict[str, int]:
    """Fill the tables of names from the mentions. Gives the numbers of all names in use."""
    from reader.link.blocks import forms

    db.execute(f"{names.USES} GROUP BY name")
    watch("dates")
    db.execute(f"{names.SIGHTINGS} GROUP BY name, stamp")
    watch("forms")
    counted = names.forms_of(corpus.connection.execute(f"{names.FORMS} {names.BY_FORM}"))
    db.executemany("INSERT INTO name_form VALUES (?, ?, ?, ?)", counted)
    numbers = dict(corpus.rows("SELECT key, n FROM name_use JOIN name ON n = name ORDER BY key"))
    shared = sorted({(form, number) for key, number in numbers.items() for form in forms(key)})
    db.executemany("INSERT INTO name_block VALUES (?, ?)", shared)
    pairs = corpus.rows("SELECT row FROM state WHERE tbl = 'same'")
    both = [(key, row) for (row,) in pairs for key in keys_of_pair(row)]
    db.executemany("INSERT OR IGNORE INTO name_pair VALUES (?, ?)", both)
    return numbers
