"""Forms of pages that many houses share: entries under their time, buttons at captions, results, numbers of links."""

from __future__ import annotations

import pytest

from reader import structure
from reader.structure import pictured

BODY = "Die Fähre fährt ab Mai dreimal am Tag über den Sund, wie der Rat der Stadt am Montag mitgeteilt hat."
MORE = "Nach Angaben des Rates kostet der neue Fahrplan im Jahr rund vierhunderttausend Euro mehr als der alte."
TITLE = "Hallum bekommt eine neue Fähre über den Sund"


def kinds(lines: list[str]) -> dict[str, str]:
    content = "\n\n".join(lines)
    return {content[b.start : b.end]: b.kind for b in structure.analyse(content).blocks}


@pytest.mark.parametrize("form", ["{} Uhr: {}", "{} Uhr | {}", "{} – {}"])
def test_a_time_and_what_happened_head_an_entry(form: str) -> None:
    heads = [form.format("19:30", "Die Fähre legt wieder ab"), form.format("18:05", "Sturm hält die Fähre im Hafen")]
    found = kinds([TITLE, BODY, heads[0], BODY + " Das sagte er.", heads[1], MORE])
    assert [found[head] for head in heads] == ["heading", "heading"]


def test_stamps_with_the_minute_make_a_ticker() -> None:
    heads = ["Fähre läuft aus", "Sturm über dem Sund", "Kapitän bleibt an Land"]
    entries = [line for n, h in enumerate(heads) for line in (f"24.06.2023, 1{n}:30 Uhr", h, MORE.replace("alte", h))]
    found = kinds([TITLE, BODY, *entries])
    assert [found[head] for head in heads] == ["heading"] * 3


def test_what_stands_above_a_button_for_captions_is_one() -> None:
    told = "Bürgermeisterin Anna Muster sagte der Fähre am Montag weitere Mittel zu und sprach mit dem Kapitän."
    found = kinds([TITLE, told, "Beschreibung anzeigen", BODY, MORE])
    assert found[told] == "caption" and found["Beschreibung anzeigen"] == "boilerplate"


SHOWN = "Die neue Fähre liegt am Donnerstag im Hafen von Hallum neben dem alten Kutter am Steg."


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        (f"{SHOWN}dpa/epa/Anna Muster", SHOWN),
        ("Die neue Fähre neben dem alten Kutter am Steg / dpa", "Die neue Fähre neben dem alten Kutter am Steg"),
        (f"Foto: Anna Muster, dpa | {SHOWN}", SHOWN),
        (f"Quelle: www.bilder-muster.com {SHOWN}", SHOWN),
        (f"FILE - {SHOWN} (KRT via AP, File)", f"FILE - {SHOWN}"),
        (f"Die Fähre im Hafen.jpeg       -  {SHOWN}", f"Die Fähre im Hafen.jpeg       -  {SHOWN}"),
        (f"{SHOWN} 12.09.2023 | 0:17 min", f"{SHOWN} 12.09.2023 | 0:17 min"),
    ],
)
def test_a_text_of_a_picture_is_told_from_its_maker(line: str, caption: str) -> None:
    assert kinds([TITLE, BODY, line, MORE])[caption] == "caption"


def test_a_sentence_that_stands_once_more_with_a_name_is_of_a_picture() -> None:
    found = kinds([TITLE, BODY, SHOWN, f"{SHOWN} - Nordbild", MORE])
    assert found[SHOWN] == "caption" and found[BODY] == "lead" and found[MORE] == "paragraph"


def test_the_place_glued_to_an_agency_begins_the_text() -> None:
    found = kinds([TITLE, f"Foto: dpaHallum. {BODY} {MORE}"])
    assert found["Foto: dpa"] == "credit" and BODY in "".join(t for t, kind in found.items() if kind == "lead")


def test_a_label_and_its_date_behind_a_title_are_cut_off() -> None:
    found = structure.analyse(f"{TITLE} Stand: 24.08.2023 14:05 Uhr\n\n{BODY}\n\n{MORE}\n")
    assert found.title and found.title.value == TITLE
    assert found.published and found.published.value == "2023-08-24T14:05"


def test_a_day_that_is_glued_to_a_short_title_is_cut_off() -> None:
    found = structure.analyse(f"Mittwoch, 24. Mai 2023Die Abend-Schau\n\n{BODY}\n\n{MORE}\n")
    assert found.published and found.published.value == "2023-05-24"
    assert found.title is None or found.title.value == "Die Abend-Schau"


@pytest.mark.parametrize(
    "line",
    [
        "Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor invidunt ut labore.",
        "Notice: Undefined index: title in theme_node() (line 12 of /var/www/html/theme.php).",
        "Warning: Cannot modify header information - headers already sent in /var/www/x.php on line 12",
        "Die weiteren Themen der Sendung:\n\n- Fällt der Kapitän aus?\n\n- Das Bad in Hallum sucht einen neuen Leiter.",
    ],
)
def test_what_nobody_wrote_for_readers_is_none_of_the_text(line: str) -> None:
    found = kinds([TITLE, BODY, line, MORE])
    assert {kind for text, kind in found.items() if text in line} <= {"boilerplate", "navigation"}
    assert found[BODY] == "lead" and found[MORE] == "paragraph"


def test_a_line_above_its_day_and_nothing_but_text_is_the_title() -> None:
    found = structure.analyse(f"Neues vom Lande\n\n12.03.2021\n\n{BODY} {MORE}\n")
    assert found.title and found.title.value == "Neues vom Lande"


def test_a_form_for_letters_to_readers_is_none_of_the_text() -> None:
    form = "Der Tag im Blick. Lesen Sie den Newsletter. Vielen Dank für Ihr Interesse an unserem Newsletter. Bald"
    form += " kommt ein Link. Die Anmeldung zum Newsletter hat leider nicht geklappt. Bitte versuchen Sie es wieder."
    found = kinds([TITLE, BODY, form, MORE])
    assert found[form] == "boilerplate" and found[MORE] == "paragraph"


def test_bullets_over_paragraphs_are_headings_and_bullets_in_a_row_a_list() -> None:
    heads = ["• Sturm über dem Sund", "• Kapitän bleibt an Land"]
    assert [kinds([TITLE, BODY, heads[0], MORE, heads[1], BODY + " Mehr nicht."])[h] for h in heads] == ["heading"] * 2
    assert [kinds([TITLE, BODY, *heads, MORE])[h] for h in heads] == ["list"] * 2


def test_results_of_matches_are_a_table() -> None:
    results = ["Hallum - Sundby 2:1 (1:0)", "Altmark - Neuhof 0:0 (0:0)", "Wiek - Bohl 3:4 (1:1)"]
    content = "\n".join([TITLE, BODY, *results, MORE])
    tables = [content[b.start : b.end] for b in structure.analyse(content).blocks if b.kind == "table"]
    assert tables == ["\n".join(results)]


def test_numbers_of_links_are_not_read_and_not_lost() -> None:
    links = "".join(f"[{n}]Teil{n} " for n in range(1, 9)).strip()
    said = "Die [9]Fähre fährt ab Mai dreimal am Tag über den [10]Sund, wie der Rat am Montag mitteilte. [11](dpa)"
    content = "\n\n".join([links, TITLE, said, MORE])
    found = structure.analyse(content)
    covered = {i for b in found.blocks for i in range(b.start, b.end)}
    assert all(i in covered for i, char in enumerate(content) if not char.isspace())
    assert [f.value for f in found.agency] == ["dpa"]


@pytest.mark.parametrize(
    ("line", "sound"),
    [
        ("Der Kapitän und die Bürgermeisterin bei einem Treffen im Hafen von Hallum.", "still"),
        ("Helfer stehen am Montag vor der alten Fähre im Hafen von Hallum.", "posed"),
        ("People watch the last ferry leave the harbour of Hallum on Monday.", "posed"),
        ("Le maire de Hallum devant la vieille halle du port, le 3 mars 2022.", "dated"),
        ("Die Fähre werde erst im Mai wieder fahren, hieß es am Montag.", "told"),
        ("Zu kurz.", ""),
    ],
)
def test_texts_of_pictures_have_a_sound_of_their_own(line: str, sound: str) -> None:
    assert pictured.sound(line) == sound


@pytest.mark.parametrize("odd", ["", " ", "[", "[1]", "+", "•", "\u0301", "a" * 400])
def test_odd_lines_do_no_harm(odd: str) -> None:
    assert pictured.sound(odd) in ("", "still", "told")
    structure.analyse("\n".join([TITLE, odd, BODY, odd, f"[1]{odd}[2]{odd}[3]x[4]y[5]z[6]{odd}[7]q"]))


def test_the_only_heading_with_a_colon_names_another_piece() -> None:
    link = "Interaktive Karte: Alle Fähren, alle Häfen"
    page = [TITLE, BODY, MORE, link, BODY + " Das sagte er.", MORE + " Mehr nicht."]
    assert kinds(page)[link] == "boilerplate"


def test_a_bare_day_under_a_teaser_is_not_that_of_the_page() -> None:
    teasers = ["Mehr zum Thema", "Kutter sinkt im Hafen", "Kapitän bleibt an Land", "12.03.2024"]
    assert structure.analyse("\n\n".join([TITLE, BODY, MORE, BODY + " Das sagte er.", *teasers])).published is None
    behind = structure.analyse("\n\n".join([TITLE, BODY, MORE, "Alle Rechte beim Verlag", "12.03.2024"])).published
    assert behind and behind.value == "2024-03-12"
