"""Scores: figures worked out by hand, and the same as those of another program where it is."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from factories import SHARED
from geomap.cli import main
from geomap.errors import FormatError
from geomap.evaluate import (
    Answer,
    EventScore,
    GoldText,
    Named,
    event_gold,
    place_answers,
    place_gold,
    score_events,
    score_places,
)

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "examples" / "kharkiv-night.txt"

TEXT = "Paris and Lyon. Paris Hilton went to New York City."
GOLD = GoldText(
    doc="7",
    text=TEXT,
    names=(
        Named(start=0, end=5, lat=48.857, lon=2.352),
        Named(start=10, end=14, lat=45.75, lon=4.85),
        Named(start=37, end=50, lat=40.71, lon=-74.0),
        Named(start=16, end=21),
    ),
)


# ── places ───────────────────────────────────────────────────────────────────────────────────


def test_places_are_matched_once_and_judged_by_their_distance() -> None:
    answers = (
        Named(start=0, end=5, text="Paris", lat=48.86, lon=2.35),
        Named(start=10, end=14, text="Lyon", lat=42.0, lon=-89.0),  # the Lyon of another land
        Named(start=41, end=45, text="York", lat=40.7, lon=-74.0),
        Named(start=16, end=28, text="Paris Hilton", lat=1.0, lon=1.0),  # cannot be judged
        Named(start=29, end=33, text="gone", lat=1.0, lon=1.0),
    )
    score = score_places([GOLD], {"7": answers, "8": ()})
    assert (score.exact.tp, score.exact.pred, score.exact.gold) == (2, 5, 4)
    assert score.overlap.tp == 4
    assert (score.resolution.pairs, score.resolution.acc161) == (3, 0.6667)
    assert (score.end_to_end.tp, score.end_to_end.pred, score.end_to_end.gold) == (2, 4, 3)
    assert score.unknown_documents == 1
    assert score.predictions_whose_text_differs == 1
    assert score.missed == ()
    assert score.spurious == (("went", 1),)


def test_an_answer_that_is_not_located_is_not_near() -> None:
    score = score_places([GOLD], {"7": (Named(start=0, end=5),)})
    assert (score.resolution.pairs, score.resolution.located, score.resolution.auc) == (1, 0, None)
    assert score.end_to_end.pred == 0
    assert score.documents_without_prediction_line == 0
    assert score_places([GOLD], {}).documents_without_prediction_line == 1


TOPONYM = "<toponym><start>{}</start><end>9</end>{}</toponym>"
LGL = (
    "<articles><article docid='7'><text>In Paris, Paris.</text><toponyms>"
    + TOPONYM.format(4, "<phrase>Paris</phrase><gaztag><lat>48.8</lat><lon>2.3</lon></gaztag>")
    + TOPONYM.format(10, "<phrase>Paris</phrase>")
    + TOPONYM.format(900, "<phrase>Atlantis</phrase>")
    + "</toponyms></article></articles>"
)
GEOVIRUS = (
    "<articles><article><text>In Paris.</text><locations><location><name>Paris</name>"
    "<start>4</start><end>9</end><lat>48.8</lat><lon>2.3</lon></location></locations></article></articles>"
)
GEOWEBNEWS = (
    "<articles><article file='7'><text>In Paris.</text><toponyms>"
    + TOPONYM.format(
        3,
        "<extractedName>Paris</extractedName><type>Literal</type>"
        "<latitude>48.8</latitude><longitude>2.3</longitude>",
    )
    + TOPONYM.format(0, "<extractedName>In</extractedName><type>Non_Toponym</type>")
    + "</toponyms></article></articles>"
)
LINES = json.dumps(
    {
        "doc": 7,
        "text": "In Paris.",
        "places": [{"start": 3, "end": 8, "lat": 48.8, "lon": 2.3, "kind": "settlement"}],
    }
)


@pytest.mark.parametrize("data", [LGL, GEOVIRUS, GEOWEBNEWS, LINES])
def test_corpora_are_known_by_their_shape(data: str) -> None:
    (text,) = place_gold(data.encode())
    name = text.names[0]
    assert text.text[name.start : name.end] == "Paris"
    assert (name.lat, name.lon) == (48.8, 2.3)


def test_an_annotation_that_is_off_is_put_right_and_one_that_is_nowhere_left_out() -> None:
    (text,) = place_gold(LGL.encode())
    assert [(name.start, name.end) for name in text.names] == [(3, 8), (10, 15)]


@pytest.mark.parametrize(
    "data",
    [b"", b"<articles/>", b"<a", b"plain", b'{"doc": 1}', b'{"doc": 1, "text": 5}', b"{"],
)
def test_what_is_no_annotated_text_is_told(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"gold.*allowed"):
        place_gold(data)


def test_an_answer_that_is_none_is_told_with_its_line() -> None:
    with pytest.raises(FormatError, match=r"p.jsonl:2: KeyError .'start'"):
        place_answers('{"doc": 1}\n{"doc": 2, "places": [{"end": 3}]}', "p.jsonl")


# ── events ───────────────────────────────────────────────────────────────────────────────────


def gold(**given: object) -> dict[str, object]:
    """Make a gold event: a drone attack on Odesa that killed three."""
    place = {"lat": 46.48, "lon": 30.73, "precision": "city", "resolved": "Odesa"}
    return {
        "type": "drone_attack",
        "place": place,
        "date": "2025-06-12",
        "attacker": "Russia",
        "killed": 3,
        **given,
    }


def answer(**given: object) -> Answer:
    """Make the answer to it."""
    fields: dict[str, object] = {
        "kind": "drone_attack",
        "latitude": 46.5,
        "longitude": 30.7,
        "place_text": "Odesa",
        "date_start": "2025-06-11",
        "date_end": "2025-06-12",
        "actor": "Russia",
        "killed": 3,
        "evidence": "Drones hit  Odesa.",
        **given,
    }
    return Answer.of(fields, placed=fields["latitude"] is not None)


def scored(golds: object, *answers: Answer) -> EventScore:
    """Score answers."""
    return score_events(event_gold(json.dumps(golds)), answers)


@pytest.mark.parametrize(
    ("changes", "f1", "exact_kind"),
    [
        ({}, 1.0, 1),
        ({"kind": "strike"}, 1.0, 0),  # of the family
        ({"kind": "talks"}, 0.0, 0),
        ({"latitude": 46.8}, 0.0, 0),  # 35 km off
        ({"latitude": None}, 0.0, 0),
    ],
)
def test_what_hits_and_what_does_not(
    changes: dict[str, object], f1: float, exact_kind: int
) -> None:
    score = scored([gold()], answer(**changes))
    assert score.f1 == f1
    assert score.attributes[0] == ("kind", exact_kind, int(f1))
    assert len(score.missed) == len(score.extra) == int(not f1)


def test_the_pair_that_agrees_best_is_matched_and_the_other_is_a_duplicate() -> None:
    score = scored([gold()], answer(killed=4), answer(), answer(kind="talks"))
    assert (score.duplicates, score.predicted, score.recall) == (1, 3, 1.0)
    assert ("killed", 1, 1) in score.attributes


def test_optional_events_count_when_found_and_not_when_missed() -> None:
    golds = [gold(), gold(type="protest", required=False)]
    assert scored(golds, answer()).f1 == 1.0
    assert scored(golds, answer(), answer(kind="riot")).precision == 1.0


def test_a_country_is_hit_by_the_same_country_alone() -> None:
    place = {"lat": 60.0, "lon": 90.0, "precision": "country", "country_iso2": "RU",
             "match": "country code only"}  # fmt: skip
    hit = answer(country="RU", precision="country", latitude=55.0, longitude=37.0)
    near = answer(country="RU", precision="settlement", latitude=60.0, longitude=90.0)
    assert scored([gold(place=place)], hit).f1 == 1.0
    assert scored([gold(place=place)], near).f1 == 0.0


def test_what_must_not_become_an_event_is_counted() -> None:
    whole = {
        "events": [gold()],
        "places_not_event_locations": [{"place": "odesa", "evidence": "hit Odesa"}],
        "aggregates_not_events": [{"values": {"killed": 6000}}],
    }
    score = scored(whole, answer(), answer(kind="talks"), answer(kind="visit", killed=6000))
    assert (score.markers_from_mentions, score.aggregates_leaked) == (2, 1)


@pytest.mark.parametrize(
    "text", ["{", "5", '{"events": 5}', "[5]", "[{}]", '[{"type": "x", "lat": "y"}]']
)
def test_gold_that_is_none_is_told(text: str) -> None:
    with pytest.raises(FormatError, match=r"gold.*allowed"):
        event_gold(text)


# ── the command ──────────────────────────────────────────────────────────────────────────────


def test_a_file_and_the_texts_that_it_came_from_score_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reference, found = str(tmp_path / "gold.json"), str(tmp_path / "events.geojson")
    kharkiv = {"lat": 49.98, "lon": 36.25, "precision": "city"}
    Path(reference).write_text(json.dumps([gold(place=kharkiv, killed=None)]), encoding="utf-8")
    day = ["--published", "2025-06-13"]
    assert main(["events", str(ARTICLE), "-o", found, "--quiet", *day]) == 0
    csv = found.replace(".geojson", ".csv")
    assert main(["events", found, "-o", csv, "--quiet"]) == 0
    told = []
    for given in (found, csv, str(ARTICLE)):
        assert main(["evaluate", "events", reference, given, "--json", *day]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1] == told[2]
    assert told[0]["recall"] == 1.0
    assert main(["evaluate", "events", reference, found, "--detail"]) == 0
    assert "F1" in (out := capsys.readouterr().out)
    assert "extra" in out


def test_places_can_be_found_and_scored_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "gold.xml"
    path.write_text(LGL.replace("In Paris, Paris", "In Paris, France"), encoding="utf-8")
    assert main(["evaluate", "places", str(path), str(path), "--json"]) == 0
    score = json.loads(capsys.readouterr().out)
    assert score["end_to_end"]["r"] == 1.0
    assert main(["evaluate", "places", str(path), str(path), "--detail"]) == 0
    assert "made up: France 1" in capsys.readouterr().out


def test_a_missing_gold_file_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["evaluate", "events", str(tmp_path / "no.json"), str(ARTICLE)]) == 2
    assert "no.json" in capsys.readouterr().err


# ── against another implementation, where there is one ───────────────────────────────────────


def tool(name: str) -> Any:
    """Load a scoring program from beside the checkout."""
    path = SHARED / "tools" / f"{name}.py"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_events_score_as_in_the_other_program() -> None:
    other = tool("eventeval")
    text = (SHARED / "seeds" / "seed_gold.json").read_text("utf-8")
    events = json.loads(text)["events"]
    features = []
    for number, one in enumerate(events + events[:5]):
        place = one["place"] if isinstance(one.get("place"), dict) else {}
        point = None if place.get("lat") is None else {"type": "Point"}
        fields = {
            "kind": one["type"],
            "latitude": place.get("lat"),
            "longitude": (place.get("lon") or 0.0) + (number % 4) * 0.1,
            "date_start": one.get("date"),
            "killed": (one.get("killed") or 0) + number % 2,
            "actor": one.get("attacker"),
            "country": place.get("country_iso2"),
            "precision": "country" if place.get("precision") == "country" else "settlement",
        }
        features.append({"properties": fields, "geometry": point})
    wanted = other.score(json.loads(text), features)[0]
    answers = [Answer.of(f["properties"], placed=f["geometry"] is not None) for f in features]
    got = score_events(event_gold(text), answers)
    for name in ("precision", "recall", "f1", "duplicates", "markers_from_mentions"):
        assert getattr(got, name) == wanted[name], name
    exact = {name: {"right": right, "of": asked} for name, right, asked in got.attributes}
    assert exact == wanted["attributes"]


def test_places_score_as_in_the_other_program(tmp_path: Path) -> None:
    other = tool("geoeval")
    path = SHARED / "corpora" / "TR-News.xml"
    shutil.copy(path, tmp_path)
    texts = place_gold(path.read_bytes())
    rows = []
    for one in texts:
        places = [
            {
                "start": name.start + number % 3 // 2,
                "end": name.end,
                "lat": None if name.lat is None or not number % 5 else name.lat + number % 4,
                "lon": name.lon,
            }
            for number, name in enumerate(one.names)
            if number % 7
        ]
        rows.append({"doc": one.doc, "places": places})
    documents, _ = other.load("trnews", str(path))
    wanted = other.score(documents, rows)
    got = score_places(texts, place_answers("\n".join(map(json.dumps, rows))))
    for name in ("exact", "overlap", "end_to_end", "end_to_end_exact"):
        rates = getattr(got, name)
        assert {key: getattr(rates, key) for key in wanted[name]} == wanted[name], name
    for name in ("resolution", "resolution_exact"):
        reached = getattr(got, name)
        assert {key: getattr(reached, key) for key in wanted[name]} == wanted[name], name
