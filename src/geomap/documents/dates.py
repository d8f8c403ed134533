"""Dates as pages write them, and the date of an article.

A date in running text tells of history; only a line of its own, a dateline, an address or a post
quoted whole can date an article.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from geomap.patterns import late

__all__ = [
    "MONTH",
    "WEEKDAY",
    "Dated",
    "age",
    "bare_date",
    "clock_line",
    "date_in_url",
    "date_line",
    "day_line",
    "either_line",
    "find_date",
    "has_day",
    "has_month",
    "iso_date",
    "stamp_date",
]

_NAMES = """january jan|february feb|march mar|april apr|may|june jun|july jul|august aug
september sept sep|october oct|november nov|december dec""".replace("\n", "|")
MONTHS = {
    name: number
    for number, names in enumerate(_NAMES.split("|"), start=1)
    for name in names.split()
}
"""English month names and their short forms -> 1 to 12."""

_OTHER = """січня января janvier januar enero gennaio|лютого февраля février februar febrero
березня марта mars märz marzo|квітня апреля avril april abril aprile|травня мая mai mayo maggio
червня июня juin juni junio giugno|липня июля juillet juli julio luglio
серпня августа août august agosto|вересня сентября septembre september septiembre settembre
жовтня октября octobre oktober octubre ottobre
листопада ноября novembre november noviembre|грудня декабря décembre dezember diciembre""".replace(
    "\n", "|"
)
for _number, _line in enumerate(_OTHER.split("|"), start=1):
    for _name in _line.split():
        MONTHS.setdefault(_name, _number)
MONTH = "(?:" + "|".join(sorted(MONTHS, key=lambda name: (-len(name), name))) + r")\.?"
_OTHER_DAYS = """понеділок вівторок середа четвер п'ятниця п’ятниця субота неділя понедельник
вторник среда четверг пятница суббота воскресенье lundi mardi mercredi jeudi vendredi samedi
dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag lunes martes miércoles jueves
viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica""".split()
WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?|"
    + "|".join(_OTHER_DAYS)
    + ")"
)
_DATE = (
    rf"(?:(?P<m1>{MONTH})\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?(?:\sof|\sde)?[\s-](?P<m2>{MONTH}),?(?:\sde)?[\s-]"
    r"(?P<y2>\d{4})"
    r"|(?P<y3>\d{4})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})"
    r"|(?P<a5>\d{1,2})[/-](?P<b5>\d{1,2})[/-](?P<y5>\d{4}))"
)
_LEAD = (
    r"(?:(?:first |originally |last |article |story )?"
    r"(?:published|publication|posted|updated|update|created|issued|modified|released?|date|sent|"
    r"опубліковано|оновлено|опубликовано|обновлено|дата)"
    r"(?: date| time)?(?: on| at)?\s*:?\s*)"
)
_TIME = (
    r"(?:(?:at\s)?\d{1,2}(?:[:.]\d{2}){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\.?)?"
    r"|(?:at\s)?\d{1,2}\s*[ap]\.?m\.?)"
    r"\s*(?:\(?[a-z]{1,5}(?:[+-]\d{1,2})?\)?|[+-]\d{2}:?\d{2})?"
)
_SEP = r"(?:[\s,;|·•/–-]|\bat\b)*"
_OF_YEAR = r"(?:\s?(?:г\.|года|р\.|року))?"
_LINE = late(
    rf"{_LEAD}?(?:{_TIME}{_SEP})?(?:{WEEKDAY}{_SEP})?{_DATE}{_OF_YEAR}"
    rf"(?:t?{_SEP}{_TIME})?(?:{_SEP}{WEEKDAY})?{_SEP}\.?"
    r"(?:(?:last )?updated\b.{0,40})?",
    re.IGNORECASE,
)
_ANY = late(rf"(?<![\w/.-]){_DATE}(?![\w/])", re.IGNORECASE)
_DAY_MONTH = late(
    rf"(?<!\w)(?:(?P<m>{MONTH})\s(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})\s(?P<m2>{MONTH}))(?!\w)",
    re.IGNORECASE,
)
_DAY_LINE = late(
    rf"{_LEAD}?(?:{WEEKDAY}{_SEP})?(?:{MONTH}\s\d{{1,2}}|\d{{1,2}}\s{MONTH})"
    rf"(?:{_SEP}{_TIME})?",
    re.IGNORECASE,
)
_CLOCK = late(rf"(?:{WEEKDAY}\s)?{_TIME}", re.IGNORECASE)
_POST = late(rf"{WEEKDAY}\s({MONTH}\s\d{{1,2}})\s[\d:]+\s\S+\s(\d{{4}})", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_AGE = late(
    rf"{_LEAD}?(?:about |over |almost )?"
    r"(?:(?P<n>\d{1,3}|an?|one)\s?(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|"
    r"months?|years?|s|m|h|d|w|mo|y)\sago|(?P<short>\d{1,2})\s?(?P<abbr>h|hr|hrs|d)"
    r"|(?P<word>yesterday|just now|moments ago))(?:\s+share)?(?:\s+save)?\.?",
    re.IGNORECASE,
)
_URL = late(r"[/_=.-](20\d\d|19\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DAYS = {"d": 1, "w": 7, "mo": 30, "y": 365}


class Dated(NamedTuple):
    """A day and how it was written."""

    day: date
    text: str


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1800 <= year <= 2200 else None


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").casefold()]


def _parsed(match: re.Match[str]) -> date | None:
    got = match.groupdict()
    if got["m1"] or got["m2"]:
        at = "1" if got["m1"] else "2"
        return _day(int(got["y" + at]), _month(got["m" + at]), int(got["d" + at]))
    if got["y3"] or got["y4"]:
        at = "3" if got["y3"] else "4"
        return _day(int(got["y" + at]), int(got["m" + at]), int(got["d" + at]))
    # 06/12/2025 is two days, depending on who writes: only an order that must be is taken.
    year, first, second = int(got["y5"]), int(got["a5"]), int(got["b5"])
    if first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _holds_digit(line: str) -> bool:
    return _DIGIT.search(line) is not None


def date_line(line: str) -> Dated | None:
    """Return the date of a line that holds a date (and time) and nothing else.

    >>> date_line("Published: Thursday, June 12, 2025 at 10:05 AM EDT").day.isoformat()
    '2025-06-12'
    >>> date_line("The invasion began on February 24, 2022.") is None
    True
    """
    if len(line) > 100 or not _holds_digit(line):
        return None
    match = _LINE.fullmatch(line.strip("()[] \t\u00a0*_#"))
    day = _parsed(match) if match else None
    return Dated(day, line) if day else None


def find_date(text: str) -> Dated | None:
    """Return the last full date in a text."""
    found = None
    for match in _ANY.finditer(text):
        day = _parsed(match)
        found = Dated(day, match.group()) if day else found
    return found


def stamp_date(line: str, before: date | None) -> Dated | None:
    """Return the date of a stamp; of several ("Published ... | Updated ...") the earliest."""
    found = (Dated(day, m.group()) for m in _ANY.finditer(line) if (day := _parsed(m)))
    return min(found, default=None) or bare_date(line, before)


def bare_date(text: str, before: date | None) -> Dated | None:
    """Return the date of a dateline: with its year, or the latest such day up to ``before``."""
    full = find_date(text)
    match = _DAY_MONTH.search(text)
    if full is None and match is None and before is not None:
        return _either(text, before)
    if full or not match or before is None:
        return full
    month = _month(match["m"] or match["m2"])
    number = int(match["d"] or match["d2"])
    for year in range(before.year + 1, before.year - 5, -1):
        day = _day(year, month, number)
        # A zone ahead of the page's may already have the next day.
        if day and day <= before + timedelta(days=1):
            return Dated(day, match.group())
    return None


def _either(text: str, before: date) -> Dated | None:
    """Return the date of "12/06/2025" where the other of its two readings is yet to come."""
    match = next((m for m in _ANY.finditer(text) if m["y5"]), None)
    if match is None:
        return None
    year, first, second = int(match["y5"]), int(match["a5"]), int(match["b5"])
    readings = {_day(year, second, first), _day(year, first, second)} - {None}
    past = [day for day in readings if day and day <= before + timedelta(days=1)]
    return Dated(past[0], match.group()) if len(past) == 1 else None


def either_line(line: str) -> bool:
    """Tell whether a line holds a date that is one of two days ("12/06/2025") and nothing else."""
    return len(line) <= 100 and "/" in line and _LINE.fullmatch(line.strip("()[] ")) is not None


def clock_line(line: str) -> bool:
    """Tell whether a line holds a time of day and nothing else, as over a post of a live page.

    >>> clock_line("09.14 BST"), clock_line("2:05 p.m."), clock_line("09:14 Drones hit Odesa")
    (True, True, False)
    """
    return len(line) <= 30 and _holds_digit(line) and _CLOCK.fullmatch(line) is not None


def day_line(line: str) -> bool:
    """Tell whether a line holds a day without its year and nothing else ("5 June")."""
    return len(line) <= 40 and _holds_digit(line) and _DAY_LINE.fullmatch(line) is not None


def has_month(words: str) -> bool:
    """Tell whether the name of a month is among some words.

    >>> has_month("KYIV, 12 June 2025"), has_month("KYIV, Room 12")
    (True, False)
    """
    return not MONTHS.keys().isdisjoint(re.findall(r"[^\W\d_]+", words.lower()))


def has_day(text: str) -> bool:
    """Tell whether a dateline names a day ("October 6"), with or without a year."""
    return _DAY_MONTH.search(text) is not None


def age(line: str) -> int | None:
    """Return how many days ago a stamp says ("4 hours ago": 0); None for any other line.

    >>> age("4 hours ago"), age("Updated 2 days ago"), age("yesterday"), age("4 drones")
    (0, 2, 1, None)
    """
    if len(line) > 60:
        return None
    match = _AGE.fullmatch(line.strip("()[] \t\u00a0•·|-–—"))
    if match is None:
        return None
    if match["word"]:
        return int(match["word"].casefold() == "yesterday")
    unit = (match["unit"] or match["abbr"]).casefold()
    number = match["n"] or match["short"]
    count = int(number) if number.isdigit() else 1
    key = "mo" if unit.startswith("mo") else unit[0]
    return count // 24 if key == "h" else count * _DAYS.get(key, 0)


def date_in_url(url: str) -> date | None:
    """Return the day in an address.

    >>> date_in_url("https://news.example/2025/06/12/drones.html").isoformat()
    '2025-06-12'
    """
    match = _URL.search(url)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


def iso_date(value: str) -> date | None:
    """Return the day of a date in markup or a column: ISO, RFC 822 or as pages write it."""
    value = value.strip()
    match = re.match(r"(\d{4})(-?)(\d{2})\2(\d{2})(?:(?!\d)|(?:\d{4}|\d{6})Z?$)", value)
    if match:
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if re.fullmatch(r"\d{10}(\.\d+)?|\d{13}", value):
        seconds = int(value[:10])
        return date(1970, 1, 1) + timedelta(days=seconds // 86400)
    # "Thu Jun 12 09:14:00 +0000 2025", as the dates of posts are saved.
    post = re.fullmatch(
        rf"{WEEKDAY}\s({MONTH}\s\d{{1,2}})\s[\d:]+\s\S+\s(\d{{4}})", value, re.IGNORECASE
    )
    line = date_line(f"{post[1]}, {post[2]}" if post else value)
    return line.day if line else None
