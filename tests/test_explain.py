"""Why a text gave the events that it gave, as values and as text to read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import geomap
from geomap import documents
from geomap.cli import main

if TYPE_CHECKING:
    from geomap.events import Explained

ARTICLE = Path(__file__).parents[1] / "examples" / "kharkiv-night.txt"


def explained(*sentences: str) -> tuple[Explained, ...]:
    """Explain an article of some sentences."""
    text = "Drones hit cities in the east\n" + " ".join(sentences)
    return geomap.explain_events(documents.from_text(text, published=date(2025, 6, 13)))


def test_every_sentence_is_there_and_names_the_events_that_come_out() -> None:
    (document,) = geomap.read(ARTICLE)
    told = geomap.explain_events(document)
    events = {event.id for event in geomap.extract_events([document])}
    named = {telling.event_id for one in told for telling in one.tellings}
    assert named - {None} == events
    for one in told:
        assert document.text[one.span.start : one.span.end] == one.text
        for passed in (*one.passed, *one.places):
            assert passed.span.of(document.text) == passed.text
            assert passed.reason


def test_a_telling_says_who_where_when_how_many_and_on_whose_word() -> None:
    one = explained("Russian drones hit Sumy on Monday and killed four people, police said.")[-1]
    (telling,) = one.tellings
    assert (telling.actor, telling.weapon, telling.counts.killed) == ("Russia", "drones", 4)
    assert telling.where.text == "Sumy"
    assert telling.where.reason.startswith("named with the event")
    assert (telling.when.text, telling.when.start) == ("on Monday", date(2025, 6, 9))
    assert (telling.claimed_by, telling.is_first) == ("police", True)
    assert one.triggers == ("hit", "killed")


@pytest.mark.parametrize(
    ("sentence", "word", "reason"),
    [
        ("Russia may strike Sumy again, the mayor said.", "strike", "may, will or was meant"),
        ("Since the invasion in February 2022, Sumy has been shelled.", "shelled", "history"),
        ("Sumy is shelled daily by Russian troops.", "shelled", "a habit"),
        ("No one was killed and drones did not hit Sumy.", "hit", "denied"),
        ("The mayor of Sumy died of a heart attack.", "attack", "figure of speech"),
    ],
)
def test_what_was_passed_over_has_its_reason(sentence: str, word: str, reason: str) -> None:
    passed = {one.text: one.reason for one in explained(sentence)[-1].passed}
    found = [why for text, why in passed.items() if word in text]
    assert found, passed
    assert reason in found[0]


def test_a_headline_names_the_event_that_is_told_below_it() -> None:
    told = geomap.explain_events(geomap.read(ARTICLE)[0])
    assert told[0].role.value == "title"
    assert told[0].tellings[0].event_id == told[1].tellings[0].event_id
    assert not told[0].tellings[0].is_first


def test_the_command_writes_it_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["events", str(ARTICLE), "--explain", "--published", "2025-06-13"]) == 0
    out, err = capsys.readouterr()
    assert "> drone attack (event 1; score" in out
    assert 'where      "Donetsk region": Donetsk Oblast (UA), admin1 within' in out
    assert 'place      "Russia"' in out
    assert "13 events" in err
    assert max(map(len, out.splitlines())) <= 100


def test_the_command_refuses_what_makes_no_sense(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["events", str(ARTICLE), "--explain", "--format", "csv"]) == 2
    ready = tmp_path / "ready.geojson"
    ready.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    assert main(["events", str(ready), "--explain"]) == 2
    assert "ready.geojson" in capsys.readouterr().err
