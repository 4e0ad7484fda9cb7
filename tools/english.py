"""The English text that ``train_recogniser.py`` learns from: WikiGold; and UNER English EWT, to measure with.

Both come as words; the text is put together from them by rule. WikiGold can be cut in fifths, one of them left out.
EWT is not learnt from: its licence asks for what is made of it to be shared alike.

``python tools/english.py NER_DATA FILE`` writes the test part of EWT as gold for ``evaluate.py``.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

WIKIGOLD = "wikigold-en/wikigold.conll.txt.gz"
EWT = "uner-english-ewt/en_ewt-ud-test.iob2.gz"
FOLDS = 5
_TYPES = ("PER", "LOC", "ORG")
_CLOSING = frozenset(".,;:!?)]}%'”’") | {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "''"}
_OPENING = frozenset("([{$“") | {"``"}

Document = dict[str, Any]
Words = list[tuple[str, str]]


def documents(data: Path, left_out: int | None) -> tuple[list[Document], list[Document]]:
    """The sentences to learn from, and those of the fifth ``left_out`` of WikiGold."""
    gold = [_document(words, f"wikigold-{n}") for n, words in enumerate(_sentences(data / WIKIGOLD, 0, -1))]
    if left_out is None:
        return gold, []
    start, end = (len(gold) * n // FOLDS for n in (left_out, left_out + 1))
    return gold[:start] + gold[end:], gold[start:end]


def _sentences(path: Path, word: int, tag: int) -> Iterator[Words]:
    lines = (line for line in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n") if line[:1] != "#")
    for is_full, group in groupby(lines, key=lambda line: bool(line.strip())):
        rows = [line.split("\t") if "\t" in line else line.split() for line in group if is_full]
        words = [(row[word].replace(" ", ""), _tag(row[tag])) for row in rows if row[0] != "-DOCSTART-"]
        if words:
            yield words


def _tag(tag: str) -> str:
    return tag if tag[2:] in _TYPES else "O"


def _document(words: Words, name: str) -> Document:
    text, before = "", "O"
    entities: list[list[Any]] = []
    for (word, tag), blank in zip(words, _blanks([word for word, _ in words]), strict=True):
        start, text = len(text) + blank, text + " " * blank + word
        if tag != "O" and tag[0] == "I" and before[2:] == tag[2:]:
            entities[-1][1] = len(text)
        elif tag != "O":
            entities.append([start, len(text), tag[2:]])
        before = tag
    return {"id": name, "text": text, "entities": entities}


def _blanks(words: Iterable[str]) -> Iterator[int]:
    """Whether a blank stands before each word: none after what opens and before what closes."""
    is_open, quoted = True, False
    for word in words:
        closes = word in _CLOSING or (word == '"' and quoted)
        yield int(not is_open and not closes)
        is_open = word in _OPENING or (word == '"' and not quoted)
        quoted ^= word == '"'


def main() -> None:
    data, gold = map(Path, sys.argv[1:])
    documents = (_document(words, f"ewt-{n}") for n, words in enumerate(_sentences(data / EWT, 1, 2)))
    gold.write_text("".join(json.dumps(document) + "\n" for document in documents), "utf-8")


if __name__ == "__main__":
    main()
