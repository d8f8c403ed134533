"""Events as flat records: the one table of fields behind GeoJSON, CSV and every other export.

``to_record`` flattens an event; ``from_record`` reads a record back after a person has edited it.
"""

from __future__ import annotations

from geomap.record.correct import DROP, Correction, correct
from geomap.record.many import copied
from geomap.record.names import EventNames, Names, event_names, read_event_names
from geomap.record.parse import feature_row, from_feature, from_record, record_row
from geomap.record.quick import feature_rows, features
from geomap.record.row import Builder, Row
from geomap.record.write import (
    CSV_NAMES,
    FIELDS,
    JOINT,
    Scalar,
    feature,
    feature_collection,
    to_record,
)

__all__ = [
    "CSV_NAMES",
    "DROP",
    "FIELDS",
    "JOINT",
    "Builder",
    "Correction",
    "EventNames",
    "Names",
    "Row",
    "Scalar",
    "copied",
    "correct",
    "event_names",
    "feature",
    "feature_collection",
    "feature_row",
    "feature_rows",
    "features",
    "from_feature",
    "from_record",
    "read_event_names",
    "record_row",
    "to_record",
]
