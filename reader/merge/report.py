"""What a merge brought, in numbers and by source; and what was not taken, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.hollow import PURGED
from reader.records import Row
from reader.speech import tr

ANNOTATIONS = frozenset({"note", "highlight"})
CORRECTIONS = frozenset({"block", "line", "article", "removed", "entity", "same", "reject", "unmention", "mention"})

_NO_MARKS = ANNOTATIONS | CORRECTIONS | {PURGED, "position"}

RowId = tuple[str, str]
"""Table and row of an op."""


@dataclass(slots=True)
class Gain:
    """What one source has that this corpus, and the sources before it, lacked."""

    source: str
    articles: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    """Articles of this corpus that are erased there."""
    rows: list[RowId] = field(default_factory=list)
    merged: list[RowId] = field(default_factory=list)
    """Notes in one of which two versions were united."""
    conflicts: list[RowId] = field(default_factory=list)
    """Notes of which two versions stand against each other now."""

    @property
    def annotations(self) -> int:
        """How many notes and highlights are new or changed."""
        return _count(self.rows, ANNOTATIONS)

    @property
    def corrections(self) -> int:
        """How many corrections are new or changed."""
        return _count(self.rows, CORRECTIONS)

    @property
    def marks(self) -> int:
        """How many marks, tags and saved searches are new or changed."""
        return _count_marks(self.rows)


@dataclass(slots=True)
class Other:
    """A corpus of its own, that is no copy of this one: what would come in."""

    source: str
    articles: int
    annotations: int
    corrections: int

    def __str__(self) -> str:
        return tr(
            "{source}: it is a corpus of its own, not a copy of this one (new here: articles {articles}, "
            "notes and highlights {annotations}, corrections {corrections}). "
            "To take it in nevertheless: reader merge --other-lineage."
        ).format(source=self.source, articles=self.articles, annotations=self.annotations, corrections=self.corrections)


@dataclass(slots=True)
class Report:
    """What came in: counts of what is new here, over all sources."""

    sources: list[str] = field(default_factory=list)
    articles: int = 0
    annotations: int = 0
    corrections: int = 0
    marks: int = 0
    erased: int = 0
    """Articles that go from here, since they are erased there."""
    merged_notes: int = 0
    conflicts: int = 0
    versions: int = 0
    """Older versions of notes that had been let go here, and are back."""
    written: bool = False
    rejected: list[str] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)
    """Corpora of another lineage, which were not taken."""
    declined: list[str] = field(default_factory=list)
    """Sources that a person has taken back once, and that nobody asked for."""
    gains: list[Gain] = field(default_factory=list)
    clocks: list[str] = field(default_factory=list)
    """Sentences on machines whose clock was far ahead; what they wrote was taken."""

    def add(self, gains: Sequence[Gain]) -> None:
        """Count what came; a row that several sources have is one."""
        self.gains = [gain for gain in gains if gain.articles or gain.rows]
        rows = [row for gain in gains for row in gain.rows]
        self.articles = sum(len(gain.articles) for gain in gains)
        self.annotations, self.corrections = _count(rows, ANNOTATIONS), _count(rows, CORRECTIONS)
        self.marks, self.erased = _count_marks(rows), sum(len(gain.erased) for gain in gains)
        self.merged_notes = len({row for gain in gains for row in gain.merged})
        self.conflicts = len({row for gain in gains for row in gain.conflicts})

    @property
    def refused(self) -> list[str]:
        """A sentence for everything that was not taken although somebody asked for it."""
        return [*self.rejected, *map(str, self.others)]


def _count(rows: Sequence[RowId], tables: frozenset[str]) -> int:
    return sum(table in tables for table, _ in set(rows))


def _count_marks(rows: Sequence[RowId]) -> int:
    return sum(table not in _NO_MARKS for table, _ in set(rows))


def is_united(row: Row) -> bool:
    """Whether a note is what two sides wrote, taken together."""
    return row.table in ANNOTATIONS and row.alive and len(row.heads) > 1 and not row.conflict


def is_in_conflict(row: Row) -> bool:
    """Whether two versions of a row stand against each other."""
    return row.alive and bool(row.conflict)
