"""What the course may say and where it comes from: references, facts, claims, objectives, words.

Clinical tables (muscles, tests, rules, doses …) are in `clinical`; questions in `questions`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (pydantic reads the annotation at run time)
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from sciatica_edu.errors import ContentError, did_you_mean

__all__ = [
    "Certainty",
    "Claim",
    "ClaimKind",
    "ClaimVerdict",
    "ExerciseId",
    "Fact",
    "FactId",
    "Figure",
    "GlossaryTerm",
    "Key",
    "Ledger",
    "LessonId",
    "Misconception",
    "Model",
    "Objective",
    "Omission",
    "Reference",
    "Text",
    "Verification",
]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
FactId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}(-[A-Z]{2,6})?-\d{2}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
ExerciseId = Annotated[str, StringConstraints(pattern=r"^XE-\d{2}$")]
LessonId = Literal[
    "00_start_here",
    "01_anatomy",
    "02_symptom_recognition",
    "03_exercises",
    "04_nerve_block",
    "05_clinic",
    "06_article_on_trial",
    "instructor",
]


class Model(BaseModel):
    """Base of all content models: frozen, strict, and no unknown field passes."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


class Verification(StrEnum):
    """How a statement was checked before it entered the course."""

    READ = "read"
    """An abstract or excerpt of the source was read."""
    MEMORY = "memory"
    """Recalled, not read: never shown as plain fact."""
    DERIVED = "derived"
    """Calculated from other facts."""


class Certainty(StrEnum):
    """Confidence in a statement; `LOW` is never shown as plain fact."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


_NO_AUTHORS = "Authors not recorded"
"""What data/references.yaml writes where no author was read."""


_OWN_WORK = "Course synthesis"
"""Author of the course's own reasoning and arithmetic: nothing was published, nothing identifies."""


class IdentifierKind(StrEnum):
    """What identifies a published source; the first that a source has is the one printed."""

    DOI = "doi"
    PMID = "pmid"
    PMCID = "pmcid"
    """PubMed Central's number of a full text."""
    ISBN = "isbn"
    GUIDELINE = "guideline"
    """A guideline's number, or issuing body, series and edition or date."""
    NUMBER = "number"
    """The issuer's own number: publisher item (PII), drug label, product information."""


def _isbn_checks(isbn: str) -> str:
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(isbn))
    if total % 10:
        raise ValueError(f"{isbn!r} is not an ISBN: its last digit does not fit the others")
    return isbn


class Reference(Model):
    """One source and what identifies it; a page address never does."""

    kind: Literal["article", "guideline", "book", "report", "synthesis"]
    authors: Text
    year: int | None = Field(default=None, ge=1800, le=2100)
    title: str
    container: str = ""
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    pmid: Annotated[str, StringConstraints(pattern=r"^\d{1,9}$")] | None = None
    pmcid: Annotated[str, StringConstraints(pattern=r"^PMC\d{4,9}$")] | None = None
    isbn: (
        Annotated[
            str, StringConstraints(pattern=r"^97[89][0-9]{10}$"), AfterValidator(_isbn_checks)
        ]
        | None
    ) = None
    guideline: Text | None = None
    number: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _own_work_is_named_so(self) -> Reference:
        if self.own_work != (self.authors == _OWN_WORK):
            raise ValueError(f"kind 'synthesis' and authors {_OWN_WORK!r} belong together")
        if self.own_work and self.identifier_kind is not None:
            raise ValueError("the course's own work was never published: it has no identifier")
        return self

    @property
    def own_work(self) -> bool:
        """True for the course's own reasoning or arithmetic, which no identifier can name."""
        return self.kind == "synthesis"

    @property
    def identifier_kind(self) -> IdentifierKind | None:
        """What identifies the source, the first in the order of `IdentifierKind`."""
        return next((kind for kind in IdentifierKind if getattr(self, kind.value)), None)

    @property
    def identifier(self) -> str | None:
        """The identifier as printed, the first that exists in the order of `IdentifierKind`."""
        kind = self.identifier_kind
        if kind is None:
            return None
        before = {
            IdentifierKind.DOI: "doi:",
            IdentifierKind.PMID: "PMID ",
            IdentifierKind.ISBN: "ISBN ",
        }
        return before.get(kind, "") + str(getattr(self, kind.value))

    @property
    def short(self) -> str:
        """Author and year, as in running text; the title where no author is recorded."""
        if self.authors == _NO_AUTHORS:
            words = self.title.split()
            title = " ".join(words[:7]).rstrip(",:;") + (" …" if len(words) > 7 else "")
            return f"“{title}” {self.year or '(no year)'}"
        first = self.authors.split(",")[0].split(";")[0].split(" (")[0].strip()
        words = first.split()
        initials = words[-1].isupper() if words else False
        if len(words) > 1 and initials and len(words[-1]) <= 4:
            first = " ".join(words[:-1])
        many = "," in self.authors or "et al" in self.authors
        first = first.replace(" et al.", "").replace(" et al", "")
        return f"{first}{' et al.' if many else ''} {self.year or '(no year)'}"

    def citation(self) -> str:
        """Return the full citation as one line of plain text."""
        parts = [self.authors.rstrip("."), f"({self.year})" if self.year else "(no year)"]
        head = " ".join(parts)
        body = ". ".join(part.rstrip(".") for part in (self.title, self.container) if part)
        none = "own reasoning, not published" if self.own_work else "no identifier known"
        identifier = self.identifier or none
        return f"{head}. {body}. {identifier}."


class Figure(Model):
    """One number (or short result) of a fact, with its unit and spread."""

    name: Text
    value: float | int | str | list[float | int | str | None] | None = None
    unit: Text | None = None
    n: int | str | None = None
    ci95: list[float | int | None] | None = None
    range: list[float | int | str | None] | None = None
    sd: float | int | None = None
    note: Text | None = None


class Fact(Model):
    """A statement the course may make, with its sources and how far to trust it."""

    id: FactId
    topic: Text
    statement: Text
    figures: list[Figure] = []
    references: list[Text] = Field(min_length=1)
    verified: Verification
    confidence: Certainty
    second_hand: bool = False
    """True when the guideline or study is known through a text that quotes it."""
    population: Text | None = None
    note: Text | None = None
    use: Text | None = None
    supersedes: list[FactId] = []
    checked_on: dt.date
    reviewed_on: dt.date | None = None
    reviewed_by: Text | None = None

    @property
    def plain(self) -> bool:
        """True when the statement may be shown as plain fact."""
        return self.confidence is not Certainty.LOW and self.verified is not Verification.MEMORY

    def figure(self, name: str) -> Figure:
        """Return one figure of the fact, with its unit and spread.

        Raises
        ------
        ContentError
            If the fact has no such figure; the nearest one is offered.
        """
        figures = {figure.name: figure for figure in self.figures}
        if name not in figures:
            raise ContentError(
                f"fact {self.id!r} has no figure {name!r}.{did_you_mean(name, figures)} "
                f"Figures: {', '.join(figures) or 'none'}."
            )
        return figures[name]

    def number(self, name: str) -> float:
        """Return the value of one figure, in the unit the fact gives.

        Raises
        ------
        ContentError
            If the fact has no such figure, or the figure is no number.
        """
        value = self.figure(name).value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ContentError(f"fact {self.id!r}: figure {name!r} is no number: {value!r}.")
        return float(value)

    @model_validator(mode="after")
    def _review_is_complete(self) -> Fact:
        if (self.reviewed_on is None) != (self.reviewed_by is None):
            raise ValueError("reviewed_on and reviewed_by belong together: give both or neither")
        return self


class ClaimKind(StrEnum):
    """How the article makes the claim."""

    EXPLICIT = "explicit"
    IMPLIED = "implied"
    QUESTION = "question"


class ClaimVerdict(StrEnum):
    """The course's judgement of a claim."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    WRONG = "wrong"
    DANGEROUS = "dangerous"
    OPINION = "opinion"


class Claim(Model):
    """One checkable claim of the article, its verdict and its correction."""

    id: Annotated[str, StringConstraints(pattern=r"^S\d{2}$")]
    section: Text
    kind: ClaimKind
    claim: Text
    verdict: ClaimVerdict
    correction: Text
    facts: list[FactId]
    exercises: list[ExerciseId] = []
    taught_in: list[LessonId] = Field(min_length=1)
    harm_if_believed: Literal["none", "low", "moderate", "high"]


class Omission(Model):
    """Something a reader needed and the article left out."""

    id: Annotated[str, StringConstraints(pattern=r"^O\d{2}$")]
    omission: Text
    correction: Text
    facts: list[FactId] = Field(min_length=1)
    taught_in: list[LessonId] = Field(min_length=1)


class Ledger(Model):
    """The file of the article: what it claims, and what it left out."""

    claims: list[Claim]
    omissions: list[Omission]


class Objective(Model):
    """What a learner can do after a lesson; questions are written to it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)+$")]
    lesson: LessonId
    objective: Text


class GlossaryTerm(Model):
    """A word the course uses, explained; with its Terminologia Anatomica name if it has one."""

    term: Text
    definition: Text
    terminologia_anatomica: Text | None = None
    synonyms: list[Text] = []
    facts: list[FactId] = []
    card: bool = True
    """Whether it is asked as a flashcard."""


class Misconception(Model):
    """A belief that a wrong answer reveals."""

    id: Annotated[str, StringConstraints(pattern=r"^(MIS-\d{2,3}|M\d{2})$")]
    misconception: Text
    correction: Text
    facts: list[FactId] = Field(min_length=1)
    held_by: Text | None = None
