"""An article into blocks, each with the role it plays: text, caption, credit, furniture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geomap import text as language
from geomap.documents.credits import find_credits
from geomap.documents.datelines import dateline_end
from geomap.documents.dates import MONTH, WEEKDAY
from geomap.documents.units import Kind, Unit
from geomap.model import Block, Role, Span
from geomap.patterns import late

if TYPE_CHECKING:
    from geomap.documents.split import Slice

__all__ = ["blocks"]

_POST_LENGTH = 280
"""Characters of a post, but for its links."""

_PLAIN = {
    Kind.AGE: Role.FURNITURE,
    Kind.BYLINE: Role.BYLINE,
    Kind.OUTLET: Role.CREDIT,
    Kind.CREDIT: Role.CREDIT,
    Kind.POST: Role.CREDIT,
    Kind.CHAT: Role.CREDIT,
    Kind.FIELD: Role.FURNITURE,
    Kind.FURNITURE: Role.FURNITURE,
    Kind.BREAK: Role.FURNITURE,
}
_LINK = late(r"(?:https?://|pic\.twitter\.com/|t\.co/)\S+")
_REPORTS = late(r"\b(?:said|says|told|reported|added|according to|wrote|posted)\b")
_SIGNED = late(
    r"\((?:Additional )?(?:Reporting|Writing|Editing|Edited|Compiled|Written|Production)\s[^()]*\)"
    r"\.?\s*$",
    re.IGNORECASE,
)
# "..., Oct. 31, 2023." at the end of a sentence, without "on": the date of a picture.
_PICTURED = late(
    rf",\s(?:(?:on\s)?{WEEKDAY},\s)?(?:{MONTH}\s\d{{1,2}},?|\d{{1,2}}\s{MONTH})\s\d{{4}}\.?$",
    re.IGNORECASE,
)
_YEAR = late(r"\d{4}")
_PERSON = r"[A-Z\u00c0-\u00de][\w'’.-]+"
_PEOPLE = rf"{_PERSON}(?:\s{_PERSON}){{1,3}}(?:(?:,| and| &)\s{_PERSON}(?:\s{_PERSON}){{1,3}})*"
_REPORTER = late(
    rf"{_PEOPLE}(?:,? in {_PERSON}(?:(?:,| and)?\s{_PERSON}){{0,4}}"
    r"|,? [\w ]{0,30}(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor)\b.{0,40})"
)


class _Part(NamedTuple):
    start: int
    end: int
    role: Role


def blocks(text: str, found: list[Unit], one: Slice) -> tuple[Block, ...]:
    """Return the blocks of an article: in order, without overlap, holding all but the blanks."""
    quoted = _quoted(text, found, one)
    parts: list[_Part] = []
    bodies = 0
    for at in range(one.start, one.end):
        unit = found[at]
        if at in one.furniture:
            parts.append(_Part(unit.start, unit.end, Role.FURNITURE))
        elif at == one.title:
            parts.append(_Part(unit.start, unit.end, Role.TITLE))
        elif at == one.outlet:
            parts.append(_Part(unit.start, unit.end, Role.CREDIT))
        elif at in quoted:
            parts.append(_Part(unit.start, unit.end, Role.QUOTE))
        elif unit.kind in (Kind.DATE, Kind.DAY):
            stamps = (Kind.BYLINE, Kind.AGE, Kind.FIELD)
            beside = found[at - 1].kind in stamps if at > one.start else True
            # Inside an article a date is the heading of a chronicle.
            chronicle = one.body < at < one.end - 2 and not beside
            role = Role.BODY if chronicle else Role.FURNITURE
            parts.append(_Part(unit.start, unit.end, role))
        elif unit.kind in _PLAIN:
            parts.append(_Part(unit.start, unit.end, _PLAIN[unit.kind]))
        elif at < one.body:
            parts.append(_Part(unit.start, unit.end, _header_role(text, found, one, at)))
        else:
            bodies += 1
            following = found[at + 1] if at + 1 < one.end else None
            captioned = following is not None and following.kind is Kind.CREDIT
            parts += _paragraph(text, unit, opening=bodies, captioned=captioned)
    return tuple(
        Block(span=Span(start=part.start, end=part.end), role=part.role)
        for part in _with_section_heads(parts)
        if part.end > part.start
    )


_SECTIONS = 3
"""So many datelines in one article are heads of its sections: "NYALA - Warplanes bombed"."""


def _with_section_heads(parts: list[_Part]) -> list[_Part]:
    """Give section heads back to the text below them: they say where, and an agency's line not."""
    if sum(part.role is Role.DATELINE for part in parts) < _SECTIONS:
        return parts
    joined: list[_Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last is not None and last.role is Role.DATELINE and part.role is Role.BODY:
            joined[-1] = _Part(last.start, part.end, Role.BODY)
        else:
            joined.append(part)
    return joined


def _header_role(text: str, found: list[Unit], one: Slice, at: int) -> Role:
    """Tell what a line of the header is that is neither title nor stamp."""
    line = text[found[at].start : found[at].end]
    if one.title is not None and at > one.title and _REPORTER.fullmatch(line):
        return Role.BYLINE
    if one.outlet is not None and line in (found[one.outlet].note, _line(text, found, one.outlet)):
        return Role.CREDIT
    # A word or two above the title name the section of the paper.
    section = one.title is not None and at < one.title and len(line.split()) <= 3
    return Role.FURNITURE if section and line.replace(" ", "").isalpha() else Role.BODY


def _line(text: str, found: list[Unit], at: int) -> str:
    return text[found[at].start : found[at].end]


def _quoted(text: str, found: list[Unit], one: Slice) -> frozenset[int]:
    """Find the paragraphs of reproduced posts: what stands above "— Name (@handle) date"."""
    quoted: set[int] = set()
    for at in range(one.body, one.end):
        if found[at].kind is not Kind.POST:
            continue
        length = 0
        for above in range(at - 1, one.start - 1, -1):
            unit = found[above]
            line = _LINK.sub("", text[unit.start : unit.end])
            length += len(line)
            own = unit.kind in (Kind.PARA, Kind.HEAD) and above != one.title
            if (
                not own
                or line.endswith(":")
                or (quoted and found[above + 1].gap and above < at - 1)
            ):
                break
            # A reporter's sentence above the post is not part of it.
            if above < at - 1 and (length > _POST_LENGTH or _REPORTS.search(line)):
                break
            quoted.add(above)
            if unit.gap:
                break
    return frozenset(quoted)


def _paragraph(text: str, unit: Unit, *, opening: int, captioned: bool) -> list[_Part]:
    """Cut a paragraph of the body into dateline, text, captions, credits and signature."""
    start, end = unit.start, unit.end
    parts: list[_Part] = []
    if opening <= 2 or unit.kind is Kind.DATELINE:
        taken = dateline_end(text[start : min(end, start + 400)], opening=opening == 1)
        if taken:
            stop = start + len(text[start : start + taken].rstrip())
            parts.append(_Part(start, stop, Role.DATELINE))
            start = _skip(text, start + taken, end)
    signed = (
        _SIGNED.search(text, max(start, end - 400), end) if text[end - 2 : end].count(")") else None
    )
    stop = signed.start() if signed else end
    parts += _credited(text, start, stop, opening=opening, unit=unit)
    if captioned and len(parts) == 1 and unit.kind is Kind.HEAD:
        # Short words above "Photograph: Name" are what the picture shows.
        parts = [_Part(start, stop, Role.CAPTION)]
    if signed:
        parts.append(_Part(signed.start(), end, Role.BYLINE))
    return parts


def _credited(text: str, start: int, end: int, *, opening: int, unit: Unit) -> list[_Part]:
    """Cut text at its credits; the sentence before the credit of a picture is a caption."""
    parts: list[_Part] = []
    at = start
    for credit in find_credits(text, start, end):
        after = _skip(text, credit.end, end)
        # A glance: a paragraph may be as long as the page.
        following = text[after : min(end, after + 80)]
        if credit.start < at or not _closes(following, credit.start - at):
            continue
        first = _caption_start(text, at, credit.start, last=not following, photo=credit.photo)
        role = Role.BODY if credit.wire else Role.CAPTION
        if first is None or credit.wire:
            first, role = at, Role.BODY
        parts += _body(text, at, first, opening)
        parts += [
            _Part(first, _rstrip(text, first, credit.start), role),
            _Part(credit.start, credit.end, Role.CREDIT),
        ]
        at = _skip(text, credit.end, end)
        if text[credit.end : credit.end + 1] in (".", ","):
            at = _skip(text, credit.end + 1, end)
            parts[-1] = _Part(credit.start, credit.end + 1, Role.CREDIT)
    whole = Role.CAPTION if unit.kind is Kind.CAPTION else None
    if whole and at < end:
        parts.append(_Part(at, _rstrip(text, at, end), whole))
    else:
        parts += _body(text, at, end, opening)
    return [part for part in parts if part.end > part.start]


def _closes(following: str, before: int) -> bool:
    """Tell whether a credit ends a sentence, ``before`` characters on, and is not part of one."""
    if not following.strip(" .,"):
        return True
    # Inline, a new sentence must follow: "... in the strikes (AP) Hours later, ...".
    word = re.match(r"[\"'“‘]?[A-Z0-9][\w’'-]*", following)
    return word is not None and before >= 20


def _caption_start(text: str, start: int, at: int, *, last: bool, photo: bool) -> int | None:
    """Return where the caption before a credit begins; None where it only signs the text."""
    spans = list(language.sentences(text, start, at))
    if not spans:
        return None
    ended = text[spans[-1].end - 1] in ".!?…\"'”’"
    if last and photo and len(spans) <= 3:
        return start
    if last and ended and not photo and len(spans) > 2:
        return None
    return spans[-1].start


def _body(text: str, start: int, end: int, opening: int) -> list[_Part]:
    """Make running text a block; a first sentence that ends in a bare date is a caption."""
    end = _rstrip(text, start, end)
    if end <= start:
        return []
    if opening <= 3 and _YEAR.search(text, start, min(end, start + 400)):
        first = next(language.sentences(text, start, end), None)
        if first and first.end - first.start <= 400 and _PICTURED.search(first.of(text)):
            rest = _skip(text, first.end, end)
            return [_Part(start, first.end, Role.CAPTION), _Part(rest, end, Role.BODY)]
    return [_Part(start, end, Role.BODY)]


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
