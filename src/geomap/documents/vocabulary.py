"""The words of page furniture and the names of agencies, from two tables that a user can extend.

``furniture.csv``: a pattern is a whole line in lower case, without its final punctuation; ``*``
stands for up to 80 characters, ``#`` for a number. ``then`` says what follows the line until the
next article: "list" (headlines of others, as after "Most read"), "rest" (readers' comments).
``agencies.csv``: ``signs`` is "photo" where the name in parentheses credits a picture, "wire"
where it only signs a dispatch.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from typing import NamedTuple

from geomap.patterns import late
from geomap.shipped import read_text

__all__ = ["Agencies", "agencies", "furniture"]

LONGEST = 240
"""A longer line is never furniture."""

_BLANKS = re.compile(r"\s+")
_EDGES = " \t:.…!?»›>→|•·*#_-–—[]"
_LEAD = " \t»›>→|•·*_-–—[,"


def normal(line: str) -> str:
    """Bring a line to the form of the patterns.

    >>> normal("Explore  what Daily8 AI can do for you:"), normal("» Read more…")
    ('explore what daily8 ai can do for you', 'read more')
    """
    folded = line.replace("’", "'").replace("\u200b", "").casefold()
    return _BLANKS.sub(" ", folded.strip(_LEAD).rstrip(_EDGES))


class _Furniture(NamedTuple):
    exact: dict[str, str]
    patterns: dict[str, list[tuple[re.Pattern[str], str]]]
    """The patterns with a wildcard by their first word; under "#" those that begin with one."""


def furniture(line: str) -> str | None:
    """Tell what follows a line of page furniture ("", "list", "rest"); None for any other line.

    >>> furniture("No comments yet..."), furniture("Related Articles"), furniture("Kyiv was hit.")
    ('', 'list', None)
    """
    if len(line) > LONGEST:
        return None
    table, key = _table(), normal(line)
    then = table.exact.get(key)
    if then is not None or not key:
        return then
    head = "#" if key[0].isdigit() else key.partition(" ")[0]
    for pattern, then in table.patterns.get(head, ()):
        if pattern.fullmatch(key):
            return then
    return None


@lru_cache(maxsize=1)
def _table() -> _Furniture:
    exact: dict[str, str] = {}
    patterns: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for row in _rows("furniture.csv"):
        if "*" not in row["pattern"] and "#" not in row["pattern"]:
            exact[normal(row["pattern"])] = row["then"]
            continue
        shape = re.escape(row["pattern"]).replace(r"\*", ".{0,80}").replace(r"\#", r"\d[\d,.]*")
        # "sign up for *" also stands for the bare "sign up for".
        shape = shape.replace(r"\ .{0,80}", r"(?:\ .{0,80})?")
        head = re.split(r"[ *]", row["pattern"])[0]
        head = "#" if head.startswith("#") else head
        patterns.setdefault(head, []).append((late(shape), row["then"]))
    return _Furniture(exact, patterns)


class Agencies(NamedTuple):
    """Names of agencies, folded, and what each signs ("photo" or "wire")."""

    signs: dict[str, str]
    names: tuple[str, ...]
    """The names, longest first."""

    def pattern(self) -> str:
        """Return the names as one alternative of a regular expression."""
        return "|".join(map(re.escape, self.names))


@lru_cache(maxsize=1)
def agencies() -> Agencies:
    """Return the table of agencies."""
    rows = list(_rows("agencies.csv"))
    names = sorted((row["name"] for row in rows), key=lambda name: (-len(name), name))
    return Agencies(
        {row["name"].casefold(): row["signs"] for row in rows},
        tuple(names),
    )


def _rows(name: str) -> csv.DictReader[str]:
    table = read_text("geomap.documents", name)
    return csv.DictReader(table.splitlines())
