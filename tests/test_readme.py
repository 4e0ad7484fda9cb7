"""The README says what the program does: its tables come from the registries, its paths exist."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.cli.verbs import VERBS
from reader.tui.commands import COMMANDS

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text("utf-8")


def test_the_tables_are_those_of_the_registries(tool: Callable[[str], Any]) -> None:
    assert tool("readme").filled(TEXT) == TEXT


def test_every_command_and_key_is_there() -> None:
    for verb in VERBS:
        assert f"`reader {verb.name}`" in TEXT
    for command in COMMANDS:
        if command.keys:
            assert command.said in TEXT


def test_what_it_links_to_exists() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT):
        assert (ROOT / target).exists(), target


def test_there_is_one_command_to_run_and_one_to_test() -> None:
    section = TEXT.split("## Quick start", 1)[1].split("\n## ", 1)[0]
    run, test = re.findall(r"```sh\n(.*?)\n```", section, re.S)
    assert "corpus.db" in run and "pytest" in test and "\n" not in run + test
