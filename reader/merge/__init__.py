"""Copies of a corpus that went their own ways grow together: the union of both, a report, and the way back."""

from reader.merge.known import worth_a_look
from reader.merge.past import Came, Merged, merges
from reader.merge.report import ANNOTATIONS, CORRECTIONS, Other, Report
from reader.merge.sync import Synced, sync
from reader.merge.undoing import take_back, undo
from reader.merge.union import merge

__all__ = [
    "ANNOTATIONS",
    "CORRECTIONS",
    "Came",
    "Merged",
    "Other",
    "Report",
    "Synced",
    "merge",
    "merges",
    "sync",
    "take_back",
    "undo",
    "worth_a_look",
]
