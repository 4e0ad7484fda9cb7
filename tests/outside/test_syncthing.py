"""Two machines that Syncthing keeps alike, an app open on each, a person at each who writes all the time.

`pytest -m long tests/outside`; skipped where there is no Syncthing.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from reader import acts
from reader.corpus import open_corpus, ops

from ..conftest import Run
from ..laws import integrity
from .nodes import Node, until
from .people import COMMON, Person

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not shutil.which("syncthing"), reason="there is no Syncthing"),
]
MINUTE = 60


class Machine:
    """A Syncthing, a corpus in its folder, and a person."""

    def __init__(self, root: Path, seed: int) -> None:
        self.node, self.environment = Node(root), {"READER_STATE": str(root / "state")}
        self.corpus = self.node.folder / "corpus.db"
        self.person = Person(root.name, self.corpus, self.environment, seed)

    def holds(self) -> tuple[frozenset[Any], frozenset[Any]]:
        """Ids of articles and ops; nothing while the file is just being replaced."""
        try:
            with closing(sqlite3.connect(f"{self.corpus.as_uri()}?mode=ro", uri=True)) as db:
                return tuple(frozenset(db.execute(f"SELECT id FROM {table}")) for table in ("article", "op"))  # type: ignore[return-value]
        except sqlite3.Error:
            return frozenset(), frozenset()

    def checked(self, process: Run) -> bytes:
        """See that the corpus is sound and that nothing in the copies beside it is not in it. Gives its export."""
        integrity(self.corpus)
        for command in (("check",), ("sync", "--clean")):
            done = process(*command, "--corpus", self.corpus, env=self.environment)
            assert (done.code, done.err) == (0, ""), done.err
        assert self.copies() == [], "all that was in them is here"
        target = self.corpus.with_name("export.json")
        assert process("export", "--corpus", self.corpus, "--format", "json", "--output", target).code == 0
        return target.read_bytes()

    def copies(self) -> list[Path]:
        return [path for path in self.node.folder.iterdir() if "sync-conflict" in path.name]


def at_rest(here: Machine, there: Machine) -> bool:
    """Whether both hold the same, and Syncthing has nothing more to do."""
    quiet = here.node.is_quiet(there.node) and there.node.is_quiet(here.node)
    return quiet and here.holds() == there.holds() != (frozenset(), frozenset())


def wait_for_rest(here: Machine, there: Machine, seconds: float = 120) -> float:
    """Until they are at rest, and still are after a while. Gives how many seconds that took."""
    began = time.monotonic()

    def rests() -> bool:
        here.person.app.read(0)
        there.person.app.read(0)
        return at_rest(here, there)

    def stays() -> bool:
        until(rests, seconds)
        mark = here.holds()
        end = time.monotonic() + 6
        while time.monotonic() < end:
            here.person.app.read(0.1)
            there.person.app.read(0.1)
        return rests() and here.holds() == mark

    until(stays, seconds)
    return time.monotonic() - began


def said(corpus: Path) -> str:
    """All that the journal says."""
    with open_corpus(corpus) as opened:
        return "\n".join(f"{op.row} {op.value}" for op in ops.every(opened))


def offline(here: Machine, there: Machine, stopped: threading.Event) -> None:
    """Now and then the machines do not see each other for a while."""
    while not stopped.wait(8):
        here.node.pause(there.node)
        stopped.wait(5)
        here.node.resume(there.node)


def write_on_both(here: Machine, there: Machine, seconds: float) -> None:
    """Both write; raises what went wrong at either."""
    both, stopped = (here.person, there.person), threading.Event()
    threads = [threading.Thread(target=person.work, args=(seconds,)) for person in both]
    cutting = threading.Thread(target=offline, args=(here, there, stopped))
    for thread in (*threads, cutting):
        thread.start()
    for thread in threads:
        thread.join()
    stopped.set()
    cutting.join()
    for person in both:
        if person.failed:
            raise person.failed


@pytest.mark.parametrize("kept", [10, 0], ids=["as it comes", "no conflict copies"])
def test_t01_two_machines_that_syncthing_keeps_alike(small: Path, tmp_path: Path, process: Run, kept: int) -> None:
    """Syncthing may keep no conflict copies, but drop the loser: what the open apps wrote they put back."""
    with open_corpus(small) as corpus:
        acts.write_note(corpus, "corpus", COMMON)
    here, there = machines = tuple(Machine(tmp_path / name, seed) for seed, name in enumerate(("here", "there")))
    here.node.share_with(there.node, kept)
    there.node.share_with(here.node, kept)
    shutil.copy(small, here.corpus)
    with here.node, there.node:
        until(there.corpus.exists, 30)
        for machine in machines:
            machine.person.sit_down()
        write_on_both(here, there, MINUTE)
        copies = {copy.name for machine in machines for copy in machine.copies()}
        took = wait_for_rest(here, there)
        for machine in machines:
            machine.person.leave()
        wait_for_rest(here, there)
    journal = said(here.corpus)
    assert [line for machine in machines for line in machine.person.wrote if line not in journal] == []
    assert bool(copies) == bool(kept), "there was something to unite"
    exports = [machine.checked(process) for machine in machines]
    assert exports[0] == exports[1]
    print(f"lines {[len(machine.person.wrote) for machine in machines]}, "
          f"conflicts settled {[machine.person.settled for machine in machines]}, "
          f"copies {len(copies)}, at rest after {took:.0f} s")  # fmt: skip
