"""An index of the shipped places and those of a GeoNames dump."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest

from geomap.cli import main
from geomap.errors import FormatError, InputError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.codes import NameCode
from geomap.gazetteer.dump import BadRow, DumpRow, read_dump
from geomap.gazetteer.merge import build_with_dumps
from geomap.gazetteer.write import Row, build_index
from geomap.model import MatchKind, PlaceKind
from geomap.text import fold

if TYPE_CHECKING:
    from pathlib import Path

META = {"continents": {}, "demonyms": {}, "sources": [], "report": {}}


def _line(gid: int, name: str, **more: object) -> str:
    cells = {
        "ascii": name, "other": "", "lat": 48.5, "lon": 37.5, "fclass": "P", "code": "PPL",
        "country": "UA", "admin1": "05", "admin2": "", "people": 0,
    } | more  # fmt: skip
    return "\t".join(map(str, (
        gid, name, cells["ascii"], cells["other"], cells["lat"], cells["lon"], cells["fclass"],
        cells["code"], cells["country"], "", cells["admin1"], cells["admin2"], "", "",
        cells["people"], "", 100, "Europe/Kyiv", "2025-01-01",
    )))  # fmt: skip


LINES = [
    _line(100, "Donets'ka Oblast'", code="ADM1", fclass="A", lat=48.0, lon=37.5),
    _line(200, "Zorbivskyi Raion", code="ADM2", fclass="A", admin2="0505"),
    _line(301, "Zorbivka", other="Зорбівка,Zorbovka,zrbwk", admin2="0505", people=120),
    _line(302, "Kharkiv", other="Charkow", lat=49.98, lon=36.25, people=1_400_000),
    _line(303, "Quux Bridge", code="BDG", fclass="S"),
    _line(304, "Hotel Quux", code="HTL", fclass="S"),
    _line(305, "Old Village", lat=48.01, lon=37.01),
]


def _base(path: Path) -> Path:
    region = Row(
        name="Donetsk Oblast", lat=48.0, lon=37.5, kind=PlaceKind.ADMIN1, feature="ADM1",
        source="GeoNames", score=6.0, country="UA", geonameid=100,
        outline=[[[(37.0, 47.0), (39.0, 47.0), (39.0, 49.0), (37.0, 49.0), (37.0, 47.0)]]],
        area_km2=26_000.0,
    )  # fmt: skip
    region.admin1 = region
    kharkiv = Row(
        name="Kharkiv", lat=49.98, lon=36.25, kind=PlaceKind.SETTLEMENT, feature="PPLA",
        source="GeoNames", score=6.1, country="UA", geonameid=302, population=1_421_125,
        capital=True,
    )  # fmt: skip
    village = Row(
        name="Old Village", lat=48.0, lon=37.0, kind=PlaceKind.SETTLEMENT, feature="PPL",
        source="GeoNames postal codes", score=1.5, country="UA", admin1=region,
    )  # fmt: skip
    for row in (region, kharkiv, village):
        row.names = {fold(row.name): NameCode.MAIN}
    kharkiv.names["kharkov"] = NameCode.ALIAS
    path.write_bytes(build_index([region, kharkiv, village], META))
    return path


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "UA.txt"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return _base(tmp_path / "base.gaz")


@pytest.fixture
def both(tmp_path: Path, base: Path, dump: Path) -> Gazetteer:
    target = tmp_path / "both.gaz"
    build_with_dumps([dump], target, base=base)
    return Gazetteer.open(target)


def test_new_places_stand_in_their_divisions(both: Gazetteer) -> None:
    village = both.lookup("Zorbivka")[0].place
    assert (village.lat, village.lon, village.geonameid) == (48.5, 37.5, 301)
    assert (village.admin1, village.admin2) == ("Donetsk Oblast", "Zorbivskyi Raion")
    district = both.container(village)
    assert district is not None
    assert district.kind is PlaceKind.ADMIN2
    assert both.lookup("Quux Bridge")[0].place.kind is PlaceKind.FACILITY
    assert both.lookup("Hotel Quux") == ()


NAMES = [
    ("Zorbovka", MatchKind.ALTERNATE), ("Зорбівка", MatchKind.ALTERNATE),
    ("у Зорбівці", MatchKind.INFLECTED),
]  # fmt: skip


@pytest.mark.parametrize(("name", "match"), NAMES)
def test_names_are_made_as_for_shipped_places(both: Gazetteer, name: str, match: MatchKind) -> None:
    found = both.lookup(name)[0]
    assert found.place.geonameid == 301
    assert found.match is match
    assert both.lookup("zrbwk") == ()  # a machine's transliteration


def test_known_places_gain_names_and_stay_themselves(both: Gazetteer, base: Path) -> None:
    before = Gazetteer.open(base)
    assert [c.place.geonameid for c in both.lookup("Kharkiv")] == [302]
    assert both.lookup("Charkow")[0].place == both.lookup("Kharkov")[0].place
    old, new = before.lookup("Kharkiv")[0].place, both.lookup("Kharkiv")[0].place
    assert (old.population, old.feature) == (new.population, new.feature)
    assert both.capital("UA") == new
    assert len(both.lookup("Old Village")) == 1  # known without an id, 1.3 km off
    assert both.outline(both.lookup("Donetsk Oblast")[0].place) is not None
    assert both.locate(48.0, 38.0)[1] == both.lookup("Donetsk Oblast")[0].place
    assert both.intact()


def test_an_index_without_news_is_the_same(tmp_path: Path, base: Path) -> None:
    """Adding places that are known changes neither places nor their order."""
    path = tmp_path / "known.txt"
    path.write_text(_line(302, "Kharkiv", lat=49.98, lon=36.25) + "\n", encoding="utf-8")
    build_with_dumps([path], tmp_path / "same.gaz", base=base)
    before, after = Gazetteer.open(base), Gazetteer.open(tmp_path / "same.gaz")
    assert [before.place(k) for k in range(3)] == [after.place(k) for k in range(3)]


def test_twice_the_same_bytes(tmp_path: Path, base: Path, dump: Path) -> None:
    for name in ("one.gaz", "two.gaz"):
        build_with_dumps([dump], tmp_path / name, base=base)
    assert (tmp_path / "one.gaz").read_bytes() == (tmp_path / "two.gaz").read_bytes()


def test_zip_archives_are_read(tmp_path: Path, dump: Path) -> None:
    packed = tmp_path / "UA.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(dump, "UA.txt")
        archive.writestr("readme.txt", "about")
    assert list(read_dump(packed)) == list(read_dump(dump))
    assert sum(isinstance(row, DumpRow) for row in read_dump(packed)) == 6


QUIRKS = [
    _line(401, "Qarx", other="http://example.org/a,,Карс , Quarx,https://en.wikipedia.org/wiki/Q"),
    _line(402, "Qary 𐍈𠮷", ascii="Qary", other="𠮷野,🏔", admin1="00", lat=10, lon=20, country="TD"),
    _line(403, "Qarz", ascii="", admin1="", people=""),
    _line(404, "Qarz Ridge", fclass="U", code="RDGU", country=""),
    _line(405, "Qarz Road", fclass="R", code="RD"),
    _line(406, "Qarz Wood", fclass="V", code="FRST"),
    _line(407, "Qarz Park", fclass="L", code="PRK"),
    _line(408, "Qarz Hill", fclass="T", code="MT"),
    _line(409, "Qarz Lake", fclass="H", code="LK"),
    _line(410, "Qarz Sea", fclass="H", code="SEA", country=""),
    _line(411, "", fclass="", code=""),
    _line(403, "Qarz", other="Qarz-Alt"),
    "",
    _line(412, "Qarw", other="," * 9_000 + "Qarwa"),
]


@pytest.mark.parametrize("kind", ["txt", "zip"])
def test_quirks_of_real_dumps_are_no_bad_rows(tmp_path: Path, base: Path, kind: str) -> None:
    """A mark before the text, CRLF, empty cells, addresses, rare letters, an id given twice."""
    text = "\ufeff" + "\r\n".join(QUIRKS) + "\r\n"
    path = tmp_path / f"XX.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "about")
            archive.writestr("XX.txt", text.encode())
            archive.writestr("__MACOSX/._XX.txt", b"\0\1")
    else:
        path.write_bytes(text.encode())
    assert [row for row in read_dump(path) if isinstance(row, BadRow)] == []
    report = build_with_dumps([path], tmp_path / "out.gaz", base=base)
    assert report["places of dumps, new"] == 9
    assert report["rows of dumps with an id that came before, joined"] == 1
    world = Gazetteer.open(tmp_path / "out.gaz")
    for name, gid in (
        ("Qarx", 401), ("Карс", 401), ("Quarx", 401), ("Qary", 402), ("𠮷野", 402), ("Qarz", 403),
        ("Qarz Alt", 403), ("Qarz Wood", 406), ("Qarz Lake", 409), ("Qarz Sea", 410),
        ("Qarwa", 412),
    ):  # fmt: skip
        assert [c.place.geonameid for c in world.lookup(name)] == [gid], name
    assert world.lookup("http://example.org/a") == ()
    assert world.lookup("Qarz Road") == world.lookup("Qarz Ridge") == ()
    assert world.lookup("Qary")[0].place.admin1 is None


def test_dumps_stream(tmp_path: Path) -> None:
    """A file of any size, even one without line ends, is read a bounded piece at a time."""
    path = tmp_path / "XX.txt"
    with path.open("wb") as file:
        for _ in range(40):
            file.write(b"x" * 1_000_000)
        file.write(b"\n" + _line(1, "Quux").encode() + b"\n")
        for number in range(2, 60_000):
            file.write(_line(number, "Hotel", code="HTL", fclass="S").encode() + b"\n")
    tracemalloc.start()
    rows = list(read_dump(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(row) for row in rows] == [BadRow, DumpRow]
    assert peak < 8_000_000
    assert "line 1: more than 1,048,576 bytes" in rows[0].problem


def test_archives_cut_off_or_spoilt_are_named(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "UA.txt", "\n".join(_line(n, f"Q{n * 7919 % 10007}") for n in range(1, 999))
        )
    data = whole.getvalue()
    for bad in (data[:-30], data[:500] + bytes(200) + data[700:]):
        path = tmp_path / "UA.zip"
        path.write_bytes(bad)
        with pytest.raises(FormatError, match="download it again"):
            list(read_dump(path))


BAD = {
    "columns": ("1\tX", "2 columns; a GeoNames dump has 19"),
    "cut off": (_line(9, "X").rsplit("\t", 3)[0], "16 columns; a GeoNames dump has 19"),
    "bytes": ("\udcff" + _line(9, "X"), "no UTF-8 text"),
    "population": (_line(9, "X", people=-3), "population is '-3'; give a whole number from 0"),
    "people": (_line(9, "X", people="1e6"), "population is '1e6'"),
    "part of an id": (_line(9.5, "X"), "geonameid is '9.5'"),  # type: ignore[arg-type]
    "no number": (_line(9, "X", lon="nan"), "longitude is 'nan'"),
    "no letters": (_line(9, "—"), "name is '—'"),
    "latitude": (_line(1, "X", lat=95), "latitude is '95'"),
    "id": (_line("x1", "X"), "geonameid is 'x1'"),  # type: ignore[arg-type]
    "country": (_line(1, "X", country="ua"), "country code is 'ua'"),
    "name": (_line(1, ""), "name is ''"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_rows_are_named(tmp_path: Path, base: Path, case: str) -> None:
    """File, line, field, value; nothing is written, or the rest."""
    line, message = BAD[case]
    path = tmp_path / "XX.txt"
    path.write_text(f"{LINES[2]}\n{line}\n", encoding="utf-8", errors="surrogateescape")
    bad = [row for row in read_dump(path) if isinstance(row, BadRow)]
    assert len(bad) == 1
    assert "XX.txt, line 2: " + message in bad[0].problem
    with pytest.raises(FormatError, match="line 2"):
        build_with_dumps([path], tmp_path / "out.gaz", base=base)
    assert not (tmp_path / "out.gaz").exists()
    told: list[str] = []
    report = build_with_dumps(
        [path], tmp_path / "out.gaz", base=base, skip_bad=True, bad=told.append
    )
    assert report["bad rows, left out"] == len(told) == 1
    assert Gazetteer.open(tmp_path / "out.gaz").lookup("Zorbivka")


def test_files_that_are_no_dump_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_dump(tmp_path / "absent.txt"))
    broken = tmp_path / "UA.zip"
    broken.write_bytes(b"PK no")
    with pytest.raises(FormatError, match="no zip archive"):
        list(read_dump(broken))
    assert main(["gazetteer", "build", "--geonames", "UA.txt", "-o", "index.bin"]) == 2
    assert "ends in .gaz" in capsys.readouterr().err
