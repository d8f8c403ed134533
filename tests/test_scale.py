"""The work shared out, on processes or a Dask cluster, gives the same bytes and holds little."""

from __future__ import annotations

import json
import sys
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geomap import documents, pipeline, scale
from geomap.ahead import in_order
from geomap.cli import main
from geomap.cli.places import places_line
from geomap.errors import UsageError
from geomap.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.model import Document

EXAMPLES = Path(__file__).parents[1] / "examples"
ARTICLES = [str(EXAMPLES / "kharkiv-night.txt"), str(EXAMPLES / "iran-strikes.html")]


HERE: dict[str, Any] = {
    "n_workers": 1,
    "processes": False,
    "host": "127.0.0.1",
    "protocol": "tcp://",
    "dashboard_address": "127.0.0.1:0",
}
"""A cluster within this process."""


def rows(folder: Path, number: int = 40) -> Path:
    """Write a file of short articles, every fourth of which repeats an earlier one."""
    path = folder / "rows.jsonl"
    text = "Russian drones hit {} on Monday, killing {} people and injuring 12, police said."
    cities = ("Sumy", "Odesa", "Kherson", "Nikopol", "Kramatorsk", "Chernihiv")
    path.write_text(
        "".join(
            json.dumps(
                {"id": n, "text": text.format(cities[n % 6], n % 4 + 1), "date": "2025-06-12"}
            )
            + "\n"
            for n in range(number)
        ),
        encoding="utf-8",
    )
    return path


# ── a little ahead, in order ─────────────────────────────────────────────────────────────────


def test_no_more_is_read_than_can_be_worked_on() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            read.append(number)
            yield number

    def submit(some: list[int]) -> Future[list[int]]:
        done: Future[list[int]] = Future()
        done.set_result([2 * one for one in some])
        return done

    found = in_order(submit, items(), batch=4, ahead=3)
    assert next(found) == 0
    assert len(read) == 12
    assert [0, *found] == [2 * number for number in range(100)]


def test_what_the_work_raises_is_raised() -> None:
    def submit(some: list[int]) -> Future[list[int]]:
        failed: Future[list[int]] = Future()
        failed.set_exception(ValueError("broken"))
        return failed

    with pytest.raises(ValueError, match="broken"):
        list(in_order(submit, [1], batch=4, ahead=3))


def test_documents_are_not_kept(gazetteer: Gazetteer) -> None:
    """Of a stream of articles, events are made before the last has been read."""
    asked: list[int] = []

    def spread(work: Any, read: Any) -> Iterator[Any]:
        for number, document in enumerate(read):
            asked.append(number)
            yield work(document, gazetteer)

    def stream() -> Iterator[Document]:
        for number in range(5):
            assert len(asked) == number
            yield documents.from_text("Drones hit Sumy on Monday, killing two.", id=str(number))

    (event,) = pipeline.extract(stream(), gazetteer, spread=spread)
    assert len({source.article for source in event.sources}) == 5


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


# ── the engines ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def cluster() -> Iterator[scale.Cluster]:
    """A cluster of threads within this process: starts at once."""
    pytest.importorskip("distributed")
    with scale.on_cluster(workers=2, processes=False) as opened:
        yield opened


def test_a_cluster_gives_the_same_events(
    cluster: scale.Cluster, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    inputs = [*ARTICLES, str(rows(tmp_path))]
    alone = pipeline.extract(pipeline.read_documents(inputs), gazetteer)
    shared = pipeline.extract(pipeline.read_documents(inputs), gazetteer, spread=cluster)
    as_bytes = [pipeline.write_events(found, "csv", gazetteer) for found in (alone, shared)]
    assert len(alone) > 20
    assert as_bytes[0] == as_bytes[1]


def test_a_cluster_gives_the_same_places(
    cluster: scale.Cluster, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    work = partial(places_line, demonyms=True)
    found = [
        list(
            pipeline.in_parallel(
                work, pipeline.read_documents([str(rows(tmp_path, 70))]), gazetteer, spread=spread
            )
        )
        for spread in (None, cluster)
    ]
    assert len(found[0]) == 70
    assert found[0] == found[1]


def test_a_cluster_opened_by_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(scale, "on_cluster", partial(scale.on_cluster, processes=False))
    for command in ("events", "places"):
        for engine in ("local", "dask"):
            target = str(tmp_path / f"{command}-{engine}")
            arguments = [command, *ARTICLES, "-o", target, "--engine", engine, "--quiet"]
            more = ["--format", "jsonl"] if command == "events" else []
            assert main([*arguments, *more]) == 0
        assert (tmp_path / f"{command}-local").read_bytes() == Path(target).read_bytes()


def test_a_scheduler_that_runs_is_used(gazetteer: Gazetteer) -> None:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(**HERE) as running,
        scale.on_cluster(running.scheduler_address) as opened,
    ):
        read = pipeline.read_documents(ARTICLES[:1])
        assert pipeline.extract(read, gazetteer, spread=opened)


def test_workers_with_another_gazetteer_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    answer = {"tcp://worker:1": ("0.0.9", "abc")}
    monkeypatch.setattr(distributed.Client, "run", lambda *_: answer)
    with (
        distributed.LocalCluster(**HERE) as running,
        pytest.raises(UsageError, match=r"has geomap 0\.0\.9"),
        scale.on_cluster(running.scheduler_address),
    ):
        pass


def test_a_scheduler_that_does_not_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(scale, "_PATIENCE", "200ms")
    arguments = ["events", ARTICLES[0], "--engine", "dask", "--scheduler"]
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        assert main([*arguments, address]) == 2
        assert address in capsys.readouterr().err


def test_without_the_extra_its_name_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["events", ARTICLES[0], "--engine", "dask"]) == 2
    assert "pip install 'geomap[dask]'" in capsys.readouterr().err


def test_a_scheduler_without_its_engine_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", ARTICLES[0], "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "--engine dask" in capsys.readouterr().err
