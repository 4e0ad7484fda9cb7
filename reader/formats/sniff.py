"""What a file is, told by its content; its suffix decides only where it may be either. And what is refused."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from reader import charset, text
from reader.formats.markup import listed
from reader.records import ReaderError
from reader.speech import later, tr

Kind = Literal[
    "text", "markdown", "html", "mail", "entry", "json", "pdf", "mailbox", "feed", "json-lines", "epub", "web-archive"
]
SAMPLE = 20_000
"""Characters from the start by which the format of a text is told."""

_MAGIC = {
    b"\x89PNG\r\n": later("a PNG picture"),
    b"\xff\xd8\xff": later("a JPEG picture"),
    b"GIF87a": later("a GIF picture"),
    b"GIF89a": later("a GIF picture"),
    b"RIFF": later("a RIFF file (picture, sound or film)"),
    b"II*\x00": later("a TIFF picture"),
    b"MM\x00*": later("a TIFF picture"),
    b"PK\x05\x06": later("a ZIP archive"),
    b"\x1f\x8b": later("a gzip archive"),
    b"\xfd7zXZ\x00": later("an xz archive"),
    b"BZh": later("a bzip2 archive"),
    b"7z\xbc\xaf\x27\x1c": later("a 7z archive"),
    b"\x28\xb5\x2f\xfd": later("a zstd archive"),
    b"Rar!\x1a\x07": later("a RAR archive"),
    b"SQLite format 3\x00": later("an SQLite database"),
    b"\x7fELF": later("a program"),
    b"\xca\xfe\xba\xbe": later("a program"),
    b"\xcf\xfa\xed\xfe": later("a program"),
    b"OggS": later("an Ogg sound file"),
    b"ID3\x02": later("an MP3 sound file"),
    b"ID3\x03": later("an MP3 sound file"),
    b"ID3\x04": later("an MP3 sound file"),
    b"\x00asm": later("a program"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": later("an old Office document"),
    b"{\\rtf": later("an RTF document"),
    b"wOF2": later("a font"),
    b"\x00\x01\x00\x00\x00": later("a font"),
}
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
"""How texts of two or four bytes a character begin."""
_ARCHIVE = later("Unpack it and add the files in it")
_REMEDY = later("Save it as plain text, Markdown or HTML")
_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown"}
_PAGES = (".html", ".htm", ".xhtml", ".xht")

_PROLOG = re.compile(r"\s*(?:<\?[^>]*+>|<!--.*?-->|<!doctype(?P<type>[^>\[]*+)(?P<subset>\[)?[^>]*+>)", re.I | re.S)
_ROOT = re.compile(r"\s*<(?:(?P<prefix>[\w-]+):)?(?P<name>[a-z][\w-]*)(?=[\s/>])", re.I)
_FRAGMENTS = listed(
    "address center div figure form h1 h2 h3 header link main meta nav ol p script section style table title ul"
)
_FRONT = re.compile(r"---[ \t]*\n(?:[\w-]+:[^\n]*\n|[ \t-][^\n]*\n){1,60}---[ \t]*\n")
_HEADING = re.compile(r"^#{1,6} \S", re.M)
_MARKDOWN = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        r"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)",
        r"^(?:```|~~~)",
        r"^> \S",
        r"\*\*[^*\s\n][^*\n]{0,200}\*\*",
        r"^\|?[ :-]*-{3,}[ :-]*\|[ |:-]*$",
        r"!\[[^\]\n]{0,200}\]\(",
    )
)
_ENVELOPE = re.compile(r"From \S[^\n]*\d\d:\d\d[^\n]*\n[!-9;-~]+:")
_HEADERS = re.compile(r"(?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n)*+)++(?=\n|[^\n]*\Z)")
_HEADER = re.compile(r"^([!-9;-~]+):", re.M)
_MAIL = listed("from to cc subject date reply-to sender content-type x-mailer")
_SURE_MAIL = listed("message-id mime-version received return-path delivered-to x-mailer content-transfer-encoding")
_OF_TEXTS = listed("title headline source outlet author url link")
"""Fields that a saved text may have above it, beside a date that is named as in a mail."""


def kind(data: bytes, name: str) -> Kind:
    """The format of a file.

    Raises:
        ReaderError: the file is empty, an archive, or of a format that cannot be read.
    """
    if not data:
        raise ReaderError(name, tr("the file is empty"), tr("Nothing to import"))
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if _is_web_archive(data):
        return "web-archive"
    _refuse(data, name)
    return of_text(_sample(data), name, data)


def _sample(data: bytes) -> str:
    """The beginning of a text. What tells its format is ASCII, so it need not be decoded with care."""
    if data.startswith(_WIDE) or charset.wide(data[: 4 * SAMPLE]):
        return text.decode(data[: 4 * SAMPLE])
    return data[:SAMPLE].decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")


def of_text(sample: str, name: str, data: bytes | None = None) -> Kind:
    """The format of a text by its beginning. ``data`` are the bytes of the whole file, where they are at hand."""
    if sample.lstrip()[:1] in ("{", "[") and data is not None:
        from reader.formats import jsonl

        form = jsonl.form(data)
        if form:
            return form
    if _ENVELOPE.match(sample):
        return "mailbox"
    if _is_mail(sample):
        return "mail"
    suffix = PurePath(name).suffix.lower()
    if found := _marked_up(sample, suffix, name):
        return found
    return "markdown" if suffix in _SUFFIXES or _is_markdown(sample[:SAMPLE]) else "text"


def _marked_up(sample: str, suffix: str, name: str) -> Kind | None:
    """The format of what begins with a tag, after declarations and comments."""
    at, page, declared = 0, False, False
    while found := _PROLOG.match(sample, at):
        at, declared = found.end(), True
        page = page or (found["type"] or "").lower().split()[:1] == ["html"]
        if found["subset"]:
            raise ReaderError(name, tr("it is XML that declares entities of its own"), tr("Such files are not read"))
    root = _ROOT.match(sample, at)
    tag = root["name"].lower() if root else ""
    if tag in ("rss", "rdf", "feed"):
        return "feed"
    if tag == "entry" or (tag == "item" and not page):
        return "entry"
    if tag == "svg" and not page:
        raise ReaderError(name, tr("it is an SVG picture"), tr(_REMEDY))
    fragment = tag in _FRAGMENTS and sample.count("</") > 1
    if page or tag in ("html", "head", "body", "article") or fragment or (root and declared and "<?xml" in sample[:at]):
        return "html"
    return "html" if suffix in _PAGES and re.search(r"<[a-zA-Z]", sample) else None


def _is_markdown(sample: str) -> bool:
    """Whether plain text is plainly Markdown: front matter, or headings and at least one other sign of it."""
    if _FRONT.match(sample):
        return True
    return bool(_HEADING.search(sample)) and any(sign.search(sample) for sign in _MARKDOWN)


def _is_mail(sample: str) -> bool:
    """Whether a text begins with the header of a mail: two of its usual fields, or one that only mails have.

    A line such as ``Date: 2023`` above a text makes no mail of it: what a mail does not show would be lost.
    """
    found = _HEADERS.match(sample)
    if found is None:
        return False
    names = {name.lower() for name in _HEADER.findall(found.group())}
    return bool(names & _SURE_MAIL) or (len(names & _MAIL) > 1 and not names & _OF_TEXTS)


def _is_web_archive(data: bytes) -> bool:
    if data.startswith(b"WARC/1."):
        return True
    if not data.startswith(b"\x1f\x8b"):
        return False
    from reader.formats import unpack

    return unpack.beginning(data).startswith(b"WARC/1.")


def _zipped(data: bytes, name: str) -> Kind:
    if b"application/epub+zip" in data[:200] or b"META-INF/container.xml" in data:
        return "epub"
    if b"[Content_Types].xml" in data[:2000] or b"opendocument" in data[:200]:
        raise ReaderError(name, tr("it is an Office document, which cannot be read here"), tr(_REMEDY))
    raise ReaderError(name, tr("it is a ZIP archive"), tr(_ARCHIVE))


def _refuse(data: bytes, name: str) -> None:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            archive = what.endswith("archive")
            why = tr("it is {what}") if archive else tr("it is {what}, which cannot be read here")
            raise ReaderError(name, why.format(what=tr(what)), tr(_ARCHIVE) if archive else tr(_REMEDY))
    if data[257:262] == b"ustar":
        raise ReaderError(name, tr("it is a tar archive"), tr(_ARCHIVE))
    if text.is_binary(data):
        raise ReaderError(name, tr("it is binary, not text"), tr(_REMEDY))
