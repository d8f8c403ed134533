"""A Chromium with no network, shared by the browser tests of one run."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start Chromium once; skip with the reason where there is none."""
    path = next(
        (
            found
            for name in ("chromium", "chromium-browser", "google-chrome")
            if (found := shutil.which(name))
        ),
        None,
    )
    if path is None:
        pytest.skip("no Chromium on this machine: install chromium to run the browser tests")
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass(slots=True)
class Opened:
    """A page, and everything that went wrong or was asked for while it was open."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """Return a function that opens a page's text from disk, with the network cut."""
    contexts = []

    def go(
        text: str, *, width: int = 1280, height: int = 800, at: str = "", **options: Any
    ) -> Opened:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, offline=True, **options
        )
        contexts.append(context)
        opened = Opened(page=context.new_page())
        page = opened.page
        page.set_default_timeout(30_000)

        def asked(request: Any) -> None:
            if not request.url.startswith(("file:", "data:", "about:")):
                opened.requests.append(request.url)

        page.on("request", asked)
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on(
            "console",
            lambda said: opened.errors.append(said.text) if said.type == "error" else None,
        )
        file = tmp_path / f"map{len(contexts)}.html"
        file.write_text(text, "utf-8")
        page.goto(file.as_uri() + at)
        return opened

    yield go
    for context in contexts:
        context.close()
