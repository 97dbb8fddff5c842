"""The seeded patient of the toxicity rehearsal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.tables.toxicity import ToxicityPattern
    from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
    from sciatica_edu.nerve_block.toxicity.lipid import LipidPlan

__all__ = ["Case"]


@dataclass(frozen=True)
class Case:
    """One seeded patient: pattern, ideal weight and the seconds at which the stages change."""

    pattern: ToxicityPattern
    weight: BodyWeight
    stage_times_s: tuple[int, ...]
    plans: Mapping[str, LipidPlan]
    seed: int

    @property
    def first_signs_s(self) -> int:
        """The second at which the first signs appear."""
        return self.stage_times_s[1] if self.pattern.stages[0] == "well" else 0

    def began_s(self, stage: str) -> int | None:
        """Return the second at which a stage comes; None when this case has none of it."""
        names = self.pattern.stages
        return self.stage_times_s[names.index(stage)] if stage in names else None
