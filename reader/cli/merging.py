"""Copies of a corpus that come together: `merge` for files that are named, `sync` for those that lie in a folder."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from reader.cli.corpora import existing
from reader.cli.files import shown_path
from reader.cli.output import complain, pairs, progress, say, say_json, tell
from reader.records import ReaderError
from reader.speech import tr, trn

if TYPE_CHECKING:
    from reader.corpus import Corpus
    from reader.merge import Other, Report, Synced

_COUNTS = ("articles", "annotations", "corrections")
_ALL_COUNTS = (*_COUNTS, "marks", "erased", "merged_notes", "conflicts")


def merge(arguments: SimpleNamespace) -> int:
    """Take in other copies, and say what came; a corpus of another lineage only if that is wanted."""
    others = [Path(other) for other in arguments.others]
    with existing(arguments) as corpus:
        report = _united(corpus, others, arguments, arguments.other_lineage)
        wanted = [other for other in report.others if not arguments.json and not arguments.dry_run and _wanted(other)]
        if arguments.json:
            say_json(_shape(report))
        elif report.sources or not wanted:
            _say(report, arguments.dry_run)
        if wanted:
            more = _united(corpus, [Path(other.source) for other in wanted], arguments, other_lineage=True)
            _say(more, arguments.dry_run)
            report.others = [other for other in report.others if other not in wanted]
            report.rejected += more.rejected
    for sentence in [*report.refused, *report.clocks]:
        complain(sentence)
    return 1 if report.refused else 0


def _united(corpus: Corpus, others: list[Path], arguments: SimpleNamespace, other_lineage: bool) -> Report:
    from reader.merge import merge as unite

    with progress() as watch:
        watch("merge")
        return unite(corpus, others, arguments.dry_run, other_lineage=other_lineage)


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _wanted(other: Other) -> bool:
    """Ask whether a corpus of its own is to be taken in. Where nobody can answer: no."""
    if not can_ask():
        return False
    tell(tr("{source} is a corpus of its own, not a copy of this one. It would bring:").format(
        source=shown_path(other.source)))  # fmt: skip
    for line in pairs(_said({part: getattr(other, part) for part in _COUNTS})):
        say(line)
    print(tr("Take it in? [y/N]"), end=" ", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", "j", "ja")


def sync(arguments: SimpleNamespace) -> int:
    """Merge all copies that lie beside the corpus, or in a folder; put those that are wholly here into the trash."""
    from reader.merge import sync as unite

    folder = Path(arguments.folder) if arguments.folder is not None else None
    with existing(arguments) as corpus, progress() as watch:
        watch("sync")
        done = unite(corpus, folder, arguments.dry_run, arguments.clean)
    if arguments.json:
        say_json(_shape(done.report) | _beside(done))
    else:
        if done.report.sources:
            for source in done.report.sources:
                tell(tr("copy: {path}").format(path=shown_path(source)))
            _say(done.report, arguments.dry_run)
        else:
            tell(tr("no copies of this corpus in {folder}").format(folder=shown_path(done.folder)))
        _say_beside(done, arguments.dry_run)
    for sentence in [*done.report.rejected, *done.report.clocks]:
        complain(sentence)
    for path in done.unfinished:
        why, remedy = tr("it is still being copied, or cut short"), tr("Wait until it is whole, then sync again")
        complain(str(ReaderError(path, why, remedy)))
    for path in done.unreadable:
        complain(str(ReaderError(path, tr("it cannot be read"), tr("Check its permissions"))))
    return 1 if done.report.rejected or done.unfinished or done.unreadable else 0


def _say(report: Report, dry_run: bool) -> None:
    for line in pairs(_said({part: getattr(report, part) for part in _ALL_COUNTS})):
        say(line)
    if dry_run:
        tell(tr("only looked: nothing was written"))
    else:
        tell(tr("merged") if report.written else tr("nothing new: not a byte was written"))
    if report.versions:
        tell(trn("{n} older version of a note, let go here, is there still",
                 "{n} older versions of notes, let go here, are there still", report.versions))  # fmt: skip


def _said(counts: dict[str, int]) -> dict[str, int]:
    names = {
        "articles": tr("articles"),
        "annotations": tr("notes and highlights"),
        "corrections": tr("corrections"),
        "marks": tr("marks and tags"),
        "erased": tr("articles erased"),
        "merged_notes": tr("notes merged"),
        "conflicts": tr("in conflict"),
    }
    return {names[part]: number for part, number in counts.items()}


def _say_beside(done: Synced, dry_run: bool) -> None:
    """What else lies in the folder, and what went into the trash."""
    for path in done.again:
        tell(tr("the same once more: {path}").format(path=shown_path(path)))
    for other in done.report.others:
        tell(tr(
            "not merged, since it is a corpus of its own: {path} (new here: articles {articles}, "
            "notes and highlights {annotations}). To take it in: reader merge --other-lineage"
        ).format(path=shown_path(other.source), articles=other.articles, annotations=other.annotations))  # fmt: skip
    for path in done.report.declined:
        tell(tr("not merged, since that was taken back once: {path}. To take it in: reader merge").format(
            path=shown_path(path)))  # fmt: skip
    for name in done.stubs:
        tell(tr("in the cloud only: {name}. Download it, then sync again").format(name=shown_path(name)))
    for one in done.cleaned:
        if dry_run:
            tell(tr("would go to the trash: {path}").format(path=shown_path(one.path)))
        else:
            tell(tr("in the trash: {path}, now {to}").format(path=shown_path(one.path), to=shown_path(one.to)))


def _shape(report: Report) -> dict[str, Any]:
    """The object of `--json`: counts in all, and by source."""
    shape = asdict(report)
    shape["gains"] = [
        {"source": gain.source, "articles": len(gain.articles), "annotations": gain.annotations,
         "corrections": gain.corrections, "marks": gain.marks, "erased": len(gain.erased),
         "merged_notes": len(gain.merged), "conflicts": len(gain.conflicts)}
        for gain in report.gains
    ]  # fmt: skip
    return shape


def _beside(done: Synced) -> dict[str, Any]:
    return {"folder": done.folder, "again": done.again, "unfinished": done.unfinished,
            "unreadable": done.unreadable, "stubs": done.stubs,
            "cleaned": [asdict(one) for one in done.cleaned]}  # fmt: skip
