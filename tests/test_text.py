"""Characters: decoding, comparison forms with their maps, sentences, widths, and what may reach a terminal."""

from __future__ import annotations

import itertools
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import text
from reader.sentences import sentences

anything = st.text(
    st.one_of(
        st.characters(), st.sampled_from("\u00ad\u0301\u200b\u202e\u2066\ufeff\u1112\u1161\u11ab\x1b\x9b\r\n\t ßẞé’")
    )
)
_BIDI = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)}


@given(st.binary())
def test_decoding_never_fails_and_leaves_no_control(data: bytes) -> None:
    decoded = text.decode(data)
    assert not [c for c in decoded if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"]
    decoded.encode()


@given(anything)
def test_canonical_text_is_stable_and_keeps_offsets(value: str) -> None:
    once = text.canonical(value)
    assert text.canonical(once.removeprefix("\ufeff")) == once.removeprefix("\ufeff")
    if "\r" not in value and not value.startswith("\ufeff"):
        assert len(once) == len(value)
        assert all(a == b or b == text.REPLACEMENT for a, b in zip(value, once, strict=True))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfa", "a"),
        ("ä€".encode("utf-16"), "ä€"),
        (b"\xff\xfe\x00\x00\xe4\x00\x00\x00", "ä"),
        ("für ä€“ x".encode("cp1252"), "für ä€“ x"),
        (b"\x81\xe4", "\ufffdä"),
        (b"a\0b\x1b[2J\x7f", "a\ufffdb\ufffd[2J\ufffd"),
        (b"", ""),
    ],
)
def test_decoding(data: bytes, expected: str) -> None:
    assert text.decode(data) == expected


@pytest.mark.parametrize("name", ["idna", "punycode", "undefined", "hex", "rot13", "a\0b", "utf-16", "", "x" * 10_000])
def test_a_page_may_declare_anything(name: str) -> None:
    assert text.decode(b"\xe4\xed", name) in ("äí", "\uede4")


def test_a_declared_encoding_is_used() -> None:
    assert text.decode("Москва".encode("koi8-r"), "koi8-r") == "Москва"


@pytest.mark.parametrize("name", ["ISO-8859-1", "iso8859-1", "latin1", "us-ascii"])
def test_quotes_of_cp1252_are_read_whatever_name_stands_for_it(name: str) -> None:
    assert text.decode("„Größe“ – 5 €".encode("cp1252"), name) == "„Größe“ – 5 €"


@given(anything)
def test_visible_text_holds_nothing_that_moves_a_terminal(value: str) -> None:
    shown = text.visible(value)
    assert not [c for c in shown if (unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n") or c in _BIDI]
    line = text.one_line(value)
    assert not set(line) & {"\t", "\n", "\u2028", "\u2029"} and not set(line) & _BIDI
    assert len(text.marked(value)) == len(value) and not set(text.marked(value)) & _BIDI


@given(anything)
def test_the_map_of_a_fold_fits_it(value: str) -> None:
    folded = text.fold_map(value)
    assert len(folded.starts) == len(folded.text)
    assert list(folded.starts) == sorted(folded.starts)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start <= end <= len(value)
        assert folded.text[at] in text.fold(value[start:end] or value[start : start + 1]) or start == end
    assert folded.span(0, len(folded.text)) == ((*folded.starts, len(value))[0], len(value))


@pytest.mark.parametrize(
    "value",
    ["Straße", "STRASSE", "Scho\u00adi\u00adgu", "Kim Jong-un", "Kim Jong\u2011un", "e\u0301t\u00e9",
     "\u1112\u1161\u11ab\u1100\u116e\u11a8", "ﬁn", "Ōsaka"],
)  # fmt: skip
def test_fold_and_its_map_agree(value: str) -> None:
    assert text.fold_map(value).text == text.fold(value)
    for form in ("NFC", "NFD"):
        assert text.fold(unicodedata.normalize(form, value)) == text.fold(value)
        assert text.fold_map(unicodedata.normalize(form, value)).text == text.fold(value)


def test_a_span_takes_in_whole_letters() -> None:
    value = "ab e\u0301\u0301x"
    assert value[slice(*text.fold_map(value).span(3, 4))] == "e\u0301\u0301"
    assert text.fold_map("Straße x").span(4, 6) == (4, 5)


@given(anything, st.integers(-2, 30))
def test_clipped_text_is_never_wider(value: str, width: int) -> None:
    assert text.cells(text.clip(value, width)) <= max(0, width)
    if 0 <= text.cells(value) <= width:
        assert text.clip(value, width) == value


@given(st.text(st.sampled_from('ABc .!?…\n"“”’Dr1zB\u00ad')), st.data())
def test_sentences_cover_every_word_once(value: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, len(value)))
    spans = sentences(value, start, end)
    assert all(start <= a < b <= end for a, b in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
    inside = {at for a, b in spans for at in range(a, b)}
    assert all(at in inside for at in range(start, end) if not value[at].isspace())
    assert not any(value[a].isspace() or value[b - 1].isspace() for a, b in spans)


def test_sentences() -> None:
    spoken = ["Am 16. Januar kam Dr. J. Kirby.", "„Wer?“", "Niemand …", "Doch!"]
    value = " ".join(spoken)
    assert [value[a:b] for a, b in sentences(value)] == spoken


@pytest.mark.parametrize(
    "value",
    ["." * 1_000_000 + "x", "z. B. " * 200_000, "." + " " * 1_000_000 + "x", '."' * 400_000, "é" * 1_000_000],
    ids=["dots", "abbreviations", "blanks", "quotes", "one word"],
)  # fmt: skip
def test_no_text_takes_quadratic_time(value: str) -> None:
    began = time.perf_counter()
    sentences(value)
    text.words(value)
    text.fold_map(value[:300_000])
    assert time.perf_counter() - began < 3


def test_binary() -> None:
    assert text.is_binary(b"\0\1\2a")
    assert not text.is_binary(b"a stray \0 is not enough")
    assert not text.is_binary(b"") and not text.is_binary("a".encode("utf-16"))


@pytest.mark.parametrize(
    ("said", "beginning", "has"),
    [("nord-ost see", "ost", True), ("nordost", "ost", False), ("d'arc", "arc", True), ("a_b", "b", False),
     ("kiel ki", "kiel", True), ("", "x", False), ("anna an", "na", False), ("x", "", True)],
)  # fmt: skip
def test_where_words_begin(said: str, beginning: str, has: bool) -> None:
    assert text.has_beginning(said, beginning) is has
