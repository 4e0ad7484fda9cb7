"""In which charset bytes are of which nothing says it: told by the text that they would make."""

from __future__ import annotations

import re

_SAMPLE = 65_536
"""Bytes that are looked at."""
_FEWEST = 8
"""Letters of a text that can be told to be Cyrillic."""
_FOREIGN_PER_ASCII = 3
"""So many bytes above ASCII for each of its letters have no words in Latin letters, whatever the accents."""
_CYRILLIC = ("cp1251", "koi8-u", "cp866", "iso8859-5")
_COMMON = re.compile("[оеаинтсрвлкмдпуяі]")
"""Letters that make up more than four in five of a Russian or Ukrainian text."""
_LEAST_COMMON = 0.6
_ODD = re.compile("[^\x00-\x7f]")
_ASCII_LETTERS = re.compile(rb"[A-Za-z]")
_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")


def is_damaged_utf8(data: bytes) -> bool:
    """Whether bytes that are no sound UTF-8 are so for the most part, as where a file was cut off.

    By chance, texts in other charsets hold hardly a letter of UTF-8.
    """
    decoded = data[:_SAMPLE].decode("utf-8", "replace")
    return len(_ODD.findall(decoded)) > 2 * decoded.count("\ufffd")


def cyrillic(data: bytes) -> str | None:
    """The charset of Cyrillic letters in which a text is; ``None`` if it is in Latin ones."""
    # Words that are all ASCII may be those of tags, and foreign names.
    sample = b" ".join(word for word in _WORD.findall(data[:_SAMPLE]) if not word.isascii())
    high = len(_HIGH.findall(sample))
    if high < _FEWEST or high < _FOREIGN_PER_ASCII * len(_ASCII_LETTERS.findall(sample)):
        return None
    share, name = max((len(_COMMON.findall(sample.decode(name, "replace"))) / high, name) for name in _CYRILLIC)
    return name if share >= _LEAST_COMMON else None


def wide(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark of it; ``None`` if bytes are no text of two to a letter.

    In texts of Latin, Cyrillic and Greek letters every blank has a zero byte, on the one side only.
    """
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if b"\0" not in sample:
        return None
    for name, blank in (("utf-16-le", b" \0"), ("utf-16-be", b"\0 ")):
        if blank in sample and _is_text(sample.decode(name, "replace")):
            return name
    return None


def _is_text(said: str) -> bool:
    plain = sum(char.isprintable() or char in "\t\r\n" for char in said)
    near = sum(char < _FAR or "\u2000" <= char < "\u2100" for char in said)
    letters = sum(char.isalpha() for char in said)
    return plain >= _PLAIN * len(said) and near >= _PLAIN * len(said) and letters >= len(said) / 2


_FAR = "\u0530"
"""The first character behind the Latin, Greek and Cyrillic ones; quotation marks, dashes and € come later."""
_PLAIN = 0.95
