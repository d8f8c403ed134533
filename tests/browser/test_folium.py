"""Maps of folium's users: ours that they build on, theirs that take our layer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import folium
import pytest
from folium.plugins import MarkerCluster

from geomap import scene
from geomap.render import html
from geomap.render.html import assets
from render_samples import FRONT, FakeGazetteer, event, sample_events

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser
GAZETTEER: Any = FakeGazetteer()


def built(*events: Any) -> Any:
    return scene.build(events or sample_events(), (FRONT,), GAZETTEER)


def with_assets(page: str) -> str:
    """Put what a plain folium.Map links to into the page: the tests have no network."""

    def inlined(match: re.Match[str]) -> str:
        url = match[1] or match[2]
        tag = "script" if match[1] else "style"
        return f"<{tag}>{assets.pinned(url)}</{tag}>" if assets.has(url) else ""

    return re.sub(r'<script src="([^"]+)"></script>|<link [^>]*href="([^"]+)"/>', inlined, page)


def test_a_saved_map_with_other_layers_asks_nobody(visit: Any, tmp_path: Path) -> None:
    """Markers with folium's icons, a cluster and a layer control beside ours: all in one file."""
    drawn = html.to_folium(built())
    group = folium.FeatureGroup(name="Bridges").add_to(drawn)
    folium.Marker([48.5, 35.0], icon=folium.Icon(color="red"), popup="Dnipro").add_to(group)
    MarkerCluster([[48.0, 36.0], [48.1, 36.1]], name="Depots").add_to(drawn)
    folium.LayerControl(collapsed=False).add_to(drawn)
    drawn.save(tmp_path / "saved.html")
    opened = visit((tmp_path / "saved.html").read_text("utf-8"))
    opened.page.wait_for_selector(".gm-row")
    assert opened.page.locator(".awesome-marker-icon-red").count() == 1
    assert opened.page.locator(".leaflet-control-layers-overlays label").all_inner_texts() == [
        " Bridges",
        " Depots",
    ]
    assert opened.requests == []
    assert opened.errors == []


def test_two_layers_live_on_one_map_of_any_make(visit: Any) -> None:
    drawn = folium.Map(location=[48, 36], zoom_start=6, tiles=None)
    html.EventLayer(built(*(replace(e, id=f"a{e.id}") for e in sample_events()))).add_to(drawn)
    html.EventLayer(built(event("only", evidence=("The other layer's sentence.",)))).add_to(drawn)
    opened = visit(with_assets(drawn.get_root().render()))
    opened.page.wait_for_selector(".leaflet-container.gm-map")
    assert opened.page.locator(".leaflet-container").count() == 1
    assert opened.errors == []
    assert opened.requests == []
