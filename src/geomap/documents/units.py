"""Paragraphs of a page and what each line looks like: the ground that splitting stands on."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from geomap.documents.credits import credit_at_end
from geomap.documents.datelines import dateline_end
from geomap.documents.dates import (
    MONTH,
    WEEKDAY,
    age,
    clock_line,
    date_line,
    day_line,
    either_line,
)
from geomap.documents.vocabulary import furniture
from geomap.patterns import late

__all__ = ["STAMPS", "Kind", "Unit", "kind_of", "units"]


class Kind(StrEnum):
    """What a unit looks like, before its place on the page is considered."""

    PARA = "para"
    HEAD = "head"
    """Short, capitalised, without a full stop: a title, an outlet, a teaser."""
    DATELINE = "dateline"
    """A paragraph that opens with a dateline."""
    AGE = "age"
    DATE = "date"
    DAY = "day"
    """A date without its year."""
    BYLINE = "byline"
    OUTLET = "outlet"
    """"- Glasgow Times", "Source: Reuters"."""
    CREDIT = "credit"
    CAPTION = "caption"
    POST = "post"
    """The line under a reproduced post: "— Name (@handle) June 12, 2025"."""
    FURNITURE = "furniture"
    FIELD = "field"
    """A named field of a saved article or e-mail ("URL: ..."), an address, a time of day."""
    CHAT = "chat"
    """The head of a post in a copied chat, which dates it: "Channel, [12.06.2025 07:41]"."""
    BREAK = "break"
    """A rule or an archive's "Document 3 of 20"."""


STAMPS = frozenset({Kind.AGE, Kind.DATE, Kind.BYLINE, Kind.OUTLET, Kind.CHAT})
"""Lines that stand in the header of an article."""


class Unit(NamedTuple):
    """A paragraph: one line, or several of a hard-wrapped text. Offsets are code points."""

    start: int
    end: int
    gap: int
    """Blank lines before it."""
    kind: Kind
    note: str = ""
    """Of furniture: what follows it; of a stamp with several parts: the outlet it names; of a
    field: the address it holds, "clock" of a time of day; "title" where the line says that it is
    one."""


_LINE = late(r"[^\r\n\u2028\u2029]+")
_BREAK = late(
    r"[-=_*~#•·—–\s]{3,}|(?:document |story )?\d+ of \d+ (?:documents|stories)|"
    r"document \d+ of \d+|end of document|"
    r"[-_=* ]*(?:(?:begin |start of )?forwarded message|original message)[-_=*: ]*",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_][\w.'’-]*"
_CAPITAL = r"[A-Z\u00c0-\u00de\u0400-\u042f\u0490][\w.'’-]*+"
_BYLINE = late(
    rf"(?:(?:[Ww]ritten |[Ss]tory |[Tt]ext |[Rr]eport |[Aa]nalysis )?(?:[Bb]y|BY):?\s+)"
    # Possessive: a hyphen is part of a name or a sign, and must not be tried as both.
    rf"(?:{_CAPITAL}|and|in|for|of|the|with|at|[,|/&@()–—-]|\s)++",
)
_REPORTED = late(
    r"\(?(?:additional )?(?:reporting|writing|editing|compiled|edited|production) by\b.*",
    re.IGNORECASE,
)
_CONTRIBUTED = late(
    r".*\bcontributed (?:[^.]{0,60} )?(?:to|for) this (?:report|story|article)\.?", re.IGNORECASE
)
_OUTLET = late(rf"(?:[-–—]\s|(?:Source|Via|From):\s+)(?P<name>{_CAPITAL}(?:\s[\w&.'’-]+){{0,5}})")
_CREDIT = late(
    r"(?:(?:photo(?:graph)?s?|image|picture|video|photo credit|image credit|picture credit|"
    r"image source|credit)(?: by| courtesy of)?\s*[:,]|(?:photo(?:graph)?|image|picture)s? (?:by|"
    r"courtesy of)|(?:©|\(c\)))\s*(?P<who>\S.*)",
    re.IGNORECASE,
)
_CAPTION = late(
    r"(?:FILE\s?[-–—:]\s|FILE PHOTO\s?[-–—:]|FILE IMAGE\s?[-–—:]|File photo\s?[-–—:]|PHOTO\s?[:]|"
    r"Image caption[,:]|Caption[:]|\[?(?:File )?Photo\])",
)
# The head of an e-mail, or of an article that was saved with its fields named.
_FIELD = late(
    r"(?:(?P<title>Subject|Title|Headline|HEADLINE)|To|Cc|Bcc|Reply-To|Message-ID|Return-Path|"
    r"MIME-Version|Delivered-To|Content-[A-Za-z-]+|X-[A-Za-z-]+|From(?=:[^@]+@)|"
    r"(?P<url>URL|Url|Link|Permalink)|(?P<by>BYLINE|Author|Authors)|SECTION|Section|LENGTH|"
    r"LANGUAGE|LOAD-DATE|GRAPHIC|PUBLICATION-TYPE|JOURNAL-CODE|Category|Categories):\s*\S"
)
_ADDRESS = late(r"(?:https?://|www\.)\S+(?:\s*›\s*[^›]{1,60})*")
_PICTURE = late(r"!\[[^\]]*\]\([^)]*\)")
# The head of a post in a copied chat: "Channel name, [12.06.2025 07:41]".
_CHAT = late(r"(?P<name>[^\[\]]{2,60}), \[(?P<day>[^\[\]]{8,30})\]")
# "JANE ROE — 12 JUNE, 09:14", "Thursday, 12 June — Jane Roe".
_SIGNED_DAY = late(r"(?P<who>[^—–|]{4,60}?)\s+[—–|-]\s+(?P<day>[^—–|]{5,40})")
_POST = late(r"[—–-]{1,2}\s?.{1,80}\(@\w{1,20}\)(?P<rest>.{0,40})")
_ENDED = late(r"[.!?…:;][\"'”’»)\]]*$")
_PARTS = late(r"\s*[|·•]\s*|\s/\s")


class _Line(NamedTuple):
    """A line that holds something, without the blanks around it."""

    start: int
    end: int
    gap: int


def units(text: str, start: int = 0, end: int | None = None) -> list[Unit]:
    """Cut ``text[start:end]`` into paragraphs and say what each looks like."""
    lines = _lines(text, start, len(text) if end is None else end)
    width = _wrap_width(text, lines)
    found: list[Unit] = []
    at = 0
    while at < len(lines):
        unit = lines[at]
        kind, note = kind_of(text[unit.start : unit.end])
        at += 1
        while at < len(lines) and _goes_on(text, kind, lines[at - 1], lines[at], width):
            unit = _Line(unit.start, lines[at].end, unit.gap)
            at += 1
            kind = kind if kind is Kind.DATELINE else Kind.PARA
        found.append(Unit(unit.start, unit.end, unit.gap, kind, note))
    return found


def _lines(text: str, start: int, end: int) -> list[_Line]:
    """List the lines that hold something, with the number of blank lines before each."""
    found: list[_Line] = []
    last = start
    for match in _LINE.finditer(text, start, end):
        line = match.group()
        bare = line.strip()
        if not bare:
            continue
        begin = match.start() + len(line) - len(line.lstrip())
        gap = text.count("\n", last, begin) or text.count("\r", last, begin)
        found.append(_Line(begin, begin + len(bare), max(0, gap - 1) if found else 0))
        last = begin + len(bare)
    return found


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """Return the column at which a hard-wrapped text is wrapped; 0 where it is not."""
    if len(lines) < 3:
        return 0
    broken = sum(
        following.gap == 0
        and 35 <= this.end - this.start <= 200
        and _mid_sentence(text, this, following)
        and _is_running(text, following)
        for this, following in pairwise(lines)
    )
    joined = sum(
        following.gap == 0 and this.end - this.start >= 35 for this, following in pairwise(lines)
    )
    lengths = sorted(line.end - line.start for line in lines)
    # One break is proof enough where no line is longer than a screen is wide.
    if broken < (1 if lengths[-1] <= 80 else 2) or broken < 0.25 * joined:
        return 0
    return lengths[len(lengths) * 9 // 10]


_HANGING = late(
    r"(?:^|\s)(?:and|or|of|the|an?|in|on|at|to|for|by|from|with|near|into|over|that|than|as)$"
)


def _mid_sentence(text: str, this: _Line, following: _Line) -> bool:
    """Tell whether a line end stands in the middle of a sentence."""
    if text[following.start].islower():
        return text[this.end - 1] not in '.!?…"”:;)'
    return _HANGING.search(text, max(this.start, this.end - 6), this.end) is not None


def _goes_on(text: str, kind: Kind, this: _Line, following: _Line, width: int) -> bool:
    """Tell whether the next line belongs to the same paragraph."""
    if following.gap > 0 or kind not in (Kind.PARA, Kind.HEAD, Kind.DATELINE, Kind.CAPTION):
        return False
    length = this.end - this.start
    broken = length >= 35 and _mid_sentence(text, this, following)
    if not broken and (not width or length < 0.7 * width):
        return False
    return _is_running(text, following)


def _is_running(text: str, line: _Line) -> bool:
    """Tell whether a line can be part of running text."""
    return kind_of(text[line.start : line.end])[0] in (Kind.PARA, Kind.HEAD)


def kind_of(line: str) -> tuple[Kind, str]:
    """Say what a line looks like, with its note."""
    if len(line) <= 240:
        # Pages repeat their short lines.
        found = _remembered(line) if len(line) <= 40 else _short_kind(line)
        if found is not None:
            return found
    if dateline_end(line, opening=False):
        return Kind.DATELINE, ""
    if _CAPTION.match(line) or (line[-1] == ")" and len(line) <= 500 and credit_at_end(line)):
        return Kind.CAPTION, ""
    return (Kind.HEAD if _is_head(line) else Kind.PARA), ""


def _short_kind(line: str) -> tuple[Kind, str] | None:
    if not line[0].isalnum():
        if _BREAK.fullmatch(line):
            return Kind.BREAK, ""
        if _PICTURE.fullmatch(line):
            return Kind.FURNITURE, ""
    follows = furniture(line)
    if follows is not None:
        return Kind.FURNITURE, follows
    if age(line) is not None:
        return Kind.AGE, ""
    if date_line(line):
        return Kind.DATE, ""
    if day_line(line):
        return Kind.DAY, ""
    if either_line(line):
        return Kind.DAY, "either"
    if clock_line(line):
        return Kind.FIELD, "clock"
    if _ADDRESS.fullmatch(line):
        return Kind.FIELD, line
    return _composite(line) or _signed(line)


@lru_cache(maxsize=4096)
def _remembered(line: str) -> tuple[Kind, str] | None:
    return _short_kind(line)


def _signed(line: str) -> tuple[Kind, str] | None:
    if ":" in line[:20] and (field := _FIELD.match(line)):
        if field["by"]:
            return Kind.BYLINE, ""
        if field["title"]:
            return Kind.HEAD, "title"
        return Kind.FIELD, line.partition(":")[2].strip() if field["url"] else ""
    if line[-1] == "]" and (post := _CHAT.fullmatch(line)) and date_line(post["day"]):
        return Kind.CHAT, post["name"]
    if (made := _signed_day(line)) is not None:
        return made
    if len(line) <= 60 and (outlet := _OUTLET.fullmatch(line)):
        return Kind.OUTLET, outlet["name"]
    kind = None
    if _BREAK.fullmatch(line):
        kind = Kind.BREAK
    elif is_byline(line):
        kind = Kind.BYLINE
    elif len(line) <= 160 and _POST.fullmatch(line):
        kind = Kind.POST
    elif len(line) <= 120 and _CREDIT.fullmatch(line) and not _ENDED.search(line[:-1]):
        kind = Kind.CREDIT
    return (kind, "") if kind else None


def _signed_day(line: str) -> tuple[Kind, str] | None:
    """Read a line of a name and a day: "JANE ROE — 12 JUNE, 09:14"."""
    match = _SIGNED_DAY.fullmatch(line) if len(line) <= 100 and line[-1] != "." else None
    if match is None or not all(word[0].isupper() for word in match["who"].split()):
        return None
    if len(match["who"].split()) > 6 or any(c.isdigit() for c in match["who"]):
        return None
    if date_line(match["day"]):
        return Kind.DATE, ""
    return (Kind.DAY, "signed") if day_line(match["day"]) else None


def is_byline(line: str) -> bool:
    """Tell whether a line names its writers.

    >>> is_byline("By JANE ROE, Associated Press"), is_byline("By Monday the fire had spread.")
    (True, False)
    """
    if line[:2] in ("By", "BY", "by") or line[:7].lower() in ("written", "story b", "text by"):
        return (
            len(line) <= 120
            and _BYLINE.fullmatch(line.rstrip(".")) is not None
            and not re.match(rf"by (?:{WEEKDAY}|{MONTH})\b", line, re.IGNORECASE)
        )
    return bool(_REPORTED.fullmatch(line) or (len(line) < 300 and _CONTRIBUTED.fullmatch(line)))


def _composite(line: str) -> tuple[Kind, str] | None:
    """Read a line of several stamps: "Reuters | June 12, 2025 | 4 min read"."""
    parts = [part for part in _PARTS.split(line) if part]
    if len(parts) < 2 or len(line) > 140:
        return None
    kinds = [
        Kind.AGE
        if age(part) is not None
        else Kind.DATE
        if date_line(part)
        else Kind.BYLINE
        if is_byline(part)
        else Kind.FURNITURE
        if furniture(part) is not None
        else Kind.HEAD
        for part in parts
    ]
    if not {Kind.AGE, Kind.DATE} & set(kinds):
        return None
    rest = [part for part, kind in zip(parts, kinds, strict=True) if kind is Kind.HEAD]
    if any(len(part.split()) > 6 for part in rest):
        return None
    names = [part for part in rest if not any(c.isdigit() for c in part)]
    kind = Kind.DATE if Kind.DATE in kinds else Kind.AGE
    return kind, names[0] if len(names) == 1 else ""


def _is_head(line: str) -> bool:
    """Tell whether a line could be a title."""
    if len(line) > 180 or line[-1] in ",;…" or len(line.split()) > 28:
        return False
    bare = line.lstrip("#*_\"'“‘«([¿¡ ")
    if not bare or bare[0].islower():
        return False
    if not _ENDED.search(line):
        return True
    # "Who is winning?" may be a title; what ends in a full stop is a sentence.
    return line.rstrip("\"'”’»)]")[-1:] in "?!" and len(line.split()) <= 16
