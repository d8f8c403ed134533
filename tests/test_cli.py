"""The command line as a user meets it: exit statuses, messages, files whole or untouched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.cli import main

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "examples" / "kharkiv-night.txt"


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run geomap as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "geomap.cli", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def events_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("events") / "events.geojson"
    assert main(["events", str(ARTICLE), "-o", str(path), "--quiet"]) == 0
    return path


def test_events_writes_a_feature_collection(events_file: Path) -> None:
    data = json.loads(events_file.read_text(encoding="utf-8"))
    assert data["type"] == "FeatureCollection"
    assert all(f["id"] == f["properties"]["event_id"] for f in data["features"])
    kinds = {f["properties"]["kind"] for f in data["features"]}
    assert {"drone_attack", "interception", "territory_captured", "visit"} <= kinds


def test_standard_output_carries_data_only() -> None:
    """Messages go to standard error, so that a pipe gets JSON."""
    done = run("events", str(ARTICLE))
    assert done.returncode == 0
    assert json.loads(done.stdout)["features"]
    assert b"events" in done.stderr


def test_verbose_tells_how_each_article_was_dated(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["events", str(ARTICLE), "-o", "-", "--verbose"]) == 0
    told = capsys.readouterr().err
    assert "kharkiv-night.txt" in told
    assert "2025-06-12, dated" in told


def test_standard_input_is_read() -> None:
    done = run("places", "-", stdin=b"A missile hit Kharkiv on Monday, the mayor said.")
    assert done.returncode == 0
    (line,) = done.stdout.splitlines()
    assert [p["name"] for p in json.loads(line)["places"]] == ["Kharkiv"]


def test_render_writes_one_page(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "map.html"
    assert (
        main(["render", str(ARTICLE), "-o", str(target), "--also", "csv,geojson", "--quiet"]) == 0
    )
    assert target.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")
    assert (target.parent / "map.csv").exists()
    assert (target.parent / "map.geojson").exists()


def test_an_edited_events_file_is_mapped_without_reading_the_text_again(
    events_file: Path, tmp_path: Path
) -> None:
    data = json.loads(events_file.read_text(encoding="utf-8"))
    data["features"][0]["properties"]["target"] = "a target that a person wrote"
    edited = tmp_path / "edited.geojson"
    edited.write_text(json.dumps(data), encoding="utf-8")
    target = tmp_path / "map.html"
    assert main(["render", str(edited), "-o", str(target), "--quiet"]) == 0
    assert "a target that a person wrote" in target.read_text(encoding="utf-8")


def test_workers_do_not_change_the_result(tmp_path: Path) -> None:
    other = ROOT / "examples" / "iran-strikes.html"
    for workers in ("1", "2"):
        target = str(tmp_path / f"{workers}.geojson")
        arguments = ["events", str(ARTICLE), str(other), "-o", target, "--workers", workers]
        assert main([*arguments, "--quiet"]) == 0
    assert (tmp_path / "1.geojson").read_bytes() == (tmp_path / "2.geojson").read_bytes()


WRONG = {
    "no such file": (["events", "no-such-file.txt"], "no-such-file.txt"),
    "a date that is no date": (["events", str(ARTICLE), "--published", "12/06/2025"], "YYYY-MM-DD"),
    "no input": (["render"], "--help"),
    "an unknown ending": (["events", str(ARTICLE), "-o", "events.docx"], ".geojson"),
    "an unknown format beside": (["render", str(ARTICLE), "--also", "docx"], "docx"),
    "an unknown country": (["lookup", "Kharkiv", "--country", "XX"], "ISO 3166-1"),
    "a point that is none": (["lookup", "Kharkiv", "--near", "north"], "LAT,LON"),
    "a point out of range": (["lookup", "Kharkiv", "--near", "95,10"], "out of range"),
    "no name": (["lookup", "Qwxzvkj"], "Qwxzvkj"),
    "no front line": (["render", str(ARTICLE), "--frontline", "nowhere"], "nowhere"),
    "no workers": (["events", str(ARTICLE), "--workers", "0"], "--workers"),
    "no command": ([], "say what to do: render"),
    "a slip in a command": (["rendr", "page.txt"], "did you mean 'geomap render'?"),
    "an input without a command": (["page.txt"], "geomap render page.txt"),
    "no action": (["frontline"], "list, export"),
    "a map as a table": (["render", str(ARTICLE), "-o", "map.csv"], "geomap events"),
    "a map as a letter": (["render", str(ARTICLE), "-o", "map.docx"], ".html, .png"),
    "a folder for a file": (["render", str(ARTICLE), "-o", "."], "it is a folder"),
    "a language without words": (["render", str(ARTICLE), "--language", "xx"], "en, uk"),
    "no line to compare": (["frontline", "diff", "then", "now"], "2025-06-12"),
    "an address": (["render", "https://news.example/1.html"], "save the page"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_done_is_one_line_that_says_what_to_do(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments, told = WRONG[name]
    assert main(arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert told in output.err
    assert len(output.err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


BAD_INPUT = {
    "empty": (b"", "no text"),
    "blank": (b" \n \n", "no text"),
    "binary": (bytes(range(256)) * 20, ""),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_an_input_without_text_is_named(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, told = BAD_INPUT[name]
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    assert main(["events", str(path), "-o", str(tmp_path / "e.geojson")]) == 2
    error = capsys.readouterr().err
    assert "page.txt" in error
    assert told in error
    assert not (tmp_path / "e.geojson").exists()


def test_one_bad_input_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    target = tmp_path / "events.geojson"
    assert main(["events", str(bad), str(ARTICLE), "-o", str(target)]) == 1
    assert "bad.txt" in capsys.readouterr().err
    assert json.loads(target.read_text(encoding="utf-8"))["features"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert main(["events", str(ARTICLE), "-o", str(closed / "e.geojson")]) == 2
    assert "closed" in capsys.readouterr().err


def test_an_output_below_a_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    target = str(tmp_path / "file" / "e.geojson")
    assert main(["events", str(ARTICLE), "-o", target]) == 2
    assert "cannot write" in capsys.readouterr().err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "not a folder"


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "events.geojson"
    target.write_text("old", encoding="utf-8")

    def full(self: Path, other: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert main(["events", str(ARTICLE), "-o", str(target)]) == 2
    assert "No space left" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["events.geojson"]


def test_lookup_json_answers_in_the_order_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "Odesa", "Tehran", "--json", "-n", "2"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["query"] for row in rows] == ["Odesa", "Tehran"]
    assert rows[0]["matches"][0]["country"] == "UA"
    assert all(len(row["matches"]) <= 2 for row in rows)
    assert set(rows[0]["matches"][0]) == {
        "name", "lat", "lon", "kind", "country", "admin1", "geonameid", "population",
        "matched_as", "score",
    }  # fmt: skip


@pytest.mark.parametrize(
    "command", ["render", "events", "places", "lookup", "frontline", "gazetteer"]
)
def test_the_help_of_a_command_ends_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert f"example:\n  geomap {command}" in capsys.readouterr().out


HEAVY = ("folium", "pandas", "geopandas", "matplotlib", "trafilatura", "shapely")


@pytest.mark.parametrize(
    ("arguments", "barred"),
    [(["--help"], HEAVY), (["lookup", "Kharkiv"], HEAVY), (["places", str(ARTICLE)], HEAVY[:4])],
    ids=["help", "lookup", "places"],
)
def test_light_commands_import_nothing_heavy(arguments: list[str], barred: tuple[str, ...]) -> None:
    code = (
        "import sys\n"
        "from geomap.cli import main\n"
        f"try:\n    main({arguments!r})\n"
        "except SystemExit:\n    pass\n"
        "print([m for m in sys.modules if '.' not in m], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = done.stderr.splitlines()[-1]
    assert [name for name in barred if f"'{name}'" in loaded] == []
