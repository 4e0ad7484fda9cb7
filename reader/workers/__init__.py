"""Processes that read files beside this one: a file that hangs, dies or grows there stops nothing else."""

from reader.workers.crew import Errand
from reader.workers.line import in_order

__all__ = ["Errand", "in_order"]
