"""Datelines: what opens a dispatch and names where and when it was written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from geomap.documents.dates import has_month
from geomap.documents.vocabulary import agencies
from geomap.patterns import late

__all__ = ["dateline_end"]

_CITY = r"(?:[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’]+|DE|AL|EL|LA)"
_UPPER = rf"{_CITY}(?:[ -](?:{_CITY}|al|el|de|la|i))*"
_REGION = r"(?:[A-Z][\w.'’]*)(?:[ -](?:of|the|and|[A-Z][\w.'’]*))*"
_TOWN = r"[A-Z][\w.'’]+(?:[ -][A-Z][\w.'’]*){0,2}"
_SOURCE = r"\([A-Z][\w .&'’-]{1,30}\)"
_NOT_PLACES = re.compile(
    r"(?:UPDATE|BREAKING|WATCH|NOTE|NOTICE|FILE|PHOTO|VIDEO|LIVE|EXCLUSIVE|ANALYSIS|OPINION|READ|"
    r"CORRECTION|RELATED|MORE|WARNING|ALERT|URGENT|FACTBOX|EXPLAINER|TIMELINE|SOURCE|QUESTION|"
    r"NATO|UN|EU|US|USA|UK|UAE|IDF|IAEA|WHO|IMF|OPEC|CIA|FBI|SBU|FSB|IRGC|HUR|GUR|ANSWER|Q|A|"
    r"WHAT|WHEN|WHERE|WHY|HOW|KEY|DATE|TIME|PLACE|CONTACT|SUMMARY|ABSTRACT|BACKGROUND)\b"
)
_NO_TOWNS = re.compile(
    r"(?:Update|Breaking|Watch|Note|File|Photo|Video|Live|Exclusive|Analysis|Opinion|Correction|"
    r"Related|More|Warning|Alert|Urgent|Factbox|Explainer|Timeline|Source|Question|Answer|Summary|"
    r"Background|Report|Reuters|Agency|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"Editor|Comment|Profile|Interview|Review|Podcast|Newsletter|Day|Morning|Evening)\b"
)


_DAY_OF = re.compile(r"\b\d{1,2}\b")


class _Datelines(NamedTuple):
    any: re.Pattern[str]
    opening: re.Pattern[str]


def _agencies_in(head: str) -> str:
    """Return the agencies named in the head of a line as an alternative of a regular expression."""
    return "|".join([re.escape(name) for name in agencies().names if name in head]) or "(?!)"


@lru_cache(maxsize=64)
def _datelines(names: str) -> _Datelines:
    """Return the shapes of datelines with some agencies: with all of them they compile slowly."""
    # Any words may stand for weekday and month here: ``dateline_end`` looks at them afterwards,
    # since the names of months in many languages would be slow to compile so often.
    word = r"[^\W\d_]{3,12}\.?"
    day = rf"(?:(?:{word},?\s)?(?:{word}\s\d{{1,2}}|\d{{1,2}}\s{word})(?:,?\s\d{{4}})?)"
    agency = rf"(?:\((?:{names})(?:[/ ][^()]{{1,40}})?\)|/(?:{names})/)"
    dash = r"\s*(?:--+|[-–—])"
    place = rf"{_UPPER}(?:/{_UPPER})*(?:,\s{_REGION}){{0,2}}"
    mixed = rf"{_REGION}(?:/{_REGION})*(?:,\s{_REGION}){{0,2}}"
    dated = rf",?\s(?:{day}\.?,?\s?)?"
    upper = "|".join(
        (
            rf"{dated}{agency}(?:{dash}|\.)?(?=\s|[A-Z])",  # KYIV (AP) —
            rf"{dated}(?:{names}){dash}",  # KYIV, June 12, AFP -
            rf"{dated}{_SOURCE}{dash}(?=\s)",  # KYIV (Frontier Wire) —
            rf"(?:\s|--)\((?:{names})[^()]{{0,40}}\){dash}",  # KY--(Marketwire - May 1) -
            rf",?\s(?:{day}|\({day}\))\.?{dash}\s?",  # KYIV, June 12 - and KYIV (June 12) -
            rf"{dash}(?=\s)",  # BEIRUT —
            r"\s(?:--+|—)\s?",  # BEIJING --At least
        )
    )
    plain = "|".join(
        (
            rf"{dated}\((?:{names})[^()]{{0,40}}\){dash}",  # Kyiv (AP) -
            rf",\s{day}\s?(?:\([^()]{{1,40}}\)\s?)?{dash}",  # Geneva, 12 June 2025 –
        )
    )
    strong = rf"{place}(?:{upper})|{mixed}(?:{plain})|\((?:{names})\){dash}"  # (Reuters) -
    weak = "|".join(
        (
            rf"{_UPPER}(?:,\s{_REGION})?:(?=\s[A-Z\"'“‘])",  # BEIRUT: The body
            rf"{_REGION},\s{_REGION}\s[–—-](?=\s[A-Z\"'“‘])",  # Beirut, Lebanon – The
            rf"{mixed}{dated}{_SOURCE}{dash}(?=\s)",  # Port Sudan (Frontier Wire) -
            rf"{_TOWN}\s[–—-]{{1,2}}(?=\s[A-Z\"'“‘])",  # Port Sudan - The
            rf"(?:{mixed}\s)?(?:{names})\s+[–—-](?=\s)",  # Kyiv, Ukraine CNN —
        )
    )
    return _Datelines(late(strong), late(weak))


def dateline_end(line: str, *, opening: bool) -> int:
    """Return how many code points of a paragraph its dateline takes; 0 without one.

    ``opening`` allows the weaker forms ("BEIRUT: The"), for the first paragraph of an article.

    >>> line = "KYIV, Ukraine (AP) — Russia launched drones."
    >>> line[dateline_end(line, opening=False):]
    ' Russia launched drones.'
    """
    first = line[0]
    if not (first.isupper() or first == "(") or (
        line[1:2].islower() and "," not in line[:60] and "(" not in line[:60] and not opening
    ):
        return 0
    if _NOT_PLACES.match(line):
        return 0
    head = line[:140]
    shapes = _datelines(_agencies_in(head))
    match = shapes.any.match(head)
    if match is None and opening and not _NO_TOWNS.match(line):
        match = shapes.opening.match(head)
    if match is None or match.end() > 110:
        return 0
    if _DAY_OF.search(match.group()) and not has_month(match.group()):
        return 0
    # A dateline opens a paragraph: something must follow it, other than a lower-case word.
    rest = line[match.end() :].lstrip()
    return match.end() if rest and not (rest[0].islower() and match.group()[1:2].islower()) else 0
