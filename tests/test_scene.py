"""What a scene shows: the view, the outlines, the names, the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from shapely.geometry import Point, Polygon

from geomap import scene
from geomap.gazetteer import Gazetteer
from geomap.model import Location, Precision, Scene
from geomap.scene import frame
from geomap.scene.words import Words
from render_samples import (
    FRONT,
    OUTLINES,
    PLACES,
    FakeGazetteer,
    event,
    sample_events,
)

GAZETTEER: Any = FakeGazetteer()


def built(*events: Any, **options: Any) -> Scene:
    return scene.build(events or sample_events(), (FRONT,), GAZETTEER, **options)


def test_every_precise_event_lies_in_the_view() -> None:
    """Istanbul, Tehran and Kharkiv are all in the first view, far apart as they are."""
    view = built()
    for found in view.events:
        at = found.where.location
        if at is not None and at.precision in (Precision.SETTLEMENT, Precision.ADMIN1):
            assert frame.holds(view.box, at.lon, at.lat), found.id


def test_a_vast_country_does_not_stretch_the_view() -> None:
    """An event "over Russia" stands in the part of Russia in view, not in Siberia."""
    view = built()
    russia = next(area for area in view.areas if area.name == "Russia")
    assert view.box[2] < 60
    assert russia.anchor is not None
    assert frame.holds(view.box, *russia.anchor)
    assert OUTLINES[2].contains(Point(russia.anchor))


def test_a_country_apart_from_all_else_stretches_the_view() -> None:
    view = built(event("a", place=21), event("b", "interception", place=5))
    assert frame.holds(view.box, PLACES[5].lon, PLACES[5].lat)


def test_imprecise_events_are_outlines_and_precise_ones_are_not() -> None:
    view = built()
    inside = {name for area in view.areas for name in area.event_ids}
    for found in view.events:
        at = found.where.location
        wide = at is not None and at.precision not in (Precision.SETTLEMENT, Precision.POINT)
        assert (found.id in inside) is wide, found.id


def test_events_in_one_region_share_its_outline() -> None:
    areas = {area.name: area.event_ids for area in built().areas}
    assert areas["Belgorod Oblast"] == ("e08", "e09")
    assert set(areas["Ukraine"]) == {"e01", "e05", "e06"}


def test_part_of_a_country_is_the_circle_of_doubt_within_it() -> None:
    """Not all of Iran is western Iran, and nothing of Iraq."""
    part = next(area for area in built().areas if area.name == "western Iran")
    shape = Polygon(part.polygons[0][0])
    assert 0 < shape.area < 0.3 * OUTLINES[3].area
    assert shape.within(OUTLINES[3].buffer(0.05))


def test_a_region_without_an_outline_is_a_circle() -> None:
    place = replace(PLACES[11], key=99, name="Nowhere Oblast")
    at = Location(lat=48.0, lon=37.5, precision=Precision.ADMIN1, uncertainty_km=110.0)
    base = event("a", place=11)
    view = built(replace(base, where=replace(base.where, place=place, location=at)))
    west, _, east, _ = Polygon(view.areas[0].polygons[0][0]).bounds
    assert 2.0 < east - west < 4.0


def test_a_place_read_from_a_file_gets_its_outline_by_geonameid() -> None:
    base = event("a", place=11)
    place = replace(PLACES[11], key=-1, source="events file")
    view = built(replace(base, where=replace(base.where, place=place)))
    assert view.events[0].where.place == PLACES[11]
    assert Polygon(view.areas[0].polygons[0][0]).equals(OUTLINES[11])


def test_the_base_is_cut_to_its_bounds() -> None:
    view = built()
    assert view.bounds is not None
    west, south, east, north = view.bounds
    points = [p for shape in view.countries for rings in shape.polygons for r in rings for p in r]
    assert points
    assert all(west <= lon <= east and south <= lat <= north for lon, lat in points)


def test_the_order_of_events_given_does_not_matter() -> None:
    events = sample_events()
    assert built(*events) == built(*reversed(events))


@pytest.mark.parametrize(
    ("lons", "west", "east"),
    [
        pytest.param((179.0, -179.0), 179.0, 181.0, id="across the date line"),
        pytest.param((-100.0, 10.0, 140.0), -100.0, 140.0, id="a world begins in America"),
        pytest.param((30.0, 51.0), 30.0, 51.0, id="plain"),
        pytest.param((5.0,), 5.0, 5.0, id="one point"),
    ],
)
def test_boxes_go_the_short_way_round(lons: tuple[float, ...], west: float, east: float) -> None:
    box = frame.around([(lon, 0.0) for lon in lons])
    assert box == (west, 0.0, east, 0.0)


def test_no_points_have_no_box() -> None:
    assert frame.around([]) is None


@pytest.mark.parametrize(
    "at",
    [(0.0, 179.9), (0.0, -179.9), (90.0, 0.0), (-90.0, 10.0), (52.0, 180.0)],
    ids=["east edge", "west edge", "north pole", "south pole", "on the line"],
)
def test_odd_corners_of_the_earth_have_a_view(at: tuple[float, float]) -> None:
    lat, lon = at
    where = Location(lat=lat, lon=lon, precision=Precision.POINT, uncertainty_km=1.0)
    view = built(event("a", location=where))
    west, south, east, north = view.box
    assert west < east
    assert -85 <= south < north <= 85
    assert frame.holds(view.box, lon, max(-85.0, min(85.0, lat)))


def test_nothing_placed_still_gives_a_scene() -> None:
    view = built(event("a", place=None))
    assert "1 event has no place on the map" in view.notes[0]
    assert scene.build((), (), GAZETTEER).events == ()


@pytest.mark.parametrize(
    ("first", "last", "en", "uk"),
    [
        (date(2025, 6, 2), date(2025, 6, 13), "2–13 June 2025", "2–13 червня 2025"),
        (date(2025, 5, 28), date(2025, 6, 3), "28 May – 3 June 2025", "28 травня – 3 червня 2025"),
        (date(2024, 12, 30), date(2025, 1, 2), "30 December 2024 – 2 January 2025",
         "30 грудня 2024 – 2 січня 2025"),
        (date(1850, 1, 1), date(1850, 1, 1), "1 January 1850", "1 січня 1850"),
    ],
)  # fmt: skip
def test_date_ranges_do_not_repeat_themselves(first: date, last: date, en: str, uk: str) -> None:
    assert Words("en").days(first, last) == en
    assert Words("uk").days(first, last) == uk


def test_title_and_subtitle_tell_what_is_shown() -> None:
    view = built()
    assert view.title == "What happened where: Ukraine, Russia, Iran and 3 other countries"
    assert view.subtitle == "2–13 June 2025 · 19 events · 4 sources"
    assert built(event("a")).title == "Losses mount as talks stall"
    assert built(title="T", subtitle="S").title == "T"


def test_an_unknown_language_falls_back_to_english() -> None:
    assert built(language="xx").language == "en"
    assert built(language="uk-UA").language == "uk"


def test_those_whose_work_is_shown_are_credited() -> None:
    said = " ".join(built().credits)
    for name in ("GeoNames", "CC BY 4.0", "Natural Earth", FRONT.source):
        assert name in said


def test_a_source_with_braces_is_credited_as_it_stands() -> None:
    line = replace(FRONT, source="a {0} {source} map")
    assert scene.build((), (line,), GAZETTEER).credits[0] == "Front line: a {0} {source} map"


def far(ident: str, kind: str, lat: float, lon: float) -> Any:
    at = Location(lat=lat, lon=lon, precision=Precision.POINT, uncertainty_km=5.0)
    return event(ident, kind, location=at)


def test_words_spoken_far_away_do_not_shrink_the_first_view() -> None:
    """A statement in Washington stays on the map and in its box, outside the first view."""
    view = built(*sample_events(), far("w", "statement", 38.9, -77.0))
    assert view.focus is not None
    assert view.focus[0] > 0
    assert frame.holds(view.box, -77.0, 38.9)
    assert view.bounds is not None
    assert frame.holds(view.bounds, -77.0, 38.9)


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([far("w", "drone_attack", 38.9, -77.0)], id="an attack far away"),
        pytest.param([far(f"w{n}", "statement", 38.9, -77.0) for n in range(9)], id="much talk"),
        pytest.param([far("w", "talks", 40.0, 27.0)], id="talks nearby"),
        pytest.param([], id="nothing else"),
    ],
)
def test_all_that_matters_is_in_the_first_view(others: list[Any]) -> None:
    assert built(*sample_events(), *others).focus is None


def test_only_talk_is_shown_whole() -> None:
    view = built(far("a", "statement", 50.4, 30.5), far("b", "visit", 38.9, -77.0))
    assert view.focus is None


def test_names_on_the_map_are_not_repeated() -> None:
    texts = [(label.text, label.kind) for label in built().labels]
    assert len(texts) == len(set(texts))
    assert {"Ukraine", "Kharkiv", "Black Sea", "Oleksiivka"} <= {text for text, _ in texts}


def test_a_city_that_sources_count_twice_is_named_once() -> None:
    """Mosul and Basra stand on the map, not the quarters that have their people too."""
    world = Gazetteer.open()
    found = [world.lookup(name, country="IQ", limit=1)[0].place for name in ("Erbil", "Amarah")]
    here = [
        replace(
            one := event(place.name),
            where=replace(one.where, place=place, location=world.location(place)),
        )
        for place in found
    ]
    view = scene.build(here, (), world)
    texts = {label.text for label in view.labels}
    assert {"Mosul", "Basra", "Baghdad"} <= texts
    assert not {"Al Mawsil al Jadidah", "Al Basrah al Qadimah"} & texts
