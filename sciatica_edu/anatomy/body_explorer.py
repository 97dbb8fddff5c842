"""The 3D body of the anatomy lesson: the viewer with the identify table, picture and record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sciatica_edu.anatomy.course_figures import course_picture
from sciatica_edu.anatomy.structures import load_structures
from sciatica_edu.anatomy.variant_figures import variant_named
from sciatica_edu.body.shape.assets import load_or_build
from sciatica_edu.body.view.picture_cache import remembered_picture
from sciatica_edu.body.view.viewer import BodyViewer
from sciatica_edu.errors import require_known
from sciatica_edu.quiz.live.session import now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sciatica_edu.body.shape.mesh_file import BodyMeshes
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.record.store import Record

__all__ = ["body_explorer"]

_SIDES = {"right": "r", "left": "l", "r": "r", "l": "l"}


def body_explorer(
    course: Course,
    *,
    side: str = "right",
    variant: str = "A",
    division_level_mm: float | None = None,
    view: str = "behind",
    record: Record | None = None,
    clock: Callable[[], datetime] = now,
    lesson: str = "01_anatomy",
    objective: str = "anatomy-course",
    seed: int = 1,
    meshes: Callable[[], BodyMeshes] = load_or_build,
) -> BodyViewer:
    """Return the 3D body with the nerve laid as asked.

    Parameters
    ----------
    course
        The content.
    side
        ``"right"`` or ``"left"``.
    variant
        Relation of the nerve to piriformis, A to F.
    division_level_mm
        Level of division above the popliteal crease, mm. It does not apply to the types that
        are divided at piriformis (B, C, E), and is left aside there.
    view
        First named view.
    record, clock, lesson, objective, seed
        As for `BodyViewer`: where the quiz writes its answers.
    meshes
        Gives the bone meshes.

    Raises
    ------
    UnknownNameError
        If a name does not exist; the nearest one is offered.
    OutOfRangeError
        If the level of division is out of range.
    """
    chosen = _SIDES[require_known("side", side, _SIDES)]
    level = None if variant_named(variant).divided else division_level_mm
    structures = load_structures(course)
    picture = partial(
        course_picture,
        structures,
        side=chosen,
        variant=variant,
        division_above_crease_mm=level,
        meshes=meshes,
    )
    if meshes is load_or_build:
        inputs = f"course picture {chosen} {variant} {level} {structures}"
        picture = partial(remembered_picture, picture, inputs=inputs)
    return BodyViewer(
        structures,
        picture=picture,
        side=chosen,
        view=view,
        variant=variant,
        division_above_crease_mm=level,
        record=record,
        clock=clock,
        lesson=lesson,
        objective=objective,
        seed=seed,
        meshes=meshes,
    )
