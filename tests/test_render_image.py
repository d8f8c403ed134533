"""Pictures for print: what they show, what they hold inside, and that they never surprise."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from importlib.resources import files
from itertools import combinations
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from PIL import Image

import hostile
from geomap import scene
from geomap.cli import main
from geomap.errors import UsageError
from geomap.model import Counts, Event, EventKind, Location, Precision, Scene, Where
from geomap.render import image
from geomap.render.image import (
    clusters,
    land,
    legend,
    letters,
    palette,
    panel,
    placing,
    plane,
    symbols,
)
from geomap.render.image.clusters import spots_of
from geomap.render.image.plane import Rect
from geomap.render.image.words import Say
from render_samples import FRONT, PLACES, FakeGazetteer, event, sample_events

if TYPE_CHECKING:
    from pathlib import Path

GAZETTEER: Any = FakeGazetteer()
KINDS = ("png", "svg", "pdf")
SVG = "{http://www.w3.org/2000/svg}"


def built(*events: Event, **options: Any) -> Scene:
    return scene.build(events or sample_events(), (FRONT,), GAZETTEER, **options)


def at(ident: str, lat: float, lon: float, kind: str = "strike", **rest: Any) -> Event:
    """Make an event at a point of no known place."""
    name = rest.pop("name", f"Place {ident}")
    place = replace(PLACES[21], key=-1, geonameid=None, name=name, lat=lat, lon=lon)
    spot = Location(lat=lat, lon=lon, precision=Precision.SETTLEMENT, uncertainty_km=5.0)
    where = Where(text=name, place=place, location=spot, reason="test")
    return replace(event(ident, kind, 21, **rest), where=where)


def opened(picture: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(picture))
    found.load()
    return found


def svg_of(view: Scene, **options: Any) -> ET.Element:
    return ET.fromstring(image.render(view, "svg", **options))  # noqa: S314  # our own


# ── the files ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "opening"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")]
)
def test_each_kind_is_a_file_of_its_format(kind: str, opening: bytes) -> None:
    assert image.render(built(), kind).startswith(opening)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_scene_gives_the_same_bytes(kind: str) -> None:
    """Twice in a row, and in four threads at once."""
    view = built()
    first = image.render(view, kind)
    with ThreadPoolExecutor(4) as pool:
        others = list(pool.map(lambda _: image.render(view, kind), range(4)))
    assert all(other == first for other in others)


_HASHES = """
import hashlib, sys
sys.path[:0] = sys.argv[1:]
from test_render_image import KINDS, built
from geomap.render import image
view = built()
for kind in KINDS:
    print(kind, hashlib.sha256(image.render(view, kind)).hexdigest())
print(sorted(name for name in sys.modules if name in ("matplotlib.pyplot", "tkinter")))
"""


def test_processes_agree_whatever_their_hash_seed_and_display() -> None:
    """Two processes with other hash seeds and backends write the same; none opens a window."""
    told = []
    for seed, backend in (("1", "agg"), ("77", "tkagg")):
        environment = {
            **os.environ, "PYTHONHASHSEED": seed, "MPLBACKEND": backend, "DISPLAY": "",
        }  # fmt: skip
        run = subprocess.run(
            [sys.executable, "-c", _HASHES, os.path.dirname(__file__)],  # noqa: PTH120
            env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        told.append(run.stdout)
    assert told[0] == told[1]
    assert told[0].splitlines()[-1] == "[]"


def test_the_settings_of_matplotlib_stay_as_they_were() -> None:
    """A user's own style neither changes the picture nor is changed by it."""
    plain = image.render(built(), "svg")
    with mpl.rc_context({"font.size": 31, "lines.linewidth": 9, "text.usetex": True}):
        before = dict(mpl.rcParams)
        assert image.render(built(), "svg") == plain
        assert dict(mpl.rcParams) == before


def test_nothing_loads_matplotlib_before_a_picture_is_asked_for() -> None:
    said = "import sys, geomap.pipeline, geomap.render.image; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


# ── what they hold inside ────────────────────────────────────────────────────────────────────


def test_png_carries_title_and_description() -> None:
    found = opened(image.render(built(), "png"))
    text = found.info
    assert text["Title"] == built().title
    assert "Kharkiv: Drone attack, 11–12 Jun: 18 injured" in text["Description"]
    assert "AltTextAccessibility" in text["XML:com.adobe.xmp"]
    assert "Software" not in text


def test_svg_carries_title_and_description_for_screen_readers() -> None:
    root = svg_of(built())
    names = (root.get("aria-labelledby") or "").split()
    said = {node.get("id"): node.text or "" for node in root if node.get("id") in names}
    assert root.get("role") == "img"
    assert said["geomap-title"] == built().title
    assert "Tehran: Air strike, 13 Jun: 2 killed" in said["geomap-desc"]


def test_svg_asks_no_host() -> None:
    """No image, style or document type is fetched by what opens the file."""
    text = image.render(built(), "svg").decode()
    assert "<!DOCTYPE" not in text
    assert not re.search(r'(?:href|src)="(?!#)', text)


def test_pdf_carries_title_and_description_and_no_date() -> None:
    found = image.render(built(), "pdf")
    assert b"/Title (" in found
    assert b"/Subject (" in found
    assert b"CreationDate" not in found


def test_no_file_carries_a_date() -> None:
    assert b"dc:date" not in image.render(built(), "svg")


def test_a_long_list_of_events_ends_in_a_number() -> None:
    view = built(*(at(f"e{n}", 48 + n / 50, 35) for n in range(40)))
    text = opened(image.render(view, "png")).info["Description"]
    assert "15 more" in text


# ── size, resolution, extent ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("size", "dpi", "pixels"),
    [
        ((254.0, 127.0), 100, (1000, 500)),
        ((203.2, 114.3), 200, (1600, 900)),
        ((90.0, 200.0), 72, (255, 567)),
    ],
)
def test_size_and_resolution_give_the_pixels(
    size: tuple[float, float], dpi: float, pixels: tuple[int, int]
) -> None:
    assert opened(image.render(built(), "png", size=size, dpi=dpi)).size == pixels


def test_without_a_height_a_page_is_as_high_as_it_needs() -> None:
    wide, high = opened(image.render(built(), "png", dpi=100)).size
    assert wide == 709
    assert 0.5 * wide < high < 2.0 * wide


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"size": (20.0, None)}, "60 to 2000 mm"),
        ({"size": (180.0, 60.0)}, "no room for a map"),
        ({"dpi": 5}, "30 to 1200"),
        ({"size": (2000.0, 2000.0), "dpi": 600}, "million pixels"),
        ({"extent": (10.0, 50.0, 20.0, 40.0)}, "no extent"),
        ({"extent": (150.0, -50.0, 170.0, -30.0)}, "shows nothing of this map"),
    ],
)
def test_what_cannot_be_drawn_is_said(options: dict[str, Any], said: str) -> None:
    view = built(event("a", place=21), title="A long title of many words. " * 9)
    with pytest.raises(UsageError, match=said):
        image.render(view, "png", **options)


def test_an_unknown_kind_is_said() -> None:
    with pytest.raises(UsageError, match="'gif'"):
        image.render(built(), "gif")


def test_an_extent_shows_that_part_and_lists_the_rest() -> None:
    """With the Donbas asked for, Tehran is a line in the key and no sign on the map."""
    groups, far = _groups_of(built(), extent=(34.0, 46.5, 40.0, 50.5))
    named = {spot.events[0].where.text for spot in far}
    assert len(groups) == 1
    assert "Tehran" in named
    assert "Kharkiv" not in named


def _groups_of(view: Scene, extent: Any = None) -> Any:
    from geomap.render.image import page

    return page._groups(view, extent)


# ── panels ───────────────────────────────────────────────────────────────────────────────────


def test_far_groups_get_a_panel_each() -> None:
    """Kharkiv and Tehran do not share a scale; talks far from both are listed."""
    groups, far = _groups_of(built())
    homes = [{spot.events[0].where.text for spot in group.spots} for group in groups]
    assert "Kharkiv" in homes[0]
    assert any("Tehran" in home for home in homes[1:])
    assert {spot.events[0].where.text for spot in far} == {"Istanbul"}


@pytest.mark.parametrize(
    ("places", "panels"),
    [
        pytest.param([(50.0, 36.2)], 1, id="one place"),
        pytest.param([(50.0, 36.2), (50.4, 30.5)], 1, id="two places that fit"),
        pytest.param([(50.0, 36.2), (35.7, 51.4)], 1, id="two far places, nothing crowded"),
        pytest.param(
            [(48 + n / 5, 36) for n in range(6)] + [(31 + n / 5, 35) for n in range(6)], 2,
            id="two crowds far apart",
        ),
        pytest.param(
            [(lat + n / 9, lon) for lat, lon in ((48, 36), (15, 32), (20, 96), (4, -73), (35, 139))
             for n in range(6)], 3,
            id="five crowds, three panels",
        ),
    ],
)  # fmt: skip
def test_panels_follow_the_crowds(places: list[tuple[float, float]], panels: int) -> None:
    view = built(*(at(f"e{n}", lat, lon) for n, (lat, lon) in enumerate(places)))
    groups, far = _groups_of(view)
    assert len(groups) == panels
    assert not far


def test_a_country_around_the_others_needs_no_panel() -> None:
    """A drone attack "on Ukraine" is a badge beside Kharkiv, not a map of Ukraine's middle."""
    groups, _ = _groups_of(built(event("a", place=21), event("b", "drone_attack", 1)))
    assert len(groups) == 1
    assert len(groups[0].spots) == 2


@pytest.mark.parametrize("count", [0, 1, 7, 60, 900])
def test_no_event_gets_lost(count: int) -> None:
    """Each placed event is in a panel or in the list, once."""
    events = [at(f"e{n}", 30 + n * 7 % 31, 20 + n * 11 % 67) for n in range(count)]
    view = built(*events, event("talks", "talks", 23), event("none", place=None))
    groups, far = _groups_of(view)
    found = [e.id for g in groups for s in g.spots for e in s.events]
    found += [e.id for s in far for e in s.events]
    assert sorted(found) == [*sorted(e.id for e in events), "talks"]


def _composed(view: Scene) -> tuple[list[Any], panel.Drawing]:
    drawing = panel.Drawing(
        scene=view, ground=land.ground(view), number_of=lambda _: 7, say=Say("en"), years=False
    )
    made = []
    groups, _ = clusters.clusters(view, spots_of(view))
    west, south, east, north = view.bounds or view.box
    bounds = (west, plane.rise(south), east, plane.rise(north))
    for group in groups:
        rect = Rect(5.0, 5.0, 170.0, 110.0)
        window = plane.window(rect, group.frame, bounds, margin=(16.0, 10.0))
        made.append(panel.compose(drawing, window, group.spots, None))
    return made, drawing


@pytest.mark.parametrize("step", [0.02, 0.15, 0.6])
def test_signs_and_labels_do_not_cover_each_other(step: float) -> None:
    """However crowded: boxes of signs, of labels and of the scale bar are apart."""
    crowd = [at(f"e{n}", 48 + n * step, 36 + n * 5 % 7 * step) for n in range(30)]
    for made in _composed(built(*crowd))[0]:
        boxes = [placing.square(s.x, s.y, s.mark.size) for s in made.signs]
        boxes += [label.box for _, label in made.labels]
        boxes.append(made.bar.box)
        assert made.labels
        for a, b in combinations(boxes, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (a, b)


def test_a_sign_that_had_to_move_points_back() -> None:
    made = _composed(built(at("a", 50, 36), at("b", 50.001, 36.001)))[0][0]
    assert sorted(sign.led for sign in made.signs) == [False, True]


def test_badges_of_regions_stand_inside_them() -> None:
    from shapely.geometry import Point

    from render_samples import OUTLINES

    made = _composed(built(event("a", "strike", 11), event("b", "strike", 12)))[0][0]
    for sign in made.signs:
        place = sign.mark.events[0].where.place
        assert place is not None
        spot = Point(made.window.lon_at(sign.x), made.window.lat_at(sign.y))
        assert OUTLINES[place.key].contains(spot), place.name


# ── the key ──────────────────────────────────────────────────────────────────────────────────


def _said(view: Scene) -> list[str]:
    _, drawing = _composed(view)
    number_of = palette.colours(palette.actors_of(view), ("Ukraine", "Russia"), {})
    drawing = replace(drawing, number_of=number_of)
    groups, far = clusters.clusters(view, spots_of(view))
    shown = [e for g in groups for s in g.spots for e in s.events]
    rows = legend.rows_of(drawing, shown, far, 0, grouped=False)
    return [row.said for section in rows for row in section]


def test_the_key_names_what_is_there_and_nothing_else() -> None:
    said = _said(built(event("a", "mine", 21, actor="Russia")))
    assert {"Russia", "Mine", "Front line, 12 June 2025", "Held by Russia", "Contested"} <= {*said}
    assert not {"Ukraine", "Strike", "Elsewhere", "No place known"} & {*said}


def test_the_key_lists_what_no_panel_shows() -> None:
    said = _said(built())
    assert "Istanbul: Talks, 2 Jun" in said
    assert "outside of Israeli territory: Interception, 13 Jun" in said


@pytest.mark.parametrize("count", [1, 2, 4])
def test_columns_keep_every_row_and_part_no_short_section(count: int) -> None:
    sections = [
        [legend.Row(said=f"head {n}", head=True)]
        + [legend.Row(said=f"row {n}.{i}") for i in range(size)]
        for n, size in enumerate((3, 14, 2, 5))
    ]  # fmt: skip
    found = legend.columns(sections, count, 40.0)
    assert found is not None
    assert [row.said for column in found for row, _, _ in column.rows] == [
        row.said for section in sections for row in section
    ]
    for column in found:
        heads = [number for number, (row, _, _) in enumerate(column.rows) if row.head]
        assert len(column.rows) - 1 not in heads, "a heading without rows"
        assert column.rows[0][0].head or column.rows[0][0].said.startswith("row 1."), "parted"


def test_a_small_page_counts_what_it_cannot_list() -> None:
    """On a page too small for names, the key still tells how many events are elsewhere."""
    view = built()
    text = image.render(view, "svg", size=(120.0, 120.0)).decode()
    assert "<!-- Elsewhere -->" in text
    assert "<!-- 1 event -->" in text


# ── symbols, colours, words: the sibling of the page for the web ─────────────────────────────


def _web(name: str) -> str:
    return files("geomap.render.html").joinpath("assets", name).read_text("utf-8")


def _drawings() -> dict[str, list[str]]:
    """Read the symbols of the page for the web, with its circles written out."""

    def circle(match: re.Match[str]) -> str:
        x, y, r = (float(part) for part in match[1].split(","))
        return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0"

    body = _web("symbols.js").split("const GLYPHS = {")[1].split("\n};")[0]
    body = re.sub(r"\$\{dot\(([^)]*)\)\}", circle, body)
    body = re.sub(r"\bdot\(([^)]*)\)", lambda match: f'"{circle(match)}"', body)
    body = re.sub(r"^\s*(\w+):", r'"\1":', body.replace("`", '"'), flags=re.MULTILINE)
    found: dict[str, list[str]] = json.loads("{" + body.strip().rstrip(",") + "}")
    return found


def test_symbols_are_those_of_the_page_for_the_web() -> None:
    own, shapes = symbols._drawings()
    assert own == _drawings()
    assert shapes == re.findall(r'^  "(M[^"]*)",$', _web("symbols.js"), re.MULTILINE)


def test_every_kind_of_event_has_a_symbol_and_a_name() -> None:
    drawn = symbols._drawings()[0]
    for kind in EventKind:
        assert kind.value in drawn
        assert Say("en")(f"kind_{kind.value}") != f"kind_{kind.value}"


def test_colours_are_those_of_the_page_for_the_web() -> None:
    light = _web("geomap.css").split("@media (prefers-color-scheme: dark)")[0]
    table = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", light))
    assert [table[f"a{number}"] for number in range(8)] == list(palette.ACTORS)
    for name in ("water", "land", "coast", "border", "region", "ink", "quiet", "halo", "front"):
        assert table[name] == getattr(palette, name.upper()), name


@pytest.mark.parametrize(
    ("data", "codes", "last"),
    [
        pytest.param("M0 0H16V16Z", [1, 2, 2, 79], (-0.5, 0.5), id="level, upright, close"),
        pytest.param("M0 0 16 0 16 16", [1, 2, 2], (0.5, -0.5), id="a move goes on as lines"),
        pytest.param("m8 8l8-8", [1, 2], (0.5, 0.5), id="steps"),
        pytest.param("M.5.5L-.5.5", [1, 2], (-0.53125, 0.46875), id="numbers without a gap"),
        pytest.param("M0 8C0 4 4 0 8 0S16 4 16 8", [1, *[4] * 6], (0.5, 0.0), id="smooth curve"),
        pytest.param("M0 8A8 8 0 0 1 16 8", [1, *[4] * 6], (0.5, 0.0), id="half a circle"),
    ],
)
def test_svg_paths_are_read(data: str, codes: list[int], last: tuple[float, float]) -> None:
    found = symbols.path(data, side=16.0)
    assert found.codes is not None
    assert found.codes.tolist() == codes
    assert found.vertices[-1].tolist() == pytest.approx(last)


def test_arcs_keep_their_distance_from_the_middle() -> None:
    found = symbols.path("M0 8A8 8 0 1 0 8 0", side=16.0)
    ends = [point for point in found.vertices[::3].tolist()]  # noqa: C416  # each third is on it
    assert all(x * x + y * y == pytest.approx(0.25) for x, y in ends)


def test_two_sides_keep_blue_and_red_and_others_follow() -> None:
    number_of = palette.colours(["Iran", "Russia", "Ukraine"], ["UA", "RU"], {"UA": "Ukraine"})
    assert [number_of(name) for name in ("Ukraine", "Russia", "Iran", "UA")] == [0, 1, 2, 0]
    assert number_of(None) == number_of("nobody") == symbols.UNKNOWN


def test_ukrainian_has_its_plural_forms() -> None:
    say = Say("uk")
    assert [say("n_events", n) for n in (1, 3, 11)] == ["1 подія", "3 події", "11 подій"]
    assert say.when(event("a", start=date(2025, 6, 11))) == "11–12 черв."


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (Counts(killed=2, injured=6, launched=9), "2 killed, 6 injured"),
        (Counts(launched=63, downed=28, jammed=21), "63 launched, 28 downed"),
        (Counts(killed=0), ""),
        (Counts(), ""),
    ],
)
def test_counts_in_words(counts: Counts, said: str) -> None:
    assert Say("en").counts(counts) == said


# ── text from articles ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_breaks_no_file(kind: str) -> None:
    """Every payload as title, place, actor, outlet and source of the front line."""
    payloads = (*hostile.KNOWN, *hostile.generated()[::9], "$\\frac{$", "$x^2$", "\ud800", "a\x00b")
    view = _with_payloads(payloads)
    found = image.render(view, kind)
    if kind == "png":
        assert opened(found).info["Title"] == letters.clean(view.title)
    if kind == "svg":
        root = ET.fromstring(found)  # noqa: S314  # our own
        tags = {node.tag for node in root.iter() if isinstance(node.tag, str)}
        assert not {f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject", f"{SVG}a"} & tags
        assert root.find(f"{SVG}title") is not None
        assert root.findtext(f"{SVG}title") == letters.clean(view.title)


def _with_payloads(payloads: tuple[str, ...]) -> Scene:
    events = [
        at(f"e{n}", 46 + n * 0.1, 30 + n * 7 % 20 * 0.4, name=text, actor=text)
        for n, text in enumerate(payloads)
    ]
    front = replace(FRONT, name=payloads[0], source=" ".join(payloads[:20]), method=payloads[6])
    return scene.build(events, (front,), GAZETTEER, title=" ".join(payloads))


def test_formulas_are_shown_as_written() -> None:
    """A dollar sign starts no formula: the text in the file is the text of the article."""
    text = image.render(built(at("a", 50, 36, name="Cost: $5 and $6_7^8")), "svg").decode()
    assert "<!-- Cost: $5 and $6_7^8 -->" in text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\nb\tc\u2028d", "a b c d"),
        ("a\x00b\x1bc", "abc"),
        ("left\u202eright\ufeff", "leftright"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_text_is_cleaned_of_what_cannot_be_drawn(given: str, kept: str) -> None:
    assert letters.clean(given) == kept


def test_signs_without_a_glyph_are_hollow_squares() -> None:
    """A sign that no font has is seen to be missing, with no warning."""
    said = letters.drawable("Kyiv \U0001fadc Київ")
    assert said.startswith("Kyiv ")
    assert said.endswith(" Київ")
    assert letters.width(said, letters.Style(size=8)) > 0


@pytest.mark.parametrize("room", [8.0, 20.0, 60.0])
@pytest.mark.parametrize("text", ["one two three four five", "x" * 90, "слово " * 30, "", "a b"])
def test_lines_are_never_wider_than_their_room(text: str, room: float) -> None:
    style = letters.Style(size=7.0, bold=True)
    lines = letters.wrapped(text, style, room)
    assert all(letters.width(line, style) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert len(letters.balanced(text, style, room)) == len(lines)


# ── odd scenes ───────────────────────────────────────────────────────────────────────────────

_ODD: dict[str, tuple[Event, ...]] = {
    "no place known": (event("a", place=None),),
    "over the date line": (at("a", -17, 179), at("b", -16, -179), at("c", -18, 178)),
    "at the pole": (at("a", 89.9, 10), at("b", -89.9, 10)),
    "500 at one point": tuple(at(f"e{n}", 50, 36) for n in range(500)),
    "3,000 over the world": tuple(
        at(f"e{n}", -50 + n * 7 % 110, -170 + n * 13 % 340, counts=Counts(killed=n % 70))
        for n in range(3000)
    ),
    "a long story": (at("a", 50, 36, name="Long " * 3000, evidence=("word " * 2000,)),),
    "from right to left": (at("a", 33, 44, name="ضربة جوية على الموصل"),),
    "no day, nobody": (at("a", 50, 36, day=None, actor=None),),
    "in 1850": (at("a", 51.5, -0.1, day=date(1850, 1, 2)), at("b", 51, 0)),
    "only talks": (event("a", "talks", 23), event("b", "visit", 22)),
    "only a country": (event("a", "strike", 5),),
}


@pytest.mark.parametrize("name", _ODD)
def test_odd_scenes_are_drawn(name: str) -> None:
    """No warning, no empty picture."""
    found = opened(image.render(built(*_ODD[name]), "png", dpi=60)).convert("RGB")
    colours = found.getcolors(maxcolors=1 << 24) or []
    assert len(colours) > 20


def test_an_empty_scene_is_a_map_without_events() -> None:
    view = scene.build((), (), GAZETTEER)
    assert opened(image.render(view, "png", dpi=60)).size[0] > 100


def test_years_are_told_where_they_differ() -> None:
    view = built(*_ODD["in 1850"])
    assert "2 Jan 1850" in opened(image.render(view, "png", dpi=60)).info["Description"]


# ── the command line ─────────────────────────────────────────────────────────────────────────

_NEWS = "KHARKIV, June 12 - Russian drones hit Kharkiv overnight, injuring 18 people.\n"


def test_render_writes_pictures_beside_the_map(tmp_path: Path) -> None:
    text = tmp_path / "news.txt"
    text.write_text(_NEWS)
    target = tmp_path / "map.html"
    arguments = ["render", str(text), "--published", "2025-06-13", "-o", str(target)]
    status = main(
        [*arguments, "--also", "png,svg,pdf", "--size", "1000x700px", "--dpi", "100", "--quiet"]
    )
    assert status == 0
    assert opened(target.with_suffix(".png").read_bytes()).size == (1000, 700)
    assert target.with_suffix(".svg").read_bytes().startswith(b"<?xml")
    assert target.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_the_ending_of_the_output_chooses_a_picture(tmp_path: Path) -> None:
    text = tmp_path / "news.txt"
    text.write_text(_NEWS)
    target = tmp_path / "map.png"
    assert main(["render", str(text), "-o", str(target), "--extent", "30,44,41,53", "--quiet"]) == 0
    assert opened(target.read_bytes()).format == "PNG"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--size", "big"], "'big' is not a size"),
        (["--size", "20mm"], "60 to 2000 mm"),
        (["--extent", "1,2,3"], "is not W,S,E,N"),
        (["--extent", "30,60,40,50"], "out of range"),
        (["--dpi", "0"], "--dpi 0"),
    ],
)
def test_wrong_options_of_pictures_are_said(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "news.txt"
    text.write_text(_NEWS)
    target = tmp_path / "map.html"
    assert main(["render", str(text), "-o", str(target), "--also", "png", *options]) == 2
    assert said in capsys.readouterr().err
