"""What a row of the clinic's tables holds (``data/clinic``)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from sciatica_edu.evidence.models import FactId, Model, Text

__all__ = [
    "Alternative",
    "Answers",
    "Cause",
    "ClinicSettings",
    "Finding",
    "HiddenState",
    "Published",
    "Target",
    "TriageAnswer",
    "Vague",
]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Share = Annotated[float, Field(ge=0, le=1)]
Years = Annotated[int, Field(ge=18, le=120)]


class Published(Model):
    """Rates of a row that are the figure of a fact: of which causes or settings."""

    of: list[Slug] = Field(min_length=1)
    facts: list[FactId] = Field(min_length=1)


class _Numbers(Model):
    """A row of numbers, each published, set near something published, or invented.

    Attributes
    ----------
    near
        Facts towards which numbers were set that are not their figures.
    invented
        Why every other number of the row had to be invented.
    """

    published: list[Published] = Field(default=[])
    near: list[FactId] = Field(default=[])
    invented: Text


class Cause(_Numbers):
    """What a patient has.

    Attributes
    ----------
    also_called
        Words, or their beginnings, that would give the cause away.
    group
        Causes that are scored as one as well, such as the four roots.
    emergency
        True when this cause belongs into an emergency department whatever the rules see.
    prevalence, teaching
        Per cent of patients, by setting: as in life, and with more danger than life.
    by_age
        Share of each age band.
    women
        Share of women.
    textbook
        What books say is there, and what is not.
    """

    id: Slug
    name: Text
    also_called: list[Text] = Field(min_length=1)
    group: Slug | None = None
    emergency: bool
    prevalence: dict[Slug, Annotated[float, Field(gt=0, le=100)]]
    teaching: dict[Slug, Annotated[float, Field(gt=0, le=100)]]
    by_age: list[Annotated[float, Field(gt=0, le=1)]]
    women: Annotated[float, Field(gt=0, lt=1)]
    textbook: dict[Slug, Literal["yes", "no"]] = Field(min_length=3)


class HiddenState(_Numbers):
    """A state nobody sees that ties findings together; `rates` of the levels after the first."""

    id: Slug
    name: Text
    levels: list[Text] = Field(min_length=2)
    rates: dict[Slug, list[Share] | dict[Slug, list[Share]]]

    def shares(self, key: str, setting: str) -> list[float]:
        """Return the probability of every level where the entry `key` applies."""
        entry = self.rates[key]
        later = entry[setting] if isinstance(entry, dict) else entry
        return [1 - sum(later), *later]


class Finding(_Numbers):
    """What can be asked or examined, and how often the answer is yes; see the file's head."""

    id: Slug
    kind: Literal["history", "examination"]
    text: Text
    area: list[Text] = Field(default=[])
    soft: bool = False
    minutes: Annotated[float, Field(gt=0, le=30)]
    rater: Literal["firm", "fair", "poor"] | None = None
    only_if: dict[Slug, Literal["yes", "no"]] = Field(default={}, max_length=1)
    rates: dict[Slug, Share]
    with_: dict[Slug, dict[Slug, list[Share]]] = Field(default={}, alias="with")
    by_age: list[Share] = Field(default=[])

    @model_validator(mode="after")
    def _examiners(self) -> Finding:
        if (self.kind == "examination") != (self.rater is not None):
            raise ValueError("`rater` belongs to what is examined, and only to that")
        return self

    @property
    def parent(self) -> tuple[str, bool] | None:
        """The finding this one depends on, and whether it must be a yes."""
        return next(((name, needed == "yes") for name, needed in self.only_if.items()), None)


class Vague(Model):
    """A person who says yes more readily and is less sure."""

    share: Share
    log_odds: Annotated[float, Field(ge=0, le=2)]
    not_sure: list[Share] = Field(min_length=2, max_length=2)


class Unusual(Model):
    """A patient in whom the disease is not as in the book."""

    share: Share
    pull: Share


class Scoring(Model):
    """What scores are compared with: simulated learners, so all of it is invented.

    Attributes
    ----------
    expected_distance
        By stage: start and slope of an average learner's distance over the entropy in nats.
    one_case_reliability
        Reliability of one case's judgement in a class whose learners are much alike.
    """

    expected_distance: dict[
        Literal["history", "end"], Annotated[list[float], Field(min_length=2, max_length=2)]
    ] = Field(min_length=2)
    one_case_reliability: Annotated[float, Field(gt=0, lt=1)]


class ClinicSettings(Model):
    """What the whole clinic shares."""

    settings: list[Slug] = Field(min_length=1)
    age_bands: list[Annotated[list[Years], Field(min_length=2, max_length=2)]]
    cut: Annotated[float, Field(gt=0, lt=0.1)]
    mixed_story: Annotated[float, Field(gt=0, lt=0.1)]
    vague: Vague
    unusual: Unusual
    rater_error: dict[Literal["firm", "fair", "poor"], Annotated[float, Field(ge=0, lt=0.5)]]
    lasting: list[Slug]
    not_sure_words: list[Text] = Field(min_length=1)
    hesitations: list[Text] = Field(min_length=1)
    hesitating: Share
    scoring: Scoring
    invented: Text


class Alternative(Model):
    """Findings that together answer a question of the triage with yes, at some ages only."""

    all: list[Slug] = Field(min_length=1)
    from_age: Years | None = None
    to_age: Years | None = None


class TriageAnswer(Model):
    """How a question of the triage is answered for a generated patient."""

    question: Slug
    any: list[Alternative] = Field(default=[])
    worse: list[Slug] = Field(default=[])
    new: bool = False
    never: Text | None = None

    @model_validator(mode="after")
    def _one_way(self) -> TriageAnswer:
        if bool(self.any) == (self.never is not None):
            raise ValueError("either `any` or `never`")
        return self


class Answers(Model):
    """What people answer, or an examination shows, in words.

    Attributes
    ----------
    topic
        Heading of the menu.
    yes, no
        Variants; {side} and {other} are filled in.
    """

    finding: Slug
    topic: Text
    yes: list[Text] = Field(min_length=1)
    no: list[Text] = Field(min_length=1)


class Target(Model):
    """A published figure that the model is compared with."""

    id: Slug
    any: list[Slug] = Field(min_length=1)
    kind: Literal["share", "negative", "ratio"]
    of: list[Slug] = Field(min_length=1)
    setting: Slug
    from_age: Years | None = None
    published: list[Annotated[float, Field(ge=0)]] = Field(min_length=1, max_length=2)
    facts: list[FactId] = Field(min_length=1)
    gap: Text | None = None
