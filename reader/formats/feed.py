"""Feeds (RSS, RDF, Atom): each entry is an article, stored as an element of its own that names its feed.

An entry is written in the canonical form of XML, so that the same entry has the same bytes wherever it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias
from xml.etree import ElementTree

from reader import text
from reader.formats import Piece, address, clock
from reader.formats.html import declared, of_source
from reader.formats.metadata import people_in
from reader.formats.sheet import Sheet, flat
from reader.records import Hints, Item, ReaderError
from reader.speech import tr

Element: TypeAlias = "ElementTree.Element[str]"

_DEEPEST = 60
_CHUNK = 1 << 16
_ATOM = "http://www.w3.org/2005/Atom"
_PREFIXES = {
    "atom": _ATOM,
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
}
_ENTRIES = ("item", "entry")
_BODIES = ("encoded", "content", "body", "description", "summary")
_DATES = ("pubDate", "published", "issued", "date", "created", "updated", "modified")
_PREFIX = re.compile(r"<(/?)html:")
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&[a-zA-Z]+;|&#")


def pieces(data: bytes, name: str) -> Iterator[Piece]:
    """The entries of a feed, as elements of their own with the feed's title in them. Broken XML ends it."""
    for prefix, space in _PREFIXES.items():
        ElementTree.register_namespace(prefix, space)
    count = 0
    try:
        for outlet, entry in _entries(text.decode(data, declared(data))):
            count += 1
            yield f"entry {count}", _alone(entry, outlet)
    except _TooDeepError:
        yield (
            f"entry {count + 1}",
            ReaderError(name, tr("it is XML nested too deeply"), tr("The entries before it were taken")),
        )
    except ElementTree.ParseError as error:
        line = error.position[0]
        yield (
            f"entry {count + 1}",
            ReaderError(
                name, tr("its XML is broken in line {line}").format(line=line), tr("The entries before it were taken")
            ),
        )


class _TooDeepError(Exception):
    """Elements within elements beyond any use."""


def _entries(source: str) -> Iterator[tuple[str, Element]]:
    """The entries as they are read, each with the title of its feed; what was read is let go of."""
    title, path = "", list[Element]()
    for begins, element in _walk(source):
        if begins:
            path.append(element)
            if len(path) > _DEEPEST:
                raise _TooDeepError
            continue
        path.pop()
        if any(_name(above) in _ENTRIES for above in path):
            continue
        if _name(element) in _ENTRIES:
            yield title, element
            element.clear()
        elif _name(element) == "title" and len(path) <= 2:
            title = title or flat("".join(element.itertext()))


def _walk(source: str) -> Iterator[tuple[bool, Element]]:
    """Each element as it begins (``True``) and as it ends."""
    parser: Any = ElementTree.XMLPullParser(["start", "end"])
    for at in range(0, len(source), _CHUNK):
        parser.feed(source[at : at + _CHUNK])
        for event, element in parser.read_events():
            yield event == "start", element
    parser.close()


def _alone(entry: Element, outlet: str) -> bytes:
    """An entry as a document: RSS and Atom both say that an entry away from its feed names it in ``source``."""
    entry.tail = None
    if outlet and _child(entry, ("source",)) is None:
        space = entry.tag.rpartition("}")[0]
        space = space + "}" if space else ""
        source = ElementTree.SubElement(entry, f"{space}source")
        holder = ElementTree.SubElement(source, f"{space}title") if space == f"{{{_ATOM}}}" else source
        holder.text = outlet
    return ElementTree.canonicalize(ElementTree.tostring(entry, encoding="unicode")).encode()


def read(data: bytes, name: str) -> Item:
    """The article of one entry. Raises `ReaderError` if it is no sound XML."""
    entry = _parsed(text.decode(data, declared(data)), name)
    title, stamp = _plain(_child(entry, ("title",))), _plain(_child(entry, _DATES))
    names = tuple(dict.fromkeys(n for e in entry if _name(e) in ("author", "creator") for n in _people(e)))
    sheet = Sheet()
    sheet.write(title, "title")
    sheet.write(", ".join(names), "byline")
    sheet.write(stamp, "date")
    language = _write_body(sheet, entry)
    outlet = _outlet(entry)
    if sheet.blocks:  # the name of its feed alone makes no article
        sheet.write(outlet, "source-note")
    blocks = tuple(sheet.blocks)
    key = address.key(*_addresses(entry))
    hints = Hints(title or None, clock.printed(stamp), outlet or None, names, language, blocks, key)
    return Item(data, sheet.text, "feed", hints)


def _parsed(source: str, name: str) -> Element:
    for _, entry in _entries_of(source, name):
        return entry
    raise ReaderError(name, tr("there is no entry in it"), tr("It was left out"))


def _entries_of(source: str, name: str) -> Iterator[tuple[str, Element]]:
    try:
        yield from _entries(source)
    except _TooDeepError:
        raise ReaderError(name, tr("it is XML nested too deeply"), tr("It was left out")) from None
    except ElementTree.ParseError as error:
        raise ReaderError(
            name, tr("its XML is broken in line {line}").format(line=error.position[0]), tr("It was left out")
        ) from None


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(entry: Element, names: tuple[str, ...]) -> Element | None:
    """The first child that goes by the first of some names that there is."""
    held = {_name(e): e for e in reversed(entry)}
    return next((held[name] for name in names if name in held), None)


def _plain(element: Element | None) -> str:
    """The words of a field, which may be marked up within."""
    if element is None:
        return ""
    words = "".join(element.itertext())
    return flat(of_source(words)[0]) if _MARKUP.search(words) else flat(words)


def _people(element: Element) -> Iterator[str]:
    inner = _child(element, ("name",))
    words = _plain(inner if inner is not None else element)
    # RSS asks for an address with the name in brackets.
    bracketed = re.search(r"@\S+\s*\(([^()]+)\)", words)
    yield from people_in(bracketed[1] if bracketed else words)


def _addresses(entry: Element) -> Iterator[str]:
    """Where the entry's page is, the page before what else the entry is known by."""
    for link in (e for e in entry if _name(e) == "link"):
        if link.get("rel", "alternate") == "alternate":
            yield link.get("href") or link.text or ""
    yield from (e.text or "" for e in entry if _name(e) in ("guid", "id"))


def _outlet(entry: Element) -> str:
    source = _child(entry, ("source",))
    if source is None:
        return _plain(_child(entry, ("publisher",)))
    title = _child(source, ("title",))
    return _plain(title if title is not None else source)


def _write_body(sheet: Sheet, entry: Element) -> str | None:
    """The summary, if it is not the beginning of the text, and the text."""
    bodies = [(e, _source(e)) for name in _BODIES if (e := _child(entry, (name,))) is not None and _source(e)]
    read = [of_source(source) for _, source in bodies]
    if not read:
        return None
    fullest = max(read, key=lambda one: len(one[0]))
    for written, _ in read:
        if written != fullest[0] and flat(written).rstrip(" .…[]")[:80] not in flat(fullest[0]):
            sheet.write(written, "lead")
    sheet.take(fullest[0], (b for b in fullest[1].blocks if b.kind != "title"))
    return fullest[1].language


def _source(element: Element) -> str:
    """The markup in an element: as elements of its own, or as text; plain words become paragraphs."""
    if len(element):
        inner = "".join([element.text or "", *(ElementTree.tostring(e, encoding="unicode") for e in element)])
        return _PREFIX.sub(r"<\1", inner)
    words = element.text or ""
    if not words.strip() or _MARKUP.search(words):
        return words
    return "".join(f"<p>{line}" for line in words.replace("&", "&amp;").replace("<", "&lt;").splitlines())
