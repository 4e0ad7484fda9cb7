"""Forms in which many sites say who wrote, when, and whose page it is; each line is set into the same short article."""

from __future__ import annotations

import pytest

from reader import structure
from reader.records import Structure
from reader.structure import credits, names

TITLE = "Hallum sperrt die alte Mole"
BODY = (
    "Der Rat hat am Montag beschlossen, die Mole bis zum Herbst zu sperren, weil die Pfeiler Risse zeigen.",
    "Ein Sprecher der Stadt sagte, die Arbeiten dauerten mindestens acht Monate. Die Kosten trägt das Land.",
    "Die Fischer sollen bis dahin am Südufer anlegen. Dort ist Platz für zwölf Boote, wie der Meister sagte.",
)


def read(*, over: str = "", under: str = "", behind: str = "", body: tuple[str, ...] = BODY) -> Structure:
    return structure.analyse("\n\n".join(part for part in (over, TITLE, under, *body, behind) if part) + "\n")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Reporting by Petra Osborne-Keane; Editing by Dominic Kent and Grant Moss", ("Petra Osborne-Keane",)),
        ("Reporting by Petra Osborne; Writing by Hal Moss; Editing by Dominic Kent", ("Petra Osborne", "Hal Moss")),
        ("Autorin: Regine Muster / Regie: Martin Ebert", ("Regine Muster",)),
        ("Авторка: Юлія Гринчук", ("Юлія Гринчук",)),
        ("By Laura Bickford BBC News, Seoul", ("Laura Bickford",)),
        ("Von Anna Muster@annamuster", ("Anna Muster",)),
        ("Von Anna Muster, a.muster@ostbote.de", ("Anna Muster",)),
        ("Par Élodie Marchand (Hallum, Frise, envoyée spéciale)", ("Élodie Marchand",)),
        ("Avec notre correspondant à Hallum, Nicolas Muster", ("Nicolas Muster",)),
    ],
)
def test_who_signs(line: str, authors: tuple[str, ...]) -> None:
    signed = names.byline(line)
    assert signed is not None
    assert signed.authors == authors


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Updated 1134 GMT (1934 HKT) April 10, 2018", "2018-04-10T11:34"),
        ("12. Dezember 2018 von T. Muster | 41 Kommentare", "2018-12-12"),
        ("Anna Muster / 25.02.2023 / 06:15 / Foto: Stadtarchiv / 38 / Seite ausdrucken", "2023-02-25T06:15"),
        ("19.02.2024 ‧ Anna Muster", "2024-02-19"),
    ],
)
def test_when_below_the_title(line: str, day: str) -> None:
    found = read(under=line).published
    assert found is not None
    assert found.value == day


def test_the_day_behind_the_place_is_that_of_the_text_not_of_the_page() -> None:
    dated = (f"Hallum, 16.02.2023 - {BODY[0]}", *BODY[1:])
    found = read(body=dated, behind="Hafenamt Hallum\n\nLetzte Änderung 05.01.2023").published
    assert found is not None
    assert found.value == "2023-02-16"


def test_a_day_beside_the_mark_of_the_paper() -> None:
    behind = "\n\n".join(["Mehr zum Thema", "Alle Häfen", "Alle Molen", "(nordbote.at, abc) | 25.08.2023, 06:00"])
    found = read(behind=behind).published
    assert found is not None
    assert found.value == "2023-08-25T06:00"


def test_a_name_glued_to_its_day_below_the_comments_signs_nothing() -> None:
    made = read(behind="Neueste Kommentare\n\nDirk Muster13.09.2023 10:02\n\nSo ist es.")
    assert made.published is None
    assert made.byline == ()


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("Quelle: ZEIT ONLINE, AFP, dpa, abc", ("afp", "dpa")),
        ("© SZ/dpa/Reuters/abc", ("dpa", "reuters")),
        ("© afp/dpa/nordbote.de", ("afp", "dpa")),
    ],
)
def test_agencies_in_a_list(line: str, agencies: tuple[str, ...]) -> None:
    assert tuple(found.value.casefold() for found in read(behind=line).agency) == agencies


@pytest.mark.parametrize("mark", ["abc/def/dpa", "/abc/DP/stk", "(vatican news – ak)", "(Anna Muster)"])
def test_a_mark_glued_to_the_last_sentence_is_none_of_it(mark: str) -> None:
    made = read(body=(*BODY[:2], f"{BODY[2]} {mark}"))
    assert made.blocks[-1].kind == "byline"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© 1995 – 2022 Hafenamt Hallum", "Hafenamt Hallum"),
        ("© 2015-2023 Ukrinform. Alle Rechte sind geschützt.", "Ukrinform"),
        ("© 2022 Ukrinform", None),
        ("© DER SPIEGEL 11/2022", "DER SPIEGEL"),
        ("© SPIEGEL ONLINE 2018", "SPIEGEL ONLINE"),
        ("© 2023 Verlag 8. Juni GmbH", None),
        ("© Verlag 8. Juni GmbH, Hallum", None),
        ("Copyright © Aargauer Zeitung. Alle Rechte vorbehalten.", "Aargauer Zeitung"),
        ("Herzlichen Dank fürs Lesen. Schreiben Sie der profil-Redaktion.", "profil"),
        ("Redaktion hafenwelt.net", "hafenwelt.net"),
        ("Redaktion Politik", None),
        ("Anna Muster, wissen.WRF.at", "wissen.WRF.at"),
        ("Anna Muster (Alpennachrichten)", "Alpennachrichten"),
        ("Anna Muster, Beobachter", None),
        ("Pressekontakt: presse@hafenamt.de\nOriginal-Content von: Hafenamt, übermittelt durch news aktuell", None),
        ("Das Konto finden Sie unter „Spenden“. Wer meine Arbeit unterstützen will, kann das dort tun.", None),
        ("38 North is a program of the Muster Center.", "38 North"),
    ],
)
def test_whose_page_it_is(line: str, name: str | None) -> None:
    found = read(behind=line).outlet
    assert (found.value if found else None) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Quelle: FAZ.NET", "FAZ.NET"),
        ("Quelle: finanzen.net", "finanzen.net"),
        ("SRF 4 News, 12.03.2022, 06:00 Uhr; sda/abc", "SRF 4 News"),
        ("Die Presse, Print-Ausgabe, 13.03.2022", "Die Presse"),
        ("(Anna Muster, DER STANDARD, 13.3.2022)", "DER STANDARD"),
        ("t-online, dpa", "t-online"),
        ("MDR (abc)", "MDR"),
        ("Stern-Logo", "Stern"),
        ("Diesen Artikel weiterlesen mit SPIEGEL+", "SPIEGEL"),
        ("Quelle: dpa", None),
        ("Über dieses Thema berichtete Deutschlandfunk am 12.03.2022", None),
        ("Sendung: Radio Bremen Nachrichten, 12.03.2022 12:00 Uhr", None),
        ("Jetzt streamen auf RTL+", None),
    ],
)
def test_a_known_paper_signs(line: str, name: str | None) -> None:
    found = read(under="12. März 2022, 10:11 Uhr", behind=line).outlet
    assert (found.value if found else None) == name


def test_the_name_of_a_paper_rather_than_its_address() -> None:
    found = read(behind="KURIER-Abo testen\n\n© kurier.at").outlet
    assert found is not None
    assert found.value == "KURIER"


def test_a_newsroom_that_many_papers_print_is_not_whose_page_it_is() -> None:
    assert read(behind="Von RND/dpa").outlet is None


def test_the_line_that_the_title_of_the_window_ends_with_is_the_title() -> None:
    over = (f"Nordsee: {TITLE} - Nordbote Online", "Nordbote Online", "Streit um den Hafen", "Bagger am Kai von Hallum")
    found = read(over="\n\n".join(over)).title
    assert found is not None
    assert found.value == TITLE


def test_the_section_behind_the_site_is_no_part_of_the_title() -> None:
    made = structure.analyse("\n\n".join([f"{TITLE} bis zum Herbst - nordbote.at › Lokales", *BODY]))
    assert made.title is not None
    assert made.title.value == f"{TITLE} bis zum Herbst"


@pytest.mark.parametrize("names", ["Anna Muster", "Anna Muster und Martin Ebert"])
def test_who_signs_behind_a_long_lead(names: str) -> None:
    made = read(under=f"{BODY[0]} {BODY[1]} Von {names}", body=BODY[2:])
    assert [found.value for found in made.byline] == names.split(" und ")
    assert made.title is not None
    assert made.title.value == TITLE


@pytest.mark.parametrize(
    ("line", "title", "day"),
    [
        ("Hafen im Fokus 14.09.2023 11:42:08", TITLE, "2023-09-14T11:42"),
        (f"Mittwoch, 31. Mai 2023{TITLE}", TITLE, "2023-05-31"),
        (f"Stand: 05.11.2022 14:10 Uhr {TITLE}", TITLE, "2022-11-05T14:10"),
        ("Streit im Rat von Hallum : Mole sucht Retter", "Mole sucht Retter", None),
        (f"Inhalt Seite 1 — {TITLE} Seite 2 Auf einer Seite lesen", TITLE, None),
    ],
)
def test_what_is_glued_to_a_title_or_its_kicker(line: str, title: str, day: str | None) -> None:
    made = structure.analyse("\n\n".join([line, *([] if title in line else [TITLE]), *BODY]))
    assert (made.title.value if made.title else None) == title
    assert (made.published.value if made.published else None) == day


def test_a_head_in_one_line() -> None:
    head = (
        f"{TITLE} bis zum Herbst Von dpa 14.05.2024 - 21:47 Uhr Lesedauer: 3 Min. Boote im Hafen (Quelle: Ben Muster)"
    )
    made = structure.analyse("\n\n".join([head, *BODY]))
    assert made.title is not None
    assert made.title.value == f"{TITLE} bis zum Herbst"
    assert made.published is not None
    assert made.published.value == "2024-05-14T21:47"
    assert [found.value for found in made.agency] == ["dpa"]


def test_the_day_of_a_programme_is_not_that_of_the_text() -> None:
    aired = "Dieses Thema im Programm:\nNWF 1 Radio | Regional Süd | 05.11.2022 | 15:00 Uhr"
    made = read(under="Stand: 05.11.2022 14:10 Uhr", behind=aired)
    assert made.published is not None
    assert made.published.value == "2022-11-05T14:10"


def test_the_day_of_a_programme_over_its_own_text_is_its_own() -> None:
    found = read(under="Sendung: Hafenrunde\n12.03.2022 | 06:50 Uhr").published
    assert found is not None
    assert found.value == "2022-03-12T06:50"


def test_a_name_behind_the_last_sentence_signs() -> None:
    signed = f"{BODY[0]} {BODY[2]} Anna Muster"
    assert [found.value for found in read(body=(*BODY, signed)).byline] == ["Anna Muster"]


def test_a_line_between_its_rubric_and_the_text_is_the_title() -> None:
    found = structure.analyse(
        "\n\n".join(["Inhalt überspringen", "Leitartikel", "Falscher Stolz am falschen Ort", *BODY])
    )
    assert found.title is not None
    assert found.title.value == "Falscher Stolz am falschen Ort"


def test_what_is_scrambled_for_those_who_do_not_pay_is_no_text() -> None:
    hidden = "Ejf Gjtdifs xpmmfo ebt ojdiu; voe efs Sbu xjse jn Ifsctu xjfefs ebsýcfs tqsfdifo- tbhuf fjo Tqsfdifs/"
    made = read(body=(BODY[0], f"{BODY[1]} {hidden}"))
    assert [block.end - block.start for block in made.blocks if block.kind == "boilerplate"] == [len(hidden)]
    assert "truncated" in made.flags


@pytest.mark.parametrize("body", [(f"(sda) {BODY[0]}", *BODY[1:]), ("sda Hallum.", *BODY)])
def test_an_agency_before_the_text(body: tuple[str, ...]) -> None:
    made = read(body=body)
    assert [found.value for found in made.agency] == ["sda"]
    assert any(block.kind == "dateline" for block in made.blocks)


def test_an_agency_alone_behind_a_short_text() -> None:
    assert [found.value for found in read(behind="AFP").agency] == ["AFP"]


def test_the_title_of_what_the_police_release() -> None:
    title = "POL-HL: Boot an der Mole gestohlen; Zeugen gesucht"
    head = ("19.11.2023 – 08:11", "Polizeipräsidium Hallum", title, "Hallum (ots)")
    found = structure.analyse("\n\n".join([*head, *BODY])).title
    assert found is not None
    assert found.value == title


def test_labels_glued_to_a_picture() -> None:
    line = "Image copyrightKCNAImage captionWorkers spoke for nine hours over several days"
    assert [(line[a:b], kind) for a, b, kind in credits.cut(line)] == [
        ("Image copyrightKCNA", "credit"),
        ("Image captionWorkers spoke for nine hours over several days", "caption"),
    ]


def test_hands_through_which_a_picture_came() -> None:
    line = "Kristina Muster / Sputnik / Kreml / Reuters / Scanpix"
    assert credits.cut(line) == [(0, len(line), "credit")]
