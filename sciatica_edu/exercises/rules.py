"""The tables behind the exercises: traits and doses, screening rules, plan and diary settings.

Read from ``data/parameters/exercises.yaml``; the models that use them never open a file.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.errors import did_you_mean, require_known
from sciatica_edu.evidence.loading import load_as
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.models import ExerciseId, FactId, Model, Text
from sciatica_edu.evidence.sentences import sentence

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Basis",
    "DiaryRules",
    "Direction",
    "Dose",
    "Effect",
    "Ends",
    "ExerciseTables",
    "LegAnswer",
    "PlanRules",
    "PosedRules",
    "Role",
    "ScreeningQuestion",
    "ScreeningRule",
    "Traits",
    "load_exercise_tables",
]

UNKNOWN = "unknown"

_RuleId = Annotated[str, StringConstraints(pattern=r"^XS-\d{2}$")]


class Basis(StrEnum):
    """What a rule rests on."""

    PUBLISHED = "published"
    """The facts named were read in their sources."""
    CONVENTION = "convention"
    """Customary or recalled; no trial behind it."""
    JUDGEMENT = "judgement"
    """The course's own, for teaching; no source."""


class Role(StrEnum):
    """What an exercise is for in a plan."""

    WALKING = "walking"
    DIRECTION = "direction"
    MOBILITY = "mobility"
    NERVE = "nerve"
    STRENGTH = "strength"


class Direction(StrEnum):
    """The repeated movement whose response decides about an exercise."""

    FLEXION = "flexion"
    EXTENSION = "extension"
    SIDE = "side"
    NONE = "none"


class Effect(StrEnum):
    """What an exercise does, in words a learner uses."""

    FLEXES_SPINE = "flexes_spine"
    EXTENDS_SPINE = "extends_spine"
    SIDE_BENDS_SPINE = "side_bends_spine"
    NEUTRAL_SPINE = "neutral_spine"
    LENGTHENS_MUSCLE = "lengthens_muscle"
    LOADS_MUSCLE = "loads_muscle"
    GLIDES_NERVE = "glides_nerve"
    TENSIONS_NERVE = "tensions_nerve"


class Dose(Model):
    """A dose in time: sets × repetitions × seconds, with rests.

    Attributes
    ----------
    sets, repetitions
        Counts, 1 or more.
    seconds
        Time of one repetition (a hold, or out and back), in seconds.
    rest_s, set_rest_s
        Pause after a repetition and after a set, in seconds.
    sides
        2 when everything is done left and right.
    """

    sets: int = Field(ge=1, le=5)
    repetitions: int = Field(ge=1, le=20)
    seconds: int = Field(ge=1, le=3600)
    rest_s: int = Field(ge=0, le=120)
    set_rest_s: int = Field(ge=0, le=120)
    sides: int = Field(ge=1, le=2)

    @property
    def total_s(self) -> int:
        """Seconds from the first movement to the end of the last one."""
        one_set = self.repetitions * self.seconds + (self.repetitions - 1) * self.rest_s
        sets = self.sets * self.sides
        return sets * one_set + (sets - 1) * self.set_rest_s

    def words(self) -> str:
        """Return the dose as a line of text."""
        if self.sets == self.repetitions == 1 and self.seconds >= 60:
            return f"{self.seconds // 60} min"
        sets = f"{self.sets} × " if self.sets > 1 else ""
        sides = ", each side" if self.sides == 2 else ""
        return f"{sets}{self.repetitions} × {self.seconds} s{sides}"


class Traits(Model):
    """How one exercise is sorted, and the ends of its dose."""

    role: Role
    position: Text
    direction: Direction
    effects: list[Effect] = Field(min_length=1)
    poses: list[Text] = Field(default_factory=list)
    stage: int = Field(ge=1, le=4)
    only_when: Text | None = None
    days_per_week: int = Field(ge=1, le=7)
    start: Dose
    later: Dose

    @model_validator(mode="after")
    def _later_is_not_less(self) -> Traits:
        if self.later.total_s < self.start.total_s or self.later.sides != self.start.sides:
            raise ValueError(
                "the later dose must be at least the start dose, with the same number of sides"
            )
        return self


class ScreeningQuestion(Model):
    """One question before exercise; answers from the least to the most cautious."""

    ask: Text
    answers: list[Text] = Field(min_length=3)

    @model_validator(mode="after")
    def _unknown_is_an_answer(self) -> ScreeningQuestion:
        if UNKNOWN not in self.answers[1:]:
            raise ValueError("'unknown' must be an answer, and never the least cautious one")
        return self


class ScreeningRule(Model):
    """Which exercises an answer takes away or changes, and why.

    Attributes
    ----------
    when
        Question → answers that fire the rule, to the question's cautious end; all must hold.
    withheld, adapted
        The exercises it takes away, and what to do differently with others.
    column
        Set when what it does to each exercise stands with the exercise, in
        ``data/exercises.yaml``, with a reason and facts of its own.
    """

    id: _RuleId
    when: dict[str, list[Text]] = Field(min_length=1)
    reason: Text
    facts: list[FactId] = Field(default=[])
    basis: Basis
    withheld: list[ExerciseId] = Field(default=[])
    adapted: dict[ExerciseId, Text] = Field(default={})
    column: Literal["fragile_bones"] | None = None

    @model_validator(mode="after")
    def _published_has_facts(self) -> ScreeningRule:
        if self.basis is not Basis.JUDGEMENT and not self.facts:
            raise ValueError(f"a rule of basis {self.basis.value!r} needs a fact")
        return self

    @model_validator(mode="after")
    def _does_something(self) -> ScreeningRule:
        if bool(self.withheld or self.adapted) == (self.column is not None):
            raise ValueError("a rule withholds or adapts exercises, or names a `column`")
        return self


class Ends(StrEnum):
    """What an answer of the leg ends; the order is from nothing to all."""

    NOTHING = "nothing"
    MOVEMENT = "movement"
    EVERYTHING = "everything"


class LegAnswer(Model):
    """What the leg or the body answers to exercise, and what is done then.

    Attributes
    ----------
    label
        How fast to act; a row with a label is a stop rule.
    sign
        What is noticed.
    act, sentence
        What to do, in words or as the id of a sentence of ``data/sentences``; one of them.
    """

    id: Text
    label: Text | None = None
    sign: Text
    act: Text | None = None
    sentence: Text | None = None
    ends: Ends
    facts: list[FactId] = Field(default=[])
    basis: Basis

    @model_validator(mode="after")
    def _says_what_to_do(self) -> LegAnswer:
        if (self.act is None) == (self.sentence is None):
            raise ValueError("an answer has `act` or `sentence`, and not both")
        if self.act is not None and not self.facts:
            raise ValueError("an answer with `act` needs a fact")
        return self

    @property
    def action(self) -> str:
        """What to do, in words."""
        return self.act or sentence(str(self.sentence)).text

    @property
    def words(self) -> str:
        """What is noticed and what to do; a sentence of the data says both by itself."""
        return self.action if self.sentence is not None else f"{self.sign}. {self.action}"

    @property
    def cited(self) -> tuple[str, ...]:
        """Facts behind it."""
        return tuple(self.facts if self.sentence is None else sentence(self.sentence).facts)


class PlanRules(Model):
    """How a plan grows; a teaching judgement."""

    basis: Basis
    stage_starts_in_week: list[int] = Field(min_length=3, max_length=3)
    weeks_from_start_to_later_dose: int = Field(ge=1)
    most_exercises_a_day: int = Field(ge=1)
    most_of_one_role: int = Field(ge=1)
    walking_step_min: int = Field(ge=1)
    walking_share: float = Field(gt=0, le=1)


class PosedRules(Model):
    """How a pose's muscle lengths are named; the steps are a teaching judgement."""

    basis: Basis
    muscle_step_percent: float = Field(gt=0)
    muscle_groups: dict[str, list[Text]] = Field(min_length=1)


class DiaryRules(Model):
    """When a diary says continue, reduce or stop; a convention."""

    basis: Basis
    clearly_worse_points: int = Field(ge=1, le=10)


class ExerciseTables(Model):
    """All tables of the topic, checked against each other."""

    exercises: dict[ExerciseId, Traits]
    answers: list[LegAnswer] = Field(min_length=1)
    questions: dict[str, ScreeningQuestion]
    rules: list[ScreeningRule]
    posed: PosedRules
    plan: PlanRules
    diary: DiaryRules

    @model_validator(mode="after")
    def _rules_are_sound(self) -> ExerciseTables:
        for rule in self.rules:
            for name in (*rule.withheld, *rule.adapted):
                if name not in self.exercises:
                    raise ValueError(f"rule {rule.id!r} names unknown exercise {name!r}")
            for question, answers in rule.when.items():
                self._runs_to_the_cautious_end(rule.id, question, answers)
        return self

    @model_validator(mode="after")
    def _answers_grow_worse(self) -> ExerciseTables:
        order = list(Ends)
        ends = [order.index(answer.ends) for answer in self.answers]
        if ends != sorted(ends):
            raise ValueError(
                "the answers of the leg must run from what ends nothing to what ends all"
            )
        return self

    @property
    def stop_rules(self) -> tuple[LegAnswer, ...]:
        """The answers that are stop rules, the worst first."""
        return tuple(answer for answer in reversed(self.answers) if answer.label is not None)

    def answer(self, name: str) -> LegAnswer:
        """Return an answer of the leg.

        Raises
        ------
        UnknownNameError
            If there is no such answer.
        """
        known = {row.id: row for row in self.answers}
        return known[require_known("answer of the leg", name, known)]

    def _runs_to_the_cautious_end(self, rule: str, question: str, answers: list[str]) -> None:
        if question not in self.questions:
            hint = did_you_mean(question, self.questions)
            raise ValueError(f"rule {rule!r} asks unknown question {question!r}.{hint}")
        known = self.questions[question].answers
        if answers != known[len(known) - len(answers) :] or len(answers) == len(known):
            raise ValueError(
                f"rule {rule!r}: the answers of {question!r} must run to its cautious end "
                f"({', '.join(known)}) and leave out the first; found {', '.join(answers)}"
            )


@lru_cache(maxsize=2)
def load_exercise_tables(path: Path | None = None) -> ExerciseTables:
    """Return the exercise tables.

    Parameters
    ----------
    path
        The file; the course's own when None.

    Raises
    ------
    ContentError
        If a row breaks a rule; the message names ``file:line``.
    """
    tables: ExerciseTables = load_as(
        path or data_path() / "parameters" / "exercises.yaml", ExerciseTables
    )[0]
    return tables
