"""The shape of the rows in ``data/parameters`` that are more than one number with its unit."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, FiniteFloat, model_validator

from sciatica_edu.evidence.models import Key, Model, Text
from sciatica_edu.fibre.channels import RateForm

__all__ = [
    "CompressionStage",
    "FibreClassRow",
    "GateRow",
    "GeometryRow",
    "ObservationRow",
    "Polynomial",
    "RateRow",
]

Share = Annotated[float, Field(gt=0, le=1)]
Polynomial = tuple[FiniteFloat, FiniteFloat, FiniteFloat]
"""Coefficients of D², D and 1."""
GeometryRow = Annotated[list[Annotated[float, Field(gt=0)]], Field(min_length=6, max_length=6)]
"""Fibre, axon and node diameter, internode and fluted length in µm, number of lamellae."""


class FibreClassRow(Model):
    """A kind of nerve fibre; diameter in µm."""

    id: Key
    name: Text
    diameter: Annotated[float, Field(gt=0, le=30)]
    carries: Text
    notices: Text


class CompressionStage(Model):
    """A preset of damage by compression: a stage for teaching, not a measured pressure."""

    id: Key
    name: Text
    myelin_fraction: Share
    paranode_gap_factor: Annotated[float, Field(ge=1, le=100)]


class RateRow(Model):
    """One rate of a gate: 1/ms, mV; a thermal one has a valence, all others a slope."""

    form: RateForm
    rate: Annotated[float, Field(gt=0)]
    half: FiniteFloat
    slope: FiniteFloat | None = None
    valence: FiniteFloat | None = None

    @model_validator(mode="after")
    def _one_steepness(self) -> RateRow:
        wanted, other = (
            (self.valence, self.slope)
            if self.form is RateForm.THERMAL
            else (self.slope, self.valence)
        )
        if wanted is None or other is not None:
            name = "valence" if self.form is RateForm.THERMAL else "slope"
            raise ValueError(f"a {self.form} rate has a {name} and nothing else")
        return self


class GateRow(Model):
    """A gate: its two rates, and how 10 °C speed them from a reference temperature in °C."""

    opening: RateRow
    closing: RateRow
    q10: Annotated[float, Field(gt=0)]
    q10_reference_temperature: FiniteFloat


class ObservationRow(Model):
    """Something measured, with one spread or with both ends."""

    id: Key
    drug: Text
    dose_mg: Annotated[float, Field(gt=0)] | None = None
    quantity: Key
    value: FiniteFloat
    spread: Annotated[float, Field(gt=0)] = 0.0
    low: FiniteFloat | None = None
    high: FiniteFloat | None = None
    spread_kind: Literal["sd", "iqr"]
    unit: Text
    site: Text
    reference: Text
    checked: Text
    fitted: bool

    @model_validator(mode="after")
    def _spread_told_once(self) -> ObservationRow:
        ends = self.low is not None and self.high is not None
        if ends == (self.spread > 0) or (self.low is None) != (self.high is None):
            raise ValueError("give either spread, or low and high")
        return self
