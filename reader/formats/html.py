"""HTML: the words of the whole page, with what its elements and metadata say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reader import dates, text
from reader.formats import clock, headline, kinds, maintext, metadata, page, unshown
from reader.formats.page import Page
from reader.formats.sheet import Sheet
from reader.records import Block, Hints, Item, ReaderError
from reader.speech import tr

LARGEST = 64 << 20
"""Bytes of the largest page that is taken apart."""
_CHARSET = re.compile(rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,80}?encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SAMPLE = 8192
_MOST_TIMES = 50
_LONGEST_STAMP = 100
"""Characters of a line that tells when an article was made; longer ones tell when something happened."""


def read(data: bytes, name: str) -> Item:
    """The one article of a saved page. Its text holds every word of the page that a reader could see.

    Raises:
        ReaderError: the page is larger than any page that people read.
    """
    if len(data) > LARGEST:
        raise ReaderError(name, tr("it is a page of more than {size} MB").format(size=LARGEST >> 20), tr("Split it"))
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
        self._places = kinds.tables(found, self.boxes)
        self.title = headline.line_of(found, self.stated)
        missing, shown = unshown.compare(self.stated.body, found)
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
        """The parts of the page, each with the number of its last line: a table is one, with a row a line."""
        for (table, verdict), group in groupby(range(len(self.page.lines)), key=self._table):
            numbers = list(group)
            if table:
                yield numbers[-1], _Part(self._rows(numbers), verdict or "table")
            else:
                yield from ((number, part) for number in numbers for part in self._line(number))

    def _table(self, number: int) -> tuple[int, str]:
        table = self._places[number][0]
        return table, self.verdicts[number] if table else ""

    def _rows(self, numbers: list[int]) -> str:
        rows = groupby(numbers, key=lambda number: self._places[number][1])
        return "\n".join("\t".join(self.page.lines[number].text for number in row) for _, row in rows)

    def _line(self, number: int) -> Iterator[_Part]:
        line, verdict = self.page.lines[number], self.verdicts[number]
        if number != self.title:
            yield _Part(line.text, verdict or self.boxes[line.box], line.end)
            return
        kicker, title = headline.split(line.text, self.stated.titles)
        if kicker:
            yield _Part(kicker, "kicker", "\n")
        yield _Part(title, "title")

    def _hints(self, blocks: tuple[Block, ...]) -> Hints:
        title = next((n for n in self._title_words()), None)
        return Hints(
            title=title,
            published=self._published(),
            outlet=self.stated.outlet,
            byline=self.stated.authors,
            language=self.stated.language,
            blocks=blocks,
            key=self.stated.key,
        )

    def _title_words(self) -> Iterator[str]:
        if self.title is not None:
            yield headline.split(self.page.lines[self.title].text, self.stated.titles)[1]
        yield from (headline.without_site(t, self.stated.outlet) for t in self.stated.titles)

    def _published(self) -> str | None:
        """The stated date, with the time of day that the page shows where metadata know none or only universal time."""
        stated, times = self.stated.published, list(self._times())
        if stated is None:
            return next((shown or attribute for shown, attribute in times), None)
        if len(stated) == 10:
            clocks = (value for pair in times for value in pair if value and len(value) > 10)
            return next((value for value in clocks if value.startswith(stated)), stated)
        if self.stated.universal:
            return next((shown for shown, _ in times if shown and clock.is_same_moment(stated, shown)), stated)
        return stated

    def _times(self) -> Iterator[tuple[str | None, str | None]]:
        """What the time elements of the article show, as far as it is a moment, and what their attribute says."""
        for number, attribute in self.page.times[:_MOST_TIMES]:
            if number < len(self.verdicts) and not self.verdicts[number]:
                line = self.page.lines[number].text
                stamps = dates.read_within(line)
                if len(line) <= _LONGEST_STAMP and not any(s.role == "updated" for s in stamps):
                    shown = next((s.value for s in stamps if len(s.value) == 16), None)
                    if shown or (stated := clock.printed(attribute)):
                        yield shown, None if shown else stated
