"""Credits in parentheses: where they stand and whether they make their sentence a caption."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from geomap.documents.vocabulary import agencies
from geomap.patterns import late

__all__ = ["Credit", "credit_at_end", "find_credits"]


class Credit(NamedTuple):
    """A credit in parentheses. Offsets are those of the text searched."""

    start: int
    end: int
    photo: bool
    """Whether it credits a picture for certain ("(AP Photo/Name)", "(via Reuters)")."""
    wire: bool
    """Whether it is the sign of a dispatch ("(ANI)"), which credits no picture."""


_SHAPE = late(r"\((?P<in>[^()\n]{2,90})\)")
_WORDS = late(
    r"(?:file )?(?:photo|image|picture|video|screengrab|screenshot|handout|courtesy|credit|"
    r"photograph)s?(?:$|[ :/,])|.*\b(?:handout|file|pool) (?:photo|image|picture|via)\b|file$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _agency() -> re.Pattern[str]:
    return late(rf"(?<![\w-])(?:{agencies().pattern()})(?![\w-])")


def find_credits(text: str, start: int, end: int) -> list[Credit]:
    """List the credits in parentheses within ``text[start:end]``.

    >>> [text[c.start:c.end] for text in ("Smoke (AP) Hours later it rained (a lot).",)
    ...  for c in find_credits(text, 0, len(text))]
    ['(AP)']
    """
    if text.find("(", start, end) < 0:
        return []
    found = []
    for match in _SHAPE.finditer(text, start, end):
        credit = _credit(text, start, match)
        if credit is not None:
            found.append(credit)
    return found


def credit_at_end(line: str) -> bool:
    """Tell whether a line ends in the credit of a picture."""
    at = line.rfind("(")
    match = _SHAPE.fullmatch(line, at) if at > 0 else None
    credit = _credit(line, 0, match) if match else None
    return credit is not None and not credit.wire


def _credit(text: str, start: int, match: re.Match[str]) -> Credit | None:
    inner = match["in"].strip()
    named = _agency().search(inner)
    if not named:
        sure = _WORDS.match(inner) is not None and not inner.endswith(".")
        return Credit(match.start(), match.end(), True, False) if sure else None
    alone = agencies().signs.get(inner.casefold())
    if alone is None:
        # Such as "Ukrainian emergency services via AP/PA", "AP Photo/Name", "Reuters/Name".
        marked = "/" in inner or " via " in inner or _WORDS.search(inner) or "Photo" in inner
        capitals = sum(word[:1].isupper() for word in inner.split())
        if not marked and (capitals < len(inner.split()) or named.end() < len(inner)):
            return None
        return Credit(match.start(), match.end(), bool(marked), False)
    if _explained(inner, text[max(start, match.start() - 60) : match.start()]):
        return None
    return Credit(match.start(), match.end(), False, alone == "wire")


def _explained(name: str, before: str) -> bool:
    """Tell whether a short name stands behind its long form: "the Palestinian Authority (PA)"."""
    letters = [c for c in name if c.isupper()]
    words = [word for word in re.findall(r"[^\W\d_]+", before) if word[0].isupper()]
    return len(letters) > 1 and [word[0] for word in words[-len(letters) :]] == letters
