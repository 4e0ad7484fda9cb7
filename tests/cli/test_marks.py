"""Bookmarks, tags, read marks, highlights, corrections, removal, undo."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Run


def _card(desk: Run, article: str) -> dict[str, Any]:
    return next(one for one in desk("list", "--json").lines if one["id"] == article)


@pytest.mark.parametrize(
    ("do", "take_back", "key"),
    [(["bookmark"], ["--remove"], "bookmarked"), (["read"], ["--unread"], "read")],
)
def test_a_mark_is_set_taken_away_and_undone(
    desk: Run, ids: dict[str, str], do: list[str], take_back: list[str], key: str
) -> None:
    article = ids["hafen"]
    said = desk(*do, article[:8])
    assert said.code == 0 and article[:8] in said.out
    assert _card(desk, article)[key] is True
    assert desk(*do, article).code == 0
    assert desk(*do, article, *take_back).code == 0
    assert _card(desk, article)[key] is False
    assert desk("undo").code == 0
    assert _card(desk, article)[key] is True


def test_tags_are_given_and_taken_away(desk: Run, ids: dict[str, str]) -> None:
    assert desk("tag", ids["hafen"], "Häfen", "zwei Worte").code == 0
    assert _card(desk, ids["hafen"])["tags"] == ["Häfen", "zwei Worte"]
    assert [one["id"] for one in desk("list", "tag:häfen", "--json").lines] == [ids["hafen"]]
    assert desk("tag", ids["hafen"], "Häfen", "--remove").code == 0
    assert _card(desk, ids["hafen"])["tags"] == ["zwei Worte"]
    assert desk("tag", ids["hafen"], " ").code == 1
    assert desk("tag", ids["hafen"], "x" * 3000).code == 1  # a word of order, not a page that was pasted
    some = desk("tag", ids["hafen"], "gut", "", "x" * 3000)  # the rest is done
    assert (some.code, some.err.count("\n")) == (1, 1) and "#gut" in some.out
    assert desk("undo").code == 0 and _card(desk, ids["hafen"])["tags"] == ["zwei Worte"]
    wrong = desk("tag", ids["hafen"], "Zwie", "zwei Worte", "--remove")
    assert (wrong.code, wrong.err.count("\n")) == (1, 1) and "#Zwie:" in wrong.err
    assert _card(desk, ids["hafen"])["tags"] == []


def test_tags_that_differ_in_case_alone_are_one(desk: Run, ids: dict[str, str]) -> None:
    hafen, getreide = ids["hafen"], ids["getreide"]
    desk("tag", hafen, "Ärger")
    desk("tag", getreide, "ärger", "ÄRGER", "a\u0308rger")
    assert _card(desk, getreide)["tags"] == ["Ärger"]
    desk("tag", getreide, "äRGER", "--remove")
    assert _card(desk, getreide)["tags"] == [] and _card(desk, hafen)["tags"] == ["Ärger"]
    desk("tag", getreide, "Arger")
    assert _card(desk, getreide)["tags"] == ["Arger"]


def test_a_passage_is_highlighted_by_its_words(desk: Run, ids: dict[str, str]) -> None:
    assert desk("highlight", ids["hafen"], "--quote", "neuen  Fährdienst", "--note", "wann?", "--colour", "3").code == 0
    shown = desk("show", ids["hafen"], "--json").json
    (mark,) = shown["annotations"]
    assert (mark["kind"], mark["quote"], mark["body"], mark["colour"]) == ("highlight", "neuen Fährdienst", "wann?", 3)
    assert shown["text"][mark["start"] : mark["end"]] == "neuen Fährdienst"
    assert _card(desk, ids["hafen"])["highlights"] == 1


def test_a_quote_copied_from_wrapped_lines_is_found(desk: Run, run: Run, small: object) -> None:
    text = "Titel der Sache\n\nEin Satz mit Zei\u00adlen\u00a0und Umbrüchen steht hier, danach kommt mehr.\n"
    article = run("add", "-", "--corpus", small, "--json", stdin=text.encode()).lines[0]["id"]
    assert desk("highlight", article, "--quote", "Zeilen und\nUmbrüchen").code == 0


def test_an_absent_or_repeated_passage_is_refused(desk: Run, ids: dict[str, str]) -> None:
    for quote, more in (
        ("Rübenacker", []),
        ("Nordkorea", []),
        ("Nordkorea", ["--nth", "9"]),
    ):
        result = desk("highlight", ids["hafen"], "--quote", quote, *more)
        assert (result.code, result.err.count("\n")) == (1, 1)
    assert "--nth" in desk("highlight", ids["hafen"], "--quote", "Nordkorea").err
    assert desk("highlight", ids["hafen"], "--quote", " ").code == 2
    assert desk("highlight", ids["hafen"], "--quote", "Nordkorea", "--nth", "2").code == 0
    (mark,) = desk("show", ids["hafen"], "--json").json["annotations"]
    assert desk("show", ids["hafen"], "--json").json["text"].index("Nordkorea") < mark["start"]


def test_corrections_hold_until_they_are_emptied(desk: Run, ids: dict[str, str]) -> None:
    before = _card(desk, ids["getreide"])
    assert desk("set", ids["getreide"], "title=Anders", "date=2022-12", "outlet=Die Post").code == 0
    after = _card(desk, ids["getreide"])
    assert (after["title"], after["published"], after["precision"], after["outlet"]) == (
        "Anders", "2022-12", "month", "Die Post")  # fmt: skip
    assert desk("set", ids["getreide"], "title=", "date=", "outlet=").code == 0
    assert _card(desk, ids["getreide"]) == before


def test_a_wrong_date_changes_nothing(desk: Run, ids: dict[str, str]) -> None:
    before = _card(desk, ids["getreide"])
    for given in (("title=Anders", "date=gestern"), ("title=Anders", "title=Oder so"), ("date=2021", "date=")):
        result = desk("set", ids["getreide"], *given)
        assert (result.code, result.err.count("\n"), _card(desk, ids["getreide"])) == (2, 1, before)
    assert desk("set", ids["getreide"], "colour=red").code == 2
    assert desk("set", ids["getreide"], "title").code == 2


def test_a_removed_article_is_gone_until_undone(desk: Run, ids: dict[str, str]) -> None:
    assert desk("remove", ids["hafen"]).code == 0
    assert ids["hafen"] not in {one["id"] for one in desk("list", "--json").lines}
    assert desk("search", "Fährdienst", "--json").lines == []
    for command in ("show", "remove"):
        result = desk(command, ids["hafen"])
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1) and "was removed" in result.err
    assert desk("undo").code == 0
    assert _card(desk, ids["hafen"])["title"].startswith("Neuer Fährdienst")


def test_undo_says_what_it_took_back_and_when_there_is_nothing(desk: Run, ids: dict[str, str]) -> None:
    desk("bookmark", ids["hafen"])
    assert "bookmark" in desk("undo").out
    result = desk("undo")
    assert (result.code, result.err.count("\n")) == (1, 1)
