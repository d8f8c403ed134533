"""The stages put together: the only module that knows their order.

``read -> recognise -> resolve -> extract -> frontline -> scene -> render | export``
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from geomap import documents, events, export, frontline, scene
from geomap.errors import GeomapError, UsageError
from geomap.gazetteer import Gazetteer
from geomap.locating import Spread, in_parallel, locate, read_documents, resolved
from geomap.model import ControlStatus

if TYPE_CHECKING:
    import folium

    from geomap.model import Difference, Document, Event, FrontLine, Resolution, Scene
    from geomap.record import EventNames

Told = Callable[[str], None]
"""Hears what a user should know, a sentence each."""


def _ignore(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOptions:
    """How a map is made from events."""

    title: str | None = None
    frontline: str = "auto"
    """auto, none, or dates of bundled lines and paths of files, separated by commas."""
    band: bool = False
    """Whether the band is drawn in which a derived line may run."""
    tiles: str | None = None
    """None for the vector base alone, "osm", or the URL template of a tile server."""
    language: str = "en"
    size: tuple[float, float | None] = (180.0, None)
    """Of a picture: width and height in millimetres; a height of None is what the map needs."""
    dpi: float = 200.0
    """Pixels an inch of a PNG."""
    extent: tuple[float, float, float, float] | None = None
    """The part of the map that a picture shows: west, south, east, north in degrees."""


@cache
def _setting(gazetteer: Gazetteer) -> events.Setting:
    return events.setting(gazetteer)


def _stories(document: Document, gazetteer: Gazetteer) -> list[list[events.Draft]]:
    return events.stories(document, resolved(document, gazetteer), _setting(gazetteer))


def extract(
    read: Iterable[Document],
    gazetteer: Gazetteer,
    *,
    workers: int | None = 1,
    spread: Spread | None = None,
) -> tuple[Event, ...]:
    """Return the events of the documents; copies of one article count once.

    ``workers`` processes of this machine (None: as many as an input of this length is worth), or
    ``spread``, share the work; the result does not depend on them. The texts are not kept: of a
    million articles stay what they told.
    """
    marked = documents.marked_copies(read)
    told = in_parallel(_stories, marked, gazetteer, workers=workers, spread=spread)
    found = events.calibrated(events.merge(story for stories in told for story in stories))
    lines = frontline.for_events(found)
    return frontline.annotate(found, lines, gazetteer=gazetteer) if lines else found


def explain(
    read: Iterable[Document], gazetteer: Gazetteer
) -> tuple[tuple[Event, ...], tuple[tuple[Document, tuple[events.Explained, ...]], ...]]:
    """Return the events of some documents, and each document sentence by sentence."""
    marked = documents.mark_copies(tuple(read))
    found = extract(marked, gazetteer)
    told = tuple(
        (one, events.explain(one, resolved(one, gazetteer), _setting(gazetteer), found))
        for one in marked
    )
    return found, told


def lines_for(
    found: Sequence[Event], choice: str, gazetteer: Gazetteer, *, told: Told = _ignore
) -> tuple[FrontLine, ...]:
    """Return the front lines of a choice: auto, none, or dates and files, separated by commas.

    ``told`` hears what of a file was mended or left out.
    """
    if choice == "none":
        return ()
    if choice == "auto":
        return frontline.for_events(found)
    names = [choice] if Path(choice).exists() else [name.strip() for name in choice.split(",")]
    lines = [line for name in names for line in _lines_of(name, gazetteer, told)]
    return tuple(sorted(lines, key=lambda line: line.date or date.min))


def _lines_of(name: str, gazetteer: Gazetteer, told: Told) -> tuple[FrontLine, ...]:
    day = _date(name)
    if day is not None:
        return frontline.load(day)
    if not Path(name).exists():
        raise UsageError(
            f"--frontline {name!r} is neither a date nor a file; use auto, none, one of the "
            f"dates {', '.join(d.isoformat() for d in frontline.bundled())}, or a file"
        )
    return frontline.read(name, gazetteer=gazetteer, told=told)


def one_line(choice: str, gazetteer: Gazetteer, *, told: Told = _ignore) -> FrontLine:
    """Return the one front line of a date or a file; of several, the one that is assessed."""
    if _date(choice) is None and not Path(choice).exists():
        raise UsageError(
            f"{choice!r} is neither a file nor a date of a bundled front line; the dates are "
            f"{', '.join(d.isoformat() for d in frontline.bundled())}"
        )
    found = _lines_of(choice, gazetteer, told)
    sure = [line for line in found if line.status is ControlStatus.ASSESSED]
    if len(sure or found) != 1:
        raise UsageError(f"{choice!r} holds {len(found)} front lines; give a date or a file of one")
    return (sure or found)[0]


def differences(lines: Sequence[FrontLine], gazetteer: Gazetteer) -> tuple[Difference, ...]:
    """Return what changed from each day to the next, for lines that can be compared."""
    sure = [
        line
        for line in lines
        if line.date is not None and line.held and line.status is ControlStatus.ASSESSED
    ]
    pairs = [
        (before, after)
        for before, after in pairwise(sure)
        if before.date != after.date
        and {before.side_left, before.side_right} == {after.side_left, after.side_right}
    ]
    return tuple(frontline.diff(before, after, gazetteer=gazetteer) for before, after in pairs)


def compose_changes(
    before: FrontLine, after: FrontLine, gazetteer: Gazetteer, options: MapOptions
) -> tuple[Difference, Scene]:
    """Return what changed between two front lines, and the scene that shows it."""
    found = frontline.diff(before, after, gazetteer=gazetteer)
    view = scene.build(
        (),
        _drawn((before, after), options),
        gazetteer,
        title=options.title,
        language=options.language,
        differences=(found,),
    )
    return found, view


def _drawn(lines: Sequence[FrontLine], options: MapOptions) -> tuple[FrontLine, ...]:
    return tuple(map(frontline.with_band, lines)) if options.band else tuple(lines)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def compose(
    found: Sequence[Event], gazetteer: Gazetteer, options: MapOptions, *, told: Told = _ignore
) -> Scene:
    """Return the scene of some events: their front line, outlines, base map and labels.

    ``told`` hears what of a front line file was mended or left out, and of options that do not go
    with it.
    """
    lines = lines_for(found, options.frontline, gazetteer, told=told)
    chosen = options.frontline not in ("auto", "none")
    if options.frontline == "auto" and not lines:
        _tell_of_other_days(found, told)
    measured = tuple(found)
    if lines:
        # The reader chose the line: it holds for all events, however old it is.
        limit = None if chosen else frontline.LIMIT_DAYS
        measured = frontline.annotate(found, lines, gazetteer=gazetteer, limit_days=limit)
    if options.band and lines and not any(line.support for line in lines):
        told("the front line says nothing of its uncertainty, so there is no band to draw")
    return scene.build(
        measured,
        _drawn(lines, options),
        gazetteer,
        title=options.title,
        language=options.language,
        differences=differences(lines, gazetteer) if chosen else (),
    )


def _tell_of_other_days(found: Sequence[Event], told: Told) -> None:
    """Tell when a line would be near the events, but none is of their days."""
    ever = 40_000
    near = frontline.for_events(found, limit_days=ever, later_days=ever)
    if near:
        days = ", ".join(sorted({line.date.isoformat() for line in near if line.date}))
        told(
            "no front line is drawn: none that ships is of the days of the events, the nearest is"
            f" of {days}; --frontline DATE draws it all the same"
        )


def write_scene(view: Scene, kind: str, options: MapOptions) -> bytes:
    """Return a scene as the bytes of a file: html, embed (a fragment of a page), png, svg, pdf."""
    if kind in ("png", "svg", "pdf"):
        from geomap.render import image  # noqa: PLC0415  # matplotlib takes a second to import

        return image.render(view, kind, size=options.size, dpi=options.dpi, extent=options.extent)
    from geomap.render import html  # noqa: PLC0415  # folium takes a second to import

    if kind == "embed":
        return html.embed(view, tiles=options.tiles).encode()
    return html.render_bytes(view, tiles=options.tiles)


def write_events(
    found: Sequence[Event], kind: str, gazetteer: Gazetteer, names: EventNames | None = None
) -> bytes:
    """Return events as the bytes of a file of a format; ``names`` as in ``record.to_record``."""
    return export.write(found, kind, gazetteer=gazetteer, names=names)


# ── for Python users ─────────────────────────────────────────────────────────────────────────


def extract_events(
    read: Iterable[Document], *, gazetteer: Gazetteer | None = None
) -> tuple[Event, ...]:
    """Return the events that documents report, each once, with its place and its evidence."""
    return extract(read, gazetteer or Gazetteer.open())


def explain_events(
    document: Document, *, gazetteer: Gazetteer | None = None
) -> tuple[events.Explained, ...]:
    """Return a document sentence by sentence: what each told, why there, and what it did not."""
    ((_, told),) = explain([document], gazetteer or Gazetteer.open())[1]
    return told


def recognise(document: Document, *, gazetteer: Gazetteer | None = None) -> tuple[Resolution, ...]:
    """Return the toponyms of a document with what each means and why."""
    opened = gazetteer or Gazetteer.open()
    return next(iter(locate([document], opened)))[1]


def _scene(
    found: Sequence[Event], frontlines: Sequence[FrontLine] | None, title: str | None
) -> Scene:
    gazetteer = Gazetteer.open()
    if frontlines is None:
        return scene.build(found, frontline.for_events(found), gazetteer, title=title)
    lines = tuple(frontlines)
    changed = differences(lines, gazetteer)
    return scene.build(found, lines, gazetteer, title=title, differences=changed)


def render_html(
    found: Sequence[Event],
    *,
    frontlines: Sequence[FrontLine] | None = None,
    title: str | None = None,
    tiles: str | None = None,
) -> str:
    """Return one self-contained HTML page that maps the events.

    ``frontlines`` None draws the bundled line that fits the events, an empty sequence none; those
    of several days are layers, with what changed between them.
    """
    from geomap.render import html  # noqa: PLC0415  # folium takes a second to import

    return html.render(_scene(found, frontlines, title), tiles=tiles)


def to_folium(
    found: Sequence[Event],
    *,
    frontlines: Sequence[FrontLine] | None = None,
    title: str | None = None,
) -> folium.Map:
    """Return a ``folium.Map`` of the events that takes further layers and shows itself."""
    from geomap.render import html  # noqa: PLC0415  # folium takes a second to import

    return html.to_folium(_scene(found, frontlines, title))


__all__ = [
    "GeomapError",
    "MapOptions",
    "compose",
    "explain",
    "explain_events",
    "extract",
    "extract_events",
    "lines_for",
    "locate",
    "read_documents",
    "recognise",
    "render_html",
    "to_folium",
    "write_events",
    "write_scene",
]
