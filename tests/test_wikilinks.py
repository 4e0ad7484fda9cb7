"""Links and tags in notes: what is one, what it means, and who is told of it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import acts, intake
from reader.corpus import Corpus, entities, open_corpus, references
from reader.corpus.listing import Listing
from reader.search import notes_of, search
from reader.wikilinks import as_said, can_be_target, has_tag, hashed, links, prose, tags, written

LOADED = st.text(alphabet="[]|#`~\n abé/-1:", max_size=80)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("[[Kim]]", [("Kim", "Kim")]),
        ("a [[ 12ab  cd |das  hier]] b", [("12ab cd", "das hier")]),
        ("[[note:12ab]] [[entity:Kim|er]]", [("note:12ab", "note:12ab"), ("entity:Kim", "er")]),
        ("[[[Kim]]]", [("Kim", "Kim")]),
        ("[[a\nb]] [[]] [[ ]] [[|x]] [x](y)", []),
        ("`[[code]]` und ``a ` [[code]]`` und [[keiner]]", [("keiner", "keiner")]),
        ("```\n[[code]]\n```\n[[keiner]]", [("keiner", "keiner")]),
        ("~~~ x\n[[code]]\n```\n[[auch]]", []),
        ("`offen [[Kim]]", [("Kim", "Kim")]),
    ],
)
def test_links(body: str, found: list[tuple[str, str]]) -> None:
    assert [(link.target, link.said) for link in links(body)] == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("#eins und #zwei-drei, (#vier/fünf)", ["eins", "zwei-drei", "vier/fünf"]),
        ("# Kopf\n## Kopf\n#1 #2024 a#b http://x/#c ##d #", []),
        ("#2024-Krieg #ende- #größe.", ["2024-Krieg", "ende", "größe"]),
        ("`#code` #kein\n```\n#code\n```", ["kein"]),
        ('#"zwei  Worte", (#„Nord Korea“) #"12 3" #"" #"a\nb" `#"x y"`', ["zwei Worte", "Nord Korea"]),
        ("#a\u0308rger", ["ärger"]),
    ],
)
def test_tags(body: str, found: list[str]) -> None:
    assert [tag.name for tag in tags(body)] == found


@pytest.mark.parametrize("name", ["eins", "zwei Worte", "größe-3/x"])
def test_a_tag_is_read_as_it_is_written(name: str) -> None:
    assert [tag.name for tag in tags(f"so {hashed(name)}, und")] == [name]


def test_a_tag_holds_those_below_it() -> None:
    assert has_tag("#Krieg/Hilfe", "krieg") and has_tag("#Krieg/Hilfe", "krieg/hilfe")
    assert not has_tag("#Kriegs", "krieg") and not has_tag("#Krieg", "krieg/hilfe")


@given(LOADED)
def test_places_are_those_of_the_text(body: str) -> None:
    assert len(prose(body)) == len(body)
    for link in links(body):
        assert body[link.start : link.end].startswith("[[") and body[link.start : link.end].endswith("]]")
    for tag in tags(body):
        assert body[tag.start : tag.end].rstrip("-/") == "#" + tag.name
    assert links(as_said(body)) == [] or "[[" in body


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_link_that_was_written_is_read_back(name: str, said: str) -> None:
    if can_be_target(name) and "`" not in name and "~" not in name:
        assert [link.target for link in links(written(name))] == [name]
        assert [link.target for link in links(written(name, said.replace("`", "")))] == [name]


@pytest.mark.parametrize(
    "part", ["`", "` ", "[[", "#", "#a", "``` \n", "[[a|", "~~~\n", "`a``b`", "#-", "#a/", " #a", "[[a]]", "[[a|b"]
)
def test_nobody_waits_for_what_is_hostile(part: str) -> None:
    body = part * (1_000_000 // len(part)) + "[[ #"
    began = time.process_time()
    links(body)
    tags(body)
    assert time.process_time() - began < 10


TEXTS = (
    ("Der Kanzler in Berlin", "2021-05-02", "Bundeskanzler Karl Moosbacher sprach in Berlin. Karl Moosbacher blieb."),
    ("Regen", "2022-06-03", "In Paris regnete es den ganzen Tag, und Bundeskanzler Karl Moosbacher war schon fort."),
    ("Zwilling", "2022-06-04", "Noch ein langer Regen fiel auf die Felder, und niemand ging hinaus."),
    ("Zwilling", "2022-06-05", "Die Sonne kam zurück, und alle Wege waren am Abend wieder trocken."),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for title, date, text in TEXTS:
        (folder / f"{date}.md").write_text(f"---\ntitle: {title}\ndate: {date}\n---\n\n{text}\n", "utf-8")
    with open_corpus(folder / "c.db", create=True) as corpus:
        assert all(one.status == "added" for one in intake.add(corpus, sorted(map(str, folder.glob("*.md")))))
    return folder / "c.db"


@pytest.fixture
def corpus(made: Path, tmp_path: Path) -> Iterator[Corpus]:
    shutil.copy(made, tmp_path / "c.db")
    with open_corpus(tmp_path / "c.db") as corpus:
        acts.correct(corpus, article(corpus, "Regen"), {"outlet": "Kurier"})
        yield corpus


def article(corpus: Corpus, title: str) -> str:
    return next(card.id for card in Listing(corpus).rows(0, 9) if card.title == title)


def kinds(corpus: Corpus, target: str) -> list[str]:
    return [one.kind for one in references.meant(corpus, target)]


def test_what_a_link_may_mean(corpus: Corpus) -> None:
    rain = article(corpus, "Regen")
    note = acts.write_note(corpus, "corpus", "Kopf\nmehr")
    assert kinds(corpus, rain) == kinds(corpus, rain[:6]) == kinds(corpus, "regen") == ["article"]
    assert kinds(corpus, "Karl Moosbacher") == kinds(corpus, "entity:karl moosbacher") == ["entity"]
    assert [one.said for one in references.meant(corpus, f"note:{note[:8]}")] == ["Kopf"]
    assert kinds(corpus, "Zwilling") == ["article", "article"]
    assert kinds(corpus, "nirgends") == kinds(corpus, "note:ffff") == kinds(corpus, rain[:3]) == []
    assert kinds(corpus, "note:" + "%" * 9) == kinds(corpus, '" OR "') == kinds(corpus, "entity:") == []
    acts.remove_article(corpus, rain)
    assert kinds(corpus, rain) == []


def test_links_go_back_from_articles_names_and_notes(corpus: Corpus) -> None:
    rain, who = article(corpus, "Regen"), entities.find(corpus, "Karl Moosbacher")
    first = acts.write_note(corpus, "corpus", f"[[{rain[:12]}|dort]] und [[karl moosbacher]]")
    second = acts.write_note(corpus, "corpus", f"[[note:{first[:12]}]], [[REGEN]], [[entity:{who.id}]], [[Zwilling]]")
    assert {note.id for note in references.linked_from(corpus, "article", rain)} == {first, second}
    assert {note.id for note in references.linked_from(corpus, "entity", who.id)} == {first, second}
    assert [note.id for note in references.linked_from(corpus, "note", first)] == [second]
    assert references.linked_from(corpus, "article", article(corpus, "Zwilling")) == []
    acts.edit_note(corpus, second, "nichts mehr")
    assert [note.id for note in references.linked_from(corpus, "article", rain)] == [first]
    acts.remove_annotation(corpus, first)
    assert references.linked_from(corpus, "article", rain) == []
    acts.undo(corpus)
    assert [note.id for note in references.linked_from(corpus, "article", rain)] == [first]


def test_another_connection_sees_new_links(corpus: Corpus) -> None:
    rain = article(corpus, "Regen")
    assert references.linked_from(corpus, "article", rain) == []
    with open_corpus(corpus.path) as other:
        note = acts.write_note(other, "corpus", "[[Regen]]")
    assert [one.id for one in references.linked_from(corpus, "article", rain)] == [note]


def test_a_corrected_title_is_followed(corpus: Corpus) -> None:
    rain = article(corpus, "Regen")
    acts.write_note(corpus, "corpus", "[[Schauer]]")
    assert references.linked_from(corpus, "article", rain) == []
    acts.correct(corpus, rain, {"title": "Schauer"})
    assert len(references.linked_from(corpus, "article", rain)) == 1


def test_notes_that_speak_of_a_name_without_a_link(corpus: Corpus) -> None:
    who = entities.find(corpus, "Karl Moosbacher")
    said = acts.write_note(corpus, "corpus", "Karl Moosbachers Reise")
    acts.write_note(corpus, "corpus", "[[Karl Moosbacher]] und noch einmal Karl Moosbacher")
    acts.write_note(corpus, f"entity:{who.id}", "Karl Moosbacher selbst")
    acts.write_note(corpus, "corpus", "Karl Moosbacherin, [[Regen|Karl Moosbacher]]")
    assert [note.id for note in references.speaking_of(corpus, who.id)] == [said]


def test_what_is_offered_can_be_linked_to_and_means_itself(corpus: Corpus) -> None:
    acts.write_note(corpus, "corpus", "Regen [[im]] Mai | Juni")
    for typed in ("", "reg", "karl moos", "zwill", '"', "x" * 500):
        for one in references.offered(corpus, typed):
            (link,) = links(references.link_to(corpus, one))
            assert [(m.kind, m.id) for m in references.meant(corpus, link.target)] == [(one.kind, one.id)]
    assert {one.kind for one in references.offered(corpus, "reg")} == {"article", "note"}


def test_tags_in_notes_are_found(corpus: Corpus) -> None:
    rain, other = article(corpus, "Regen"), article(corpus, "Der Kanzler in Berlin")
    note = acts.write_note(corpus, f"article:{rain}", "naß #Wetter/Regen")
    acts.tag(corpus, other, "wetter")
    for asked in ("tag:wetter", "tag:#wetter"):
        assert {(hit.id, hit.field) for hit in search(corpus, asked)} == {
            (rain, "text"), (other, "text"), (rain, "note")
        }  # fmt: skip
    (hit,) = (hit for hit in search(corpus, "tag:wetter/regen") if hit.field == "note")
    assert [hit.snippet[a:b] for a, b in hit.matches] == ["#Wetter/Regen"]
    assert len(Listing(corpus, "-tag:wetter")) == 2
    acts.remove_annotation(corpus, note)
    assert [hit.id for hit in search(corpus, "tag:wetter")] == [other]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"a", "b", "c"}), ("wolken", {"a"}), ("wolk*", {"a"}), ("wolken OR sonne", {"a", "b"}),
        ("-wolken", {"b", "c"}), ("tag:blau", {"b"}), ("outlet:kurier", {"a"}), ("-outlet:kurier", {"b", "c"}),
        ("date:2021 sonne", {"b"}), ("note:onne", set()), ("note:Sonnen", {"b"}),
        ('entity:"karl moosbacher"', {"a", "b", "c"}), ("is:noted blau", {"b"}), ("titel", set()),
    ],
)  # fmt: skip
def test_notes_are_filtered(corpus: Corpus, asked: str, found: set[str]) -> None:
    named = {
        acts.write_note(corpus, f"article:{article(corpus, 'Regen')}", "Wolken"): "a",
        acts.write_note(corpus, f"article:{article(corpus, 'Der Kanzler in Berlin')}", "Sonne #blau"): "b",
        acts.write_note(corpus, f"entity:{entities.find(corpus, 'Karl Moosbacher').id}", "er"): "c",
    }
    from reader.corpus import annotations

    kept = annotations.recent(corpus)
    assert {named[note.id] for note in notes_of(corpus, asked, kept)} == found
