"""The tables of the nerve-block topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.evidence.table import Table
from sciatica_edu.evidence.tables.contraindications import Complication, Contraindications
from sciatica_edu.evidence.tables.drugs import Anaesthetics, Anticoagulant
from sciatica_edu.evidence.tables.injections import ProcedureDescription
from sciatica_edu.evidence.tables.toxicity import Toxicity

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ANAESTHETICS",
    "ANTICOAGULANTS",
    "COMPLICATIONS",
    "CONTRAINDICATIONS",
    "PROCEDURES",
    "TABLES",
    "TOXICITY",
]

ANAESTHETICS: Table[Anaesthetics] = Table("anaesthetics.yaml", Anaesthetics, key=None)
ANTICOAGULANTS: Table[Mapping[str, Anticoagulant]] = Table("anticoagulants.yaml", Anticoagulant)
CONTRAINDICATIONS: Table[Contraindications] = Table(
    "contraindications.yaml", Contraindications, key=None
)
COMPLICATIONS: Table[Mapping[str, Complication]] = Table("complications.yaml", Complication)
PROCEDURES: Table[Mapping[str, ProcedureDescription]] = Table(
    "procedures.yaml", ProcedureDescription
)
TOXICITY: Table[Toxicity] = Table("toxicity.yaml", Toxicity, key=None)

TABLES = (ANAESTHETICS, ANTICOAGULANTS, CONTRAINDICATIONS, COMPLICATIONS, PROCEDURES, TOXICITY)
