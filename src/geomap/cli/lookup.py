"""``geomap lookup``: the gazetteer at the prompt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.cli import output, world
from geomap.cli.options import command, point
from geomap.errors import UsageError
from geomap.geo import distance_km

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from geomap.cli.options import Subs
    from geomap.cli.output import Console
    from geomap.gazetteer import Gazetteer
    from geomap.model import Candidate


def add(subs: Subs) -> None:
    """Add the command and its options."""
    sub = command(
        subs, "lookup", run, "look names up in the gazetteer",
        "geomap lookup Oleksiivka --country UA --near 48.0,37.0",
    )  # fmt: skip
    sub.add_argument("names", nargs="+", metavar="NAME")
    sub.add_argument("--country", metavar="CC", help="only places of this country (ISO 3166-1)")
    sub.add_argument("--near", type=point, metavar="LAT,LON", help="the nearest first")
    sub.add_argument(
        "--kind",
        metavar="KINDS",
        help="only these, separated by commas: settlement, admin1, admin2, country, continent, "
        "area, water, facility, other",
    )
    sub.add_argument("-n", dest="limit", type=int, default=5, metavar="N", help="at most N a name")
    sub.add_argument("--json", action="store_true", help="JSON for other tools")
    world.options(sub)


def run(arguments: Namespace, console: Console) -> int:
    """Look names up; 1 when one of them is nowhere."""
    if arguments.limit < 1:
        raise UsageError(f"-n {arguments.limit} asks for nothing; give a number of 1 or more")
    kinds = _kinds(arguments.kind)
    gazetteer = world.opened(arguments, console)
    country = arguments.country.upper() if arguments.country else None
    if country is not None and gazetteer.country(country) is None:
        raise UsageError(f"--country {arguments.country!r} is no ISO 3166-1 code; say UA or IR")
    gazetteer = _asked(arguments, console, gazetteer, country)
    found = {}
    for name in dict.fromkeys(arguments.names):
        every = gazetteer.lookup(name, country=country, near=arguments.near)
        found[name] = [c for c in every if not kinds or c.place.kind.value in kinds]
    limit = arguments.limit
    if arguments.json:
        rows = [
            {"query": name, "matches": [_match(c) for c in found[name][:limit]]}
            | ({} if found[name] else {"near_misses": _near_misses(name, gazetteer, country)})
            for name in arguments.names
        ]
        output.write(output.STDOUT, (json.dumps(rows, ensure_ascii=False) + "\n").encode())
    else:
        _print(found, arguments, gazetteer, console, country)
    missing = [name for name in found if not found[name]]
    return (2 if len(missing) == len(found) else 1) if missing else 0


def _asked(
    arguments: Namespace, console: Console, gazetteer: Gazetteer, country: str | None
) -> Gazetteer:
    """Lay over the gazetteer what a geocoder, when asked for, says of names that are nowhere."""
    geocoder = world.geocoder_of(arguments)
    if geocoder is None:
        return gazetteer
    missing = [name for name in arguments.names if not gazetteer.lookup(name, country=country)]
    kept_to = (country,) if country else ()
    return gazetteer.with_places(world.ask(geocoder, ((n, kept_to) for n in missing), console))


def _how(candidate: Candidate) -> str:
    geocoded = candidate.place.feature == "geocoded"
    return candidate.place.source if geocoded else candidate.match.value


def _kinds(text: str | None) -> frozenset[str]:
    from geomap.model import PlaceKind

    asked = frozenset(word.strip().lower() for word in (text or "").split(",") if word.strip())
    for word in sorted(asked - set(PlaceKind)):
        raise UsageError(f"--kind {word!r} is no kind; choose among {', '.join(PlaceKind)}")
    return asked


def _match(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "name": place.name,
        "lat": round(place.lat, 5),
        "lon": round(place.lon, 5),
        "kind": place.kind.value,
        "country": place.country,
        "admin1": place.admin1,
        "geonameid": place.geonameid,
        "population": place.population,
        "matched_as": f"{_how(candidate)}: {candidate.name}",
        "score": round(candidate.score, 4),
    }


def _near_misses(name: str, gazetteer: Gazetteer, country: str | None) -> list[str]:
    found = gazetteer.suggest(name, country=country)
    return list(dict.fromkeys(c.place.name for c in found))


def _print(
    found: dict[str, list[Candidate]],
    arguments: Namespace,
    gazetteer: Gazetteer,
    console: Console,
    country: str | None,
) -> None:
    """Print a table a name; what is nowhere goes to standard error."""
    printed = False
    for name, candidates in found.items():
        if not candidates:
            console.error(_nowhere(name, arguments, gazetteer, country))
            continue
        if printed:
            print()
        printed = True
        print(name)
        shown = candidates[: arguments.limit]
        for line in _table([_cells(c, arguments.near) for c in shown], arguments.near is not None):
            print(f"  {line}")
        more = len(candidates) - len(shown)
        if more:
            console.say(f"{more} more called {name!r}; -n {len(candidates)} shows them")


def _nowhere(name: str, arguments: Namespace, gazetteer: Gazetteer, country: str | None) -> str:
    """Say that a name is nowhere, what it could have been, and where it is without the filters."""
    what = f"no {arguments.kind.replace(',', ' or ')}" if arguments.kind else "no place"
    where = f" in {country}" if country else ""
    told = f"{what}{where} is called {name!r}"
    elsewhere = gazetteer.lookup(name, limit=3)
    if elsewhere:
        return f"{told}; without the filter: {'; '.join(_described(c) for c in elsewhere)}"
    near = _near_misses(name, gazetteer, country)
    return f"{told}; did you mean {', '.join(near)}?" if near else told


def _described(candidate: Candidate) -> str:
    place = candidate.place
    where = ", ".join(part for part in (place.admin1, place.country) if part)
    return f"{place.name} ({place.kind.value}{', ' + where if where else ''})"


_HEAD = ("name", "kind", "where", "lat", "lon", "people", "matched as", "km")
_NUMBERS = frozenset({3, 4, 5, 7})


def _cells(candidate: Candidate, near: tuple[float, float] | None) -> tuple[str, ...]:
    place = candidate.place
    where = [place.admin1 if place.admin1 != place.name else None, place.country]
    way = _how(candidate)
    if candidate.name != place.name:
        way += f": {candidate.name}"
    away = "" if near is None else f"{distance_km(*near, place.lat, place.lon):,.0f}"
    return (
        place.name,
        place.kind.value,
        ", ".join(part for part in where if part),
        f"{place.lat:.4f}",
        f"{place.lon:.4f}",
        f"{place.population:,}" if place.population else "",
        way,
        away,
    )


def _table(rows: Sequence[tuple[str, ...]], far: bool) -> list[str]:  # noqa: FBT001 - private
    """Return lines with the columns below each other, under a line of their names."""
    lines = [_HEAD, *rows]
    last = len(_HEAD) if far else len(_HEAD) - 1
    widths = [max(len(line[n]) for line in lines) for n in range(last)]
    return [
        "  ".join(
            line[n].rjust(widths[n]) if n in _NUMBERS else line[n].ljust(widths[n])
            for n in range(last)
        ).rstrip()
        for line in lines
    ]
