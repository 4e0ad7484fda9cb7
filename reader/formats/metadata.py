"""What a page states of itself: JSON-LD, OpenGraph and other meta elements, brought to one form."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reader.formats import address, clock
from reader.formats.markup import listed, unescape
from reader.formats.page import Page
from reader.formats.sheet import flat

_MOST_NODES = 5_000
_LONGEST_NAME = 80
_ARTICLES = re.compile(r"(?:^|/)(?:\w*Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report)$")
_ELSEWHERE = listed(
    """itemListElement hasPart liveBlogUpdate comment review relatedLink mentions citation video image potentialAction
    breadcrumb"""
)
"""Keys under which other things than the article of the page are described."""
_PUBLISHED = (
    "article:published_time", "datepublished", "og:article:published_time", "og:published_time", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "sailthru.date",
    "parsely-pub-date", "publish-date", "publication_date", "publishdate", "pubdate", "cxenseparse:recs:publishtime",
    "article.published", "published_date", "citation_publication_date", "date",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher")
_ADDRESSES = ("og:url", "twitter:url", "parsely-link", "citation_public_url")
_AND = re.compile(r"\s*(?:[,;/|]|\b(?:und|and|et|i|и)\b|&)\s+")
_BY = re.compile(r"(?:von|by|par|di|por|автор:?)\s+", re.I)
_TAGS = re.compile(r"<[^<>]{1,400}>")
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


@dataclass(frozen=True, slots=True)
class Stated:
    """The metadata of a page, empty where it has none. ``titles`` are in the order in which they are believed."""

    titles: tuple[str, ...] = ()
    published: str | None = None
    universal: bool = False
    """Whether ``published`` is in universal time."""
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    body: str = ""
    """The article's text, where a page gives it only or also to machines."""
    key: str | None = None
    """The address of the page, as `reader.formats.address` makes it a key."""


def read(page: Page) -> Stated:
    """All that a page states."""
    meta: dict[str, list[str]] = {}
    for name, content in page.meta:
        meta.setdefault(name, []).append(content)
    nodes = list(_nodes(page.statements))
    article = next((n for n in nodes if _is_article(n)), {})
    by_id = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
    outlet = _first(meta, _OUTLETS[:1]) or _name(article.get("publisher"), by_id) or _first(meta, _OUTLETS[1:]) or None
    published, universal = _published(article, meta)
    return Stated(
        titles=_titles(article, meta, page.title),
        published=published,
        universal=universal,
        outlet=outlet,
        authors=tuple(_authors(article, meta, by_id, outlet)),
        language=_language(page, article, meta),
        body=_string(article.get("articleBody")),
        key=address.key(page.address, _first(meta, _ADDRESSES), *_addresses(article)),
    )


def _nodes(statements: list[str]) -> Iterator[dict[str, Any]]:
    """The JSON objects on a page that describe the page, from the outermost inwards."""
    waiting = deque(_parsed(statement) for statement in statements)
    seen = 0
    while waiting and seen < _MOST_NODES:
        node = waiting.popleft()
        seen += 1
        if isinstance(node, list):
            waiting.extend(node[:_MOST_NODES])
        elif isinstance(node, dict):
            yield node
            waiting.extend(v for k, v in node.items() if k not in _ELSEWHERE and isinstance(v, dict | list))


def _parsed(statement: str) -> Any:
    try:
        return json.loads(_COMMENT.sub("", statement).rstrip(" \n;"), strict=False)
    except (ValueError, RecursionError):
        return None


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(isinstance(t, str) and _ARTICLES.search(t) for t in (types if isinstance(types, list) else [types]))


def _titles(article: dict[str, Any], meta: dict[str, list[str]], head: str) -> tuple[str, ...]:
    said = [_string(article.get("headline")), *(meta.get(n, [""])[0] for n in ("og:title", "twitter:title")), head]
    return tuple(dict.fromkeys(title for t in said if (title := flat(_TAGS.sub("", t)))))


def _published(article: dict[str, Any], meta: dict[str, list[str]]) -> tuple[str | None, bool]:
    """The first date that is told, with its time of day from any other that tells it; and if it is universal time."""
    said = [_string(article.get("datePublished")), *(meta.get(name, [""])[0] for name in _PUBLISHED)]
    known = [(value, clock.is_universal(stamp)) for stamp in said if (value := clock.printed(stamp))]
    if not known:
        return None, False
    first = known[0][0]
    return next((k for k in known if k[0].startswith(first) and len(k[0]) > len(first)), known[0])


def _authors(
    article: dict[str, Any], meta: dict[str, list[str]], by_id: dict[str, Any], outlet: str | None
) -> Iterator[str]:
    """The people who signed; houses and addresses are none."""
    stated = article.get("author") or article.get("creator") or []
    people = [_name(one, by_id, people=True) for one in (stated if isinstance(stated, list) else [stated])[:50]]
    said = [p for p in people if p] or next((meta[n] for n in _AUTHORS if n in meta), [])
    names = (name for one in said for name in people_in(one))
    yield from dict.fromkeys(n for n in names if not outlet or n.casefold() != outlet.casefold())


def people_in(said: str) -> Iterator[str]:
    """The names in a byline as metadata write it."""
    for part in _AND.split(said[:1000]):
        name = _BY.sub("", flat(part), count=1) if _BY.match(flat(part)) else flat(part)
        if name and len(name) <= _LONGEST_NAME and not re.search(r"[@/]|\d|www\.", name):
            yield name


def _name(node: Any, by_id: dict[str, Any], people: bool = False) -> str:
    if isinstance(node, list):
        return _name(node[0], by_id, people) if node else ""
    if isinstance(node, dict):
        whole = by_id.get(node["@id"], node) if isinstance(node.get("@id"), str) else node
        return "" if people and "Organization" in str(whole.get("@type")) else flat(_string(whole.get("name")))
    return flat(_string(node))


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _addresses(article: dict[str, Any]) -> Iterator[str]:
    main = article.get("mainEntityOfPage")
    yield from (_string(one) for one in (article.get("url"), main.get("@id") if isinstance(main, dict) else main))


def _language(page: Page, article: dict[str, Any], meta: dict[str, list[str]]) -> str | None:
    said = [page.language, _string(article.get("inLanguage")), *meta.get("og:locale", []), *meta.get("language", [])]
    return next((found[1].lower() for s in said if (found := re.match(r"([a-zA-Z]{2})(?:$|[-_])", s))), None)


def _string(value: Any) -> str:
    return unescape(value) if isinstance(value, str) else ""
