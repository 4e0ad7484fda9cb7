"""Stamps as metadata write them: the clock as it is printed, without its zone."""

from __future__ import annotations

import re
from datetime import date

from reader import dates

_ISO = re.compile(
    r"\s*(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:[T ]\s?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?"
    r"\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?)?)?)?"
    r"\s*(?:$|[\[(])"
)
_UNIVERSAL = re.compile(r"\d\s?(?:Z|UTC|GMT|[+-]00:?00)\s*$")
_LONGEST = 100
_EPOCH = "1970-01-01"
"""What a page says that has lost its date."""


def printed(stamp: str) -> str | None:
    """The ISO string of a stamp, cut at what is known; the local time of day it prints stays as it is.

    Midnight to the second is how dates without a time of day are padded, so it is none.
    """
    if len(stamp) > _LONGEST:
        return None
    found = _ISO.match(stamp)
    value = _iso(*found.groups()) if found else _worded(stamp)
    if value is None or value.startswith(_EPOCH):
        return None
    return value[:10] if value.endswith("T00:00") else value


def is_universal(stamp: str) -> bool:
    """Whether a stamp is in universal time, which nobody's clock shows."""
    return _UNIVERSAL.search(stamp) is not None


def is_same_moment(stamp: str, other: str) -> bool:
    """Whether two ISO strings to the minute may be one moment in two zones."""
    apart = abs(_minute(stamp) - _minute(other))
    return apart <= 14 * 60 and apart % 15 == 0


def _minute(stamp: str) -> int:
    day = date.fromisoformat(stamp[:10]).toordinal()
    return (day * 24 + int(stamp[11:13])) * 60 + int(stamp[14:16])


def _iso(
    year: str, month: str | None, day: str | None, hour: str | None, minute: str | None, _: str | None
) -> str | None:
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    if not 1600 <= int(year) <= 2199:
        return None
    if hour and minute and int(hour) < 24 and int(minute) < 60:
        return f"{whole}T{hour}:{minute}"
    return whole[: 10 if day else 7 if month else 4]


def _worded(stamp: str) -> str | None:
    stamps = dates.read_within(stamp)
    return stamps[0].value if stamps else None
