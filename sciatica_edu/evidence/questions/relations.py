"""Questions about relations: what belongs to what, and what comes before what."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sciatica_edu.evidence.questions.base import (
    Judged,
    Label,
    OptionId,
    QuestionBase,
    require_unique,
)

__all__ = ["ExtraMatch", "MatchingPair", "MatchingQuestion", "OrderingQuestion", "OrderingStep"]


class MatchingPair(Judged):
    """One thing and what belongs to it."""

    id: OptionId
    left: Label
    right: Label
    """Several pairs may share the same right side."""


class ExtraMatch(Judged):
    """A right side that belongs to nothing here."""

    text: Label


class MatchingQuestion(QuestionBase):
    """Give each thing on the left what belongs to it, from one list."""

    type: Literal["matching"]
    pairs: Annotated[tuple[MatchingPair, ...], Field(min_length=2, max_length=10)]
    extra: Annotated[tuple[ExtraMatch, ...], Field(max_length=6)] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The distinct right sides, as written."""
        texts = [pair.right for pair in self.pairs] + [extra.text for extra in self.extra]
        return tuple(dict.fromkeys(texts))

    @model_validator(mode="after")
    def _sides_are_distinct(self) -> Self:
        require_unique("pair id", [pair.id for pair in self.pairs])
        require_unique("left side", [pair.left.casefold() for pair in self.pairs])
        rights = {pair.right for pair in self.pairs}
        require_unique("extra", [extra.text for extra in self.extra])
        for extra in self.extra:
            if extra.text in rights:
                raise ValueError(f"extra {extra.text!r} is the right side of a pair")
        if len(self.choices) < 2:
            raise ValueError("at least two different right sides are needed")
        return self


class OrderingStep(Judged):
    """One step; its rationale says why it stands where it does."""

    id: OptionId
    text: Label


class OrderingQuestion(QuestionBase):
    """Put steps in order; some may be interchangeable."""

    type: Literal["ordering"]
    steps: Annotated[tuple[OrderingStep, ...], Field(min_length=3, max_length=10)]
    """Written in a right order."""
    before: tuple[tuple[OptionId, ...], ...] | None = None
    """Chains that must hold, such as ``[[A, B, D], [A, C, D]]`` where B and C may swap; without
    it, the written order is the only right one."""

    @property
    def relations(self) -> frozenset[tuple[str, str]]:
        """Every (earlier, later) pair that must hold, consequences included."""
        ids = tuple(step.id for step in self.steps)
        chains = self.before if self.before is not None else (ids,)
        pairs = {(a, b) for chain in chains for i, a in enumerate(chain) for b in chain[i + 1 :]}
        for middle in ids:  # transitive closure
            pairs |= {(a, c) for a, b in pairs if b == middle for m, c in pairs if m == middle}
        return frozenset(pairs)

    @model_validator(mode="after")
    def _written_order_is_right(self) -> Self:
        ids = [step.id for step in self.steps]
        require_unique("step id", ids)
        require_unique("step text", [step.text.casefold() for step in self.steps])
        for chain in self.before or ():
            for step in chain:
                if step not in ids:
                    raise ValueError(f"before names {step!r}; steps are {', '.join(ids)}")
        for earlier, later in sorted(self.relations):
            if ids.index(earlier) >= ids.index(later):
                raise ValueError(
                    f"the written order has {later} before {earlier}, against `before`"
                )
        if not self.relations:
            raise ValueError("before must order at least one pair of steps")
        return self
