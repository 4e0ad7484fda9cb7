"""Linking as far as a change reaches gives what linking everything gives, whatever came, went or was corrected."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from reader import acts, recognise
from reader.corpus import Corpus, articles, derive, entities, names, open_corpus
from reader.merge import merge
from reader.records import Block, Item, Mention, ReaderError
from tests.conftest import examples

from .laws import dump

NAMES = [
    ("PER", ["Kim Jong Un", "Jong Un Kim", "Kim Jong Il", "Kim", "Kims", "Kim Jong-un", "Kim Ri", "Ri"]),
    ("PER", ["Sergej Lawrow", "Sergei Lavrov", "Lawrow", "Lawrows", "Sergej Lawrows", "Iwan Lawrow"]),
    (
        "PER",
        [
            "Heiko Maas",
            "Maas",
            "Maa",
            "Karl Maa",
            "Karl Maas",
            "Donald Trump",
            "Donald J. Trump",
            "Donald K. Trump",
            "Trump",
        ],
    ),
    ("LOC", ["Wladiwostok", "Wladiwostock", "Wladiwastock", "Maas", "Kim", "Moskau", "Russland", "Paris", "Pari"]),
    ("PER", ["Wladimir Putin", "Vladimir Putin", "Putin", "Karla Putin"]),
    ("PER", ["Michail Gorbatschow", "Mikhail Gorbachev", "Gorbachev", "Karl de Maizière", "De Maizière", "Maizière"]),
    ("ORG", ["Kreml", "Trump", "Gruppe Alpha", "Gruppe Alphi", "Gruppe A", "Gruppe B", "Trumps"]),
    ("MISC", ["Trump", "Lawrow", "Hwasong-15", "Hwasong-17"]),
]
WRITTEN = [(kind, name) for kind, some in NAMES for name in some]
_MARKED = re.compile(r"<(PER|LOC|ORG|MISC) ([^>]*)>")


def _marked(text: str, blocks: Sequence[Block], language: str | None = None) -> list[Mention]:
    return [Mention(match.start(2), match.end(2), match[1]) for match in _MARKED.finditer(text)]


@pytest.fixture(autouse=True)
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are those that are marked in a text."""
    monkeypatch.setattr(recognise, "recognise", _marked)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("links") / "empty.db"
    with open_corpus(path, create=True) as corpus:
        for number in range(8):  # enough names that no change is a large part of them
            put(corpus, number, [("PER", f"Vorname{number}{n} Nachname{number}x{n}") for n in range(60)])
        entities.relink(corpus)
    return path


def put(corpus: Corpus, number: int, some: Sequence[tuple[str, str]], published: str = "2020") -> str:
    body = " ".join(f"Satz {n} nennt <{kind} {name}> hier." for n, (kind, name) in enumerate(some))
    body += " Es schwieg der Kremlchef."
    item = Item(f"{number} {published}. {body}".encode(), f"{number} {published}. {body}", "text")
    if articles.holds(corpus, articles.article_id(item.data)):
        return articles.article_id(item.data)
    return articles.add(corpus, item, "a.txt", derive.derive(item))


_KEPT = (
    "SELECT key, mentions, articles, reason FROM name_use JOIN name ON n = name ORDER BY key",
    "SELECT key, form, named, called FROM name_form JOIN name ON n = name ORDER BY key, form",
    "SELECT form, key FROM name_block JOIN name ON n = name ORDER BY form, key",
    "SELECT key, stamp, article.id, sighting.mentions FROM sighting JOIN name ON name.n = name "
    "JOIN article ON article.n = sighting.article ORDER BY key, stamp",
    "SELECT * FROM entity_name ORDER BY folded, entity",
    "SELECT key, entity FROM name WHERE entity IS NOT NULL ORDER BY key",
    "SELECT * FROM unlinked",
    "SELECT id, start, key, coalesce(name.entity, officer.entity) FROM role JOIN article ON article.n = article "
    "JOIN name ON name.n = role.name LEFT JOIN officer ON officer.name = name.n ORDER BY id, start",
)


def kept(corpus: Corpus) -> list[Any]:
    """All that follows from names, and which of them are one whoever else is named."""
    cored: dict[int, list[str]] = {}
    for core, key in corpus.rows("SELECT core, key FROM name_use JOIN name ON n = name ORDER BY key"):
        cored.setdefault(core, []).append(key)
    return [*dump(corpus), *map(corpus.rows, _KEPT), sorted(cored.values())]


def assert_whole(corpus: Corpus) -> None:
    assert names.is_current(corpus)
    incremental = kept(corpus)
    entities.relink_all(corpus)
    for ours, anew in zip(incremental, kept(corpus), strict=True):
        assert ours == anew


def step(corpus: Corpus, chance: random.Random, number: int) -> None:
    """Something that happens to a corpus, with what follows from it."""
    ids = [row[0] for row in corpus.rows("SELECT id FROM article WHERE n > 8 ORDER BY id")]
    some = [row[0] for row in corpus.rows("SELECT id FROM entity WHERE name NOT GLOB '*Nachname*' ORDER BY id")]
    one, other = (chance.choice(some), chance.choice(some)) if some else ("", "")
    article = chance.choice(ids) if ids else ""
    match chance.randrange(16):
        case 0 | 1 | 2 | 3 | 4:
            for more in range(chance.choice((1, 1, 3))):
                put(corpus, number * 10 + more, chance.sample(WRITTEN, chance.randint(1, 5)), f"{2000 + number}")
            entities.relink(corpus)
        case 5 if article:
            acts.remove_article(corpus, article)
        case 6 if article:
            acts.correct(corpus, article, {"published": chance.choice(["1999", "2021-05-06", None])})
        case 7 if some:
            acts.rename_entity(corpus, one, chance.choice(["X", "Y Z"]))
        case 8 if some:
            acts.retype_entity(corpus, one, chance.choice(["PER", "ORG"]))
        case 9 | 10 if one != other:
            acts.merge_entities(corpus, one, [other])
        case 11 if one != other:
            acts.part_entities(corpus, one, other)
        case 12 if some:
            called = entities.find(corpus, one)
            acts.split_entity(corpus, one, [chance.choice([called.name, *called.aliases])])
        case 13 if some and chance.random() < 0.3:
            acts.reject_entity(corpus, one)
        case 14 if article:
            correct_mention(corpus, chance, article, one or None)
        case 15:
            acts.undo(corpus)
        case _:
            pass


def correct_mention(corpus: Corpus, chance: random.Random, article: str, entity: str | None) -> None:
    loaded = articles.load(corpus, article)
    if loaded.mentions and chance.random() < 0.5:
        mention = chance.choice(loaded.mentions)
        acts.reject_mention(corpus, article, mention.start, mention.end)
    else:
        at = chance.randrange(len(loaded.text) - 12)
        anchor = acts.anchor(loaded.text, at, at + chance.randint(1, 12))
        acts.add_mention(corpus, article, anchor, "PER", chance.choice([entity, None]))


def play(path: Path, chance: random.Random, steps: int) -> None:
    with open_corpus(path) as corpus:
        for number in range(1, steps):
            try:
                step(corpus, chance, number)
            except ReaderError:
                continue
            if chance.random() < 0.5:
                assert_whole(corpus)
        assert_whole(corpus)


@examples(12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
def test_what_changed_is_linked_as_if_all_were(empty: Path, tmp_path: Path, chance: random.Random) -> None:
    play(Path(shutil.copy(empty, tmp_path / "c.db")), chance, 14)


def part_and_meet(empty: Path, folder: Path, chance: random.Random) -> None:
    """Two copies go their own ways, take each other in, and hold the same."""
    here, there = (Path(shutil.copy(empty, folder / name)) for name in ("here.db", "there.db"))
    for path in (here, there, here):
        with open_corpus(path) as corpus:
            for number in range(1, 8):
                with suppress(ReaderError):
                    step(corpus, chance, number + 8 * chance.randrange(3))
    for path, other in ((here, there), (there, here)):
        with open_corpus(path) as corpus:
            merge(corpus, [other])
    with open_corpus(here) as one, open_corpus(there) as another:
        for ours, theirs in zip(kept(one), kept(another), strict=True):
            assert ours == theirs
        assert_whole(one)


@examples(10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
def test_two_machines_that_merged_hold_the_same(empty: Path, tmp_path: Path, chance: random.Random) -> None:
    part_and_meet(empty, tmp_path, chance)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(15))
def test_many_machines(empty: Path, tmp_path: Path, seed: int) -> None:
    part_and_meet(empty, tmp_path, random.Random(seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(15))
def test_many_changes(empty: Path, tmp_path: Path, seed: int) -> None:
    play(Path(shutil.copy(empty, tmp_path / "c.db")), random.Random(seed), 40)
