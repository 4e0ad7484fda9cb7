"""What a person chose for the eyes on this machine: theme, text width, names at the side. Never in the corpus."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from reader.places import state_dir

_ROOM = "app"
NEWCOMER = 6
"""Keys after which one has seen the hint."""


@dataclass
class Settings:
    """Choices; ``None`` and 0 mean the usual."""

    theme: str | None = None
    measure: int = 0
    aside: bool = True
    """Whether the names of an article stand beside it where there is room."""
    justified: bool = False
    """Whether the lines of an article fill the column, with words parted at their ends."""
    new: int = 0
    """How many keys are still to be struck until the person is no newcomer any more, for whom a hint is shown."""

    def save(self) -> None:
        """Remember the choices. A state directory that cannot be written loses them, nothing else."""
        with suppress(OSError):
            _path().write_text(json.dumps(asdict(self)), encoding="utf-8")

    def struck(self) -> None:
        """A key was struck; the last that makes a newcomer is remembered for good."""
        if self.new:
            self.new -= 1
            if not self.new:
                self.save()


def load() -> Settings:
    """The choices made before; the usual ones where there are none or they cannot be read."""
    try:
        kept = json.loads(_path().read_text(encoding="utf-8"))
        theme = str(kept["theme"]) if kept["theme"] else None
        new = 0 if kept.get("new", 0) == 0 else NEWCOMER
        aside, justified = bool(kept.get("aside", True)), bool(kept.get("justified", False))
        return Settings(theme, int(kept["measure"]), aside, justified, new)
    except FileNotFoundError:
        return Settings(new=NEWCOMER)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Settings()


def _path() -> Path:
    return state_dir(_ROOM) / "settings.json"
