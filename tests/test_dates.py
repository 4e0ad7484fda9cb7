"""Dates as pages print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import dates

FORMS = {
    "10.04.2018, 15:20": "2018-04-10T15:20",
    "Stand: 26.07.2023 16:29 Uhr": "2023-07-26T16:29",
    "Montag, 4. November 2019 um 8 Uhr": "2019-11-04T08:00",
    "Wed, Nov 4, 2020 at 4:05 p.m.": "2020-11-04T16:05",
    "Published 07/26/2023 4:29 pm": "2023-07-26T16:29",
    "Publié le 12 mai 2023 à 16h29": "2023-05-12T16:29",
    "Mis à jour le 1er mars 2022 à 18 h": "2022-03-01T18:00",
    "Aktualisiert am 3. Okt. 2023, 07.15 Uhr": "2023-10-03T07:15",
    "2023-07-26T16:29:11+02:00": "2023-07-26T16:29",
    "31.10.23": "2023-10-31",
    "26/07/2023": "2023-07-26",
    "18 октября 2023, 14:05": "2023-10-18T14:05",
    "12 жовтня 2023 р., 10:00": "2023-10-12T10:00",
    "pubblicato il 3 aprile 2020 alle 10:30": "2020-04-03T10:30",
    "16:29 Uhr, 26.07.2023": "2023-07-26T16:29",
    "Updated 10:22 AM EDT, September 11, 2023": "2023-09-11T10:22",
    "10.04.2018Von Hans": "2018-04-10",
    "Frankfurt am Main, 23. Juni 2023": "2023-06-23",
    "09 listopada 2021 | 20:15": "2021-11-09T20:15",
    "3 de mayo de 2022": "2022-05-03",
    "Erstellt am 5. März 2021 - 12:00": "2021-03-05T12:00",
    "10. April 2018 | 15:20": "2018-04-10T15:20",
    "Dienstag, 16. Jänner 2024, 06:00": "2024-01-16T06:00",
    "Date: October 2023": "2023-10",
    "12:00 am, Jan 5, 2021": "2021-01-05T00:00",
    "Dienstag, den 1. Jänner 2019": "2019-01-01",
    "2019/03/05 10:11": "2019-03-05T10:11",
    "2023-10": "2023-10",
    "5 mars 2021 à 10 h 30": "2021-03-05T10:30",
    "18 октября 2023 года, 14:05": "2023-10-18T14:05",
    "July 17, 2023 12:04 PM GMT+2 Updated 9 hours ago": "2023-07-17T12:04",
    "05-03-2019": "2019-03-05",
    "Do., 18. Januar 2024 um 8:22 vorm. MEZ": "2024-01-18T08:22",
    "3. Mai 2024 um 3:05 nachm.": "2024-05-03T15:05",
    "20.06.2019 / 7 Minuten zu lesen": "2019-06-20",
    "3.5.2024 13:34 Uhr aus Kultur, Garten": "2024-05-03T13:34",
    "OTS0113, 28. Mai 2020, 12:40": "2020-05-28T12:40",
    "02.07.2021, 20:15; aktualisiert 23:58": "2021-07-02T20:15",
    "17.07.2021 | Stand 20:00 Uhr": "2021-07-17T20:00",
    "2018.04.27 22:10": "2018-04-27T22:10",
    "27. Januar 2021, 13 Uhr 05": "2021-01-27T13:05",
    "3. Mai 2018 / Schwerpunkt / Seite 3": "2018-05-03",
    "22 червня, 2021, вт. 12:30": "2021-06-22T12:30",
    "Dieser Inhalt wurde am 3. Mai 2024 veröffentlicht": "2024-05-03",
    "3. Mai 2024 um 16:12 von Max Muster · 11 Kommentare": "2024-05-03T16:12",
    "Posted on 3. Mai 2024 by admin": "2024-05-03",
    "3. Mai 2024 0": "2024-05-03",
    "3. Mai 2024 in Politik, Ausland": "2024-05-03",
}


@pytest.mark.parametrize(("line", "value"), FORMS.items(), ids=list(FORMS))
def test_forms(line: str, value: str) -> None:
    assert [s.value for s in dates.read_line(line)] == [value]


@pytest.mark.parametrize(
    "line",
    [
        "Start: 06.04.2023",
        "Kinostart: 6. April 2023",
        "31.02.2023",
        "29.02.2023",
        "vor 3 Tagen",
        "heute, 16:29 Uhr",
        "4. November",
        "2018",
        "Ausgabe 42/2023",
        "Nr. 12/2019",
        "Am 10. April 2018, gegen acht, kam er nach Berlin",
        "Tel. 030 12.04.1999",
        "Update vom 4. November, 12:00 Uhr:",
        "24. bis 26. Juni 2024",
        "uploads/2022/01/05.jpeg",
        "Rede vom 9. Mai 2020 in der Hauptstadt",
        "",
        "1.1.1",
        "00.00.0000",
        "Der Besuch endete am 3. Mai 2021.",
    ],
)
def test_what_is_no_date_of_a_page(line: str) -> None:
    assert dates.read_line(line) == []


def test_a_day_said_twice_without_a_blank() -> None:
    assert {s.value for s in dates.read_line("09.08.20239. August 2023")} == {"2023-08-09"}


def test_two_stamps_glued_together() -> None:
    line = "Veröffentlicht: 12.03.2021 16:29 UhrAktualisiert: 13.03.2021 10:00"
    stamps = dates.read_line(line)
    assert [(s.value, s.role, s.labelled) for s in stamps] == [
        ("2021-03-12T16:29", "published", True),
        ("2021-03-13T10:00", "updated", True),
    ]
    assert "".join(line[s.start : s.end] for s in stamps) == line


@pytest.mark.parametrize(
    ("line", "role", "labelled"),
    [
        ("Stand: 1. Mai 2020", "updated", True),
        ("Publié le 1 mai 2020", "published", True),
        ("Am 1. Mai 2020", "published", False),
    ],
)
def test_roles(line: str, role: str, labelled: bool) -> None:
    (stamp,) = dates.read_line(line)
    assert (stamp.role, stamp.labelled) == (role, labelled)


def test_day_before_month_unless_the_line_is_english() -> None:
    assert dates.read_line("05/06/2024")[0].value == "2024-06-05"
    assert dates.read_line("05/06/2024 4:00 pm")[0].value == "2024-05-06T16:00"


@pytest.mark.parametrize(
    ("line", "ambiguous"),
    [("05/06/2019", True), ("05/05/2019", False), ("26/07/2023", False), ("05.06.2019", False)],
)
def test_day_and_month_that_may_be_turned_round(line: str, ambiguous: bool) -> None:
    assert dates.read_line(line)[0].ambiguous is ambiguous


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("10 January 2024 Peace and Security", "2024-01-10"),
        ("Außenpolitik 30.05.2023", "2023-05-30"),
        ("Rede vom 9. Mai 2020 in der Hauptstadt", None),
        ("Angriff auf Odessa am 9. Mai 2020", None),
        ("Peace and Security", None),
    ],
)
def test_a_day_beside_a_rubric(line: str, value: str | None) -> None:
    stamp = dates.beside_rubric(line)
    assert (stamp.value if stamp else None) == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (" date 2023-10 Reporter", "2023-10"),
        ("date 2019-02-03", "2019-02-03"),
        ("date 2023-13", None),
        ("dates 2023-10", None),
    ],
)
def test_export_mark(line: str, value: str | None) -> None:
    mark = dates.export_mark(line)
    assert (mark.value if mark else None) == value


@pytest.mark.parametrize(
    ("line", "clock"),
    [
        ("15:20", "15:20"),
        ("7.05 Uhr", "07:05"),
        ("18 Uhr", "18:00"),
        ("25:00", None),
        ("12", None),
        ("4:05 pm", "16:05"),
        ("20:51 Uhr / 1 Minuten Lesezeit", "20:51"),
        ("00:35 Minuten vor Schluss", None),
    ],
)
def test_clock_only(line: str, clock: str | None) -> None:
    assert dates.clock_only(line) == clock


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    assert dates.read_line(f"{day:%d.%m.%Y}")[0].value == f"{day:%Y-%m-%d}"
    assert dates.read_line(f"Stand: {day:%Y-%m-%d}T10:11:12Z")[0].value == f"{day:%Y-%m-%d}T10:11"


@given(st.text(max_size=220))
def test_no_line_breaks_it(line: str) -> None:
    for stamp in dates.read_line(line):
        assert 0 <= stamp.start < stamp.end <= len(line)
