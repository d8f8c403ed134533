"""Who says so: the speaker of a sentence, as written and as a party or a local authority."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.sentence import BE, FINITE, FoundPlace, Sentence, finite_verbs, tokens_timed
from geomap.model import ClaimStatus, EventKind, Role

if TYPE_CHECKING:
    from geomap.events.lexicon import Actor

_PRONOUNS = frozenset("it he she they".split())
_LEADING = frozenset(
    """and but while as that meanwhile later also earlier however , then so , on in the morning
    afternoon evening day when which who he she it they is""".split()
)
_PARTY_WORDS = frozenset(
    """military ministry army forces staff force troops defence defense government kremlin
    president idf command navy guard""".split()
)
_OWN_DEEDS = frozenset(
    {
        EventKind.INTERCEPTION,
        EventKind.TERRITORY_CAPTURED,
        EventKind.TERRITORY_REGAINED,
        EventKind.OVERFLIGHT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The one on whose word a sentence stands."""

    text: str
    actor: Actor | None = None
    place: FoundPlace | None = None
    """The jurisdiction in a local authority's name ("Kharkiv Mayor", "the governor of X")."""
    local: bool = False
    claiming: bool = False
    party: bool = False

    def status(self, kind: EventKind) -> ClaimStatus:
        """Return on whose word an event of a kind stands when this speaker reports it."""
        if self.claiming or (kind in _OWN_DEEDS and (self.party or self.actor is not None)):
            return ClaimStatus.CLAIMED
        return ClaimStatus.REPORTED


def speakers_of(sentence: Sentence, previous: Speaker | None) -> list[tuple[int, Speaker]]:
    """Return (token of the reporting verb, speaker); a pronoun stands for the one before."""
    speakers: list[tuple[int, Speaker]] = []
    for found in sentence.classes.get("reporting", ()):
        if sentence.lower[found.start].startswith("claim") and any(
            q.start == found.end for q in sentence.quantities
        ):
            continue  # "shelling claims two lives": nobody speaks
        if not _speaks(sentence, found.start):
            continue
        word = sentence.lower[found.end - 1]
        if word in {"to", "per", "of"} or (
            found.start + 1 < len(sentence.lower) and _inverted(sentence, found.start)
        ):
            span = _phrase_after(sentence, found.end)
        else:
            span = _phrase_before(sentence, found.start)
        if not len(span):
            continue
        head = sentence.lower[span.start : span.stop]
        if len(head) == 1 and head[0] in _PRONOUNS:
            if previous is not None:
                speakers.append((found.start, previous))
            continue
        if all(w in FINITE or w in _LEADING or not w[0].isalpha() for w in head):
            continue
        speaker = _speaker(sentence, span, found.start)
        speakers.append((found.start, speaker))
        previous = speaker
    return speakers


def _speaks(sentence: Sentence, verb: int) -> bool:
    """Whether a reporting word is an active verb: not "had been announced", not "the States"."""
    if sentence.words[verb].text[0].isupper() and verb and sentence.role is not Role.TITLE:
        return sentence.lower[verb] == "according"
    return BE.isdisjoint(sentence.lower[max(0, verb - 2) : verb])


def speaker_for(speakers: list[tuple[int, Speaker]], start: int) -> Speaker | None:
    """Return the speaker of what stands at token ``start``: the last before it, else the next."""
    if not speakers:
        return None
    before = [s for at, s in speakers if at < start]
    after = [s for at, s in speakers if at >= start]
    return before[-1] if before else (after[0] if after else None)


def _inverted(sentence: Sentence, verb: int) -> bool:
    """Whether the speaker follows: '..., said the governor'."""
    return (
        verb > 0
        and not _is_explained(sentence, verb)
        and _before_interjection(sentence, verb) is None
        and sentence.lower[verb - 1] in {",", "'", '"', "”", "’"}
        and (
            sentence.words[verb + 1].is_word
            and sentence.lower[verb + 1] not in {"that", "in", "on"}
        )
    )


def _is_explained(sentence: Sentence, verb: int) -> bool:
    """Whether an explained name is the subject: "the mayor of X, Ivan Petrenko, said six died"."""
    if sentence.lower[verb - 1] != "," or "," not in sentence.lower[: verb - 1]:
        return False
    verbs = finite_verbs(sentence)
    return verbs.isdisjoint(range(verb)) and not verbs.isdisjoint(
        range(verb + 1, len(sentence.lower))
    )


def _phrase_after(sentence: Sentence, start: int) -> range:
    end = start
    while end < len(sentence.lower) and end - start < 14:
        if sentence.lower[end] in {".", ";", '"', "who", "which"} or (
            sentence.lower[end] == "," and end - start > 0
        ):
            break
        if any(t.start == end and t.trigger.pos == "v" for t in sentence.triggers):
            break
        end += 1
    return range(start, end)


_INTERJECTIONS = (
    ("for", "its", "part"), ("for", "their", "part"), ("for", "his", "part"), ("in", "turn"),
    ("meanwhile",), ("however",), ("too",), ("also",),
)  # fmt: skip


def _before_interjection(sentence: Sentence, verb: int) -> int | None:
    """Return where the speaker ends in "the ministry, for its part, said"; None without one."""
    closes = sentence.lower[verb - 2] if verb > 2 else ""
    for phrase in _INTERJECTIONS:
        size = len(phrase)
        if phrase[-1] != closes or verb <= size + 2:
            continue
        if tuple(sentence.lower[verb - size - 1 : verb - 1]) == phrase:
            return verb - size - 2
    return None


def _phrase_before(sentence: Sentence, verb: int) -> range:
    closing = _before_interjection(sentence, verb)
    if closing is None and _is_explained(sentence, verb):
        closing = verb - 1
    clause = sentence.clause(verb if closing is None else closing - 1)
    start = clause.start
    while start < verb and (sentence.lower[start] in _LEADING or _in_time(sentence, start)):
        start += 1
    later = [i for i in range(start, verb) if sentence.lower[i] in {"later", "meanwhile"}]
    start = later[-1] + 1 if later else start
    end = verb if closing is None else closing
    while end > start and sentence.lower[end - 1] in {",", "also", "has", "had", "have"}:
        end -= 1
    for i in range(end - 1, start, -1):
        opens = sentence.lower[i] == "," and not any(
            sentence.lower[k] == "," for k in range(end, verb)
        )
        if opens and end - i > 1:
            start = i + 1
            break
    if end - start > 16:
        start = end - 16
    while start + 1 < end and sentence.lower[start] in _WHERE_FROM:
        start += 1
    return range(start, end)


_WHERE_FROM = frozenset({"neighbouring", "neighboring", "nearby"})
"""Words before a speaker's name that are none of it: "neighbouring Jordan said"."""


def _in_time(sentence: Sentence, index: int) -> bool:
    return index in tokens_timed(sentence)


def _speaker(sentence: Sentence, span: range, verb: int) -> Speaker:
    words = set(sentence.lower[span.start : span.stop])
    actor = next((a.actor for a in sentence.actors if a.start in span), None)
    if actor is None and words & {"ministry", "military"}:  # "the Defense Ministry said in Moscow"
        seat = [a for a in sentence.actors if 0 < a.start - verb <= 3]
        stands = seat and sentence.lower[seat[0].start - 1] == "in"
        actor = seat[0].actor if stands else None
    place = next(
        (
            p
            for p in sentence.places
            if p.start in span and "-" not in p.resolution.mention.text  # "Moscow-installed"
        ),
        None,
    )
    local = bool(sentence.found("local_authority", span.start, span.stop))
    claiming = bool(sentence.found("claiming", verb, verb + 1))
    own = [a for a in sentence.actors if a.start in span and a.end - a.start >= len(span) - 1]
    party = bool(words & _PARTY_WORDS) or bool(own)
    return Speaker(
        text=sentence.said(span.start, span.stop).strip(" ,'\"’”"),
        actor=actor,
        place=place,
        local=local and not words & {"ministry", "minister"},
        claiming=claiming,
        party=party,
    )
