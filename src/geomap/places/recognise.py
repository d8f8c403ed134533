"""Find the toponyms of a document: gazetteer names, judged by what stands around them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.model import Mention, Role, Span, Usage
from geomap.places.descriptions import descriptions, may_describe
from geomap.places.features import features, read_discourse
from geomap.places.lexicon import ORGANISATION_WORDS, PLACE_PREPOSITIONS, REGION_WORDS
from geomap.places.model import load
from geomap.places.names import Names
from geomap.places.relations import relation_of
from geomap.places.reported import raised
from geomap.places.rules import OUT, by_rule
from geomap.places.scan import LOWER, TITLE, UNCASED, Scan
from geomap.places.spans import Hit, hits
from geomap.places.unlisted import QUARTERS, UNLISTED, is_of_city, unlisted
from geomap.places.usage import Use, usage_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.gazetteer import Gazetteer
    from geomap.model import Article, Document
    from geomap.places.descriptions import Description
    from geomap.places.model import Linear

__all__ = ["Judged", "found", "judged", "names_of", "recognise", "traced"]

THRESHOLD = -0.4
"""Log odds above which a span is taken for a toponym."""

_SEGMENT = 40_000
"""Characters that are read as one discourse, so that time grows linearly with length."""


class Judged(NamedTuple):
    """A span with the log odds that it is a toponym here."""

    scan: Scan
    hit: Hit
    score: float

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.scan.starts[self.hit.first]

    @property
    def end(self) -> int:
        """Where it ends in the text; the full stop of an abbreviation belongs to it."""
        end = self.scan.end(self.hit.last)
        if self.hit.written == "abbreviation" and self.scan.text[end : end + 1] == ".":
            return end + 1
        return end


@lru_cache(maxsize=4)
def names_of(gazetteer: Gazetteer) -> Names:
    """Return the remembered names of a gazetteer."""
    return Names(gazetteer)


def segments(article: Article, text: str, roles: frozenset[Role]) -> Iterator[list[Scan]]:
    """Yield the blocks of an article that are read, in runs of bounded length."""
    run: list[Scan] = []
    size = 0
    for block in article.blocks:
        if block.role not in roles:
            continue
        for start in range(block.span.start, block.span.end, _SEGMENT):
            end = min(block.span.end, start + _SEGMENT)
            run.append(Scan(text, start, end))
            size += end - start
            if size >= _SEGMENT:
                yield run
                run, size = [], 0
    if run:
        yield run


def judged(scans: list[Scan], names: Names, model: Linear) -> list[list[Judged]]:
    """Return, block by block, every span that bears a name with its log odds."""
    found = [hits(scan, names) for scan in scans]
    discourse = read_discourse(scans, found)
    score = model.score
    blocks: list[list[tuple[Hit, float]]] = []
    for scan, groups in zip(scans, found, strict=True):
        starts = {group[0].first: group for group in groups}
        out: list[tuple[Hit, float]] = []
        reach = -1
        for group in groups:
            seen = features(scan, group, discourse, starts, reach=reach)
            scores = lifted(scan, group, [score(categories) for categories in seen])
            for pair in zip(group, scores, strict=True):
                reach = max(reach, pair[0].last)
                if pair[1] > OUT:
                    out.append(pair)
        blocks.append(out)
    drawn = [
        [Judged(scan, hit, log_odds) for hit, log_odds in block]
        for scan, block in zip(scans, agreed(blocks), strict=True)
    ]
    return raised(drawn, discourse.persons, THRESHOLD)


def agreed(blocks: list[list[tuple[Hit, float]]]) -> list[list[tuple[Hit, float]]]:
    """Draw the log odds of each span towards those of the same name elsewhere in the discourse."""
    sums: dict[str, float] = {}
    counts: dict[str, int] = {}
    for block in blocks:
        for hit, log_odds in block:
            key = hit.name.folded
            sums[key] = sums.get(key, 0.0) + log_odds
            counts[key] = counts.get(key, 0) + 1
    out = []
    for block in blocks:
        drawn = []
        for hit, log_odds in block:
            key = hit.name.folded
            others = counts[key] - 1
            mean = (sums[key] - log_odds) / others if others else 0.0
            drawn.append((hit, OWN * log_odds + OTHERS * mean))
        out.append(drawn)
    return out


OWN, OTHERS = 0.92, 0.35
"""Weights of a span's own log odds and of the mean of the same name's other spans."""


_LISTED = 2.0
"""What a name gets at least whose kind ends the list that it stands in."""


def lifted(scan: Scan, group: list[Hit], scores: list[float]) -> list[float]:
    """Put a region before its bare name ("Donetsk region") and count hand-written names for more.

    The corpora, of American local news for the most part, cannot teach either.
    """
    reach = -1
    found = []
    for hit, score in zip(group, scores, strict=True):
        last, name, log_odds = hit.last, hit.name, score
        if last > hit.first and name.kind in "12w" and scan.lowers[last] in REGION_WORDS:
            log_odds = max(0.0, *scores) + 1.0
            reach = max(reach, last)
        elif name.listed and name.kind in "faw":
            log_odds += 1.5
        elif name.own:  # its user expects it in the text
            log_odds += 2.5 if name.common == "n" else 1.0
        elif hit.written == "listed":
            log_odds = max(log_odds, _LISTED)
        rule = by_rule(scan, hit)
        log_odds = OUT if rule == OUT else log_odds + rule
        if scan.shapes[hit.first] == UNCASED:  # no capitals to go by: only towns of some size
            log_odds = 1.0 if name.pop_bin >= 5 and len(name.folded) > 2 else OUT
        found.append(log_odds)
    if reach >= 0:
        return [OUT if hit.last < reach else score for hit, score in zip(group, found, strict=True)]
    return found


def chosen(spans: list[Judged], threshold: float = THRESHOLD) -> list[Judged]:
    """Return the spans taken: the best first, none overlapping, in order of the text."""
    taken: list[Judged] = []
    covered: set[int] = set()
    for span in sorted(
        (s for s in spans if s.score > threshold),
        key=lambda s: (-(s.score + 0.5 * (s.hit.last - s.hit.first)), s.hit.first),
    ):
        words = range(span.hit.first, span.hit.last + 1)
        if covered.isdisjoint(words):
            covered.update(words)
            taken.append(span)
    return sorted(taken, key=lambda s: s.hit.first)


def recognise(
    document: Document, gazetteer: Gazetteer, *, demonyms: bool = False, datelines: bool = False
) -> tuple[Mention, ...]:
    """Return the toponyms of a document in order of the text, with how each is used.

    ``demonyms`` adds the names of peoples ("Ukrainians"); ``datelines`` those of datelines.
    """
    return found(document, gazetteer, load("mentions"), demonyms=demonyms, datelines=datelines)


def found(
    document: Document,
    gazetteer: Gazetteer,
    model: Linear,
    *,
    demonyms: bool = False,
    datelines: bool = False,
) -> tuple[Mention, ...]:
    """Do what ``recognise`` does with weights of one's own."""
    names = names_of(gazetteer)
    roles = _roles(datelines=datelines)
    mentions: list[Mention] = []
    for article in document.articles:
        for run in segments(article, document.text, roles):
            for scan, spans in zip(run, judged(run, names, model), strict=True):
                mentions += _of_block(document.id, scan, chosen(spans), demonyms=demonyms)
    mentions.sort(key=lambda m: (m.span.start, m.span.end))
    return tuple(mentions)


def traced(
    document: Document, gazetteer: Gazetteer, model: Linear, *, datelines: bool = False
) -> dict[tuple[int, int], tuple[float, tuple[str, ...]]]:
    """Return, by start and end, the log odds of each span in the end and what it looks like."""
    names = names_of(gazetteer)
    out: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {}
    for article in document.articles:
        for run in segments(article, document.text, _roles(datelines=datelines)):
            found = [hits(scan, names) for scan in run]
            discourse = read_discourse(run, found)
            scores = {
                (span.scan, span.hit): span.score
                for spans in judged(run, names, model)
                for span in spans
            }
            for scan, groups in zip(run, found, strict=True):
                starts = {group[0].first: group for group in groups}
                reach = -1
                for group in groups:
                    seen = features(scan, group, discourse, starts, reach=reach)
                    for hit, categories in zip(group, seen, strict=True):
                        if (scan, hit) in scores:
                            span = Judged(scan, hit, scores[scan, hit])
                            out[span.start, span.end] = span.score, categories
                    reach = max([reach, *(hit.last for hit in group)])
    return out


@cache
def _roles(*, datelines: bool) -> frozenset[Role]:
    return frozenset(r for r in Role if r.is_text or (datelines and r is Role.DATELINE))


def _of_block(doc: str, scan: Scan, spans: list[Judged], *, demonyms: bool) -> list[Mention]:
    """Return the mentions of a block: what was chosen, and what no gazetteer lists."""
    extra: list[Mention] = []
    replaced: set[int] = set()
    bounds = [(span.start, span.end) for span in spans]
    for begin, end, word in unlisted(scan):
        start = begin
        over = [n for n, (s, e) in enumerate(bounds) if s < end and start < e]
        if over and bounds[over[0]][0] == start:
            own = _behind_owner(scan.text, bounds[over[0]][1], end)
            if own and (" " in scan.text[own:end] or len(over) > 1):  # "Ankara's Kizilay Square"
                start, over = own, over[1:]
        if any(bounds[n][0] <= start and bounds[n][1] >= end for n in over) or any(
            bounds[n][0] < start or bounds[n][1] > end for n in over
        ):
            continue
        if over and word in QUARTERS:  # "Podil district": Podil itself may be known
            district = "2" in spans[over[0]].hit.name.kinds
            if district or not is_of_city(scan, start, end):
                continue
        replaced.update(over)
        extra.append(_plain(doc, scan, start, end, f"called a {word.rstrip('.')}; {UNLISTED}"))
    listed = [m.span for m in extra]
    for start, end in _before_regions(scan, spans):
        if any(span.start < end and start < span.end for span in listed):
            continue
        extra.append(_plain(doc, scan, start, end, f"stands before what holds it; {UNLISTED}"))
    owners: set[int] = set()
    for what in (
        descriptions(scan.text, scan.begin, scan.stop, bounds) if may_describe(scan) else ()
    ):
        if what.owner is not None:
            if _names_itself(scan, spans[what.owner], what):
                continue  # "the summer capital of Srinagar" is Srinagar
            owners.add(what.owner)
        reason = "describes a place without naming it"
        extra.append(_plain(doc, scan, what.start, what.end, reason))
    found = [
        _mention(doc, span, owner=n in owners) for n, span in enumerate(spans) if n not in replaced
    ]
    return [m for m in found if demonyms or m.usage is not Usage.DEMONYM] + extra


def _plain(doc: str, scan: Scan, start: int, end: int, reason: str) -> Mention:
    """Return a mention that no name of the gazetteer was chosen for."""
    span = Span(start=start, end=end)
    return Mention(doc=doc, span=span, text=scan.text[start:end], usage_reason=reason)


def _before_regions(scan: Scan, spans: list[Judged]) -> Iterator[tuple[int, int]]:
    """Yield where unlisted names stand between "in" and ", Virginia" or ", in the Philippines"."""
    words, shapes, lowers = scan.words, scan.shapes, scan.lowers
    regions = [span for span in spans if span.hit.name.kind in "C1"]
    taken = {at for s in spans for at in range(s.hit.first, s.hit.last + 1)} if regions else set()
    for span in regions:
        comma = span.hit.first - 1
        for word in ("the", "in"):
            comma -= comma > 0 and lowers[comma] == word
        last = comma - 1
        if last < 1 or words[comma] != ",":
            continue
        first = last
        while shapes[first] == TITLE and first not in taken and last - first < _MOST_WORDS:
            first -= 1
        first += 1
        named = first <= last and lowers[first - 1] in PLACE_PREPOSITIONS
        if named and shapes[first - 1] == LOWER and lowers[last] not in ORGANISATION_WORDS:
            yield scan.starts[first], scan.ends[last]


_MOST_WORDS = 3


def _behind_owner(text: str, owner_end: int, end: int) -> int:
    """Return where the words begin that belong to a place named before them, or 0."""
    start = owner_end + len("'s ")
    owned = text[owner_end:start] in ("'s ", "’s ") and start < end
    return start if owned else 0


def _names_itself(scan: Scan, owner: Judged, what: Description) -> bool:
    """Whether a town is named behind the word for it."""
    called = scan.text[what.start : what.end].endswith(("capital", "city"))
    return called and owner.start >= what.end and owner.hit.name.kind == "s"


def _mention(doc: str, span: Judged, *, owner: bool) -> Mention:
    hit, scan = span.hit, span.scan
    name = hit.name
    use = usage_of(scan, hit.first, hit.last, kind=name.kind, seat=name.seat, written=hit.written)
    if owner and use.usage is Usage.LITERAL:
        use = Use(Usage.ASSOCIATIVE, "says whose the place described is")
    relation = relation_of(scan, hit.first, hit.last)
    start, end = span.start, span.end
    if hit.written == "demonym" and relation is not None:
        coast = relation.kind == "off" and relation.span.end > end  # "off the Yemeni coast"
        if relation.kind != "border" and not coast:
            relation = None
    return Mention(
        doc=doc,
        span=Span(start=start, end=end),
        text=scan.text[start:end],
        usage=use.usage,
        usage_reason=use.reason,
        relation=relation,
    )
