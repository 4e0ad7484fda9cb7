"""A corpus that git tracks, such as the sample in a clone: notes in it would stand in the way of the next pull."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

from reader.places import state_dir
from reader.speech import later

SAID = later("git tracks this file; for your own: reader --corpus FILE add FOLDER")
_PATIENCE = 5.0


def first_time(path: Path, corpus_id: str) -> bool:
    """Whether git tracks a corpus and nobody was told yet; tells only once. Runs git: not for the app's own thread."""
    if not _is_tracked(path.absolute()):
        return False
    with suppress(OSError):
        told = state_dir(corpus_id) / "told-of-git"
        if told.exists():
            return False
        told.touch()
    return True


def _is_tracked(path: Path) -> bool:
    if not any((folder / ".git").exists() for folder in path.parents):
        return False
    command = ["git", "-C", str(path.parent), "ls-files", "--error-unmatch", "--", path.name]
    try:
        return subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
