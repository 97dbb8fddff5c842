"""From a drug at the nerve to blocked sodium channels: occupancy, exposed nodes, use dependence.

Several kinds of fibre at once are in `compound_nerve.py`; how the drug reaches the axon and leaves it in `pharmacokinetics.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import OutOfRangeError, require_in_range, require_known
from sciatica_edu.fibre.geometry import fibre_geometry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.fibre.geometry import MyelinatedParameters

__all__ = [
    "BindingParameters",
    "SodiumBinding",
    "axon_concentration_mm",
    "blocked_share",
    "exposed_node_count",
    "injected_concentration_mm",
    "occupancy",
]

HIGHEST_CONCENTRATION_MM = 100.0


@dataclass(frozen=True)
class SodiumBinding:
    """How one drug binds to resting sodium channels.

    Attributes
    ----------
    drug
        Name of the drug.
    half_block_mm
        Concentration at the axon that blocks half of the channels, in mM.
    molar_mass_g_per_mol
        Molar mass of the hydrochloride, in which ampoules are labelled.
    checked
        ``read`` (in the source), ``memory`` or ``assumed``: everything but ``read`` must be
        marked as uncertain wherever it is shown.
    source
        Citation of the half-blocking concentration.
    note
        Other values, reasons.
    """

    drug: str
    half_block_mm: float
    molar_mass_g_per_mol: float
    checked: str
    source: str
    note: str

    @property
    def is_uncertain(self) -> bool:
        """Return whether the half-blocking concentration is not from a source that was read."""
        return self.checked != "read"


@dataclass(frozen=True)
class BindingParameters:
    """Binding of all drugs, and the constants of use dependence.

    Attributes
    ----------
    drugs
        Binding by drug name.
    axon_share_of_injected
        Effective concentration at the axon over injected concentration (rat, lidocaine).
    recovery_s
        Time constant with which the drug leaves a channel, in s.
    extra_binding_per_mm_s
        Extra binding while depolarised, in 1/(mM s).
    depolarised_time_ms
        Time an impulse keeps a node depolarised, in ms.
    calibrated_drug
        The drug for which use dependence was calibrated; for others it is an assumption.
    """

    drugs: Mapping[str, SodiumBinding]
    axon_share_of_injected: float
    recovery_s: float
    extra_binding_per_mm_s: float
    depolarised_time_ms: float
    calibrated_drug: str

    def binding(self, drug: str) -> SodiumBinding:
        """Return the binding of `drug`, or raise naming the nearest known drug."""
        return self.drugs[require_known("local anaesthetic", drug, self.drugs)]


def _require_concentration(concentration_mm: float) -> None:
    require_in_range("concentration", concentration_mm, 0.0, HIGHEST_CONCENTRATION_MM, "mM")


def occupancy(concentration_mm: float, *, binding: SodiumBinding) -> float:
    """Return the share of resting sodium channels that a drug blocks.

    Parameters
    ----------
    concentration_mm
        Concentration at the axon, 0 to 100 mM. Not what is in the syringe: see
        `axon_concentration_mm`.
    binding
        The drug.

    Returns
    -------
    float
        Share from 0 to 1: C / (C + K), one molecule a channel.

    Raises
    ------
    OutOfRangeError
        If the concentration is outside its range.

    Notes
    -----
    Half-blocking concentrations of one drug differ two- to threefold between preparations.
    Measured at room temperature; here used at any. Local anaesthetics also block some
    potassium currents at similar concentrations; the model leaves those alone.
    """
    _require_concentration(concentration_mm)
    return concentration_mm / (concentration_mm + binding.half_block_mm)


def injected_concentration_mm(percent: float, *, binding: SodiumBinding) -> float:
    """Convert a labelled percentage (g hydrochloride per 100 mL, 0 to 10 %) to mM."""
    require_in_range("concentration", percent, 0.0, 10.0, "%")
    grams_per_litre = 10 * percent
    return 1000 * grams_per_litre / binding.molar_mass_g_per_mol


def axon_concentration_mm(percent: float, *, drug: str, parameters: BindingParameters) -> float:
    """Estimate the concentration at the axon at full block from the injected percentage.

    Parameters
    ----------
    percent
        Labelled concentration, 0 to 10 %.
    drug
        A drug of `parameters`.
    parameters
        Holds the binding of each drug and the one measured ratio.

    Returns
    -------
    float
        Concentration in mM.

    Notes
    -----
    Rests on one experiment: after 0.1 mL of 1 % lidocaine (36.9 mM) the rat sciatic nerve held
    as much drug as in a bath of 0.7 to 0.9 mM. That the ratio holds for other drugs, volumes
    and for humans is assumed. (That 1.6 % of the injected *mass* was found in the nerve is
    another quantity, near the ratio by chance.)
    """
    injected_mm = injected_concentration_mm(percent, binding=parameters.binding(drug))
    return parameters.axon_share_of_injected * injected_mm


def exposed_node_count(
    exposed_length_mm: float, *, diameter_um: float, parameters: MyelinatedParameters
) -> int:
    """Return how many nodes of a fibre lie in a length of nerve.

    Parameters
    ----------
    exposed_length_mm
        Length bathed in drug, 0 to 200 mm.
    diameter_um
        Outer diameter, 3 to 16 µm: nodes of thin fibres stand closer.
    parameters
        Constants of the fibre model.

    Returns
    -------
    int
        Length over distance between nodes, rounded: the mean over where the length begins.

    Raises
    ------
    OutOfRangeError
        If a value is outside its range.
    """
    require_in_range("exposed length", exposed_length_mm, 0.0, 200.0, "mm")
    smallest, largest = parameters.smallest_diameter_um, parameters.largest_diameter_um
    require_in_range("fibre diameter", diameter_um, smallest, largest, "µm")
    geometry = fibre_geometry(diameter_um, parameters=parameters)
    return round(1000 * exposed_length_mm / geometry.internode_length_um)


def blocked_share(
    concentration_mm: float,
    *,
    binding: SodiumBinding,
    parameters: BindingParameters,
    firing_rate_hz: float,
    impulses: int = 10,
) -> float:
    """Return the share of sodium channels that is blocked when the last impulse of a train arrives.

    Parameters
    ----------
    concentration_mm
        Concentration at the axon, 0 to 100 mM.
    binding
        The drug.
    parameters
        Constants of use dependence.
    firing_rate_hz
        Impulses a second, 0 (rest) to 500.
    impulses
        Impulses in the train, 1 to 100 000.

    Returns
    -------
    float
        Share from 0 to 1.

    Raises
    ------
    OutOfRangeError
        If a value is outside its range.

    Notes
    -----
    Block relaxes towards its resting value between impulses, and towards a higher value while
    an impulse depolarises the node; both steps are exponential, so a train is a linear map with
    a closed form. The extra binding is **fitted to one number** (lidocaine, rat sciatic nerve:
    the tenth impulse at 200 Hz is stopped at 0.28 mM, a single one at about 0.4 mM); other
    rates are predictions and other drugs an assumption. Not modelled: that a partly blocked,
    partly refractory node fires shorter impulses; recovery that differs between drugs
    (bupivacaine leaves much more slowly than lidocaine).
    """
    _require_concentration(concentration_mm)
    require_in_range("firing rate", firing_rate_hz, 0.0, 500.0, "Hz")
    require_in_range("number of impulses", impulses, 1, 100_000)
    if int(impulses) != impulses:
        raise OutOfRangeError(f"number of impulses is {impulses!r}; give a whole number.")
    tonic = occupancy(concentration_mm, binding=binding)
    if firing_rate_hz == 0 or concentration_mm == 0:
        return tonic
    # Half-block is where as much binds as leaves, so the rate of binding need not be known apart:
    # at rest both together run at (1 + C/K) times the rate of leaving.
    leaving_per_s = 1 / parameters.recovery_s
    resting_per_s = leaving_per_s * (1 + concentration_mm / binding.half_block_mm)
    extra_per_s = parameters.extra_binding_per_mm_s * concentration_mm
    firing_per_s = resting_per_s + extra_per_s
    driven = 1 - leaving_per_s / firing_per_s
    impulse_s = parameters.depolarised_time_ms / 1000
    # Ten impulses or ten thousand cost the same: what an interval keeps and gains is the same each
    # time, so the rest towards the steady share shrinks geometrically.
    kept_in_impulse = math.exp(-firing_per_s * impulse_s)
    kept_between = math.exp(-resting_per_s * (1 / firing_rate_hz - impulse_s))
    kept = kept_in_impulse * kept_between
    gained = driven * (1 - kept_in_impulse) * kept_between + tonic * (1 - kept_between)
    steady = gained / (1 - kept)
    return float(steady - (steady - tonic) * kept ** (impulses - 1))
