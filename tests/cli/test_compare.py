"""Articles that tell the same, on the command line: `add`, `list`, `show` and `compare`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli.output import gone, new, painted
from reader.text import cells
from tests.conftest import Run

TITLE, BODY = (
    (Path(__file__).parent.parent / "cases" / "kin" / "agency.txt").read_text("utf-8").strip().split("\n\n", 1)
)

pytestmark = pytest.mark.usefixtures("here")
EDITED = BODY.replace("Beobachter werten", "Fachleute werten").replace("bedeutet der Verkehr", "bringt der Verkehr")
EDITED = EDITED.rpartition("\n\n")[0]


def object_of(body: str, outlet: str, **more: str) -> bytes:
    return json.dumps({"title": TITLE, "text": body, "source": outlet, **more}).encode() + b"\n"


@pytest.fixture
def three(desk: Run) -> dict[str, str]:
    """Three articles that tell the same, by outlet."""
    given = object_of(BODY, "Nordbote") + object_of(BODY + "\n", "Tagblatt", date="2023-05-02")
    added = desk("add", "-", "--json", stdin=given + object_of(EDITED, "Kurier", date="2023-05-03")).lines
    assert [one["status"] for one in added] == ["added"] * 3
    assert [(one["reason"] or "")[:14] for one in added] == ["", "same text as " + added[0]["id"][:1], "same story as "]
    assert added[1]["reason"] == f"same text as {added[0]['id'][:8]}"
    return dict(zip(("Nordbote", "Tagblatt", "Kurier"), (one["id"] for one in added), strict=True))


def test_list_marks_what_others_tell_too(desk: Run, three: dict[str, str]) -> None:
    assert {one["id"]: one["also"] for one in desk("list", "--json").lines if one["also"]} == dict.fromkeys(
        three.values(), 2
    )
    assert {one["id"] for one in desk("list", "is:copy", "--json").lines} == set(three.values())
    assert all("=" in line for line in desk("list", "is:copy").out.splitlines())
    assert not any("=" in line for line in desk("list", "--", "-is:copy").out.splitlines())


def test_show_says_where_else_it_stands(desk: Run, three: dict[str, str]) -> None:
    also = desk("show", three["Nordbote"], "--json").json["also"]
    assert [(one["id"], one["how"]) for one in also] == [(three["Tagblatt"], "same text"), (three["Kurier"], "story")]
    assert set(also[0]) == {"id", "title", "outlet", "published", "how", "likeness"}
    assert also[0]["published"] == "2023-05-02" and 0.7 <= also[1]["likeness"] < 1
    percent = round(also[1]["likeness"] * 100)
    assert f"Also in: Tagblatt (same text), Kurier ({percent}%)" in desk("show", three["Nordbote"]).out


def test_copies_without_an_outlet_are_only_counted(desk: Run, three: dict[str, str]) -> None:
    more = b"".join(object_of(BODY + "\n" * number, "") for number in (2, 3))
    desk("add", "-", stdin=more)
    out = " ".join(desk("show", three["Nordbote"]).out.split())
    assert "Also in: Tagblatt (same text), Kurier (" in out and "%) and 2 copies without an outlet" in out
    nameless = [one["id"][:8] for one in desk("list", "is:copy", "--json").lines if one["outlet"] is None]
    assert len(nameless) == 2 and not any(one in out for one in nameless)


def test_what_stands_alone_is_shown_as_ever(desk: Run, ids: dict[str, str]) -> None:
    assert desk("show", ids["hafen"], "--json").json["also"] == []
    assert "Also in" not in desk("show", ids["hafen"]).out


def test_compare_marks_words_and_paragraphs(desk: Run, three: dict[str, str]) -> None:
    out = desk("compare", three["Nordbote"], three["Kurier"], width=60).out
    flat = " ".join(out.split())
    assert "[-Beobachter-] {+Fachleute+} werten den Schritt" in flat
    assert "[-bedeutet-] {+bringt+} der Verkehr" in flat
    assert "- [-Im vergangenen Winter war der Hafen" in flat
    assert "paragraphs the same" in flat
    assert all(cells(line) <= 60 for line in out.splitlines())
    narrow = desk("compare", three["Nordbote"], three["Kurier"], width=20).out
    assert all(cells(line) <= 20 for line in narrow.splitlines())


def test_compare_takes_the_nearest_by_itself(desk: Run, three: dict[str, str]) -> None:
    nearest = desk("compare", three["Nordbote"], "--json").json
    assert (nearest["left"], nearest["right"]) == (three["Nordbote"], three["Tagblatt"])
    assert {hunk["kind"] for hunk in nearest["hunks"]} == {"same"}


def test_compare_as_json_has_spans_of_both_texts(desk: Run, three: dict[str, str]) -> None:
    found = desk("compare", three["Nordbote"], three["Kurier"], "--json").json
    texts = {side: desk("show", found[side], "--json").json["text"] for side in ("left", "right")}
    assert {hunk["kind"] for hunk in found["hunks"]} == {"same", "changed", "gone"}
    for hunk in found["hunks"]:
        for side, unlike in (("left", "new"), ("right", "gone")):
            if hunk[side]:
                said = "".join(one["text"] for one in hunk["pieces"] if one["kind"] != unlike)
                assert texts[side][slice(*hunk[side])].split() == said.split()


def test_compare_says_when_there_is_nothing_to_compare_with(desk: Run, ids: dict[str, str]) -> None:
    result = desk("compare", ids["hafen"])
    assert result.code == 1
    assert "no other article tells the same. Name the other one: reader compare ID OTHER." in result.err


def test_compare_changes_nothing_and_lets_no_control_through(desk: Run, small: Path) -> None:
    hostile = BODY.replace("Fachleute", "\u202eetuelhcaF").replace("Kräne", "Kr\u001b[31mäne")
    added = desk("add", "-", "--json", stdin=object_of(BODY, "A\u202eB") + object_of(hostile, "C\u0007")).lines
    before = small.read_bytes()
    out = desk("compare", added[0]["id"], added[1]["id"]).out
    assert not {"\u202e", "\x1b", "\x07"} & set(out) and small.read_bytes() == before


def test_differences_are_signs_with_colour_on_a_terminal() -> None:
    assert painted(gone("alt") + new("neu"), colour=True) == "\x1b[31m[-alt-]\x1b[0m\x1b[32m{+neu+}\x1b[0m"
    assert painted(gone("alt") + new("neu"), colour=False) == "[-alt-]{+neu+}"


def test_what_is_added_says_why_it_is_known_also_where_the_title_is_long(desk: Run) -> None:
    desk("add", "-", stdin=object_of(BODY, "Nordbote"))
    line = desk("add", "-", stdin=object_of(BODY + "\n\n", "Tagblatt"), width=60).out
    assert line.startswith("added") and "(same text as " in line and cells(line.rstrip("\n")) <= 60
