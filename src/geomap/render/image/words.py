"""The wording of a picture: the words of the page for the web, and a few of its own."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from geomap.model import ClaimStatus, Precision
from geomap.render.html import assets
from geomap.scene import words as scene_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geomap.model import Counts, Event

_OWN: dict[str, dict[str, str]] = {
    "en": {
        "short_months": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
        "group": "Several events close together",
        "pile": "Several events in one place",
        "elsewhere": "Elsewhere",
        "locator": "Where the maps lie",
        "and": "and",
        "more": "{n} more",
        "not_stated": "Not stated",
        "unplaced": "No place known",
        "alt": "Map.",
    },
    "uk": {
        "short_months": "січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд.",
        "group": "Кілька подій поруч",
        "pile": "Кілька подій в одному місці",
        "elsewhere": "В інших місцях",
        "locator": "Де лежать карти",
        "and": "та",
        "more": "ще {n}",
        "not_stated": "Не вказано",
        "unplaced": "Місце невідоме",
        "alt": "Карта.",
    },
}
_COUNTS = ("killed", "injured", "launched", "downed", "jammed")


class Say:
    """What a picture says, in one language; falls back to English."""

    def __init__(self, language: str) -> None:
        """Take the tables of a language tag."""
        self._scene = scene_words.Words(language)
        self.language = self._scene.language
        self._table = _table(self.language)
        self._own = _OWN.get(self.language, _OWN["en"])

    def __call__(self, key: str, number: int | None = None) -> str:
        """Return a wording, in the form that goes with a number."""
        said = self._own.get(key) or self._table.get(key, key)
        if isinstance(said, dict):
            said = said.get(self._form(number or 0), said["other"])
        return str(said).replace("{n}", "" if number is None else self._scene.number(number))

    def _form(self, number: int) -> str:
        """Return the plural form (CLDR): Ukrainian has three for whole numbers."""
        if self.language != "uk":
            return "one" if number == 1 else "other"
        if number % 10 == 1 and number % 100 != 11:
            return "one"
        few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
        return "few" if few else "many"

    def filled(self, key: str, **values: str) -> str:
        """Return a wording with its values filled in, as they stand."""
        said = self(key)
        for name, value in values.items():
            head, mark, tail = said.partition("{" + name + "}")
            said = head + value + tail if mark else said
        return said

    def unplaced_note(self, number: int) -> str:
        """Return the note that a scene gives about events without a place."""
        return self._scene.count("unplaced", number)

    def number(self, number: int) -> str:
        """Return a whole number with its thousands set apart."""
        return self._scene.number(number)

    def day(self, day: date) -> str:
        """Return a date in words."""
        return self._scene.day(day)

    def when(self, event: Event, *, year: bool = False) -> str:
        """Return the days of an event, short: "11–12 Jun"."""
        first, last = event.when.start or event.when.end, event.when.end or event.when.start
        if first is None or last is None:
            return ""
        months = self._own["short_months"].split()
        said = f"{last.day} {months[last.month - 1]}"
        if (first.year, first.month) == (last.year, last.month):
            said = said if first == last else f"{first.day}–{said}"
        else:
            said = f"{first.day} {months[first.month - 1]} – {said}"
        return f"{said} {last.year}" if year else said

    def kind(self, event: Event) -> str:
        """Return what happened."""
        return self(f"kind_{event.kind.value}")

    def counts(self, counts: Counts) -> str:
        """Return who was hurt; where nobody was counted, what was launched or downed."""
        rows = [(name, getattr(counts, name)) for name in _COUNTS]
        hurt = [(name, n) for name, n in rows[:2] if n]
        shown = hurt or [(name, n) for name, n in rows if n]
        return ", ".join(self(f"n_{name}", n) for name, n in shown[:2])

    def claim(self, event: Event) -> str:
        """Return on whose word an event stands, where it is not plainly reported."""
        if event.claim_status is ClaimStatus.REPORTED:
            return ""
        return self(f"status_{event.claim_status.value}")

    def head(self, event: Event, *, years: bool = False) -> str:
        """Return what happened and when, and on whose word: "Drone attack, 12 Jun (claimed)"."""
        said = ", ".join(part for part in (self.kind(event), self.when(event, year=years)) if part)
        status = self.claim(event)
        return f"{said} ({status})" if status else said

    def line(self, event: Event, *, years: bool = False) -> str:
        """Return an event in a line: "Drone attack, 12 Jun (claimed): 18 injured"."""
        counted = self.counts(event.counts)
        said = self.head(event, years=years)
        return f"{said}: {counted}" if counted else said

    def listed(self, names: Sequence[str]) -> str:
        """Return names in a row: "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self('and')} {names[-1]}"


def place_of(event: Event) -> str:
    """Return where an event happened; part of a region goes by the words of the text."""
    where = event.where
    named = where.place.name if where.place is not None else ""
    if where.location is not None and where.location.precision is Precision.AREA:
        return where.text or named
    return named or where.text or ""


def years_differ(events: Iterable[Event]) -> bool:
    """Tell whether dates need their year to be told apart."""
    days = (day for event in events for day in (event.when.start, event.when.end))
    return len({day.year for day in days if day is not None}) > 1


@cache
def _table(language: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(assets.words(language))
    return table
