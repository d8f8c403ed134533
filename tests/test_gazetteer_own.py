"""A user's own places at the command line: kept in a folder, or for one run; viewpoints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geomap.cli import main
from geomap.errors import UsageError
from geomap.gazetteer import Gazetteer, viewpoints

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """name,lat,lon,kind,country,aliases,priority
Zorbograd,48.1,37.9,settlement,UA,Zorbo Grad|Зорбоград,
Depot Nine,49.0,36.0,facility,,,
"""
BAD = TABLE + "Nowhere Hill,95,10,area,,,\nQuux Town,1,2,town,,,\n"
ARTICLE = """June 12, 2025

Russian drones attacked the village of Zorbograd overnight, killing two people, the governor said.
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a data folder of its own."""
    folder = tmp_path / "data"
    monkeypatch.setenv("GEOMAP_DATA", str(folder))
    return folder


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def _looked_up(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    main(["lookup", "--json", *arguments])
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)[0]["matches"]
    return found


def test_an_added_table_is_known_until_it_is_removed(
    table: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _looked_up(capsys, "Zorbograd") == []
    assert main(["gazetteer", "add", str(table)]) == 0
    assert "added mine: 2 places" in capsys.readouterr().err
    table.unlink()  # the copy counts
    first = _looked_up(capsys, "зорбоград")[0]
    assert (first["name"], first["lat"], first["lon"]) == ("Zorbograd", 48.1, 37.9)
    assert first["admin1"] == "Donetsk Oblast"  # from the outlines
    assert _looked_up(capsys, "Depot Nine")[0]["country"] == "UA"
    assert main(["gazetteer", "list"]) == 0
    listed = capsys.readouterr().out
    assert "mine" in listed
    assert "2 places" in listed
    assert main(["gazetteer", "remove", "mine"]) == 0
    assert _looked_up(capsys, "Zorbograd") == []
    assert list(data.rglob("*.csv")) == []


def test_adding_again_replaces(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "add", str(table)]) == 0
    table.write_text("name,lat,lon\nZorbograd,50,30\n", encoding="utf-8")
    assert main(["gazetteer", "add", str(table)]) == 0
    assert "replaced mine: 1 place;" in capsys.readouterr().err
    assert [m["lat"] for m in _looked_up(capsys, "Zorbograd")] == [50.0]


def test_what_is_kept_is_what_was_given(table: Path, data: Path) -> None:
    """Every field survives the copy."""
    from geomap.gazetteer import read_layer

    table.write_text(
        'name,lat,lon,kind,country,aliases,priority,radius_km\n'
        '"Hill, the",48.123456789,-7.5,area,IE,a|b,3.5,12\n', encoding="utf-8",
    )  # fmt: skip
    assert main(["gazetteer", "add", str(table), "--quiet"]) == 0
    assert read_layer(data / "gazetteer" / "mine.csv") == read_layer(table)


def test_bad_rows_are_each_named_and_nothing_is_kept(
    table: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table.write_text(BAD, encoding="utf-8")
    assert main(["gazetteer", "add", str(table)]) == 2
    told = capsys.readouterr().err
    assert "mine.csv, line 4: lat is '95'" in told
    assert "mine.csv, line 5: kind is 'town'; allowed:" in told
    assert "2 rows are bad: nothing was used" in told
    assert not data.exists()


def test_good_rows_can_be_kept_without_the_bad(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table.write_text(BAD, encoding="utf-8")
    assert main(["gazetteer", "add", str(table), "--skip-bad"]) == 1
    assert "added mine: 2 places" in capsys.readouterr().err
    assert _looked_up(capsys, "Zorbograd")
    assert _looked_up(capsys, "Nowhere Hill") == []


def test_a_table_for_one_run(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _looked_up(capsys, "Zorbograd", "--gazetteer", str(table))
    assert _looked_up(capsys, "Zorbograd") == []
    table.write_text(BAD, encoding="utf-8")
    assert main(["lookup", "Kyiv", "--gazetteer", str(table)]) == 2
    assert "line 4: lat" in capsys.readouterr().err
    assert _looked_up(capsys, "Zorbograd", "--gazetteer", str(table), "--skip-bad")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_texts_are_read_with_own_places(table: Path, tmp_path: Path, workers: str) -> None:
    """Also by the processes that share the work."""
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    target = tmp_path / "events.geojson"
    assert main([
        "events", str(article), "-o", str(target), "--quiet", "--gazetteer", str(table),
        "--workers", workers,
    ]) == 0  # fmt: skip
    event = json.loads(target.read_text(encoding="utf-8"))["features"][0]
    assert event["geometry"]["coordinates"] == [37.9, 48.1]
    assert event["properties"]["place_name"] == "Zorbograd"
    assert event["properties"]["country"] == "UA"


WRONG = {
    "not there": (["gazetteer", "add", "absent.csv"], "absent.csv cannot be read"),
    "no such table": (["gazetteer", "remove", "other"], "'other' is no table of yours"),
    "no index": (["lookup", "Kyiv", "--gazetteer", "absent.gaz"], "no place index at absent.gaz"),
    "two indexes": (["lookup", "x", "--gazetteer", "a.gaz", "--gazetteer", "b.gaz"], "second"),
    "no viewpoint": (["lookup", "Kyiv", "--viewpoint", "mars"], "choose among un, de-facto"),
    "no kind": (["lookup", "Kyiv", "--kind", "town"], "choose among settlement"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_is_told_in_a_line(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, message = WRONG[case]
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


def test_the_data_folder_is_where_the_system_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from geomap.gazetteer.own import data_folder

    monkeypatch.delenv("GEOMAP_DATA")
    assert data_folder().name == "geomap"


VIEWS = [
    ("un", "Simferopol", "UA"), ("ru", "Simferopol", "RU"), ("de-facto", "Sevastopol", "RU"),
    ("ru", "Mariupol", "RU"), ("de-facto", "Mariupol", "UA"), ("cn", "Taipei", "CN"),
    ("un", "Taipei", "TW"), ("rs", "Pristina", "RS"), ("un", "Laayoune", "EH"),
    ("ma", "Laayoune", "MA"), ("ru", "Kyiv", "UA"), ("un", "Katzrin", "SY"),
    ("il", "Katzrin", "IL"), ("de-facto", "Majdal Shams", "IL"), ("un", "Majdal Shams", "SY"),
    ("il", "Quneitra", "SY"),
]  # fmt: skip


@pytest.mark.parametrize(("view", "name", "country"), VIEWS)
def test_a_viewpoint_says_whose_a_place_is(view: str, name: str, country: str) -> None:
    world = Gazetteer.open(viewpoint=view)
    place = world.lookup(name)[0].place
    assert place.country == country
    holder, _ = world.locate(place.lat, place.lon)
    assert holder is not None
    assert holder.country == country
    assert world.lookup(name, country=country)[0].place == place


def test_borders_follow_the_viewpoint() -> None:
    """What one country gains the other loses; the rest stays."""
    from shapely import Point

    inland = Point(34.1, 45.3)
    for view, holds in (("un", "UA"), ("ru", "RU")):
        world = Gazetteer.open(viewpoint=view)
        for code in ("UA", "RU"):
            country = world.country(code)
            assert country is not None
            outline = world.outline(country)
            assert outline is not None
            assert outline.is_valid
            assert outline.contains(inland) is (code == holds)
            assert outline.contains(Point(30.5, 50.4)) is (code == "UA")


def test_every_viewpoint_is_known_by_name() -> None:
    assert viewpoints()[0] == "un"
    for name in viewpoints():
        assert Gazetteer.open(viewpoint=name).viewpoint == name
    with pytest.raises(UsageError, match="no viewpoint 'moon'"):
        Gazetteer.open(viewpoint="moon")


def test_the_map_tells_its_viewpoint() -> None:
    from geomap import pipeline

    for view, note in (("un", "UN General Assembly."), ("ru", "viewpoint ru, not the UN")):
        world = Gazetteer.open(viewpoint=view)
        told = pipeline.compose((), world, pipeline.MapOptions(frontline="none")).notes
        assert note in told[-1]


def test_info_tells_counts_sources_and_hash(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gazetteer", "add", str(table), "--quiet"]) == 0
    assert main(["gazetteer", "info", "--json"]) == 0
    info = json.loads(capsys.readouterr().out)
    assert info["rows"] > 300_000
    assert len(info["sha256"]) == 64
    assert info["own_tables"] == ["mine"]
    assert {"edition", "names", "kinds", "sources", "report", "viewpoint"} <= set(info)
    assert main(["gazetteer", "info"]) == 0
    told = capsys.readouterr().out
    assert "CC BY 4.0" in told
    assert "admin2 without a point" in told


def test_rings_and_boxes_are_those_of_the_viewpoint() -> None:
    """What is cut out of a country ("the south of Ukraine") is cut from the outline seen."""
    south = {}
    for name in ("un", "ru"):
        world = Gazetteer.open(viewpoint=name)
        ukraine = world.country("UA")
        assert ukraine is not None
        rings, box, outline = world.rings(ukraine), world.box(ukraine), world.outline(ukraine)
        assert rings is not None
        assert box is not None
        assert outline is not None
        south[name] = min(lat for polygon in rings for ring in polygon for _, lat in ring)
        assert south[name] == pytest.approx(box[1], abs=0.01)
        assert south[name] == pytest.approx(outline.bounds[1], abs=0.01)
    assert south["ru"] > south["un"] + 0.5  # without Crimea
