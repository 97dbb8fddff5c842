"""A drawn body as a picture file: what a page without script shows, painted places and all."""

from __future__ import annotations

import base64
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sciatica_edu.display.html import Html, element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["PAINTS", "body_picture", "painted_words"]

PAINTS: Mapping[str, str] = MappingProxyType(
    {"pain": "pain", "numb": "numbness", "tingle": "pins and needles", "weak": "weakness"}
)
"""What can be painted, and its word."""

_COLOURS = {"pain": "#d55e00", "numb": "#0072b2", "tingle": "#86306d", "weak": "#222"}
_PATTERNS = {
    "numb": '<rect width="1.1" height="2.4" fill="#0072b2"/>',
    "tingle": '<circle cx="1.2" cy="1.2" r=".65" fill="#86306d"/>',
    "weak": '<path d="M0 1.8l1.2-1.2 1.2 1.2" fill="none" stroke="#222" stroke-width=".6"/>',
}
_GAP = 6.0
"""Between two views, in drawing units."""


def painted_words(views: Sequence[Mapping[str, Any]], painted: Mapping[str, Sequence[str]]) -> str:
    """Return what is painted in words, one paint after another.

    Parameters
    ----------
    views
        Views of the body as ``map_views`` gives them.
    painted
        Paints by the key of a place.
    """
    labels = {shape["key"]: shape["label"] for view in views for shape in view["regions"]}
    found = []
    for paint, word in PAINTS.items():
        places = [label for key, label in labels.items() if paint in painted.get(key, ())]
        if places:
            found.append(f"{word.capitalize()}: {'; '.join(places)}.")
    return " ".join(found) or "Nothing is painted."


def body_picture(
    views: Sequence[Mapping[str, Any]],
    painted: Mapping[str, Sequence[str]],
    *,
    alt: str,
    bare: bool = False,
) -> Html:
    """Return the views side by side as an image with its alt text.

    Parameters
    ----------
    views, painted
        As for `painted_words`.
    alt
        What the picture shows, for a reader who cannot see it.
    bare
        Leave out places and views that nothing is painted on, for a picture to read, not to paint.
    """
    if bare:
        painted_only = [
            {**view, "regions": [shape for shape in view["regions"] if painted.get(shape["key"])]}
            for view in views
        ]
        views = [view for view in painted_only if view["regions"]] or painted_only
    left, shapes = 0.0, []
    lowest = max(view["box"][3] for view in views)
    for view in views:
        x, y, width, height = view["box"]
        shift = f"translate({left - x:.1f} {lowest - height - y:.1f})"
        shapes.append(f'<g transform="{shift}">{_drawn(view, painted)}</g>')
        left += width + _GAP
    patterns = "".join(
        f'<pattern id="{name}" width="2.4" height="2.4" patternUnits="userSpaceOnUse">{inner}</pattern>'
        for name, inner in _PATTERNS.items()
    )
    size = f"0 0 {left - _GAP:.1f} {lowest:.1f}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}"><defs>{patterns}</defs>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(shapes)}</svg>'
    )
    source = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    style = "height:26em;max-width:100%;display:block"
    return Html(element("img", attributes={"alt": alt, "src": source, "style": style}), alt)


def _drawn(view: Mapping[str, Any], painted: Mapping[str, Sequence[str]]) -> str:
    parts = [f'<polygon points="{points}" fill="#f4ece4"/>' for points in view["outline"]]
    for shape in view["regions"]:
        dashes = 'fill="none" stroke="#8a7668" stroke-width=".3" stroke-dasharray="1 .8"'
        parts.append(f'<polygon points="{shape["points"]}" {dashes}/>')
        for paint in painted.get(shape["key"], ()):
            fill = f"url(#{paint})" if paint in _PATTERNS else _COLOURS[paint]
            coat = f'fill="{fill}" fill-opacity=".85" stroke="#222" stroke-width=".4"'
            parts.append(f'<polygon points="{shape["points"]}" {coat}/>')
    lines = [(points, ".3") for points in view["details"]]
    lines += [(points, ".55") for points in view["edges"]]
    parts += [
        f'<polyline points="{points}" fill="none" stroke="#8a7668" stroke-width="{width}"/>'
        for points, width in lines
    ]
    return "".join(parts)
