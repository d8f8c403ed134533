"""Many frozen values at once, a field at a time."""

from __future__ import annotations

from collections import deque
from dataclasses import MISSING, fields
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = ["Shared", "copied", "made"]

T = TypeVar("T")


def made(kind: type[T], columns: Mapping[str, Sequence[Any]]) -> list[T]:
    """Return one frozen, slotted dataclass of ``kind`` a row of the columns.

    The same as calling ``kind`` for each row, in a quarter of the time: what costs there is that
    a frozen class sets its fields one by one. All columns have one length; a field without a
    column has its default.

    >>> from geomap.model import Span
    >>> made(Span, {"start": [0, 4], "end": [3, 9]})
    [Span(start=0, end=3), Span(start=4, end=9)]
    """
    setters, defaults = _fields(kind)  # type: ignore[arg-type]  # every class can be hashed
    number = len(next(iter(columns.values())))
    lacking = setters.keys() - columns.keys()
    if not lacking <= defaults.keys() or not columns.keys() <= setters.keys():
        raise TypeError(f"{kind.__name__} has the fields {', '.join(setters)}")
    new = object.__new__
    found = [new(kind) for _ in range(number)]
    for name, column in columns.items():
        if len(column) != number:
            raise ValueError(f"{name} has {len(column)} rows, not {number}")
        _run(map(setters[name], found, column))
    for name in lacking:
        _run(map(setters[name], found, repeat(defaults[name])))
    return found


def copied(values: Sequence[T], columns: Mapping[str, Sequence[Any]]) -> list[T]:
    """Return copies of frozen values of one kind, with the fields of ``columns`` changed.

    >>> from geomap.model import Span
    >>> copied([Span(start=0, end=3), Span(start=4, end=9)], {"end": [5, 6]})
    [Span(start=0, end=5), Span(start=4, end=6)]
    """
    kind = type(values[0])
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    kept = {name: list(map(attrgetter(name), values)) for name in names if name not in columns}
    return made(kind, {**kept, **columns})


def _run(calls: Iterator[None]) -> None:
    # A deque of no length runs through the calls and keeps nothing.
    deque(calls, maxlen=0)


@cache
def _fields(kind: type) -> tuple[dict[str, Callable[[object, object], None]], dict[str, object]]:
    """Return what sets each field, and the defaults of those that have one."""
    known = fields(kind)
    setters = {field.name: kind.__dict__[field.name].__set__ for field in known}
    return setters, {field.name: field.default for field in known if field.default is not MISSING}


class Shared(dict[Any, Any]):
    """Values by what they are made of: rows share their days, counts, names and places."""

    def __init__(self, make: Callable[[list[Any]], Iterable[Any]], *, most: int = 50_000) -> None:
        """Take what makes values of keys; beyond ``most`` of them it starts afresh."""
        super().__init__()
        self._make = make
        self._most = most

    def of(self, keys: Sequence[Any]) -> list[Any]:
        """Return the value of each key; those not met before are made together."""
        missing = [key for key in dict.fromkeys(keys) if key not in self]
        if missing:
            if len(self) + len(missing) > self._most:
                self.clear()
                missing = list(dict.fromkeys(keys))
            self.update(zip(missing, self._make(missing), strict=True))
        return list(map(self.__getitem__, keys))
