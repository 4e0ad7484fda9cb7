"""The deep half of recognition: a small transformer that reads whole sentences, slow, so only in the background.

It needs numpy, which is imported at its first use; without it the fast half stands alone.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec

from reader.recognise import read
from reader.recognise.installed import asked
from reader.recognise.trained import LANGUAGES
from reader.records import Block, Mention

VERSION = "deep-2"


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether numpy and the model are there, and no other recogniser is asked for."""
    if asked():
        return False
    return find_spec("numpy") is not None and files("reader").joinpath("model", "deep-de.bin").is_file()


def refine(text: str, blocks: Sequence[Block], language: str | None = None) -> tuple[Mention, ...]:
    """What `recognise` gives, by both halves together; 1,500 to 2,000 words a second of one core."""
    # Numpy reads this when it is imported: the other cores are for the person who reads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from reader.recognise.deep.both import half

    return read(text, blocks, language, {one: half(one) for one in LANGUAGES})
