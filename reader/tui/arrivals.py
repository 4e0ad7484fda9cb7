"""What came by a merge, in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.speech import counted, tr, trn
from reader.tui import paint
from reader.tui.commands import with_keys

if TYPE_CHECKING:
    from reader.merge import Report

NAME_CELLS = 34
"""Room for the name of a copy in a line."""


def said(report: Report) -> tuple[str, str]:
    """What a merge brought, in one line, and its ink; nothing if it brought nothing and nothing is wrong."""
    if not report.written or not report.gains:
        back = trn("{n} older version of a note is back, from a copy that was not compacted",
                   "{n} older versions of notes are back, from a copy that was not compacted",
                   report.versions) if report.written and report.versions else ""  # fmt: skip
        return (report.rejected[0], "error") if report.rejected else (back, "quiet" if back else "")
    names = [Path(gain.source).name for gain in report.gains]
    name = paint.clipped(names[0], NAME_CELLS) + (f" +{len(names) - 1}" if len(names) > 1 else "")
    what = ", ".join(parts(report.articles, report.annotations, report.corrections, report.erased))
    line = tr("Merged from {name}: {what}").format(name=name, what=what)
    if report.merged_notes:
        line += "; " + trn("{n} note united", "{n} notes united", report.merged_notes)
    if report.conflicts:
        line += "; " + trn("{n} note needs you", "{n} notes need you", report.conflicts)
    return f"{line}   {with_keys(tr('{changes} shows it'))}", "accent" if report.conflicts else "good"


def parts(articles: int, notes: int, corrections: int, erased: int) -> list[str]:
    """What came, in words; never nothing."""
    said = [counted(number, thing) for number, thing in ((notes, "note"), (articles, "article")) if number]
    if corrections:
        said.append(trn("{n} correction", "{n} corrections", corrections))
    if erased:
        said.append(trn("{n} erasure", "{n} erasures", erased))
    return said or [tr("marks and tags")]
