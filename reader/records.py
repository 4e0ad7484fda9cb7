"""The nouns of the house: frozen records that one room hands to the next.

Offsets are ``[start, end)`` in Unicode code points of an article's canonical text. Dates are ISO 8601
strings cut at what is known (``2018-04-10T15:20``, ``2023-10``, ``2024``); ``None`` means the text states none.

They are named tuples, since a dataclass takes six times as long to define, and all of these are defined at start.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

BLOCK_KINDS = (
    "title",
    "duplicate-title",
    "kicker",
    "date",
    "dateline",
    "byline",
    "caption",
    "credit",
    "lead",
    "heading",
    "paragraph",
    "quote",
    "list",
    "table",
    "boilerplate",
    "navigation",
    "source-note",
)
"""Every kind of block; fixed, since scripts read them."""

HIDDEN_KINDS = frozenset({"duplicate-title", "boilerplate", "navigation", "source-note"})
"""Blocks that are kept but not shown until the reader asks for them."""

BODY_KINDS = frozenset({"lead", "paragraph", "quote", "list", "table"})
"""Blocks in which the article itself tells something."""

ENTITY_TYPES = ("PER", "LOC", "ORG", "MISC")

Precision = Literal["minute", "day", "month", "year"]
FieldOfHit = Literal["text", "note", "highlight", "tag", "entity"]
AnnotationKind = Literal["note", "highlight"]
Kinship = Literal["same text", "version", "story"]
"""The same words; another state of the same page or story; nearly the same words, or a shorter form of them."""


def precision_of(published: str | None) -> Precision | None:
    """How much of a date is known; it follows from how far the ISO string goes."""
    if published is None:
        return None
    lengths: dict[int, Precision] = {4: "year", 7: "month", 10: "day", 16: "minute"}
    return lengths.get(len(published), "minute")


class Block(NamedTuple):
    """A stretch of an article that is one thing: a paragraph, a caption, a line of boilerplate."""

    kind: str
    start: int
    end: int


class Found(NamedTuple):
    """A value that was read from the text, with its place and the rule that found it."""

    value: str
    start: int
    end: int
    rule: str
    confidence: float = 1.0


class Hints(NamedTuple):
    """What a file format knows about its text beyond the text itself."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    """Kinds the format states outright (a Markdown heading); they need not cover the text."""
    key: str | None = None
    """What was published is known by this wherever it is kept: its address, or the id of a mail."""


class Item(NamedTuple):
    """One article as a format adapter hands it over: its own bytes and the canonical text made of them."""

    data: bytes
    text: str
    format: str
    hints: Hints = Hints()


class Structure(NamedTuple):
    """What the parts of an article are. ``blocks`` covers every non-blank character exactly once, in order."""

    blocks: tuple[Block, ...]
    title: Found | None = None
    kicker: Found | None = None
    published: Found | None = None
    outlet: Found | None = None
    byline: tuple[Found, ...] = ()
    agency: tuple[Found, ...] = ()
    language: str | None = None
    truncated: bool = False
    """Whether the text breaks off at a pay wall."""
    mojibake: bool = False
    """Whether letters of it are broken."""

    @property
    def flags(self) -> tuple[str, ...]:
        """What is wrong with the text, by name."""
        return tuple(name for name in ("truncated", "mojibake") if getattr(self, name))


class Mention(NamedTuple):
    """A name in a text. ``type`` is PER, LOC, ORG or MISC, with ``-DERIV`` or ``-PART`` where it is one."""

    start: int
    end: int
    type: str
    confidence: float = 1.0
    entity: str | None = None


class Entity(NamedTuple):
    """A person, place, organisation or other named thing, as linked across the corpus."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    articles: int = 0
    mentions: int = 0
    first: str | None = None
    last: str | None = None


class Context(NamedTuple):
    """One mention of an entity with the sentence it stands in; ``start``/``end`` are those of the mention."""

    article: str
    published: str | None
    start: int
    end: int
    sentence: str
    sentence_start: int


class Card(NamedTuple):
    """What a list shows of an article: its data as they now stand, with a person's marks."""

    id: str
    title: str | None
    opening: str
    """The first words of the text, shown in another style where there is no title."""
    published: str | None
    outlet: str | None
    language: str | None
    words: int
    bookmarked: bool = False
    read: bool = False
    notes: int = 0
    highlights: int = 0
    tags: tuple[str, ...] = ()
    also: int = 0
    """How many other articles tell the same."""


class Kin(NamedTuple):
    """An article that tells the same as another.

    ``likeness``: 0 … 1, the part of the shorter text's runs of three words that the other has as well.
    """

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    how: Kinship
    likeness: float


class Version(NamedTuple):
    """One of several bodies of a note that stand against each other."""

    body: str
    modified: str


class Anchor(NamedTuple):
    """A place in an article as in W3C Web Annotation: quote with context, and position."""

    quote: str
    prefix: str
    suffix: str
    start: int
    end: int
    text: str = ""
    """The id (`reader.anchors.text_id`) of the text the offsets were taken by; empty where nobody said."""
    rival: int = 20
    """The most characters of context that another place of that text with the same words has; -1: there is none."""
    alone: bool = False
    """Whether what stood next to the quote stood only once in that text, before it and behind it."""


class Annotation(NamedTuple):
    """A note or a highlight. It belongs to an article, an entity, or (both ``None``) to the corpus."""

    id: str
    kind: AnnotationKind
    body: str
    created: str
    modified: str
    article: str | None = None
    entity: str | None = None
    anchor: Anchor | None = None
    colour: int = 1
    orphan: bool = False
    conflict: bool = False
    versions: tuple[Version, ...] = ()


class Article(NamedTuple):
    """An article to read: everything a page shows."""

    card: Card
    text: str
    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]
    annotations: tuple[Annotation, ...]
    kicker: str | None
    byline: tuple[str, ...]
    agency: tuple[str, ...]
    source: str
    added: str
    position: int = 0
    """Offset of the word at the top of the page when it was last left."""
    flags: tuple[str, ...] = ()
    """What is wrong with the text as it was saved: ``truncated``, ``mojibake``."""
    roles: tuple[Mention, ...] = ()
    """Where persons are meant by their office ("der Kremlchef"): these are no names."""
    linked: tuple[Annotation, ...] = ()
    """The notes on other things that link to it, newest first."""


class Hit(NamedTuple):
    """One thing a search found. ``matches`` are offsets in ``snippet``."""

    id: str
    title: str | None
    published: str | None
    field: FieldOfHit
    snippet: str
    matches: tuple[tuple[int, int], ...]
    ref: str | None = None
    """The annotation or entity that matched; ``None`` for the text itself."""
    via: str | None = None
    """The name by which a text was found that says another one for the same; ``None`` if it holds the words."""


Value = Mapping[str, Any]
"""The fields an op sets. Values are what JSON holds."""


class Op(NamedTuple):
    """One thing a person did: fields set on a row, or (``value`` is ``None``) the row deleted.

    ``id`` is 16 bytes: hybrid clock (milliseconds << 16 | counter, big-endian) and a random run.
    ``parents`` are the heads of the row when it was written. ``at`` is the wall clock, for people only.
    """

    id: bytes
    table: str
    row: str
    value: Value | None
    parents: tuple[bytes, ...]
    at: str


class Row(NamedTuple):
    """The fold of all ops of one row: its fields as they now stand.

    ``subject`` is what the row is about: an article id, ``entity:ID``, or nothing; by it a page finds its notes.
    """

    table: str
    row: str
    subject: str
    value: Value
    alive: bool
    created: str
    modified: str
    heads: tuple[bytes, ...]
    conflict: tuple[Version, ...] = ()
    """Bodies that stand against each other, the shown one first; empty when there is no conflict."""


class ReaderError(Exception):
    """Something a person can act on, said in one line: ``WHAT: WHY. WHAT TO DO.``

    Bugs are never wrapped in it. Parts may hold text from files: whoever shows it makes it harmless first.
    """

    def __init__(self, what: str, why: str, remedy: str = "") -> None:
        self.what, self.why, self.remedy = what, why.rstrip("."), remedy.rstrip(".")
        super().__init__(f"{what}: {self.why}." + (f" {self.remedy}." if remedy else ""))


class BusyError(ReaderError):
    """Something that another program hinders just now, and that may be tried again."""
