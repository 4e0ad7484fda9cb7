"""Scores recognition and linking: ``python tools/evaluate.py GOLD.jsonl… [--structure FILE] [--deep] [--errors N]``.

Each line of the gold file: ``{"id", "text", "entities": [[start, end, type, entity_id], …]}``; entity ids may
be missing.
``--structure`` takes the blocks from ``{"files": [{"file", "blocks": [{"start", "end", "kind"}]}]}``; without it
every line is a paragraph. ``--deep`` lets both halves read, ``--alone de`` leaves the rules out; ``--model`` names a
folder with other models for the fast half. Strict: span and type are equal; types with -DERIV and -PART are left out of
ALL.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reader.link import NameUse, link, name_mentions
from reader.recognise import deep, recognise, trained
from reader.recognise.tokens import tokens
from reader.records import Block, Mention

Span = tuple[str, int, int, str]


def main() -> None:
    options = _options()
    if options.model:
        trained.FOLDER = options.model
    gold = [document for path in options.gold for document in _load(path)]
    structure = _structures(options.structure)
    read = _alone(options.alone, options.deep) if options.alone else deep.refine if options.deep else recognise
    began = time.process_time()
    predicted = {d["id"]: read(d["text"], structure.get(d["id"]) or lines(d["text"])) for d in gold}
    seconds = time.process_time() - began
    right = {(d["id"], s, e, kind(t)) for d in gold for s, e, t, *_ in d["entities"]}
    got = {(i, m.start, m.end, m.type) for i, mentions in predicted.items() for m in mentions}
    _table(right, got)
    print(f"{sum(len(d['text']) for d in gold) / seconds / 1000:.0f} kB of text a second")
    if all(len(e) > 3 for d in gold for e in d["entities"]):
        _linking(gold)
    _errors(gold, right, got, options.errors)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--deep", action="store_true")
    parser.add_argument("--alone", metavar="LANGUAGE")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--structure", type=Path)
    parser.add_argument("--errors", type=int, default=1000)
    return parser.parse_args()


def _alone(language: str, both: bool) -> Callable[[str, Sequence[Block]], list[Mention]]:
    """The models of a language without the rules, on blocks of any language."""

    def read(text: str, blocks: Sequence[Block]) -> list[Mention]:
        pairs = [(tokens(text, block.start, block.end), block) for block in blocks]
        if both:
            from reader.recognise.deep.both import reader

            found = reader().names(pairs, language)
        else:
            found = trained.model(language).all_names(pairs)
        return [Mention(name.start, name.end, *name.span[2:]) for names in found for name in names]

    return read


def _load(path: Path) -> list[dict[str, Any]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip()]


def _structures(path: Path | None) -> dict[str, list[Block]]:
    if path is None:
        return {}
    files = json.loads(path.read_text("utf-8"))["files"]
    return {f["file"]: [_block(b) for b in f["blocks"]] for f in files if "blocks" in f}


def _block(block: dict[str, Any] | list[Any]) -> Block:
    if isinstance(block, dict):
        return Block(block["kind"], block["start"], block["end"])
    start, end, name, *_ = block
    return Block(name, start, end)


def lines(text: str) -> list[Block]:
    """Every line that is not blank as a paragraph."""
    return [Block("paragraph", m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]


def kind(type_: str) -> str:
    """A gold type in our spelling: LOCderiv is LOC-DERIV, OTH is MISC."""
    return re.sub(r"^OTH", "MISC", re.sub(r"(?<=[A-Z])(deriv|part)$", lambda m: "-" + m.group().upper(), type_))


def _table(right: set[Span], got: set[Span]) -> None:
    types = sorted({t for *_, t in right | got})
    print(f"{'type':10s}      P      R     F1    tp    fp    fn")
    for type_ in types:
        _row(type_, {s for s in right if s[3] == type_}, {s for s in got if s[3] == type_})
    plain = [{s for s in spans if "-" not in s[3]} for spans in (right, got)]
    three = [{s for s in spans if s[3] != "MISC"} for spans in plain]
    _row("PER/LOC/ORG", *three)
    _row("ALL", *plain)


def _row(label: str, right: set[Span], got: set[Span]) -> None:
    tp, fp, fn = len(right & got), len(got - right), len(right - got)
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    print(f"{label:11s} {100 * p:5.1f}  {100 * r:5.1f}  {200 * p * r / max(1e-9, p + r):5.1f} {tp:5d} {fp:5d} {fn:5d}")


def _linking(gold: list[dict[str, Any]]) -> None:
    """B-cubed of `name_mentions` and `link` on the gold mentions."""
    named = {
        d["id"]: name_mentions(d["text"], [Mention(s, e, kind(t)) for s, e, t, _ in sorted(d["entities"])])
        for d in gold
    }
    entity_of = {key: linked.id for linked in link(uses(named)) for key in linked.keys}
    ours = {(i, n.start, n.end): entity_of[n.key] for i, names in named.items() for n in names}
    theirs = {(d["id"], s, e): x for d in gold for s, e, _, x in d["entities"]}
    persons = {(d["id"], s, e) for d in gold for s, e, t, _ in d["entities"] if t.startswith("PER")}
    for label, part in (("all", set(theirs)), ("persons", persons)):
        p, r = b_cubed({k: theirs[k] for k in part}, {k: ours[k] for k in part})
        print(f"B-cubed {label}: P {100 * p:.1f} R {100 * r:.1f} F1 {200 * p * r / (p + r):.1f} ({len(part)} mentions)")
    _show_links(gold, ours, theirs)


def uses(named: Mapping[str, Iterable[Any]]) -> list[NameUse]:
    """The names of all documents, counted by key."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    articles: dict[str, set[str]] = defaultdict(set)
    for document, names in named.items():
        for name in names:
            forms[name.key][name.name] += 1
            articles[name.key].add(document)
    return [NameUse(k, k.partition(":")[0], dict(f), f.total(), len(articles[k])) for k, f in forms.items()]


def b_cubed(gold: Mapping[Hashable, str], ours: Mapping[Hashable, str]) -> tuple[float, float]:
    """Precision and recall of a clustering, by mention."""
    right, got = Counter(gold.values()), Counter(ours.values())
    both = Counter((gold[k], ours[k]) for k in gold)
    precision = sum(both[gold[k], ours[k]] / got[ours[k]] for k in gold) / len(gold)
    return precision, sum(both[gold[k], ours[k]] / right[gold[k]] for k in gold) / len(gold)


def _show_links(gold: list[dict[str, Any]], ours: Mapping[Any, str], theirs: Mapping[Any, str]) -> None:
    texts = {d["id"]: d["text"] for d in gold}
    for mine, other, word in ((ours, theirs, "joined wrongly"), (theirs, ours, "not joined")):
        groups: dict[str, set[str]] = defaultdict(set)
        for k, label in mine.items():
            groups[label].add(other[k])
        for label, members in sorted(groups.items()):
            if len(members) > 1:
                shown = {f"{texts[k[0]][k[1] : k[2]]} ({theirs[k]})" for k in mine if mine[k] == label}
                print(f"  {word}: {', '.join(sorted(shown))}")


def _errors(gold: list[dict[str, Any]], right: set[Span], got: set[Span], limit: int) -> None:
    texts = {d["id"]: d["text"] for d in gold}
    for document, start, end, type_ in sorted(right ^ got)[:limit]:
        word = "missed" if (document, start, end, type_) in right else "extra"
        around = texts[document][max(0, start - 40) : end + 40].replace("\n", " ")
        print(f"{word:6s} {str(document)[:12]:12s} {type_:9s} {texts[document][start:end]!r} … {around}")


if __name__ == "__main__":
    main()
