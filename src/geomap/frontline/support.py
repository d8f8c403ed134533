"""What a derived line rests on: how many settlements, how far from it, how old their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.frontline.plane import Plane

if TYPE_CHECKING:
    from datetime import date

    from geomap.frontline.control import ControlTable
    from geomap.model import FrontLine

_REACH_M = 10_000.0
_STEP_M = 1_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What one run of a line rests on."""

    run: int
    """Index into ``FrontLine.lines``."""
    length_km: float
    settlements: int
    """Settlements of the table within 10 km of the run."""
    typical_km: float
    """Median distance from the run to the nearest settlement: about how far off it may be."""
    widest_km: float
    """The largest such distance: the middle of the widest gap between settlements."""
    oldest: date | None
    """Day of the oldest row within 10 km; None where there is none."""


def support(line: FrontLine, table: ControlTable) -> tuple[Support, ...]:
    """Tell for each run of a line derived from ``table`` what it rests on, in the order of runs."""
    rows = table.on(table.date).rows
    lonlat = np.array([(row.lon, row.lat) for row in rows], dtype=np.float64)
    plane = Plane.about(lonlat)
    homes = shapely.points(plane.to_xy(lonlat))
    tree = shapely.STRtree(homes)
    found = []
    for number, run in enumerate(line.lines):
        flat = plane.project(shapely.linestrings(run))
        stations = shapely.line_interpolate_point(flat, np.arange(0, flat.length, _STEP_M))
        _, metres = tree.query_nearest(stations, return_distance=True, all_matches=False)
        near = tree.query(flat, predicate="dwithin", distance=_REACH_M)
        found.append(
            Support(
                run=number,
                length_km=round(flat.length / 1000, 1),
                settlements=len(near),
                typical_km=round(float(np.median(metres)) / 1000, 1),
                widest_km=round(float(metres.max()) / 1000, 1),
                oldest=min((rows[i].date for i in near), default=None),
            )
        )
    return tuple(found)
