"""Read the numbers of the nerve models from ``data/parameters`` into frozen objects.

The models themselves never open a file; callers pass these objects in.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.content.location import data_path
from sciatica_edu.errors import ContentError, require_known
from sciatica_edu.nerve_block.c_fibre import UnmyelinatedParameters
from sciatica_edu.nerve_block.channels import Gate, Rate, RateForm
from sciatica_edu.nerve_block.compound_nerve import FibreClass
from sciatica_edu.nerve_block.conduction_block import BindingParameters, SodiumBinding
from sciatica_edu.nerve_block.critical_block import CriticalTable, CriticalTables
from sciatica_edu.nerve_block.geometry import MyelinatedParameters
from sciatica_edu.nerve_block.kinetics import DrugKinetics, KineticsParameters, Observation
from sciatica_edu.nerve_block.parameter_file import ParameterFile

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "CompressionStage",
    "FibreParameters",
    "load_binding_parameters",
    "load_critical_tables",
    "load_fibre_parameters",
    "load_kinetics_parameters",
    "load_nerve_diffusivity_m2_per_s",
]


@dataclass(frozen=True)
class CompressionStage:
    """A preset of damage by compression: a stage for teaching, not a measured pressure."""

    id: str
    name: str
    myelin_fraction: float
    paranode_gap_factor: float


@dataclass(frozen=True)
class FibreParameters:
    """Constants of both fibre models, the kinds of fibre, and presets of compression."""

    myelinated: MyelinatedParameters
    unmyelinated: UnmyelinatedParameters
    classes: tuple[FibreClass, ...]
    compression_stages: tuple[CompressionStage, ...]


@cache
def load_fibre_parameters() -> FibreParameters:
    """Return the constants of the fibre models from ``data/parameters/nerve_fibre.yaml``.

    Raises
    ------
    ContentError
        If the file is missing, or a row lacks its unit, source or value.
    """
    file = ParameterFile("nerve_fibre.yaml")
    for section in ("fibre_classes", "compression_stages"):
        file.check_origin(file.section(section), section)
    return FibreParameters(
        myelinated=_myelinated(file),
        unmyelinated=_unmyelinated(file),
        classes=tuple(
            FibreClass(
                id=row["id"],
                name=row["name"],
                diameter_um=float(row["diameter"]),
                carries=row["carries"],
                notices=row["notices"],
                is_myelinated=row["id"] != "c",
            )
            for row in file.section("fibre_classes", "rows")
        ),
        compression_stages=tuple(
            CompressionStage(**row) for row in file.section("compression_stages", "rows")
        ),
    )


@cache
def load_binding_parameters() -> BindingParameters:
    """Return drug binding from ``data/parameters/local_anaesthetic_kinetics.yaml``.

    Raises
    ------
    ContentError
        If the file is missing, or a row lacks its unit, source or value.
    """
    file = ParameterFile("local_anaesthetic_kinetics.yaml")
    drugs = {}
    for drug, row in file.section("half_block").items():
        drugs[drug] = SodiumBinding(
            drug=drug,
            half_block_mm=file.quantity("half_block", drug, unit="mM"),
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
        calibrated_drug=file.section(section, "calibrated_drug"),
    )


@cache
def load_nerve_diffusivity_m2_per_s() -> float:
    """Return the diffusivity of a local anaesthetic in nerve, in m²/s (a textbook value)."""
    file = ParameterFile("local_anaesthetic_kinetics.yaml")
    return file.quantity("nerve_uptake", "diffusivity", unit="m2_per_s")


@cache
def load_kinetics_parameters() -> KineticsParameters:
    """Return kinetics, thresholds and observations of local anaesthetics.

    Raises
    ------
    ContentError
        If the file is missing, or a row lacks its unit, source or value.
    """
    file = ParameterFile("local_anaesthetic_kinetics.yaml")
    thresholds = {
        section: MappingProxyType(
            {drug: file.quantity(section, drug, unit="mg_per_L") for drug in file.section(section)}
        )
        for section in ("free_thresholds", "total_thresholds")
    }
    return KineticsParameters(
        drugs=MappingProxyType({drug: _kinetics(file, drug) for drug in file.section("kinetics")}),
        observations=MappingProxyType({seen.id: seen for seen in _observations(file)}),
        free_thresholds_mg_per_l=thresholds["free_thresholds"],
        uncertain_total_thresholds_mg_per_l=thresholds["total_thresholds"],
    )


@cache
def load_critical_tables() -> CriticalTables:
    """Return the critical tables from ``data/parameters/critical_*.csv``.

    Raises
    ------
    ContentError
        If a file is missing or a row does not fit.
    """
    return CriticalTables(
        sodium_block=CriticalTable.from_rows(_csv_rows("critical_block.csv")),
        myelin=CriticalTable.from_rows(_csv_rows("critical_myelin.csv")),
        sodium_block_unmyelinated=CriticalTable.from_rows(_csv_rows("critical_block_c_fibre.csv")),
    )


def _csv_rows(name: str) -> Iterator[tuple[float, float, float, float | None]]:
    path = data_path() / "parameters" / name
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(
            f"parameters/{name}: the file is missing; rebuild it with "
            "python -m sciatica_edu.nerve_block.tables."
        ) from None
    for line, row in enumerate(csv.reader(text.splitlines()[1:]), start=2):
        try:
            diameter, extent, temperature, value = row
            yield (
                float(diameter),
                float(extent),
                float(temperature),
                float(value) if value else None,
            )
        except ValueError:
            raise ContentError(
                f"parameters/{name}:{line}: the row is {row}; expected three numbers and a share."
            ) from None


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
        population=file.section("kinetics", drug, "population"),
        **{
            name + suffix: file.quantity("kinetics", drug, name, unit=unit)
            for name, (suffix, unit) in units.items()
        },
    )


def _observations(file: ParameterFile) -> Iterator[Observation]:
    for row in file.section("observations"):
        file.check_origin(row, "observations")
        spread = row.get("spread", 0.0)
        yield Observation(
            id=row["id"],
            drug=row["drug"],
            dose_mg=row.get("dose_mg"),
            quantity=row["quantity"],
            value=row["value"],
            low=row.get("low", row["value"] - spread),
            high=row.get("high", row["value"] + spread),
            spread_kind=row["spread_kind"],
            unit=row["unit"],
            site=row["site"],
            source=file.citation(row["reference"]),
            is_fitted=row["fitted"],
        )


def _gate(file: ParameterFile, *location: str) -> Gate:
    return Gate(
        name=location[-1].replace("_", " "),
        opening=_rate(file, *location, "opening"),
        closing=_rate(file, *location, "closing"),
        q10=float(file.section(*location, "q10")),
        q10_reference_temperature_c=float(file.section(*location, "q10_reference_temperature")),
    )


def _rate(file: ParameterFile, *location: str) -> Rate:
    form = require_known("form of a rate", file.section(*location, "form"), [*map(str, RateForm)])
    key, field = ("valence", "valence") if form == RateForm.THERMAL else ("slope", "slope_mv")
    return Rate(
        form=RateForm(form),
        rate_per_ms=float(file.section(*location, "rate")),
        half_mv=float(file.section(*location, "half")),
        **{field: float(file.section(*location, key))},
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
    for name, row in file.section(section, "quantities").items():
        unit = row.get("unit")
        if unit not in units:
            file.quantity(section, "quantities", name, unit=" or ".join(units))
        found[f"{name}_{units[unit]}"] = file.quantity(section, "quantities", name, unit=unit)
    return found


def _gates(file: ParameterFile, section: str) -> dict[str, Gate]:
    file.check_origin(file.section(section, "gates"), section, "gates")
    names = [
        name for name in file.section(section, "gates") if name not in {"reference", "checked"}
    ]
    return {name: _gate(file, section, "gates", name) for name in names}


def _myelinated(file: ParameterFile) -> MyelinatedParameters:
    gates = _gates(file, "myelinated")
    small = file.section("myelinated", "small_fibre_geometry")
    geometry = file.section("myelinated", "geometry")
    file.check_origin(small, "myelinated", "small_fibre_geometry")
    file.check_origin(geometry, "myelinated", "geometry")
    return MyelinatedParameters(
        **_quantities(file, "myelinated"),
        geometry_rows=tuple(tuple(float(x) for x in row) for row in geometry["rows"]),
        small_fibre_axon_diameter_um=tuple(small["axon_diameter"]),
        small_fibre_node_diameter_um=tuple(small["node_diameter"]),
        small_fibre_internode_length_um=tuple(small["internode_length"]),
        small_fibre_fluted_length_um=tuple(small["fluted_length"]),
        small_fibre_lamellae=tuple(small["lamellae"]),
        gates=(
            gates["fast_sodium_activation"],
            gates["persistent_sodium_activation"],
            gates["fast_sodium_inactivation"],
            gates["slow_potassium_activation"],
        ),
    )


def _unmyelinated(file: ParameterFile) -> UnmyelinatedParameters:
    gates = _gates(file, "unmyelinated")
    return UnmyelinatedParameters(
        **_quantities(file, "unmyelinated"),
        gates=(
            gates["sodium_activation"],
            gates["potassium_activation"],
            gates["sodium_inactivation"],
            gates["potassium_inactivation"],
        ),
    )
