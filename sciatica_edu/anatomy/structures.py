"""The identify table of the 3D body: what each part is called and what the course knows about it.

The rows are ``data/anatomy/structures.yaml``; nerve, roots and actions come from the muscle and
branch tables, facts from the evidence. A fact that is uncertain or recalled is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.anatomy.nerve import roots_of
from sciatica_edu.body.rows import StructureRow
from sciatica_edu.body.tables import BRANCHES, MUSCLES, STRUCTURES, VIEWS
from sciatica_edu.body.view.identify import Structure
from sciatica_edu.errors import ContentError, did_you_mean
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.loading import load_keyed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sciatica_edu.evidence.course import Course

__all__ = ["StructureRow", "load_structures"]

_RECALLED = "recalled from textbooks, not read for this course"


def load_structures(course: Course, path: Path | None = None) -> tuple[Structure, ...]:
    """Read the identify table and link it to the course's tables and facts.

    Parameters
    ----------
    course
        The content.
    path
        The table; the course's own when None.

    Raises
    ------
    ContentError
        If a row breaks a rule or names a muscle, branch, fact or view that does not exist, or
        rests on a fact that is uncertain or was recalled; the message starts with ``file:line``.
    """
    rows, where = load_keyed(path or course.data / STRUCTURES.file, StructureRow)
    views = {view.id: view for view in course[VIEWS].views}
    return tuple(_linked(row, course, where[row.id], views) for row in rows.values())


def _linked(
    row: StructureRow, course: Course, place: str, views: Mapping[str, object]
) -> Structure:
    _require(place, "view", row.view, views)
    about = _about(row, course, place)
    fact, source = "", ""
    if row.fact is not None:
        _require(place, "fact", row.fact, course.facts)
        found = course.fact(row.fact)
        if not found.plain:
            raise ContentError(
                f"{place}: fact {row.fact} is uncertain or recalled; it cannot be shown as plain fact."
            )
        fact, source = found.statement, cite(course, [row.fact], full=True)
    body = None if row.at is None else (_right(row.at[0]), *row.at[1:])
    return Structure(
        id=row.id,
        name=row.name,
        latin=row.terminologia_anatomica or "",
        kind=row.kind,
        layer=row.layer,
        parts=tuple(row.parts),
        paired=row.paired,
        about=about,
        fact=fact,
        fact_id=row.fact or "",
        source=source,
        view=row.view,
        at=body,
        ends=row.ends or "",
    )


def _right(body: str) -> str:
    """Bodies of the limbs are named with their side; the pelvis and spine are not."""
    return f"{body}_r" if body in ("femur", "tibia", "talus", "calcn", "patella", "toes") else body


def _about(row: StructureRow, course: Course, place: str) -> tuple[tuple[str, str], ...]:
    about: list[tuple[str, str]] = []
    if row.muscle is not None:
        _require(place, "muscle", row.muscle, course[MUSCLES])
        muscle = course[MUSCLES][row.muscle]
        recalled = f" ({_RECALLED})" if muscle.verified_roots == "memory" else ""
        about += [
            ("Nerve", muscle.nerve.replace(" -> ", " → ")),
            ("Roots", " ".join(roots_of(muscle.roots)) + recalled),
            ("Action", muscle.action),
        ]
    if row.branch is not None:
        _require(place, "branch", row.branch, course[BRANCHES])
        branch = course[BRANCHES][row.branch]
        if branch.roots:
            about.append(("Roots", " ".join(branch.roots)))
        about.append(("Course", branch.course))
    if row.roots:
        about.append(("Roots", " ".join(row.roots)))
    return tuple(about)


def _require(place: str, kind: str, name: str, allowed: Mapping[str, Any]) -> None:
    if name in allowed:
        return
    raise ContentError(f"{place}: unknown {kind} {name!r}.{did_you_mean(name, allowed)}")
