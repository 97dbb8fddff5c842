"""The question bank's models, gathered: one frozen class for each type of question.

A question is data that an author writes in YAML; ``data/questions/README.md`` shows one
of each type. How it is drawn, shown and graded is the business of ``quiz``.
"""

from __future__ import annotations

from sciatica_edu.evidence.questions.base import Audience, Bloom, Level, QuestionBase
from sciatica_edu.evidence.questions.case import (
    QUESTION_TYPES,
    CaseQuestion,
    CaseStage,
    Part,
    Question,
)
from sciatica_edu.evidence.questions.choices import (
    HotspotQuestion,
    HotspotRegion,
    MultipleResponse,
    Option,
    SingleBestAnswer,
)
from sciatica_edu.evidence.questions.drawn import DrawnQuestion
from sciatica_edu.evidence.questions.numbers import (
    CommonError,
    NumericQuestion,
    TemplatedError,
    TemplatedNumeric,
    Tolerance,
)
from sciatica_edu.evidence.questions.relations import (
    ExtraMatch,
    MatchingPair,
    MatchingQuestion,
    OrderingQuestion,
    OrderingStep,
)
from sciatica_edu.evidence.questions.words import (
    BLANK,
    ChoiceBlank,
    ClozeQuestion,
    NumberBlank,
    ShortTextQuestion,
    TextBlank,
    WrongText,
)

__all__ = [
    "BLANK",
    "QUESTION_TYPES",
    "Audience",
    "Bloom",
    "CaseQuestion",
    "CaseStage",
    "ChoiceBlank",
    "ClozeQuestion",
    "CommonError",
    "DrawnQuestion",
    "ExtraMatch",
    "HotspotQuestion",
    "HotspotRegion",
    "Level",
    "MatchingPair",
    "MatchingQuestion",
    "MultipleResponse",
    "NumberBlank",
    "NumericQuestion",
    "Option",
    "OrderingQuestion",
    "OrderingStep",
    "Part",
    "Question",
    "QuestionBase",
    "ShortTextQuestion",
    "SingleBestAnswer",
    "TemplatedError",
    "TemplatedNumeric",
    "TextBlank",
    "Tolerance",
    "WrongText",
]
