"""The map for everybody: axe-core's rules, contrast, the keyboard."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Any

import pytest

from geomap import scene
from geomap.render import html
from render_samples import FRONT, FakeGazetteer, sample_events

pytestmark = pytest.mark.browser
GAZETTEER: Any = FakeGazetteer()
AXE_SHA256 = "66a8aaa95a8b044a7fd74a5435873bf04ff65a1ca75567c921b7509742085a14"
"""axe.min.js of axe-core 4.12.1, as npm has it."""


@pytest.fixture(scope="module")
def axe() -> str:
    """Return axe-core, checked; skip where the package that carries it is not installed."""
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    text = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8").rstrip("\n")
    assert hashlib.sha256(text.encode()).hexdigest() == AXE_SHA256
    return text


@pytest.fixture(scope="module")
def text() -> str:
    """Return one page for all that is looked at."""
    return html.render(scene.build(sample_events(), (FRONT,), GAZETTEER))


def violations(page: Any, axe: str) -> list[Any]:
    """Return what axe finds: impact, rule, where."""
    page.evaluate(axe)
    found: list[Any] = page.evaluate(
        """async () => (await axe.run(document)).violations.flatMap((rule) =>
          rule.nodes.map((node) => [rule.impact, rule.id, node.target.join(' ')]))"""
    )
    return found


def nothing(page: Any) -> None:
    """Look at the page as it opens."""


def event(page: Any) -> None:
    """Open an event."""
    page.locator(".gm-row", has_text="Kharkiv").click()


def sheet(page: Any) -> None:
    """Draw up the list."""
    page.locator(".gm-handle").click()
    page.wait_for_timeout(350)


def choices(page: Any) -> None:
    """Open the choices."""
    page.locator(".gm-filter").click()


def table(page: Any) -> None:
    """Open the table."""
    page.get_by_role("button", name="Table").click()


LIGHT: dict[str, Any] = {}
DARK = {"color_scheme": "dark"}
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize(
    ("look", "act"),
    [
        pytest.param(LIGHT, nothing, id="light"),
        pytest.param(DARK, nothing, id="dark"),
        pytest.param(PHONE, nothing, id="phone"),
        pytest.param(LIGHT, event, id="event open"),
        pytest.param(DARK, event, id="event open, dark"),
        pytest.param(PHONE, sheet, id="list open on a phone"),
        pytest.param(LIGHT, choices, id="choices open"),
        pytest.param(DARK, table, id="table open, dark"),
    ],
)
def test_axe_finds_nothing(visit: Any, axe: str, text: str, look: dict[str, Any], act: Any) -> None:
    """No finding of any weight: light, dark, on a phone, with the parts open."""
    page = visit(text, **look).page
    page.wait_for_selector(".gm-mark")
    act(page)
    assert violations(page, axe) == []


def test_axe_would_find_something(visit: Any, axe: str, text: str) -> None:
    """The check can fail: pale text on white is a finding."""
    page = visit(text).page
    page.evaluate("document.querySelector('.gm-subtitle').style.color = '#bbb'")
    assert [rule for _, rule, _ in violations(page, axe)] == ["color-contrast"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_on_the_map_can_be_read(visit: Any, text: str, scheme: str) -> None:
    """Axe cannot measure text over a drawing: 4.5 to 1 on land and on water, told here."""
    page = visit(text, color_scheme=scheme).page
    page.wait_for_selector(".gm-mark")
    ratios = page.evaluate(
        """() => {
          const pen = document.createElement('canvas').getContext('2d');
          const light = (colour) => {
            pen.fillStyle = colour;
            pen.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((part) => {
              const share = part / 255;
              return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const style = getComputedStyle(document.querySelector('.gm-page'));
          const ratio = (one, other) => {
            const [a, b] = [one, other].map((name) => light(style.getPropertyValue(name)));
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          };
          return [['--quiet', '--land'], ['--ink', '--land'], ['--water-ink', '--water'],
            ['--water-ink', '--land'], ['--front', '--land'], ['--quiet', '--panel']]
            .map(([one, other]) => [one, other, ratio(one, other)]);
        }"""
    )
    assert [row for row in ratios if row[2] < 4.5] == []
    # Symbols are told from the land: 3 to 1 is enough for shapes.
    shapes = page.evaluate(
        "[...Array(8).keys()].map((n) => getComputedStyle(document.querySelector('.gm-page'))"
        ".getPropertyValue('--a' + n).trim())"
    )
    assert len(set(shapes)) == 8


def test_the_list_is_walked_with_the_arrows(visit: Any, text: str) -> None:
    page = visit(text).page
    page.locator(".gm-row").first.focus()
    focused = "document.activeElement.closest('li').getAttribute('aria-posinset')"
    for key, place in (("ArrowDown", "2"), ("ArrowDown", "3"), ("ArrowUp", "2"), ("End", "19"),
                       ("Home", "1"), ("ArrowUp", "1"), ("PageDown", "9")):  # fmt: skip
        page.keyboard.press(key)
        assert page.evaluate(focused) == place, key


def test_the_focus_goes_through_the_page_in_reading_order(visit: Any, text: str) -> None:
    """Skip link, map with its symbols and tools, time, then search, choices and list."""
    page = visit(text).page
    page.wait_for_selector(".gm-mark")
    order = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
          .filter((node) => node.offsetParent && node.tabIndex >= 0)
          .map((node) => ['gm-skip', 'gm-mark', 'gm-zoom', 'gm-time', 'gm-tools', 'gm-scroll']
            .find((name) => node.closest('.' + name)))
          .filter(Boolean).filter((name, at, all) => name !== all[at - 1])"""
    )
    assert order == ["gm-skip", "gm-mark", "gm-zoom", "gm-time", "gm-tools", "gm-scroll"]


def test_the_time_line_moves_by_keyboard_and_says_so(visit: Any, text: str) -> None:
    page = visit(text).page
    start = page.get_by_role("slider", name="From")
    start.focus()
    page.keyboard.press("End")
    assert page.locator(".gm-from").get_attribute("aria-valuetext") == "13 June 2025"
    assert "of 19" in page.locator(".gm-count").inner_text()
    page.keyboard.press("Home")
    assert page.locator(".gm-count").inner_text() == "19 events"


def test_less_motion_when_asked(visit: Any, text: str) -> None:
    page = visit(text, reduced_motion="reduce", **PHONE).page
    page.locator(".gm-handle").click()
    tall = page.locator(".gm-panel").bounding_box()["height"]
    assert tall > 400, "the sheet is up at once"
