"""Which corpus a command works on, opened the way the command needs it."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

from reader.cli.usage import UsageError
from reader.corpus import Corpus, open_corpus
from reader.corpus.header import is_newer, read_header
from reader.places import default_corpus
from reader.speech import tr


def corpus_path(arguments: SimpleNamespace) -> tuple[Path, bool]:
    """The corpus file, and whether somebody named it: only one that nobody named is made by reading.

    Raises `UsageError` for an empty name, behind which is most often a variable that was not set.
    """
    given = {"--corpus": arguments.corpus, "READER_CORPUS": os.environ.get("READER_CORPUS")}
    where, named = next(((where, name) for where, name in given.items() if name is not None), ("", None))
    if named == "":
        raise UsageError(tr("{where}: the path in it is empty. Give a path, or leave it out.").format(where=where))
    return (Path(named), True) if named is not None else (default_corpus(), False)


def existing(arguments: SimpleNamespace) -> Corpus:
    """The corpus, which must be there if it was named. A newer one is opened to read, with a sentence."""
    path, named = corpus_path(arguments)
    corpus = open_corpus(path, create=not named)
    if corpus.readonly and is_newer(read_header(path)):
        from reader.cli.output import complain

        complain(f"{path.name}: {corpus.banner}.")
    return corpus


def made(arguments: SimpleNamespace) -> Corpus:
    """The corpus, made first if it is missing."""
    return open_corpus(corpus_path(arguments)[0], create=True)


def if_there(arguments: SimpleNamespace) -> Corpus | None:
    """The corpus, or ``None`` if there is none yet."""
    path, _ = corpus_path(arguments)
    return open_corpus(path) if path.exists() else None
