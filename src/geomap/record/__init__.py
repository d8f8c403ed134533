"""Events as flat records: the one table of fields behind GeoJSON, CSV and every other export.

``to_record`` flattens an event; ``from_record`` reads a record back after a person has edited it.
"""

from __future__ import annotations

from geomap.record.correct import DROP, Correction, correct
from geomap.record.names import EventNames, Names, event_names, read_event_names
from geomap.record.parse import from_feature, from_record
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
    "Correction",
    "EventNames",
    "Names",
    "Scalar",
    "correct",
    "event_names",
    "feature",
    "feature_collection",
    "from_feature",
    "from_record",
    "read_event_names",
    "to_record",
]
