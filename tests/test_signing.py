"""Whose page it is and who signs it, in the many ways in which pages say so; what only looks so is not said."""

from __future__ import annotations

import pytest

from reader import structure

GERMAN = (
    "Hafen von Nordstrand bleibt bis zum Herbst gesperrt",
    "Der Hafen von Nordstrand bleibt nach dem Sturm bis zum Herbst gesperrt. Das teilte die Verwaltung der Insel am "
    "Montag mit, nachdem Taucher die Mauer untersucht hatten.",
    "Die Schäden an der Mole seien größer als gedacht, sagte die Leiterin des Bauamts. Die Fähren legen deshalb weiter "
    "am Anleger im Süden an, und die Fischer müssen ihren Fang mit Lastwagen holen.",
    "Im Rathaus rechnet man mit Kosten von vier Millionen Euro. Ein Teil davon soll aus dem Fonds für den Küstenschutz "
    "kommen, über den der Landtag im Juni entscheidet.",
)
ENGLISH = (
    "Harbour of Northstrand to stay closed until autumn",
    "The harbour of Northstrand will stay closed until autumn after the storm, the island's council said on Monday, "
    "after divers had looked at the wall and found more cracks than expected.",
    "The damage to the pier is larger than thought, the head of the building office said. Ferries will go on landing "
    "in the south, and the fishermen have to fetch their catch with lorries.",
)
FRENCH = (
    "Le port de Norstrand restera fermé jusqu'à l'automne",
    "Le port de Norstrand restera fermé jusqu'à l'automne après la tempête, a indiqué lundi l'administration de l'île, "
    "après que des plongeurs ont examiné le mur et découvert des fissures.",
    "Les dégâts sur le môle sont plus importants que prévu, a déclaré la cheffe du service des travaux. Les bateaux "
    "continueront d'accoster au sud de l'île, et les pêcheurs s'adaptent.",
)
UKRAINIAN = (
    "Порт Північного берега закриють до осені",
    "Порт Північного берега залишиться закритим до осені після шторму. Про це повідомила в понеділок адміністрація "
    "острова після того, як водолази оглянули причальну стіну і знайшли тріщини.",
    "Пошкодження молу виявилися більшими, ніж передбачалося, сказала керівниця будівельного управління. Пороми й далі "
    "пристають на півдні острова, а рибалки возять улов вантажівками.",
)


def page(article: tuple[str, ...], head: str = "", foot: str = "", top: str = "") -> str:
    """An article with lines of its page over the title, below it, and behind the text; ``/`` parts the lines."""
    lines = [*top.split(" / "), article[0], *head.split(" / "), *article[1:], *foot.split(" / ")]
    return "\n".join(line for line in lines if line)


def authors(text: str) -> list[str]:
    return [found.value for found in structure.analyse(text).byline]


@pytest.mark.parametrize(
    ("article", "head", "names"),
    [
        (GERMAN, "Jana Wiebe, Moskau", ["Jana Wiebe"]),
        (GERMAN, "Jana Wiebe · 12. März 2023", ["Jana Wiebe"]),
        (GERMAN, "Jana Wiebe / Jana Wiebe (Redakteurin) / 12.03.2023", ["Jana Wiebe"]),
        (GERMAN, "Jana Wiebe (Text), Ole Tramm (Bilder)", ["Jana Wiebe"]),
        (GERMAN, "InterviewVon Jana Wiebe, Ole Tramm / 12.03.2023", ["Jana Wiebe", "Ole Tramm"]),
        (GERMAN, "Ein Artikel von / Jana Wiebe / 12.03.2023", ["Jana Wiebe"]),
        (GERMAN, "Jana Wiebe, Ole Tramm und Piet Harms", ["Jana Wiebe", "Ole Tramm", "Piet Harms"]),
        (GERMAN, "• Jana Wiebe / VonJana Wiebe / schließen / • Ole Tramm / Ole Tramm", ["Jana Wiebe", "Ole Tramm"]),
        (GERMAN, "von Von Jana Wiebe / 12.03.2023", ["Jana Wiebe"]),
        (GERMAN, "Von Jana Wiebe, Redakteurin", ["Jana Wiebe"]),
        (GERMAN, "Von Dr. Jana Wiebe", ["Jana Wiebe"]),
        (GERMAN, "Jana Wiebe mit Material von dpa", ["Jana Wiebe"]),
        (GERMAN, "Aus Moskau berichtet Jana Wiebe", ["Jana Wiebe"]),
        (GERMAN, "Autorin/Autor: Jana Wiebe", ["Jana Wiebe"]),
        (GERMAN, "Autor: Ole Tramm (Husum), <kueste@nordpost.example>", ["Ole Tramm"]),
        (ENGLISH, "By [3]SARAH WEEB and [4]OLIVER TRAMM", ["SARAH WEEB", "OLIVER TRAMM"]),
        (ENGLISH, "By Sarah WeebPublished : March 15, 2019 - 12:42", ["Sarah Weeb"]),
        (ENGLISH, "Sarah Weeb (now); Oliver Tramm,Adam Gull (earlier)", ["Sarah Weeb", "Oliver Tramm", "Adam Gull"]),
        (ENGLISH, "Sarah Weeb and Oliver Tramm / In Odesa and Seoul", ["Sarah Weeb", "Oliver Tramm"]),
        (FRENCH, "Par : Jeanne VuibletSuivre", ["Jeanne Vuiblet"]),
        (UKRAINIAN, "Олена Коваль | Тетяна Рись | Ірина Бойко", ["Олена Коваль", "Тетяна Рись", "Ірина Бойко"]),
        (GERMAN, "Nordische Fischer in Husum / 12.03.2023", []),
        (GERMAN, "Gespaltene Insel / 12.03.2023", []),
        (UKRAINIAN, "Новини Львова / 12 березня 2023", []),
        (GERMAN, "Taucher prüfen am Montag die lange Mauer im Hafen. / JANA WIEBE / Kurz gefasst:", []),
    ],
)
def test_names_below_the_title_sign(article: tuple[str, ...], head: str, names: list[str]) -> None:
    assert authors(page(article, head)) == names


@pytest.mark.parametrize(
    ("article", "foot", "names"),
    [
        (GERMAN, "(Jana Wiebe)", ["Jana Wiebe"]),
        (GERMAN, "Jana Wiebe", ["Jana Wiebe"]),
        (GERMAN, "Das Gespräch führte Jana Wiebe.", ["Jana Wiebe"]),
        (GERMAN, "Über die Autorin / Jana Wiebe ist Redakteurin im Ressort Küste. Sie mag Häfen.", ["Jana Wiebe"]),
        (ENGLISH, "— Sarah Weeb", ["Sarah Weeb"]),
        (FRENCH, "Jeanne Vuiblet est journaliste à la rubrique Mer.", ["Jeanne Vuiblet"]),
        (GERMAN, "Küstenschutz / Hafenbau", []),
    ],
)
def test_names_behind_the_text_sign(article: tuple[str, ...], foot: str, names: list[str]) -> None:
    assert authors(page(article, foot=foot)) == names


def test_who_is_told_of_does_not_sign() -> None:
    text = page(
        (*GERMAN, "Die Fischerin Jana Wiebe will trotzdem hinausfahren, sagte Wiebe im Hafen."), foot="Jana Wiebe"
    )
    assert authors(text) == []


def test_the_last_sentence_of_the_lead_of_an_interview_signs() -> None:
    lead = f"{GERMAN[1]} Das Interview führte unsere Korrespondentin Jana Wiebe."
    found = structure.analyse("\n".join([GERMAN[0], lead, *GERMAN[2:]]))
    assert [f.value for f in found.byline] == ["Jana Wiebe"]
    assert [b.kind for b in found.blocks][1:3] == ["lead", "byline"]


def test_names_before_the_dateline_sign() -> None:
    text = f"{GERMAN[0]}\nvon JANA WIEBE, OLE TRAMM & PIET HARMS HUSUM/KIEL – {GERMAN[1]}\n{GERMAN[2]}"
    found = structure.analyse(text)
    assert [f.value for f in found.byline] == ["JANA WIEBE", "OLE TRAMM", "PIET HARMS"]
    assert [text[b.start : b.end] for b in found.blocks if b.kind == "dateline"] == ["HUSUM/KIEL –"]


def paper(text: str) -> str | None:
    found = structure.analyse(text).outlet
    return found.value if found else None


@pytest.mark.parametrize(
    ("article", "top", "head", "foot", "name"),
    [
        (GERMAN, "", "", "Laden Sie die Nordpost-App herunter", "Nordpost"),
        (GERMAN, "", "", "Mit Nordpost Plus weiterlesen", "Nordpost"),
        (GERMAN, "", "", "Nordpost auf Facebook / Nordpost auf Instagram", "Nordpost"),
        (GERMAN, "", "", "(Nordpost)", "Nordpost"),
        (GERMAN, "", "", "Nordpost 11/2021", "Nordpost"),
        (GERMAN, "Nordpost Video", "", "", "Nordpost"),
        (GERMAN, "", "Nordpost | 12.03.2022", "", "Nordpost"),
        (GERMAN, "Nordpost / Politik / Sport", "", "Nordpost / Impressum / AGB", "Nordpost"),
        (GERMAN, "", "", "Mehr dazu in der Donnerstagausgabe der „Husumer Zeitung“", "Husumer Zeitung"),
        (GERMAN, "", "", "Jana Wiebe ist Redakteurin bei der Nordpost. / Mehr aus der Nordpost", "Nordpost"),
        (GERMAN, "", "Von Nordpost-Reporterin Jana Wiebe", "", "Nordpost"),
        (ENGLISH, "The Northern Times close / National / Politics", "", "", "The Northern Times"),
        (ENGLISH, "The Northern Guardian - AU / The Northern Guardian - AU", "", "", "The Northern Guardian"),
        (ENGLISH, "", "", "Sarah Weeb is a reporter at NK Beacon, based in Seoul. / MORE FROM NK BEACON", "NK Beacon"),
        (
            ENGLISH,
            "",
            "",
            "Unlimited access to all of NK Beacon / Sarah Weeb is a reporter at NK Beacon. / © Strait Desk Limited.",
            "NK Beacon",
        ),
        (FRENCH, "", "", "Jeanne Vuiblet est journaliste à la rubrique mer de 24 minutes. / 24 minutes", "24 minutes"),
        (FRENCH, "", "", "La newsletter du Courrier du Lac", "Courrier du Lac"),
    ],
)
def test_a_page_presents_its_paper(article: tuple[str, ...], top: str, head: str, foot: str, name: str) -> None:
    assert paper(page(article, head, foot, top)) == name


@pytest.mark.parametrize(
    ("article", "top", "head", "foot"),
    [
        (GERMAN, "http://www.nordpost.example/-abc-1234", "", ""),
        (GERMAN, "", "http://www.nordpost.net/-abc-1234", ""),
        (GERMAN, "", "", "In Kooperation mit Nordpost"),
        (GERMAN, "", "", "Foto: Nordpost"),
        (GERMAN, "", "", "Lesen Sie auch: Nordpost-Chefin tritt zurück"),
        (GERMAN, "", "", "Ausgabe 11/2021"),
        (GERMAN, "", "Von Chef-Reporterin Jana Wiebe", ""),
        (GERMAN, "", "", "Jana Wiebe ist Redakteurin im Ressort Küste."),
        (GERMAN, "", "", "Küste am Morgen danach"),
        (ENGLISH, "", "", "Image: Northern Herald (file)"),
        (FRENCH, "Le journal", "", ""),
    ],
)
def test_what_only_looks_like_a_paper_is_not_said(article: tuple[str, ...], top: str, head: str, foot: str) -> None:
    assert paper(page(article, head, foot, top)) is None
