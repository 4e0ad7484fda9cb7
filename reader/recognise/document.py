"""The second look at a text: names that it makes clear in one place help in every other place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reader.gazetteer import Gazetteer
from reader.recognise.compounds import compound
from reader.recognise.lexicon import Lexicon, is_new
from reader.recognise.places import Span
from reader.recognise.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Found:
    """The names found in one block, in order."""

    line: Tokens
    spans: list[Span] = field(default_factory=list)


def family_names(known: Gazetteer, words: Lexicon, blocks: Iterable[Found]) -> dict[str, float]:
    """The single names by which the text may call its persons, with the surest confidence of each."""
    names: dict[str, float] = {}
    for block in blocks:
        for start, end, type_, confidence in block.spans:
            if type_ == "PER":
                name = _family_name(words, block.line.words[start:end])
                names[name] = max(confidence, names.get(name, 0.0))
    bare = {name: sure for name, sure in names.items() if _may_stand_alone(known, words, name)}
    return {name: sure for name, sure in bare.items() if not _is_genitive(name, bare)}


def parted(words: Lexicon, block: Found, names: Mapping[str, float]) -> Found:
    """The block with a person made of two who are named elsewhere as two: "als Putin Kim begrüßte"."""
    spans: list[Span] = []
    for span in block.spans:
        start, end, type_, sure = span
        pair = block.line.words[start:end]
        if type_ == "PER" and len(pair) == 2 and all(name in names for name in pair) and pair[0] not in words.given:
            spans += [(start, start + 1, type_, sure), (start + 1, end, type_, sure)]
        else:
            spans.append(span)
    return Found(block.line, spans)


def longer_names(words: Lexicon, blocks: Iterable[Found]) -> dict[str, float]:
    """The single names by which the persons may be called that the text names in full, each by another word."""
    full = {
        tuple(b.line.words[s:e]): sure for b in blocks for s, e, type_, sure in b.spans if type_ == "PER" and e - s > 1
    }
    called = {name: _family_name(words, list(name)) for name in full}
    pairs = {name for name in full if len(name) == 2 and set(name) <= {c for n, c in called.items() if n != name}}
    return {called[name]: sure for name, sure in full.items() if name not in pairs}


def _may_stand_alone(known: Gazetteer, words: Lexicon, name: str) -> bool:
    if name in words.family_first or name in words.noun_surnames or is_new(known, words, name):
        return True
    entry = known.exact(name)
    return entry is not None and entry.kind == "city"


def _family_name(words: Lexicon, name: list[str]) -> str:
    # "Kim Jong Un" and "Mao Anying" are called by the first word, "Wladimir Putin" by the last.
    if len(name) > 1 and name[0] in words.family_first and name[0] not in words.given:
        return name[0]
    if len(name) > 2 and name[0] in words.family_first:
        return name[0]
    if len(name) == 2 and name[0] in words.family_first and "-" in name[1]:
        return name[0]
    return name[-1]


def _is_genitive(name: str, names: Mapping[str, float]) -> bool:
    return name.endswith("s") and name[:-1] in names


def spread(known: Gazetteer, words: Lexicon, block: Found, names: Mapping[str, float]) -> Found:
    """The block with the bare names and compounds of ``names`` added where nothing stood yet."""
    block = Found(block.line, [span for span in block.spans if not _is_namesake(words, block.line, span, names)])
    taken = {k for start, end, _, _ in block.spans for k in range(start, end)}
    new = [
        span
        for i, word in enumerate(block.line.words)
        if i not in taken and word[:1].isupper() and (span := _bare(known, words, block.line, i, names))
    ]
    return Found(block.line, sorted([*block.spans, *new])) if new else block


def _is_namesake(words: Lexicon, line: Tokens, span: Span, names: Mapping[str, float]) -> bool:
    """A city that is the family name of a person of the text, unless the text is "in" it."""
    start, end, type_, _ = span
    if type_ != "LOC" or end - start > 1 or line.before(start) in words.place_words:
        return False
    return any(form in names for form in (line.words[start], line.words[start].removesuffix("s")))


def _bare(known: Gazetteer, words: Lexicon, line: Tokens, i: int, names: Mapping[str, float]) -> Span | None:
    word = line.words[i]
    name = next((form for form in (word, word.removesuffix("s"), word.title()) if form in names), None)
    if name is None:
        return compound(known, words, line, i, names) if "-" in word else None
    common = words.is_noun(name)
    if (common or name in words.noun_surnames) and line.before(i).lower() in words.determiners:
        return None
    if common and line.opens_sentence(i):
        return None
    if word.lower() in words.functions and (line.opens_sentence(i) or len(word) < 3):
        return None
    return i, i + 1, "PER", min(0.9, names[name])


def repeated_pairs(
    known: Gazetteer, words: Lexicon, block: Found, seen: Mapping[str, int], names: Mapping[str, float]
) -> Found:
    """The block with pairs of unknown words added as persons, if the text names the second one alone as well."""
    taken = {k for start, end, _, _ in block.spans for k in range(start, end)}
    line, new = block.line, []
    for i in range(len(line.words) - 1):
        if i in taken or i + 1 in taken or not line.words[i][:1].isupper() or not line.adjacent(i):
            continue
        if line.words[i] in names or line.words[i + 1] in names:
            continue
        if _is_pair(known, words, line, i) and seen[line.words[i + 1]] > 1:
            new.append((i, i + 2, "PER", 0.6))
            taken.update((i, i + 1))
    return Found(line, sorted([*block.spans, *new])) if new else block


def _is_pair(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> bool:
    first, second = line.words[i], line.words[i + 1]
    if line.opens_sentence(i) or first in words.particles or line.after(i + 1)[:1].isupper():
        return False
    return second[:1].isupper() and is_new(known, words, first) and is_new(known, words, second)


def singles(blocks: Iterable[Found]) -> Counter[str]:
    """How often each capitalised word stands outside of the names found, genitives under their bare form too."""
    seen: Counter[str] = Counter()
    for block in blocks:
        for word in block.line.words:
            if word[:1].isupper():
                seen[word] += 1
                if word.endswith("s"):
                    seen[word[:-1]] += 1
    return seen
