"""The internode between two nodes, reduced exactly to twenty low-pass filters.

An internode (ten segments, each with an axon and a periaxonal potential) is linear. Its
symmetric half systems diagonalise into ten even modes, driven by the sum of the two node
potentials, and ten odd modes, driven by their difference. Each mode is one RC filter, so a
simulation never solves for the inside of an internode; nothing is approximated in space.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.fibre.geometry import fibre_geometry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sciatica_edu.fibre.geometry import FibreGeometry, MyelinatedParameters

__all__ = ["MODES", "InternodeFilters", "internode_filters"]

MODES = 10
_HALF = 5


@dataclass(frozen=True)
class InternodeFilters:
    """Twenty filters of one internode, seen from its two nodes.

    With U the sum (row 0) or difference (row 1) of the node potentials, measured from rest,
    a mode's current obeys ``dI/dt = drive * U - rate * I``; the left node receives the sum of
    both rows, the right node the even row minus the odd row.

    Attributes
    ----------
    rate_per_ms
        Decay rates, shape (2, 10): even and odd.
    drive_us_per_ms
        Drives in µS/ms, shape (2, 10).
    coupling_us
        Conductance between a node and the first segment beside it, in µS.
    """

    rate_per_ms: NDArray[np.float64]
    drive_us_per_ms: NDArray[np.float64]
    coupling_us: float


@dataclass(frozen=True)
class _Segment:
    """A cylinder of axon with the gap around it; lengths in µm."""

    length_um: float
    diameter_um: float
    gap_um: float
    conductance_s_per_cm2: float

    @property
    def core_area_um2(self) -> float:
        return math.pi * self.diameter_um**2 / 4

    @property
    def gap_area_um2(self) -> float:
        # The ring between the radii d/2 and d/2 + gap.
        return math.pi * self.gap_um * (self.diameter_um + self.gap_um)


def _segments(
    geometry: FibreGeometry, parameters: MyelinatedParameters, paranode_gap_factor: float
) -> tuple[_Segment, list[_Segment]]:
    """Return the node and the five segments of half an internode, from the node inwards."""
    # No conductance: the node's membrane is active and belongs to the cable; only its half length
    # counts here, in the link to the segment beside it.
    node = _Segment(parameters.node_length_um, geometry.node_diameter_um, parameters.node_gap_um, 0)
    attachment = _Segment(
        parameters.attachment_length_um,
        geometry.node_diameter_um,
        parameters.node_gap_um * paranode_gap_factor,
        parameters.attachment_conductance_s_per_cm2,
    )
    fluted, stationary = (
        _Segment(
            length_um,
            geometry.axon_diameter_um,
            parameters.internode_gap_um * factor,
            parameters.internode_conductance_s_per_cm2,
        )
        for length_um, factor in (
            (geometry.fluted_length_um, paranode_gap_factor),
            (geometry.stationary_length_um, 1.0),
        )
    )
    return node, [attachment, fluted, stationary, stationary, stationary]


def _link_us(length_um: tuple[float, float], area_um2: tuple[float, float], rho: float) -> float:
    """Return the conductance in µS between two centres; `rho` is the resistivity in Ω·cm."""
    # From centre to centre: half of either segment, in series.
    halves = sum(length / 2 / area for length, area in zip(length_um, area_um2, strict=True))
    return 100 / (rho * halves)  # µm/µm² · Ω·cm = 1e4 Ω


def _links_us(first: _Segment, second: _Segment, rho: float) -> tuple[float, float]:
    """Return the axon and the periaxonal conductance between two neighbours, in µS."""
    lengths_um = (first.length_um, second.length_um)
    return (
        _link_us(lengths_um, (first.core_area_um2, second.core_area_um2), rho),
        _link_us(lengths_um, (first.gap_area_um2, second.gap_area_um2), rho),
    )


def _half_matrices(
    node: _Segment,
    segments: Sequence[_Segment],
    geometry: FibreGeometry,
    parameters: MyelinatedParameters,
    myelin_fraction: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return capacitance (nF) and the even and odd conductance (µS) matrices of a half.

    Unknowns 0-4 are axon potentials, 5-9 periaxonal ones.
    """
    # Each lamella is two membranes, all in series: capacitance and conductance both fall as 1 /
    # number, so thin myelin stores more charge and leaks more (McIntyre 2002).
    membranes = 2 * geometry.lamellae * myelin_fraction
    capacitance, conductance = np.zeros((MODES, MODES)), np.zeros((MODES, MODES))
    for i, segment in enumerate(segments):
        # The axolemma counts by the axon's surface, myelin by the outer surface of the fibre, as in
        # the published code. 1 µF/cm² · µm² is 1e-5 nF, 1 S/cm² · µm² is 1e-2 µS.
        axolemma_um2 = math.pi * segment.diameter_um * segment.length_um
        myelin_um2 = math.pi * geometry.fibre_diameter_um * segment.length_um
        _add_membranes(
            capacitance,
            i,
            axolemma=1e-5 * parameters.axolemma_capacitance_uf_per_cm2 * axolemma_um2,
            myelin=1e-5 * parameters.lamella_capacitance_uf_per_cm2 / membranes * myelin_um2,
        )
        _add_membranes(
            conductance,
            i,
            axolemma=1e-2 * segment.conductance_s_per_cm2 * axolemma_um2,
            myelin=1e-2 * parameters.lamella_conductance_s_per_cm2 / membranes * myelin_um2,
        )
    return capacitance, *_linked(conductance, node, segments, parameters.axial_resistivity_ohm_cm)


def _add_membranes(
    matrix: NDArray[np.float64], segment: int, *, axolemma: float, myelin: float
) -> None:
    """Add what lies between axon and gap, and between gap and outside, of one segment."""
    gap = segment + _HALF
    matrix[segment, segment] += axolemma
    matrix[gap, gap] += axolemma + myelin
    matrix[segment, gap] -= axolemma
    matrix[gap, segment] -= axolemma


def _linked(
    conductance: NDArray[np.float64], node: _Segment, segments: Sequence[_Segment], rho: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the even and the odd conductance matrix: membranes and links along the fibre."""
    # At the node the gap is open to the outside (1e10 S/cm² in the published code): the periaxonal
    # link to it ends at zero, the axonal one at the node, which drives from outside. For the matrix
    # both are the same, a link to something fixed.
    chain = [node, *segments]
    even = conductance.copy()
    for i in range(_HALF):
        for first_row, link in zip((0, _HALF), _links_us(chain[i], chain[i + 1], rho), strict=True):
            row = first_row + i
            even[row, row] += link
            if i > 0:  # the neighbour of segment 0 is the node, which drives from outside
                even[row - 1, row - 1] += link
                even[row, row - 1] -= link
                even[row - 1, row] -= link
    # Mirror symmetry about the middle of the internode: in an even mode both halves are alike and
    # no current crosses; in an odd one they are opposite, so the middle stands at zero, half a link
    # away, which conducts twice as well. Ten unknowns each, instead of twenty at once.
    odd = even.copy()
    middle = _links_us(segments[-1], segments[-1], rho)
    for row, link in zip((_HALF - 1, MODES - 1), middle, strict=True):
        odd[row, row] += 2 * link
    return even, odd


@lru_cache(maxsize=4096)
def internode_filters(
    diameter_um: float,
    *,
    parameters: MyelinatedParameters,
    myelin_fraction: float = 1.0,
    paranode_gap_factor: float = 1.0,
) -> InternodeFilters:
    """Return the filters of one internode.

    Parameters
    ----------
    diameter_um
        Outer diameter of the healthy fibre in µm.
    parameters
        The model's constants.
    myelin_fraction
        Share of the lamellae that is left, above 0, at most 1. Thin myelin leaks and
        stores more charge (both in proportion to 1/share); the axon keeps its diameter.
    paranode_gap_factor
        Width of the gap under the myelin of both paranodes (attachment and fluted segment),
        in multiples of the healthy one.

    Returns
    -------
    InternodeFilters
        Exact for the ten-segment double cable.
    """
    geometry = fibre_geometry(diameter_um, parameters=parameters)
    node, segments = _segments(geometry, parameters, paranode_gap_factor)
    capacitance, even, odd = _half_matrices(node, segments, geometry, parameters, myelin_fraction)
    coupling_us, _ = _links_us(node, segments[0], parameters.axial_resistivity_ohm_cm)
    # The capacitance matrix is not diagonal, since the axolemma joins axon and gap: C = L Lᵀ turns
    # G x = rate C x into an ordinary symmetric problem.
    inverse = np.linalg.inv(np.linalg.cholesky(capacitance))
    rates, drives = [], []
    for conductance in (even, odd):
        # Rates span nine decades: singular values of a factor keep the slow ones exact, where
        # the eigenvalues of the product would lose eight digits.
        factor = np.linalg.cholesky(conductance).T @ inverse.T
        _, roots, vectors = np.linalg.svd(factor)
        # Only the axon of the first segment touches the node; by the same link it is driven and
        # answers, hence the square. Half, since the drive is a sum of two ends while a half feels
        # their mean.
        at_node = (inverse.T @ vectors.T)[0]
        rates.append(roots**2)
        drives.append((coupling_us * at_node) ** 2 / 2)
    return InternodeFilters(np.array(rates), np.array(drives), coupling_us)
