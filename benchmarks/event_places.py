"""Where verbs happen: the share of verbs whose set of places is exactly right.

    python benchmarks/event_places.py CORPUS.json [--held-out] [--errors N]

CORPUS.json is a list of ``{"text", "verb": {"text", "start", "end"}, "locations": [{"text"}]}``.
A third, chosen by the hash of the text, is set aside: ``--held-out`` scores it. Beside geomap's
answer stands the baseline that takes the toponym nearest to the verb.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from geomap import events, pipeline
from geomap.documents import from_text
from geomap.events import frames, groups, placing, story
from geomap.events.frame import STRONG, Frame
from geomap.events.lexicon import Trigger
from geomap.events.sentence import FoundPlace, FoundTrigger, Sentence
from geomap.events.unlisted import by_name
from geomap.gazetteer import Gazetteer
from geomap.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.context import Setting
    from geomap.events.lexicon import PhraseTable
    from geomap.model import Document, Resolution

Row = dict[str, Any]
ANY_VERB = Trigger(word="any", pos="v", role="any", kind=None, example="")


def held_out(row: Row) -> bool:
    """Whether a row belongs to the third that is set aside."""
    return hashlib.sha256(row["text"].strip().encode()).digest()[0] % 3 == 0


def wanted(row: Row) -> frozenset[str]:
    """Return the folded names of the places that the corpus gives a verb."""
    return frozenset(fold(place["text"].strip(" ,.;")) for place in row["locations"])


def answers(
    row: Row, gazetteer: Gazetteer, shared: Setting
) -> tuple[frozenset[str], frozenset[str]]:
    """Return what geomap says and what the nearest toponym would be, as folded names."""
    document = from_text(row["text"])
    resolutions = pipeline.resolved(document, gazetteer)
    found = scenes(document, resolutions, row, shared)
    middle = (row["verb"]["start"] + row["verb"]["end"]) / 2
    near = sorted(resolutions, key=lambda r: abs(r.mention.span.start - middle))[:1]
    return (
        frozenset(fold(name) for name in found),
        frozenset(fold(r.mention.text) for r in near),
    )


def scenes(
    document: Document, resolutions: tuple[Resolution, ...], row: Row, shared: Setting
) -> list[str]:
    """Return the names of the places where the verb of a row happens, by its sentence."""
    at = row["verb"]["start"]
    for article in document.articles:
        for sentence in story.analysed(document, article, resolutions, knowing(row, shared)):
            if sentence.span.start <= at < sentence.span.end:
                return places_of(by_name(sentence), at)
    return []


class WithVerb:
    """The table of triggers and one verb more: the one that a row asks for."""

    def __init__(self, triggers: PhraseTable[Trigger], word: str) -> None:
        self._triggers, self._word = triggers, word

    def hits(self, words: Sequence[str]) -> dict[int, tuple[int, list[Trigger]]]:
        """Return what the table has at each word, and the verb where it has nothing."""
        verbs = {i: (1, [ANY_VERB]) for i, word in enumerate(words) if word == self._word}
        return dict(sorted((verbs | self._triggers.hits(words)).items()))

    def at(self, words: Sequence[str], index: int) -> tuple[int, list[Trigger]] | None:
        """Return the longest phrase of the table that begins at a word."""
        return self._triggers.at(words, index)


def knowing(row: Row, shared: Setting) -> Setting:
    """Return a setting whose lexicon holds the verb of a row, so that clauses are cut by it."""
    triggers = cast(
        "PhraseTable[Trigger]", WithVerb(shared.lexicon.triggers, row["verb"]["text"].lower())
    )
    return replace(shared, lexicon=replace(shared.lexicon, triggers=triggers))


def places_of(sentence: Sentence, at: int) -> list[str]:
    """Return the places of the verb at an offset: those of its frame, else by its grammar."""
    index = next((i for i, w in enumerate(sentence.words) if w.end > at), None)
    if index is None:
        return []
    told = groups.grouped(frames.frames_of(sentence))
    parts = [f for g in told for f in g.frames if f.part_of is not None and is_of(f, index)]
    for group in told:
        own = [f for f in group.frames if is_of(f, index)]
        if own:
            sure = [f for f in (*own, *group.frames) if f.places and f.place_score >= STRONG][:1]
            spots = {p.start: (f, p) for f in (*sure, *parts) for p in f.places}
            return [n for _, (f, p) in sorted(spots.items()) for n in named(sentence, f, [p])]
    found = FoundTrigger(start=index, end=index + 1, trigger=ANY_VERB)
    clause = sentence.clause(index)
    passive = frames.is_passive(sentence, found, clause)
    bare = Frame(trigger=found, clause=clause, role="any", kind=None, passive=passive)
    placed = placing.with_place(sentence, bare)
    return named(sentence, placed, placed.places)


def is_of(frame: Frame, index: int) -> bool:
    """Whether a frame is told by the verb at a token: of "two in A and four in B" there are two."""
    return frame.trigger.start <= index < frame.trigger.end


def named(sentence: Sentence, frame: Frame, places: Sequence[FoundPlace]) -> list[str]:
    """Return the names that a frame is sure of; "Somalia's capital" is named by its owner, too."""
    if frame.place_score < STRONG:
        return []
    ends = [p for place in places for p in both_ends(sentence, place)]
    return [sentence.said(described_from(sentence, p), p.end) for p in ends]


def both_ends(sentence: Sentence, place: FoundPlace) -> list[FoundPlace]:
    """Return the two names of "between A and B", which geomap reads as one place."""
    relation = place.resolution.mention.relation
    if relation is None or relation.kind != "between":
        return [place]
    return [
        p
        for p in sentence.places
        if p is place
        or (abs(p.start - place.start) <= 6 and {"and"} >= set(sentence.lower[place.end : p.start]))
    ]


def described_from(sentence: Sentence, place: FoundPlace) -> int:
    """Return where the name of a place begins: a description begins with its owner."""
    start = place.start
    if sentence.words[start].text[0].islower() and sentence.lower[start - 1 : start] == ["'s"]:
        return max(0, start - 2)
    return start


def same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets name the same places: "Kherson" and "Kherson region" are one."""
    return len(one) == len(other) and all(any(a in b or b in a for b in other) for a in one)


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    given = parser.parse_args()
    rows = json.loads(given.corpus.read_text(encoding="utf-8"))
    rows = [row for row in rows if held_out(row) is given.held_out]
    gazetteer = Gazetteer.open()
    shared = events.setting(gazetteer)
    right = nearest = 0
    wrong: list[str] = []
    for row in rows:
        ours, near = answers(row, gazetteer, shared)
        hit = same(wanted(row), ours)
        right += hit
        nearest += same(wanted(row), near)
        if not hit:
            wrong.append(
                f"{sorted(ours)} for {sorted(wanted(row))} [{row['verb']['text']}] {row['text']}"
            )
    total = len(rows)
    print(f"verbs {total}  exactly right {right / total:.3f}  nearest {nearest / total:.3f}")
    for line in wrong[: given.errors]:
        print(line[:400])


if __name__ == "__main__":
    main()
