"""``python -m reader`` and the command ``reader``."""

from __future__ import annotations

import os
import signal
import sys

from reader import cli

_ENDINGS = ("SIGTERM", "SIGHUP")
"""Signals by which others end a program, and a terminal that is closed does; Windows has the first alone."""


def main() -> int:
    """The command line. What nobody foresaw is one line too; ``READER_TRACEBACK`` says where it happened."""
    _end_as_by_a_key()
    try:
        return cli.main()
    except Exception as error:
        if os.environ.get("READER_TRACEBACK"):
            raise
        return cli.unforeseen(error)


def _end_as_by_a_key() -> None:
    """Whoever ends us leaves nothing half made behind, as with ^C."""
    for number in (getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


if __name__ == "__main__":
    sys.exit(main())
