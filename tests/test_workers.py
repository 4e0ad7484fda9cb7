"""Processes that read files: order, limits, and what is left of them when one hangs, dies, or loses its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import intake
from reader.corpus import Corpus, derive, open_corpus
from reader.reading import Job, Read, Refused
from reader.workers import Errand, crew, in_order, limits, line
from tests import misbehaving

BODY = "Der erste Satz ist lang genug für einen Absatz. Der zweite Satz nennt Berlin.\n"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def bad(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that misbehave when a file says so, and few seconds for each file."""
    monkeypatch.setattr(crew, "_START", misbehaving.START)
    monkeypatch.setattr(limits, "SECONDS", 4.0)
    monkeypatch.setattr(line, "FEW", 0)


def _errands(*texts: bytes) -> Iterator[Errand]:
    return (Errand(f"{number}.txt", Job(f"{number}.txt", text)) for number, text in enumerate(texts))


def _said(*texts: bytes, workers: int = 2) -> list[str]:
    """What became of each text, in the order in which it was said."""
    found = in_order(_errands(*texts), lambda *_: False, workers)
    return [_word(errand, result) for errand, result in found if result is not None]


def _word(errand: Errand, result: object) -> str:
    return f"{errand.path}: {result.reason if isinstance(result, Refused) else type(result).__name__}"


def test_results_come_in_the_order_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "FEW", 0)
    texts = [f"{n}\n\n{BODY * (400 if n % 7 == 0 else 1)}".encode() for n in range(40)]
    found = [(e, r) for e, r in in_order(_errands(*texts), lambda *_: False, 2) if r is not None]
    assert [errand.path for errand, _ in found] == [f"{n}.txt" for n in range(40)]
    assert [result.item.data for _, result in found if isinstance(result, Read)] == texts


def test_processes_give_what_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Titel {n}\n\n12.03.2021\n\n{BODY}".encode() for n in range(3)]
    here = [r for _, r in in_order(_errands(*texts), lambda *_: False) if r is not None]
    monkeypatch.setattr(line, "FEW", 0)
    assert [r for _, r in in_order(_errands(*texts), lambda *_: False) if r is not None] == here


def test_reading_goes_on_while_nobody_takes_what_was_read() -> None:
    under_way = line._Line(_errands(*[BODY.encode()] * (line.FEW + 2)), lambda *_: False, 1)
    next(result for _, result in under_way.run() if result is not None)
    end = time.monotonic() + limits.SECONDS
    while under_way.crew.waiting and time.monotonic() < end:
        time.sleep(0.01)
    waiting = len(under_way.crew.waiting)
    under_way.crew.close()
    assert waiting == 0


def test_a_few_short_texts_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew.Crew, "start", lambda _: pytest.fail("a process was started"))
    assert _said(*[BODY.encode()] * line.FEW) == [f"{n}.txt: Read" for n in range(line.FEW)]


@pytest.mark.parametrize("page", [b"<!doctype html><p>" + BODY.encode(), b"x" * (crew.SHORT + 1)])
def test_what_may_take_long_is_never_read_here(page: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line.reading, "read", lambda *_: pytest.fail("it was read here"))
    assert _said(page) == ["0.txt: Read"]


def test_a_file_that_was_sent_ahead_waits_while_an_answer_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "FEW", 0)
    lines = "\n".join(f'{{"title": "T{n}", "text": "{n} {BODY.strip()}"}}' for n in range(3))
    said = _said(BODY.encode(), lines.encode(), b"0" + BODY.encode(), b"1" + BODY.encode(), workers=1)
    assert said == ["0.txt: Read"] + ["1.txt: Read"] * 3 + ["2.txt: Read", "3.txt: Read"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"EXIT", "the process that read it broke down (exit code 3). The file is as it was."),
        (b"CRASH", "the process that read it broke down (SIGSEGV). The file is as it was."),
        (b"NOISE", "Read"),
        (b"MEMORY", "it takes more memory than one file is given. Split it."),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_breaks_its_process_is_refused_alone(bad: None, text: bytes, why: str, workers: int) -> None:
    first, second, third, last = _said(BODY.encode(), text, BODY.encode(), b"0" + BODY.encode(), workers=workers)
    assert [first, third, last] == ["0.txt: Read", "2.txt: Read", "3.txt: Read"]
    assert second.startswith(f"1.txt: {why}")


def test_files_that_hang_are_refused_in_their_turn(bad: None) -> None:
    first, *hung, last = _said(BODY.encode(), b"LOOP", b"SLEEP", b"REGEX", b"0" + BODY.encode(), workers=4)
    assert (first, last) == ("0.txt: Read", "4.txt: Read")
    assert hung == [f"{n}.txt: reading it took more than 4 s. Save it in a simpler form." for n in (1, 2, 3)]


def test_only_the_time_in_which_a_process_works_counts(bad: None) -> None:
    lines = "\n".join(f'{{"title": "T{n}", "text": "{n} {BODY.strip()}"}}' for n in range(3))
    said = []
    for errand, result in in_order(_errands(BODY.encode() * 5000, lines.encode()), lambda *_: False, 2):
        if result is not None:
            said.append(_word(errand, result))
            if errand.path == "0.txt":
                time.sleep(limits.SECONDS + 0.5)  # somebody reads along, and the second file waits for an answer
    assert said == ["0.txt: Read"] + ["1.txt: Read"] * 3


def test_time_grows_with_size_up_to_a_bound() -> None:
    assert limits.seconds(0) == limits.SECONDS < limits.seconds(5_000_000) < limits.MOST_SECONDS
    assert limits.seconds(10**12) == limits.MOST_SECONDS


@pytest.mark.parametrize("program", ["/nowhere/python", "false"])
def test_where_no_process_can_be_started_all_is_read_here(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program)
    monkeypatch.setattr(line, "FEW", 0)
    assert _said(*[BODY.encode()] * 5) == [f"{n}.txt: Read" for n in range(5)]


def test_what_is_held_is_not_read_again(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = tmp_path / "box.mbox"
    mails = (f"From a@b.example Mon Jan  1 10:00:00 2024\nFrom: A\nSubject: {n}\n\n{BODY}" for n in range(5))
    box.write_text("\n".join(mails), "utf-8")
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    paths = [str(box), str(tmp_path / "a.txt")]
    added = [one.id for one in intake.add(corpus, paths)]
    monkeypatch.setattr(crew, "_START", misbehaving.START.replace("serve", "derive_nothing"))
    monkeypatch.setattr(derive, "derive", lambda _: pytest.fail("it was read again"))
    again = list(intake.add(corpus, paths))
    assert [(one.status, one.id) for one in again] == [("duplicate", article) for article in added]


def test_many_articles_of_one_file_wait_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "_MOST_BYTES", 1000)
    lines = "\n".join(f'{{"title": "T{n}", "text": "{n} {BODY.strip() * 5}"}}' for n in range(50))
    slow = f"Titel\n\n{BODY * 3000}".encode()
    seen = [(e.path, len(e.results)) for e, r in in_order(_errands(slow, lines.encode()), lambda *_: False, 2) if r]
    assert [path for path, _ in seen] == ["0.txt"] + ["1.txt"] * 50
    assert max(waiting for _, waiting in seen) <= 3


SCRIPT = """
import sys
from reader.workers import crew, line
from tests import misbehaving
crew._START, line.FEW = misbehaving.START, 0
from reader.cli import main
sys.exit(main(sys.argv[1:]))
"""


def _begun(folder: Path, *texts: bytes) -> subprocess.Popen[bytes]:
    """An import that has said what became of its first file, and is at the next."""
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_bytes(text)
    files = [str(folder / f"{number}.txt") for number in range(len(texts))]
    command = [sys.executable, "-c", SCRIPT, "--corpus", str(folder / "c.db"), "add", *files]
    begun = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert begun.stdout is not None
    assert begun.stdout.readline().startswith(b"added")
    return begun


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _are_gone(pids: list[int], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while any(_lives(pid) for pid in pids) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(_lives(pid) for pid in pids)


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


linux = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")


@linux
@pytest.mark.parametrize("hanging", [b"SLEEP", b"LOOP"])
def test_an_interrupt_ends_everything_at_once(tmp_path: Path, hanging: bytes) -> None:
    with _begun(tmp_path, BODY.encode(), hanging, b"0" + BODY.encode()) as begun:
        workers = _children(begun.pid)
        begun.send_signal(signal.SIGINT)
        rest, errors = begun.communicate(timeout=20)
    assert (begun.returncode, rest) == (130, b"")
    assert errors.count(b"\n") == 1 and b"Run it again to go on" in errors
    assert workers and _are_gone(workers, 5)
    with open_corpus(tmp_path / "c.db") as corpus:
        assert corpus.rows("SELECT count(*) FROM card") == [(1,)]
        assert [one.status for one in intake.add(corpus, [str(tmp_path / f"{n}.txt") for n in (0, 2)])] == [
            "duplicate",
            "added",
        ]


@linux
@pytest.mark.parametrize("hanging", [b"SLEEP", b"LOOP", b"REGEX"])
@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGTERM])
def test_processes_do_not_outlive_their_parent(tmp_path: Path, hanging: bytes, deadly: signal.Signals) -> None:
    with _begun(tmp_path, BODY.encode(), hanging) as begun:
        workers = _children(begun.pid)
        begun.send_signal(deadly)
        begun.communicate(timeout=20)
    assert workers and _are_gone(workers, 30)
    assert sorted(path.name for path in tmp_path.glob("c.db*")) == ["c.db"]


@linux
def test_no_process_and_no_open_file_is_left(monkeypatch: pytest.MonkeyPatch, bad: None) -> None:
    _said(BODY.encode())
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    _said(BODY.encode(), b"EXIT", b"SLEEP", BODY.encode())
    assert _children(os.getpid()) == []
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


@linux
def test_memory_of_the_parent_does_not_count_as_that_of_a_process() -> None:
    code = (
        "import subprocess, sys; big = b'x' * (limits.GROWN + (64 << 20)); "
        "print(subprocess.run([sys.executable, '-c', 'from reader.workers import limits; print(limits.is_grown())'],"
        " capture_output=True, text=True, check=True).stdout, limits.is_grown())"
    )
    done = subprocess.run(
        [sys.executable, "-c", "from reader.workers import limits; " + code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
