"""Figures of a learner's own results."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica_edu.quiz.learning.progress import Calibration

__all__ = ["calibration_alt", "plot_calibration"]


def plot_calibration(calibration: Calibration, *, ax: Axes | None = None) -> Axes:
    """Draw correctness against confidence; the diagonal is perfect calibration.

    Parameters
    ----------
    calibration
        From `progress.calibration`.
    ax
        Where to draw; a new figure if not given.
    """
    if ax is None:
        from matplotlib.figure import Figure

        ax = Figure(figsize=(4.2, 4)).subplots()
    ax.plot([0, 1], [0, 1], linestyle="--", color="0.4", label="perfect")
    ax.plot(
        [group.confidence for group in calibration.bins],
        [group.right for group in calibration.bins],
        marker="o",
        color="#0072B2",
        label="you",
    )
    for group in calibration.bins:
        ax.annotate(
            f"n = {group.count}",
            (group.confidence, group.right),
            textcoords="offset points",
            xytext=(-6, 8),
            ha="right",
        )
    ax.set(
        xlim=(0, 1.03),
        ylim=(-0.03, 1.08),
        xlabel="confidence before feedback",
        ylabel="proportion right",
        title=f"Calibration, Brier score {calibration.brier:.2f}",
    )
    ax.legend(loc="lower right")
    return ax


def calibration_alt(calibration: Calibration) -> str:
    """Return what the calibration figure shows, in words."""
    parts = [
        f"{group.confidence:.0%} sure: {group.right:.0%} right of {group.count}"
        for group in calibration.bins
    ]
    return (
        f"Proportion right against confidence for {calibration.count} first answers. "
        f"{'; '.join(parts)}. Brier score {calibration.brier:.2f}; 0 is perfect."
    )
