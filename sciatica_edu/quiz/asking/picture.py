"""A picture with named regions, for hotspot questions: a view of the drawn body, or one of its own."""

from __future__ import annotations

import base64
from math import ceil
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sciatica_edu.evidence.loading import load_keyed
from sciatica_edu.evidence.tables.body_map import Side, ViewName, load_body_map
from sciatica_edu.evidence.tables.map_shapes import map_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sciatica_edu.evidence.tables.map_shapes import Shape

__all__ = ["QuestionPicture", "drawing", "load_pictures"]

_Points: TypeAlias = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^\d+(\.\d+)?,\d+(\.\d+)?( \d+(\.\d+)?,\d+(\.\d+)?)+$"),
]
_Text: TypeAlias = Annotated[str, StringConstraints(strict=True, min_length=1)]


_HEIGHT = 400
"""Height of a picture of the body, in its own units."""


class QuestionPicture(BaseModel):
    """A drawing made of polygons, in units of its own width and height.

    A row of the data gives them, or the `view` of the body and the `side` they are taken from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: _Text
    alt: Annotated[_Text, Field(min_length=40)]
    """What the drawing shows, for a reader who cannot see it; never the answer."""
    view: ViewName | None = None
    """View of the drawn body that this picture shows."""
    side: Side = "right"
    width: Annotated[int, Field(gt=0, le=1000)] = 1
    height: Annotated[int, Field(gt=0, le=1000)] = 1
    outline: tuple[_Points, ...] = ()
    """Closed shapes drawn behind the regions."""
    regions: dict[str, _Points] = Field(default_factory=dict)
    """Polygons by region id."""
    lines: tuple[_Points, ...] = ()
    """Lines drawn over the regions: creases and edges."""
    numbers_at: dict[str, tuple[float, float]] = Field(default_factory=dict)
    """Where the number of a region stands; its middle where nothing is said."""

    @model_validator(mode="after")
    def _inside(self) -> Self:
        if not (self.view or self.regions):
            raise ValueError("a picture needs the view of the body it shows, or regions of its own")
        for name, points in [
            *self.regions.items(),
            *(("outline", line) for line in (*self.outline, *self.lines)),
        ]:
            for pair in points.split():
                x, y = map(float, pair.split(","))
                if x > self.width or y > self.height:
                    raise ValueError(f"{name}: the point {pair} lies outside the picture")
        return self

    def shown(self, regions: Iterable[str]) -> dict[str, Any]:
        """Return what the browser draws, with these of the regions in this order."""
        chosen = list(regions)
        return {
            "alt": self.alt,
            "size": [self.width, self.height],
            "outline": list(self.outline),
            "regions": [self.regions[region] for region in chosen],
            "at": [self.numbers_at.get(name) or _centre(self.regions[name]) for name in chosen],
            "lines": list(self.lines),
        }


def drawing(view: Mapping[str, Any]) -> str:
    """Return a picture, as the browser is told about it, as a data URI with numbered regions."""
    shapes = [f'<polygon points="{line}" fill="#eee" stroke="#555"/>' for line in view["outline"]]
    numbers = []
    for place, (points, (x, y)) in enumerate(
        zip(view["regions"], view["at"], strict=True), start=1
    ):
        shapes.append(f'<polygon points="{points}" fill="#cde" stroke="#234"/>')
        numbers.append(f'<text x="{x - 3:g}" y="{y + 4:g}" font-size="11">{place}</text>')
    lines = view.get("lines", ())
    shapes += [f'<polyline points="{line}" fill="none" stroke="#555"/>' for line in lines]
    width, height = view["size"]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f"{''.join([*shapes, *numbers])}</svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _centre(points: str) -> tuple[int, int]:
    """Return a point inside a compact polygon, where its number goes."""
    pairs = [tuple(map(float, pair.split(","))) for pair in points.split()]
    return (
        round(sum(pair[0] for pair in pairs) / len(pairs)),
        round(sum(pair[1] for pair in pairs) / len(pairs)),
    )


def load_pictures(path: Path) -> dict[str, QuestionPicture]:
    """Read ``data/pictures.yaml``.

    Raises
    ------
    ContentError
        If a picture breaks a rule.
    """
    rows = load_keyed(path, QuestionPicture)[0]
    return {name: _of_the_body(row) if row.view else row for name, row in rows.items()}


def _of_the_body(row: QuestionPicture) -> QuestionPicture:
    """Return the picture with one limb of the drawn body in it."""
    drawn = map_view(load_body_map().view(row.view or ""), sides=(row.side,), trunk=False)
    left, top, width, height = drawn["box"]
    scale = _HEIGHT / height

    def moved(points: str) -> str:
        # Whole units: a quiz is stored with its notebook, and nobody sees a 400th of a leg.
        pairs = (map(float, pair.split(",")) for pair in points.split())
        placed = [f"{scale * (x - left):.0f},{scale * (y - top):.0f}" for x, y in pairs]
        return " ".join(
            one for one, before in zip(placed, ["", *placed], strict=False) if one != before
        )

    outline = tuple(map(moved, drawn["outline"]))
    lines = tuple(map(moved, [*drawn["edges"], *drawn["details"]]))
    return QuestionPicture(
        id=row.id,
        alt=row.alt,
        width=ceil(scale * width),
        height=_HEIGHT,
        outline=outline,
        regions={_id(shape): moved(shape["points"]) for shape in drawn["regions"]},
        lines=tuple(line for line in lines if line not in outline),  # the outline has its edge
        numbers_at={
            _id(shape): (
                round(scale * (shape["at"][0] - left)),
                round(scale * (shape["at"][1] - top)),
            )
            for shape in drawn["regions"]
        },
    )


def _id(shape: Shape) -> str:
    return shape["key"].split(".")[1]
