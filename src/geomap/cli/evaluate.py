"""``geomap evaluate``: how well places or events were found, against annotated texts."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.cli import output
from geomap.cli.options import command, day
from geomap.cli.shared import Failures, read_inputs
from geomap.errors import InputError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from geomap.cli.options import Subs
    from geomap.cli.output import Console
    from geomap.evaluate import Answer, EventScore, GoldText, PlaceScore, Rates, Reached
    from geomap.model import Document


def add(subs: Subs) -> None:
    """Add the command and its options."""
    sub = command(
        subs, "evaluate", run, "score places or events against annotated texts",
        "geomap evaluate events gold.json events.geojson --detail",
    )  # fmt: skip
    sub.add_argument("what", choices=("places", "events"))
    sub.add_argument(
        "gold",
        metavar="GOLD",
        help="places: the XML of LGL, TR-News, GeoVirus, GeoWebNews, or JSON Lines with doc, text "
        "and places; events: JSON, a list of events or an object with one under 'events'",
    )
    sub.add_argument(
        "input",
        metavar="INPUT",
        help="what geomap places or geomap events wrote; or texts to find them in now "
        "(for places, the gold file again)",
    )
    sub.add_argument("--published", type=day, metavar="DATE", help="the date of the page")
    sub.add_argument("--detail", action="store_true", help="list what was missed and made up")
    sub.add_argument("--json", action="store_true", help="JSON for other tools")


def run(arguments: Namespace, console: Console) -> int:
    """Print the scores."""
    failures = Failures(console)
    scored = (_places if arguments.what == "places" else _events)(arguments, failures)
    if scored is None:
        return failures.status(0)
    figures, lines = scored
    text = json.dumps(figures, ensure_ascii=False) if arguments.json else "\n".join(lines)
    output.write(output.STDOUT, f"{text}\n".encode())
    return failures.status(1)


def _bytes(name: str) -> bytes:
    if name == output.STDOUT:
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}; check the path") from None


# ── places ───────────────────────────────────────────────────────────────────────────────────


def _places(
    arguments: Namespace, failures: Failures
) -> tuple[dict[str, Any], Iterable[str]] | None:
    from geomap import evaluate

    gold = evaluate.place_gold(_bytes(arguments.gold), arguments.gold)
    given = _bytes(arguments.input)
    if given.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and arguments.input != arguments.gold:
        answers = evaluate.place_answers(given.decode("utf-8-sig", "replace"), arguments.input)
    else:
        answers = evaluate.place_answers("".join(_found(gold)), arguments.input)
    score = evaluate.score_places(gold, answers)
    return asdict(score), _place_lines(score, detail=arguments.detail)


def _found(gold: Iterable[GoldText]) -> Iterable[str]:
    """Yield what ``geomap places`` writes of the annotated texts."""
    from geomap import documents
    from geomap.cli.places import places_line
    from geomap.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    rows = (json.dumps({"doc": one.doc, "text": one.text}) for one in gold)
    stream = io.BytesIO("\n".join(rows).encode())
    for item in documents.iter_documents([output.STDOUT], stdin=stream):
        if isinstance(item, InputError):
            raise item
        yield places_line(item, gazetteer)


def _place_lines(score: PlaceScore, *, detail: bool) -> Iterable[str]:
    yield (
        f"documents {score.documents}, "
        f"without an answer {score.documents_without_prediction_line}, "
        f"unknown ids {score.unknown_documents}, "
        f"answers whose text differs {score.predictions_whose_text_differs}"
    )
    yield _rates("exact", score.exact)
    yield _rates("overlap", score.overlap)
    yield _reached("resolution", score.resolution)
    yield _reached("of exact ones", score.resolution_exact)
    yield _rates("end to end", score.end_to_end)
    yield _rates("e2e exact", score.end_to_end_exact)
    if detail:
        yield "missed: " + ", ".join(f"{name} {times}" for name, times in score.missed)
        yield "made up: " + ", ".join(f"{name} {times}" for name, times in score.spurious)


def _rates(name: str, one: Rates) -> str:
    return (
        f"{name:14} P {100 * one.p:5.1f}  R {100 * one.r:5.1f}  F1 {100 * one.f1:5.1f}   "
        f"({one.tp} right, {one.pred} predicted, {one.gold} gold)"
    )


def _reached(name: str, one: Reached) -> str:
    if one.acc161 is None or one.acc161_all is None:
        return f"{name:14} {one.pairs} pairs, none located"
    return (
        f"{name:14} {one.located} of {one.pairs} pairs located, within 161 km "
        f"{100 * one.acc161:.1f} % of those ({100 * one.acc161_all:.1f} % of all), "
        f"mean {one.mean_km:.0f} km, median {one.median_km:.1f} km, AUC {one.auc}"
    )


# ── events ───────────────────────────────────────────────────────────────────────────────────


def _events(
    arguments: Namespace, failures: Failures
) -> tuple[dict[str, Any], Iterable[str]] | None:
    from geomap import evaluate

    gold = evaluate.event_gold(
        _bytes(arguments.gold).decode("utf-8-sig", "replace"), arguments.gold
    )
    answers = _answers(arguments, failures)
    if answers is None:
        return None
    score = evaluate.score_events(gold, answers)
    figures = asdict(score)
    figures["attributes"] = {name: {"right": r, "of": n} for name, r, n in score.attributes}
    for name in () if arguments.detail else ("missed", "extra"):
        del figures[name]
    return figures, _event_lines(score, detail=arguments.detail)


def _answers(arguments: Namespace, failures: Failures) -> list[Answer] | None:
    """Read the events of a file, or find those of texts."""
    from geomap import documents, pipeline, record
    from geomap.evaluate import Answer
    from geomap.gazetteer import Gazetteer

    features = _features(arguments.input)
    if features is None:
        gazetteer = Gazetteer.open()
        if documents.is_events_file(arguments.input):
            found = documents.read_events(arguments.input, place_of=gazetteer.by_geonameid)
        else:
            read: tuple[Document, ...] = tuple(read_inputs([arguments.input], arguments, failures))
            if not read:
                return None
            found = pipeline.extract(read, gazetteer)
        features = [record.feature(event) for event in found]
    made = []
    for one in features:
        properties = one.get("properties")
        fields = properties if isinstance(properties, dict) else {}
        made.append(Answer.of(fields, placed=one.get("geometry") is not None))
    return made


def _features(name: str) -> list[dict[str, object]] | None:
    """Return the features of a GeoJSON file as they stand; None for anything else."""
    if not name.casefold().endswith((".geojson", ".json")):
        return None
    try:
        value = json.loads(_bytes(name))
    except ValueError:
        return None
    found = value.get("features") if isinstance(value, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else None


def _event_lines(score: EventScore, *, detail: bool) -> Iterable[str]:
    yield (
        f"events  P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}   "
        f"(predicted {score.predicted}, required {score.required})"
    )
    exact = "  ".join(f"{name} {right}/{asked}" for name, right, asked in score.attributes)
    yield f"exact   {exact}"
    yield (
        f"zeros   duplicates {score.duplicates}  markers from mere mentions "
        f"{score.markers_from_mentions}  aggregates leaked {score.aggregates_leaked}"
    )
    if detail:
        yield from (f"missed  {line}" for line in score.missed)
        yield from (f"extra   {line}" for line in score.extra)
