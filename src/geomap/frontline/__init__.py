"""Front lines: read them, derive them from who holds what, and put events in relation to them."""

from __future__ import annotations

from geomap.frontline.auto import for_events
from geomap.frontline.compare import Difference, diff, diff_geojson, diff_json, diff_table
from geomap.frontline.control import Control, ControlTable, parse_control, write_control
from geomap.frontline.derive import DeriveOptions, derive
from geomap.frontline.geojson import to_geojson
from geomap.frontline.measure import annotate, area_km2, length_km
from geomap.frontline.read import bundled, load, read, read_control
from geomap.frontline.support import support, with_band

__all__ = [
    "Control",
    "ControlTable",
    "DeriveOptions",
    "Difference",
    "annotate",
    "area_km2",
    "bundled",
    "derive",
    "diff",
    "diff_geojson",
    "diff_json",
    "diff_table",
    "for_events",
    "length_km",
    "load",
    "parse_control",
    "read",
    "read_control",
    "support",
    "to_geojson",
    "with_band",
    "write_control",
]
