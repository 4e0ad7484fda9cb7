"""The command line: arguments, exit codes, and what is printed. Each command's room is imported when it runs."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import SimpleNamespace

from reader.cli.usage import UsageError
from reader.records import ReaderError
from reader.speech import speak_english, tr

_LONGEST_ERROR = 200
DONE, REFUSED, WRONG_USAGE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line and give its exit code. What a person can cause is one line on standard error."""
    if sys.stdout is None:  # closed by who started us
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return code
    except UsageError as error:
        return _complain(str(error), WRONG_USAGE)
    except ReaderError as error:
        return _complain(str(error), REFUSED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        return PIPE_CLOSED
    except OSError as error:
        code = _complain(_sentence(error), REFUSED)
        _let_go_of_output()
        return code


def _run(argv: list[str]) -> int:
    corpus, json, rest = _options_first(argv)
    if rest[:1] == ["entity"]:  # what to do with it may stand behind the options
        nearer, also, more = _options_first(rest[1:])
        corpus, json, rest = corpus if nearer is None else nearer, json or also, ["entity", *more]
    if not json and (not rest or (rest[0] == "open" and len(rest) == 2 and not rest[1].startswith("-"))):
        # The app: nothing of the commands is needed, and a person waits.
        from reader.cli.app import open_, start

        return open_(SimpleNamespace(corpus=corpus, id=rest[1])) if rest else start(SimpleNamespace(corpus=corpus))
    if json or "--json" in rest:
        speak_english()
    from reader.cli.parser import understand

    try:
        command, arguments = understand(rest, corpus, json)
    except SystemExit as end:  # argparse has printed a help text
        return int(end.code or DONE)
    return command(arguments) or DONE


def _options_first(argv: list[str]) -> tuple[str | None, bool, list[str]]:
    """What stands in front of the command: ``--corpus PATH``, and whether ``--json`` does; and what is behind them."""
    corpus, json = None, False
    while argv:
        if argv[0] == "--json":
            json, argv = True, argv[1:]
        elif argv[0].startswith("--corpus="):
            corpus, argv = argv[0].partition("=")[2], argv[1:]
        elif argv[0] == "--corpus":
            if len(argv) == 1:
                raise UsageError(tr("--corpus: it needs a path. See: reader --help."))
            corpus, argv = argv[1], argv[2:]
        else:
            break
    return corpus, json, argv


def _complain(message: str, code: int) -> int:
    from reader.cli.output import complain

    with suppress(OSError):
        sys.stdout.flush()
    complain(message)
    return code


def unforeseen(error: Exception) -> int:
    """What nobody foresaw, in one line, and the exit code: the corpus holds what it should not, or we are wrong."""
    said = tr("something is wrong with the corpus or with this program ({error}). Look with: reader check.")
    return _complain(said.format(error=f"{type(error).__name__}: {error}"[:_LONGEST_ERROR]), REFUSED)


def _sentence(error: OSError) -> str:
    what = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else tr("input or output")
    if error.errno == errno.ENOSPC:
        return str(ReaderError(what, tr("the disk is full"), tr("Free some space, then try again")))
    return tr("{what}: {why}. Check the place and its permissions, then try again.").format(
        what=what, why=error.strerror or error
    )


def _let_go_of_output() -> None:
    # Python flushes standard output once more at its end, which would complain anew.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
