"""Which block? Five injections side by side: what each is for and what it is not.

Every sentence comes with its facts and its standing; see `statement`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import require_known
from sciatica_edu.nerve_block.screening.statement import sourced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.models import Fact
    from sciatica_edu.evidence.tables.contraindications import Procedure
    from sciatica_edu.evidence.tables.injections import BleedingDepth, ProcedureDescription
    from sciatica_edu.nerve_block.screening.statement import Statement

__all__ = ["BlockComparison", "BlockSheet", "block_sheet", "which_block"]


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

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts behind the sheet, each once."""
        return tuple(dict.fromkeys(fact for item in self.statements for fact in item.facts))


@dataclass(frozen=True)
class BlockComparison:
    """All injections side by side, in the order of the data."""

    sheets: tuple[BlockSheet, ...]
    disclaimer: str = NOT_MEDICAL_ADVICE

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns of `rows`."""
        return (
            "Injection",
            "Where the needle goes",
            "Reaches the nerve root",
            "What for",
            "Evidence in sciatica",
            "What it is not",
            "Who does it",
        )

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The table as text; uncertain sentences and conventions say so."""
        return tuple(
            (
                f"{sheet.name} ({sheet.plain_name})",
                str(sheet.target),
                "yes" if sheet.reaches_nerve_root else "no",
                " ".join(str(item) for item in sheet.used_for),
                " ".join(str(item) for item in sheet.evidence),
                " ".join(str(item) for item in sheet.is_not),
                str(sheet.done_by),
            )
            for sheet in self.sheets
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


def which_block(
    procedures: Mapping[str, ProcedureDescription],
    *,
    facts: Mapping[str, Fact],
    only: str | None = None,
) -> BlockComparison:
    """Return the injections side by side, or one of them.

    Parameters
    ----------
    procedures
        The rows of ``data/procedures.yaml``.
    facts
        All facts, by id.
    only
        The id of one injection; all when None.

    Raises
    ------
    UnknownNameError
        If there is no such injection; the nearest name is offered.
    """
    rows = (
        list(procedures.values())
        if only is None
        else [procedures[require_known("procedure", only, procedures)]]
    )
    return BlockComparison(tuple(block_sheet(row, facts=facts) for row in rows))
