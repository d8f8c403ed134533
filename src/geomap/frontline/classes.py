"""What a file says of a shape: who holds it, on whose word, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from geomap.frontline.control import CONTESTED
from geomap.model import ControlStatus
from geomap.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

UNNAMED = "occupied"
"""The side that holds polygons of which nothing says who holds them."""
OTHER = "not "
"""Before the name of a side: everybody else."""

_HOLDER_KEYS = ("side", "held_by", "controlled_by", "holder", "occupier", "owner", "faction")
_CLASS_KEYS = ("control", "status", "class", "category", "type", "layer", "name", "title")
_WHOLE_KEYS = ("collection", "file")
"""What the file or the layer is called: taken at its word only where it names a class."""
_CLAIMED = late(r"(?i)\b(claim\w*|alleged\w*|reported\w*|unconfirmed)\b")
_CONTESTED = late(
    r"(?i)\b(contested|disputed|gr[ae]y[ -]?zone|no[ -]man'?s[ -]land|unknown|unclear|infiltrat\w*"
    r"|unspecified)\b|невідом|сіра зона|серая зона"
)
_FREED = late(r"(?i)\b(liberated|regained|recaptured|de-?occupied)\b|звільн|освобожд")
_NO_LAND = late(r"(?i)\b(partisan\w*|counter-?offensives?|airfields?|fortifications?)\b")
_FILLER = late(
    r"(?i)\b(assessed|assessment|confirmed|claim\w*|alleged\w*|reported\w*|control\w*|held|holding"
    r"|land|areas?|territor\w+|zones?|advances?|gains?|by|of|in|the|under|forces|army|map|polygons?"
    r"|layers?|front|lines?|shape|untitled|unconfirmed)\b|[\d_/.,:;()-]+"
)
_OCCUPIED = late(r"(?i)occup\w*|окупован\w*|оккупирован\w*")
_DATE = late(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_WORD = late(r"\w[\w'-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlClass:
    """A class of land: who holds it and on whose word."""

    holder: str
    """The side; "contested" for land that nobody holds for sure."""
    status: ControlStatus = ControlStatus.ASSESSED
    label: str = ""
    """As the file names the class."""

    @property
    def contested(self) -> bool:
        """Whether neither side holds it."""
        return self.holder == CONTESTED


def class_of(
    said: Mapping[str, Any], nations: Mapping[str, str], *, side: str | None = None
) -> ControlClass | None:
    """Read the class of a polygon from its properties; None for land that nobody is said to hold.

    ``nations`` gives codes of countries by lower-case demonym and name: "Assessed Russian
    control" is held by RU. ``side`` names the holder where the reader knows better.

    >>> class_of({"name": "Claimed Russian control"}, {"russian": "RU"}).holder
    'RU'
    """
    texts = [text for key in _CLASS_KEYS if (text := text_of(said, key))]
    label = texts[0] if texts else ""
    whole = [text for key in _WHOLE_KEYS if (text := text_of(said, key))]
    whole = [text for text in whole if _is_class(text, nations)]
    named = next((text for key in _HOLDER_KEYS if (text := text_of(said, key))), "")
    every = " ".join((named, *texts))
    own = len(texts)
    if not (named or _is_class(every, nations)):
        texts += whole
        every = " ".join(texts)
    if _FREED.search(every) or _NO_LAND.search(every):
        return None
    if any(map(_CONTESTED.search, (named, *texts))):
        return ControlClass(holder=CONTESTED, label=label or CONTESTED)
    status = ControlStatus.CLAIMED if _CLAIMED.search(every) else ControlStatus.ASSESSED
    found = side or named or _holder(texts, own, nations)
    return ControlClass(holder=found, status=status, label=label)


def _is_class(text: str, nations: Mapping[str, str]) -> bool:
    known = (_CLAIMED, _CONTESTED, _FREED, _NO_LAND)
    return any(one.search(text) for one in known) or bool(nation_in(text, nations))


def _holder(texts: list[str], own: int, nations: Mapping[str, str]) -> str:
    """Name the holder by the country that is named, else by what is left of the shape's name.

    The first ``own`` texts are of the shape itself, the others of its layer or file.
    """
    for text in texts:
        if code := nation_in(text, nations):
            return code
    for text in texts[: max(own, 0)]:
        rest = [word for word in _FILLER.sub(" ", text).split() if not _OCCUPIED.fullmatch(word)]
        if rest:
            return " ".join(rest)
    return UNNAMED


def nation_in(text: str, nations: Mapping[str, str]) -> str:
    """Return the code of the first country or people that a text names, "" without one."""
    words = _WORD.findall(text.lower().replace("-", " ").replace("_", " "))
    for first in range(len(words)):
        for count in (3, 2, 1):
            if code := nations.get(" ".join(words[first : first + count])):
                return code
    return ""


def one_holder(classes: Iterable[ControlClass]) -> bool:
    """Tell whether the names of shapes are mere labels: too many to be sides of a war."""
    return len({one.holder for one in classes if not one.contested}) > _MOST_SIDES


_MOST_SIDES = 6


def status_of(said: Mapping[str, Any]) -> ControlStatus:
    """Read on whose word a line stands."""
    text = " ".join(text_of(said, key) for key in (*_CLASS_KEYS, *_WHOLE_KEYS))
    return ControlStatus.CLAIMED if _CLAIMED.search(text) else ControlStatus.ASSESSED


def text_of(said: Mapping[str, Any], key: str) -> str:
    """Return a property that is text, "" without it."""
    value = said.get(key)
    return value.strip() if isinstance(value, str) else ""


def date_of(said: Mapping[str, Any], origin: str) -> date | None:
    """Read the day of a shape: of its date, its name, the name of the collection or the file."""
    for text in (*(text_of(said, key) for key in ("date", "name", "collection")), origin):
        if match := _DATE.search(text):
            try:
                return date(*(int(part) for part in match.groups()))
            except ValueError:
                continue
    return None
