"""The tool that scores recognition: what it prints of a known text, and the score of the shipped model on our gold."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
OWN = Path(__file__).parent / "cases" / "seeds"
FLOOR = 94.0
"""Strict F1 in per cent; 94.6 when this was written."""


@pytest.fixture
def evaluate(tool: Callable[[str], Any]) -> ModuleType:
    found: ModuleType = tool("evaluate")
    return found


def told(tool: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    monkeypatch.setattr(sys, "argv", ["evaluate.py", *words])
    tool.main()
    return capsys.readouterr().out


def row(out: str, label: str) -> list[float]:
    """Precision, recall, F1, right, wrong and missed of one row of the table."""
    found = re.search(rf"^{label} +(.*)$", out, re.MULTILINE)
    assert found
    return [float(number) for number in found[1].split()]


def test_the_score_on_our_own_articles_does_not_fall(
    evaluate: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gold, blocks = str(OWN / "entities.jsonl"), str(OWN / "structure.json")
    out = told(evaluate, capsys, monkeypatch, gold, "--structure", blocks, "--errors", "0")
    assert row(out, "ALL")[2] >= FLOOR
    assert "B-cubed all" in out and "B-cubed persons" in out


def test_it_counts_and_shows_what_is_wrong(
    evaluate: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "Gestern reiste der Minister nach Moskau und sprach dort über die Lage."
    at = text.index("Moskau")
    marked = [[at, at + 6, "LOC"], [text.index("Lage"), text.index("Lage") + 4, "OTH"]]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": text, "entities": marked}) + "\n", "utf-8")
    out = told(evaluate, capsys, monkeypatch, str(gold))
    assert row(out, "LOC") == [100, 100, 100, 1, 0, 0]
    assert row(out, "ALL")[3:] == [1, 0, 1]
    assert re.search(r"^missed a +MISC +'Lage'", out, re.MULTILINE)
    assert "B-cubed" not in out
