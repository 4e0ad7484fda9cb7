"""What was made of a corpus as it stands, kept until somebody writes to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from reader.corpus.file import Corpus

T = TypeVar("T")


def remembered(corpus: Corpus, make: Callable[[Corpus], T]) -> T:
    """What a function makes of a corpus; made anew only where it was written to since, by whomever."""
    if corpus.connection.in_transaction:  # it may be taken back
        return make(corpus)
    pragmas = corpus.row("PRAGMA data_version"), corpus.row("PRAGMA schema_version")
    sign = corpus.seen, corpus.connection.total_changes, pragmas
    kept = corpus.memory.get(make)
    if kept is None or kept[0] != sign:
        kept = corpus.memory[make] = (sign, make(corpus))
    return cast(T, cast(Any, kept[1]))
