"""Annotated texts: the XML of LGL, TR-News, GeoVirus and GeoWebNews, and geomap's own JSON Lines.

A name that does not stand where its annotation says is looked for nearby; one that stands
nowhere near is left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geomap.errors import FormatError
from geomap.evaluate.places import GoldText, Named, place_answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["place_gold"]

_NEARBY = 40
"""Characters that an annotation may be off."""
_NOT_NAMES = frozenset({"Non_Toponym", "Literal_Expression", "Non_Lit_Expression"})
"""Types of GeoWebNews that its own scores leave out."""
_ALLOWED = (
    "allowed: the XML of LGL, TR-News, GeoVirus or GeoWebNews, or JSON Lines of "
    '{"doc": "...", "text": "...", "places": [{"start": 0, "end": 4, "lat": 50.4, "lon": 30.5}]}'
)


def place_gold(data: bytes, where: str = "gold") -> tuple[GoldText, ...]:
    """Read annotated texts; the format is told by its beginning.

    Raises ``FormatError`` for anything else.
    """
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    found = tuple(_from_lines(data, where) if start == b"{" else _from_xml(data, where))
    if not found:
        raise FormatError(f"{where}: there is no annotated text in it; {_ALLOWED}")
    return found


def _from_lines(data: bytes, where: str) -> Iterator[GoldText]:
    text = data.decode("utf-8-sig", "replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        names = place_answers(line, place)
        row = json.loads(line)
        if not isinstance(row.get("text"), str):
            raise FormatError(f"{place}: no text; {_ALLOWED}")
        doc = str(row["doc"])
        yield GoldText(doc=doc, text=row["text"], names=names[doc])


def _from_xml(data: bytes, where: str) -> Iterator[GoldText]:
    from lxml import etree  # noqa: PLC0415 - only this needs it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"{where}: not XML ({str(error)[:120]}); {_ALLOWED}") from None
    for number, article in enumerate(tag for tag in root if tag.tag == "article"):
        text = article.findtext("text") or ""
        doc = article.get("docid") or article.get("file") or str(number)
        try:
            marked = list(_marked(article))
        except (TypeError, ValueError) as error:
            raise FormatError(f"{where}, article {doc}: {error}; {_ALLOWED}") from None
        yield GoldText(doc=doc, text=text, names=tuple(_settled(text, marked)))


def _value(tag: _Element | None, name: str) -> str | None:
    found = None if tag is None else tag.findtext(name)
    return (found or "").strip() or None


def _number(value: str | None) -> float | None:
    return None if value is None else float(value)


def _marked(article: _Element) -> Iterator[tuple[int, str, float | None, float | None]]:
    """Yield the annotations of an article: start, name, latitude, longitude."""
    for tag in article.iter("toponym"):
        name = tag.findtext("phrase")
        if name is not None:  # LGL, TR-News
            place = tag.find("gaztag")
            at = (_number(_value(place, "lat")), _number(_value(place, "lon")))
        else:  # GeoWebNews
            if _value(tag, "type") in _NOT_NAMES:
                continue
            name = tag.findtext("extractedName") or ""
            at = (_number(_value(tag, "latitude")), _number(_value(tag, "longitude")))
        yield int(_value(tag, "start") or ""), name, *at
    for tag in article.iter("location"):  # GeoVirus counts from 1
        at = (_number(_value(tag, "lat")), _number(_value(tag, "lon")))
        yield int(_value(tag, "start") or "") - 1, tag.findtext("name") or "", *at


def _settled(
    text: str, marked: list[tuple[int, str, float | None, float | None]]
) -> Iterator[Named]:
    """Yield the annotations where their names really stand, in order."""
    # Well-placed ones first, so that a moved one cannot take their place.
    taken = {
        (start, start + len(name))
        for start, name, _, _ in marked
        if start >= 0 and text[start : start + len(name)] == name
    }
    for start, name, lat, lon in sorted(marked, key=lambda one: (one[0], one[0] + len(one[1]))):
        at: int | None = start
        if start < 0 or text[start : start + len(name)] != name:
            at = _nearest(text, start, name, taken)
        if at is not None:
            taken.add((at, at + len(name)))
            yield Named(start=at, end=at + len(name), text=name, lat=lat, lon=lon)


def _nearest(text: str, start: int, name: str, taken: set[tuple[int, int]]) -> int | None:
    places = []
    at = text.find(name, max(0, start - _NEARBY)) if start > -_NEARBY and name else -1
    while -1 < at <= start + _NEARBY:
        if (at, at + len(name)) not in taken:
            places.append(at)
        at = text.find(name, at + 1)
    return min(places, key=lambda place: abs(place - start), default=None)
