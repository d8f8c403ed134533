"""The figures of one front line: its length, and the land that each side holds, by region."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.frontline.measure import area_km2, length_km
from geomap.frontline.plane import Plane
from geomap.frontline.shapes import area_of
from geomap.model import PlaceKind

if TYPE_CHECKING:
    from datetime import date

    from geomap.gazetteer import Gazetteer
    from geomap.model import FrontLine

_LEAST_KM2 = 0.05
_SLIVER = 0.002
"""A region of another country with less than this share of it under a side is the border's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Land of a side in a region, in km2; ``share`` of the region's land that a side holds."""

    side: str
    region: str
    km2: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The figures of a front line."""

    date: date | None
    source: str
    length_km: float
    """Along the ellipsoid, all runs together."""
    held: tuple[tuple[str, float], ...]
    """km2 by side, the largest first."""
    by_region: tuple[Held, ...]
    """Regions that more than one side holds a part of; by name, then the larger part first."""


def measured(line: FrontLine, gazetteer: Gazetteer) -> Measured:
    """Measure a front line; areas are those of the ellipsoid, in an equal-area projection."""
    whole = sorted(area_km2(line).items(), key=lambda item: (-item[1], item[0]))
    return Measured(
        date=line.date,
        source=line.source,
        length_km=round(length_km(line), 1),
        held=tuple((side, round(km2, 1)) for side, km2 in whole),
        by_region=_by_region(line, gazetteer),
    )


def measured_json(found: Measured) -> str:
    """Write the figures as JSON."""
    value = asdict(found)
    value["date"] = found.date.isoformat() if found.date else None
    value["held"] = dict(found.held)
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def measured_table(found: Measured) -> str:
    """Write the figures as lines of text for reading."""
    day = found.date.isoformat() if found.date else "no date"
    rows = [f"{day}: {found.length_km:,.1f} km of front"]
    rows += [f"{side} holds {km2:,.1f} km2" for side, km2 in found.held]
    rows += [
        f"  {one.region}: {one.side} holds {one.km2:,.1f} km2 ({one.share:.0%})"
        for one in found.by_region
    ]
    return "\n".join(rows) + "\n"


def _by_region(line: FrontLine, gazetteer: Gazetteer) -> tuple[Held, ...]:
    areas = {side: area_of(polygons) for side, polygons in line.held if polygons}
    if not areas:
        return ()
    corners = np.concatenate([shapely.get_coordinates(area) for area in areas.values()])
    plane = Plane.about(corners)
    flat = {side: shapely.make_valid(plane.project(area)) for side, area in areas.items()}
    west, south, east, north = shapely.union_all(list(areas.values())).bounds
    found: list[Held] = []
    for place, outline in gazetteer.outlines(PlaceKind.ADMIN1, (west, south, east, north)):
        if line.countries and place.country not in line.countries:
            continue
        region = shapely.make_valid(plane.project(outline))
        parts = {side: shapely.intersection(area, region).area for side, area in flat.items()}
        told = sum(parts.values())
        split = len(areas) == 1 or sum(part > _SLIVER * told for part in parts.values()) > 1
        if split and told > 0:
            found += [
                Held(side=side, region=place.name, km2=round(part / 1e6, 1),
                     share=round(part / (region.area if len(areas) == 1 else told), 3))
                for side, part in parts.items()
                if part / 1e6 >= _LEAST_KM2
            ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.region, -one.km2, one.side)))
