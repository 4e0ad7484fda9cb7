"""Makes the sample corpus from the articles in `seeds/`, with a few marks and notes as a reader would leave them.

Takes the path to make it at; without one it is `corpus.db` at the top of the project.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from reader import acts, intake
from reader.corpus import articles, entities, open_corpus
from reader.corpus.file import Corpus
from reader.corpus.listing import Listing

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
TREATY = "Wortlaut des Vertrags besorgen.\n\n- Beistand: wer entscheidet?\n- Fristen?"
QUESTIONS = "# Fragen an das Dossier\n\n1. Wann beginnen die Lieferungen?\n2. Wer spricht für wen?"


def make(path: Path) -> None:
    """Make the sample corpus at ``path``, which must not exist."""
    with open_corpus(path, create=True) as corpus:
        for outcome in intake.add(corpus, [str(file) for file in sorted(SEEDS.iterdir())]):
            if outcome.status != "added":
                raise SystemExit(f"{outcome.path}: {outcome.status} {outcome.reason or ''}")
        _annotate(corpus)


def _annotate(corpus: Corpus) -> None:
    treaty = Listing(corpus, "Vertrag Pjöngjang is:unread").rows(0, 1)[0].id
    visit = Listing(corpus, "Choe Moskau date:2024").rows(0, 1)[0].id
    acts.bookmark(corpus, treaty)
    acts.tag(corpus, treaty, "vertrag")
    acts.tag(corpus, visit, "vertrag")
    acts.write_note(corpus, f"article:{treaty}", TREATY)
    _highlight(corpus, visit)
    kim = entities.find(corpus, "Kim Jong Un")
    acts.write_note(corpus, f"entity:{kim.id}", "Schreibweisen: **Kim Jong Un**, Kim Jong-un.")
    acts.write_note(corpus, "corpus", QUESTIONS)


def _highlight(corpus: Corpus, article: str) -> None:
    text = articles.load(corpus, article).text
    start = text.index("Choe Son Hui")
    end = text.index(".", start) + 1
    acts.highlight(corpus, article, acts.anchor(text, start, end), body="Quelle prüfen")


def main(arguments: list[str]) -> int:
    """Make it beside its place and move it there, so that a failure leaves the old one."""
    target = Path(arguments[0]) if arguments else ROOT / "corpus.db"
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        made = Path(folder, "corpus.db")
        make(made)
        made.replace(target)
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
