"""The rules that the nerve-block tables keep; `sciatica-edu check` runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.evidence.integrity import Breach
from sciatica_edu.nerve_block.tables import CONTRAINDICATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sciatica_edu.evidence.course import Course

__all__ = ["check_nerve_block"]


def check_nerve_block(course: Course) -> Iterator[Breach]:
    """Every contraindication rule judges every procedure."""
    wanted = set(course[CONTRAINDICATIONS].procedures)
    for rule in course[CONTRAINDICATIONS].rules:
        missing = sorted(wanted - set(rule.verdicts))
        if missing:
            message = f"rule {rule.id!r} has no verdict for {', '.join(missing)}."
            yield Breach(course.place(rule.id), "rule-complete", message)
