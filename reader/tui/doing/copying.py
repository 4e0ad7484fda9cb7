"""Copying: the text or title alone, or as a quotation that says where it stands."""

from __future__ import annotations

from reader.corpus import cards
from reader.quotation import quotation
from reader.speech import tr
from reader.tui.clipboard import copy
from reader.tui.place import Place


def plain(place: Place) -> None:
    """Copy what is under the cursor."""
    text, called = place.words()
    if text:
        place.say(copy(place.app, text, called))
    else:
        place.say(tr("There is nothing to copy here"), "quiet")


def quoted(place: Place) -> None:
    """Copy what is under the cursor with outlet, date, title and id of its article."""
    article = place.article()
    if article is None:
        place.say(tr("There is no article here to quote"), "quiet")
        return
    passage = _passage(place)
    called = tr("the passage") if passage else tr("the title")
    place.say(
        copy(
            place.app,
            quotation(cards.card(place.desk.corpus, article), passage),
            tr("{called} with its source").format(called=called),
        )
    )


def _passage(place: Place) -> str:
    """The words under the cursor that are a part of the article: of a hit, a highlight, a note or a name."""
    if place.WHERE == "search":
        return place.words()[0]
    subject = place.subject()
    return subject.anchor.quote if subject and subject.anchor else ""
