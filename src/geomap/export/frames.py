"""GeoPandas and the files it writes: GeoPackage and GeoParquet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from geomap.errors import OutputError
from geomap.record import FIELDS, EventNames, to_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geopandas import GeoDataFrame

    from geomap.model import Event

__all__ = ["to_geodataframe", "to_gpkg", "to_parquet"]

_WHOLE = (
    *("time_precision", "geonameid", "killed", "injured", "launched", "downed", "jammed"),
    *("evidence_start", "evidence_end", "num_sources", "num_articles"),
)
_REAL = ("latitude", "longitude", "uncertainty_km", "frontline_km", "confidence")
# A fixed day, or GeoPackages of the same events would differ by when they were written.
_STAMP = "2000-01-01T00:00:00.000Z"


def to_geodataframe(events: Iterable[Event], names: EventNames | None = None) -> GeoDataFrame:
    """Return the events as a GeoDataFrame: the fields of a record and a point, in WGS 84.

    Points are (lon, lat); an event without a place has none. Counts are nullable integers, dates
    ISO texts.
    """
    import geopandas  # noqa: PLC0415 - costs over a second
    import pandas as pd  # noqa: PLC0415 - the same
    from shapely.geometry import Point  # noqa: PLC0415 - the same

    records = [to_record(event, names) for event in events]
    columns = {name: [record[name] for record in records] for name in FIELDS}
    kinds = dict.fromkeys(_WHOLE, "Int64") | dict.fromkeys(_REAL, "Float64")
    data = {
        name: pd.Series(values, dtype=kinds.get(name, "string")) for name, values in columns.items()
    }
    points = [
        None if record["latitude"] is None else Point(record["longitude"], record["latitude"])
        for record in records
    ]
    geometry = geopandas.GeoSeries(points, crs="EPSG:4326")
    return geopandas.GeoDataFrame(data, geometry=geometry)


def to_gpkg(events: Iterable[Event], names: EventNames | None = None) -> bytes:
    """Return the events as a GeoPackage with the layer "events"."""
    import pyogrio  # type: ignore[import-untyped]  # noqa: PLC0415 - costs over a second

    frame = to_geodataframe(events, names)
    out = io.BytesIO()
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _STAMP})
    try:
        pyogrio.write_dataframe(frame, out, driver="GPKG", layer="events", geometry_type="Point")
    except Exception as error:
        raise OutputError(
            f"a GeoPackage of {len(frame)} events cannot be written ({error}); "
            "allowed: any events. Write GeoJSON instead"
        ) from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
    return out.getvalue()


def to_parquet(events: Iterable[Event], names: EventNames | None = None) -> bytes:
    """Return the events as GeoParquet; needs the package pyarrow."""
    frame = to_geodataframe(events, names)
    out = io.BytesIO()
    try:
        frame.to_parquet(out)
    except ImportError:
        raise OutputError(
            "Parquet cannot be written: the package pyarrow is missing; install it with "
            "pip install pyarrow, or write GeoPackage or CSV instead"
        ) from None
    return out.getvalue()
