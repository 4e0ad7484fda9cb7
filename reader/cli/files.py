"""What concerns whole files: `add`, `export`, `index` and `stats`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from reader.cli import shapes
from reader.cli.corpora import corpus_path, existing, if_there, made
from reader.cli.output import complain, dim, pairs, progress, row_width, say, say_json, terminal_width, wrapped
from reader.records import ReaderError
from reader.speech import apart, counted, term, tr, trn
from reader.text import cells, clip, one_line, visible

if TYPE_CHECKING:
    from reader.cli.output import Progress
    from reader.intake import Outcome

_STATUSES = ("added", "duplicate", "refused")
_LEAST_TITLE = 12
_INDENT = 2
_UNITS = ("bytes", "kB", "MB", "GB")


def add(arguments: SimpleNamespace) -> int:
    """Import files; an outcome is printed when its article is safely in the corpus."""
    from reader import intake
    from reader.cli.importing import Importing

    counts: Counter[str] = Counter()
    with _told_when_interrupted(counts), progress(Importing(arguments.paths, corpus_path(arguments)[0])) as watch:
        if arguments.dry_run:
            corpus = if_there(arguments)
            _report(intake.preview(corpus, arguments.paths, watch), counts, arguments, watch)
            if corpus:
                corpus.close()
        else:
            with made(arguments) as corpus:
                _report(intake.add(corpus, arguments.paths, watch), counts, arguments, watch)
    if sum(counts.values()) > 1 and not arguments.json:
        say(dim(", ".join(f"{apart(counts[status])} {term(status)}" for status in _STATUSES if counts[status])))
    return 1 if counts["refused"] else 0


@contextmanager
def _told_when_interrupted(counts: Counter[str]) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        complain(
            tr("add: interrupted after {articles}. Run it again to go on.").format(
                articles=counted(counts.total() - counts["refused"], "article")
            )
        )
        raise


def _report(outcomes: Iterator[Outcome], counts: Counter[str], arguments: SimpleNamespace, watch: Progress) -> None:
    """Print outcomes as they come, and count them by status."""
    with closing(outcomes):  # type: ignore[type-var]  # a generator: an interrupt must reach its end now
        for outcome in outcomes:
            watch.clear()
            counts[outcome.status] += 1
            if arguments.json:
                say_json(shapes.outcome(outcome) | ({"dry_run": True} if arguments.dry_run else {}), flush=True)
            elif outcome.status == "refused":
                complain(f"{shown_path(outcome.path)}: {outcome.reason}")
            else:
                for line in _outcome_lines(outcome, arguments.dry_run):
                    say(line, flush=True)


def _outcome_lines(outcome: Outcome, dry_run: bool) -> Iterator[str]:
    """Status, id and title; the reason behind it, or below where that would leave no room for the title."""
    status = tr("would add") if dry_run and outcome.status == "added" else term(outcome.status)
    what = outcome.title or f"{tr('(no title)')} {shown_path(Path(outcome.path).name)}"
    head, reason = f"{status:9}  {(outcome.id or '')[:8]:8}  ", f" ({outcome.reason})" if outcome.reason else ""
    wide = row_width()
    room = wide - cells(head) - cells(reason)
    beside = reason if room >= min(_LEAST_TITLE, cells(one_line(what))) else ""
    title = clip(one_line(what), max(_LEAST_TITLE, room + cells(reason) - cells(beside)))
    yield clip(one_line(f"{head}{title}{beside}"), wide)
    if reason and not beside:
        yield from wrapped(reason, terminal_width(), " " * _INDENT)


def shown_path(path: str) -> str:
    """A file's name with everything odd in it escaped: bytes that are no UTF-8, line ends, controls; that of none."""
    if not path:
        return '""'
    plain = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in plain)


def export(arguments: SimpleNamespace) -> None:
    """Write the corpus, or a part of it, to a file or to standard output."""
    from reader import export as exporting
    from reader.export import tofile

    to_stdout = arguments.output in {None, "-"}
    if not to_stdout and arguments.output.endswith(os.sep):
        raise ReaderError(shown_path(arguments.output), tr("this is a folder"), tr("Name a file"))
    is_read_there = to_stdout and sys.stdout.isatty() and arguments.format not in {"json", "jsonld"}
    with existing(arguments) as corpus, progress() as watch:
        watch("export")
        chosen = exporting.matching(corpus, " ".join(arguments.query))
        lines = exporting.lines(corpus, arguments.format, chosen)
        if to_stdout:
            for line in lines:
                sys.stdout.buffer.write((visible(line) if is_read_there else line).encode())
        else:
            tofile.write(Path(arguments.output), lines, force=arguments.force)
    if not to_stdout:
        say(tr("written: {path}").format(path=shown_path(arguments.output)))


def index(arguments: SimpleNamespace) -> int:
    """Make what is missing or out of date."""
    from reader import intake, purging

    with existing(arguments) as corpus, progress() as watch:
        number = intake.index(corpus, watch)
        left = purging.finish(corpus)
        deep = intake.refine(corpus, watch) if arguments.deep else None
    say(tr("indexed: {articles}").format(articles=counted(number, "article")))
    if deep is not None:
        say(tr("looked through for names: {articles}").format(articles=counted(deep, "article")))
    for sentence in left:
        complain(sentence)
    return 1 if left else 0


def stats(arguments: SimpleNamespace) -> None:
    """Counts and sizes."""
    from reader.corpus.stats import stats as count

    with existing(arguments) as corpus:
        found = count(corpus)
    if arguments.json:
        say_json(found)
        return
    shown = {term(name): shown_size(value) if name == "bytes" else value for name, value in found.items()}
    for line in pairs(shown):
        say(line)


def shown_size(value: int | str) -> str:
    """A number of bytes, for people."""
    number, unit = float(value), 0
    while number >= 1000 and unit + 1 < len(_UNITS):
        number, unit = number / 1000, unit + 1
    return f"{number:.1f} {_UNITS[unit]}" if unit else trn("{n} byte", "{n} bytes", int(value))
