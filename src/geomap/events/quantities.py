"""Numbers as people write them: digits, words, ranges, "at least", "dozens"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.text import Token

_UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    w: 10 * n
    for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "m": 10**6, "billion": 10**9}
_VAGUE = frozenset(
    "several dozens scores hundreds thousands many some few numerous multiple various "
    "countless tens".split()
)
_QUALIFIERS = (
    ("at", "least"),
    ("at", "most"),
    ("more", "than"),
    ("fewer", "than"),
    ("less", "than"),
    ("no", "fewer", "than"),
    ("no", "less", "than"),
    ("as", "many", "as"),
    ("up", "to"),
    ("a", "total", "of"),
    ("around",),
    ("about",),
    ("almost",),
    ("nearly",),
    ("over",),
    ("some",),
    ("approximately",),
    ("roughly",),
    ("another",),
    ("a", "further"),
)
_BY_FIRST = {first: [p for p in _QUALIFIERS if p[0] == first] for first, *_ in _QUALIFIERS}
_SILENT = frozenset({("another",), ("a", "further"), ("a", "total", "of")})
_STARTERS = (
    frozenset(p[0] for p in _QUALIFIERS)
    | _VAGUE
    | frozenset(_UNITS)
    | frozenset(_TENS)
    | frozenset({"between", "no", "nobody", "none", "a", "dozen", "half"})
)
_FRACTIONS = frozenset("thirds quarters fifths tenths percent %".split())
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(m|k|bn)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in a sentence: tokens ``start:end`` with its qualifier."""

    start: int
    end: int
    value: int | None
    """None when the wording is vague ("dozens")."""
    text: str | None
    """The wording when it says more, or less, than the bare number."""


def may_be_quantities(lower: Sequence[str]) -> list[int]:
    """Return the indices of the words that a quantity may begin with."""
    return [
        index
        for index, word in enumerate(lower)
        if word in _STARTERS or word[0].isdigit() or "-" in word
    ]


def quantity_at(words: Sequence[Token], lower: Sequence[str], index: int) -> Quantity | None:
    """Read the quantity, qualifier included, at one of the indices of ``may_be_quantities(lower)``.

    ``lower`` are the words in lower case. Ranges give their lower bound, as conservative coders do.

    >>> from geomap.text import tokens
    >>> words = tokens("more than 100 drones, two hundred and five people, two to four people")
    >>> lower = [word.lower for word in words]
    >>> quantity_at(words, lower, 0).value, quantity_at(words, lower, 5).value
    (100, 205)
    >>> q = quantity_at(words, lower, 11); q.value, q.text
    (2, 'two to four')
    """
    skip, qualifier = 0, ""
    for phrase in _BY_FIRST.get(lower[index], ()):
        if tuple(lower[index : index + len(phrase)]) == phrase:
            skip = len(phrase)
            qualifier = "" if phrase in _SILENT else " ".join(phrase)
            break
    if lower[index] == "between":
        skip, qualifier = 1, "between"
    at = index + skip
    if at >= len(lower):
        return None
    number = _number_at(lower, at)
    if number is None:
        vague = lower[at]
        if vague in _VAGUE and vague != "some":
            end = at + 1
            if end < len(lower) and lower[end] == "of":
                end += 1
            return Quantity(start=index, end=end, value=None, text=vague)
        return None
    value, end = number
    if end < len(lower) and lower[end] in _FRACTIONS:
        return None  # "two thirds of the dead"
    upper = None
    if end + 1 < len(lower) and lower[end] in ("to", "-", "–", "or", "and"):
        if lower[end] != "and" or qualifier == "between":
            upper = _number_at(lower, end + 1)
    if upper is not None and upper[0] > value:
        end = upper[1]
        wording = " ".join(w.text for w in words[index:end])
        return Quantity(start=index, end=end, value=value, text=wording)
    if qualifier == "between":
        return None
    return Quantity(start=index, end=end, value=value, text=qualifier or None)


def _number_at(lower: Sequence[str], at: int) -> tuple[int, int] | None:
    """Return (value, end) of the number whose first token is at ``at``."""
    word = lower[at]
    digits = _DIGITS.match(word) if word[0].isdigit() else None
    if digits:
        return _scaled(lower, at + 1, digits)
    if word in ("no", "nobody", "none"):
        one = word == "no" and at + 1 < len(lower) and lower[at + 1] == "one"
        return 0, at + (2 if one else 1)
    if word == "a" and at + 1 < len(lower):
        following = lower[at + 1]
        if following == "dozen":
            return 12, at + 2
        if following == "couple":
            return 2, at + (3 if at + 2 < len(lower) and lower[at + 2] == "of" else 2)
        if following in ("hundred", "thousand", "million"):
            return _SCALES[following], at + 2
        return None
    if word == "dozen":
        return 12, at + 1
    if word == "half":
        of = lower[at + 2] if lower[at + 1 : at + 2] == ["a"] and at + 2 < len(lower) else ""
        whole = 12 if of == "dozen" else _SCALES.get(of, 0)
        return (whole // 2, at + 3) if whole else None
    spelled = _spelled(lower, at)
    if spelled is not None and lower[spelled[1] : spelled[1] + 1] == ["dozen"]:
        return 12 * spelled[0], spelled[1] + 1
    return spelled


def _scaled(lower: Sequence[str], end: int, digits: re.Match[str]) -> tuple[int, int] | None:
    number = float(digits.group(1).replace(",", ""))
    suffix = digits.group(2)
    if suffix:
        number *= {"m": 10**6, "k": 1000, "bn": 10**9}[suffix]
    elif end < len(lower) and lower[end] in ("hundred", "thousand", "million", "billion"):
        number *= _SCALES[lower[end]]
        end += 1
    if number != int(number) or number > 10**9:
        return None
    return int(number), end


def _spelled(lower: Sequence[str], at: int) -> tuple[int, int] | None:
    total, current, end, seen = 0, 0, at, False
    while end < len(lower):
        value = _word_value(lower[end])
        if value is not None:
            if seen and value >= current % 100 > 0 and value >= 10:
                break
            current += value
            seen = True
        elif seen and lower[end] in _SCALES and lower[end] != "m":
            scale = _SCALES[lower[end]]
            current *= scale
            if scale >= 1000:
                total, current = total + current, 0
        elif not (
            seen
            and lower[end] == "and"
            and current >= 100
            and end + 1 < len(lower)
            and _word_value(lower[end + 1]) is not None
        ):
            break
        end += 1
    return (total + current, end) if seen else None


def _word_value(word: str) -> int | None:
    if word in _UNITS:
        return _UNITS[word]
    if word in _TENS:
        return _TENS[word]
    tens, dash, unit = word.partition("-")
    if dash and tens in _TENS and unit in _UNITS:
        return _TENS[tens] + _UNITS[unit]
    return None
