"""Hostile files, made when they are needed: bombs, loops, lies and depth. Each is small itself, unless it says so."""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

WORDS = "Ein Satz mit einigen Worten über Häfen. " * 8
PAGE = f"<!doctype html><html><body><p>{WORDS}</p>"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij")
)
LAUGHS = f"{ENTITIES}]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
CONTAINER = '<container><rootfiles><rootfile full-path="o.opf"/></rootfiles></container>'


def book(chapters: dict[str, str | bytes], package: str = "") -> bytes:
    """An EPUB book with these files as chapters, or with this table of them."""
    out = BytesIO()
    items = "".join(f'<item id="{name}" href="{name}"/>' for name in chapters)
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    with ZipFile(out, "w", ZIP_DEFLATED) as files:
        files.writestr("mimetype", "application/epub+zip", 0)
        files.writestr("META-INF/container.xml", CONTAINER)
        files.writestr("o.opf", package or f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>")
        for name, content in chapters.items():
            files.writestr(name, content)
    return out.getvalue()


def bundle(content: bytes) -> bytes:
    """A plain ZIP archive."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as files:
        files.writestr("a.bin", content)
    return out.getvalue()


def pdf(objects: list[bytes], trailer: bytes) -> bytes:
    """A PDF of these objects."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF" % len(out)


def response(body: bytes, size: bytes = b"", fields: bytes = b"") -> bytes:
    """A record of a web archive."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + fields + b"\r\n" + body
    stated = size or b"%d" % len(page)
    return b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + stated + b"\r\n\r\n" + page + b"\r\n\r\n"


def mail_within(depth: int) -> str:
    """A mail in a mail in a mail."""
    message = "From: a@b.example\nSubject: innermost\n\ntext"
    for number in range(depth):
        head = f"From: a@b.example\nSubject: {number}\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
        message = head + message
    return message


def mail_with_attachments() -> str:
    part = "--b\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n"
    bomb = base64.encodebytes(bundle(bytes(30_000_000))).decode()
    words = f"--b\nContent-Type: text/plain; charset=utf-8\n\n{WORDS}\n"
    head = "From: a@b.example\nSubject: attached\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    return head + words + (part + bomb) * 20 + "--b--\n"


def mailbox() -> bytes:
    """A thousand messages, one of which holds nothing that could be read."""
    good = "From a@b.example Mon Jan  1 10:00:00 2024\nFrom: A\nSubject: {0}\n\nNachricht {0}. " + WORDS + "\n"
    bad = "From a@b.example Mon Jan  1 10:00:00 2024\nFrom: A\nSubject: nested\n" + mail_within(60) + "\n"
    return "\n".join(bad if number == 500 else good.format(number) for number in range(1000)).encode()


def lines_of_json() -> str:
    good = '{{"title": "Titel {0}", "text": "Artikel {0}. ' + WORDS + '"}}'
    return "\n".join(good.format(n) if n % 10 else '{"title": broken' for n in range(1, 101))


REFUSED: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "zip-bomb.epub": (lambda: book({"c.html": PAGE + "A" * 100_000_000}), "unpacks to more than is taken"),
    "no-book.epub": (lambda: book({}, "<package/>"), "there is no article in it"),
    "laughing-table.epub": (lambda: book({"c.html": PAGE}, LAUGHS + "<package>&j;</package>"), "table of its parts"),
    "laughing-chapter.epub": (lambda: book({"c.html": f"{LAUGHS}<html><p>&j;{WORDS}"}), "entities of its own"),
    "laughing-feed.xml": (lambda: f"{LAUGHS}<rss><item><title>&j;</title></item></rss>", "entities of its own"),
    "laughing-wide.xml": (lambda: f"{LAUGHS}<rss><item/></rss>".encode("utf-16"), "entities of its own"),
    "outside.xml": (lambda: f"{OUTSIDE}<rss><item><title>&j;</title></item></rss>", "entities of its own"),
    "laughing.html": (lambda: f"{LAUGHS}<html><p>&j;{WORDS}", "entities of its own"),
    "zip-in-zip.zip": (lambda: bundle(bundle(bytes(1000))), "it is a ZIP archive"),
    "bomb.gz": (lambda: gzip.compress(bytes(50_000_000)), "it is a gzip archive"),
    "bomb.warc.gz": (lambda: gzip.compress(response(bytes(50_000_000))), "too large for a page"),
    "bomb-within.warc": (
        lambda: response(zlib.compress(b"<p>" + bytes(50_000_000)), fields=b"Content-Encoding: deflate\r\n"),
        "unpacks to more than a page",
    ),
    "short-lie.warc": (lambda: response(PAGE.encode(), b"7") * 2, "it is damaged"),
    "endless-lie.warc": (lambda: response(PAGE.encode(), b"9" * 60_000), "it is damaged or too large"),
    "deep.eml": (lambda: mail_within(500), "too many parts in parts"),
    "pages.pdf": (
        lambda: pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 99>>"], b"<</Root 1 0 R>>"),
        "it is a",
    ),
    "locked.pdf": (
        lambda: pdf(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[]/Count 0>>",
                b"<</Filter/Standard/V 1/R 2/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">/P -4>>",
            ],
            b"<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>",
        ),
        "it is a PDF",
    ),
}
"""Files that are refused in one line with these words in it."""

TAKEN: dict[str, tuple[Callable[[], str | bytes], int, int]] = {
    "spans.html": (
        lambda: PAGE + "<table>" + "<tr><td colspan=1000000000 rowspan=1000000000>a<td>b</tr>" * 1000 + "</table>",
        1,
        0,
    ),
    "deep.html": (lambda: PAGE + "<div>" * 100_000 + WORDS + "</div>" * 100_000, 1, 0),
    "deep-tables.html": (lambda: PAGE + "<table><tr><td>" * 30_000 + WORDS, 1, 0),
    "unended.html": (lambda: PAGE + '<a href="' * 20_000, 1, 0),
    "brackets.md": (lambda: "# Titel\n\n**fett**\n\n" + "[" * 50_000, 1, 0),
    "quotes.md": (lambda: "# Titel\n\n**fett**\n\n" + "> " * 50_000, 1, 0),
    "one-chapter.epub": (
        lambda: book(
            {"c.html": PAGE * 50},
            '<package><manifest><item id="c" href="c.html"/></manifest><spine>'
            + '<itemref idref="c"/>' * 100_000
            + "</spine></package>",
        ),
        1,
        0,
    ),
    "book-in-book.epub": (lambda: book({"c.html": PAGE, "inner.epub": book({"c.html": PAGE})}), 1, 1),
    "late-entities.xml": (lambda: f"<?xml version='1.0'?><!--{'x' * 30_000}-->{LAUGHS}<rss>&j;{WORDS}</rss>", 1, 0),
    "long-lie.warc": (lambda: response(PAGE.encode(), b"99999") * 2, 1, 1),
    "attachments.eml": (mail_with_attachments, 1, 0),
    "thousand.mbox": (mailbox, 999, 1),
    "broken-lines.jsonl": (lines_of_json, 90, 10),
    "deep.json": (lambda: '{"text": ' + "[" * 200_000, 1, 0),
    "long-number.json": (lambda: '{"text": "Worte", "n": ' + "9" * 1_000_000 + "}", 1, 0),
}
"""Files that are taken, with how many articles of them and how many refusals."""
