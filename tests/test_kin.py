"""Articles that tell the same: grouped whatever the order of import, parted when one goes, empty in an old corpus."""

from __future__ import annotations

import json
import random
from itertools import permutations
from pathlib import Path

from reader import acts, formats, intake, likeness
from reader.corpus import Corpus, articles, cards, derive, kin, open_corpus
from reader.corpus.check import check
from reader.corpus.kin import kin_of
from reader.corpus.listing import Listing
from reader.records import Block, Found, Item, Kin, Structure

from .laws import print_of
from .older import make_first

AGENCY, *OTHERS = (
    (Path(__file__).parent / "cases" / "kin" / f"{name}.txt").read_text("utf-8")
    for name in ("agency", "other-1", "other-2", "other-3")
)
TITLE, BODY = AGENCY.split("\n\n", 1)
SHORT = BODY.rpartition("Im vergangenen Winter")[0]
EDITED = BODY.replace("Beobachter werten", "Fachleute werten")


def put(corpus: Corpus, body: str, title: str = TITLE, outlet: str | None = None, key: str | None = None) -> str:
    """An article as it would be read from a plain file."""
    text = f"{title}\n\n{body}"
    blocks = (Block("title", 0, len(title)), Block("paragraph", len(title) + 2, len(text)))
    known = Found(outlet, 0, 0, "by hand") if outlet else None
    structure = Structure(blocks, Found(title, 0, len(title), "by hand"), outlet=known, language="de")
    derived = derive.Derived(structure, (), likeness.sketch(text, blocks, title), key)
    return articles.add(corpus, Item(text.encode(), text, "text"), "a.txt", derived)


def told(corpus: Corpus, article: str) -> list[tuple[str | None, str, float]]:
    return [(one.outlet, one.how, one.likeness) for one in kin_of(corpus, article)]


def test_copies_versions_and_stories_are_told_best_first(corpus: Corpus) -> None:
    own = put(corpus, BODY, outlet="Nordbote", key="nordbote.example/rajin")
    put(corpus, SHORT, "Kurz gemeldet", "Kurier")
    put(corpus, EDITED, "Schiffe in Rajin", "Alpenblatt")
    put(corpus, BODY, "Wieder Schiffe in Rajin", "Tagblatt")
    put(corpus, OTHERS[0], "Alles neu", "Nordbote", "nordbote.example/rajin")
    assert told(corpus, own) == [
        ("Tagblatt", "same text", 1.0),
        ("Nordbote", "version", 0.02),
        ("Kurier", "story", 1.0),
        ("Alpenblatt", "story", 0.98),
    ]
    assert cards.card(corpus, own).also == 4
    assert [card.also for card in Listing(corpus).rows(0, 9)] == [4] * 5
    assert len(Listing(corpus, "is:copy")) == 5 and len(Listing(corpus, "-is:copy")) == 0


def group_of(corpus: Corpus, article: str) -> str | None:
    """The name of an article's group, the smallest id in it; ``None`` if it stands alone."""
    row = corpus.row(
        "SELECT min(other.id) FROM article AS own JOIN trace ON trace.article = own.n "
        "JOIN trace AS near ON near.kin = trace.kin JOIN article AS other ON other.n = near.article WHERE own.id = ?",
        (article,),
    )
    return row[0] if row else None


def test_other_articles_on_the_subject_stand_alone(corpus: Corpus) -> None:
    for text in (AGENCY, *OTHERS):
        title, body = text.split("\n\n", 1)
        alone = put(corpus, body, title)
        assert (kin_of(corpus, alone), group_of(corpus, alone), kin.reason(corpus, alone)) == ((), None, None)
    assert {card.also for card in Listing(corpus).rows(0, 9)} == {0}


def test_headlines_and_empty_articles_are_no_story(corpus: Corpus) -> None:
    one, other = put(corpus, "Mehr in Kürze.", "Eins"), put(corpus, "Mehr in Kürze.", "Zwei")
    empty, also = put(corpus, "", "Drei"), put(corpus, " ", "Vier")
    assert [told(corpus, article) for article in (one, other, empty, also)] == [[], [], [], []]


def relations(corpus: Corpus) -> dict[str, tuple[str | None, tuple[Kin, ...]]]:
    ids = [row[0] for row in corpus.rows("SELECT id FROM article ORDER BY id")]
    return {one: (group_of(corpus, one), kin_of(corpus, one)) for one in ids}


STEPS = [
    (BODY, "A", None),
    (BODY, "B", None),
    (SHORT, "C", None),
    (EDITED, "D", "x.example/1"),
    (OTHERS[0], "E", "x.example/1"),
    (OTHERS[1], "F", None),
]


def test_any_order_of_import_gives_the_same(tmp_path: Path) -> None:
    found = []
    for number, order in enumerate(random.Random(5).sample(list(permutations(STEPS)), 25)):
        with open_corpus(tmp_path / f"{number}.db", create=True) as corpus, corpus.write():
            for body, title, key in order:
                put(corpus, body, title, key=key)
            found.append(relations(corpus))
            for (row,) in corpus.rows("SELECT DISTINCT kin FROM trace WHERE kin IS NOT NULL"):
                assert corpus.rows("SELECT min(article) FROM trace WHERE kin = ?", (row,)) == [(row,)]
    assert all(one == found[0] for one in found)


def take_in(corpus: Corpus, body: str, url: str) -> str:
    """An article as a scraper writes it."""
    item = formats.read(json.dumps({"title": TITLE, "text": body, "url": url}).encode(), "a.json")[0]
    return articles.add(corpus, item, "a.json", derive.derive(item))


def test_removing_one_parts_what_it_held_together_and_undo_joins_it(corpus: Corpus) -> None:
    here, there = take_in(corpus, BODY, "https://x.example/1"), take_in(corpus, OTHERS[0], "https://x.example/2")
    apart = relations(corpus)
    assert kin_of(corpus, there) == ()
    between = take_in(corpus, SHORT, "http://X.example/2?utm_source=a#top")
    joined = relations(corpus)
    assert [one.id for one in kin_of(corpus, there)] == [between, here]
    acts.remove_article(corpus, between)
    assert relations(corpus) == {**apart, between: (None, ())}
    assert check(corpus) == []
    acts.undo(corpus)
    assert relations(corpus) == joined


def test_nothing_is_left_of_articles_that_went(corpus: Corpus) -> None:
    for body, title, key in STEPS:
        acts.remove_article(corpus, put(corpus, body, title, key=key))
    for table in ("trace", "shingle", "kin"):
        assert corpus.rows(f"SELECT count(*) FROM {table}") == [(0,)]


def test_a_story_in_very_many_papers_is_one_group(corpus: Corpus) -> None:
    with corpus.write():
        ids = [put(corpus, f"{BODY}\n\nAus der Ausgabe Nummer {n} vom Morgen", f"Blatt {n}") for n in range(70)]
    assert {group_of(corpus, one) for one in ids} == {min(ids)}
    assert cards.card(corpus, ids[-1]).also == 69
    with corpus.write():
        for one in ids[:30]:
            acts.remove_article(corpus, one)
    assert {group_of(corpus, one) for one in ids[30:]} == {min(ids[30:])}


def test_index_keeps_the_groups(corpus: Corpus) -> None:
    ids = [put(corpus, body, title) for body, title, _ in STEPS[:4]]
    before = {group_of(corpus, one) for one in ids}
    assert intake.index(corpus) in (0, 4)
    with corpus.write():
        for one in ids:
            articles.rederive(corpus, one)
    assert {group_of(corpus, one) for one in ids} == before == {min(ids)}


def test_an_older_corpus_is_read_unchanged_and_migrated_at_the_first_write(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with open_corpus(path, create=True) as corpus:
        one = put(corpus, BODY)
    make_first(path)
    before = print_of(path)
    with open_corpus(path) as corpus:
        assert (kin_of(corpus, one), group_of(corpus, one), cards.card(corpus, one).also) == ((), None, 0)
        assert len(Listing(corpus, "is:copy")) == 0 and check_reads(corpus)
        assert print_of(path) == before
        other = put(corpus, EDITED, "Neu")
        assert kin_of(corpus, other) == ()
        articles.rederive(corpus, one)
        assert [near.id for near in kin_of(corpus, other)] == [one]


def check_reads(corpus: Corpus) -> bool:
    return corpus.rows("PRAGMA foreign_key_check") == []


def test_index_finds_kin_in_a_corpus_that_was_migrated(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with open_corpus(path, create=True) as corpus:
        ids = {put(corpus, BODY), put(corpus, EDITED, "Neu")}
        with corpus.write() as db:
            db.execute("UPDATE reading SET version = '1/1'")
    make_first(path)
    with open_corpus(path) as corpus:
        assert intake.index(corpus) == 2
        assert {group_of(corpus, one) for one in ids} == {min(ids)}
