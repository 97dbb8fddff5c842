"""The examination tests in pictures: how a leg and a back are placed and moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.body.movements import MOVEMENTS
from sciatica_edu.body.view.movement_views import movement_shown
from sciatica_edu.display import folded, join

if TYPE_CHECKING:
    from sciatica_edu.display import Html
    from sciatica_edu.evidence.course import Course

__all__ = ["examination_pictures"]


def examination_pictures(course: Course) -> Html:
    """Return the tests' pictures and how each is done, folded under its name; the first is open."""
    tests = [movement for movement in course[MOVEMENTS].values() if movement.is_test]
    return join(
        folded(test.title, movement_shown(course, test.id), unfolded=number == 0)
        for number, test in enumerate(tests)
    )
