"""JSON: articles as objects under the names that scrapers and interfaces commonly use, one a line or in a list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal

from reader import text
from reader.formats import Piece, address, clock
from reader.formats.metadata import people_in
from reader.formats.sheet import Sheet, flat
from reader.records import Hints, Item, ReaderError
from reader.speech import tr

_BODIES = (
    "text", "body", "content", "articlebody", "article_body", "article_text", "full_text", "fulltext", "maintext",
    "main_text", "plain_text", "raw_text", "cleaned_text", "content_text", "content_html", "html", "article", "story",
)  # fmt: skip
_TITLES = ("title", "headline", "heading", "name")
_LEADS = ("lead", "subtitle", "subheadline", "standfirst", "description", "summary", "abstract", "excerpt", "teaser")
_KICKERS = ("kicker",)
_DATES = (
    "published", "date_published", "datepublished", "date_publish", "publish_date", "published_at", "publication_date",
    "publishedat", "publisheddate", "publishdate", "pub_date", "pubdate", "date", "datetime", "timestamp", "time",
)  # fmt: skip
_AUTHORS = ("authors", "author", "byline", "creator", "creators")
_OUTLETS = (
    "outlet", "source", "publisher", "site_name", "sitename", "publication", "newspaper", "medium", "source_name",
    "site", "source_domain", "hostname", "domain",
)  # fmt: skip
_ADDRESSES = ("url", "link", "canonical_url", "canonical", "uri")
_LANGUAGES = ("language", "lang", "locale")
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|article|body|html)\b[^<>]*>", re.I)
_BETWEEN = re.compile(r"[\s,]*")
_LINES_TRIED = 3


def form(data: bytes) -> Literal["json", "json-lines"] | None:
    """Whether a file is one article as an object, many of them, or neither."""
    content = text.decode(data).strip()
    if content.startswith("["):
        first = _value(content, _BETWEEN.match(content, 1).end())  # type: ignore[union-attr]
        return "json-lines" if first and _is_article(first[0]) else None
    first = _value(content, 0)
    if first and first[1] == len(content):
        return "json" if _is_article(first[0]) else None
    lines = content.split("\n", _LINES_TRIED)[:_LINES_TRIED]
    some = [first, *(_value(line, 0) for line in lines)]
    return "json-lines" if any(one and _is_article(one[0]) for one in some) else None


def pieces(data: bytes, name: str) -> Iterator[Piece]:
    """The objects of a file: one a line, or one after the other if they take several lines."""
    content = text.decode(data).strip()
    first = content.partition("\n")[0]
    found = _value(first, 0)
    if content.startswith("{") and (found is None or found[1] == len(first.rstrip())) and not _spread(content):
        for number, line in enumerate(content.split("\n"), 1):
            if line.strip(" \t,"):
                yield f"line {number}", line.strip(" \t,").encode()
        return
    yield from _in_a_row(content, name)


def _spread(content: str) -> bool:
    """Whether the first object takes more than a line."""
    found = _value(content, 0)
    return found is not None and "\n" in content[: found[1]]


def _in_a_row(content: str, name: str) -> Iterator[Piece]:
    at, count = (1 if content.startswith("[") else 0), 0
    while (at := _BETWEEN.match(content, at).end()) < len(content) and content[at] != "]":  # type: ignore[union-attr]
        found, count = _value(content, at), count + 1
        if found is None:
            yield f"object {count}", ReaderError(name, tr("its JSON is broken"), tr("What came before it was taken"))
            return
        yield f"object {count}", content[at : found[1]].encode()
        at = found[1]


def read(data: bytes, name: str) -> Item:
    """The article of one object. Raises `ReaderError` if there is no text in it."""
    found = _value(text.decode(data).strip(), 0)
    if found is None or not _is_article(found[0]):
        raise ReaderError(name, tr("there is no text in it"), tr("It was left out"))
    fields = {str(key).lower().replace("-", "_"): value for key, value in reversed(list(found[0].items()))}
    return _written(data, fields)


def _written(data: bytes, fields: dict[str, Any]) -> Item:
    sheet = Sheet()
    title, outlet, stamp = (_first(fields, names) for names in (_TITLES, _OUTLETS, _DATES))
    names = tuple(dict.fromkeys(_people(fields)))
    body = _body(fields)
    sheet.write(_first(fields, _KICKERS), "kicker")
    sheet.write(title, "title")
    lead = _first(fields, _LEADS)
    if lead and lead.rstrip(" .…")[:80] not in flat(body[:2000]):
        sheet.write(lead, "lead")
    sheet.write(", ".join(names), "byline")
    sheet.write(stamp, "date")
    language = _language(fields) or _write_body(sheet, body)
    for note in dict.fromkeys((outlet, _first(fields, _ADDRESSES))):
        sheet.write(note, "source-note")
    key = address.key(*(_words(fields.get(name)) for name in _ADDRESSES))
    hints = Hints(title or None, clock.printed(stamp), outlet or None, names, language, tuple(sheet.blocks), key)
    return Item(data, sheet.text, "json", hints)


def _write_body(sheet: Sheet, body: str) -> str | None:
    if not _MARKUP.search(body):
        sheet.take(text.canonical(body).strip() + "\n\n", ())
        return None
    from reader.formats import html

    written, hints = html.of_source(body)
    sheet.take(written, (b for b in hints.blocks if b.kind != "title"))
    return hints.language


def _value(content: str, at: int) -> tuple[Any, int] | None:
    """The JSON value that begins at an offset, and where it ends; nothing for what is broken or absurd."""
    try:
        return _DECODER.raw_decode(content, at)
    except (ValueError, RecursionError):
        return None


_DECODER = json.JSONDecoder(strict=False)


def _is_article(value: Any) -> bool:
    return isinstance(value, dict) and bool(_body({str(k).lower().replace("-", "_"): v for k, v in value.items()}))


def _body(fields: dict[str, Any]) -> str:
    """The text of an article; what is no string is none, since nobody said how its parts belong together."""
    values = (fields.get(name) for name in _BODIES)
    return next((value for value in values if isinstance(value, str) and value.strip()), "")


def _first(fields: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((words for name in names if (words := _words(fields.get(name)))), "")


def _words(value: Any) -> str:
    """A field in words; of an object its name."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    return flat(value) if isinstance(value, str) else ""


def _people(fields: dict[str, Any]) -> Iterator[str]:
    value = next((fields[name] for name in _AUTHORS if fields.get(name)), None)
    for one in value if isinstance(value, list) else [value]:
        yield from people_in(_words(one))


def _language(fields: dict[str, Any]) -> str | None:
    found = re.match(r"[a-zA-Z]{2}(?![a-zA-Z])", _first(fields, _LANGUAGES))
    return found.group().lower() if found else None
