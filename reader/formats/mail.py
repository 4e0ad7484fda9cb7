"""Mails and mailboxes: subject, sender and date as they stand in the header, and the words of the message.

The plain part of a message is taken where there is one, else its HTML. Attachments stay in the stored bytes and are
named in a note below, with the words of those that are text; messages within a message follow it. Saved pages in mail
form (MHTML) are read as pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from reader import text
from reader.formats import Piece, address, clock
from reader.formats.sheet import Sheet, flat
from reader.records import Hints, Item, ReaderError
from reader.speech import tr

_DEEPEST = 40
"""Parts within parts; a mail that has more of them than this is no mail of a person."""
_MOST_PARTS = 2_000
_LONGEST_HEADER = 2_000
_MOST_ATTACHED = 200_000
"""Characters of one attachment that are taken into the text."""
_ENVELOPE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n(?=[!-9;-~]+:)")
_NAMED = re.compile(r"([^<>]*)<[^<>]*>")
_COMMENTED = re.compile(r"[^\s()]+@[^\s()]+\s*\(([^()]*)\)")
_CODED = re.compile(r"(?:=\?[!->@-~]{1,60}+\?[bBqQ]\?[^?\s]*+\?=[ \t\n]*+)++")
_HOLDER = re.compile(rb"content-type:\s*(?:multipart/|message/rfc822)", re.I)


def pieces(data: bytes, name: str) -> Iterator[Piece]:
    """The messages of a mailbox: all from behind one envelope line to the next."""
    count, start = 0, None
    for envelope in _ENVELOPE.finditer(data):
        if start is not None:
            count += 1
            yield f"message {count}", data[start : envelope.start()]
        start = envelope.end()
    if start is not None:
        yield f"message {count + 1}", data[start:]


def read(data: bytes, name: str) -> Item:
    """The one article of a mail. Raises `ReaderError` for a mail with parts in parts without end."""
    message = _parsed(data, name)
    if message.get_content_type() == "multipart/related" and message.get("Snapshot-Content-Location"):
        return _saved_page(data, message)
    sheet = Sheet()
    title, sender = _header(message, "subject"), _person(_header(message, "from"))
    stamp = _header(message, "date")
    sheet.write(title, "title")
    sheet.write(_header(message, "from"), "byline")
    sheet.write(stamp, "date")
    languages = list(_write_parts(sheet, message))
    hints = Hints(
        title=title or None,
        published=clock.printed(stamp),
        byline=(sender,) if sender else (),
        language=next((one for one in languages if one), None),
        blocks=tuple(sheet.blocks),
        key=address.of_mail(_header(message, "message-id")),
    )
    return Item(data, sheet.text, "mail", hints)


def _parsed(data: bytes, name: str) -> Message:
    # The parser asks every open part about every line, so depth is a factor of its time.
    if len(_HOLDER.findall(data)) > _DEEPEST:
        raise ReaderError(name, tr("it is a mail with too many parts in parts"), tr("Save what matters of it as text"))
    try:
        return message_from_bytes(data)
    except RecursionError:
        raise ReaderError(name, tr("it is a mail nested too deeply"), tr("Save what matters of it as text")) from None


def _person(sender: str) -> str:
    """The name in a sender's field, which may have an address before or behind it; an address is no name."""
    found = _NAMED.match(sender) or _COMMENTED.match(sender)
    name = found[1] if found else sender
    return "" if "@" in name else name.strip(" \"'")


def _header(message: Message, name: str) -> str:
    """A field of the header in words; what is not coded as it should be stays as it is."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")[:_LONGEST_HEADER]
    # Bytes beyond ASCII, which have no place in a header but are common, wait in it as surrogates.
    plain = text.decode(raw.encode("utf-8", "surrogateescape"))
    return flat(_CODED.sub(lambda run: _uncoded(run.group()), plain))


def _uncoded(run: str) -> str:
    try:
        return "".join(
            text.decode(part, charset) if isinstance(part, bytes) else part for part, charset in decode_header(run)
        )
    except (HeaderParseError, LookupError, ValueError):
        return run


def _write_parts(sheet: Sheet, message: Message) -> Iterator[str | None]:
    """Write the text of a message and of those in it; gives the languages its pages state."""
    waiting, written = [message], 0
    while waiting and written < _MOST_PARTS:
        part, written = waiting.pop(), written + 1
        if part.get_content_type() == "message/rfc822":
            for inner in reversed(_held(part)):
                _write_head(sheet, inner)
                waiting.append(inner)
        elif part.is_multipart():
            chosen = _chosen(part) if part.get_content_subtype() == "alternative" else _held(part)
            waiting.extend(reversed(chosen))
        else:
            yield _write_leaf(sheet, part)


def _held(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [p for p in payload if isinstance(p, Message)] if isinstance(payload, list) else []


def _chosen(part: Message) -> list[Message]:
    """Of several forms of one text the plain one, else the page, else the first."""
    held = _held(part)
    plain = [p for p in held if p.get_content_type() == "text/plain" and p.get_payload(decode=True)]
    pages = [p for p in held if p.get_content_type() == "text/html" or p.is_multipart()]
    return (plain or pages or held)[:1]


def _write_head(sheet: Sheet, message: Message) -> None:
    """The header of a message within a message."""
    sheet.write(_header(message, "subject"), "heading")
    sheet.write(_header(message, "from"), "byline")
    sheet.write(_header(message, "date"), "date")


def _write_leaf(sheet: Sheet, part: Message) -> str | None:
    kind = part.get_content_type()
    if part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
        _write_attached(sheet, part, kind)
        return None
    words = _decoded(part)
    if kind != "text/html":
        sheet.write(words)
        return None
    from reader.formats import html

    written, hints = html.of_source(words)
    sheet.take(written, (b for b in hints.blocks if b.kind != "title"))
    return hints.language


def _write_attached(sheet: Sheet, part: Message, kind: str) -> None:
    """The name of an attachment, and its words if it is text: kept and found, but no part of what is read."""
    sheet.write(flat(f"[{part.get_filename() or kind}]"), "source-note")
    if kind.startswith("text/"):
        from reader.formats import html

        words = _decoded(part)
        written = html.of_source(words)[0] if kind == "text/html" else words
        sheet.write(written[:_MOST_ATTACHED], "boilerplate")


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset()
    return text.decode(payload if isinstance(payload, bytes) else b"", charset)


def _saved_page(data: bytes, message: Message) -> Item:
    """A page that a browser saved with its pictures: the date is that of saving, and none of the page."""
    from reader.formats import html

    for part in message.walk():
        if part.get_content_type() == "text/html":
            written, hints = html.of_source(_decoded(part))
            key = hints.key or address.key(_header(message, "snapshot-content-location"))
            return Item(data, written, "html", hints._replace(key=key))
    return Item(data, "", "html")
