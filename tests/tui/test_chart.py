"""Small charts: as wide as they may be, as high as the counts are, and legible without blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.chart import COLUMNS, bar, columns, is_plain, timeline

dates = st.one_of(
    st.integers(1, 9999).map("{:04}".format),
    st.tuples(st.integers(1990, 2030), st.integers(1, 12)).map(lambda of: f"{of[0]:04}-{of[1]:02}"),
)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 40), st.booleans())
def test_a_bar_is_as_long_as_its_part(count: int, most: int, width: int, plain: bool) -> None:
    drawn = bar(count, most, width, plain)
    assert len(drawn) <= width and bool(drawn) == (count > 0)
    assert count < most or len(drawn) == width
    assert abs(len(drawn) - width * min(count, most) / most) <= 1


def test_columns_are_as_high_as_the_counts() -> None:
    assert columns([0, 1, 4, 8]) == " ▁▄█" and columns([]) == "" and columns([0, 0]) == "  "
    assert columns([0, 1, 4, 8], plain=True) == " .=@"


@given(st.dictionaries(dates, st.integers(1, 99), max_size=30), st.integers(1, 120))
def test_a_timeline_fits_and_begins_and_ends_with_something(counts: dict[str, int], width: int) -> None:
    chart = timeline(counts, width)
    if chart is not None:
        assert len(chart.columns) <= width and chart.columns[0] in COLUMNS and chart.columns[-1] in COLUMNS
        assert chart.first[:4] == min(counts)[:4] and chart.last[:4] == max(counts)[:4]
    else:
        assert width == 1 or len({date[:4] for date in counts}) <= 1 or len(counts) < 2 or _one_step(counts)


def _one_step(counts: dict[str, int]) -> bool:
    years = [int(date[:4]) for date in counts]
    return max(years) - min(years) < 2


def test_few_dates_make_few_columns_and_a_mere_year_makes_years() -> None:
    assert timeline({"2018-01": 1, "2018-02": 2}, 80) == ("2018-01", "▄▄██", "2018-02")
    by_year = timeline({"2018-01": 1, "2019": 1, "2020-12": 2}, 80)
    assert by_year == ("2018", "▄▄▄▄██", "2020")
    assert timeline({"2018-01": 1}, 80) is None and timeline({}, 80) is None


@pytest.mark.parametrize(
    ("coding", "term", "plain"),
    [("utf-8", "xterm", False), ("latin-1", "xterm", True), ("utf-8", "linux", True), ("no such", "xterm", True)],
)
def test_what_a_terminal_cannot_show_is_not_drawn(
    coding: str, term: str, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Out:
        encoding = coding

    monkeypatch.setattr("sys.__stdout__", Out())
    monkeypatch.setenv("TERM", term)
    is_plain.cache_clear()
    assert is_plain() is plain
    is_plain.cache_clear()
