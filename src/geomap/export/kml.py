"""KML for globes: one placemark an event, all text inert."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from geomap.model import Layer
from geomap.record import EventNames, Scalar, to_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Event

__all__ = ["to_kml"]

# KML writes colours as alpha, blue, green, red.
_COLOURS = {
    Layer.KINETIC: "ff2b2bd6",
    Layer.TERRITORY: "ffb4771f",
    Layer.CIVIL: "ff0e7fff",
    Layer.DIPLOMACY: "ff2ca02c",
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_kml(
    events: Iterable[Event], names: EventNames | None = None, *, title: str = "Events"
) -> str:
    """Return the events as KML 2.2; those without a place have no point."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<kml xmlns="http://www.opengis.net/kml/2.2">',
        "<Document>",
        f"<name>{_text(title)}</name>",
        *(
            f'<Style id="{layer.value}"><IconStyle><color>{colour}</color></IconStyle></Style>'
            for layer, colour in _COLOURS.items()
        ),
    ]
    for event in events:
        lines += _placemark(event, names)
    return "\n".join([*lines, "</Document>", "</kml>", ""])


def _text(value: Scalar) -> str:
    return escape(_NOT_XML.sub("\ufffd", str(value)), quote=True)


def _placemark(event: Event, names: EventNames | None) -> list[str]:
    record = to_record(event, names)
    where = record["place_name"] or record["place_text"]
    kind = str(record["kind"]).replace("_", " ").capitalize()
    lines = [
        f'<Placemark id="e{_text(re.sub(r"[^A-Za-z0-9_.-]", "_", event.id))}">',
        f"<name>{_text(f'{kind}, {where}' if where else kind)}</name>",
    ]
    if record["evidence"]:
        # Globes show a description as HTML: escaped twice, it is shown as it was written.
        lines.append(f"<description>{_text(_text(record['evidence']))}</description>")
    begin, end = record["date_start"], record["date_end"]
    if begin and end:
        lines.append(f"<TimeSpan><begin>{begin}</begin><end>{end}</end></TimeSpan>")
    lines += [f"<styleUrl>#{event.kind.layer.value}</styleUrl>", "<ExtendedData>"]
    lines += [
        f'<Data name="{name}"><value>{_text(value)}</value></Data>'
        for name, value in record.items()
        if value is not None
    ]
    lines.append("</ExtendedData>")
    if record["latitude"] is not None:
        point = f"{record['longitude']},{record['latitude']}"
        lines.append(f"<Point><coordinates>{point}</coordinates></Point>")
    return [*lines, "</Placemark>"]
