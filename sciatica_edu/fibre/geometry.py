"""Shape and electrical constants of a myelinated fibre, from its outer diameter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sciatica_edu.fibre.channels import Gate

__all__ = ["FibreGeometry", "MyelinatedParameters", "fibre_geometry"]


@dataclass(frozen=True)
class MyelinatedParameters:
    """Constants of the double-cable fibre model; each is a row of ``data/parameters``.

    Lengths in µm, conductances in S/cm², capacitances in µF/cm², resistivity in Ω·cm,
    potentials in mV, stimuli in nA. `geometry_rows` holds fibre diameter, axon diameter,
    node diameter, internode length, fluted length and number of lamellae; the five
    polynomials in D (coefficients of D², D, 1) replace it below the smallest published
    diameter.
    """

    node_length_um: float
    attachment_length_um: float
    node_gap_um: float
    internode_gap_um: float
    axial_resistivity_ohm_cm: float
    axolemma_capacitance_uf_per_cm2: float
    lamella_capacitance_uf_per_cm2: float
    lamella_conductance_s_per_cm2: float
    attachment_conductance_s_per_cm2: float
    internode_conductance_s_per_cm2: float
    rest_potential_mv: float
    fast_sodium_conductance_s_per_cm2: float
    persistent_sodium_conductance_s_per_cm2: float
    slow_potassium_conductance_s_per_cm2: float
    leak_conductance_s_per_cm2: float
    sodium_reversal_mv: float
    potassium_reversal_mv: float
    leak_reversal_mv: float
    smallest_published_diameter_um: float
    smallest_diameter_um: float
    largest_diameter_um: float
    stimulus_na: float
    stimulus_small_fibre_na: float
    geometry_rows: tuple[tuple[float, ...], ...]
    small_fibre_axon_diameter_um: tuple[float, float, float]
    small_fibre_node_diameter_um: tuple[float, float, float]
    small_fibre_internode_length_um: tuple[float, float, float]
    small_fibre_fluted_length_um: tuple[float, float, float]
    small_fibre_lamellae: tuple[float, float, float]
    gates: tuple[Gate, ...]


@dataclass(frozen=True)
class FibreGeometry:
    """Shape of one myelinated fibre; lengths and diameters in µm.

    `stationary_length_um` is the length of each of the six middle (STIN) segments of an
    internode; `is_extension` is true below the diameters for which the model was published.
    """

    fibre_diameter_um: float
    axon_diameter_um: float
    node_diameter_um: float
    internode_length_um: float
    fluted_length_um: float
    stationary_length_um: float
    lamellae: float
    is_extension: bool


def fibre_geometry(diameter_um: float, *, parameters: MyelinatedParameters) -> FibreGeometry:
    """Return the shape of a fibre of a given outer diameter.

    Parameters
    ----------
    diameter_um
        Outer diameter with myelin, 3 to 16 µm.
    parameters
        The model's constants.

    Returns
    -------
    FibreGeometry
        Linear between the nine published fibres from 5.7 to 16 µm; below, published
        polynomials that extend the model and are marked `is_extension`.

    Notes
    -----
    Sources: McIntyre, Richardson and Grill 2002 (table), ASCENT (polynomials).
    """
    extension = diameter_um < parameters.smallest_published_diameter_um
    if extension:
        powers = np.array([diameter_um**2, diameter_um, 1.0])
        axon, node, internode, fluted, lamellae = (
            float(np.dot(powers, coefficients))
            for coefficients in (
                parameters.small_fibre_axon_diameter_um,
                parameters.small_fibre_node_diameter_um,
                parameters.small_fibre_internode_length_um,
                parameters.small_fibre_fluted_length_um,
                parameters.small_fibre_lamellae,
            )
        )
    else:
        # Not the polynomials here: they miss the published rows by up to some per cent (axon of a
        # fibre of 10 µm: 6.75 instead of 6.9 µm), and the nine published fibres must come out
        # exactly.
        columns = np.array(parameters.geometry_rows).T
        axon, node, internode, fluted, lamellae = (
            float(np.interp(diameter_um, columns[0], column)) for column in columns[1:]
        )
    # Node, two attachment and two fluted segments; six equal ones share the rest (McIntyre 2002).
    fixed_um = parameters.node_length_um + 2 * parameters.attachment_length_um + 2 * fluted
    return FibreGeometry(
        fibre_diameter_um=diameter_um,
        axon_diameter_um=axon,
        node_diameter_um=node,
        internode_length_um=internode,
        fluted_length_um=fluted,
        stationary_length_um=(internode - fixed_um) / 6,
        lamellae=lamellae,
        is_extension=extension,
    )
