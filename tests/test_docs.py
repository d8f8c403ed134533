"""What the documentation tells to type works, and what it links to is there."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import geomap
from geomap.cli import main

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, *(ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-DATA.md"))]
for folder in ("docs", "examples", "gazetteer"):
    PAGES.extend(sorted((ROOT / folder).rglob("*.md")))
PAGES = [page for page in PAGES if ".cache" not in page.parts]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, *languages: str) -> list[str]:
    """Return the code blocks of a page in some languages."""
    return [
        text for language, text in BLOCK.findall(page.read_text("utf-8")) if language in languages
    ]


def commands(page: Path) -> list[str]:
    """Return the lines of a page that call geomap, with the comment behind them left off."""
    lines = (
        line for block in blocks(page, "", "sh", "bash", "console") for line in block.splitlines()
    )
    return [
        shlex.join(shlex.split(line.removeprefix("$ "), comments=True))
        for line in lines
        if line.removeprefix("$ ").startswith("geomap ")
    ]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the commands of the README name."""
    folder = tmp_path_factory.mktemp("readme")
    for name in ("page.txt", "more.txt"):
        shutil.copy(ROOT / "examples" / "kharkiv-night.txt", folder / name)
    shutil.copy(ROOT / "examples" / "iran-strikes.html", folder / "page.html")
    target = str(folder / "events.geojson")
    assert main(["events", str(folder / "page.html"), "-o", target, "--quiet"]) == 0
    return folder


def test_the_readme_has_commands() -> None:
    """Else the next test would show nothing."""
    assert len(commands(README)) >= 7


@pytest.mark.parametrize("command", commands(README))
def test_a_command_of_the_readme_works(
    command: str, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    shutil.copytree(inputs, work)
    monkeypatch.chdir(work)
    assert main([*shlex.split(command)[1:], "--quiet"]) == 0


def test_the_first_command_writes_where_the_readme_says(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(inputs / "page.txt", tmp_path)
    monkeypatch.chdir(tmp_path)
    first = commands(README)[0]
    (told,) = re.findall(rf"^{re.escape(first)} +# (\S+)$", README.read_text("utf-8"), re.MULTILINE)
    assert main(shlex.split(first)[1:]) == 0
    assert Path(told).is_file()


def test_the_python_of_the_readme_runs(inputs: Path, tmp_path: Path) -> None:
    """In a process of its own, so that a file left open is told of."""
    (code,) = blocks(README, "python")
    shutil.copy(inputs / "page.html", tmp_path)
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", code],
        cwd=tmp_path, capture_output=True, check=False, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "ResourceWarning" not in done.stderr
    assert (tmp_path / "map.html").stat().st_size > 100_000


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = LINK.findall(BLOCK.sub("", page.read_text("utf-8")))
    local = [link for link in links if not re.match(r"https?://|mailto:|#", link)]
    assert [link for link in local if not (page.parent / link.partition("#")[0]).exists()] == []


def test_the_index_lists_every_page_of_the_docs() -> None:
    linked = set(LINK.findall((ROOT / "docs" / "README.md").read_text("utf-8")))
    there = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert there - linked == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_python_in_the_docs_names_what_there_is(page: Path) -> None:
    """It parses, and what it imports from geomap exists."""
    for block in blocks(page, "python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("geomap"):
                held = __import__(str(node.module), fromlist=[alias.name for alias in node.names])
                assert [a.name for a in node.names if not hasattr(held, a.name)] == []
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id == "geomap":
                    assert hasattr(geomap, node.attr), node.attr


def test_every_command_is_told_of_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = re.findall(r"^    ([a-z]+)\s", capsys.readouterr().out, re.MULTILINE)
    assert len(listed) >= 6
    text = README.read_text("utf-8")
    assert [name for name in listed if f"geomap {name}" not in text] == []


def test_what_the_docs_call_by_make_is_a_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for page in PAGES:
        for target in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), (page.name, target)


def test_paths_that_the_docs_name_exist() -> None:
    """``tests/...``, ``src/...`` in code font; a name with a day in it is one to be written."""
    pattern = re.compile(r"`((?:src|tests|benchmarks|gazetteer|docs|examples)/[\w./-]+)`")
    missing = [
        (name_of(page), path)
        for page in PAGES
        for path in pattern.findall(page.read_text("utf-8"))
        if not re.search(r"YYYY|\d{4}-\d\d-\d\d|\.cache", path) and not (ROOT / path).exists()
    ]
    assert missing == []
