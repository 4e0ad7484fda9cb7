"""File formats: what is told by content, what is refused, and what a format knows of its text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import formats, structure
from reader.records import BLOCK_KINDS, Item, ReaderError

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
        bytes(range(32)) * 20,
    ],
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
    ],
)
def test_format_by_content(content: str, name: str, format: str) -> None:
    assert formats.format_of(content, name) == format


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


@settings(max_examples=80, deadline=None)
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
