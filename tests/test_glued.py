"""Glued kickers: where a title begins that stands behind its kicker with but a blank, and titles that run on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import structure
from reader.structure import glued, standfirsts, wordkinds

BODY = (
    "Die Fähre über den Sund fährt seit Montag nicht mehr. Die Reederei hat das Schiff verkauft, ohne die Inseln zu"
    " fragen, und der Kreis sucht nach einem Ersatz, den niemand bezahlen will. Minister Ahlers sprach von einer Lücke."
    "\n\nAuf der Insel Hallum leben im Winter vierhundert Menschen. Wer zum Arzt muss, ruft nun den Fischer Olsen an,"
    " der drei Leute mitnehmen darf. Der Kreis nennt das eine Übergangslösung.\n"
)
SIGNED = "Von Karla Beispiel\n12.03.2022\n"
LINES = Path(__file__).parent / "cases" / "kickers" / "glued.txt"


@pytest.mark.parametrize(
    ("kicker", "title"),
    [
        ("Leere Kassen", "Kreis verzichtet auf neues Schiff für die Inseln"),
        ("Wegen Sturmschäden", "Reederei verkauft Fähre ins Ausland"),
        ("Verkauf genehmigt", "Reederei trennt sich von der letzten Fähre"),
        ("Streit um Ersatz", "Kreis und Reederei treffen sich vor Gericht"),
        ("Kommentar zum Verkauf der Fähre", "Teurer Irrtum am Sund"),
        ("Gefahr für Hallum?", "„Bald fährt hier niemand mehr“, sagt der Fischer"),
        ("Wahl 2021", "Inseln hoffen auf einen neuen Kreis"),
        ("„Wir warten weiter“", "Fischer beklagt den Verkauf der letzten Fähre"),
        ("Umfrage im Hafen", "Was wünschen Sie sich für die Inseln?"),
    ],
)
def test_a_title_begins_behind_a_phrase(kicker: str, title: str) -> None:
    found = structure.analyse(f"{kicker} {title}\n{SIGNED}\n{BODY}")
    assert found.title and found.title.value == title
    assert found.kicker and found.kicker.value == kicker


@pytest.mark.parametrize(
    "title",
    [
        "Verkehrsminister Ahlers verspricht den Inseln ein Schiff",
        "Neue Reederei soll die Inseln im Winter anfahren",
        "Kreis schenkt Inseln Schlauchboot für den Winter",
        "Sturmtief Gerlinde legt Fähren in der Nordsee lahm",
        "Fähre Hallum fährt wieder nach Plan",
        "Darf Hallum Fischer nach Norden schicken?",
        "Wie Hallum Ärzte auf die Insel lockt",
        "Ende März läuft der Vertrag der Reederei aus",
        "Krieg am Sund Ticker: Reederei verkauft die letzte Fähre",
        "Der Fischer, der Inseln Arznei bringt",
        "Fähre verkauft? Inseln hoffen auf das Gericht in Kiel",
        "Hallum Reederei AG: Der Kapitän geht",
        "Vierzehn Inseln weisen russische Reeder aus",
        "Zehntausend Fischer auf Hallum warten auf ein Schiff",
        "Hafen der verlorenen Fähre: 1100 Meilen bis an den Sund",
    ],
)
def test_a_title_is_not_cut(title: str) -> None:
    found = structure.analyse(f"{title}\n{SIGNED}\n{BODY}")
    assert found.title and found.title.value == title


def test_a_kicker_may_be_glued_though_an_item_of_a_menu_stands_above() -> None:
    title = "Der Kreis verzichtet auf ein neues Schiff"
    found = structure.analyse(f"Politik\nKüste\nHafenstreit {title}\n{SIGNED}\n{BODY}")
    assert found.title and found.title.value == title


def test_lines_that_were_learnt_from_are_parted_or_left() -> None:
    """Of what was learnt, nearly all titles stay whole, and most kickers are cut off at the right place."""
    glued_right, wrong, count = 0, 0, 0
    for line in (text for text in LINES.read_text("utf-8").splitlines() if text and not text.startswith("#")):
        kicker, stroke, title = line.partition(" | ")
        at = glued.start(f"{kicker} {title}" if stroke else line, "")
        glued_right += bool(stroke) and at == len(kicker) + 1
        wrong += at not in (None, len(kicker) + 1 if stroke else None)
        count += bool(stroke)
    assert glued_right >= 0.75 * count and wrong <= 4


def test_no_other_language_is_parted() -> None:
    body = "The ferry to the islands has been sold, and the county looks for another one that nobody wants to pay. " * 3
    assert glued.cut("Island Ferry Company sells its last ship to a dealer", body) is None


@given(st.text(alphabet="Aa bÄö„“»«\"?!.,:-–'0Zß\t\u00ad", max_size=60), st.text(max_size=40))
def test_any_line_is_parted_at_a_word_or_not_at_all(line: str, body: str) -> None:
    at = glued.start(line, body)
    assert at is None or (0 < at < len(line) and line[at - 1].isspace() and not line[at].isspace())


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Hamburg", "P"),
        ("Minister", "O"),
        ("Zeitung", "N"),
        ("Warum", "W"),
        ("verkauft", "vb"),
        ("gebrochen", "vp"),
        ("meldet", "vf"),
        ("ETSO", "U"),
        ("März", "Z"),
        ("Marode", "A"),
    ],
)
def test_kinds_of_words(word: str, kind: str) -> None:
    assert wordkinds.kind(word, "") == kind


def test_a_line_of_title_and_first_sentence_is_parted() -> None:
    title = "Kreis will den Verkauf der letzten Fähre doch noch verhindern"
    lead = "Der Rat hat am Montag beschlossen, den Vertrag mit der Reederei anzufechten. Sie will sich wehren."
    found = structure.analyse(f"{title} {lead}\n\n{BODY}")
    assert found.title and found.title.value == title


@pytest.mark.parametrize(
    "title",
    [
        "Wie der Kreis Hallum die Fähre nahm – und warum ihm die Fischer jetzt beistehen",
        "Der Kreis hat den Vertrag mit der Reederei gebrochen",
        "Inseln sollen im Winter ein Schlauchboot nehmen",
    ],
)
def test_a_sentence_begins_behind_a_clause_that_its_verb_closes(title: str) -> None:
    lead = "Karla Beispiels Klage geht ans Gericht: Sie fordert ein Schiff, das im Winter fährt. Der Kreis wehrt sich."
    assert standfirsts.begins(f"{title} {lead}") == len(title) + 1


@pytest.mark.parametrize(
    "text",
    [
        "Bei dem Unfall auf dem Sund wurden am Montag Passagiere verletzt und in die Klinik gebracht, wie die Polizei"
        " am Dienstag sagte. Es war der dritte in diesem Jahr.",
        "Der Kreis hat am Montag mit Abgeordneten der Partei Die Linke über die Fähre nach Hallum gesprochen, und alle"
        " waren sich einig, dass es so nicht weitergehen kann auf dem Sund.",
        "Seit Montag fährt die Fähre nicht mehr. Die Reederei hat das Schiff verkauft, ohne die Inseln zu fragen, und"
        " der Kreis sucht nach einem Ersatz, den niemand bezahlen will.",
    ],
)
def test_a_sentence_is_not_parted(text: str) -> None:
    assert standfirsts.begins(text) == 0


def test_the_weights_fit_the_code_that_makes_their_features(tool: Callable[[str], Any]) -> None:
    code = tool("train_kickers").feature_code()
    assert glued.model().feature_code == code, "features changed: train anew, tools/train_kickers.py"
