"""Every row of the tables of the events stage does what its example says."""

from __future__ import annotations

from datetime import date

import pytest

from geomap import events, pipeline
from geomap.documents import from_text
from geomap.events.drafts import VIOLENCE
from geomap.events.lexicon import lexicon, rows
from geomap.gazetteer import Gazetteer
from geomap.model import Event, EventKind

PUBLISHED = date(2025, 6, 12)  # a Thursday


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def extracted(text: str, gazetteer: Gazetteer) -> tuple[Event, ...]:
    document = from_text(text, published=PUBLISHED)
    return events.extract(pipeline.locate([document], gazetteer), gazetteer)


TRIGGERS = [r for r in rows("triggers.tsv") if r["role"] != "none"]


@pytest.mark.parametrize(
    "row", TRIGGERS, ids=[f"{r['word'].split(' =')[0]}-{r['pos']}" for r in TRIGGERS]
)
def test_the_example_of_a_trigger_row_gives_an_event_of_its_kind(row, gazetteer) -> None:
    found = {event.kind for event in extracted(row["example"], gazetteer)}
    if row["kind"] == "-":
        assert found & VIOLENCE or found & {EventKind.INTERCEPTION}, row["example"]
    else:
        assert EventKind(row["kind"]) in found, row["example"]


WEAPONS = [r for r in rows("weapons.tsv") if r["class"] != "none"]


@pytest.mark.parametrize("row", WEAPONS, ids=[r["word"].split(" =")[0] for r in WEAPONS])
def test_an_attack_with_a_weapon_is_of_the_weapons_kind(row, gazetteer) -> None:
    form = row["word"].split("=")[-1].split(",")[0].strip()
    found = extracted(f"Two people were killed in Kherson on Monday by a {form} attack.", gazetteer)
    assert {e.kind for e in found} == {EventKind(row["kind"])}


def test_no_word_of_the_figurative_class_makes_an_event(gazetteer) -> None:
    text = (
        "The union in Lyon announced a rail strike. The news was a significant blow to Paris. "
        "Workers in Rome went on strike on Monday. A man died of a heart attack in Berlin. "
        "The two firms struck a deal in London. She fired from the hip and was fired as coach."
    )
    assert not {e.kind for e in extracted(text, gazetteer)} & VIOLENCE - {
        EventKind.CASUALTIES,
        EventKind.STRIKE,
    } | {e.kind for e in extracted(text, gazetteer) if e.counts.killed is None}


def test_tables_hold_no_word_twice() -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in rows("triggers.tsv"):
        key = (row["word"].split("=")[0].strip(), row["pos"])
        assert key not in seen, key
        seen[key] = row["role"]


def test_adversaries_are_countries_or_actors() -> None:
    for a, b, since, until in lexicon().adversaries:
        assert len(a) == len(b) == 2
        assert since <= until
