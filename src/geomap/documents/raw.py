"""What a reader hands on: a text with what its container says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from geomap.model import Span

__all__ = ["Part", "Raw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An article that the markup of a page marks as such."""

    span: Span
    title: str | None = None
    own: date | None = None
    own_reason: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A text as read, before it is split into articles."""

    id: str
    text: str
    origin: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    own: date | None = None
    """The date in its own markup."""
    own_reason: str = ""
    page: date | None = None
    """The date of the page or record."""
    page_reason: str = ""
    is_page: bool = True
    """Whether it may hold several articles; a record of a file or feed holds one."""
    parts: tuple[Part, ...] = ()
    """The articles, where the markup tells them apart."""
    captions: frozenset[str] = frozenset()
    """The lines that the markup says to be captions of pictures."""
