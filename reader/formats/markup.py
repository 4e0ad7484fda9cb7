"""Markup as a stream of tags and words: any bytes that a browser would show are read, in time linear in their length.

The standard library's parser is quadratic on broken pages and knows no limit; this one drops nothing a reader sees.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple


def listed(names: str) -> frozenset[str]:
    """Names with blanks between them as a set."""
    return frozenset(names.split())


MOST_TAGS = 500_000
"""Tags after which the rest of a page is words only."""
_LONGEST_TAG = 1 << 20
"""Characters in which a tag with quoted values must end, else its first ``>`` ends it."""
_MOST_BROKEN = 30
"""Tags without an end after which quotes are no longer believed."""

Kind = Literal["start", "end", "words", "raw"]


_RAW = listed("script style title textarea xmp iframe noembed noframes svg math template canvas audio video datalist")
"""Elements read as one piece; of all but a few nothing is seen on the page."""
_WORDS_IN_RAW = listed("title textarea xmp")
_TAG = re.compile(r"<([a-zA-Z][^\s/>]*+)((?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>")
_LOOSE_TAG = re.compile(r"<([a-zA-Z][^\s/>]*+)([^>]*+)>")
_END_TAG = re.compile(r"</([a-zA-Z][^\s/><]*+)[^>]*+>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?+")
_ANY_TAGS = re.compile(r"(?:<[^<>]*+>\s*+)++")
_EMPTY = re.compile(r"(?:^|[\s\"'])/$")
_HUGE_NUMBER = re.compile(r"&#[0-9]{8,}+;?")


class Token(NamedTuple):
    """A tag with its raw attributes, a run of words, or an element of raw text (``text`` is what is in it)."""

    kind: Kind
    name: str
    text: str = ""
    attributes: str = ""

    @property
    def empty(self) -> bool:
        """Whether the tag ends itself (``<p/>``)."""
        return self.attributes.endswith("/") and _EMPTY.search(self.attributes) is not None


def tokens(source: str) -> Iterator[Token]:
    """The tags and words of a page in order; comments, declarations and instructions are left out."""
    return _Scanner(source).run()


def attributes(raw: str) -> dict[str, str]:
    """The attributes of a tag by lower-case name; of two with the same name the first counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def unescape(words: str) -> str:
    """Character references as characters; numbers of absurd length are no character."""
    if "&" not in words:
        return words
    return html.unescape(_HUGE_NUMBER.sub("\ufffd", words))


class _Scanner:
    """Walks through a source from one ``<`` to the next."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._broken = 0
        self._unended: set[str] = set()

    def run(self) -> Iterator[Token]:
        source, tags = self._source, 0
        while (bracket := source.find("<", self._at)) >= 0:
            if bracket > self._at:
                yield Token("words", "", unescape(source[self._at : bracket]))
            token = self._markup(bracket)
            if token:
                yield token
                tags += 1
            if tags > MOST_TAGS:
                yield Token("words", "", unescape(_ANY_TAGS.sub("\n", source[self._at :])))
                return
        if self._at < len(source):
            yield Token("words", "", unescape(source[self._at :]))

    def _markup(self, at: int) -> Token | None:
        """What begins at a ``<``, and the place moved behind it."""
        following = self._source[at + 1 : at + 2]
        if following.isalpha() and following.isascii():
            return self._start(at)
        if following == "/":
            return self._end(at)
        if following == "!":
            return self._declaration(at)
        if following == "?":
            return self._skip(at, ">", 1)
        return self._character(at)

    def _start(self, at: int) -> Token | None:
        found = None
        if self._broken < _MOST_BROKEN:
            found = _TAG.match(self._source, at, at + _LONGEST_TAG)
        if found is None:
            self._broken += 1
            found = _LOOSE_TAG.match(self._source, at) if ">" not in self._unended else None
        if found is None:
            self._unended.add(">")
            return self._character(at)
        self._at = found.end()
        token = Token("start", found[1].lower(), "", found[2])
        return self._raw(token.name, found[2]) if token.name in _RAW and not token.empty else token

    def _raw(self, name: str, values: str) -> Token:
        """An element whose content is no markup. One that never ends is taken for empty, so that no words go."""
        close = None if name in self._unended else re.compile(f"</{name}", re.I).search(self._source, self._at)
        if close is None:
            self._unended.add(name)
            return Token("raw", name, "", values)
        inside = self._source[self._at : close.start()]
        self._at = close.start()
        return Token("raw", name, unescape(inside) if name in _WORDS_IN_RAW else inside, values)

    def _end(self, at: int) -> Token | None:
        found = _END_TAG.match(self._source, at) if ">" not in self._unended else None
        if found is None:
            # What is no end tag runs to the next bracket; the search for it tells if there is none.
            return self._skip(at, ">", 1)
        self._at = found.end()
        return Token("end", found[1].lower())

    def _declaration(self, at: int) -> Token | None:
        if self._source.startswith("<!--", at):
            if self._source.startswith((">", "->"), at + 4):
                return self._skip(at + 3, ">", 1)
            return self._skip(at + 4, "-->", 3)
        if self._source.startswith("<![CDATA[", at):
            close = -1 if "]]>" in self._unended else self._source.find("]]>", at)
            if close >= 0:
                self._at = close + 3
                return Token("words", "", self._source[at + 9 : close])
            self._unended.add("]]>")
        return self._skip(at, ">", 1)

    def _skip(self, at: int, close: str, length: int) -> Token | None:
        """Leave out all to a closing mark; if there is none, only the ``<`` is a character like others."""
        end = -1 if close in self._unended else self._source.find(close, at)
        if end < 0:
            self._unended.add(close)
            return self._character(self._source.rfind("<", 0, at + 1))
        self._at = end + length
        return None

    def _character(self, at: int) -> Token:
        self._at = at + 1
        return Token("words", "", "<")
