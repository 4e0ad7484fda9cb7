"""`check`: whether a corpus is sound, and what is done about it where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from reader.cli.corpora import corpus_path, existing
from reader.cli.files import shown_path
from reader.cli.output import progress, say, say_json, tell
from reader.cli.usage import UsageError
from reader.speech import tr, trn
from reader.text import one_line

if TYPE_CHECKING:
    from reader.corpus.check import Problem
    from reader.repair import Repaired


def check(arguments: SimpleNamespace) -> int:
    """Test the file and say what is wrong with it; mend it, if that is asked for."""
    from reader.corpus.check import check_file

    if arguments.others and not arguments.repair:
        raise UsageError(tr("check: --from goes with --repair. See: reader check --help."))
    path, _ = corpus_path(arguments)
    if not path.exists():
        existing(arguments).close()
    with progress() as watch:
        watch("check")
        problems = check_file(path)
        repaired = _repaired(path, arguments.others or ()) if problems and arguments.repair else None
        left = check_file(path) if repaired else problems
    if arguments.json:
        say_json(_shape(problems, left, repaired))
    else:
        _say(path, problems, left, repaired)
    return 1 if left else 0


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
