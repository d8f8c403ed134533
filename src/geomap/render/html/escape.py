"""The two boundaries that text crosses on its way into a page: as JSON, or as entities."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_IN_SCRIPT = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "{": "\\u007b",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}

_ENTITIES = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>\"'`$\\{}%#\n\r\u2028\u2029"})


def strings(texts: Sequence[str]) -> str:
    r"""Return texts as a JSON array that cannot end a script element nor open a template.

    >>> print(strings(["</script>{{ 1 }}"]))
    ["\u003c/script\u003e\u007b\u007b 1 }}"]
    """
    # Lone surrogates (a broken input) have no UTF-8: they become the sign for "unreadable".
    said = json.dumps(list(texts), ensure_ascii=False, separators=(",", ":"))
    for sign, safe in _IN_SCRIPT.items():
        said = said.replace(sign, safe)
    return said.encode("utf-8", "replace").decode("utf-8")


def entities(text: str) -> str:
    """Return text for HTML content or a quoted attribute, inert in templates and scripts too.

    >>> entities("{{ 7*7 }} <b>")
    '&#123;&#123; 7*7 &#125;&#125; &#60;b&#62;'
    """
    return text.translate(_ENTITIES).encode("utf-8", "replace").decode("utf-8")
