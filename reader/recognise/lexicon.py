"""What German and English words say about the name beside them: roles, given names, common nouns.

The lists stand in ``words/names`` and are read once, at first use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from reader.gazetteer import Gazetteer, comparable, family_first, rows

_KOREAN = (
    r"(?:kk|ch|sh|ss|pp|tt|jj|[bcdghjklmnprstwyz])?"
    r"(?:yae|yeo|wae|ae|eo|eu|oe|oo|ee|ui|wi|wo|wa|we|ya|ye|yo|yu|[aeiou])h?(?:ng|[kgnlmptb])?"
)
_CHINESE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|üan|ai|ei|ao|ou|an|en|in|un|"
    r"ia|ie|iu|ua|uo|ui|üe|ue|er|[aeiouü])"
)
SYLLABLES = {
    "korean": re.compile(rf"{_KOREAN}(?:-?{_KOREAN})?s?", re.IGNORECASE),
    "chinese": re.compile(rf"{_CHINESE}(?:[-']?{_CHINESE}){{0,2}}s?", re.IGNORECASE),
    "vietnamese": re.compile(r"[^\W\d_]{2,7}"),
}
_NOUN_ENDING = re.compile(
    r".{3,}(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|ion|ionen|ismus|tät|täten|ierung|nis|nisse|nissen|tum|"
    r"ments?|ling|linge|chen|leute|arbeit|leistung|recht|zeit|stück)"
)
_INFLECTION = re.compile(r"(?:s|es|n|en|in|innen)$")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists."""

    nouns: frozenset[str]
    functions: frozenset[str]
    given: frozenset[str]
    roles: frozenset[str]
    role_endings: tuple[str, ...]
    family_first: Mapping[str, tuple[str, ...]]
    noun_surnames: frozenset[str]
    determiners: frozenset[str]
    english_nouns: frozenset[str]
    speech: frozenset[str]
    particles: frozenset[str]
    second_particles: frozenset[str]
    no_syllables: frozenset[str]
    place_words: frozenset[str]
    articles: frozenset[str]
    indefinite: frozenset[str]
    organisation_heads: frozenset[str]
    organisation_kinds: frozenset[str]
    no_names: frozenset[str]
    members: frozenset[str]
    quarters: frozenset[str]

    def is_noun(self, word: str) -> bool:
        """Whether a capitalised word is a common noun, alone or as the end of a compound."""
        if word in self.nouns or word in self.english_nouns or word.lower() in self.functions:
            return True
        if "-" in word:
            return self.is_noun(word.rpartition("-")[2].capitalize())
        return bool(_NOUN_ENDING.fullmatch(word)) or self._is_compound(word)

    def _is_compound(self, word: str) -> bool:
        return len(word) >= 9 and any(word[-n:].capitalize() in self.nouns for n in range(5, len(word) - 2))

    def is_role(self, word: str) -> bool:
        """Whether a word is a role or title that stands before a person's name."""
        return self._is_role(word) or self._is_role(_INFLECTION.sub("", word))

    def _is_role(self, word: str) -> bool:
        if word in self.roles:
            return True
        return len(word) > 7 and word[0].isupper() and word.lower().endswith(self.role_endings)


def is_new(known: Gazetteer, words: Lexicon, word: str) -> bool:
    """Whether a word could be a name that no table holds."""
    if len(word) < 2 or not word[0].isupper() or word.endswith("-") or any(c.isdigit() for c in word):
        return False
    if (word.isupper() and len(word) < 4) or words.is_noun(word) or words.is_role(word):
        return False
    return not (known.find(word) or known.inhabitant(word) or known.adjective(word) or known.city_of(word))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word lists, read at the first call."""
    words = [word for row in rows("roles.txt") for word in comparable(row[0]).split()]
    plain = {word.replace("_", " ") for word in words if not word.startswith("-")}
    return Lexicon(
        nouns=_words("nouns.txt"),
        functions=_words("functions.txt"),
        given=_words("given.txt"),
        roles=frozenset(plain),
        role_endings=tuple(word[1:] for word in words if word.startswith("-")),
        family_first=family_first(),
        **{name: frozenset(comparable(cell).split()) for name, cell in rows("signals.txt")},
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(comparable(row[0]) for row in rows(name))
