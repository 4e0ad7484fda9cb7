"""Marks on articles, deleting, and taking back."""

from __future__ import annotations

from functools import partial

from reader import acts
from reader.corpus import cards
from reader.speech import counted, quoted, tr
from reader.tui import paint
from reader.tui.commands import BY_NAME, with_keys
from reader.tui.doing import noting
from reader.tui.hints import undoable
from reader.tui.place import Place
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
        place.did(undoable(tr("Bookmarked") if on else tr("Bookmark removed")))


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
        place.did(undoable(tr("Marked read") if on else tr("Marked unread")))


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
    said = paint.plain("".join(f"{tag}, " for tag in before))
    done = partial(_set_tags, place, article, before)
    place.mount(Prompt(tr("Tags, with commas:"), said, done=done, replaced=False))


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
    stand = ", ".join(cards.card(place.desk.corpus, article).tags)
    place.did(
        undoable(tr("Tags: {tags}").format(tags=paint.clipped(stand, _LONGEST_TITLE)) if stand else tr("No tags"))
    )


def delete(place: Place) -> None:
    """Delete the note or highlight under the cursor, else the article, or all articles that are marked."""
    if isinstance(place, Shelf) and (articles := _marked(place)):
        acts.remove_all(place.desk.corpus, articles)
        place.unmark()
        many = counted(len(articles), "article")
        _gone(place, False, with_keys(tr("Removed from the list: {articles}; {undo} brings them back"), articles=many))
        return
    if draft := noting.draft_at(place):
        noting.discard(place, draft)
        return
    subject = place.subject()
    stop = place.prose.stopped_at() if isinstance(place, Page) else None
    if isinstance(place, Page) and isinstance(stop, Lit):
        acts.remove_annotation(place.desk.corpus, stop.mark.id)
        place.annotated(stop.mark.id, None)
        place.say(with_keys(tr("Highlight deleted; {undo} brings it back")))
    elif place.WHERE != "list" and subject and subject.note and place.noted and (stop or not isinstance(place, Page)):
        acts.remove_annotation(place.desk.corpus, subject.note)
        _gone(place, place.WHERE == "note", with_keys(tr("Note deleted; {undo} brings it back")))
    elif stop:
        said = tr("There is no note here; {back:escape} leaves the name, then {delete} removes the article")
        place.say(with_keys(said), "quiet")
    elif isinstance(place, Page):
        # Where one reads, the key is as near to a highlight just left as to the article: it is asked for twice.
        said = with_keys(tr("{delete} again removes this article; any other key keeps it"))
        place.ask_key(said, partial(_sure, place))
    elif isinstance(place, Shelf) and (article := place.article()):
        _remove(place, article)
        place.gone.append(article)
    else:
        place.say(tr("There is nothing here to delete"), "quiet")


def _sure(page: Page, key: str) -> None:
    if key in BY_NAME["delete"].keys:
        _remove(page, page.read_now.card.id)
    else:
        page.say(tr("The article is kept"), "quiet")


def _remove(place: Place, article: str) -> None:
    card = cards.card(place.desk.corpus, article)
    acts.remove_article(place.desk.corpus, article)
    said = partial(with_keys, tr("Removed from the list: {title}   {undo} brings it back"))
    room = min(_LONGEST_TITLE, place.room(said(title="")))
    title = paint.clipped(card.title or quoted(card.opening), room)
    _gone(place, isinstance(place, Page), said(title=title))


def _gone(place: Place, with_screen: bool, said: str) -> None:
    if with_screen:
        place.app.pop_screen()
    shown = place.app.screen
    (shown if isinstance(shown, Place) else place).did(said, anew=True)


def undo(place: Place) -> None:
    """Take back the last thing done in this window; what was done before it, or in another, once that was asked."""
    from reader.merge.undoing import last

    corpus = place.desk.corpus
    before = last(corpus)

    def again() -> None:
        # Another window may have gone on since it was asked.
        if last(corpus) == before:
            _take_back(place, ours=False)
        else:
            undo(place)

    if before is None:
        place.say(tr("There is nothing to take back"), "quiet")
    elif last(corpus, ours=True):
        _take_back(place, ours=True)
    else:
        said = with_keys(tr("{undo} again takes back what was not done in this window: {said}"), said=before.said)
        place.ask_key(said, lambda _: again(), BY_NAME["undo"].keys)


def _take_back(place: Place, *, ours: bool) -> None:
    from reader.merge import undo as take_back

    if said := take_back(place.desk.corpus, ours=ours):
        place.did(said[:1].upper() + said[1:], anew=True)
