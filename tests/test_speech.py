"""The interface in German, as the locale says; English otherwise."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import speech
from tests.conftest import Run

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    speech.speak_anew()
    yield
    speech.speak_anew()


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    speech.speak_anew()


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ({"LANGUAGE": "de:en"}, "de"), ({"LANG": "de_DE.UTF-8"}, "de"), ({"LC_ALL": "de_AT"}, "de"),
        ({"LANGUAGE": "fr:de"}, "de"), ({"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, "en"), ({}, "en"),
        ({"LANGUAGE": "en", "LANG": "de_DE.UTF-8"}, "en"), ({"LANG": "../../x"}, "en"), ({"LANG": "xx"}, "en"),
    ],
)  # fmt: skip
def test_the_first_variable_that_says_something_holds(
    said: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert speech.language() == language


def test_numbers_and_plurals_are_those_of_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert speech.trn("{n} article", "{n} articles", 1234) == "1,234 articles"
    assert speech.counted(1, "note") == "1 note" and speech.tr("") == "" and speech.percent(0.967) == "97%"
    monkeypatch.setenv("LANGUAGE", "de")
    speech.speak_anew()
    assert speech.counted(1, "note") == "1 Notiz" and speech.counted(2000, "note") == "2.000 Notizen"
    assert (
        speech.tr("") == "" and speech.term("same text") == "gleicher Text" and speech.term("Pjöngjang") == "Pjöngjang"
    )
    assert (
        speech.apart(1234) == "1.234"
        and speech.percent(1) == "100\u00a0%"
        and speech.tr("Down a line") == "Eine Zeile hinab"
    )


def test_german_is_complete_and_the_catalogue_is_that_of_the_code() -> None:
    messages = runpy.run_path(str(ROOT / "tools" / "messages.py"))
    made = messages["catalogue"]("de")
    assert not messages["lacking"](made)
    assert {message.id for message in made if message.id}


def test_lines_of_keys_fit_on_eighty_columns_in_german() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "messages.py"))["catalogue"]("de")
    lines = [message.string for message in made if isinstance(message.id, str) and "   " in message.id]
    long = [line for said in lines for line in said.split("\n") if len(line) > 76]
    assert len(lines) > 30 and not [line for line in long if "{" not in line]


def test_keys_are_printed_in_german(run: Run, german: None) -> None:
    assert "Eine Zeile hinab" in run("keys").out


def test_errors_are_german_and_what_is_for_programs_is_english(desk: Run, german: None) -> None:
    assert "diesen Artikel gibt es nicht" in desk("show", "ffff").err
    assert "mentions" in desk("stats", "--json").json and "Artikel" not in desk("stats", "--json").out


def test_english_looks_nothing_up() -> None:
    probe = "import sys; from reader.speech import tr; tr('Back'); print('gettext' in sys.modules)"
    for language, loaded in (("en", "False"), ("de", "True")):
        done = subprocess.run(
            [sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT, check=True,
            env={**os.environ, "LANGUAGE": language},
        )  # fmt: skip
        assert done.stdout.strip() == loaded
