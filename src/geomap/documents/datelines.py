"""Datelines: what opens a dispatch and names where and when it was written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from geomap.documents.dates import has_month
from geomap.documents.vocabulary import agencies
from geomap.patterns import late

__all__ = ["dateline_end"]

# Letters that stand for those of an agency (AFP, Reuters) while a line is matched: with all the
# names written out, the shapes below would take longer to compile than most texts to read.
_LOUD, _PLAIN = "\ufdd0", "\ufdd1"
_AGENCY = rf"[{_LOUD}{_PLAIN}]+"
_CAPITAL = rf"[A-Z{_LOUD}{_PLAIN}]"
_LETTERS = rf"[\w.'’{_LOUD}{_PLAIN}]"
_CITY = rf"(?:[A-Z\u00c0-\u00de{_LOUD}][A-Z\u00c0-\u00de.'’{_LOUD}]+|DE|AL|EL|LA)"
_UPPER = rf"{_CITY}(?:[ -](?:{_CITY}|al|el|de|la|i))*"
_REGION = rf"(?:{_CAPITAL}{_LETTERS}*)(?:[ -](?:of|the|and|{_CAPITAL}{_LETTERS}*))*"
_TOWN = rf"{_CAPITAL}{_LETTERS}+(?:[ -]{_CAPITAL}{_LETTERS}*){{0,2}}"
_SOURCE = rf"\({_CAPITAL}[\w .&'’{_LOUD}{_PLAIN}-]{{1,30}}\)"
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


def _masked(head: str) -> str:
    """Return the head of a line, as long as it was, with the letters of agencies marked."""
    return _agencies().sub(_mask, head)


def _mask(found: re.Match[str]) -> str:
    name = found.group()
    return (_LOUD if name.isupper() else _PLAIN) * len(name)


@lru_cache(maxsize=1)
def _agencies() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{agencies().pattern()})(?!\w)")


@lru_cache(maxsize=1)
def _datelines() -> _Datelines:
    """Return the shapes of datelines in lines whose agencies are marked."""
    # Any words may stand for weekday and month here: ``dateline_end`` looks at them afterwards,
    # since the names of months in many languages would be slow to compile so often.
    word = r"[^\W\d_]{3,12}\.?"
    day = rf"(?:(?:{word},?\s)?(?:{word}\s\d{{1,2}}|\d{{1,2}}\s{word})(?:,?\s\d{{4}})?)"
    agency = rf"(?:\({_AGENCY}(?:[/ ][^()]{{1,40}})?\)|/{_AGENCY}/)"
    dash = r"\s*(?:--+|[-–—])"
    place = rf"{_UPPER}(?:/{_UPPER})*(?:,\s{_REGION}){{0,2}}"
    mixed = rf"{_REGION}(?:/{_REGION})*(?:,\s{_REGION}){{0,2}}"
    dated = rf",?\s(?:{day}\.?,?\s?)?"
    upper = "|".join(
        (
            rf"{dated}{agency}(?:{dash}|\.)?(?=\s|{_CAPITAL})",  # KYIV (AP) —
            rf"{dated}{_AGENCY}{dash}",  # KYIV, June 12, AFP -
            rf"{dated}{_SOURCE}{dash}(?=\s)",  # KYIV (Frontier Wire) —
            rf"(?:\s|--)\({_AGENCY}[^()]{{0,40}}\){dash}",  # KY--(Marketwire - May 1) -
            rf",?\s(?:{day}|\({day}\))\.?{dash}\s?",  # KYIV, June 12 - and KYIV (June 12) -
            rf"{dash}(?=\s)",  # BEIRUT —
            r"\s(?:--+|—)\s?",  # BEIJING --At least
        )
    )
    plain = "|".join(
        (
            rf"{dated}\({_AGENCY}[^()]{{0,40}}\){dash}",  # Kyiv (AP) -
            rf",\s{day}\s?(?:\([^()]{{1,40}}\)\s?)?{dash}",  # Geneva, 12 June 2025 –
        )
    )
    strong = rf"{place}(?:{upper})|{mixed}(?:{plain})|\({_AGENCY}\){dash}"  # (Reuters) -
    weak = "|".join(
        (
            rf"{_UPPER}(?:,\s{_REGION})?:(?=\s(?:{_CAPITAL}|[\"'“‘]))",  # BEIRUT: The body
            rf"{_REGION},\s{_REGION}\s[–—-](?=\s(?:{_CAPITAL}|[\"'“‘]))",  # Beirut, Lebanon – The
            rf"{mixed}{dated}{_SOURCE}{dash}(?=\s)",  # Port Sudan (Frontier Wire) -
            rf"{_TOWN}\s[–—-]{{1,2}}(?=\s(?:{_CAPITAL}|[\"'“‘]))",  # Port Sudan - The
            rf"(?:{mixed}\s)?{_AGENCY}\s+[–—-](?=\s)",  # Kyiv, Ukraine CNN —
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
    masked, shapes = _masked(head), _datelines()
    match = shapes.any.match(masked)
    if match is None and opening and not _NO_TOWNS.match(line):
        match = shapes.opening.match(masked)
    if match is None or match.end() > 110:
        return 0
    found = head[: match.end()]
    if _DAY_OF.search(found) and not has_month(found):
        return 0
    # A dateline opens a paragraph: something must follow it, other than a lower-case word.
    rest = line[match.end() :].lstrip()
    return match.end() if rest and not (rest[0].islower() and found[1:2].islower()) else 0
