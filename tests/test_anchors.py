"""A place is found again where it is, or given up: after any edits of a text none is in a wrong spot."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import anchors
from reader.anchors import Finder, anchor, find
from reader.records import Anchor
from tests.conftest import examples

TEXT = (
    "Am Hafen von Rajin stehen zwei neue Kräne.\n\nDer Minister sprach von einem Gewinn für beide Häfen. "
    "Niemand widersprach ihm an diesem Abend.\n\nDer Minister sprach von einem Gewinn für alle. "
    "Im Mai fährt die erste Fähre, im Juni die zweite.\n"
)


def _at(text: str, words: str, nth: int = 0) -> Anchor:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return anchor(text, at, at + len(words))


def _found(place: Anchor, text: str) -> tuple[str | None, str]:
    span, why = find(place, text)
    return (text[slice(*span)] if span else None), why


def test_in_its_own_text_a_place_holds_also_where_its_words_are_repeated() -> None:
    song = "la la la\n" * 50
    for start in (0, 9, 18, 300):
        place = anchor(song, start, start + 2)
        assert find(place, song) == ((start, start + 2), "same text")


def test_words_that_stand_once_are_found_wherever_they_went() -> None:
    place = _at(TEXT, "Niemand widersprach ihm an diesem Abend.")
    assert _found(place, "Ganz neu.\n\n" + TEXT) == (place.quote, "quote")
    assert _found(place, f"Alles anders. {place.quote} Wirklich alles.") == (place.quote, "quote")


def test_a_short_quote_needs_some_of_what_stood_around_it() -> None:
    place = _at(TEXT, "Kräne")
    assert _found(place, "Neu: " + TEXT) == ("Kräne", "quote")
    assert _found(place, "Über der Stadt zogen Kräne nach Süden.") == (None, "ambiguous")


def test_t25_repeated_words_are_told_apart_by_what_stands_around_them_or_not_at_all() -> None:
    words = "Der Minister sprach von einem Gewinn für "
    for nth, after in ((0, "beide"), (1, "alle")):
        place = _at(TEXT, words, nth)
        span, why = find(place, "Vorab. " + TEXT)
        assert span and why == "context" and ("Vorab. " + TEXT)[span[1] :].startswith(after)
    thrice = TEXT * 3
    assert _found(_at(thrice, "zweite", 0), "Neu. " + thrice) == (None, "ambiguous")
    assert _found(_at(TEXT, "zweite"), TEXT + "Neu.\n" + TEXT) == (None, "ambiguous")


def test_the_twin_of_a_place_that_went_is_not_taken_for_it() -> None:
    words = "Der Minister sprach von einem Gewinn für "
    place = _at(TEXT, words, 0)
    without = TEXT.replace(TEXT[place.start - 2 : place.end + 20], "", 1)
    assert words in without and _found(place, without) == (None, "ambiguous")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sprach von einem Gewinn für beide Häfen", "sprach von einem großen Gewinn für beide Häfen"),
        ("Im Mai fährt die erste Fähre", "Im Mai fährt die erste FÄHRE"),
        ("widersprach ihm an diesem", "widersprach ihnen an diesem"),
    ],
)
def test_an_edited_quote_is_found_between_what_stood_around_it(old: str, new: str) -> None:
    text = TEXT.replace("Der Minister sprach von einem Gewinn für alle. ", "")
    assert _found(_at(text, old), text.replace(old, new)) == (new, "edited")


@pytest.mark.parametrize("new", ["", "war", "Das Wetter blieb schön und die Straßen leer wie lange nicht"])
def test_another_sentence_in_its_place_is_no_edit_of_it(new: str) -> None:
    old = "widersprach ihm an diesem"
    assert _found(_at(TEXT, old), TEXT.replace(old, new)) == (None, "gone")


def test_a_place_of_which_no_text_is_known_holds_only_with_all_of_its_context() -> None:
    old = _at(TEXT, "Niemand widersprach", 0)._replace(text="", rival=anchors.UNKNOWN, alone=False)
    assert find(old, TEXT).why == "same text"
    assert find(old, "x" + TEXT).span is not None and find(old, TEXT[:60] + TEXT[130:]).span is None


HOSTILE = [
    Anchor("", "", "", 0, 0), Anchor("", "a", "b", 3, 9), Anchor("\0", "\0", "\0", 0, 1),
    Anchor("x", "", "", 1 << 62, 1 << 63), Anchor("x", "", "", -5, -4), Anchor("Kräne", "", "", -5, 1 << 40, rival=-1),
    Anchor("e", "", "", 0, 1, rival=-1, alone=True), Anchor("x" * 100_000, "y" * 100_000, "z" * 100_000, 5, 2),
    Anchor("Mai", "\ud800", "\udfff", 7, 10, "no id", 9_999, True), Anchor("fährt", "Mai " * 9000, " die" * 9000, 0, 5),
]  # fmt: skip


@pytest.mark.parametrize("place", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("text", ["", "x", "\0", TEXT, "e" * 5000])
def test_hostile_places_are_harmless(place: Anchor, text: str) -> None:
    span, _ = find(place, text)
    assert span is None or 0 <= span[0] < span[1] <= len(text)


# Edits whose every character is tracked: a letter keeps the number it had in the first text, also in a copy.
Tracked = list[tuple[str, int]]
SENTENCES = [part + " " for part in TEXT.replace("\n", " ").split(". ")] + [
    "Kim sagte das. ",
    "Kim sagte dies. ",
    "\n\n",
]
FRESH = [
    "x",
    "ä, ",
    "Kim sagte jenes. ",
    "Der Minister sprach von einem Verlust für alle. ",
    "Häfen und Fähren ",
    "\n\n",
]


def _edited(tracked: Tracked, chance: random.Random) -> Tracked:
    a, b = sorted(chance.randrange(len(tracked) + 1) for _ in range(2))
    b = min(b, a + chance.choice((1, 5, 40, 400)))
    fresh: Tracked = [(c, -1) for c in chance.choice(FRESH)]
    part = tracked[a:b]
    return chance.choice(
        [
            tracked[:a] + tracked[b:],
            tracked[:a] + fresh + tracked[a:],
            tracked[:a] + fresh + tracked[b:],
            tracked[:a] + part + tracked[a:],
            tracked[:a] + tracked[b:] + part,
        ]
    )


@examples(200)
@given(st.randoms(use_true_random=False), st.integers(5, 40), st.integers(0, 12))
def test_after_random_edits_no_place_is_wrong(chance: random.Random, length: int, edits: int) -> None:
    old = "".join(chance.choice(SENTENCES) for _ in range(length))
    places = [anchor(old, start, min(len(old), start + chance.choice((1, 3, 12, 40, 120))))
              for start in (chance.randrange(len(old)) for _ in range(8))]  # fmt: skip
    tracked: Tracked = [(c, n) for n, c in enumerate(old)]
    for _ in range(edits):
        tracked = _edited(tracked, chance)
    text, origins = "".join(c for c, _ in tracked), [n for _, n in tracked]
    for place in places:
        span, why = find(place, text)
        if span is None:
            assert why in ("ambiguous", "gone")
            continue
        here, own = origins[span[0] : span[1]], range(place.start, place.end)
        survived = "".join(map(chr, (n + 1 for n in own))) in "".join(chr(n + 1) for n in origins)
        if why == "edited":
            assert anchors._kept(place.quote, text[slice(*span)]) >= anchors.KEPT
            assert text[: span[0]].endswith(place.prefix[-16:]) and text[span[1] :].startswith(place.suffix[:16])
        else:
            assert text[slice(*span)] == place.quote
            assert not survived or here == list(own), "the place itself is still there, and another was taken for it"


def test_most_places_are_found_again_after_small_edits() -> None:
    chance, found, whole = random.Random(5), 0, 0
    old = "".join(
        f"Am {n}. Tag fuhren {n * 37} Waggons über die Brücke von {chr(65 + n % 26)}stadt. " for n in range(60)
    )
    for _ in range(300):
        start = chance.randrange(len(old) - 50)
        place, tracked = anchor(old, start, start + 50), [(c, n) for n, c in enumerate(old)]
        for _ in range(3):
            at = chance.randrange(len(tracked))
            tracked[at : at + 3] = [("q", -1)]
        origins = [n for _, n in tracked]
        if all(n in origins for n in range(start, start + 50)):
            whole += 1
            found += find(place, "".join(c for c, _ in tracked)).span is not None
    assert whole > 200 and found == whole


def test_five_hundred_places_in_five_megabytes_take_no_time() -> None:
    text = "".join(f"Absatz {n}: es fuhren {n * 7919 % 9973} Waggons nach Süden.\n" for n in range(112_000))
    assert len(text) > 5_000_000
    first = anchor(text, 1000, 1060)
    places = [first._replace(quote=text[s : s + 60], start=s, end=s + 60) for s in range(1000, 5_000_000, 10_000)]
    before = time.process_time()
    finder = Finder(text)
    assert all(finder.find(place).why == "same text" for place in places)
    assert time.process_time() - before < 0.25
