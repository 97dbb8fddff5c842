"""Which block? Five injections side by side: what each is for and what it is not.

Every sentence comes with its facts and its standing; see `statement`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.nerve_block.screening.statement import sourced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.models import Fact
    from sciatica_edu.evidence.tables.contraindications import Procedure
    from sciatica_edu.evidence.tables.injections import BleedingDepth, ProcedureDescription
    from sciatica_edu.nerve_block.screening.statement import Statement

__all__ = ["BlockSheet", "block_sheet", "block_sheets"]


@dataclass(frozen=True)
class BlockSheet:
    """One injection in sentences that carry their facts."""

    procedure: Procedure
    name: str
    plain_name: str
    target: Statement
    reaches_nerve_root: bool
    injected: Statement
    used_for: tuple[Statement, ...]
    done_by: Statement
    guidance: Statement
    evidence: tuple[Statement, ...]
    is_not: tuple[Statement, ...]
    bleeding_depth: BleedingDepth
    bleeding_depth_reason: Statement

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every sentence of the sheet."""
        single = (self.target, self.injected, self.done_by, self.guidance)
        return (
            *single,
            *self.used_for,
            *self.evidence,
            *self.is_not,
            self.bleeding_depth_reason,
        )


def block_sheet(row: ProcedureDescription, *, facts: Mapping[str, Fact]) -> BlockSheet:
    """Return one injection with the standing of every sentence.

    Raises
    ------
    UnknownNameError
        If a sentence cites a fact that does not exist.
    """
    return BlockSheet(
        procedure=row.id,
        name=row.name,
        plain_name=row.plain_name,
        target=sourced(row.target, facts),
        reaches_nerve_root=row.reaches_nerve_root,
        injected=sourced(row.injected, facts),
        used_for=tuple(sourced(item, facts) for item in row.used_for),
        done_by=sourced(row.done_by, facts),
        guidance=sourced(row.guidance, facts),
        evidence=tuple(sourced(item, facts) for item in row.evidence),
        is_not=tuple(sourced(item, facts) for item in row.is_not),
        bleeding_depth=row.bleeding_depth,
        bleeding_depth_reason=sourced(row.bleeding_depth_reason, facts),
    )


def block_sheets(
    procedures: Mapping[str, ProcedureDescription], *, facts: Mapping[str, Fact]
) -> tuple[BlockSheet, ...]:
    """Return all injections side by side, in the order of the data."""
    return tuple(block_sheet(row, facts=facts) for row in procedures.values())
