"""The fold of ops into rows (pure): what stands when everything that was done to a row is taken together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reader.diff3 import merge3
from reader.records import Op, Row, Value, Version

MOST_TIPS = 8
"""Bodies that were written side by side, above which they are not merged but all kept."""
HOLLOW = "hollow"
"""The field of an op that once had a body, and was compacted."""
_BASES = 2
"""How deep the bases of merges are made by merging (two heads that both build on the same two)."""
_ABOUT_THEIR_ROW = frozenset({"bookmark", "read", "position", "article", "removed"})


def fold(ops: Iterable[Op]) -> Row:
    """The row that its ops make, in whatever order they come. At least one op; all of one row.

    Fields: the highest id wins. The row is gone only if all its heads are deletions. A body that several
    heads have is merged; bodies that overlap are all kept, the newest shown.
    """
    known = {op.id: op for op in ops}
    ordered = [known[key] for key in sorted(known)]
    heads = _heads(known)
    fields: dict[str, object] = {}
    for op in ordered:
        fields.update(op.value or {})
    fields.pop(HOLLOW, None)
    alive = [known[head] for head in heads if known[head].value is not None]
    body, versions = _body(known, alive)
    if body is not None:
        fields["body"] = body
    first, last = ordered[0], ordered[-1]
    return Row(
        first.table,
        first.row,
        subject_of(first.table, first.row, fields),
        fields,
        bool(alive),
        first.at,
        last.at,
        tuple(heads),
        versions,
    )


def opposite(ops: Iterable[Op], done: bytes) -> tuple[Value | None, tuple[bytes, ...]] | None:
    """The fields and parents of an op that takes back the op ``done`` of a row, and nothing of what others did.

    ``None`` if it is not there, if what it set was changed since by who knew of it, or if what was there before
    was compacted.
    """
    known = {op.id: op for op in ops}
    if done not in known:
        return None
    deed, heads = known[done], _heads(known)
    mine = [key for key in heads if key == done or done in ancestors(known, [known[key]])]
    beside = any(known[key].value is not None for key in heads if key not in mine)
    before = [known[key] for key in ancestors(known, [deed])]
    if _had_body(deed) and any(map(is_hollow, bodies(before)[1])):
        return None
    after = fold([known[key] for key in ancestors(known, (known[key] for key in mine)).union(mine)])
    if after.alive != (deed.value is not None) or any(after.value.get(k) != v for k, v in (deed.value or {}).items()):
        return None
    return _back(deed, fold(before) if before else None, beside), tuple(mine)


def _back(deed: Op, was: Row | None, beside: bool) -> Value | None:
    if deed.value is None:
        return {}
    if (was is not None and was.alive) or (beside and deed.value):
        return {name: was.value.get(name) if was else None for name in deed.value}
    return None


def subject_of(table: str, row: str, value: Value) -> str:
    """What a row is about: an article id, ``entity:ID``, or the empty string."""
    if table in _ABOUT_THEIR_ROW:
        return row
    if table == "tag":
        return row.partition(" ")[0]
    about = value.get("about", "")
    return about.removeprefix("article:") if isinstance(about, str) else ""


def _heads(known: Mapping[bytes, Op]) -> list[bytes]:
    parents = {parent for op in known.values() for parent in op.parents}
    return sorted(key for key in known if key not in parents)


def _body(known: Mapping[bytes, Op], alive: Sequence[Op]) -> tuple[str | None, tuple[Version, ...]]:
    # A tip is never compacted; should one be so nevertheless, the others are shown.
    tips = [tip for tip in _body_tips(known, alive) if not is_hollow(tip)]
    if not tips:
        return None, ()
    texts = list(dict.fromkeys(_text(tip) for tip in tips))
    merged = texts[0] if len(texts) == 1 else _merged(known, tips)
    if merged is not None:
        return merged, ()
    versions = tuple(Version(_text(tip), tip.at) for tip in reversed(tips))
    return versions[0].body, versions


def _merged(known: Mapping[bytes, Op], tips: Sequence[Op], bases: int = _BASES) -> str | None:
    """All bodies in one, taken in by age, each against the body that it shares with those before."""
    if len(tips) > MOST_TIPS:
        return None
    merged: str | None = _text(tips[0])
    under = ancestors(known, tips[:1])
    for tip in tips[1:]:
        above = ancestors(known, [tip])
        base = _shared(known, under & above, bases)
        if base is None or merged is None:
            return None
        merged = merge3(base, merged, _text(tip))
        under |= above
    return merged


def _text(op: Op) -> str:
    return str((op.value or {})["body"])


def _had_body(op: Op) -> bool:
    return has_body(op) or is_hollow(op)


def has_body(op: Op) -> bool:
    """Whether an op says what a note says."""
    return op.value is not None and isinstance(op.value.get("body"), str)


def is_hollow(op: Op) -> bool:
    """Whether an op had a body that is gone, since it was compacted."""
    return op.value is not None and op.value.get(HOLLOW) is True and "body" not in op.value


def bodies(ops: Iterable[Op]) -> tuple[list[Op], list[Op]]:
    """All ops of a row that have, or had, a body, oldest first; and those of them that some head may bring to light.

    Of dead heads too: what was deleted may come back, and what another head says with it.
    """
    known = {op.id: op for op in ops}
    written = [known[key] for key in sorted(known) if _had_body(known[key])]
    return written, list(_nearest_bodies(known, _heads(known)).values())


def _body_tips(known: Mapping[bytes, Op], alive: Sequence[Op]) -> list[Op]:
    """The newest bodies on every path up from the living heads, without those that others build on; by id."""
    tips = _nearest_bodies(known, [op.id for op in alive])
    older = ancestors(known, tips.values())
    return [tips[key] for key in sorted(tips) if key not in older]


def _nearest_bodies(known: Mapping[bytes, Op], heads: Iterable[bytes]) -> dict[bytes, Op]:
    """The newest bodies on every path up from some heads."""
    found: dict[bytes, Op] = {}
    seen: set[bytes] = set()
    queue = list(heads)
    while queue:
        key = queue.pop()
        if key in seen or key not in known:
            continue
        seen.add(key)
        if _had_body(known[key]):
            found[key] = known[key]
        else:
            queue += known[key].parents
    return found


def ancestors(known: Mapping[bytes, Op], ops: Iterable[Op]) -> set[bytes]:
    """All known ops that some ops build on."""
    found: set[bytes] = set()
    queue = [parent for op in ops for parent in op.parents]
    while queue:
        parent = queue.pop()
        if parent in known and parent not in found:
            found.add(parent)
            queue += known[parent].parents
    return found


def _shared(known: Mapping[bytes, Op], keys: Iterable[bytes], bases: int) -> str | None:
    """The body that stood there when just these ops were written: what both sides began with.

    ``None`` if that was compacted: an older one in its stead would make lines come twice.
    """
    past = {key: known[key] for key in keys}
    tips = _body_tips(past, [past[key] for key in _heads(past)])
    if any(map(is_hollow, tips)):
        return None
    merged = _merged(past, tips, bases - 1) if len(tips) > 1 and bases else None
    return merged if merged is not None or not tips else _text(tips[-1])
