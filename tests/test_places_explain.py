"""What decided: geomap places --explain, and the quick ways against the slow, obvious ones."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap import places
from geomap.cli import main
from geomap.gazetteer import Gazetteer
from geomap.places.model import load_ranker
from geomap.places.ranking import company_of, describe
from geomap.places.recognise import names_of
from geomap.places.scan import Scan
from geomap.places.scoring import judge
from geomap.places.senses import senses_of
from geomap.places.settling import settle
from geomap.places.unlisted import unlisted
from test_places import gazetteer, make_document

TEXTS = [
    "Troops took two villages in the Donetsk region, Oleksiivka and Petrivske.",
    "Israel bombed Beirut and Tyre. Lebanon said Tripoli, in the north, was spared.",
    "Paris, Texas. Odessa, Texas. London, Ontario; Athens, Ga. Washington said no.",
    "Drones fell in nine regions: Sumy, Poltava and Odesa. Kharkiv Mayor Ihor Terekhov spoke.",
    "Kyiv.",
    "Clashes in Georgia: Tbilisi and Kutaisi were quiet. Georgia's governor spoke of Columbus.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_quick_scores_are_those_of_the_features(text):
    """Adding up by country and region gives what the whole table of features gives."""
    document = make_document(text)
    mentions = places.recognise(document, gazetteer(), demonyms=True)
    ranker = load_ranker("ranker")
    senses, _ = senses_of(text, mentions, list(range(len(mentions))), names_of(gazetteer()))
    settle(senses, ranker)
    company = company_of(senses)
    assert senses
    for sense in senses:
        slow = [ranker.score(numbers) for numbers in describe(company, sense)]
        assert judge(ranker).scores(company, sense) == pytest.approx(slow, abs=1e-9)


_OBVIOUS = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|m|k|bn|km)?\b"
    r"|[^\W\d_]+(?:['’ʼ‘](?![sS]\b)[^\W\d_]+)*|['’ʼ‘][sS]\b|\w+|\n|[^\w\s]"
)


@settings(max_examples=150)
@given(st.text(alphabet="aAbé.,'’ -1k_\n\t\"(S’sЖ", max_size=40))
def test_words_are_split_as_the_plain_pattern_does(text):
    """The quick split finds the words of the plain pattern, where they stand."""
    scan = Scan(text, 0, len(text))
    plain = [(m.group(), m.start(), m.end()) for m in _OBVIOUS.finditer(text)]
    assert list(zip(scan.words, scan.starts, scan.ends, strict=True)) == plain


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He left Sunny Hills Drive.", ["Sunny Hills Drive"]),
        ("He saw Otter Creek Wilderness.", ["Otter Creek Wilderness"]),
        (
            "x " * 100 + "on Old Mill Road and " + "y " * 100 + "in Cedar Park.",
            ["Old Mill Road", "Cedar Park"],
        ),
        ("The villages of Aaland and Beeland, the town of Seeford.", ["Aaland", "Seeford"]),
    ],
)  # fmt: skip
def test_streets_are_found_wherever_they_stand(text, names):
    """Looking only where such words stand misses none and cuts none off."""
    found = [text[s:e] for s, e, _ in unlisted(Scan(text, 0, len(text)))]
    assert found == names


def test_an_explanation_adds_up():
    """The shares of a name's candidates come with the features that make up their scores."""
    told = places.explain(make_document("He grew up in Paris, Texas."), gazetteer())
    paris = told[0]
    assert paris.resolution.mention.text == "Paris"
    first, second = paris.weighed[:2]
    assert first.candidate.place == paris.resolution.place
    assert first.candidate.place.admin1 == "Texas"
    assert first.chance > second.chance
    assert first.score == pytest.approx(sum(added for _, added in first.features), abs=0.3)
    assert dict(first.features)["comma"] > 0 > dict(second.features)["against_comma"]
    assert paris.toponym is not None
    assert paris.toponym > 0.5
    assert {name for name, _, _ in paris.signs} >= {"nested", "shape"}


def test_explanations_hold_the_same_answers():
    """Explaining changes no answer."""
    document = make_document("\n".join(TEXTS))
    mentions = places.recognise(document, gazetteer())
    plain = places.resolve(document, mentions, gazetteer())
    assert tuple(item.resolution for item in places.explain(document, gazetteer())) == plain


@pytest.fixture
def article(tmp_path):
    """Return the path of a short text."""
    path = tmp_path / "a.txt"
    path.write_text("He grew up in Paris, Texas. The village of Novi Zabolotya was hit.", "utf-8")
    return str(path)


def test_explain_reads_like_text(article, capsys):
    """People see the choice, the reason, the runners-up and what decided."""
    assert main(["places", article, "--explain"]) == 0
    shown = capsys.readouterr().out
    assert "'Paris', literal: Paris, settlement, Texas, US, confidence 0.9" in shown
    assert "why: the text names Texas right behind it" in shown
    assert re.search(r"\d\.\d+ Paris, settlement, Texas, US: in the place that the wording", shown)
    assert "not in the place that the wording names" in shown
    assert "no place called Novi Zabolotya is known" in shown


def test_explain_as_json_holds_candidates_and_features(article, capsys):
    """The same as data: every row of the plain output with its explanation."""
    assert main(["places", article]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert main(["places", article, "--explain", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [{k: v for k, v in row.items() if k != "explained"} for row in told["places"]] == plain[
        "places"
    ]
    paris = told["places"][0]["explained"]
    assert paris["weighed"][0]["admin1"] == "Texas"
    assert paris["weighed"][0]["features"]["comma"] > 0
    assert told["places"][-1]["explained"]["weighed"] == []


def test_little_confidence_is_left_out_on_request(tmp_path, capsys):
    """Below --min-confidence no place is given; what is not resolved stays with its reason."""
    path = tmp_path / "a.txt"
    path.write_text("Shells hit Kyiv. The village of Novi Zabolotya was hit.", "utf-8")
    assert main(["places", str(path), "--min-confidence", "0.999"]) == 0
    rows = json.loads(capsys.readouterr().out)["places"]
    assert [(row["text"], row["lat"]) for row in rows] == [("Novi Zabolotya", None)]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--min-confidence", "2"], "--min-confidence 2 is no share"),
        (["--min-confidence", "-0.1"], "--min-confidence -0.1 is no share"),
    ],
)
def test_wrong_options_are_explained(article, options, says, capsys):
    """A slip in the options tells what is allowed."""
    assert main(["places", article, *options]) == 2
    assert says in capsys.readouterr().err


def test_an_opened_gazetteer_forgets_before_memory_fills(monkeypatch):
    """What is remembered of words is dropped at a bound, and answers stay the same."""
    from geomap.places import names as module

    own = Gazetteer.open()
    document = make_document(TEXTS[1])
    before = places.recognise(document, own)
    monkeypatch.setattr(module, "_MOST_STEPS", 1)
    monkeypatch.setattr(module, "_MOST_NAMES", 1)
    assert places.recognise(document, own) == before
    assert len(names_of(own).heads) < 60
