"""Many events read at once: the same as one after the other, whatever people wrote in the cells."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import make_event, make_place
from geomap.documents import read_events
from geomap.errors import FormatError
from geomap.model import Event, Place, Span
from geomap.record import copied, feature, from_feature, to_record
from geomap.record.many import Shared, made

if TYPE_CHECKING:
    from pathlib import Path

ODD: dict[str, list[Any]] = {
    "killed": [3, "3", " 4 ", 3.0, "", None, 0],
    "date_start": ["2025-06-11", "2025-06-11T08:00:00", " 2025-06-11 ", "", None],
    "date_end": ["2025-06-12", "", None],
    "actor": ["Russia", "  Ukraine ", "", None, 5, "null", "Росія", "half \ud83d"],
    "kind": ["drone_attack", "Drone attack", " shelling"],
    "precision": ["settlement", "Settlement", "", None],
    "geonameid": [706483, "706483", 99, None],
    "evidence": ["One. [...] Two.", " padded ", "", None, "[...]"],
    "evidence_start": [10, None, 90, "7"],
    "evidence_end": [58, None],
    "sources": ["A; B", "A", "A; A", "", " A ", ";", None],
    "num_articles": [1, 2, 3, 0, None, "2"],
    "event_id": ["e", " e ", "", None, 7],
    "confidence": [0.5, "0.5", 1, None],
    "latitude": [49.5, "49.5", 49],
    "longitude": [36.5, "36.5", 36],
    "published": ["2025-06-13", None, "2025-06-13 10:00"],
    "note": ["a column of one's own"],
}


@st.composite
def odd_features(draw: st.DrawFn) -> dict[str, object]:
    """Make a feature in which some cells are written as people and programs write them."""
    item: dict[str, Any] = json.loads(json.dumps(feature(make_event())))
    for name in draw(st.lists(st.sampled_from(sorted(ODD)), max_size=5)):
        item["properties"][name] = draw(st.sampled_from(ODD[name]))
    point = {"type": "Point", "coordinates": [36, 50.25]}
    deep = {"type": "Point", "coordinates": [36.1, 50.25, 7.0]}
    item["geometry"] = draw(st.sampled_from([item["geometry"], None, point, deep]))
    return item


def place_of(geonameid: int) -> Place | None:
    return make_place() if geonameid == 706483 else None


def written(path: Path, items: list[Any], **options: Any) -> Path:
    said = json.dumps({"type": "FeatureCollection", "features": items}, **options)
    path.write_text(said, "utf-8", "surrogatepass")
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(odd_features(), max_size=6))
def test_a_file_is_read_as_its_features_one_by_one(tmp_path: Path, items: list[Any]) -> None:
    """The quick reader leaves to the patient one what it does not know."""
    for number, item in enumerate(items):
        if item["properties"]["event_id"]:
            item["properties"]["event_id"] = f"{item['properties']['event_id']}{number}"
        item["id"] = f"f{number}"
    found = read_events(written(tmp_path / "e.geojson", items), place_of=place_of)
    assert found == tuple(from_feature(item, place_of=place_of) for item in items)


@pytest.mark.parametrize("options", [{}, {"indent": 1}, {"ensure_ascii": False}])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_way_a_file_is_written_does_not_matter(
    tmp_path: Path, options: dict[str, Any], encoding: str
) -> None:
    events = tuple(make_event(id=f"e{n}", actor="Росія") for n in range(3))
    path = written(tmp_path / "e.geojson", [feature(event) for event in events], **options)
    path.write_text(path.read_text("utf-8"), encoding)
    again = read_events(path, place_of=lambda _: make_place())
    assert [to_record(event) for event in again] == [to_record(event) for event in events]


def test_a_wrong_cell_is_named_by_the_number_of_its_feature(tmp_path: Path) -> None:
    items: list[Any] = [feature(make_event(id=f"e{n}")) for n in range(3)]
    items[2]["properties"]["killed"] = "many"
    with pytest.raises(FormatError, match=r"feature 3: killed is 'many'"):
        read_events(written(tmp_path / "e.geojson", items))


@pytest.mark.parametrize("number", [10_001, 10**15])
def test_more_articles_than_there_are_is_a_slip_and_no_endless_work(number: int) -> None:
    item: Any = feature(make_event())
    item["properties"]["num_articles"] = number
    with pytest.raises(FormatError, match="num_articles"):
        from_feature(item)


def test_the_same_id_twice_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "e.geojson", [feature(make_event(id="twin"))] * 2)
    with pytest.raises(FormatError, match="'twin' stands twice"):
        read_events(path)


def test_made_is_what_calling_the_class_makes() -> None:
    event = make_event()
    columns = {field.name: [getattr(event, field.name)] * 2 for field in fields(Event)}
    assert made(Event, columns) == [event, event]
    assert hash(made(Event, columns)[0]) == hash(event)
    bare = {name: columns[name] for name in list(columns)[:7]}
    assert made(Event, bare)[0] == Event(**{name: column[0] for name, column in bare.items()})


@pytest.mark.parametrize("columns", [{"start": [1]}, {"start": [1], "end": [2], "x": [3]}])
def test_a_field_without_a_column_or_default_is_an_error(columns: dict[str, list[int]]) -> None:
    with pytest.raises(TypeError, match="start, end"):
        made(Span, columns)


def test_columns_of_different_length_are_an_error() -> None:
    with pytest.raises(ValueError, match="end has 1 rows, not 2"):
        made(Span, {"start": [1, 2], "end": [3]})


def test_copied_is_what_replace_makes() -> None:
    events = [make_event(id="a"), make_event(id="b")]
    assert copied(events, {"frontline_km": [1.5, None]}) == [
        replace(events[0], frontline_km=1.5),
        replace(events[1], frontline_km=None),
    ]


def test_shared_values_are_made_once_and_never_fill_the_memory() -> None:
    asked: list[int] = []

    def make(keys: list[int]) -> list[str]:
        asked.extend(keys)
        return [str(key) for key in keys]

    shared = Shared(make, most=3)
    assert shared.of([1, 2, 1]) == ["1", "2", "1"]
    assert shared.of([1, 2]) == ["1", "2"]
    assert asked == [1, 2]
    assert shared.of([3, 4, 1]) == ["3", "4", "1"]
    assert len(shared) == 3


def test_events_of_one_file_share_what_is_equal(tmp_path: Path) -> None:
    events = [replace(make_event(id=f"e{n}"), when=make_event().when) for n in range(2)]
    path = written(tmp_path / "e.geojson", [feature(event) for event in events])
    one, other = read_events(path)
    assert one.when is other.when
    assert one.sources is other.sources
    assert one.when.start == date(2025, 6, 11)
