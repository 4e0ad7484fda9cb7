"""What was made of a corpus as it stands, kept until somebody writes to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, TypeVar, cast

from reader.corpus.file import Corpus

T = TypeVar("T")
Q = TypeVar("Q", bound=Hashable)
_TRIES = 100
_ANSWERS = 256
"""Questions of one kind whose answers are kept."""


def remembered(corpus: Corpus, make: Callable[[Corpus], T]) -> T:
    """What a function makes of a corpus; made anew only where it was written to since, by whomever."""
    sign = corpus.memory.get(still)
    if sign is None:
        if corpus.connection.in_transaction:  # it may be taken back
            return make(corpus)
        sign = _sign(corpus)
    kept = corpus.memory.get(make)
    if kept is None or kept[0] != sign:
        kept = corpus.memory[make] = (sign, make(corpus))
    return cast(T, cast(Any, kept[1]))


def answered(corpus: Corpus, make: Callable[[Corpus, Q], T], question: Q) -> T:
    """What a function makes of a corpus and a question, kept like that for those that were asked last."""
    known: dict[Q, T] = remembered(corpus, _answers(make))
    if question not in known:
        if len(known) >= _ANSWERS:
            known.clear()
        known[question] = make(corpus, question)
    return known[question]


@cache
def _answers(_: Callable[[Corpus, Any], Any]) -> Callable[[Corpus], dict[Any, Any]]:
    """Begins what is kept of the answers of a function: the same for the same one, by which it is known again."""
    return lambda _: {}


@contextmanager
def still(corpus: Corpus) -> Iterator[None]:
    """One look at the file for several queries that follow at once: it is locked, and looked at for changes, only once.

    Nothing is written meanwhile, by nobody, so it must not last.
    """
    connection = corpus.connection
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        corpus.memory[still] = _sign(corpus)
        yield
    finally:
        corpus.memory.pop(still, None)
        for _ in range(_TRIES):
            if not connection.in_transaction:
                break
            # Who stops a search may hit this instead; and where FTS5 found its index damaged, it says so once more.
            with suppress(sqlite3.DatabaseError):
                connection.execute("COMMIT")


def _sign(corpus: Corpus) -> Any:
    """By which is known whether anybody wrote."""
    pragmas = corpus.row("PRAGMA data_version"), corpus.row("PRAGMA schema_version")
    return corpus.seen, corpus.connection.total_changes, pragmas
