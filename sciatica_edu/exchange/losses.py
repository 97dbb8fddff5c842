"""What a file format cannot hold, told question by question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Feature", "Loss", "Report", "lost_features"]

_NO_PLACE = "the format has no place for it"


class Feature(StrEnum):
    """Something a question may have beyond its text and its key."""

    MISCONCEPTIONS = "the misconception that a wrong answer names"
    CHOICE_FEEDBACK = "a rationale for each option"
    PART_FEEDBACK = "a rationale for each pair, step or gap by itself"
    WRONG_FEEDBACK = "a rationale for known wrong answers"
    OTHERWISE = "what is said to a wrong answer that nobody foresaw"
    HINTS = "hints in steps"
    STAGES = "a case whose story goes on only after an answer"
    POINTING = "pointing at a picture (asked as a list instead)"
    PICTURE = "the picture"
    DRAWN = "numbers drawn anew for each learner (one draw was taken)"
    ASK_UNIT = "leaving the unit to the learner"
    UNITS = "answers in other units that convert"
    LENIENT = "forgiving a small slip of spelling"
    FOLDING = "ignoring accents, hyphens, articles and words such as 'nerve'"
    FREE_STEPS = "steps that may swap"
    PARTIAL = "partial credit"
    FIXED_ORDER = "options that keep their written order"
    POINTS = "points other than 1"
    LABELS = "objective, level, Bloom level, difficulty and audiences"
    FACTS = "the facts and references behind the answer"


@dataclass(frozen=True, order=True)
class Loss:
    """One thing of one question that was not carried over.

    Attributes
    ----------
    item
        Id of the question, or its name in the file it comes from.
    what
        What is missing; ``"the question"`` when all of it is.
    why
        The reason.
    """

    item: str
    what: str
    why: str


@dataclass(frozen=True)
class Report:
    """What was carried over, and everything that was not.

    Attributes
    ----------
    format_name
        The other program's format.
    carried
        Ids of the questions that made it.
    losses
        What is missing, question by question.
    notes
        What a person should look at, though nothing was lost.
    """

    format_name: str
    carried: tuple[str, ...]
    losses: tuple[Loss, ...] = ()
    notes: tuple[Loss, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """Ids of the questions that could not be carried over at all."""
        return tuple(loss.item for loss in self.losses if loss.what == "the question")

    def as_text(self) -> str:
        """Return the report for a person: each loss once, with every question it concerns."""
        lines = [f"{self.format_name}: {len(self.carried)} questions carried over."]
        for title, entries in (("Not carried over", self.losses), ("To look at", self.notes)):
            grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
            for entry in entries:
                grouped[entry.what, entry.why].append(entry.item)
            if grouped:
                lines.append(f"{title}:")
            for (what, why), items in sorted(grouped.items()):
                ids = ", ".join(dict.fromkeys(items))
                lines.append(f"  {what} ({why}), {len(set(items))}: {ids}")
        return "\n".join(lines)


def lost_features(
    item: str, uses: Iterable[Feature], holds: frozenset[Feature], why: Mapping[Feature, str]
) -> list[Loss]:
    """Return a loss for each feature that a question uses and a format does not hold."""
    return [
        Loss(item, feature.value, why.get(feature, _NO_PLACE))
        for feature in sorted(set(uses) - holds)
    ]
