"""The model beside the literature: what it yields where a figure is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sciatica_edu.clinic.rows import Target
    from sciatica_edu.clinic.stories import Clinic

__all__ = ["ALLOWED", "expected", "model_value", "within"]

ALLOWED = 0.03
"""How far a share may lie from the published one before a reason is owed."""


def expected(clinic: Clinic, setting: str, from_age: int | None = None) -> NDArray[np.float64]:
    """Return how often each story is told in each age band, as prevalence has it.

    Parameters
    ----------
    clinic
        The model.
    setting
        Where patients are seen.
    from_age
        Only age bands that begin at this age or later.
    """
    bands = clinic.joint(setting, "prevalence").sum(axis=2)  # by cause and band
    if from_age is not None:
        bands = bands * [low >= from_age for low, _ in clinic.tables.shared.age_bands]
    found: NDArray[np.float64] = bands[clinic.cause].T * clinic.weight[setting]
    return found


def model_value(clinic: Clinic, target: Target) -> float:
    """Return what the model yields for a published figure, by summing over all stories.

    Parameters
    ----------
    clinic
        The model.
    target
        What was published.
    """
    overall = clinic.yes_overall()
    columns = [clinic.finding_names.index(name) for name in target.any]
    none = np.prod(1 - overall[:, :, columns], axis=2)
    how_often = expected(clinic, target.setting, target.from_age)
    members = {one for name in target.of for one in clinic.tables.groups.get(name, [name])}
    inside = np.array([clinic.cause_names[index] in members for index in clinic.cause])
    absent = _mean(none, how_often * inside)
    if target.kind == "negative":
        return absent
    if target.kind == "share":
        return 1 - absent
    return (1 - absent) / (1 - _mean(none, how_often * ~inside))


def within(target: Target, value: float) -> bool:
    """Return whether a value of the model agrees with what was published."""
    slack = 0.0 if target.kind == "ratio" else ALLOWED
    return min(target.published) - slack <= value <= max(target.published) + slack


def _mean(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    return float((values * weights).sum() / weights.sum())
