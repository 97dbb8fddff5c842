"""The machinery around the lessons: parameters, build, run, cohort, handout.

Nothing is imported here: a notebook that opens one lesson does not pay for papermill.
"""

from __future__ import annotations

__all__: list[str] = []
