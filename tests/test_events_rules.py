"""The conventions of event coding, one table a convention.

Each case is a text and the events that a careful coder reads in it: kind, place, actor, day and
counts. Texts are published on Thursday 12 June 2025.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from geomap import events, pipeline
from geomap.documents import from_text, mark_copies
from geomap.gazetteer import Gazetteer
from geomap.model import Event, Precision

PUBLISHED = date(2025, 6, 12)
HEADLINE = "What the day brought\n\n"


@dataclass(frozen=True)
class Want:
    kind: str
    place: str | None
    actor: str | None = None
    day: str | None = None
    counts: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def read(text: str, gazetteer: Gazetteer, published: date | None = PUBLISHED) -> tuple[Event, ...]:
    document = from_text(HEADLINE + text, published=published)
    return events.extract(pipeline.locate([document], gazetteer), gazetteer)


def told(event: Event) -> Want:
    day = event.when.end or event.when.start
    counts = {
        name: value
        for name in ("killed", "injured", "launched", "downed", "jammed")
        if (value := getattr(event.counts, name)) is not None
    }
    place = event.where.place.name if event.where.place and event.where.location else None
    return Want(event.kind.value, place, event.actor, day.isoformat() if day else None, counts)


def check(text: str, wanted: list[Want], gazetteer: Gazetteer) -> None:
    found = [told(e) for e in read(text, gazetteer)]
    shown = "\n".join(map(str, found))
    assert len(found) == len(wanted), shown
    for want in wanted:
        assert any(_meets(f, want) for f in found), f"no {want} in\n{shown}"


def _meets(found: Want, want: Want) -> bool:
    return (
        found.kind == want.kind
        and found.place == want.place
        and (want.actor is None or found.actor == want.actor)
        and (want.day is None or found.day == want.day)
        and all(found.counts.get(k) == v for k, v in want.counts.items())
    )


W = Want

UNIT = {
    "caption and mayor add evidence, not events": (
        (
            "Russian drones hit Kharkiv overnight, and 18 people were injured, officials said. "
            "Kharkiv Mayor Ihor Terekhov said Russian drones targeted residential districts."
        ),
        [W("drone_attack", "Kharkiv", "Russia", "2025-06-12", {"injured": 18})],
    ),
    "two towns are two events": (
        (
            "A Russian missile hit Odesa on Monday and killed two people. On Tuesday a drone hit "
            "Chernihiv and wounded four people."
        ),
        [
            W("missile_strike", "Odesa", "Russia", "2025-06-09", {"killed": 2}),
            W("drone_attack", "Chernihiv", None, "2025-06-10", {"injured": 4}),
        ],
    ),
    "one number for several places is repeated at none": (
        "Russian shelling of Kherson and Nikopol on Wednesday wounded five people.",
        [
            W("shelling", "Kherson", "Russia", "2025-06-11"),
            W("shelling", "Nikopol", "Russia", "2025-06-11"),
        ],
    ),
}

PLACE = {
    "a region is a region": (
        "One person was killed in the Kherson region by Russian shelling, police said.",
        [W("shelling", "Kherson Oblast", "Russia", None, {"killed": 1})],
    ),
    "appositive villages, not their container": (
        "Russian troops captured two villages in the Donetsk region, Oleksiivka and Petrivske.",
        [
            W("territory_captured", "Oleksiivka", "Russia"),
            W("territory_captured", "Petrivske", "Russia"),
        ],
    ),
    "the origin is no place": (
        "Rockets fired from Lebanon hit Haifa on Sunday and wounded two people.",
        [W("rocket_attack", "Haifa", None, "2025-06-08", {"injured": 2})],
    ),
    "a bordering country is no place": (
        "Air defences downed 12 drones over the Belgorod region, which borders Ukraine, on Sunday.",
        [W("interception", "Belgorod Oblast", None, "2025-06-08", {"downed": 12})],
    ),
    "the speaker's seat is no place": (
        "The defence ministry in Moscow said its forces shelled Nikopol on Sunday.",
        [W("shelling", "Nikopol", "Russia", "2025-06-08")],
    ),
    "carried over from the sentence before": (
        (
            "Air defences downed 41 Ukrainian drones over the Belgorod region on Thursday. "
            "Three people were injured, the governor said."
        ),
        [
            W("interception", "Belgorod Oblast", "Ukraine", "2025-06-12", {"downed": 41}),
            W("strike", "Belgorod Oblast", "Ukraine", "2025-06-12", {"injured": 3}),
        ],
    ),
    "outside of a country's territory is nowhere on the map": (
        "Israel's military said it was intercepting Iranian drones outside of Israeli territory.",
        [W("interception", None, "Iran")],
    ),
}

COUNTS = {
    "the noun carries over": (
        "Two people were killed and six were injured in Nikopol by Russian shelling.",
        [W("shelling", "Nikopol", "Russia", None, {"killed": 2, "injured": 6})],
    ),
    "a subgroup lies inside the total": (
        "A Russian missile attack on Ternopil injured 18 people, including four children.",
        [W("missile_strike", "Ternopil", "Russia", None, {"injured": 18})],
    ),
    "a subgroup before the verb": (
        "In Kharkiv 18 people, including four children, were injured by a Russian drone attack.",
        [W("drone_attack", "Kharkiv", "Russia", None, {"injured": 18})],
    ),
    "launched, downed and jammed are kept apart": (
        (
            "Russia launched 63 drones at Ukraine overnight. Air defences destroyed 28 drones "
            "while another 21 were jammed, the Ukrainian air force said."
        ),
        [
            W(
                "drone_attack",
                "Ukraine",
                "Russia",
                "2025-06-12",
                {"launched": 63, "downed": 28, "jammed": 21},
            )
        ],
    ),
    "shares of a wave": (
        "Of 117 drones that Russia sent against Ukraine overnight, 74 were shot down.",
        [W("drone_attack", "Ukraine", "Russia", None, {"launched": 117, "downed": 74})],
    ),
    "coordinated weapons add up": (
        "Russia launched 315 drones and seven missiles at Ukraine on Tuesday.",
        [W("drone_attack", "Ukraine", "Russia", "2025-06-10", {"launched": 322})],
    ),
    "no injuries is zero": (
        "A drone attack on Lviv on Sunday caused no injuries.",
        [W("drone_attack", "Lviv", None, "2025-06-08", {"injured": 0})],
    ),
    "a man and a woman are two": (
        "A man and a woman were killed in Kramatorsk by a Russian missile on Sunday.",
        [W("missile_strike", "Kramatorsk", "Russia", "2025-06-08", {"killed": 2})],
    ),
    "vague numbers stay open": (
        "Dozens of people were injured in Sumy by a Russian missile on Sunday.",
        [W("missile_strike", "Sumy", "Russia", "2025-06-08")],
    ),
    "taken to hospital is injured": (
        "Three people were taken to hospital after a Russian attack on Dnipro on Sunday.",
        [W("strike", "Dnipro", "Russia", "2025-06-08", {"injured": 3})],
    ),
}

NO_EVENT = {
    "threat": "Khamenei warned that severe punishment would be directed at Israel.",
    "fear": "Officials in Kyiv feared that Russia could attack Odesa with missiles.",
    "plan": "Iran is planning a strike on Haifa, officials said.",
    "condition": "If Russia attacks Kharkiv, people will be killed, he said.",
    "denial": "Russia did not attack the hospital in Kharkiv, the ministry said.",
    "habit": "Kherson is shelled daily by Russian troops.",
    "history": "Since the invasion on February 24 2022 Russia has attacked Kyiv and Odesa.",
    "war's total": "In February, he said that 45,100 troops had been killed in Ukraine.",
    "figurative": "The vote was a significant blow to the government in Tehran.",
    "labour strike": "Rail workers in Paris went on strike on Monday.",
    "metonymy": "Washington pulled out of the treaty, and Moscow sent a message to Kyiv.",
    "sport": "The clash between Arsenal and Chelsea in London ended in a draw.",
}


@pytest.mark.parametrize("name", UNIT)
def test_one_event_per_kind_actor_place_and_day(name, gazetteer) -> None:
    check(*UNIT[name], gazetteer)


@pytest.mark.parametrize("name", PLACE)
def test_an_event_stands_where_it_happened(name, gazetteer) -> None:
    check(*PLACE[name], gazetteer)


@pytest.mark.parametrize("name", COUNTS)
def test_counts_are_those_of_the_text(name, gazetteer) -> None:
    check(*COUNTS[name], gazetteer)


@pytest.mark.parametrize("name", NO_EVENT)
def test_what_did_not_happen_is_no_event(name, gazetteer) -> None:
    assert [told(e) for e in read(NO_EVENT[name], gazetteer)] == []


def test_a_part_of_a_total_points_at_it(gazetteer) -> None:
    found = read(
        "Russia's Defence Ministry said air defences downed 52 Ukrainian drones early on "
        "Thursday, including 41 over the Belgorod region.",
        gazetteer,
    )
    whole = next(e for e in found if e.counts.downed == 52)
    part = next(e for e in found if e.counts.downed == 41)
    assert part.parent_id == whole.id
    assert whole.parent_id is None
    assert whole.where.location is not None
    assert whole.where.location.precision is Precision.COUNTRY


def test_an_articles_own_sum_is_no_event(gazetteer) -> None:
    found = read(
        "Russian forces pummelled Ukraine with drones, killing three people. Two people were "
        "killed in Nikopol by drones on Thursday. One person was killed in Kherson by shelling.",
        gazetteer,
    )
    assert sorted(e.counts.killed for e in found if e.counts.killed) == [1, 2]


def test_copies_add_sources_and_no_events(gazetteer) -> None:
    text = HEADLINE + (
        "A Russian missile hit Odesa on Monday and killed two people, officials said. "
        "The missile struck a residential building in the centre of the city before dawn, and "
        "rescue workers searched the rubble for survivors through the morning and afternoon."
    )
    documents = mark_copies(
        [
            from_text(text, id=name, outlet=name, published=PUBLISHED)
            for name in ("Herald", "Courier", "Argus")
        ]
    )
    found = events.extract(pipeline.locate(documents, gazetteer), gazetteer)
    assert len(found) == 1
    assert {s.outlet for s in found[0].sources} == {"Herald", "Courier", "Argus"}


def test_order_of_input_does_not_matter(gazetteer) -> None:
    texts = {
        "a": "A Russian missile hit Odesa on Monday and killed two people, officials said.",
        "b": "On Monday a missile killed two people in Odesa, the mayor said.",
        "c": "Russian drones hit Kharkiv on Tuesday.",
    }
    documents = [
        from_text(HEADLINE + t, id=i, outlet=i, published=PUBLISHED) for i, t in texts.items()
    ]
    one = events.extract(pipeline.locate(documents, gazetteer), gazetteer)
    two = events.extract(pipeline.locate(documents[::-1], gazetteer), gazetteer)
    assert one == two
    assert len(one) == 2


def test_without_a_date_relative_dates_stay_open_and_say_so(gazetteer) -> None:
    (event,) = read("A Russian missile hit Odesa on Monday.", gazetteer, published=None)
    assert event.when.start is None
    assert "no date" in event.when.reason


def test_a_claim_is_told_apart_from_a_report(gazetteer) -> None:
    (event,) = read("Russia's Defence Ministry claimed its troops captured Toretsk.", gazetteer)
    assert event.claim_status == "claimed"
    assert event.claimed_by == "Russia's Defence Ministry"


def test_evidence_is_the_sentence_at_its_place(gazetteer) -> None:
    text = HEADLINE + "Nothing new. A Russian missile hit Odesa on Monday. Talks went on."
    document = from_text(text, published=PUBLISHED)
    (event,) = events.extract(pipeline.locate([document], gazetteer), gazetteer)
    evidence = event.evidence[0]
    assert evidence.text == "A Russian missile hit Odesa on Monday."
    assert evidence.span.of(document.text) == evidence.text


def test_the_heads_of_a_digest_tell_where(gazetteer) -> None:
    """Several datelines in one article are heads of its sections, not an agency's line."""
    document = from_text(
        "Sudan in short, 10 June\n\n"
        "EL OBEID - A drone hit the city's prison on Saturday. At least 20 inmates died.\n\n"
        "NYALA - Warplanes bombed the airport on Monday night, a resident said.\n\n"
        "OMDURMAN - Four members of one family were killed by a shell on Monday.\n",
        published=PUBLISHED,
    )
    found = events.extract(pipeline.locate([document], gazetteer), gazetteer)
    assert [(e.kind.value, e.where.place.name if e.where.place else None) for e in found] == [
        ("drone_attack", "El Obeid"),
        ("air_strike", "Nyala"),
        ("shelling", "Omdurman"),
    ]


def test_nobody_hurt_adds_to_the_attack_and_is_no_event(gazetteer) -> None:
    found = read("A missile hit Kharkiv on Monday. No one was injured.", gazetteer)
    assert [(told(e).kind, told(e).counts) for e in found] == [("missile_strike", {"injured": 0})]
