"""The names of the rules and those of the model as one list: who is believed where they differ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reader.gazetteer import Gazetteer
from reader.recognise.lexicon import Lexicon
from reader.recognise.places import Span
from reader.recognise.tokens import Tokens

_ALONE = 0.7
"""Confidence from which a rule is believed where the model sees no name."""
_SURE = 0.9
"""Confidence from which a rule is believed against the model."""

_PARTING = re.compile(r"[/.]")


def agreed(known: Gazetteer, words: Lexicon, line: Tokens, rules: Sequence[Span], model: Sequence[Span]) -> list[Span]:
    """All names, sorted, not overlapping; what both found is as sure as the surer one says."""
    at = {rule[0]: rule for rule in rules}
    model = [s for s in model if not (_is_noun(known, words, line, s) or _is_two(line, s, _sure_within(at, s)))]
    owners = {k: span for span in model for k in range(span[0], span[1])}
    kept = [span for rule in rules for span in (_judged(known, line, rule, _rivals(rule, owners)),) if span is not None]
    taken = {k for start, end, _, _ in kept for k in range(start, end)}
    return sorted([*kept, *(span for span in model if taken.isdisjoint(range(span[0], span[1])))])


def _is_noun(known: Gazetteer, words: Lexicon, line: Tokens, span: Span) -> bool:
    """Whether the model took a common noun with its article for a name: "dem Fischer", "im Essen"."""
    start, end, type_, sure = span
    if end - start > 1 or "-" in type_ or line.before(start).lower() not in words.determiners:
        return False
    word = line.words[start]
    entry = known.find(word)
    if entry is not None and entry.cautious:
        return True
    return sure < _SURE and (word in words.noun_surnames or words.is_noun(word))


def _sure_within(rules: Mapping[int, Span], other: Span) -> list[Span]:
    """The rules' names inside of a longer one, in order; ``rules`` are keyed by their first word."""
    inside = (rules[k] for k in range(other[0], other[1]) if k in rules)
    return [rule for rule in inside if rule[3] >= _SURE and rule[1] <= other[1] and rule[:2] != other[:2]]


def _is_two(line: Tokens, other: Span, rules: Sequence[Span]) -> bool:
    """Whether the model took two names for one: "Seoul/Pjöngjang", "Kim Jong Il. Kim", "Russlands Sergei Schoigu"."""
    if any(_PARTING.search(line.text, line.ends[rule[1] - 1], line.starts[rule[1]]) for rule in rules[:-1]):
        return True
    return other[2] == "PER" and any(rule[2] == "LOC" and rule[0] == other[0] for rule in rules)


def _rivals(rule: Span, owners: dict[int, Span]) -> list[Span]:
    return list(dict.fromkeys(owners[k] for k in range(rule[0], rule[1]) if k in owners))


def _judged(known: Gazetteer, line: Tokens, rule: Span, rivals: Sequence[Span]) -> Span | None:
    """The rule's name if it stands, else nothing: then the model's names take its place."""
    start, end, type_, sure = rule
    if not rivals:
        return rule if sure >= _ALONE else None
    if len(rivals) > 1:
        return rule if sure >= _SURE else None
    other = rivals[0]
    if other[:3] == rule[:3]:
        return start, end, type_, max(sure, other[3])
    if other[:2] == (start, end):
        return rule if sure >= _SURE and (other[3] < _SURE or _is_listed(known, line, rule)) else None
    if other[0] <= start and end <= other[1]:
        return None
    return rule if sure >= _SURE else None


def _is_listed(known: Gazetteer, line: Tokens, rule: Span) -> bool:
    """Whether a listed institution is meant, whose type does not hang on the context ("Kreml")."""
    entry = known.find(line.words[rule[0]])
    return entry is not None and entry.kind in ("organisation", "event") and entry.type == rule[2]
