"""What the types of names are called."""

from __future__ import annotations

from reader.speech import later, tr

ONE = {"PER": later("person"), "LOC": later("place"), "ORG": later("organisation"), "MISC": later("other name")}
MANY = {"PER": later("Persons"), "LOC": later("Places"), "ORG": later("Organisations"), "MISC": later("Other names")}


def one(type: str) -> str:
    """What a name of a type is, such as a person; ``-DERIV`` and ``-PART`` aside."""
    return tr(ONE.get(type.partition("-")[0], later("name")))


def many(type: str) -> str:
    """How names of a type are headed."""
    return tr(MANY[type])
