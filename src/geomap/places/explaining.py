"""Why: what made a span a toponym and what each candidate had for and against it."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from geomap.places.features import TEMPLATES
from geomap.places.model import load, load_ranker
from geomap.places.ranking import FEATURES, company_of, describe
from geomap.places.recognise import found, names_of, traced
from geomap.places.resolve import discourses, resolved
from geomap.places.senses import senses_of
from geomap.places.settling import settle

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.model import Candidate, Document, Mention, Resolution

__all__ = ["Explained", "Weighed", "explained"]

_KEPT = 8
_LEAST = 0.05
"""Contributions below this decide nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A candidate with its score and what made it up."""

    candidate: Candidate
    chance: float
    """Share of the chances of all candidates of the name, before calibration."""
    score: float
    features: tuple[tuple[str, float], ...]
    """(what it looks at, what it adds to the score), the greatest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """An answer with what decided it."""

    resolution: Resolution
    toponym: float | None
    """Chance that the span is a toponym; None for what rules alone found."""
    signs: tuple[tuple[str, str, float], ...]
    """(what was looked at, what stood there, what it adds to the log odds), the greatest first."""
    weighed: tuple[Weighed, ...]
    """The best candidates, the choice first; none for a name that no place bears."""


def explained(
    document: Document, gazetteer: Gazetteer, *, demonyms: bool = False, datelines: bool = False
) -> tuple[Explained, ...]:
    """Return the answers for a document, in order of the text, with what decided each."""
    model = load("mentions")
    mentions = found(document, gazetteer, model, demonyms=demonyms, datelines=datelines)
    seen = traced(document, gazetteer, model, datelines=datelines)
    weighed = _weighed(document, mentions, gazetteer)
    out = []
    for number, answer in enumerate(resolved(document, mentions, gazetteer, load_ranker("ranker"))):
        span = answer.mention.span
        score, categories = seen.get((span.start, span.end), (None, ()))
        signs = [
            (template, category, weight)
            for template, category, weight in zip(
                TEMPLATES, categories, model.weights(categories), strict=False
            )
            if abs(weight) >= _LEAST
        ]
        out.append(
            Explained(
                resolution=answer,
                toponym=None if score is None else round(1.0 / (1.0 + exp(-score)), 3),
                signs=tuple(sorted(signs, key=lambda sign: -abs(sign[2]))),
                weighed=weighed.get(number, ()),
            )
        )
    return tuple(out)


def _weighed(
    document: Document, mentions: tuple[Mention, ...], gazetteer: Gazetteer
) -> dict[int, tuple[Weighed, ...]]:
    """Return, by the number of the mention, its candidates with what made up their scores."""
    ranker = load_ranker("ranker")
    out: dict[int, tuple[Weighed, ...]] = {}
    for numbers in discourses(document, mentions):
        senses, _ = senses_of(document.text, mentions, numbers, names_of(gazetteer))
        settle(senses, ranker)
        company = company_of(senses)
        for sense in senses:
            table = describe(company, sense)
            order = sorted(range(len(table)), key=lambda n: (n != sense.chosen, -sense.chances[n]))
            rows = []
            for at in order[:_KEPT]:
                added = [
                    (name, round(weight * number, 3))
                    for name, weight, number in zip(
                        FEATURES, ranker.weights, table[at], strict=True
                    )
                    if abs(weight * number) >= _LEAST
                ]
                rows.append(
                    Weighed(
                        candidate=sense.candidates[at],
                        chance=round(sense.chances[at], 4),
                        score=round(ranker.score(table[at]), 3),
                        features=tuple(sorted(added, key=lambda pair: -abs(pair[1]))),
                    )
                )
            out.update(dict.fromkeys(sense.mentions, tuple(rows)))
    return out
