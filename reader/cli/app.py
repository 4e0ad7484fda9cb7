"""What opens the app, and the texts about the commands themselves."""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

from reader.records import ReaderError
from reader.speech import tr, trn

if TYPE_CHECKING:
    from reader.tui.keymap import Keymap


def start(arguments: SimpleNamespace, article: str | None = None) -> int:
    """Open the app."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise ReaderError(tr("the app"), tr("it needs a terminal"), tr("See the commands with: reader --help"))
    if os.environ.get("TERM") == "dumb":
        why = tr("it needs a terminal that can move its cursor (TERM is dumb)")
        raise ReaderError(tr("the app"), why, tr("See the commands with: reader --help"))
    from reader.tui import keymap

    notice = keymap.take()
    from reader.cli.corpora import corpus_path
    from reader.tui.app import run

    path, named = corpus_path(arguments)
    if not named and not path.exists():
        from reader.corpus import open_corpus

        open_corpus(path, create=True).close()
    return run(path, article, notice)


def open_(arguments: SimpleNamespace) -> int:
    """Open the app at an article."""
    from reader.cli.corpora import existing
    from reader.corpus import articles

    with existing(arguments) as corpus:
        article = articles.find(corpus, arguments.id)
        if articles.is_removed(corpus, article):
            raise ReaderError(arguments.id, tr("this article was removed"), tr("Take it back with: reader undo"))
    return start(arguments, article)


def keys(arguments: SimpleNamespace) -> int | None:
    """The keys of the app as they are in force, by what they are for; or a check of the file that changes them."""
    from reader.cli.output import bold, columns, say, say_json
    from reader.tui import keymap
    from reader.tui.commands import GROUPS, rebound, with_keys

    found = keymap.read()
    if arguments.check:
        return _check(found)
    groups = rebound(GROUPS, found.keys)
    by_name = {one.name: one for commands in groups.values() for one in commands}
    for number, (group, commands) in enumerate(groups.items()):
        shown = [command for command in commands if command.keys]
        if arguments.json:
            for one in shown:
                say_json({"group": group, "name": one.name, "keys": one.shown.split(),
                          "help": with_keys(one.help, **by_name), "where": list(one.where)})  # fmt: skip
            continue
        if shown and number:
            say()
        say(bold(tr(group)))
        for line in columns([(f"  {one.shown}", with_keys(tr(one.help), **by_name)) for one in shown], shrinking=1):
            say(line)
    return None


def _check(found: Keymap) -> int:
    from reader.cli.output import complain, say
    from reader.tui import keymap

    path = keymap.path()
    for problem in found.problems:
        complain(tr("{path}: {problem}. Mend it there.").format(path=path, problem=problem))
    if found.problems:
        return 1
    number = len(found.keys)
    changed = trn("{n} command with other keys, no clash", "{n} commands with other keys, no clash", number)
    say(
        f"{path}: {changed}"
        if path.exists()
        else tr("{path} is not there: all keys are the usual ones").format(path=path)
    )
    return 0


def overview(arguments: SimpleNamespace) -> None:
    """The help of `reader` itself."""
    from reader.cli.output import say_help
    from reader.cli.parser import overview

    say_help(overview())


def version(arguments: SimpleNamespace) -> None:
    """The version of the program."""
    from reader import __version__
    from reader.cli.output import say

    say(f"reader {__version__}")
