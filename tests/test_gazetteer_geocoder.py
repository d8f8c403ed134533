"""Names asked of a geocoder, here a server of our own: answers, silence, failures, the cache."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from geomap.cli import main
from geomap.errors import GeocoderError, UsageError
from geomap.gazetteer.geocoder import Geocoder, Service, service
from geomap.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ZORBOGRAD = {
    "lat": "48.1", "lon": "37.9", "name": "Zorbograd", "display_name": "Zorbograd, Ukraine",
    "addresstype": "village", "class": "place", "type": "village",
    "boundingbox": ["48.05", "48.15", "37.8", "38.0"], "address": {"country_code": "ua"},
}  # fmt: skip
PHOTON = {
    "features": [{
        "geometry": {"coordinates": [37.9, 48.1]},
        "properties": {
            "name": "Zorbo Lake", "osm_key": "natural", "osm_value": "water", "countrycode": "UA",
            "extent": [37.8, 48.2, 38.0, 48.0],
        },
    }]
}  # fmt: skip
ARTICLE = """June 12, 2025

Russian drones attacked Kharkiv and the village of Zorbograd overnight. Two people were killed in
the village of Zorbograd, the governor said.
"""


class Server:
    """A geocoder on loopback that answers as it is told to."""

    def __init__(self) -> None:
        self.answer: bytes = json.dumps([ZORBOGRAD]).encode()
        self.status = 200
        self.delay = 0.0
        self.asked: list[dict[str, list[str]]] = []
        self.agents: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(parse_qs(urlsplit(self.path).query))
                outer.agents.append(self.headers["User-Agent"])
                time.sleep(outer.delay)
                self.send_response(outer.status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(outer.answer)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.handle_error = lambda *_: None  # type: ignore[method-assign]  # gave up waiting
        self.address = f"http://127.0.0.1:{self.http.server_port}"
        self.thread = threading.Thread(target=self.http.serve_forever, daemon=True)
        self.thread.start()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()
    made.thread.join(timeout=5)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("GEOMAP_DATA", str(folder))
    return folder


def _service(address: str, cache: Path | None = None, name: str = "nominatim") -> Service:
    return Service(name=name, address=address, timeout_s=0.5, pause_s=0.0, cache=cache)


def test_an_answer_is_a_place_with_its_source(server: Server) -> None:
    place = Geocoder(_service(server.address)).find("Zorbo Grad", countries=["UA"])
    assert place is not None
    assert (place.name, place.lat, place.lon, place.country) == ("Zorbograd", 48.1, 37.9, "UA")
    assert place.kind is PlaceKind.SETTLEMENT
    assert place.aliases == ("Zorbo Grad",)
    assert "OpenStreetMap" in place.source
    assert server.asked[0]["q"] == ["Zorbo Grad"]
    assert server.asked[0]["countrycodes"] == ["ua"]
    assert server.agents[0].startswith("geomap")


def test_photon_answers_too(server: Server) -> None:
    server.answer = json.dumps(PHOTON).encode()
    place = Geocoder(_service(server.address, name="photon")).find("Zorbo Lake")
    assert place is not None
    assert (place.lat, place.lon, place.kind) == (48.1, 37.9, PlaceKind.WATER)
    assert 10 < place.radius_km < 20
    other = Geocoder(_service(server.address, name="photon"))
    assert other.find("Zorbo Lake", countries=["IR"]) is None


def test_no_name_is_asked_twice(server: Server, tmp_path: Path) -> None:
    """Neither of one run nor of the next; that there is none is remembered too."""
    cache = tmp_path / "deep" / "answers.db"
    first = Geocoder(_service(server.address, cache))
    assert first.find("Zorbograd") == first.find("Zorbograd")
    server.answer = b"[]"
    assert first.find("Nowhere") is None
    again = Geocoder(_service(server.address, cache))
    assert again.find("Zorbograd") == first.find("Zorbograd")
    assert again.find("Nowhere") is None
    assert [asked["q"] for asked in server.asked] == [["Zorbograd"], ["Nowhere"]]


def test_a_damaged_cache_is_no_obstacle(server: Server, tmp_path: Path) -> None:
    cache = tmp_path / "answers.db"
    cache.write_bytes(b"no database" * 100)
    assert Geocoder(_service(server.address, cache)).find("Zorbograd") is not None


FAILURES = {
    "error of the server": (500, b"oops", 0.0),
    "too many questions": (429, b"slow down", 0.0),
    "no JSON": (200, b"<html>", 0.0),
    "silence": (200, b"[]", 1.5),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_failure_is_told_and_nothing_is_kept(server: Server, tmp_path: Path, case: str) -> None:
    server.status, server.answer, server.delay = FAILURES[case]
    geocoder = Geocoder(_service(server.address, tmp_path / "answers.db"))
    with pytest.raises(GeocoderError, match="gave no answer for 'Zorbograd'"):
        geocoder.find("Zorbograd")
    server.status, server.answer, server.delay = 200, json.dumps([ZORBOGRAD]).encode(), 0.0
    assert geocoder.find("Zorbograd") is not None


def test_a_refused_connection_is_not_tried_for_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    geocoder = Geocoder(_service(f"http://127.0.0.1:{port}"))
    for name in ("One", "Two"):
        with pytest.raises(GeocoderError, match="gave no answer"):
            geocoder.find(name)
    with pytest.raises(GeocoderError, match="'Three' was not asked for"):
        geocoder.find("Three")


@pytest.mark.parametrize("odd", ['[{"lat": "x"}]', '[{"lat": "99", "lon": "0"}]', "[{}]"])
def test_an_odd_answer_is_no_place(server: Server, odd: str) -> None:
    server.answer = odd.encode()
    with contextlib.suppress(GeocoderError):  # geopy itself may refuse it
        assert Geocoder(_service(server.address)).find("Zorbograd") is None


@pytest.mark.parametrize("wrong", ["google", "nominatim=ftp://x", "nominatim=here"])
def test_wrong_services_are_named(wrong: str) -> None:
    with pytest.raises(UsageError, match="geocoder"):
        service(wrong)


def test_lookup_asks_only_when_told_to(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "Zorbograd", "--json"]) == 2
    assert server.asked == []
    option = f"nominatim={server.address}"
    assert main(["lookup", "Zorbograd", "Kyiv", "--json", "--geocoder", option]) == 0
    assert [asked["q"] for asked in server.asked] == [["Zorbograd"]]  # Kyiv stays here
    told = capsys.readouterr().out.splitlines()[-1]
    first = json.loads(told)[0]["matches"][0]
    assert (first["lat"], first["lon"]) == (48.1, 37.9)
    assert first["matched_as"].startswith("Nominatim, ")


def test_a_silent_geocoder_leaves_the_name_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    option = f"nominatim=http://127.0.0.1:{port}"
    assert main(["lookup", "Zorbograd", "Kyiv", "--geocoder", option]) == 1
    told = capsys.readouterr()
    assert "gave no answer for 'Zorbograd'" in told.err
    assert "Kyiv" in told.out


def test_events_are_placed_where_the_geocoder_says(server: Server, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    target = tmp_path / "events.geojson"
    arguments = ["events", str(article), "-o", str(target), "--quiet"]
    assert main(arguments) == 0
    before = json.loads(target.read_text(encoding="utf-8"))["features"]
    assert "Zorbograd" not in {f["properties"]["place_name"] for f in before}
    assert main([*arguments, "--geocoder", f"nominatim={server.address}"]) == 0
    after = json.loads(target.read_text(encoding="utf-8"))["features"]
    placed = [f for f in after if f["properties"]["place_name"] == "Zorbograd"]
    assert placed
    assert placed[0]["geometry"]["coordinates"] == [37.9, 48.1]
    assert server.asked[0]["countrycodes"] in (["ua"], ["ru,ua"])
