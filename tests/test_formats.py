"""File formats: what is told by content, what is refused, and what a format knows of its text."""

from __future__ import annotations

import gzip
import json
import random
import socket
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import formats, structure
from reader.formats import epub, mail, pdf, sniff, warc
from reader.records import BLOCK_KINDS, HIDDEN_KINDS, Item, ReaderError
from tests.cases.formats import files
from tests.cases.formats.pages import LATER, SHAPES, Made, pages
from tests.conftest import examples

MARKDOWN = """---
title: "Ein Brief aus dem Norden"
date: 2021-03-04 10:15
author: Anna Muster, Ben Beispiel
outlet: Uferpost
---

# Ein Brief aus dem *Norden*

Der erste Absatz steht auf
zwei Zeilen und hat einen [Verweis](https://example.org/a).

## Was bleibt

- eins
- zwei
  noch zwei

> Ein Zitat
> auf zwei Zeilen

| a | b |
|---|---|
| 1 | 2 |

Schluss
-------

Ende.
"""

PAGE = """<!doctype html><html lang="de"><head><title>Kähne am Ufer - Uferpost</title>
<meta property="og:site_name" content="Uferpost">
<meta property="article:published_time" content="2023-10-05T12:30:11+02:00">
<script>var x = "<p>nie</p>";</script><style>p {color: red}</style></head>
<body>
<nav><ul><li>Start<li>Politik</ul></nav><article><h1>Kähne am Ufer <em>liegen</em> still</h1>
<p>Erster Absatz mit so vielen Worten, dass er als Vorspann gelten kann &amp; soll.</p>
<h2>Zwischentitel</h2>
<p>Zweiter&nbsp;Absatz,<br>mit einer neuen Zeile darin, die auch zum Text gehört.</p></article>
<footer>Impressum</footer></body></html>"""


def one(data: bytes | str, name: str = "a.txt") -> Item:
    (item,) = formats.read(data.encode() if isinstance(data, str) else data, name)
    return item


def told(item: Item) -> list[tuple[str, str]]:
    return [(b.kind, item.text[b.start : b.end]) for b in structure.analyse(item.text, item.hints).blocks]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\n",
        b"\x89PNG\r\n\x1a\n" + b"x" * 50,
        b"\xff\xd8\xff\xe0JFIF",
        b"GIF89a...",
        b"PK\x03\x04zip",
        b"%PDF-1.7\n",
        b"\x1f\x8b\x08\x00",
        b"SQLite format 3\x00",
        b"\x7fELF\x02",
        b"BZh91AY",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><text>a</text></svg>",
        b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item>&a;</item></channel></rss>",
        b"a" * 257 + b"ustar\x0000",
        b"<rss><channel></channel></rss>",
        b"<rss><channel><item>" + b"<a>" * 5000,
        b"Message-ID: <a>\n" + b"Content-Type: message/rfc822\n\n" * 900,
        bytes(range(32)) * 20,
    ],
    ids=lambda data: repr(data[:20]),
)
def test_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ReaderError) as refused:
        formats.read(data, "brief.txt")
    assert "\n" not in str(refused.value) and str(refused.value).startswith("brief.txt: ")


def test_a_stray_nul_is_no_reason_to_refuse() -> None:
    item = one("Ein Text mit einem\x00Loch darin.")
    assert item.text == "Ein Text mit einem\ufffdLoch darin." and item.data == b"Ein Text mit einem\x00Loch darin."


def test_plain_text_stays_as_it_is() -> None:
    item = one(b"\xef\xbb\xbfZeile eins\r\n  Zeile zwei \r\n")
    assert (item.format, item.text) == ("text", "Zeile eins\n  Zeile zwei \n")


@pytest.mark.parametrize(
    ("content", "name", "format"),
    [
        (MARKDOWN, "brief.txt", "markdown"),
        ("Nur ein Satz.", "brief.md", "markdown"),
        ("# Titel\n\nEin [Verweis](https://example.org).\n", "-", "markdown"),
        ("Titel\n\n- ein Punkt\n- noch ein Punkt\n\n* * *\n", "brief.txt", "text"),
        ("1. Startseite\n2. Politik\n\n#Hashtag und **\n\n> 5 Prozent\n", "brief.txt", "text"),
        ("# Nur eine Nummer\n\nText ohne weitere Zeichen.\n", "brief.txt", "text"),
        ("--- \nkein Kopf\n---\n", "brief.txt", "text"),
        (PAGE, "seite.txt", "html"),
        ("<b>kein HTML</b>, nur ein Zitat davon.", "brief.txt", "text"),
        ("ID3 und ID4: Neues aus Wolfsburg\n\nText.\n", "brief.txt", "text"),
        ("Date: 12. April 2023\n\nEin Text.\n", "brief.txt", "text"),
        ("Title: Kähne\nFrom: Uferpost\nDate: 12.04.2023\n\nEin Text.\n", "brief.txt", "text"),
        ("From: A\nSubject: Kähne\n\nEin Text.\n", "brief.txt", "mail"),
    ],
)
def test_format_by_content(content: str, name: str, format: str) -> None:
    assert sniff.of_text(content, name) == format


def test_markdown_is_its_source_and_its_blocks_are_stated() -> None:
    item = one(MARKDOWN, "brief.md")
    assert item.text == MARKDOWN
    assert [kind for kind, _ in told(item)] == [
        "source-note",
        "title",
        "lead",
        "heading",
        "list",
        "list",
        "quote",
        "table",
        "heading",
        "paragraph",
    ]
    assert dict(told(item))["quote"] == "> Ein Zitat\n> auf zwei Zeilen"


def test_front_matter_is_read() -> None:
    item = one(MARKDOWN, "brief.md")
    found = structure.analyse(item.text, item.hints)
    assert found.title and found.title.value == "Ein Brief aus dem Norden"
    assert found.published and found.published.value == "2021-03-04T10:15"
    assert [f.value for f in found.byline] == ["Anna Muster", "Ben Beispiel"]
    assert found.outlet and found.outlet.value == "Uferpost"


def test_markdown_without_a_heading_has_no_invented_title() -> None:
    item = one(
        "Ein Satz, der mit einem Punkt endet und **fett** ist.\n\nNoch ein Satz, auch mit Punkt am Ende.\n", "a.md"
    )
    assert structure.analyse(item.text, item.hints).title is None


def test_html_keeps_the_whole_page_in_its_text() -> None:
    item = one(PAGE, "seite.html")
    assert told(item) == [
        ("navigation", "Start"),
        ("navigation", "Politik"),
        ("title", "Kähne am Ufer liegen still"),
        ("lead", "Erster Absatz mit so vielen Worten, dass er als Vorspann gelten kann & soll."),
        ("heading", "Zwischentitel"),
        ("paragraph", "Zweiter\u00a0Absatz,"),
        ("paragraph", "mit einer neuen Zeile darin, die auch zum Text gehört."),
        ("boilerplate", "Impressum"),
    ]
    found = structure.analyse(item.text, item.hints)
    assert found.published and found.published.value == "2023-10-05T12:30"
    assert found.outlet and found.outlet.value == "Uferpost"


def test_html_in_a_declared_encoding() -> None:
    page = '<html><meta charset="windows-1251"><body><p>Порт открыт снова, сказал министр.</p></body></html>'
    assert one(page.encode("cp1251"), "a.html").text.strip() == "Порт открыт снова, сказал министр."


@examples(80)
@given(
    st.text(st.sampled_from('# *->|[]()!`\n\tabÄ12.:<p/>&;"='), max_size=300),
    st.sampled_from(["a.md", "a.html", "a.txt"]),
)
def test_no_content_breaks_an_adapter(content: str, name: str) -> None:
    for source in (content, "<html><body>" + content):
        try:
            item = one(source, name)
        except ReaderError:
            continue
        covered = [False] * len(item.text)
        for block in structure.analyse(item.text, item.hints).blocks:
            assert block.kind in BLOCK_KINDS
            assert not any(covered[block.start : block.end])
            covered[block.start : block.end] = [True] * (block.end - block.start)
        assert all(done or char.isspace() for done, char in zip(covered, item.text))


def test_plain_text_loads_no_markdown_parser() -> None:
    import subprocess

    code = "import sys; from reader import formats; formats.read(b'x y', 'a.txt'); print('markdown_it' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


STORY = (
    "Kähne am Ufer & mehr",
    "Der erste Absatz ist lang genug, um einer zu sein.\n\nDer zweite nennt < und > im Satz.",
)
OTHER = ("Noch ein Titel", "Ein anderer Text steht hier, und er hat auch einen Satz.\n\nUnd noch einen zweiten dazu.")
LONG = (OTHER[0], "\n\n".join([OTHER[1]] * 4))


def body(item: Item) -> list[str]:
    """The lines of an article that are not stated to be something else."""
    other = {"title", "byline", "date", "source-note", "lead"} | HIDDEN_KINDS
    lines = dict.fromkeys(item.text[b.start : b.end] for b in item.hints.blocks if b.kind in other)
    return [line for line in item.text.split("\n") if line and line not in lines]


COLLECTIONS: dict[str, tuple[Callable[..., bytes], str]] = {
    "a.mbox": (files.mailbox, "mail"),
    "a.rss": (files.rss, "feed"),
    "a.atom": (files.atom, "feed"),
    "a.jsonl": (files.json_lines, "json"),
    "a.json": (files.json_list, "json"),
    "a.epub": (files.epub, "html"),
    "a.warc": (files.web_archive, "html"),
    "a.warc.gz": (lambda articles: files.web_archive(articles, packed=True), "html"),
}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_collection_is_an_article_for_each_piece(name: str) -> None:
    make, format = COLLECTIONS[name]
    told = [LONG, (STORY[0], "\n\n".join([STORY[1]] * 4))]
    items = formats.read(make(told), "no-suffix")
    assert [item.format for item in items] == [format] * 2
    assert [item.hints.title for item in items] == [title for title, _ in told]
    assert [body(item) for item in items] == [[line for line in text.split("\n") if line] for _, text in told]
    assert len({item.data for item in items}) == 2


words = st.text(st.characters(categories=["L", "N", "P", "Zs"]) | st.sampled_from("\n<>&é\u00ad\u200b"), max_size=80)


@examples(150)
@given(st.sampled_from(sorted(COLLECTIONS)), st.lists(st.tuples(words, words), min_size=1, max_size=3))
def test_the_bytes_of_an_article_give_its_text_again(name: str, told: list[tuple[str, str]]) -> None:
    clean = [(" ".join(title.split()), f"Es beginnt. {text}" * 5) for title, text in told]
    for item in formats.parts(COLLECTIONS[name][0](clean), name):
        if isinstance(item, Item):
            again = one(item.data, name)
            assert again == item


@examples(60)
@given(words, words, st.booleans())
def test_a_mail_read_again_is_the_same(title: str, text: str, as_page: bool) -> None:
    item = one(bytes(files.mail((" ".join(title.split()), "Es beginnt. " + text), as_page)), "a.eml")
    assert item.format == "mail" and one(item.data, "a.eml") == item


@examples(250)
@given(
    st.sampled_from([*sorted(COLLECTIONS), "a.eml", "a.html", "a.pdf"]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), max_size=6),
)
def test_damaged_files_give_articles_or_a_reason(name: str, damage: list[tuple[float, bytes, int]]) -> None:
    single = {"a.eml": bytes(files.mail(LONG)), "a.html": files.page(LONG).encode(), "a.pdf": files.pdf(["Wort"])}
    data = single[name] if name in single else COLLECTIONS[name][0]([LONG, STORY])
    for place, new, length in damage:
        at = int(place * len(data))
        data = data[:at] + new + data[at + length :]
    try:
        found = list(formats.parts(data, name))
    except ReaderError as error:
        found = [error]
    for part in found:
        if isinstance(part, Item):
            assert one(part.data, name) == part
        else:
            assert "\n" not in str(part)


def test_the_fields_of_a_mail() -> None:
    item = one(bytes(files.mail(STORY)), "brief")
    assert item.hints.title == STORY[0] and item.hints.published == "2023-10-05T12:30"
    assert item.hints.byline == ("Änne Muster",)
    assert [k for k, _ in told(item)][:3] == ["title", "byline", "date"]


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (b"=?utf-8?q?K=C3=A4hne?= am =?iso-8859-1?q?K=E4i?=", "Kähne am Käi"),
        (b"=?utf-8?b?S8M=?= =?utf-8?b?pGhuZQ==?=", "Kähne"),
        ("Kähne am Kai".encode(), "Kähne am Kai"),
        ("Kähne am Kai".encode("cp1252"), "Kähne am Kai"),
        (b"=?x-none?q?Kahn?=", "Kahn"),
        (b"=?\x80?q?Kahn?=", "=?€?q?Kahn?="),
    ],
)
def test_the_subject_of_a_mail_however_it_is_coded(raw: bytes, title: str) -> None:
    item = one(b"Message-ID: <a>\nSubject: " + raw + b"\n\nText")
    assert item.hints.title == title


def test_a_mail_with_two_forms_and_attachments() -> None:
    message = files.mail(STORY)
    message.add_alternative("<p>Als Seite</p>", subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="plan.pdf")
    message.add_attachment(files.mail(OTHER))
    item = one(bytes(message), "a.eml")
    assert "Als Seite" not in item.text and "[plan.pdf]" in item.text and "%PDF" not in item.text
    assert item.text.index(STORY[1].split("\n")[0]) < item.text.index(OTHER[1].split("\n")[0])


def test_the_words_of_an_attached_text_are_kept_behind_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    message = files.mail(STORY)
    message.add_attachment("Die Liste\n\nder Kähne", filename="liste.txt")
    message.add_attachment("<p>Die Tafel</p><script>x()</script>", subtype="html", filename="tafel.html")
    item = one(bytes(message), "a.eml")
    attached = [("source-note", "[liste.txt]"), ("boilerplate", "Die Liste\n\nder Kähne"),
                ("source-note", "[tafel.html]"), ("boilerplate", "Die Tafel")]  # fmt: skip
    assert told(item)[-4:] == attached
    monkeypatch.setattr(mail, "_MOST_ATTACHED", 9)
    assert told(one(bytes(message), "a.eml"))[-3] == ("boilerplate", "Die Liste")


def test_a_saved_page_in_mail_form_is_a_page() -> None:
    source = files.page(STORY, "<meta property='og:site_name' content='Uferpost'>")
    data = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://example.org/\nSubject: x\n"
        "Date: Thu, 1 Jan 2026 00:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n'
        f"--b\nContent-Type: text/html; charset=utf-8\n\n{source}\n--b--\n"
    ).encode()
    item = one(data, "a.mhtml")
    assert (item.format, item.hints.outlet, item.hints.published) == ("html", "Uferpost", None)
    assert item.hints.title == STORY[0]


def test_the_fields_of_an_entry() -> None:
    for make in (files.rss, files.atom):
        item = one(make([STORY]), "feed")
        hints = item.hints
        assert (hints.published, hints.outlet, hints.byline) == ("2023-10-05T12:30", "Uferpost", ("Anna Muster",))


def test_the_same_entry_has_the_same_bytes_in_another_feed() -> None:
    first, second = formats.read(files.rss([STORY]), "a"), formats.read(files.rss([STORY, OTHER]), "b")
    assert first[0].data == second[0].data


def test_an_entry_without_a_word_is_no_article() -> None:
    whole = files.rss([STORY]).replace(b"</channel>", b"<item></item></channel>")
    story, nothing = formats.parts(whole, "a.rss")
    assert isinstance(story, Item) and isinstance(nothing, ReaderError)


def test_a_broken_feed_gives_what_came_before() -> None:
    whole = files.rss([STORY, OTHER])
    found = list(formats.parts(whole[: whole.rindex(b"<description>")], "a.rss"))
    assert isinstance(found[0], Item) and isinstance(found[1], ReaderError)
    assert str(found[1]).startswith("a.rss, entry 2: its XML is broken in line ")


def test_the_fields_of_an_object() -> None:
    item = one(files.json_lines([STORY]), "a")
    hints = item.hints
    assert (hints.published, hints.outlet, hints.byline) == ("2023-10-05T12:30", "Uferpost", ("Anna Muster",))
    page = one(json.dumps({"headline": "T", "content": "<p>Ein Absatz</p><h2>Zwischen</h2>"}), "a")
    assert body(page) == ["Ein Absatz", "Zwischen"] and ("heading", "Zwischen") in told(page)


def test_bad_lines_are_named_and_the_others_read() -> None:
    lines = [files.json_lines([STORY]), b"{broken", b'{"text": ["words"]}', b"", files.json_lines([OTHER])]
    found = list(formats.parts(b"\n".join(lines), "a.jsonl"))
    assert [isinstance(part, Item) for part in found] == [True, False, False, True]
    assert [str(part).partition(":")[0] for part in found[1:3]] == ["a.jsonl, line 2", "a.jsonl, line 3"]


@pytest.mark.parametrize("content", ['{"a": 1}', "[1, 2]", "{", "[[[[", '{"text": 5}', "[Anm. d. Red.: ein Satz.]"])
def test_other_json_is_text(content: str) -> None:
    assert one(content).format == "text"


def test_a_chapter_knows_its_book_and_short_ones_are_left_out() -> None:
    items = formats.read(files.epub([("Titelei", "kurz"), LONG]), "a.epub")
    assert [(i.hints.title, i.hints.outlet, i.hints.byline) for i in items] == [
        (LONG[0], "Das Flußbuch", ("Anna Muster",))
    ]


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ("<dc:date>2019-03</dc:date>", "2019-03"),
        ("<dc:date>2019-03-04T00:00:00+00:00</dc:date>", "2019-03-04"),
        ("<dc:date e:event='creation'>2001</dc:date><dc:date e:event='publication'>2003</dc:date>", "2003"),
        ("<dc:date>2004</dc:date><dc:date e:event='publication'>2003-05</dc:date>", "2003-05"),
        ("<dc:date e:event='modification'>2005-01-01</dc:date>", None),
        ("<dc:date>&lt;soon&gt;</dc:date>", None),
    ],
)
def test_the_date_of_a_book_is_that_of_its_chapters(dates: str, published: str | None) -> None:
    (chapter,) = formats.read(files.epub([LONG], dates=dates), "a.epub")
    assert chapter.hints.published == published


def test_locked_and_damaged_books_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    lock = b"<encryption><EncryptedData><EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes128-cbc'/>"
    with pytest.raises(ReaderError, match="locked"):
        formats.read(files.epub([LONG], {"META-INF/encryption.xml": lock}), "a.epub")
    fonts = b"<e><EncryptionMethod Algorithm='http://www.idpf.org/2008/embedding'/></e>"
    assert formats.read(files.epub([LONG], {"META-INF/encryption.xml": fonts}), "a.epub")
    with pytest.raises(ReaderError, match="damaged"):
        formats.read(files.epub([LONG])[:-40], "a.epub")
    monkeypatch.setattr(epub, "LARGEST_CHAPTER", 2000)
    big = (OTHER[0], "0" * 100_000)
    found = list(formats.parts(files.epub([big, LONG]), "a.epub"))
    assert isinstance(found[0], ReaderError) and "unpacks to more" in str(found[0]) and isinstance(found[1], Item)


def test_pages_in_a_web_archive_as_servers_sent_them(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = files.page(STORY, charset="").encode("cp1251", "xmlcharrefreplace")
    russian = files.page(("Порт", "Порт открыт."), charset="").encode("cp1251")
    kind = "Content-Type: text/html; charset=windows-1251\r\n"
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(plain), plain)
    answers = [
        files.answer(gzip.compress(plain), kind + "Content-Encoding: gzip\r\n"),
        files.answer(chunked, kind + "Transfer-Encoding: chunked\r\n"),
        files.answer(russian, kind),
        files.answer(plain, kind, "404 Not Found"),
        files.answer(b"x", kind + "Content-Encoding: br\r\n"),
        files.answer(gzip.compress(b"0" * 10_000), kind + "Content-Encoding: gzip\r\n"),
    ]
    monkeypatch.setattr(warc, "LARGEST_PAGE", 5_000)
    found = list(formats.parts(b"".join(map(files.record, answers)), "a.warc"))
    assert [p.hints.title if isinstance(p, Item) else p.why for p in found] == [
        STORY[0],
        STORY[0],
        "Порт",
        "it is packed as br, which cannot be read here",
        "it unpacks to more than a page",
    ]


def test_a_pdf_names_the_package_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ReaderError, match=r"pip install 'lesepult\[pdf\]'"):
        formats.read(files.pdf(["Eine Zeile"]), "a.txt")


def test_a_pdf_is_its_lines() -> None:
    pytest.importorskip("pypdfium2")
    item = one(files.pdf(["Der Titel", "Eine Zeile mit Tren-", "nung am Rand."]), "a")
    assert (item.format, item.text) == ("pdf", "Der Titel\nEine Zeile mit Tren-\nnung am Rand.\n\n")
    assert one(item.data) == item
    with pytest.raises(ReaderError, match="damaged"):
        formats.read(b"%PDF-1.4 and nothing more", "a.pdf")
    with pytest.raises(ReaderError, match="without text"):
        formats.read(files.pdf([""]), "a.pdf")
    assert pdf.MOST_PAGES > 0


def kept(made: Made) -> tuple[float, float, Item]:
    """The share of the article's lines that are in sight, and that of other lines that are not."""
    item = one(made.source, "page")
    blocks = [item.text[b.start : b.end] for b in item.hints.blocks if b.kind in HIDDEN_KINDS]
    hidden = {line for block in blocks for line in block.split("\n")}
    cells = {cell for line in item.text.split("\n") if line not in hidden for cell in line.split("\t")}
    shown = "\n".join(line for line in item.text.split("\n") if line not in hidden)

    def share(lines: list[str]) -> float:
        return sum(line in cells or (len(line) > 20 and line in shown) for line in lines) / max(1, len(lines))

    return share(made.body), 1 - share(made.around), item


@pytest.mark.parametrize("made", pages(SHAPES | LATER), ids=lambda made: made.name)
def test_made_pages(made: Made) -> None:
    body, cut, item = kept(made)
    assert body == 1 and cut >= (0.6 if made.name == "nested tables" else 0.85)
    assert item.hints.title == made.title
    assert (item.hints.published, item.hints.outlet) == (made.published, made.outlet)
    assert item.hints.byline == made.authors
    for line in (*made.body, *made.around):
        assert line in item.text or line in item.text.replace("\t", "\n")
    blocks = structure.analyse(item.text, item.hints).blocks
    assert "".join("".join(item.text[b.start : b.end].split()) for b in blocks) == "".join(item.text.split())


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def statement(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


@pytest.mark.parametrize(
    ("head", "shown", "published"),
    [
        (meta("article:published_time", "2023-10-05T12:30:11+02:00"), "", "2023-10-05T12:30"),
        (meta("article:published_time", "2023-10-05T00:00:00+02:00"), "", "2023-10-05"),
        (meta("date", "2023-10-05"), "<time datetime=2023-10-05T07:05>5.10.</time>", "2023-10-05T07:05"),
        (meta("date", "2023-10-05T10:30:00Z"), "<time>05.10.2023, 12:30 Uhr</time>", "2023-10-05T12:30"),
        (meta("date", "2023-10-05T10:30:00Z"), "<time>Stand: 06.10.2023, 9:30 Uhr</time>", "2023-10-05T10:30"),
        (meta("date", "2023-10-05T10:30+02:00"), "<time>05.10.2023, 12:30 Uhr</time>", "2023-10-05T10:30"),
        ("", "<time datetime=2023-10-05T08:15:00+02:00>5. Oktober 2023</time>", "2023-10-05T08:15"),
        ("", "<nav><time datetime=2022-01-01>1.1.</time></nav>", None),
        (meta("date", "1970-01-01T00:00:00Z"), "", None),
        (meta("date", "heute"), "", None),
        (meta("article:modified_time", "2023-10-05"), "", None),
        (statement('[{"@type":"Article","datePublished":"2023-10-05T06:07"}];'), "", "2023-10-05T06:07"),
        (statement('{"itemListElement":[{"@type":"Article","datePublished":"2020-01-01"}]}'), "", None),
        (statement("{broken"), "", None),
    ],
)
def test_when_a_page_was_published(head: str, shown: str, published: str | None) -> None:
    page = f"<html><head>{head}</head><body><main><h1>Ein Titel</h1>{shown}<p>{STORY[1]}</p></main></body></html>"
    assert one(page, "a.html").hints.published == published


@pytest.mark.parametrize(
    ("head", "heading", "title", "kinds"),
    [
        ("<title>Der Kahn liegt still | Uferpost</title>", "Der Kahn liegt still", "Der Kahn liegt still", ["title"]),
        ("<title>Der Kahn liegt still | Uferpost</title>", "", "Der Kahn liegt still", []),
        (
            '<meta property="og:title" content="Der Kahn liegt still">',
            "<span>Am Ufer:</span> <span>Der Kahn liegt still</span>",
            "Der Kahn liegt still",
            ["kicker", "title"],
        ),
        (
            '<meta property="og:title" content="Was der Kahn erzählt">',
            "Ein ganz anderer Titel im Druck",
            "Ein ganz anderer Titel im Druck",
            ["title"],
        ),
        ("<title>Tabelle</title>", "Der Handel als Tabelle", "Der Handel als Tabelle", ["title"]),
    ],
)
def test_the_title_of_a_page(head: str, heading: str, title: str, kinds: list[str]) -> None:
    h1 = f"<h1>{heading}</h1>" if heading else ""
    item = one(f"<html><head>{head}</head><body>{h1}<p>{STORY[1]}</p></body></html>", "a.html")
    assert item.hints.title == title
    assert [b.kind for b in item.hints.blocks][: len(kinds)] == kinds


def test_authors_as_pages_state_them() -> None:
    def byline(head: str) -> tuple[str, ...]:
        return one(f"<html><head>{head}</head><body><p>Ein Text.</body></html>").hints.byline

    assert byline("<meta name=author content='Von Anna Muster und Ben Beispiel'>") == ("Anna Muster", "Ben Beispiel")
    assert byline("<meta name=author content='https://example.org/anna'>") == ()
    assert byline("<meta property=og:site_name content=Uferpost><meta name=author content=UFERPOST>") == ()
    organisation = '{"@type":"NewsArticle","author":[{"@type":"Organization","name":"dpa"},{"name":"Anna Muster"}]}'
    assert byline(f"<script type=application/ld+json>{organisation}</script>") == ("Anna Muster",)


def hidden(item: Item) -> str:
    return "\n".join(item.text[b.start : b.end] for b in item.hints.blocks if b.kind in HIDDEN_KINDS)


def test_what_only_machines_are_told_is_put_behind_what_is_shown() -> None:
    told = [f"Absatz {n} erzählt vom Kahn, vom Kai und von allem, was dazwischen liegt." for n in range(6)]
    for end in ("\n\n", " ", "<br/>"):
        said = statement(json.dumps({"@type": "NewsArticle", "articleBody": end.join(told)}))
        shown = "".join(f"<p>{line}</p>" for line in told[:2])
        item = one(f"<html><head>{said}</head><body><h1>Kahn</h1>{shown}<footer>Ende</footer></body></html>")
        assert item.text.split("\n\n")[:-1] == ["Kahn", *told, "Ende"]
        assert hidden(item) == "Ende"


def test_a_short_notice_is_not_hidden_behind_a_long_footer() -> None:
    notice = "Die Fähre fährt heute nicht, denn der Fluss führt zu viel Wasser für sie."
    item = one(f"<html><body><p>{notice}</p><footer><p>{LONG[1]}</p></footer></body></html>")
    assert notice not in hidden(item)


@pytest.mark.parametrize(
    "wrapper", ["class=sidebar", "id=comments", "hidden", "role=dialog", "class='cookie-shown nav'"]
)
def test_a_name_alone_never_hides_a_page(wrapper: str) -> None:
    for text in (LONG[1], "Eine Zeile\n\nNoch eine", "港は再び開かれた。" * 20):
        page = f"<html><body {wrapper}><div {wrapper}>{files.paragraphs(text)}</div><p>Ende</p></body></html>"
        assert text.split("\n")[0] not in hidden(one(page))


def test_a_menu_left_open_does_not_swallow_the_article() -> None:
    item = one(f"<html><body><p>Wir verwenden Cookies.</p><nav><a href=/>Start</a>{files.paragraphs(LONG[1])}")
    assert LONG[1].split("\n")[0] not in hidden(item)


def test_entities_soft_hyphens_and_hard_blanks_stay() -> None:
    item = one("<html><body><p>Schiff&shy;fahrt&nbsp;am&#x20;Kai &amp; mehr &#999999999999; &unknown;</p>", "a")
    assert item.text.strip() == "Schiff\u00adfahrt\u00a0am Kai & mehr \ufffd &unknown;"


@examples(150)
@given(st.randoms(use_true_random=False))
def test_no_word_of_a_page_is_lost(random: random.Random) -> None:
    tags = [
        "div",
        "p",
        "span",
        "b",
        "ul",
        "li",
        "table",
        "tr",
        "td",
        "h1",
        "h2",
        "blockquote",
        "a",
        "nav",
        "footer",
        "aside",
        "form",
        "section",
        "article",
        "x-y",
        "pre",
        "br",
    ]
    source, said = "<html><body>", []
    for number in range(random.randint(1, 120)):
        tag = random.choice(tags)
        said.append(f"Wort{number}x")
        attribute = random.choice(
            ["", " class=comments", " hidden", " href=/a", " style='display:none'", " role=dialog"]
        )
        source += random.choice([f"<{tag}{attribute}>", f"</{tag}>", "", "<!-- - -->"]) + f" {said[-1]} "
    item = one(source, "a.html")
    assert item.text.split() == said
    assert one(item.data, "a.html") == item


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"title": "Ein \x1b[31m Titel", "text": "Text", "author": "A\x07B", "source": "U\ud800P"}),
        "<html><head><title>Ein &#27;[31m Titel</title><meta name=author content='A&#7;B'>"
        "<meta property=og:site_name content='U&#xd800;P'></head><body><p>Text</p></body></html>",
    ],
)
def test_metadata_hold_no_control_characters(content: str) -> None:
    item = one(content)
    said = f"{item.hints.title}{item.hints.byline}{item.hints.outlet}{item.text}"
    assert "[31m Titel" in said and not {"\x1b", "\x07", "\ud800"} & set(said)


HOSTILE = {
    "a hundred thousand boxes": b"<html>" + b"<div>" * 100_000 + b"Wort",
    "boxes with words": b"<html>" + b"<div>ein Wort " * 50_000,
    "open brackets": b"<html>Wort" + b"<" * 500_000,
    "tags without end": b"<html>Wort" + b"<a " * 300_000,
    "quotes without end": b"<html>Wort" + b"<a \"'" * 200_000,
    "end tags without end": b"<html>Wort" + b"</x" * 300_000,
    "comments without end": b"<html>Wort" + b"<!--" * 200_000,
    "raw elements without end": b"<html>Wort" + b"<script><svg>" * 50_000,
    "absurd spans": b"<html>Wort<table>" + b"<tr><td colspan=99999999 rowspan=99999999>x</td></tr>" * 5_000,
    "tables in tables": b"<html>" + b"<table><tr><td>" * 20_000 + b"Wort",
    "one long line": b"<html><p>" + b"Wort " * 2_000_000,
    "many attributes": b"<html><div " + b"a " * 500_000 + b">Wort",
    "deep statements": b"<html><script type='application/ld+json'>" + b"[" * 500_000 + b"</script>Wort",
    "a deep object": b'{"text": ' + b"[" * 500_000 + b'"Wort"',
    "long header": b"Message-ID: a\nSubject: " + b"=?utf-8?q?a?= " * 1_000 + b"\nFrom: " + b"(" * 4_000 + b"\n\nWort",
    "parts in parts": b"Message-ID: a\n"
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(40))
    + b"\nWort\n" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_take_no_time(name: str) -> None:
    start = time.process_time()
    assert "Wort" in one(HOSTILE[name], "a").text
    assert time.process_time() - start < 10


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for make, _ in COLLECTIONS.values():
        assert formats.read(make([LONG]), "a")
    page = files.page(STORY, "<link rel=stylesheet href=http://example.org/a.css><base href=http://example.org/>")
    assert one(page.replace("</body>", "<img src=http://example.org/a.png></body>"), "a.html")
