"""A page as lines: every shown character once and in order, any offset found, the program's lines apart."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.records import BLOCK_KINDS, HIDDEN_KINDS, Mention
from reader.tui.stops import Stops
from reader.tui.widgets.bar import _whole
from tests.tui.samples import article, blocks_of, lay_out, note

pages = st.lists(st.sampled_from([*"ab cd-\n漢é„ß👩\u200d", "\n\n", "wort "]), max_size=150).map("".join)
kinds = st.lists(st.sampled_from(BLOCK_KINDS), min_size=1, max_size=8)


@given(pages, kinds, st.integers(8, 90), st.booleans())
def test_every_shown_character_stands_on_exactly_one_line(text: str, of: list[str], width: int, with_cut: bool) -> None:
    blocks = blocks_of(text, of)
    page = lay_out(article(text, blocks), width, with_cut)
    own = [line for line in page.lines if line.own is None]
    shown = [b for b in blocks if with_cut or b[0] not in HIDDEN_KINDS]
    assert "".join(text[line.start : line.end] for line in own) == "".join(text[a:b] for _, a, b in shown)
    assert [line.start for line in page.lines] == sorted(line.start for line in page.lines)
    assert page.cut == len(blocks) - len(shown)


@given(pages, kinds, st.integers(8, 90))
def test_any_shown_offset_finds_its_line(text: str, of: list[str], width: int) -> None:
    blocks = blocks_of(text, of)
    page = lay_out(article(text, blocks), width)
    for kind, start, end in blocks:
        for offset in range(start, end):
            line = page.lines[page.line_of(offset)]
            assert page.shows(offset) == (kind not in HIDDEN_KINDS)
            if kind not in HIDDEN_KINDS:
                assert line.start <= offset < line.end


def test_cut_passages_are_counted_and_shown_with_a_label() -> None:
    text = "Titel\n\nText.\n\nKaufen Sie\n\nJetzt"
    made = article(text, blocks_of(text, ["title", "paragraph", "boilerplate", "boilerplate"]))
    hidden, shown = lay_out(made, 40), lay_out(made, 40, with_cut=True)
    assert hidden.cut == 2 and not hidden.shows(text.index("Kaufen"))
    assert any(line.own == "x shows 2 passages that were cut" for line in hidden.lines)
    assert [line.own for line in shown.lines].count("boilerplate") == 1
    assert shown.shows(text.index("Jetzt"))


def test_a_title_outside_the_text_is_added_and_one_inside_is_not() -> None:
    text = "Titel hier\n\nText."
    blocks = blocks_of(text, ["title", "paragraph"])
    assert not [
        line for line in lay_out(article(text, blocks, title="Titel hier"), 40).lines if line.own == "Titel hier"
    ]
    assert [line for line in lay_out(article(text, blocks, title="Ein anderer"), 40).lines if line.own == "Ein anderer"]


def test_notes_are_listed_at_the_foot_and_are_the_last_stops() -> None:
    text = "Lawrow sprach in Moskau."
    names = [Mention(0, 6, "PER"), Mention(17, 23, "LOC")]
    made = article(text, None, names, [note("# Kopf\n- eins", 17, 23, text), note("zwei", id="n2")])
    page, stops = lay_out(made, 40), Stops(made)
    foot = [line for line in page.lines[page.text_end :] if line.note >= 0]
    assert [line.own for line in foot if line.kind != "blank"] == ["1  “Moskau”", "Kopf", "• eins", "zwei"]
    assert len(stops) == 4 and stops.of_note("n2") == 3
    assert stops.line(3, page) == page.lines.index(foot[-1]) - 1 or page.lines[stops.line(3, page) or 0].note == 1
    assert [stops.after(None, 1, page, 0), stops.after(0, 1, page, 0), stops.after(3, 1, page, 0)] == [0, 1, None]


@given(st.text(st.sampled_from("ab c漢é \n"), min_size=1, max_size=400), st.integers(8, 60))
def test_the_passage_of_a_note_has_two_lines_that_fit(quote: str, width: int) -> None:
    text = f"{quote} Ende."
    made = article(text, None, [], [note("Notiz", 0, len(quote), text)])
    lines = [line.own or "" for line in lay_out(made, width).lines if line.kind == "note-quote"]
    assert len(lines) <= 2 and all(cell_len(line.rstrip()) <= width for line in lines)
    whole = "".join("".join(lines).split())
    assert whole == "1“" + "".join(quote.split()) + "”" or whole.endswith("…")


def test_a_line_of_keys_leaves_out_those_that_have_no_room() -> None:
    said = "Note   Enter read it   a write on"
    assert [_whole(said, room) for room in (40, 33, 32, 10, 2)] == [said, said, "Note   Enter read it", "Note", "Note"]
    assert _whole("one long sentence", 4) == "one long sentence"
    assert len(_whole("word   " * 300_000, 70)) <= 70  # at once, and not by going through all of it each time


def test_five_megabytes_with_twenty_thousand_names_open_fast() -> None:
    text = ("Sergej Lawrow sprach in Moskau über den Fährdienst und die Häfen. " * 8 + "\n\n") * 9_600
    names = [Mention(at, at + 13, "PER") for at in range(0, len(text), len(text) // 20_000)]
    made = article(text, blocks_of(text, ["paragraph"]), names)
    begin = time.perf_counter()
    page = lay_out(made, 72)
    stops = Stops(made)
    assert stops.after(None, 1, page, len(text) // 2) is not None
    assert time.perf_counter() - begin < 1.5
