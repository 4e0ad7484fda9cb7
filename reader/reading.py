"""One file → its articles, with all that follows from each: the slow step of an import, fit for any process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

from reader.corpus import articles, derive
from reader.records import Item, ReaderError
from reader.speech import tr, trn

MOST_NAMED = 1000
"""Parts of one file that are refused by name; the others are counted."""


class Job(NamedTuple):
    """A file to be read. ``whole``: it is one article and was cut out of a file before."""

    name: str
    data: bytes
    whole: bool = False


class Read(NamedTuple):
    """An article that only has to be written."""

    item: Item
    derived: derive.Derived


class Held(NamedTuple):
    """An article that need not be read, since the corpus has it."""

    id: str


class Refused(NamedTuple):
    """Why a file, or a part of it, cannot be taken, in one line."""

    reason: str


class Journal(NamedTuple):
    """What a person did, as it came with an exported corpus: how many entries of it were new."""

    news: int


Result: TypeAlias = Read | Held | Refused | Journal
IsHeld: TypeAlias = Callable[[str, int], bool]
"""Told an article's id and its size in bytes, says whether the corpus has it."""


def read(job: Job, is_held: IsHeld) -> Iterator[Result]:
    """The articles of a file one by one; never raises for what is in it. The file's own id is not asked about.

    There is at least one result. Where very many parts are refused, the last result counts those that are not named.
    """
    taken = refused = 0
    for result in _all(job, is_held):
        taken, refused = (taken, refused + 1) if isinstance(result, Refused) else (taken + 1, refused)
        if refused <= MOST_NAMED or not isinstance(result, Refused):
            yield result
        if job.whole:
            return
    if not (taken or refused):
        yield Refused(tr("there is no article in it."))
    if refused > MOST_NAMED:
        yield Refused(
            trn(
                "{n} more part of it cannot be read. It was left out.",
                "{n} more parts of it cannot be read. They were left out.",
                refused - MOST_NAMED,
            )
        )


def _all(job: Job, is_held: IsHeld) -> Iterator[Result]:
    from reader import formats

    try:
        with failing_alone():
            for part in formats.parts(job.data, job.name):
                yield _refused(part, job) if isinstance(part, ReaderError) else _article(part, job, is_held)
    except ReaderError as error:
        yield Refused(reason(error))


def _refused(part: ReaderError, job: Job) -> Refused:
    """Which part of a file cannot be taken, and why; the file's name is said with every outcome."""
    return Refused(str(part).removeprefix(f"{job.name}, "))


def _article(item: Item, job: Job, is_held: IsHeld) -> Result:
    if item.data != job.data:
        article = articles.article_id(item.data)
        if is_held(article, len(item.data)):
            return Held(article)
    try:
        with failing_alone():
            return Read(Item(item.data, item.text, item.format), derive.derive(item))
    except ReaderError as error:
        return Refused(reason(error))


@contextmanager
def failing_alone() -> Iterator[None]:
    """Where a mistake of ours meets a file that nobody thought of, that file is refused; the others are imported."""
    try:
        yield
    except ReaderError:
        raise
    except MemoryError:
        raise ReaderError(tr("memory"), tr("it takes more memory than one file is given"), tr("Split it")) from None
    except Exception as bug:
        why = tr("this program failed on it ({bug})").format(bug=f"{type(bug).__name__}: {str(bug)[:80]}")
        raise ReaderError(tr("bug"), why, tr("The file is as it was; please report this")) from bug


def reason(error: ReaderError) -> str:
    """Why, and what to do: all of an error but what it is about."""
    return f"{error.why}." + (f" {error.remedy}." if error.remedy else "")
