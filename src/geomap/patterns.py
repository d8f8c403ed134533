"""Regular expressions that are compiled when first used, so that a start waits for none of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast

__all__ = ["late"]


class _Late(Generic[AnyStr]):
    """Stands for a pattern; takes over its methods on first use, so that later calls go straight.

    The methods of the real pattern are kept in the instance, where Python looks first.
    """

    def __init__(self, source: AnyStr, flags: int) -> None:
        self._source: AnyStr = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def late(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what behaves as ``re.compile(source, flags)`` and compiles on first use.

    >>> late("[0-9]+ km").sub("far", "20 km north")
    'far north'
    """
    return cast("re.Pattern[AnyStr]", _Late(source, flags))
