"""The corpus as JSON, and back."""

from __future__ import annotations

import base64
import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader import acts, export, intake, merge
from reader.corpus import Corpus, articles, open_corpus
from reader.export import markdown
from reader.records import ReaderError

from .laws import put

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def corpus(small: Path, tmp_path: Path) -> Iterator[Corpus]:
    """The small corpus with something of every kind in it."""
    with open_corpus(small) as corpus:
        raw = tmp_path / "latin.txt"
        raw.write_bytes("Größe im Süden\r\n\r\nEin Satz über Züge, lang genug für einen Absatz.\r\n".encode("latin-1"))
        (added,) = intake.add(corpus, [str(raw)])
        first, second, *_ = (
            row[0] for row in corpus.rows("SELECT id FROM card JOIN article ON n = article ORDER BY id")
        )
        text = articles.load(corpus, first).text
        acts.highlight(corpus, first, acts.anchor(text, 0, 5), 2, "Ü\u2028\u202e")
        note = acts.write_note(corpus, f"article:{first}", "alt")
        acts.edit_note(corpus, note, "neu " * 400)
        acts.tag(corpus, second, "zwei Worte")
        acts.correct(corpus, second, {"title": "Anders"})
        acts.write_note(corpus, "corpus", "gelöscht")
        acts.undo(corpus)
        acts.remove_article(corpus, added.id or "")
        acts.rename_entity(corpus, "Nordkorea", "DVRK")
        yield corpus


def _text(corpus: Corpus, query: str = "") -> str:
    return "".join(export.lines(corpus, "json", export.matching(corpus, query)))


def _taken(tmp_path: Path, text: str, name: str = "copy") -> tuple[Corpus, list[intake.Outcome]]:
    path = tmp_path / f"{name}.json"
    path.write_text(text, "utf-8")
    copy = open_corpus(tmp_path / f"{name}.db", create=True)
    return copy, list(intake.add(copy, [str(path)]))


def _state(corpus: Corpus) -> list[Any]:
    return [
        corpus.rows("SELECT tbl, row, subject, value, alive, modified, heads, conflict FROM state ORDER BY tbl, row"),
        corpus.rows("SELECT id, title, opening, published, words FROM card JOIN article ON n = article ORDER BY id"),
        corpus.rows("SELECT id, format, original, text, source, added FROM article ORDER BY id"),
        corpus.rows("SELECT id, name, type, aliases, articles, mentions FROM entity ORDER BY id"),
        corpus.rows("SELECT id FROM lineage"),
    ]  # fmt: skip


def test_one_record_a_line_in_order_of_ids(corpus: Corpus) -> None:
    text = _text(corpus)
    document = json.loads(text)
    assert list(document) == ["lesepult", "lineage", "articles", "ops"]
    assert document["lineage"] == corpus.id
    for part in ("articles", "ops"):
        ids = [record["id"] for record in document[part]]
        assert ids == sorted(ids) and len(ids) > 4
    assert text.count("\n") == len(document["articles"]) + len(document["ops"]) + 3
    assert {"id", "table", "row", "value", "parents", "at"} == set(document["ops"][0])


def test_bytes_that_are_not_the_text_go_along(corpus: Corpus) -> None:
    for record in json.loads(_text(corpus))["articles"]:
        data = base64.b64decode(record["original"]) if "original" in record else record["text"].encode()
        assert data == articles.original(corpus, record["id"])
    assert sum("original" in record for record in json.loads(_text(corpus))["articles"]) == 1


def test_an_empty_corpus_becomes_the_same_one(corpus: Corpus, tmp_path: Path) -> None:
    copy, outcomes = _taken(tmp_path, _text(corpus))
    assert {outcome.status for outcome in outcomes} == {"added"}
    assert _text(copy) == _text(corpus)
    assert _state(copy) == _state(corpus)
    assert copy.id == corpus.id
    copy.close()
    with open_corpus(copy.path) as again:
        assert again.id == corpus.id
        assert {one.status for one in intake.add(again, [str(tmp_path / "copy.json")])} == {"duplicate"}


def test_an_article_from_a_file_of_an_odd_name_comes_back(tmp_path: Path) -> None:
    with open_corpus(tmp_path / "c.db", create=True) as corpus:
        put(corpus, "Ein Satz.", source="\x9b31m\x7f\x1b\n.txt")
        copy, outcomes = _taken(tmp_path, _text(corpus))
        assert {outcome.status for outcome in outcomes} == {"added"}
        assert articles.load(copy, outcomes[0].id or "").source == "\x9b31m\x7f\x1b\n.txt"
    copy.close()


def test_two_machines_write_the_same_bytes(corpus: Corpus, tmp_path: Path) -> None:
    with open_corpus(tmp_path / "far.db", create=True) as far:
        merge.merge(far, [corpus.path], other_lineage=True)
        assert _text(far).replace(far.id, corpus.id) == _text(corpus)


def test_a_corpus_with_articles_keeps_its_lineage(corpus: Corpus, tmp_path: Path) -> None:
    copy = open_corpus(tmp_path / "copy.db", create=True)
    own = tmp_path / "own.txt"
    own.write_text("Ein eigener Titel\n\nUnd ein Satz von mir, der lang genug ist für einen Absatz.\n", "utf-8")
    list(intake.add(copy, [str(own)]))
    lineage = copy.id
    copy.close()
    copy, _ = _taken(tmp_path, _text(corpus))
    assert (copy.id, len(copy.rows("SELECT 1 FROM article"))) == (lineage, 6)
    assert len(copy.rows("SELECT 1 FROM op")) == len(corpus.rows("SELECT 1 FROM op"))
    copy.close()


def test_of_two_copies_the_earlier_says_when_an_article_came(corpus: Corpus, tmp_path: Path) -> None:
    document = json.loads(_text(corpus))
    document["articles"][0] |= {"added": "2001-01-01T00:00:00Z", "source": "früher.txt"}
    path = tmp_path / "early.json"
    path.write_text(json.dumps(document), "utf-8")
    assert {one.status for one in intake.add(corpus, [str(path)])} == {"duplicate"}
    assert json.loads(_text(corpus)) == document


def test_notes_alone_come_in_too(corpus: Corpus, tmp_path: Path) -> None:
    before = _text(corpus)
    copy, _ = _taken(tmp_path, before)
    acts.write_note(corpus, "corpus", "später")
    document = json.loads(_text(corpus)) | {"articles": []}
    copy.close()
    copy, outcomes = _taken(tmp_path, json.dumps(document, indent=1))
    assert [(one.status, one.id) for one in outcomes] == [("added", None)]
    assert _text(copy) == _text(corpus)
    copy.close()


def test_a_part_stands_for_itself(corpus: Corpus, tmp_path: Path) -> None:
    part = json.loads(_text(corpus, 'tag:"zwei Worte"'))
    assert (len(part["articles"]), {op["table"] for op in part["ops"]}) == (1, {"tag", "article"})
    copy, _ = _taken(tmp_path, json.dumps(part))
    assert copy.id != corpus.id
    (card,) = copy.rows("SELECT title FROM card")
    assert card == ("Anders",)
    copy.close()


def test_what_is_not_sound_is_refused_and_the_rest_is_taken(corpus: Corpus, tmp_path: Path) -> None:
    document = json.loads(_text(corpus))
    first, op = document["articles"][0], document["ops"][0]
    bad_articles = [{}, None, first | {"text": "anders"}, first | {"original": "???"}, first | {"added": "gestern"},
                    first | {"source": "a\0b"}, first | {"id": 7}, first | {"text": "\ud800"}]  # fmt: skip
    wrong: list[dict[str, Any]] = [
        {"id": "zz"}, {"id": "ab" * 15}, {"parents": ["ab"]}, {"parents": [op["id"]]}, {"value": [1]}, {"row": 1},
        {"value": {"body": "\ud800"}}, {"parents": None},
    ]  # fmt: skip
    bad_ops = [[], *(op | fields for fields in wrong)]
    document["articles"] += bad_articles
    document["ops"] += bad_ops
    copy, outcomes = _taken(tmp_path, json.dumps(document))
    refused = [one for one in outcomes if one.status == "refused"]
    assert len(refused) == len(bad_articles) + len(bad_ops)
    assert _state(copy) == _state(corpus)
    copy.close()


@pytest.mark.parametrize(
    "text",
    ['{"lesepult": 1', '{"lesepult": 2, "articles": [], "ops": []}', '{"lesepult": 1, "articles": {}, "ops": []}',
     '{"lesepult": 1}', '{"lesepult": 1, "articles": ' + "[" * 100_000, '{"lesepult": null}'],
)  # fmt: skip
def test_a_broken_export_is_one_refusal(tmp_path: Path, text: str) -> None:
    copy, outcomes = _taken(tmp_path, text)
    assert [one.status for one in outcomes] == ["refused"]
    assert copy.rows("SELECT count(*) FROM article") == [(0,)]
    with pytest.raises(ReaderError):
        export.parse(text.encode(), "x.json")
    copy.close()


def test_an_export_in_a_dry_run_writes_nothing(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_text(_text(corpus), "utf-8")
    assert len(list(intake.preview(None, [str(path)]))) == 5
    before = shutil.copy(corpus.path, tmp_path / "before.db")
    assert {one.status for one in intake.preview(corpus, [str(path)])} == {"duplicate"}
    assert Path(before).read_bytes() == corpus.path.read_bytes()


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(st.characters()),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10))  # fmt: skip
def test_encoded_json_is_harmless_and_means_the_same(value: Any) -> None:
    line = export.encode(value)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or 0xD800 <= ord(char) < 0xE000 for char in line)
    assert json.loads(line.encode("utf-8")) == value


def test_encode_escapes_delete_c1_and_lone_surrogates() -> None:
    assert export.encode("\x7f\x9b\ud800ü") == '"\\u007f\\u009b\\ud800ü"'


def _lines(corpus: Corpus, form: str, query: str = "") -> str:
    return "".join(export.lines(corpus, form, export.matching(corpus, query)))


def test_a_web_annotation_names_its_place_and_its_words(corpus: Corpus) -> None:
    page = json.loads(_lines(corpus, "jsonld"))
    assert page["type"] == "AnnotationPage" and page["@context"].endswith("anno.jsonld")
    by_kind = {item["motivation"]: item for item in page["items"]}
    target = by_kind["commenting"]["target"]
    marked = next(
        item["target"] for item in page["items"] if isinstance(item["target"], dict) and "selector" in item["target"]
    )
    quote, position = marked["selector"]
    article = marked["source"]["id"].removeprefix("urn:sha256:")
    text = articles.load(corpus, article).text
    assert text[position["start"] : position["end"]] == quote["exact"] == text[:5] and quote["suffix"] in text
    assert target and all(item["id"].startswith("urn:uuid:") for item in page["items"])


def test_a_table_has_a_row_for_each_listed_article_and_no_formula(corpus: Corpus) -> None:
    first = corpus.rows("SELECT id FROM card JOIN article ON n = article ORDER BY id")[0][0]
    acts.correct(corpus, first, {"title": '=HYPERLINK("x"),\n"q"'})
    rows = list(csv.DictReader(io.StringIO(_lines(corpus, "csv"))))
    assert len(rows) == len(corpus.rows("SELECT 1 FROM card"))
    (row,) = (row for row in rows if row["id"] == first)
    assert row["title"] == '\'=HYPERLINK("x"), "q"' and row["highlights"] == "1"


@pytest.mark.parametrize("form", ["bibtex", "ris"])
def test_references_are_one_an_article_and_hold_no_stray_mark(corpus: Corpus, form: str) -> None:
    first = corpus.rows("SELECT id FROM card JOIN article ON n = article ORDER BY id")[0][0]
    acts.correct(corpus, first, {"title": "100 % {Klammer\nER  - ", "outlet": "Bote & Sohn", "published": "2019-03-04"})
    text = _lines(corpus, form)
    count = len(corpus.rows("SELECT 1 FROM card"))
    if form == "bibtex":
        assert text.count("@article{") == count and r"100 \% \{Klammer" in text and r"Bote \& Sohn" in text
        assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")
        assert "date = {2019-03-04}" in text and "botesohn2019-" in text
    else:
        assert text.count("TY  - NEWS\r\n") == count == sum(line == "ER  - " for line in text.split("\r\n"))
        assert "DA  - 2019/03/04/\r\n" in text and "T2  - Bote & Sohn\r\n" in text


def test_a_person_has_first_and_last_names_and_an_agency_is_kept_whole(tmp_path: Path) -> None:
    words = "Ein Satz über die Fähre, der lang genug für einen Absatz ist. " * 5
    page = f"<meta name=author content='Änne Muster'><article><h1>Ein Titel</h1><p>{words}</p></article>"
    (tmp_path / "person.html").write_text(page, "utf-8")
    (tmp_path / "agency.txt").write_text(f"Ein Titel ohne Namen\n\n10.04.2018\n\n{words}(sda/dpa)\n", "utf-8")
    with open_corpus(tmp_path / "x.db", create=True) as corpus:
        assert {one.status for one in intake.add(corpus, [str(tmp_path)])} == {"added"}
        authors = {line.strip() for line in _lines(corpus, "bibtex").splitlines() if "author" in line}
    assert authors == {"author = {Änne Muster},", "author = {{sda} and {dpa}},"}


@given(st.text(alphabet="ab1 *_#`[]<>\\-+.)=~|\n>&", max_size=60))
@example("~~1~~")
@example("~~~ a")
def test_escaped_words_are_read_as_they_are(words: str) -> None:
    flat = " ".join(words.split())
    tokens = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).parse(markdown.escaped(flat))
    shown = "".join(child.content for token in tokens for child in token.children or ())
    assert shown.replace("&amp;", "&") == flat
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}


def test_markdown_has_the_text_and_what_was_noted(corpus: Corpus) -> None:
    first = corpus.rows("SELECT id FROM card JOIN article ON n = article ORDER BY id")[0][0]
    article = articles.load(corpus, first)
    text = _lines(corpus, "markdown")
    assert f"- Id: {first[:16]}\n" in text and text.count("## Notes and highlights") == 1
    shown = next(block for block in article.blocks if block.kind == "paragraph")
    assert markdown.escaped(" ".join(article.text[shown.start : shown.end].split())) in text
    assert "> " + article.text[:5].strip() in text
