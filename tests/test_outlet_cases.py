"""Whose page it is, by kind of evidence: lines over, in and under a text, in four languages, and traps."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from reader import structure

CASES = Path(__file__).parent / "cases" / "outlets"
TITLES = {
    "de": "Der Hafen von Hallum sperrt die alte Mole",
    "en": "Hallum harbour closes its old pier until autumn",
    "fr": "Le port de Hallum ferme sa vieille jetée",
    "ru": "Порт Халлум закрывает старый причал до осени",
    "uk": "Порт Халлум закриває старий причал до осені",
}
BODIES = {
    "de": (
        "Der Rat hat am Montag beschlossen, die Mole bis zum Herbst zu sperren, weil die Pfeiler Risse zeigen.",
        "Ein Sprecher der Stadt sagte, die Arbeiten dauerten mindestens acht Monate. Die Kosten trägt das Land.",
        "Die Fischer sollen bis dahin am Südufer anlegen. Dort ist Platz für zwölf Boote, wie der Meister sagte.",
    ),
    "en": (
        "The council has decided to close the pier until autumn because its pillars show cracks, officials said.",
        "A spokesman for the town said that the work would take at least eight months. The state will pay for it.",
        "Until then fishermen are asked to land on the southern shore, where there is room for a dozen boats.",
    ),
    "fr": (
        "Le conseil a décidé de fermer la jetée jusqu'à l'automne, parce que ses piliers montrent des fissures.",
        "Un porte-parole de la ville a dit que les travaux dureraient au moins huit mois. La région paiera.",
        "Les pêcheurs doivent accoster sur la rive sud, où il y a de la place pour une douzaine de bateaux.",
    ),
    "ru": (
        "Совет решил закрыть причал до осени, потому что на опорах появились трещины, сказали в управлении.",
        "Представитель города сказал, что работы продлятся не меньше восьми месяцев. Платить будет область.",
        "До тех пор рыбаки должны причаливать к южному берегу, где хватит места для дюжины лодок.",
    ),
    "uk": (
        "Рада вирішила закрити причал до осені, бо на опорах з'явилися тріщини, сказали в управлінні.",
        "Речник міста сказав, що роботи триватимуть щонайменше вісім місяців. Платитиме область.",
        "До того часу рибалки мають причалювати до південного берега, де вистачить місця для дюжини човнів.",
    ),
}


class Case(NamedTuple):
    """What a page says in which place, and whose it is."""

    name: str | None
    language: str
    kind: str
    lines: tuple[tuple[str, str], ...]

    def at(self, place: str) -> list[str]:
        """The lines that stand in a place."""
        return [line for where, line in self.lines if where == place]

    def page(self) -> str:
        """The whole page."""
        first, middle, last = BODIES[self.language]
        title = TITLES[self.language]
        head = [line.replace("TITLE", title) for line in self.at("head")]
        below = [line.replace("TITLE", title) for line in self.at("below")]
        body = [*(self.at("start") or [first]), middle, " ".join([last, *self.at("said")])]
        body[-1] = " ".join([body[-1], *self.at("last")])
        return "\n".join([*head, title, *below, "", *(f"{p}\n" for p in body), *self.at("tail")])


def cases(name: str) -> list[Case]:
    """The cases of a file."""
    return [_case(block) for block in (CASES / name).read_text().split("\n\n") if not block.startswith("#")]


def _case(block: str) -> Case:
    first, *rest = block.strip().split("\n")
    name, language, kind = first.split(" | ")
    lines = [line.partition(": ") for line in rest]
    return Case(None if name == "-" else name, language, kind, tuple((where, line) for where, _, line in lines))


def _called(case: Case) -> str:
    return f"{case.kind}-{case.name}"


@pytest.mark.parametrize(
    "case", [*cases("open.txt"), *cases("sealed.txt"), *cases("known.txt"), *cases("others.txt")], ids=_called
)
def test_whose_page_it_is(case: Case) -> None:
    assert outlet(case) == case.name


@pytest.mark.parametrize("case", cases("missed.txt"), ids=_called)
def test_what_is_missed_is_not_called_otherwise_by_chance(case: Case) -> None:
    assert outlet(case) != case.name, "it is told now: move it to the others"


def outlet(case: Case) -> str | None:
    """Whose page a case is said to be."""
    found = structure.analyse(case.page()).outlet
    return found.value if found else None
