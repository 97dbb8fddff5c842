"""The clinic's tables, read together; what one row says of another is checked in `consistency`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sciatica_edu.clinic.rows import (
    Answers,
    Cause,
    ClinicSettings,
    Finding,
    HiddenState,
    Target,
    TriageAnswer,
)
from sciatica_edu.evidence.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["TABLES", "ClinicTables", "read_clinic_tables"]

SETTINGS: Table[ClinicSettings] = Table("clinic/clinic.yaml", ClinicSettings, key=None)
CAUSES: Table[Mapping[str, Cause]] = Table("clinic/causes.yaml", Cause)
STATES: Table[Mapping[str, HiddenState]] = Table("clinic/hidden_states.yaml", HiddenState)
FINDINGS: Table[Mapping[str, Finding]] = Table("clinic/findings.yaml", Finding)
TRIAGE: Table[Mapping[str, TriageAnswer]] = Table(
    "clinic/triage_answers.yaml", TriageAnswer, "question"
)
ANSWERS: Table[Mapping[str, Answers]] = Table("clinic/answers.yaml", Answers, "finding")
TARGETS: Table[Mapping[str, Target]] = Table("clinic/targets.yaml", Target)

TABLES: tuple[Table[Any], ...] = (SETTINGS, CAUSES, STATES, FINDINGS, TRIAGE, TARGETS, ANSWERS)


@dataclass(frozen=True)
class ClinicTables:
    """All numbers of the clinic."""

    shared: ClinicSettings
    causes: Mapping[str, Cause]
    states: Mapping[str, HiddenState]
    findings: Mapping[str, Finding]
    triage: Mapping[str, TriageAnswer]
    targets: Mapping[str, Target]
    answers: Mapping[str, Answers]

    @property
    def groups(self) -> dict[str, list[str]]:
        """Causes of each group, in order."""
        found: dict[str, list[str]] = {}
        for cause in self.causes.values():
            if cause.group:
                found.setdefault(cause.group, []).append(cause.id)
        return found

    def entry_for(self, cause: str, entries: Mapping[str, object], *others: str) -> str | None:
        """Return the entry that applies to a cause: its own, its group's, or one of `others`."""
        keys = (cause, self.causes[cause].group, *others)
        return next((key for key in keys if key in entries), None)


def read_clinic_tables(data: Path) -> tuple[ClinicTables, dict[str, str]]:
    """Read the tables below a data folder, each row by itself.

    Returns
    -------
    tuple
        The tables, and ``file:line`` by file and name of the row.

    Raises
    ------
    ContentError
        If a row breaks a rule of its own.
    """
    read = [table.read(data) for table in TABLES]
    places = {
        f"{table.file} {name}": place
        for table, (_, where) in zip(TABLES, read, strict=True)
        for name, place in where.items()
    }
    return ClinicTables(*(held for held, _ in read)), places
