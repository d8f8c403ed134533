"""What stands around a name in a phrase: articles, prepositions, "area", "City, State"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEFORE = re.compile(
    r"^(?:the|in|near|at|from|у|в|ў|во|на|до|від|из|из-за|із|зі|з|с|со|под|під|над|біля|поблизу|"
    r"возле|около|к|по|город|города|городе|місто|міста|місті|село|села|селі|селе)\s+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"['’]s$|\s+"
    r"(?:area|areas|direction|axis|sector|front|district area|metropolitan area|city area)$",
    re.IGNORECASE,
)
_HEBREW = re.compile(r"^[בלמה](?=[א-ת]{2})")


def bare(name: str) -> Iterator[str]:
    """Yield what is left of a phrase without the words around the name, the longest first.

    >>> list(bare("у Харкові")), list(bare("the Kharkiv area"))
    (['Харкові'], ['Kharkiv area', 'the Kharkiv', 'Kharkiv'])
    """
    seen = {name}
    queue = [name.strip()]
    if "\u200c" in name:  # Persian joins the words of a name without a space
        queue.append(name.replace("\u200c", " ").strip())
        seen.add(queue[-1])
        yield queue[-1]
    while queue:
        phrase = queue.pop(0)
        for pattern in (_BEFORE, _AFTER, _HEBREW):
            shorter = pattern.sub("", phrase, count=1).strip()
            if shorter and shorter not in seen:
                seen.add(shorter)
                queue.append(shorter)
                yield shorter


def with_container(name: str) -> tuple[str, str] | None:
    """Split "Springfield, Illinois" into the name and the place that holds it.

    >>> with_container("Springfield, Illinois"), with_container("Springfield")
    (('Springfield', 'Illinois'), None)
    """
    head, comma, tail = name.rpartition(",")
    if not comma or not head.strip() or not tail.strip():
        return None
    return head.strip(), tail.strip()
