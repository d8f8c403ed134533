"""Events as files of other programs."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_event, make_location, make_place
from geomap.documents import is_events_file, read_events
from geomap.errors import FormatError, OutputError, UsageError
from geomap.export import FORMATS, to_csv, to_geodataframe, to_geojson, to_kml, write
from geomap.export.countries import country
from geomap.model import (
    Candidate,
    Counts,
    Event,
    EventKind,
    Evidence,
    MatchKind,
    Place,
    PlaceKind,
    Precision,
    Span,
    Where,
)
from geomap.record import FIELDS, read_event_names, to_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ACLED_HEADER = """event_id_cnty event_date year time_precision disorder_type event_type
sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction
civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
geo_precision source source_scale notes fatalities tags timestamp"""

REGION = make_place(
    key=7,
    name="Donetsk Oblast",
    lat=48.0,
    lon=37.66667,
    kind=PlaceKind.ADMIN1,
    admin1="Donetsk Oblast",
    admin1_key=7,
    geonameid=709716,
    radius_km=92.0,
)
NOWHERE = make_event(id="e2", where=Where(reason="no place is named"))
IN_REGION = make_event(
    id="e3",
    kind=EventKind.TERRITORY_CAPTURED,
    where=Where(
        text="the Donetsk region",
        place=REGION,
        location=make_location(
            lat=48.0, lon=37.66667, precision=Precision.ADMIN1, uncertainty_km=92.0
        ),
    ),
)


class OneRegion:
    """A gazetteer of one region with two towns."""

    towns = (
        make_place(key=8, name="Makiyivka", lat=48.04, lon=37.97, admin1_key=7),
        make_place(key=9, name="Donetsk", lat=48.023, lon=37.80224, admin1_key=7),
    )

    def settlements(self, box: tuple[float, float, float, float]) -> Iterator[Place]:
        """Yield the towns that lie in the box."""
        west, south, east, north = box
        yield from (t for t in self.towns if west < t.lon < east and south < t.lat < north)

    def lookup(self, name: str, **_: str) -> tuple[Candidate, ...]:
        """Return the towns of a name."""
        return tuple(
            Candidate(place=t, match=MatchKind.EXACT, name=name)
            for t in self.towns
            if t.name == name
        )


def table(text: str) -> list[dict[str, str]]:
    """Read CSV as other programs do."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


# ── GeoJSON ──────────────────────────────────────────────────────────────────────────────────


def test_geojson_holds_every_event_one_a_line() -> None:
    text = to_geojson([make_event(), NOWHERE])
    features = json.loads(text)["features"]
    assert [item["id"] for item in features] == ["e1", "e2"]
    assert features[1]["geometry"] is None
    assert len(text.splitlines()) == 4


def test_no_events_are_a_valid_collection() -> None:
    assert json.loads(to_geojson([])) == {"type": "FeatureCollection", "features": []}


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────


def test_acled_columns_come_first_in_acled_order() -> None:
    header = to_csv([]).splitlines()[0].split(",")
    expected = ACLED_HEADER.split()
    assert header[: len(expected)] == expected
    assert header[-3:] == ["fatalities_reported", "plover_event_type", "plover_mode"]
    assert len(set(header)) == len(header)


@pytest.mark.parametrize("kind", ["csv", "geojson", "jsonl", "kml"])
def test_a_user_s_names_are_written_in_every_format(kind: str) -> None:
    names = read_event_names("kind,sub_event_type\ndrone_attack,By drone\n", "own.csv")
    assert b"By drone" in write([make_event()], kind, names=names)
    assert b"By drone" not in write([make_event()], kind)


def test_csv_begins_with_the_mark_that_spreadsheets_need() -> None:
    assert write([make_event()], "csv").startswith(b"\xef\xbb\xbfevent_id_cnty,")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event_id_cnty", "UKRe1"),
        ("event_date", "2025-06-12"),
        ("year", "2025"),
        ("disorder_type", "Political violence"),
        ("event_type", "Explosions/Remote violence"),
        ("sub_event_type", "Air/drone strike"),
        ("actor1", "Russia"),
        ("inter1", "8"),
        ("interaction", "80"),
        ("iso", "804"),
        ("region", "Europe"),
        ("country", "Ukraine"),
        ("country_code", "UA"),
        ("admin1", "Kharkiv Oblast"),
        ("location", "Kharkiv"),
        ("latitude", "49.98081"),
        ("geo_precision", "1"),
        ("source", "Glasgow Times"),
        ("fatalities", "0"),
        ("fatalities_reported", "no"),
        ("injured", "18"),
        ("event_id", "e1"),
    ],
)
def test_cells_of_a_drone_attack(column: str, value: str) -> None:
    assert table(to_csv([make_event()]))[0][column] == value


def test_zero_deaths_that_the_text_states_are_reported() -> None:
    row = table(to_csv([make_event(counts=Counts(killed=0))]))[0]
    assert (row["fatalities"], row["fatalities_reported"]) == ("0", "yes")


@pytest.mark.parametrize(
    ("given", "inter1", "inter2", "interaction"),
    [
        pytest.param({"actor": None}, "", "", "", id="nobody named"),
        pytest.param({"actor": "Ukraine"}, "1", "", "10", id="a state at home"),
        pytest.param({"target": "Ukraine"}, "8", "1", "18", id="the smaller code first"),
        pytest.param({"target": "civilians"}, "8", "7", "78", id="civilians"),
        pytest.param({"actor": "the 3rd brigade"}, "", "", "", id="not derivable"),
        pytest.param({"target": "a convoy"}, "8", "", "", id="an unknown other side"),
        pytest.param({"kind": EventKind.PROTEST, "actor": None}, "6", "", "60", id="protesters"),
        pytest.param({"kind": EventKind.RIOT, "actor": None}, "5", "", "50", id="rioters"),
    ],
)
def test_inter_codes(given: dict[str, object], inter1: str, inter2: str, interaction: str) -> None:
    row = table(to_csv([make_event(**given)]))[0]
    assert (row["inter1"], row["inter2"], row["interaction"]) == (inter1, inter2, interaction)
    assert (row["civilian_targeting"] != "") == (inter2 == "7")


def test_a_region_s_event_stands_at_the_region_s_capital() -> None:
    row = table(to_csv([IN_REGION], gazetteer=OneRegion()))[0]  # type: ignore[arg-type]
    assert (row["location"], row["latitude"], row["geo_precision"]) == ("Donetsk", "48.023", "3")
    assert (row["place_name"], row["place_latitude"]) == ("Donetsk Oblast", "48.0")
    assert row["sub_event_type"] == "Non-state actor overtakes territory"


def test_an_event_without_a_place_has_no_position() -> None:
    row = table(to_csv([NOWHERE]))[0]
    for column in ("latitude", "longitude", "geo_precision", "iso", "country", "location"):
        assert row[column] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_made_inert(start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    evidence = (Evidence(doc="d", span=Span(start=0, end=1), text=text),)
    row = table(to_csv([make_event(actor=text, evidence=evidence)]))[0]
    assert row["actor"] == row["notes"] == f"'{text}"


def test_a_negative_longitude_stays_a_number() -> None:
    where = Where(location=make_location(lon=-58.4))
    assert table(to_csv([make_event(where=where)]))[0]["longitude"] == "-58.4"


def test_quotes_commas_and_line_ends_stay_in_their_cell() -> None:
    text = 'He said: "Run,\r\nnow".'
    evidence = (Evidence(doc="d", span=Span(start=0, end=1), text=text),)
    assert table(to_csv([make_event(evidence=evidence)]))[0]["notes"] == text


def test_every_country_has_a_name_and_a_region() -> None:
    for code in ("UA", "RU", "IL", "IR", "LB", "SY", "YE", "SD", "PS", "XK"):
        found = country(code)
        assert found is not None
        assert found.name
        assert found.region
    assert country("ZZ") is None


# ── KML, GeoPackage, Parquet, GeoDataFrame ───────────────────────────────────────────────────

HOSTILE = '</Data><script>alert(1)</script> & "x" \x00 {{ 7*7 }} ]]>'


def test_kml_is_well_formed_and_inert() -> None:
    evidence = (Evidence(doc="d", span=Span(start=0, end=1), text=HOSTILE),)
    text = to_kml([make_event(id="<e>", actor=HOSTILE, evidence=evidence), NOWHERE])
    root = ET.fromstring(text)  # noqa: S314 - our own output
    space = "{http://www.opengis.net/kml/2.2}"
    first, second = root.iter(f"{space}Placemark")
    assert first.findtext(f"{space}Point/{space}coordinates") == "36.25272,49.98081"
    # What a globe shows as HTML holds no element of the text.
    assert "<" not in (first.findtext(f"{space}description") or "<")
    assert second.find(f"{space}Point") is None


def test_kml_has_the_days_of_an_event() -> None:
    assert "<begin>2025-06-11</begin><end>2025-06-12</end>" in to_kml([make_event()])


def test_a_geodataframe_has_the_fields_and_a_point() -> None:
    frame = to_geodataframe([make_event(), NOWHERE])
    assert list(frame.columns) == [*FIELDS, "geometry"]
    assert frame.crs == "EPSG:4326"
    assert (frame.geometry[0].x, frame.geometry[0].y) == (36.25272, 49.98081)
    assert frame.geometry[1] is None
    assert frame["injured"].sum() == 36
    assert frame["killed"].isna().all()


@pytest.mark.parametrize("events", [[], [NOWHERE], [make_event(), NOWHERE, IN_REGION]])
def test_a_geopackage_reads_back(events: list[Event], tmp_path: Path) -> None:
    import geopandas

    path = tmp_path / "events.gpkg"
    path.write_bytes(write(events, "gpkg"))
    frame = geopandas.read_file(path, layer="events")
    assert list(frame["event_id"]) == [event.id for event in events]
    assert frame.crs == "EPSG:4326"


def test_parquet_is_written_or_says_what_is_missing() -> None:
    try:
        data = write([make_event()], "parquet")
    except OutputError as error:
        assert "pyarrow" in str(error)  # noqa: PT017 - both outcomes are right
    else:
        assert data.startswith(b"PAR1")


# ── all formats ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "parquet"])
def test_the_same_events_give_the_same_bytes(name: str) -> None:
    events = [make_event(), NOWHERE, IN_REGION]
    assert write(events, name) == write(events, name)


def test_an_unknown_format_names_the_known() -> None:
    with pytest.raises(UsageError, match=r"'xlsx'.*geojson, csv"):
        write([], "xlsx")


@settings(max_examples=50)
@given(st.text())
def test_any_text_passes_through_every_text_format(text: str) -> None:
    evidence = (Evidence(doc=text, span=Span(start=0, end=1), text=text),)
    event = make_event(actor=text, target=text, evidence=evidence)
    for name in ("geojson", "csv", "kml", "jsonl"):
        data = write([event], name)
        if name == "kml":
            ET.fromstring(data)  # noqa: S314 - our own output
        elif name in ("geojson", "jsonl"):
            json.loads(data.decode("utf-8").splitlines()[-1 if name == "jsonl" else 1])


# ── and back, after a person has edited the file ─────────────────────────────────────────────


@pytest.mark.parametrize("name", ["geojson", "csv"])
def test_a_file_reads_back_as_the_same_events(name: str, tmp_path: Path) -> None:
    risky = make_event(id="e4", actor="=cmd", weapon="'quoted", counts=Counts(killed=2))
    events = [make_event(), NOWHERE, IN_REGION, risky]
    path = tmp_path / f"events.{name}"
    path.write_bytes(write(events, name, gazetteer=OneRegion()))  # type: ignore[arg-type]
    assert is_events_file(path)
    back = read_events(path)
    assert [to_record(event) for event in back] == [to_record(event) for event in events]


def test_a_csv_saved_by_a_spreadsheet_reads_back(tmp_path: Path) -> None:
    """Spreadsheets write semicolons, another encoding, and blank rows at the end."""
    text = (
        "kind;event_id;killed;place_name;evidence\r\nshelling;x1;3.0;Zürich;Ein Treffer\r\n;;;;\r\n"
    )
    path = tmp_path / "events.csv"
    path.write_bytes(text.encode("cp1252"))
    (event,) = read_events(path)
    assert (event.kind, event.counts.killed) == (EventKind.SHELLING, 3)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("e.geojson", "{", "e.geojson:1"),
        ("e.geojson", "[]", "FeatureCollection"),
        ("e.geojson", '{"type": "Feature"}', "'Feature'"),
        ("e.geojson", '{"features": [7]}', "feature 1"),
        (
            "e.geojson",
            '{"features": [{"properties": {"kind": "shelling"}}, {"properties": {"kind": "x"}}]}',
            "feature 2: kind is 'x'",
        ),
        ("e.csv", "event_id,kind\na,shelling\nb,nonsense\n", "line 3: kind is 'nonsense'"),
        ("e.csv", "event_id,kind\na,shelling\na,shelling\n", "'a' stands twice"),
        ("e.csv", "a,b\n1,2\n", "no column kind"),
    ],
)
def test_a_broken_events_file_is_told_where(
    name: str, content: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        read_events(path)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.geojson", "{}", True),
        ("a.csv", "event_id_cnty,kind\n", True),
        ("a.csv", '"event_id";"kind"\n', True),
        ("a.csv", "id,text,kind\n", False),
        ("a.json", "{}", False),
    ],
)
def test_events_files_are_told_from_articles(
    name: str,
    content: str,
    expected: object,
    tmp_path: Path,
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert is_events_file(path) is expected


def test_an_edited_cell_wins(tmp_path: Path) -> None:
    path = tmp_path / "events.geojson"
    data = json.loads(write([make_event()], "geojson"))
    data["features"][0]["properties"]["killed"] = 4
    path.write_text(json.dumps(data), encoding="utf-8")
    (event,) = read_events(path)
    assert event == replace(event, counts=Counts(killed=4, injured=18))


def test_control_characters_do_not_spoil_a_csv(tmp_path: Path) -> None:
    """A page may hold them; the file that is written must be taken for text again."""
    found = [make_event(target="a depot \x01\x02\x03\x04\x05\x06")]
    path = tmp_path / "events.csv"
    path.write_bytes(write(found, "csv"))
    assert write(read_events(path), "csv") == path.read_bytes()
