"""Where things lie on this machine: the default corpus, and state that is never in the corpus file."""

from __future__ import annotations

import os
from pathlib import Path

APPLICATION = "lesepult"
CORPUS_NAME = "corpus.db"


def state_dir(corpus_id: str) -> Path:
    """The directory of one corpus for drafts, the undo list and backups; made when it is missing."""
    path = state_root() / corpus_id
    path.mkdir(parents=True, exist_ok=True)
    return path


def state_root() -> Path:
    """Where the directories of all corpora lie; it need not be there."""
    import platformdirs

    return Path(os.environ.get("READER_STATE") or platformdirs.user_state_dir(APPLICATION))


def config_dir() -> Path:
    """The directory of what a person sets by hand; it need not be there."""
    import platformdirs

    return Path(os.environ.get("READER_CONFIG") or platformdirs.user_config_dir(APPLICATION))


def default_corpus() -> Path:
    """`corpus.db` here if it is there, else the one in the platform's user data directory."""
    here = Path(CORPUS_NAME)
    if here.exists():
        return here
    import platformdirs

    return Path(platformdirs.user_data_dir(APPLICATION)) / CORPUS_NAME
