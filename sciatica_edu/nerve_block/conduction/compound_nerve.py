"""Four kinds of fibre in one nerve under one drug: which still conduct, what the patient notices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.errors import require_in_range
from sciatica_edu.fibre.c_fibre import UnmyelinatedFibre, simulate_unmyelinated
from sciatica_edu.fibre.simulation import Fibre, simulate
from sciatica_edu.nerve_block.conduction.block import (
    concentration_for_occupancy_mm,
    exposed_node_count,
    phasic_block,
)
from sciatica_edu.nerve_block.conduction.critical_block import (
    critical_block_fraction,
    critical_block_fraction_unmyelinated,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.fibre.recording import Recording
    from sciatica_edu.nerve_block.conduction.block import (
        BindingParameters,
        PhasicBlock,
        SodiumBinding,
    )
    from sciatica_edu.nerve_block.conduction.critical_block import CriticalTables
    from sciatica_edu.nerve_block.conduction.parameters import FibreClass, FibreParameters

__all__ = [
    "COMPOUND_LIMITS",
    "CompoundBlock",
    "CompoundLimits",
    "CompoundRecording",
    "FibreVerdict",
    "compound_block",
    "simulate_compound",
]


@dataclass(frozen=True)
class CompoundLimits:
    """Layout of the simulated fibres of a nerve; the browser half is sent the same.

    Myelinated fibres: healthy nodes before and after the stretch, and the most exposed nodes
    (more change nothing: critical block is flat from there on). C fibre: the same as lengths
    in mm. A run lasts `base_ms` plus `per_node_ms` a node (C fibre: `c_base_ms`), times two
    for each 10 °C below 37 °C, and never more than `longest_ms` (`c_longest_ms`). Where
    conduction and speed are read (`read_from_end`, `end_nodes`, `c_end_mm`) is as in a
    ``Recording``; the browser needs it.
    """

    lead_nodes: int = 8
    tail_nodes: int = 9
    most_exposed_nodes: int = 30
    base_ms: float = 1.5
    per_node_ms: float = 0.06
    longest_ms: float = 30.0
    time_step_us: float = 5.0
    c_lead_mm: float = 1.0
    c_tail_mm: float = 1.5
    c_most_exposed_mm: float = 2.0
    c_compartment_um: float = 25.0
    c_base_ms: float = 14.0
    c_longest_ms: float = 100.0
    c_time_step_us: float = 25.0
    read_from_end: int = 4
    end_nodes: int = 5
    c_end_mm: float = 0.5
    warmth_factor: float = 2.0
    body_c: float = 37.0

    def stretch(self, temperature_c: float) -> float:
        """Return how much longer a run lasts in the cold, at least 1."""
        slowed: float = self.warmth_factor ** ((self.body_c - temperature_c) / 10)
        return max(1.0, slowed)


COMPOUND_LIMITS = CompoundLimits()


@dataclass(frozen=True)
class FibreVerdict:
    """What a drug does to one kind of fibre.

    Attributes
    ----------
    fibre_class
        The kind of fibre.
    exposed_nodes
        Nodes in the exposed length; None for a C fibre.
    blocked_share
        Share of sodium channels blocked when the impulse (the last of a train) arrives.
    critical_share
        Largest share that still lets it pass, or None when nothing stops it.
    critical_concentration_mm
        Concentration at the axon that just stops a single impulse, in mM, or None.
    conducts
        Whether the impulse passes.
    """

    fibre_class: FibreClass
    exposed_nodes: int | None
    blocked_share: float
    critical_share: float | None
    critical_concentration_mm: float | None
    conducts: bool

    @property
    def notices(self) -> str:
        """Return what the patient notices."""
        return self.fibre_class.noticed(conducts=self.conducts)


@dataclass(frozen=True)
class CompoundBlock:
    """Verdicts for all kinds of fibre at one concentration, length and temperature."""

    drug: str
    concentration_mm: float
    exposed_length_mm: float
    temperature_c: float
    firing_rate_hz: float
    is_uncertain: bool
    verdicts: tuple[FibreVerdict, ...]

    @property
    def lost(self) -> tuple[str, ...]:
        """Return what is no longer felt or done, in the order of `verdicts`."""
        return tuple(v.fibre_class.carries for v in self.verdicts if not v.conducts)


@dataclass(frozen=True, eq=False)
class CompoundRecording:
    """Simulated impulses in all kinds of fibre; the C fibre has a time scale of its own."""

    myelinated_classes: tuple[FibreClass, ...]
    myelinated: Recording
    unmyelinated_class: FibreClass
    unmyelinated: Recording

    @property
    def conducts(self) -> dict[str, bool]:
        """Return by class id whether the simulated impulse passed."""
        found = {
            kind.id: passed
            for kind, passed in zip(self.myelinated_classes, self.myelinated.conducted, strict=True)
        }
        found[self.unmyelinated_class.id] = self.unmyelinated.conducted[0]
        return found


def compound_block(
    concentration_mm: float,
    *,
    drug: str,
    exposed_length_mm: float,
    parameters: FibreParameters,
    binding: BindingParameters,
    tables: CriticalTables,
    temperature_c: float = 37.0,
    firing_rate_hz: float = 0.0,
) -> CompoundBlock:
    """Judge all kinds of fibre from the critical tables, in well under a millisecond.

    Parameters
    ----------
    concentration_mm
        Concentration at the axon, 0 to 100 mM.
    drug
        A drug of `binding`.
    exposed_length_mm
        Length of nerve bathed in drug, 0.1 to 200 mm.
    parameters, binding, tables
        From ``load_fibre_parameters()``, ``load_binding_parameters()`` and
        ``load_critical_tables()``.
    temperature_c
        Temperature, 20 to 41 °C.
    firing_rate_hz
        Firing rate, 0 (a single impulse) to 500 Hz; the tenth impulse of a train is judged.
        Ignored for the C fibre, in which rates it can follow add no block (rat, 5 to 10 Hz).

    Returns
    -------
    CompoundBlock
        One verdict for each kind of fibre, and what the patient notices.

    Raises
    ------
    UnknownNameError
        If the drug is unknown; the nearest name is given.
    OutOfRangeError
        If a value is outside its range.

    Notes
    -----
    **"Small fibres are blocked first" is not a law, and the model does not say so.** Over a
    long exposure (10 mm) its order for lidocaine is Aδ 0.31, Aβ 0.37, Aα 0.54, C 0.75 mM:
    thin *myelinated* fibres first because more of their nodes lie in the drug, C fibres last,
    as in rat nerve. Over 3 mm the thickest fibres cannot be blocked at all.
    At the bedside, warmth and pinprick usually go before touch and strength; that sequence also
    comes from where fibres run in the nerve and how fast drug spreads, which this model leaves
    out. Not reproduced: the fourfold spread found between single fibres of the frog.
    Every fibre here sits in the same concentration and has one typical diameter.
    """
    require_in_range("exposed length", exposed_length_mm, 0.1, 200.0, "mm")
    substance = binding.binding(drug)
    train = phasic_block(
        concentration_mm, binding=substance, parameters=binding, firing_rate_hz=firing_rate_hz
    )
    ask = _Question(train, substance, exposed_length_mm, temperature_c, parameters, tables)
    extrapolated = firing_rate_hz > 0 and drug != binding.calibrated_drug
    return CompoundBlock(
        drug=drug,
        concentration_mm=concentration_mm,
        exposed_length_mm=exposed_length_mm,
        temperature_c=temperature_c,
        firing_rate_hz=firing_rate_hz,
        is_uncertain=substance.is_uncertain or extrapolated,
        verdicts=tuple(ask.verdict(kind) for kind in parameters.classes),
    )


@dataclass(frozen=True)
class _Question:
    """One drug over one length of nerve, asked for each kind of fibre."""

    train: PhasicBlock
    substance: SodiumBinding
    exposed_length_mm: float
    temperature_c: float
    parameters: FibreParameters
    tables: CriticalTables

    def verdict(self, kind: FibreClass) -> FibreVerdict:
        """Return what the drug does to one kind of fibre."""
        nodes = self._nodes(kind) if kind.is_myelinated else None
        share = self.train.at_last_impulse if kind.is_myelinated else self.train.tonic
        critical = self._critical_share(kind, nodes)
        least_mm = (
            None
            if critical is None
            else concentration_for_occupancy_mm(critical, binding=self.substance)
        )
        return FibreVerdict(
            fibre_class=kind,
            exposed_nodes=nodes,
            blocked_share=share,
            critical_share=critical,
            critical_concentration_mm=least_mm,
            conducts=critical is None or share <= critical,
        )

    def _nodes(self, kind: FibreClass) -> int:
        return exposed_node_count(
            self.exposed_length_mm,
            diameter_um=kind.diameter_um,
            parameters=self.parameters.myelinated,
        )

    def _critical_share(self, kind: FibreClass, nodes: int | None) -> float | None:
        if nodes is None:
            return critical_block_fraction_unmyelinated(
                kind.diameter_um,
                exposed_length_mm=self.exposed_length_mm,
                temperature_c=self.temperature_c,
                tables=self.tables,
            )
        if nodes == 0:
            return None
        return critical_block_fraction(
            kind.diameter_um,
            exposed_nodes=min(nodes, 200),
            temperature_c=self.temperature_c,
            tables=self.tables,
        )


def simulate_compound(
    block: CompoundBlock,
    *,
    parameters: FibreParameters,
    time_step_us: float = COMPOUND_LIMITS.time_step_us,
) -> CompoundRecording:
    """Simulate one impulse in each kind of fibre under the block of `block`.

    Parameters
    ----------
    block
        From `compound_block`.
    parameters
        Constants of the fibre models.
    time_step_us
        Time step for the myelinated fibres in µs; 10 while a slider is dragged.

    Returns
    -------
    CompoundRecording
        Exposed nodes begin at node 8. At most 30 nodes, and 2 mm of C fibre, are shown
        exposed: longer stretches behave alike.
    """
    fast = [v for v in block.verdicts if v.fibre_class.is_myelinated]
    slow = next(v for v in block.verdicts if not v.fibre_class.is_myelinated)
    return CompoundRecording(
        myelinated_classes=tuple(v.fibre_class for v in fast),
        myelinated=_simulate_fast(block, fast, parameters, time_step_us),
        unmyelinated_class=slow.fibre_class,
        unmyelinated=_simulate_slow(block, slow, parameters),
    )


def _simulate_fast(
    block: CompoundBlock,
    verdicts: Sequence[FibreVerdict],
    parameters: FibreParameters,
    time_step_us: float,
) -> Recording:
    limits = COMPOUND_LIMITS
    exposed = np.array([min(v.exposed_nodes or 0, limits.most_exposed_nodes) for v in verdicts])
    count = limits.lead_nodes + int(exposed.max()) + limits.tail_nodes
    index = np.arange(count)
    inside = (index >= limits.lead_nodes) & (index < limits.lead_nodes + exposed[:, None])
    longest_ms = limits.stretch(block.temperature_c) * (limits.base_ms + limits.per_node_ms * count)
    return simulate(
        [
            Fibre(v.fibre_class.diameter_um, node_count=count, temperature_c=block.temperature_c)
            for v in verdicts
        ],
        parameters=parameters.myelinated,
        sodium_block_fraction=inside * np.array([[v.blocked_share] for v in verdicts]),
        duration_ms=min(limits.longest_ms, longest_ms),
        time_step_us=time_step_us,
    )


def _simulate_slow(
    block: CompoundBlock, verdict: FibreVerdict, parameters: FibreParameters
) -> Recording:
    limits = COMPOUND_LIMITS
    exposed_mm = min(block.exposed_length_mm, limits.c_most_exposed_mm)
    fibre = UnmyelinatedFibre(
        diameter_um=verdict.fibre_class.diameter_um,
        length_mm=limits.c_lead_mm + limits.c_most_exposed_mm + limits.c_tail_mm,
        compartment_um=limits.c_compartment_um,
        temperature_c=block.temperature_c,
    )
    centre_mm = (np.arange(fibre.compartment_count) + 0.5) * limits.c_compartment_um / 1000
    inside = (centre_mm > limits.c_lead_mm) & (centre_mm < limits.c_lead_mm + exposed_mm)
    return simulate_unmyelinated(
        fibre,
        parameters=parameters.unmyelinated,
        sodium_block_fraction=inside * verdict.blocked_share,
        duration_ms=min(
            limits.c_longest_ms, limits.c_base_ms * limits.stretch(block.temperature_c)
        ),
        time_step_us=limits.c_time_step_us,
    )
