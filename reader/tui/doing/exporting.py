"""Writing articles with their notes into a file that other programs read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from reader import export
from reader.export import tofile
from reader.speech import counted, tr
from reader.text import fold
from reader.tui import paint
from reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.tui.place import Place

_NO_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 50


def write(place: Place) -> None:
    """Ask for a file; its end says the form."""
    name, only = place.exported()
    if only is not None and not only:
        place.say(tr("There is nothing here to export"), "quiet")
        return
    what = tr("everything") if only is None else counted(len(only), "article")
    label = tr("Export {what} to:").format(what=what)
    place.mount(Prompt(label, _suggested(name), done=lambda path: _write(place, path, only)))


def _suggested(name: str) -> str:
    return (_NO_NAME.sub("-", fold(name))[:_LONGEST_NAME].strip("-") or "articles") + ".md"


def _write(place: Place, name: str, only: Sequence[str] | None) -> None:
    path = Path(name.strip()).expanduser()
    tofile.write(path, export.lines(place.desk.corpus, tofile.form_of(path), only))
    place.say(tr("Written: {path}").format(path=paint.plain(str(path.absolute()))))
