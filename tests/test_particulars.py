"""A line with a page's particulars in a row is cut into them."""

from __future__ import annotations

import pytest

from reader.structure import particulars
from reader.structure.lines import split

CASES = {
    "Häfen und Schiffe 20.06.2024 | Anna Muster": [
        ("navigation", "Häfen und Schiffe"),
        ("date", "20.06.2024"),
        ("byline", "| Anna Muster"),
    ],
    "5. Juni 2024 Anna Muster 5 Kommentare": [
        ("date", "5. Juni 2024"),
        ("byline", "Anna Muster"),
        ("boilerplate", "5 Kommentare"),
    ],
    "Beitrag veröffentlicht am 8. September 2022, 10:11 Uhr, Anna Muster/dpa": [
        ("navigation", "Beitrag"),
        ("date", "veröffentlicht am 8. September 2022, 10:11 Uhr"),
        ("byline", ", Anna Muster/dpa"),
    ],
    "INTERVIEW MIT ANNA MUSTER am 24. Februar 2024": [
        ("boilerplate", "INTERVIEW MIT ANNA MUSTER"),
        ("date", "am 24. Februar 2024"),
    ],
    "Startseite > Archiv > 2023 > Nr. 18, 22. August 2023 > Die Furt": [
        ("navigation", "Startseite > Archiv > 2023 > Nr. 18,"),
        ("date", "22. August 2023"),
        ("navigation", "> Die Furt"),
    ],
}


@pytest.mark.parametrize("line", CASES)
def test_a_line_of_particulars_is_cut(line: str) -> None:
    assert [(part.kind, part.text) for part in particulars.cut(split(line)[0])] == CASES[line]


@pytest.mark.parametrize(
    "line",
    [
        "3. Mai 2024",
        "Am 3. Mai 2024 traf Anna Muster den Minister",
        "Konzert in Berlin, 3. Mai 2024",
        "Konzert in der Halle, 3. Mai 2024, Anna Muster",
        "Der Rat, 3. Mai 2024 | Anna Muster spricht über den Hafen",
        "Häfen 2024 | Anna Muster",
    ],
)
def test_other_lines_with_a_day_stay_whole(line: str) -> None:
    assert particulars.cut(split(line)[0]) == []
