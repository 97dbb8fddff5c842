"""Made-up people for the tests of this topic."""

from __future__ import annotations

from sciatica_edu.exercises.course_exercises import Exercises

NO_HURRY = Exercises.red_flags_all_no()
EMERGENCY = Exercises.red_flags_all_no(saddle="yes")


def screened(exercises, **answers):
    """Return the screening of somebody who was asked everything and had no hurry."""
    return exercises.screen(exercises.without_warning(**answers), red_flags=NO_HURRY)
