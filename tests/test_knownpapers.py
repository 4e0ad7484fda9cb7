"""Papers that are known by name, and lines of archives that name theirs; who signs and when, in odder places."""

from __future__ import annotations

import pytest

from reader import structure
from reader.structure import knownpapers

HEAD = ["Brücke bis Herbst gesperrt", "12.03.2024, 10:11 Uhr"]
BODY = (
    "Der Rat hat am Montag beschlossen, die Brücke über den Fluss bis zum Herbst zu sperren, weil die Pfeiler "
    "Risse zeigen. Anwohner sollen über die alte Furt fahren.\n\nEin Sprecher der Stadt sagte, die Arbeiten "
    "dauerten mindestens acht Monate. Die Kosten trägt das Land, wie es hieß, zu zwei Dritteln.\n"
)


def outlet(*lines: str) -> str | None:
    found = structure.analyse("\n".join(lines)).outlet
    return found.value if found else None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("DER SPIEGEL", "DER SPIEGEL"),
        ("20 Minuten - Bern", "20 Minuten - Bern"),
        ("t-online - Nachrichten für Deutschland", "t-online"),
        ("Neuer Ostbote - Druckansicht", "Neuer Ostbote"),
        ("Ratskorrespondenz Nr. 472 vom 16.05.2024", "Ratskorrespondenz"),
        ("The Ostbote Gazette (Hallum)", "The Ostbote Gazette"),
        ("Pressemitteilung Nr. 472 vom 16.05.2024", None),
        ("Heute", None),
        ("Kurier", None),
        ("Zeit", None),
        ("Bern - Politik", None),
    ],
)
def test_a_line_over_the_title(line: str, name: str | None) -> None:
    assert outlet(line, *HEAD, BODY) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Quelle: Hallum 2 Nachrichten, 18.01.2022 08:00 Uhr", "Hallum 2"),
        ("Quelle: Hallumer Bote vom 12.03.2021, Seite 17", "Hallumer Bote"),
        ("HNB/dpa", "HNB"),
        ("KNA/dpa", None),
        ("Quelle: dpa vom 12.03.2021", None),
    ],
)
def test_a_line_below_the_text(line: str, name: str | None) -> None:
    assert outlet(*HEAD, BODY, line) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Die Sperre kommt nach BILD-Informationen schon im Mai.", "BILD"),
        ("Die Sperre kommt nach dpa-Informationen schon im Mai.", None),
        ("Das sagte er im WELT-Interview, bevor er ging.", None),
        ("Раніше видання Пороми повідомляло, що міст закрито.", "Пороми"),
        ("As Ukrinform reported earlier, the bridge is closed.", "Ukrinform"),
        ("As Reuters reported earlier, the bridge is closed.", None),
    ],
)
def test_what_a_paper_says_of_itself(said: str, name: str | None) -> None:
    assert outlet(*HEAD, BODY, said + " Mehr war am Abend nicht bekannt, und niemand rief zurück.") == name


def test_the_paper_in_a_dateline_with_the_day_in_brackets() -> None:
    start = "Bridge360, Hallum (December 20, 2017, 5:55 PM EST) -- The council has closed the bridge over the river "
    text = start + "until autumn because its pillars show cracks, and drivers are asked to use the old ford instead."
    found = structure.analyse(f" date 2017-12 Council closes bridge until autumn\n\n{text}\n")
    assert found.outlet and found.outlet.value == "Bridge360"
    assert found.published and found.published.value == "2017-12-20T17:55"


def test_common_words_are_papers_only_in_capitals_or_with_their_article() -> None:
    assert knownpapers.is_known("STERN") and knownpapers.is_known("Die Presse")
    assert not knownpapers.is_known("Stern") and not knownpapers.is_known("Presse")


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["Von: abc"], ["abc"]),
        (["von", "abc"], ["abc"]),
        (["Von: dpa"], []),
        (["Artikel von Jana Wiebe • 11 Std. • 2 Minuten Lesezeit"], ["Jana Wiebe"]),
        (
            ["Autoreninfo", "Jana Wiebe leitet das Ressort Verkehr. Sie schreibt über Brücken und Fähren."],
            ["Jana Wiebe"],
        ),
    ],
)
def test_who_signs(lines: list[str], names: list[str]) -> None:
    found = structure.analyse("\n".join([*HEAD, *lines, "", BODY]))
    assert [f.value for f in found.byline] == names


def test_who_signs_right_before_the_first_sentence() -> None:
    found = structure.analyse(f" date 2023-08 von Martin Wiebe {BODY}")
    assert [f.value for f in found.byline] == ["Martin Wiebe"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f" date 2022-04-29 Left Menu\n\n{BODY}\nUpdated: 29-04-2022 00:44 IST", "2022-04-29T00:44"),
        (f"Quelle: Hallumer Bote vom 12.03.2021, Seite 17\n{HEAD[0]}\n{BODY}", "2021-03-12"),
        (f"Title: {HEAD[0]}\nDate: Tue, 14 Mar 2023 10:12:00 +0000\n\n{BODY}", "2023-03-14T10:12"),
        (f"Alles aus dem Stadtrat Hallum vom August 2016\n{BODY}", None),
    ],
)
def test_when(text: str, value: str | None) -> None:
    found = structure.analyse(text).published
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("start", "agency"),
    [
        ("Wien (WK) – ", ["WK"]),
        ("Milano, 5 set. (notizie) – ", ["notizie"]),
        ("Wien (red) – ", []),
        ("Wien (Mitte) – ", []),
    ],
)
def test_the_mark_of_an_agency_that_no_list_has(start: str, agency: list[str]) -> None:
    found = structure.analyse("\n".join([*HEAD, start + BODY]))
    assert [f.value for f in found.agency] == agency


def test_a_title_said_again_under_its_picture_stays_the_title() -> None:
    text = f"{HEAD[0]} und Umleitung über die Furt"
    found = structure.analyse(f"{text}\n12.03.2024, 10:11 Uhr\n{text}\nFoto: Anna Muster/AFP\n{BODY}")
    assert found.title and found.title.value == text and found.title.start == 0
