"""Text from articles in a real Chromium: shown exactly, run never, wherever it can appear."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from geomap import scene
from geomap.model import Counts, Location, Precision, Source
from geomap.render import html
from hostile import FLAG, KNOWN, generated
from render_samples import FRONT, PLACES, FakeGazetteer, event, sample_events

pytestmark = pytest.mark.browser
GAZETTEER: Any = FakeGazetteer()
TEXTS = [text for text in (*KNOWN, *generated()) if text.strip("\ufeff \x00")]


def spread(number: int, **parts: Any) -> Any:
    """Make an event at a spot of its own."""
    at = Location(
        lat=45 + number % 17 * 0.4, lon=24 + number // 17 * 0.5, precision=Precision.POINT,
        uncertainty_km=1.0,
    )  # fmt: skip
    return event(f"h{number:04}", location=at, **parts)


def hostile(number: int, text: str) -> Any:
    """Make an event that holds the text wherever an article, an outlet or a file can put it."""
    source = Source(doc="d", article="d#1", outlet=text, title=text, url=text)
    base = spread(
        number, evidence=(text,), sources=(source,), actor=text, target=text, weapon=text,
        claimed_by=text, text=text, reason=text, frontline_side=text, frontline_km=1.0,
        counts=Counts(killed=1, text=text),
    )  # fmt: skip
    place = replace(PLACES[21], name=text, admin1=text)
    when = replace(base.when, text=text, reason=text)
    return replace(base, id=f"{text}{number}", where=replace(base.where, place=place), when=when)


@pytest.mark.parametrize("chunk", range(4))
def test_every_account_shows_the_text_and_runs_nothing(visit: Any, chunk: int) -> None:
    """Every account opened, by way of the list: the flag stays unset and the text stands there."""
    texts = TEXTS[chunk::4]
    events = [hostile(number, text) for number, text in enumerate(texts)]
    line = replace(FRONT, source=texts[0], side_left=texts[1], name=texts[2], method=texts[3])
    view = scene.build(events, (line,), GAZETTEER, title=texts[4], subtitle=texts[5])
    opened = visit(html.render(view))
    page = opened.page
    page.wait_for_selector(".gm-row")
    shown = page.evaluate(
        """async () => {
          const shown = [];
          const rows = () => [...document.querySelectorAll('.gm-row')];
          for (let at = 0; at < rows().length; at++) {
            rows()[at].click();
            const card = document.querySelector('.gm-card');
            shown.push([card.querySelector('blockquote').textContent,
              card.querySelector('.gm-who strong').textContent,
              [...card.querySelectorAll('a')].map((a) => a.protocol).join()]);
          }
          await new Promise((done) => setTimeout(done, 100));
          return shown;
        }"""
    )
    assert page.evaluate("window.__hit") is None
    assert sorted(said for said, _, _ in shown) == sorted(texts)
    assert sorted(actor for _, actor, _ in shown) == sorted(texts)
    assert {protocols for _, _, protocols in shown} <= {"", "http:", "https:"}
    assert page.locator("h1").evaluate("node => node.textContent") == texts[4]
    assert page.title() == " ".join(texts[4].split()) or texts[4].strip() == page.title().strip()
    assert opened.requests == []
    assert opened.errors == []


def test_table_choices_key_and_names_show_the_text(visit: Any) -> None:
    """The parts beside the accounts: each shows the known payloads as they stand."""
    texts = [text for text in KNOWN if "\u2028" not in text]
    view = scene.build(
        [hostile(number, text) for number, text in enumerate(texts)], (FRONT,), GAZETTEER
    )
    opened = visit(html.render(view))
    page = opened.page
    page.locator(".gm-filter").click()
    page.get_by_role("button", name="Table").click()
    content = "(node) => node.textContent"
    cells = page.locator(".gm-table td").evaluate_all("(all) => all.map((one) => one.textContent)")
    choices = page.locator(".gm-facets").evaluate(content)
    key = page.locator(".gm-key").evaluate(content)
    marks = page.locator(".gm-mark").evaluate_all("(all) => all.map((one) => one.title).join()")
    for text in texts:
        assert text in cells, text
        assert text in choices, text
    assert sum(text in key for text in texts) == 5, "the sides have the others"
    assert any(text in marks for text in texts)
    links = page.locator(".gm-table a").evaluate_all("(all) => all.map((one) => one.protocol)")
    assert set(links) <= {"http:", "https:"}
    assert page.evaluate("window.__hit") is None
    assert opened.errors == []


def test_the_search_takes_any_text(visit: Any) -> None:
    """What is typed goes into the address and comes back from it, and is never run."""
    opened = visit(html.render(scene.build(sample_events(), (FRONT,), GAZETTEER)))
    page = opened.page
    box = page.locator(".gm-tools input")
    for text in (*KNOWN, "#q=<script>", "..*[a-z", "&event=x"):
        box.fill(text)
        typed = box.input_value()
        page.wait_for_function(
            "(typed) => new URLSearchParams(location.hash.slice(1)).get('q') === typed.trim()",
            arg=typed,
        )
        kept = page.evaluate("location.hash")
        page.evaluate("location.hash = '#'")
        page.wait_for_function("() => document.querySelector('.gm-tools input').value === ''")
        page.evaluate("(kept) => (location.hash = kept)", kept)
        page.wait_for_function("() => document.querySelector('.gm-tools input').value !== ''")
        assert box.input_value().split() == typed.split()
    assert page.evaluate("window.__hit") is None
    assert opened.errors == []


def test_an_address_cannot_run_anything(visit: Any) -> None:
    opened = visit(html.render(scene.build(sample_events(), (FRONT,), GAZETTEER)))
    page = opened.page
    page.wait_for_selector(".gm-row")
    said = (f"<img src=x onerror={FLAG}>", f"javascript:{FLAG}", "__proto__", "1/2/3/4/5", "NaN")
    for part in ("map", "days", "no-kind", "no-actor", "event", "q", "constructor"):
        for text in said:
            page.evaluate("(hash) => (location.hash = hash)", f"#{part}={text}")
            page.wait_for_timeout(20)
    assert page.evaluate("window.__hit") is None
    assert opened.errors == []


def test_a_language_that_is_a_payload_is_english(visit: Any) -> None:
    view = scene.build(sample_events(), (), GAZETTEER, language='"><script>window.__hit=1</script>')
    opened = visit(html.render(view))
    assert opened.page.locator(".gm-count").inner_text() == "19 events"
    assert opened.page.evaluate("window.__hit") is None


def test_hostile_text_on_a_folium_map(visit: Any) -> None:
    """The layer alone, on a map of folium's, with popups of Leaflet's."""
    events = [hostile(number, text) for number, text in enumerate(KNOWN)]
    view = scene.build(events, (FRONT,), GAZETTEER)
    drawn = html.to_folium(view)
    for child in list(drawn._children):
        del drawn._children[child]
    html.EventLayer(view).add_to(drawn)
    opened = visit(drawn.get_root().render())
    page = opened.page
    page.wait_for_selector(".gm-mark")
    page.evaluate("document.querySelectorAll('.gm-mark').forEach((mark) => mark.click())")
    page.wait_for_timeout(200)
    assert page.evaluate("window.__hit") is None
    assert opened.errors == []
