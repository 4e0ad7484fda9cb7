"""Memory of lines, corrections of blocks, and what they teach: all of it whatever the order of import."""

from __future__ import annotations

import itertools
import random
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from reader import acts, intake
from reader import merge as merging
from reader.corpus import Corpus, articles, entities, lines, open_corpus, proposals, readings
from reader.corpus.derive import derive
from reader.furniture import AT_EDGES, KNOWN, folded, key, sightings
from reader.records import BLOCK_KINDS, HIDDEN_KINDS, Anchor, Block, Item, ReaderError
from reader.repaint import Said, place, repainted
from reader.structure.memory import furnished
from tests.conftest import examples

WORDS = re.findall(
    r"\w+",
    "hafen kran schiff ladung brücke tunnel gleis bahn straße markt halle turm insel küste fluss damm schleuse boot "
    "segel anker netz fisch salz sand kies ton ziegel mauer dach fenster tür garten baum wiese feld acker korn mühle",
)


def prose(seed: object, sentences: int = 4) -> str:
    """A paragraph that no other seed gives."""
    dice = random.Random(str(seed))
    return " ".join(" ".join(["Der", dice.choice(WORDS), *dice.choices(WORDS, k=9)]) + "." for _ in range(sentences))


def page(seed: object, *, head: Iterable[str] = (), amid: Iterable[str] = (), tail: Iterable[str] = ()) -> str:
    """A saved page: furniture lines, a title, three paragraphs with lines between them, furniture lines."""
    body = [prose((seed, 1)), *amid, prose((seed, 2)), prose((seed, 3))]
    title = f"Neues vom {' und '.join(random.Random(str(seed)).choices(WORDS, k=3))} am Morgen {seed}"
    return "\n\n".join([*head, title, "12.03.2021", *body, *tail]) + "\n"


def add(corpus: Corpus, *texts: str) -> list[str]:
    """Import texts, one by one, in this order."""
    ids = []
    for text in texts:
        item = Item(text.encode(), text, "text")
        ids.append(articles.article_id(item.data))
        if not articles.holds(corpus, ids[-1]):
            articles.add(corpus, item, "page.txt", derive(item), "2024-05-01T12:00:00Z")
    return ids


def kinds(corpus: Corpus, article: str) -> dict[str, str]:
    """What each block of an article is, by its text."""
    one = articles.load(corpus, article)
    return {one.text[b.start : b.end]: b.kind for b in one.blocks}


TEASER = ["Aus dem Zettelkasten", "Ein Fischer hat am Abend einen sehr großen Anker aus dem Fluss gezogen."]


def of(corpus: Corpus, ids: Iterable[str], named: Iterable[str]) -> set[str]:
    """What some lines are in some articles."""
    return {kinds(corpus, one)[line] for one in ids for line in named}


def assert_covers(text: str, blocks: Iterable[Block]) -> None:
    """Every non-blank character is in exactly one block."""
    at = 0
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        assert block.kind in BLOCK_KINDS
        at = block.end
    assert not text[at:].strip()


# Memory


def test_a_line_of_three_unrelated_articles_is_furniture_in_all_of_them(corpus: Corpus) -> None:
    first = add(corpus, page("a", tail=TEASER), page("b", tail=TEASER))
    assert of(corpus, first, TEASER[1:]) == {"paragraph"}
    last = add(corpus, page("c", tail=TEASER))
    assert of(corpus, first + last, TEASER) == {"boilerplate"}


def test_copies_of_one_story_do_not_make_their_lines_furniture(corpus: Corpus) -> None:
    text = page("a", amid=["Drei Boote und ein Kran"])
    ids = add(corpus, text, text + "\nKopie eins\n", text + "\nKopie zwei\n", text + "\nKopie drei\n")
    assert {kinds(corpus, one)["Drei Boote und ein Kran"] for one in ids} & HIDDEN_KINDS == set()
    assert corpus.rows("SELECT * FROM furniture") == []


@pytest.mark.parametrize(
    "line",
    [
        "Die Angaben lassen sich von hier aus nicht überprüfen.",
        "Der Kran steht still, wie alle sagen.",
        "Was danach geschah:",
        "14.30 Uhr",
    ],
)
def test_what_authors_repeat_amid_the_body_stays(corpus: Corpus, line: str) -> None:
    ids = add(corpus, *(page(seed, amid=[line]) for seed in "abcde"))
    assert {kinds(corpus, one)[line] for one in ids} & {"boilerplate", "navigation"} == set()


def test_what_an_agency_says_at_the_end_of_its_reports_stays(corpus: Corpus) -> None:
    line = "Das Land ist wegen seiner Schiffe und Kräne seit langem weithin bekannt, auch bei den Nachbarn."
    ids = add(corpus, *(page(seed, tail=[line]) for seed in "abcd"))
    assert {kinds(corpus, one)[line] for one in ids} & HIDDEN_KINDS == set()


def test_a_sentence_is_hidden_behind_a_line_that_stands_at_edges_only(corpus: Corpus) -> None:
    line = TEASER[1]
    ids = add(corpus, *(page(seed, tail=TEASER) for seed in "abcd"), page("e", tail=[line]))
    intake.index(corpus)
    assert of(corpus, ids[:4], TEASER) == {"boilerplate"}
    assert of(corpus, ids[4:], [line]) == {"paragraph"}


def test_headings_in_the_body_stay() -> None:
    text = "Titel der Seite\n\nHintergrund\n\n" + prose(1) + "\n\nHintergrund\n\n" + prose(2)
    blocks, at = [], 0
    for kind, part in zip(("title", "heading", "paragraph", "heading", "paragraph"), text.split("\n\n")):
        blocks.append(Block(kind, text.index(part, at), text.index(part, at) + len(part)))
        at = blocks[-1].end
    assert furnished(text, blocks, {key(folded("Hintergrund")): AT_EDGES}) == tuple(blocks)


def test_a_label_amid_the_body_is_hidden_and_a_sentence_is_not() -> None:
    parts = [prose(1), "Anker und Netz im Abonnement", prose(2), "Der Anker liegt im Netz.", prose(3)]
    text, blocks = "\n\n".join(parts), []
    for part in parts:
        blocks.append(Block("paragraph", text.index(part), text.index(part) + len(part)))
    hidden = furnished(text, blocks, dict.fromkeys((key(folded(part)) for part in parts[1::2]), AT_EDGES))
    assert [block.kind for block in hidden] == ["paragraph", "boilerplate", "paragraph", "paragraph", "paragraph"]


def test_an_article_of_known_lines_only_is_let_alone() -> None:
    text = "Eins zwei drei\n\nVier fünf sechs"
    blocks = (Block("paragraph", 0, 14), Block("paragraph", 16, 31))
    assert furnished(text, blocks, dict.fromkeys(sightings(text, blocks), KNOWN)) == blocks


known_kinds = st.sampled_from(["lead", "paragraph", "heading", "boilerplate", "title", "list", "date"])
known_lines = st.sampled_from([prose(1), prose(2), "Anzeige", "Mehr dazu", "Er kam.", "Wir bitten Sie um Hilfe."])


@given(st.lists(st.tuples(known_kinds, known_lines), max_size=12), st.data())
def test_memory_changes_kinds_only_and_never_hides_all(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(kind, len(text), len(text) + len(part)))
        text += part + "\n"
    known = {k: data.draw(st.sampled_from([KNOWN, AT_EDGES])) for k in sightings(text, tuple(blocks))}
    after = furnished(text, blocks, known)
    assert [b[1:] for b in after] == [b[1:] for b in blocks]
    body = {"lead", "paragraph", "list", "quote", "table"}
    assert any(b.kind in body for b in after) == any(b.kind in body for b in blocks)
    for before, now in zip(blocks, after):
        assert now == before or (before.kind in body | {"heading"} and now.kind in HIDDEN_KINDS)


def test_removal_takes_an_articles_lines_back(corpus: Corpus) -> None:
    ids = add(corpus, *(page(seed, tail=TEASER) for seed in "abc"))
    acts.remove_article(corpus, ids[0])
    assert of(corpus, ids[1:], TEASER[1:]) == {"paragraph"}
    acts.undo(corpus)
    assert of(corpus, ids, TEASER) == {"boilerplate"}


def mentioned(corpus: Corpus, article: str) -> list[str]:
    entities.relink(corpus)
    one = articles.load(corpus, article)
    return [one.text[m.start : m.end] for m in one.mentions]


def test_names_in_newly_hidden_blocks_go_and_come_back(corpus: Corpus) -> None:
    tail = [
        "Aus dem Zettelkasten",
        "Am Abend hat Minister Sergej Lawrow in Moskau von Kränen und von Schiffen gesprochen.",
    ]
    ids = add(corpus, *(page(seed, tail=tail) for seed in "ab"))
    named = mentioned(corpus, ids[0])
    assert "Sergej Lawrow" in named
    third = add(corpus, page("c", tail=tail))
    assert mentioned(corpus, ids[0]) == mentioned(corpus, third[0]) == []
    acts.remove_article(corpus, third[0])
    assert mentioned(corpus, ids[0]) == named


FURNITURE = [
    "Zettelkasten der Woche im Überblick",
    "Aus dem Archiv des Hauses",
    "Wir freuen uns, wenn Sie uns Ihre Meinung schreiben.",
    *TEASER,
]


def stand(corpus: Corpus) -> dict[str, object]:
    """All that follows from the articles, without the numbers they have here."""
    return {
        article: (
            readings.reading(corpus, number).blocks,
            corpus.rows("SELECT start, end, type, form, called FROM mention WHERE article = ? ORDER BY 1", (number,)),
            corpus.rows("SELECT title, opening, outlet, words FROM card WHERE article = ?", (number,)),
            corpus.rows("SELECT score FROM doubt WHERE article = ?", (number,)),
        )
        for article, number in corpus.rows("SELECT id, n FROM article")
    }


pages = st.builds(
    page,
    st.integers(0, 6),
    amid=st.lists(st.sampled_from(FURNITURE), max_size=2),
    tail=st.lists(st.sampled_from(FURNITURE), max_size=3),
)


@examples(15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_after_index_the_order_of_import_plays_no_part(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    texts = data.draw(st.lists(pages, min_size=3, max_size=7, unique=True))
    results = []
    for order in (texts, data.draw(st.permutations(texts))):
        with open_corpus(tmp_path_factory.mktemp("order") / "c.db", create=True) as corpus:
            add(corpus, *order)
            intake.index(corpus)
            results.append((stand(corpus), corpus.rows("SELECT * FROM furniture ORDER BY key")))
    assert results[0] == results[1]


def test_index_without_news_writes_nothing(corpus: Corpus) -> None:
    add(corpus, *(page(seed, amid=FURNITURE[:1]) for seed in "abc"))
    intake.index(corpus)
    before = corpus.path.read_bytes()
    intake.index(corpus)
    assert corpus.path.read_bytes() == before


def test_more_articles_than_follow_at_once_follow_at_index(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "AT_ONCE", 1)
    ids = add(corpus, *(page(seed, tail=TEASER) for seed in "abcd"))
    assert "paragraph" in of(corpus, ids, TEASER)
    intake.index(corpus)
    assert of(corpus, ids, TEASER) == {"boilerplate"}


# Corrections of blocks

said = st.builds(Said, st.integers(-5, 90), st.integers(-5, 90), st.one_of(st.none(), st.sampled_from(BLOCK_KINDS[:6])))


@given(st.text(st.sampled_from("ab \n\u0301\u00a0é"), max_size=80), st.lists(said, max_size=12))
def test_whatever_is_said_the_blocks_cover_the_text(text: str, told: list[Said]) -> None:
    blocks = [Block("paragraph", b.start, b.end) for b in _words(text)]
    painted = repainted(text, blocks, told)
    assert_covers(text, painted)
    for block in painted:
        for at in range(block.start, block.end):
            last = next((s.kind for s in reversed(told) if 0 <= s.start <= at < s.end <= len(text)), None)
            if not text[at].isspace():
                assert block.kind == (last or "paragraph")


def _words(text: str) -> Iterable[Block]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            yield Block("paragraph", start, start + len(line.strip()))
        at += len(line) + 1


@given(st.text(max_size=60), st.text(max_size=20), st.data())
def test_a_quote_is_found_again_or_not_at_all(text: str, news: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    anchor = acts.anchor(text, start, end)
    assert place(text, anchor) == ((start, end) if start < end else None)
    found = place(news + text, anchor)
    assert found is None or (news + text)[slice(*found)] == anchor.quote


def test_of_two_places_with_the_same_words_and_context_none_is_taken() -> None:
    assert place("x ab x ab x", Anchor("ab", " ", " ", 1, 3)) is None


@examples(15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_sequence_of_corrections_keeps_the_law_and_can_be_undone(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_corpus(tmp_path_factory.mktemp("acts") / "c.db", create=True) as corpus:
        text = page("a", amid=FURNITURE)
        (article,) = add(corpus, text)
        states = [stand(corpus)]
        done = 0
        for _ in range(data.draw(st.integers(1, 5))):
            start = data.draw(st.integers(0, len(text) - 1))
            end = data.draw(st.integers(start + 1, min(len(text), start + 400)))
            kind = data.draw(st.one_of(st.none(), st.sampled_from(["paragraph", "boilerplate", "heading"])))
            if not text[start:end].strip():
                continue
            ops = corpus.rows("SELECT count(*) FROM op")
            acts.set_block(corpus, article, start, end, kind)
            assert_covers(text, articles.load(corpus, article).blocks)
            if corpus.rows("SELECT count(*) FROM op") != ops:
                states.append(stand(corpus))
                done += 1
        for _ in range(done):
            assert stand(corpus) == states.pop()
            acts.undo(corpus)
        assert stand(corpus) == states.pop()


def test_a_restored_block_is_shown_counted_and_read_for_names(corpus: Corpus) -> None:
    line = "Kommentare: 12 Beiträge von Sergej Lawrow"
    (article,) = add(corpus, page("a", tail=[line]))
    before = articles.load(corpus, article)
    block = next(b for b in before.blocks if before.text[b.start : b.end] == line)
    assert block.kind in HIDDEN_KINDS
    acts.set_block(corpus, article, block.start, block.end, "paragraph")
    after = articles.load(corpus, article)
    assert kinds(corpus, article)[line] == "paragraph"
    assert after.card.words == before.card.words + 6
    assert "Sergej Lawrow" in mentioned(corpus, article)
    acts.set_block(corpus, article, block.start, block.end, None)
    assert articles.load(corpus, article) == before


def test_the_opening_follows_a_cut(corpus: Corpus) -> None:
    (article,) = add(corpus, page("a"))
    first = prose(("a", 1))
    start = page("a").index(first)
    acts.set_block(corpus, article, start, start + len(first), "boilerplate")
    assert articles.load(corpus, article).card.opening.startswith(prose(("a", 2))[:40])


def test_a_correction_holds_after_index_and_after_removal(corpus: Corpus) -> None:
    text = page("a")
    (article,) = add(corpus, text)
    first = prose(("a", 1))
    acts.set_block(corpus, article, text.index(first), text.index(first) + len(first), "boilerplate")
    stands = stand(corpus)
    acts.remove_article(corpus, article)
    acts.undo(corpus)
    assert stand(corpus) == stands
    with corpus.write() as db:
        db.execute("UPDATE reading SET version = 'old'")
    intake.index(corpus)
    assert stand(corpus) == stands


def test_what_is_nothing_is_refused(corpus: Corpus) -> None:
    (article,) = add(corpus, page("a"))
    for start, end, kind in ((0, 3, "poem"), (0, 10**9, "paragraph"), (5, 2, "paragraph"), (-1, 4, None)):
        with pytest.raises(ReaderError):
            acts.set_block(corpus, article, start, end, kind)


hostile = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=6,
)
anchors = st.fixed_dictionaries(
    {}, optional={"quote": hostile, "prefix": hostile, "suffix": hostile, "start": hostile, "end": hostile}
)
values = st.fixed_dictionaries(
    {},
    optional={
        "about": hostile, "kind": hostile | st.sampled_from(BLOCK_KINDS), "anchor": hostile | anchors,
        "accepted": hostile, "outlet": hostile, "line": hostile, "articles": hostile,
    },
)  # fmt: skip


@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_ops_of_strangers_break_nothing(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    from reader.corpus import inbox, ops
    from reader.corpus.follow import follow

    with open_corpus(tmp_path_factory.mktemp("strange") / "c.db", create=True) as corpus:
        text = page("a", tail=FURNITURE)
        (article,) = add(corpus, text)
        tables = st.sampled_from(["block", "line", "checked"])
        for table, end, value in data.draw(st.lists(st.tuples(tables, st.text(max_size=9), values), max_size=6)):
            row = {"block": f"{article}:{end}", "line": f"block\n\n{end}", "checked": end}[table]
            clean = row.replace("\0", "")
            with corpus.write():
                ops.record(corpus, table, clean, value)
                follow(corpus, {(table, clean)})
        assert_covers(text, articles.load(corpus, article).blocks)
        proposals.proposals(corpus)
        inbox.Inbox(corpus).rows(0, 9)


# Teaching


def bote(seed: object, line: str = "Kleine Rubrik ohne Sinn") -> str:
    return page(seed, amid=[line], tail=["© 2021 Der Nordbote. Alle Rechte vorbehalten."])


def cut(corpus: Corpus, article: str, line: str, kind: str = "boilerplate") -> None:
    at = articles.load(corpus, article).text.index(line)
    acts.set_block(corpus, article, at, at + len(line), kind)


LINE = "Die kleine Rubrik hat keinen Sinn, doch sie hat ein Ende."


def test_a_correction_is_proposed_accepted_followed_and_undone(corpus: Corpus) -> None:
    ids = add(corpus, bote("a", LINE), bote("b", LINE), page("c", amid=[LINE]))
    assert {articles.load(corpus, one).card.outlet for one in ids} == {"Der Nordbote", None}
    assert proposals.proposals(corpus) == []
    cut(corpus, ids[0], LINE)
    (proposal,) = proposals.proposals(corpus)
    assert (proposal.outlet, proposal.line, proposal.kind, proposal.articles) == (
        "Der Nordbote",
        LINE,
        "boilerplate",
        1,
    )
    assert [p.article for p in proposal.places] == [ids[1]]
    assert proposals.after(corpus, ids[0]) == [proposal] and proposals.after(corpus, ids[1]) == []
    before = stand(corpus)
    acts.accept_line(corpus, proposal)
    assert kinds(corpus, ids[1])[LINE] == "boilerplate" and kinds(corpus, ids[2])[LINE] == "paragraph"
    assert proposals.proposals(corpus) == []
    assert kinds(corpus, add(corpus, bote("d", LINE))[0])[LINE] == "boilerplate"
    acts.undo(corpus)
    assert {one: stand(corpus)[one] for one in before} == before
    assert [p.line for p in proposals.proposals(corpus)] == [LINE]


def test_only_articles_that_would_change_are_counted(corpus: Corpus) -> None:
    ids = add(corpus, *(bote(seed, LINE) for seed in range(2)))
    with corpus.write():
        for more in range(2, 6):
            ids += add(corpus, bote(more, LINE))
    cut(corpus, ids[0], LINE)
    before = proposals.proposals(corpus)[0].articles if proposals.proposals(corpus) else 0
    cut(corpus, ids[1], LINE)
    cut(corpus, ids[2], LINE, "paragraph")
    after = [one for one in proposals.proposals(corpus) if one.kind == "boilerplate"]
    assert before == 5 and [one.articles for one in after] == [3]
    assert {place.article for place in after[0].places} == set(ids[3:])


def test_a_refusal_is_remembered_and_can_be_undone(corpus: Corpus) -> None:
    ids = add(corpus, bote("a", LINE), bote("b", LINE))
    cut(corpus, ids[0], LINE)
    before = stand(corpus)
    acts.refuse_line(corpus, proposals.proposals(corpus)[0])
    assert proposals.proposals(corpus) == [] and stand(corpus) == before
    acts.undo(corpus)
    assert len(proposals.proposals(corpus)) == 1


def test_a_corrected_outlet_is_proposed_where_the_same_line_names_it(corpus: Corpus) -> None:
    line = "Kommentare im Anzeiger von Nordstadt: 0 Kommentare"
    ids = add(corpus, page("a", tail=[line]), page("b", tail=[line]), page("c"))
    acts.correct(corpus, ids[0], {"outlet": "Anzeiger von Nordstadt"})
    (proposal,) = proposals.proposals(corpus)
    assert (proposal.kind, [p.article for p in proposal.places]) == ("outlet", [ids[1]])
    acts.accept_line(corpus, proposal)
    outlets = [articles.load(corpus, one).card.outlet for one in ids]
    assert outlets == ["Anzeiger von Nordstadt", "Anzeiger von Nordstadt", None]
    later = add(corpus, page("d", tail=[line]))
    assert articles.load(corpus, later[0]).card.outlet == "Anzeiger von Nordstadt"
    acts.correct(corpus, ids[1], {"outlet": "Anderswo"})
    assert articles.load(corpus, ids[1]).card.outlet == "Anderswo"
    acts.undo(corpus)
    acts.undo(corpus)
    assert articles.load(corpus, ids[1]).card.outlet is None


def test_two_machines_come_to_the_same(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "a.db", create=True) as one:
        shared = add(one, bote("a", LINE), bote("b", LINE), page("x", tail=TEASER))
    shutil.copy(tmp_path / "a.db", tmp_path / "b.db")
    with open_corpus(tmp_path / "a.db") as one:
        cut(one, shared[0], LINE)
        acts.accept_line(one, proposals.proposals(one)[0])
        add(one, page("y", tail=TEASER))
    with open_corpus(tmp_path / "b.db") as other:
        cut(other, shared[2], prose(("x", 2)), "heading")
        acts.put_away(other, [shared[1]])
        add(other, page("z", tail=TEASER), bote("q", LINE))
    for first, second in itertools.permutations(("a.db", "b.db")):
        with open_corpus(tmp_path / first) as corpus:
            merging.merge(corpus, [tmp_path / second])
    results = []
    for name in ("a.db", "b.db"):
        with open_corpus(tmp_path / name) as corpus:
            intake.index(corpus)
            results.append(stand(corpus))
            assert of(corpus, shared[2:], TEASER) == {"boilerplate"}
            assert kinds(corpus, shared[1])[LINE] == "boilerplate"
    assert results[0] == results[1]


def test_two_sentences_that_always_stand_together_at_the_end_are_hidden(corpus: Corpus) -> None:
    foot = ["Der Fischer grüßt alle am Fluss sehr herzlich.", "Die Rechnungen liegen im zweiten Stock der Halle."]
    ids = add(corpus, *(page(seed, tail=foot) for seed in range(4)))
    assert of(corpus, ids, foot) == {"boilerplate"}


def test_one_sentence_at_the_end_stays(corpus: Corpus) -> None:
    foot = ["Die Angaben zum Ziegel am Fluss ließen sich nicht prüfen."]
    ids = add(corpus, *(page(seed, tail=foot) for seed in range(4)))
    assert of(corpus, ids, foot) == {"paragraph"}
