"""Copies that grow together: what came is shown, taken back where it is not wanted, and told in one line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.records import ReaderError
from reader.speech import counted, tr, trn
from reader.tui import paint
from reader.tui.commands import with_keys
from reader.tui.place import Place

if TYPE_CHECKING:
    from reader.merge import Report
    from reader.tui.screens.changes import Changes
    from reader.tui.screens.conflict import Conflict

_NAME_CELLS = 34


def changes(place: Place) -> None:
    """What merges brought."""
    from reader.tui.screens.changes import Changes

    if not isinstance(place, Changes):
        place.go_to(Changes(place.desk))


def look(place: Any) -> None:
    """Look for copies beside the corpus at once, also for those that were looked into before."""
    corpus = place.desk.corpus
    if corpus.readonly:
        raise ReaderError(corpus.path.name, corpus.banner or tr("it is read-only"), tr("Nothing can be merged"))
    place.app.nearby.look_anew()
    place.say(tr("Looking for copies of the corpus in its folder; what they bring is said here"), "quiet")


def take_back(place: Changes) -> None:
    """Ask, then take back the whole merge that the line under the cursor belongs to."""
    merged = place.merged()
    if merged is None or merged.undone:
        place.say(tr("There is no merge here that could be taken back"), "quiet")
        return
    name = paint.clipped(merged.name, _NAME_CELLS)
    place.ask_key(
        tr("Take back all that came from {name}? y does it").format(name=name),
        lambda key: _taken_back(place, merged.id) if key == "y" else None,
    )


def _taken_back(place: Changes, id: str) -> None:
    from reader.merge import take_back as undo

    said = undo(place.desk.corpus, id)
    place.did(said[:1].upper() + said[1:], anew=True)


def next_version(place: Conflict) -> None:
    """Set another of the versions beside the newest."""
    place.turn(1)


def previous_version(place: Conflict) -> None:
    """The one before."""
    place.turn(-1)


def keep_first(place: Conflict) -> None:
    """Let the note say what the first version says."""
    place.keep(0)


def keep_second(place: Conflict) -> None:
    """Let the note say what the second version says."""
    place.keep(1)


def write_third(place: Conflict) -> None:
    """Write one version of both."""
    place.follow()


def said(report: Report) -> tuple[str, str]:
    """What a merge brought, in one line, and its ink; nothing if it brought nothing and nothing is wrong."""
    if not report.written or not report.gains:
        back = trn("{n} older version of a note is back, from a copy that was not compacted",
                   "{n} older versions of notes are back, from a copy that was not compacted",
                   report.versions) if report.written and report.versions else ""  # fmt: skip
        return (report.rejected[0], "error") if report.rejected else (back, "quiet" if back else "")
    names = [Path(gain.source).name for gain in report.gains]
    name = paint.clipped(names[0], _NAME_CELLS) + (f" +{len(names) - 1}" if len(names) > 1 else "")
    what = ", ".join(parts(report.articles, report.annotations, report.corrections))
    line = tr("Merged from {name}: {what}").format(name=name, what=what)
    if report.merged_notes:
        line += "; " + trn("{n} note united", "{n} notes united", report.merged_notes)
    if report.conflicts:
        line += "; " + trn("{n} note needs you", "{n} notes need you", report.conflicts)
    return f"{line}   {with_keys(tr('{changes} shows it'))}", "accent" if report.conflicts else "good"


def parts(articles: int, notes: int, corrections: int) -> list[str]:
    """What came, in words; never nothing."""
    said = [counted(number, thing) for number, thing in ((notes, "note"), (articles, "article")) if number]
    if corrections:
        said.append(trn("{n} correction", "{n} corrections", corrections))
    return said or [tr("marks and tags")]
