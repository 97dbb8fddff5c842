"""What every exported file says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciatica_edu.exchange.task import Task

__all__ = ["LICENCE", "LICENCE_URL", "notice_lines", "review_status"]

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


def review_status(tasks: Iterable[Task]) -> str:
    """Return whether a clinician has reviewed the questions."""
    done = [bool(task.labels.reviewed_by) for task in tasks]
    if done and all(done):
        return "Clinically reviewed."
    if any(done):
        return f"Clinically reviewed: {sum(done)} of {len(done)} questions; the others not yet."
    return "Not yet clinically reviewed."


def notice_lines(tasks: Iterable[Task]) -> tuple[str, ...]:
    """Return the lines that every file carries: notice, review status, licence."""
    return (
        NOT_MEDICAL_ADVICE,
        review_status(tasks),
        f"The sciatica-edu authors, licence {LICENCE} ({LICENCE_URL}).",
    )
