"""View, choices and open event in the address: reloading, going back, sending the link on."""

from __future__ import annotations

from typing import Any

import pytest

from geomap import scene
from geomap.render import html
from render_samples import FRONT, FakeGazetteer, sample_events

pytestmark = pytest.mark.browser
GAZETTEER: Any = FakeGazetteer()


def built() -> Any:
    return scene.build(sample_events(), (FRONT,), GAZETTEER)


def test_the_address_keeps_view_choices_and_event(visit: Any) -> None:
    text = html.render(built())
    first = visit(text).page
    first.locator(".gm-tools input").fill("drone")
    first.wait_for_function("() => location.hash.includes('q=drone')")
    first.locator(".gm-row", has_text="Kharkiv").click()
    first.wait_for_function("() => location.hash.includes('event=e04')")
    again = visit(text, at=first.evaluate("location.hash")).page
    assert again.locator(".gm-card h2").inner_text() == "Drone attack"
    assert again.locator(".gm-tools input").input_value() == "drone"
    assert again.locator(".gm-count").inner_text() == first.locator(".gm-count").inner_text()


@pytest.mark.parametrize("at", ["#map=a/b/c", "#map=5/999/0&days=x/y&no-kind=99999.-1&event=%00",
                                "#q=%3Cscript%3E&no-actor=1e9", "#%E0%A4%A"])  # fmt: skip
def test_a_nonsense_address_does_no_harm(visit: Any, at: str) -> None:
    opened = visit(html.render(built()), at=at)
    opened.page.wait_for_selector(".gm-listhead")
    assert opened.errors == []


def test_going_back_closes_the_event_and_forward_opens_it(visit: Any) -> None:
    page = visit(html.render(built())).page
    page.locator(".gm-row", has_text="Kharkiv").click()
    page.wait_for_function("() => location.hash.includes('event=e04')")
    page.locator(".gm-row", has_text="Tehran").click()
    page.wait_for_function("() => location.hash.includes('event=e15')")
    page.go_back()
    page.wait_for_function("() => document.querySelector('.gm-card').innerText.includes('Kharkiv')")
    page.go_back()
    page.wait_for_selector(".gm-card", state="hidden")
    page.go_forward()
    page.wait_for_selector(".gm-card:visible")
    assert "Kharkiv" in page.locator(".gm-card").inner_text()


def test_reloading_keeps_the_view_the_days_and_the_choices(visit: Any) -> None:
    page = visit(html.render(built())).page
    page.locator(".gm-filter").click()
    page.get_by_role("checkbox", name="Interception").uncheck()
    for _ in range(2):
        page.get_by_role("button", name="Zoom in", exact=True).click()
        page.wait_for_timeout(350)
    page.locator(".gm-from").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => location.hash.includes('days=')")
    before = page.evaluate("[location.hash, document.querySelector('.gm-count').innerText]")
    page.reload()
    page.wait_for_selector(".gm-row")
    page.wait_for_timeout(100)
    after = page.evaluate("[location.hash, document.querySelector('.gm-count').innerText]")
    assert after == before


def test_an_address_changed_by_hand_is_followed(visit: Any) -> None:
    page = visit(html.render(built())).page
    page.wait_for_selector(".gm-row")
    page.evaluate("location.hash = '#q=tehran'")
    page.wait_for_function("() => document.querySelectorAll('.gm-row').length === 1")
    assert page.locator(".gm-tools input").input_value() == "tehran"
