"""A drawn sheet as the bytes of a file, with its title and its description inside."""

from __future__ import annotations

import io
from threading import Lock
from typing import TYPE_CHECKING, Any, cast
from xml.sax.saxutils import escape

import matplotlib as mpl

from geomap.errors import UsageError
from geomap.render.image import letters, page
from geomap.render.image.words import Say, place_of, years_differ

if TYPE_CHECKING:
    from geomap.model import Scene
    from geomap.render.image.plane import Box
    from geomap.render.image.sheet import Sheet

_KINDS = ("png", "svg", "pdf")
_SIZES = (60.0, 2000.0)
_DPIS = (30.0, 1200.0)
_MOST_PIXELS = 150e6
_TOLD = 25
"""Events told one by one in the description; a reader of it hears the rest as a number."""
_LOCK = Lock()
"""matplotlib's settings are those of the whole process: pictures are drawn one at a time."""
_SETTINGS: dict[str, Any] = {
    "svg.hashsalt": "geomap",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "text.parse_math": False,
    "text.usetex": False,
    "path.simplify": False,
    "agg.path.chunksize": 0,
}


def picture(
    scene: Scene, kind: str, *, size: tuple[float, float | None], dpi: float, extent: Box | None
) -> bytes:
    """Return the bytes of a file; see ``geomap.render.image.render``."""
    _check(kind, size, dpi, extent)
    with _LOCK, mpl.rc_context():
        mpl.rcdefaults()
        cast("Any", mpl.rcParams).update(_SETTINGS)
        width, height = size
        sheet = page.draw(scene, width=width, height=height, dpi=dpi, extent=extent)
        return _bytes(sheet, kind, scene)


def _check(kind: str, size: tuple[float, float | None], dpi: float, extent: Box | None) -> None:
    if kind not in _KINDS:
        raise UsageError(f"{kind!r} is no kind of picture; choose among {', '.join(_KINDS)}")
    low, high = _SIZES
    for side in size:
        if side is not None and not low <= side <= high:
            raise UsageError(
                f"a picture {side:g} mm wide or high cannot be drawn; give {low:g} to {high:g} mm"
            )
    if not _DPIS[0] <= dpi <= _DPIS[1]:
        raise UsageError(f"--dpi {dpi:g} is out of range; give {_DPIS[0]:g} to {_DPIS[1]:g}")
    pixels = size[0] * (size[1] or 1.5 * size[0]) * (dpi / 25.4) ** 2
    if kind == "png" and pixels > _MOST_PIXELS:
        raise UsageError(
            f"a picture of {pixels / 1e6:.0f} million pixels is too large; lower --size or --dpi, "
            "or write SVG or PDF"
        )
    if extent is not None:
        west, south, east, north = extent
        good = -90.0 <= south < north <= 90.0 and -180.0 <= west <= 360.0 >= east and west != east
        if not good:
            raise UsageError(
                f"{','.join(f'{side:g}' for side in extent)} is no extent; give west, south, east, "
                "north in degrees, say 30,44,41,53"
            )


def alt_text(scene: Scene) -> str:
    """Return what the picture shows, for those who cannot see it: the events in words."""
    say = Say(scene.language)
    years = years_differ(scene.events)
    told = []
    for event in scene.events[:_TOLD]:
        place = place_of(event) if event.where.location is not None else say("no_place")
        line = say.line(event, years=years)
        told.append(f"{place}: {line}" if place else line)
    if len(scene.events) > _TOLD:
        told.append(say("more", len(scene.events) - _TOLD))
    parts = [f"{say('alt')} {scene.subtitle}", *told]
    return letters.clean(". ".join(part.rstrip(".") for part in parts)) + "."


def _bytes(sheet: Sheet, kind: str, scene: Scene) -> bytes:
    title, told = letters.clean(scene.title), alt_text(scene)
    credit = letters.clean(" · ".join(scene.credits))
    stream = io.BytesIO()
    metadata: dict[str, Any]
    if kind == "png":
        metadata = {
            "Software": None,
            "Title": title,
            "Description": told,
            "Copyright": credit,
            "XML:com.adobe.xmp": _xmp(title, told, credit),
        }
    elif kind == "pdf":
        metadata = {
            "Title": title, "Subject": told, "Keywords": credit,
            "Creator": "geomap", "Producer": None, "CreationDate": None,
        }  # fmt: skip
    else:
        metadata = {"Date": None, "Creator": "geomap", "Title": title, "Description": told}
    cast("Any", sheet.figure).savefig(stream, format=kind, dpi=sheet.figure.dpi, metadata=metadata)
    found = stream.getvalue()
    return _described(found, title, told) if kind == "svg" else found


def _described(svg: bytes, title: str, told: str) -> bytes:
    """Give an SVG its name and its description, where screen readers look for them."""
    text = svg.decode("utf-8")
    # A document type names a file on a server; nothing that opens the picture should ask for it.
    head, opening, rest = text.partition("<!DOCTYPE")
    text = head + rest.partition(">\n")[2] if opening else text
    text = text.replace(f" <title>{escape(title)}</title>\n", "", 1)
    start = text.index("<svg ")
    end = text.index(">", start) + 1
    tag = text[start:end].replace(
        "<svg ", '<svg role="img" aria-labelledby="geomap-title geomap-desc" ', 1
    )
    names = (
        f'\n <title id="geomap-title">{escape(title)}</title>'
        f'\n <desc id="geomap-desc">{escape(told)}</desc>'
    )
    return (text[:start] + tag + names + text[end:]).encode("utf-8")


def _xmp(title: str, told: str, credit: str) -> str:
    """Return the description as editors of pictures read it: IPTC's alt text, in XMP."""

    def row(name: str, value: str) -> str:
        said = f'<rdf:li xml:lang="x-default">{escape(value)}</rdf:li>'
        return f"<{name}><rdf:Alt>{said}</rdf:Alt></{name}>"

    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        + row("dc:title", title)
        + row("dc:description", told)
        + row("dc:rights", credit)
        + row("Iptc4xmpCore:AltTextAccessibility", told)
        + '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
