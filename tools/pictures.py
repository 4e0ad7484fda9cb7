"""Makes the pictures of the README with the app itself, on a copy of the sample corpus.

Takes the folder to put them in; without one it is `tools/pictures`.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SIZE = (100, 30)
PICTURES: dict[str, tuple[str, ...]] = {
    "list": ("j", "j"),
    "page": ("j", "j", "enter", "tab", "tab"),
    "entity": ("E", "enter"),
    "inbox": ("5",),
    "names": ("E",),
    "notes": ("A",),
    "help": ("question_mark",),
}


async def picture(corpus: Path, keys: tuple[str, ...], target: Path) -> None:
    """Press some keys and keep what the screen shows."""
    from reader.corpus import open_corpus
    from reader.tui import settings
    from reader.tui.app import ReaderApp
    from reader.tui.desk import Desk

    with open_corpus(corpus) as opened:
        app = ReaderApp(Desk(opened, settings.load()))
        async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.3)
            target.write_text(app.export_screenshot(title="reader"), "utf-8")


def main(arguments: list[str]) -> int:
    """Make them all."""
    folder = Path(arguments[0]) if arguments else ROOT / "tools" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state:
        os.environ["READER_STATE"] = os.environ["XDG_CONFIG_HOME"] = state
        for name, keys in PICTURES.items():
            corpus = Path(shutil.copy(ROOT / "corpus.db", Path(state, "dossier.db")))
            asyncio.run(picture(corpus, keys, folder / f"{name}.svg"))
            print(folder / f"{name}.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
