"""An event's flat record: the contract's fields, and back after a person has edited it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import make_event, make_location, make_place
from geomap.errors import FormatError
from geomap.model import (
    ClaimStatus,
    Counts,
    Event,
    EventKind,
    Evidence,
    Place,
    Precision,
    Source,
    Span,
    When,
    Where,
)
from geomap.record import (
    FIELDS,
    event_names,
    feature,
    feature_collection,
    from_feature,
    from_record,
    read_event_names,
    to_record,
)

CONTRACT = """event_id kind layer acled_event_type acled_sub_event_type date_start date_end
date_text time_precision place_text place_name geonameid country admin1 latitude longitude
precision uncertainty_km location_reason actor target weapon killed injured launched downed jammed
counts_text parent_id claimed_by claim_status evidence evidence_start evidence_end doc sources
num_sources num_articles url published frontline_km frontline_side confidence"""


def test_the_contract_s_fields_stand_in_its_order() -> None:
    assert [name for name in FIELDS if name in CONTRACT.split()] == CONTRACT.split()


def test_a_record_is_flat_and_json_ready() -> None:
    record = to_record(make_event())
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    assert all(value is None or isinstance(value, str | int | float) for value in record.values())


@pytest.mark.parametrize(
    ("kind", "event_type", "sub_event_type"),
    [
        (EventKind.DRONE_ATTACK, "Explosions/Remote violence", "Air/drone strike"),
        (EventKind.AIR_STRIKE, "Explosions/Remote violence", "Air/drone strike"),
        (
            EventKind.MISSILE_STRIKE,
            "Explosions/Remote violence",
            "Shelling/artillery/missile attack",
        ),
        (EventKind.SHELLING, "Explosions/Remote violence", "Shelling/artillery/missile attack"),
        (EventKind.MINE, "Explosions/Remote violence", "Remote explosive/landmine/IED"),
        (EventKind.INTERCEPTION, "Strategic developments", "Disrupted weapons use"),
        (EventKind.TERRITORY_CAPTURED, "Battles", "Non-state actor overtakes territory"),
        (EventKind.TERRITORY_REGAINED, "Battles", "Government regains territory"),
        (EventKind.OVERFLIGHT, None, None),
        (EventKind.TALKS, None, None),
    ],
)
def test_acled_names(kind: EventKind, event_type: str | None, sub_event_type: str | None) -> None:
    names = event_names()[kind]
    assert (names.event_type, names.sub_event_type) == (event_type, sub_event_type)


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_has_a_row_in_the_acled_table(kind: EventKind) -> None:
    names = event_names()[kind]
    assert (names.event_type is None) == (names.sub_event_type is None)
    assert (names.event_type is None) == (names.disorder_type is None)


@pytest.mark.parametrize(
    ("kind", "event_type", "mode"),
    [
        (EventKind.DRONE_ATTACK, "ASSAULT", "drone"),
        (EventKind.SHELLING, "ASSAULT", "heavy-weapons"),
        (EventKind.TERRITORY_CAPTURED, "COERCE", "seize"),
        (EventKind.VISIT, "CONSULT", "visit"),
        (EventKind.RIOT, "PROTEST", "riot"),
        (EventKind.AGREEMENT, "AGREE", None),
        (EventKind.STATEMENT, None, None),
    ],
)
def test_plover_names_come_after_the_contract_s_fields(
    kind: EventKind, event_type: str | None, mode: str | None
) -> None:
    record = to_record(make_event(kind=kind))
    assert list(record.items())[-2:] == [("plover_event_type", event_type), ("plover_mode", mode)]


def test_a_user_s_names_replace_those_that_they_give() -> None:
    text = "kind,sub_event_type,plover_mode\nshelling,Artillery,\nvisit,Visit,state-visit\n"
    names = read_event_names(text, "own.csv")
    shelled = to_record(make_event(kind=EventKind.SHELLING), names)
    assert shelled["acled_sub_event_type"] == "Artillery"
    assert shelled["acled_event_type"] == "Explosions/Remote violence"
    assert (shelled["plover_event_type"], shelled["plover_mode"]) == ("ASSAULT", None)
    assert to_record(make_event(), names) == to_record(make_event())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", r"own\.csv:1: the columns are \(none\)"),
        ("kind,cameo\nvisit,042\n", "kind, cameo; allowed: kind, disorder_type"),
        ("kind,plover_mode\nparade,x\n", r"own\.csv:2: kind is 'parade'; allowed: drone_attack"),
    ],
)
def test_a_wrong_table_of_names_is_told(text: str, told: str) -> None:
    with pytest.raises(FormatError, match=told):
        read_event_names(text, "own.csv")


def test_an_event_without_a_place_has_no_point() -> None:
    event = make_event(where=Where(reason="no place is named"))
    item = feature(event)
    record = to_record(event)
    assert item["geometry"] is None
    assert (record["latitude"], record["longitude"], record["precision"]) == (None, None, "unknown")
    assert record["location_reason"] == "no place is named"


def test_a_point_is_longitude_first_and_has_five_decimals() -> None:
    where = replace(make_event().where, location=make_location(lat=49.123456789, lon=-0.0000001))
    assert feature(make_event(where=where))["geometry"] == {
        "type": "Point",
        "coordinates": [0.0, 49.12346],
    }
    assert str(to_record(make_event(where=where))["longitude"]) == "0.0"


def test_an_event_of_one_day_ends_on_it() -> None:
    when = replace(make_event().when, start=date(2025, 6, 12), end=None)
    record = to_record(make_event(when=when))
    assert (record["date_start"], record["date_end"]) == ("2025-06-12", "2025-06-12")


def test_feature_ids_are_event_ids() -> None:
    collection = feature_collection([make_event(), make_event(id="e2")])
    assert [item["id"] for item in collection["features"]] == ["e1", "e2"]  # type: ignore[attr-defined]


def source(number: int, outlet: str | None, *, copy: bool = False, **more: str) -> Source:
    """Make a source of one of two articles."""
    return Source(
        doc="page",
        article=f"page#{number}",
        outlet=outlet,
        copy_of="page#1" if copy else None,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("sources", "names", "num_sources", "num_articles"),
    [
        pytest.param((), None, 0, 0, id="none"),
        pytest.param(
            (
                source(1, "Glasgow Times"),
                source(2, "South Wales Argus", copy=True),
                source(3, "Western Telegraph", copy=True),
            ),
            "Glasgow Times; South Wales Argus; Western Telegraph",
            3,
            1,
            id="copies are sources but one article",
        ),
        pytest.param(
            (source(1, "BBC"), source(2, "bbc")), "BBC", 1, 2, id="two articles of one outlet"
        ),
        pytest.param(
            (source(1, None, title="War; day 3"), source(2, None)),
            "War, day 3; page#2",
            2,
            2,
            id="title, else article id, where no outlet is known",
        ),
    ],
)
def test_sources_are_named_and_counted(
    sources: tuple[Source, ...], names: str | None, num_sources: int, num_articles: int
) -> None:
    record = to_record(make_event(sources=sources))
    assert record["sources"] == names
    assert (record["num_sources"], record["num_articles"]) == (num_sources, num_articles)
    again = to_record(from_record(record))
    for field in ("sources", "num_sources", "num_articles"):
        assert again[field] == record[field]


def test_evidence_offsets_are_those_of_the_first_sentence() -> None:
    evidence = (
        Evidence(doc="d", span=Span(start=5, end=9), text="One."),
        Evidence(doc="d", span=Span(start=20, end=24), text="Two."),
    )
    record = to_record(make_event(evidence=evidence))
    assert record["evidence"] == "One. [...] Two."
    assert (record["evidence_start"], record["evidence_end"], record["doc"]) == (5, 9, "d")


# ── back again ───────────────────────────────────────────────────────────────────────────────

words = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
counts = st.none() | st.integers(0, 5000)


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Any event, with a place, with a bare position or with neither."""
    place, location = None, None
    if draw(st.booleans()):
        lat, lon = draw(st.floats(-90, 90)), draw(st.floats(-180, 180))
        location = make_location(lat=lat, lon=lon, precision=draw(st.sampled_from(Precision)))
        if draw(st.booleans()):
            place = make_place(name=draw(words), lat=lat, lon=lon, country=draw(st.none() | words))
    day = draw(st.none() | st.dates())
    return make_event(
        kind=draw(st.sampled_from(EventKind)),
        where=Where(text=draw(st.none() | words), place=place, location=location, reason="r"),
        when=When(start=day, end=day, precision=1 if day else 3),
        counts=Counts(killed=draw(counts), downed=draw(counts), text=draw(st.none() | words)),
        actor=draw(st.none() | words),
        claimed_by=draw(st.none() | words),
        claim_status=draw(st.sampled_from(ClaimStatus)),
        evidence=(Evidence(doc="d", span=Span(start=1, end=5), text=draw(words)),),
        confidence=draw(st.floats(0, 1)),
        frontline_km=draw(st.none() | st.floats(0, 900)),
    )


@given(events())
def test_a_record_survives_the_way_there_and_back(event: Event) -> None:
    record = to_record(event)
    assert to_record(from_record(record)) == record
    assert to_record(from_feature(feature(event))) == record


@given(events())
def test_a_record_survives_as_cells_of_text(event: Event) -> None:
    record = to_record(event)
    cells = {name: "" if value is None else str(value) for name, value in record.items()}
    assert to_record(from_record(cells)) == record


def edited(**cells: object) -> dict[str, object]:
    """Make the record of an event after somebody changed some cells."""
    return {**to_record(make_event()), **cells}


def test_only_the_kind_is_required() -> None:
    event = from_record({"kind": "shelling"})
    assert event.kind is EventKind.SHELLING
    assert event.id == from_record({"kind": "shelling"}).id
    assert event.id != from_record({"kind": "shelling", "killed": 1}).id
    assert (event.where.location, event.when.start, event.counts.killed) == (None, None, None)


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"killed": "3.0"}, "killed", 3),
        ({"killed": ""}, "killed", None),
        ({"killed": float("nan")}, "killed", None),
        ({"kind": " Drone Attack "}, "kind", "drone_attack"),
        ({"date_start": "2025-06-10T00:00:00"}, "date_start", "2025-06-10"),
        ({"date_start": None, "date_end": "2025-06-10"}, "date_start", "2025-06-10"),
        ({"actor": "  Ukraine "}, "actor", "Ukraine"),
        ({"layer": "nonsense"}, "layer", "kinetic"),
        ({"unknown column": "kept out"}, "kind", "drone_attack"),
    ],
)
def test_edited_cells_are_taken(cells: dict[str, object], field: str, value: object) -> None:
    assert to_record(from_record(edited(**cells)))[field] == value


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"kind": "picnic"}, ["kind", "'picnic'", "drone_attack"]),
        ({"kind": ""}, ["kind", "drone_attack"]),
        ({"latitude": "91"}, ["latitude", "'91'", "-90 to 90"]),
        ({"latitude": "49,9"}, ["latitude", "'49,9'", "-90 to 90"]),
        ({"latitude": None}, ["latitude", "both latitude and longitude"]),
        ({"longitude": "inf"}, ["longitude", "'inf'", "-180 to 180"]),
        ({"killed": "-1"}, ["killed", "'-1'"]),
        ({"killed": "2.5"}, ["killed", "'2.5'", "whole"]),
        ({"killed": True}, ["killed", "True"]),
        ({"killed": [1]}, ["killed", "[1]"]),
        ({"date_start": "12/06/2025"}, ["date_start", "'12/06/2025'", "2025-06-13"]),
        ({"date_end": "2025-01-01"}, ["date_end", "2025-06-11"]),
        ({"precision": "exact"}, ["precision", "'exact'", "settlement"]),
        ({"claim_status": "rumour"}, ["claim_status", "'rumour'", "disputed"]),
        ({"confidence": 2}, ["confidence", "2", "0 to 1"]),
        ({"time_precision": 4}, ["time_precision", "4"]),
    ],
)
def test_a_wrong_cell_is_named_with_what_is_allowed(
    cells: dict[str, object], told: list[str]
) -> None:
    with pytest.raises(FormatError) as caught:
        from_record(edited(**cells), where="events.csv, row 3")
    for part in ["events.csv, row 3", *told]:
        assert part in str(caught.value)


def test_a_point_moved_in_a_map_program_wins() -> None:
    item = json.loads(json.dumps(feature(make_event())))
    item["geometry"]["coordinates"] = [37.0, 50.0]
    location = from_feature(item).where.location
    assert location is not None
    assert (location.lat, location.lon) == (50.0, 37.0)


@pytest.mark.parametrize(
    "item",
    [
        {"type": "Feature"},
        {"properties": []},
        {"properties": {"kind": "shelling"}, "geometry": {"type": "LineString"}},
        {"properties": {"kind": "shelling"}, "geometry": {"type": "Point", "coordinates": [1]}},
        {"properties": {"kind": "shelling"}, "geometry": [1, 2]},
    ],
)
def test_a_broken_feature_is_named(item: dict[str, object]) -> None:
    with pytest.raises(FormatError, match="feature 7"):
        from_feature(item, where="feature 7")


def test_a_known_place_comes_from_the_gazetteer() -> None:
    known = make_place(key=99, population=1_400_000)
    asked: list[int] = []

    def place_of(geonameid: int) -> Place | None:
        asked.append(geonameid)
        return known

    assert from_record(edited(), place_of=place_of).where.place is known
    assert asked == [706483]


def test_published_and_url_are_those_of_the_first_source_that_has_them() -> None:
    sources = (source(1, "A"), source(2, "B", url="https://b.example"))
    sources = (sources[0], replace(sources[1], published=date(2025, 6, 13)))
    record = to_record(make_event(sources=sources))
    assert (record["url"], record["published"]) == ("https://b.example", "2025-06-13")
