"""What else of the vocabulary a word that is looked for may mean: its forms, and the compounds it is a part of."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice

from reader.corpus.file import Corpus
from reader.corpus.remembered import answered, remembered
from reader.corpus.wordsource import Besides, Use
from reader.terms import compounds, declension, figures, forms, german, lexicon, transliteration, words
from reader.terms.spelling import undotted

_MOST_FORMS = 64
_MOST_COMPOUNDS = 300
_LOOKED_AT = 1000
"""Words that begin or end like a part, the shortest, of which is asked whether they are compounds."""
_AT_ONCE = 100
"""Of those, so many at a time."""
_PLACE = 5
"""Letters of a place that is known in front of a noun."""
_SHORT = 5
"""Letters of a word that may be another by chance in another language."""
_LAST = "\U0010ffff"
_IS_NOUN = "lower * 2 < seen"
_IS_GERMAN = "instr(kinds, 'd')"
_LOOKED_UP = f"SELECT term, kinds, {_IS_NOUN}, lower * 2 <= seen FROM json_each(?) CROSS JOIN term ON term = value"
_KEPT = 20_000
"""Terms of which is kept how they are used."""


def load() -> None:
    """Load the lists of words that the first search or filter would wait for."""
    from reader import gazetteer
    from reader.link.offices import holders

    gazetteer.lookup("haus")
    holders()
    forms.candidates("verkaufte")
    forms.is_form("verkaufte", "verkauften", "d", known=True, nouns=(False, True))
    lexicon.nouns()
    list(chain(words("Sie nahm teil."), figures.runs(("1", "Mai"))))


def forms_of(corpus: Corpus, word: str, typed: str = "", besides: Besides | None = None) -> list[str]:
    """The other terms of the corpus that are forms of a term; also of those that are ``besides`` its texts.

    ``typed``: how it was typed. Without a capital it may be meant as a verb (landen is not of Land); with one, what is
    known as a noun is none (Schloss is not of schließen).
    """
    lower = typed[:1].islower()
    found = uses(corpus, {word, *forms.candidates(word)}, besides)
    own = found.pop(word, None)
    known, noun = own is not None, own is not None and own.noun
    readings = {(known, noun)}
    if not lower and word in lexicon.nouns():  # as which other languages may not know it
        readings = {(True, True)} if typed.istitle() and german.is_but_noun(word) else {*readings, (True, True)}
    if lower and _has_forms_of_verb(word, found):
        readings = {(True, False), (True, noun)}
    return [
        form
        for form, use in sorted(found.items())
        if any(
            forms.is_form(word, form, _shared_kinds(word, own, form, use, lower), known=there, nouns=(named, capital))
            for there, named in readings
            for capital in {use.noun, use.begun}
        )
    ][:_MOST_FORMS]


def is_verb(corpus: Corpus, word: str, besides: Besides | None = None) -> bool:
    """Whether the corpus knows a term as a verb, and not as a noun."""
    found = uses(corpus, {word, *forms.candidates(word)}, besides)
    own = found.pop(word, None)
    return not (own and own.noun) and _has_forms_of_verb(word, found)


def _has_forms_of_verb(word: str, found: Mapping[str, Use]) -> bool:
    return any(german.are_of_verb(word, form) for form, use in found.items() if not use.noun)


def _shared_kinds(word: str, own: Use | None, form: str, use: Use, lower: bool) -> str:
    """The languages in which a term may be a form of a word: a German one has none in others (Ton, tonnes)."""
    if form == word + "s" or (lower and len(word) > _SHORT):
        return use.kinds
    kinds = own.kinds if own else "d" if word in lexicon.nouns() else use.kinds
    others = "de" if lower else "d"
    return "".join(kind for kind in use.kinds if kind in others or kind in kinds)


def spellings_of(corpus: Corpus, word: str, besides: Besides | None = None) -> list[str]:
    """The terms of the corpus that are a name in another spelling, where one of them looks like one from afar."""
    if word in lexicon.nouns() or word in lexicon.function_words() or not (word.isascii() and word.isalpha()):
        return []
    own = uses(corpus, (word,), besides).get(word)
    if own and not own.noun:
        return []
    made = transliteration.spellings(word, lambda some: _begun(corpus, some, besides))
    sql = f"SELECT term FROM json_each(?) CROSS JOIN term ON term = value WHERE {_IS_NOUN}"
    found = {row[0] for row in corpus.rows(sql, (json.dumps([*made]),))} if made else set()
    found.update(term for term, use in (besides.used(made) if besides else {}).items() if use.noun)
    # What the corpus does not know at all has nothing to be mistaken for.
    is_marked = own is None or transliteration.is_marked(word)
    alike = (form for form in found if is_marked or transliteration.is_marked(form))
    return sorted(form for form in alike if form not in lexicon.nouns())


def _begun(corpus: Corpus, beginnings: Set[str], besides: Besides | None) -> set[str]:
    """Those of some beginnings that a term has."""
    sql = "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM term WHERE term >= value AND term < value || ?)"
    found = {row[0] for row in corpus.rows(sql, (json.dumps([*beginnings]), _LAST))}
    return found | besides.begun(beginnings) if besides else found


def uses(corpus: Corpus, terms: Collection[str], besides: Besides | None = None) -> dict[str, Use]:
    """How those of some terms are used that the corpus has, and as far as that tells nothing those ``besides``."""
    known = remembered(corpus, _Uses).of(terms)
    return {**known, **besides.used(term for term in terms if term not in known)} if besides else known


class _Uses:
    """How the terms that were looked up last are used in a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._known: dict[str, Use | None] = {}

    def of(self, terms: Iterable[str]) -> dict[str, Use]:
        """How those of some terms are used that the corpus has."""
        wanted = set(terms)
        new = wanted.difference(self._known)
        if new:
            if len(self._known) > _KEPT:
                self._known.clear()
                new = wanted
            rows = self._corpus.rows(_LOOKED_UP, (json.dumps([*new]),))
            self._known.update(dict.fromkeys(new))
            self._known.update((term, Use(kinds, bool(noun), bool(begun))) for term, kinds, noun, begun in rows)
        known = self._known
        return {term: use for term in wanted if (use := known[term])}


def are_known(corpus: Corpus, words: Sequence[str]) -> bool:
    """Whether all of some terms stand in texts of the corpus."""
    return len(uses(corpus, words)) == len(set(words))


def compounds_of(corpus: Corpus, word: str, its_forms: Sequence[str], *, begun: bool = False) -> list[str]:
    """The terms of the corpus that have a noun as their first or last part, the shortest first, then in the middle.

    ``begun``: without those that are known to begin with it.
    """
    bases = bases_of(corpus, word, its_forms)
    own = {word, *its_forms}
    starts = [base for base in bases if not (begun and compounds.beginning(base).startswith(word))]
    found = {*_beginning(corpus, starts), *_ending(corpus, bases)} - own
    shortest = sorted(found, key=lambda term: (len(term), term))
    outer = list(islice(containing(corpus, shortest, bases), _MOST_COMPOUNDS))
    around = _around(corpus, bases, own) if len(outer) < _MOST_COMPOUNDS else ()
    return list(dict.fromkeys((*outer, *around)))[:_MOST_COMPOUNDS]


def containing(
    corpus: Corpus, candidates: Sequence[str], bases: Sequence[str], besides: Besides | None = None
) -> Iterator[str]:
    """Those of some terms that are compounds with a noun, in their order; no more are looked at than are asked for."""
    for at in range(0, len(candidates), _AT_ONCE):
        some = candidates[at : at + _AT_ONCE]
        made = compounds.containing(some, bases, lambda rests: _nouns(corpus, rests, besides) | _of_places(rests))
        persons = _families(corpus, [term for term in made if term not in lexicon.nouns()])
        yield from (term for term in made if term not in persons and not _is_other_place(term, bases))


def _around(corpus: Corpus, bases: Sequence[str], own: set[str]) -> list[str]:
    """The terms that have a noun in their middle, the shortest first."""
    sql = (
        "SELECT DISTINCT term FROM middle WHERE part IN (SELECT value FROM json_each(?)) "
        f"ORDER BY length(term), term LIMIT {_MOST_COMPOUNDS}"
    )
    return [row[0] for row in corpus.rows(sql, (json.dumps(bases),)) if row[0] not in own]


def _families(corpus: Corpus, terms: Sequence[str]) -> set[str]:
    """Those that are family names, of known persons or of the corpus, genitive or not: no Stein in Steinmeier."""
    if not terms:
        return set()
    from reader.corpus import names
    from reader.link.blocks import BEARER
    from reader.link.names import skeleton
    from reader.link.offices import holders

    known = {term for term in terms if holders().has_family(skeleton(term.removesuffix("s")))}
    if not names.is_current(corpus):
        return known
    sounds: dict[str, set[str]] = {}
    for term in terms:
        plain = {term, term.removesuffix("s")}
        for name in plain.union(map(undotted, plain)):
            sounds.setdefault(BEARER + skeleton(name), set()).add(term)
    sql = "SELECT DISTINCT form FROM name_block WHERE form IN (SELECT value FROM json_each(?))"
    return known.union(*(sounds[row[0]] for row in corpus.rows(sql, (json.dumps(list(sounds)),))))


def _is_other_place(term: str, bases: Iterable[str]) -> bool:
    """Whether a term is the name of a place that only looks like a compound: no fire in Brandenburg."""
    from reader import gazetteer

    place = gazetteer.lookup(term) or gazetteer.lookup(term.removesuffix("s"))
    if place is None or place.kind not in ("state", "city", "region"):
        return False
    if place.kind == "region" and any(term.endswith(base) for base in bases):  # Ostsee, Schwarzwald
        return False
    return not any(base in term and (known := gazetteer.lookup(base)) and known.type == "LOC" for base in bases)


def halves_of(corpus: Corpus, word: str, besides: Besides | None = None) -> list[tuple[str, str]]:
    """The two nouns of which a term is made, as they may be written apart."""
    if not (word.isascii() and word.isalpha()):
        return []
    return compounds.halves(word, lambda some: {one for one, use in uses(corpus, some, besides).items() if use.begun})


def bases_of(corpus: Corpus, word: str, its_forms: Sequence[str], besides: Besides | None = None) -> list[str]:
    """What stands for a noun in compounds: itself, its forms, and what it is without its ending."""
    own = uses(corpus, (word, *its_forms), besides)
    if len(word) < compounds.SHORTEST or not word.isascii() or not word.isalpha():
        return []
    if word in own and not own[word].noun and word not in lexicon.nouns():
        return []
    alike = [form for form in its_forms if form in own and own[form].noun and form not in (word + "s", word + "es")]
    endings = () if word in own or word in lexicon.nouns() else ("en", "n", "e", "er", "s", "es")
    guessed = [word.removesuffix(ending) for ending in endings if word.endswith(ending)]
    found = [
        word,
        *alike[:4],
        *declension.with_umlaut(word),
        *declension.without_umlaut(word),
        *(base for base in guessed if base in lexicon.nouns() and not german.are_apart(word, base)),
    ]
    return [base for base in dict.fromkeys(found) if len(base) >= compounds.SHORTEST]


def _nouns(corpus: Corpus, some: Set[str], besides: Besides | None) -> set[str]:
    return {term for term, use in uses(corpus, some, besides).items() if use.noun}


def _of_places(some: Iterable[str]) -> set[str]:
    """Those that stand for a place before a noun (Genfer-see, Rhein-ufer)."""
    long = [word for word in some if len(word) >= _PLACE]
    if not long:
        return set()
    from reader import gazetteer

    found = ((word, gazetteer.lookup(word) or gazetteer.lookup(word.removesuffix("er"))) for word in long)
    return {word for word, place in found if place and place.type == "LOC"}


def _beginning(corpus: Corpus, bases: Iterable[str]) -> list[str]:
    sql = (
        f"SELECT term FROM term WHERE term > ? AND term < ? AND {_IS_NOUN} AND {_IS_GERMAN} AND length(term) > ? "
        f"ORDER BY length(term) LIMIT {_LOOKED_AT}"
    )
    starts = dict.fromkeys(compounds.beginning(base) for base in bases)
    return [row[0] for start in starts for row in corpus.rows(sql, (start, start + _LAST, len(start) + 2))]


def _ending(corpus: Corpus, bases: Iterable[str]) -> list[str]:
    ends = dict.fromkeys(ending[::-1] for base in bases for ending in compounds.endings(base))
    sql = (
        "SELECT reversed FROM json_each(?) CROSS JOIN ending WHERE reversed > value AND reversed < value || ? "
        f"LIMIT {len(ends) * _LOOKED_AT}"
    )
    found = {row[0][::-1] for row in corpus.rows(sql, (json.dumps(list(ends)), _LAST))} if ends else ()
    return sorted(term for term, use in uses(corpus, found).items() if use.noun and "d" in use.kinds) if found else []


def begun_with(corpus: Corpus, beginning: str, most: int) -> list[str]:
    """The terms that have a beginning, up to a number of them."""
    sql = "SELECT term FROM term WHERE term >= ? AND term < ? LIMIT ?"
    return [row[0] for row in corpus.rows(sql, (beginning, beginning + _LAST, most))]


def completions(corpus: Corpus, beginning: str, most: int) -> int:
    """How many terms have a beginning, counted up to a number."""
    return answered(corpus, _completions, (beginning, most))


def _completions(corpus: Corpus, asked: tuple[str, int]) -> int:
    beginning, most = asked
    sql = "SELECT count(*) FROM (SELECT 1 FROM term WHERE term >= ? AND term < ? LIMIT ?)"
    return int(corpus.rows(sql, (beginning, beginning + _LAST, most))[0][0])
