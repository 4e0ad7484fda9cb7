"""Where the text of a note comes from when it was not given: standard input, or an editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from reader.records import ReaderError
from reader.speech import tr
from reader.text import decode


def note_text(given: list[str], before: str, save: Callable[[str], None]) -> None:
    """Get the text of a note and save it: the words given, else standard input, else an editor on ``before``."""
    if given:
        save(typed(" ".join(given)))
    elif sys.stdin is None or not sys.stdin.isatty():
        _pass_on(decode(sys.stdin.buffer.read() if sys.stdin else b"").rstrip("\n"), save)
    else:
        _edit(before, save)


def _pass_on(text: str, save: Callable[[str], None]) -> None:
    """Save what came by a pipe, which nobody can ask for again: where that fails, it is kept in a file."""
    try:
        save(text)
    except ReaderError as error:
        if not text.strip():
            raise
        raise _kept(error, _draft(text)) from None


def _kept(error: ReaderError, draft: Path) -> ReaderError:
    return type(error)(error.what, error.why, tr("Your text is kept in {draft}").format(draft=draft))


def typed(words: str) -> str:
    """What a person gave as an argument, made plain. Bytes that the locale cannot read are read as those of a file."""
    return decode(os.fsencode(words))


def _edit(before: str, save: Callable[[str], None]) -> None:
    """Let a person write in their editor. What they wrote stays in its file until it is saved."""
    command = _editor()
    draft = _draft(before)
    code = _run([*command, str(draft)])
    text = decode(draft.read_bytes()).rstrip("\n")
    try:
        if code != 0:
            raise ReaderError(
                command[0], tr("the editor ended with code {code}").format(code=code), tr("Nothing was saved")
            )
        save(text)
    except ReaderError as error:
        if text.strip() and text != before:
            raise _kept(error, draft) from None
        draft.unlink(missing_ok=True)
        raise
    draft.unlink(missing_ok=True)


def _draft(before: str) -> Path:
    handle, name = tempfile.mkstemp(prefix="note-", suffix=".md")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(before)
    return Path(name)


def _editor() -> list[str]:
    said = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(said)
    except ValueError as error:
        raise ReaderError(
            said, tr("this is no command ({error})").format(error=error), tr("Set VISUAL or EDITOR")
        ) from None
    if not command:
        raise ReaderError(
            tr("note"), tr("neither VISUAL nor EDITOR is set"), tr("Set one, or give the text behind the target")
        )
    return command


def _run(command: list[str]) -> int:
    try:
        # Who ends us does not end the editor with what is in it, as `subprocess.run` would.
        with subprocess.Popen(command) as editor:
            return editor.wait()
    except OSError as error:
        raise ReaderError(
            command[0], error.strerror or tr("it cannot be started"), tr("Set VISUAL or EDITOR")
        ) from None
