"""A question to the person at the terminal, who may say no."""

from __future__ import annotations

import sys

from reader.cli.output import tell

_YES = ("y", "yes", "j", "ja")


def can_ask() -> bool:
    """Whether somebody sits there who can read a question and answer it."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def agreed(question: str) -> bool:
    """Ask; anything but a yes is a no."""
    tell(question)
    return sys.stdin.readline().strip().lower() in _YES
