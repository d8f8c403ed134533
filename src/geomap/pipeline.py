"""The stages put together: the only module that knows their order.

``read -> recognise -> resolve -> extract -> frontline -> scene -> render | export``
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from geomap import documents, places
from geomap.errors import GeomapError, InputError, UsageError
from geomap.gazetteer import Gazetteer

if TYPE_CHECKING:
    from types import ModuleType

    import folium

    from geomap import events, export, frontline, scene
    from geomap.model import Document, Event, FrontLine, Resolution, Scene

T = TypeVar("T")


def _later(name: str) -> ModuleType:
    """Return a package of geomap that is loaded when something of it is first used.

    Finding places needs none of these, and they take longer to load than most texts to read.
    """
    full = f"geomap.{name}"
    if full in sys.modules:
        return sys.modules[full]
    spec = importlib.util.find_spec(full)
    assert spec is not None
    assert spec.loader is not None
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = sys.modules[full] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    setattr(sys.modules["geomap"], name, module)  # as an ordinary import does
    return module


if not TYPE_CHECKING:
    events, export, frontline, scene = map(_later, ("events", "export", "frontline", "scene"))

Failed = Callable[[InputError], None]
"""Told of each input that cannot be read; the others go on."""


def _raise(error: InputError) -> None:
    raise error


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOptions:
    """How a map is made from events."""

    title: str | None = None
    frontline: str = "auto"
    """auto, none, a date of a bundled line, or the path of a file."""
    tiles: str | None = None
    """None for the vector base alone, "osm", or the URL template of a tile server."""
    language: str = "en"
    size: tuple[float, float | None] = (180.0, None)
    """Of a picture: width and height in millimetres; a height of None is what the map needs."""
    dpi: float = 200.0
    """Pixels an inch of a PNG."""
    extent: tuple[float, float, float, float] | None = None
    """The part of the map that a picture shows: west, south, east, north in degrees."""


def read_documents(
    inputs: Sequence[str],
    *,
    published: date | None = None,
    stdin: BinaryIO | None = None,
    failed: Failed = _raise,
) -> Iterator[Document]:
    """Yield the documents of the inputs (files, folders, "-" for ``stdin``), in order.

    ``published`` is the date of the pages. An input that cannot be read goes to ``failed``.
    """
    for item in documents.iter_documents(inputs, published=published, stdin=stdin):
        if isinstance(item, InputError):
            failed(item)
        else:
            yield item


def locate(
    read: Iterable[Document], gazetteer: Gazetteer, *, demonyms: bool = False
) -> Iterator[tuple[Document, tuple[Resolution, ...]]]:
    """Yield each document with what its mentions of places mean."""
    for document in read:
        yield document, resolved(document, gazetteer, demonyms=demonyms)


def in_parallel(
    work: Callable[[Document, Gazetteer], T],
    read: Iterable[Document],
    gazetteer: Gazetteer,
    *,
    workers: int = 1,
) -> Iterator[T]:
    """Yield ``work(document, gazetteer)`` of each document, in order, on some processes."""
    if workers <= 1:
        for document in read:
            yield work(document, gazetteer)
        return
    import multiprocessing  # noqa: PLC0415  # takes as long to import as all of places
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(partial(_in_worker, work), read, chunksize=8)


def _in_worker(work: Callable[[Document, Gazetteer], T], document: Document) -> T:
    return work(document, _opened())


@cache
def _opened() -> Gazetteer:
    """Map the gazetteer once a process."""
    return Gazetteer.open()


@cache
def _setting(gazetteer: Gazetteer) -> events.Setting:
    return events.setting(gazetteer)


def _stories(document: Document, gazetteer: Gazetteer) -> list[list[events.Draft]]:
    return events.stories(document, resolved(document, gazetteer), _setting(gazetteer))


def resolved(
    document: Document, gazetteer: Gazetteer, *, demonyms: bool = False, datelines: bool = False
) -> tuple[Resolution, ...]:
    """Return what the mentions of places in a document mean.

    Datelines name where the writer was: places to read, but nowhere that an event happened.
    """
    mentions = places.recognise(document, gazetteer, demonyms=demonyms, datelines=datelines)
    return places.resolve(document, mentions, gazetteer)


def extract(
    read: Iterable[Document], gazetteer: Gazetteer, *, workers: int = 1
) -> tuple[Event, ...]:
    """Return the events of the documents; copies of one article count once.

    ``workers`` processes of this machine share the work; the result does not depend on them.
    """
    marked = documents.mark_copies(tuple(read))
    told = in_parallel(_stories, marked, gazetteer, workers=workers)
    found = events.merge(story for stories in told for story in stories)
    lines = frontline.for_events(found)
    return frontline.annotate(found, lines, gazetteer=gazetteer) if lines else found


def lines_for(found: Sequence[Event], choice: str, gazetteer: Gazetteer) -> tuple[FrontLine, ...]:
    """Return the front lines of a choice: auto, none, a date, or a file."""
    if choice == "none":
        return ()
    if choice == "auto":
        return frontline.for_events(found)
    day = _date(choice)
    if day is not None:
        return frontline.load(day)
    if not Path(choice).exists():
        raise UsageError(
            f"--frontline {choice!r} is neither a date nor a file; use auto, none, one of the "
            f"dates {', '.join(d.isoformat() for d in frontline.bundled())}, or a file"
        )
    return frontline.read(choice, gazetteer=gazetteer)


def one_line(choice: str, gazetteer: Gazetteer) -> FrontLine:
    """Return the one front line of a date or a file."""
    if _date(choice) is None and not Path(choice).exists():
        raise UsageError(
            f"{choice!r} is neither a file nor a date of a bundled front line; the dates are "
            f"{', '.join(d.isoformat() for d in frontline.bundled())}"
        )
    found = lines_for((), choice, gazetteer)
    if len(found) != 1:
        raise UsageError(f"{choice!r} holds {len(found)} front lines; give a date or a file of one")
    return found[0]


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def compose(found: Sequence[Event], gazetteer: Gazetteer, options: MapOptions) -> Scene:
    """Return the scene of some events: their front line, outlines, base map and labels."""
    lines = lines_for(found, options.frontline, gazetteer)
    measured = tuple(found)
    if lines and options.frontline != "auto":
        # The reader chose the line: it holds for all events, however old it is.
        measured = frontline.annotate(found, lines, gazetteer=gazetteer, limit_days=None)
    elif lines:
        measured = frontline.annotate(found, lines, gazetteer=gazetteer)
    return scene.build(measured, lines, gazetteer, title=options.title, language=options.language)


def write_scene(view: Scene, kind: str, options: MapOptions) -> bytes:
    """Return a scene as the bytes of a file: html, embed (a fragment of a page), png, svg, pdf."""
    if kind in ("png", "svg", "pdf"):
        from geomap.render import image  # noqa: PLC0415  # matplotlib takes a second to import

        return image.render(view, kind, size=options.size, dpi=options.dpi, extent=options.extent)
    from geomap.render import html  # noqa: PLC0415  # folium takes a second to import

    if kind == "embed":
        return html.embed(view, tiles=options.tiles).encode()
    return html.render(view, tiles=options.tiles).encode()


def write_events(found: Sequence[Event], kind: str, gazetteer: Gazetteer) -> bytes:
    """Return events as the bytes of a file of a format."""
    return export.write(found, kind, gazetteer=gazetteer)


# ── for Python users ─────────────────────────────────────────────────────────────────────────


def extract_events(
    read: Iterable[Document], *, gazetteer: Gazetteer | None = None
) -> tuple[Event, ...]:
    """Return the events that documents report, each once, with its place and its evidence."""
    return extract(read, gazetteer or Gazetteer.open())


def recognise(document: Document, *, gazetteer: Gazetteer | None = None) -> tuple[Resolution, ...]:
    """Return the toponyms of a document with what each means and why."""
    opened = gazetteer or Gazetteer.open()
    return next(iter(locate([document], opened)))[1]


def _scene(
    found: Sequence[Event], frontlines: Sequence[FrontLine] | None, title: str | None
) -> Scene:
    gazetteer = Gazetteer.open()
    lines = frontline.for_events(found) if frontlines is None else tuple(frontlines)
    return scene.build(found, lines, gazetteer, title=title)


def render_html(
    found: Sequence[Event],
    *,
    frontlines: Sequence[FrontLine] | None = None,
    title: str | None = None,
    tiles: str | None = None,
) -> str:
    """Return one self-contained HTML page that maps the events.

    ``frontlines`` None draws the bundled line that fits the events, an empty sequence none.
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
