"""``geomap render``: a map of the events that texts report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.cli import output, world
from geomap.cli.options import (
    EVENT_FORMATS,
    IMAGE_FORMATS,
    command,
    corrections,
    event_names,
    extent,
    inputs,
    size,
)
from geomap.cli.shared import (
    BY_ENDING,
    PICTURES,
    Failures,
    called,
    events_of,
    few_collections,
    formats,
    summarise,
)
from geomap.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from geomap.cli.options import Subs
    from geomap.cli.output import Console

_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4}


def add(subs: Subs) -> None:
    """Add the command and its options."""
    sub = command(
        subs, "render", run, "make a map of the events that texts report",
        "geomap render article.txt --published 2025-06-13 -o map.html",
    )  # fmt: skip
    inputs(sub, "; or an events file (.geojson, .csv) that geomap wrote and you edited")
    corrections(sub)
    event_names(sub)
    world.options(sub)
    sub.add_argument(
        "-o",
        "--output",
        metavar="FILE.html",
        help="default: output/INPUT.html; the endings .png, .svg and .pdf make a picture",
    )
    sub.add_argument(
        "--also",
        metavar="FORMATS",
        default="",
        help="further files beside the map, separated by commas: "
        + ", ".join((*IMAGE_FORMATS, *EVENT_FORMATS)),
    )
    sub.add_argument(
        "--size",
        type=size,
        default=(180.0, None, "mm"),
        metavar="WxH",
        help="of PNG, SVG and PDF: 180mm (default; as high as it needs), 180x120mm, 1600x900px",
    )
    sub.add_argument(
        "--dpi",
        type=float,
        default=200.0,
        metavar="N",
        help="pixels an inch of a PNG (default 200)",
    )
    sub.add_argument(
        "--extent",
        type=extent,
        metavar="W,S,E,N",
        help="show this part of the map in PNG, SVG and PDF, in degrees",
    )
    sub.add_argument(
        "--frontline",
        metavar="auto|none|DATE|FILE",
        default="auto",
        help="auto (default) draws the bundled line of the events' date when they are near it; "
        "several dates or files, separated by commas, are layers, with what changed between them",
    )
    sub.add_argument(
        "--band", action="store_true", help="draw the band in which a derived front line may run"
    )
    sub.add_argument("--title", help="the title of the map")
    sub.add_argument("--embed", action="store_true", help="write a fragment to embed in a page")
    sub.add_argument(
        "--tiles",
        metavar="none|osm|URL",
        default="none",
        help="raster tiles below the map; readers' browsers then ask that server",
    )
    sub.add_argument("--language", default="en", metavar="TAG", help="wording of the map: en, uk")


@few_collections()
def run(arguments: Namespace, console: Console) -> int:
    """Make a map, and what ``--also`` asks for."""
    from geomap import pipeline

    also = formats(arguments.also, PICTURES)
    target = arguments.output or f"output/{_stem(arguments.inputs[0])}.html"
    kind = "embed" if arguments.embed else _map_kind(target)
    _check_language(arguments.language)
    tiles = None if arguments.tiles == "none" else arguments.tiles
    options = pipeline.MapOptions(
        title=arguments.title,
        frontline=arguments.frontline,
        band=arguments.band,
        tiles=tiles,
        language=arguments.language,
        size=_in_mm(arguments.size, arguments.dpi),
        dpi=arguments.dpi,
        extent=arguments.extent,
    )
    names = called(arguments)
    failures = Failures(console)
    gazetteer = world.opened(arguments, console)
    found, done = events_of(arguments, console, failures, gazetteer)
    if not done:
        return failures.status(0)
    view = pipeline.compose(found, gazetteer, options, told=console.say)
    output.write(target, pipeline.write_scene(view, kind, options))
    for name in also:
        beside = str(Path(target).with_suffix(f".{name}"))
        made = (
            pipeline.write_scene(view, name, options)
            if name in PICTURES
            else pipeline.write_events(view.events, name, gazetteer, names)
        )
        output.write(beside, made)
    summarise(found, target, console)
    return failures.status(done)


def _in_mm(size: tuple[float, float | None, str], dpi: float) -> tuple[float, float | None]:
    """Return a size option in millimetres; pixels are those of a picture of so many an inch."""
    width, height, unit = size
    if dpi <= 0:
        raise UsageError(f"--dpi {dpi:g} is no number of pixels; give 30 to 1200")
    each = _MM.get(unit, 25.4 / dpi)
    return width * each, None if height is None else height * each


def _map_kind(target: str) -> str:
    """Tell by its ending what a map is written as; without an ending, a page."""
    ending = Path(target).suffix.lower().removeprefix(".")
    if ending in PICTURES:
        return ending
    if ending in {"", "html", "htm"}:
        return "html"
    name = Path(target).with_suffix("").name
    hint = (
        f"; for the events alone: geomap events INPUT -o {name}.{ending}"
        if f".{ending}" in BY_ENDING
        else ""
    )
    raise UsageError(
        f"-o {target!r}: a map is not written as '.{ending}'; use .html, .png, .svg or .pdf{hint}"
    )


def _check_language(tag: str) -> None:
    from geomap.scene.words import LANGUAGES

    if tag.replace("_", "-").split("-")[0].lower() not in LANGUAGES:
        raise UsageError(f"--language {tag!r} has no words; choose among {', '.join(LANGUAGES)}")


def _stem(name: str) -> str:
    return "stdin" if name == output.STDOUT else (Path(name).stem or Path(name).resolve().name)
