"""Marks on articles, deleting, and taking back."""

from __future__ import annotations

from reader import acts
from reader.corpus import cards
from reader.tui import paint
from reader.tui.place import Place
from reader.tui.screens.page import Page
from reader.tui.screens.shelf import Shelf
from reader.tui.stops import Lit
from reader.tui.widgets.prompt import Prompt

BACK = "   U takes it back"


def mark(shelf: Shelf) -> None:
    """Mark an article, to do something to several."""
    shelf.mark()


def _marked(place: Place) -> list[str]:
    """The articles that were marked; none where the one under the cursor is meant."""
    return list(place.marked) if isinstance(place, Shelf) else []


def bookmark(place: Place) -> None:
    """Set or take away a bookmark; of several articles: set, unless all have one."""
    if articles := _marked(place):
        on = not all(cards.card(place.desk.corpus, article).bookmarked for article in articles)
        acts.bookmark_all(place.desk.corpus, articles, on)
        place.did(f"{'Bookmarked' if on else 'Bookmark removed'}: {paint.counted(len(articles), 'article')}{BACK}")
    elif article := place.article():
        on = not cards.card(place.desk.corpus, article).bookmarked
        acts.bookmark(place.desk.corpus, article, on)
        place.did("Bookmarked" if on else "Bookmark removed")


def read(place: Place) -> None:
    """Mark read or unread; several articles: read, unless all are."""
    if articles := _marked(place):
        on = not all(cards.card(place.desk.corpus, article).read for article in articles)
        acts.mark_all_read(place.desk.corpus, articles, on)
        place.did(f"Marked {'read' if on else 'unread'}: {paint.counted(len(articles), 'article')}{BACK}")
    elif article := place.article():
        on = not cards.card(place.desk.corpus, article).read
        acts.mark_read(place.desk.corpus, article, on)
        place.did("Marked read" if on else "Marked unread")


def tags(place: Place) -> None:
    """Ask for the tags of an article; for several, for those to be added or taken away."""
    if articles := _marked(place):
        label = f"Tags for {paint.counted(len(articles), 'article')}, with commas (-tag takes one away):"
        place.mount(Prompt(label, done=lambda text: _tag_all(place, articles, text)))
        return
    article = place.article()
    if article is None:
        return
    before = cards.card(place.desk.corpus, article).tags
    said = paint.plain(", ".join(before))
    place.mount(Prompt("Tags, with commas:", said, done=lambda text: _set_tags(place, article, before, text)))


def _tag_all(place: Place, articles: list[str], text: str) -> None:
    names = [name for part in text.split(",") if (name := " ".join(part.split()))]
    taken = [name[1:].strip().removeprefix("#") for name in names if name.startswith("-")]
    given = [name.removeprefix("#") for name in names if not name.startswith("-")]
    acts.retag_all(place.desk.corpus, articles, given, taken)
    said = ", ".join([*given, *(f"no {name}" for name in taken)])
    place.did(f"Tags of {paint.counted(len(articles), 'article')}: {said or 'as they were'}{BACK}")


def _set_tags(place: Place, article: str, before: tuple[str, ...], text: str) -> None:
    wanted = [name for part in text.split(",") if (name := " ".join(part.split()).removeprefix("#"))]
    acts.retag(place.desk.corpus, article, wanted, [name for name in before if name not in wanted])
    place.did(f"Tags: {', '.join(wanted)}" if wanted else "No tags")


def delete(place: Place) -> None:
    """Delete the note or highlight under the cursor, else the article, or all articles that are marked."""
    if isinstance(place, Shelf) and (articles := _marked(place)):
        acts.remove_all(place.desk.corpus, articles)
        place.unmark()
        _gone(place, False, f"Removed from the list: {paint.counted(len(articles), 'article')}; U brings them back")
        return
    subject = place.subject()
    stop = place.prose.stopped_at() if isinstance(place, Page) else None
    if isinstance(place, Page) and isinstance(stop, Lit):
        acts.remove_annotation(place.desk.corpus, stop.mark.id)
        place.annotated(stop.mark.id, None)
        place.say("Highlight deleted; U brings it back")
    elif place.WHERE != "list" and subject and subject.note and (stop or not isinstance(place, Page)):
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
