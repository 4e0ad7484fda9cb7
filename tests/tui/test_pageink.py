"""Whatever is marked in a text, its spans join to exactly the text, and what is selected is what looks so."""

from __future__ import annotations

import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.records import BLOCK_KINDS, Anchor, Annotation, Block, Mention
from reader.tui import themes
from reader.tui.pageink import PageInk, Shown, _several
from reader.tui.pen import Pen
from reader.tui.selection import Ground, Move
from reader.tui.spans import Spans
from reader.tui.stops import Lit, Stops
from reader.tui.wrap import is_plain
from tests.tui.samples import article, blocks_of, lay_out
from tests.tui.test_selection import MOVES, kinds, pages

INKS = themes.inks(themes.READER_DARK, False, True)
places = st.lists(st.tuples(st.integers(0, 150), st.integers(1, 40), st.integers(1, 4)), max_size=8)


def highlight(text: str, start: int, end: int, colour: int, id: str) -> Annotation:
    anchor = Anchor(text[start:end], "", "", start, end)
    return Annotation(id, "highlight", "", "2024", "2024", article="a" * 64, anchor=anchor, colour=colour)


def spans(text: str, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    return [(start, min(start + size, len(text)), n) for start, size, n in found if start < len(text)]


def shown_text(text: str, start: int, end: int) -> str:
    return unicodedata.normalize("NFC", "".join(part.text for part in paint_line(text, start, end)))


def paint_line(text: str, start: int, end: int) -> list[Segment]:
    from reader.tui import paint

    return [Segment(paint.plain(text[start:end]))]


@given(pages, kinds, places, places, places, st.integers(6, 60), st.integers(0, 7))
def test_the_spans_of_any_marks_join_to_exactly_the_text(
    text: str, of: list[str], lit: list[tuple[int, int, int]], named: list[tuple[int, int, int]],
    hits: list[tuple[int, int, int]], width: int, at: int,
) -> None:  # fmt: skip
    marks = [highlight(text, a, b, n, f"h{number}") for number, (a, b, n) in enumerate(spans(text, lit))]
    names = [Mention(a, b, "PER", 1.0 if n > 1 else 0.5) for a, b, n in spans(text, named)]
    made = article(text, blocks_of(text, of), names, marks)
    page, stops = lay_out(made, width, with_cut=True), Stops(made)
    shown = Shown(hits=Spans((a, b) for a, b, _ in spans(text, hits)), stop=stops.thing(at))
    ink = PageInk(made, stops)
    for line in page.lines:
        if line.own is not None:
            continue
        parts = ink.draw(line, 6, width, INKS.__getitem__, shown)[1:]
        joined = "".join(part.text for part in parts)
        end = line.start + len(text[line.start : line.end].rstrip())
        assert unicodedata.normalize("NFC", joined) == shown_text(text, line.start, end)
        assert is_plain(joined) or sum(part.cell_length for part in parts) == cell_len(joined)


@given(pages, kinds, places, st.integers(0, 200), st.lists(st.sampled_from(MOVES), max_size=8), st.integers(6, 60),
       st.lists(st.integers(-3, 3), max_size=4))  # fmt: skip
def test_what_looks_selected_is_what_is_selected(
    text: str,
    of: list[str],
    lit: list[tuple[int, int, int]],
    offset: int,
    moves: list[Move],
    width: int,
    lines: list[int],
) -> None:
    marks = [highlight(text, a, b, n, f"h{number}") for number, (a, b, n) in enumerate(spans(text, lit))]
    made = article(text, blocks_of(text, of), [], marks)
    page, stops = lay_out(made, width), Stops(made)
    ground = Ground(text, made.blocks)
    begun = ground.begin(*word) if (word := ground.word_at(offset)) else None
    if begun is None:
        return
    pen = Pen(ground, begun)
    for move in moves:
        pen.move(move)
    for by in lines:
        pen.go_lines(by, page)
    ink = PageInk(made, stops)
    seen = ""
    for line in page.lines:
        if line.own is None:
            parts = ink.draw(line, 6, width, INKS.__getitem__, Shown(selected=pen.span))[1:]
            seen += "".join(part.text for part in parts if part.style and part.style.reverse)
    assert bare(seen) == bare("".join(part.text for part in paint_line(text, *pen.span)))
    assert pen.words == text[slice(*pen.span)] != ""


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def test_overlapping_marks_show_together() -> None:
    text = "Lawrow sprach lange in Moskau über Getreide."
    made = article(
        text, None, [Mention(0, 6, "PER"), Mention(23, 29, "LOC")],
        [highlight(text, 0, 29, 2, "eins"), highlight(text, 20, 44, 3, "zwei")],
    )  # fmt: skip
    page, stops = lay_out(made, 60), Stops(made)
    shown = Shown(hits=Spans([(14, 19)]), selected=(23, 34))
    parts = PageInk(made, stops).draw(page.lines[0], 6, 60, INKS.__getitem__, shown)
    assert parts[0].text == " 2,3┃ "
    style = {part.text: part.style or Style() for part in parts}
    assert style["Lawrow"].bgcolor == INKS["colour-2"].bgcolor and style["Lawrow"].underline
    assert style["lange"].bgcolor == INKS["hit"].bgcolor and style["lange"].underline
    assert style["Moskau"].reverse and style["Moskau"].italic and style["Moskau"].bgcolor == INKS["selected"].bgcolor
    assert not style[" Getreide."].reverse if " Getreide." in style else style["Getreide."].reverse is not True


def test_the_numbers_of_highlights_side_by_side_are_never_read_as_one() -> None:
    said = {
        (numbers, room): _several(numbers, room) for numbers in ("", "4", "42", "421") for room in (0, 1, 2, 3, 4, 6)
    }
    assert all(len(shown) == room for (_, room), shown in said.items())
    assert said["4", 2] == " 4" and said["42", 2] == "4+" and said["42", 3] == "4,2" and said["421", 4] == "4,2+"
    assert said["42", 1] == "+" and said["421", 6] == " 4,2,1" and said["", 2] == "  "


def test_the_letter_of_an_address_stands_apart_from_it() -> None:
    text = "Mehr:https://a.example und (https://b.example)."
    made = article(text)
    hints = {text.index("https://a"): "a", text.index("https://b"): "b"}
    parts = PageInk(made, Stops(made)).draw(lay_out(made, 60).lines[0], 6, 60, INKS.__getitem__, Shown(hints=hints))
    assert "".join(part.text for part in parts[1:]) == "Mehr:a https://a.example und (b https://b.example)."
    assert all(part.style == INKS["hit-here"] for part in parts if part.text in ("a", "b"))


def test_a_highlight_one_stands_at_keeps_its_colour_and_has_a_sign() -> None:
    text = "Ein Satz über Getreide."
    made = article(text, None, [], [highlight(text, 4, 8, 4, "eins")])
    page, stops = lay_out(made, 60), Stops(made)
    stop = stops.thing(0)
    assert isinstance(stop, Lit) and stops.of_highlight("eins") == 0 and stops.of_offset(5) == 0
    parts = PageInk(made, stops).draw(page.lines[0], 6, 60, INKS.__getitem__, Shown(stop=stop))
    assert parts[0].text == "   4▌ " and all(
        part.text != "Satz" or part.style.underline for part in parts if part.style
    )


def test_the_passage_of_a_note_has_a_sign_and_names_in_it_keep_their_ink() -> None:
    text = "Der Minister Lawrow sprach in Moskau über den Fährdienst."
    note = highlight(text, 0, len(text), 1, "n")._replace(kind="note", body="Notiz")
    made = article(text, [Block("paragraph", 0, len(text))], [Mention(13, 19, "PER")], [note])
    stops = Stops(made)
    lines = [line for line in lay_out(made, 24).lines if line.own is None]
    drawn = [PageInk(made, stops).draw(line, 6, 24, INKS.__getitem__, Shown()) for line in lines]
    assert len(drawn) == 3 and all(parts[0].text == "    ┊ " for parts in drawn)
    name = next(part.style for parts in drawn for part in parts if part.text == "Lawrow")
    assert name is not None and name.color == INKS["per"].color != INKS["note"].color


def test_highlights_and_names_are_stops_in_the_order_of_the_text() -> None:
    text = "Lawrow sprach lange in Moskau über Getreide."
    names = [Mention(0, 6, "PER"), Mention(23, 29, "LOC")]
    made = article(text, None, names, [highlight(text, 0, 29, 2, "eins"), highlight(text, 20, 44, 3, "zwei")])
    stops = Stops(made)
    assert [stops.thing(n)[:2] for n in range(4)] == [(0, 29), (0, 6), (20, 44), (23, 29)]  # type: ignore[index]
    assert stops.of_offset(3) == 1 and stops.of_offset(10) == 0 and stops.of_offset(40) == 2
    again = Stops(made._replace(annotations=()), before=stops)
    assert again.names is stops.names and len(again) == 2 and again.of(stops.thing(3)) == 1


def test_kinds_of_blocks_are_all_drawn() -> None:
    text = "Ein Satz."
    for kind in BLOCK_KINDS:
        made = article(text, [(kind, 0, len(text))])
        page, stops = lay_out(made, 40, with_cut=True), Stops(made)
        drawn = [PageInk(made, stops).draw(line, 6, 40, INKS.__getitem__, Shown()) for line in page.lines]
        assert any("Ein Satz." in "".join(part.text for part in parts) for parts in drawn), Block(kind, 0, 9)


def test_a_highlight_more_in_five_megabytes_is_shown_at_once() -> None:
    text = ("Sergej Lawrow sprach in Moskau über den Fährdienst und die Häfen. " * 8 + "\n\n") * 9_600
    names = [Mention(at, at + 13, "PER") for at in range(0, len(text), len(text) // 20_000)]
    lit = [highlight(text, at, at + 300, 2, f"h{at}") for at in range(0, len(text), len(text) // 500)]
    made = article(text, blocks_of(text, ["paragraph"]), names, lit)
    page, stops = lay_out(made, 72), Stops(made)
    ink = PageInk(made, stops)
    begin = time.process_time()
    more = made._replace(annotations=(*made.annotations, highlight(text, 7, 99, 1, "neu")))
    after = Stops(more, before=stops)
    drawn = PageInk(more, after, before=ink)
    shown = Shown(stop=after.thing(after.of_highlight("neu") or 0))
    page = lay_out(more, 72)
    for number in range(50):
        drawn.draw(page.line(number), 6, 72, INKS.__getitem__, shown)
    assert time.process_time() - begin < 0.1


def test_five_hundred_highlights_on_one_place_are_drawn_soon() -> None:
    text = "Wort und Wort " * 400
    made = article(text, None, [], [highlight(text, n % 300, len(text) - n, n % 4 + 1, f"h{n}") for n in range(500)])
    page, stops = lay_out(made, 72), Stops(made)
    ink, begin = PageInk(made, stops), time.process_time()
    for line in page.lines[:40]:
        ink.draw(line, 6, 72, INKS.__getitem__, Shown())
    assert time.process_time() - begin < 0.5
