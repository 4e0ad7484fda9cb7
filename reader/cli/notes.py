"""`note` and `notes`."""

from __future__ import annotations

from types import SimpleNamespace

from reader import acts
from reader.cli import shapes
from reader.cli.compare import lines
from reader.cli.corpora import existing
from reader.cli.editor import note_text
from reader.cli.ids import short, short_annotation
from reader.cli.output import WIDEST_TEXT, bold, dim, say, say_json, terminal_width, wrapped
from reader.cli.page import annotation_lines
from reader.cli.usage import UsageError
from reader.corpus import Corpus, articles, entities
from reader.corpus import annotations as written
from reader.corpus.history import changes, history, untold
from reader.records import Annotation, ReaderError
from reader.search import notes_of
from reader.speech import later, quoted, term, tr
from reader.text import clip, one_line

_OPENING = 60
"""Cells of the opening words by which an article without a title is called."""
_SEE = later("See: reader note --help.")


def note(arguments: SimpleNamespace) -> None:
    """Write a note, give one another text, delete one or bring it back, or show what it said before."""
    ways = [way for way in ("edit", "remove", "restore", "history") if getattr(arguments, way) is not None]
    if len(ways) > 1:
        raise UsageError(
            tr("note: --{one} and --{other} exclude each other. {see}").format(one=ways[0], other=ways[1], see=tr(_SEE))
        )
    if arguments.words and ways and ways != ["edit"]:
        raise UsageError(tr("note: --{way} takes no target and no text. {see}").format(way=ways[0], see=tr(_SEE)))
    do = {"edit": _edit, "remove": _remove, "restore": _restore, "history": _history}[ways[0]] if ways else _write
    with existing(arguments) as corpus:
        do(corpus, arguments)


def _remove(corpus: Corpus, arguments: SimpleNamespace) -> None:
    found = written.load(corpus, arguments.remove)
    acts.remove_annotation(corpus, found.id)
    say(_said(tr("{kind} removed: {id}. Take it back with: reader undo"), found))


def _restore(corpus: Corpus, arguments: SimpleNamespace) -> None:
    found = acts.restore_annotation(corpus, arguments.restore)
    say(_said(tr("{kind} is back: {id}"), found))


def _history(corpus: Corpus, arguments: SimpleNamespace) -> None:
    versions = history(corpus, _of_all(corpus, arguments.history))
    if arguments.json:
        for past in versions:
            say_json(shapes.past(past))
        return
    for at, past in enumerate(versions):
        say(bold(f"{past.at.replace('T', ' ').removesuffix('Z')} UTC, {term(past.how)}"))
        width, why = min(terminal_width(), WIDEST_TEXT), untold(versions, at)
        for line in (*map(dim, wrapped(why, width, "  ") if why else ()), *lines(changes(versions, at), width, "line")):
            say(line)
        say()


def _of_all(corpus: Corpus, prefix: str) -> Annotation:
    """A note by its id, also one that was deleted."""
    try:
        return written.load(corpus, prefix)
    except ReaderError as error:
        try:
            return written.load(corpus, prefix, gone=True)
        except ReaderError:
            raise error from None


def _edit(corpus: Corpus, arguments: SimpleNamespace) -> None:
    found = written.load(corpus, arguments.edit)
    note_text(arguments.words, found.body, lambda text: acts.edit_note(corpus, found.id, text))
    say(_said(tr("{kind} saved: {id}"), found))


def _write(corpus: Corpus, arguments: SimpleNamespace) -> None:
    if not arguments.words:
        raise UsageError(
            tr("note: it needs what it is about: ID, entity:NAME-OR-ID or corpus. {see}").format(see=tr(_SEE))
        )
    target, *text = arguments.words
    about = _about(corpus, target)
    note_text(text, "", lambda body: _saved(acts.write_note(corpus, about, body)))


def _saved(note: str) -> None:
    say(tr("note saved: {id}").format(id=short_annotation(note)))


def _said(message: str, found: Annotation) -> str:
    return message.format(kind=term(found.kind), id=short_annotation(found.id))


def _about(corpus: Corpus, target: str) -> str:
    if target == "corpus":
        return target
    if target.startswith("entity:"):
        return f"entity:{entities.find(corpus, target.removeprefix('entity:')).id}"
    return f"article:{articles.find(corpus, target)}"


def notes(arguments: SimpleNamespace) -> None:
    """Notes and highlights, newest first."""
    with existing(arguments) as corpus:
        kept = written.deleted(corpus) if arguments.deleted else written.recent(corpus)
        found = notes_of(corpus, " ".join(arguments.query), kept)[: arguments.limit]
        for number, one in enumerate(found):
            if arguments.json:
                say_json((shapes.deleted if arguments.deleted else shapes.annotation_with_target)(one))
                continue
            if number:
                say()
            for line in annotation_lines(one, min(terminal_width(), WIDEST_TEXT), _target(corpus, one)):
                say(line)


def _target(corpus: Corpus, one: Annotation) -> str:
    if one.entity:
        row = corpus.row("SELECT name FROM entity WHERE id = ?", (one.entity,))
        return tr("on {name}").format(name=row[0] if row else tr("an entity"))
    if one.article is None:
        return tr("on the corpus")
    row = corpus.row("SELECT title, opening FROM card JOIN article ON n = article WHERE id = ?", (one.article,))
    title = (row[0] or quoted(clip(one_line(row[1]), _OPENING))) if row else ""
    return tr("on {name}").format(name=f"{short(corpus, one.article)} {title}")
