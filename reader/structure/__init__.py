"""Text and hints in, the parts of an article out: blocks, title, date, outlet, who signed it.

Pure: the same text gives the same structure. Nothing is ever dropped: every non-blank character lies in exactly
one block, and what is in doubt is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader import words
from reader.records import Block, Found, Hints, Structure
from reader.structure import (
    beside,
    cuts,
    damage,
    datelines,
    fields,
    fused,
    glued,
    headlines,
    heads,
    judged,
    kickers,
    lines,
    menus,
    outlets,
    signatures,
    signing,
    sites,
    spared,
    standfirsts,
    tables,
    tickers,
    title,
)
from reader.structure.language import language
from reader.structure.lines import Unit

WINDOW = 300_000
"""Characters from the start that are looked at closely; what lies between them and the tail is paragraphs."""
UNITS = 4_000
"""The same in lines."""
TAIL = 20_000
"""Characters at the end of a longer text that are looked at closely, too."""
TAIL_UNITS = 400
"""The same in lines."""


KICKERS = 2
"""Kickers that may be glued before a title, one before the other (``MeinungTrainerwechsel:In der …``)."""
TRIES = 2
"""Lines that are tried as the title of a text."""
GLUED = 0.8
"""What is left of the confidence in a title that a kicker was cut from."""

NO_HINTS = Hints()


def analyse(text: str, hints: Hints = NO_HINTS) -> Structure:
    """The structure of a text. Offsets are those of ``text``; what it does not state is ``None`` or empty."""
    until = _window(text)
    tail = _tail(text, until, hints.blocks)
    units, choice = _settled(text, hints, until, tail)
    signing.tell(units, _index(units, "title"))
    units = list(datelines.cut(units))
    authors, agencies = signatures.signed(units)
    rest = [b for b in lines.sound(hints.blocks, len(text)) if until <= b.start and b.end <= tail]
    ends = list(_blocks([u for u in units if u.start >= until]))
    return Structure(
        blocks=(
            *_covering(text, list(_blocks([u for u in units if u.start < until])), 0, until),
            *_plain(text, until, tail, rest),
            *_covering(text, ends, tail, len(text)),
        ),
        title=_title(units, choice, hints),
        kicker=_kicker(units),
        published=_hinted(text, hints.published) or fields.published(units, _index(units, "title")),
        outlet=_hinted(text, hints.outlet) or outlets.outlet(units),
        byline=tuple(f for n in hints.byline if (f := _hinted(text, n))) or authors,
        agency=agencies,
        truncated=damage.truncated(units),
        mojibake=damage.mojibake(text),
        language=hints.language or language(_body(units) or text[: lines.LONG]),
    )


def _settled(text: str, hints: Hints, until: int, tail: int) -> tuple[list[Unit], title.Choice | None]:
    """The lines of a text with their kinds, and the title: of lines that the judges of lines deny it, the next one."""
    denied: set[int] = set()
    while True:
        units = _looked_at(text, hints, until, tail)
        choice = title.choose(units, denied) if len(denied) < TRIES else None
        units, head = _part_title(units, choice.at if choice else None, text)
        chance = judged.settle(units, head)
        if not choice or title.holds(choice, chance):
            return units, choice
        denied.add(choice.start)


def _looked_at(text: str, hints: Hints, until: int, tail: int) -> list[Unit]:
    """The lines of a text at first look, and what those beside them say of them."""
    raw = [*lines.split(text, hints.blocks, until), *lines.split(text, hints.blocks, len(text), tail)]
    units = standfirsts.parted(cuts.pieces(raw))
    tables.tell(text, units)
    tables.tell_scores(units)
    units = beside.tell(units)
    spared.tell_again(units)
    spared.spare_head(units)
    spared.spare_text(units)
    tables.tell_cards(units)
    tickers.tell(units)
    return units


def _window(text: str) -> int:
    """Where the close look ends: at a line's end, never within a line."""
    end = len(text)
    if end > WINDOW:
        found = text.find("\n", WINDOW)
        end = found if found >= 0 else end
    if text.count("\n", 0, end) < UNITS:
        return end
    for count, newline in enumerate(re.finditer(r"\n+", text[:end])):
        if count == UNITS:
            return newline.start()
    return end


def _tail(text: str, until: int, blocks: tuple[Block, ...]) -> int:
    """Where the close look at the end of a long text begins: at a line's beginning, not within a stated block."""
    start = text.find("\n", max(until, len(text) - TAIL)) + 1 if until < len(text) else 0
    if not start:
        return len(text)
    at = len(text)
    for _ in range(TAIL_UNITS):
        at = max(text.rfind("\n", start, at), start)
    inside = [b.end for b in lines.sound(blocks, len(text)) if b.start < at < b.end]
    return max([at, *inside])


def _plain(text: str, start: int, end: int, blocks: list[Block]) -> Iterator[Block]:
    """The middle of a very long text: what the format says, else a paragraph a line."""
    at = start
    for block in [*blocks, Block("paragraph", end, end)]:
        if block.start < at:
            continue
        yield from (Block("paragraph", *m.span()) for m in _CONTENT.finditer(text, at, block.start))
        if block.end > block.start:
            yield from _trimmed(text, block)
        at = block.end


_CONTENT = re.compile(r"[^\s](?:[^\n]*[^\s])?")


def _trimmed(text: str, block: Block) -> Iterator[Block]:
    made = lines.unit(text, block.start, min(block.end, len(text)))
    if made:
        yield Block(block.kind, made.start, made.end)


def _part_title(units: list[Unit], head: int | None, text: str) -> tuple[list[Unit], int | None]:
    """The units with the kicker cut off the title, and repetitions of the title named as such."""
    if head is None:
        return units, None
    unit = units[head]
    others = [u.text for i, u in enumerate(units[: title.FAR]) if i != head and u.kind == "short"]
    if not unit.fixed and (site := sites.start(unit.text, units)):
        last = unit.part(site, len(unit.text), "source-note", "site")
        unit = unit.part(0, site, "title")
        units = [*units[:head], unit, last, *units[head + 1 :]]
    french = " : " in unit.text and language(text[: lines.LONG]) == "fr"
    body = _prose([u for u in units if u.text != unit.text])
    above = head > 0 and units[head - 1].kind == "short" and _stands_over(units[head - 1].text)
    kicked = above and not (head > 1 and _is_item(units[head - 2]))
    alone = not (kicked or unit.fixed or unit.text in others)
    labelled = True
    for _ in range(KICKERS):
        unit = units[head]
        cut = None if unit.fixed else fused.cut(unit.text, body)
        if not cut and not unit.fixed:
            cut = kickers.kicker_end(unit.text, others, french, body, above)
        if not cut and alone and labelled:
            cut = glued.cut(unit.text, body)
        if not cut or not (labelled or unit.text[: cut[1]].endswith(":")):
            break
        kicker = unit.part(0, cut[1], "kicker", "glued")
        units = [*units[:head], kicker, unit.part(cut[1], len(unit.text), "title"), *units[head + 1 :]]
        head += 1
        labelled = words.key(kicker.text) in words.word_set("rubrics")
    for i, other in enumerate(units):
        if i != head and len(other.text) < 300 and headlines.is_same(units[head].text, other.text):
            other.kind, other.fixed = "duplicate-title", True
    return units, head


def _stands_over(text: str) -> bool:
    """Whether a line over the title is its kicker."""
    return kickers.is_kicker(text) and not text[:1].islower()


def _is_item(unit: Unit) -> bool:
    """Whether a line has the form of a kicker, too, so that the one below it is rather of a menu."""
    return unit.kind in ("short", "navigation") and _stands_over(unit.text)


def _prose(units: list[Unit]) -> str:
    return " ".join(u.text[: lines.LONG] for u in units if heads.is_tale(u))[: lines.LONG * 4]


def _blocks(units: list[Unit]) -> Iterator[Block]:
    held: Block | None = None
    for unit in units:
        block = Block(unit.kind, unit.start, unit.end)
        if held and _joined(held, unit):
            held = Block(held.kind, held.start, unit.end)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _covering(text: str, blocks: list[Block], start: int, until: int) -> Iterator[Block]:
    """The blocks, with characters that no eye sees (between two parts of a line) given to the part before.

    What stands before the first part (a dash from which a date was cut) is of that.
    """
    for i, block in enumerate(blocks):
        if i == 0:
            block = block._replace(start=block.start - len(text[start : block.start].lstrip()))
        following = blocks[i + 1].start if i + 1 < len(blocks) else until
        yield Block(block.kind, block.start, block.end + len(text[block.end : following].rstrip()))


def _joined(held: Block, unit: Unit) -> bool:
    """Whether lines are one block: the cells of a table, the steps of a breadcrumb."""
    if held.kind != unit.kind or unit.fixed:
        return False
    return unit.kind == "table" or (unit.kind == "navigation" and not unit.gap and menus.is_numbered(unit.text))


def _index(units: list[Unit], kind: str) -> int | None:
    return next((i for i, u in enumerate(units) if u.kind == kind), None)


def _first(units: list[Unit], kind: str) -> Found | None:
    at = _index(units, kind)
    return _whole(units[at], kind) if at is not None else None


def _kicker(units: list[Unit]) -> Found | None:
    """The kicker; of several before a title that next to it, since the others say what sort of text it is."""
    glued_on = [unit for unit in units if unit.kind == "kicker" and unit.why == "glued"]
    return _whole(glued_on[-1], "kicker") if glued_on else _first(units, "kicker")


def _whole(unit: Unit, rule: str) -> Found:
    return Found(unit.text.strip(" :|-–"), unit.start, unit.end, rule)


def _title(units: list[Unit], choice: title.Choice | None, hints: Hints) -> Found | None:
    stands = _first(units, "title")
    if stands and choice:
        cut = any(u.kind == "kicker" and u.why == "glued" for u in units)
        sure = round(choice.confidence * (GLUED if cut else 1.0), 2)
        stands = stands._replace(rule="glued" if cut else choice.rule, confidence=sure)
    if not hints.title:
        return stands
    if stands and headlines.is_same(hints.title, stands.value):
        return Found(hints.title, stands.start, stands.end, "format")
    return Found(hints.title, 0, 0, "format")


def _hinted(text: str, value: str | None) -> Found | None:
    """A value the format states; its place is where it stands in the text, else nowhere."""
    if not value:
        return None
    at = text[:WINDOW].find(value)
    return Found(value, max(at, 0), at + len(value) if at >= 0 else 0, "format")


def _body(units: list[Unit]) -> str:
    return " ".join(u.text[: lines.LONG] for u in units if u.kind in ("lead", "paragraph"))[: lines.LONG * 2]
