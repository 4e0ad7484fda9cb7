"""`related`: what speaks of the same as an article."""

from __future__ import annotations

from types import SimpleNamespace

from reader.cli.corpora import existing
from reader.cli.ids import short_all
from reader.cli.output import say, say_json, terminal_width, wrapped
from reader.cli.titles import found_line
from reader.corpus import Corpus, articles
from reader.search.related import MOST, Related
from reader.search.related import related as find
from reader.speech import tr
from reader.text import one_line


def related(arguments: SimpleNamespace) -> None:
    """Articles that share rare names and words with one, best first, with what they share."""
    with existing(arguments) as corpus:
        limit = MOST if arguments.limit is None else arguments.limit
        found = find(corpus, articles.find(corpus, arguments.id), limit)
        if arguments.json:
            for one in found:
                say_json(_shape(one))
            return
        ids = short_all(corpus, (one.id for one in found))
        for one in found:
            _say(corpus, one, ids[one.id])


def _shape(one: Related) -> dict[str, object]:
    shape: dict[str, object] = one._asdict()
    return shape | {"both": list(one.both), "score": round(one.score, 3)}


def _say(corpus: Corpus, one: Related, id: str) -> None:
    head = "  ".join(part for part in (id, (one.published or "")[:10], one_line(one.outlet or "")) if part)
    say(found_line(corpus, head, one.id, one.title))
    both = tr("both: {words}").format(words=", ".join(map(one_line, one.both)))
    for line in wrapped(both, terminal_width(), "    "):
        say(line)
