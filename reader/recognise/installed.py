"""A pipeline of spaCy in place of the model that is shipped, if a person has one and asks for it.

``READER_RECOGNISER=spacy:de_core_news_md`` chooses it for the language that it was made for. SpaCy is imported at its
first use, and never needed.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from reader.recognise.tokens import Tokens
from reader.recognise.trained import Name
from reader.records import Block, ReaderError
from reader.speech import tr

SETTING = "READER_RECOGNISER"
_TYPES = {
    **{"PER": "PER", "PERSON": "PER", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "ORG": "ORG", "NORP": "LOC-DERIV"},
    **dict.fromkeys(("MISC", "EVENT", "WORK_OF_ART", "PRODUCT"), "MISC"),
}
"""Ours for the types of spaCy's pipelines; numbers and dates are no names."""

_SURE = 0.8
"""Pipelines tell no probability."""


def asked() -> str:
    """What the setting says, or nothing."""
    return os.environ.get(SETTING, "")


class Pipeline:
    """A pipeline of spaCy as a half of recognition, for blocks of its ``language``."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self.language: str = nlp.lang

    def names(self, blocks: Sequence[tuple[Tokens, Block]]) -> list[tuple[Name, ...]]:
        """The names in each block."""
        documents = self._nlp.pipe([line.text[block.start : block.end] for line, block in blocks])
        return [tuple(_names(*pair, document.ents)) for pair, document in zip(blocks, documents, strict=True)]


def _names(line: Tokens, block: Block, entities: Sequence[Any]) -> Iterator[Name]:
    """The entities as whole words; of two in one word the first stays."""
    done = 0
    for entity in entities:
        first = max(done, bisect_right(line.ends, block.start + entity.start_char))
        after = bisect_left(line.starts, block.start + entity.end_char)
        if entity.label_ in _TYPES and first < after:
            done = after
            yield Name((first, after, _TYPES[entity.label_], _SURE), line.starts[first], line.ends[after - 1])


@lru_cache(maxsize=1)
def pipeline(setting: str) -> Pipeline:
    """The pipeline that the setting names, read at the first call.

    Raises:
        ReaderError: spaCy or the pipeline is not installed, or the setting names something else.
    """
    kind, _, name = setting.partition(":")
    what = f"{SETTING}={setting}"
    if kind != "spacy" or not name:
        raise ReaderError(what, tr("only spacy:NAME can be asked for"), tr("Name an installed pipeline of spaCy"))
    try:
        return Pipeline(import_module("spacy").load(name))
    except ImportError:
        raise ReaderError(what, tr("spaCy is missing"), tr("Install it with: pip install 'lesepult[spacy]'")) from None
    except OSError:
        raise ReaderError(
            what, tr("spaCy has no such pipeline"), tr("Try: python -m spacy download {name}").format(name=name)
        ) from None
