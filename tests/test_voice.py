"""What a line says of the page it stands on, heard by its words."""

from __future__ import annotations

import pytest

from reader import structure
from reader.structure import voice

PAGE = (
    "Zum Weiterlesen registrieren Sie sich bitte kostenlos bei unserer Redaktion.",
    "Dieser Text wurde von einer Software aus unserem Newsletter übersetzt.",
    "Listen to this story on our podcast channel, or read it in the app.",
    "Abonnez-vous à notre lettre pour recevoir nos articles chaque matin.",
    "Слідкуйте за нашими новинами, наш канал відкритий для всіх читачів.",
)
ARTICLE = (
    "Die Werft in Emden hat den Auftrag für drei neue Fähren erhalten.",
    "Der Bürgermeister sagte, er habe den Artikel in der Zeitung gelesen.",
    "The vessels will carry up to 800 passengers between the islands.",
    "Суда смогут перевозить до 800 пассажиров.",
)


@pytest.mark.parametrize("line", PAGE)
def test_what_speaks_of_the_page_is_heard(line: str) -> None:
    assert voice.is_of_page(line)


@pytest.mark.parametrize("line", ARTICLE)
def test_what_tells_a_story_is_not_of_the_page(line: str) -> None:
    assert not voice.is_of_page(line, voice.LIKELY)


def test_what_is_quoted_does_not_count() -> None:
    said = "Am Montag hieß es im Ort: „Abonnieren Sie unseren Newsletter auf dieser Seite!“"
    assert voice.score(said) == 0 < voice.score(said.replace("„", "").replace("“", ""))


@pytest.mark.parametrize("text", ["", " ", "\0", "a", "–" * 500, "Newsletter " * 200, "\u202eAbo\u0301"])
def test_anything_may_be_asked(text: str) -> None:
    assert voice.score(text) >= 0


BODY = (
    "Die Werft in Emden hat den Auftrag für drei neue Fähren erhalten, die von 2027 an zu den Inseln fahren sollen.",
    "Die Schiffe sollen mit Strom fahren und 800 Gäste aufnehmen. Das Land gibt ein Drittel der Kosten dazu.",
    "Kritik kam von den Fischern, die um ihre Plätze am alten Kai fürchten. Die Stadt will im Herbst mit ihnen reden.",
)


@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_line_of_the_page_is_hidden_wherever_it_stands(at: int) -> None:
    lines = [*BODY[:at], PAGE[0], *BODY[at:]]
    content = "\n\n".join(["Werft baut drei neue Fähren", *lines])
    shown = {content[b.start : b.end]: b.kind for b in structure.analyse(content).blocks}
    assert shown[PAGE[0]] == "boilerplate"
    assert {shown[line] for line in BODY} <= {"lead", "paragraph"}
