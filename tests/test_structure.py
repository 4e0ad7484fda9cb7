"""Structure: every character in one block, and what the parts of messy articles are."""

from __future__ import annotations

import json
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader import structure, text
from reader.records import BLOCK_KINDS, HIDDEN_KINDS, Block, Hints, Structure
from reader.structure.language import language
from tests.conftest import examples

CASES = sorted((Path(__file__).parent / "cases" / "structure").glob("*.txt"))
ODD = "\u00ad\u200b\u200f\u202e\ufeff\u0301\u0308\u00a0\u2028\ufffd👍あ\x1c"
CHARACTERS = st.sampled_from("aB. \n\n\t()/|:–©+#1290Ää" + ODD)
SNIPPETS = st.sampled_from(
    [
        "Von Anna Muster",
        "10.04.2018, 15:20",
        "Foto: dpa",
        "(sda/dpa)",
        "MOSKAU (Reuters) – ",
        "Kommentare",
        "\n\n",
        "\n",
        " ",
        "Ein ganzer Satz, der lang genug ist, um als Absatz zu gelten, steht hier und endet mit einem Punkt.",
        "© Reuters. ",
        " | ",
        "source site-1",
        " date 2023-10 ",
        "Auch interessant",
        "1. Startseite",
        "Politik",
        "\u200b",
        " \u00ad",
        "…",
        "www.",
        ".de",
        "leser@",
        "/",
        " - ",
        "+",
        "+++ 12:30 Uhr: ",
        "12.03.2024",
        "18. Januar 2024",
        "Jahr49 Euro",
        "Quelle: ",
        "SDA/fz",
        "Pressemitteilung Nr. 31 vom ",
        "Newsletter des Ostboten",
        "Ostbote",
    ]
)


def nonblank_cover(content: str, blocks: tuple[Block, ...]) -> list[int]:
    counts = [0] * len(content)
    for block in blocks:
        for i in range(block.start, block.end):
            counts[i] += 1
    return [counts[i] for i, char in enumerate(content) if not char.isspace()]


@examples(250)
@given(st.one_of(st.text(), st.text(CHARACTERS, max_size=200), st.lists(SNIPPETS, max_size=30).map("".join)))
@example(" - 12.03.2024 undBILD: , @Bote>Kim, SDA/fz.com\\Foto: Kim12.03.2024Bote)23• ; ?18. Januar 2024www.Bild: \n.“")
@example("Mehr dazu auf www.de oder www.www.de")
def test_every_character_is_in_exactly_one_block(raw: str) -> None:
    content = text.canonical(raw)
    found = structure.analyse(content)
    assert set(nonblank_cover(content, found.blocks)) <= {1}
    assert all(b.kind in BLOCK_KINDS and b.start < b.end for b in found.blocks)
    assert all(a.end <= b.start for a, b in zip(found.blocks, found.blocks[1:]))
    assert all(not content[b.start].isspace() and not content[b.end - 1].isspace() for b in found.blocks)


@examples(100)
@given(
    st.lists(SNIPPETS, max_size=20).map("".join),
    st.lists(
        st.tuples(
            st.sampled_from(["heading", "paragraph", "list", "navigation"]), st.integers(-3, 300), st.integers(0, 300)
        )
    ),
)
def test_hints_of_any_kind_lose_nothing(content: str, raw: list[tuple[str, int, int]]) -> None:
    hints = Hints(title="Ein Titel", blocks=tuple(Block(*b) for b in raw))
    assert set(nonblank_cover(content, structure.analyse(content, hints).blocks)) <= {1}


def gold(case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(case.with_suffix(".json").read_text("utf-8"))
    return found


def told(content: str, found: Structure) -> list[list[str]]:
    """Kinds and first words of the blocks, in the composed form of characters."""
    return [[b.kind, unicodedata.normalize("NFC", content[b.start : b.end])] for b in found.blocks]


def matches(blocks: list[list[str]], wanted: list[list[str]]) -> None:
    """Each wanted block names its kind and how it begins (``…`` at the end) or all of it."""
    short = [
        [
            kind,
            want
            if kind == wanted_kind and (content == want or (want.endswith("…") and content.startswith(want[:-1])))
            else content,
        ]
        for (kind, content), (wanted_kind, want) in zip(blocks, wanted)
    ]
    assert short + blocks[len(wanted) :] == wanted


def check(content: str, want: dict[str, Any]) -> None:
    found = structure.analyse(content)
    matches(told(content, found), want["blocks"])
    said = {
        "title": found.title.value if found.title else None,
        "date": found.published.value if found.published else None,
        "outlet": found.outlet.value if found.outlet else None,
        "kicker": found.kicker.value if found.kicker else None,
    }
    assert said == {name: want[name] for name in said}
    for name, values in (("byline", found.byline), ("agency", found.agency)):
        assert [v.value for v in values] == want.get(name, [])
    assert found.language == want["language"]


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_case(case: Path) -> None:
    check(text.decode(case.read_bytes()), gold(case))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_line_ends_do_not_matter(case: Path) -> None:
    check(text.decode(case.read_bytes().replace(b"\n", b"\r\n")), gold(case))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_decomposed_letters_do_not_matter(case: Path) -> None:
    check(unicodedata.normalize("NFD", text.decode(case.read_bytes())), gold(case))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_cp1252_bytes_do_not_matter(case: Path) -> None:
    content = text.decode(case.read_bytes())
    try:
        data = content.encode("cp1252")
    except UnicodeEncodeError:
        pytest.skip("not all of its characters are in cp1252")
    check(text.decode(data), gold(case))


@pytest.mark.parametrize("case", [c for c in CASES if "tail" in gold(c)], ids=lambda p: p.stem)
def test_the_order_of_the_tail_does_not_matter(case: Path) -> None:
    """Lines behind the last paragraph stay out of the article, whichever comes first."""
    want = gold(case)
    content = text.decode(case.read_bytes())
    head, tail = content[: content.index(want["tail"])], content[content.index(want["tail"]) :]
    lines = [line for line in tail.split("\n") if line.strip()]
    turned = head + "\n".join([lines[0], *reversed(lines[1:])])
    found = structure.analyse(turned)
    assert {b.kind for b in found.blocks if b.start >= len(head)} <= HIDDEN_KINDS
    before = [b for b in structure.analyse(content).blocks if b.end <= len(head)]
    assert [b for b in found.blocks if b.end <= len(head)] == before


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_fields_stand_where_they_say(case: Path) -> None:
    content = text.decode(case.read_bytes())
    found = structure.analyse(content)
    for field in (*found.byline, *found.agency):
        assert content[field.start : field.end] == field.value
    if found.title:
        assert content[found.title.start : found.title.end].startswith(found.title.value[:10])


def test_a_text_of_short_lines_is_shown_whole() -> None:
    poem = "Am Fluss\n\nDer Mond ging auf\nüber dem Wasser\nund keiner sah hin\n\nDann kam der Tag\nmit leeren Booten\n"
    assert not {b.kind for b in structure.analyse(poem).blocks} & HIDDEN_KINDS


def test_a_word_that_is_parted_at_the_end_of_a_line_is_in_one_paragraph() -> None:
    text = "Kreis plant Hilfen\n\nDie Bundes-\nregierung will sie prüfen.\n\nEine Fähr- \nlieferung kommt.\n"
    assert [text[b.start : b.end] for b in structure.analyse(text).blocks] == text.strip().split("\n\n")
    apart = "Kreis plant Hilfen\n\nAn- und Abfahrt -\nheute nicht\n"
    assert "An- und Abfahrt -" in [apart[b.start : b.end] for b in structure.analyse(apart).blocks]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "Die Delegation war am Morgen aufgebrochen und hatte den Fluss noch vor dem"
    more = "mittag überquert, ohne dass jemand an der Brücke eine Frage gestellt hätte"
    wrapped = "\n\n".join("\n".join([f"{n}. {line}", more, more, f"und so kam sie um {n} Uhr an."]) for n in range(4))
    assert [b.kind for b in structure.analyse(wrapped).blocks] == ["paragraph"] * 4


def test_narrow_lines_are_one_paragraph_and_a_date_stays_alone() -> None:
    """In a narrow window all lines are short; a day below a full line does not belong to it."""
    paragraph = (
        "The {} of the town had left early and\ncrossed the river before noon, which\nno one there had ever done.\n"
    )
    body = "\n".join(paragraph.format(who) for who in ("mayor", "clerk", "cook", "judge"))
    page = f"The ferry of the north goes on till May\n05.01.2024 09:47\n\n{body}"
    blocks = structure.analyse(page).blocks
    assert [b.kind for b in blocks] == ["title", "date", "lead", *["paragraph"] * 3]


def test_a_page_on_one_line_is_opened() -> None:
    page = (
        "Fernsehen Radio Wetter Sport News Ausland Hallum bekommt eine neue Fähre nach Norden "
        "Teilen Facebook Twitter E-Mail Die Fähre fährt ab Mai dreimal am Tag über den Sund. Der Rat hat dafür eine "
        "Million bereitgestellt, wie die Stadt am Montag mitteilte. Das alte Schiff kommt ins Museum, wo es im Garten "
        "stehen soll. Die Kapitänin am Ruder. (Foto: Lina Beispiel/AP) Im Herbst wird über den Fahrplan noch einmal "
        "beraten, denn die Schule liegt auf der anderen Seite. Kinder fahren umsonst. Der Rat tagt wieder im Juni. "
        "red, sundbote.at/Agenturen Publiziert am 03.05.2022 Zum Seitenanfang Impressum Datenschutz"
    )
    found = structure.analyse(page)
    assert found.title and found.title.value == "Hallum bekommt eine neue Fähre nach Norden"
    assert found.published and found.published.value == "2022-05-03"
    assert found.outlet and found.outlet.value == "sundbote.at"
    told = {page[b.start : b.end]: b.kind for b in found.blocks}
    assert told["Die Kapitänin am Ruder."] == "caption" and told["(Foto: Lina Beispiel/AP)"] == "credit"
    assert [k for t, k in told.items() if t.startswith(("Die Fähre", "Im Herbst"))] == ["lead", "paragraph"]


def test_one_long_paragraph_is_not_cut_up() -> None:
    page = "Am 3. Mai 2021 kam sie an. Das Auto, Radio und Sport waren ihr egal, wie sie sagte. " * 12
    assert [b.kind for b in structure.analyse(page).blocks] == ["paragraph"]


def test_a_list_of_contents_is_none_of_its_headings() -> None:
    body = "Die Fähre fährt ab Mai dreimal am Tag über den Sund, wie der Rat der Stadt am Montag mitgeteilt hat."
    heads = ["1. Wer zahlt die Fähre?", "2. Wann fährt sie?", "3. Wohin fährt sie?"]
    page = "\n".join(["Drei Fragen zur Fähre nach Norden", body, *heads, *(f"{h}\n{body} {h[3:]}" for h in heads)])
    blocks = [(b.kind, page[b.start : b.end]) for b in structure.analyse(page).blocks]
    assert [t for k, t in blocks if k == "heading"] == heads
    assert [t for k, t in blocks if k == "boilerplate"] == heads


def test_a_link_in_brackets_hides_no_paragraph() -> None:
    body = ["Die Fähre fährt ab Mai dreimal am Tag über den Sund, wie der Rat der Stadt am Montag mitteilte."] * 2
    linked = "Der Rat hatte lange gezögert. Am Ende stimmten alle dafür. (Lesen Sie hier: Was kostet die neue Fähre?)"
    page = "\n\n".join(["Hallum bekommt eine neue Fähre", body[0], linked, "Teilen", "Mehr zum Thema", "Impressum"])
    assert [b.kind for b in structure.analyse(page).blocks][:3] == ["title", "lead", "paragraph"]


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("Ein Schiff im HafenFoto: Anna Muster/dpa", ["Ein Schiff im Hafen", "Foto: Anna Muster/dpa"]),
        ("Feuer im Hafen von Hallum. Archivbild", ["Feuer im Hafen von Hallum.", "Archivbild"]),
        (
            "A map of the new harbour as of May. (Graphic by Ann Sample)",
            ["A map of the new harbour as of May.", "(Graphic by Ann Sample)"],
        ),
        (
            "Ships wait in the port of Hallum, May 3, 2021. REUTERS/Ann Sample Acquire Licensing Rights, opens new tab",
            [
                "Ships wait in the port of Hallum, May 3, 2021.",
                "REUTERS/Ann Sample",
                "Acquire Licensing Rights, opens new tab",
            ],
        ),
    ],
)
def test_captions_are_cut_from_their_credits(line: str, cut: list[str]) -> None:
    body = "Die Fähre fährt ab Mai dreimal am Tag über den Sund, wie der Rat der Stadt am Montag mitgeteilt hat."
    page = "\n\n".join(["Hallum bekommt eine neue Fähre", body, line, body + " Das sagte er."])
    blocks = structure.analyse(page).blocks
    assert [page[b.start : b.end] for b in blocks][2:-1] == cut
    assert [b.kind for b in blocks][2:4] == ["caption", "credit"]


def test_paragraphs_that_speak_of_boilerplate_words_are_kept() -> None:
    body = [
        "Der Verlag verschickt seit dem Frühjahr einen Newsletter an mehr als hunderttausend Leser im ganzen Land.",
        "Kommentare zu den Plänen der Regierung blieben am Montag aus, auch die Opposition im Land schwieg dazu.",
        "Wer die Regierung unterstützen will, sagte ein Leser der Zeitung, müsse die Pläne der Opposition kennen.",
        "Mehr zum Thema sagte der Sprecher nicht; die Leser im Land würden die Pläne der Regierung noch sehen.",
        "Am Ende verschickte der Verlag auch die Pläne der Opposition an die Leser im Land, ohne ein Wort dazu.",
    ]
    content = "Verlag verschickt Pläne der Regierung an Leser\n\n" + "\n\n".join(body)
    kinds = [b.kind for b in structure.analyse(content).blocks]
    assert kinds == ["title", "lead", *["paragraph"] * 4]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (
            "This photo, released by the harbour board on Monday, shows the new quay seen from the old lighthouse.",
            "caption",
        ),
        ("Before you follow the plan you should know that CFDs are complex instruments.", "boilerplate"),
        (
            "The photo that the harbour board had released on Monday caused a stir among those who live there.",
            "paragraph",
        ),
    ],
)
def test_what_only_a_page_says_is_no_body(line: str, kind: str) -> None:
    body = [
        "The harbour board presented its plan for the new quay on Monday, which the council is to decide on in May.",
        "According to the board the plan would bring four hundred ships a year to the harbour and its old quay.",
        "People who live near the old quay fear that the ships will bring more noise than the council has said.",
    ]
    content = "\n\n".join(["A new quay for the harbour divides the council", *body[:2], line, body[2]])
    found = {content[b.start : b.end]: b.kind for b in structure.analyse(content).blocks}
    assert found[line] == kind
    assert [found[b] for b in body] == ["lead", "paragraph", "paragraph"]


SENTENCES = [
    "Die Stadt hat am Montag den neuen Plan für das Viertel am Hafen vorgestellt, den der Rat beschließen soll.",
    "Der Plan sieht nach Angaben der Verwaltung vor, dass am Hafen bis zu vierhundert Wohnungen entstehen.",
    "Gegen den Plan regt sich Widerstand im Viertel. Die Anwohner fürchten, dass die Mieten am Hafen steigen.",
]
BOXES = [
    "Anzeige",
    "12 Kommentare",
    "Lesen Sie auch: Schlagersänger sagt alle Konzerte ab",
    "Lesen Sie auch\nSchlagersänger sagt alle Konzerte ab\nWetter: Ab Mittwoch kommt der Schnee zurück",
    "Newsletter\nJeden Morgen das Wichtigste in Ihrem Postfach. Hier kostenlos anmelden.",
    "Quelle: Statistisches Amt",
    "Teilen\nDrucken\nMerken",
    "Empfohlener externer Inhalt\nWir benötigen Ihre Zustimmung, um den Inhalt anzuzeigen.",
]
KEPT = [
    "Monatlich kostet das Angebot 9,99 Euro, jährlich 99 Euro, wie das Unternehmen am Dienstag in Frankfurt mitteilte.",
    "Der Verlag hat 12.000 Abonnenten verloren und will seinen Newsletter künftig nur noch gegen Geld verschicken.",
    "Mehr als zweihundert Bauern blockierten am Morgen die Zufahrt, um gegen die niedrigen Preise zu protestieren.",
    "Nach Angaben der Polizei wurden bei dem Brand drei Menschen leicht verletzt; die Ursache ist noch unklar.",
]


@pytest.mark.parametrize("blank", ["\n", "\n\n"], ids=["even", "airy"])
@pytest.mark.parametrize("kept", KEPT, ids=lambda s: s[:12])
@pytest.mark.parametrize("box", BOXES, ids=lambda s: s[:12])
def test_a_paragraph_behind_lines_of_the_page_is_not_hidden(box: str, kept: str, blank: str) -> None:
    title = "Neuer Plan für das Viertel am Hafen entzweit die Stadt"
    content = blank.join([title, *SENTENCES[:2], box, kept, SENTENCES[2]])
    shown = [content[b.start : b.end] for b in structure.analyse(content).blocks if b.kind in ("lead", "paragraph")]
    assert shown == [*SENTENCES[:2], kept, SENTENCES[2]]


@pytest.mark.parametrize(
    ("content", "flags"),
    [
        (
            "\n\n".join([*SENTENCES, "Wer die Rechnungen sehen will, der " * 4, "Jetzt weiterlesen mit Abo"]),
            ("truncated",),
        ),
        ("\n\n".join([*SENTENCES, "Registrieren und weiterlesen", "Schon Abonnent? Hier anmelden"]), ("truncated",)),
        ("\n\n".join([*SENTENCES, "Newsletter abonnieren", "Impressum"]), ()),
        ("\n\n".join([*SENTENCES, "Ein Satz über grö\u00c3\u0178ere Häfen."]), ("mojibake",)),
        ("\n\n".join([*SENTENCES, "Ein Satz \u00e2\u20ac\u017eohne\u00e2\u20ac\u0153 Mut."]), ("mojibake",)),
        ("\n\n".join([*SENTENCES, "Ein Satz mit \ufffd darin."]), ("mojibake",)),
        ("Âge moyen : São Paulo, ÃO, naïve, Straße, 5 €", ()),
        ("", ()),
    ],
)
def test_damage_is_said(content: str, flags: tuple[str, ...]) -> None:
    assert structure.analyse(content).flags == flags


def test_a_ticker_is_shown_entry_by_entry() -> None:
    entry = "{0}:15 Uhr\nAnna Muster\nStand der Dinge um {0} Uhr\nUm {0} Uhr: " + SENTENCES[0] + "\nLink kopieren\n"
    content = "Der Hafen im Liveticker: Alle Entwicklungen zum Plan\n" + "".join(
        entry.format(n) for n in range(18, 12, -1)
    )
    found = structure.analyse(content)
    often = Counter(b.kind for b in found.blocks)
    assert (often["heading"], often["paragraph"] + often["lead"], often["byline"]) == (6, 6, 6)


def test_near_rivals_make_a_title_doubtful() -> None:
    body = "\n\n".join(SENTENCES)
    alone = structure.analyse(
        f"Hafen soll zum Wohnviertel werden, die Stadt streitet\nVon Anna Muster\n12.03.2022\n\n{body}"
    )
    title = "Hafen soll zum Wohnviertel werden, die Stadt streitet"
    rival = structure.analyse(f"Rat streitet über den Plan am Hafen\nFoto: dpa\n{title}\n\n{body}")
    assert alone.title and rival.title
    assert alone.title.confidence >= 0.85 > 0.6 >= rival.title.confidence


def test_two_dates_of_one_rank_make_both_doubtful() -> None:
    body = "\n\n".join(SENTENCES)
    one = structure.analyse(f"Der Plan für den Hafen entzweit die Stadt\n12.03.2022\n\n{body}").published
    two = structure.analyse(f"Der Plan für den Hafen entzweit die Stadt\n12.03.2022\n14.05.2023\n\n{body}").published
    assert one and two and one.confidence >= 0.85 and two.confidence < 0.65


@pytest.mark.parametrize(
    ("above", "below", "value"),
    [
        (" date 2022-03 ", "(abc, APA, 12.3.2022)", "2022-03-12"),
        (" date 2022-03 ", "(abc, APA, 12.4.2022)", "2022-03"),
        ("Freitag, April 19, 2024\n", "", "2022-03-12"),
        ("", "", "2022-03-12"),
    ],
)
def test_the_day_beside_the_place_and_at_the_end(above: str, below: str, value: str) -> None:
    place = "" if "date" in above else "Hallum, 12. März 2022 | "
    body = (
        f"{place}Der Plan für den Hafen sieht drei neue Becken vor. Gegen ihn regt sich Widerstand im Viertel.\n\n"
        f"Die Anwohner fürchten, dass die Mieten am Hafen steigen, wenn die Becken fertig sind. {below}\n"
    )
    found = structure.analyse(f"{above}Der Plan für den Hafen entzweit die Stadt\n\n{body}").published
    assert found and found.value == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("• Aktualisiert: 18.05.2024\n• 22:03 Uhr", "2024-05-18T22:03"),
        ("09.05.2019 • 20:51 Uhr / 1 Minuten Lesezeit", "2019-05-09T20:51"),
        ("14.03.2021 UPDATE: 14.03.2021 09:27 Uhr 3 Minuten, 12 Sekunden", "2021-03-14"),
        ("Sportkanal | 11.10.2019 | 00:48 Min.", None),
    ],
)
def test_a_day_with_what_stands_beside_it(line: str, value: str | None) -> None:
    body = (
        "Der Plan für den Hafen sieht drei neue Becken vor. Gegen ihn regt sich Widerstand im Viertel.\n\n"
        "Die Anwohner fürchten, dass die Mieten am Hafen steigen, wenn die Becken fertig sind.\n"
    )
    found = structure.analyse(f"Der Plan für den Hafen entzweit die Stadt\n{line}\n\n{body}").published
    assert (found.value if found else None) == value


def test_a_date_in_prose_is_never_the_date() -> None:
    sentence = "Am 3. Mai 2019, gegen neun Uhr, trafen sich beide Seiten an der Brücke und sprachen lange."
    content = f"Treffen an der Brücke endet ohne Ergebnis\n\n{sentence}"
    assert structure.analyse(content).published is None


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Der Minister sagte, dass er nicht mit der Regierung über das Abkommen gesprochen hat.", "de"),
        ("The minister said that he had not spoken with the government about the agreement.", "en"),
        ("Le ministre a dit que le gouvernement ne veut pas de cette visite dans la capitale.", "fr"),
        ("Министр сказал, что он не говорил об этом с правительством и что это было бы ошибкой.", "ru"),
        ("Міністр сказав, що він не говорив про це з урядом і що це було б помилкою для них.", "uk"),
        ("Minister powiedział, że nie rozmawiał z rządem o umowie i że to był jego błąd.", "pl"),
        ("El ministro dijo que no había hablado con el gobierno sobre el acuerdo, pero que lo hará.", "es"),
        ("Il ministro ha detto che non ha parlato con il governo dell'accordo e che questo è un errore.", "it"),
        ("Oslo 12:30", None),
    ],
)
def test_language(sentence: str, code: str | None) -> None:
    assert language(sentence) == code


@pytest.mark.parametrize(
    "hostile",
    [
        "x" * 1_000_000,
        "(" * 200_000,
        "Von " * 100_000,
        "© " * 100_000,
        "a/" * 200_000,
        "1. " * 100_000,
        "| " * 100_000,
        ", " * 100_000,
        "Foto: " * 50_000,
        "A\n" * 200_000,
        ("Wort " * 30 + "\n") * 10_000,
        "\u0301" * 300_000,
        ("Kommentare\n" + "Ein Satz, der lang genug ist, um als Absatz zu gelten, und der einen Punkt hat.\n") * 3000,
        "\n".join(["Von " * 25] * 3000),
        "\n".join(["12.12.2012 " * 17] * 1000),
        "[" * 4000 + "\n" + "+" * 4000,
        "Aa" * 2400,
        *(
            "\n".join([(part * 5000)[:4900]] * 60)
            for part in (
                *("a/", "A b/", "( ", "© A", "Foto: A ", "Von A B und ", "A.", "…", "1.1.", "; "),
                *("A | ", "Name/Name ", "[A - B] ", "A im Gespräch mit ", "© 2023 A, ", "vor 3 ", "12:30 ", "\u00c3"),
                *("Melden Sie sich ", "Zum A ", "Lesen Sie ", "A\t1\t", "ААА. ", "12. Mai, 14:30 "),
            )
        ),
    ],
    ids=lambda s: f"{s[:12]!r}",
)
def test_no_text_takes_long(hostile: str) -> None:
    start = time.perf_counter()
    found = structure.analyse(hostile)
    assert time.perf_counter() - start < 6
    assert len(found.blocks) > 0


TOLD = (
    "Der Minister hat am Dienstag in Wien einen Plan vorgelegt, der die Sanktionen verschärfen soll. "
    "Vertreter der Wirtschaft reagierten zurückhaltend auf die Ankündigung."
)


@pytest.mark.parametrize(
    ("mark", "day", "paper"),
    [
        ('("Der Bote", Print-Ausgabe, 17.05.2020)', "2020-05-17", "Der Bote"),
        ("(Nordpost vom 12.03.2022)", "2022-03-12", "Nordpost"),
        ("(red, APA, 12.9.2023)", "2023-09-12", None),
        ("(Anna Muster, 23.4.2019)", "2019-04-23", None),
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_the_day_in_the_mark_at_the_end_is_that_of_the_text(mark: str, day: str, paper: str | None, gap: str) -> None:
    found = structure.analyse(f"Minister legt Plan vor\n\n{TOLD}\n\n{TOLD}{gap}{mark}\n")
    assert found.published and found.published.value == day
    assert (found.outlet and found.outlet.value) == paper


def test_an_article_has_a_text_even_if_only_a_picture_stands_below_it() -> None:
    found = structure.analyse(f"Mittwoch, 3. Mai 2023\n\nMinister legt Plan vor\n\n{TOLD}\n\nFoto: © APA/EPA\n")
    assert {"paragraph", "lead"} & {b.kind for b in found.blocks}
    assert found.title and found.title.value == "Minister legt Plan vor"


def test_a_text_that_begins_with_its_place_is_no_caption() -> None:
    text = f"Minister legt Plan vor\n\nWien. {TOLD} Foto: dpa\n"
    assert "caption" not in {b.kind for b in structure.analyse(text).blocks}


def test_the_words_of_a_picture_are_captions_wherever_they_stand() -> None:
    words = "Der Minister bei seiner Ankunft in Wien"
    text = f"Minister legt Plan vor\n\n{words}\n\n{words}\n\nFoto: Anna Muster/dpa\n\n{TOLD}\n\n{TOLD}\n"
    assert [text[b.start : b.end] for b in structure.analyse(text).blocks if b.kind == "caption"] == [words, words]


def test_a_first_line_that_calls_itself_a_video_is_the_title() -> None:
    found = structure.analyse(f"Video: Minister legt Plan vor\n\n{TOLD}\n\n{TOLD}\n")
    assert found.title and found.title.value.endswith("Minister legt Plan vor")
