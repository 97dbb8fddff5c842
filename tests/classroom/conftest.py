from __future__ import annotations

from tests.small_lessons import built_twice, course, failing_lesson, fixtures, small_lesson

__all__ = ["built_twice", "course", "failing_lesson", "fixtures", "small_lesson"]
