"""Files that want to hang, fill or break the import: a line of reason or a sane article, in bounded time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import intake, sources
from reader.cli.files import shown_path
from reader.corpus import Corpus, articles, open_corpus
from reader.workers import line
from tests import misbehaving
from tests.cases.formats.pages import SHAPES, pages
from tests.cases.hostile_files import PAGE, REFUSED, TAKEN, WORDS, book, response
from tests.conftest import Run

ROOT = Path(__file__).parent.parent


def _write(place: Path, make: Callable[[], str | bytes]) -> str:
    content = make()
    place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(place)


def test_hostile_files_are_refused_in_one_line_each(corpus: Corpus, folder: Path) -> None:
    paths = [_write(folder / name, make) for name, (make, _) in REFUSED.items()]
    begin = time.monotonic()
    outcomes = list(intake.add(corpus, paths))
    assert time.monotonic() - begin < 40
    for outcome, (name, (_, why)) in zip(outcomes, REFUSED.items(), strict=True):
        assert (Path(outcome.path).name, outcome.status) == (name, "refused")
        assert why in (outcome.reason or "") and "\n" not in (outcome.reason or ""), outcome
        assert "this program failed" not in (outcome.reason or "")


def test_absurd_files_are_taken_for_what_is_in_them(corpus: Corpus, folder: Path) -> None:
    paths = [_write(folder / name, make) for name, (make, _, _) in TAKEN.items()]
    begin = time.monotonic()
    counts = Counter((Path(one.path).name, one.status) for one in intake.add(corpus, paths))
    assert time.monotonic() - begin < 80
    expected = Counter({(name, "added"): added for name, (_, added, _) in TAKEN.items()})
    expected.update({(name, "refused"): refused for name, (_, _, refused) in TAKEN.items() if refused})
    assert counts == expected


def test_refusals_without_end_are_counted(corpus: Corpus, folder: Path) -> None:
    path = _write(folder / "a.mbox", lambda: "From a Mon 00:00\nX:\n\n" * 3000)
    outcomes = list(intake.add(corpus, [path]))
    assert len(outcomes) == 1001 and outcomes[-1].reason == "2,000 more parts of it cannot be read. They were left out."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "make", "status"),
    [
        ("line.txt", lambda: b"Ein Satz mit Worten. " * 250_000, "added"),
        ("word.txt", lambda: b"x" * 50_000_000, "added"),
        ("line.html", lambda: PAGE.encode() + b"Ein Satz mit Worten. " * 5_000_000, "refused"),
    ],
)
def test_a_line_of_megabytes(corpus: Corpus, folder: Path, name: str, make: Callable[[], bytes], status: str) -> None:
    (outcome,) = intake.add(corpus, [_write(folder / name, make)])
    assert outcome.status == status


def test_of_a_thousand_files_the_fifty_bad_ones_are_named(folder: Path, tmp_path: Path, run: Run) -> None:
    bad: list[Callable[[], str | bytes]] = [
        lambda: b"",
        lambda: bytes(range(32)) * 9,
        lambda: b"PK\x05\x06",
        *(make for make, _ in REFUSED.values() if len(make()) < 10_000),
    ]
    for number in range(1000):
        good = lambda number=number: f"Text {number}\n\n{WORDS}"  # noqa: E731
        _write(folder / f"{number:03}.txt", good if number % 20 else bad[number // 20 % len(bad)])
    done = run("--corpus", tmp_path / "c.db", "add", folder)
    assert done.code == 1
    assert done.out.splitlines()[-1] == "950 added, 50 refused"
    named = [Path(one.removeprefix("reader: ").partition(": ")[0]).name for one in done.err.splitlines()]
    assert named == [f"{number:03}.txt" for number in range(0, 1000, 20)]


def _every_format(folder: Path) -> int:
    files = {
        "a.txt": WORDS,
        "b.md": f"# Titel\n\n**Fett** {WORDS}",
        "c.html": pages(SHAPES)[0].source,
        "d.eml": f"From: a@b.example\nSubject: s\n\n{WORDS}",
        "e.mbox": f"From a Mon Jan  1 10:00:00 2024\nFrom: A\nSubject: s\n\n{WORDS}",
        "f.xml": f"<rss><channel><item><title>T</title><description>{WORDS}</description></item></channel></rss>",
        "g.jsonl": f'{{"title": "T", "text": "{WORDS}"}}\n' * 2,
        "h.epub": book({"c.html": PAGE}),
        "i.warc": response(PAGE.replace("Satz", "Text").encode()),
    }
    for name, content in files.items():
        _write(folder / name, lambda content=content: content)  # type: ignore[misc]
    return len(files)


NO_SOCKETS = """
import os, sys
sys.addaudithook(lambda event, _: event.startswith("socket.") and os._exit(7))
from reader.workers import crew, line
from tests import misbehaving
crew._START, line.FEW = misbehaving.START, int(sys.argv.pop(1))
from reader.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("few", [0, line.FEW])
def test_no_socket_is_opened_for_any_format(folder: Path, tmp_path: Path, few: int) -> None:
    number = _every_format(folder)
    command = [sys.executable, "-c", NO_SOCKETS, str(few), "--corpus", str(tmp_path / "c.db"), "add", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("added  ") == number


def test_a_process_that_opens_a_socket_would_be_noticed() -> None:
    script = NO_SOCKETS.replace("sys.exit(main(sys.argv[1:]))", "import socket; socket.socket()")
    assert subprocess.run([sys.executable, "-c", script, "0"], cwd=ROOT).returncode == 7
    script = f"{misbehaving.START.rpartition(';')[0]}; from reader.workers import worker; worker.serve = socket"
    script = f"import socket; {script}.socket; serve()"
    assert subprocess.run([sys.executable, "-c", script, *sys.path], cwd=ROOT).returncode == 7


def test_a_file_that_never_stays_the_same_is_refused(
    corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, right = Path(_write(folder / "a.txt", lambda: WORDS)), os.fstat

    def growing(handle: int) -> os.stat_result:
        status = right(handle)
        with path.open("ab") as file:
            file.write(b"more")
        return status

    monkeypatch.setattr(sources.os, "fstat", growing)
    (outcome,) = intake.add(corpus, [str(path)])
    assert (outcome.status, outcome.reason) == ("refused", "it changes while it is read. Try again when it is whole.")


def test_a_file_that_vanishes_or_becomes_a_pipe_is_refused(corpus: Corpus, folder: Path) -> None:
    for name in "abc":
        _write(folder / f"{name}.txt", lambda name=name: f"{name} {WORDS}")  # type: ignore[misc]
    found = sources.found([str(folder)], None)
    listed = list(found)
    (folder / "a.txt").unlink()
    (folder / "b.txt").unlink()
    os.mkfifo(folder / "b.txt")
    outcomes = list(intake.add(corpus, [source.path for source in listed]))
    assert [one.status for one in outcomes] == ["refused", "refused", "added"]
    assert [one.reason and one.reason.partition(".")[0] for one in outcomes[:2]] == [
        "there is no such file",
        "it is a pipe or a device",
    ]


@pytest.mark.parametrize(
    "name", [b"mit\nzeile.html", b"esc\x1b[2J.html", b"kein-utf8-\xff\xfe.html", b"\x7f\xc2\x9b.html"]
)
def test_odd_names_go_through_a_process_unharmed(folder: Path, tmp_path: Path, run: Run, name: bytes) -> None:
    path = os.path.join(os.fsencode(folder), name)  # noqa: PTH118
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(PAGE.encode())
    done = run("--corpus", tmp_path / "c.db", "add", folder, "--json")
    assert done.lines[0]["status"] == "added"
    with open_corpus(tmp_path / "c.db") as corpus:
        source = articles.load(corpus, done.lines[0]["id"]).source
    assert source == name.decode("utf-8", "backslashreplace")
    os.truncate(path, 0)
    refused = run("--corpus", tmp_path / "c.db", "add", folder)
    assert (refused.code, len(refused.err.splitlines())) == (1, 1)
    assert shown_path(os.fsdecode(path)) in refused.err and "\x1b" not in refused.err
