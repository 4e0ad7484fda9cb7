"""`purge`: erases an article, after it was said what that means and agreed to."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from reader.cli.asking import agreed, can_ask
from reader.cli.corpora import existing
from reader.cli.files import shown_path
from reader.cli.ids import short
from reader.cli.output import complain, progress, say, tell
from reader.corpus import Corpus, articles
from reader.records import ReaderError
from reader.speech import tr, trn

if TYPE_CHECKING:
    from reader.purging import Stake


def purge(arguments: SimpleNamespace) -> int:
    """Erase an article from the file's bytes, here and wherever it is merged."""
    with existing(arguments) as corpus:
        article = articles.find(corpus, arguments.id)
        if not (arguments.yes or _wanted(corpus, article)):
            say(tr("nothing was purged"))
            return 1
        shown = short(corpus, article)
        left = _erase(corpus, article)
        copies = _beside(corpus, article)
    tell(tr("purged: {id}. Other copies lose it when they are merged with this one.").format(id=shown))
    for path in copies:
        tell(tr("{path} still holds it, since a copy is never written to. To clear it and put it into the trash: "
                "reader sync --clean").format(path=shown_path(str(path))))  # fmt: skip
    for sentence in left:
        complain(sentence)
    return 1 if left else 0


def _beside(corpus: Corpus, article: str) -> list[Path]:
    from reader.merge.contained import beside

    return beside(corpus, article)


def _wanted(corpus: Corpus, article: str) -> bool:
    from reader.purging import stake

    if not can_ask():
        raise ReaderError(short(corpus, article), tr("a purge cannot be undone"), tr("Say that you want it: --yes"))
    for sentence in _said(short(corpus, article), stake(corpus, article)):
        tell(sentence)
    return agreed(tr("Purge it? [y/N]"))


def _said(shown: str, stake: Stake) -> list[str]:
    title = stake.title or tr("(no title)")
    said = [
        tr("{id}  {title}").format(id=shown, title=title),
        tr("Its text and bytes go from this file for good, and from every copy that is merged with it."),
    ]  # fmt: skip
    if stake.backups:
        said.append(
            trn(
                "{n} backup on this machine is cleared of it, too.",
                "{n} backups on this machine are cleared of it, too.",
                stake.backups,
            )
        )
    if stake.notes or stake.highlights:
        said.append(
            tr("What you wrote on it stays, without the words of the article: notes {notes}, highlights {highlights}.")
            .format(notes=stake.notes, highlights=stake.highlights)
        )  # fmt: skip
    said.append(tr("This cannot be undone; `reader remove` can. Your own words are not searched for quotations."))
    return said


def _erase(corpus: Corpus, article: str) -> list[str]:
    from reader.purging import purge as erase

    with progress() as watch:
        watch("purge")
        return erase(corpus, article)
