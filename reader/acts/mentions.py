"""What a person says of a name at one place: that it is one, or none."""

from __future__ import annotations

from reader.acts.act import Change, act, anchored
from reader.anchors import anchor
from reader.corpus import entities
from reader.corpus.amendments import LONGEST_NAME, mention_row, rows_at
from reader.corpus.file import Corpus
from reader.records import ENTITY_TYPES, Anchor, ReaderError, Value
from reader.speech import tr


def add_mention(corpus: Corpus, article: str, place: Anchor, kind: str, entity: str | None = None) -> None:
    """Say that a passage is a name: of an entity, if one is given (id or name), else linked like any other.

    Names that were found there give way.
    """
    quote = place.quote.strip()
    if not quote or len(quote) > LONGEST_NAME:
        long = tr("it is longer than {most} characters").format(most=LONGEST_NAME)
        why = long if quote else tr("it is blank")
        raise ReaderError(tr("name"), why, tr("Choose the words of the name alone"))
    if kind not in ENTITY_TYPES:
        raise ReaderError(kind, tr("this is no type"), tr("It is one of {known}").format(known=", ".join(ENTITY_TYPES)))
    text = corpus.rows("SELECT text FROM article WHERE id = ?", (article,))[0][0]
    start = place.start + len(place.quote) - len(place.quote.lstrip())
    if text[start : start + len(quote)] != quote:
        raise ReaderError(tr("name"), tr("these words do not stand there"), tr("Choose them anew"))
    meant = entities.find(corpus, entity) if entity else None
    said: Value = {
        "about": f"article:{article}",
        "type": kind,
        "as": entities.main_key(corpus, meant.id) if meant else None,
        "name": meant.name if meant else None,
        **anchored(anchor(text, start, start + len(quote))),
    }
    act(corpus, tr("the added name"), ("mention", mention_row(article, start, start + len(quote)), said))


def reject_mention(corpus: Corpus, article: str, start: int, end: int) -> None:
    """Say that a name is none at one place, whether it was found there or added."""
    found = corpus.row(
        "SELECT text FROM article JOIN mention ON mention.article = n WHERE id = ? AND start = ? AND end = ?",
        (article, start, end),
    )
    if found is None:
        raise ReaderError(f"{article[:8]}:{start}-{end}", tr("no name is marked there"), tr("See: reader show --json"))
    value = {"about": f"article:{article}", **anchored(anchor(found[0], start, end))}
    added: list[Change] = [("mention", row, None) for row in rows_at(corpus, article, found[0], start, end)]
    act(corpus, tr("the rejection of the mention"), *added, ("unmention", mention_row(article, start, end), value))
