"""The countries around some land: what of its edge is coast or state border, and what is front."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from geomap.frontline.classes import OTHER
from geomap.frontline.shapes import line_parts, lines_within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geomap.frontline.plane import Plane

    Outlines = Callable[[tuple[float, float, float, float]], Sequence[tuple[str, BaseGeometry]]]

_MARGIN_DEG = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The countries around, in metres of one plane."""

    countries: tuple[tuple[str, BaseGeometry], ...]

    @classmethod
    def of(cls, corners: NDArray[np.float64], plane: Plane, outlines: Outlines) -> Ground:
        """Take the countries about some points, (lon, lat) degrees."""
        west, south = corners.min(axis=0) - _MARGIN_DEG
        east, north = corners.max(axis=0) + _MARGIN_DEG
        box = (float(west), float(south), float(east), float(north))
        # Only what is near counts: Russia has ten times the outline that the front is near to.
        cut = [(code, shapely.clip_by_rect(shape, *box)) for code, shape in outlines(box)]
        return cls(
            countries=tuple(
                (code, shapely.make_valid(plane.project(shape)))
                for code, shape in cut
                if not shape.is_empty
            )
        )

    def holding(self, area: BaseGeometry) -> tuple[str, ...]:
        """Return the codes of the countries that hold more than a twentieth of an area."""
        shares = [(code, shapely.intersection(area, one).area) for code, one in self.countries]
        return tuple(sorted(code for code, share in shares if share > area.area / 20))

    def other(self, side: str, area: BaseGeometry) -> str:
        """Name who stands against a side: the country whose land it is, else everybody else."""
        countries = self.holding(area)
        named = len(side) == 2 and side.isupper() and len(countries) == 1
        return countries[0] if named and countries[0] != side else OTHER + side

    def inland(self, edge: BaseGeometry, area: BaseGeometry, border_m: float) -> list[BaseGeometry]:
        """Return the runs of the edge of an area that are front, without coast and state border.

        What runs within ``border_m`` of a country's outline is no front. Neither is a short run
        further inland if all that lies beyond it is a sliver along the outline: there the map and
        our outline disagree about the border, as where the area strays into another country.
        """
        runs: list[BaseGeometry] = []
        holding = self.holding(area)
        for code, country in self.countries:
            if code not in holding:
                continue
            inner = shapely.buffer(country, -border_m, quad_segs=2)
            free = shapely.difference(country, area)
            wide = shapely.buffer(shapely.buffer(free, -border_m, quad_segs=2), border_m * 1.05)
            shapely.prepare(wide)
            deep = shapely.buffer(country, -3 * border_m, quad_segs=2)
            shapely.prepare(deep)
            runs += [
                run
                for run in merged(lines_within(edge, inner))
                if deep.intersects(run) or wide.intersects(run)
            ]
        return runs


def merged(edge: BaseGeometry) -> list[BaseGeometry]:
    """Return an edge as its longest runs."""
    return line_parts(shapely.line_merge(shapely.union_all(line_parts(edge))))
