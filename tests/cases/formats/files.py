"""Made files of the formats that hold articles: mails, feeds, books, archives of the web, PDFs."""

from __future__ import annotations

import gzip
import html
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from email.message import EmailMessage

Told = tuple[str, str]
"""Title and text of an article, paragraphs parted by blank lines."""


def paragraphs(text: str) -> str:
    """A text as HTML paragraphs."""
    return "".join(f"<p>{html.escape(p)}</p>" for p in text.split("\n\n"))


def page(told: Told, more: str = "", charset: str = "utf-8") -> str:
    """A whole page."""
    title, text = html.escape(told[0]), paragraphs(told[1])
    head = f'<meta charset="{charset}"/>' if charset else ""
    return f"<html><head>{head}<title>{title}</title>{more}</head><body><h1>{title}</h1>{text}</body></html>"


def mail(told: Told, as_page: bool = False) -> EmailMessage:
    """A mail of a made-up person."""
    message = EmailMessage()
    message["From"] = "Änne Muster <anne@example.org>"
    message["To"] = "leser@example.org"
    message["Subject"] = told[0]
    message["Date"] = "Thu, 05 Oct 2023 12:30:11 +0200"
    message.set_content(page(told) if as_page else told[1], subtype="html" if as_page else "plain")
    return message


def mailbox(articles: Iterable[Told]) -> bytes:
    """Mails in the mbox form."""
    return b"".join(b"From anne@example.org Thu Oct 05 12:30:11 2023\n" + bytes(mail(a)) + b"\n\n" for a in articles)


def rss(articles: Iterable[Told]) -> bytes:
    """An RSS feed with the text as HTML in ``content:encoded``."""
    items = "".join(
        f"<item><title>{html.escape(t)}</title><link>https://example.org/{n}</link><dc:creator>Anna Muster</dc:creator>"
        f"<pubDate>Thu, 05 Oct 2023 12:30:11 +0200</pubDate><description>{html.escape(b[:40])} …</description>"
        f"<content:encoded><![CDATA[{paragraphs(b)}]]></content:encoded></item>"
        for n, (t, b) in enumerate(articles)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Uferpost</title>'
        f"{items}</channel></rss>"
    ).encode()


def atom(articles: Iterable[Told]) -> bytes:
    """An Atom feed, the text as XHTML."""
    entries = "".join(
        f"<entry><title>{html.escape(t)}</title><id>urn:{n}</id><published>2023-10-05T12:30:11+02:00</published>"
        f"<author><name>Anna Muster</name></author><content type='xhtml'>"
        f"<div xmlns='http://www.w3.org/1999/xhtml'>{paragraphs(b)}</div></content></entry>"
        for n, (t, b) in enumerate(articles)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Uferpost</title>{entries}</feed>".encode()


def json_lines(articles: Iterable[Told]) -> bytes:
    """One object a line."""
    fields = ({"title": t, "text": b, "date": "2023-10-05 12:30", "author": "Anna Muster", "source": "Uferpost"}
              for t, b in articles)  # fmt: skip
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in fields).encode()


def json_list(articles: Iterable[Told]) -> bytes:
    """All objects in one list."""
    return json.dumps([{"headline": t, "body": b} for t, b in articles], indent=1, ensure_ascii=False).encode()


def epub(articles: Sequence[Told], extra: dict[str, bytes] | None = None, spine: str = "", dates: str = "") -> bytes:
    """A book with a chapter for each article."""
    manifest = "".join(f'<item id="c{n}" href="t/c%20{n}.xhtml"/>' for n in range(len(articles)))
    spine = spine or "".join(f'<itemref idref="c{n}"/>' for n in range(len(articles)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:e="http://www.idpf.org/2007/opf">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>Das Flußbuch</dc:title><dc:creator>Anna Muster</dc:creator>{dates}</metadata>"
        f"<manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="O/book.opf"/></rootfiles></container>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", container)
        book.writestr("O/book.opf", package)
        for n, told in enumerate(articles):
            book.writestr(f"O/t/c {n}.xhtml", '<?xml version="1.0"?>' + page(told))
        for name, data in (extra or {}).items():
            book.writestr(name, data)
    return held.getvalue()


def record(body: bytes, kind: str = "response", headers: str = "") -> bytes:
    """One record of a WARC file. ``body`` is what the server sent, its header included."""
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/\r\n{headers}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def answer(body: bytes, headers: str = "Content-Type: text/html; charset=utf-8\r\n", status: str = "200 OK") -> bytes:
    """What a server sends."""
    return f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body


def web_archive(articles: Iterable[Told], packed: bool = False) -> bytes:
    """Pages between other records; packed, each record is a gzip member of its own."""
    records = [record(b"software: x\r\n", "warcinfo"), record(b"GET / HTTP/1.1\r\n\r\n", "request")]
    records += [record(answer(page(told).encode())) for told in articles]
    records.append(record(answer(b"\x89PNG", "Content-Type: image/png\r\n")))
    return b"".join(gzip.compress(r, mtime=0) if packed else r for r in records)


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF of one page with lines of ASCII text."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
