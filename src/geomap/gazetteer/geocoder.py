"""Ask a geocoder on the network for names that the gazetteer does not know: only when told to.

What is asked leaves this machine, so nothing here runs by default. Answers, also that there is
none, are kept in a local SQLite file, so that no name is asked twice.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geomap.errors import GeocoderError, UsageError
from geomap.gazetteer.layer import OwnPlace
from geomap.geo import distance_km
from geomap.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

FEATURE = "geocoded"
"""The feature of places that a geocoder gave."""

SERVICES = {"nominatim": "nominatim.openstreetmap.org", "photon": "photon.komoot.io"}
"""Services by name, with the public server of each."""

CREDIT = "© OpenStreetMap contributors (ODbL)"
PRIORITY = 3.0
"""How prominent a geocoder's place is: a village of a thousand people."""

_MOST_FAILURES = 2
_KINDS = {
    "country": PlaceKind.COUNTRY, "state": PlaceKind.ADMIN1, "region": PlaceKind.ADMIN1,
    "province": PlaceKind.ADMIN1, "county": PlaceKind.ADMIN2, "district": PlaceKind.ADMIN2,
    "city": PlaceKind.SETTLEMENT, "town": PlaceKind.SETTLEMENT, "village": PlaceKind.SETTLEMENT,
    "hamlet": PlaceKind.SETTLEMENT, "suburb": PlaceKind.SETTLEMENT, "quarter": PlaceKind.SETTLEMENT,
    "neighbourhood": PlaceKind.SETTLEMENT, "isolated_dwelling": PlaceKind.SETTLEMENT,
    "locality": PlaceKind.SETTLEMENT, "municipality": PlaceKind.ADMIN2, "water": PlaceKind.WATER,
    "river": PlaceKind.WATER, "stream": PlaceKind.WATER, "lake": PlaceKind.WATER,
    "bay": PlaceKind.WATER, "sea": PlaceKind.WATER, "strait": PlaceKind.WATER,
    "island": PlaceKind.AREA, "archipelago": PlaceKind.AREA, "natural": PlaceKind.AREA,
    "aerodrome": PlaceKind.FACILITY, "aeroway": PlaceKind.FACILITY, "military": PlaceKind.FACILITY,
    "amenity": PlaceKind.FACILITY, "building": PlaceKind.FACILITY, "power": PlaceKind.FACILITY,
    "industrial": PlaceKind.FACILITY, "man_made": PlaceKind.FACILITY,
    "railway": PlaceKind.FACILITY, "road": PlaceKind.FACILITY, "house": PlaceKind.FACILITY,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Which geocoder is asked, and how patiently."""

    name: str = "nominatim"
    address: str = "https://nominatim.openstreetmap.org"
    timeout_s: float = 10.0
    pause_s: float = 1.0
    """Seconds between two questions; the public servers ask for one at least."""
    cache: Path | None = None
    """The SQLite file of answers; None keeps none."""


def service(text: str, *, cache: Path | None = None) -> Service:
    """Read NAME or NAME=URL: "nominatim", "photon=http://localhost:2322".

    >>> service("photon").address
    'https://photon.komoot.io'
    """
    name, _, address = text.partition("=")
    if name not in SERVICES:
        raise UsageError(
            f"{name!r} is no geocoder; choose among {', '.join(SERVICES)}, with =URL for a server "
            "of your own"
        )
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.netloc):
        raise UsageError(
            f"{address!r} is no address of a geocoder; write http://HOST or https://HOST"
        )
    own = bool(address)
    return Service(
        name=name,
        address=address or f"https://{SERVICES[name]}",
        pause_s=0.0 if own else 1.0,
        cache=cache,
    )


class Geocoder:
    """Asks a service, one name after the other, and remembers what it said."""

    def __init__(self, asked: Service) -> None:
        """Take the service; nothing is asked yet."""
        self._asked = asked
        self._failures = 0
        self._ask: Callable[..., Any] | None = None

    def find(self, name: str, *, countries: Sequence[str] = ()) -> OwnPlace | None:
        """Return the place that a service gives for a name; None when it knows none.

        ``countries`` (ISO alpha-2) keeps answers to these. A service that does not answer raises
        GeocoderError; after two failures in a row it is not asked again.
        """
        key = ",".join(sorted(code.lower() for code in countries))
        kept = self._kept(name, key)
        if kept is not None:
            return _place(name, kept[0], self._asked, countries) if kept else None
        if self._failures >= _MOST_FAILURES:
            raise GeocoderError(
                f"{name!r} was not asked for: {self._asked.address} does not answer"
            )
        raw = self._answer(name, key)
        self._keep(name, key, raw)
        return _place(name, raw, self._asked, countries) if raw else None

    def _answer(self, name: str, countries: str) -> dict[str, Any] | None:
        from geopy.exc import GeopyError  # noqa: PLC0415 - only who asks loads geopy

        if self._ask is None:
            self._ask = _questions(self._asked)
        options: dict[str, Any] = {"language": "en"}
        if self._asked.name == "nominatim":
            options |= {"addressdetails": True, "country_codes": countries or None}
        try:
            found = self._ask(name, **options)
        except (GeopyError, ValueError, KeyError, TypeError, AttributeError) as error:
            self._failures += 1
            reason = str(error) or type(error).__name__
            raise GeocoderError(
                f"{self._asked.address} gave no answer for {name!r} ({reason[:120]}); the name "
                "stays unknown; try again later, or ask another server with NAME=URL"
            ) from None
        self._failures = 0
        return None if found is None else dict(found.raw)

    # ── the answers kept ─────────────────────────────────────────────────────────────────────

    def _open(self) -> sqlite3.Connection:
        assert self._asked.cache is not None
        self._asked.cache.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self._asked.cache)
        base.execute(
            "CREATE TABLE IF NOT EXISTS answer (service TEXT, name TEXT, countries TEXT, raw TEXT, "
            "PRIMARY KEY (service, name, countries))"
        )
        return base

    def _kept(self, name: str, countries: str) -> list[dict[str, Any]] | None:
        """Return a kept answer in a list, an empty list for "no such place", None for none kept."""
        if self._asked.cache is None:
            return None
        try:
            with closing(self._open()) as base:
                row = base.execute(
                    "SELECT raw FROM answer WHERE service = ? AND name = ? AND countries = ?",
                    (self._asked.address, name, countries),
                ).fetchone()
            raw = None if row is None else json.loads(row[0])
        except (sqlite3.Error, OSError, ValueError):
            return None
        return None if row is None else [raw] if raw else []

    def _keep(self, name: str, countries: str, raw: dict[str, Any] | None) -> None:
        if self._asked.cache is None:
            return
        try:
            with closing(self._open()) as base, base:
                base.execute(
                    "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)",
                    (self._asked.address, name, countries, json.dumps(raw, ensure_ascii=False)),
                )
        except (sqlite3.Error, OSError):
            return  # an answer that cannot be kept is asked for again


def _questions(asked: Service) -> Callable[..., Any]:
    """Return geopy's way to ask, slowed down and with one second try."""
    from geopy.extra.rate_limiter import RateLimiter  # noqa: PLC0415 - as above
    from geopy.geocoders import Nominatim, Photon  # noqa: PLC0415 - as above

    try:
        agent = f"geomap/{version('geomap')}"
    except PackageNotFoundError:  # run from a folder, not installed
        agent = "geomap"
    parts = urlsplit(asked.address)
    make = {"nominatim": Nominatim, "photon": Photon}[asked.name]
    geocoder = make(
        scheme=parts.scheme,
        domain=parts.netloc + parts.path.rstrip("/"),
        user_agent=agent,
        timeout=asked.timeout_s,
    )
    return RateLimiter(  # type: ignore[no-any-return]
        geocoder.geocode,
        min_delay_seconds=asked.pause_s,
        max_retries=1,
        error_wait_seconds=max(asked.pause_s, 0.1),
        swallow_exceptions=False,
    )


def _place(
    name: str, raw: dict[str, Any], asked: Service, countries: Sequence[str]
) -> OwnPlace | None:
    """Read a service's answer; None for one without a point, or in another country."""
    try:
        lat, lon, shown, kind, code, box = (
            _of_photon(raw) if asked.name == "photon" else _of_nominatim(raw)
        )
    except (KeyError, ValueError, TypeError, IndexError, AttributeError):
        return None
    country = code.upper() if code and len(code) == 2 else None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    if countries and country not in {c.upper() for c in countries}:
        return None
    radius = 0.0
    if box is not None and kind is not PlaceKind.SETTLEMENT:
        south, west, north, east = box
        radius = round(distance_km(south, west, north, east) / 2, 1)
    return OwnPlace(
        name=shown or name,
        lat=lat,
        lon=lon,
        kind=kind,
        country=country,
        aliases=(name,),
        priority=PRIORITY,
        radius_km=min(radius, 5_000.0),
        source=f"{asked.name.title()}, {CREDIT}",
        feature=FEATURE,
    )


_Read = tuple[float, float, str, PlaceKind, str, "tuple[float, float, float, float] | None"]


def _of_nominatim(raw: dict[str, Any]) -> _Read:
    kinds = (raw.get("addresstype"), raw.get("type"), raw.get("class"))
    kind = next((_KINDS[k] for k in kinds if k in _KINDS), PlaceKind.OTHER)
    shown = raw.get("name") or str(raw.get("display_name", "")).split(",")[0]
    box = raw.get("boundingbox")
    south, north, west, east = map(float, box) if box else (0.0, 0.0, 0.0, 0.0)
    code = str((raw.get("address") or {}).get("country_code") or "")
    return (
        float(raw["lat"]), float(raw["lon"]), str(shown), kind, code,
        (south, west, north, east) if box else None,
    )  # fmt: skip


def _of_photon(raw: dict[str, Any]) -> _Read:
    told = raw["properties"]
    lon, lat = raw["geometry"]["coordinates"][:2]
    kinds = (told.get("osm_value"), told.get("type"), told.get("osm_key"))
    kind = next((_KINDS[k] for k in kinds if k in _KINDS), PlaceKind.OTHER)
    extent = told.get("extent")
    west, north, east, south = map(float, extent) if extent else (0.0, 0.0, 0.0, 0.0)
    return (
        float(lat), float(lon), str(told.get("name") or ""), kind,
        str(told.get("countrycode") or ""), (south, west, north, east) if extent else None,
    )  # fmt: skip
