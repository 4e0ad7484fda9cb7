"""Names of papers in lines of the page, and the judge that chooses one where no rule does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import structure
from reader.records import Found
from reader.structure import lines, namingfeatures, namings, outlets, ownership
from reader.structure.lines import Unit
from reader.structure.weights import Weights
from tests.conftest import examples

TEXT = (
    "Der Kreistag hat am Montag beschlossen, die Fähre nach Hallum auch im Winter fahren zu lassen. Die Kosten trägt"
    " zur Hälfte das Land, wie die Verwaltung nach der Sitzung mitteilte."
)


def _names(text: str) -> set[str]:
    return {place.value for place in namings.places(text, namings.tokens(text))}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Jetzt Der Hallumer Bote gratis testen", "Der Hallumer Bote"),
        ("Bestellen Sie hier den HKB-Newsletter.", "HKB"),
        ("Laden Sie die neue Sundbote-App", "Sundbote"),
        ("Die Redaktion des Sundboten schreibt Ihnen", "Sundboten"),
        ("Die Redaktion des Sundblatts schreibt Ihnen", "Sundblatt"),
        ("Mein 5 vor 12", "5 vor 12"),
        ("Kurier am Sund – jetzt lesen", "Kurier am Sund"),
        ("sundlicht", "sundlicht"),
        ("Mit sundlicht+ lesen Sie alle Texte aus der ganzen Region", "sundlicht"),
        ("Wort & Welle im Abonnement", "Wort & Welle"),
    ],
)
def test_where_a_line_may_hold_the_name_of_a_paper(line: str, name: str) -> None:
    assert name in _names(line)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Mit Material der Deutschen Presse-Agentur", "Deutschen Presse"),
        ("Quelle: dpa", "dpa"),
        ("Jetzt Newsletter bestellen und jeden Morgen lesen", "Newsletter"),
        ("Seit 14 Tagen ist die Fähre nicht mehr gefahren", "14"),
    ],
)
def test_what_is_no_name_of_a_paper(line: str, name: str) -> None:
    assert name not in _names(line)


def test_the_places_of_names_are_those_of_the_line() -> None:
    line = "Jetzt Der Hallumer Bote und die Sundbote-App"
    found = list(namings.places(line, namings.tokens(line)))
    assert {"Der Hallumer Bote", "Sundbote"} <= {place.value for place in found}
    assert all(line[place.start : place.end] == place.value for place in found)


def test_addresses_give_the_host_and_its_name() -> None:
    (found,) = namings.addresses("Schreiben Sie an leserbriefe@sundbote.de, wenn etwas fehlt.")
    assert (found.host, found.name, found.mail) == ("sundbote.de", "sundbote", True)
    assert not list(namings.addresses("Folgen Sie uns auf www.facebook.com"))
    assert not list(namings.addresses("www.de oder www.at"))


def test_how_names_look() -> None:
    assert [namings.sort(name) for name in ("Hallumer Bote", "HKX", "MeinHallum", "Fähre")] == ["P", "U", "M", "N"]


def _units(*said: tuple[str, str]) -> list[Unit]:
    units, at, whole = [], 0, "\n".join(text for _, text in said)
    for kind, text in said:
        unit = lines.unit(whole, at, at + len(text))
        assert unit
        unit.kind = kind
        units.append(unit)
        at += len(text) + 1
    return units


PAGE = _units(
    ("title", "Die Fähre fährt auch im Winter"),
    ("paragraph", TEXT),
    ("boilerplate", "Jetzt den Sundboten lesen: der Newsletter vom Sundbote"),
    ("boilerplate", "Alle Texte auf sundbote.de"),
    ("boilerplate", "Laden Sie die Sundbote-App"),
)


def test_a_name_is_seen_in_all_its_lines() -> None:
    found = namingfeatures.candidates(PAGE, [Found("Sundbote", 0, 1, "hint")])
    assert found["sundbote"].lines == 2
    assert {"Rhint", "hosteq", "KP"} <= found["sundbote"].features
    assert "b0" in found["sundbote"].features


def test_the_likeliest_name_is_said_where_none_is_less_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Weights("", {"hosteq": 2560})
    monkeypatch.setattr(ownership, "model", lambda: model)
    found = ownership.judged(PAGE, [])
    assert found and found.value == "Sundbote" and found.confidence == ownership.MOST
    model.weights["0"] = 5120
    assert ownership.judged(PAGE, []) is None


def test_names_that_are_worth_too_little_by_themselves_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    found = namingfeatures.candidates(PAGE, [Found("Sundbote", 0, 1, "hint")], lambda _: False)
    assert {name for name, one in found.items() if one.asked} == {"sundbote"}
    assert found["sundboten"].lines and "KN" not in found["sundboten"].features
    model = Weights("", {"hosteq": 2560, "KP": ownership.HOPELESS - 1})
    monkeypatch.setattr(ownership, "model", lambda: model)
    assert ownership.judged(PAGE, []) is None


def test_a_page_without_lines_names_nothing() -> None:
    assert ownership.judged([], []) is None
    assert ownership.judged(PAGE[:2], []) is None


def test_a_paper_that_no_rule_finds_is_found() -> None:
    below = "Die wichtigsten Nachrichten schickt Ihnen die Redaktion des Sundblatts jeden Morgen um sechs."
    page = f"Die Fähre fährt auch im Winter\n\n{TEXT}\n\n{TEXT}\n\n{below}\n"
    found = structure.analyse(page).outlet
    assert found and (found.value, found.rule) == ("Sundblatt", "judged")
    assert page[found.start : found.end] == found.value


def test_a_paper_to_which_the_reader_is_sent_is_not_that_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ownership, "judged", lambda *_: Found("Sundbote", 0, 1, "judged", 0.9))
    said = [("paragraph", TEXT), ("boilerplate", "Den ganzen Artikel lesen: Sundbote")]
    assert outlets.outlet(_units(said[0]))
    assert outlets.outlet(_units(*said)) is None


@examples(60)
@given(st.text(max_size=300))
def test_any_line_can_be_looked_at(text: str) -> None:
    for place in namings.places(text, namings.tokens(text)):
        assert 0 <= place.start < place.end <= len(text)
    assert all(address.name for address in namings.addresses(text))
    if text.strip():
        ownership.judged(_units(("boilerplate", text), ("paragraph", text)), [])


@pytest.mark.parametrize("line", ["A" * 390, "Ab " * 130, "a." * 190, "A-" * 190, "A& " * 130, "@" * 390])
def test_a_hostile_line_holds_few_names(line: str) -> None:
    words = namings.tokens(line)
    assert len(list(namings.places(line, words))) <= 2 * namings.MOST_WORDS * len(words) + 1
    assert len(list(namings.addresses(line))) <= len(line) // 4


def test_the_weights_fit_the_code_that_makes_their_features(tool: Callable[[str], Any]) -> None:
    code = tool("train_outlets").feature_code()
    assert ownership.model().feature_code == code, "features changed: train anew, tools/train_outlets.py"
