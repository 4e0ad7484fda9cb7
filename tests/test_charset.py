"""Bytes of which nothing says in which charset they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import charset, text
from reader.formats import read

_RUSSIAN = "Совет решил вечером, что старый порт останется открытым до весны. Поезда в Hallum Express не ходят."
_UKRAINIAN = "Рада вирішила, що стара гавань працюватиме до весни; її мешканці цього чекали."
_LATIN = (
    "Größe zählt: „Die Möwe“ fährt – für 5 € – übers Meer, sagte Jürgen Öllerer.",
    "À l'été, les élèves étaient à l'école où « ça » a été décidé.",
    "ÄÖÜ äöü ß ÄÖÜ äöü ß",
    "¡Año! El niño soñó con España.",
)


@pytest.mark.parametrize("name", ["cp1251", "koi8-u", "cp866", "iso8859-5", "koi8-r"])
def test_cyrillic_letters_are_known_without_a_label(name: str) -> None:
    for said in (_RUSSIAN, _RUSSIAN[:30], *([_UKRAINIAN] if name in ("cp1251", "koi8-u") else [])):
        assert text.decode(said.encode(name)) == said
        assert text.decode(said.encode(name), "us-ascii") == said  # as a mail that says nothing is labelled


@pytest.mark.parametrize("said", _LATIN)
def test_latin_letters_stay_latin(said: str) -> None:
    assert text.decode(said.encode("cp1252")) == said


@pytest.mark.parametrize("said", [*_LATIN[:3], _RUSSIAN])
def test_a_damaged_place_makes_no_other_charset_of_utf8(said: str) -> None:
    whole = said.encode()
    cut = max(at for at, byte in enumerate(whole) if byte >= 0xC0) + 1
    assert text.decode(whole[:cut]) == whole[: cut - 1].decode() + text.REPLACEMENT


def test_a_page_that_names_no_charset_is_read_by_its_letters() -> None:
    page = f"<html><head><title>Порт</title></head><body><article><p>{_RUSSIAN}</p></article></body></html>"
    (item,) = read(page.encode("cp1251"), "x.html")
    assert _RUSSIAN in item.text


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_they_make_a_text(data: bytes) -> None:
    assert text.decode(data) == text.canonical(text.decode(data))


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_two_bytes_to_a_letter_are_known_without_a_mark(name: str) -> None:
    for said in (*_LATIN, _RUSSIAN, _UKRAINIAN, "Ein Satz.\r\n\r\nNoch „einer“ – für 5 €.\t"):
        data = said.encode(name)
        assert not text.is_binary(data)
        assert text.decode(data) == text.canonical(said)
    page = f"<html><head><title>Möwen</title></head><body><article><p>{_LATIN[0]}</p></article></body></html>"
    (item,) = read(page.encode(name), "x.html")
    assert _LATIN[0] in item.text and "<p>" not in item.text


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 8, b"\0 \0\0" * 200, b"Kein\0Text \0von zweien", b"\0\0\1\0 \0" * 300],
    ids=["all", "blanks", "strayed", "numbers"],
)
def test_zero_bytes_alone_make_no_text_of_two_bytes_to_a_letter(data: bytes) -> None:
    assert charset.wide(data) is None
