"""Outcome scales: what a number on a questionnaire means."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from sciatica_edu.evidence.models import Model, Text

__all__ = ["Scale"]


class Scale(Model):
    """An outcome scale: range, meaning and licence. Its items are not reproduced."""

    id: Annotated[str, StringConstraints(pattern=r"^SC-\d{2}$")]
    name: Text
    items: int
    item_range: list[int] | None = None
    range: list[int]
    direction: Text | None = None
    scoring: Text | None = None
    domains: list[Text] | None = None
    groups: dict[str, Text] | None = None
    minimal_important_change: float | int | None = None
    minimal_important_change_percent: float | int | None = None
    measurement_error_points: float | int | None = None
    licence: Text
    reproduce_items: Text
