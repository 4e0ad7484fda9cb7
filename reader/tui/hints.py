"""Keys as they are named at the foot of many places."""

from __future__ import annotations

from reader.speech import tr
from reader.tui.commands import with_keys


def hint() -> str:
    """The keys that hold nearly everywhere."""
    return with_keys(tr("{help} help   {search} search   {open} open   {close} quit"))


def back_hint() -> str:
    """The same where one comes back from."""
    return with_keys(tr("{help} help   {search} search   {open} open   {close} back"))


def welcome() -> str:
    """What a newcomer is told instead."""
    return with_keys(tr("New here?   {down} {up} move   {open} reads   {search} searches   {help} shows all keys"))


def undoable(done: str) -> str:
    """What was done, with the key that takes it back."""
    return f"{done}   {with_keys(tr('{undo} takes it back'))}"
