"""The accuracy of places never falls below its floors, and the gate that says so can fail."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from factories import SHARED
from geomap.gazetteer import Gazetteer

sys.path.insert(0, str(Path(__file__).parent / "quality"))

import gate

CORPORA = SHARED / "corpora"
BASELINE = json.loads(gate.BASELINE.read_text("utf-8"))


@pytest.mark.parametrize("name", BASELINE)
def test_accuracy_stays_above_its_floors(name):
    """Recognition, resolution, usage and calibration reach the floors of the baseline file."""
    wanted = BASELINE[name]
    folder = CORPORA if wanted["judge"] == "names" else gate.HERE
    if not folder.is_dir():
        pytest.skip("the annotated corpora are not here")
    judged = gate.judge(name, wanted, folder, Gazetteer.open())
    assert gate.below(judged.figures, wanted["floors"]) == []


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Give the gate a baseline of one small set of sentences; return what it holds."""
    text = "literal\tDrones hit [Kharkiv].\nliteral\tIt rained in [Paris].\n"
    (tmp_path / "small.tsv").write_text(text, "utf-8")
    wanted = {
        "small": {
            "judge": "usage",
            "file": "small.tsv",
            "sha256": gate.hashlib.sha256(text.encode()).hexdigest(),
            "counts": {"sentences": 2},
            "floors": {"usage": 0.9},
        }
    }
    monkeypatch.setattr(gate, "HERE", tmp_path)
    monkeypatch.setattr(gate, "BASELINE", tmp_path / "baseline.json")
    gate.BASELINE.write_text(json.dumps(wanted), "utf-8")
    return wanted


def test_the_gate_passes(own, capsys):
    """What reaches its floors passes."""
    assert gate.main([]) == 0
    assert capsys.readouterr().out == "small: usage 1.000\n"


def test_the_gate_fails_below_a_floor(own, capsys):
    """What falls below a floor fails and says by how much."""
    own["small"]["floors"]["usage"] = 1.01
    gate.BASELINE.write_text(json.dumps(own), "utf-8")
    assert gate.main([]) == 1
    assert "usage 1.000 is below its floor of 1.010" in capsys.readouterr().err


def test_the_gate_refuses_changed_texts(own, capsys):
    """Figures of other texts are not compared."""
    (gate.HERE / "small.tsv").write_text("literal\tDrones hit [Odesa].\n", "utf-8")
    assert gate.main([]) == 2
    assert "has changed" in capsys.readouterr().err
    own["small"]["counts"] = {"sentences": 3}
    (gate.HERE / "small.tsv").write_text(
        "literal\tDrones hit [Kharkiv].\nliteral\tIt rained in [Paris].\n", "utf-8"
    )
    gate.BASELINE.write_text(json.dumps(own), "utf-8")
    assert gate.main([]) == 2
    assert "{'sentences': 2} where {'sentences': 3} are due" in capsys.readouterr().err


def test_floors_rise_by_themselves_and_sink_only_on_request(own):
    """A floor follows what was reached upwards; downwards only with --lower."""
    assert gate.main(["--raise"]) == 0
    floors = json.loads(gate.BASELINE.read_text("utf-8"))["small"]["floors"]
    assert floors == {"usage": 0.99}
    assert gate.moved({"usage": 0.8}, floors) == floors
    assert gate.moved({"usage": 0.8}, floors, lower=True) == {"usage": 0.79}
