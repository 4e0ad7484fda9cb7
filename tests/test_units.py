"""Units: what a reader sees of a line, and the way back to where each character stands."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.structure import lines

INVISIBLE = "\u00ad\u200b\u200f\u061c\u202e\ufeff"
LINES = st.text(st.sampled_from("aB. |é👍\u0301\u0308\u00a0\u2028\u3000\t " + INVISIBLE), max_size=30)


def seen_one_by_one(line: str) -> tuple[str, list[int]]:
    """What is seen of a line without blanks at its edges, letter by letter with the marks behind it."""
    out, origins = list[str](), list[int]()
    for match in re.finditer(r"[\s\S][\u0300-\u036f]*", line):
        cluster = match.group()
        seen = "" if cluster[0] in INVISIBLE else " " if cluster.isspace() else unicodedata.normalize("NFC", cluster)
        for char in seen:
            if char != " " or (out and out[-1] != " "):
                out.append(char)
                origins.append(match.start())
    if out[-1:] == [" "]:
        out.pop()
    return "".join(out), origins[: len(out)]


@given(LINES)
def test_what_is_seen_of_a_line_knows_where_it_stands(line: str) -> None:
    made = lines.unit("x\n" + line, 2, 2 + len(line))
    assert (made is None) == (not line.strip())
    if made:
        text, origins = seen_one_by_one(line.strip())
        before = 2 + len(line) - len(line.lstrip())
        assert made.text == text
        assert list(made.origins) == [before + at for at in origins]


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("a  b\u00a0c\td", "a b c d"),
        ("Stra\u00adße", "Straße"),
        ("Cafe\u0301 \u200b am Eck", "Café am Eck"),
        ("\u200b Anfang", "Anfang"),
        ("Ende \u200b", "Ende"),
        ("\u061cplain", "plain"),
    ],
)
def test_odd_signs(line: str, seen: str) -> None:
    made = lines.unit(line, 0, len(line))
    assert made is not None and made.text == seen
