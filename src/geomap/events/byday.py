"""What is filed by bucket and day: a report is not compared with all of a war before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable

__all__ = ["ByDay"]

V = TypeVar("V")


class ByDay(Generic[V]):
    """Values by bucket and day, in the order in which they were opened.

    >>> filed = ByDay[str]()
    >>> filed.open("first", "Odesa", {1, 2})
    >>> filed.open("second", "Odesa", {5})
    >>> filed.open("undated", "Odesa", set())
    >>> filed.among("Odesa", {2}, ()), filed.among("Odesa", set(), ("second",))
    (['first', 'undated'], ['first', 'second', 'undated'])
    """

    def __init__(self) -> None:
        self._opened: dict[int, tuple[int, Hashable]] = {}
        """Of each value, its number and its bucket."""
        self._buckets: dict[Hashable, list[V]] = {}
        self._days: dict[tuple[Hashable, object], dict[int, V]] = {}

    def open(self, value: V, bucket: Hashable, days: Collection[object]) -> None:
        """File a new value; no days: it has none."""
        self._opened[id(value)] = (len(self._opened), bucket)
        self._buckets.setdefault(bucket, []).append(value)
        self.add(value, days)

    def add(self, value: V, days: Collection[object]) -> None:
        """File a value under further days."""
        number, bucket = self._opened[id(value)]
        for day in days or (None,):
            self._days.setdefault((bucket, day), {})[number] = value

    def among(self, bucket: Hashable, days: Collection[object], also: Iterable[V]) -> list[V]:
        """Return the values of a bucket that share a day with ``days``, or have none, oldest first.

        Without days, all of the bucket; ``also`` are those wanted whatever their days.
        """
        if not days:
            return self._buckets.get(bucket, [])
        found: dict[int, V] = {}
        for day in (None, *days):
            found.update(self._days.get((bucket, day), {}))
        for value in also:
            number, opened = self._opened[id(value)]
            if opened == bucket:
                found[number] = value
        return [found[number] for number in sorted(found)]
