"""Read corpora of annotated place names for training and measuring."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Gold(NamedTuple):
    """An annotated name: where it stands and, where known, what it means."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    geonameid: int | None


class Text(NamedTuple):
    """A document with its names, and with spans that are surely something else."""

    corpus: str
    id: str
    group: str
    """Outlet or source: kept together in cross-validation."""
    text: str
    gold: tuple[Gold, ...]
    other: tuple[tuple[int, int, str], ...] = ()
    complete: bool = True
    """Whether everything that is not gold is known to be no place."""


def toponyms(path: Path, corpus: str) -> Iterator[Text]:
    """Yield the documents of LGL or TR-News."""
    for number, article in enumerate(ET.parse(path).getroot()):  # noqa: S314 - local corpora
        text = article.findtext("text") or ""
        gold = []
        used: set[tuple[int, int]] = set()
        for row in article.iter("toponym"):
            phrase = row.findtext("phrase") or ""
            start = _settled(text, int(row.findtext("start") or 0), phrase, used)
            if start is None:
                continue
            used.add((start, start + len(phrase)))
            tag = row.find("gaztag")
            lat = None if tag is None else tag.findtext("lat")
            lon = None if tag is None else tag.findtext("lon")
            known = None if tag is None else tag.get("geonameid")
            gold.append(
                Gold(
                    start,
                    start + len(phrase),
                    float(lat) if lat else None,
                    float(lon) if lon else None,
                    int(known) if known and known.isdigit() else None,
                )
            )
        yield Text(
            corpus,
            article.get("docid") or str(number),
            (article.findtext("domain") or "").strip(),
            text,
            tuple(sorted(gold)),
        )


def _settled(text: str, start: int, phrase: str, used: set[tuple[int, int]]) -> int | None:
    """Return where an annotated phrase really stands: offsets in TR-News are off at times."""
    if start >= 0 and text[start : start + len(phrase)] == phrase:
        return start
    places = []
    at = text.find(phrase, max(0, start - 40))
    while 0 <= at <= start + 40:
        if (at, at + len(phrase)) not in used:
            places.append(at)
        at = text.find(phrase, at + 1)
    return min(places, key=lambda p: abs(p - start), default=None)


def conll(path: Path, *, lines_a_text: int = 400) -> Iterator[Text]:
    """Yield runs of sentences of a CoNLL file; its places are gold, persons and others known."""
    words: list[str] = []
    spans: list[tuple[int, int, str]] = []
    size = count = number = 0
    last = "O"
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        parts = line.split()
        if len(parts) < 2:
            words.append("\n")
            size += 1
            last = "O"
        else:
            word, tag = parts[0], parts[-1]
            kind = tag[2:].lower() if tag != "O" else "O"
            if kind != "O":
                if kind == last and not tag.startswith("B-"):
                    spans[-1] = (spans[-1][0], size + len(word), kind)
                else:
                    spans.append((size, size + len(word), kind))
            last = kind
            words.append(word + " ")
            size += len(word) + 1
        count += 1
        if count >= lines_a_text and not parts:
            yield _text(path.stem, number, "".join(words), spans)
            words, spans, size, count, last = [], [], 0, 0, "O"
            number += 1
    if words:
        yield _text(path.stem, number, "".join(words), spans)


_PLACES = frozenset({"loc", "location", "geo-loc"})


def _text(stem: str, number: int, text: str, spans: list[tuple[int, int, str]]) -> Text:
    gold = tuple(Gold(s, e, None, None, None) for s, e, kind in spans if kind in _PLACES)
    other = tuple(s for s in spans if s[2] not in _PLACES)
    return Text(stem, f"{stem}-{number}", stem, text, gold, other)


def re3d(folder: Path) -> Iterator[Text]:
    """Yield the documents of re3d; Location spans are gold."""
    for source in sorted(p for p in folder.iterdir() if p.is_dir()):
        texts = _rows(source / "documents.json")
        entities = _rows(source / "entities.json")
        for row in texts:
            mine = [e for e in entities if e["documentId"] == row["_id"]]
            spots = sorted({(e["begin"], e["end"]) for e in mine if e["type"] == "Location"})
            other = tuple(
                (e["begin"], e["end"], e["type"].lower())
                for e in mine
                if e["type"] in ("Person", "Organisation", "Nationality")
            )
            yield Text(
                "re3d", row["_id"], source.name, row["text"],
                tuple(Gold(s, e, None, None, None) for s, e in spots), other,
            )  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def everything(corpora: Path) -> list[Text]:
    """Return all training texts of a folder of corpora."""
    texts = [
        *toponyms(corpora / "lgl.xml", "lgl"),
        *toponyms(corpora / "TR-News.xml", "trnews"),
        *re3d(corpora / "re3d"),
    ]
    for path in sorted((corpora / "ner").iterdir()):
        texts += conll(path)
    return texts
