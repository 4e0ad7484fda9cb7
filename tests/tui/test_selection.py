"""Selecting by keys: whole words, sentences and paragraphs, never half a sign, never what is not shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.records import BLOCK_KINDS, HIDDEN_KINDS, Block
from reader.tui.clusters import may_cut
from reader.tui.selection import Ground, Move, Selection
from tests.tui.samples import blocks_of

TEXT = (
    "Ein Schiff lief am 16. Januar ein. Es trug 1.200 Tonnen Uno-Hilfe!\n\n"
    "„Niemand“, sagte Kim, „weiß es.“ Danach schwieg er.\n\nEnde."
)
MOVES: tuple[Move, ...] = (
    Ground.word, Ground.word_back, Ground.letter, Ground.letter_back, Ground.sentence, Ground.sentence_back,
    Ground.paragraph, Ground.paragraph_back, Ground.first, Ground.last, Ground.other_end, Ground.here,
)  # fmt: skip
BY_KEY: dict[str, Move] = dict(zip("wblh)(pPgGos", MOVES, strict=True))

signs = st.sampled_from(
    [
        *"ab ",
        "\n\n",
        "Wort ",
        "e\u0301",
        "漢",
        "か\u3099",
        "👩\u200d👩\u200d👦",
        "🇩🇪",
        "👍🏽",
        "שלום ",
        "مرحبا ",
        ". ",
        "-",
        "1.5",
        "\u200f",
        "\xad",
    ]
)
pages = st.lists(signs, max_size=60).map("".join)
kinds = st.lists(st.sampled_from(BLOCK_KINDS), min_size=1, max_size=6)


def ground(text: str, kinds: list[str] | None = None) -> Ground:
    return Ground(text, [Block(*block) for block in blocks_of(text, kinds or ["paragraph"])])


def selected(begun_at: str, keys: str, text: str = TEXT) -> str:
    of = ground(text)
    start = text.index(begun_at)
    now = of.begin(start, start + len(begun_at))
    assert now is not None
    for key in keys:
        now = BY_KEY[key](of, now)
    return text[now.start : now.end]


@pytest.mark.parametrize(
    ("begun_at", "keys", "words"),
    [
        ("Schiff", "w", "Schiff lief"), ("Schiff", "ww", "Schiff lief am"), ("Schiff", "wwb", "Schiff lief"),
        ("Schiff", "b", "Ein Schiff"), ("lief", "bbw", "Schiff lief"), ("Schiff", "bww", "Schiff lief"),
        ("Schiff", ")", "Schiff lief am 16. Januar ein."), ("Schiff", "(", "Ein Schiff"),
        ("Schiff", "))", "Schiff lief am 16. Januar ein. Es trug 1.200 Tonnen Uno-Hilfe!"),
        ("Schiff", "))(", "Schiff lief am 16. Januar ein."),
        ("trug", "((", "Ein Schiff lief am 16. Januar ein. Es trug"),
        ("1.200", "w", "1.200 Tonnen"), ("Tonnen", "w", "Tonnen Uno-Hilfe"), ("Tonnen", "wb", "Tonnen"),
        ("Uno-Hilfe", "hhhhhh", "Uno"), ("Uno-Hilfe", "ohhh", "en Uno-Hilfe"), ("Uno-Hilfe", "ollll", "Hilfe"),
        ("Kim", "p", "Kim, „weiß es.“ Danach schwieg er."), ("Kim", "P", "„Niemand“, sagte Kim"),
        ("Kim", "pp", "Kim, „weiß es.“ Danach schwieg er.\n\nEnde."),
        ("Kim", "ppP", "Kim, „weiß es.“ Danach schwieg er."),
        ("Kim", "g", TEXT[: TEXT.index("Kim") + 3]), ("Kim", "G", TEXT[TEXT.index("Kim") :]),
        ("Kim", "wwob", "sagte Kim, „weiß es"), ("Kim", "wwobo", "sagte Kim, „weiß es"),
        ("Kim", "gow", TEXT[: TEXT.index("Kim") + 10]),
        ("Schiff", "s", "Schiff"), ("Schiff", "www", "Schiff lief am 16"), ("Schiff", "wwwsw", "16. Januar"),
        ("trug", "bbsb", "Januar ein"),
    ],
)  # fmt: skip
def test_each_move_selects_what_it_says(begun_at: str, keys: str, words: str) -> None:
    assert selected(begun_at, keys) == words


def test_writing_without_blanks_is_selected_sign_by_sign() -> None:
    assert selected("漢", "w", "漢字か\u3099な") == "漢字" and selected("漢", "ww", "漢字か\u3099な") == "漢字か\u3099"


def test_what_is_cut_is_never_selected() -> None:
    text = "Erster Satz.\n\nKaufen Sie\n\nZweiter Satz."
    of = ground(text, ["paragraph", "boilerplate", "paragraph"])
    now = of.begin(0, 6)
    assert now is not None
    for move in (Ground.last, Ground.paragraph, Ground.word, Ground.sentence):
        moved = move(of, now)
        assert text[moved.start : moved.end] == ("Erster Satz" if move is Ground.word else "Erster Satz.")
    with_cut = Ground(
        text, [Block(*b) for b in blocks_of(text, ["paragraph", "boilerplate", "paragraph"])], with_cut=True
    )
    assert with_cut.last(now).end == len(text)


@given(pages, kinds, st.integers(0, 200), st.lists(st.sampled_from(MOVES), max_size=12), st.booleans())
def test_any_moves_leave_whole_signs_of_shown_text(
    text: str, of: list[str], offset: int, moves: list[Move], with_cut: bool
) -> None:
    blocks = [Block(*block) for block in blocks_of(text, of)]
    place = Ground(text, blocks, with_cut)
    word = place.word_at(offset)
    now = place.begin(*word) if word else None
    if now is None:
        assert not any(with_cut or block.kind not in HIDDEN_KINDS for block in blocks)
        return
    for move in moves:
        now = move(place, now)
        assert 0 <= now.start < now.end <= len(text)
        assert may_cut(text, now.start) and may_cut(text, now.end)
        shown = {at for b in blocks if with_cut or b.kind not in HIDDEN_KINDS for at in range(b.start, b.end)}
        assert all(at in shown for at in range(now.start, now.end) if not text[at].isspace())


@given(pages, st.integers(0, 200), st.lists(st.sampled_from(MOVES), max_size=6))
def test_the_other_end_changes_nothing_that_is_selected(text: str, offset: int, moves: list[Move]) -> None:
    place = ground(text)
    word = place.word_at(offset)
    now: Selection | None = place.begin(*word) if word else None
    if now is None:
        return
    for move in moves:
        now = move(place, now)
    turned = place.other_end(now)
    assert (turned.start, turned.end) == (now.start, now.end) and (
        turned.ahead != now.ahead or turned.held == turned.moving
    )
