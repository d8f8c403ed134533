"""Inputs as a user names them: files, folders, standard input; each becomes texts."""

from __future__ import annotations

import io
import os
import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from geomap.documents.decode import decode
from geomap.documents.feeds import feed
from geomap.documents.markup import html
from geomap.documents.raw import Raw
from geomap.documents.tables import csv_rows, is_record, json_lines, json_rows
from geomap.errors import EmptyInputError, FormatError, InputError
from geomap.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

__all__ = ["ENDINGS", "raws"]

ENDINGS = (
    *(".txt", ".md", ".html", ".htm", ".xml", ".eml", ".pdf", ".docx"),
    *(".jsonl", ".json", ".csv", ".tsv"),
)
"""Of the files that are read."""

_ALSO = {
    ".text": ".txt",
    ".markdown": ".md",
    ".ndjson": ".jsonl",
    ".xhtml": ".html",
    ".rss": ".xml",
    ".atom": ".xml",
}
_TABLES = frozenset({".csv", ".tsv"})
_LARGE = 64 * 2**20
"""Bytes; a larger CSV file is read row by row, and only in UTF-8."""
_FEED = late(
    rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_MAIL = late(
    rb"(?:From [^\n]*\n)?(?:(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|"
    rb"X-[\w-]+|DKIM-Signature|ARC-[\w-]+): )",
    re.IGNORECASE,
)
_HTML = late(
    rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|article|main|div|p|meta)\b",
    re.DOTALL | re.IGNORECASE,
)

Item = Raw | InputError


def raws(
    paths: Iterable[str | os.PathLike[str]], *, published: date | None, stdin: BinaryIO | None
) -> Iterator[Item]:
    """Yield the texts of all inputs in order; an input that fails yields its error."""
    for path in paths:
        name = os.fspath(path)
        if name == "-":
            yield from _guarded(_standard_input(stdin, published), "standard input")
        else:
            yield from _path(Path(name), name, published)


def _guarded(items: Iterator[Item], origin: str) -> Iterator[Item]:
    """Yield what an input holds; its error takes the place of what is left of it."""
    try:
        yield from items
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"{origin}: {error.strerror or error}; give a file that can be read")


def _path(path: Path, origin: str, published: date | None) -> Iterator[Item]:
    if not path.is_dir():
        yield from _guarded(_file(path, origin, path.name, published), origin)
        return
    files = list(_files(path))
    if not files:
        yield EmptyInputError(
            f"{origin}: no file in this folder that geomap reads; allowed endings: "
            f"{' '.join(ENDINGS)}"
        )
    for file in files:
        name = file.relative_to(path).as_posix()
        yield from _guarded(_file(file, str(file), name, published), str(file))


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and its folders that are read, in the order of their paths."""
    found = []
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            Path(top, name)
            for name in names
            if not name.startswith(".") and _ending(name) in ENDINGS
        ]
    return iter(sorted(found, key=lambda file: file.relative_to(folder).parts))


def _ending(name: str) -> str:
    ending = Path(name).suffix.casefold()
    return _ALSO.get(ending, ending)


def _file(path: Path, origin: str, name: str, published: date | None) -> Iterator[Item]:
    """Yield the texts of one file."""
    ending = _ending(name)
    if not path.exists():
        if re.match(r"https?://", origin):
            raise InputError(f"{origin}: geomap fetches nothing; save the page and give the file")
        raise InputError(f"{origin}: no such file or folder; check the path")
    if ending == ".jsonl":
        with path.open("rb") as file:
            yield from _some(_json_lines(file, origin, published), origin)
    elif ending in _TABLES and path.stat().st_size > _LARGE:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from _some(csv_rows(lines, origin, published), origin)
    elif ending in ENDINGS:
        yield from _content(path.read_bytes(), ending, origin, name, published)
    elif not ending:
        data = path.read_bytes()
        yield from _content(data, _sniffed(data), origin, name, published)
    else:
        raise FormatError(
            f"{origin}: geomap does not read {ending!r} files; allowed endings: "
            f"{' '.join(ENDINGS)}. Save the text as .txt"
        )


def _content(
    data: bytes, ending: str, origin: str, name: str, published: date | None
) -> Iterator[Item]:
    """Yield the texts of the bytes of an input of a format."""
    if ending == ".xml" and _HTML.match(data[:4096]) and not _FEED.match(data[:4096]):
        ending = ".html"
    if ending == ".html":
        yield html(data, origin, name=name, page=published)
    elif ending == ".xml":
        yield from feed(data, origin, name=name, page=published)
    elif ending == ".jsonl":
        yield from _some(_json_lines(io.BytesIO(data), origin, published), origin)
    elif ending == ".json":
        yield from _some(json_rows(data, origin, published), origin)
    elif ending == ".eml":
        from geomap.documents.mail import mail  # noqa: PLC0415 - rare

        yield from mail(data, origin, name=name, page=published)
    elif ending in (".pdf", ".docx"):
        from geomap.documents.office import docx, pdf  # noqa: PLC0415 - rare

        yield (pdf if ending == ".pdf" else docx)(data, origin, name=name, page=published)
    elif ending in _TABLES:
        lines = io.StringIO(decode(data, origin), newline="")
        yield from _some(csv_rows(lines, origin, published), origin)
    else:
        yield Raw(
            id=name,
            text=decode(data, origin),
            origin=origin,
            page=published,
            page_reason="the page's date, given with the input" if published else "",
        )


def _json_lines(file: BinaryIO, origin: str, published: date | None) -> Iterator[Item]:
    first = file.readline()
    if first[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in first[:100]:
        lines = decode(first + file.read(), origin).encode("utf-8").splitlines()
        return json_lines(lines, origin, published)
    return json_lines(chain([first], file), origin, published)


def _some(items: Iterator[Item], origin: str) -> Iterator[Item]:
    """Yield the records; none at all is an error."""
    empty = True
    for item in items:
        empty = False
        yield item
    if empty:
        raise EmptyInputError(f"{origin}: there is no article in it; give at least one row")


def _standard_input(stream: BinaryIO | None, published: date | None) -> Iterator[Item]:
    origin, name = "standard input", "stdin"
    if stream is None:
        raise InputError("standard input: not connected; pipe a text into the command")
    first = stream.readline()
    if _sniffed(first) == ".jsonl":
        # Not read whole: a million articles may come.
        yield from json_lines(chain([first], stream), origin, published)
        return
    data = first + stream.read()
    yield from _content(data, _sniffed(data), origin, name, published)


def _sniffed(data: bytes) -> str:
    """Tell the format of an input without a name by how it begins."""
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return ".docx"
    if _MAIL.match(data[:4096]):
        return ".eml"
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb'\{\s*["}]', head):
        return ".jsonl" if is_record(head.partition(b"\n")[0]) else ".json"
    if re.match(rb"\[\s*\{", head):
        return ".json"
    if _FEED.match(data[:4096]):
        return ".xml"
    return ".html" if _HTML.match(data[:4096]) else ".txt"
