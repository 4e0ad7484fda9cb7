"""What is seen of each name that may be that of the paper: beside it in its lines, and on the page as a whole.

A feature is a short string whose first signs name its sort; many are told for each look of a name by itself, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from reader import words
from reader.records import Found
from reader.structure import names, namings, pagespeech, papernames
from reader.structure.lines import Unit
from reader.structure.namings import Place, Token

FURNITURE = papernames.PAGE | {"credit", "dateline"}
"""Kinds of lines that may name the paper."""
LONGEST, MOST_LINES = 400, 120
"""Characters of such a line, and how many of them are looked at."""
SMALL, MIDDLE = 25, 80
"""Characters of a line that is small, and of one that is not long."""
AROUND = 6
"""Words before and behind a name that are looked at."""
READ = 2000
"""Characters of a paragraph that are read."""
SHORTEST = 2
"""Letters of a name."""

_TEXT = frozenset(["paragraph", "lead"])
_SOURCE = re.compile(r"[^:]*:(?:\s?[^\W\d_a-zäöü][\w-]+)*\s?")
"""How a line that says from where a picture is goes on to a name, or to the end of one."""
_CITING = (": „", ": “", ": «", ": »", ': "', " (@")
"""What stands behind the name of another whose words follow."""


class Naming:
    """A name with what is seen of it, and the place where it stands first."""

    def __init__(self, value: str, unit: Unit, start: int, end: int, asked: bool) -> None:
        self.value, self.unit, self.start, self.end = value, unit, start, end
        self.asked = asked  # others are but known to stand on the page
        self.sort = namings.sort(value)
        self.known = namings.is_known(value)
        self.features: set[str] = set()
        self.lines = 0
        self.last: Unit | None = None

    def stands_in(self, unit: Unit) -> None:
        """Counts a line in which the name stands."""
        if self.last is not unit:
            self.lines += 1
            self.last = unit

    def found(self) -> Found:
        """The place of the name."""
        part = self.unit.part(self.start, self.end)
        return Found(self.value, part.start, part.end, "judged")


def candidates(
    units: Sequence[Unit], evidence: Iterable[Found], asked: Callable[[str], bool] = bool
) -> dict[str, Naming]:
    """The names on a page by their plain form, with what is seen of those that are ``asked`` for or in ``evidence``."""
    page = _Page(units, list(evidence), asked)
    for unit, zone in page.lines:
        page.look(unit, zone)
    page.look_around()
    return page.found


def nothing(found: dict[str, Naming]) -> list[str]:
    """What speaks for a page that does not name its paper."""
    likely, known = sum(one.sort == "P" for one in found.values()), sum(one.known for one in found.values())
    return ["0", f"0n{min(len(found) // 15, 6)}", f"0k{min(likely, 4)}", f"0y{min(known, 3)}"]


class _Page:
    """A page while its names are looked at."""

    def __init__(self, units: Sequence[Unit], evidence: Sequence[Found], asked: Callable[[str], bool]) -> None:
        self.asked, self.evidence = asked, evidence
        self.told = {_plain(known.value) for known in evidence}
        self.found: dict[str, Naming] = {}
        self.hosts: set[str] = set()
        texts = [i for i, unit in enumerate(units) if unit.kind in _TEXT]
        self.title = next((i for i, unit in enumerate(units) if unit.kind == "title"), texts[0] if texts else 0)
        self.headline = units[self.title].text if units and units[self.title].kind == "title" else ""
        self.body = "\n".join([units[i].text[:READ] for i in texts])
        last = texts[-1] if texts else len(units)
        # What was taken for a heading has no text below it behind the last paragraph: it is of the page.
        lines = [(i, u) for i, u in enumerate(units) if u.kind in FURNITURE or (u.kind == "heading" and i > last)]
        zoned = ((u, "h" if i < self.title else "e" if i > last else "b") for i, u in lines if len(u.text) <= LONGEST)
        self.lines = list(islice(zoned, MOST_LINES))

    def look(self, unit: Unit, zone: str) -> None:
        """Looks at the names of a line."""
        for address in namings.addresses(unit.text) if unit.kind != "credit" else ():
            self.hosts.add(re.sub(r"[\W_]", "", address.name))
            if address.mail and (one := self._noted(address.host, unit, address.start, address.end)):
                one.features.update(("A", f"A{zone}", f"A{namings.sort(address.name)}"))
        line, places = _named(unit.text)
        if places:
            view = _Line(unit, zone, line)
            for place in places:
                others = view.is_led_to(place) or view.is_signed_by(place)
                if not others and (one := self._noted(place.value, unit, place.start, place.end)):
                    one.features.update(view.features(place))

    def _noted(self, value: str, unit: Unit, start: int, end: int) -> Naming | None:
        """Notes where a name stands, and gives it back if it is looked at."""
        plain = _plain(value)
        if len(plain) < SHORTEST:
            return None
        one = self.found.get(plain)
        if one is None:
            one = self.found[plain] = Naming(value, unit, start, end, plain in self.told or self.asked(value))
        one.stands_in(unit)
        return one if one.asked else None

    def look_around(self) -> None:
        """Looks at each name that is asked for on the page as a whole."""
        likely = sum(one.sort == "P" for one in self.found.values())
        papers = sum(one.known for one in self.found.values())
        for plain, one in self.found.items():
            if one.asked:
                one.features.update(of_name(one.value))
                one.features.update(self._of_page(plain, one, likely))
                one.features.update(self._of_paper(one, papers) if one.known else ())
        for known in self.evidence:
            if told := self.found.get(_plain(known.value)):
                told.features.update(("R", f"R{known.rule}", f"R{told.sort}"))
        _compare(self.found)

    def _of_page(self, plain: str, one: Naming, likely: int) -> Iterable[str]:
        times, sort = f"n{min(one.lines, 4)}", one.sort
        said = f"b{min(self.body.count(one.value), 2)}"
        yield from (times, times + sort, said, said + sort, f"a{min(likely, 4)}{sort}")
        if one.value in self.headline:
            yield "t"
        if sort == "P" and likely == 1:
            yield from ("only", f"only{min(one.lines, 3)}")
        if self.hosts and any(plain in host or (len(host) > SHORTEST + 1 and host in plain) for host in self.hosts):
            yield from ("host", f"host{sort}")
        if plain in self.hosts:
            yield "hosteq"
        shorter = one.value.partition(" ")[2]
        if shorter and (tail := self.found.get(_plain(shorter))):
            yield from ("tail", f"tail{tail.lines > one.lines}")

    def _of_paper(self, one: Naming, papers: int) -> Iterable[str]:
        """What is seen of a known paper on a page that names so many of them."""
        return f"Yn{min(one.lines, 4)}", f"Ya{min(papers, 4)}", f"Yb{min(self.body.count(one.value), 2)}"


@lru_cache(1024)
def _named(text: str) -> tuple[Sequence[Token], list[Place]]:
    """The words of a line and the names that it may hold: the lines of menus and feet stand on many pages."""
    line = namings.tokens(text)
    return line, list(namings.places(text, line))


class _Line:
    """A line of the page with what holds for all names in it."""

    def __init__(self, unit: Unit, zone: str, line: Sequence[Token]) -> None:
        self.unit, self.tokens = unit, line
        self.size = "s" if len(unit.text) <= SMALL else "m" if len(unit.text) <= MIDDLE else "l"
        self.place = f"k{unit.kind}{zone}"
        self._zone = f"z{zone}{self.size}"
        self.stems = [token.stem for token in line]
        self.around = ["w" + stem for stem in self.stems]
        self.sorts: dict[str, list[str]] = {}
        self.others = pagespeech.of_others(unit.text)
        self.ours = not words.word_list("naming_ours").isdisjoint(token.text for token in line)

    def features(self, place: Place) -> list[str]:
        """What is seen of a name in this line."""
        sort, stems, first, behind = namings.sort(place.value), self.stems, place.first, place.last + 1
        before = namings.before(self.unit.text, self.tokens, first)
        left, right = "l" + before, "r" + place.behind
        seen = [left, right, sort + left, sort + right]
        seen += self._of_sort(sort)
        seen += self.around[max(0, first - AROUND) : first]
        seen += self.around[behind : behind + AROUND]
        seen += ["Q" + stem for stem in stems[behind : behind + 2]]
        if first > 1:
            seen.append("L" + stems[first - 2])
        if not before.isalnum():
            seen.append(left + self.place[-1])
        if before in words.word_list("naming_articles"):
            seen.append(f"art{place.behind}")
        if namings.is_known(place.value):
            seen += ["Y" + left, "Y" + right, f"Y{self.place}", f"Y{self._zone}"]
        return seen + self._edges(place, sort)

    def is_led_to(self, place: Place) -> bool:
        """Whether a name is that of a paper to which a line leads (``… (DER OSTBOTE)``, ``Das meldet der Ostbote``)."""
        if self.unit.text[place.start - 1 : place.start] == "(" and self.unit.kind != "dateline":
            return True
        if place.end <= self.others[0] or place.start >= self.others[1] or self._is_cited(place):
            return True
        said = self.tokens[max(0, place.first - 2) : place.first]
        return any(token.text in words.word_list("naming_reports") for token in said)

    def _is_cited(self, place: Place) -> bool:
        """Whether a line has what a name says elsewhere (``Ostbote: „…“``), or a picture from there."""
        text = self.unit.text
        if self.unit.kind == "credit" and _SOURCE.fullmatch(text, 0, place.start):
            return True
        return place.first == 0 and text.startswith(_CITING, place.end)

    def is_signed_by(self, place: Place) -> bool:
        """Whether a name is that of a person who holds the rights (``© Anna Beispiel``)."""
        held = self.unit.text[: place.start].rstrip()[-1:] == "©"
        return held and namings.sort(place.value) != "P" and names.is_person(place.value)

    def _of_sort(self, sort: str) -> list[str]:
        """What is seen of each name of a sort in this line."""
        if sort not in self.sorts:
            self.sorts[sort] = [self.place, self._zone, sort + self.place, sort + self._zone]
            self.sorts[sort] += ["we", f"{sort}we"] if self.ours else []
        return self.sorts[sort]

    def _edges(self, place: Place, sort: str) -> list[str]:
        begins, ends = place.first == 0, place.last + 1 == len(self.stems) and place.behind == "$"
        seen = [f"^{self.unit.kind}{self.size}"] if begins else []
        if ends:
            seen.append(f"${self.unit.kind}{self.size}")
        if begins and place.last + 1 == len(self.stems) and len(place.behind) == 1:
            seen += ["alone", f"alone{self.place}", f"{sort}alone"]
            seen += ["Yalone", f"Yalone{self.place}"] if namings.is_known(place.value) else []
        if self.ours and begins:
            seen.append("we^")
        return seen


@lru_cache(4096)
def _plain(name: str) -> str:
    return papernames.plain(name)


@lru_cache(1024)
def of_name(name: str) -> tuple[str, ...]:
    """What is seen of a name wherever it stands."""
    sort, low, parts = namings.sort(name), name.casefold(), name.split(" ")
    first, last = parts[0], parts[-1].split("-")[-1]
    small, nouns = words.word_list("stopwords"), words.nouns()
    seen = {
        f"K{sort}": True,
        f"w{min(len(parts) - 1, 4)}{name.isupper()}{name[0].islower()}": True,
        f"c{min(len(name) // 4, 6)}": True,
        "digit": name[0].isdigit(),
        "shout": name.isupper() and len(parts) > 1,
        "humped": len(parts) == 1 and "-" not in name and not name.isupper() and any(map(str.isupper, name[1:])),
        "noun": name in nouns or low in nouns,
        "nounl": sort != "P" and last in nouns,
        f"nounl{len(parts) > 1}": sort != "P" and last in nouns,
        f"adj{first[-2:]}": sort == "P" and len(parts) > 1 and first[-1] in "en",
        "rubric": low in words.word_set("rubrics"),
        "stop": low in small,
        "stop^": first.casefold() in small,
        f"stop^{first.casefold()}": first.casefold() in small,
        "known": namings.is_known(name),
        "thing": not words.word_set("outlet_things").isdisjoint(low.split()),
    }
    person = ["person", f"person{sort}"] if names.is_person(name) else []
    return (*(feature for feature, holds in seen.items() if holds), *person, *_built(low))


def _built(name: str) -> Iterator[str]:
    """How a name is made: with what its words begin and end, and whether one inside is a word of papers."""
    whole = name.split(" ")
    parts = [part for word in whole for part in word.split("-") if part]
    for part in parts:
        yield from (f"E{part[-3:]}", f"F{part[-4:]}", f"G{part[:5]}")
    yield from (f"Hf{whole[0][-4:]}", f"Hl{whole[-1][-4:]}", f"M{any(sign in name for sign in _SIGNS)}")
    if any(map(papernames.is_paper, parts[:-1])):
        yield "Mpaper"
    if len(parts) > len(whole):
        yield f"Mjoined{min(len(parts), 4)}"


_SIGNS = "&/!+"
"""Signs that stand in names of papers rather than in others."""


def _compare(found: dict[str, Naming]) -> None:
    """Notes of each name that it begins or ends another, or is begun by one; equal beginnings stand side by side."""
    for whole, part in _nested(sorted(found)):
        long, short = found[whole], found[part]
        if long.lines >= short.lines:
            short.features.update(("within", f"within{short.sort}{long.sort}"))
        else:
            long.features.update(("longer", f"longer{long.sort}{short.sort}"))
    for whole, part in _nested(sorted(name[::-1] for name in found)):
        long, short = found[whole[::-1]], found[part[::-1]]
        if long.lines >= short.lines:
            short.features.add(f"ends{short.sort}{long.sort}")


def _nested(ordered: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Each text with each that it begins with."""
    open_: list[str] = []
    for text in ordered:
        while open_ and not text.startswith(open_[-1]):
            open_.pop()
        yield from ((text, part) for part in open_)
        open_.append(text)
