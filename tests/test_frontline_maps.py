"""Front lines on maps: several days, what changed, how sure; what the commands write."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from geomap import frontline, pipeline, scene
from geomap.cli import main
from geomap.errors import UsageError
from geomap.gazetteer import Gazetteer
from geomap.model import ControlStatus, FrontLine, Scene, Support
from geomap.render import html, image
from test_frontline import DAY, RAW, at, make_line, make_table, side_at

if TYPE_CHECKING:
    from pathlib import Path

EARLY, LATE = date(2024, 7, 8), date(2025, 6, 12)
BOTH = f"{EARLY},{LATE}"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def changed(gazetteer: Gazetteer) -> Scene:
    """Show what changed between two shipped days, with the band of doubt."""
    (a,), (b,) = (frontline.load(day) for day in (EARLY, LATE))
    return pipeline.compose_changes(a, b, gazetteer, pipeline.MapOptions(band=True))[1]


# ── support and band ─────────────────────────────────────────────────────────────────────────


def sure(typical_km: float, **given: object) -> FrontLine:
    one = Support(
        run=0, first=0, last=2, length_km=222.5, settlements=4, typical_km=typical_km,
        widest_km=9.0, oldest=DAY,
    )  # fmt: skip
    return make_line(support=(one,), **given)


def test_the_band_is_as_wide_as_the_doubt() -> None:
    """5 km to each side of 222.5 km, and half a circle at each end: 2,303 km2."""
    banded = frontline.with_band(sure(5.0, held=()))
    areas = frontline.area_km2(replace(banded, held=(("band", banded.band),)))
    assert areas["band"] == pytest.approx(222.5 * 10 + np.pi * 25, rel=0.02)


def test_the_band_ends_with_the_land() -> None:
    """Cut at 49 and 51 N, where the land of the sides ends: 222.5 km x 10 km."""
    banded = frontline.with_band(sure(5.0))
    areas = frontline.area_km2(replace(banded, held=(("band", banded.band),)))
    assert areas["band"] == pytest.approx(2225, rel=0.02)


def test_a_line_without_support_has_no_band() -> None:
    assert frontline.with_band(make_line()).band == ()


def test_a_long_line_rests_on_several_stretches() -> None:
    """They follow each other from the first point of the run to the last."""
    table = make_table(
        *((30.9 + 0.2 * k, 49.0 + i / 10, "AB"[k]) for i in range(21) for k in (0, 1))
    )
    line = frontline.derive(table, outline=shapely.box(30, 49, 32, 51))
    found = line.support
    assert len(found) == round(frontline.length_km(line) / 25)
    assert found[0].first == 0
    assert found[-1].last == len(line.lines[0]) - 1
    assert [one.last for one in found[:-1]] == [one.first for one in found[1:]]
    assert all(7 < one.typical_km < 9 for one in found)


def test_support_survives_the_file(tmp_path: Path) -> None:
    (line,) = frontline.load(LATE)
    path = tmp_path / "a.geojson"
    path.write_text(frontline.to_geojson([line], held=True), encoding="utf-8")
    (again,) = frontline.read(path)
    assert again.support == line.support
    assert (again.lines, again.held) == (line.lines, line.held)


def test_a_bank_belongs_to_the_land_it_hangs_together_with() -> None:
    """South of a strait the land is B's, though a village of A on the other shore is nearer."""
    strait = shapely.box(30, 49.9, 31.8, 50.0)
    ground = shapely.box(30, 49, 32, 51).difference(strait)
    table = make_table((30.2, 50.02, "A"), (31.9, 50.05, "A"), (31.5, 49.3, "B"), (30.9, 49.2, "B"))
    line = frontline.derive(table, outline=ground, options=RAW)
    assert side_at(line, 30.2, 49.85) == "B"
    assert side_at(line, 30.2, 50.1) == "A"


# ── choice of lines ──────────────────────────────────────────────────────────────────────────


def test_several_lines_come_in_the_order_of_their_days(gazetteer: Gazetteer) -> None:
    found = pipeline.lines_for((), f"{LATE}, {EARLY}", gazetteer)
    assert [line.date for line in found] == [EARLY, LATE]


def test_a_line_that_is_not_there_is_named(gazetteer: Gazetteer) -> None:
    with pytest.raises(UsageError, match=r"'2019-01-01x' is neither a date nor a file"):
        pipeline.lines_for((), f"{LATE},2019-01-01x", gazetteer)


def test_events_of_two_days_take_two_lines_and_say_which() -> None:
    events = [at(37.5, 48.3, day=EARLY), at(37.5, 48.3, day=date(2025, 6, 20)),
              at(37.5, 48.3, day=date(2020, 1, 1))]  # fmt: skip
    lines = frontline.for_events(events)
    assert [line.date for line in lines] == [EARLY, LATE]
    found = frontline.annotate(events, lines)
    assert [event.frontline_date for event in found] == [EARLY, LATE, None]


def test_each_war_has_the_line_of_its_day() -> None:
    """An event in the one country takes its line, though the other's is of a nearer day."""
    here = make_line(date=EARLY)
    run = ((30.0, 12.0), (30.0, 14.0))
    land = tuple((side, tuple(tuple(tuple((lon - 1, lat - 37) for lon, lat in ring) for ring in one)
                              for one in polygons)) for side, polygons in here.held)  # fmt: skip
    there = make_line(date=LATE, lines=(run,), held=land, countries=("SD",), side_left="SAF",
                      side_right="RSF")  # fmt: skip
    found = frontline.annotate([at(31.1, 50.0), at(30.1, 13.0, country="SD")], [here, there],
                               limit_days=None)  # fmt: skip
    assert [event.frontline_date for event in found] == [EARLY, LATE]
    assert [round(event.frontline_km or 0) for event in found] == [7, 11]


def test_the_map_says_how_old_its_line_is(gazetteer: Gazetteer) -> None:
    """The line is of 12 June; the events are of 9 and 20 June: 8 days older, 3 days newer."""
    events = [at(37.5, 48.3, day=date(2025, 6, 20)), at(36.3, 50.0, day=date(2025, 6, 9))]
    view = pipeline.compose(events, gazetteer, pipeline.MapOptions())
    (note,) = view.front_notes
    assert "8 days older than the latest event" in note
    assert "3 days newer than the earliest event" in note
    same = pipeline.compose([at(37.5, 48.3, day=LATE)], gazetteer, pipeline.MapOptions())
    assert same.front_notes == ("",)


def test_the_map_counts_events_of_another_time(gazetteer: Gazetteer) -> None:
    """One of June 2025 brings its line; the one of January has none, and the key says so."""
    events = [at(37.5, 48.3, day=LATE), at(37.5, 48.3, day=date(2025, 1, 5))]
    view = pipeline.compose(events, gazetteer, pipeline.MapOptions())
    assert view.front_notes == ("1 event is of another time than any line here",)


def test_a_user_hears_why_no_line_is_drawn(gazetteer: Gazetteer) -> None:
    told: list[str] = []
    for event in (at(37.5, 48.3, day=date(2025, 1, 5)), at(2.3, 48.9, country="FR", day=EARLY)):
        pipeline.compose([event], gazetteer, pipeline.MapOptions(), told=told.append)
    (said,) = told
    assert "the nearest is of 2024-07-08" in said


def test_two_days_are_compared_on_the_map(gazetteer: Gazetteer) -> None:
    view = pipeline.compose(
        [at(37.5, 48.3, day=LATE)], gazetteer, pipeline.MapOptions(frontline=BOTH, band=True)
    )
    (change,) = view.differences
    assert (change.before, change.after) == (EARLY, LATE)
    assert all(line.band for line in view.frontlines)


def test_a_band_that_cannot_be_drawn_is_told(gazetteer: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "drawn.geojson"
    path.write_text('{"type":"LineString","coordinates":[[37,48],[37.5,48.5]]}')
    told: list[str] = []
    options = pipeline.MapOptions(frontline=str(path), band=True)
    pipeline.compose([at(37.5, 48.3)], gazetteer, options, told=told.append)
    assert told == ["the front line says nothing of its uncertainty, so there is no band to draw"]


# ── figures ──────────────────────────────────────────────────────────────────────────────────


def test_length_and_land_of_hand_made_squares(gazetteer: Gazetteer) -> None:
    """A degree by two of the ellipsoid to each side of 222.5 km of meridian."""
    found = frontline.measured(make_line(), gazetteer)
    assert found.length_km == pytest.approx(222.5, abs=0.1)
    held = dict(found.held)
    assert held["A"] == pytest.approx(held["B"], rel=1e-6)
    assert held["A"] == pytest.approx(15_976, rel=0.002)
    for side in "AB":
        parts = [one.km2 for one in found.by_region if one.side == side]
        assert 0 < sum(parts) <= held[side] + 1
    assert all(0 < one.share < 1 for one in found.by_region)


def test_the_shift_is_named_by_the_settlement_next_to_it(gazetteer: Gazetteer) -> None:
    change = frontline.diff(*(frontline.load(day)[0] for day in (EARLY, LATE)), gazetteer=gazetteer)
    assert change.shift_near
    assert f"near {change.shift_near}" in frontline.diff_table(change)
    assert json.loads(frontline.diff_json(change))["shift_near"] == change.shift_near


def test_every_pair_of_shipped_days_can_be_compared(gazetteer: Gazetteer) -> None:
    """Both ways round: what one gains is what the other loses."""
    days = frontline.bundled()
    for before in days:
        for after in days:
            if before < after:
                a, b = (frontline.load(day)[0] for day in (before, after))
                there, back = frontline.diff(a, b), frontline.diff(b, a)
                gained = {(gain.side, gain.km2) for gain in there.gains}
                assert gained == {(gain.lost_by, gain.km2) for gain in back.gains}


# ── what is drawn ────────────────────────────────────────────────────────────────────────────


def view_of(*lines: FrontLine, gazetteer: Gazetteer, **given: object) -> Scene:
    return scene.build((), lines, gazetteer, **given)  # type: ignore[arg-type]


def test_a_map_of_lines_alone_has_a_title_of_its_own(changed: Scene, gazetteer: Gazetteer) -> None:
    """The days in the order asked for, and how much was taken."""
    assert changed.title.replace("\u00a0", " ") == "Front line: 8 July 2024 – 12 June 2025"
    assert f"{round(changed.differences[0].gains[0].km2):,}" in changed.subtitle
    backwards = replace(changed.differences[0], before=LATE, after=EARLY)
    turned = view_of(*changed.frontlines, gazetteer=gazetteer, differences=(backwards,))
    assert turned.title.replace("\u00a0", " ") == "Front line: 12 June 2025 – 8 July 2024"


CLAIM = make_line(
    status=ControlStatus.CLAIMED,
    name="Claimed",
    lines=(((31.3, 49.0), (31.3, 51.0)),),
    held=(("A", ((((31, 49), (31.3, 49), (31.3, 51), (31, 51), (31, 49)),),)),),
)


def test_a_picture_tells_claimed_from_assessed(gazetteer: Gazetteer) -> None:
    """By words in the key, dots along the line and stripes on the land."""
    plain, both = (
        image.render(view_of(*lines, gazetteer=gazetteer), "svg").decode()
        for lines in ((make_line(),), (make_line(), CLAIM))
    )
    assert "Claimed for A" in both
    assert "Claimed for A" not in plain
    assert both.count("stroke-dasharray") > plain.count("stroke-dasharray")


@pytest.mark.parametrize(("kind", "head"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_pictures_for_print(kind: str, head: bytes, changed: Scene) -> None:
    assert image.render(changed, kind).startswith(head)


def test_a_picture_of_what_changed_names_it(changed: Scene) -> None:
    said = image.render(changed, "svg").decode()
    for words in ("Russia took", "Front line, 8 July 2024", "Roughly known", "may run anywhere"):
        assert words in said, words


def test_a_page_carries_support_band_and_changes(changed: Scene) -> None:
    page = html.render(changed)
    data = json.loads(
        page.split('<script type="application/json"')[1].split(">", 1)[1].split("</script>")[0]
    )
    front = data["shape"]["fronts"][1]
    assert len(front["support"]) == len(changed.frontlines[1].support)
    assert front["band"]
    (change,) = data["shape"]["changes"]
    assert len(change["settlements"]) == len(changed.differences[0].settlements)


# ── commands ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "head"),
    [("c.html", b"<!DOCTYPE html"), ("c.png", b"\x89PNG"), ("c.svg", b"<?xml"), ("c.pdf", b"%PDF"),
     ("c.geojson", b'{"type":"FeatureCollection"')],
)  # fmt: skip
def test_a_change_is_written_by_the_ending(
    name: str, head: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["frontline", "diff", str(EARLY), str(LATE), "-o", str(tmp_path / name)]) == 0
    start = (tmp_path / name).read_bytes().lstrip()
    assert start[: len(head)].replace(b" ", b"").lower() == head.replace(b" ", b"").lower()
    assert "RU took" in capsys.readouterr().out


def test_a_change_is_not_written_as_anything(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frontline", "diff", str(EARLY), str(LATE), "-o", "c.docx"]) == 2
    assert ".geojson for a layer" in capsys.readouterr().err


def test_the_list_and_the_figures_for_other_tools(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frontline", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["date"] for row in rows] == [day.isoformat() for day in frontline.bundled()]
    assert all(500 < row["length_km"] < 2000 for row in rows)
    assert main(["frontline", "measure", str(LATE), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["length_km"] == rows[1]["length_km"]
    assert found["held"]["RU"] == pytest.approx(113_000, rel=0.02)
    assert main(["frontline", "measure", str(LATE)]) == 0
    assert "Donetsk Oblast: RU holds" in capsys.readouterr().out
