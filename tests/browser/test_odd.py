"""Maps of little, of much, and of what is seldom there: each opens, and says what it can."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geomap import scene
from geomap.model import Location, Precision
from geomap.render import html
from geomap.render.html import encode
from render_samples import FRONT, FakeGazetteer, event, sample_events

pytestmark = pytest.mark.browser
GAZETTEER: Any = FakeGazetteer()


def opened(visit: Any, *events: Any, **options: Any) -> Any:
    """Open the map of some events; nothing goes wrong."""
    found = visit(html.render(scene.build(events, (), GAZETTEER)), **options)
    found.page.wait_for_selector(".gm-listhead", state="attached")
    assert found.errors == []
    return found.page


def at(lat: float, lon: float) -> Location:
    return Location(lat=lat, lon=lon, precision=Precision.POINT, uncertainty_km=1.0)


def in_stage(page: Any, mark: Any) -> bool:
    stage, box = page.locator(".gm-stage").bounding_box(), mark.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return bool(
        stage["x"] <= middle[0] <= stage["x"] + stage["width"]
        and stage["y"] <= middle[1] <= stage["y"] + stage["height"]
    )


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_no_events_are_told_on_the_map(visit: Any, size: tuple[int, int]) -> None:
    page = opened(visit, width=size[0], height=size[1])
    assert page.locator(".gm-nothing").inner_text() == "There are no events."
    assert page.locator(".gm-key").inner_text().strip() == ""
    assert not page.locator(".gm-time").is_visible()


def test_events_without_a_place_are_told_on_the_map_and_listed_with_the_reason(visit: Any) -> None:
    events = [event(f"u{n}", place=None, day=None, sources=(), evidence=()) for n in range(3)]
    page = opened(visit, *events)
    assert "None of the 3 events has a place" in page.locator(".gm-nothing").inner_text()
    assert "the text names no place" in page.locator(".gm-row").first.inner_text()
    page.locator(".gm-row").first.click()
    said = page.locator(".gm-card").inner_text()
    assert "Why not on the map: the text names no place" in said
    assert "The date is not known" in said


def test_one_event_has_no_time_line_and_is_in_the_middle(visit: Any) -> None:
    page = opened(visit, event("a"))
    assert not page.locator(".gm-time").is_visible()
    assert "Several events" not in page.locator(".gm-key").inner_text()
    assert in_stage(page, page.locator(".gm-mark"))


def test_500_events_on_one_spot_are_one_symbol_with_a_number(visit: Any) -> None:
    page = opened(visit, *(event(f"p{n:03}") for n in range(500)))
    assert page.locator(".gm-pile").inner_text() == "500"
    page.locator(".gm-mark").click()
    assert page.locator(".gm-pager span").inner_text() == "1 of 500"
    page.locator(".gm-pager button").first.click()
    assert page.locator(".gm-pager span").inner_text() == "500 of 500"


def test_long_evidence_is_scrolled_within_the_account(visit: Any) -> None:
    page = opened(visit, event("a", evidence=("word " * 2000,)))
    page.locator(".gm-row").click()
    card, stage = (page.locator(name).bounding_box() for name in (".gm-card", ".gm-stage"))
    assert card["height"] <= stage["height"]
    whole = page.locator(".gm-card blockquote").evaluate("node => node.textContent.length")
    assert whole == 10_000
    assert page.locator(".gm-card").evaluate("node => node.scrollHeight > node.clientHeight")


def test_right_to_left_text_runs_right_to_left(visit: Any) -> None:
    said = "الحدث وقع في مدينة خاركيف ليلا"
    page = opened(visit, event("a", evidence=(said,), actor="إسرائيل"))
    page.locator(".gm-row").click()
    quote = page.locator(".gm-card blockquote")
    assert quote.inner_text() == said
    assert quote.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert page.locator(".gm-card h2").evaluate("n => getComputedStyle(n).direction") == "ltr"


def test_an_event_of_1850_has_its_year_told_everywhere(visit: Any) -> None:
    page = opened(visit, event("a", day=date(1850, 3, 1)), event("b"))
    assert page.locator(".gm-range").inner_text().startswith("1 March 1850 – 12 June 2025")
    ends = page.locator(".gm-ends span").all_inner_texts()
    assert ends[0] == "1850"
    assert all(len(said) == 4 for said in ends)
    assert "1 Mar 1850" in page.locator(".gm-rows").inner_text()
    page.locator(".gm-from").focus()
    page.keyboard.press("End")
    assert page.locator(".gm-count").inner_text() == "1 of 2 events"


def test_both_sides_of_the_date_line_are_side_by_side(visit: Any) -> None:
    events = [event("a", location=at(10, 179.5)), event("b", "protest", location=at(12, -179.5))]
    page = opened(visit, *events)
    marks = page.locator(".gm-mark").all()
    assert len(marks) == 2
    assert all(in_stage(page, mark) for mark in marks)


def test_events_at_the_poles_are_on_the_map(visit: Any) -> None:
    page = opened(visit, event("a", location=at(89.9, 0)), event("b", location=at(-89.9, 0)))
    marks = page.locator(".gm-mark").all()
    assert len(marks) == 2
    for mark in marks:
        box, stage = mark.bounding_box(), page.locator(".gm-stage").bounding_box()
        assert box["y"] + box["height"] >= stage["y"]
        assert box["y"] <= stage["y"] + stage["height"]


def test_an_area_that_the_base_has_no_land_for_does_no_harm(visit: Any) -> None:
    """An outline smaller than a speck is left out; its event stays on the map."""
    view = scene.build(sample_events(), (FRONT,), GAZETTEER)
    from dataclasses import replace

    bare = replace(view, areas=tuple(replace(area, polygons=()) for area in view.areas))
    found = visit(html.render(bare))
    found.page.wait_for_selector(".gm-wide")
    assert found.errors == []


def test_packed_data_are_read(visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The data of a very large page are deflated; the map is the same."""
    monkeypatch.setattr(encode, "PACKED_FROM", 0)
    text = html.render(scene.build(sample_events(), (FRONT,), GAZETTEER, title="Tom & Jerry's"))
    assert "Eighteen people" not in text
    found = visit(text)
    found.page.wait_for_selector(".gm-mark")
    assert found.page.locator(".gm-count").inner_text() == "19 events"
    assert found.page.locator(".gm-wait").count() == 0
    assert found.errors == []


def test_a_list_longer_than_a_browser_can_measure_reaches_its_end(visit: Any) -> None:
    """As if a pixel were huge: the bar of the list stands for more than it measures."""
    text = html.render(scene.build([event(f"p{n:03}") for n in range(500)], (), GAZETTEER))
    assert "const MOST = 8e6;" in text
    import base64
    import hashlib
    import re

    # A smaller limit, and the policy told of it.
    changed = text.replace("const MOST = 8e6;", "const MOST = 6e3;")
    scripts = re.findall(r"<script>(.*?)</script>", changed, re.DOTALL)
    script = next(code for code in scripts if "MOST" in code)
    before = script.replace("6e3", "8e6")
    digest = [
        base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        for code in (before, script)
    ]
    found = visit(changed.replace(digest[0], digest[1]))
    page = found.page
    page.locator(".gm-row").first.focus()
    page.keyboard.press("End")
    last = page.locator(".gm-rows li[aria-posinset='500'] button")
    assert last.is_visible()
    page.locator(".gm-scroll").evaluate(
        "(node) => (node.scrollTop = (node.scrollHeight - node.clientHeight) / 2)"
    )
    page.wait_for_function(
        "() => [...document.querySelectorAll('.gm-rows li')]"
        ".some((row) => Math.abs(Number(row.ariaPosInSet) - 250) < 12)"
    )
    page.locator(".gm-scroll").evaluate("(node) => (node.scrollTop = 0)")
    page.wait_for_selector(".gm-rows li[aria-posinset='1']")
