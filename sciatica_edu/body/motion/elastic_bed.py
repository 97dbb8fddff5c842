"""An elastic string on an elastic bed: how a nerve shares a local stretch of its bed.

When a joint moves, the nerve's bed lengthens near that joint only. The string slides a little
towards it and so spreads the stretch; how far it reaches is one length, called lambda.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.errors import require_in_range

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]

__all__ = ["string_displacements_mm"]


def string_displacements_mm(
    rest_mm: FloatArray, stretched_mm: FloatArray, *, sharing_length_mm: float
) -> FloatArray:
    """Slide of the string against its bed at every node, ends held.

    Parameters
    ----------
    rest_mm
        Shape (elements,): lengths of the string's elements, and of the bed below them, at rest.
    stretched_mm
        Shape (states, elements): lengths of the bed below the elements in each state.
    sharing_length_mm
        Characteristic length, above 0 to 100 000: root of the string's axial stiffness over the
        bed's stiffness per length (lambda = sqrt(EA / k)). Small: the nerve is stretched where
        its bed is. Large: it slides freely and is stretched evenly.

    Returns
    -------
    array
        Shape (states, elements + 1), mm; positive is towards the far end.

    Raises
    ------
    OutOfRangeError
        If the characteristic length is outside its range.

    Notes
    -----
    Balance at node i, with element lengths h, bed lengths g and half-sums H:
    lambda² [(g_i + u_{i+1} - u_i) / h_i - (g_{i-1} + u_i - u_{i-1}) / h_{i-1}] = H_i u_i.
    One tridiagonal system, the same for all states.
    """
    require_in_range("sharing length", sharing_length_mm, 1e-3, 1e5, "mm")
    # Divided by the bed's stiffness: of the two stiffnesses only lambda is left.
    square = sharing_length_mm**2
    inverse = square / rest_mm
    # Only a change of stretch along the nerve pulls on a node: where the bed lengthens evenly the
    # string lengthens with it and need not slide.
    pull = square * np.diff(stretched_mm / rest_mm, axis=1)
    # The bed holds a node over half of the elements on either side.
    diagonal = inverse[:-1] + inverse[1:] + (rest_mm[:-1] + rest_mm[1:]) / 2.0
    inner = _solve_tridiagonal(diagonal, -inverse[1:-1], pull)
    # The ends are held, at the cord and in the foot: two nodes that are no unknowns.
    slides = np.zeros((len(stretched_mm), len(rest_mm) + 1))
    slides[:, 1:-1] = inner
    return slides


def _solve_tridiagonal(diagonal: FloatArray, beside: FloatArray, right: FloatArray) -> FloatArray:
    """Solve a symmetric tridiagonal system for several right sides (rows of `right`)."""
    # Elimination written out, so that the measures need numpy alone (a test sees to it); one
    # elimination serves all states. No pivots: the diagonal outweighs what stands beside it.
    count = len(diagonal)
    pivot = diagonal.copy()
    solved = right.copy()
    for row in range(1, count):
        factor = beside[row - 1] / pivot[row - 1]
        pivot[row] -= factor * beside[row - 1]
        solved[:, row] -= factor * solved[:, row - 1]
    solved[:, -1] /= pivot[-1]
    for row in range(count - 2, -1, -1):
        solved[:, row] = (solved[:, row] - beside[row] * solved[:, row + 1]) / pivot[row]
    return solved
