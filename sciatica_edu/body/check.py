"""The rules that the body's tables keep; `sciatica-edu check` runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.body.tables import BRANCHES, MUSCLES, NERVE_SITES, STRUCTURES, VIEWS
from sciatica_edu.errors import did_you_mean
from sciatica_edu.evidence.integrity import Breach
from sciatica_edu.evidence.loading import load_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sciatica_edu.evidence.course import Course

__all__ = ["check_body"]


def check_body(course: Course) -> Iterator[Breach]:
    """All that the 3D body's structures, views and nerve points name exists."""
    muscles, branches, structures = course[MUSCLES], course[BRANCHES], course[STRUCTURES]
    allowed: dict[str, Iterable[str]] = {
        "muscle": muscles,
        "branch": branches,
        "fact": course.facts,
        "view": [view.id for view in course[VIEWS].views],
        "structure": structures,
    }
    for where, what, kind, name in _named_by_the_body(course):
        if name not in allowed[kind]:
            hint = did_you_mean(name, allowed[kind])
            yield Breach(where, "body-table", f"{what}: unknown {kind} {name!r}.{hint}")


def _named_by_the_body(course: Course) -> Iterator[tuple[str, str, str, str]]:
    """Yield place, who names, what kind of thing, and its name."""
    structures, places = STRUCTURES.read(course.data)
    for row in structures.values():
        for kind in ("muscle", "branch", "fact", "view"):
            name = getattr(row, kind)
            if name is not None:
                yield places[row.id], f"structure {row.id!r}", kind, name
    views, places = VIEWS.read(course.data)
    for view in views.views:
        for name in (*view.hide, *view.labels):
            yield places[view.id], f"view {view.id!r}", "structure", name
    nerve, file = load_as(course.data / NERVE_SITES.file, NERVE_SITES.kind)
    for site, at in nerve.sites.items():
        for name in at.facts:
            yield file.at(["sites", site]), f"nerve site {site!r}", "fact", name
