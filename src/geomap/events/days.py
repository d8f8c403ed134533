"""The day of an event: from its sentence, else from what the story told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.model import Role, When

if TYPE_CHECKING:
    from datetime import date

    from geomap.events.context import Context
    from geomap.events.dates import TimeMark
    from geomap.events.groups import Group
    from geomap.events.sentence import FoundTime, Sentence
    from geomap.model import Place


class Days:
    """Reads the days of one sentence in the light of its story."""

    def __init__(
        self,
        sentence: Sentence,
        context: Context,
        published: date | None,
        number: int,
        *,
        turned: bool,
    ) -> None:
        self.sentence = sentence
        self.context = context
        self.published = published
        self.number = number
        self.turned = turned
        """Whether a party of another country takes the floor: it reports its own night."""

    def of(self, group: Group, place: Place | None = None) -> tuple[When, bool]:
        """Return the day of a group at a place, and whether the text itself dates it."""
        # who dies later dies of what happened before; what is only spoken of dates nothing
        told = [f for f in group.frames if not f.reference] or group.frames
        timed = [(f, f.time) for f in told if f.time is not None]
        times = [time for f, time in timed if not f.late and not f.time_of_report]
        times = times or [time for f, time in timed if not f.late] or [time for _, time in timed]
        if times:
            mark = times[0].mark
            if mark.shift is not None:
                return self._shifted(mark, times[0])
            of_report = all(f.time_of_report for f in group.frames if f.time is not None)
            when = mark.when if of_report else self._from_day_of_report(times[0])
            return when, when.start is not None and not of_report
        if self.sentence.role is Role.CAPTION:
            return When(reason="a caption without a date"), False
        heading = self.context.heading
        if heading is not None and heading[0] == self.sentence.block:
            return replace(heading[1], reason="the day at the head of the paragraph"), True
        last = self.context.when
        here = not self.turned or place is None or last is None or place.country == last[2]
        within = last is not None and last[3] == self.sentence.block
        # A paragraph under the name of a place of its own begins anew.
        near = last is not None and (
            within or (self.number - last[0] <= 2 and self.sentence.head is None)
        )
        land = place.country if place is not None else None
        of_land = self.context.days.get(land or "")
        elsewhere = last is not None and not within and last[2] not in {None, land}
        if elsewhere and of_land is not None and _is_news(of_land, self.number, last):
            return replace(of_land[1], reason="the day told of before for that country"), False
        if last is not None and near and here:
            day = last[1]
            reason = "the day of the sentence before"
            return When(start=day.start, end=day.end, text=day.text, precision=day.precision,
                        reason=reason), False  # fmt: skip
        if self.context.topic is not None:
            return replace(self.context.topic, reason="the day that the report is about"), False
        story_day = self.context.story_day
        if story_day is not None and here:
            return replace(story_day, reason="the one day that the article tells of"), False
        published = self.published
        if published is None:
            return When(reason="no date in the sentence, and the article has none"), False
        return When(
            start=published, precision=1, reason="no date in the sentence: the day of the article"
        ), False

    def _from_day_of_report(self, found: FoundTime) -> When:
        """Count "overnight" from the day of the word: "said on Wednesday it had struck X"."""
        when, published = found.mark.when, self.published
        behind = {f.end for f in self.sentence.found("reporting", 0, found.start)}
        said = next(
            (
                t.mark.when.start
                for t in self.sentence.times
                if t.end <= found.start and t.mark.shift is None and {t.start, t.start - 1} & behind
            ),
            None,
        )
        if said is None or published is None or when.start is None or not said < published:
            return when
        if (when.text or "").lower() not in _FROM_TODAY:
            return when
        back = published - said
        return replace(when, start=when.start - back, end=when.end and when.end - back)

    def _shifted(self, mark: TimeMark, found: FoundTime) -> tuple[When, bool]:
        """Count "a day earlier" from the day told of before: in the sentence, else in the story."""
        assert mark.shift is not None
        fixed = [t for t in self.sentence.times if t.mark.shift is None and not t.mark.historic]
        told = [t.mark.when for t in fixed if t.mark.when.start is not None]
        before = [w for w, t in zip(told, fixed, strict=False) if t.start < found.start]
        last = before[-1] if before else None
        if last is None and found.start <= 1 and told:
            last = told[0]  # "two days after ..., it struck back on Thursday"
        if last is None and self.context.when is not None:
            last = self.context.when[1]
        base = (last.end or last.start) if last is not None else None
        if base is None:
            return mark.when, mark.when.start is not None
        day = base + timedelta(days=mark.shift)
        reason = f"{mark.when.text!r} counts from {base.isoformat()}, told of before"
        return When(start=day, text=mark.when.text, precision=1, reason=reason), True


_SAME_STORY = 8
_FROM_TODAY = frozenset({"overnight", "last night", "yesterday", "today", "this morning"})


def _is_news(
    of_land: tuple[int, When], number: int, last: tuple[int, When, str | None, int] | None
) -> bool:
    """Whether the day told of a country is near by, and no older than the one told last."""
    day, latest = of_land[1].start, last[1].start if last is not None else None
    later = day is not None and latest is not None and day >= latest
    return later and number - of_land[0] <= _SAME_STORY
