"""Feeds: an article an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.documents.dates import iso_date
from geomap.documents.markup import clean, fragment
from geomap.documents.raw import Raw
from geomap.errors import EmptyInputError, FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

__all__ = ["feed"]


def feed(data: bytes, origin: str, *, name: str, page: date | None) -> Iterator[Raw]:
    """Yield the entries of an RSS or Atom feed: title and text, with date and address."""
    import feedparser  # noqa: PLC0415 - only feeds need it

    if not data.strip():
        raise EmptyInputError(f"{origin}: there is no text in it; give a feed with entries")
    parsed = feedparser.parse(data)
    if not parsed.version and not parsed.entries:
        why = parsed.get("bozo_exception") or "no entries"
        raise FormatError(
            f"{origin}: not a feed ({str(why)[:120]}); allowed: RSS or Atom. "
            "For other XML, save the texts as JSON Lines"
        )
    if not parsed.entries:
        raise EmptyInputError(f"{origin}: the feed has no entries; give one with articles")
    outlet = clean(parsed.feed.get("title"))
    for number, entry in enumerate(parsed.entries, start=1):
        yield _entry(entry, f"{origin}, entry {number}", f"{name}:{number}", outlet, page)


def _entry(
    entry: dict[str, object], origin: str, name: str, outlet: str | None, page: date | None
) -> Raw:
    contents = entry.get("content")
    longest = ""
    for value in [entry.get("summary"), *_values(contents)]:
        text = fragment(str(value)) if value else ""
        longest = max(longest, text, key=len)
    title = clean(fragment(str(entry.get("title") or "")))
    written = str(entry.get("published") or entry.get("updated") or "")
    own = iso_date(written)
    source = entry.get("source")
    named = source.get("title") if isinstance(source, dict) else None
    return Raw(
        id=clean(str(entry.get("id") or entry.get("link") or "")) or name,
        text="\n".join(filter(None, (title, longest))),
        origin=origin,
        title=title,
        outlet=clean(str(named)) if named else outlet,
        url=clean(str(entry.get("link") or "")),
        own=own,
        own_reason=f"dated by the feed: {written}" if own else "",
        page=page,
        page_reason="the page's date, given with the input" if page else "",
        is_page=False,
    )


def _values(contents: object) -> list[object]:
    if not isinstance(contents, list):
        return []
    return [item.get("value") for item in contents if isinstance(item, dict)]
