"""Time expressions of news English, resolved against the date of the article.

The rules are those of event coders: relative expressions look into the past, "overnight" is the
night that ends on the day named, "in the past 24 hours" is the day of the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.model import When
from geomap.patterns import late

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_DAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thurs", "friday fri",
         "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sep sept", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_SMALL = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|"
    r"aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d))"
_WEEKDAY = r"(?P<weekday>mon|tues?|wednes|thurs?|fri|satur|sun)day"
_PART = (
    r"(?P<part>early|late|overnight(?:\s+(?:in)?to)?|during the night|"
    r"in the night(?:\s+(?:in)?to)?|in the early hours of|on the night of|the morning of|"
    r"the night of|the evening of)"
)

_EXPRESSIONS = late(
    r"\b(?:"
    rf"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)"
    r"|(?P<day4>[0-3]?\d)(?P<dot>[./])(?P<month4>[01]?\d)(?P=dot)(?P<year5>(?:20)?\d\d)"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)\s+(?P<day5>[0-3]?\d)(?=:)"
    rf"|(?:{_PART}\s+)?(?:on\s+)?(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DAY}"
    rf"(?:(?:\s+and\s+|\s*[-–]\s*|\s+to\s+)(?P<day2>[0-3]?\d)(?!\d))?{_YEAR}?(?![\d%,]*\d)"
    rf"|(?:{_PART.replace('part', 'part2')}\s+)?(?:on\s+)?"
    rf"(?:(?P<day6>[0-3]?\d)(?:\s+(?:and|to)\s+|\s*[-–]\s*))?{_DAY.replace('day', 'day3')}"
    r"(?:\s+of)?\s+"
    rf"{_MONTH.replace('month', 'month2')}(?:,?\s+(?P<year2>(?:1[5-9]|20)\d\d))?"
    rf"|between\s+{_WEEKDAY.replace('weekday', 'weekday3')}\s+(?:night|evening|afternoon)"
    rf"\s+and\s+{_WEEKDAY.replace('weekday', 'weekday4')}(?:\s+(?:morning|afternoon))?"
    rf"|(?:{_PART.replace('part', 'part3')}\s+)?(?P<last>last\s+)?(?:on\s+)?"
    rf"{_WEEKDAY.replace('weekday', 'weekday2')}"
    r"(?:\s+(?P<after>night|morning|evening|afternoon|overnight))?"
    r"(?P<weekago>\s+(?:of\s+)?last\s+week)?"
    r"|(?:in|over|during|within)\s+the\s+(?:past|last|previous)\s+(?:24\s+hours|day)"
    r"|(?P<ago>\d+|two|three|four|five|six|seven|ten)\s+days?\s+ago"
    r"|(?P<shift>(?:(?:the|a|one|two|three|four|five|six)\s+(?:days?|nights?|evening)\s+"
    r"(?:earlier|before|later|after)|the\s+(?:previous|following|next)\s+(?:day|night|morning|evening)"
    r"|the\s+(?:day|night|morning)\s+that\s+followed"
    r"|(?:the\s+)?next\s+day|(?:the\s+|that\s+)same\s+(?:day|night|morning|evening|afternoon)"
    r"|(?:later|earlier)\s+(?:in\s+the|that)\s+(?:day|morning|evening|afternoon|night)"
    r"|hours\s+(?:later|earlier|after)|(?:shortly|soon)\s+afterwards?))"
    r"|(?P<word>overnight|last\s+night|yesterday(?:\s+(?:morning|afternoon|evening))?|today|"
    r"this\s+morning|this\s+afternoon|this\s+evening|tonight|in\s+the\s+early\s+hours)"
    r"|(?P<week>last\s+week|this\s+week|over\s+the\s+weekend|at\s+the\s+weekend|earlier\s+this\s+week)"
    r"|(?:in|since|of|early|late|mid|last|from|until|through)[\s-]+"
    rf"{_MONTH.replace('month', 'month3')}"
    r"(?:\s+(?P<year3>(?:1[5-9]|20)\d\d))?(?!\s+\d)"
    r"|(?:in|since|of|from|until|during)\s+(?:the\s+)?(?P<year4>(?:1[5-9]|20)\d\d)s?"
    r")(?!\w)"
)
"""In lower case: to ignore case would take several times as long."""

_OPENINGS = late(
    r"\b(?=[\dabdefhijlmnostuwy])(?:\d|(?:early|late|overnight|during|in|on|the|last|over|within|between|a|"
    r"one|two|three|four|five|six|seven|ten|next|that|same|later|earlier|hours|shortly|soon|at|"
    r"yesterday|today|this|tonight|since|of|mid|from|until|through)\b|mon|tue|wed|thu|fri|sat|sun|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
"""How an expression opens: at most words none of them need be tried."""

HISTORY_DAYS = 45
"""An event told with a date older than this is background, not news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMark:
    """A time expression at ``start:end`` of the text, resolved as far as it goes."""

    start: int
    end: int
    when: When
    historic: bool = False
    shift: int | None = None
    """Days from the day told of before: "a day earlier" is -1, "the same evening" 0."""


def find_times(text: str, start: int, end: int, *, published: date | None) -> list[TimeMark]:
    """Return the time expressions of ``text[start:end]``, in order.

    >>> marks = find_times("63 drones overnight on Tuesday", 0, 30, published=date(2025, 6, 12))
    >>> marks[0].when.start.isoformat(), marks[0].when.end.isoformat(), marks[0].when.text
    ('2025-06-09', '2025-06-10', 'overnight on Tuesday')
    """
    begin = max(0, start - 1)  # the character before says whether a word begins
    lowered = _lowered(text[begin:end])
    marks = []
    for match in _expressions(lowered, start - begin):
        maker = _Maker(text, begin, match, published)
        mark = _resolve(maker) if _is_time(maker) else None
        if mark is not None:
            marks.append(mark)
    return _joined(text, marks)


def _lowered(text: str) -> str:
    """Return a text in lower case, character by character."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _expressions(lowered: str, start: int) -> Iterator[re.Match[str]]:
    """Yield what ``_EXPRESSIONS.finditer`` finds."""
    after = start
    for opening in _OPENINGS.finditer(lowered, start):
        if opening.start() >= after:
            match = _EXPRESSIONS.match(lowered, opening.start())
            if match is not None:
                after = match.end()
                yield match


def _is_time(maker: _Maker) -> bool:
    """Whether an expression tells a time: of months, those that are written as names."""
    match = maker.match
    month = max(match.start(name) for name in ("month", "month2", "month3"))
    return month < 0 or maker.text[maker.begin + month].isupper()


Groups = dict[str, str | None]


@dataclass(slots=True)
class _Maker:
    """Makes the mark of one match in ``text`` from ``begin`` on."""

    text: str
    begin: int
    match: re.Match[str]
    published: date | None

    def said(self) -> str:
        """Return the expression as written."""
        return self.text[self.begin + self.match.start() : self.begin + self.match.end()]

    def mark(
        self,
        start: date | None,
        end: date | None = None,
        *,
        precision: int | None = None,
        reason: str = "",
        historic: bool | None = None,
        shift: int | None = None,
    ) -> TimeMark:
        text = self.said()
        if start is None and not reason:
            reason = f"{text!r} is relative and the article has no date"
        if precision is None:
            precision = 1 if start else 3
        return TimeMark(
            start=self.begin + self.match.start(),
            end=self.begin + self.match.end(),
            when=When(start=start, end=end, text=text, precision=precision, reason=reason),
            historic=_is_history(start, self.published) if historic is None else historic,
            shift=shift,
        )

    def night_or_day(self, day: date, part: str) -> TimeMark:
        """Mark a day, or the night that ends on it ("overnight") or begins on it."""
        if "overnight" in part or "during the night" in part or "in the night" in part:
            return self.mark(day - timedelta(days=1), day)
        if part.strip() in ("on the night of", "the night of"):
            return self.mark(day, day + timedelta(days=1))
        return self.mark(day)


def _resolve(maker: _Maker) -> TimeMark | None:
    groups: Groups = maker.match.groupdict()
    published = maker.published
    if groups["iso"]:
        try:
            return maker.mark(date.fromisoformat(groups["iso"]))
        except ValueError:
            return None
    if groups["month4"]:
        return _numeric(groups, maker)
    if groups["month"] or groups["month2"]:
        return _calendar(groups, maker)
    if groups["month3"]:
        return _month_only(groups, maker)
    if groups["year4"]:
        return maker.mark(None, historic=True, reason=f"only a year is given: {maker.said()!r}")
    if published is None:
        return maker.mark(None)
    if groups["day5"]:
        return _day_of_month(int(groups["day5"]), published, maker)
    return _relative(groups, published, maker)


def _numeric(groups: Groups, maker: _Maker) -> TimeMark | None:
    """Read "22/08/25" and "22.08.2025", day first."""
    year = int(groups["year5"] or 0)
    try:
        day = date(year if year > 99 else 2000 + year, int(groups["month4"] or 0),
                   int(groups["day4"] or 0))  # fmt: skip
    except ValueError:
        return None
    return maker.mark(day)


def _day_of_month(day: int, published: date, maker: _Maker) -> TimeMark | None:
    """Read "Sun 14:" as the latest 14th."""
    month = published if day <= published.day else published.replace(day=1) - timedelta(days=1)
    try:
        return maker.mark(month.replace(day=day))
    except ValueError:
        return None


def _relative(groups: Groups, published: date, maker: _Maker) -> TimeMark:
    if groups["weekday3"]:
        later = _latest_weekday(groups["weekday4"] or "", published, last=False)
        return maker.mark(_latest_weekday(groups["weekday3"], later, last=False), later)
    if groups["weekday2"]:
        part = f"{groups['part3'] or ''} {groups['after'] or ''}".lower()
        day = _latest_weekday(groups["weekday2"], published, last=bool(groups["last"]))
        if groups["weekago"]:  # "Friday of last week": in the week before this one
            monday = published - timedelta(days=published.weekday())
            day = day if day < monday else day - timedelta(days=7)
        return maker.night_or_day(day, part)
    if groups["ago"]:
        number = groups["ago"].lower()
        return maker.mark(published - timedelta(days=_SMALL.get(number) or int(number)))
    if groups["shift"]:
        days = _shift(groups["shift"].lower())
        return maker.mark(published + timedelta(days=min(days, 0)), shift=days)
    if groups["word"]:
        return _word(" ".join(groups["word"].lower().split()), published, maker)
    if groups["week"]:
        if groups["week"].endswith("weekend"):
            saturday = published - timedelta(days=(published.weekday() - _SATURDAY) % 7)
            return maker.mark(saturday, min(saturday + timedelta(days=1), published))
        monday = published - timedelta(days=published.weekday())
        if groups["week"].lower().startswith("last"):
            return maker.mark(monday - timedelta(days=7), monday - timedelta(days=1), precision=2)
        return maker.mark(monday, published, precision=2)
    return maker.mark(published, published)  # in the past 24 hours


_SATURDAY = 5


def _calendar(groups: Groups, maker: _Maker) -> TimeMark:
    name = groups["month"] or groups["month2"] or ""
    number = MONTHS[name.lower().rstrip(".")]
    day = int(groups["day"] or groups["day3"] or 0)
    year = groups["year"] or groups["year2"]
    found = _calendar_day(number, day, int(year) if year else None, maker.published)
    if found is None:
        return maker.mark(None)
    if groups["day6"]:
        first = _calendar_day(number, int(groups["day6"]), found.year, maker.published)
        if first is not None and first < found:
            return maker.mark(first, found)
    if groups["day2"]:
        later = _calendar_day(number, int(groups["day2"]), found.year, maker.published)
        if later is not None and later > found:
            return maker.mark(found, later)
    return maker.night_or_day(found, (groups["part"] or groups["part2"] or "").lower())


def _calendar_day(month: int, day: int, year: int | None, published: date | None) -> date | None:
    """Return the day; without a year, the latest such day not after the article's date."""
    try:
        if year is not None:
            return date(year, month, day)
        if published is None:
            return None
        found = date(published.year, month, day)
        return found if found <= published + timedelta(days=1) else date(found.year - 1, month, day)
    except ValueError:
        return None


def _month_only(groups: Groups, maker: _Maker) -> TimeMark:
    number = MONTHS[(groups["month3"] or "").lower().rstrip(".")]
    published = maker.published
    if groups["year3"]:
        first = date(int(groups["year3"]), number, 1)
    elif published is not None:
        first = date(published.year - (number > published.month), number, 1)
    else:
        return maker.mark(None)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    past = last.year < _CENTURY if published is None else (published - last).days > 7
    return maker.mark(first, last, precision=3, historic=past)


_ONE = frozenset({"a", "the", "one"})
_BACK = frozenset({"earlier", "before", "previous", "after"})


def _shift(lowered: str) -> int:
    """Return how many days an expression lies from the day told of before.

    "A day after" counts back: what follows it happened the day before.
    """
    words = lowered.split()
    if words[0] in ("later", "earlier", "hours", "shortly", "soon") or "same" in words:
        return 0
    number = 1 if words[0] in _ONE or words[0] == "next" else _SMALL.get(words[0], 1)
    return -number if _BACK & set(words) else number


def _word(lowered: str, published: date, maker: _Maker) -> TimeMark:
    if lowered.startswith("yesterday"):
        return maker.mark(published - timedelta(days=1))
    if lowered in ("overnight", "last night"):
        return maker.mark(published - timedelta(days=1), published)
    return maker.mark(published)


def _latest_weekday(name: str, published: date, *, last: bool) -> date:
    """Return the latest such weekday not after the article's date ("last": strictly before)."""
    back = (published.weekday() - _DAYS[name.lower() + "day"]) % 7
    if last and back == 0:
        back = 7
    return published - timedelta(days=back)


def _is_history(day: date | None, published: date | None) -> bool:
    if day is None:
        return False
    if published is None:
        return day.year < _CENTURY
    return (published - day).days > HISTORY_DAYS


_CENTURY = 2000
"""Without a date of its own, an article is taken for one of this century."""


def _joined(text: str, marks: list[TimeMark]) -> list[TimeMark]:
    """Join neighbours that say one thing: "the day before, Wednesday", "Wednesday, June 11"."""
    joined: list[TimeMark] = []
    for mark in marks:
        after = mark.shift is not None and text[mark.start : mark.end].lower().endswith("after")
        if (
            joined
            and not after
            and text[joined[-1].end : mark.start].strip() in ("", ",", "on", ", on")
        ):
            first = joined[-1]
            exact = mark if mark.when.start and mark.shift is None else first
            night = "overnight" in (first.when.text or "").lower() + (mark.when.text or "").lower()
            start, end = exact.when.start, exact.when.end
            if night and start and not end:
                start, end = start - timedelta(days=1), start
            joined[-1] = TimeMark(
                start=first.start,
                end=mark.end,
                when=When(
                    start=start,
                    end=end,
                    text=text[first.start : mark.end],
                    precision=exact.when.precision,
                    reason=exact.when.reason,
                ),
                historic=exact.historic,
                shift=exact.shift,
            )
        else:
            joined.append(mark)
    return joined
