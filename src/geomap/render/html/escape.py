"""The two boundaries that text crosses on its way into a page: as JSON, or as entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

_IN_SCRIPT = tuple(
    (sign.encode(), f"\\u{ord(sign):04x}".encode())
    for sign in ("<", ">", "&", "{", "\u2028", "\u2029")
)

_ENTITIES = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>\"'`$\\{}%#\n\r\u2028\u2029"})


def strings(texts: Sequence[str]) -> bytes:
    r"""Return texts as a JSON array that cannot end a script element nor open a template.

    >>> print(strings(["</script>{{ 1 }}"]).decode())
    ["\u003c/script\u003e\u007b\u007b 1 }}"]
    """
    try:
        said = msgspec.json.encode(texts)
    except UnicodeEncodeError:
        # Lone surrogates (a broken input) have no UTF-8: they become the sign for "unreadable".
        said = msgspec.json.encode([text.encode("utf-8", "replace").decode() for text in texts])
    for sign, safe in _IN_SCRIPT:
        said = said.replace(sign, safe)
    return said


def entities(text: str) -> str:
    """Return text for HTML content or a quoted attribute, inert in templates and scripts too.

    >>> entities("{{ 7*7 }} <b>")
    '&#123;&#123; 7*7 &#125;&#125; &#60;b&#62;'
    """
    return text.translate(_ENTITIES).encode("utf-8", "replace").decode("utf-8")
