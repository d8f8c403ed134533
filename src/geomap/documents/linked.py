"""Linked data of a page (JSON-LD): its day, its outlet, the posts of a live page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from geomap.documents.dates import iso_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from lxml.html import HtmlElement

__all__ = ["Linked", "linked"]

_MOST = 2000
"""Objects that are looked at."""

Item = dict[str, object]


class Post(NamedTuple):
    """An update of a live page."""

    title: str | None
    text: str
    day: date | None


class Linked(NamedTuple):
    """What the linked data of a page says of it."""

    day: date | None
    outlet: str | None
    live: bool
    """Whether it is a live page."""
    posts: tuple[Post, ...]


def linked(tree: HtmlElement) -> Linked:
    """Return what the page's linked data says; of several objects, articles are believed first."""
    items = list(_items(tree))
    articles = [item for item in items if _is_article(item)]
    rest = [item for item in items if _types(item) & _PAGES]
    day = next((d for item in (*articles, *rest) if (d := _day(item))), None)
    named = {str(item["@id"]): item for item in items if "@id" in item and "name" in item}
    outlet = next((n for item in (*articles, *items) if (n := _publisher(item, named))), None)
    live = [item for item in articles if "liveblogposting" in _types(item)]
    return Linked(day, outlet, bool(live), tuple(_posts(live)))


_PAGES = frozenset({"webpage", "collectionpage", "itempage"})


def _items(tree: HtmlElement) -> Iterator[Item]:
    """Yield the objects of the page's scripts, however nested, the outer ones first."""
    waiting: list[object] = []
    for tag in tree.iter("script"):
        if "ld+json" in (tag.get("type") or ""):
            try:
                waiting.append(json.loads(tag.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
    for value in waiting[:_MOST]:
        yield from _nested(value)


def _nested(value: object) -> Iterator[Item]:
    waiting = [value]
    at = 0
    while at < len(waiting) and at < _MOST:
        one = waiting[at]
        at += 1
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            yield one
            waiting += [v for v in one.values() if isinstance(v, dict | list)]


def _types(item: Item) -> set[str]:
    kind = item.get("@type")
    return {str(one).casefold() for one in (kind if isinstance(kind, list) else [kind])}


def _is_article(item: Item) -> bool:
    return any(kind.endswith(("article", "blogposting", "reportage")) for kind in _types(item))


def _day(item: Item) -> date | None:
    value = item.get("datePublished")
    return iso_date(value) if isinstance(value, str) else None


def _publisher(item: Item, named: dict[str, Item]) -> str | None:
    value = item.get("publisher")
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        value = value.get("name") or named.get(str(value.get("@id")), {}).get("name")
    return value if isinstance(value, str) and value.strip() else None


def _posts(pages: Sequence[Item]) -> Iterator[Post]:
    for page in pages:
        updates = page.get("liveBlogUpdate")
        for item in updates if isinstance(updates, list) else ():
            if isinstance(item, dict) and isinstance(item.get("articleBody"), str):
                title = item.get("headline")
                yield Post(
                    " ".join(title.split()) or None if isinstance(title, str) else None,
                    str(item["articleBody"]),
                    _day(item),
                )
