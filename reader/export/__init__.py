"""What leaves the corpus as text: everything as JSON, and articles with notes in the forms other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from reader.corpus.file import Corpus
from reader.export.whole import Export, Exported, as_json, encode, is_export, parse

__all__ = ["FORMATS", "Export", "Exported", "as_json", "encode", "is_export", "lines", "parse"]

FORMATS = {
    "markdown": "markdown:written",
    "jsonld": "webannotation:written",
    "csv": "table:written",
    "json": "whole:as_json",
    "bibtex": "citations:bibtex",
    "ris": "citations:ris",
}
"""Each format and the function that writes it: ``room:function`` in this package, imported when it is used."""


def lines(corpus: Corpus, form: str, query: str = "") -> Iterator[str]:
    """The articles that match a query, all without one, in a form of `FORMATS`, in parts to be written one by one."""
    room, _, function = FORMATS[form].partition(":")
    written: Callable[[Corpus, str], Iterator[str]] = getattr(import_module(f"reader.export.{room}"), function)
    return written(corpus, query)
