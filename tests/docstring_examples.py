"""Functions whose docstrings have drifted from the code, for the test that must notice."""

from __future__ import annotations


def drifted(angle_deg: float) -> float:
    """Return the angle.

    Parameters
    ----------
    hip_deg
        Angle in degrees.
    """
    return angle_deg


def out_of_order(hip_deg: float, knee_deg: float) -> float:
    """Return the sum.

    Parameters
    ----------
    knee_deg
        Angle in degrees.
    hip_deg
        Angle in degrees.
    """
    return hip_deg + knee_deg


def half_documented(hip_deg: float, knee_deg: float) -> float:
    """Return the sum.

    Parameters
    ----------
    hip_deg
        Angle in degrees.
    """
    return hip_deg + knee_deg
