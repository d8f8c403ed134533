"""Front lines: read them, derive them from who holds what, and put events in relation to them."""

from __future__ import annotations

from geomap.frontline.auto import for_events
from geomap.frontline.choose import LATER_DAYS, LIMIT_DAYS
from geomap.frontline.compare import diff, diff_geojson, diff_json, diff_table
from geomap.frontline.control import Control, ControlTable, parse_control, write_control
from geomap.frontline.derive import DeriveOptions, derive
from geomap.frontline.geojson import to_geojson
from geomap.frontline.measure import annotate, area_km2, length_km
from geomap.frontline.read import bundled, load, read, read_control
from geomap.frontline.report import Measured, measured, measured_json, measured_table
from geomap.frontline.support import support, with_band

__all__ = [
    "LATER_DAYS",
    "LIMIT_DAYS",
    "Control",
    "ControlTable",
    "DeriveOptions",
    "Measured",
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
    "measured",
    "measured_json",
    "measured_table",
    "parse_control",
    "read",
    "read_control",
    "support",
    "to_geojson",
    "with_band",
    "write_control",
]
