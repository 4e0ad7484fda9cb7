"""A corpus under git: branches that both wrote grow together, and a change can be read."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

from reader.cli.corpora import corpus_path
from reader.cli.output import complain, say
from reader.corpus import open_corpus
from reader.records import ReaderError
from reader.speech import later, tr

_NO_REPOSITORY = later("Make one there with: git init")


def merge(arguments: SimpleNamespace) -> int:
    """Unite THEIRS into OURS, where git looks for the result; what was before, BASE, is of no matter to a union.

    Conflicts of notes live inside the file, so git is told that all is done. Any error leaves OURS as it was.
    """
    from reader.merge import merge as unite

    ours, theirs = Path(arguments.ours), Path(arguments.theirs)
    with open_corpus(ours) as corpus:
        report = unite(corpus, [theirs])
    for sentence in report.refused:
        complain(sentence)
    return 1 if report.refused else 0


def text(arguments: SimpleNamespace) -> None:
    """Print a corpus as lines to compare; of what is none, why not: an error would end git's comparing of all files."""
    from reader.export.plain import written

    try:
        with open_corpus(Path(arguments.file)) as corpus:
            for line in written(corpus):
                say(line.rstrip("\n"))
    except ReaderError as error:
        say(f"({error.why})")


def setup(arguments: SimpleNamespace) -> None:
    """Print what git needs to know, or write it."""
    path = corpus_path(arguments)[0].absolute()
    attributes, settings = f"{_pattern(path.name)} merge=reader diff=reader -text", _settings()
    if arguments.write:
        _write(path.parent, attributes, settings)
        return
    say(tr("# in {path}").format(path=path.parent / ".gitattributes"))
    say(attributes)
    say(tr("# once in each clone"))
    for name, value in settings:
        say(shlex.join(["git", "config", name, value]))


def _pattern(name: str) -> str:
    """A file name as .gitattributes has it (gitattributes(5)): signs of patterns are not meant as such."""
    plain = "".join(f"\\{sign}" if sign in "\\*?[" else sign for sign in f"/{name}")
    return json.dumps(plain, ensure_ascii=False) if any(sign.isspace() or sign == '"' for sign in name) else plain


def _settings() -> Sequence[tuple[str, str]]:
    """Names and values of git's configuration. Git runs the commands through a shell, also on Windows."""
    program = f"{shlex.quote(Path(sys.executable).as_posix())} -m reader"
    return (
        ("merge.reader.name", "both corpora united"),
        ("merge.reader.driver", f"{program} git-merge %O %A %B"),
        ("diff.reader.textconv", f"{program} git-text"),
        ("diff.reader.cachetextconv", "true"),
    )


def _write(folder: Path, attributes: str, settings: Sequence[tuple[str, str]]) -> None:
    if not folder.is_dir() or _git(folder, "rev-parse", "--is-inside-work-tree").strip() != "true":
        raise ReaderError(str(folder), tr("it lies in no git repository"), tr(_NO_REPOSITORY))
    for name, value in settings:
        _git(folder, "config", name, value)
    file = folder / ".gitattributes"
    before = file.read_text("utf-8") if file.exists() else ""
    if attributes not in before.splitlines():
        file.write_text(f"{before}{'' if not before or before.endswith(chr(10)) else chr(10)}{attributes}\n", "utf-8")
    say(tr("git knows now how to merge and compare corpora in {folder}").format(folder=folder))
    say(tr("Commit .gitattributes; in each other clone: reader git-setup --write"))


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise ReaderError(
            "git", tr("it is not installed"), tr("Install git, or set it up by the lines printed")
        ) from None
    if done.returncode:
        raise ReaderError(str(folder), done.stderr.strip().split("\n")[-1] or tr("git refused"), tr(_NO_REPOSITORY))
    return done.stdout
