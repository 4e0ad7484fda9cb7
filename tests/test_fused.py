"""Fused kickers: a title behind its kicker without even a blank; and what else stands on its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import structure
from reader.structure import fused, kickers

LINES = Path(__file__).parent / "cases" / "kickers" / "fused.txt"
BODY = (
    "Die Fähre über den Sund fährt seit Montag nicht mehr. Die Reederei hat das Schiff verkauft, ohne die Inseln zu"
    " fragen, und der Kreis sucht nach einem Ersatz, den niemand bezahlen will.\n\n"
    "Auf der Insel Hallum leben im Winter vierhundert Menschen. Wer zum Arzt muss, ruft nun den Fischer Olsen an, der"
    " drei Leute mitnehmen darf. Der Kreis nennt das eine Übergangslösung.\n"
)


def _cases() -> list[tuple[str, str, str]]:
    lines = [line for line in LINES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    parts = [(*line.partition(" || ")[0].rpartition(" | ")[::2], line.partition(" || ")[2]) for line in lines]
    return [(kicker, title, body) for kicker, title, body in parts]


@pytest.mark.parametrize(("kicker", "title", "body"), _cases())
def test_a_title_begins_within_a_word_that_is_none(kicker: str, title: str, body: str) -> None:
    line = kicker + title
    found = fused.cut(line, body) or kickers.kicker_end(line, [], False, body)
    assert found == ((len(kicker), len(kicker)) if kicker else None)


def test_what_the_text_writes_so_is_one_word() -> None:
    line = "Die HafenBahn fährt wieder bis an die Mole"
    assert fused.cut(line, "Am Montag fuhr die Bahn am Hafen nicht.")
    assert fused.cut(line, "Am Montag fuhr die HafenBahn wieder. Der Hafen freut sich über die Bahn.") is None


@given(st.text(alphabet="aäßAÄ É«„“\"?!-'07яЯ\u0301", max_size=90), st.text(alphabet="aA Ä?я-", max_size=60))
def test_any_line_is_parted_within_or_not_at_all(line: str, body: str) -> None:
    found = fused.cut(line, body)
    assert found is None or 0 < found[0] == found[1] < len(line)


def test_a_day_and_a_comma_may_stand_before_a_title() -> None:
    found = structure.analyse(f"12.03.2022 , Kreis klagt Reeder wegen der Fähre an\n\n{BODY}")
    assert found.title and found.title.value == "Kreis klagt Reeder wegen der Fähre an"
    assert found.published and found.published.value == "2022-03-12"


@pytest.mark.parametrize("before", ["", "date 2022-03\n"])
def test_a_day_with_its_time_may_stand_before_kicker_and_title(before: str) -> None:
    line = "12. März 2022, 18:05 Uhr Nordsee Kreis klagt Reeder wegen der Fähre an"
    found = structure.analyse(f"{before}{line}\n\n{BODY}")
    assert found.title and found.title.value == "Kreis klagt Reeder wegen der Fähre an"
    assert found.kicker and found.kicker.value == "Nordsee"
    assert found.published and found.published.value == "2022-03-12T18:05"


def test_a_day_before_a_name_says_who_wrote() -> None:
    found = structure.analyse(
        f"12. März 2022, 18:05 Uhr Karla Beispiel\nReederei verkauft die Fähre ins Ausland\n{BODY}"
    )
    assert found.title and found.title.value == "Reederei verkauft die Fähre ins Ausland"


def test_of_two_kickers_the_one_beside_the_title_is_said() -> None:
    found = structure.analyse(
        f"Exklusiv Reeder angeklagt Erster Prozess um die Fähre nach Hallum\n12.03.2022\n\n{BODY}"
    )
    assert found.title and found.title.value == "Erster Prozess um die Fähre nach Hallum"
    assert found.kicker and found.kicker.value == "Reeder angeklagt"


def test_points_of_a_list_tell_of_a_kicker_as_paragraphs_do() -> None:
    points = "".join(f"• {line.strip()}\n" for line in BODY.replace("\n", " ").split(". "))
    found = structure.analyse(
        f"Leere Kassen Kreis verzichtet auf neues Schiff für die Inseln\n\nVon Karla Beispiel\n{points}"
    )
    assert found.title and found.title.value == "Kreis verzichtet auf neues Schiff für die Inseln"
