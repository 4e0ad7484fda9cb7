"""Who signs and when, where both stand beside other words; agencies before places and behind days."""

from __future__ import annotations

import pytest

from reader import structure

BODY = (
    "Der Rat hat am Montag beschlossen, die Mole bis zum Herbst zu sperren, weil die Pfeiler Risse zeigen.\n\n"
    "Ein Sprecher der Stadt sagte, die Arbeiten dauerten mindestens acht Monate. Die Kosten trägt das Land.\n\n"
    "Die Fischer sollen bis dahin am Südufer anlegen. Dort ist Platz für zwölf Boote, wie der Meister sagte.\n"
)
TITLE = "Hallum sperrt die alte Mole"


@pytest.mark.parametrize(
    ("page", "day"),
    [
        (f" date 2023-05 12.05.2023 Hallum. {BODY}", "2023-05-12"),
        (f" date 2023-05 12. Juni 2023 feiert Hallum. {BODY}", "2023-05"),
        (f"{TITLE}\n\n{BODY}\n2023-05-12T16:22:25Z ab12cd34ef", "2023-05-12T16:22"),
        (f"{TITLE}\n\n{BODY}\nDiese Nachricht wurde am 12.05.2023 im Programm Funk Hallum gesendet.", "2023-05-12"),
        (f"{TITLE}\n\n{BODY}\nÜber dieses Thema berichtete Funk Hallum am 12.05.2023 um 18:00 Uhr.", None),
        (f"{TITLE}\n\n{BODY}\nDieser Artikel wurde ursprünglich am 12.05.2023 publiziert.", "2023-05-12"),
        (f"Pressemitteilung Nr. 31 vom 12.05.2023\n{TITLE}\n\n{BODY}", "2023-05-12"),
        (f"{TITLE}\nKurz erklärt 2023/A 17, Mai 2023, 8 Seiten\n\n{BODY}", "2023-05"),
        (f"{TITLE}\n12.05.2023 | Stand 12.05.2023, 18:25 Uhr\n\n{BODY}", "2023-05-12T18:25"),
        (f"{TITLE}\nAnna Berger May 12, 2023 3:40 PM CDT\n\n{BODY}", "2023-05-12T15:40"),
        (f"{TITLE}\nAs of: 12 May 2023\n\n{BODY}", "2023-05-12"),
        (f"{TITLE}\n12.05.2023 UPDATE: 12.05.2023 18:25 Uhr\n\n{BODY}", "2023-05-12"),
        (f"{TITLE}\n\n{BODY}\nKommentare\nMöwe 7\n12.05.2023, 21:40 Uhr\nSo ist es.", None),
        (f"{TITLE}\n\n{BODY}\nVon der Seite des Amts, aufgerufen am 12.05.2023", None),
        (f"{TITLE}\n\n{BODY}\nDie Kiste wurde am 12.05.2023 im Hafen geöffnet.", None),
    ],
)
def test_when(page: str, day: str | None) -> None:
    found = structure.analyse(page).published
    assert (found.value if found else None) == day


def test_name_place_and_day_behind_the_last_sentence_of_the_lead() -> None:
    lead = "Die Mole von Hallum bleibt bis zum Herbst zu, niemand weiß, wohin. Anna Berger, Hallum 12.05.2023"
    found = structure.analyse(f"{TITLE}\n\n{lead}\n\n{BODY}")
    assert [f.value for f in found.byline] == ["Anna Berger"]
    assert found.published and found.published.value == "2023-05-12"


def test_a_day_that_ends_a_sentence_signs_nothing() -> None:
    lead = "Die Mole von Hallum bleibt bis zum Herbst zu. Das letzte Boot fuhr nach Auskunft des Meisters am 12.05.2023"
    found = structure.analyse(f"{TITLE}\n\n{lead}\n\n{BODY}")
    assert not found.byline and not found.published


@pytest.mark.parametrize(
    ("page", "authors", "agencies"),
    [
        (f"{TITLE}\nAnna Berger / 12.05.2023, 07:56 Uhr\n\n{BODY}", ["Anna Berger"], []),
        (f"{TITLE}\nMay 12, 2023 / 3:40 PM EDT / HTV/AP\n\n{BODY}", [], ["AP"]),
        (
            f"{TITLE}\nVon Anna Muster (Lyon, freie Autorin) und Max Beispiel\n\n{BODY}",
            ["Anna Muster", "Max Beispiel"],
            [],
        ),
        (f"{TITLE}\nVon Anna Muster (KNA) und Max Beispiel\n\n{BODY}", ["Anna Muster", "Max Beispiel"], ["KNA"]),
        (f"{TITLE}\nVon Anna Muster, MDR SACHSEN\n\n{BODY}", ["Anna Muster"], []),
        (f"{TITLE}\nThe Associated Press May 12, 2023 3:40 PM CDT\n\n{BODY}", [], ["The Associated Press"]),
        (f"{TITLE}\nVon Anna Berger 12.05.2023, Hallumer Bote\n\n{BODY}", ["Anna Berger"], []),
        (f"{TITLE}\n\n{BODY.rstrip()}AP/dpa\nDrucken", [], ["AP", "dpa"]),
        (f"{TITLE}\n\n{BODY.rstrip()}SID\nDrucken", [], ["SID"]),
        (f"{TITLE}\n\n{BODY.rstrip()} TASS\nDrucken", [], ["TASS"]),
        (f"{TITLE}\n\n{BODY.rstrip()} Das weiß die AP\nDrucken", [], []),
        (f"{TITLE}\n\nabc/rtr/dpa/epd Hallum/Odde. {BODY}", [], ["rtr", "dpa", "epd"]),
        (f"{TITLE}\n\ndpa Hallum. {BODY}", [], ["dpa"]),
        (f"{TITLE}\n\nIm Hallum. {BODY}", [], []),
        (f"{TITLE}\n\nHallum (dpa) {BODY}", [], ["dpa"]),
        (f"{TITLE}\n\nHALLUM/ODDE (dpa/rtr) - {BODY}", [], ["dpa", "rtr"]),
        (f"{TITLE}\n\nHALLUM, Ohio (WXYZ) — {BODY}", [], []),
        (f"{TITLE}\n\n{BODY}\ndpa-infocom, dpa:230512-99-000000/3", [], ["dpa"]),
        (f"{TITLE}\n\n{BODY}\nMit dpa-Informationen", [], ["dpa"]),
        (f"{TITLE}\n\n{BODY}\n© SID", [], ["SID"]),
        (f"{TITLE}\nVon unserem Reporter Max Berger\n\n{BODY}", ["Max Berger"], []),
        (f"{TITLE}\nProtokolliert von Anna Berger\n\n{BODY}", ["Anna Berger"], []),
        (f"{TITLE}\nVon Anna Berger (Text) und Max Odde (Fotos)\n\n{BODY}", ["Anna Berger", "Max Odde"], []),
        (f"{TITLE}\n3. Mai 2024 um 16:12 von Max Berger · 4 Kommentare\n\n{BODY}", ["Max Berger"], []),
        (f"{TITLE}\n\n{BODY}\nZum Nachlesen auch im Heft.\nAnna Berger", ["Anna Berger"], []),
        (f"{TITLE}\n\n{BODY}\nThemen\nAnna Berger\nMax Odde\nNordsee", [], []),
        (f"{TITLE}\n\n{BODY}\nPressekontakt\nAnna Berger", [], []),
        (
            f"{TITLE}\nPar Anna Berger (Hallum, envoyée) avec AFP et Reuters\n\n{BODY}",
            ["Anna Berger"],
            ["AFP", "Reuters"],
        ),
        (
            f"{TITLE}\n\n{BODY}\nMit Material von Funk Hallum und den Nachrichtenagenturen dpa und APA",
            [],
            ["dpa", "APA"],
        ),
    ],
)
def test_who(page: str, authors: list[str] | None, agencies: list[str]) -> None:
    found = structure.analyse(page)
    assert authors is None or [f.value for f in found.byline] == authors
    assert [f.value for f in found.agency] == agencies
