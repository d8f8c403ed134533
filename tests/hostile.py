"""Text that must stay text: what an article, an outlet or a file name may hold."""

from __future__ import annotations

FLAG = "window.__hit=1"
"""What each payload would do if anything ran it."""

KNOWN = (
    "{{ cycler.__init__.__globals__.os.getcwd() }}",
    "{% stray",
    "{# gone #}",
    "${window.__hit=1}",
    "`${window.__hit=1}`",
    "\\\\`+(window.__hit=1)+`",
    "</script><script>window.__hit=1</script>",
    "</title><script>window.__hit=1</script>",
    "<img src=x onerror=window.__hit=1>",
    '"><svg onload=window.__hit=1>',
    "javascript:window.__hit=1",
    "<!--<script>",
    "]]><b>",
    "\u2028window.__hit=1\u2029",
    "&lt;b&gt; &amp; &#60;",
    "{0} {title} {{x}}",
    "'-(window.__hit=1)-'",
    "</textarea></style><script>window.__hit=1</script>",
    "data:text/html,<script>window.__hit=1</script>",
    "الحدث وقع في ‎Kyiv‎",
)
"""Each was seen to break some map."""

_OPENERS = {
    "json": ('"', '"}', "\\", '\\"', "]}", '":1,"x":"', "\\u003cscript"),
    "html": ("<b>", "</div>", "<script>", "<iframe srcdoc=", "<base href=//x>", "<style>*{}"),
    "attribute": ('" onmouseover=', "' autofocus onfocus=", "` onclick=", '"/><a href='),
    "url": ("javascript:", "JaVaScRiPt:", " javascript:", "java\tscript:", "vbscript:", "data:,"),
    "css": ("}*{background:url(x)", "expression(", "@import 'x';", "\\3c/style>"),
    "jinja": ("{{7*7}}", "{%if 1%}", "{%raw%}", "{#", "#}", "{{''.__class__}}", "%}", "}}"),
    "template": ("${", "`", "`;", "${`", "\\`", "\\${"),
    "svg": ("<svg><script>", "<svg/onload=", "<g onclick=", "<foreignObject>", "<use href=data:,>"),
    "format": ("%s", "%(x)s", "{}", "{0.__class__}", "%n", "\x00", "\ufeff", "\u202e"),
}
_TAILS = ("", FLAG, f"({FLAG})", f"<script>{FLAG}</script>", f"</script><img src=x onerror={FLAG}>")


def generated() -> tuple[str, ...]:
    """Make some 250 more: every opener of every context, with every tail."""
    return tuple(
        f"{opener}{tail}" for openers in _OPENERS.values() for opener in openers for tail in _TAILS
    )
