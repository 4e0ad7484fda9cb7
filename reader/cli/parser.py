"""A command line → the command's function and its arguments, made of the registry."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, NoReturn

from reader.cli.usage import UsageError
from reader.cli.verbs import BY_NAME, VERBS, Verb
from reader.speech import later, tr, translate_argparse

if TYPE_CHECKING:
    from argparse import ArgumentParser

Command = Callable[[SimpleNamespace], int | None]

CORPUS_HELP = later("the corpus (else READER_CORPUS, ./corpus.db, your own)")


def understand(argv: list[str], corpus: str | None, json: bool = False) -> tuple[Command, SimpleNamespace]:
    """What a command line asks for. Only the parser of the command in question is made. Raises `UsageError`.

    ``corpus`` is the path that stood in front of the command; ``json`` says whether ``--json`` did.
    """
    option = ["--json"] if json else []
    verb, rest = _verb(argv)
    if verb is None:
        return _without_command(rest or option, corpus)
    arguments = parser_of(verb).parse_args([*option, *rest], SimpleNamespace())
    arguments.corpus = corpus if arguments.corpus is None else arguments.corpus
    return _function(verb.do), arguments


def _verb(rest: list[str]) -> tuple[Verb | None, list[str]]:
    for length in (2, 1):
        verb = BY_NAME.get(" ".join(rest[:length])) if len(rest) >= length else None
        if verb:
            return verb, rest[length:]
    return None, rest


def _without_command(rest: list[str], corpus: str | None) -> tuple[Command, SimpleNamespace]:
    if rest[0] in ("-h", "--help", "help", "--version"):
        room = "app:version" if rest[0] == "--version" else "app:overview"
        return _function(room), SimpleNamespace(corpus=corpus)
    near = None if rest[0].startswith("-") else _nearest(rest[0])
    remedy = tr("Did you mean: reader {near}").format(near=near) if near else tr("See: reader --help")
    raise UsageError(
        tr("{command}: there is no such command. {remedy}.").format(command=rest[0] or tr("(empty)"), remedy=remedy)
    )


def _nearest(word: str) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:40], list(BY_NAME), 1)), None)


def _function(do: str) -> Command:
    room, _, name = do.partition(":")
    function: Command = getattr(import_module(f"reader.cli.{room}"), name)
    return function


def parser_of(verb: Verb) -> ArgumentParser:
    """The argparse parser of one command."""
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    from reader.cli.output import say_help

    translate_argparse()

    class Parser(ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise UsageError(
                tr("{name}: {message}. See: reader {name} --help.").format(name=verb.name, message=message)
            )

        def print_help(self, file: object = None) -> None:
            # argparse's own is silent about an output that takes nothing.
            say_help(self.format_help())

    parser = Parser(
        prog=f"reader {verb.name}",
        usage=_usage_lines(verb) if verb.usage else None,
        description=f"{tr(verb.help)}.",
        epilog=tr(verb.more) or None,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for argument in verb.arguments:
        parser.add_argument(argument.name, help=tr(argument.help), **argument.more)
    if verb.json:
        parser.add_argument("--json", action="store_true", help=tr("for programs: JSON"))
    parser.add_argument("--corpus", metavar="PATH", help=tr(CORPUS_HELP))
    return parser


def _usage_lines(verb: Verb) -> str:
    ways = (verb.usage or "").split(" | ")
    return "\n       ".join(f"reader {verb.name} {way}" for way in ways)


def overview() -> str:
    """The help of `reader` itself: all commands, one a line."""
    width = max(len(verb.name) for verb in VERBS)
    lines = "\n".join(f"  {verb.name.ljust(width)}  {tr(verb.help)}" for verb in VERBS)
    return (
        f"{tr('usage: ')}reader [--corpus PATH] [COMMAND …]\n\n"
        f"{tr('A reading desk for a private press dossier. Without a command, the app opens.')}\n\n"
        f"{tr('commands:')}\n{lines}\n\n"
        f"{tr('options')}:\n"
        f"  --corpus PATH  {tr(CORPUS_HELP)}\n"
        f"  --json         {tr('on every command that prints data: JSON')}\n"
        f"  --help         {tr('of a command: reader COMMAND --help')}\n"
        f"  --version      {tr('the version of this program')}\n"
    )
