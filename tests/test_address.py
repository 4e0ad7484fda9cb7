"""Keys of what was published: the same for the same page however it was come by, and harmless whatever is stated."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import formats
from reader.formats.address import LONGEST, key, of_mail


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.Nordbote.example/Politik/rajin-17.html", "nordbote.example/Politik/rajin-17.html"),
        ("http://nordbote.example:80/Politik/rajin-17.html/#comments", "nordbote.example/Politik/rajin-17.html"),
        ("//nordbote.example/a?utm_source=x&id=3&fbclid=y", "nordbote.example/a?id=3"),
        ("https://someone:secret@nordbote.example/a", "nordbote.example/a"),
        ("https://nordbote.example/?p=12", "nordbote.example?p=12"),
        ("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a"),
        ("tag:nordbote.example,2023:17", "tag:nordbote.example,2023:17"),
        ("https://nordbote.example/", None),
        ("https://nordbote.example/index.html?utm_medium=rss", None),
        ("/politik/rajin", None),
        ("17", None),
        ("javascript:alert(1)", None),
        ("file:///home/somebody/a.html", None),
        ("http://[::1", None),
        ("https://nordbote.example/a b", None),
        ("https://nordbote.example/\u202egnp.exe", None),
        ("https://nordbote.example/\x1b[31m", None),
        ("https://nordbote.example/" + "a" * 9000, None),
        ("", None),
    ],
)
def test_key_of_an_address(address: str, expected: str | None) -> None:
    assert key(address) == expected


def test_the_first_that_is_of_a_page_counts() -> None:
    assert key(None, "", "https://nordbote.example/", "https://nordbote.example/b") == "nordbote.example/b"


@given(st.text() | st.text("htps:/?&#@[].%=x", max_size=40).map("https://x".__add__))
def test_a_key_is_harmless_bounded_and_its_own_key(address: str) -> None:
    found = key(address)
    assert found is None or (found.isprintable() and len(found) <= LONGEST)
    mail = of_mail(address)
    assert mail is None or (mail.isprintable() and len(mail) <= LONGEST + 10)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<aB.1@Mail.Example>", "mid:aB.1@mail.example"),
        ("aB.1@mail.example", "mid:aB.1@mail.example"),
        ("<a@b> <c@d>", None),
        ("nothing", None),
        ("", None),
    ],
)
def test_key_of_a_mail(given: str, expected: str | None) -> None:
    assert of_mail(given) == expected


BODY = "Im Hafen legen wieder Schiffe an, und an den Kais wird gearbeitet wie vor der Schließung der Grenze."
PAGE = "<html><head>{}</head><body><article><h1>Hafen</h1><p>" + BODY + "</p></article></body></html>"
ENTRY = '<rss version="2.0"><channel><title>Nordbote</title><item><title>Hafen</title>{}<description>' + BODY
ENTRY += "</description></item></channel></rss>"
ADDRESS = "https://nordbote.example/hafen"
STATED = json.dumps({"@type": "NewsArticle", "mainEntityOfPage": {"@id": ADDRESS}})


@pytest.mark.parametrize(
    "data",
    [
        PAGE.format(f'<link rel="alternate canonical" href="{ADDRESS}?utm_source=x">'),
        PAGE.format(f'<link rel="canonical" href="/hafen"><meta property="og:url" content="{ADDRESS}">'),
        PAGE.format(f'<script type="application/ld+json">{STATED}</script>'),
        ENTRY.format(f"<link>{ADDRESS}</link><guid>17</guid>"),
        ENTRY.format(f'<guid isPermaLink="true">{ADDRESS}</guid>'),
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Nordbote</title><entry><title>Hafen</title><id>urn:x:1</id>'
        f'<link rel="edit" href="https://x.example"/><link href="{ADDRESS}"/><summary>{BODY}</summary></entry></feed>',
        json.dumps({"title": "Hafen", "text": BODY, "url": ADDRESS}),
        f"---\ntitle: Hafen\nurl: {ADDRESS}\n---\n\n{BODY}\n",
        "Snapshot-Content-Location: " + ADDRESS + "\nSubject: Hafen\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
        + PAGE.format("")
        + "\n--b--\n",
    ],
)
def test_every_format_gives_the_key_of_the_page(data: str) -> None:
    assert (
        formats.read(data.encode(), "a.md" if data.startswith("---") else "a")[0].hints.key == "nordbote.example/hafen"
    )


def test_a_mail_is_known_by_its_id_and_plain_text_by_nothing() -> None:
    mail = f"From: a@x.example\nTo: b@x.example\nSubject: Hafen\nMessage-ID: <7@x.example>\n\n{BODY}\n"
    assert formats.read(mail.encode(), "a.eml")[0].hints.key == "mid:7@x.example"
    assert formats.read(BODY.encode(), "a.txt")[0].hints.key is None
