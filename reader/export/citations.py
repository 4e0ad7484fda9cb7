"""Articles as references: BibTeX and RIS, for Zotero, JabRef, Citavi and LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.corpus.file import Corpus
from reader.export.chosen import address, chosen, name
from reader.records import Article
from reader.text import fold, one_line

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_TWO_NAMES = re.compile(r",|\band\b", re.IGNORECASE)
_NO_KEY = re.compile(r"[^a-z0-9]+")


def bibtex(corpus: Corpus, only: Sequence[str] | None = None) -> Iterator[str]:
    """An ``@article`` each; its key is outlet, year and the first characters of the id, so that it never changes."""
    for article in chosen(corpus, only):
        fields = {
            "title": _tex_body(name(article)),
            "author": " and ".join(_tex_authors(article)),
            "journal": _tex(article.card.outlet),
            "date": article.card.published and article.card.published[:10],
            "year": article.card.published and article.card.published[:4],
            "url": _plain_address(address(corpus, article.card.id)),
            "keywords": _tex(", ".join(article.card.tags)),
            "langid": article.card.language,
        }
        lines = ",\n".join(f"  {field} = {{{value}}}" for field, value in fields.items() if value)
        yield f"@article{{{_key(article)},\n{lines}\n}}\n\n"


def ris(corpus: Corpus, only: Sequence[str] | None = None) -> Iterator[str]:
    """A record each, of type NEWS (RIS format specification, 2011); lines end as it says, with CR LF."""
    for article in chosen(corpus, only):
        published = article.card.published
        fields = [("TY", "NEWS"), ("TI", name(article))]
        fields += [("AU", one) for one in article.byline or article.agency]
        fields += [("T2", article.card.outlet or ""), ("PY", (published or "")[:4]), ("DA", _ris_date(published))]
        fields += [("UR", address(corpus, article.card.id) or ""), ("LA", article.card.language or "")]
        fields += [("KW", tag) for tag in article.card.tags]
        fields += [("N1", " ".join(note.body.split())) for note in article.annotations if note.body.strip()]
        fields += [("ID", article.card.id[:16])]
        lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
        yield "\r\n".join([*lines, "ER  - ", "", ""])


def _ris_date(published: str | None) -> str:
    """``2018/04/10/``: what is not known stays empty."""
    if not published:
        return ""
    year, month, day, *_ = *published[:10].split("-"), "", ""
    return f"{year}/{month}/{day}/"


def _key(article: Article) -> str:
    outlet = _NO_KEY.sub("", fold(article.card.outlet or "article"))[:20] or "article"
    return f"{outlet}{(article.card.published or '')[:4]}-{article.card.id[:8]}"


def _plain_address(where: str | None) -> str | None:
    return where and where.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _tex_authors(article: Article) -> Iterator[str]:
    return map(_tex_person, article.byline) if article.byline else map(_tex_body, article.agency)


def _tex_person(name: str) -> str:
    """A name that BibTeX parts into first and last; one that it would read as two, or turn round, is kept whole."""
    return _tex_body(name) if _TWO_NAMES.search(name) else _tex(name)


def _tex_body(words: str | None) -> str:
    return "{" + _tex(words) + "}"


def _tex(words: str | None) -> str:
    return "".join(_SPECIAL.get(char, char) for char in one_line(words or ""))
