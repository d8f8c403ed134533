"""The page as text: safe, self-contained, the same every time, what folium needs."""

from __future__ import annotations

import base64
import hashlib
import html as html_module
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import folium
import pytest

from geomap import scene
from geomap.errors import OutputError, UsageError
from geomap.model import Counts, EventKind, Scene, Source
from geomap.render import html
from geomap.render.html import assets
from geomap.render.html.escape import entities, strings
from hostile import KNOWN, generated
from render_samples import FRONT, FakeGazetteer, event, sample_events

GAZETTEER: Any = FakeGazetteer()
ASSETS = Path(assets.__file__).parent / "assets"
WORDS = Path(assets.__file__).parent / "words"


def built(*events: Any, **options: Any) -> Scene:
    return scene.build(events or sample_events(), (FRONT,), GAZETTEER, **options)


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="\w+">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))


def hostile_scene(text: str) -> Scene:
    """Put one text into every place that input can reach."""
    source = Source(doc=text, article=text, outlet=text, title=text, url=text)
    base = event(
        text, evidence=(text,), sources=(source,), text=text, reason=text, actor=text, target=text,
        weapon=text, claimed_by=text, counts=Counts(killed=1, text=text), frontline_side=text,
        frontline_km=1.0,
    )  # fmt: skip
    place = replace(base.where.place, name=text, admin1=text)
    line = replace(FRONT, source=text, method=text, side_left=text, side_right=text, name=text,
                   held=((text, FRONT.held[0][1]),))  # fmt: skip
    found = replace(
        base,
        where=replace(base.where, place=place),
        when=replace(base.when, text=text, reason=text),
    )
    return scene.build((found,), (line,), GAZETTEER, title=text, subtitle=text)


@pytest.mark.parametrize("text", KNOWN)
def test_hostile_text_is_data_and_nothing_else(text: str) -> None:
    """The text is in the JSON and, as entities, in the title; it comes back whole from both."""
    page = html.render(hostile_scene(text))
    data = data_of(page)
    assert text in data["texts"]
    assert (
        html_module.unescape(re.search(r"<title>(.*?)</title>", page, re.DOTALL).group(1)) == text
    )
    assert page.count("</script>") == html.render(built()).count("</script>")
    assert "window.__hit" not in re.sub(r"<script type=.application/json.*?</script>", "", page,
                                        flags=re.DOTALL).replace(entities(text), "")  # fmt: skip


def test_generated_hostile_texts_come_back_whole() -> None:
    """Some 250 texts over nine contexts, all in one page: each is in the table exactly."""
    texts = generated()
    assert len(texts) > 200
    said = strings(texts).decode()
    assert json.loads(said) == list(texts)
    assert not re.search("[<>&\u2028\u2029]|\\{", said)
    page = html.render(built(*(event(f"h{n}", evidence=(t,)) for n, t in enumerate(texts))))
    assert set(texts) - {""} <= set(data_of(page)["texts"])


@pytest.mark.parametrize("text", KNOWN)
def test_a_folium_map_shows_hostile_text_whole(text: str) -> None:
    """Folium compiles what it is given as templates: our text never passes through them."""
    page = html.to_folium(hostile_scene(text)).get_root().render()
    assert text in data_of(page)["texts"]


def test_lone_surrogates_do_not_break_the_page() -> None:
    """Broken input has half characters that no file can hold."""
    html.render(hostile_scene("half \ud83d character")).encode("utf-8")


@pytest.mark.parametrize("sign", list("&<>\"'`$\\{}%#\n\u2028\u2029"))
def test_entities_leave_no_sign_that_acts(sign: str) -> None:
    said = entities(f"a{sign}b")
    assert said == f"a&#{ord(sign)};b"
    assert html_module.unescape(said) == f"a{sign}b"


def test_the_policy_lets_nothing_be_fetched_and_knows_every_script() -> None:
    page = html.render(built())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "img-src data:;" in policy
    for tag, text in re.findall(r"<(script|style)>(.*?)</\1>", page, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy, tag
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=.?(https?:)?//", page)
    assert not re.search(r"\son\w+=", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))


def test_tiles_are_named_and_allowed_only_when_asked_for() -> None:
    page = html.render(built(), tiles="https://{s}.tiles.example.org/{z}/{x}/{y}.png")
    assert "img-src data: https://*.tiles.example.org;" in page
    assert "tiles.example.org" in data_of(page)["texts"]
    assert "openstreetmap" in html.render(built(), tiles="osm")
    assert "openstreetmap" not in html.render(built(), tiles="none")


@pytest.mark.parametrize(
    "tiles",
    ["http://x/{z}/{x}/{y}", "https://x.org/tiles", "https:///{z}/{x}/{y}", "ftp",
     "https://x.org; script-src *;/{z}/{x}/{y}", 'https://x"/{z}/{x}/{y}'],
)  # fmt: skip
def test_tiles_that_are_no_tile_server_are_refused(tiles: str) -> None:
    with pytest.raises(UsageError, match="no tile server"):
        html.render(built(), tiles=tiles)


def test_the_same_scene_gives_the_same_bytes_in_threads_and_other_processes() -> None:
    view = built()
    once = html.render(view)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(html.render, [view] * 8)) == {once}
    code = (
        "import hashlib;from render_samples import *;from geomap import scene;"
        "from geomap.render import html;"
        "v=scene.build(sample_events(),(FRONT,),FakeGazetteer());"
        "print(hashlib.sha256(html.render(v).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "7")
    }
    assert digests == {hashlib.sha256(once.encode()).hexdigest()}


def test_a_folium_map_is_the_same_every_time_and_maps_are_told_apart() -> None:
    one, again, other = (html.to_folium(view) for view in (built(), built(), built(event("x"))))
    assert one.get_root().render() == again.get_root().render()
    assert one.get_name() != other.get_name()
    assert folium.Map().get_name() != folium.Map().get_name()


def test_the_data_keep_what_happened() -> None:
    data = data_of(html.render(built()))
    texts, columns = data["texts"], data["shape"]["events"]["columns"]
    assert data["shape"]["events"]["count"] == 19
    row = [texts[n] for n in columns["event_id"]].index("e04")
    assert columns["injured"][row] == 18
    assert columns["killed"][row] is None
    assert texts[columns["place_name"][row]] == "Kharkiv"
    assert columns["lat"][row] == 4998000
    assert [texts[n] for n in columns["evidence"][row]] == [
        "Eighteen people, four of them children, were hurt in Kharkiv.",
        "The mayor said homes and schools had been hit.",
    ]
    child = [texts[n] for n in columns["event_id"]].index("e08")
    assert texts[columns["event_id"][columns["parent"][child]]] == "e07"
    gone = [texts[n] for n in columns["event_id"]].index("e19")
    assert columns["lat"][gone] is None


def test_an_empty_scene_and_odd_events_render() -> None:
    """No events; 500 on one point; a very long sentence; the year 1850; nothing but an id."""
    assert data_of(html.render(scene.build((), (), GAZETTEER)))["shape"]["events"]["count"] == 0
    many = [event(f"x{n:03}") for n in range(500)]
    odd = [event("long", evidence=("word " * 2000,)), event("old", day=date(1850, 3, 1)),
           event("bare", place=None, day=None, evidence=(), sources=())]  # fmt: skip
    data = data_of(html.render(built(*many, *odd)))
    assert data["shape"]["events"]["count"] == 503
    assert min(day for day in data["shape"]["events"]["columns"]["start"] if day is not None) < 0


def test_to_folium_is_a_map_that_takes_other_things() -> None:
    drawn = html.to_folium(built())
    assert isinstance(drawn, folium.Map)
    assert "bootstrap" not in drawn.get_root().render()
    folium.Marker([50, 30], icon=folium.Icon(color="red")).add_to(drawn)
    folium.LayerControl().add_to(drawn)
    page = drawn.get_root().render()
    assert "AwesomeMarkers" in page
    assert not re.search(r'<(script|link)[^>]+(src|href)="http', page)
    assert "<iframe" in drawn._repr_html_()


def test_an_event_layer_goes_on_anyones_map() -> None:
    drawn = folium.Map(location=[48, 35], zoom_start=5)
    html.EventLayer(built()).add_to(drawn)
    html.EventLayer(built(event("only"))).add_to(drawn)
    page = drawn.get_root().render()
    assert page.count("geomap.start(") == 2
    assert page.count("window.geomap = Object.assign") == 1
    with pytest.raises(TypeError, match=r"folium\.Map"):
        html.EventLayer(built()).add_to(folium.Figure()).render()


def test_embed_is_a_sandboxed_frame_with_a_name() -> None:
    said = html.embed(built(title='A "map" <now>'))
    assert re.match(r'<iframe title="A &#34;map&#34; &#60;now&#62;" ', said)
    assert 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"' in said
    inner = re.search(r'srcdoc="([^"]*)"', said).group(1)
    assert html_module.unescape(inner) == html.render(built(title='A "map" <now>'))


def test_an_asset_with_other_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assets.checked.cache_clear()
    monkeypatch.setitem(assets._SHA256, assets._LEAFLET_JS, "0" * 64)
    with pytest.raises(OutputError, match="Reinstall"):
        assets.leaflet_js()
    assets.checked.cache_clear()


def test_an_asset_that_nobody_ships_is_a_clear_error() -> None:
    with pytest.raises(OutputError, match=r"0\.20\.0\.2"):
        assets.pinned("https://example.org/none.js")
    assert not assets.has("https://example.org/none.js")


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_kind_has_words_and_a_symbol(language: str) -> None:
    words = json.loads((WORDS / f"{language}.json").read_text("utf-8"))
    symbols = (ASSETS / "symbols.js").read_text("utf-8")
    for kind in EventKind:
        assert words[f"kind_{kind.value}"]
        assert re.search(rf"^  {kind.value}: \[", symbols, re.MULTILINE)


PLURALS = {"en": {"one", "other"}, "uk": {"one", "few", "many", "other"}}
"""The plural forms of each language, as the Unicode CLDR has them."""


@pytest.mark.parametrize("language", sorted(path.stem for path in WORDS.glob("*.json")))
def test_every_language_has_every_word_in_all_its_forms(language: str) -> None:
    """A new language is a file of words here and a row in two tables; nothing may be missing."""
    own, english = (
        json.loads((WORDS / f"{name}.json").read_text("utf-8")) for name in (language, "en")
    )
    assert set(own) == set(english)
    for key, said in own.items():
        assert isinstance(said, dict) is isinstance(english[key], dict), key
        forms = list(said.values()) if isinstance(said, dict) else [said]
        if isinstance(said, dict):
            assert set(said) == PLURALS[language], key
        gaps = set(re.findall(r"\{\w+\}", json.dumps(english[key])))
        for form in forms:
            assert form.strip(), key
            # A single event need not be counted.
            assert set(re.findall(r"\{\w+\}", form)) | {"{n}"} == gaps | {"{n}"}, key


def test_every_language_of_the_page_has_words_for_title_and_pictures() -> None:
    from geomap.render.image.words import _OWN
    from geomap.scene.words import _TABLE, LANGUAGES

    assert {path.stem for path in WORDS.glob("*.json")} == set(LANGUAGES) == set(_OWN)
    for language in LANGUAGES:
        assert set(_TABLE[language]) == set(_TABLE["en"])
        assert set(_OWN[language]) == set(_OWN["en"])
        assert len(_TABLE[language]["months"].split()) == 12
        assert len(_OWN[language]["short_months"].split()) == 12
        for key in ("events", "sources", "others", "unplaced"):
            forms = _TABLE[language][key].split("|")
            assert len(forms) == {"en": 2, "uk": 3}[language], key


def test_every_word_that_the_scripts_ask_for_is_there() -> None:
    words = json.loads((WORDS / "en.json").read_text("utf-8"))
    code = assets.own_js()
    asked = set(re.findall(r'(?:say|press|fact)\(\s*"(\w+)"', code))
    assert asked - {"kind_", "status_", "precision_", "column_", "facet_", "n_"} <= set(words)


def test_our_own_assets_hold_no_address_and_no_markup_from_text() -> None:
    """No innerHTML and the like: text becomes nodes. No host but the namespace of SVG."""
    code = assets.own_js() + assets.own_css()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", code)
    assert set(re.findall(r"https?://[\w./]+", code)) == {"http://www.w3.org/2000/svg"}
    assert "</script" not in code
    assert "</style" not in code
