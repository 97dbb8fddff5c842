"""The rules that the body's tables keep; `sciatica-edu check` runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.body.tables import BRANCHES, MUSCLES
from sciatica_edu.errors import did_you_mean
from sciatica_edu.evidence.integrity import Breach
from sciatica_edu.evidence.tables.body_tables import body_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.tables.body_tables import BodyTables

__all__ = ["check_body"]


def check_body(course: Course) -> Iterator[Breach]:
    """All that the 3D body's structures, views and nerve points name exists."""
    body = body_tables(course.data)
    muscles, branches = course[MUSCLES], course[BRANCHES]
    allowed: dict[str, Iterable[str]] = {
        "muscle": muscles,
        "branch": branches,
        "fact": course.facts,
        "view": body.views,
        "structure": body.structures,
    }
    for where, what, kind, name in _named_by_the_body(body):
        if name not in allowed[kind]:
            hint = did_you_mean(name, allowed[kind])
            yield Breach(where, "body-table", f"{what}: unknown {kind} {name!r}.{hint}")


def _named_by_the_body(body: BodyTables) -> Iterator[tuple[str, str, str, str]]:
    """Yield place, who names, what kind of thing, and its name."""
    for row in body.structures.values():
        where, what = body.structure_places[row.id], f"structure {row.id!r}"
        for kind, name in (
            ("muscle", row.muscle),
            ("branch", row.branch),
            ("fact", row.fact),
            ("view", row.view),
        ):
            if name is not None:
                yield where, what, kind, name
    for view in body.views.values():
        for name in (*view.hide, *view.labels):
            yield body.view_places[view.id], f"view {view.id!r}", "structure", name
    for site, at in body.nerve_sites.sites.items():
        for name in at.facts:
            yield body.nerve_site_places[site], f"nerve site {site!r}", "fact", name
