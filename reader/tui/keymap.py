"""A person's own keys: a file of a few lines that says which keys a command has, checked against all the others.

    next-article = ["J", "ctrl+n"]
    theme-sepia = "S"

An entry that would take a key from another command, or names none, is left out and said; the usual keys hold there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reader.places import config_dir
from reader.speech import tr
from reader.text import one_line
from reader.tui import commands
from reader.tui.commands import Command, Groups, rebound, shown

NAME = "keys.toml"
_EATEN = {f"ctrl+{letter}" for letter in "abchim"}
"""Keys that terminals, tmux or screen take for themselves or for others, or that are to do nothing."""
_FIXED = {"search-go"}
_NAMED = {*commands.NAMES, *(f"f{n}" for n in range(1, 13)), "insert", "delete", "shift+up", "shift+down"}


class Keymap(NamedTuple):
    """Keys by the names of commands, of those alone that have others than usual; and what was wrong with the file."""

    keys: dict[str, tuple[str, ...]]
    problems: tuple[str, ...]


def path() -> Path:
    """Where the file is, or would be."""
    return config_dir() / NAME


def read() -> Keymap:
    """What the file says, as far as it can hold. Without a file all keys are the usual ones."""
    try:
        text = path().read_bytes().decode()
    except FileNotFoundError:
        return Keymap({}, ())
    except (OSError, ValueError):
        return Keymap({}, (tr("it cannot be read"),))
    import tomllib

    try:
        return checked(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Keymap({}, (tr("it is not TOML ({error})").format(error=one_line(str(error))),))


def take() -> str:
    """Let the registry have the keys of the file. Gives what is wrong with it, in one line.

    Screens bind the keys of the registry as their classes are made: this comes before they are imported.
    """
    keymap = read()
    commands.rebind(keymap.keys)
    return said(keymap)


def said(keymap: Keymap) -> str:
    """What is wrong with the file, in one line; nothing if it is right."""
    if not keymap.problems:
        return ""
    first, *others = keymap.problems
    more = tr("({n} more: reader keys --check)").format(n=len(others))
    return f"{NAME}: {first} {more}" if others else f"{NAME}: {first}"


def checked(wanted: Mapping[str, Any]) -> Keymap:
    """The entries that can hold, each with keys as Textual names them, and what is wrong with the others."""
    keys: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for name, value in wanted.items():
        try:
            keys[name] = _keys(name, value)
        except ValueError as error:
            problems.append(str(error))
    while clash := next(_clashes(rebound(commands.GROUPS, keys), keys), None):
        one, other, key, where = clash
        taken = one if one in keys else other
        del keys[taken]
        said = tr("{key} would be both {one} and {other} ({where}), so {taken} keeps its usual keys")
        problems.append(said.format(key=shown(key), one=one, other=other, where=where, taken=taken))
    return Keymap(keys, tuple(problems))


def _keys(name: str, value: Any) -> tuple[str, ...]:
    if name not in commands.BY_NAME:
        raise ValueError(tr("there is no command {name}").format(name=one_line(name)[:40]))
    if name in _FIXED:
        raise ValueError(tr("the key of {name} cannot be changed").format(name=name))
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(key, str) for key in listed):
        raise ValueError(tr("{name} is to have a key or a list of keys in quotes").format(name=name))
    return tuple(dict.fromkeys(_key(key) for key in listed))


@cache
def _long() -> dict[str, str]:
    """Keys by how they are written, in English and in the language of the person."""
    return {name.lower(): key for key, said in commands.NAMES.items() for name in (said, shown(key))}


def _key(written: str) -> str:
    """A key as Textual names it, of a key as people or Textual write it: ``^D``, ``PgDn``, ``ctrl+d``, ``j``."""
    low = written.lower()
    key = written if len(written) == 1 else _long().get(low, low)
    if len(key) == 2 and key.startswith("^"):
        key = f"ctrl+{key[1]}"
    letter = key.removeprefix("ctrl+")
    if key in _EATEN:
        raise ValueError(tr("{key} does not reach programs in all terminals").format(key=shown(key)))
    single = len(key) == 1 and key.isprintable() and not key.isspace()
    if single or key in _NAMED or (key != letter and len(letter) == 1 and letter.isascii() and letter.isalpha()):
        return key
    raise ValueError(tr("there is no key {key}").format(key=one_line(written)[:20]))


def _clashes(groups: Groups, changed: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Pairs of commands, of which one was changed, that have the same key at the same place; the key and the place."""
    held: dict[tuple[str, str], Command] = {}
    for command in (command for group in groups.values() for command in group):
        for where in command.where:
            for key in command.keys:
                other = held.setdefault((where, key), command)
                if other is not command and {other.name, command.name} & changed.keys():
                    yield command.name, other.name, key, where
