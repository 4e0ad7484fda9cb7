"""The corpus file: the one door for SQLite. One module a noun; all take a `Corpus` as their first argument."""

from reader.corpus.file import Corpus, open_corpus

__all__ = ["Corpus", "open_corpus"]
