"""Score answers about places against annotated texts: recognition, resolution and both."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geomap.geo import distance_km
from geomap.model import Article, Block, Document, Resolution, Role, Span

if TYPE_CHECKING:
    from place_corpora import Gold, Text

NEAR_KM = 161.0


def document_of(text: Text) -> Document:
    """Wrap a text as one article with one block a paragraph."""
    blocks, at = [], 0
    for line in text.text.split("\n"):
        if line.strip():
            blocks.append(Block(span=Span(start=at, end=at + len(line)), role=Role.BODY))
        at += len(line) + 1
    span = Span(start=0, end=len(text.text))
    article = Article(id=text.id, span=span, blocks=tuple(blocks))
    return Document(id=text.id, text=text.text, articles=(article,))


class Tally:
    """Counts of one corpus."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.spurious: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.bins: list[tuple[float, bool]] = []

    def add(self, text: Text, answers: tuple[Resolution, ...]) -> None:
        """Judge the answers for one text: exact pairs first, then overlapping ones."""
        gold = list(text.gold)
        pairs: dict[int, int] = {}
        spans = [(a.mention.span.start, a.mention.span.end) for a in answers]
        places = {(g.start, g.end): n for n, g in enumerate(gold)}
        for number, span in enumerate(spans):
            if span in places:
                pairs[number] = places[span]
        self.counts["exact"] += len(pairs)
        used = set(pairs.values())
        for number, (start, end) in enumerate(spans):
            if number not in pairs:
                for n, g in enumerate(gold):
                    if n not in used and g.start < end and start < g.end:
                        pairs[number] = n
                        used.add(n)
                        break
        self.counts["gold"] += len(gold)
        self.counts["found"] += len(spans)
        self.counts["overlap"] += len(pairs)
        self.counts["gold_located"] += sum(g.lat is not None for g in gold)
        for n, g in enumerate(gold):
            if n not in used:
                self.missed[text.text[g.start : g.end]] += 1
        for number, answer in enumerate(answers):
            self.judge(answer, gold[pairs[number]] if number in pairs else None)

    def judge(self, answer: Resolution, gold: Gold | None) -> None:
        """Judge one answer against its annotation."""
        located = answer.location is not None and answer.place is not None
        if gold is None:
            self.spurious[answer.mention.text] += 1
            self.counts["answered"] += located
            return
        if gold.lat is None:
            return
        self.counts["pairs"] += 1
        if not located:
            return
        self.counts["answered"] += 1
        self.counts["located"] += 1
        assert answer.location is not None
        away = distance_km(answer.location.lat, answer.location.lon, gold.lat, gold.lon or 0.0)
        right = away <= NEAR_KM
        self.counts["near"] += right
        self.bins.append((answer.confidence, right))
        if not right and answer.place is not None:
            self.wrong[f"{answer.mention.text}>{answer.place.admin1},{answer.place.country}"] += 1

    def figures(self) -> tuple[float, float]:
        """Return F1 end to end and F1 of recognition by overlap."""
        c = self.counts
        return (
            2 * c["near"] / max(1, c["answered"] + c["gold_located"]),
            2 * c["overlap"] / max(1, c["found"] + c["gold"]),
        )

    def line(self) -> str:
        """Return the figures on one line."""
        c = self.counts
        return (
            f"exact {f1(c['exact'], c['found'], c['gold'])}  "
            f"overlap {f1(c['overlap'], c['found'], c['gold'])}  "
            f"acc@161 {c['near'] / max(1, c['located']):.3f} of {c['located']}/{c['pairs']}  "
            f"end to end {f1(c['near'], c['answered'], c['gold_located'])}  "
            f"calibration error {calibration_error(self.bins):.3f}"
        )


def f1(right: int, found_count: int, gold: int) -> str:
    """Return precision, recall and F1 as text."""
    p, r = right / max(1, found_count), right / max(1, gold)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def calibration_error(bins: list[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten bins of confidence."""
    total = 0.0
    for n in range(10):
        inside = [(c, r) for c, r in bins if n / 10 <= c < (n + 1) / 10 or (n == 9 and c >= 1.0)]
        if inside:
            total += abs(sum(c for c, _ in inside) - sum(r for _, r in inside))
    return total / max(1, len(bins))


def reliability(bins: list[tuple[float, bool]]) -> str:
    """Return, for each tenth of confidence, how many answers had it and how many were right."""
    cells = []
    for n in range(10):
        inside = [r for c, r in bins if n / 10 <= c < (n + 1) / 10 or (n == 9 and c >= 1.0)]
        if inside:
            cells.append(f"{n / 10:.1f}: {sum(inside) / len(inside):.2f} of {len(inside)}")
    return "right at confidence " + ", ".join(cells)
