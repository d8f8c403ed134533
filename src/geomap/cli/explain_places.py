"""``geomap places --explain``: each name with its candidates and what decided, to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Document, Place
    from geomap.places.explaining import Explained, Weighed

_SHOWN = 3
"""Candidates shown to readers, and features of each; the rest stands in the JSON."""

_SIGNS = {
    "prior": "its kind and size",
    "prior_many": "the kinds of its namesakes",
    "prior_words": "how common its words are",
    "before": "the word before",
    "after": "the word behind",
    "before2": "the two words before",
    "after2": "the two words behind",
    "around": "the words around",
    "before_kind": "the word before, for its kind",
    "after_kind": "the word behind, for its kind",
    "before_common": "the word before, for its size",
    "run": "capitals around",
    "run_last": "the last capital word of the run",
    "run_first": "the first capital word of the run",
    "last_word": "its last word",
    "person": "a person of that name",
    "person_run": "a person of that name, by capitals around",
    "small": "the same word written small",
    "placed": "how often it stands behind 'in' or 'near'",
    "seen": "how often it occurs",
    "shape": "capitals",
    "listed": "a region behind a comma",
    "nested": "a longer name over it",
    "hyphen": "a hyphen",
    "owner": "a possessive",
    "open": "the place in the sentence",
    "before_pop": "the word before, for its people",
    "around_run": "the words and capitals around",
    "given_run": "a given name",
    "stated": "how often a region follows",
    "how": "how it bears the name",
    "how_before": "how it bears the name, by the words around",
}
_WORDS = frozenset({"before", "after", "run_last", "run_first"})
_FEATURES = {
    "prominence": "prominence",
    "first": "the most prominent",
    "gap": "less prominent than the first",
    "country": "is a country",
    "admin1": "is a region",
    "admin2": "is a district",
    "settlement": "is a settlement",
    "area": "is an area",
    "water": "is a water or site",
    "exact": "its own name",
    "alternate": "another name of it",
    "comma": "in the place that the wording names",
    "against_comma": "not in the place that the wording names",
    "same_sentence_region": "its region is named in the sentence",
    "same_sentence_country": "its country is named in the sentence",
    "region_named": "its region is named",
    "country_named": "its country is named",
    "country_acts": "its country acts",
    "region_before": "its region is named before",
    "share_country": "others in its country",
    "share_region": "others in its region",
    "near_50": "others within 50 km",
    "near_300": "others within 300 km",
    "votes_region": "other names fit its region",
    "votes_country": "other names fit its country",
    "unpeopled": "no population known",
    "capital": "is a capital",
    "capital_acts": "a capital that acts",
    "capital_company": "a capital among places of its country",
    "capital_alone": "a capital, named alone",
    "mayor": "a mayor is named",
    "governor": "a governor is named",
    "small_world": "prominent, with little else named",
    "country_alone": "small, among places of its country",
    "kin_kind": "of the kind of its neighbours",
    "kind_word": "the kind that the name speaks of",
    "bare_region": "a region by its bare name",
    "unsupported": "nothing speaks for it",
    "siblings": "in the country of its neighbours in a list",
}


def page(document: Document, explained: Iterable[Explained]) -> str:
    """Return the explanation of a document as text to read."""
    lines = [document.id]
    for item in explained:
        lines += _mention(item)
    if len(lines) == 1:
        lines.append("  no place is named")
    return "\n".join(lines) + "\n\n"


def _mention(item: Explained) -> Iterator[str]:
    answer, mention = item.resolution, item.resolution.mention
    place = answer.place
    meant = _place(place) if place else "no place"
    yield (
        f"  {mention.span.start}-{mention.span.end} {mention.text!r}, {mention.usage.value}: "
        f"{meant}, confidence {answer.confidence:.2f}"
    )
    yield f"    why: {answer.reason}"
    yield f"    used: {mention.usage_reason}"
    if item.toponym is not None:
        shown = "; ".join(
            f"{_SIGNS.get(name, name)} {_quoted(name, category)}{weight:+.2f}"
            for name, category, weight in item.signs[:_SHOWN]
        )
        yield f"    a toponym at {item.toponym:.2f}: {shown}"
    for weighed in item.weighed[:_SHOWN]:
        yield f"    {_candidate(weighed)}"
    if len(item.weighed) > _SHOWN:
        yield f"    ... and {len(item.weighed) - _SHOWN} more"


def _quoted(name: str, category: str) -> str:
    """Return the words looked at; of a class of words nothing, its letters say little."""
    words = category.replace("^", "").strip()
    return f"{words!r} " if name in _WORDS and len(words) > 1 else ""


def _candidate(weighed: Weighed) -> str:
    shown = ", ".join(
        f"{_FEATURES.get(name, name)} {added:+.1f}" for name, added in weighed.features[:_SHOWN]
    )
    place = weighed.candidate.place
    return f"{weighed.chance:.3f} {_place(place)}: {shown or 'nothing'} = {weighed.score:+.1f}"


def _place(place: Place) -> str:
    parts = [place.name, f"{place.kind.value}"]
    parts += [p for p in (place.admin1, place.country) if p and p != place.name]
    return ", ".join(parts)


def row(item: Explained) -> dict[str, Any]:
    """Return the explanation of a mention as JSON."""
    return {
        "toponym": item.toponym,
        "usage_reason": item.resolution.mention.usage_reason,
        "signs": [list(sign) for sign in item.signs],
        "weighed": [
            {
                "geonameid": w.candidate.place.geonameid,
                "name": w.candidate.place.name,
                "kind": w.candidate.place.kind.value,
                "country": w.candidate.place.country,
                "admin1": w.candidate.place.admin1,
                "chance": w.chance,
                "score": w.score,
                "features": dict(w.features),
            }
            for w in item.weighed
        ],
    }
