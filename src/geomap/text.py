"""Words, sentences and folding, with offsets that always point into the text given."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from geomap.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_APOSTROPHES = "'’‘`´ʼʹʻ′ʿʾ"
_DROP = dict.fromkeys(map(ord, _APOSTROPHES + ".\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")
_SPACE = dict.fromkeys(map(ord, "-‐‑‒–—_/,;:()[]\u00a0\u2009\u202f"), " ")
_TABLE = str.maketrans({**_DROP, **_SPACE})
_NOT_DECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Fold a name so that case, accents, apostrophes, hyphens, full stops and spaces do not matter.

    Folding a folded name changes nothing.

    >>> fold("Zaporizhzhia"), fold("Saint-Étienne"), fold("Ar'ar"), fold("U.S.")
    ('zaporizhzhia', 'saint etienne', 'arar', 'us')
    """
    name = name.translate(_TABLE).casefold()
    if not name.isascii():
        name = name.translate(_NOT_DECOMPOSED)
        name = "".join(
            c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)
        )
        name = name.translate(_TABLE).casefold()
    return " ".join(name.split())


class Token(NamedTuple):
    """A word, a number or one sign of punctuation."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(start=self.start, end=self.end)

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()


# Words hold inner apostrophes, hyphens and full stops of abbreviations; numbers their separators.
_TOKEN = re.compile(
    r"[^\W\d_](?:\.(?:[^\W\d_]\.)+"  # U.S., U.K., D.C.
    r"|[^\W\d_]*(?:[-‐‑'’ʼ][^\W\d_]+)*)"  # Ivano-Frankivsk, Russia's, Mar'inka
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|m|k|bn)?\b"
    r"|\w+"
    r"|[^\w\s]",
)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Split ``text[start:end]`` into tokens; the possessive "'s" is a token of its own.

    >>> [t.text for t in tokens("Russia's U.S. talks: 1,000 drones")]
    ['Russia', "'s", 'U.S.', 'talks', ':', '1,000', 'drones']
    """
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word, (at, stop) = match.group(), match.span()
        if word[-1] in "sS" and len(word) > 2 and word[-2] in _APOSTROPHES:
            found.append(_token((word[:-2], at, stop - 2)))
            found.append(_token((word[-2:], stop - 2, stop)))
        else:
            found.append(_token((word, at, stop)))
    return found


_token = partial(tuple.__new__, Token)
"""``Token(*values)``, in half the time: every word of every text is one."""


_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen lt col maj sgt capt cmdr adm brig gov sen rep st mt ft no vs etc jr sr
    inc ltd co corp dept univ approx est fig jan feb mar apr jun jul aug sep sept oct nov dec
    rev hon pres km mi lit al gov.-gen u.s u.k u.n d.c e.u a.m p.m i.e e.g""".split()
)
_ENDING = re.compile(r"""([.!?…]+)(["'”’»)\]]*)(\s+|$)|\n+""")


def sentences(
    text: str, start: int = 0, end: int | None = None, *, wrapped: bool = False
) -> Iterator[Span]:
    """Yield the spans of the sentences of ``text[start:end]``, without surrounding blanks.

    A line end always ends a sentence, unless the text is one paragraph of a ``wrapped`` text (any
    block of an article is). Abbreviations, initials and decimals end none.

    >>> s = "Gen. Salami died. U.S. troops left. 'It is over.' Really?"
    >>> [span.of(s) for span in sentences(s)]
    ['Gen. Salami died.', 'U.S. troops left.', "'It is over.'", 'Really?']
    """
    stop = len(text) if end is None else end
    begin = start
    for match in _ENDING.finditer(text, start, stop):
        if match.group(1) is None and wrapped:
            continue
        if match.group(1) and not _ends_here(text, begin, match, stop):
            continue
        cut = match.start() if match.group(1) is None else match.end(2)
        span = _trimmed(text, begin, cut)
        if span is not None:
            yield span
        begin = match.end()
    span = _trimmed(text, begin, stop)
    if span is not None:
        yield span


def sentence_ends(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence ends between two offsets, the second of which is in a sentence.

    >>> s = "Gen. Salami died. U.S. troops left."
    >>> sentence_ends(s, 0, 5), sentence_ends(s, 5, 18)
    (False, True)
    """
    return any(
        match.group(1) is None or _ends_here(text, 0, match, len(text))
        for match in _ENDING.finditer(text, start, end)
    )


def _ends_here(text: str, begin: int, match: re.Match[str], stop: int) -> bool:
    """Tell whether the punctuation of ``match`` ends a sentence."""
    if match.end() >= stop:
        return True
    following = text[match.end()]
    if match.group(1) == "." and not match.group(2):
        at = match.start()
        while (
            at > begin
            and match.start() - at < 24
            and (text[at - 1].isalnum() or text[at - 1] in "._")
        ):
            at -= 1
        last = text[at : match.start()].lower()
        if last in _ABBREVIATIONS:
            return last in ("u.s", "u.k", "u.n", "d.c", "a.m", "p.m") and _opens_sentence(
                text, match.end(), stop
            )
        if len(last) == 1 and last.isalpha() and text[match.start() - 1].isupper():
            return False
    return not following.islower()


_OPENERS = re.compile(
    r"(?:The|A|An|In|On|At|It|He|She|They|We|But|And|This|That|These|Those|There|Its|His|Her|"
    r"Their|According|After|Before|During|While|As|For|If|When|Since|However|Meanwhile|Earlier)\b"
)


def _opens_sentence(text: str, at: int, stop: int) -> bool:
    return _OPENERS.match(text, at, stop) is not None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if end > start else None
