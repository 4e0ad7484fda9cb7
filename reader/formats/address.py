"""What was published, known by its address or its id: the key by which copies of one page or mail are found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

LONGEST = 500
"""Characters of a key; longer addresses are those of machines."""
_FOLLOWED = re.compile(
    r"(?:utm_|wt[_.]|at_|mc_|pk_|mtm_|hsa_|oly_|cx_)\w*|(?:fb|g|dcl|ms|tw|yc|wbra|gbra)l?clid|fbclid|gclid|igshid|xtor|"
    r"xing_share|ref|ref_src|referrer|cmpid|ns_campaign|ns_mchannel|smid|ocid|srsltid|_ga",
    re.I,
)
"""Parameters that say by which way a reader came, not what is read."""
_NO_PAGE = re.compile(r"/*(?:index\.\w{1,5})?/*")
_MAIL = re.compile(r"<?\s*([^\s<>@]+)@([^\s<>@]+?)\s*>?")


def key(*addresses: str | None) -> str | None:
    """The key of the first of some addresses that is that of a page; ``None`` if none is.

    Scheme, fragment, port, credentials and what serves to follow readers have no part in it: `host/path?query`.
    """
    return next((found for one in addresses if one and (found := _key(one.strip()))), None)


def _key(address: str) -> str | None:
    if len(address) > 4 * LONGEST or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme in ("http", "https") or (not parts.scheme and address.startswith("//")):
        return _of_page(host, parts)
    return address if parts.scheme in ("tag", "urn") and len(address) <= LONGEST else None


def _of_page(host: str, parts: SplitResult) -> str | None:
    query = "&".join(_telling(parts.query.split("&")))
    if not host or (_NO_PAGE.fullmatch(parts.path) and not query):
        return None
    found = host.removeprefix("www.") + parts.path.rstrip("/") + (f"?{query}" if query else "")
    return found if len(found) <= LONGEST else None


def _telling(parameters: Iterable[str]) -> Iterable[str]:
    return (one for one in parameters if one and not _FOLLOWED.fullmatch(one.partition("=")[0]))


def of_mail(message_id: str) -> str | None:
    """The key of a mail by its Message-ID; ``None`` for what is none."""
    found = _MAIL.fullmatch(message_id.strip()[: LONGEST + 2])
    return f"mid:{found[1]}@{found[2].lower()}" if found and message_id.isprintable() else None
