"""`note` and `notes`."""

from __future__ import annotations

from types import SimpleNamespace

from reader import acts
from reader.cli import shapes
from reader.cli.corpora import existing
from reader.cli.editor import note_text
from reader.cli.ids import short, short_annotation
from reader.cli.output import WIDEST_TEXT, say, say_json, terminal_width
from reader.cli.page import annotation_lines
from reader.cli.usage import UsageError
from reader.corpus import Corpus, articles, entities
from reader.corpus import annotations as written
from reader.records import Annotation

_SEE = "See: reader note --help."


def note(arguments: SimpleNamespace) -> None:
    """Write a note, give one another text, or delete one."""
    if arguments.edit is not None and arguments.remove is not None:
        raise UsageError(f"note: --edit and --remove exclude each other. {_SEE}")
    with existing(arguments) as corpus:
        if arguments.remove is not None:
            _remove(corpus, arguments)
        elif arguments.edit is not None:
            _edit(corpus, arguments)
        else:
            _write(corpus, arguments)


def _remove(corpus: Corpus, arguments: SimpleNamespace) -> None:
    if arguments.words:
        raise UsageError(f"note: --remove takes no target and no text. {_SEE}")
    found = written.load(corpus, arguments.remove)
    acts.remove_annotation(corpus, found.id)
    say(f"{found.kind} removed: {short_annotation(found.id)}. Take it back with: reader undo")


def _edit(corpus: Corpus, arguments: SimpleNamespace) -> None:
    found = written.load(corpus, arguments.edit)
    note_text(arguments.words, found.body, lambda text: acts.edit_note(corpus, found.id, text))
    say(f"{found.kind} saved: {short_annotation(found.id)}")


def _write(corpus: Corpus, arguments: SimpleNamespace) -> None:
    if not arguments.words:
        raise UsageError(f"note: what is it about: ID, entity:NAME-OR-ID or corpus? {_SEE}")
    target, *text = arguments.words
    about = _about(corpus, target)
    note_text(text, "", lambda body: say(f"note saved: {short_annotation(acts.write_note(corpus, about, body))}"))


def _about(corpus: Corpus, target: str) -> str:
    if target == "corpus":
        return target
    if target.startswith("entity:"):
        return f"entity:{entities.find(corpus, target.removeprefix('entity:')).id}"
    return f"article:{articles.find(corpus, target)}"


def notes(arguments: SimpleNamespace) -> None:
    """Notes and highlights, newest first."""
    with existing(arguments) as corpus:
        found = _matching(corpus, " ".join(arguments.query))[: arguments.limit]
        for number, one in enumerate(found):
            if arguments.json:
                say_json(shapes.annotation_with_target(one))
                continue
            if number:
                say()
            for line in annotation_lines(one, min(terminal_width(), WIDEST_TEXT), _target(corpus, one)):
                say(line)


def _matching(corpus: Corpus, query: str) -> list[Annotation]:
    found = written.recent(corpus)
    if not query.strip():
        return found
    from reader.search import search

    wanted = {hit.ref for hit in search(corpus, query) if hit.field in ("note", "highlight")}
    return [one for one in found if one.id in wanted]


def _target(corpus: Corpus, one: Annotation) -> str:
    if one.entity:
        row = corpus.row("SELECT name FROM entity WHERE id = ?", (one.entity,))
        return f"on {row[0] if row else 'an entity'}"
    if one.article is None:
        return "on the corpus"
    row = corpus.row("SELECT title FROM card JOIN article ON n = article WHERE id = ?", (one.article,))
    return f"on {short(corpus, one.article)} {row[0] or '' if row else ''}"
