"""The corpus as JSON: what `reader export` writes, and what `reader add` reads of it again.

One document, one record a line: articles by id, then ops by id, so that two machines with the same corpus
write the same bytes. Nothing derived is in it but the text, for those who read the file without this program.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reader.corpus import articles, ops
from reader.corpus.file import Corpus
from reader.journal import ID_LENGTH, is_sound
from reader.records import Op, ReaderError
from reader.speech import tr

VERSION = 1
_BEGINNING = re.compile(rb'\s*\{\s*"lesepult"\s*:')
_UNPRINTABLE = re.compile("[\x7f-\x9f\ud800-\udfff]")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""What no corpus can hold as text."""
_HEX = re.compile(r"[0-9a-f]*")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Exported:
    """An article out of an exported file: its bytes, and when and under which name it first came in."""

    data: bytes
    source: str
    added: str


@dataclass(frozen=True, slots=True)
class Export:
    """What an exported file holds. ``lineage`` is ``None`` if it is a part of a corpus. ``rejected``: sentences."""

    lineage: str | None
    articles: tuple[Exported, ...]
    ops: tuple[Op, ...]
    rejected: tuple[str, ...]


def encode(value: object) -> str:
    """JSON on one line, safe on any terminal: DEL, C1 and lone surrogates are escaped too."""
    plain = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", plain)


def as_json(corpus: Corpus, only: Sequence[str] | None = None) -> Iterator[str]:
    """The lines of an export, each with its line end: of everything, or of some articles (ids).

    The file is read in short steps, so that nobody has to wait with writing for a slow pipe; what comes
    in meanwhile may be in it or not.
    """
    chosen = None if only is None else sorted(only)
    ids = [row[0] for row in corpus.rows("SELECT id FROM article ORDER BY id")] if chosen is None else chosen
    journal = _all_ops(corpus) if chosen is None else _ops_about(corpus, chosen)
    lineage = corpus.id if chosen is None else None
    yield f'{{"lesepult": {VERSION}, "lineage": {encode(lineage)}, "articles": ['
    yield from _lines(_article(corpus, article) for article in ids)
    yield '], "ops": ['
    yield from _lines(_op(op) for op in journal)
    yield "]}\n"


def _lines(records: Iterator[dict[str, Any]]) -> Iterator[str]:
    between = "\n"
    for record in records:
        yield between + encode(record)
        between = ",\n"
    yield "\n"


def _all_ops(corpus: Corpus) -> Iterator[Op]:
    last = b""
    while page := corpus.rows("SELECT id, tbl, row, value, parents, at FROM op WHERE id > ? ORDER BY id LIMIT ?",
                              (last, _PAGE)):  # fmt: skip
        yield from (ops.unpack(*row) for row in page)
        last = page[-1][0]


def _ops_about(corpus: Corpus, chosen: Sequence[str]) -> Iterator[Op]:
    found: list[Op] = []
    for article in chosen:
        rows = corpus.rows("SELECT tbl, row FROM state WHERE subject = ?", (article,))
        found += [op for table, row in rows for op in ops.of_row(corpus, table, row)]
    yield from sorted(found, key=lambda op: op.id)


def _article(corpus: Corpus, article: str) -> dict[str, Any]:
    format, source, added, text, plain = corpus.rows(
        "SELECT format, source, added, text, original IS NULL FROM article WHERE id = ?", (article,))[0]  # fmt: skip
    record = {"id": article, "format": format, "source": source, "added": added, "text": text}
    if not plain:
        record["original"] = base64.b64encode(articles.original(corpus, article)).decode("ascii")
    return record


def _op(op: Op) -> dict[str, Any]:
    value = None if op.value is None else dict(sorted(op.value.items()))
    return {"id": op.id.hex(), "table": op.table, "row": op.row, "value": value,
            "parents": [parent.hex() for parent in op.parents], "at": op.at}  # fmt: skip


def is_export(data: bytes) -> bool:
    """Whether some bytes begin like a file that `as_json` wrote."""
    return _BEGINNING.match(data) is not None


def parse(data: bytes, name: str) -> Export:
    """What an exported file holds. It is believed no further than it can be checked. Raises `ReaderError`."""
    document = _document(data, name)
    found = [_checked_article(record) for record in document["articles"]]
    journal = [_checked_op(record) for record in document["ops"]]
    rejected = [
        tr("article {id}: its bytes are not those of its id").format(id=at)
        for at, one in enumerate(found, 1)
        if one is None
    ]
    rejected += [tr("entry {id}: it is damaged").format(id=at) for at, op in enumerate(journal, 1) if op is None]
    lineage = document.get("lineage")
    return Export(
        lineage if _is_hex(lineage, 16) else None,
        tuple(one for one in found if one is not None),
        tuple(op for op in journal if op is not None),
        tuple(rejected),
    )


def _document(data: bytes, name: str) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        raise ReaderError(
            name, tr("it begins like an export but is no whole JSON"), tr("Export it once more")
        ) from None
    if document.get("lesepult") != VERSION:
        raise ReaderError(name, tr("it was exported by a newer reader"), tr("Update this one first"))
    if not all(isinstance(document.get(part), list) for part in ("articles", "ops")):
        raise ReaderError(name, tr("it begins like an export but has no articles and ops"), tr("Export it once more"))
    return dict(document)


def _checked_article(record: Any) -> Exported | None:
    try:
        data = base64.b64decode(record["original"], validate=True) if "original" in record else record["text"].encode()
        source, added = record["source"], record["added"]
        if articles.article_id(data) != record["id"] or not _is_text(source) or not _TIME.fullmatch(added):
            return None
        return Exported(data, source, added)
    except (KeyError, TypeError, AttributeError, ValueError, binascii.Error):
        return None


def _checked_op(record: Any) -> Op | None:
    try:
        op_id, parents = record["id"], record["parents"]
        table, row, value, at = record["table"], record["row"], record["value"], record["at"]
        texts = all(map(_is_text, (table, row, at))) and isinstance(value, dict | None)
        if not texts or not all(_is_hex(one, ID_LENGTH) for one in (op_id, *parents)):
            return None
        op = Op(bytes.fromhex(op_id), table, row, value, tuple(bytes.fromhex(parent) for parent in parents), at)
        return op if is_sound(op) else None
    except (KeyError, TypeError, ValueError, RecursionError):
        return None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not _NO_TEXT.search(value)


def _is_hex(value: object, length: int) -> bool:
    return isinstance(value, str) and len(value) == 2 * length and _HEX.fullmatch(value) is not None
