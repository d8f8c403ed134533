"""``geomap lookup``: the gazetteer at the prompt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.cli import output
from geomap.cli.options import (
    command,
    point,
)
from geomap.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from geomap.cli.options import Subs
    from geomap.cli.output import Console
    from geomap.gazetteer import Gazetteer


def add(subs: Subs) -> None:
    """Add the command and its options."""
    sub = command(
        subs, "lookup", run, "look names up in the gazetteer",
        "geomap lookup Oleksiivka --country UA --near 48.0,37.0",
    )  # fmt: skip
    sub.add_argument("names", nargs="+", metavar="NAME")
    sub.add_argument("--country", metavar="CC", help="only places of this country (ISO 3166-1)")
    sub.add_argument("--near", type=point, metavar="LAT,LON", help="the nearest first")
    sub.add_argument("-n", dest="limit", type=int, default=5, metavar="N", help="at most N a name")
    sub.add_argument("--json", action="store_true", help="JSON for other tools")


def run(arguments: Namespace, console: Console) -> int:
    """Look names up; 1 when one of them is nowhere."""
    from geomap.gazetteer import Gazetteer

    if arguments.limit < 1:
        raise UsageError(f"-n {arguments.limit} asks for nothing; give a number of 1 or more")
    gazetteer = Gazetteer.open()
    country = arguments.country.upper() if arguments.country else None
    if country is not None and gazetteer.country(country) is None:
        raise UsageError(f"--country {arguments.country!r} is no ISO 3166-1 code; say UA or IR")
    found = {
        name: gazetteer.lookup(name, country=country, near=arguments.near, limit=arguments.limit)
        for name in arguments.names
    }
    if arguments.json:
        rows = [
            {"query": name, "matches": [_match(c) for c in found[name]]} for name in arguments.names
        ]
        output.write(output.STDOUT, (json.dumps(rows, ensure_ascii=False) + "\n").encode())
    else:
        for name in arguments.names:
            _print_matches(name, found[name], gazetteer, console)
    missing = [name for name in arguments.names if not found[name]]
    return (2 if len(missing) == len(arguments.names) else 1) if missing else 0


def _match(candidate: Any) -> dict[str, Any]:  # noqa: ANN401
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
        "matched_as": f"{candidate.match.value}: {candidate.name}",
        "score": round(candidate.score, 4),
    }


def _print_matches(name: str, found: Sequence[Any], gazetteer: Gazetteer, console: Console) -> None:
    if not found:
        near = [c.place.name for c in gazetteer.suggest(name)]
        hint = f"; did you mean {', '.join(dict.fromkeys(near))}?" if near else ""
        console.error(f"no place is called {name!r}{hint}")
        return
    print(name)
    for candidate in found:
        place = candidate.place
        where = ", ".join(part for part in (place.admin1, place.country) if part)
        people = f"{place.population:,}" if place.population else ""
        print(
            f"  {place.name:<28.28} {place.kind.value:<10} {where:<32.32} "
            f"{place.lat:9.4f} {place.lon:10.4f} {people:>12}  {candidate.match.value}"
        )
