"""Titles: which line of a head is the title, which is not, and when none is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reader import structure
from reader.structure import headlines, heads, kickers, title, titlefeatures, wordkinds

BODY = (
    "Die Fähre über den Sund fährt seit Montag nicht mehr. Die Reederei hat das Schiff verkauft, ohne die Inseln zu"
    " fragen, und der Kreis sucht nach einem Ersatz, den niemand bezahlen will.\n\n"
    "Auf der Insel Hallum leben im Winter vierhundert Menschen. Wer zum Arzt muss, ruft nun den Fischer Olsen an, der"
    " drei Leute mitnehmen darf. Der Kreis nennt das eine Übergangslösung.\n"
)
TITLE = "Reederei verkauft die Fähre, die Inseln warten auf Ersatz"
SIGNED = "Von Karla Beispiel\n12.03.2022\n"


def _title(text: str) -> str | None:
    found = structure.analyse(text).title
    return found.value if found else None


@pytest.mark.parametrize(
    "above",
    [
        "Fähre nach Hallum",
        "Verkauf westlich von Hallum",
        "Krise in Hallum",
        "Das leere Becken im Hafen von Hallum / dpa",
        "Das leere Becken im Hafen. – AFP",
        "Das leere Becken | KARL MUSTER / REUTERS",
        "Das leere Becken Bildquelle, Reuters",
        "Sprache: Deu Eng Fra Рус",
        "Nachrichtenagentur: dpa-AFX",
        "Fährmann wartet am Kai auf Gäste\n01:12 - Quelle: Kanal Nord",
        "Geschichten vom Rand der Karte\nStartseite\nPolitik",
    ],
)
def test_what_stands_above_the_title_is_not_it(above: str) -> None:
    assert _title(f"{above}\n{TITLE}\n{SIGNED}\n{BODY}") == TITLE


@pytest.mark.parametrize(
    "above",
    [
        "Krieg in Hallum",
        "Das leere Becken im Hafen der Insel Hallum. – AFP",
        "Nachrichtenagentur: dpa-AFX",
        "Geschichten vom Rand der Karte\nStartseite\nPolitik",
        "Inseln",
        "Inselbote › Verkehr › Fähren",
        "Posted Mon 14 Mar at 6:10am Monday 14 Mar at 6:10am",
        "Fischer bringen am Kai von Hallum Leute an Bord. Keystone",
        "Guten Morgen! Sie lesen die Fähre von heute.",
    ],
)
def test_none_is_said_where_none_is(above: str) -> None:
    assert _title(f"{above}\n{SIGNED}\n{BODY}") is None


@pytest.mark.parametrize(
    "title",
    [
        "Reederei verkauft die einzige Fähre: Wer bringt nun den Arzt auf die Insel Hallum?",
        "Die Reederei verkauft die einzige Fähre nach Hallum. Wer bringt nun den Arzt auf die Insel?",
        "„Wir warten hier auf jedes Boot“",
    ],
)
def test_a_title_may_ask_or_quote(title: str) -> None:
    assert _title(f"{title}\n{SIGNED}\n{BODY}") == title


@pytest.mark.parametrize("signature", ["Von red/dpa", "DPA\nAFP"])
def test_an_agency_below_the_title_makes_no_caption_of_it(signature: str) -> None:
    assert _title(f"{TITLE}\n{signature}\n12.03.2022\n{BODY}") == TITLE


def test_a_list_of_contents_is_no_repeated_title() -> None:
    first, second = "Was die Reederei sagt", "Was der Kreis nun plant"
    parts = BODY.split("\n\n")
    text = f"{TITLE}\n{SIGNED}\n{parts[0]}\n{first}\n{second}\n{parts[1]}\n{first}\n{parts[0]}\n{second}\n{parts[1]}"
    assert _title(text) == TITLE


def test_the_name_of_the_site_is_cut_where_the_title_stands_without_it() -> None:
    assert _title(f"{TITLE} — NB DE\n{SIGNED}\n{TITLE}\n\n{BODY}") == TITLE


def test_a_short_title_may_have_the_name_of_the_site_behind_it() -> None:
    assert _title(f"SUNDPOST\nFähre verkauft – SUNDPOST\n{SIGNED}\n\n{BODY}") == "Fähre verkauft"


def test_a_title_in_the_form_of_a_kicker_is_doubtful() -> None:
    found = structure.analyse(f"Streik im Hafen von Hallum\n{SIGNED}\n{BODY}").title
    assert found is None or found.confidence < 0.6


def test_a_page_of_an_agency_is_no_picture() -> None:
    assert not headlines.is_pictured("Fähre nach Hallum verkauft | Reuters")


def test_a_line_with_a_verb_is_no_kicker() -> None:
    assert kickers.is_kicker("Визит министра в Данию") and not kickers.is_kicker("Министр прибыл в Данию")
    assert not kickers.is_topic("Krieg der Sterne")


@pytest.mark.parametrize(
    "above",
    [
        "Sie sind hier: Start » Region » Hallum",
        "Politik Wirtschaft Küste Inseln Sport Kultur Newsletter",
        "The Sentinel - Back to home",
        "Zum Inhalt\nHALLUMER BOTE\nAbonnement\nAnmelden\nStartseite\nKüste",
    ],
)
def test_menus_and_names_of_sites_are_no_titles(above: str) -> None:
    assert _title(f"{above}\n{TITLE}\n{SIGNED}\n{BODY}") == TITLE


@pytest.mark.parametrize(
    ("glued", "kicker"),
    [
        (f"Krieg in Hallum {TITLE}", "Krieg in Hallum"),
        (f"Streit im Hafen:{TITLE}", "Streit im Hafen"),
        (f"(LEAD) {TITLE}", "(LEAD)"),
        (f"Krieg in Hallum - {TITLE}", "Krieg in Hallum"),
        (f"Ende einer Linie?: {TITLE}", "Ende einer Linie?"),
        (f"+++ Nachrichten vom Sund +++: {TITLE}", "+++ Nachrichten vom Sund +++"),
        (f"Verkauf westlich von Hallum{TITLE}", "Verkauf westlich von Hallum"),
        (f"Fahrt dauert nun doch längerReederei{TITLE[8:]}", "Fahrt dauert nun doch länger"),
    ],
)
def test_what_is_glued_before_the_title_is_cut(glued: str, kicker: str) -> None:
    found = structure.analyse(f"{glued}\n{SIGNED}\n{BODY}")
    assert found.title and found.title.value == TITLE
    assert found.kicker and found.kicker.value == kicker


@pytest.mark.parametrize(
    ("glued", "cut"),
    [
        ("Inseln Welcher Fischer fährt nun für die Reederei?", "Welcher Fischer fährt nun für die Reederei?"),
        ("Hallum Niemand bezahlt den Ersatz für die Fähre", "Niemand bezahlt den Ersatz für die Fähre"),
        ("MeinungStreit im Hafen:In der Reederei herrscht Ratlosigkeit", "In der Reederei herrscht Ratlosigkeit"),
        ("Krieg am Sund Ticker: Reederei verkauft die letzte Fähre", None),
        ("Nordic Ferry Unions Strike Over Pay", None),
        ("Die Große Fähre im Sund ist verkauft", None),
    ],
)
def test_a_title_begins_where_a_small_word_has_a_capital(glued: str, cut: str | None) -> None:
    body = (
        BODY + "\nEine große Fähre hat niemand, welcher Fischer auch fragt: Every ferry strikes, and unions strike.\n"
    )
    assert _title(f"{glued}\n{SIGNED}\n{body}") == (cut or glued)


def test_a_title_behind_a_long_menu_is_found() -> None:
    menu = "\n".join(f"• Ressort {word}" for word in map(str, range(150)))
    assert _title(f"{menu}\n{TITLE}\n{SIGNED}\n{BODY}") == TITLE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Reederei verkauft die Fähre auf der Insel Hallum. Fotos und Video", False),
        ("Reederei sells the ferry to the islands of Hallum, Govt. Says", False),
        ("Die Reederei hat die Fähre an einen Händler verkauft. Die Inseln sind empört", True),
    ],
)
def test_a_line_of_two_sentences_tells_a_story(text: str, told: bool) -> None:
    assert (headlines.told(text) > 0) is told


def test_the_first_of_numbered_lines_is_no_title() -> None:
    items = f"1 Reederei verkauft die Fähre\n{BODY}\n2 Fischer setzen über\n{BODY}\n3 Kreis sucht Ersatz\n{BODY}"
    assert _title(items) is None


@pytest.mark.parametrize(
    "line",
    [
        "➤ Reederei verkauft die Fähre nach Hallum",
        "Ein Fischer wartet im Hafen auf Gäste. - Bote",
        "Von: kb | Rubrik: Inseln",
        "KARLA BEISPIEL, HALLUM, MIT DPA",
    ],
)
def test_items_of_lists_and_texts_of_pictures_are_never_titles(line: str) -> None:
    assert headlines.is_never(line)


def test_what_is_said_behind_a_stroke_is_no_name_of_a_site() -> None:
    title = "Reederei verkauft ihre Fähre – Inseln wollen klagen"
    assert _title(f"{title}\nReederei verkauft ihre Fähre\n{SIGNED}\n{BODY}") == title


def test_a_mail_tells_its_title_sender_and_day() -> None:
    found = structure.analyse(
        "Von: Hallumer Bote Frühpost <fruehpost@mail.hallumerbote.example>\nGesendet: Mittwoch, 19. Juni 2024 06:03\n"
        f"An: leser@post.example\nBetreff: {TITLE}\n\n{BODY}"
    )
    assert found.title and found.title.value == TITLE
    assert found.outlet and found.outlet.value == "Hallumer Bote"
    assert found.published and found.published.value == "2024-06-19T06:03"


def test_equal_lines_are_one_candidate() -> None:
    one, twice, other = title.shared([0.4, 0.4, 0.2], ["Titel", "titel", "anderes"])
    assert (one, twice, other) == (0.8, 0.4, 0.2)


def test_a_line_that_is_broken_off_speaks_for_the_whole_one() -> None:
    broken, whole, other = title.shared([0.4, 0.4, 0.2], [f"{TITLE[:30]}…", TITLE, "anderes"])
    assert (broken, whole, other) == (0, 0.8, 0.2)
    assert _title(f"Sund {TITLE[:-9]} …\n{TITLE}\n{SIGNED}\n{BODY}") == TITLE


@pytest.mark.parametrize("again", ["Kommentare deaktiviert für {}", "Seite 1 {}", "Küste – {}", "Sund : {}"])
def test_what_another_line_has_behind_something_else_is_the_title(again: str) -> None:
    assert _title(f"Hallum: {TITLE}\n{SIGNED}\n{again.format(TITLE)}\n{BODY}") == TITLE


def test_the_subject_of_a_title_is_no_kicker_though_another_line_has_one() -> None:
    assert _title(f"Hallum: {TITLE}\n{SIGNED}\nRe: {TITLE}\n{BODY}") == f"Hallum: {TITLE}"


@pytest.mark.parametrize(
    "line, titled", [("Fähren fahren heute", True), ("Zuletzt aktualisiert gestern", False), ("vor drei Tagen", False)]
)
def test_a_headline_may_end_in_a_day(line: str, titled: bool) -> None:
    assert _title(f"{line}\n\n{BODY}") == (line if titled else None)


def test_a_line_that_stands_twice_over_its_text_is_the_title() -> None:
    title = (
        "Reederei verkauft die letzte Fähre nach Hallum, ohne die Inseln zu fragen, und der Kreis sucht einen Ersatz,"
        " den niemand zahlen will"
    )
    above = "September 8, 2024\n\nSund.info\n\nFinden Sie hier alles, was am Sund geschieht. Wählen Sie Themen aus\n\n"
    assert _title(f"{above}{title}\n\n{title}\n\n{BODY}") == title
    assert _title(f"{above}{title}\n\n{title}\nFoto: Karla Beispiel\n\n{BODY}") != title


CREDIT = "Foto: Karla Beispiel/dpa"


@pytest.mark.parametrize("above", ["Ein Hinweisschild mit dem Wort Sund", "Die alte Fähre im Hafen von Hallum"])
def test_what_tells_of_a_picture_is_no_title(above: str) -> None:
    assert _title(f"{above}\n{CREDIT}\n{TITLE}\n{SIGNED}\n{BODY}") == TITLE
    assert _title(f"{above}\n{CREDIT}\n\n{BODY}") is None


@pytest.mark.parametrize(
    ("line", "view"),
    [
        ("Die deutschen Fischer beim Foto vor der Fähre", True),
        ("Pilzsammler mit vollem Korb im Hafen", True),
        ("Die Fischer wirken nur auf den Inseln", False),
        ("Reederei verkauft die Fähre nach Hallum", False),
        ("Wer ist der Mann im Hafen?", False),
        ("Inseln ohne Fähre", False),
    ],
)
def test_a_view_is_named_without_a_verb(line: str, view: bool) -> None:
    assert wordkinds.is_view(line) is view


def test_an_empty_page_has_no_candidates() -> None:
    head = heads.Head([])
    assert titlefeatures.candidates(head) == [] and title.choose([]) is None


def test_the_weights_fit_the_code_that_makes_their_features(tool: Callable[[str], Any]) -> None:
    code = tool("train_titles").feature_code()
    assert title.model().feature_code == code, "features changed: train anew, tools/train_titles.py"


@pytest.mark.parametrize(
    "said",
    [
        "Die Fähre ist verkauft. Die Inseln warten.",
        "Liveblog: Der Tag, an dem die Fähre verkauft wurde",
        "Faktencheck: Hat die Reederei die Fähre wirklich verkauft?",
        "Analyse: Warum die Reederei die Fähre wirklich verkauft hat",
    ],
)
def test_a_title_may_be_of_sentences_or_say_what_sort_of_page_it_is_over(said: str) -> None:
    assert _title(f"{said}\n{SIGNED}\n{BODY}") == said


def test_a_kicker_in_capitals_is_parted_from_a_small_word_though_the_text_does_not_say_it() -> None:
    found = structure.analyse(f"VERKEHRDer Kreis sucht für Hallum eine neue Fähre\n{SIGNED}\n{BODY}")
    assert found.title and found.title.value == "Der Kreis sucht für Hallum eine neue Fähre"


def test_a_french_title_begins_where_a_small_word_has_a_capital() -> None:
    body = (
        "Le bateau de l’île ne part plus depuis lundi. L’armateur l’a vendu sans le dire aux habitants de l’île. " * 3
    )
    title = "À Hallum, les îles attendent le bateau du lundi"
    assert _title(f"Reportage {title}\nPar Karla Exemple\n12.03.2022\n\n{body}") == title
