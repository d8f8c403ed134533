"""The words of a scene: title, subtitle, credits and notes, in the language asked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geomap.scene import countries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geomap.gazetteer import Gazetteer
    from geomap.model import Event, FrontLine

_TABLE: dict[str, dict[str, str]] = {
    "en": {
        "months": "January February March April May June July August September October November"
        " December",
        "events": "event|events",
        "sources": "source|sources",
        "title": "What happened where: {places}",
        "title_none": "What happened where",
        "others": "{n} other country|{n} other countries",
        "and": "and",
        "no_dates": "dates not known",
        "places": "Places: GeoNames (CC BY 4.0)",
        "land": "Land and borders: Natural Earth",
        "front": "Front line: {source}",
        "front_title": "Front line",
        "front_method": "How the front line was made: {method}.",
        "took": "{side} took {km2} km² from {other}",
        "front_older": "{n} day older than the latest event|{n} days older than the latest event",
        "front_other": "{n} event is of another time than any line here"
        "|{n} events are of another time than any line here",
        "front_newer": "{n} day newer than the earliest event"
        "|{n} days newer than the earliest event",
        "borders": "Borders follow the UN General Assembly.",
        "unplaced": "{n} event has no place on the map; the list says why."
        "|{n} events have no place on the map; the list says why.",
    },
    "uk": {
        "months": "січня лютого березня квітня травня червня липня серпня вересня жовтня"
        " листопада грудня",
        "events": "подія|події|подій",
        "sources": "джерело|джерела|джерел",
        "title": "Що і де сталося: {places}",
        "title_none": "Що і де сталося",
        "others": "ще {n} країна|ще {n} країни|ще {n} країн",
        "and": "та",
        "no_dates": "дати невідомі",
        "places": "Місця: GeoNames (CC BY 4.0)",
        "land": "Суходіл і кордони: Natural Earth",
        "front": "Лінія фронту: {source}",
        "front_title": "Лінія фронту",
        "front_method": "Як отримано лінію фронту: {method}.",
        "took": "{side} зайняла {km2} км² ({other})",
        "front_older": "на {n} день старіша за останню подію|на {n} дні старіша за останню подію"
        "|на {n} днів старіша за останню подію",
        "front_other": "{n} подія іншого часу, ніж лінії на карті"
        "|{n} події іншого часу, ніж лінії на карті|{n} подій іншого часу, ніж лінії на карті",
        "front_newer": "на {n} день новіша за першу подію|на {n} дні новіша за першу подію"
        "|на {n} днів новіша за першу подію",
        "borders": "Кордони — за резолюціями Генеральної Асамблеї ООН.",
        "unplaced": "{n} подія не має місця на карті; причина — у списку."
        "|{n} події не мають місця на карті; причина — у списку."
        "|{n} подій не мають місця на карті; причина — у списку.",
    },
}

LANGUAGES = tuple(_TABLE)
"""The languages that have words."""

_NAMED = 3


class Words:
    """The wording of one language; falls back to English."""

    def __init__(self, language: str) -> None:
        """Take the table of a language tag: "uk" serves "uk-UA"."""
        short = language.replace("_", "-").split("-")[0].lower()
        self.language = short if short in _TABLE else "en"
        self._table = _TABLE[self.language]

    def __call__(self, key: str, **values: str) -> str:
        """Return a wording with its values filled in, as they stand.

        >>> Words("en")("front", source="a {odd} map")
        'Front line: a {odd} map'
        """
        said = self._table[key]
        for name, value in values.items():
            head, mark, tail = said.partition("{" + name + "}")
            said = head + value + tail if mark else said
        return said

    def count(self, key: str, number: int) -> str:
        """Return "1 event", "5 events"; Ukrainian has three forms.

        >>> [Words("uk").count("events", n) for n in (1, 3, 11, 22)]
        ['1 подія', '3 події', '11 подій', '22 події']
        """
        forms = self._table[key].split("|")
        one = number % 10 == 1 and number % 100 != 11
        few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
        if self.language == "uk":
            form = forms[0 if one else 1 if few else 2]
        else:
            form = forms[0 if number == 1 else 1]
        if "{n}" in form:
            return form.replace("{n}", self.number(number))
        return f"{self.number(number)} {form}"

    def country(self, code: str | None, name: str) -> str:
        """Return the name of a country; its English name where the language has none.

        >>> Words("uk").country("IR", "Iran")
        'Іран'
        """
        return countries.named(code, self.language) or name

    def number(self, number: int) -> str:
        """Return a whole number with its thousands set apart."""
        return f"{number:,}".replace(",", "," if self.language == "en" else "\u00a0")

    def day(self, day: date, *, year: bool = True, month: bool = True) -> str:
        """Return a date in words."""
        said = str(day.day)
        if month:
            said += " " + self._table["months"].split()[day.month - 1]
        return f"{said} {day.year}" if year else said

    def spell(self, first: date, last: date) -> str:
        r"""Return two days with all that belongs to each.

        >>> from datetime import date
        >>> Words("en").spell(date(2025, 6, 2), date(2025, 6, 13))
        '2\xa0June\xa02025 – 13\xa0June\xa02025'
        """
        return " – ".join(self.day(day).replace(" ", "\u00a0") for day in (first, last))

    def days(self, first: date, last: date) -> str:
        """Return a range of dates without repeating month and year.

        >>> from datetime import date
        >>> Words("en").days(date(2025, 6, 2), date(2025, 6, 13))
        '2–13 June 2025'
        """
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{self.day(first, year=False, month=False)}–{self.day(last)}"
        return f"{self.day(first, year=first.year != last.year)} – {self.day(last)}"


def title(events: Sequence[Event], gazetteer: Gazetteer, say: Words) -> str:
    """Return the title of the one article that all was read in, else the countries' names."""
    titles = {source.title for event in events for source in event.sources}
    if len(titles) == 1 and (only := next(iter(titles))):
        return only
    counts = Counter(
        event.where.place.country
        for event in events
        if event.where.place is not None and event.where.place.country is not None
    )
    codes = sorted(counts, key=lambda code: (-counts[code], code))
    names = [
        say.country(code, place.name)
        for code in codes
        if (place := gazetteer.country(code)) is not None
    ]
    if not names:
        return say("title_none")
    shown = names if len(names) <= _NAMED + 1 else names[:_NAMED]
    rest = len(names) - len(shown)
    if rest:
        shown = [*shown, say.count("others", rest)]
    listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {say('and')} {shown[-1]}"
    return say("title", places=listed)


def subtitle(events: Sequence[Event], dates: tuple[date | None, date | None], say: Words) -> str:
    """Return the dates and the numbers of events and of sources."""
    first, last = dates
    parts = [] if not events else [say("no_dates")]
    if first is not None and last is not None:
        parts = [say.days(first, last)]
    parts.append(say.count("events", len(events)))
    sources = {
        source.outlet or source.url or source.article
        for event in events
        for source in event.sources
    }
    if sources:
        parts.append(say.count("sources", len(sources)))
    return " · ".join(parts)


def credit_lines(lines: Sequence[FrontLine], say: Words) -> tuple[str, ...]:
    """Return who made what is drawn."""
    fronts = dict.fromkeys(say("front", source=line.source) for line in lines if line.source)
    return (*fronts, say("places"), say("land"))


def notes(events: Sequence[Event], lines: Sequence[FrontLine], say: Words) -> tuple[str, ...]:
    """Return what a reader must know to read the map rightly."""
    unplaced = sum(event.where.location is None for event in events)
    methods = dict.fromkeys(
        say("front_method", method=line.method) for line in lines if line.method
    )
    return (
        *([say.count("unplaced", unplaced)] if unplaced else []),
        *methods,
        say("borders"),
    )
