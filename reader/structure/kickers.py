"""Kickers: the few words over a title, or glued before it."""

from __future__ import annotations

import re
from functools import cache

from reader import words


@cache
def small_words() -> frozenset[str]:
    """Words that say nothing by themselves, in all languages."""
    return frozenset(words.every("stopwords"))


_COLON = re.compile(r"(?P<kicker>[^\s:][^:]{2,58}) : (?P<title>\S.{9,})")


_WORDS = re.compile(r"(?P<kicker>\S+) (?P<title>[A-ZÄÖÜ„\"«»](?=.{19})[^\s]*[^s\s,](?:\s\S+){3,})")


_PLACED = re.compile(
    r"(?P<kicker>[A-ZÉÈÀ-Ý][a-zà-ÿ]{3,}(?:[ -][A-Z\w][a-zà-ÿ]{2,}){0,2}\.) (?P<title>[A-ZÀ-Ý][^.]{19,}[^.])"
)
"""A place with a full stop: "Lyon. Le pont est fermé"."""


_HYPHEN = re.compile(r"(?P<kicker>[A-ZÄÖÜ][\w-]+(?: [\w-]+){1,4} -) (?P<title>[A-ZÄÖÜ„\"«»](?:(?! - ).){19,})")


_PHRASE = re.compile(
    r"(?P<kicker>(?:(?:Nach|Vor|Trotz) )?[A-ZÄÖÜ][\w-]+"
    r"(?: (?:im|in|am|an|auf|bei|um|mit|nach|vor|gegen|zur|zum|für|über)(?: (?:der|den|die|dem|das))? [A-ZÄÖÜ][\w-]+)?)"
    r" (?P<title>[A-ZÄÖÜ„\"»«][^\s:,]*(?: [^\s]+)* [a-zäöü][^\s]*(?: [^\s]+)+)"
)


def is_kicker(text: str) -> bool:
    """Whether a line has the form of a kicker: few words, and none in small letters but such as "in" and "the"."""
    if len(text) > 45 or text.endswith(("?", "!", "“", "»", '"')) or "," in text or text.count(" ") > 4:
        return False
    small = [w for w in text.split() if w[0].islower()]
    if _CYRILLIC.search(text):
        return not any(map(_SLAVIC_VERB.search, small))
    return all(w in small_words() or is_preposition(w) for w in small)


def is_preposition(word: str) -> bool:
    """Whether a word in small letters stands before a place, a day or a subject."""
    return word in _PREPOSITIONS


def is_topic(text: str) -> bool:
    """Whether a line is but the name of what goes on for long (``Krieg in der Ukraine``)."""
    return _TOPIC.fullmatch(text) is not None


_TOPIC = re.compile(
    r"(?:Krieg|Konflikt|Krise|Guerre|Conflit|Crise|War|Conflict|Crisis|Война|Війна)"
    r" (?:in|im|um|en|au|à|в|во|на)(?: (?:der|den|dem|the|la|le))?(?: [^\W\d_a-zа-я][\w-]+){1,2}"
)
_CYRILLIC = re.compile(r"[а-яіїєґ]")
_SLAVIC_VERB = re.compile(r"\w\w(?:[лв]|л[аио]|[еиєї]т|[юя]ть?|[еиії]ть|т[иь])(?:с[яь])?$")
_PREPOSITIONS = frozenset(words.lists("headlines")["prepositions"].split())


def kicker_end(
    text: str, others: list[str], french: bool = False, body: str = "", above: bool = False
) -> tuple[int, int] | None:
    """Where a kicker that is glued before the title ends, and where the title begins.

    ``above`` says that a kicker stands over the line already: what is before a stroke is then of the title.
    """
    found = _glued(text, others, french, body)
    if not found or is_ticker(text, found[1]) or (above and text[: found[0]].endswith("-")):
        return None
    return found


def is_ticker(text: str, at: int) -> bool:
    """Whether a line goes on as the name of a ticker."""
    return _TICKER.match(text, at) is not None


_TICKER = re.compile(r"(?:(?:News|Live)-?)?(?:Ticker|Blog)\b", re.I)
"""What goes on belongs to the subject before it: ``Krieg am Sund Ticker: …`` is one title."""
_SORTED = re.compile(
    r"(?:(?:News|Live)-?(?:Ticker|Blog)|Live|Fakten-?check|Videos?|Fotos|Umfrage|Thema|Analy(?:se|sis)|Interview"
    r"|Kommentar|Kolumne|Glosse|Essay|Reportage|Portr[äa]i?t|Rezension|Kritik|Opinion|Comment(?:ary)?|Explainer|Review):\s",
    re.I,
)
"""What a title begins with that says what sort of page it is over (``Liveblog: Der Tag der Wahl``)."""


def _glued(text: str, others: list[str], french: bool, body: str) -> tuple[int, int] | None:
    if at := _repeated(text, others):
        return len(text[:at].rstrip(" :|")), at
    for pattern, sound in ((_WORDS, _is_rubric), (_COLON, _never if french else _always)):
        found = None if _SORTED.match(text) else pattern.fullmatch(text)
        if found and sound(found["kicker"], others):
            return found.end("kicker"), found.start("title")
    if found := next((found for pattern in _PLAIN if (found := pattern.match(text))), None):
        return found.end("kicker"), found.end()
    if found := _ASKED.match(text):
        return found.end("kicker"), found.end()
    if (seam := _seam(text)) is not None or (seam := _begun(text, body)) is not None:
        return seam - 1, seam
    for pattern in (_PLACED, _HYPHEN, _PHRASE):
        found = pattern.fullmatch(text)
        phrase = pattern is not _PHRASE or _is_phrase(found["kicker"] if found else "", body)
        phrase = phrase and (pattern is not _PLACED or found is None or _runs_small(found["title"]))
        if found and phrase and (pattern is not _HYPHEN or _is_short(found["kicker"].rstrip(" -"))):
            return found.end("kicker"), found.start("title")
    return None


def _repeated(text: str, others: list[str]) -> int:
    """Where a title begins that another line has alone, broken off, or behind something else; 0 if none has it."""
    text, others = text.replace("\xa0", " "), [other.replace("\xa0", " ") for other in others]
    alone = (_alone(text, other) for other in others if len(other) >= REPEATED)
    if found := next((at for at in alone if 2 <= at <= FARTHEST), 0):
        return found
    others = [other for other in others if text not in other]
    behind = [found.end() for found in _STROKE.finditer(text, 2, FARTHEST) if len(text) - found.end() >= SHARED]
    return next((at for at in behind if any(_ends_so(other, text[at:]) for other in others)), 0)


def _alone(text: str, other: str) -> int:
    """Where another line stands at the end of a line, or there broken off itself; -1 if it does not."""
    if other.endswith("…"):
        return text.find(other.rstrip(".… "))
    return len(text) - len(other) if text.endswith(other) else -1


def _ends_so(other: str, title: str) -> bool:
    """Whether a line ends in a title, with something before it that a colon does not make a part of that."""
    before = other.removesuffix(title)
    return 0 < len(before) < len(other) and not before[-1].isalnum() and not _LABELLED.search(before)


REPEATED, SHARED, FARTHEST = 20, 15, 60
"""Characters of a title that stands elsewhere by itself, and behind something else; those before it at most."""
_LABELLED = re.compile(r"\w:\s*$")
_STROKE = re.compile(r"(?::|\s[|–—/-])\s(?=(?:[^\W\d_a-zà-ÿа-џ]|[„“\"»«])\S*\s\S)")
"""What parts a kicker from a title, or a title from what is under it."""
_JOINED = re.compile(
    r"(?P<kicker>[^\W\d_a-z][^:.?!«»„“”\"]{2,38}(?::(?=[^\W\d_a-z]|[„“\"»«])|[^\W\d_](?=[«„\"][^\W\d_a-z])))(?=.{20})"
)
"""A kicker and a title with nothing between them (``Urteil in Hallum:Fähre fährt``, ``Leck im Hafen«Es stinkt»``)."""
_TOPIC_QUOTED = re.compile(r"(?P<kicker>[A-ZÄÖÜ][a-zäöüß]+[A-ZÄÖÜ][a-zäöüß]+)\s(?=[«„\"].{20})")
"""A topic of two words glued, before a title that quotes (``FährStreit «Wir warten» …``)."""
_CODED = re.compile(r"(?P<kicker>\([A-Z]+(?:\s[A-Z0-9]+)*\))\s(?=.{20})")
"""What an agency says of the state of a text (``(LEAD) …``)."""


_FRENCH = re.compile(
    r"(?P<kicker>[A-ZÉÈÀ-Ý][a-zà-ÿ-]{3,}) (?=(?:À|Au|Aux|Dans|Une|Comment|Pourquoi) [^\W\d_]\S+ \S.{10})"
)
"""A word before a small one that has a capital, as French has them but where a sentence begins."""


_ASKED = re.compile(
    r"(?P<kicker>[^:]{4,58}(?:[?!]|\+{3})\s?:|\+{3}[^:+]{4,58}\+{3})\s(?=[^\W\d_a-zà-ÿа-џ„“\"»«]\S+\s\S.{12})"
)
"""A kicker that ends with a mark of its own (``Panzer für Kiew?: Richtig …``, ``+++ Ticker +++: Regierung …``)."""


_TOPICAL = re.compile(
    r"(?P<kicker>(?:Krieg|Konflikt|Krise|Guerre|Conflit|Crise|Война|Війна) (?:in|im|um|en|au|à|в|во|на)"
    r"(?: (?:der|den|dem|la|le))?(?: (?:Nahen|Mittleren))? [^\W\d_a-zа-яіїєґ][\w-]+)"
    r"\s(?=[A-ZÀ-ÝА-ЯІЇЄҐ«„“\"][^.]{19})"
)
"""What goes on for long, before the title of the day."""
_PLAIN = (_JOINED, _CODED, _TOPICAL, _TOPIC_QUOTED, _FRENCH)


def _seam(text: str) -> int | None:
    """Where a small word begins with a capital amid a German line: there the title begins."""
    found = _SMALL.search(text, 3, 50)
    if not found or text[: found.start()].count(" ") > 4 or len(text) - found.end("before") - 1 < 20:
        return None
    return found.end("before") + 1 if _GERMAN.search(text, found.end()) else None


def _begun(text: str, body: str) -> int | None:
    """Where a word has a capital that the text writes with a small letter: there the title begins."""
    for found in list(_TOKEN.finditer(text))[1:MOST_WORDS]:
        kicker, rest, word = text[: found.start() - 1], text[found.start() :], found.group()
        if not word[0].isupper() or text[found.start() - 1] != " ":
            continue
        bent = word.endswith(("er", "es")) and _is_small(word[:-2].lower(), body) and _GERMAN.search(rest) is not None
        if not (bent or _is_small(word.lower(), body)):
            continue
        if kicker.rsplit(" ", 1)[-1].lower() in small_words():
            continue
        if is_kicker(kicker) and kicker[-1].isalpha() and len(rest) >= 20 and not _is_name_of(kicker, word, body):
            return found.start() if bent or _runs_small(rest) else None
    return None


def _is_name_of(kicker: str, word: str, body: str) -> bool:
    """Whether a word stands with a capital behind the one before it in the text, too, or begins no sentence there."""
    last = kicker.rsplit(" ", 1)[-1]
    return f"{last} {word}" in body or re.search(rf"[\w,]\s{re.escape(word)}\b", body) is not None


def _runs_small(text: str) -> bool:
    """Whether most words that say something are in small letters or few are: no headline of capitals."""
    found = [w for w in _TOKEN.findall(text) if len(w) > 3]
    return any(w[0].islower() and w not in small_words() for w in found)


def _is_small(word: str, body: str) -> bool:
    """Whether a text has a word in small letters, or it begins no name in any."""
    if word in _OPENING or len(word) < 4 or word not in body:
        return word in _OPENING
    return _stands_alone(word, body)


def _stands_alone(word: str, body: str) -> bool:
    """Whether a text has a word that is no part of another one."""
    at = body.find(word)
    while at >= 0:
        if not (_is_of_word(body[at - 1 : at]) or _is_of_word(body[at + len(word) : at + len(word) + 1])):
            return True
        at = body.find(word, at + 1)
    return False


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char in ("_", "-")


_TOKEN = re.compile(r"[^\W\d_][\w-]*")
_OPENING = frozenset(["welcher", "welche", "welches", "warum", "wieso", "weshalb", "erneut"])
MOST_WORDS = 6
"""Words among which a title begins behind its kicker."""


_SMALL = re.compile(
    r"(?:^|\s)(?P<before>[A-ZÄÖÜ][\w-]+) "
    r"(?:Der|Die|Das|Ein|Eine|Warum|Wie|Wer|Wo|Wann|Wenn|Was|So|Im|Mit|Nach|Vor|Bei|Für|Kein|Keine"
    r"|Wir|Ich|Er|Sie|Es|Jetzt|Nun|Auch|Trotz|Wegen) (?=\S+ \S+ \S)"
)


_GERMAN = re.compile(
    r"\b(?:der|die|das|und|in|im|den|dem|mit|auf|für|von|nicht|ist|sich|zu|bei|nach|wieder|ein|eine|am|aus|als|durch)\b"
)


def _is_phrase(kicker: str, body: str) -> bool:
    """Whether a noun phrase ends here: its last word is never followed by a name in the text itself."""
    last = re.escape(kicker.rsplit(" ", 1)[-1])
    known = " " in kicker or _is_rubric(kicker, [])
    return known and not kicker.endswith("s") and not re.search(rf"\b{last}\s[A-ZÄÖÜ„\"»«]", body)


def _is_short(kicker: str) -> bool:
    """Whether what stands before a hyphen is short enough for a kicker, or has the form of one."""
    return kicker.count(" ") <= 2 or is_kicker(kicker)


def _always(kicker: str, others: list[str]) -> bool:
    return True


def _never(kicker: str, others: list[str]) -> bool:
    return False


def _is_rubric(kicker: str, others: list[str]) -> bool:
    folded = kicker.casefold().strip(":")
    endings = tuple(words.every("rubric_endings"))
    # "Gasstreit: …" is how a headline begins, "Landwirtschaft: …" is not.
    told = len(folded) > 8 and folded.endswith(endings) and not kicker.endswith(":")
    return folded in words.word_set("rubrics") or told
