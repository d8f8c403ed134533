"""How fast a map of many events is made and opened, beside folium's own ways.

    python benchmarks/render.py [1000 10000 100000] [--folium] [--browser]

The events are made up from a fixed seed. ``--folium`` also times Marker in a cluster,
FastMarkerCluster, GeoJson and geopandas' explore (where mapclassify is installed) on the same
points (100,000 markers take minutes); ``--browser`` opens each page in Chromium and times the first
view, a step of the time slider, a filter and a zoom, beside a fixed loop that tells how busy the
machine is.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from geomap import scene
from geomap.model import Counts, Event, EventKind, Location, Precision, Source
from geomap.record import to_record
from geomap.render import html
from render_samples import FRONT, PLACES, FakeGazetteer, event

if TYPE_CHECKING:
    from collections.abc import Callable

GAZETTEER: Any = FakeGazetteer()
KINDS = [kind.value for kind in EventKind]
ACTORS = ["Russia", "Ukraine", "Israel", "Iran", None, "Sudan"]


def made_up(number: int) -> tuple[Event, ...]:
    """Make events: 49 of 50 at points of their own, the others somewhere in a region."""
    chance = random.Random(1)  # noqa: S311  # no secret
    sources = [
        Source(doc=f"d{n}", article=f"d{n}#1", outlet=f"Outlet {n % 40}", title=f"Headline {n}",
               url=f"https://example.org/{n}", published=date(2025, 6, 1))
        for n in range(number // 3 + 1)
    ]  # fmt: skip
    events = []
    for n in range(number):
        at = Location(lat=44 + chance.random() * 8, lon=23 + chance.random() * 17,
                      precision=Precision.POINT, uncertainty_km=2.0)  # fmt: skip
        said = f"Officials said {chance.randrange(40)} drones came on day {n} and people were hurt."
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(500))
        region = n % 50 == 0
        events.append(
            event(f"{n:08x}", chance.choice(KINDS), chance.choice([11, 12, 13]) if region else 21,
                  day=day, location=None if region else at, evidence=(said,),
                  sources=(chance.choice(sources),), actor=chance.choice(ACTORS),
                  counts=Counts(killed=chance.choice([None, 0, 3])), confidence=0.7)
        )  # fmt: skip
    return tuple(events)


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that a call took, and its answer."""
    start = time.perf_counter()
    answer = run()
    return time.perf_counter() - start, answer


def page_of(events: tuple[Event, ...]) -> str:
    """Return the page of some events, from scene to text."""
    return html.render(scene.build(events, (FRONT,), GAZETTEER))


def folium_ways(events: tuple[Event, ...]) -> dict[str, Callable[[], str]]:
    """Return folium's own ways to show the same points with their sentence."""
    import folium
    import geopandas
    from folium.plugins import FastMarkerCluster, MarkerCluster

    points = [(e.where.location.lat, e.where.location.lon) for e in events if e.where.location]
    said = [e.evidence[0].text for e in events]

    def markers() -> str:
        drawn = folium.Map()
        group = MarkerCluster().add_to(drawn)
        for point, text in zip(points, said, strict=True):
            folium.Marker(point, popup=folium.Popup(text)).add_to(group)
        return str(drawn.get_root().render())

    def fast() -> str:
        drawn = folium.Map()
        FastMarkerCluster(points).add_to(drawn)
        return str(drawn.get_root().render())

    def geojson() -> str:
        drawn = folium.Map()
        rows = [
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]},
             "properties": {"text": text}}
            for (lat, lon), text in zip(points, said, strict=True)
        ]  # fmt: skip
        folium.GeoJson(
            {"type": "FeatureCollection", "features": rows},
            popup=folium.GeoJsonPopup(fields=["text"]),
        ).add_to(drawn)
        return str(drawn.get_root().render())

    def explore() -> str:
        frame = geopandas.GeoDataFrame(
            {"text": said},
            geometry=geopandas.points_from_xy(
                [lon for _, lon in points], [lat for lat, _ in points]
            ),
            crs="EPSG:4326",
        )
        return str(frame.explore(popup="text", tooltip=False).get_root().render())

    ways = {"Marker in MarkerCluster": markers, "FastMarkerCluster": fast, "GeoJson": geojson}
    if find_spec("mapclassify"):  # explore asks for it
        ways["GeoDataFrame.explore"] = explore
    return ways


CALIBRATE = """() => { const t = performance.now(); const a = new Float64Array(1e6);
  for (let k = 0; k < 8; k++) for (let i = 0; i < 1e6; i++) a[i] = Math.sqrt(i * k + 1);
  return performance.now() - t; }"""
"""A fixed loop, timed before and after: a busy machine shows here, and ratios to it compare."""
FRAME = "await new Promise((r) => requestAnimationFrame(() => setTimeout(r, 0)));"
STEPS = {
    "slider step": f"""async () => {{
      const i = document.querySelector('.gm-from'); const t = performance.now();
      i.value = Number(i.value) + 5; i.dispatchEvent(new Event('input'));
      {FRAME} return performance.now() - t; }}""",
    "filter": f"""async () => {{
      const box = document.querySelector('.gm-facets input'); const t = performance.now();
      box.click(); {FRAME} return performance.now() - t; }}""",
    "zoom": f"""async () => {{ const t = performance.now();
      map_1.setZoom(map_1.getZoom() + 1, {{animate: false}});
      {FRAME} {FRAME} return performance.now() - t; }}""",
}


def browse(text: str) -> dict[str, float]:
    """Open a page in Chromium; return milliseconds, the median of several of each step."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        file = Path(folder) / "map.html"
        file.write_text(text, "utf-8")
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(file.as_uri(), timeout=300_000)
        page.wait_for_selector(".gm-row", timeout=300_000)
        first = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        page.wait_for_timeout(500)
        loops = [page.evaluate(CALIBRATE) for _ in range(5)]
        found = {"first view": first}
        for name, step in STEPS.items():
            times = [page.evaluate(step) for _ in range(4 if name == "zoom" else 7)]
            found[name] = statistics.median(times)
            page.evaluate("document.querySelector('.gm-reset').click()")
        loops += [page.evaluate(CALIBRATE) for _ in range(5)]
        browser.close()
    return {**found, "the fixed loop": statistics.median(loops)}


def main() -> None:
    """Print one row a way and a number of events."""
    parser = argparse.ArgumentParser()
    parser.add_argument("numbers", nargs="*", type=int, default=[1000, 10000, 100000])
    parser.add_argument("--folium", action="store_true")
    parser.add_argument("--browser", action="store_true")
    options = parser.parse_args()
    page_of(())  # imports and caches, so that the empty map below is the fair base
    empty, _ = timed(lambda: page_of(()))
    print(f"empty map {empty:.2f} s ({len(PLACES)} places in the toy gazetteer)")
    for number in options.numbers:
        events = made_up(number)
        rows = [to_record(found) for found in events]
        floor, dumped = timed(lambda rows=rows: json.dumps(rows))
        print(f"{number:>7} json.dumps of the rows   {floor:7.2f} s {len(dumped) / 1e6:6.1f} MB")
        took, text = timed(lambda events=events: page_of(events))
        size = len(text.encode()) / 1e6
        ratio = (took - empty) / floor
        row = f"{took:7.2f} s {size:6.1f} MB  {ratio:.1f} x dumps"
        print(f"{number:>7} geomap                   {row}")
        if options.browser:
            said = ", ".join(f"{name} {value:.0f} ms" for name, value in browse(text).items())
            print(f"        in Chromium: {said}")
        if options.folium:
            for name, way in folium_ways(events).items():
                took, text = timed(way)
                size = len(text.encode()) / 1e6
                print(f"{number:>7} {name:<24} {took:7.2f} s {size:6.1f} MB")


if __name__ == "__main__":
    main()
