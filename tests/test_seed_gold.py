"""The gold of the sample dossier agrees with its texts, and the dossier shows the mess it was made for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.records import BLOCK_KINDS, ENTITY_TYPES, precision_of
from reader.text import decode

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
CASES = HERE / "cases" / "seeds"
FILES: list[dict[str, Any]] = json.loads((CASES / "structure.json").read_text("utf-8"))["files"]
TEXTS = [f for f in FILES if "blocks" in f]
ENTITIES: list[dict[str, Any]] = [
    json.loads(line) for line in (CASES / "entities.jsonl").read_text("utf-8").splitlines()
]
NAMED_KINDS = {"title", "kicker", "lead", "heading", "paragraph", "caption", "dateline", "list", "quote"}
TYPES = {name + suffix for name in ENTITY_TYPES for suffix in ("", "-DERIV", "-PART")}


def raw(name: str) -> bytes:
    return (SEEDS / name).read_bytes()


def of_kind(gold: dict[str, Any], *kinds: str) -> list[str]:
    text = decode(raw(gold["file"]))
    return [text[start:end] for start, end, kind in gold["blocks"] if kind in kinds]


def by_name(value: dict[str, Any]) -> str:
    return str(value.get("file") or value["id"])


each_text = pytest.mark.parametrize("gold", TEXTS, ids=by_name)
each_file = pytest.mark.parametrize("gold", FILES, ids=by_name)
each_marked = pytest.mark.parametrize("marked", ENTITIES, ids=by_name)


def test_every_seed_has_gold_and_every_gold_a_seed() -> None:
    assert sorted(f["file"] for f in FILES) == sorted(p.name for p in SEEDS.iterdir() if p.is_file())


@each_text
def test_blocks_are_trimmed_and_in_order(gold: dict[str, Any]) -> None:
    text, before = decode(raw(gold["file"])), 0
    assert gold["chars"] == len(text)
    for start, end, kind in gold["blocks"]:
        assert before <= start < end <= len(text)
        assert kind in BLOCK_KINDS
        assert text[start:end] == text[start:end].strip()
        before = end


@each_text
def test_blocks_cover_every_character_that_is_not_blank(gold: dict[str, Any]) -> None:
    text = decode(raw(gold["file"]))
    covered = {i for start, end, _ in gold["blocks"] for i in range(start, end)}
    assert [(i, c) for i, c in enumerate(text) if i not in covered and not c.isspace()] == []


@each_text
def test_title_and_kicker_are_their_blocks(gold: dict[str, Any]) -> None:
    titles = [t.removeprefix("# ") for t in of_kind(gold, "title")]
    kickers = [k.rstrip(" :") for k in of_kind(gold, "kicker")]
    assert titles == ([gold["title"]] if gold["title"] else [])
    assert kickers == ([gold["kicker"]] if gold["kicker"] else [])
    assert all(t == gold["title"] for t in of_kind(gold, "duplicate-title"))


@each_file
def test_dates_are_cut_at_their_precision(gold: dict[str, Any]) -> None:
    assert gold["date"]["precision"] == precision_of(gold["date"]["value"])


@each_text
def test_a_date_is_stated_in_a_block_of_its_own(gold: dict[str, Any]) -> None:
    value = gold["date"]["value"]
    stated = " ".join(of_kind(gold, "date", "source-note"))
    assert bool(of_kind(gold, "date") or "date: " in stated) == (value is not None)
    if value is not None:
        assert value[:4] in stated or value[2:4] in stated


@each_file
def test_the_outlet_is_stated_in_the_file(gold: dict[str, Any]) -> None:
    assert gold["outlet"] is None or gold["outlet"] in decode(raw(gold["file"]))


@each_text
def test_authors_and_agencies_are_stated(gold: dict[str, Any]) -> None:
    authors = " ".join(of_kind(gold, "byline", "source-note"))
    agencies = " ".join(of_kind(gold, "byline", "source-note", "dateline"))
    assert [name for name in gold["byline"] if name not in authors] == []
    assert [name for name in gold["agencies"] if name not in agencies] == []


@each_marked
def test_mentions_are_in_range_and_apart(marked: dict[str, Any]) -> None:
    text, before = marked["text"], 0
    assert text == decode(raw(marked["id"]))
    for (start, end, kind, entity), surface in zip(marked["entities"], marked["surfaces"], strict=True):
        assert before <= start < end
        assert text[start:end] == surface == surface.strip()
        assert kind in TYPES and entity
        before = end


@each_marked
def test_mentions_lie_in_what_is_read(marked: dict[str, Any]) -> None:
    blocks = next(f for f in TEXTS if f["file"] == marked["id"])["blocks"]
    read = [(start, end) for start, end, kind in blocks if kind in NAMED_KINDS]
    outside = [m for m in marked["entities"] if not any(s <= m[0] and m[1] <= e for s, e in read)]
    assert outside == []


def test_an_entity_has_one_type() -> None:
    kinds: dict[str, set[str]] = {}
    for marked in ENTITIES:
        for _, _, kind, entity in marked["entities"]:
            kinds.setdefault(entity, set()).add(kind.partition("-")[0])
    assert {entity: found for entity, found in kinds.items() if len(found) > 1} == {}


def test_the_bytes_are_as_messy_as_they_came() -> None:
    # A checkout that rewrites line ends or encodings would turn the dossier into another one.
    crlf = [p.name for p in SEEDS.iterdir() if b"\r\n" in p.read_bytes()]
    cp1252 = [p.name for p in SEEDS.iterdir() if "\ufffd" in p.read_bytes().decode("utf-8", "replace")]
    bom = [p.name for p in SEEDS.iterdir() if p.read_bytes().startswith(b"\xef\xbb\xbf")]
    assert (len(crlf), len(cp1252), len(bom)) == (1, 1, 1)
    assert decode(raw(cp1252[0])).count("ö") > 5


def test_the_dossier_shows_the_forms_of_the_wild() -> None:
    texts = {f["file"]: decode(raw(f["file"])) for f in TEXTS}
    assert sum("\u00a0" in t for t in texts.values()) >= 3
    assert any("\u00ad" in t for t in texts.values())
    assert any("\n\n" not in t for t in texts.values())
    assert {kind for f in TEXTS for _, _, kind in f["blocks"]} == set(BLOCK_KINDS)
    assert sum(f["date"]["value"] is None for f in FILES) == 2
    assert sum(f["title"] is None for f in FILES) == 1
