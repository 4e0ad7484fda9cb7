"""`entities`, `entity` and the corrections of entities."""

from __future__ import annotations

from typing import Any

import pytest

from reader.text import cells
from tests.conftest import Run

KEYS = {"id", "name", "type", "aliases", "articles", "mentions", "first", "last"}


def _named(desk: Run, name: str) -> dict[str, Any]:
    return next(one for one in desk("entities", "--json").lines if one["name"] == name)


def test_entities_as_json_most_mentioned_first(desk: Run) -> None:
    found = desk("entities", "--json").lines
    assert all(set(one) >= KEYS for one in found)
    assert [one["mentions"] for one in found] == sorted((one["mentions"] for one in found), reverse=True)
    assert {one["type"] for one in desk("entities", "--type", "per", "--json").lines} == {"PER"}
    assert len(desk("entities", "--limit", "1", "--json").lines) == 1


@pytest.mark.parametrize("width", [30, 80])
def test_entities_for_people_are_aligned_and_fit(desk: Run, width: int) -> None:
    lines = desk("entities", width=width).out.splitlines()
    assert lines[0].startswith("id ")
    assert all(cells(line) <= width for line in lines)


def test_entity_gives_every_mention_in_order_of_date(desk: Run, ids: dict[str, str]) -> None:
    one = desk("entity", "Nordkorea", "--json").json
    assert set(one) >= KEYS | {"contexts"}
    assert len(one["contexts"]) == one["mentions"]
    dates = [context["published"] for context in one["contexts"]]
    assert dates == sorted(dates)
    text = desk("show", ids["hafen"], "--json").json["text"]
    for context in one["contexts"]:
        if context["article"] == ids["hafen"]:
            assert text[context["start"] : context["end"]] in context["sentence"]


def test_entity_for_people_shows_each_sentence_once(desk: Run) -> None:
    out = desk("entity", "nordkorea").out
    assert out.startswith("Nordkorea\nLOC")
    assert " ".join(out.split()).count("Nordkorea stelle dafür zwei Kais bereit.") == 1
    assert all(cells(line) <= 40 for line in desk("entity", "Nordkorea", width=40).out.splitlines())


def test_an_unknown_or_odd_entity_is_one_line(desk: Run) -> None:
    for name in ("Niemand", "", "\x1b[31m", "%"):
        result = desk("entity", name)
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
        assert "\x1b" not in result.err


def test_renaming_and_retyping_last_and_are_undone(desk: Run) -> None:
    one = _named(desk, "Nordkorea")
    assert desk("entity", "rename", "Nordkorea", "DVR", "Korea").code == 0
    assert desk("entity", "DVR Korea", "--json").json["id"] == one["id"]
    assert desk("entity", "retype", one["id"], "org").code == 0
    assert desk("entity", one["id"], "--json").json["type"] == "ORG"
    assert (desk("undo").code, desk("undo").code) == (0, 0)
    assert _named(desk, "Nordkorea") == one


def test_entities_become_one(desk: Run) -> None:
    first, other = _named(desk, "Moskau"), _named(desk, "Russland")
    assert desk("entity", "merge", first["id"], other["id"]).code == 0
    merged = desk("entity", other["id"], "--json").json
    assert merged["id"] == desk("entity", first["id"], "--json").json["id"]
    assert merged["mentions"] == first["mentions"] + other["mentions"]
    assert desk("entity", "merge", first["id"], first["id"]).code == 1


def test_an_entity_is_rejected_everywhere(desk: Run) -> None:
    assert desk("entity", "reject", "Nordkorea").code == 0
    assert "Nordkorea" not in [one["name"] for one in desk("entities", "--json").lines]
    assert desk("undo").code == 0
    assert _named(desk, "Nordkorea")


def test_a_mention_is_rejected_at_its_place(desk: Run) -> None:
    one = desk("entity", "Nordkorea", "--json").json
    place = one["contexts"][0]
    at = f"{place['article'][:8]}:{place['start']}-{place['end']}"
    assert desk("entity", "reject", "Moskau", "--at", at).code == 1
    assert desk("entity", "reject", one["id"], "--at", at).code == 0
    assert desk("entity", "Nordkorea", "--json").json["mentions"] == one["mentions"] - 1
    assert desk("entity", "reject", one["id"], "--at", "nonsense").code == 2
    assert desk("entity", "reject", one["id"], "--at", f"{place['article'][:8]}:0-1").code == 1


def test_an_entity_that_is_called_like_a_command(desk: Run, run: Run, small: object) -> None:
    desk("entity", "rename", "Nordkorea", "merge")
    assert run("--corpus", small, "entity", "--json", "--", "merge").json["name"] == "merge"


def test_why_each_name_belongs_and_what_a_capital_stands_for(desk: Run) -> None:
    moscow = desk("entity", "Moskau", "--json").json
    assert moscow["names"][0]["name"] == "Moskau" and moscow["names"][0]["reason"]
    assert sum(name["count"] for name in moscow["names"]) == moscow["mentions"]
    assert moscow["stands_for"]["name"] == "Russland" and moscow["stood_for_by"] == []
    assert "Moskau" in [one["name"] for one in desk("entity", "Russland", "--json").json["stood_for_by"]]


def test_a_name_is_split_off_and_taken_back(desk: Run) -> None:
    assert desk("entity", "split", "Lawrow", "Nowhere").code == 1
    assert desk("entity", "split", "Sergej Lawrow", "Lawrow").code == 0
    assert _named(desk, "Lawrow")["id"] != _named(desk, "Sergej Lawrow")["id"]
    assert desk("bookmark", desk("list", "--json").lines[0]["id"]).code == 0
    assert desk("entity", "undo").out == "taken back: the splitting\n"
    assert "Lawrow" in _named(desk, "Sergej Lawrow")["aliases"]
    assert desk("entity", "undo").code == 1


def test_two_are_never_the_same(desk: Run) -> None:
    assert desk("entity", "never", "Moskau", "Russland").code == 0
    assert desk("entity", "never", "Moskau", "Moskau").code == 1


def test_a_name_is_added(desk: Run, ids: dict[str, str]) -> None:
    text = desk("show", ids["hafen"], "--json").json["text"]
    at = text.index("Häfen")
    place = f"{ids['hafen'][:8]}:{at}-{at + 5}"
    assert desk("entity", "add", place, "--type", "loc").out == "added: Häfen\n"
    assert _named(desk, "Häfen")["type"] == "LOC"
    assert desk("entity", "add", place, "--as", "Moskau").out == "added: Häfen, which is Moskau\n"
    assert "Häfen" in _named(desk, "Moskau")["aliases"]
    assert desk("entity", "add", f"{ids['hafen'][:8]}:0-99999").code == 1
    assert desk("entity", "add", "nonsense").code == 2
