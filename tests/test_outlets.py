"""Whose page it is: told by weak words only where they add up, and never invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import structure
from reader.structure import mentions

BODY = (
    "Der Rat hat am Montag beschlossen, die Brücke über den Fluss bis zum Herbst zu sperren, weil die Pfeiler "
    "Risse zeigen. Anwohner sollen über die alte Furt fahren.\n\nEin Sprecher der Stadt sagte, die Arbeiten "
    "dauerten mindestens acht Monate. Die Kosten trägt das Land, wie es hieß, zu zwei Dritteln.\n"
)
HEAD = ["Brücke bis Herbst gesperrt", "12.03.2024, 10:11 Uhr", "Von Anna Berg", ""]


def outlet(*tail: str, first: str = "") -> str | None:
    page = [first, *HEAD, BODY, "Mehr zum Thema", "Impressum", *tail, "Datenschutz"]
    found = structure.analyse("\n".join(page)).outlet
    return found.value if found else None


@pytest.mark.parametrize(
    ("tail", "name"),
    [
        (["Ostbote folgen", "Ostbote-Newsletter"], "Ostbote"),
        (["Ostbote folgen"], "Ostbote"),
        (["Folgen Sie Ostbote auf Instagram"], "Ostbote"),
        (["Bei Ostbote können Sie mitdiskutieren."], "Ostbote"),
        (["© Redaktionsdienst / ostbote.de"], "ostbote.de"),
        (["© Neuer Ostbote Digital GmbH"], "Neuer Ostbote"),
        (["© RTX interactive", "Unsere Filme finden Sie auf RTX+."], "RTX"),
        (["© 2024 VGR Ost Medien", "Ostbote abonnieren", "Mehr von Ostbote"], "Ostbote"),
        (["Ostbote avec AFP."], "Ostbote"),
        (["Watch Northern News", "More from Northern News"], "Northern News"),
        (["Гидра © 2022. Все права защищены"], "Гидра"),
        (["Bayerische Zeitung", "© BZ 2024"], "Bayerische Zeitung"),
        (["Der ganze Ostbote im Postfach", "Abonnieren Sie den Ostboten jetzt"], "Ostbote"),
        (["redaktion@ostbote.de"], "ostbote.de"),
        (["© 2024 Copyright Ostbote - Tous droits réservés"], "Ostbote"),
        (["© 2023 The Ostbote or its affiliated companies. All rights reserved."], "The Ostbote"),
        (["Copyright 2023 Verlagsgesellschaft Neuer Ostbote GmbH & Co. KG"], "Neuer Ostbote"),
        (["© Neuer Ostbote, 2024"], "Neuer Ostbote"),
        (["«Остров» © 2023"], "Остров"),
        (["Quelle: ostbote.de, jho/dpa"], "ostbote.de"),
        (["OSTBOTE", "OSTBOTE+", "Serviceangebote von OSTBOTE-Partnern", "OSTBOTE Shop", "Über OSTBOTE"], "OSTBOTE"),
        (["• aus OSTBOTE 9/2024"], "OSTBOTE"),
        (["red, ostbote.at/Agenturen"], "ostbote.at"),
        (["ORK/dk/dpa"], "ORK"),
        (["© 2019 Ostroad Radio Kontor. All Rights Reserved.", "MORE FROM ORK", "FOLLOW ORK"], "ORK"),
        (["© Ostbote sp. z o.o. Wszystkie prawa zastrzeżone"], "Ostbote"),
        (["/ Quelle: OSTBOTE ONLINE, dpa, AFP, mv / 612 Kommentare"], "OSTBOTE ONLINE"),
        (["Wir verwenden Cookies, um passende Werbung von ostbote und unseren Partnern anzuzeigen."], "ostbote"),
        (["*Ostbote.de ist Teil des bundesweiten Netzwerks der Kontor-Redaktionen"], "Ostbote.de"),
        (["Раніше «Остров» жив із ґрантів. Підтримайте нашу незалежність зараз!"], "Остров"),
    ],
)
def test_what_the_page_calls_itself(tail: list[str], name: str) -> None:
    assert outlet(*tail) == name


@pytest.mark.parametrize(
    "tail",
    [
        ["Abonnieren Sie den Morgen-Newsletter", "Hauptstadt-Podcast", "WM-Newsletter", "TV-App"],
        ["Abonnieren Sie den Kanal"],
        ["Russland folgen", "Ukraine folgen", "Russland", "Ukraine"],
        ["Jonas Kurz", "Mehr von Jonas Kurz", "Jonas Kurz folgen"],
        ["© Max Meier/dpa"],
        ["© Max Meier"],
        ["© Riproduzione riservata"],
        ["Hallum", "Abonnieren Sie den Hallum-Newsletter"],
        ["Quelle: dpa"],
        ["Quelle: ostbote.de"],
        ["ostbote.de", "Den ganzen Artikel lesen: ostbote.de"],
        ["https://spiegel.example:443/https/p.ostbote.de/p/4EGQj"],
        ["Abonnieren Sie den Hafenboten jetzt"],
        ["Hilfe: www.telefonseelsorge.de", "Seelsorge.net, Angebot der reformierten und katholischen Kirchen"],
        ["Kontakt zum Autor: redakteur@dowjones.com"],
        ["With reporting by the Eastern Service and AP"],
        ["Streitgespräch „Die Straße gehört allen“"],
    ],
)
def test_what_is_no_outlet(tail: list[str]) -> None:
    assert outlet(*tail) is None


@pytest.mark.parametrize(
    ("start", "name"),
    [
        ("Tokio (Ostboten-Kurse.de) - Der Rat hat", "Ostboten-Kurse.de"),
        ("Владимирск. 9 августа. ОСТБОТ.РФ - Der Rat hat", "ОСТБОТ.РФ"),
        ("Ранее Ostbote.Today сообщала, dass der Rat", "Ostbote.Today"),
        ("Ранее ТАСС сообщало, dass der Rat", None),
        ("Tokio (dpa) - Der Rat hat", None),
        ("HALLUM kiosk | Der Rat hat", "kiosk"),
        ("HALLUM dpa | Der Rat hat", None),
        ("Редакція «Острів UA» meldet, dass der Rat", "Острів UA"),
    ],
)
def test_a_page_names_itself_in_its_text(start: str, name: str | None) -> None:
    page = "\n".join([*HEAD, f"{start} {BODY[12:]}"])
    found = structure.analyse(page).outlet
    assert (found.value if found else None) == name


@pytest.mark.parametrize(
    ("line", "name"), [("Ostbote Plus", "Ostbote"), ("Ostbote Redaktion", "Ostbote"), ("Politik Plus", None)]
)
def test_a_page_names_itself_over_its_title(line: str, name: str | None) -> None:
    assert outlet(first=line) == name


def test_whom_somebody_told_counts_only_beside_a_line_of_the_page() -> None:
    told = (
        "Eine Anwohnerin sah den Riss schon im Mai, wie sie bei einem Gang am Ufer erzählte, sagte sie dem Kontorblatt."
    )
    assert outlet(told, BODY) is None
    page = "\n".join([*HEAD, told, BODY, "Impressum", "Kontorblatt Archiv", "Datenschutz"])
    found = structure.analyse(page).outlet
    assert found and found.value == "Kontorblatt"


def talk(asking: str, answering: str) -> str:
    said = "Wir haben das lange geprüft, und am Ende blieb nur dieser eine Weg über die alte Furt im Süden der Stadt."
    asked = "Warum wird die Brücke über den Fluss schon im Sommer gesperrt?"
    return "\n\n".join([*HEAD, *[f"{asking}: {asked}\n\n{answering}: {said}"] * 4])


@pytest.mark.parametrize(
    ("asking", "name"), [("OSTBOTE", "OSTBOTE"), ("Berg", None), ("Frage", None), ("Olga Berger", None)]
)
def test_who_asks_is_the_paper_unless_it_is_a_person(asking: str, name: str | None) -> None:
    found = structure.analyse(talk(asking, "Kuhn")).outlet
    assert (found and found.value) == name


def test_an_archive_names_the_paper_and_its_day() -> None:
    found = structure.analyse("\n".join([HEAD[0], "Ostufer-Bote, 4 May 2023", BODY])).outlet
    assert found and found.value == "Ostufer-Bote"
    assert structure.analyse("\n".join([HEAD[0], "Moskau, 4 May 2023", BODY])).outlet is None


def test_the_mark_of_the_house_is_spelled_as_the_page_does() -> None:
    programme = "Echo am Mittag, 12.03.2024, 12:30 Uhr; ork/agenturen/kurn; blum"
    page = [*HEAD, BODY, programme, "ORK auf Social Media", "Impressum"]
    found = structure.analyse("\n".join(page)).outlet
    assert found and found.value == "ORK"


@given(st.text(max_size=200))
def test_no_line_breaks_it(line: str) -> None:
    for name, _ in mentions.promotions(line):
        assert name in line
    assert all(name in line for name in (*mentions.hints(line), *mentions.told(line), *mentions.compounds(line)))
