"""Corrections: what a person sets right stays right; what cannot be applied is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factories import make_event
from geomap.documents import read_corrections
from geomap.errors import FormatError
from geomap.record import Correction, correct

if TYPE_CHECKING:
    from pathlib import Path


def fix(event_id: str, field: str, value: str) -> Correction:
    return Correction(event_id=event_id, field=field, value=value, where="fixes.csv:2")


def test_a_cell_is_set_right_and_the_rest_stays() -> None:
    event = make_event()
    (changed,), missed = correct([event], [fix(event.id, "killed", "7")])
    assert changed.counts.killed == 7
    assert (changed.kind, changed.where.place, changed.when) == (
        event.kind,
        changed.where.place,
        event.when,
    )
    assert missed == ()


def test_drop_drops_the_event() -> None:
    event = make_event()
    assert correct([event], [fix(event.id, "drop", "")]) == ((), ())


def test_a_correction_of_an_event_that_is_not_there_is_handed_back() -> None:
    event, one = make_event(), fix("nowhere", "killed", "7")
    assert correct([event], [one]) == ((event,), (one,))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [("kiled", "7", "'kiled'"), ("killed", "seven", "killed"), ("kind", "boom", "boom")],
)
def test_what_cannot_stand_is_refused_with_its_line(field: str, value: str, told: str) -> None:
    event = make_event()
    with pytest.raises(FormatError, match=r"fixes\.csv:2") as error:
        correct([event], [fix(event.id, field, value)])
    assert told in str(error.value)


def test_a_corrections_file_is_read_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "fixes.csv"
    path.write_text("event_id,field,value,note\nab12,killed,3,see the mayor\n", encoding="utf-8")
    (one,) = read_corrections(path)
    assert (one.event_id, one.field, one.value, one.where) == ("ab12", "killed", "3", f"{path}:2")


def test_a_corrections_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fixes.csv"
    path.write_text("id,killed\nab12,3\n", encoding="utf-8")
    with pytest.raises(FormatError, match="event_id,field,value"):
        read_corrections(path)
