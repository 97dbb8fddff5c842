from __future__ import annotations

from tests.quiz.conftest import clock
from tests.small_lessons import built_twice, course, failing_lesson, fixtures, small_lesson

__all__ = ["built_twice", "clock", "course", "failing_lesson", "fixtures", "small_lesson"]
