"""What a learner can identify in the 3D body: values only; the table is the anatomy topic's.

A structure gathers parts of the picture (bone meshes, muscle and nerve lines) under one name; a
landmark is a point on a bone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sciatica_edu.body.rows import StructureKind as Kind
from sciatica_edu.body.rows import StructureLayer as Layer

__all__ = ["Kind", "Layer", "Structure"]


@dataclass(frozen=True, slots=True)
class Structure:
    """One thing with a name.

    Attributes
    ----------
    id, name
        Identifier and English name.
    latin
        Name in Terminologia Anatomica; empty where it has none.
    kind, layer
        What it is, and what it is shown with.
    parts
        Mesh or line names, without the side where `paired`.
    paired
        Whether there is one on each side.
    about
        Label and text of what the course's tables say (nerve, roots, action).
    fact, fact_id, source
        A statement of the course about it, its id and where it comes from; may be empty.
    view
        Named view that shows it well.
    at
        Landmarks: body (right side) and point in its frame, mm.
    ends
        Landmarks that are the far end of a line: its name without the side.
    """

    id: str
    name: str
    latin: str
    kind: Kind
    layer: Layer
    parts: tuple[str, ...]
    paired: bool
    about: tuple[tuple[str, str], ...] = ()
    fact: str = ""
    fact_id: str = ""
    source: str = ""
    view: str = ""
    at: tuple[str, float, float, float] | None = None
    ends: str = ""

    def parts_on(self, side: str) -> tuple[str, ...]:
        """Part names on one side (``r`` or ``l``)."""
        return tuple(f"{part}_{side}" for part in self.parts) if self.paired else self.parts

    def as_row(self) -> dict[str, Any]:
        """Everything the browser shows, as JSON."""
        return {
            "id": self.id,
            "name": self.name,
            "latin": self.latin,
            "kind": self.kind.value,
            "layer": self.layer.value,
            "parts": list(self.parts),
            "paired": self.paired,
            "about": [list(pair) for pair in self.about],
            "fact": self.fact,
            "source": self.source,
            "view": self.view,
            "at": list(self.at) if self.at else None,
            "ends": self.ends,
        }
