"""Marks on articles, deleting, and taking back."""

from __future__ import annotations

from reader import acts
from reader.corpus import cards
from reader.speech import counted, tr
from reader.tui import paint
from reader.tui.place import Place, undoable
from reader.tui.screens.page import Page
from reader.tui.screens.shelf import Shelf
from reader.tui.stops import Lit
from reader.tui.widgets.prompt import Prompt

_LONGEST_TITLE = 40


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
        said = tr("Bookmarked: {articles}") if on else tr("Bookmark removed: {articles}")
        place.did(undoable(said.format(articles=counted(len(articles), "article"))))
    elif article := place.article():
        on = not cards.card(place.desk.corpus, article).bookmarked
        acts.bookmark(place.desk.corpus, article, on)
        place.did(tr("Bookmarked") if on else tr("Bookmark removed"))


def read(place: Place) -> None:
    """Mark read or unread; several articles: read, unless all are."""
    if articles := _marked(place):
        on = not all(cards.card(place.desk.corpus, article).read for article in articles)
        acts.mark_all_read(place.desk.corpus, articles, on)
        said = tr("Marked read: {articles}") if on else tr("Marked unread: {articles}")
        place.did(undoable(said.format(articles=counted(len(articles), "article"))))
    elif article := place.article():
        on = not cards.card(place.desk.corpus, article).read
        acts.mark_read(place.desk.corpus, article, on)
        place.did(tr("Marked read") if on else tr("Marked unread"))


def tags(place: Place) -> None:
    """Ask for the tags of an article; for several, for those to be added or taken away."""
    if articles := _marked(place):
        many = counted(len(articles), "article")
        label = tr("Tags for {articles}, with commas (-tag takes one away):").format(articles=many)
        place.mount(Prompt(label, done=lambda text: _tag_all(place, articles, text)))
        return
    article = place.article()
    if article is None:
        return
    before = cards.card(place.desk.corpus, article).tags
    said = paint.plain(", ".join(before))
    place.mount(Prompt(tr("Tags, with commas:"), said, done=lambda text: _set_tags(place, article, before, text)))


def _tag_all(place: Place, articles: list[str], text: str) -> None:
    names = [name for part in text.split(",") if (name := " ".join(part.split()))]
    taken = [name[1:].strip().removeprefix("#") for name in names if name.startswith("-")]
    given = [name.removeprefix("#") for name in names if not name.startswith("-")]
    acts.retag_all(place.desk.corpus, articles, given, taken)
    said = ", ".join([*given, *(tr("no {tag}").format(tag=name) for name in taken)])
    many = counted(len(articles), "article")
    place.did(undoable(tr("Tags of {articles}: {tags}").format(articles=many, tags=said or tr("as they were"))))


def _set_tags(place: Place, article: str, before: tuple[str, ...], text: str) -> None:
    wanted = [name for part in text.split(",") if (name := " ".join(part.split()).removeprefix("#"))]
    acts.retag(place.desk.corpus, article, wanted, [name for name in before if name not in wanted])
    place.did(tr("Tags: {tags}").format(tags=", ".join(wanted)) if wanted else tr("No tags"))


def delete(place: Place) -> None:
    """Delete the note or highlight under the cursor, else the article, or all articles that are marked."""
    if isinstance(place, Shelf) and (articles := _marked(place)):
        acts.remove_all(place.desk.corpus, articles)
        place.unmark()
        many = counted(len(articles), "article")
        _gone(place, False, tr("Removed from the list: {articles}; U brings them back").format(articles=many))
        return
    subject = place.subject()
    stop = place.prose.stopped_at() if isinstance(place, Page) else None
    if isinstance(place, Page) and isinstance(stop, Lit):
        acts.remove_annotation(place.desk.corpus, stop.mark.id)
        place.annotated(stop.mark.id, None)
        place.say(tr("Highlight deleted; U brings it back"))
    elif place.WHERE != "list" and subject and subject.note and (stop or not isinstance(place, Page)):
        acts.remove_annotation(place.desk.corpus, subject.note)
        _gone(place, place.WHERE == "note", tr("Note deleted; U brings it back"))
    elif stop:
        place.say(tr("There is no note here; Esc leaves the name, then D removes the article"), "quiet")
    elif place.WHERE in ("list", "page") and (article := place.article()):
        card = cards.card(place.desk.corpus, article)
        acts.remove_article(place.desk.corpus, article)
        if isinstance(place, Shelf):
            place.gone.append(article)
        said = tr("Removed from the list: {title}   U brings it back")
        _gone(
            place, place.WHERE == "page", said.format(title=paint.clipped(card.title or card.opening, _LONGEST_TITLE))
        )


def _gone(place: Place, with_screen: bool, said: str) -> None:
    if with_screen:
        place.app.pop_screen()
    shown = place.app.screen
    (shown if isinstance(shown, Place) else place).did(said, anew=True)


def undo(place: Place) -> None:
    """Take back the last thing done."""
    from reader.merge import undo as take_back

    said = take_back(place.desk.corpus)
    if said is None:
        place.say(tr("There is nothing to take back"), "quiet")
    else:
        place.did(said[:1].upper() + said[1:], anew=True)
