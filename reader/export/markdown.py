"""Articles as one Markdown document: what is known of each, its text, and the notes and highlights on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.corpus import annotations as notes
from reader.corpus.file import Corpus
from reader.export.chosen import address, chosen, name
from reader.records import HIDDEN_KINDS, Annotation, Article, Block
from reader.text import one_line

_LEADING = re.compile(r"^(\s{0,3})(#{1,6}(?=\s|$)|[-+*>](?=\s|$)|\d{1,9}[.)](?=\s|$)|={3,}|-{3,}|`{3}|\|)", re.M)
_INLINE = re.compile(r"([\\`*_\[\]<>~])")
_HEADINGS = {"title": "", "duplicate-title": "", "heading": "### ", "lead": ""}


def written(corpus: Corpus, only: Sequence[str] | None = None) -> Iterator[str]:
    """Each article as a section under its title; of a whole corpus also the notes that belong to none."""
    for article in chosen(corpus, only):
        yield from _article(corpus, article)
    if only is None:
        yield from _free(corpus)


def _article(corpus: Corpus, article: Article) -> Iterator[str]:
    card = article.card
    yield f"# {escaped(name(article))}\n\n"
    where = address(corpus, card.id)
    facts = {
        "Outlet": card.outlet, "Published": card.published, "By": ", ".join(article.byline),
        "Agency": ", ".join(article.agency), "Address": f"<{where}>" if where else None,
        "Tags": " ".join(f"#{tag}" for tag in card.tags), "Id": card.id[:16],
    }  # fmt: skip
    yield "".join(f"- {what}: {_fact(what, said)}\n" for what, said in facts.items() if said) + "\n"
    yield from (_block(article.text, block) for block in _shown(article))
    yield from _annotations("## Notes and highlights", article.annotations)


def _fact(what: str, said: str) -> str:
    return said if what in ("Address", "Id", "Published") else escaped(one_line(said))


def _shown(article: Article) -> Iterator[Block]:
    return (block for block in article.blocks if block.kind not in HIDDEN_KINDS and block.kind != "title")


def _block(text: str, block: Block) -> str:
    words = text[block.start : block.end].strip()
    if block.kind == "quote":
        return quoted(words) + "\n\n"
    kept = block.kind in ("list", "table")
    body = escaped(words) if kept else escaped(" ".join(words.split()))
    return f"{_HEADINGS.get(block.kind, '')}{_hard(body) if kept else body}\n\n"


def _hard(body: str) -> str:
    return "  \n".join(line.strip() for line in body.split("\n"))


def _annotations(heading: str, found: tuple[Annotation, ...]) -> Iterator[str]:
    if found:
        yield f"{heading}\n\n"
    for note in found:
        if note.anchor:
            yield quoted(note.anchor.quote) + "\n\n"
        if note.body:
            yield note.body.strip() + "\n\n"
        yield f"<!-- {note.kind} {note.id} {note.modified} -->\n\n"


def _free(corpus: Corpus) -> Iterator[str]:
    """Notes on entities and on nothing in particular."""
    free = tuple(note for note in notes.recent(corpus) if note.article is None)
    yield from _annotations("# Other notes", free)


def quoted(words: str) -> str:
    """Words as a quotation."""
    return "\n".join(f"> {escaped(line.strip())}".rstrip() for line in words.strip().split("\n"))


def escaped(words: str) -> str:
    """Words in which nothing is a mark of Markdown: read as such they show what they are."""
    plain = _INLINE.sub(r"\\\1", words)
    return _LEADING.sub(lambda found: f"{found[1]}{_mark(found[2])}", plain)


def _mark(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"\\{mark}"
