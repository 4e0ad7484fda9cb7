"""Marks on articles, deleting, and taking back."""

from __future__ import annotations

from reader import acts
from reader.corpus import cards
from reader.tui import paint
from reader.tui.place import Place
from reader.tui.screens.page import Page
from reader.tui.widgets.prompt import Prompt


def bookmark(place: Place) -> None:
    """Set or take away a bookmark."""
    if article := place.article():
        on = not cards.card(place.desk.corpus, article).bookmarked
        acts.bookmark(place.desk.corpus, article, on)
        place.did("Bookmarked" if on else "Bookmark removed")


def read(place: Place) -> None:
    """Mark read or unread."""
    if article := place.article():
        on = not cards.card(place.desk.corpus, article).read
        acts.mark_read(place.desk.corpus, article, on)
        place.did("Marked read" if on else "Marked unread")


def tags(place: Place) -> None:
    """Ask for the tags of an article."""
    article = place.article()
    if article is None:
        return
    before = cards.card(place.desk.corpus, article).tags
    said = paint.plain(", ".join(before))
    place.mount(Prompt("Tags, with commas:", said, done=lambda text: _set_tags(place, article, before, text)))


def _set_tags(place: Place, article: str, before: tuple[str, ...], text: str) -> None:
    wanted = [name for part in text.split(",") if (name := " ".join(part.split()).removeprefix("#"))]
    acts.retag(place.desk.corpus, article, wanted, [name for name in before if name not in wanted])
    place.did(f"Tags: {', '.join(wanted)}" if wanted else "No tags")


def delete(place: Place) -> None:
    """Delete the note under the cursor, else the article."""
    subject = place.subject()
    stop = place.prose.stopped_at() if isinstance(place, Page) else None
    if place.WHERE != "list" and subject and subject.note and (stop or not isinstance(place, Page)):
        acts.remove_annotation(place.desk.corpus, subject.note)
        _gone(place, place.WHERE == "note", "Note deleted; U brings it back")
    elif stop:
        place.say("There is no note here; Esc leaves the name, then D removes the article", "quiet")
    elif place.WHERE in ("list", "page") and (article := place.article()):
        acts.remove_article(place.desk.corpus, article)
        _gone(place, place.WHERE == "page", "Article removed from the list; U brings it back")


def _gone(place: Place, with_screen: bool, said: str) -> None:
    if with_screen:
        place.app.pop_screen()
    shown = place.app.screen
    (shown if isinstance(shown, Place) else place).did(said, anew=True)


def undo(place: Place) -> None:
    """Take back the last thing done."""
    said = acts.undo(place.desk.corpus)
    if said is None:
        place.say("There is nothing to take back", "quiet")
    else:
        place.did(said[:1].upper() + said[1:], anew=True)
