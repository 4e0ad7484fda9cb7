"""Recognition: which words are names, of which type, from where to where."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.gazetteer import gazetteer
from reader.recognise import READ_KINDS, VERSION, recognise
from reader.recognise.languages import languages
from reader.recognise.lexicon import lexicon
from reader.recognise.tokens import tokens
from reader.records import BLOCK_KINDS, Block
from tests.conftest import examples

CASES = Path(__file__).parent / "cases" / "entities" / "mentions.txt"
MARK = re.compile(r"\[([^\]|]+)\|([A-Z-]+)\]")
TYPES = {f"{main}{sub}" for main in ("PER", "LOC", "ORG", "MISC") for sub in ("", "-DERIV", "-PART")}


def paragraph(text: str) -> list[Block]:
    return [Block("paragraph", 0, len(text))]


def found(text: str, kind: str = "paragraph") -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.type) for m in recognise(text, [Block(kind, 0, len(text))])]


def cases() -> list[str]:
    text = CASES.read_text("utf-8").replace("-\n", "-\0")
    return [line.replace("\0", "\n") for line in text.split("\n") if line and not line.startswith("#")]


@pytest.mark.parametrize("marked", cases())
def test_case(marked: str) -> None:
    expected = [(match.group(1), match.group(2)) for match in MARK.finditer(marked)]
    assert found(MARK.sub(r"\1", marked)) == expected


def test_names_help_only_their_own_text() -> None:
    told = "Präsident Hofgang sprach. Später ging Hofgang."
    assert found(told) == [("Hofgang", "PER"), ("Hofgang", "PER")]
    assert found("Später ging Hofgang.") == []


def test_a_name_made_clear_in_the_text_is_known_in_the_title() -> None:
    title, body = (
        "Tokajew trifft Fico",
        "Kasachstans Präsident Kassym Tokajew reist. Ministerpräsident Robert Fico wartet.",
    )
    text = f"{title}\n{body}"
    blocks = [Block("title", 0, len(title)), Block("paragraph", len(title) + 1, len(text))]
    names = [text[m.start : m.end] for m in recognise(text, blocks) if m.type == "PER"]
    assert names == ["Tokajew", "Fico", "Kassym Tokajew", "Robert Fico"]


def test_two_bare_names_side_by_side_are_two_persons() -> None:
    text = "Wladimir Putin und Kim Jong Un reisen. Als Putin Kim begrüßte, regnete es."
    assert [name for name, _ in found(text)] == ["Wladimir Putin", "Kim Jong Un", "Putin", "Kim"]


def test_a_city_that_is_a_persons_name_stays_a_city_after_in() -> None:
    text = "Minister Lloyd Austin reist. Austin landete in Austin."
    assert found(text) == [("Lloyd Austin", "PER"), ("Austin", "PER"), ("Austin", "LOC")]


@pytest.mark.parametrize("kind", BLOCK_KINDS)
def test_only_what_is_read_is_annotated(kind: str) -> None:
    assert bool(found("Russland und China", kind)) is (kind in READ_KINDS)


def test_credits_within_a_block_are_left_alone() -> None:
    assert found("Ein Treffen in Moskau. Foto: Reuters/Peter Klein") == [("Moskau", "LOC")]


@pytest.mark.parametrize(
    "swiss,german", [("Weissrussland", "Weißrussland"), ("Aussenminister Lawrow", "Außenminister Lawrow")]
)
def test_ss_and_sharp_s_are_one(swiss: str, german: str) -> None:
    assert [t for _, t in found(swiss)] == [t for _, t in found(german)] != []


def test_decomposed_letters_soft_hyphens_and_other_hyphens_do_not_matter() -> None:
    assert found("Su\u0308dkorea, Nord\u00adkorea, Uno\u2011Sanktionen") == [
        ("Su\u0308dkorea", "LOC"),
        ("Nord\u00adkorea", "LOC"),
        ("Uno\u2011Sanktionen", "ORG-PART"),
    ]


@pytest.mark.parametrize(
    "lines,hint,spoken",
    [
        (
            ["Der Mann kam mit dem Zug und ging dann zu Fuß nach Hause.", "They said that it was not for them to do."],
            None,
            ["de", "en"],
        ),
        (["Kim in Moskau", "They said that it was not for them to do."], None, ["en", "en"]),
        (["Kim in Moskau", "Der Mann kam mit dem Zug und ging dann zu Fuß nach Hause."], "en", ["de", "de"]),
        (["Le ministre a dit que les autres pays ne sont pas encore prêts."], "de", [""]),
        (["Kim"], None, ["de"]),
        (["Kim"], "en-GB", ["en"]),
        ([], "en", []),
    ],
)
def test_each_block_is_read_in_its_language(lines: list[str], hint: str | None, spoken: list[str]) -> None:
    assert languages([tokens(line, 0, len(line)) for line in lines], hint) == spoken


@pytest.mark.parametrize("sign", ["'", "’"])
def test_an_english_genitive_is_outside_of_the_name(sign: str) -> None:
    text = f"They said that Margaret Holloway{sign}s house in Sheffield was not for sale at all."
    assert found(text) == [("Margaret Holloway", "PER"), ("Sheffield", "LOC")]


SIGNS = ["Präsident", "Kim", "Jong", "Un", "sagte", "Nord-", "und", "von", "der", "Stadt", ".", ",", "(", "©", "al-"]
KNOWN = [*sorted(gazetteer().single)[::150], *sorted(lexicon().given)[::300], *sorted(lexicon().nouns)[::500]]
words = st.sampled_from([*SIGNS, "-\n", "\n", *KNOWN])
texts = st.one_of(
    st.text(max_size=200), st.lists(words, max_size=40).map(" ".join), st.lists(words, max_size=20).map("".join)
)


@examples(300)
@given(texts, st.data())
def test_mentions_are_sorted_apart_and_each_in_one_block(text: str, data: st.DataObject) -> None:
    cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=4))})
    blocks = [Block(data.draw(st.sampled_from(BLOCK_KINDS)), a, b) for a, b in pairwise(cuts)]
    mentions = recognise(text, blocks)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end
        assert any(b.start <= mention.start and mention.end <= b.end and b.kind in READ_KINDS for b in blocks)
        assert mention.type in TYPES
        assert 0 < mention.confidence <= 1
        assert not text[mention.start].isspace() and not text[mention.end - 1].isspace()
        end = mention.end
    assert recognise(text, blocks) == mentions


@pytest.mark.parametrize(
    "unit", ["Ab ", "A.", "a-", "US-", "Kim ", "Peter von ", "A", "(ab/", "Nord- und ", "Hudson Xab ", "\u0308"]
)
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    began = time.process_time()
    recognise(text, paragraph(text))
    assert time.process_time() - began < 2


def test_tables_are_read_at_first_use_only() -> None:
    code = "import reader.recognise as r, reader.gazetteer as g; print(g.gazetteer.cache_info().currsize)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "0\n"


def test_version_is_told() -> None:
    assert VERSION
