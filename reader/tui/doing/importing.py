"""Bringing articles in, and having names looked for more deeply: begun and stopped here, done in the background."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from reader.records import ReaderError
from reader.speech import tr
from reader.tui.commands import with_keys
from reader.tui.widgets.prompt import Prompt

_NAMED = 12
"""So many names of files are shown where several fit."""


def ask(place: Any) -> None:
    """Ask from where; while an import is under way, stop it."""
    behind = place.app.behind
    if behind.importing:
        behind.stop_import()
        return
    corpus = place.desk.corpus
    if corpus.readonly:
        raise ReaderError(corpus.path.name, corpus.banner or tr("it is read-only"), tr("Nothing can be imported"))
    label = with_keys(tr("Import file or folder ({search-widen} completes):"))
    place.mount(Prompt(label, done=lambda typed: _begin(place, typed), complete=completed))


def stopped(place: Any) -> bool:
    """Stop an import if it was Esc that found nothing else to leave. Whether it was."""
    behind = place.app.behind
    if not behind.importing or place.app.struck.name != "escape":
        return False
    behind.stop_import()
    return True


def _begin(place: Any, typed: str) -> None:
    if not typed.strip():
        return
    path = Path(typed).expanduser()
    if not path.exists():
        path = Path(typed.strip()).expanduser()
    if not path.exists():
        raise ReaderError(
            typed.strip(),
            tr("there is no such file or folder"),
            with_keys(tr("{search-widen} completes what is typed")),
        )
    place.app.behind.import_from(str(path.absolute()))


def deep(place: Any) -> None:
    """Look for names more deeply; while that is under way, stop it."""
    behind = place.app.behind
    if behind.refining:
        behind.stop_looking()
        place.say(tr("Names are not looked for any further; the same command goes on"), "quiet")
    else:
        behind.look_deeply()
        place.say(tr("Names are looked for more deeply, in the background; the same command stops it"), "quiet")


def completed(typed: str) -> tuple[str, list[str]]:
    """A path that was begun, as far as it can be only one; and the names that fit, where several do."""
    head, tail = os.path.split(typed)
    try:
        found = sorted(entry.name + os.sep * entry.is_dir() for entry in os.scandir(Path(head or ".").expanduser()))
    except (OSError, ValueError):
        return typed, []
    # Hidden files are not imported; a name that cannot be shown cannot be typed either.
    found = [name for name in found if name.startswith(tail) and name.isprintable()]
    found = [name for name in found if tail or not name.startswith(".")]
    if not found:
        return typed, []
    common = os.path.commonprefix(found)  # noqa: RUF071 - of letters is what is wanted
    several = found[:_NAMED] + ["…"] * (len(found) > _NAMED) if len(found) > 1 else []
    return os.path.join(head, common), several  # noqa: PTH118
