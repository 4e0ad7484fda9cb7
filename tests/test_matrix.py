"""The matrix of faults: what may befall a corpus in a synced folder, and that each row is tested under its number.

A test of a row is named ``test_tNN_…``, wherever it stands. Rows that need another system are tested as far as Linux
can: shares by a table of mounts, cloud placeholders by files as they are left, names of tools by the names alone (but
Syncthing and git, which are run), a stick that is pulled by a kill.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

ROWS = {
    1: "both edit offline, a conflict copy appears, the app open or closed",
    2: "copies under the names of all tools, localised, two and twenty",
    3: "the same copy again, its own copy, an older backup",
    4: "two machines that answer each other's copies",
    5: "kill -9 in save, import, merge, compaction, migration",
    6: "a crash with a hot journal, then the file replaced",
    7: "a file in WAL mode, with or without a stale log",
    8: "the file replaced, overwritten, unlinked, moved under the open app",
    9: "something else in its place",
    10: "one byte flipped",
    11: "a torn copy, as the corpus and as a source",
    12: "the disk is full",
    13: "read-only file, folder, mount",
    14: "two instances; another program holds the lock",
    15: "network shares",
    16: "a newer schema",
    17: "an older schema, as the corpus and as a source",
    18: "clocks that are wrong or jump; the same millisecond",
    19: "a file cloned, a snapshot or backup put back",
    20: "deleted here, changed there; children of what was deleted",
    21: "one note written on several machines; line ends; large notes",
    22: "a conflict resolved in two ways",
    23: "away for a year, compacted elsewhere meanwhile",
    24: "purged here, a fuller copy there",
    25: "the text under a highlight changed",
    26: "the search index drifted or lost",
    27: "another version of the program on the other machine",
    28: "what only reads changes nothing",
    29: "direct edits by other programs",
    30: "scripts of three machines, and mutants that they catch",
    31: "100,000 articles, 20,000 entries on each side; growth",
    32: "branches under git; a purge on one of them",
}
TESTS = Path(__file__).parent
_TEST = re.compile(r"^ *(?:async )?def test_t(\d\d)_(\w+)\(", re.MULTILINE)


def by_row() -> dict[int, list[str]]:
    """By row, its tests and where they stand."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        for number, name in _TEST.findall(path.read_text("utf-8")):
            found[int(number)].append(f"{path.relative_to(TESTS)}: {name}")
    return dict(found)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_tested_under_its_number(row: int) -> None:
    assert by_row().get(row), f"T{row} ({ROWS[row]}) has no test"


def test_no_test_has_the_number_of_a_row_that_there_is_not() -> None:
    assert by_row().keys() <= ROWS.keys()
