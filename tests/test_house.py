"""The house keeps its own rules: no network in tests, layers that can break, no stray files."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_a_test_that_asks_another_machine_fails() -> None:
    with pytest.raises(RuntimeError, match="tests use no network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(RuntimeError, match="tests use no network"):
        socket.getaddrinfo("example.org", 80)


def test_a_process_that_a_test_starts_is_cut_off_too() -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "tests use no network" in done.stderr


def test_loopback_is_open() -> None:
    """Else nothing could test a server on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


BREAKS = {
    "Imports only go down the pipeline": ("text.py", "import geomap.events"),
    "folium and branca only in render.html": ("export/kml.py", "import folium"),
    "matplotlib only in render.image": ("render/html/escape.py", "import matplotlib"),
    "dask only in scale": ("cli/places.py", "import distributed"),
    "pandas and geopandas only where tables and foreign files are": ("geo.py", "import pandas"),
}


def _contracts(root: Path) -> dict[str, str]:
    """Return the verdict on each contract of a tree: KEPT or BROKEN."""
    code = (
        f"import sys; sys.path.insert(0, {str(root / 'src')!r}); "
        "from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root, capture_output=True, check=False, text=True, timeout=120,
    )  # fmt: skip
    found = dict(re.findall(r"^(.+) (KEPT|BROKEN)(?: \(.+\))?$", done.stdout, re.MULTILINE))
    assert found, done.stdout + done.stderr
    assert done.returncode == (1 if "BROKEN" in found.values() else 0)
    return found


def test_every_contract_of_the_layers_is_kept_here_and_can_break(tmp_path: Path) -> None:
    """One import against each rule, in a copy, breaks every contract there is."""
    assert set(_contracts(ROOT).values()) == {"KEPT"}
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("data", "assets", "*.pyc")
    )
    for name, line in BREAKS.values():
        path = tmp_path / "src" / "geomap" / name
        path.write_text(f"{path.read_text('utf-8')}\n{line}\n", encoding="utf-8")
    assert _contracts(tmp_path) == dict.fromkeys(BREAKS, "BROKEN")


def _tracked() -> list[Path]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout: nothing tells which files belong to it")
    done = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    )  # fmt: skip
    return [ROOT / name for name in done.stdout.split("\0") if name]


def test_no_made_file_is_committed() -> None:
    """Caches, builds, environments and maps stay out of the repository."""
    made = re.compile(
        r"(^|/)(__pycache__|\.venv|build|dist|\.[a-z_]+_cache|\.hypothesis)/"
        r"|\.(pyc|egg-info|whl|log|tmp|orig|rej|swp)$|^output/(?!sample\.png$)|^[^/]+\.html$"
    )
    names = [path.relative_to(ROOT).as_posix() for path in _tracked()]
    assert [name for name in names if made.search(name)] == []


def test_no_path_of_one_machine_is_written_down() -> None:
    """What is committed works on any machine."""
    local = re.compile(r"(?<![\w.~<])/(root|home/\w+|work|Users/\w+)/")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _tracked()
        if path.suffix in {".py", ".md", ".toml", ".js", ".css", ".json", ".tsv", ".yml", ""}
        and path.is_file()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if local.search(line) and path != Path(__file__)
    ]
    assert found == []
