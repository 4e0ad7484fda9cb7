"""Writes the tables of the README from the registries of keys and commands.

Without arguments it writes them; with ``--check`` it exits with 1 if they are not up to date; with ``--test-command``
it prints the command under Quick start that runs the tests.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from reader.cli.verbs import VERBS
from reader.tui.commands import GROUPS

README = Path(__file__).parent.parent / "README.md"


def commands_table() -> str:
    """The commands, in the order of the registry."""
    rows = [f"| `reader {verb.name}` | {verb.help} |" for verb in VERBS]
    return "\n".join(["| command | does |", "|---|---|", *rows])


def keys_table() -> str:
    """The keys by group. A command without a key is in the palette only."""
    rows = []
    for group, commands in GROUPS.items():
        rows += ["", f"**{group}**", "", "| key | does | where |", "|---|---|---|"]
        rows += [f"| {_keys(c.shown)} | {c.said} | {_where(c.where)} |" for c in commands if c.keys]
    return "\n".join(rows).strip()


def _where(places: tuple[str, ...]) -> str:
    """Where a command holds, shortly where that is nearly everywhere."""
    from reader.tui.commands import LISTS, PLACES

    left = [place for place in places if place not in PLACES]
    if set(PLACES) <= set(places):
        return ", ".join(["lists", "page", *left])
    if set(LISTS) <= set(places):
        return ", ".join(["lists", *left])
    return ", ".join(places)


def _keys(shown: str) -> str:
    return " ".join(f"`{key}`" if key != "|" else "`\\|`" for key in shown.split())


def filled(text: str) -> str:
    """The README with its tables as the registries have them."""
    for name, table in (("commands", commands_table()), ("keys", keys_table())):
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}{table}\n{end}{rest.partition(end)[2]}"
    return text


def test_command(text: str) -> str:
    """The second command under Quick start."""
    section = text.split("## Quick start", 1)[1].split("\n## ", 1)[0]
    commands: list[str] = re.findall(r"```sh\n(.*?)\n```", section, re.S)
    return commands[1]


def main(arguments: list[str]) -> int:
    """Write, check or print."""
    text = README.read_text("utf-8")
    if arguments == ["--test-command"]:
        print(test_command(text))
        return 0
    if arguments == ["--check"]:
        if filled(text) != text:
            print("README.md is not what the registries say. Run: python tools/readme.py", file=sys.stderr)
            return 1
        return 0
    README.write_text(filled(text), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
