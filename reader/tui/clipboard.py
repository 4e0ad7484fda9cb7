"""Copying out of the app: to the desktop's clipboard, to tmux, through the terminal (OSC 52), or into a file.

What was copied, and where to, is always said. Copied text goes nowhere but to this machine's own programs.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.places import state_dir
from reader.speech import counted, tr

if TYPE_CHECKING:
    from textual.app import App

LONGEST = 74_994
"""Bytes of UTF-8 that go through a terminal: as base64 they stay below the 100,000 that the narrowest ones take."""
PATIENCE_SECONDS = 1.0
_CHUNK = 250
"""Characters of a sequence that go through GNU screen at once: it takes 256 in its oldest forms."""
_NO_TERMINALS = ("", "dumb", "linux", "ansi", "cons25")
_FILE = "copied.txt"


def copy(app: App[Any], text: str, called: str = "") -> str:
    """Copy a text. Gives the line to say: what was copied (``called``, else its length), and where to."""
    app._clipboard = text
    size = counted(len(text), "character")
    what = f"{called} ({size})" if called else size
    for name, command, encoding in tools(os.environ):
        if _given(command, text.encode(encoding, "replace")):
            return tr("Copied {what} to the clipboard ({name})").format(what=what, name=name)
    buffered = "TMUX" in os.environ and _buffered(text)
    fits = len(text.encode("utf-8", "replace")) <= LONGEST
    sent = fits and _takes_copies(os.environ)
    if sent and app._driver is not None:
        app._driver.write(sequence(text, os.environ, buffered=buffered))
    if buffered:
        into = tr("Copied {what} to tmux and, if allowed, the terminal") if sent else tr("Copied {what} to tmux")
        return into.format(what=what)
    if sent and "VTE_VERSION" not in os.environ:
        return tr("Copied {what} to the terminal, if it allows that").format(what=what)
    path = _home(_written(text))
    into = tr("Copied {what} to {path}") if fits else tr("Too long for the terminal: copied {what} to {path}")
    return into.format(what=what, path=path)


def tools(known: Mapping[str, str]) -> Iterator[tuple[str, list[str], str]]:
    """The clipboard tools that are here and have a display to serve: name, command, encoding of what they take."""
    here = not known.keys() & {"SSH_CONNECTION", "SSH_TTY"}
    wanted = [
        ("wl-copy", ["wl-copy"], "utf-8", here and "WAYLAND_DISPLAY" in known),
        ("xclip", ["xclip", "-selection", "clipboard"], "utf-8", "DISPLAY" in known),
        ("xsel", ["xsel", "--clipboard", "--input"], "utf-8", "DISPLAY" in known),
        ("pbcopy", ["pbcopy"], "utf-8", here and sys.platform == "darwin"),
        ("clip.exe", ["clip.exe"], "utf-16", here and (sys.platform == "win32" or "WSL_DISTRO_NAME" in known)),
    ]
    return ((name, command, encoding) for name, command, encoding, fit in wanted if fit and shutil.which(name))


def _buffered(text: str) -> bool:
    """Give a text to tmux, which hands it on to its terminal where it can; those before 3.2 keep it to themselves."""
    data = text.encode("utf-8", "replace")
    return _given(["tmux", "load-buffer", "-w", "-"], data) or _given(["tmux", "load-buffer", "-"], data)


def _given(command: list[str], data: bytes) -> bool:
    """Whether a program took some bytes. It may stay behind to serve them; it gets nothing of the screen."""
    try:
        done = subprocess.run(
            command, input=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE_SECONDS,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def _takes_copies(known: Mapping[str, str]) -> bool:
    term = known.get("TERM", "")
    return term not in _NO_TERMINALS and not term.startswith("vt")


def sequence(text: str, known: Mapping[str, str], *, buffered: bool = False) -> str:
    """What makes a terminal copy a text, wrapped for the multiplexer between; ``buffered``: tmux itself has it."""
    code = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    plain, term = f"\x1b]52;c;{code}\x07", known.get("TERM", "")
    if "TMUX" in known or term.startswith("tmux"):
        through = "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
        return through if buffered else plain + through
    if "STY" in known or term.startswith("screen"):
        parts = "".join(f"\x1bP{plain[at : at + _CHUNK]}\x1b\\" for at in range(0, len(plain), _CHUNK))
        return parts if "STY" in known else plain + parts
    return plain


def _written(text: str) -> Path:
    """The file that holds what was copied last, for nobody else to read."""
    path = state_dir("app") / _FILE
    private = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(private, "w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(text)
    return path


def _home(path: Path) -> str:
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)
