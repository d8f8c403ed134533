"""Quality by test over every row of the shipped index, and over the hand-written tables."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.translit import skeleton
from geomap.geo import distance_km
from geomap.model import Place, PlaceKind
from geomap.text import fold

TABLES = Path(__file__).parents[1] / "gazetteer"
SOURCES = {"GeoNames", "GeoNames postal codes", "Natural Earth", "airportsdata", "geomap"}
WORDS_OF_OTHERS = {"the", "of", "in", "said", "on", "at", "he", "it", "is", "was", "for", "and"}


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    """Open the shipped index once."""
    return Gazetteer.open()


@pytest.fixture(scope="module")
def places(world: Gazetteer) -> list[Place]:
    """Read every row."""
    return [world.place(key) for key in range(len(world))]


def test_every_row_is_sound(places: list[Place]) -> None:
    """Keys in order, coordinates in range and not at zero, names, sources and kinds known."""
    for key, place in enumerate(places):
        assert place.key == key
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        assert (place.lat, place.lon) != (0.0, 0.0)
        assert place.name.strip() == place.name != ""
        assert place.source in SOURCES
        assert place.population >= 0
        assert place.radius_km >= 0


def test_geoname_ids_are_unique(places: list[Place]) -> None:
    """No two rows claim one GeoNames id."""
    ids = Counter(p.geonameid for p in places if p.geonameid)
    assert [i for i, n in ids.items() if n > 1] == []


def test_parents_exist_and_are_of_the_same_country(world: Gazetteer, places: list[Place]) -> None:
    """A region is a region, of the row's own country; every country code has a country."""
    without = Counter[str]()
    for place in places:
        if place.admin1_key is not None:
            region = places[place.admin1_key]
            assert region.kind is PlaceKind.ADMIN1
            if place.source != "geomap":
                assert region.country == place.country, place
        elif place.kind is PlaceKind.SETTLEMENT:
            without[str(place.country)] += 1
        if place.country is not None:
            assert world.country(place.country) is not None, place
    assert without.total() < 0.02 * len(places), without.most_common(5)


def _outside(world: Gazetteer, holder: Place | None, some: list[Place]) -> list[Place]:
    """Return the places that lie more than 30 km (and some for rounding) outside an outline."""
    import shapely

    outline = world.outline(holder) if holder else None
    if outline is None:
        return []
    shapely.prepare(outline)
    points = shapely.points([p.lon for p in some], [p.lat for p in some])
    found = []
    for place, inside in zip(some, shapely.covers(outline, points), strict=True):
        if not inside:
            near = shapely.shortest_line(outline, shapely.Point(place.lon, place.lat)).coords[0]
            if distance_km(place.lat, place.lon, near[1], near[0]) > 33:
                found.append(place)
    return found


def test_settlements_lie_in_their_country(world: Gazetteer, places: list[Place]) -> None:
    """A settlement lies within 30 km of its country's outline; islets have none."""
    by_country: dict[str, list[Place]] = {}
    for place in places:
        if place.kind is PlaceKind.SETTLEMENT and place.country:
            by_country.setdefault(place.country, []).append(place)
    far = [
        p for code, some in by_country.items() for p in _outside(world, world.country(code), some)
    ]
    assert len(far) < 200, [(p.country, p.name) for p in far[:20]]


def test_divisions_contain_their_places(world: Gazetteer, places: list[Place]) -> None:
    """What stands in a region lies within 30 km of its outline; islets have none."""
    by_region: dict[int, list[Place]] = {}
    for place in places:
        if place.admin1_key is not None and place.admin1_key != place.key:
            by_region.setdefault(place.admin1_key, []).append(place)
    far = [p for key, some in by_region.items() for p in _outside(world, places[key], some)]
    assert len(far) < 0.0015 * len(places), [(p.admin1, p.name) for p in far[:20]]


def test_no_settlement_twice_in_a_spot(places: list[Place]) -> None:
    """Two villages of one name within a kilometre are one village."""
    seen: dict[tuple[str, str | None, int, int], Place] = {}
    twice = []
    for place in places:
        if place.kind is PlaceKind.SETTLEMENT and place.country in ("UA", "RU"):
            spot = (place.name, place.country, round(place.lat * 100), round(place.lon * 100))
            if spot in seen:
                twice.append(place.name)
            seen[spot] = place
    assert len(twice) < 40, twice[:20]


def test_crimea_is_shown_as_ukraine(world: Gazetteer, places: list[Place]) -> None:
    """No settlement of Crimea is Russia's in the default view."""
    crimea = world.lookup("Crimea", country="UA")[0].place
    shape = world.outline(crimea)
    assert shape is not None
    from shapely import Point, prepare

    prepare(shape)
    wrong = [
        p.name
        for p in places
        if p.country == "RU"
        and p.kind is PlaceKind.SETTLEMENT
        and 44.3 < p.lat < 46.3
        and 32.4 < p.lon < 36.7
        and shape.contains(Point(p.lon, p.lat))
    ]
    assert wrong == []


def test_no_word_of_every_sentence_is_a_prominent_place(world: Gazetteer) -> None:
    """Function words are at most the names of small places."""
    for word in sorted(WORDS_OF_OTHERS):
        assert all(c.score < 0.6 for c in world.lookup(word)), word


with (Path(__file__).parent / "gazetteer_names.csv").open(encoding="utf-8", newline="") as file:
    NAMES = list(csv.DictReader(file))


@pytest.mark.parametrize("form", sorted({row["form"] for row in NAMES}))
def test_names_of_the_news_mean_their_place_first(world: Gazetteer, form: str) -> None:
    """Each name of the table, in all its forms, stands first for the place that it is known for."""
    wrong = []
    for row in NAMES:
        if row["form"] != form:
            continue
        found = world.lookup(row["name"], limit=1)
        place = found[0].place if found else None
        if (
            place is None
            or (row["country"] and place.country != row["country"])
            or (row["kind"] and place.kind != row["kind"])
            or distance_km(float(row["lat"]), float(row["lon"]), place.lat, place.lon)
            > float(row["km"])
        ):
            wrong.append((row["name"], place and (place.name, place.country, place.kind.value)))
    assert wrong == []


def test_there_are_names_of_every_form() -> None:
    assert len(NAMES) > 1_300
    assert len({row["form"] for row in NAMES}) >= 6


def _rows(table: str) -> list[dict[str, str]]:
    with (TABLES / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _features() -> list[dict[str, str]]:
    return _rows("features.csv")


def _news() -> dict[str, list[dict[str, str]]]:
    """Return the places in the news of each country."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in _rows("places_in_the_news.csv"):
        found.setdefault(row["country"], []).append(row)
    return found


def _names(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


def _unfound(world: Gazetteer, row: dict[str, str]) -> list[str]:
    """Return the names of a row that do not lead to one place, of its kind, near its point."""
    lat, lon = float(row["lat"]), float(row["lon"])
    reach = max(25.0, float(row["radius_km"] or 0))
    key: int | None = None
    lost = []
    for name in _names(row):
        near = [
            c.place.key
            for c in world.lookup(name)
            if c.place.kind == row["kind"]
            and distance_km(lat, lon, c.place.lat, c.place.lon) <= reach
        ]
        key = near[0] if key is None and near else key
        if key not in near:
            lost.append(name)
    return lost


def test_there_are_enough_features() -> None:
    """At least 250 hand-written features, each with a source."""
    rows = _features()
    assert len(rows) >= 250
    assert all(row["source"] for row in rows)


@pytest.mark.parametrize("row", _features(), ids=lambda row: row["name"])
def test_every_feature_is_found_where_the_table_has_it(
    world: Gazetteer, row: dict[str, str]
) -> None:
    """A feature answers to its name and to each alias, near its coordinates, as its kind."""
    assert _unfound(world, row) == []
    assert skeleton(row["name"])


def test_names_in_other_scripts_lead_to_their_place(world: Gazetteer) -> None:
    """Each name of the table is one of a place of the kind that the row's own name leads to."""
    wrong = []
    for row in _rows("other_scripts.csv"):
        meant = {c.place.key for c in world.lookup(row["name"]) if c.place.kind == row["kind"]}
        for name in row["aliases"].split("|"):
            found = world.lookup(name)
            if meant.isdisjoint(c.place.key for c in found):
                wrong.append((row["name"], name))
    assert wrong == []


@pytest.mark.parametrize("country", sorted(_news()))
def test_every_place_in_the_news_is_found_where_the_table_has_it(
    world: Gazetteer, country: str
) -> None:
    """A place in the news answers to its name and to each alias, as its kind, in its country."""
    lost = {row["name"]: names for row in _news()[country] if (names := _unfound(world, row))}
    assert lost == {}


def test_places_in_the_news_are_many_and_sound() -> None:
    """At least 1,500, of many countries; each has a source, a country and a point of its own."""
    rows = _rows("places_in_the_news.csv")
    assert len(rows) >= 1500
    assert len(_news()) >= 30
    kinds = {kind.value for kind in PlaceKind}
    for row in rows:
        assert row["source"], row
        assert row["kind"] in kinds, row
        assert len(row["country"]) == 2, row
        assert row["kind"] != "area" or float(row["radius_km"]) > 0, row
        assert len(set(map(fold, _names(row)))) == len(_names(row)), row


def test_no_place_in_the_news_stands_twice() -> None:
    """No two rows of one kind and country share a name within 20 km."""
    twice = []
    for rows in _news().values():
        bearers: dict[tuple[str, str], list[dict[str, str]]] = {}
        for row in rows:
            for name in _names(row):
                bearers.setdefault((row["kind"], fold(name)), []).append(row)
        for same in bearers.values():
            twice += [
                (one["name"], other["name"])
                for one, other in combinations(same, 2)
                if distance_km(*_point(one), *_point(other)) < 20
            ]
    assert twice == []


def _point(row: dict[str, str]) -> tuple[float, float]:
    return float(row["lat"]), float(row["lon"])
