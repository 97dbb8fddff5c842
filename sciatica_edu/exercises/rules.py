"""What is asked before exercise, what each answer takes away, and what the leg's answer means: the rows."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.errors import did_you_mean, require_known
from sciatica_edu.evidence.models import ExerciseId, FactId, Model, Text
from sciatica_edu.evidence.sentences import sentence

__all__ = [
    "UNKNOWN",
    "Basis",
    "Ends",
    "LegAnswer",
    "ScreeningQuestion",
    "ScreeningRule",
    "ScreeningTables",
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


class ScreeningTables(Model):
    """``data/exercise_rules.yaml``, its parts checked against each other."""

    answers: list[LegAnswer] = Field(min_length=1)
    questions: dict[str, ScreeningQuestion]
    rules: list[ScreeningRule]

    @model_validator(mode="after")
    def _rules_are_sound(self) -> ScreeningTables:
        for rule in self.rules:
            for question, answers in rule.when.items():
                self._runs_to_the_cautious_end(rule.id, question, answers)
        return self

    @model_validator(mode="after")
    def _answers_grow_worse(self) -> ScreeningTables:
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
