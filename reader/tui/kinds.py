"""What the types of names are called."""

from __future__ import annotations

ONE = {"PER": "person", "LOC": "place", "ORG": "organisation", "MISC": "other name"}
MANY = {"PER": "persons", "LOC": "places", "ORG": "organisations", "MISC": "other names"}


def one(type: str) -> str:
    """What a name of a type is, such as a person; ``-DERIV`` and ``-PART`` aside."""
    return ONE.get(type.partition("-")[0], "name")
