"""A collector's own heads: the paper and its day in one line, in however many forms, before or behind the text."""

from __future__ import annotations

from itertools import product

import pytest

from reader import dates, structure

TEXTS = {
    "de": (
        "Hallum baut neuen Deich",
        "Der Rat von Hallum hat am Montag dem Bau eines neuen Deiches zugestimmt. Die Arbeiten beginnen im Herbst.",
        "Bürgermeisterin Anna Muster sprach von einem wichtigen Schritt. Kritik kam von Landwirten auf den Inseln.",
    ),
    "en": (
        "Hallum council approves new dyke",
        "The council of Hallum voted on Monday to build a new dyke. Work is due to begin in autumn, the mayor said.",
        "Mayor Anna Sample called it an important step. Farmers who will lose their land criticised the plan.",
    ),
    "fr": (
        "Hallum va construire une nouvelle digue",
        "Le conseil municipal de Hallum a voté lundi la construction d'une nouvelle digue, dès l'automne prochain.",
        "La maire, Anne Modèle, a parlé d'une étape importante. Les agriculteurs de l'île critiquent le projet.",
    ),
}
PAPERS = {
    "de": ["FAZ", "Deutsche Welle", "Die Zeit", "taz", "Tagesschau", "n-tv", "Hallumer Bote", "Süddeutsche Zeitung"],
    "en": ["BBC News", "The Guardian", "Al Jazeera", "Financial Times", "The Hallum Herald"],
    "fr": ["Le Monde", "France 24", "Libération", "Le Courrier de Hallum"],
}
DAYS = {
    "de": ["12.03.2021", "12. März 2021", "Freitag, 12. März 2021", "2021-03-12", "12.03.2021, 14:05 Uhr"],
    "en": ["12 March 2021", "March 12, 2021", "Friday, March 12, 2021", "2021-03-12"],
    "fr": ["12 mars 2021", "vendredi 12 mars 2021", "2021-03-12"],
}
OF = {"de": "vom", "en": "of", "fr": "du"}
SOURCE = {"de": "Quelle:", "en": "Source:", "fr": "Source :"}
FORMS = [
    "{title}\n{paper}, {day}\n\n{text}\n\n{more}",
    "{title}\n\n{paper}, {day}\n\n{text}\n{more}",
    "{title}\n{paper} | {day}\n{text}\n{more}",
    "{title}\n{paper} ({day})\n\n{text}\n\n{more}",
    "{paper} {of} {day}\n{title}\n\n{text}\n\n{more}",
    "{paper}\n{day}\n{title}\n{text}\n{more}",
    "{title} | {paper}\n{day}\n\n{text}\n\n{more}",
    "{title}\n\n{text}\n\n{more}\n\n({paper}, {day})",
    "{title}\n\n{text}\n\n{more}\n\n{source} {paper}, {day}",
]
LEAST = 0.95
"""The share of pages on which title, day and paper are all read."""


@pytest.mark.parametrize("form", FORMS)
def test_a_day_beside_a_paper_is_the_articles_and_so_is_the_paper(form: str) -> None:
    right = []
    for language, (title, text, more) in TEXTS.items():
        for paper, day in product(PAPERS[language], DAYS[language]):
            page = form.format(
                title=title, text=text, more=more, paper=paper, day=day, of=OF[language], source=SOURCE[language]
            )
            found = structure.analyse(page)
            said = [one.value if one else "" for one in (found.title, found.published, found.outlet)]
            right.append(said[0] == title and said[1].startswith("2021-03-12") and said[2] == paper)
    assert sum(right) >= LEAST * len(right), f"{sum(right)} of {len(right)}"


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_a_paper_beside_a_day_has_not_written(language: str) -> None:
    title, text, more = TEXTS[language]
    for paper in PAPERS[language]:
        assert structure.analyse(f"{title}\n{paper}, 2021-03-12\n\n{text}\n\n{more}").byline == ()


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("Der Standard vom 3. Mai 2024", "Der Standard"),
        ("(NZZ, 3.5.2024)", "NZZ"),
        ("Source: The New York Times, May 3, 2024", "The New York Times"),
        ("Neue Hallumer Zeitung – Freitag, 3. Mai 2024, 14:05 Uhr", "Neue Hallumer Zeitung"),
        ("Berlin, 3. Mai 2024", ""),
        ("Von Anna Muster, 3.5.2024", ""),
        ("Heute, 3. Mai 2024", ""),
        ("Die Zeit der Ernte, 3. Mai 2024", ""),
        ("Die Zeit", ""),
        ("Am 3. Mai 2024 erschien in der Zeit ein Bericht", ""),
        ("Brigitte, 3. Mai 2024", ""),
    ],
)
def test_what_a_line_names_beside_its_day(line: str, paper: str) -> None:
    assert dates.of_paper(line) == paper


@pytest.mark.parametrize("agency", ["Reuters", "dpa", "AP News", "BBC News"])
@pytest.mark.parametrize("stroke", ["|", "-"])
def test_the_title_of_a_browser_ends_in_the_agency_whose_page_it_was(agency: str, stroke: str) -> None:
    title, text, more = TEXTS["de"]
    found = structure.analyse(f"{title} {stroke} {agency}\n12.03.2021\n\n{text}\n\n{more}")
    assert found.title and found.title.value == title
    assert found.outlet and found.outlet.value == agency
