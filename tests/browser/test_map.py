"""The map in a real Chromium, with the network cut: what a reader sees and can do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import folium
import pytest

from geomap import scene
from geomap.model import Location, Precision, Scene
from geomap.render import html
from render_samples import FRONT, FakeGazetteer, event, sample_events

pytestmark = pytest.mark.browser
GAZETTEER: Any = FakeGazetteer()


def built(*events: Any, **options: Any) -> Scene:
    return scene.build(events or sample_events(), (FRONT,), GAZETTEER, **options)


def spread(number: int, **parts: Any) -> Any:
    """Make an event at a spot of its own."""
    at = Location(
        lat=45 + number % 17 * 0.4, lon=24 + number // 17 * 0.5, precision=Precision.POINT,
        uncertainty_km=1.0,
    )  # fmt: skip
    return event(f"h{number:04}", location=at, **parts)


def test_the_page_asks_nobody_and_breaks_nothing(visit: Any) -> None:
    """No request, no script error, no breach of the policy, and what was asked for is drawn."""
    opened = visit(html.render(built()))
    page = opened.page
    page.wait_for_selector(".gm-mark")
    assert page.locator("h1").inner_text() == built().title
    assert page.locator("path.gm-front-line").count() >= 1
    assert page.locator("path.gm-area").count() == 8
    assert page.locator(".gm-row").count() == 19
    assert opened.requests == []
    assert opened.errors == []


def test_a_marker_tells_its_evidence(visit: Any) -> None:
    page = visit(html.render(built())).page
    page.locator(".gm-mark[aria-label^='Drone attack, Kharkiv']").click()
    said = page.locator(".gm-card").inner_text()
    for part in ("Drone attack", "Russia", "18 injured", "Kharkiv", "11 – 12 June 2025",
                 "Eighteen people, four of them children, were hurt in Kharkiv.",
                 "Press Example", "92"):  # fmt: skip
        assert part in said
    link = page.locator(".gm-card a")
    assert link.get_attribute("href") == "https://example.org/a?x=1&y=2"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_both_far_groups_are_in_the_first_view(visit: Any) -> None:
    for width, height in ((1280, 800), (390, 844)):
        page = visit(html.render(built()), width=width, height=height).page
        page.wait_for_selector(".gm-mark")
        stage = page.locator(".gm-stage").bounding_box()
        for name in ("Tehran", "Kyiv", "Istanbul", "Jordan"):
            box = page.locator(f".gm-mark[aria-label*='{name}']").first.bounding_box()
            assert stage["x"] <= box["x"] <= stage["x"] + stage["width"], name
            assert stage["y"] <= box["y"] <= stage["y"] + stage["height"] - 20, name


def test_the_keyboard_is_enough(visit: Any) -> None:
    """Skip link, list, account, Escape, and the focus is back where it was."""
    page = visit(html.render(built())).page
    page.wait_for_selector(".gm-row")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "gm-skip"
    page.keyboard.press("Enter")
    assert "gm-row" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Escape")
    assert not page.locator(".gm-card").is_visible()
    assert "gm-row" in page.evaluate("document.activeElement.className")
    page.locator(".gm-mark").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".gm-card").is_visible() or page.locator(".gm-mark").count() > 0


def test_time_filter_and_search_narrow_map_and_list_alike(visit: Any) -> None:
    page = visit(html.render(built())).page
    count = page.locator(".gm-count")
    start = page.locator(".gm-from")
    start.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    assert "of 19" in count.inner_text()
    assert "Istanbul" not in page.locator(".gm-rows").inner_text()
    assert page.locator(".gm-mark[aria-label*='Istanbul']").count() == 0
    assert "without a date" in page.locator(".gm-range").inner_text()
    page.locator(".gm-reset").click()
    assert count.inner_text() == "19 events"
    page.locator(".gm-filter").click()
    page.get_by_role("checkbox", name="Interception").uncheck()
    assert count.inner_text() == "15 of 19 events"
    page.locator(".gm-reset").click()
    page.locator(".gm-tools input").fill("tehran early")
    page.wait_for_function("() => document.querySelectorAll('.gm-row').length === 1")
    page.locator(".gm-tools input").fill("no such thing anywhere")
    page.wait_for_selector(".gm-none:visible")


def test_play_moves_through_the_days(visit: Any) -> None:
    page = visit(html.render(built())).page
    before = page.locator(".gm-range").inner_text()
    page.locator(".gm-play").click()
    page.wait_for_function(
        "(before) => document.querySelector('.gm-range').innerText !== before", arg=before
    )
    assert page.locator(".gm-play").get_attribute("aria-label") == "Pause"
    page.locator(".gm-play").click()


def test_unplaced_events_are_listed_with_the_reason(visit: Any) -> None:
    page = visit(html.render(built())).page
    row = page.locator(".gm-row", has_text="Not on the map")
    assert row.count() == 1
    assert "outside of Israeli territory" in row.inner_text()
    row.click()
    assert "Why not on the map" in page.locator(".gm-card").inner_text()


def test_events_at_one_place_are_paged(visit: Any) -> None:
    page = visit(html.render(built(*(event(f"p{n:03}") for n in range(500))))).page
    assert page.locator(".gm-pile").inner_text() == "500"
    page.locator(".gm-mark").click()
    assert page.locator(".gm-pager span").inner_text() == "1 of 500"
    page.locator(".gm-pager button").first.click()
    assert page.locator(".gm-pager span").inner_text() == "500 of 500"


def test_a_group_opens_by_zooming(visit: Any) -> None:
    page = visit(html.render(built())).page
    group = page.locator(".gm-mark", has=page.locator(".gm-group"))
    assert group.locator("b").first.inner_text() == "2"
    for _ in range(4):
        if page.locator(".gm-group").count() == 0:
            break
        page.locator(".gm-mark", has=page.locator(".gm-group")).first.click()
        page.wait_for_timeout(450)
    assert page.locator(".gm-mark[aria-label*='Petrivske']").count() == 1
    assert page.locator(".gm-mark[aria-label*='Oleksiivka']").count() == 1


def test_the_table_holds_what_the_map_shows(visit: Any) -> None:
    page = visit(html.render(built())).page
    page.get_by_role("button", name="Table").click()
    assert page.locator(".gm-table tbody tr").count() == 19
    said = page.locator(".gm-table").inner_text()
    assert "at least" in said
    assert "Press Example" in said


def test_a_phone_has_the_map_first_and_the_list_in_a_sheet(visit: Any) -> None:
    page = visit(html.render(built()), width=390, height=844, has_touch=True).page
    assert page.locator(".gm-stage").bounding_box()["height"] > 380
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".gm-handle").click()
    page.wait_for_timeout(350)
    page.locator(".gm-row", has_text="Kharkiv").click()
    assert page.locator(".gm-card").is_visible()


def test_a_layer_on_anyones_map_has_popups(visit: Any) -> None:
    """The layer alone: no page around it, Leaflet's own popup, folium's other things untouched."""
    drawn = html.to_folium(built())
    for child in list(drawn._children):
        del drawn._children[child]
    html.EventLayer(built()).add_to(drawn)
    folium.Circle([48, 35], radius=50000).add_to(drawn)
    opened = visit(drawn.get_root().render())
    page = opened.page
    page.locator(".gm-mark[aria-label^='Drone attack, Kharkiv']").click()
    assert "Eighteen people" in page.locator(".leaflet-popup").inner_text()
    assert page.locator(".gm-panel").count() == 0
    assert opened.errors == []


def test_an_embedded_map_runs_in_its_sandbox(visit: Any) -> None:
    frame = html.embed(built())
    opened = visit(f"<!doctype html><title>t</title><p>Before</p>{frame}")
    opened.page.locator("iframe").scroll_into_view_if_needed()  # it loads when a reader gets there
    inner = opened.page.frame_locator("iframe")
    inner.locator(".gm-mark").first.wait_for()
    inner.locator(".gm-row").first.click(force=True)
    assert inner.locator("h1").inner_text() == built().title
    assert opened.requests == []


def test_dark_print_and_reduced_motion_have_their_styles(visit: Any) -> None:
    page = visit(html.render(built()), color_scheme="dark", reduced_motion="reduce").page
    dark = page.evaluate("getComputedStyle(document.querySelector('.gm-page')).backgroundColor")
    assert dark == "rgb(23, 27, 30)"
    page.emulate_media(media="print")
    assert not page.locator(".gm-time").is_visible()
    assert page.locator(".gm-row").first.is_visible()


def test_occupied_land_without_a_named_holder_is_called_occupied(visit: Any) -> None:
    """A control map often says only "occupied": the key never says "Held by occupied"."""
    held = tuple(("occupied" if side == "Russia" else side, land) for side, land in FRONT.held)
    line = replace(FRONT, side_right="occupied", held=held)
    page = visit(html.render(scene.build(sample_events(), (line,), GAZETTEER))).page
    page.wait_for_selector(".gm-mark")
    said = page.locator("body").inner_text()
    assert "Occupied" in said
    assert "Held by" not in said
