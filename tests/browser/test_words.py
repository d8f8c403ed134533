"""The map in the reader's language: words, plurals, dates, numbers, names of countries."""

from __future__ import annotations

from typing import Any

import pytest

from geomap import scene
from geomap.render import html
from render_samples import FRONT, FakeGazetteer, event, sample_events

pytestmark = pytest.mark.browser
GAZETTEER: Any = FakeGazetteer()


def test_ukrainian_reads_ukrainian(visit: Any) -> None:
    """Wording, plural, dates, countries, the scale; nothing English but names of places."""
    page = visit(html.render(scene.build(sample_events(), (FRONT,), GAZETTEER, language="uk"))).page
    assert page.locator(".gm-count").inner_text() == "19 подій"
    assert page.evaluate("document.documentElement.lang") == "uk"
    assert "червня 2025" in page.locator(".gm-range").inner_text()
    assert page.locator("h1").inner_text().startswith("Що і де сталося: Україна")
    assert "км" in page.locator(".leaflet-control-scale-line").inner_text()
    key = page.locator(".gm-key").inner_text()
    for word in ("Росія", "Україна", "Іран", "Атака дронів"):
        assert word in key
    assert "ТУРЕЧЧИНА" in page.locator(".gm-names").inner_text().upper()
    page.locator(".gm-tools input").fill("росія")
    page.wait_for_function("() => document.querySelectorAll('.gm-row').length < 15")
    assert page.locator(".gm-row").count() > 5, "found by its name in the reader's language"


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 подія"), (3, "3 події"), (5, "5 подій"), (21, "21 подія")]
)
def test_ukrainian_plurals(visit: Any, number: int, said: str) -> None:
    events = [event(f"p{n:03}") for n in range(number)]
    page = visit(html.render(scene.build(events, (), GAZETTEER, language="uk"))).page
    assert page.locator(".gm-count").inner_text() == said


def test_numbers_in_english_have_commas(visit: Any) -> None:
    from geomap.model import Counts

    many = event("a", counts=Counts(killed=12345, text="at least (killed)"))
    page = visit(html.render(scene.build([many], (), GAZETTEER))).page
    page.locator(".gm-row").click()
    assert "“at least” 12,345 killed" in page.locator(".gm-chips").inner_text()
    assert "50%" in page.locator(".gm-sure").inner_text()
