"""What goes on while the interface is used: begun by a screen, and ended with it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from textual.dom import DOMNode


def begin(node: DOMNode, task: Callable[[], Coroutine[Any, Any, None]], group: str, *, exclusive: bool = True) -> None:
    """Begin a task; ``exclusive``: in place of what still goes on of its group.

    It is handed on as a function: a coroutine that is ended before it began would be missed by Python.
    """
    work: Any = task  # Textual's type for it has two readings, and mypy takes neither.
    node.run_worker(work, exclusive=exclusive, exit_on_error=False, group=group)
