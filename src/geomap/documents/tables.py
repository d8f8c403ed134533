"""Records: JSON Lines, JSON and CSV with one article a row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from geomap.documents.dates import iso_date
from geomap.documents.decode import decode, one_for_one
from geomap.documents.raw import Raw
from geomap.errors import EncodingError, FormatError, InputError

if TYPE_CHECKING:
    import io
    from datetime import date

__all__ = ["csv_rows", "is_record", "json_lines", "json_rows"]

_TEXT = (
    *("text", "content", "body", "fulltext", "maintext", "articlebody", "articletext", "article"),
    *("bodytext", "contenttext", "fullcontent", "plaintext", "rawtext", "story", "storytext"),
    *("message", "messagetext", "tweet", "tweettext", "post", "posttext", "selftext", "transcript"),
)
_SHORT = ("summary", "description", "abstract", "snippet", "notes", "lead", "excerpt")
"""Names of what tells an article in short: read where no column holds its text."""
_TITLE = ("title", "headline", "heading", "subject", "articletitle")
_DATE = (
    *("published", "date", "publishedat", "pubdate", "datepublished", "publicationdate"),
    *("datepublish", "publishdate", "publisheddate", "publishedon", "articledate", "postdate"),
    *("createdat", "datetime", "timestamp", "seendate", "dateadded", "created", "posted", "time"),
)
_SOURCE = (
    *("source", "outlet", "publisher", "sitename", "site", "sourcename", "sourcedomain"),
    *("sourcecommonname", "domain", "publication", "newspaper", "media", "website", "channel"),
    *("feed", "feedtitle", "agency", "user", "username"),
)
_URL = (
    *("url", "link", "articleurl", "sourceurl", "permalink", "href", "weburl"),
    "documentidentifier",
)
_ID = (
    *("id", "doc", "docid", "uid", "uuid", "guid", "articleid", "documentid", "gkgrecordid"),
    *("messageid", "tweetid", "postid", "recordid", "eventidcnty"),
)
_LISTS = (
    *("articles", "documents", "docs", "items", "records", "data", "results", "rows"),
    *("messages", "posts", "entries"),
)

Item = Raw | InputError


def _name(column: object) -> str:
    """Bring the name of a column to the form of the tables: "Published At" is "publishedat"."""
    return "".join(c for c in str(column).casefold() if c.isalnum())


def _flat(value: object) -> object:
    """Join a text that is kept in pieces, as chats are exported."""
    if isinstance(value, list) and all(isinstance(piece, str | dict) for piece in value):
        pieces = (p.get("text", "") if isinstance(p, dict) else p for p in value)
        return "".join(str(piece) for piece in pieces)
    return value


def _first(row: Mapping[str, object], names: tuple[str, ...]) -> object:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def _words(value: object) -> str | None:
    """Return a cell as a name: NewsAPI's sources are objects with a name."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return " ".join(one_for_one(str(value)).split()) or None
    return None


def _text_column(row: Mapping[str, object]) -> str | None:
    """Choose what holds the text of a row: a text, else a summary, else the title alone."""
    for names in (_TEXT, (*_SHORT, *_TITLE)):
        full = (name for name in names if isinstance(row.get(name), str) and str(row[name]).strip())
        key = next(full, None) or next((name for name in names if name in row), None)
        if key is not None and (names is not _TEXT or row[key] or not _has_short(row)):
            return key
    return None


def _has_short(row: Mapping[str, object]) -> bool:
    return any(isinstance(row.get(name), str) and row[name] for name in (*_SHORT, *_TITLE))


def _raw(given: Mapping[str, object], origin: str, number: int, page: date | None) -> Item:
    """Make a record of a row; ``number`` is its line."""
    row = {_name(name): _flat(value) for name, value in given.items() if name is not None}
    where = f"{origin}:{number}"
    key = _text_column(row)
    if key is None:
        return FormatError(
            f"{where}: no text among the fields {', '.join(map(str, given)) or '(none)'}; "
            f"allowed names: {', '.join(_TEXT[:8])}. Rename the field that holds the text"
        )
    if row[key] is not None and not isinstance(row[key], str):
        return FormatError(f"{where}: {key} is {str(row[key])[:60]!r}; allowed: a text")
    text = one_for_one(str(row[key] or ""))
    written = _words(_first(row, _DATE))
    day = iso_date(written) if written else None
    return Raw(
        id=_words(_first(row, _ID)) or where,
        text=text,
        origin=where,
        title=_words(_first(row, _TITLE)),
        outlet=_words(_first(row, _SOURCE)),
        url=_words(_first(row, _URL)),
        page=day if written else page,
        page_reason=_reason(written, day, page),
        is_page=False,
    )


def _reason(written: str | None, day: date | None, page: date | None) -> str:
    if written and day:
        return f"the record's date ({written})"
    if written:
        return f"the record's date {written!r} is not understood; write it as 2025-06-13"
    return "the page's date, given with the input" if page else ""


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────


def json_lines(lines: Iterable[bytes], origin: str, page: date | None) -> Iterator[Item]:
    """Yield the record of each line; a line that is none yields its error, the rest goes on."""
    for number, line in enumerate(lines, start=1):
        bare = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not bare.strip():
            continue
        try:
            yield _record(json.loads(bare.decode("utf-8")), origin, number, page)
        except UnicodeDecodeError as error:
            yield EncodingError(
                f"{origin}:{number}: byte {bare[error.start]:#04x} is not UTF-8; "
                "allowed: JSON Lines in UTF-8. Save the file as UTF-8"
            )
        except (ValueError, RecursionError) as error:
            yield _not_json(error, origin, number)


def is_record(line: bytes) -> bool:
    """Tell whether a line is a record by itself, as in JSON Lines."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and (
        any(_name(name) in _TEXT for name in value)
        or not any(isinstance(value.get(name), list) for name in _LISTS)
    )


def _not_json(error: Exception, origin: str, number: int) -> FormatError:
    line = getattr(error, "lineno", 1) - 1 + number
    what = getattr(error, "msg", None) or "nested too deeply"
    column = f", column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
    return FormatError(
        f"{origin}:{line}: not JSON ({what}{column}); "
        'allowed: an object such as {"id": "1", "text": "..."}'
    )


def _record(value: object, origin: str, number: int, page: date | None) -> Item:
    if isinstance(value, dict):
        return _raw(value, origin, number, page)
    return FormatError(
        f"{origin}:{number}: {str(value)[:40]!r} is no record; "
        'allowed: an object such as {"id": "1", "text": "..."}'
    )


def json_rows(data: bytes, origin: str, page: date | None) -> Iterator[Item]:
    """Yield the records of a JSON file: an array, an object that holds one, or one article."""
    text = decode(data, origin)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        first, _, rest = text.strip().partition("\n")
        if rest.strip() and first.strip().endswith("}"):
            yield from json_lines(text.encode("utf-8").splitlines(), origin, page)
        else:
            yield _not_json(error, origin, 1)
        return
    if isinstance(value, dict):
        if value.get("type") in ("FeatureCollection", "Feature"):
            yield FormatError(
                f"{origin}: this is GeoJSON, no articles; give it to render or events with the "
                "ending .geojson"
            )
            return
        inner = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
        value = [value] if inner is None else inner
    if not isinstance(value, list):
        value = [value]
    for number, item in enumerate(value, start=1):
        yield _record(item, origin, number, page)


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────


def csv_rows(
    lines: io.TextIOBase | Iterable[str], origin: str, page: date | None
) -> Iterator[Item]:
    """Yield the record of each row of a CSV file whose first row names the columns."""
    csv.field_size_limit(2**31 - 1)
    source = iter(lines)
    try:
        head = next(source, "")
        separator = max(",;\t|", key=head.count) if head.strip() else ","
        rows = csv.reader(_chain(head, source), delimiter=separator)
        names = [name.strip().strip("\ufeff") for name in next(rows, [])]
        if _text_column(dict.fromkeys(map(_name, names))) is None:
            yield FormatError(
                f"{origin}:1: no column of text among {', '.join(names) or '(none)'}; "
                f"allowed names: {', '.join(_TEXT[:8])}. Rename the column that holds the text"
            )
            return
        before = rows.line_num
        for row in rows:
            number, before = before + 1, rows.line_num
            if row:
                yield _raw(dict(zip(names, row, strict=False)), origin, number, page)
    except csv.Error as error:
        yield FormatError(f"{origin}:{rows.line_num}: not CSV ({error}); allowed: quoted cells")
    except UnicodeDecodeError as error:
        yield EncodingError(
            f"{origin}: byte {error.object[error.start]:#04x} is not UTF-8; "
            "allowed: a large CSV file in UTF-8 only. Save it as UTF-8"
        )


def _chain(head: str, rest: Iterator[str]) -> Iterator[str]:
    yield head
    yield from rest
