"""What a place on the skin means: the root or nerve drawn there, and where each is drawn.

Pure: takes the drawn limb and the tables, opens no file. The drawing itself is in
`evidence.tables.leg_map`, below all topics, so that anatomy and quizzes can use it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from sciatica_edu.evidence.tables.clinical import Dermatome, SkinTerritory
    from sciatica_edu.evidence.tables.leg_map import Layer, LegMap, Side

__all__ = [
    "SADDLE",
    "Parent",
    "Territory",
    "layer_territories",
    "parent_of",
    "territories_of",
]

SADDLE = "saddle"
"""Region of the dermatome layer that is an emergency when it goes numb."""


class Parent(StrEnum):
    """The large nerve behind a territory of the skin."""

    FIBULAR = "common fibular"
    TIBIAL = "tibial"
    BOTH = "tibial and common fibular"
    NOT_SCIATIC = "not sciatic"


@dataclass(frozen=True)
class Territory:
    """A drawn region with its meaning.

    Attributes
    ----------
    view, layer, id
        Where it stands in the drawn limb.
    label
        Short name for the drawing.
    meaning
        What supplies it: a root or a nerve and its parent.
    polygon
        Outline on the page, (n, 2), closed; y grows downwards, drawing units.
    label_at
        Where the label stands, (x, y).
    """

    view: str
    layer: Layer
    id: str
    label: str
    meaning: str
    polygon: NDArray[np.float64]
    label_at: tuple[float, float]


def layer_territories(
    leg_map: LegMap,
    layer: Layer,
    *,
    view: str,
    side: Side = "right",
    skin_territories: Mapping[str, SkinTerritory],
    dermatomes: Mapping[str, Dermatome],
) -> tuple[Territory, ...]:
    """Return every region of one layer in one view.

    Parameters
    ----------
    leg_map
        The drawn limb.
    layer
        ``"place"``, ``"dermatome"`` or ``"nerve"``.
    view
        ``"leg_front"``, ``"leg_back"`` or ``"foot_sole"``.
    side
        Which limb of the person.
    skin_territories, dermatomes
        Meaning of the regions.

    Raises
    ------
    UnknownNameError
        If there is no such view, or a region has no row in the tables.
    """
    drawn = leg_map.view(view)
    found = []
    for region in drawn.of_layer(layer):
        x, y = drawn.draw([region.label_at], side=side)[0]
        found.append(
            Territory(
                view=view,
                layer=layer,
                id=region.id,
                label=region.label,
                meaning=_meaning(layer, region.id, region.label, skin_territories, dermatomes),
                polygon=drawn.polygon(region, side=side),
                label_at=(float(x), float(y)),
            )
        )
    return tuple(found)


def territories_of(leg_map: LegMap, layer: Layer, region_id: str) -> tuple[str, ...]:
    """Return the views in which a root, nerve or place is drawn.

    Raises
    ------
    UnknownNameError
        If it is drawn nowhere.
    """
    drawn = {
        region.id: [
            v.name for v in leg_map.views if any(r.id == region.id for r in v.of_layer(layer))
        ]
        for view in leg_map.views
        for region in view.of_layer(layer)
    }
    return tuple(drawn[require_known(layer, region_id, drawn)])


def parent_of(territory: SkinTerritory) -> Parent:
    """Return the large nerve behind a territory, as its row says."""
    if not territory.from_sciatic:
        return Parent.NOT_SCIATIC
    return Parent(territory.parent)


def _meaning(
    layer: Layer,
    region_id: str,
    label: str,
    skin_territories: Mapping[str, SkinTerritory],
    dermatomes: Mapping[str, Dermatome],
) -> str:
    if layer == "nerve":
        row = skin_territories[require_known("skin territory", region_id, skin_territories)]
        return f"{row.nerve} nerve ({row.parent})"
    if layer == "dermatome" and region_id != SADDLE:
        root = dermatomes[require_known("dermatome", region_id, dermatomes)]
        return f"root {root.root}: {root.area}"
    return label
