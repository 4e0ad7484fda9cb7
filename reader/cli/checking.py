"""`check`: whether a corpus is sound, and what is done about it where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from reader.cli.corpora import corpus_path, existing
from reader.cli.files import shown_path, shown_size
from reader.cli.output import progress, say, say_json, tell
from reader.cli.usage import UsageError
from reader.speech import tr, trn
from reader.text import one_line

if TYPE_CHECKING:
    from reader.corpus.check import Problem
    from reader.corpus.compaction import Compacted
    from reader.repair import Repaired


def check(arguments: SimpleNamespace) -> int:
    """Test the file and say what is wrong with it; mend it, or make it smaller, if that is asked for."""
    from reader.corpus.check import check_file

    _usage(arguments)
    path, _ = corpus_path(arguments)
    if not path.exists():
        existing(arguments).close()
    with progress() as watch:
        watch("check")
        problems = check_file(path)
        repaired = _repaired(path, arguments.others or ()) if problems and arguments.repair else None
        left = check_file(path) if repaired else problems
    told = _shape(problems, left, repaired)
    if not arguments.json:
        _say(path, problems, left, repaired)
    if arguments.compact and not left:
        told["compacted"] = _compacted(arguments)
    if arguments.json:
        say_json(told)
    return 1 if left else 0


def _usage(arguments: SimpleNamespace) -> None:
    """Raise `UsageError` where an option stands without the one that it belongs to."""
    if arguments.others and not arguments.repair:
        raise UsageError(tr("check: --from goes with --repair. See: reader check --help."))
    if (arguments.days is not None or arguments.dry_run) and not arguments.compact:
        raise UsageError(tr("check: --days and --dry-run go with --compact. See: reader check --help."))


def _compacted(arguments: SimpleNamespace) -> dict[str, Any]:
    """Let go what notes said long ago, or say what that would be; gives it as JSON has it."""
    from reader.corpus import compaction

    days = compaction.DAYS if arguments.days is None else arguments.days
    with existing(arguments) as corpus, progress() as watch:
        watch("compact")
        done = compaction.forecast(corpus, days) if arguments.dry_run else compaction.compact(corpus, days)
    if not arguments.json:
        _say_compacted(done, arguments.dry_run)
    backup = str(done.backup) if done.backup else None
    return {"versions": done.versions, "notes": done.notes, "bytes": done.bytes, "backup": backup,
            "written": bool(done.backup)}  # fmt: skip


def _say_compacted(done: Compacted, dry_run: bool) -> None:
    versions = trn("{n} older version of notes", "{n} older versions of notes", done.versions)
    size = shown_size(done.bytes)
    if not (done.versions or done.bytes):
        tell(tr("nothing to let go: no note has versions that are old enough"))
    elif dry_run:
        tell(tr("would be let go: {versions}, {size}").format(versions=versions, size=size))
    else:
        tell(tr("let go: {versions}; the file is smaller by {size}").format(versions=versions, size=size))
    if done.backup:
        say(tr("to have them back: reader merge {backup}").format(backup=shown_path(str(done.backup))))


def _repaired(path: Path, others: Sequence[str]) -> Repaired:
    from reader.repair import repair

    return repair(path, [Path(other) for other in others])


def _shape(problems: Sequence[Problem], left: Sequence[Problem], repaired: Repaired | None) -> dict[str, Any]:
    shape: dict[str, Any] = {"ok": not left, "problems": [asdict(problem) for problem in left]}
    if repaired:
        shape |= {"found": [asdict(problem) for problem in problems], "repaired": repaired.done}
        shape["kept_aside"] = repaired.aside
    return shape


def _say(path: Path, problems: Sequence[Problem], left: Sequence[Problem], repaired: Repaired | None) -> None:
    for problem in problems:
        remedy = "" if repaired else f" {problem.repair}."
        say(one_line(f"{problem.where}: {problem.what}.{remedy}"))
    for sentence in repaired.done if repaired else ():
        tell(sentence)
    if repaired and repaired.aside:
        tell(tr("the damaged file is kept: {path}").format(path=shown_path(repaired.aside)))
    for problem in left if repaired else ():
        say(one_line(f"{problem.where}: {problem.what}. {problem.repair}."))
    found = trn("{n} problem", "{n} problems", len(left)) if left else tr("sound")
    say(f"{shown_path(str(path))}: {found}")
