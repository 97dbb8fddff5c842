"""A schematic picture with named regions, for hotspot questions."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sciatica_edu.evidence.loading import load_keyed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


__all__ = ["QuestionPicture", "drawing", "load_pictures"]

_Points: TypeAlias = Annotated[
    str,
    StringConstraints(
        strict=True, pattern=r"^\d+(\.\d+)?,\d+(\.\d+)?( \d+(\.\d+)?,\d+(\.\d+)?){2,}$"
    ),
]
_Text: TypeAlias = Annotated[str, StringConstraints(strict=True, min_length=1)]


class QuestionPicture(BaseModel):
    """A drawing made of polygons, in units of its own width and height."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: _Text
    alt: Annotated[_Text, Field(min_length=40)]
    """What the drawing shows, for a reader who cannot see it; never the answer."""
    width: Annotated[int, Field(gt=0, le=1000)]
    height: Annotated[int, Field(gt=0, le=1000)]
    outline: tuple[_Points, ...]
    """Closed shapes drawn behind the regions."""
    regions: dict[str, _Points]
    """Polygons by region id."""

    @model_validator(mode="after")
    def _inside(self) -> Self:
        for name, points in [*self.regions.items(), *(("outline", line) for line in self.outline)]:
            for pair in points.split():
                x, y = map(float, pair.split(","))
                if x > self.width or y > self.height:
                    raise ValueError(f"{name}: the point {pair} lies outside the picture")
        return self


def drawing(view: Mapping[str, Any]) -> str:
    """Return a picture, as the browser is told about it, as a data URI with numbered regions."""
    shapes = [f'<polygon points="{line}" fill="#eee" stroke="#555"/>' for line in view["outline"]]
    for place, points in enumerate(view["regions"], start=1):
        x, y = _centre(points)
        shapes.append(f'<polygon points="{points}" fill="#cde" stroke="#234"/>')
        shapes.append(f'<text x="{x}" y="{y}" font-size="11">{place}</text>')
    width, height = view["size"]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f"{''.join(shapes)}</svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _centre(points: str) -> tuple[int, int]:
    """Return a point inside a compact polygon, where its number goes."""
    pairs = [tuple(map(float, pair.split(","))) for pair in points.split()]
    return (
        round(sum(pair[0] for pair in pairs) / len(pairs) - 3),
        round(sum(pair[1] for pair in pairs) / len(pairs) + 4),
    )


def load_pictures(path: Path) -> dict[str, QuestionPicture]:
    """Read ``data/pictures.yaml``.

    Raises
    ------
    ContentError
        If a picture breaks a rule.
    """
    return load_keyed(path, QuestionPicture)[0]
