"""A pipeline of spaCy that a person asks for reads the blocks of its language; a missing one is said in one line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from reader.recognise import deep, recognise
from reader.recognise.installed import SETTING, pipeline
from reader.records import Block, ReaderError

NAMES = {"Wurzelhain": "ORG", "Trudbert Quanz": "PER", "fünf": "CARDINAL", "Quanz-Wurzelhain": "ORG", "Quanz": "PER"}
GERMAN = "Gestern kam Trudbert Quanz mit fünf Leuten in die Fabrik von Wurzelhain und sprach mit ihnen über alles."


def entity(text: str, name: str) -> Any:
    at = text.index(name)
    return SimpleNamespace(start_char=at, end_char=at + len(name), label_=NAMES[name])


class Nlp:
    lang = "de"

    def pipe(self, texts: Sequence[str]) -> Iterator[Any]:
        for text in texts:
            found = sorted(
                (entity(text, name) for name in NAMES if name in text), key=lambda e: (e.start_char, -e.end_char)
            )
            yield SimpleNamespace(ents=found)


def load(name: str) -> Nlp:
    if name != "de_tiny":
        raise OSError(name)
    return Nlp()


@pytest.fixture
def spacy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    module = ModuleType("spacy")
    module.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", module)
    pipeline.cache_clear()
    deep.available.cache_clear()
    yield
    pipeline.cache_clear()
    deep.available.cache_clear()


def found(text: str) -> list[tuple[str, str]]:
    before = "Erste Zeile.\n"
    blocks = [Block("paragraph", 0, len(before) - 1), Block("paragraph", len(before), len(before) + len(text))]
    return [((before + text)[m.start : m.end], m.type) for m in recognise(before + text, blocks)]


def test_its_names_stand_at_their_places(spacy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "spacy:de_tiny")
    assert found(GERMAN) == [("Trudbert Quanz", "PER"), ("Wurzelhain", "ORG")]
    assert not deep.available()


def test_of_names_in_one_word_one_stays(spacy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "spacy:de_tiny")
    assert found("Dann kam die Quanz-Wurzelhain zu ihm und war mit allem sehr zufrieden.") == [
        ("Quanz-Wurzelhain", "ORG")
    ]


@pytest.mark.parametrize("setting", ["spacy:de_other", "spacy:", "flair:x", "spacy"])
def test_what_is_not_there_is_said(spacy: None, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(SETTING, setting)
    with pytest.raises(ReaderError, match=r"^READER_RECOGNISER=.*: [^\n]+$"):
        found(GERMAN)


def test_without_spacy_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "spacy:de_core_news_md")
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ReaderError, match=r"pip install 'lesepult\[spacy\]'"):
        found(GERMAN)
