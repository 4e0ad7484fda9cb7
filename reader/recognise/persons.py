"""Persons: names after a role, given names with what follows, and names whose family name stands first."""

from __future__ import annotations

from reader.gazetteer import Gazetteer
from reader.recognise.lexicon import SYLLABLES, Lexicon, is_new
from reader.recognise.places import Span
from reader.recognise.tokens import Tokens

_LONGEST = 5


def person(known: Gazetteer, words: Lexicon, line: Tokens, i: int, after_role: bool) -> Span | None:
    """A person's name that begins at word ``i``."""
    return (
        family_first(known, words, line, i)
        or _with_given_name(known, words, line, i)
        or (_after_role(known, words, line, i) if after_role else _speaker(known, words, line, i))
        or _given_alone(words, line, i)
    )


def family_first(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    """A listed family name and syllables of its language: "Kim Jong Un", "Choe Son-hui", "Mao Zedong"."""
    for language in () if words.is_role(line.words[i]) else words.family_first.get(line.words[i], ()):
        end = _syllables(known, words, line, i, language)
        if end and not _is_function(words, line, i, end):
            return i, end, "PER", 0.95 if end - i > 2 or language == "chinese" else 0.85
    return None


def _syllables(known: Gazetteer, words: Lexicon, line: Tokens, i: int, language: str) -> int | None:
    most = {"korean": 2, "chinese": 1, "vietnamese": 3}[language]
    end = i + 1
    while end <= i + most and line.adjacent(end - 1) and _is_syllable(known, words, line.words[end], language):
        end += 1
        if "-" in line.words[end - 1] or line.words[end - 1][-1:] == "s":
            break
    return end if end > i + 1 else None


def _is_syllable(known: Gazetteer, words: Lexicon, word: str, language: str) -> bool:
    if not word[:1].isupper() or not SYLLABLES[language].fullmatch(word):
        return False
    # "Un" and "Il", "Jong" and "Nam" may look like German words; only longer ones have to be no noun.
    if len(word) <= 4 and word not in words.no_syllables:
        return True
    return not (words.is_noun(word) or known.find(word) or words.is_role(word))


def _is_function(words: Lexicon, line: Tokens, i: int, end: int) -> bool:
    if line.words[i].lower() not in words.functions:
        return False
    return line.opens_sentence(i) or (end - i < 3 and "-" not in line.words[end - 1])


def _with_given_name(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    """A given name and what follows: "Patrick Cronin", "Donald J. Trump", "Ursula von der Leyen"."""
    if not is_given(words, line.words[i]):
        return None
    end = _name_end(known, words, line, i)
    return (i, end, "PER", 0.9) if end > i + 1 else None


def is_given(words: Lexicon, word: str) -> bool:
    """Whether a word is a given name, or two with a hyphen."""
    first, _, last = word.partition("-")
    return word in words.given or (first in words.given and last in words.given)


def _name_end(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> int:
    """Where the run of name words from ``i`` ends, at least after the first; particles and initials never end it."""
    end = after = i + 1
    while after < i + _LONGEST and line.adjacent(after - 1):
        word = line.words[after]
        if word in words.particles or (word in words.second_particles and line.words[after - 1] in words.particles):
            after += 1
            continue
        if not _fits(known, words, word, _awaits_surname(words, line.words[i:after])):
            break
        if after > i + 1 and family_first(known, words, line, after):
            break
        after += 1
        end = end if word.endswith(".") else after
    return end


def _awaits_surname(words: Lexicon, run: list[str]) -> bool:
    return all(is_given(words, word) or word.endswith(".") or word in words.particles for word in run)


def _fits(known: Gazetteer, words: Lexicon, word: str, surname: bool) -> bool:
    """Whether a word goes on with a name; where a surname is due it may be a common noun or a city too."""
    if not word[0].isupper():
        return word.startswith(("al-", "el-", "bin-", "ibn-", "d'"))
    if word.endswith(".") or is_given(words, word) or (surname and word in words.noun_surnames):
        return True
    entry = known.find(word)
    if surname and not words.is_noun(word) and (entry.kind == "city" if entry else _is_singular(known, word)):
        return True
    return is_new(known, words, word)


def _is_singular(known: Gazetteer, word: str) -> bool:
    """After a given name "Holländer" and "Wiener" are surnames, "Holländern" is not."""
    return word.endswith("er") and bool(known.inhabitant(word) or known.city_of(word))


def _after_role(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    """The words after a role, as far as none is known for something else: "Machthaber Kim"."""
    if not (is_new(known, words, line.words[i]) or is_given(words, line.words[i])):
        return None
    return i, _name_end(known, words, line, i), "PER", 0.8


def _speaker(known: Gazetteer, words: Lexicon, line: Tokens, i: int) -> Span | None:
    """Unknown words beside a verb of speech: "sagte Tusk"."""
    word = line.words[i]
    if not is_new(known, words, word) or line.before(i).lower() in words.determiners:
        return None
    end = i + 1
    if line.adjacent(i) and is_new(known, words, line.words[end]):
        end += 1
    if line.before(i) not in words.speech and line.after(end - 1) not in words.speech:
        return None
    if end == i + 1 and line.opens_sentence(i) and word.endswith(("e", "en", "er", "t")):
        return None
    return i, end, "PER", 0.65 if end > i + 1 else 0.55


def _given_alone(words: Lexicon, line: Tokens, i: int) -> Span | None:
    """A given name with nothing that belongs to it, and no article that would make it a noun."""
    if line.words[i] not in words.given or line.before(i).lower() in words.determiners or line.after(i)[:1].isupper():
        return None
    return i, i + 1, "PER", 0.6
