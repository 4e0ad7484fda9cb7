"""What speaks of the same as an article: others with the same rare names and words, best first, and what both say.

Nothing is stored for it: names and words of the article that few others have are looked up in the indexes that are
there, and what they find is ranked by how rare what is shared is.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.corpus import names as known_names
from reader.corpus import textindex
from reader.corpus.file import Corpus
from reader.records import HIDDEN_KINDS
from reader.search.ranking import LAST
from reader.terms import columns, spelled
from reader.terms.spelling import clusters
from reader.terms.tokens import plain

MOST = 20
_NAMES, _WORDS = 16, 16
"""So many names and words of an article are looked up, the most telling."""
_TRIED = 48
"""Words whose frequency is asked for: that of each is a look into the index."""
_FREQUENT = 400
"""What stands in more texts than these says little; of a name, the newest of them are looked at."""
_LONG = 5
_WORD_WEIGHT = 0.5
"""A word says less than a name of the same rarity."""
_SHOWN = 3
_READ = 60_000
"""Characters at the beginning of a text whose words are looked at: who reads a book has a key to strike, too."""


class Sign(NamedTuple):
    """A name or word that says what an article is about, and the weight it has where another has it, too."""

    said: str
    weight: float


class Related(NamedTuple):
    """An article that shares ``both`` with another, the most telling first. ``score`` is for the order alone."""

    id: str
    title: str | None
    published: str | None
    outlet: str | None
    both: tuple[str, ...]
    score: float


def weight(times: int, articles: int, among: int) -> float:
    """How much it tells that something is said: ``times`` in a text, and in ``articles`` of the corpus (pure)."""
    rarity = math.log((among + 1) / (articles + 0.5))
    return max(0.0, rarity) * (1 + math.log(max(times, 1)))


def ranked(
    signs: Sequence[Sign], holders: Mapping[int, Iterable[int]], limit: int
) -> list[tuple[int, float, list[int]]]:
    """The stamps of those that share most, with their scores and the numbers of the signs they share (pure).

    ``holders``: for the number of a sign, the stamps of the articles that have it. Ties: the newest first.
    """
    shared: defaultdict[int, list[int]] = defaultdict(list)
    for number, stamps in holders.items():
        for stamp in stamps:
            shared[stamp].append(number)
    scored = [
        (stamp, sum(signs[number].weight for number in numbers), sorted(numbers, key=lambda n: -signs[n].weight))
        for stamp, numbers in shared.items()
    ]
    return sorted(scored, key=lambda one: (-one[1], -one[0]))[:limit]


def related(corpus: Corpus, article: str, limit: int = MOST) -> list[Related]:
    """Articles that speak of the same as one, without its copies. ``article`` is the id of one that is in the lists."""
    row = corpus.row(
        "SELECT article.n, stamp, card.title, text, blocks FROM article JOIN card ON card.article = n "
        "LEFT JOIN reading ON reading.article = n WHERE id = ?",
        (article,),
    )
    if row is None:
        return []
    number, stamp, title, text, blocks = row
    among = int(corpus.rows("SELECT cards FROM total")[0][0])
    names = _names(corpus, number, among) if known_names.is_current(corpus) else []
    is_believed = textindex.state(corpus) != "broken"
    words = _words(corpus, number, title, text[:_READ], json.loads(blocks or "[]"), among) if is_believed else []
    signs = [sign for sign, _ in (*names, *words)]
    holders = {at: stamps for at, (_, stamps) in enumerate((*names, *words))}
    own = _copies(corpus, number, stamp)
    left = {at: [other for other in stamps if other not in own] for at, stamps in holders.items()}
    return _shown(corpus, signs, ranked(signs, left, limit))


_Found = list[tuple[Sign, list[int]]]


def _names(corpus: Corpus, number: int, among: int) -> _Found:
    """The most telling names of an article, each with the stamps of the newest articles that have it."""
    rows = corpus.rows(
        "SELECT entity.id, entity.name, count(*), articles FROM mention JOIN name ON name.n = mention.name "
        "JOIN entity ON entity.id = name.entity WHERE mention.article = ? GROUP BY entity.id",
        (number,),
    )
    weighed = [(Sign(name, weight(times, articles, among)), id) for id, name, times, articles in rows if articles > 1]
    weighed.sort(key=lambda one: (-one[0].weight, one[1]))
    return [(sign, _speaking(corpus, id)) for sign, id in weighed[:_NAMES]]


def _speaking(corpus: Corpus, entity: str) -> list[int]:
    stamps: set[int] = set()
    for (name,) in corpus.rows("SELECT n FROM name WHERE entity = ? LIMIT 64", (entity,)):
        sql = "SELECT stamp FROM sighting WHERE name = ? ORDER BY stamp DESC LIMIT ?"
        stamps.update(row[0] for row in corpus.rows(sql, (name, _FREQUENT)))
    return sorted(stamps, reverse=True)[:_FREQUENT]


def _words(
    corpus: Corpus, number: int, title: str | None, text: str, blocks: Sequence[tuple[str, int, int]], among: int
) -> _Found:
    """The rarest words of an article that others have, too, and that are in no name of it."""
    cut = [(start, min(end, len(text))) for kind, start, end in blocks if kind in HIDDEN_KINDS and start < len(text)]
    named = {
        term
        for start, end in corpus.rows("SELECT start, end FROM mention WHERE article = ?", (number,))
        for cluster in clusters(text[start:end])
        for term in [spelled(cluster)]
    }
    said, written = _said(title, text, cut)
    tried = [term for term, _ in said.most_common() if term not in named][: _TRIED * 5]
    nouns = _nouns(corpus, tried)
    # A word that is said often, or is long, says what a text is about.
    tried = sorted((term for term in tried if term in nouns), key=lambda term: (-said[term], -len(term), term))[:_TRIED]
    found: _Found = []
    for term in tried:
        stamps = _holding(corpus, term)
        if 1 < len(stamps) < _FREQUENT:
            tells = _WORD_WEIGHT * weight(said[term], len(stamps), among)
            found.append((Sign(written[term], tells), stamps))
    return sorted(found, key=lambda one: (-one[0].weight, one[0].said))[:_WORDS]


def _said(title: str | None, text: str, cut: Sequence[tuple[int, int]]) -> tuple[Counter[str], dict[str, str]]:
    """How often each word is said in what is not cut, and how it is written first."""
    told, _ = columns(title, text, None, cut)
    said = Counter(term for term in plain(f"{told.title} {told.body}").split() if len(term) >= _LONG and term.isalpha())
    written: dict[str, str] = {}
    for cluster in sorted({*clusters(title or ""), *clusters(text)}):
        written.setdefault(spelled(cluster), cluster)
    return Counter({term: times for term, times in said.items() if term in written}), written


def _nouns(corpus: Corpus, terms: Sequence[str]) -> set[str]:
    """Those of some terms that are mostly written with a capital, as nouns are in German; elsewhere all long ones."""
    rows = corpus.rows(
        "SELECT term, kinds, seen, lower FROM term WHERE term IN (SELECT value FROM json_each(?))",
        (json.dumps(terms),),
    )
    return {term for term, kinds, seen, lower in rows if 2 * lower < seen or ("d" not in kinds and len(term) > _LONG)}


def _holding(corpus: Corpus, term: str) -> list[int]:
    sql = f"{textindex.STAMPS} AND text_index.rowid < ? ORDER BY text_index.rowid DESC LIMIT ?"
    return [row[0] for row in corpus.rows(sql, (f'"{term}"', LAST, _FREQUENT))]


def _copies(corpus: Corpus, number: int, stamp: int) -> set[int]:
    """The article itself, and what tells the same: those are listed elsewhere."""
    rows = corpus.rows(
        "SELECT stamp FROM trace AS own JOIN trace AS other ON other.kin = own.kin "
        "JOIN card ON card.article = other.article WHERE own.article = ?",
        (number,),
    )
    return {stamp, *(row[0] for row in rows)}


def _shown(corpus: Corpus, signs: Sequence[Sign], best: Sequence[tuple[int, float, list[int]]]) -> list[Related]:
    rows = corpus.rows(
        "SELECT stamp, id, card.title, published, outlet FROM card JOIN article ON n = card.article "
        "WHERE stamp IN (SELECT value FROM json_each(?))",
        (json.dumps([stamp for stamp, _, _ in best]),),
    )
    known = {row[0]: row[1:] for row in rows}
    return [
        _of(known[stamp], tuple(dict.fromkeys(signs[n].said for n in shared))[:_SHOWN], score)
        for stamp, score, shared in best
        if stamp in known
    ]


def _of(row: tuple[str, str | None, str | None, str | None], both: tuple[str, ...], score: float) -> Related:
    article, title, published, outlet = row
    return Related(article, title, published, outlet, both, score)
