"""Lists of victims: who is joined to a number of people by "and" and by commas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.persons import SINGULAR, is_name

if TYPE_CHECKING:
    from geomap.events.quantities import Quantity
    from geomap.events.sentence import Sentence


def with_companions(sentence: Sentence, quantity: Quantity, stop: int) -> Quantity:
    """Add whom "and" joins to a number of people: "three children and their father" are four.

    So are "him and three other people", and "two men and two women".
    """
    value, end = quantity.value, quantity.end
    if value is None or _is_spelled_out(sentence, quantity):
        return quantity
    before = sentence.lower[max(0, quantity.start - 2) : quantity.start]
    with_one = len(before) > 1 and before[1] == "and" and before[0] in {"him", "her"}
    if with_one or _follows_one(sentence, quantity.start):
        value += 1
    while True:
        joint = next(
            (i for i in range(end, min(end + 5, stop)) if _joins_one(sentence, i, stop)), None
        )
        if joint is None or joint + 1 >= stop:
            break
        if any(sentence.lower[i] in _CHAIN_ENDS for i in range(end, joint)):
            break
        more = next((q for q in sentence.quantities if q.start == joint + 1), None)
        person = sentence.found("person", joint + 1, min(joint + 5, stop))
        if person and _speak(sentence, person[0].end):
            break  # "killing two teachers, witnesses and an official said"
        fighters = more is not None and any(a.start == more.end for a in sentence.actors)
        if more is not None and more.value and not more.text and (person or fighters):
            value, end = value + more.value, more.end
        elif sentence.lower[joint + 1] in _SINGLE and person and person[0].start <= joint + 3:
            value, end = value + 1, person[0].end
        else:
            break
    return quantity if value == quantity.value else replace(quantity, value=value)


def _joins_one(sentence: Sentence, at: int, stop: int) -> bool:
    """Whether a word joins more people: "and", or a comma before "a woman" in a list with "and"."""
    if sentence.lower[at] == "and":
        return True
    after = sentence.lower[at + 1 : min(stop, at + _LISTED)]
    single = sentence.lower[at] == "," and after[:1] in (["a"], ["an"], ["another"])
    return single and "and" in after and _CHAIN_ENDS.isdisjoint(after[: after.index("and")])


_LISTED = 8


def _is_spelled_out(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether an aside says who the people counted are: "two people, a civilian and a soldier,"."""
    lower, end = sentence.lower, quantity.end
    opens = next((i for i in range(end, min(end + 3, len(lower))) if lower[i] == ","), None)
    if opens is None:
        return False
    stop = min(len(lower), opens + _ASIDE)
    closes = next((i for i in range(opens + 1, stop) if lower[i] == ","), None)
    if closes is None:
        return False
    if "and" not in lower[opens:closes]:
        return False
    named = sum(lower[i] in {"a", "an"} for i in range(opens + 1, closes))
    return named == quantity.value or lower[closes + 1 : closes + 2] in _ARE


_ASIDE = 14


_ARE = (["were"], ["are"], ["have"], ["died"], ["had"])


def _speak(sentence: Sentence, end: int) -> bool:
    """Whether a verb of speech follows people: they are those who tell."""
    return any(0 <= f.start - end <= 1 for f in sentence.classes.get("reporting", ()))


def _follows_one(sentence: Sentence, start: int) -> bool:
    """Whether one person stands before: "a mother and her two daughters", "an officer and two"."""
    if start > 1 and sentence.lower[start - 1] in {"his", "her", "their"}:
        start -= 1
    if start > 2 and sentence.lower[start - 1] == "," and _lists_one(sentence, start - 1):
        return True
    if start < 3 or sentence.lower[start - 1] != "and":
        return False
    head = sentence.lower[start - 2]
    if sentence.lower[start - 3] == "the" and (head in SINGULAR or head in _CHIEFS):
        return True  # "the commander and his two bodyguards"
    if is_name(sentence, start - 3) and is_name(sentence, start - 2):
        return True  # "Amir Hussein and three others"
    one = any(f.end == start - 1 for f in sentence.classes.get("person", ()))
    return one and sentence.lower[start - 3] in {"a", "an"}


def _lists_one(sentence: Sentence, comma: int) -> bool:
    """Whether a list of victims opens with one: "the driver, two women and a boy"."""
    one = any(f.end == comma for f in sentence.classes.get("person", ()))
    known = sentence.lower[comma - 2] in {"a", "an", "the"}
    if not one or not known or sentence.lower[comma - 1].endswith("s"):
        return False
    after = sentence.lower[comma + 2 : comma + 6]
    return "and" in after and _CHAIN_ENDS.isdisjoint(after[: after.index("and")])


_CHIEFS = frozenset("elder commander chief leader governor minister judge imam lawyer".split())


_SINGLE = frozenset("a an their his her another".split())


_CHAIN_ENDS = frozenset(
    """including were was have has had killed wounded injured died dead hurt in at on when after as
    while ; . ( including among of whom who""".split()
)


def opens_list(sentence: Sentence, quantity: Quantity, stop: int) -> bool:
    """Whether a number opens the list that the verb follows: "two men, a woman and a child"."""
    reach = range(quantity.end, min(quantity.end + 3, stop))
    comma = next((i for i in reach if sentence.lower[i] == ","), None)
    return comma is not None and stop - comma <= _LISTED and _joins_one(sentence, comma, stop)
