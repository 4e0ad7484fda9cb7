"""Completion in a real shell."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from reader.cli.verbs import SHELLS, VERBS
from tests.conftest import Run


def completed(script: str, *words: str) -> list[str]:
    """What bash offers behind some words."""
    line = " ".join(f"'{word}'" for word in words)
    asked = f"{script}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _reader; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    return subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_offers_commands_options_and_choices(run: Run) -> None:
    script = run("completion", "bash").out
    assert {verb.name.split()[0] for verb in VERBS} <= set(completed(script, "reader", ""))
    assert completed(script, "reader", "exp") == ["export"]
    assert completed(script, "reader", "export", "--form") == ["--format"]
    assert completed(script, "reader", "export", "--format", "r") == ["ris"]
    assert {"merge", "split"} <= set(completed(script, "reader", "entity", ""))
    assert "--at" in completed(script, "reader", "entity", "reject", "--")
    assert completed(script, "reader", "completion", "z") == ["zsh"]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_a_script_that_names_every_command(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert result.code == 0 and all(verb.name.split()[0] in result.out for verb in VERBS)
    if shutil.which(shell):
        subprocess.run([shell, "-n", "-c", result.out], check=True)
