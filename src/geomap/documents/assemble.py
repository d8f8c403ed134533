"""From a text as read to a document: its articles, their dates and blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from geomap.documents.blocks import blocks
from geomap.documents.dates import age, bare_date, date_in_url, find_date, has_day, stamp_date
from geomap.documents.raw import Part, Raw
from geomap.documents.split import Slice, slices
from geomap.documents.units import Kind, Unit, kind_of, units
from geomap.documents.vocabulary import agencies
from geomap.model import Article, Block, Document, Role, Span
from geomap.patterns import late

__all__ = ["document"]

_POST_DAYS = 31
"""A post older than this against the page tells of history, not of the article's day."""
_FRONT = late(
    r"\s*(?P<rule>---|\+\+\+)[ \t]*\r?\n(?P<fields>(?:[^\n]*\n){1,60}?)(?P=rule)[ \t]*(?:\r?\n|$)"
)
_RULES = ("---", "+++")
_FIELD = late(r"(?P<name>[A-Za-z_]+)\s*[:=]\s*[\"']?(?P<value>.*?)[\"']?\s*$")


def document(raw: Raw) -> Document:
    """Split a text into its articles and date each."""
    front, raw = _front_matter(raw)
    parts = raw.parts or (Part(span=Span(start=front, end=len(raw.text))),)
    found: list[tuple[Part, list[Unit], Slice]] = []
    for part in parts:
        title = part.title or (raw.title if not raw.parts else None)
        cut = _titled(raw.text, units(raw.text, part.span.start, part.span.end), title)
        cut = _captioned(raw, cut)
        whole = raw.is_page and not raw.parts
        found += [(part, cut, one) for one in slices(raw.text, cut, page=whole)]
    alone = len(found) == 1
    articles: list[Article] = []
    for number, (part, cut, one) in enumerate(found, start=1):
        given = raw
        if articles and articles[0].published and _opens_with_clock(cut, one):
            reason = f"the day of the live page: {articles[0].published_reason}"
            given = replace(raw, page=articles[0].published, page_reason=reason)
        articles.append(_article(given, part, cut, one, number=0 if alone else number))
    return Document(
        id=raw.id,
        text=raw.text,
        articles=tuple(articles),
        origin=raw.origin,
        published=raw.page or raw.own,
    )


def _opens_with_clock(found: list[Unit], one: Slice) -> bool:
    """Tell whether a time of day stands over an article, as over the posts of a live page."""
    return any(found[i].note == "clock" for i in range(max(0, one.start - 1), one.start + 1))


def _article(raw: Raw, part: Part, found: list[Unit], one: Slice, *, number: int) -> Article:
    """Make the article of a slice; ``number`` is 0 where it is the only one of the page."""
    text = raw.text
    made = blocks(text, found, one)
    title = None if one.title is None else text[found[one.title].start : found[one.title].end]
    # What the markup says of a page holds for its article only where there is one.
    own, why = (part.own, part.own_reason) if part.own else (raw.own, raw.own_reason)
    given = raw if number == 0 else replace(raw, title=None, url=None)
    if number and not part.own:
        own, given = None, replace(given, page=raw.page or raw.own)
    url = part.url or given.url or _address(found, one)
    day, reason = _dated(
        text, found, one, made, given=replace(given, own=own, own_reason=why, url=url)
    )
    return Article(
        id=f"{raw.id}#{number}" if number else raw.id,
        span=Span(start=made[0].span.start, end=made[-1].span.end),
        blocks=made,
        title=part.title or given.title or (_plain(title) if title else None),
        outlet=_outlet(text, found, one) or raw.outlet or _agency(text, made),
        published=day,
        published_reason=reason,
        url=url,
    )


def _plain(title: str) -> str:
    """Drop the marks of Markdown around a title, and the word that announces it."""
    bare = re.sub(r"^(?:Subject|Title|Headline):\s*", "", title.strip("#*_ \t"))
    return " ".join(bare.split()) or title


def _address(found: list[Unit], one: Slice) -> str | None:
    """Return the address that stands in the header of an article."""
    fields = (found[i] for i in range(one.start, one.body) if found[i].kind is Kind.FIELD)
    return next((unit.note.split()[0] for unit in fields if unit.note.startswith("http")), None)


def _outlet(text: str, found: list[Unit], one: Slice) -> str | None:
    if one.outlet is not None:
        unit = found[one.outlet]
        return unit.note or text[unit.start : unit.end]
    stamps = (found[i] for i in range(one.start, one.body))
    naming = (Kind.AGE, Kind.DATE, Kind.CHAT)
    return next((u.note for u in stamps if u.kind in naming and u.note), None)


def _agency(text: str, made: tuple[Block, ...]) -> str | None:
    """Name the agency that an article is from by its dateline, or by a line of its own."""
    for block in made[:8]:
        words = block.span.of(text)
        if block.role is Role.DATELINE:
            named = re.search(r"[(/]([^()/]{2,30})[)/]", words)
            words = named[1] if named else words
        elif block.role is Role.BODY:
            return None
        if words.casefold() in agencies().signs:
            return words
    return None


def _titled(text: str, found: list[Unit], title: str | None) -> list[Unit]:
    """Set apart a known title at the beginning of the text, also where it runs on."""
    if not found or not title or len(title.strip()) < 8:
        return found
    first = found[0]
    bare = title.strip().rstrip(".")
    if not text.startswith(bare, first.start) or first.start + len(bare) > first.end:
        return found
    stop = first.start + len(bare)
    while stop < first.end and text[stop] in " .!?:":
        stop += 1
    if stop < first.end and text[stop - 1] not in " .!?:\n":
        return found
    kept = len(text[first.start : stop].rstrip())
    head = Unit(first.start, first.start + kept, first.gap, Kind.HEAD)
    if stop >= first.end:
        return [head, *found[1:]]
    kind, note = kind_of(text[stop : first.end])
    kind = kind if kind is Kind.DATELINE else Kind.PARA
    return [head, Unit(stop, first.end, 0, kind, note), *found[1:]]


def _captioned(raw: Raw, found: list[Unit]) -> list[Unit]:
    """Mark the lines that the markup says to be captions."""
    if not raw.captions:
        return found
    return [
        unit._replace(kind=Kind.CAPTION, note="")
        if raw.text[unit.start : unit.end] in raw.captions
        else unit
        for unit in found
    ]


# ── the date of an article ───────────────────────────────────────────────────────────────────


def _dated(
    text: str, found: list[Unit], one: Slice, made: tuple[Block, ...], *, given: Raw
) -> tuple[date | None, str]:
    """Return the day that an article's relative dates count from, and where it comes from."""
    notes: list[str] = []
    latest = given.page + timedelta(days=1) if given.page else None
    for day, reason in _candidates(text, found, one, made, given):
        if latest is None or day <= latest:
            return day, "; ".join([reason, *notes])
        notes.append(f"{reason} was not used: later than the page ({given.page})")
    stamped = _age(text, found, one)
    if stamped is not None and given.page is not None:
        days, words = stamped
        if days > 6:
            return None, f'"{words}" gives no exact day'
        return given.page - timedelta(days=days), f'"{words}", counted from {given.page_reason}'
    post = _post_date(text, found, one, given.page)
    if post is not None:
        return post
    if given.page is not None:
        return given.page, "; ".join([given.page_reason, *notes])
    return None, "; ".join([given.page_reason or _no_date(text, made, stamped), *notes])


def _no_date(text: str, made: tuple[Block, ...], stamped: tuple[int, str] | None) -> str:
    if stamped is not None:
        return f'"{stamped[1]}" counts from the page\'s date, and none is given'
    for block in made:
        if block.role is Role.DATELINE and has_day(block.span.of(text)):
            line = block.span.of(text)
            return f'the dateline "{line}" names no year, and no date is given for the page'
    return "no date in the text, and none given for the page"


def _candidates(
    text: str, found: list[Unit], one: Slice, made: tuple[Block, ...], given: Raw
) -> list[tuple[date, str]]:
    """List the days that an article claims for itself, best first."""
    days: list[tuple[date, str]] = []
    if given.own is not None:
        days.append((given.own, given.own_reason))
    lines = [
        text[found[i].start : found[i].end]
        for i in (*range(one.start, min(one.body + 3, one.end)), *range(one.end - 2, one.end))
        if one.start <= i and i not in one.furniture
        if found[i].kind in (Kind.DATE, Kind.CHAT) or (found[i].kind is Kind.DAY and i < one.body)
    ]
    # "Published" before "Updated", whatever their order.
    for line in sorted(lines, key=lambda line: "updat" in line.casefold()):
        dated = stamp_date(line, given.page)
        if dated is not None:
            days.append((dated.day, f"dated in the text: {line}"))
    for block in made:
        if block.role is Role.DATELINE:
            line = block.span.of(text)
            dated = bare_date(line, given.page)
            if dated is not None:
                days.append((dated.day, f"dated by the dateline: {line}"))
            break
    day = date_in_url(given.url) if given.url else None
    if day is not None:
        days.append((day, "dated by its address"))
    titled = _title_date(text, found, one, given.page)
    return [*days, titled] if titled else days


def _title_date(
    text: str, found: list[Unit], one: Slice, page: date | None
) -> tuple[date, str] | None:
    """Read the day of a report off its title ("Campaign assessment, June 12, 2025")."""
    if one.title is None:
        return None
    title = text[found[one.title].start : found[one.title].end].rstrip(" .)")
    dated = find_date(title)
    if dated is None or not title.endswith(dated.text):
        return None
    if page is not None and page - dated.day > timedelta(_POST_DAYS):
        return None
    return dated.day, f"dated by its title: {dated.text}"


def _age(text: str, found: list[Unit], one: Slice) -> tuple[int, str] | None:
    """Return the age stamp of an article: days before the page, and as written."""
    for i in range(one.start, min(one.body + 2, one.end)):
        if found[i].kind is Kind.AGE and i not in one.furniture:
            line = text[found[i].start : found[i].end]
            for part in (line, *re.split(r"\s*[|·•]\s*", line)):
                days = age(part)
                if days is not None:
                    return days, part
    return None


def _post_date(
    text: str, found: list[Unit], one: Slice, page: date | None
) -> tuple[date, str] | None:
    """Date an article by the latest post that it reproduces, where that is plausible."""
    days = []
    for i in range(one.start, one.end):
        if found[i].kind is Kind.POST:
            line = text[found[i].start : found[i].end]
            dated = find_date(line)
            if dated and (
                page is None or timedelta(-1) <= page - dated.day <= timedelta(_POST_DAYS)
            ):
                days.append(dated)
    if not days:
        return None
    last = max(days)
    return last.day, f"dated by the post quoted in it: {last.text}"


# ── front matter ─────────────────────────────────────────────────────────────────────────────

_FRONT_TITLE = ("title", "headline")
_FRONT_OUTLET = ("source", "outlet", "publisher", "site")
_FRONT_DATE = ("published", "date", "publication_date", "pubdate")


def _front_matter(raw: Raw) -> tuple[int, Raw]:
    """Read the fields between two rules at the top of a Markdown text; return where they end."""
    match = _FRONT.match(raw.text) if raw.is_page and raw.text.lstrip()[:3] in _RULES else None
    if match is None:
        return 0, raw
    fields = {
        got["name"].casefold(): got["value"]
        for line in match["fields"].splitlines()
        if (got := _FIELD.fullmatch(line.strip()))
    }
    if not fields:
        return 0, raw

    def first(names: tuple[str, ...]) -> str | None:
        return next((fields[name] for name in names if fields.get(name)), None)

    written = first(_FRONT_DATE)
    dated = find_date(written.replace("T", " ")) if written else None
    return match.end(), replace(
        raw,
        title=first(_FRONT_TITLE) or raw.title,
        outlet=first(_FRONT_OUTLET) or raw.outlet,
        url=first(("url", "link")) or raw.url,
        own=dated.day if dated else raw.own,
        own_reason=f"dated in the front matter: {written}" if dated else raw.own_reason,
    )
