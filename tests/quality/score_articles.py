"""Score the events that geomap finds in tests/quality/articles against the hand-made gold.

    python tests/quality/score_articles.py [--split SPLIT] [--detail] [--only ID ...]

Without a split, dev and heldout; dev2 is the second folder, tests/quality/articles2; dev3 and
heldout3 are the third, tests/quality/articles3; dev4 is the fourth, tests/quality/articles4; dev5
is the fifth, tests/quality/articles5; dev6 to dev16 are the sixth to the sixteenth.

A prediction hits a gold event when the kinds are compatible and the point lies within the
tolerance of the gold place; both are used once, the best pairs first. Precision is over all
predictions (a hit on an optional gold event is right), recall over the required gold events.
Attributes are counted among the matched pairs. Conventions: tests/quality/articles/README.md.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geomap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ARTICLES = Path(__file__).parent / "articles"
SECOND = Path(__file__).parent / "articles2"
THIRD = Path(__file__).parent / "articles3"
FOURTH = Path(__file__).parent / "articles4"
FIFTH = Path(__file__).parent / "articles5"
SIXTH = Path(__file__).parent / "articles6"
SEVENTH = Path(__file__).parent / "articles7"
EIGHTH = Path(__file__).parent / "articles8"
NINTH = Path(__file__).parent / "articles9"
TENTH = Path(__file__).parent / "articles10"
ELEVENTH = Path(__file__).parent / "articles11"
TWELFTH = Path(__file__).parent / "articles12"
THIRTEENTH = Path(__file__).parent / "articles13"
FOURTEENTH = Path(__file__).parent / "articles14"
FIFTEENTH = Path(__file__).parent / "articles15"
SIXTEENTH = Path(__file__).parent / "articles16"
SPLITS = {
    "dev": ARTICLES,
    "heldout": ARTICLES,
    "dev2": SECOND,
    "dev3": THIRD,
    "heldout3": THIRD,
    "dev4": FOURTH,
    "dev5": FIFTH,
    "dev6": SIXTH,
    "dev7": SEVENTH,
    "dev8": EIGHTH,
    "dev9": NINTH,
    "dev10": TENTH,
    "dev11": ELEVENTH,
    "dev12": TWELFTH,
    "dev13": THIRTEENTH,
    "dev14": FOURTEENTH,
    "dev15": FIFTEENTH,
    "dev16": SIXTEENTH,
}
COUNTS = ("killed", "injured", "launched", "downed", "jammed")
ATTRIBUTES = ("kind", "date", "actor", "precision", *COUNTS)

BLOWS = {
    "drone_attack", "missile_strike", "air_strike", "rocket_attack", "shelling", "strike",
    "explosion", "mine", "debris", "casualties", "sabotage",
}  # fmt: skip
FAMILIES = (
    BLOWS,
    {"interception", "drone_attack", "missile_strike", "air_strike", "rocket_attack"},
    {"overflight", "interception", "drone_attack"},
    {"armed_clash", "territory_captured", "territory_regained", "withdrawal"},
    {"talks", "visit", "statement", "agreement"},
    {"protest", "riot"},
)
"""Kinds that may stand for each other: found, if not named exactly."""

TOLERANCE_KM = {"point": 25, "settlement": 25, "admin2": 60, "admin1": 130, "area": 350}

LOCAL = {"point", "settlement", "area"}
"""As good as each other once the point is right: "near X" is an area to some."""

Gold = dict[str, Any]
Predicted = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Score:
    """What was found, missed and invented in one article or several."""

    predicted: int = 0
    right: int = 0
    required: int = 0
    found: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Take in the numbers of another article."""
        self.predicted += other.predicted
        self.right += other.right
        self.required += other.required
        self.found += other.found
        self.asked.update(other.asked)
        self.exact.update(other.exact)

    @property
    def precision(self) -> float | None:
        """Right ones among the predicted."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Found ones among the required."""
        return self.found / self.required if self.required else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        if r is None:
            return None
        p = p or 0.0
        return 2 * p * r / (p + r) if p + r else 0.0


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two (lat, lon) in degrees, in kilometres."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (a, b))
    h = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


def kind_named(gold: Gold, kind: str) -> bool:
    """Tell whether the gold names this kind."""
    return kind == gold["type"] or kind in gold["also_acceptable_types"]


def kind_fits(gold: Gold, kind: str) -> bool:
    """Tell whether the kind is named or of the same family as the gold's."""
    return kind_named(gold, kind) or any(
        gold["type"] in family and kind in family for family in FAMILIES
    )


def place_hit(gold: Gold, predicted: Predicted) -> bool:
    """Tell whether the predicted place is the gold place, within its tolerance."""
    place, point = gold["place"], predicted["point"]
    if place["lat"] is None:
        return point is None
    if place["precision"] == "country":
        return predicted["precision"] == "country" and predicted["country"] == place["country_iso2"]
    if point is None or predicted["precision"] == "country":
        return False
    limit = place.get("tolerance_km") or TOLERANCE_KM[place["precision"]]
    return distance_km((place["lat"], place["lon"]), point) <= limit


def date_hit(gold: Gold, predicted: Predicted) -> bool:
    """Tell whether the gold day is the first or the last of the predicted days."""
    return gold["date"] is not None and gold["date"] in predicted["dates"]


def count_hit(gold: Gold, name: str, value: int | None) -> bool:
    """Tell whether a count is the gold's, or one that the gold allows too."""
    return value == gold[name] or value in gold.get("counts_also", {}).get(name, ())


def count_asked(gold: Gold, name: str, value: int | None) -> bool:
    """Tell whether a count is scored: either side has it, and "none hurt" covers both tolls."""
    if gold[name] is None and value is None:
        return False
    other = {"killed": "injured", "injured": "killed"}.get(name)
    return not (other and gold[name] is None and value == 0 and gold[other] == 0)


def precision_hit(gold: Gold, precision: str) -> bool:
    """Tell whether the predicted precision says the same as the gold's."""
    wanted = gold["place"]["precision"]
    return precision == wanted or {precision, wanted} <= LOCAL


def actor_hit(gold: Gold, actor: str | None) -> bool:
    """Tell whether the predicted actor holds the gold name, or one of its aliases."""
    names = (gold["attacker"], *gold.get("attacker_also", ()))
    return any(name.lower() in (actor or "").lower() for name in names)


def pair_points(gold: Gold, predicted: Predicted) -> float:
    """Return how well a compatible pair agrees; the best pairs are matched first."""
    return (
        2 * kind_named(gold, predicted["kind"])
        + date_hit(gold, predicted)
        + sum(gold[name] is not None and count_hit(gold, name, predicted[name]) for name in COUNTS)
        + 0.5 * gold["required"]
        + 0.25 * (gold["place"]["precision"] == predicted["precision"])
    )


def match(golds: Sequence[Gold], found: Sequence[Predicted]) -> dict[int, int]:
    """Return gold index -> predicted index, each used once, greedily by agreement."""
    pairs = sorted(
        (-pair_points(gold, predicted), g, p)
        for g, gold in enumerate(golds)
        for p, predicted in enumerate(found)
        if kind_fits(gold, predicted["kind"]) and place_hit(gold, predicted)
    )
    matched: dict[int, int] = {}
    used: set[int] = set()
    for _, g, p in pairs:
        if g not in matched and p not in used:
            matched[g] = p
            used.add(p)
    return matched


def score_attributes(score: Score, gold: Gold, predicted: Predicted) -> None:
    """Count what of a matched pair is exact."""
    checks = {
        "kind": (True, kind_named(gold, predicted["kind"])),
        "date": (gold["date"] is not None, date_hit(gold, predicted)),
        "actor": (
            gold["attacker"] is not None,
            gold["attacker"] is not None and actor_hit(gold, predicted["actor"]),
        ),
        "precision": (
            gold["place"]["lat"] is not None,
            precision_hit(gold, predicted["precision"]),
        ),
    }
    for name in COUNTS:
        value = predicted[name]
        checks[name] = (count_asked(gold, name, value), count_hit(gold, name, value))
    for name, (asked, exact) in checks.items():
        score.asked[name] += asked
        score.exact[name] += asked and exact
        if asked and not exact:
            wanted, got = attribute_pair(gold, predicted, name)
            score.notes.append(f"wrong   {name:9} {label(gold)}: {got} for {wanted}")


def attribute_pair(gold: Gold, predicted: Predicted, name: str) -> tuple[object, object]:
    """Return the wanted and the found value of an attribute, for the report."""
    wanted = {
        "kind": gold["type"],
        "actor": gold["attacker"],
        "precision": gold["place"]["precision"],
    }
    got = {"date": "..".join(predicted["dates"])}
    return wanted.get(name, gold.get(name)), got.get(name, predicted.get(name))


def label(gold: Gold) -> str:
    """Return a gold event in a few words."""
    return f"{gold['type']} {gold['place']['resolved']} {gold['date']}"


def score_article(golds: Sequence[Gold], found: Sequence[Predicted]) -> Score:
    """Score the events of one article."""
    matched = match(golds, found)
    score = Score(
        predicted=len(found),
        right=len(matched),
        required=sum(gold["required"] for gold in golds),
        found=sum(golds[g]["required"] for g in matched),
    )
    for g, gold in enumerate(golds):
        if g in matched:
            score_attributes(score, gold, found[matched[g]])
        elif gold["required"]:
            score.notes.append(f"missed  {label(gold)}")
    for p, predicted in enumerate(found):
        if p not in matched.values():
            where = f"{predicted['name']} ({predicted['precision']})"
            what = f"{predicted['kind']} {where} {'..'.join(predicted['dates'])}"
            score.notes.append(f"extra   {what} | {predicted['evidence'][:110]}")
    return score


def flat(event: Any) -> Predicted:  # geomap.model.Event
    """Return an event of geomap as the plain values that are scored."""
    place, location = event.where.place, event.where.location
    days = dict.fromkeys(str(day) for day in (event.when.start, event.when.end) if day)
    return {
        "kind": str(event.kind),
        "point": (location.lat, location.lon) if location else None,
        "precision": str(location.precision) if location else "unknown",
        "country": place.country if place else None,
        "name": place.name if place else None,
        "dates": tuple(days),
        "actor": event.actor,
        "evidence": " ".join(event.evidence[0].text.split()) if event.evidence else "",
        **{name: getattr(event.counts, name) for name in COUNTS},
    }


def folder_of(split: str | None) -> Path:
    """Return the folder that holds a split; both splits of the first set, where none is given."""
    return SPLITS[split] if split else ARTICLES


def load(split: str | None = None, only: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Return the gold files, by id, of one split or of dev and heldout."""
    golds = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder_of(split).glob("*.gold.json"))
    ]
    wanted = set(only)
    return [
        gold
        for gold in golds
        if split in (None, gold["split"]) and (not wanted or gold["id"] in wanted)
    ]


def predict(gold: dict[str, Any]) -> list[Predicted]:
    """Run geomap on the article of a gold file."""
    text = folder_of(gold["split"]) / f"{gold['id']}.txt"
    read = geomap.read(text, published=date.fromisoformat(gold["published"]))
    return [flat(event) for event in geomap.extract_events(read)]


def share(value: float | None) -> str:
    """Return a share with two decimals, or a dash where there is none."""
    return "   -" if value is None else f"{value:4.2f}"


def row(name: str, score: Score) -> str:
    """Return one line of the table."""
    numbers = f"{score.predicted:5d} {score.required:5d} {score.found:5d}"
    shares = "  ".join(share(value) for value in (score.precision, score.recall, score.f1))
    return f"{name:34}{numbers}   {shares}"


def report(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def main() -> None:
    """Score the chosen articles and print a line each, then the totals of each split."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=tuple(SPLITS))
    parser.add_argument("--detail", action="store_true", help="list misses, extras, wrong values")
    parser.add_argument("--only", nargs="+", default=(), metavar="ID", help="score these alone")
    given = parser.parse_args()
    chosen = load(given.split, given.only)
    if not chosen:
        parser.error("no article has such an id in this split; see tests/quality/articles")
    report([f"{'article':34} pred   req found      P     R    F1"])
    totals = {name: Score() for name in (*SPLITS, "all")}
    for gold in chosen:
        score = score_article(gold["events"], predict(gold))
        totals[gold["split"]].add(score)
        totals["all"].add(score)
        report([row(gold["id"], score), *(f"    {note}" for note in score.notes if given.detail)])
    splits = {gold["split"] for gold in chosen}
    for name in (given.split,) if given.split else (*sorted(splits), "all"):
        total = totals[name]
        exact = "  ".join(f"{a} {total.exact[a]}/{total.asked[a]}" for a in ATTRIBUTES)
        report([row(f"TOTAL {name}", total), f"    exact  {exact}"])


if __name__ == "__main__":
    main()
