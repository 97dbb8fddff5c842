"""Read the numbers of the nerve models from ``data/parameters`` into frozen objects.

The models themselves never open a file; callers pass these objects in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sciatica_edu.evidence.location import data_path
from sciatica_edu.fibre.c_fibre import UnmyelinatedParameters
from sciatica_edu.fibre.channels import Gate, Rate
from sciatica_edu.fibre.geometry import MyelinatedParameters
from sciatica_edu.fibre.parameter_file import ParameterFile
from sciatica_edu.fibre.parameter_rows import (
    CompressionStage,
    FibreClassRow,
    GateRow,
    GeometryRow,
    ObservationRow,
    Polynomial,
    RateRow,
)
from sciatica_edu.nerve_block.conduction.block import BindingParameters, SodiumBinding
from sciatica_edu.nerve_block.kinetics.kinetics import DrugKinetics, KineticsParameters, Observation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "FibreClass",
    "FibreParameters",
    "load_binding_parameters",
    "load_fibre_parameters",
    "load_kinetics_parameters",
]


_DRUG_FILE = "local_anaesthetic_kinetics.yaml"


@dataclass(frozen=True)
class FibreClass:
    """A kind of nerve fibre and what it carries.

    Attributes
    ----------
    id, name
        Stable id (``a_alpha``, ``a_beta``, ``a_delta``, ``c``) and the usual sign.
    diameter_um
        Typical outer diameter in µm; each kind spans a range.
    carries
        What is tested for it at the bedside.
    notices
        What the patient notices when it is blocked.
    is_myelinated
        Whether the double-cable model applies.
    """

    id: str
    name: str
    diameter_um: float
    carries: str
    notices: str
    is_myelinated: bool


@dataclass(frozen=True)
class FibreParameters:
    """Constants of both fibre models, the kinds of fibre, and presets of compression."""

    myelinated: MyelinatedParameters
    unmyelinated: UnmyelinatedParameters
    classes: tuple[FibreClass, ...]
    compression_stages: tuple[CompressionStage, ...]


@cache
def load_fibre_parameters(data: Path | None = None) -> FibreParameters:
    """Return the constants of the fibre models from ``data/parameters/nerve_fibre.yaml``.

    Parameters
    ----------
    data
        Folder of the data; the course's own when None.

    Raises
    ------
    ContentError
        If the file is missing, or a row lacks its unit, source or value.
    """
    file = ParameterFile("nerve_fibre.yaml", data or data_path())
    for section in ("fibre_classes", "compression_stages"):
        file.check_origin(file.section(section), section)
    return FibreParameters(
        myelinated=_myelinated(file),
        unmyelinated=_unmyelinated(file),
        classes=tuple(
            FibreClass(
                id=row.id,
                name=row.name,
                diameter_um=row.diameter,
                carries=row.carries,
                notices=row.notices,
                is_myelinated=row.id != "c",
            )
            for row in file.read(list[FibreClassRow], "fibre_classes", "rows")
        ),
        compression_stages=tuple(file.read(list[CompressionStage], "compression_stages", "rows")),
    )


@cache
def load_binding_parameters(data: Path | None = None) -> BindingParameters:
    """Return drug binding from ``data/parameters/local_anaesthetic_kinetics.yaml``.

    Parameters and errors as in `load_fibre_parameters`.
    """
    file = ParameterFile(_DRUG_FILE, data or data_path())
    drugs = {}
    for drug in file.names("half_block"):
        half_block_mm = file.quantity("half_block", drug, unit="mM")
        row = file.section("half_block", drug)
        drugs[drug] = SodiumBinding(
            drug=drug,
            half_block_mm=half_block_mm,
            molar_mass_g_per_mol=file.quantity("hydrochloride_molar_mass", drug, unit="g_per_mol"),
            checked=row["checked"],
            source=file.citation(row["reference"]),
            note=row.get("note", ""),
        )
    section = "use_dependence"
    return BindingParameters(
        drugs=MappingProxyType(drugs),
        axon_share_of_injected=file.quantity("nerve_uptake", "axon_share_of_injected", unit="1"),
        recovery_s=file.quantity(section, "recovery", unit="s"),
        extra_binding_per_mm_s=file.quantity(section, "extra_binding", unit="per_mM_s"),
        depolarised_time_ms=file.quantity(section, "depolarised_time", unit="ms"),
        calibrated_drug=file.read(str, section, "calibrated_drug"),
    )


@cache
def load_kinetics_parameters(data: Path | None = None) -> KineticsParameters:
    """Return kinetics and observations of local anaesthetics.

    Parameters and errors as in `load_fibre_parameters`.
    """
    file = ParameterFile(_DRUG_FILE, data or data_path())
    return KineticsParameters(
        drugs=MappingProxyType({drug: _kinetics(file, drug) for drug in file.names("kinetics")}),
        observations=MappingProxyType({seen.id: seen for seen in _observations(file)}),
    )


def _kinetics(file: ParameterFile, drug: str) -> DrugKinetics:
    units = {
        "fast_share": ("", "1"),
        "fast_absorption": ("_per_h", "per_h"),
        "slow_absorption": ("_per_h", "per_h"),
        "clearance": ("_l_per_h", "L_per_h"),
        "volume": ("_l", "L"),
        "bound_share": ("", "1"),
        "free_threshold": ("_mg_per_l", "mg_per_L"),
        "bolus_dose": ("_mg", "mg"),
        "bolus_venous_peak": ("_mg_per_l", "mg_per_L"),
        "effect_amount_90": ("_mg", "mg"),
        "effect_steepness": ("", "1"),
        "effect_half_life": ("_min", "min"),
    }
    return DrugKinetics(
        drug=drug,
        population=file.read(str, "kinetics", drug, "population"),
        **{
            name + suffix: file.quantity("kinetics", drug, name, unit=unit)
            for name, (suffix, unit) in units.items()
        },
    )


def _observations(file: ParameterFile) -> Iterator[Observation]:
    for raw, row in zip(
        file.section("observations"), file.read(list[ObservationRow], "observations"), strict=True
    ):
        file.check_origin(raw, "observations")
        yield Observation(
            id=row.id,
            drug=row.drug,
            dose_mg=row.dose_mg,
            quantity=row.quantity,
            value=row.value,
            low=row.value - row.spread if row.low is None else row.low,
            high=row.value + row.spread if row.high is None else row.high,
            spread_kind=row.spread_kind,
            unit=row.unit,
            site=row.site,
            source=file.citation(row.reference),
            is_fitted=row.fitted,
        )


def _gate(name: str, row: GateRow) -> Gate:
    return Gate(
        name=name.replace("_", " "),
        opening=_rate(row.opening),
        closing=_rate(row.closing),
        q10=float(row.q10),
        q10_reference_temperature_c=float(row.q10_reference_temperature),
    )


def _rate(row: RateRow) -> Rate:
    return Rate(
        form=row.form,
        rate_per_ms=float(row.rate),
        half_mv=float(row.half),
        slope_mv=1.0 if row.slope is None else float(row.slope),
        valence=0.0 if row.valence is None else float(row.valence),
    )


def _quantities(file: ParameterFile, section: str) -> dict[str, float]:
    """Return all rows of a section, keyed by name and unit as the dataclasses spell them."""
    units = {
        "um": "um",
        "ohm_cm": "ohm_cm",
        "uF_per_cm2": "uf_per_cm2",
        "S_per_cm2": "s_per_cm2",
        "mV": "mv",
        "nA": "na",
    }
    found = {}
    for name in file.names(section, "quantities"):
        unit = file.read(dict[str, Any], section, "quantities", name).get("unit")
        if unit not in units:
            file.quantity(section, "quantities", name, unit=" or ".join(units))
        found[f"{name}_{units[unit]}"] = file.quantity(section, "quantities", name, unit=unit)
    return found


def _gates(file: ParameterFile, section: str, names: tuple[str, ...]) -> tuple[Gate, ...]:
    file.check_origin(file.section(section, "gates"), section, "gates")
    return tuple(_gate(name, file.read(GateRow, section, "gates", name)) for name in names)


def _myelinated(file: ParameterFile) -> MyelinatedParameters:
    for table in ("small_fibre_geometry", "geometry"):
        file.check_origin(file.section("myelinated", table), "myelinated", table)

    def polynomial(name: str) -> tuple[float, float, float]:
        found: Polynomial = file.read(Polynomial, "myelinated", "small_fibre_geometry", name)
        return found

    return MyelinatedParameters(
        **_quantities(file, "myelinated"),
        geometry_rows=tuple(
            tuple(float(x) for x in row)
            for row in file.read(list[GeometryRow], "myelinated", "geometry", "rows")
        ),
        small_fibre_axon_diameter_um=polynomial("axon_diameter"),
        small_fibre_node_diameter_um=polynomial("node_diameter"),
        small_fibre_internode_length_um=polynomial("internode_length"),
        small_fibre_fluted_length_um=polynomial("fluted_length"),
        small_fibre_lamellae=polynomial("lamellae"),
        gates=_gates(
            file,
            "myelinated",
            (
                "fast_sodium_activation",
                "persistent_sodium_activation",
                "fast_sodium_inactivation",
                "slow_potassium_activation",
            ),
        ),
    )


def _unmyelinated(file: ParameterFile) -> UnmyelinatedParameters:
    return UnmyelinatedParameters(
        **_quantities(file, "unmyelinated"),
        gates=_gates(
            file,
            "unmyelinated",
            (
                "sodium_activation",
                "potassium_activation",
                "sodium_inactivation",
                "potassium_inactivation",
            ),
        ),
    )
