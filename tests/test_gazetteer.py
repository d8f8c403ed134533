"""The shipped index: what names mean, where points lie, what places are worth."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import Gazetteer
from geomap.model import MatchKind, PlaceKind, Precision
from geomap.text import fold

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    """Open the shipped index once."""
    return Gazetteer.open()


FIRST = [
    # name, country, kind, name shown
    ("Kharkiv", "UA", "settlement", "Kharkiv"),
    ("Kharkov", "UA", "settlement", "Kharkiv"),
    ("Харків", "UA", "settlement", "Kharkiv"),
    ("Харьков", "UA", "settlement", "Kharkiv"),
    ("KHARKIV", "UA", "settlement", "Kharkiv"),
    ("Odesa", "UA", "settlement", "Odesa"),
    ("Odessa", "UA", "settlement", "Odesa"),
    ("Kherson", "UA", "settlement", "Kherson"),
    ("Kherson region", "UA", "admin1", "Kherson Oblast"),
    ("Kherson oblast", "UA", "admin1", "Kherson Oblast"),
    ("Kherson Oblast", "UA", "admin1", "Kherson Oblast"),
    ("Donetsk region", "UA", "admin1", "Donetsk Oblast"),
    ("Kharkivska oblast", "UA", "admin1", "Kharkiv Oblast"),
    ("Belgorod region", "RU", "admin1", "Belgorod Oblast"),
    ("Kurskaya oblast", "RU", "admin1", "Kursk Oblast"),
    ("Krasnodar region", "RU", "admin1", "Krasnodar Krai"),
    ("Isfahan province", "IR", "admin1", "Isfahan Province"),
    ("Homs governorate", "SY", "admin1", "Homs Governorate"),
    ("Bakhmut", "UA", "settlement", "Bakhmut"),
    ("Artemivsk", "UA", "settlement", "Bakhmut"),
    ("Torez", "UA", "settlement", "Chystiakove"),
    ("Chasiv Yar", "UA", "settlement", "Chasiv Yar"),
    ("Chasov Yar", "UA", "settlement", "Chasiv Yar"),
    ("Rabotino", "UA", "settlement", "Robotyne"),
    ("Vovchansk", "UA", "settlement", "Vovchansk"),
    ("Mykolaiv", "UA", "settlement", "Mykolaiv"),
    ("Nikolaev", "UA", "settlement", "Mykolaiv"),
    ("Nikolayev", "UA", "settlement", "Mykolaiv"),
    ("Avdeyevka", "UA", "settlement", "Avdiivka"),
    ("Zaporizhzhia", "UA", "settlement", "Zaporizhzhia"),
    ("Zaporozhye", "UA", "settlement", "Zaporizhzhia"),
    ("Dnipro", "UA", "settlement", "Dnipro"),
    ("Харкові", "UA", "settlement", "Kharkiv"),
    ("у Харкові", "UA", "settlement", "Kharkiv"),
    ("в Белгороде", "RU", "settlement", "Belgorod"),
    ("Харківській області", "UA", "admin1", "Kharkiv Oblast"),
    ("Белгородской области", "RU", "admin1", "Belgorod Oblast"),
    ("Crimea", "UA", "admin1", "Crimea"),
    ("Sevastopol", "UA", "settlement", "Sevastopol"),
    ("Donbas", "UA", "area", "Donbas"),
    ("Tehran", "IR", "settlement", "Tehran"),
    ("تهران", "IR", "settlement", "Tehran"),
    ("Esfahan", "IR", "settlement", "Isfahan"),
    ("Natanz", "IR", "settlement", "Natanz"),
    ("Fordow", "IR", "facility", "Fordow"),
    ("Fordo", "IR", "facility", "Fordow"),
    ("Arak", "IR", "settlement", "Arak"),
    ("Strait of Hormuz", None, "water", "Strait of Hormuz"),
    ("the Strait of Hormuz", None, "water", "Strait of Hormuz"),
    ("Red Sea", None, "water", "Red Sea"),
    ("Gaza", "PS", "admin1", "Gaza Strip"),
    ("Gaza City", "PS", "settlement", "Gaza City"),
    ("Rafah", "PS", "settlement", "Rafah"),
    ("Khan Yunis", "PS", "settlement", "Khan Younis"),
    ("Deir al-Balah", "PS", "settlement", "Deir al-Balah"),
    ("al-Raqqa", "SY", "settlement", "Raqqa"),
    ("Hodeidah", "YE", "settlement", "Hodeidah"),
    ("Golan Heights", "SY", "area", "Golan Heights"),
    ("West Bank", "PS", "admin1", "West Bank"),
    ("תל אביב", "IL", "settlement", "Tel Aviv"),
    ("בתל אביב", "IL", "settlement", "Tel Aviv"),
    ("غزة", "PS", "settlement", "Gaza City"),
    ("Iraq", "IQ", "country", "Iraq"),
    ("Jordan", "JO", "country", "Jordan"),
    ("Georgia", "GE", "country", "Georgia"),
    ("Lebanon", "LB", "country", "Lebanon"),
    ("U.S.", "US", "country", "United States"),
    ("UAE", "AE", "country", "United Arab Emirates"),
    ("Britain", "GB", "country", "United Kingdom"),
    ("W.Va.", "US", "admin1", "West Virginia"),
    ("S.C.", "US", "admin1", "South Carolina"),
    ("D.C.", "US", None, None),
    ("St. Petersburg", "RU", "settlement", "Saint Petersburg"),
    ("Washington", "US", "settlement", "Washington"),
    ("Middle East", None, "area", "Middle East"),
    ("Springfield, Illinois", "US", "settlement", "Springfield"),
    ("Orange County, California", "US", "admin2", "Orange County"),
    ("Europe", None, "continent", "Europe"),
]


@pytest.mark.parametrize(("name", "country", "kind", "shown"), FIRST, ids=[f[0] for f in FIRST])
def test_first_answer(
    world: Gazetteer, name: str, country: str | None, kind: str | None, shown: str | None
) -> None:
    """A name that news writes means first the place that readers think of."""
    best = world.lookup(name)[0].place
    assert best.country == country
    assert kind is None or best.kind == kind
    assert shown is None or best.name == shown


def test_bare_region_name_offers_the_city_then_the_region(world: Gazetteer) -> None:
    """The bare name is the city; the region stays a candidate."""
    kinds = [c.place.kind for c in world.lookup("Kherson", country="UA")]
    assert kinds[0] is PlaceKind.SETTLEMENT
    assert PlaceKind.ADMIN1 in kinds


MATCHES = [
    ("Kharkiv", MatchKind.EXACT),
    ("kharkiv", MatchKind.FOLDED),
    ("Kharkov", MatchKind.ALTERNATE),
    ("Kherson region", MatchKind.FORM),
    ("Rabotino", MatchKind.TRANSLITERATED),
    ("Харкові", MatchKind.INFLECTED),
]


@pytest.mark.parametrize(("name", "match"), MATCHES, ids=[m[0] for m in MATCHES])
def test_how_a_name_matched_is_told(world: Gazetteer, name: str, match: MatchKind) -> None:
    """The way in which a name met the index is part of the answer."""
    assert world.lookup(name)[0].match is match


def test_villages_of_the_donetsk_region(world: Gazetteer) -> None:
    """Oleksiivka and Petrivske have a row in the Donetsk region among their many namesakes."""
    for name in ("Oleksiivka", "Petrivske"):
        regions = {c.place.admin1 for c in world.lookup(name)}
        assert "Donetsk Oblast" in regions
    spots = [
        (c.place.lat, c.place.lon)
        for c in world.lookup("Oleksiivka")
        if c.place.admin1 == "Donetsk Oblast"
    ]
    assert any(abs(lat - 48.018) < 0.03 and abs(lon - 36.947) < 0.03 for lat, lon in spots)


def test_arak_is_not_iraq(world: Gazetteer) -> None:
    """Alternate names that are a country's name are not kept for towns."""
    assert all(c.place.kind is PlaceKind.COUNTRY for c in world.lookup("Iraq")[:1])
    assert "IR" not in {c.place.country for c in world.lookup("Iraq")}


def test_points_are_geonames_own(world: Gazetteer) -> None:
    """Countries and regions stand at the GeoNames point, not at a centroid."""
    us, alberta = world.lookup("United States")[0].place, world.lookup("Alberta")[0].place
    assert (us.lat, us.lon, us.geonameid) == (39.76, -98.5, 6252001)
    assert (round(alberta.lat, 2), round(alberta.lon, 2)) == (52.28, -117.47)


def test_nothing_for_no_name(world: Gazetteer) -> None:
    """What is no name has no place, and no error either."""
    for name in ("", " ", "zzxxqqj", ",", "a" * 5000, "\x00", "🇺🇦🇺🇦x", "the", "in"):
        assert isinstance(world.lookup(name), tuple)
    assert world.lookup("zzxxqqj") == ()
    assert world.lookup("") == ()


def test_narrowing(world: Gazetteer) -> None:
    """A country keeps its own; a nearness puts the nearest first; a limit cuts."""
    assert {c.place.country for c in world.lookup("Paris", country="us")} == {"US"}
    near = world.lookup("London", near=(43.0, -81.2))[0].place
    assert near.country == "CA"
    assert len(world.lookup("Springfield", limit=2)) == 2


MISSES = [
    ("Kharkhiv", "Kharkiv"),
    ("Bakmut", "Bakhmut"),
    ("Zaporizhhia", "Zaporizhzhia"),
    ("Kramotorsk", "Kramatorsk"),
    ("Donestk", "Donetsk"),
    ("Mariupil", "Mariupol"),
    ("Beirutt", "Beirut"),
    ("Харьковв", "Kharkiv"),
]


@pytest.mark.parametrize(("wrong", "right"), MISSES, ids=[m[0] for m in MISSES])
def test_near_misses(world: Gazetteer, wrong: str, right: str) -> None:
    """A slip of the pen leads to the place meant, marked as fuzzy."""
    assert world.lookup(wrong) == ()
    found = world.suggest(wrong)
    assert found[0].place.name == right
    assert {c.match for c in found} == {MatchKind.FUZZY}


RESPELT = [
    ("Velikaya Novosyolka", "Velyka Novosilka", MatchKind.TRANSLITERATED),
    ("Graivoronsky urban district", "Grayvoronskiy Rayon", MatchKind.TRANSLITERATED),
    ("Aytaroun", "Aitaroun", MatchKind.TRANSLITERATED),
    ("Al Hudaydah port", "Port of Hodeidah", MatchKind.FORM),
    ("Hasakeh governorate", "Al-Hasakah Governorate", MatchKind.FORM),
    ("на Покровском направлении", "Pokrovsk", MatchKind.INFLECTED),
    ("на Бахмутському напрямку", "Bakhmut", MatchKind.INFLECTED),
]


@pytest.mark.parametrize(("name", "place", "match"), RESPELT, ids=[r[0] for r in RESPELT])
def test_names_in_other_spellings(
    world: Gazetteer, name: str, place: str, match: MatchKind
) -> None:
    """A name that is there in no form is tried in other transliterations and cases."""
    found = world.lookup(name)[0]
    assert (found.place.name, found.match) == (place, match)


def test_a_site_is_that_of_its_own_town(world: Gazetteer) -> None:
    """What is named after a town lies near it, not in its namesake's region."""
    for name in ("Zorbia airport", "Odessa governorate of Texas"):
        assert world.lookup(name) == (), name
    town = world.lookup("Taganrog oil depot")[0]
    assert (town.place.name, town.match) == ("Taganrog", MatchKind.FORM)
    assert town.verdict == "the town that it is named after"


PREFIXES = [("donetsk region near the front", "donetsk region"), ("new york city hall", "new york")]


@pytest.mark.parametrize(("text", "name"), PREFIXES)
def test_prefixes_agree_with_lookup(world: Gazetteer, text: str, name: str) -> None:
    """Every prefix found is a name of the index with the places that a look-up gives."""
    found = dict(world.prefixes(text))
    assert name in found
    for prefix, name_id in found.items():
        assert text.startswith(prefix)
        keys = [c.place.key for c in world.named(name_id)]
        assert keys == list(world.keys_named(name_id))
        assert keys == [c.place.key for c in world.lookup(prefix)]


WHERE = [
    (50.0, 36.2, "UA", "Kharkiv Oblast"),
    (45.0, 34.1, "UA", "Crimea"),
    (44.6, 33.53, "UA", "Sevastopol"),
    (46.63, 32.6, "UA", "Kherson Oblast"),
    (50.6, 36.6, "RU", "Belgorod Oblast"),
    (35.7, 51.4, "IR", "Tehran Province"),
    (33.0, 35.8, "SY", "Quneitra Governorate"),
    (31.4, 34.35, "PS", "Gaza Strip"),
    (32.2, 35.2, "PS", "West Bank"),
    (51.5, -0.1, "GB", "England"),
    (48.85, 2.35, "FR", "Île-de-France"),
    (35.25, 33.4, "CY", None),
    (9.55, 44.1, "SO", None),
]


@pytest.mark.parametrize(("lat", "lon", "country", "region"), WHERE)
def test_where_a_point_lies(
    world: Gazetteer, lat: float, lon: float, country: str, region: str | None
) -> None:
    """Points lie in the country that the General Assembly names, and in its region."""
    holder, division = world.locate(lat, lon)
    assert holder is not None
    assert holder.country == country
    assert region is None or (division is not None and division.name == region)


def test_open_sea_is_nobodys(world: Gazetteer) -> None:
    """Far from any coast there is neither country nor region."""
    assert world.locate(43.5, 34.0) == (None, None)
    assert world.locate(0.0, -30.0) == (None, None)


def test_capitals_contain_and_are_contained(world: Gazetteer) -> None:
    """A settlement lies in its region, that in its country, that on its continent."""
    kharkiv = world.lookup("Kharkiv")[0].place
    chain = []
    place = kharkiv
    while (outer := world.container(place)) is not None:
        chain.append(outer.name)
        place = outer
    assert chain[-3:] == ["Kharkiv Oblast", "Ukraine", "Europe"]
    capital = world.capital("IR")
    assert capital is not None
    assert capital.name == "Tehran"
    assert world.capital("xx") is None
    assert world.country("ua") == world.lookup("Ukraine")[0].place


def test_ids_lead_to_places(world: Gazetteer) -> None:
    """A GeoNames id gives its place; an unknown one gives None."""
    kharkiv = world.by_geonameid(706483)
    assert kharkiv is not None
    assert kharkiv.name == "Kharkiv"
    assert world.by_geonameid(1) is None
    assert world.by_geonameid(0) is None


def test_settlements_in_a_box_come_largest_first(world: Gazetteer) -> None:
    """The towns of a box, none outside, none twice, the most prominent first."""
    box = (35.5, 49.3, 37.5, 50.6)
    found = list(world.settlements(box, min_population=5_000))
    assert found[0].name == "Kharkiv"
    assert len({p.key for p in found}) == len(found)
    for place in found:
        assert 35.5 <= place.lon <= 37.5
        assert 49.3 <= place.lat <= 50.6
        assert place.population >= 5_000
    assert [p.key for p in found] == sorted(p.key for p in found)


def test_outlines_touch_the_box(world: Gazetteer) -> None:
    """The regions of a box come with valid polygons that hold the points they should."""
    from shapely import Point

    found = {place.name: shape for place, shape in world.outlines(
        PlaceKind.ADMIN1, (36.0, 49.5, 37.0, 50.5))}  # fmt: skip
    assert {"Kharkiv Oblast", "Belgorod Oblast"} <= set(found)
    assert found["Kharkiv Oblast"].contains(Point(36.25, 49.98))
    assert all(shape.is_valid for shape in found.values())


def test_neighbours_share_their_border(world: Gazetteer) -> None:
    """Simplified neighbours leave neither gap nor overlap to speak of."""
    shapes = []
    for name in ("Kharkiv Oblast", "Donetsk Oblast"):
        place = world.lookup(name)[0].place
        shape = world.outline(place)
        assert shape is not None
        shapes.append(shape)
    left, right = shapes
    assert left.intersection(right).area < 0.001 * left.area
    assert left.distance(right) == 0.0


PRECISE = [
    ("Kharkiv", Precision.SETTLEMENT, 8, 20),
    ("Robotyne", Precision.SETTLEMENT, 1, 4),
    ("Kherson region", Precision.ADMIN1, 60, 150),
    ("Ukraine", Precision.COUNTRY, 300, 600),
    ("Natanz Nuclear Facility", Precision.POINT, 0.5, 3),
    ("Donbas", Precision.AREA, 100, 250),
]


@pytest.mark.parametrize(("name", "precision", "least", "most"), PRECISE)
def test_precision_and_uncertainty(
    world: Gazetteer, name: str, precision: Precision, least: float, most: float
) -> None:
    """A place's kind decides how precise its point is; its size decides how far off it may be."""
    location = world.location(world.lookup(name)[0].place)
    assert location.precision is precision
    assert least <= location.uncertainty_km <= most


DEMONYMS = [
    ("russian", "RU"), ("ukrainian", "UA"), ("israeli", "IL"), ("iranian", "IR"),
    ("british", "GB"), ("palestinian", "PS"), ("american", "US"), ("chinese", "CN"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "code"), DEMONYMS)
def test_demonyms(world: Gazetteer, word: str, code: str) -> None:
    """Demonyms name their country; a town is not among them."""
    assert world.demonyms()[word] == code
    assert "kyiv" not in world.demonyms()


def test_travels_to_another_process(world: Gazetteer) -> None:
    """A gazetteer is sent to a worker as its path and opened there."""
    again = pickle.loads(pickle.dumps(world))  # noqa: S301 - our own bytes
    assert again.lookup("Kyiv") == world.lookup("Kyiv")
    assert len(pickle.dumps(world)) < 2_000


def test_opening_loads_no_heavy_library() -> None:
    """Import, opening and looking up need neither shapely nor numpy nor pandas."""
    code = (
        "import sys; from geomap.gazetteer import Gazetteer; g = Gazetteer.open();"
        "assert g.lookup('Kharkiv'); g.suggest('Kharkhiv'); list(g.settlements((36, 49, 37, 50)));"
        "bad = {'shapely', 'numpy', 'pandas', 'geopandas', 'folium'} & set(sys.modules);"
        "sys.exit(repr(bad) if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


DAMAGE = [
    ("missing", None, "there is no place index"),
    ("empty", b"", "cannot be read"),
    ("text", b"name,lat,lon\n" * 20, "no geomap place index"),
    ("cut", b"cut", "cut off"),
    ("version", b"version", "layout"),
]


@pytest.mark.parametrize(("case", "content", "message"), DAMAGE, ids=[d[0] for d in DAMAGE])
def test_damaged_files_are_named(
    tmp_path: Path, case: str, content: bytes | None, message: str
) -> None:
    """A file that is no index is refused with what is wrong and what to do."""
    path = tmp_path / "world.gaz"
    if case in ("cut", "version"):
        from geomap.gazetteer.index import SHIPPED

        data = bytearray(SHIPPED.read_bytes()[:100_000])
        if case == "version":
            data[8] = 99
        path.write_bytes(data)
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(GazetteerError, match=message):
        Gazetteer.open(path)


def test_info_tells_what_is_in_it(world: Gazetteer) -> None:
    """Counts, sources with licences, and the hash of the content."""
    info = world.info()
    assert info["rows"] == len(world) > 290_000
    assert info["kinds"]["settlement"] > 234_000
    assert info["bytes"] <= 25_000_000
    assert all(source["licence"] and source["sha256"] for source in info["sources"])
    assert world.intact()


def test_names_fold_to_themselves(world: Gazetteer) -> None:
    """Every name in the index is a folded one: looking it up finds it."""
    step = 997  # a prime: a sample that meets every part of the trie
    for name_id in range(0, world.info()["names"], step):
        name = world.name(name_id)
        assert fold(name) == name
        assert world.name_id(name) == name_id
