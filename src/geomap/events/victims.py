"""Who was killed, where the text names one person."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.events.sentence import BE, DETERMINERS, FINITE, PREPOSITIONS, Sentence

if TYPE_CHECKING:
    from geomap.events.frame import Frame
    from geomap.events.quantities import Quantity

_TITLES = frozenset(
    "gen lt col maj capt sgt general colonel major captain commander mr mrs ms dr".split()
)


def named_victim(sentence: Sentence, frame: Frame, *, active: bool) -> str | None:
    """Return the name of the one person that a clause says was killed."""
    if frame.role == "killed" and active:
        return _named_object(sentence, frame)
    if frame.role not in {"killed", "died"} or not (
        frame.passive or frame.role == "died" or _has_be(sentence, frame)
    ):
        return None
    runs = _name_runs(sentence, frame)
    titled = [r for r in runs if sentence.lower[r.start].rstrip(".") in _TITLES]
    for run in titled + runs[::-1]:
        bare = [i for i in run if sentence.lower[i].rstrip(".") not in _TITLES]
        beside = run.stop == verb_group(sentence, frame)
        if len(bare) >= 2 and (titled or beside or _is_explained(sentence, frame, run)):
            return sentence.said(bare[0], run.stop)
        if len(bare) == 1 and (
            _is_surname(sentence, frame, bare[0]) if beside else _tells_age(sentence, run.stop)
        ):
            return sentence.said(bare[0], run.stop)
    return None


def names_joined(sentence: Sentence, frame: Frame) -> int:
    """Return how many more names stand beside that of a victim: "Ahmed Ali and Omar Hassan"."""
    if _is_object_of(frame):
        return 0
    runs = [r for r in _name_runs(sentence, frame) if len(r) >= 2]
    joined = 0
    for one, two in pairwise(runs):
        if sentence.lower[one.stop : two.start] in (["and"], [","], [",", "and"]):
            joined += 1
    ends = runs[-1].stop if runs else 0
    beside = ends == verb_group(sentence, frame) or sentence.lower[ends : ends + 1] == [","]
    return joined if joined and beside else 0


def _is_object_of(frame: Frame) -> bool:
    return frame.role == "killed" and not frame.passive


def _is_explained(sentence: Sentence, frame: Frame, run: range) -> bool:
    """Whether a name opens the clause and only commas explain it: "Perez, the singer, was shot"."""
    if _tells_age(sentence, run.stop):
        return True
    opens = run.start == frame.clause.start and sentence.lower[run.stop : run.stop + 1] == [","]
    return opens and sentence.lower[verb_group(sentence, frame)] == ","


def _is_surname(sentence: Sentence, frame: Frame, index: int) -> bool:
    """Whether one capital alone names somebody: "Kadirgamar was killed", not "Others were"."""
    word, lower = sentence.words[index].text, sentence.lower[index]
    single = sentence.lower[index + 1 : index + 2] in (["was"], ["has"], ["had"])
    plain = word.isalpha() and not word.isupper() and lower not in _NOBODY
    return single and plain and frame.passive


def _tells_age(sentence: Sentence, stop: int) -> bool:
    """Whether an age stands behind a name: "Olivas, 47, was killed"."""
    after = sentence.lower[stop : stop + 3]
    return after[:1] == [","] and after[2:3] == [","] and after[1].isdigit() and len(after[1]) <= 2


_NOBODY = frozenset(
    """he she it who this that one nobody none everyone another someone somebody anyone what
    everything nothing something another there which""".split()
)


def _named_object(sentence: Sentence, frame: Frame) -> str | None:
    """Return the name right behind the verb: "a bullet killed Ahmad Jawabra, 20"."""
    start = end = _past_office(sentence, frame)
    barred = {i for f in (*sentence.places, *sentence.actors) for i in range(f.start, f.end)}
    barred |= {i for t in sentence.times for i in range(t.start, t.end)}
    while end < frame.clause.stop and end not in barred and _is_capital(sentence.words[end].text):
        end += 1
    closed = end >= frame.clause.stop or sentence.lower[end] in _NAME_ENDS
    return sentence.said(start, end) if end - start >= 2 and closed else None


def _past_office(sentence: Sentence, frame: Frame) -> int:
    """Return where a name may begin: "killed | Russian war correspondent | Ivan Zuyev"."""
    end = at = frame.trigger.end
    peoples = {a.start for a in sentence.actors if a.adjective}
    while at < min(frame.clause.stop - 1, end + _OFFICE_REACH):
        word = sentence.words[at]
        plain = word.is_word and word.text[0].islower() and word.lower not in _NO_OFFICE
        if not plain and at not in peoples and word.lower not in _FAITHS:
            break
        at += 1
    return at if at > end and sentence.found("person", end, at) else end


_OFFICE_REACH = 6
_FAITHS = frozenset("sunni shiite shia hamas hezbollah taliban houthi".split())
_NO_OFFICE = DETERMINERS | PREPOSITIONS | FINITE | frozenset("and or but when as more".split())
_NAME_ENDS = frozenset(", . ; ( and in on at near as when during".split())


def _name_runs(sentence: Sentence, frame: Frame) -> list[range]:
    """Return the runs of capitalised words before the trigger that name neither place nor party."""
    barred = {i for p in sentence.places for i in range(p.start, p.end)}
    barred |= {i for a in sentence.actors for i in range(a.start, a.end)}
    runs: list[range] = []
    start = None
    for i in range(frame.clause.start, frame.trigger.start + 1):
        word = sentence.words[i]
        inside = i < frame.trigger.start and word.is_word and _is_capital(word.text)
        if inside and i not in barred and sentence.lower[i] not in DETERMINERS:
            start = i if start is None else start
        elif start is not None and not _joins_names(sentence, i, frame.trigger.start):
            runs.append(range(start, i))
            start = None
    return runs


def _is_capital(word: str) -> bool:
    """Whether a word of a name: "Ali", "al-Mutawakil"."""
    head, _, rest = word.partition("-")
    return word[0].isupper() or (head in _PARTICLES and rest[:1].isupper())


def _joins_names(sentence: Sentence, index: int, stop: int) -> bool:
    """Whether a name goes on behind a token: "Gen. Ali", "Mohammed al-Mutawakil"."""
    if index >= stop:
        return False
    joined = sentence.lower[index] in _PARTICLES and sentence.words[index + 1 : index + 3]
    if joined:
        return any(word.text[0].isupper() for word in joined)
    return sentence.lower[index] == "." or (
        sentence.words[index].text in {"-", "‑"} and sentence.lower[index - 1] in _PARTICLES
    )


_PARTICLES = frozenset("al el bin ibn abu ul van von de da del".split())


def verb_group(sentence: Sentence, frame: Frame) -> int:
    """Return where the auxiliaries before the trigger begin, a comma before them left out."""
    at = frame.trigger.start
    while at > frame.clause.start and sentence.lower[at - 1] in AUXILIARY:
        at -= 1
    return at


AUXILIARY = BE | frozenset("has have had also confirmed reportedly ,".split())


def _has_be(sentence: Sentence, frame: Frame) -> bool:
    return any(sentence.lower[i] in BE for i in range(frame.clause.start, frame.trigger.start))


def side_of(sentence: Sentence, quantity: Quantity) -> str | None:
    """Return which side a number of dead belongs to: "band" for "three attackers", else "force".

    None where it may be of both: "25 people", "twelve", "four militants and two soldiers".
    """
    after = sentence.lower[quantity.end : quantity.end + _SIDE_REACH]
    first = next((word for word in after if word in _BANDS or word in _FORCES), None)
    if first is None or "and" in after or "including" in sentence.lower:
        return None
    skipped = after[: after.index(first)]
    if any((word in PREPOSITIONS and word != "of") or not word[0].isalpha() for word in skipped):
        return None
    return "band" if first in _BANDS else "force"


_SIDE_REACH = 4
_BANDS = frozenset(
    """attackers assailants militants gunmen insurgents rebels terrorists jihadists bandits raiders
    extremists guerrillas infiltrators militiamen fighters""".split()
)
_FORCES = frozenset(
    """soldiers troops servicemen policemen police officers constables guards paramilitaries marines
    gendarmes paratroopers civilians villagers residents worshippers""".split()
)
