"""HTML that reads anywhere: built from escaped text, no script, no ids, no style sheet.

JupyterLab keeps such output in an untrusted notebook, and a page without
JavaScript shows it too. `Html` objects carry their own readable plain text.
"""

from __future__ import annotations

import re
from html import escape as _escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Html", "element", "escape", "folded", "join"]

_VOID = frozenset({"br", "hr", "img", "wbr"})
_ALLOWED = frozenset(
    """
    a abbr b br caption code dd details div dl dt em fieldset figcaption figure h2 h3 h4 hr i img
    legend li ol p s section small span strong sub summary sup table tbody td tfoot th thead tr u
    ul wbr
    """.split()  # noqa: SIM905  (one name per line would be forty lines)
)
_ADDRESS = re.compile(r"data:image/|#|https://doi\.org/|\w+\.ipynb\Z")
"""What may be linked or shown: a picture, an anchor, a DOI, a lesson in the same folder."""


class Html:
    """A piece of safe HTML and the same content as plain text.

    Parameters
    ----------
    html
        Markup made by `element` and `escape`.
    text
        What a reader without HTML sees; it becomes the stored ``text/plain``.
    """

    def __init__(self, html: str, text: str) -> None:
        self.html = html
        self.text = text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}

    def __repr__(self) -> str:
        return self.text

    def __add__(self, other: Html) -> Html:
        return Html(self.html + other.html, f"{self.text}\n{other.text}")


def escape(text: object) -> str:
    """Return `text` safe to stand in HTML, quotes included."""
    return _escape(str(text), quote=True)


def element(tag: str, *children: str | Html, attributes: Mapping[str, str] | None = None) -> str:
    """Return one element.

    Parameters
    ----------
    tag
        Name of an allowed, script-free element.
    *children
        Strings are text and are escaped; `Html` is taken as it is.
    attributes
        Attribute values are escaped; event handlers and ids are refused.

    Raises
    ------
    ValueError
        If the element or an attribute could carry script or an id.
    """
    if tag not in _ALLOWED:
        raise ValueError(f"element <{tag}> is not allowed in a twin.")
    parts = [tag]
    for name, value in (attributes or {}).items():
        if name.startswith("on") or name == "id":
            raise ValueError(f"attribute {name!r} is not allowed in a twin.")
        if name in {"href", "src"} and not _ADDRESS.match(value):
            raise ValueError(
                f"attribute {name}={value[:40]!r} may only be a picture, a DOI, an anchor or a lesson."
            )
        parts.append(f'{name}="{escape(value)}"')
    opening = f"<{' '.join(parts)}>"
    if tag in _VOID:
        return opening
    inner = "".join(child.html if isinstance(child, Html) else escape(child) for child in children)
    return f"{opening}{inner}</{tag}>"


def join(pieces: Iterable[Html], separator: str = "\n") -> Html:
    """Return the pieces one after another."""
    found = list(pieces)
    return Html(
        "".join(piece.html for piece in found), separator.join(piece.text for piece in found)
    )


def folded(summary: str, *parts: str | Html, unfolded: bool = False) -> Html:
    """Return what opens when its summary is chosen; strings are text."""
    body = join(part if isinstance(part, Html) else Html(escape(part), part) for part in parts)
    head = Html(element("summary", summary), "")
    html = element("details", head, body, attributes={"open": ""} if unfolded else {})
    return Html(html, body.text)
