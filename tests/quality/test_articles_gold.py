"""The hand-made gold of the evaluation articles is well-formed and says what its README says."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.model import EventKind, Precision

ARTICLES = Path(__file__).parent / "articles"
SECOND = Path(__file__).parent / "articles2"
THIRD = Path(__file__).parent / "articles3"
FOURTH = Path(__file__).parent / "articles4"
FIFTH = Path(__file__).parent / "articles5"
SIXTH = Path(__file__).parent / "articles6"
SEVENTH = Path(__file__).parent / "articles7"
EIGHTH = Path(__file__).parent / "articles8"
NINTH = Path(__file__).parent / "articles9"
TENTH = Path(__file__).parent / "articles10"
ELEVENTH = Path(__file__).parent / "articles11"
TWELFTH = Path(__file__).parent / "articles12"
THIRTEENTH = Path(__file__).parent / "articles13"
FOURTEENTH = Path(__file__).parent / "articles14"
FIFTEENTH = Path(__file__).parent / "articles15"
SIXTEENTH = Path(__file__).parent / "articles16"
SIZES = {
    ARTICLES: 48,
    SECOND: 40,
    THIRD: 60,
    FOURTH: 40,
    FIFTH: 16,
    SIXTH: 12,
    SEVENTH: 14,
    EIGHTH: 14,
    NINTH: 16,
    TENTH: 12,
    ELEVENTH: 8,
    TWELFTH: 8,
    THIRTEENTH: 6,
    FOURTEENTH: 8,
    FIFTEENTH: 8,
    SIXTEENTH: 6,
}
WORDS = {
    ARTICLES: (80, 260),
    SECOND: (80, 260),
    THIRD: (150, 450),
    FOURTH: (150, 330),
    FIFTH: (120, 250),
    SIXTH: (100, 240),
    SEVENTH: (150, 240),
    EIGHTH: (150, 240),
    NINTH: (150, 260),
    TENTH: (150, 260),
    ELEVENTH: (150, 260),
    TWELFTH: (150, 240),
    THIRTEENTH: (150, 240),
    FOURTEENTH: (150, 260),
    FIFTEENTH: (150, 260),
    SIXTEENTH: (150, 280),
}
SPLITS = {
    ARTICLES: ("dev", "heldout"),
    SECOND: ("dev2", "dev2"),
    THIRD: ("dev3", "heldout3"),
    FOURTH: ("dev4", "dev4"),
    FIFTH: ("dev5", "dev5"),
    SIXTH: ("dev6", "dev6"),
    SEVENTH: ("dev7", "dev7"),
    EIGHTH: ("dev8", "dev8"),
    NINTH: ("dev9", "dev9"),
    TENTH: ("dev10", "dev10"),
    ELEVENTH: ("dev11", "dev11"),
    TWELFTH: ("dev12", "dev12"),
    THIRTEENTH: ("dev13", "dev13"),
    FOURTEENTH: ("dev14", "dev14"),
    FIFTEENTH: ("dev15", "dev15"),
    SIXTEENTH: ("dev16", "dev16"),
}
FOLDER = {
    path.name.removesuffix(".gold.json"): folder
    for folder in SIZES
    for path in sorted(folder.glob("*.gold.json"))
}
GOLD = {
    name: json.loads((folder / f"{name}.gold.json").read_text(encoding="utf-8"))
    for name, folder in FOLDER.items()
}
COUNTS = ("killed", "injured", "launched", "downed", "jammed")
KINDS = {str(kind) for kind in EventKind}
EVENT_FIELDS = {
    "type", "also_acceptable_types", "place", "date", "attacker", *COUNTS, "required", "note",
}  # fmt: skip
PLACE_FIELDS = {"resolved", "lat", "lon", "precision", "country_iso2"}
EVENTS = [
    pytest.param(name, event, id=f"{name}-{n}")
    for name, gold in GOLD.items()
    for n, event in enumerate(gold["events"])
]


@pytest.mark.parametrize("folder", SIZES, ids=lambda folder: folder.name)
def test_every_gold_has_its_text_and_every_text_its_gold(folder: Path) -> None:
    """Golds and texts come in pairs, as many as the folder is said to hold."""
    golds = [path.name.removesuffix(".gold.json") for path in folder.glob("*.gold.json")]
    assert {path.stem for path in folder.glob("*.txt")} == set(golds)
    assert len(golds) == SIZES[folder]


def test_no_id_stands_in_two_folders() -> None:
    """An id names one article."""
    assert len(GOLD) == sum(SIZES.values())


def test_second_folder_asks_for_every_kind() -> None:
    """Each kind is required there three times; of statements, never required, three stand."""
    events = [event for name in GOLD if FOLDER[name] == SECOND for event in GOLD[name]["events"]]
    kinds = Counter(e["type"] for e in events if e["required"] or e["type"] == "statement")
    assert {kind: kinds[kind] for kind in KINDS if kinds[kind] < 3} == {}


@pytest.mark.parametrize("name", GOLD)
def test_article_names_itself_and_its_split_follows_from_the_id(name: str) -> None:
    """The id is the file's name; an even first byte of its SHA-256 means the dev part."""
    gold = GOLD[name]
    assert set(gold) == {"id", "published", "split", "style", "events"}
    assert gold["id"] == name
    even = hashlib.sha256(name.encode()).digest()[0] % 2 == 0
    dev, heldout = SPLITS[FOLDER[name]]
    assert gold["split"] == (dev if even else heldout)
    assert gold["style"]
    date.fromisoformat(gold["published"])


def test_about_half_is_held_out() -> None:
    """Neither part is too small to say something."""
    sizes = Counter(gold["split"] for gold in GOLD.values())
    assert min(sizes["dev"], sizes["heldout"]) >= 20
    assert sizes["dev3"] == sizes["heldout3"]


@pytest.mark.parametrize("name", GOLD)
def test_text_is_short_and_plain(name: str) -> None:
    """As many words as its folder allows, ended by a line break, without stray spaces."""
    text = (FOLDER[name] / f"{name}.txt").read_text(encoding="utf-8")
    least, most = WORDS[FOLDER[name]]
    assert least <= len(text.split()) <= most
    assert text.endswith("\n")
    assert not re.search(r"[ \t]+\n", text)


@pytest.mark.parametrize(("name", "event"), EVENTS)
def test_event_has_known_fields_kinds_and_counts(name: str, event: dict[str, Any]) -> None:
    """Fields are complete, kinds are the product's, counts are whole and not negative."""
    assert EVENT_FIELDS <= set(event) <= EVENT_FIELDS | {"attacker_also", "counts_also"}
    assert {event["type"], *event["also_acceptable_types"]} <= KINDS
    assert event["type"] not in event["also_acceptable_types"]
    assert isinstance(event["required"], bool)
    assert event["attacker"] or not event.get("attacker_also")
    for count in COUNTS:
        assert event[count] is None or (type(event[count]) is int and event[count] >= 0)
    for count, values in event.get("counts_also", {}).items():
        assert count in COUNTS
        assert event[count] not in values


@pytest.mark.parametrize(("name", "event"), EVENTS)
def test_place_is_on_the_globe_and_has_a_precision(name: str, event: dict[str, Any]) -> None:
    """A place has both coordinates in range, or neither and no precision."""
    place = event["place"]
    assert PLACE_FIELDS <= set(place) <= PLACE_FIELDS | {"tolerance_km"}
    assert place["precision"] in {str(precision) for precision in Precision}
    assert (place["lat"] is None) == (place["lon"] is None) == (place["precision"] == "unknown")
    if place["lat"] is not None:
        assert place["resolved"]
        assert -90 <= place["lat"] <= 90
        assert -180 <= place["lon"] <= 180
    country = place["country_iso2"]
    assert country is None or re.fullmatch(r"[A-Z]{2}", country)
    assert 0 < place.get("tolerance_km", 25) <= 900


@pytest.mark.parametrize(("name", "event"), EVENTS)
def test_event_is_not_after_its_page(name: str, event: dict[str, Any]) -> None:
    """What is reported has happened."""
    if event["date"] is not None:
        assert date.fromisoformat(event["date"]) <= date.fromisoformat(GOLD[name]["published"])


@pytest.mark.parametrize("name", GOLD)
def test_no_event_stands_twice(name: str) -> None:
    """One event for each kind, place and day."""
    keys = Counter(
        (event["type"], event["place"]["resolved"], event["date"]) for event in GOLD[name]["events"]
    )
    assert max(keys.values(), default=1) == 1


@pytest.mark.parametrize(("name", "event"), EVENTS)
def test_required_numbers_stand_in_the_text(name: str, event: dict[str, Any]) -> None:
    """A large count is written in the article in figures, so a slip of the pen is found."""
    text = (FOLDER[name] / f"{name}.txt").read_text(encoding="utf-8")
    figures = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\d|\d", text)}
    for count in COUNTS:
        value, other = event[count], event.get("counts_also", {}).get(count, [])
        if value is not None and value > 22:
            assert value in figures or figures & set(other)
