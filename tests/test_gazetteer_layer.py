"""A user's own places over the shipped index."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import pytest

from geomap.errors import FormatError, InputError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.layer import read_layer
from geomap.model import MatchKind, PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """name,lat,lon,kind,country,aliases,priority
Point Tango,48.1,37.9,facility,UA,Tango|Об'єкт Танго,
Kharkiv,49.0,36.0,settlement,UA,,1
"""


def _file(folder: Path, text: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_own_places_are_found_by_name_and_alias(tmp_path: Path) -> None:
    """A user's place answers like any other, with the file as its source."""
    world = Gazetteer.open(extra=_file(tmp_path, TABLE))
    for name in ("Point Tango", "point tango", "Tango", "Об'єкт Танго"):
        place = world.lookup(name)[0].place
        assert (place.name, place.lat, place.lon) == ("Point Tango", 48.1, 37.9)
        assert place.kind is PlaceKind.FACILITY
        assert place.source == "own.csv"
    assert world.lookup("point tango")[0].match is MatchKind.FOLDED
    assert len(world) == len(Gazetteer.open()) + 2


def test_priority_decides_who_comes_first(tmp_path: Path) -> None:
    """A low priority stands behind the shipped place of the name, none before all."""
    low = Gazetteer.open(extra=_file(tmp_path, TABLE))
    assert low.lookup("Kharkiv")[0].place.source == "GeoNames"
    assert "own.csv" in {c.place.source for c in low.lookup("Kharkiv")}
    high = Gazetteer.open(extra=_file(tmp_path, "name,lat,lon\nKharkiv,49,36\n"))
    assert high.lookup("Kharkiv")[0].place.source == "own.csv"


def test_own_names_take_part_in_every_search(tmp_path: Path) -> None:
    """Prefixes, ids, near misses, boxes and workers know them."""
    world = Gazetteer.open(extra=_file(tmp_path, TABLE))
    found = dict(world.prefixes("point tango was hit"))
    assert world.named(found["point tango"])[0].place.name == "Point Tango"
    assert list(world.keys_named(found["point tango"])) == [len(Gazetteer.open())]
    assert world.name(found["point tango"]) == "point tango"
    assert world.suggest("Point Tengo")[0].place.name == "Point Tango"
    boxed = [p.source for p in world.settlements((35.9, 48.9, 36.1, 49.1))]
    assert boxed[-1] == "own.csv"
    again = pickle.loads(pickle.dumps(world))  # noqa: S301 - our own bytes
    assert again.lookup("Tango") == world.lookup("Tango")


def test_geojson_points(tmp_path: Path) -> None:
    """A feature's geometry is its place; aliases may be a list."""
    features = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [37.9, 48.1]},
                "properties": {"name": "Depot Nine", "kind": "facility", "aliases": ["D9 depot"]},
            }
        ],
    }
    path = _file(tmp_path, json.dumps(features), "own.geojson")
    place = Gazetteer.open(extra=path).lookup("D9 depot")[0].place
    assert (place.name, place.lat, place.lon) == ("Depot Nine", 48.1, 37.9)


BAD = [
    ("latitude", "name,lat,lon\nX Place,95,10\n", "line 2: lat is '95'"),
    ("no number", "name,lat,lon\nX Place,north,10\n", "line 2: lat is 'north'"),
    ("not a number", "name,lat,lon\nX Place,nan,10\n", "line 2: lat is 'nan'"),
    ("no name", "name,lat,lon\n,1,10\n", "line 2: name is ''"),
    ("kind", "name,lat,lon,kind\nX Place,1,10,town\n", "line 2: kind is 'town'; allowed:"),
    ("country", "name,lat,lon,country\nX Place,1,10,Ukraine\n", "line 2: country is 'UKRAINE'"),
    ("columns", "title,lat,lon\nX,1,10\n", "no column 'name'"),
    ("empty", "", "no column 'name'"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "message"), BAD, ids=[b[0] for b in BAD])
def test_bad_rows_are_named(tmp_path: Path, case: str, text: str, message: str) -> None:
    """File, line, field, value and what is allowed."""
    with pytest.raises(FormatError, match=r"own\.csv") as caught:
        read_layer(_file(tmp_path, text))
    assert message in str(caught.value)


def test_bad_rows_can_be_left_out(tmp_path: Path) -> None:
    """The rest is used, and what was left out is told."""
    path = _file(tmp_path, "name,lat,lon\nX Place,95,10\nY Place,5,10\n")
    layer = read_layer(path, skip_bad=True)
    assert [place.name for place in layer.places] == ["Y Place"]
    assert len(layer.problems) == 1


def test_unreadable_files_are_named(tmp_path: Path) -> None:
    """Missing, binary and broken files end in one line."""
    with pytest.raises(InputError, match="cannot be read"):
        read_layer(tmp_path / "absent.csv")
    broken = tmp_path / "own.csv"
    broken.write_bytes(b"\xff\xfe\x00n\x00")
    with pytest.raises(FormatError, match="UTF-8"):
        read_layer(broken)
    for text in ("[1, 2]", "{", '{"features": null}', '{"features": 3}'):
        with pytest.raises(FormatError, match="FeatureCollection"):
            read_layer(_file(tmp_path, text, "own.geojson"))
    for odd in ("null", "7", '{"geometry": {"coordinates": "ab"}}', '{"properties": [1]}'):
        with pytest.raises(FormatError, match="feature 1"):
            read_layer(_file(tmp_path, f'{{"features": [{odd}]}}', "own.geojson"))
