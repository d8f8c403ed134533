"""Front lines in a real Chromium: layers by day, the key that switches them, popups of a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geomap import scene
from geomap.model import Change, ControlStatus, Difference, Gain, Scene, Support, Turned
from geomap.render import html
from render_samples import FRONT, FakeGazetteer, event, sample_events

pytestmark = pytest.mark.browser
GAZETTEER: Any = FakeGazetteer()
OLD, NEW = date(2025, 5, 1), date(2025, 6, 12)
STRIP = ((((36.0, 48.0), (37.0, 48.0), (37.0, 48.6), (36.0, 48.6), (36.0, 48.0)),),)


def rests(first: int, last: int, typical_km: float) -> Support:
    return Support(
        run=0, first=first, last=last, length_km=25.0, settlements=7, typical_km=typical_km,
        widest_km=9.0, oldest=NEW,
    )  # fmt: skip


AFTER = replace(FRONT, date=NEW, support=(rests(0, 5, 3.4), rests(5, 11, 8.5)), band=STRIP, name="")
BEFORE = replace(FRONT, date=OLD, name="")
CLAIM = replace(FRONT, date=NEW, status=ControlStatus.CLAIMED, name="Claimed control",
                held=(("Russia", STRIP),))  # fmt: skip
DIFFERENCE = Difference(
    before=OLD, after=NEW, sources=("a", "b"),
    gains=(Gain(side="Russia", lost_by="Ukraine", region="", km2=123.4),),
    by_region=(Gain(side="Russia", lost_by="Ukraine", region="Donetsk Oblast", km2=123.4),),
    settlements=(Turned(name="Petrivske", lat=48.2, lon=36.5, before="Ukraine", after="Russia",
                        geonameid=None),),
    shift_km=12.5, shift_at=(36.5, 48.3), shift_near="Petrivske",
    changes=(Change(before=OLD, after=NEW, lost_by="Ukraine", side="Russia", km2=123.4,
                    polygons=STRIP),),
)  # fmt: skip


def built(*lines: Any, events: Any = None, **options: Any) -> Scene:
    found = sample_events() if events is None else events
    return scene.build(found, lines, GAZETTEER, **options)


def test_the_key_switches_days_and_changes(visit: Any) -> None:
    """The newest day in full, the earlier one thin; without the newest, the earlier one in full."""
    opened = visit(html.render(built(BEFORE, AFTER, differences=(DIFFERENCE,))))
    page = opened.page
    page.wait_for_selector("path.gm-front-line")
    assert page.locator(".leaflet-gm-front-pane path.gm-front-older").count() == 1
    assert page.locator(".leaflet-gm-changes-pane path.gm-taken").count() == 1
    key = page.locator(".gm-key")
    key.get_by_role("checkbox", name="Front line, 12 June 2025").uncheck()
    assert page.locator(".leaflet-gm-front-pane path.gm-front-older").count() == 0
    assert page.locator(".leaflet-gm-front-pane path.gm-front-line").count() == 1
    assert page.evaluate("document.activeElement.type") == "checkbox"
    key.get_by_role("checkbox", name="changed hands").uncheck()
    assert page.locator(".leaflet-gm-changes-pane path.gm-taken").count() == 0
    key.get_by_role("checkbox", name="Front line, 1 May 2025").uncheck()
    assert page.locator(".leaflet-gm-front-pane path.gm-front-line").count() == 0
    assert opened.errors == []


def test_the_key_tells_what_is_claimed_contested_and_only_roughly_known(visit: Any) -> None:
    page = visit(html.render(built(AFTER, CLAIM))).page
    said = page.locator(".gm-key").inner_text()
    for words in ("Front line, 12 June 2025", "Claimed control, 12 June 2025", "Contested",
                  "Claimed for Russia", "Roughly known", "may run anywhere"):  # fmt: skip
        assert words in said, words
    for name in ("gm-front-claimed", "gm-front-weak", "gm-contested", "gm-claimed", "gm-band"):
        assert page.locator(f"[class*=leaflet-gm-] path.{name}").count() >= 1, name


def test_a_stretch_tells_what_it_rests_on(visit: Any) -> None:
    page = visit(html.render(built(AFTER)), width=1280, height=900).page
    page.wait_for_selector("path.gm-front-touch", state="attached")
    page.evaluate(
        """() => {
          const line = document.querySelector('path.gm-front-touch');
          const at = line.getPointAtLength(line.getTotalLength() * 0.9);
          const to = line.getScreenCTM();
          line.dispatchEvent(new MouseEvent('click', {
            clientX: at.x * to.a + to.e, clientY: at.y * to.d + to.f, bubbles: true }));
        }"""
    )
    said = page.locator(".gm-front-account").inner_text()
    for words in ("12 June 2025", "off by about 8.5 km", "7 settlements", FRONT.source):
        assert words in said, words


def test_the_lines_go_with_the_time_shown(visit: Any) -> None:
    """When only early days are shown, the line of a later day is not."""
    early = event("early", day=OLD)
    page = visit(html.render(built(BEFORE, AFTER, events=(early, *sample_events())))).page
    page.wait_for_selector(".leaflet-gm-front-pane path.gm-front-older")
    page.locator(".gm-to").focus()
    page.keyboard.press("Home")
    page.wait_for_function(
        "() => !document.querySelector('.leaflet-gm-front-pane path.gm-front-older')"
    )
    assert page.locator(".leaflet-gm-front-pane path.gm-front-line").count() == 1
    assert (
        not page.locator(".gm-key")
        .get_by_role("checkbox", name="Front line, 12 June 2025")
        .is_checked()
    )
    assert (
        page.locator(".gm-key").get_by_role("checkbox", name="Front line, 1 May 2025").is_checked()
    )


def test_an_event_names_the_day_of_the_line_it_is_measured_by(visit: Any) -> None:
    told = replace(event("a"), frontline_km=12.0, frontline_side="Russia", frontline_date=NEW)
    page = visit(html.render(built(AFTER, events=(told,)))).page
    page.locator(".gm-row").click()
    said = page.locator(".gm-card").inner_text()
    assert "12 km away" in said
    assert "line of 12 June 2025" in said


def test_without_events_the_panel_tells_what_changed(visit: Any) -> None:
    """Land by side and region, the furthest shift, and settlements that lead to their place."""
    opened = visit(html.render(built(BEFORE, AFTER, events=(), differences=(DIFFERENCE,))))
    page = opened.page
    said = page.locator(".gm-changes").inner_text()
    for words in ("123.4 km²", "Donetsk Oblast", "12.5 km", "1 settlement changed hands"):
        assert words in said, words
    assert not page.locator(".gm-time").is_visible()
    page.get_by_role("button", name="Petrivske").last.click()
    page.wait_for_selector("path.gm-doubt")
    assert opened.errors == []


def test_the_land_that_changed_hands_tells_how_much(visit: Any) -> None:
    page = visit(html.render(built(BEFORE, AFTER, differences=(DIFFERENCE,)))).page
    page.wait_for_selector("path.gm-land-touch", state="attached")
    page.evaluate(
        """() => {
          const box = document.querySelector('path.gm-land-touch').getBoundingClientRect();
          document.querySelector('path.gm-land-touch').dispatchEvent(new MouseEvent('click', {
            clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true }));
        }"""
    )
    said = page.locator(".gm-front-account").inner_text()
    for words in ("1 May 2025", "123.4 km²", "Donetsk Oblast", "Petrivske"):
        assert words in said, words


def test_the_address_keeps_which_lines_are_shown(visit: Any) -> None:
    text = html.render(built(BEFORE, AFTER, differences=(DIFFERENCE,)))
    first = visit(text).page
    first.locator(".gm-key").get_by_role("checkbox", name="Front line, 12 June 2025").uncheck()
    first.wait_for_function("() => location.hash.includes('no-line')")
    again = visit(text, at=first.evaluate("location.hash")).page
    again.wait_for_selector(".gm-key input")
    key = again.locator(".gm-key")
    assert not key.get_by_role("checkbox", name="Front line, 12 June 2025").is_checked()
    assert key.get_by_role("checkbox", name="Front line, 1 May 2025").is_checked()


def test_a_phone_switches_lines_in_the_key_on_the_map(visit: Any) -> None:
    page = visit(html.render(built(BEFORE, AFTER)), width=390, height=844, has_touch=True).page
    page.locator(".gm-legend summary").click()
    page.locator(".gm-legend").get_by_role("checkbox", name="Front line, 12 June 2025").uncheck()
    assert page.locator(".leaflet-gm-front-pane path.gm-front-older").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
