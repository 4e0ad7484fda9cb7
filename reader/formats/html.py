"""HTML: the words of the whole page, with what its elements and metadata say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reader import dates, text
from reader.formats import clock, kinds, maintext, metadata, page
from reader.formats.metadata import Stated
from reader.formats.page import Line, Page
from reader.formats.sheet import Sheet, flat
from reader.records import Block, Hints, Item

_CHARSET = re.compile(rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,80}?encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SAMPLE = 8192
_LETTERS = re.compile(r"[\W_]+")
_SITE = re.compile(r"\s+[|–—•·»:-]\s+|\s+-\s+")
_LONGEST_TITLE = 400
_LONGEST_KICKER = 60
_FAR = 300
"""Lines among which a title is that is no heading."""
_WINDOW = 24
"""Letters by which a line is found in the text that a page states."""
_MISSING = 200
"""Characters that a page must give to machines only, for them to be put into the text."""


def read(data: bytes, name: str) -> Item:
    """The one article of a saved page. Its text holds every word of the page that a reader could see."""
    written, hints = of_source(text.decode(data, declared(data)))
    return Item(data, written, "html", hints)


def declared(data: bytes) -> str | None:
    """The encoding that a page names in itself."""
    found = _CHARSET.search(data[:_SAMPLE])
    return found[1].decode("ascii", "replace") if found else None


def of_source(source: str) -> tuple[str, Hints]:
    """Canonical text and hints of a page."""
    return _Reading(page.read(source)).finish()


@dataclass(slots=True)
class _Part:
    """A stretch of the page that is written as one."""

    words: str
    kind: str
    end: str = "\n\n"


class _Reading:
    """One page being read: its parts, what it states, and which of its lines is the title."""

    def __init__(self, found: Page) -> None:
        self.page = found
        self.stated = metadata.read(found)
        self.boxes = kinds.of_boxes(found)
        self.title = _title_line(found, self.boxes, self.stated)
        missing, shown = _compare(self.stated.body, found)
        self.missing = missing
        self.verdicts = maintext.judge(found, self.boxes, self.title, shown, sum(map(len, missing)))

    def finish(self) -> tuple[str, Hints]:
        sheet = Sheet()
        last = max((n for n, v in enumerate(self.verdicts) if not v), default=len(self.verdicts) - 1)
        for number, part in self._parts():
            sheet.write(part.words, part.kind, part.end)
            if number >= last and self.missing:
                self._write_missing(sheet)
        self._write_missing(sheet)
        return sheet.text, self._hints(tuple(sheet.blocks))

    def _write_missing(self, sheet: Sheet) -> None:
        for paragraph in self.missing:
            sheet.write(paragraph, "paragraph")
        self.missing = []

    def _parts(self) -> Iterator[tuple[int, _Part]]:
        """The parts of the page with the number of their last line."""
        places = kinds.tables(self.page, self.boxes)
        numbered = zip(range(len(self.page.lines)), self.page.lines, places)
        for (table, verdict), group in groupby(
            numbered, key=lambda n: (n[2][0], bool(n[2][0]) and self.verdicts[n[0]])
        ):
            lines = list(group)
            if table:
                rows = ["\t".join(n[1].text for n in row) for _, row in groupby(lines, key=lambda n: n[2][1])]
                yield lines[-1][0], _Part("\n".join(rows), str(verdict or "table"))
            else:
                for number, line, _ in lines:
                    yield from ((number, part) for part in self._line(number, line))

    def _line(self, number: int, line: Line) -> Iterator[_Part]:
        verdict = self.verdicts[number]
        if number != self.title:
            yield _Part(line.text, verdict or self.boxes[line.box], line.end)
            return
        kicker, title = _split_title(line.text, self.stated.titles)
        if kicker:
            yield _Part(kicker, "kicker", "\n")
        yield _Part(title, "title")

    def _hints(self, blocks: tuple[Block, ...]) -> Hints:
        title = next((n for n in self._title_words()), None)
        return Hints(
            title=title,
            published=clock.nearer(self.stated.published, list(self._times())),
            outlet=self.stated.outlet,
            byline=self.stated.authors,
            language=self.stated.language,
            blocks=blocks,
        )

    def _title_words(self) -> Iterator[str]:
        if self.title is not None:
            yield _split_title(self.page.lines[self.title].text, self.stated.titles)[1]
        yield from (_without_site(t, self.stated.outlet) for t in self.stated.titles)

    def _times(self) -> Iterator[str]:
        """The dates of the time elements of the article, as shown if a line shows them, else as stated."""
        for number, stated in self.page.times[:50]:
            if number < len(self.verdicts) and self.verdicts[number]:
                continue
            line = self.page.lines[number].text if number < len(self.page.lines) else ""
            shown = [s.value for s in dates.read_within(line) if len(s.value) == 16]
            yield from shown[:1] or ([value] if (value := clock.printed(stated)) else [])


def _title_line(found: Page, boxes: list[str], stated: Stated) -> int | None:
    """The line that is the title: the heading that the page's metadata also tell, else its only first heading."""
    tags = [found.boxes[line.box].tag for line in found.lines]
    known = [_bare(t) for t in stated.titles]
    for tag in ("h1", "h2", "h3"):
        for number, line in enumerate(found.lines):
            bare = _bare(line.text[:_LONGEST_TITLE]) if tags[number] == tag else ""
            if len(bare) >= 8 and any(bare in k or (len(k) >= 8 and bare.endswith(k)) for k in known):
                return number
    for number, line in enumerate(found.lines[:_FAR]):
        if line.text in stated.titles and 2 * line.linked < len(line.text):
            return number
    first = [n for n, tag in enumerate(tags) if tag == "h1"]
    if len(first) == 1 or (first and not known):
        return first[0]
    return None


def _split_title(line: str, titles: tuple[str, ...]) -> tuple[str, str]:
    """The rubric that stands in the title's element before the title that metadata tell, and the title."""
    for title in titles:
        at = len(line) - len(title)
        if 0 < at <= _LONGEST_KICKER and line.endswith(title):
            return line[:at].strip(" :|–-"), title
    return "", line


def _without_site(title: str, outlet: str | None) -> str:
    """A title from the page's head without the site's name behind it."""
    parts = _SITE.split(title)
    if len(parts) > 1 and (
        (outlet and _bare(parts[-1]) in (_bare(outlet), "")) or len(parts[-1]) <= 20 < len(parts[0])
    ):
        return title[: title.rindex(parts[-1])].rstrip(" |–—•·»:-")
    return title


def _bare(words: str) -> str:
    return _LETTERS.sub("", words).casefold()


def _compare(body: str, found: Page) -> tuple[list[str], frozenset[int]]:
    """The paragraphs of a stated body that no line shows, and the lines that do show it."""
    if len(body) < _MISSING:
        return [], frozenset()
    paragraphs = _paragraphs(body)
    bare = [_bare(p) for p in paragraphs]
    shown, covered = _found_in("".join(bare), [_bare(line.text) for line in found.lines])
    missing, at = [], 0
    for paragraph, own in zip(paragraphs, bare):
        if own and 2 * sum(covered[at : at + len(own)]) < len(own):
            missing.append(paragraph)
        at += len(own)
    return (missing if sum(map(len, missing)) >= _MISSING else []), shown


def _found_in(whole: str, lines: list[str]) -> tuple[frozenset[int], bytearray]:
    """The lines that stand in a text, and which characters of the text they cover. One walk, whatever there is."""
    beginnings: dict[str, int] = {}
    for number, line in enumerate(lines):
        if len(line) >= _WINDOW:
            beginnings.setdefault(line[:_WINDOW], number)
    shown, covered, at = set(), bytearray(len(whole)), 0
    while at < len(whole):
        number = beginnings.get(whole[at : at + _WINDOW], -1)
        if number >= 0 and whole.startswith(lines[number], at):
            shown.add(number)
            covered[at : at + len(lines[number])] = b"\1" * len(lines[number])
            at += len(lines[number])
        else:
            at += 1
    return frozenset(shown), covered


def _paragraphs(body: str) -> list[str]:
    if "<p" in body or "<br" in body or "<div" in body:
        return [line.text for line in page.read(body).lines]
    lines = [flat(line) for line in body.splitlines()]
    return [line for line in lines if line] if len(lines) > 1 else _sentences(flat(body))


def _sentences(body: str) -> list[str]:
    return [body[a:b] for a, b in text.sentences(body)]
