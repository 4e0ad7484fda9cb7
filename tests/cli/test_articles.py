"""`list`, `show`, `search`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.text import cells
from tests.conftest import TEXTS, Run

LIST_KEYS = {"id", "title", "published", "precision", "outlet", "language", "words", "bookmarked", "read", "notes",
             "highlights", "tags", "also"}  # fmt: skip
SHOW_KEYS = LIST_KEYS | {"kicker", "byline", "agency", "source", "added", "text", "blocks", "mentions", "annotations"}


def test_list_as_json_has_every_key_newest_first(desk: Run) -> None:
    found = desk("list", "--json").lines
    assert all(set(one) >= LIST_KEYS for one in found)
    assert [one["published"] for one in found] == ["2022-11-05", "2021-03-12T09:45", "2019-06-14", None]
    assert [one["precision"] for one in found] == ["day", "minute", "day", None]
    assert found[-1]["title"] is None


def test_list_for_people_is_aligned_and_fits(desk: Run) -> None:
    for width in (30, 50, 80, 200):
        lines = desk("list", width=width).out.splitlines()
        assert len(lines) == 4
        assert all(cells(line) <= width for line in lines)
    assert len({line.index("20") for line in lines[:3]}) == 1


def test_an_article_without_a_title_shows_its_first_words(desk: Run) -> None:
    assert "in der halle standen" in desk("list").out
    found = desk("search", "halle").out.splitlines()[0]
    assert "“in der halle standen" in found and "no title" not in found


def test_list_sorts_limits_and_chooses(desk: Run) -> None:
    titles = [one["title"] for one in desk("list", "--sort", "title", "--json").lines]
    assert titles[0] == "A letter from the border"
    assert len(desk("list", "--limit", "2", "--json").lines) == 2
    assert desk("list", "--limit", "0").out == ""
    assert [one["title"] for one in desk("list", "Seoul", "--json").lines] == ["Getreide für den Winter"]
    assert [one["published"] for one in desk("list", "date:2021", "--json").lines] == ["2021-03-12T09:45"]


def test_nothing_found_is_no_error(desk: Run) -> None:
    assert (desk("list", "zzzzz").code, desk("search", "zzzzz", "--json").out) == (0, "")


def test_a_query_with_a_minus_comes_after_two(run: Run, small: object) -> None:
    found = run("--corpus", small, "list", "--json", "--", "-Getreide").lines
    assert len(found) == 3


def test_show_as_json_has_every_key(desk: Run, ids: dict[str, str]) -> None:
    one = desk("show", ids["hafen"], "--json").json
    assert set(one) >= SHOW_KEYS
    assert one["text"] == TEXTS["hafen.txt"]
    assert {tuple(sorted(block)) for block in one["blocks"]} == {("end", "kind", "start")}
    assert {"start", "end", "type", "entity"} == set(one["mentions"][0])
    known = {entity["id"] for entity in desk("entities", "--json").lines}
    assert all(mention["entity"] in known for mention in one["mentions"])


def test_show_raw_gives_the_bytes_as_they_came(desk: Run, run: Run, small: object, ids: dict[str, str]) -> None:
    data = b"\xef\xbb\xbfZeile eins\r\nund noch eine\x00 Zeile\r\n"
    added = run("add", "-", "--corpus", small, "--json", stdin=data).lines
    assert desk("show", added[0]["id"], "--raw").raw == data
    assert desk("show", added[0]["id"], "--json").json["text"] == "Zeile eins\nund noch eine\ufffd Zeile\n"


def test_show_for_people_reads_from_top_to_bottom(desk: Run, ids: dict[str, str]) -> None:
    desk("note", ids["hafen"], "Nachfragen!")
    out = desk("show", ids["hafen"]).out
    parts = ["Neuer Fährdienst", "2021-03-12 09:45", "Der russische Außenminister", "In Pjöngjang", "Nachfragen!"]
    places = [out.index(part) for part in parts]
    assert places == sorted(places)
    assert out.count("Neuer Fährdienst zwischen") == 1
    assert all(cells(line) <= 80 for line in out.splitlines())


@pytest.mark.parametrize("width", [20, 33, 60])
def test_show_is_never_wider_than_the_terminal(desk: Run, ids: dict[str, str], width: int) -> None:
    assert all(cells(line) <= width for line in desk("show", ids["hafen"], width=width).out.splitlines())


@pytest.mark.parametrize("width", [20, 30, 40])
def test_what_is_found_is_never_wider_than_the_terminal(desk: Run, ids: dict[str, str], width: int) -> None:
    for command in (["search", "Nordkorea"], ["related", ids["hafen"]]):
        assert all(cells(line) <= width for line in desk(*command, width=width).out.splitlines()), command


def test_one_word_is_no_plural(desk: Run) -> None:
    added = desk("add", "-", "--json", stdin="Überschrift\n".encode()).lines
    assert " 1 word " in " ".join(desk("show", added[0]["id"]).out.split())


def test_an_id_may_be_cut_to_four_characters_and_upper_case(desk: Run, ids: dict[str, str]) -> None:
    assert desk("show", ids["hafen"][:6].upper(), "--json").json["id"] == ids["hafen"]
    for wrong in ("abc", "zzzz", "0000000000", ""):
        result = desk("show", wrong)
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)


def test_search_as_json_marks_what_matched(desk: Run) -> None:
    found = desk("search", "Getreide", "--json").lines
    assert {"id", "title", "published", "field", "snippet", "matches"} <= set(found[0])
    start, end = found[0]["matches"][0]
    assert found[0]["snippet"][start:end].casefold().startswith("getreide")
    assert len(desk("search", "Nordkorea", "--limit", "1", "--json").lines) == 1


def test_search_for_people_names_title_and_snippet(desk: Run, ids: dict[str, str]) -> None:
    desk("note", "corpus", "Über Waggons nachdenken")
    out = desk("search", "Waggons").out
    assert "Getreide für den Winter" in out and "vierzig Waggons" in out and "nachdenken" in out
    assert all(cells(line) <= 40 for line in desk("search", "Nordkorea", width=40).out.splitlines())


@pytest.mark.parametrize("query", ['"', "(", "title:", "AND NEAR( *", "a\"b'c", "is:", "date:99", "*", "\\", "%_"])
def test_no_query_is_an_error(desk: Run, query: str) -> None:
    assert [desk(command, "--", query).code for command in ("list", "search", "notes")] == [0, 0, 0]


def test_json_escapes_what_terminals_obey(desk: Run, ids: dict[str, str]) -> None:
    desk("set", ids["hafen"], "title=A \x7f\x9b31m B")
    out = desk("list", "--json").out
    assert not any((ord(char) < 32 and char != "\n") or 0x7F <= ord(char) < 0xA0 for char in out)
    assert all(json.loads(line) for line in out.splitlines())


def test_an_article_is_found_by_its_agency_as_by_its_author(desk: Run, tmp_path: Path) -> None:
    place = tmp_path / "agency.txt"
    place.write_text(
        "Hafen wird größer\n\nHamburg (dpa) - Der Hafen wird im Mai größer.\n\nEr wächst. (sda/dpa)\n", "utf-8"
    )
    found = desk("add", place, "--json").json["id"]
    assert "dpa" in desk("show", found, "--json").json["agency"]
    assert found in {one["id"] for one in desk("list", "--json", "by:dpa").lines}
