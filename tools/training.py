"""What the trainers share: their options, their folds, and the hash of the code that makes features."""

from __future__ import annotations

import argparse
import ast
import random
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parent.parent
Item = TypeVar("Item")


def parser(about: str | None, *beside: str, folds: int, to: str = "") -> argparse.ArgumentParser:
    """The options of a trainer; ``beside`` are those that name more folders, ``to`` is the file of the model."""
    made = argparse.ArgumentParser(description=about)
    made.add_argument("pages", type=Path, nargs="+")
    for name in beside:
        made.add_argument(f"--{name}", type=Path, nargs="*", default=[])
    made.add_argument("--folds", type=int, default=folds)
    made.add_argument("--to", type=Path, default=ROOT / "reader" / "model" / to)
    return made


def folded(items: Iterable[Item], folds: int, seed: int = 1) -> Iterator[tuple[list[Item], list[Item]]]:
    """What is learnt from and what is left out to measure with, so that each item is left out once."""
    order = list(items)
    random.Random(seed).shuffle(order)
    for fold in range(folds):
        yield [item for n, item in enumerate(order) if n % folds != fold], order[fold::folds]


def hash_of(room: str, names: Sequence[str]) -> str:
    """The hash of some modules of a room that make features, without their comments, docstrings and blank lines."""
    files = [ROOT / "reader" / room / f"{name}.py" for name in names]
    return sha256("\n".join(line for file in files for line in _code(file.read_text("utf-8"))).encode()).hexdigest()


def _code(source: str) -> list[str]:
    texts = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Expr) and _is_text(node.value)]
    left_out = {n for node in texts for n in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    lines = ((n, line.rstrip()) for n, line in enumerate(source.split("\n"), 1))
    return [line for n, line in lines if line and n not in left_out and not line.lstrip().startswith("#")]


def _is_text(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, str)
