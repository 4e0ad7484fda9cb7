"""What a person does, and that each of it can be taken back: here, later, and without touching what others did."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader import acts
from reader.corpus import Corpus, annotations, articles, cards, entities, open_corpus, ops
from reader.corpus.listing import Listing
from reader.merge import merge
from reader.records import ReaderError
from reader.search import search

from .laws import dump


def first(corpus: Corpus) -> str:
    """The article of the small corpus that names most."""
    return next(card.id for card in Listing(corpus, "wladiwostok").rows(0, 1))


def everything(corpus: Corpus) -> list[str]:
    """All articles of the small corpus."""
    return [card.id for card in Listing(corpus).rows(0, 99)]


def seen(corpus: Corpus) -> list[Any]:
    """Everything that a person sees."""
    cards = Listing(corpus).rows(0, 99)
    return [
        cards,
        [articles.load(corpus, card.id) for card in cards],
        [
            (a.id, a.body, a.kind, a.anchor, a.colour, a.conflict)
            for a in sorted(annotations.recent(corpus), key=lambda a: a.id)
        ],
        entities.ranked(corpus),
        [(hit.id, hit.field) for hit in search(corpus, "hafen OR wladiwostok OR moskau OR t")],
    ]


def undated(state: list[Any]) -> str:
    """What was seen, without the times at which notes were last touched."""
    import re

    return re.sub(r"(created|modified)='[^']*'", "", repr(state))


Act = Callable[[Corpus], object]


def note_of(corpus: Corpus) -> str:
    return next(a.id for a in annotations.recent(corpus) if a.kind == "note")


def entity(corpus: Corpus, name: str) -> str:
    return entities.find(corpus, name).id


ACTS: dict[str, Act] = {
    "bookmark": lambda c: acts.bookmark(c, first(c)),
    "bookmark off": lambda c: acts.bookmark(c, Listing(c, "is:bookmarked").rows(0, 1)[0].id, False),
    "tag": lambda c: acts.tag(c, first(c), "#neu und  lang"),
    "tag off": lambda c: acts.tag(c, first(c), "alt", False),
    "read": lambda c: acts.mark_read(c, first(c)),
    "note": lambda c: acts.write_note(c, f"article:{first(c)}", "ein\nText"),
    "note on a name": lambda c: acts.write_note(c, f"entity:{entity(c, 'Moskau')}", "x"),
    "note at a place": lambda c: acts.write_note(c, f"article:{first(c)}", "x", acts.anchor("Neuer Fährdienst", 0, 5)),
    "highlight": lambda c: acts.highlight(c, first(c), acts.anchor("Neuer Fährdienst", 6, 16), 3, "ja"),
    "edit": lambda c: acts.edit_note(c, note_of(c), "anders"),
    "remove note": lambda c: acts.remove_annotation(c, note_of(c)),
    "title": lambda c: acts.correct(c, first(c), {"title": "Mein Titel"}),
    "title twice": lambda c: acts.correct(c, first(c), {"outlet": "Bote"}),
    "date": lambda c: acts.correct(c, first(c), {"published": "1999-05"}),
    "remove": lambda c: acts.remove_article(c, first(c)),
    "bookmark several": lambda c: acts.bookmark_all(c, everything(c)),
    "read several": lambda c: acts.mark_all_read(c, everything(c)),
    "tag several": lambda c: acts.retag_all(c, everything(c), ["neu", "und"], ["alt"]),
    "rename": lambda c: acts.rename_entity(c, "Moskau", "Moscow"),
    "retype": lambda c: acts.retype_entity(c, "Moskau", "ORG"),
    "merge names": lambda c: acts.merge_entities(c, "Moskau", ["Seoul"]),
    "reject": lambda c: acts.reject_entity(c, "Moskau"),
    "reject a mention": lambda c: acts.reject_mention(
        c, first(c), *next((m.start, m.end) for m in articles.load(c, first(c)).mentions)
    ),
    "remove several": lambda c: acts.remove_all(c, everything(c)[:2]),
}


@pytest.fixture
def path(small: Path) -> Path:
    """A corpus with something to take away."""
    with open_corpus(small) as corpus:
        article = first(corpus)
        acts.bookmark(corpus, Listing(corpus).rows(0, 1)[0].id)
        acts.tag(corpus, article, "alt")
        acts.write_note(corpus, f"article:{article}", "eins\nzwei")
    return small


@pytest.mark.parametrize("name", ACTS)
def test_every_act_is_seen_and_can_be_taken_back(path: Path, name: str) -> None:
    with open_corpus(path) as corpus:
        before = seen(corpus)
        ACTS[name](corpus)
        assert undated(seen(corpus)) != undated(before)
    with open_corpus(path) as corpus:
        assert (acts.undo(corpus) or "").startswith("taken back: ")
        assert undated(seen(corpus)) == undated(before)


def test_all_is_taken_back_in_turn_and_then_nothing(small: Path) -> None:
    with open_corpus(small) as corpus:
        states = [undated(seen(corpus))]
        done = [name for name in ACTS if name not in ("bookmark off", "tag off", "reject a mention")]
        done.sort(key=lambda name: name == "remove")
        for name in done:
            ACTS[name](corpus)
            states.append(undated(seen(corpus)))
        for state in reversed(states[:-1]):
            assert acts.undo(corpus)
            assert undated(seen(corpus)) == state
        assert acts.undo(corpus) is None


def test_doing_it_twice_is_doing_it_once(path: Path) -> None:
    with open_corpus(path) as corpus:
        for name in ("bookmark", "tag", "read", "remove"):
            article = first(corpus) if name != "remove" else Listing(corpus).rows(0, 1)[0].id
            act: Act = {
                "bookmark": lambda c, a=article: acts.bookmark(c, a),
                "tag": lambda c, a=article: acts.tag(c, a, "t"),
                "read": lambda c, a=article: acts.mark_read(c, a),
                "remove": lambda c, a=article: acts.remove_article(c, a),
            }[name]
            act(corpus)
            once = dump(corpus)
            act(corpus)
            assert dump(corpus) == once


def test_an_unchanged_note_is_not_written_again(path: Path) -> None:
    with open_corpus(path) as corpus:
        before = dump(corpus)
        acts.edit_note(corpus, note_of(corpus), "eins\nzwei")
        acts.leave_at(corpus, first(corpus), 5)
        once = dump(corpus)
        acts.leave_at(corpus, first(corpus), 5)
        assert dump(corpus) == once != before
        assert articles.load(corpus, first(corpus)).position == 5


def test_what_passes_by_itself_is_not_undone(path: Path) -> None:
    with open_corpus(path) as corpus:
        acts.bookmark(corpus, first(corpus))
        acts.leave_at(corpus, first(corpus), 9)
        acts.mark_read(corpus, first(corpus), by_hand=False)
        assert (acts.undo(corpus) or "").startswith("taken back: the bookmark (")
        assert cards.card(corpus, first(corpus)).read and articles.load(corpus, first(corpus)).position == 9


@pytest.fixture
def elsewhere(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Act], None]:
    """Does something on another machine, with a state directory of its own, and brings it here."""

    def do(act: Act, take: bool = True) -> None:
        other = Path(shutil.copy(path, tmp_path / "other.db"))
        with monkeypatch.context() as away:
            away.setenv("READER_STATE", str(tmp_path / "away"))
            with open_corpus(other) as corpus:
                act(corpus)
        with open_corpus(path) as corpus:
            merge(corpus, [other])

    return do


def beside(path: Path, elsewhere: Callable[[Act], None], mine: Act, theirs: Act) -> Corpus:
    """Both do something without knowing of each other; then mine is taken back. Gives the corpus, open."""

    def both(corpus: Corpus) -> None:
        theirs(corpus)
        with open_corpus(path) as here:
            mine(here)

    # `both` runs on a copy made before `mine`, so neither sees the other.
    elsewhere(both)
    return open_corpus(path)


def test_undo_leaves_the_bookmark_of_another(path: Path, tmp_path: Path, elsewhere: Any, monkeypatch: Any) -> None:
    here = str(tmp_path / "home" / "state" / "reader")

    def mine(corpus: Corpus) -> None:
        with monkeypatch.context() as back:
            back.setenv("READER_STATE", here)
            acts.bookmark(corpus, first(corpus))

    with beside(path, elsewhere, mine, lambda c: acts.bookmark(c, first(c))) as corpus:
        assert (acts.undo(corpus) or "").startswith("taken back: the bookmark (")
        assert cards.card(corpus, first(corpus)).bookmarked


def test_undo_leaves_other_fields_and_lines(path: Path, tmp_path: Path, elsewhere: Any, monkeypatch: Any) -> None:
    here = str(tmp_path / "home" / "state" / "reader")

    def mine(corpus: Corpus) -> None:
        with monkeypatch.context() as back:
            back.setenv("READER_STATE", here)
            acts.correct(corpus, first(corpus), {"title": "Mein Titel"})
            acts.edit_note(corpus, note_of(corpus), "meins\neins\nzwei")

    def theirs(corpus: Corpus) -> None:
        acts.correct(corpus, first(corpus), {"outlet": "Bote"})
        acts.edit_note(corpus, note_of(corpus), "eins\nzwei\nihres")

    with beside(path, elsewhere, mine, theirs) as corpus:
        found = cards.card(corpus, first(corpus))
        assert (found.title, found.outlet) == ("Mein Titel", "Bote")
        assert annotations.load(corpus, note_of(corpus)).body == "meins\neins\nzwei\nihres"
        assert acts.undo(corpus) and acts.undo(corpus)
        found = cards.card(corpus, first(corpus))
        assert found.title != "Mein Titel" and found.outlet == "Bote"
        assert annotations.load(corpus, note_of(corpus)).body == "eins\nzwei\nihres"


def test_undo_does_not_delete_what_another_wrote_on(path: Path, elsewhere: Any) -> None:
    with open_corpus(path) as corpus:
        note = acts.write_note(corpus, "corpus", "mine")
    elsewhere(lambda c: acts.edit_note(c, note, "mine\nand theirs"))
    with open_corpus(path) as corpus:
        with pytest.raises(ReaderError, match="another machine"):
            acts.undo(corpus)
        assert annotations.load(corpus, note).body == "mine\nand theirs"


def test_what_another_did_is_not_mine_to_undo(path: Path, elsewhere: Any, home: Path) -> None:
    elsewhere(lambda c: acts.bookmark(c, first(c)))
    shutil.rmtree(home / "state")
    with open_corpus(path) as corpus:
        assert acts.undo(corpus) is None


def test_undo_in_a_copy_on_the_same_machine(path: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    with open_corpus(path) as corpus:
        acts.correct(corpus, first(corpus), {"title": "T"})
    with open_corpus(copy) as corpus:
        acts.undo(corpus)
        assert [note.body for note in annotations.recent(corpus)] == []
    with open_corpus(path) as corpus:
        assert (acts.undo(corpus) or "").startswith("taken back: the correction of the title of “")


def test_the_list_survives_rubbish_in_it(path: Path, home: Path) -> None:
    with open_corpus(path) as corpus:
        [listed] = home.rglob("undo.jsonl")
        listed.write_bytes(b"\xff\n{\n[]\n" + listed.read_bytes().split(b"\n")[-2] + b'\n{"said": 1, "ops": ["zz"]}\n')
        assert acts.undo(corpus) is None or not annotations.recent(corpus)


def test_a_state_directory_that_cannot_be_written_costs_only_the_undo(path: Path, home: Path) -> None:
    shutil.rmtree(home / "state")
    (home / "state").write_text("in the way")
    with open_corpus(path) as corpus:
        acts.bookmark(corpus, first(corpus))
        assert cards.card(corpus, first(corpus)).bookmarked
        assert acts.undo(corpus) is None


@pytest.mark.parametrize(
    "act",
    [
        lambda c: acts.tag(c, first(c), " # \n"),
        lambda c: acts.tag(c, first(c), ""),
        lambda c: acts.write_note(c, "corpus", " \n"),
        lambda c: acts.write_note(c, "corpus", "x" * 8_000_001),
        lambda c: acts.edit_note(c, note_of(c), ""),
        lambda c: acts.edit_note(c, "ffff", "x"),
        lambda c: acts.remove_annotation(c, ""),
        lambda c: acts.correct(c, first(c), {"published": "10.04.2018"}),
        lambda c: acts.correct(c, first(c), {"published": "2018-02-30"}),
        lambda c: acts.correct(c, first(c), {"published": "２０１８"}),
        lambda c: acts.correct(c, first(c), {"published": "2018-04- 9"}),
        lambda c: acts.rename_entity(c, "Moskau", " "),
        lambda c: acts.rename_entity(c, "niemand", "x"),
        lambda c: acts.rename_entity(c, "\udcff", "x"),
        lambda c: acts.retype_entity(c, "Moskau", "GOD"),
        lambda c: acts.reject_mention(c, first(c), 0, 1),
    ],
)
def test_what_makes_no_sense_is_refused_and_not_written(path: Path, act: Act) -> None:
    with open_corpus(path) as corpus:
        before = dump(corpus)
        with pytest.raises(ReaderError):
            act(corpus)
        assert dump(corpus) == before


def test_an_empty_correction_goes_back_to_what_was_found(path: Path) -> None:
    with open_corpus(path) as corpus:
        found = cards.card(corpus, first(corpus)).title
        acts.correct(corpus, first(corpus), {"title": "T"})
        acts.correct(corpus, first(corpus), {"title": "  "})
        assert cards.card(corpus, first(corpus)).title == found


def test_merged_names_become_the_first(path: Path) -> None:
    for one, other in (("Moskau", "Seoul"), ("Seoul", "Moskau")):
        with open_corpus(path) as corpus:
            kept, gone = entity(corpus, one), entity(corpus, other)
            acts.merge_entities(corpus, one, [other])
            assert entities.find(corpus, kept).id == entities.find(corpus, gone).id == kept
            assert entities.find(corpus, one).name == one
            acts.undo(corpus)
            assert entity(corpus, other) == gone


def test_a_place_is_kept_with_what_stands_around_it() -> None:
    text = "a" * 50 + "MITTE" + "b" * 50
    place = acts.anchor(text, 50, 55)
    assert (place.quote, place.prefix, place.suffix) == ("MITTE", "a" * 32, "b" * 32)
    assert acts.anchor(text, 0, 1).prefix == ""


def test_controls_and_odd_characters_in_what_a_person_writes(path: Path) -> None:
    with open_corpus(path) as corpus:
        note = acts.write_note(corpus, "corpus", "a\r\nb\0\x1b[31m\udcffü\U0001f468")
        assert annotations.load(corpus, note[:6]).body == "a\nb\ufffd\ufffd[31m\ufffdü\U0001f468"
        acts.tag(corpus, first(corpus), "x\ny\x1b")
        assert "x y\ufffd" in cards.card(corpus, first(corpus)).tags


def test_tags_and_corrections_of_one_command_are_taken_back_together(path: Path) -> None:
    with open_corpus(path) as corpus:
        before = cards.card(corpus, first(corpus)).tags
        acts.retag(corpus, first(corpus), ["eins", "zwei"], [*before])
        acts.correct(corpus, first(corpus), {"title": "T", "outlet": "O"})
        acts.undo(corpus)
        shown = cards.card(corpus, first(corpus))
        assert (shown.title, shown.outlet) != ("T", "O") and shown.tags == ("eins", "zwei")
        acts.undo(corpus)
        assert cards.card(corpus, first(corpus)).tags == before


def test_the_colour_of_a_highlight_and_its_note_can_be_changed_and_taken_back(path: Path) -> None:
    with open_corpus(path) as corpus:
        mark = acts.highlight(corpus, first(corpus), acts.anchor("Neuer Fährdienst", 6, 16), 3, "ja")
        acts.recolour(corpus, mark, 2)
        assert (annotations.load(corpus, mark).colour, annotations.load(corpus, mark).body) == (2, "ja")
        acts.undo(corpus)
        assert annotations.load(corpus, mark).colour == 3
        acts.edit_note(corpus, mark, "  ")
        assert not annotations.load(corpus, mark).body.strip()
        acts.undo(corpus)
        assert annotations.load(corpus, mark).body == "ja"


def test_a_long_tag_of_an_older_version_can_stay_and_go(small: Path) -> None:
    with open_corpus(small) as corpus:
        article, long = first(corpus), "x" * 3000
        with pytest.raises(ReaderError, match="longer than 100"):
            acts.tag(corpus, article, long)
        ops.record(corpus, "tag", f"{article} {long}", {})
        acts.retag(corpus, article, [long, "neu"], [])
        assert cards.card(corpus, article).tags == ("neu", long)
        acts.tag(corpus, article, long, False)
        assert cards.card(corpus, article).tags == ("neu",)
