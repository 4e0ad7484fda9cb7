"""What runs in a process of its own, at the lowest priority: the deep half of recognition, one article at a time."""

from __future__ import annotations

from reader.corpus import refined
from reader.workers import limits
from reader.workers.parent import Parent

_SLOWER = 20
"""How many times as long as the reading of a file this may take."""


def serve() -> None:
    """Say which version looks here, or nothing if it is not installed; then give the names of what is sent."""
    from reader.recognise import deep

    limits.bound_memory()
    parent = Parent()
    parent.say(deep.VERSION if deep.available() else None)
    while True:
        one = parent.hear()
        limits.bound_time(_SLOWER * len(one.read.text))
        parent.say((refined.look(one),))
