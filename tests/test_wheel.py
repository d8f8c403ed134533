"""The built wheel carries its data and works where the checkout is not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "geomap"
EXAMPLE = ROOT / "examples" / "kharkiv-night.txt"
LIMIT_MB = 40

pytest.importorskip("hatchling", reason="hatchling, which builds the wheel, is not installed")
pytest.importorskip("pip", reason="pip, which installs the wheel, is not installed")


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with the network cut and without the checkout on Python's path."""
    offline = str(Path(__file__).parent / "offline")
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd, capture_output=True, check=False, text=True, encoding="utf-8", timeout=120,
        env={**os.environ, "PYTHONPATH": offline, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (path,) = folder.glob("geomap-*.whl")
    return path


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own with the wheel; it borrows the packages that geomap needs."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "env", with_pip=False, symlinks=os.name != "nt")
    python = _tool(home, "python")
    run(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps",
        "--no-index", "--disable-pip-version-check", wheel,
        cwd=home,
    )  # fmt: skip
    # A path in a .pth file lends packages; the .pth files that lie there, and with them an
    # editable install of this checkout, are not read.
    mine = Path(run(python, "-c", _SITE, cwd=home).stdout.strip())
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (mine / "lent.pth").write_text("\n".join(sorted(lent)) + "\n", encoding="utf-8")
    return home


_SITE = "import sysconfig; print(sysconfig.get_path('purelib'))"


def _tool(home: Path, name: str) -> Path:
    folder, ending = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return home / "env" / folder / f"{name}{ending}"


def test_the_wheel_is_small_enough(wheel: Path) -> None:
    assert wheel.stat().st_size < LIMIT_MB * 1_000_000


def test_the_wheel_carries_every_file_of_the_package_and_no_other(wheel: Path) -> None:
    """Data, tables, weights, scripts and styles lie beside the modules."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    there = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == there


@pytest.mark.parametrize(
    "name",
    [
        "gazetteer/data/world.gaz",
        "frontline/data/2025-06-12.geojson",
        "events/data/triggers.tsv",
        "places/data/mentions.json.gz",
        "documents/furniture.csv",
        "render/html/assets/geomap.css",
        "render/html/assets/start.js",
        "render/html/words/en.json",
        "py.typed",
    ],
)
def test_a_file_that_geomap_cannot_work_without_is_in_the_wheel(wheel: Path, name: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read(f"geomap/{name}")
    assert packed == (PACKAGE / name).read_bytes()


def test_the_wheel_carries_both_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {Path(name).name for name in archive.namelist() if ".dist-info/" in name}
    assert {"LICENSE", "LICENSE-DATA.md"} <= names


def test_the_installed_wheel_is_not_the_checkout(elsewhere: Path) -> None:
    """Else the tests below would show nothing."""
    code = "import geomap; print(geomap.__file__)"
    found = run(_tool(elsewhere, "python"), "-c", code, cwd=elsewhere).stdout.strip()
    assert Path(found).is_relative_to(elsewhere)


def test_the_installed_wheel_makes_a_map(elsewhere: Path) -> None:
    shutil.copy(EXAMPLE, elsewhere / "page.txt")
    command = ["render", "page.txt", "--published", "2025-06-12", "--also", "geojson"]
    run(_tool(elsewhere, "geomap"), *command, cwd=elsewhere)
    page = (elsewhere / "output" / "page.html").read_text("utf-8")
    assert "Kharkiv" in page
    assert "Leaflet" in page
    events = json.loads((elsewhere / "output" / "page.geojson").read_text("utf-8"))["features"]
    places = {event["properties"]["place_name"] for event in events}
    assert {"Kharkiv"} <= places


def test_the_installed_wheel_gives_the_bytes_of_the_checkout(elsewhere: Path) -> None:
    command = ["events", EXAMPLE, "--published", "2025-06-12", "--quiet"]
    there = run(_tool(elsewhere, "geomap"), *command, cwd=elsewhere).stdout
    here = run(sys.executable, "-m", "geomap.cli", *command, cwd=ROOT).stdout
    assert there == here


def test_the_installed_wheel_looks_names_up(elsewhere: Path) -> None:
    done = run(_tool(elsewhere, "geomap"), "lookup", "Oleksiivka", "--json", cwd=elsewhere)
    ((asked,),) = [json.loads(done.stdout)]
    assert asked["query"] == "Oleksiivka"
    assert asked["matches"][0]["country"] == "UA"


def test_the_installed_wheel_lists_its_front_lines(elsewhere: Path) -> None:
    done = run(_tool(elsewhere, "geomap"), "frontline", "list", cwd=elsewhere)
    assert "2025-06-12" in done.stdout
