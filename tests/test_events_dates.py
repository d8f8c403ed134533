"""Time expressions: the quick search finds what trying every place of a text finds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from geomap import extract_events
from geomap.documents import from_text
from geomap.events import dates

EXAMPLE = Path(__file__).parents[1] / "examples" / "kharkiv-night.txt"

SAID = """\
On 2025-06-11, early on Tuesday, June 10, 2025 and from June 9 to 11; late on 12 June 2025.
The morning of the 5th of May, in the early hours of Jan. 4, during the night on Friday night.
In the past 24 hours, over the last day, within the previous day; 12 days ago, ten days ago.
A day earlier, the night before, two nights later, six days after, the following morning, next day.
That same evening, later in the day, earlier that night, hours after, shortly afterwards.
Overnight, last night, yesterday morning, today, this evening, tonight, in the early hours.
Last week, this week, over the weekend, at the weekend, earlier this week, mid-March, since April.
Of November 2023, through July, until 2019, in the 1990s, of 2022, the evening of Sept 3.
Sun 5: two shells. On 23/08/25, and on 1.9.2024, they came.
Three people may leave on may 5; the İzmir fair opened last Monday, Dec 1-3, on wednesday.
"""


@pytest.mark.parametrize("text", [SAID, EXAMPLE.read_text("utf-8")], ids=["said", "article"])
def test_no_expression_opens_otherwise_than_the_openings(text) -> None:
    """The openings leave out no place at which an expression would match."""
    lowered = dates._lowered(text)
    quick = [match.span() for match in dates._expressions(lowered, 0)]
    assert quick == [match.span() for match in dates._EXPRESSIONS.finditer(lowered)]
    assert len(quick) >= 10


def test_the_expressions_are_in_lower_case() -> None:
    """They are matched against text in lower case, so that a capital in one would never match."""
    literal = re.sub(r"\(\?P[<=]|\\[A-Z]", "", dates._EXPRESSIONS.pattern)
    assert literal == literal.lower()


def test_expressions_are_found_in_any_case_and_keep_it() -> None:
    """What is searched in lower case is told as written, where letters grow in lower case, too."""
    text = "İİ met ON TUESDAY and may 5; then 12 May."
    found = dates.find_times(text, 0, len(text), published=date(2025, 6, 12))
    assert [mark.when.text for mark in found] == ["ON TUESDAY", "12 May"]
    assert [text[mark.start : mark.end] for mark in found] == ["ON TUESDAY", "12 May"]
    cut = text.index("UESDAY")  # a piece of a word is none
    assert [m.when.text for m in dates.find_times(text, cut, len(text), published=None)] == [
        "12 May"
    ]


def _whens() -> list[tuple[str, str]]:
    table = (Path(__file__).parent / "event_whens.tsv").read_text(encoding="utf-8")
    rows = [line for line in table.splitlines() if not line.startswith("#")]
    return [tuple(row.split("\t")) for row in rows[1:]]  # type: ignore[misc]


@pytest.mark.parametrize(("sentence", "start"), _whens())
def test_the_day_is_found_in_any_wording(sentence: str, start: str) -> None:
    found = extract_events([from_text(sentence, published=date(2025, 6, 12))])
    assert any(str(event.when.start) in start.split() for event in found)


@pytest.mark.parametrize(
    "text",
    [
        "British forces took over Manila in October 1762.",
        "The Battle of Vilcapugio was fought on October 1, 1813 near Lima.",
        "In 1890, troops captured Luanda.",
    ],
)
def test_the_centuries_before_this_one_are_history_without_a_date(text: str) -> None:
    assert not extract_events([from_text(text)])
