"""Structure: every character in one block, and what the parts of messy articles are."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import structure, text
from reader.records import BLOCK_KINDS, HIDDEN_KINDS, Block, Hints, Structure
from reader.structure.language import language

CASES = sorted((Path(__file__).parent / "cases" / "structure").glob("*.txt"))
ODD = "\u00ad\u200b\u200f\u202e\ufeff\u0301\u0308\u00a0\u2028\ufffd👍あ\x1c"
CHARACTERS = st.sampled_from("aB. \n\n\t()/|:–©+#1290Ää" + ODD)
SNIPPETS = st.sampled_from(
    [
        "Von Anna Muster",
        "10.04.2018, 15:20",
        "Foto: dpa",
        "(sda/dpa)",
        "MOSKAU (Reuters) – ",
        "Kommentare",
        "\n\n",
        "\n",
        " ",
        "Ein ganzer Satz, der lang genug ist, um als Absatz zu gelten, steht hier und endet mit einem Punkt.",
        "© Reuters. ",
        " | ",
        "source site-1",
        " date 2023-10 ",
        "Auch interessant",
        "1. Startseite",
        "Politik",
        "\u200b",
        " \u00ad",
        "…",
    ]
)


def nonblank_cover(content: str, blocks: tuple[Block, ...]) -> list[int]:
    counts = [0] * len(content)
    for block in blocks:
        for i in range(block.start, block.end):
            counts[i] += 1
    return [counts[i] for i, char in enumerate(content) if not char.isspace()]


@settings(max_examples=250, deadline=None)
@given(st.one_of(st.text(), st.text(CHARACTERS, max_size=200), st.lists(SNIPPETS, max_size=30).map("".join)))
def test_every_character_is_in_exactly_one_block(raw: str) -> None:
    content = text.canonical(raw)
    found = structure.analyse(content)
    assert set(nonblank_cover(content, found.blocks)) <= {1}
    assert all(b.kind in BLOCK_KINDS and b.start < b.end for b in found.blocks)
    assert all(a.end <= b.start for a, b in zip(found.blocks, found.blocks[1:]))
    assert all(not content[b.start].isspace() and not content[b.end - 1].isspace() for b in found.blocks)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(SNIPPETS, max_size=20).map("".join),
    st.lists(
        st.tuples(
            st.sampled_from(["heading", "paragraph", "list", "navigation"]), st.integers(-3, 300), st.integers(0, 300)
        )
    ),
)
def test_hints_of_any_kind_lose_nothing(content: str, raw: list[tuple[str, int, int]]) -> None:
    hints = Hints(title="Ein Titel", blocks=tuple(Block(*b) for b in raw))
    assert set(nonblank_cover(content, structure.analyse(content, hints).blocks)) <= {1}


def gold(case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(case.with_suffix(".json").read_text("utf-8"))
    return found


def told(content: str, found: Structure) -> list[list[str]]:
    """Kinds and first words of the blocks, in the composed form of characters."""
    return [[b.kind, unicodedata.normalize("NFC", content[b.start : b.end])] for b in found.blocks]


def matches(blocks: list[list[str]], wanted: list[list[str]]) -> None:
    """Each wanted block names its kind and how it begins (``…`` at the end) or all of it."""
    short = [
        [
            kind,
            want
            if kind == wanted_kind and (content == want or (want.endswith("…") and content.startswith(want[:-1])))
            else content,
        ]
        for (kind, content), (wanted_kind, want) in zip(blocks, wanted)
    ]
    assert short + blocks[len(wanted) :] == wanted


def check(content: str, want: dict[str, Any]) -> None:
    found = structure.analyse(content)
    matches(told(content, found), want["blocks"])
    said = {
        "title": found.title.value if found.title else None,
        "date": found.published.value if found.published else None,
        "outlet": found.outlet.value if found.outlet else None,
        "kicker": found.kicker.value if found.kicker else None,
    }
    assert said == {name: want[name] for name in said}
    for name, values in (("byline", found.byline), ("agency", found.agency)):
        assert [v.value for v in values] == want.get(name, [])
    assert found.language == want["language"]


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_case(case: Path) -> None:
    check(text.decode(case.read_bytes()), gold(case))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_line_ends_do_not_matter(case: Path) -> None:
    check(text.decode(case.read_bytes().replace(b"\n", b"\r\n")), gold(case))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_decomposed_letters_do_not_matter(case: Path) -> None:
    check(unicodedata.normalize("NFD", text.decode(case.read_bytes())), gold(case))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_cp1252_bytes_do_not_matter(case: Path) -> None:
    content = text.decode(case.read_bytes())
    try:
        data = content.encode("cp1252")
    except UnicodeEncodeError:
        pytest.skip("not all of its characters are in cp1252")
    check(text.decode(data), gold(case))


@pytest.mark.parametrize("case", [c for c in CASES if "tail" in gold(c)], ids=lambda p: p.stem)
def test_the_order_of_the_tail_does_not_matter(case: Path) -> None:
    """Lines behind the last paragraph stay out of the article, whichever comes first."""
    want = gold(case)
    content = text.decode(case.read_bytes())
    head, tail = content[: content.index(want["tail"])], content[content.index(want["tail"]) :]
    lines = [line for line in tail.split("\n") if line.strip()]
    turned = head + "\n".join([lines[0], *reversed(lines[1:])])
    found = structure.analyse(turned)
    assert {b.kind for b in found.blocks if b.start >= len(head)} <= HIDDEN_KINDS
    before = [b for b in structure.analyse(content).blocks if b.end <= len(head)]
    assert [b for b in found.blocks if b.end <= len(head)] == before


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_fields_stand_where_they_say(case: Path) -> None:
    content = text.decode(case.read_bytes())
    found = structure.analyse(content)
    for field in (*found.byline, *found.agency):
        assert content[field.start : field.end] == field.value
    if found.title:
        assert content[found.title.start : found.title.end].startswith(found.title.value[:10])


def test_a_text_of_short_lines_is_shown_whole() -> None:
    poem = "Am Fluss\n\nDer Mond ging auf\nüber dem Wasser\nund keiner sah hin\n\nDann kam der Tag\nmit leeren Booten\n"
    assert not {b.kind for b in structure.analyse(poem).blocks} & HIDDEN_KINDS


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "Die Delegation war am Morgen aufgebrochen und hatte den Fluss noch vor dem"
    more = "mittag überquert, ohne dass jemand an der Brücke eine Frage gestellt hätte"
    wrapped = "\n\n".join("\n".join([f"{n}. {line}", more, more, f"und so kam sie um {n} Uhr an."]) for n in range(4))
    assert [b.kind for b in structure.analyse(wrapped).blocks] == ["paragraph"] * 4


def test_paragraphs_that_speak_of_boilerplate_words_are_kept() -> None:
    body = [
        "Der Verlag verschickt seit dem Frühjahr einen Newsletter an mehr als hunderttausend Leser im ganzen Land.",
        "Kommentare zu den Plänen der Regierung blieben am Montag aus, auch die Opposition im Land schwieg dazu.",
        "Wer die Regierung unterstützen will, sagte ein Leser der Zeitung, müsse die Pläne der Opposition kennen.",
        "Mehr zum Thema sagte der Sprecher nicht; die Leser im Land würden die Pläne der Regierung noch sehen.",
        "Am Ende verschickte der Verlag auch die Pläne der Opposition an die Leser im Land, ohne ein Wort dazu.",
    ]
    content = "Verlag verschickt Pläne der Regierung an Leser\n\n" + "\n\n".join(body)
    kinds = [b.kind for b in structure.analyse(content).blocks]
    assert kinds == ["title", "lead", *["paragraph"] * 4]


def test_a_date_in_prose_is_never_the_date() -> None:
    sentence = "Am 3. Mai 2019, gegen neun Uhr, trafen sich beide Seiten an der Brücke und sprachen lange."
    content = f"Treffen an der Brücke endet ohne Ergebnis\n\n{sentence}"
    assert structure.analyse(content).published is None


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Der Minister sagte, dass er nicht mit der Regierung über das Abkommen gesprochen hat.", "de"),
        ("The minister said that he had not spoken with the government about the agreement.", "en"),
        ("Le ministre a dit que le gouvernement ne veut pas de cette visite dans la capitale.", "fr"),
        ("Министр сказал, что он не говорил об этом с правительством и что это было бы ошибкой.", "ru"),
        ("Міністр сказав, що він не говорив про це з урядом і що це було б помилкою для них.", "uk"),
        ("Oslo 12:30", None),
    ],
)
def test_language(sentence: str, code: str | None) -> None:
    assert language(sentence) == code


@pytest.mark.parametrize(
    "hostile",
    [
        "x" * 1_000_000,
        "(" * 200_000,
        "Von " * 100_000,
        "© " * 100_000,
        "a/" * 200_000,
        "1. " * 100_000,
        "| " * 100_000,
        ", " * 100_000,
        "Foto: " * 50_000,
        "A\n" * 200_000,
        ("Wort " * 30 + "\n") * 10_000,
        "\u0301" * 300_000,
        ("Kommentare\n" + "Ein Satz, der lang genug ist, um als Absatz zu gelten, und der einen Punkt hat.\n") * 3000,
        "\n".join(["Von " * 25] * 3000),
        "\n".join(["12.12.2012 " * 17] * 1000),
        "[" * 4000 + "\n" + "+" * 4000,
        "Aa" * 2400,
        *(
            "\n".join([(part * 5000)[:4900]] * 60)
            for part in ("a/", "A b/", "( ", "© A", "Foto: A ", "Von A B und ", "A.", "…", "1.1.", "; ")
        ),
    ],
    ids=lambda s: f"{s[:12]!r}",
)
def test_no_text_takes_long(hostile: str) -> None:
    start = time.perf_counter()
    found = structure.analyse(hostile)
    assert time.perf_counter() - start < 6
    assert len(found.blocks) > 0
