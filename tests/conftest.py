"""What every test stands on: a home of its own, a small corpus made by script, and two ways to run the program."""

from __future__ import annotations

import importlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from reader.corpus import Corpus

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # Started in the background: programs begun here would ignore ^C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:  # By nohup: they would, too.
    signal.signal(signal.SIGHUP, lambda *_: None)
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # Two cores may be.
settings.register_profile("tests", BUSY, derandomize=True)  # What it finds, it finds at each run.
settings.register_profile("explore", BUSY, max_examples=1000)
settings.load_profile("tests")
os.environ["LANGUAGE"] = "en"  # What the tests read is English, wherever they run.
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # Numpy's threads would spin, each in each process, and hinder one another.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Many processes are begun here: they shall not compile all anew.

TEXTS = {
    "hafen.txt": (
        "Neuer Fährdienst zwischen Wladiwostok und Rajin\n\n12.03.2021, 09:45\n\n"
        "Der russische Außenminister Sergej Lawrow hat in Moskau einen neuen Fährdienst angekündigt. "
        "Lawrow sprach von einem Gewinn für beide Häfen, auch für Nordkorea.\n\n"
        "In Pjöngjang hieß es, die erste Fähre fahre im Mai. Nordkorea stelle dafür zwei Kais bereit.\n"
    ),
    "getreide.txt": (
        "Getreide für den Winter\n\n2022-11-05\n\n"
        "Moskau liefert Nordkorea mehr Getreide als im Vorjahr. Die Ladung ging am Montag ab.\n\n"
        "Beobachter in Seoul zählten vierzig Waggons an der Grenze zu Russland.\n"
    ),
    "letter.md": (
        "---\ntitle: A letter from the border\ndate: 2019-06-14\n---\n\n# A letter from the border\n\n"
        "The bridge near Khasan is quiet again. A guard says that **three trains** a week cross to North Korea.\n\n"
        "- coal\n- timber\n\n> Nobody counts them twice.\n"
    ),
    "ohne.txt": "in der halle standen noch die kisten vom vortag, niemand hatte sie gezählt, und so blieb es auch.\n",
}


@dataclass(frozen=True)
class Result:
    """What a run of the program gave."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.split("\n") if line]


Run = Callable[..., Result]


def examples(count: int, *, suppress_health_check: Sequence[HealthCheck] = ()) -> settings:
    """So many examples of a property; ten times as many where one explores."""
    unchecked = (*settings().suppress_health_check, *suppress_health_check)
    return settings(max_examples=count * settings().max_examples // 100, suppress_health_check=unchecked)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes very long is run only where it is asked for."""
    if "long" not in config.option.markexpr:
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="long: pytest -m long"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home directory of its own for every test, so that none sees or changes that of the person who runs them."""
    place = tmp_path / "home"
    places = {
        "HOME": place,
        "XDG_STATE_HOME": place / "state",
        "XDG_DATA_HOME": place / "data",
        "XDG_CONFIG_HOME": place / "config",
        "XDG_CACHE_HOME": place / "cache",
        "READER_STATE": place / "state" / "reader",
    }
    place.mkdir()
    for name, value in places.items():
        monkeypatch.setenv(name, str(value))
    for name in ("READER_CORPUS", "VISUAL", "EDITOR", "NO_COLOR", "COLUMNS", "LINES", "READER_CONFIG",
                 "DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY", "WSL_DISTRO_NAME"):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    return place


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the texts that the small corpus is made of."""
    folder = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def _made(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from reader import intake
    from reader.corpus import open_corpus

    path = tmp_path_factory.mktemp("corpus") / "small.db"
    with open_corpus(path, create=True) as corpus, read_here():
        assert {outcome.status for outcome in intake.add(corpus, [str(texts)])} == {"added"}
    return path


@pytest.fixture
def small(_made: Path, tmp_path: Path) -> Path:
    """A corpus of four articles, to be changed at will."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return Path(shutil.copy(_made, folder / "small.db"))


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """A new corpus, open."""
    from reader.corpus import open_corpus

    with open_corpus(tmp_path / "new.db", create=True) as corpus:
        yield corpus


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    place = tmp_path / "folder"
    place.mkdir()
    return place


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, in an empty folder. ``stdin``: bytes. Fast."""
    from reader.cli import main

    place = tmp_path / "here"
    place.mkdir(exist_ok=True)

    def run(*arguments: object, stdin: bytes = b"", width: int = 80) -> Result:
        out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        with monkeypatch.context() as patch:
            patch.chdir(place)
            patch.setenv("COLUMNS", str(width))
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = main([str(argument) for argument in arguments])
        return Result(code, out.buffer.getvalue(), err.buffer.getvalue().decode())  # type: ignore[attr-defined]

    return run


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """Run the command line as a process of its own, in an empty folder. True to life, and slow."""
    place = tmp_path / "there"
    place.mkdir(exist_ok=True)

    def process(*arguments: object, stdin: bytes = b"", env: dict[str, str] | None = None) -> Result:
        root = str(Path(__file__).parent.parent)
        command = [sys.executable, "-m", "reader", *(os.fspath(a) if isinstance(a, Path) else a for a in arguments)]
        done = subprocess.run(
            command,  # type: ignore[arg-type]
            input=stdin,
            capture_output=True,
            timeout=60,
            cwd=place,
            env={**os.environ, "PYTHONPATH": root, **(env or {})},
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr.decode())

    return process


@pytest.fixture
def desk(run: Run, small: Path) -> Run:
    """`run` on the small corpus."""

    def on_small(*arguments: object, **more: Any) -> Result:
        return run(*arguments, "--corpus", small, **more)

    return on_small


@pytest.fixture
def ids(desk: Run) -> dict[str, str]:
    """The ids of the small corpus by file name without its suffix."""
    found = (desk("show", one["id"], "--json").json for one in desk("list", "--json").lines)
    return {Path(one["source"]).stem: one["id"] for one in found}


@contextmanager
def read_here() -> Iterator[None]:
    """Files are read in this process; how others read them is what ``test_workers`` is about."""
    from reader.workers import line

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line._Line, "_is_light", lambda _: True)
        yield


@pytest.fixture
def here() -> Iterator[None]:
    """`read_here` for a whole test."""
    with read_here():
        yield


def corpus_of_pages(folder: Path, *pages: str) -> tuple[Path, list[str]]:
    """A corpus of HTML pages; its path, and their ids in turn."""
    from reader import intake
    from reader.corpus import open_corpus

    files = [folder / f"page-{number}.html" for number in range(len(pages))]
    for file, text in zip(files, pages, strict=True):
        file.write_text(text, encoding="utf-8")
    with open_corpus(folder / "pages.db", create=True) as corpus, read_here():
        ids = [outcome.id for outcome in intake.add(corpus, list(map(str, files)))]
    return folder / "pages.db", [article for article in ids if article]


@pytest.fixture(scope="session")
def tool() -> Iterator[Callable[[str], Any]]:
    """Imports a program of ``tools/`` by its name, as those import each other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parent.parent / "tools"))
        yield importlib.import_module
