"""PDF: the text of the pages, line by line in the order in which the file gives it. Needs an extra package."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from reader import text
from reader.formats.sheet import Sheet
from reader.records import Item, ReaderError
from reader.speech import apart, later, tr

MOST_PAGES = 2_000
MOST_CHARACTERS = 20_000_000
_HYPHEN = re.compile("[\ufffe\x02]\r?\n?")
_REMEDY = later("Save it as text")


def read(data: bytes, name: str) -> Item:
    """The one article of a PDF.

    Raises:
        ReaderError: it is locked, broken, has no text or too many pages, or the extra package is not installed.
    """
    pdfium = _library(name)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = tr("it is a PDF locked with a password") if locked else tr("it is a damaged PDF")
        raise ReaderError(name, why, tr("Unlock it first") if locked else tr(_REMEDY)) from None
    try:
        return _article(pdfium, document, data, name)
    finally:
        document.close()


def _library(name: str) -> Any:
    try:
        return import_module("pypdfium2")
    except ImportError:
        raise ReaderError(
            name, tr("it is a PDF, for which a package is missing"), tr("Install it with: pip install 'lesepult[pdf]'")
        ) from None


def _article(pdfium: Any, document: Any, data: bytes, name: str) -> Item:
    if len(document) > MOST_PAGES:
        raise ReaderError(
            name, tr("it is a PDF of more than {pages} pages").format(pages=apart(MOST_PAGES)), tr("Split it")
        )
    sheet, length = Sheet(), 0
    for number in range(len(document)):
        words = _page(pdfium, document, number)
        length += len(words)
        if length > MOST_CHARACTERS:
            raise ReaderError(name, tr("it is a PDF with more text than is taken"), tr("Split it"))
        sheet.write(words)
    if not length:
        raise ReaderError(name, tr("it is a PDF of pictures without text"), tr("Have its text recognised first"))
    # The file's own dates and authors are those of who printed or saved it: they are not taken.
    return Item(data, sheet.text, "pdf")


def _page(pdfium: Any, document: Any, number: int) -> str:
    """The text of a page; nothing if the page is broken."""
    try:
        page = document[number]
        words = page.get_textpage().get_text_bounded()
        page.close()
    except pdfium.PdfiumError:
        return ""
    # PDFium gives a hyphen at the end of a line as one of two odd characters and leaves out the line's end.
    return text.canonical(_HYPHEN.sub("-\n", str(words))).strip()
