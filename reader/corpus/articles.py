"""Articles in the file: adding, finding and reading them."""

from __future__ import annotations

import hashlib
import json
import zlib

from reader.corpus import annotations as notes
from reader.corpus import cards, derive, mentions, readings, roles
from reader.corpus.file import Corpus, now
from reader.corpus.state import state
from reader.records import Article, Hints, Item, Mention, ReaderError
from reader.speech import tr

SHORTEST_PREFIX = 4
LONG, NEAR = 500_000, 50_000
"""A text of so many characters has all its names on the page only a moment later; so far around the place, at once."""


def article_id(data: bytes) -> str:
    """The id of an article: SHA-256 of its original bytes, on every machine the same."""
    return hashlib.sha256(data).hexdigest()


def holds(corpus: Corpus, article: str) -> bool:
    """Whether an article is in the file, listed or removed."""
    return corpus.row("SELECT 1 FROM article WHERE id = ?", (article,)) is not None


def add(corpus: Corpus, item: Item, source: str, derived: derive.Derived, added: str | None = None) -> str:
    """Put an article into the file with what was derived from it. It must not be there yet. Gives its id."""
    article = article_id(item.data)
    with corpus.write() as db:
        number = db.execute(
            "INSERT INTO article (id, format, original, text, source, added) VALUES (?, ?, ?, ?, ?, ?)",
            (article, item.format, _packed(item), item.text, source, added or now()),
        ).lastrowid
        if number is not None and not is_removed(corpus, article):
            derive.store(corpus, number, item.text, derived)
        corpus.added(article)
    return article


def _packed(item: Item) -> bytes | None:
    return None if item.text.encode() == item.data else zlib.compress(item.data)


def is_removed(corpus: Corpus, article: str) -> bool:
    """Whether a person took the article out."""
    row = state(corpus, "removed", article)
    return row is not None and row.alive


def refresh(corpus: Corpus, article: str, *, anew: bool = False) -> None:
    """Make the listing of an article follow what a person said of it: removed, restored, corrected."""
    from reader.corpus import blocks

    number, text = corpus.rows("SELECT n, text FROM article WHERE id = ?", (article,))[0]
    with corpus.write():
        if is_removed(corpus, article):
            derive.discard(corpus, number)
        elif not anew and corpus.row("SELECT 1 FROM reading WHERE article = ?", (number,)):
            cards.place(corpus, number, article, text)
            blocks.settle(corpus, number)
        else:
            rederive(corpus, article)


def rederive(corpus: Corpus, article: str) -> None:
    """Derive an article anew from its bytes."""
    item = reread(corpus, article)
    number, text = corpus.rows("SELECT n, text FROM article WHERE id = ?", (article,))[0]
    if text != item.text:
        item = Item(item.data, text, item.format, Hints(key=item.hints.key))
    derive.store(corpus, number, text, derive.derive(item))


def reread(corpus: Corpus, article: str) -> Item:
    """The article as its format's adapter reads it from the original bytes; if these are damaged, its text as it is."""
    from reader import formats

    source, format, text = corpus.rows("SELECT source, format, text FROM article WHERE id = ?", (article,))[0]
    try:
        return formats.read(original(corpus, article), source)[0]
    except (ReaderError, IndexError, zlib.error):
        return Item(text.encode(), text, format)


def seen_earlier(corpus: Corpus, article: str, added: str, source: str) -> None:
    """Take over when and under which name an article first came in; the name has a say in how it is read."""
    number, *before = corpus.rows("SELECT n, format, text FROM article WHERE id = ?", (article,))[0]
    with corpus.write() as db:
        db.execute("UPDATE article SET added = ?, source = ? WHERE id = ?", (added, source, article))
        item = reread(corpus, article)
        if [item.format, item.text] == before:
            return
        derive.discard(corpus, number)
        found = item.format, item.text, _packed(item), number
        db.execute("UPDATE article SET format = ?, text = ?, original = ? WHERE n = ?", found)
        if not is_removed(corpus, article):
            derive.store(corpus, number, item.text, derive.derive(item))


def put_back(corpus: Corpus, data: bytes, source: str, added: str) -> None:
    """Write the bytes of an article over what stands there in their place, and derive all from them."""
    from reader import formats

    item = formats.read(data, source)[0]
    stored = item.format, item.text, _packed(item), source, added, article_id(data)
    with corpus.write() as db:
        db.execute("UPDATE article SET format = ?, text = ?, original = ?, source = ?, added = ? WHERE id = ?", stored)


def title(corpus: Corpus, article: str) -> str | None:
    """The title of an article, also of one that was removed: nothing lists that, so it is read anew."""
    if not is_removed(corpus, article):
        row = corpus.row("SELECT title FROM card JOIN article ON n = article WHERE id = ?", (article,))
        return row[0] if row else None
    from reader import structure

    said = state(corpus, "article", article)
    item = reread(corpus, article)
    found = structure.analyse(item.text, item.hints).title
    return (cards.corrected(said.value).get("title") if said and said.alive else None) or (found and found.value)


def outdated(corpus: Corpus) -> list[str]:
    """Listed articles whose derived data is missing or of another version of the program."""
    return [
        row[0]
        for row in corpus.rows(
            "SELECT id FROM article LEFT JOIN reading ON reading.article = article.n WHERE reading.version IS NOT ? "
            "AND id NOT IN (SELECT row FROM state WHERE tbl = 'removed' AND alive)",
            (derive.version(),),
        )
    ]


def find(corpus: Corpus, prefix: str) -> str:
    """The full id behind a unique prefix of at least four characters."""
    low = prefix.lower()
    if len(low) < SHORTEST_PREFIX or any(c not in "0123456789abcdef" for c in low):
        raise ReaderError(
            prefix or tr("(empty)"), tr("an article's id is at least 4 hexadecimal characters"), tr("See: reader list")
        )
    found = corpus.rows("SELECT id FROM article WHERE id >= ? AND id < ? LIMIT 2", (low, low + "g"))
    if len(found) != 1:
        why = tr("several articles begin so") if found else tr("there is no such article")
        raise ReaderError(prefix, why, tr("Give more characters") if found else tr("See: reader list"))
    return str(found[0][0])


def original(corpus: Corpus, article: str) -> bytes:
    """The bytes as they came."""
    packed, text = corpus.rows("SELECT original, text FROM article WHERE id = ?", (article,))[0]
    return str(text).encode() if packed is None else zlib.decompress(packed)


def load(corpus: Corpus, article: str, *, quickly: bool = False) -> Article:
    """An article to read, with everything a page shows.

    ``quickly``: of a long one only the names near the place where it was left; `all_names` has the others.
    """
    from reader.corpus import references

    shown = cards.card(corpus, article)
    number, text, source, added = corpus.rows("SELECT n, text, source, added FROM article WHERE id = ?", (article,))[0]
    kicker, byline, agency = corpus.rows("SELECT kicker, byline, agency FROM card WHERE article = ?", (number,))[0]
    left = state(corpus, "position", article)
    stands = readings.reading(corpus, number)
    position = min(notes.number(left.value.get("at")), len(text)) if left and left.alive else 0
    near = (position - NEAR, position + NEAR) if quickly and is_long(text) else mentions.EVERYWHERE
    return Article(
        shown,
        text,
        stands.blocks,
        mentions.of_article(corpus, number, near),
        notes.on_page(corpus, article, text),
        kicker,
        tuple(json.loads(byline)),
        tuple(json.loads(agency)),
        source,
        added,
        position,
        tuple(stands.found.get("flags") or ()),
        roles.of_article(corpus, number),
        tuple(note for note in references.linked_from(corpus, "article", article) if note.article != article),
    )


def all_names(corpus: Corpus, article: str) -> tuple[Mention, ...]:
    """All names of an article; none where it was purged meanwhile."""
    row = corpus.row("SELECT n FROM article WHERE id = ?", (article,))
    return mentions.of_article(corpus, row[0]) if row else ()


def is_long(text: str) -> bool:
    """Whether reading all the names of a text takes longer than a person notices."""
    return len(text) > LONG
