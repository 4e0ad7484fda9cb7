"""Keeps the catalogues of the interface: collects the messages of the code, brings reader.po up to them, compiles it.

    python tools/messages.py            collect, update, compile
    python tools/messages.py --check    fail if a message has no translation, or a catalogue is out of date

Messages are the first arguments of `tr` and `later`, the first two of `trn`, what `reader.speech` counts and calls by a
term, and the help texts of both registries of commands, and what argparse says.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "reader" / "locale"
LANGUAGES = ("de",)
Message = str | tuple[str, str]
_MARKS = ("tr", "trn", "later")
ARGPARSE = (
    "usage: ",
    "positional arguments",
    "options",
    "show this help message and exit",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "expected one argument",
    "expected at least one argument",
    "argument %(argument_name)s: %(message)s",
    "invalid %(type)s value: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "ignored explicit argument %r",
)
"""What argparse says, in its own words."""
_FIELD = re.compile(r"\{(\w*)[^{}]*\}")


def messages() -> Iterator[tuple[Message, str]]:
    """Every message with the file it stands in."""
    for path in sorted((ROOT / "reader").rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS:
                yield from ((said, where) for said in _said(node))
    yield from _registries()


def _said(call: ast.Call) -> Iterator[Message]:
    values = [_constant(argument) for argument in call.args]
    if isinstance(call.func, ast.Name) and call.func.id == "trn" and values[0] and values[1]:
        yield values[0], values[1]
    elif values and values[0]:
        yield values[0]


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _registries() -> Iterator[tuple[Message, str]]:
    from reader.cli.verbs import VERBS
    from reader.speech import TERMS, THINGS
    from reader.tui.commands import GROUPS

    yield from ((forms, "reader/speech.py") for forms in THINGS.values())
    yield from ((word, "reader/speech.py") for word in sorted(TERMS))
    for group, commands in GROUPS.items():
        yield group, "reader/tui/commands.py"
        yield from ((command.help, "reader/tui/commands.py") for command in commands)
    for verb in VERBS:
        said = (verb.help, verb.more, *(argument.help for argument in verb.arguments))
        yield from ((text, "reader/cli/verbs.py") for text in said if text)
    yield from ((text, "reader/cli/parser.py") for text in ARGPARSE)


def catalogue(language: str) -> Catalog:
    """The catalogue of a language with exactly the messages of the code; what is new has no translation."""
    path = _po(language)
    before = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
    made = Catalog(
        locale=language, project="reader", version="1", fuzzy=False, header_comment="# The interface of reader.",
        last_translator="the authors of reader", language_team=language, msgid_bugs_address="the authors of reader",
    )  # fmt: skip
    made.revision_date = made.creation_date = before.creation_date
    for said, where in messages():
        known = before.get(said if isinstance(said, str) else said[0])
        flags = known.flags - {"python-format"} if known else set()
        made.add(said, known.string if known else None, locations=[(where, 0)], flags=flags)
    for message in made:
        message.flags.discard("python-format")
    return made


def lacking(made: Catalog) -> list[str]:
    """What is wrong with a catalogue: messages without a translation, and such whose fields differ."""
    found = []
    for message in made:
        if not message.id:
            continue
        said = message.string if isinstance(message.string, tuple | list) else (message.string,)
        one = message.id if isinstance(message.id, str) else message.id[-1]
        if not all(said) or message.fuzzy:
            found.append(f"no translation: {one!r}")
        elif any(set(_FIELD.findall(part or "")) - set(_FIELD.findall(one)) for part in said):
            found.append(f"other fields in the translation: {one!r}")
    return found


def _po(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "reader.po"


def _written(made: Catalog) -> tuple[bytes, bytes]:
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, made, width=110, sort_output=True, omit_header=False)
    write_mo(compiled, made)
    return text.getvalue(), compiled.getvalue()


def main(check: bool) -> int:
    """Write the catalogues, or see that they are whole."""
    wrong: list[str] = []
    for language in LANGUAGES:
        made, path = catalogue(language), _po(language)
        text, compiled = _written(made)
        if check:
            wrong += lacking(made)
            if not path.exists() or path.read_bytes() != text or path.with_suffix(".mo").read_bytes() != compiled:
                wrong.append(f"{path.relative_to(ROOT)} is out of date: python tools/messages.py")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            path.with_suffix(".mo").write_bytes(compiled)
            print(f"{language}: {len(made)} messages, {len(lacking(made))} to translate")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
