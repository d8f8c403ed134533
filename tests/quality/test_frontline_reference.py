"""The shipped front lines against independent lines of the same days, where these are at hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from factories import SHARED
from geomap.frontline import bundled, load, read, with_band
from geomap.frontline.plane import Plane
from geomap.frontline.shapes import area_of

if TYPE_CHECKING:
    from datetime import date

    from geomap.model import FrontLine

REFERENCE = SHARED / "reference"
PLANE = Plane(lat=48.0, lon=36.0)
MEDIAN_KM, P90_KM = 1.7, 4.5
"""What the method reaches on each of the three days, with a little room."""

needs_reference = pytest.mark.skipif(not REFERENCE.is_dir(), reason="no reference lines here")


def _sampled(line: shapely.Geometry) -> list[shapely.Geometry]:
    return [
        part.interpolate(at)
        for part in shapely.get_parts(line)
        for at in np.arange(0, part.length, 2000)
    ]


def _both_ways(front: FrontLine, reference: shapely.Geometry) -> tuple[np.ndarray, np.ndarray]:
    """Distances in km at every 2 km: from the line to the reference within 60 km, and back."""
    runs = [PLANE.project(shapely.linestrings(run)) for run in front.lines]
    line = shapely.intersection(shapely.union_all(runs), reference.buffer(60_000))
    there = shapely.distance(_sampled(line), reference) / 1000
    back = shapely.distance(_sampled(reference), line) / 1000
    return there, back


def _reference(day: date) -> shapely.Geometry:
    text = (REFERENCE / f"frontline_{day.isoformat()}.geojson").read_text("utf-8")
    shapes = [shape(feature["geometry"]) for feature in json.loads(text)["features"]]
    return PLANE.project(shapely.union_all(shapes))


@needs_reference
@pytest.mark.parametrize("day", bundled(), ids=str)
def test_the_shipped_line_is_near_the_reference(day: date) -> None:
    """Medians both ways at most 1.7 km and 90th percentiles at most 4.5 km."""
    (front,) = load(day)
    for km in _both_ways(front, _reference(day)):
        assert np.median(km) <= MEDIAN_KM
        assert np.percentile(km, 90) <= P90_KM


@needs_reference
@pytest.mark.parametrize("day", bundled(), ids=str)
def test_nine_tenths_of_the_reference_lie_in_the_band(day: date) -> None:
    """How far off a line may be is no empty word: the band of doubt holds the other line."""
    (front,) = load(day)
    band = PLANE.project(area_of(with_band(front).band))
    points = _sampled(_reference(day))
    assert np.mean(shapely.intersects(shapely.make_valid(band), points)) >= 0.9


@needs_reference
@pytest.mark.parametrize("day", bundled(), ids=str)
def test_a_control_map_gives_the_reference_line(day: date) -> None:
    """Coast and border cut away from the map of the day leave its front, with few stubs."""
    (front,) = read(REFERENCE / f"deepstatemap_{day.isoformat()}.geojson")
    there, back = _both_ways(front, _reference(day))
    assert np.percentile(back, 99) <= 0.1
    assert np.percentile(there, 90) <= 0.1
    assert front.date == day
    assert len(front.lines) < 15


def test_the_measure_finds_a_line_that_is_off() -> None:
    """A reference 5 km beside the line is measured as 5 km: the check can fail."""
    (front,) = load(bundled()[0])
    runs = [PLANE.project(shapely.linestrings(run)) for run in front.lines]
    beside = shapely.transform(shapely.union_all(runs), lambda xy: xy + np.array([3500.0, 3500.0]))
    there, _ = _both_ways(front, beside)
    assert np.median(there) > MEDIAN_KM
