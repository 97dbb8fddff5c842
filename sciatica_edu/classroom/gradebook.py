"""A class's results: learners' records collected, assessed quizzes marked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any

import sciatica_edu.lessons.drawers  # noqa: F401  (registers what draws made-up patients)
from sciatica_edu.classroom.assessment import mark
from sciatica_edu.classroom.class_predictions import class_predictions
from sciatica_edu.classroom.hand_in import read_hand_ins
from sciatica_edu.classroom.item_analysis import (
    DEFAULT_K,
    analyse,
    responses_from_events,
    responses_from_marks,
)
from sciatica_edu.evidence.questions.question import (
    CaseQuestion,
    HotspotQuestion,
    MultipleResponse,
    SingleBestAnswer,
)
from sciatica_edu.quiz.learning.states import Mode
from sciatica_edu.record.events import Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sciatica_edu.classroom.assessment import Mark
    from sciatica_edu.classroom.class_predictions import ClassPrediction
    from sciatica_edu.classroom.hand_in import HandIn
    from sciatica_edu.classroom.item_analysis import Analysis
    from sciatica_edu.evidence.predictions import Prediction
    from sciatica_edu.evidence.questions.question import Question
    from sciatica_edu.record.events import Event

__all__ = ["Gradebook", "QuizResult", "Sheet", "make_gradebook"]


@dataclass(frozen=True)
class QuizResult:
    """How a learner did in a quiz that gave feedback.

    Attributes
    ----------
    answered
        Questions answered.
    mean
        Mean score of the first answers, 0 to 1.
    finished
        Whether the quiz was finished.
    """

    learner: str
    lesson: str
    quiz: str
    answered: int
    mean: float
    finished: bool


@dataclass(frozen=True)
class Sheet:
    """An assessed quiz, marked.

    Attributes
    ----------
    key_name
        Name of the key file.
    marks
        One for each learner and question.
    analysis
        Item analysis.
    """

    key_name: str
    marks: tuple[Mark, ...]
    analysis: Analysis


@dataclass(frozen=True)
class Gradebook:
    """Everything about a class.

    Attributes
    ----------
    learners
        By name.
    quizzes
        Quizzes with feedback.
    sheets
        Assessed quizzes.
    analysis
        Item analysis over the quizzes with feedback.
    predictions
        What the class expected before it was shown; no test of anybody.
    problems
        Files that could not be read, answers that could not be marked.
    """

    learners: tuple[str, ...]
    quizzes: tuple[QuizResult, ...]
    sheets: tuple[Sheet, ...]
    analysis: Analysis
    predictions: tuple[ClassPrediction, ...]
    problems: tuple[str, ...]


def make_gradebook(
    folder: Path,
    *,
    key_files: Sequence[Path] = (),
    questions: Mapping[str, Question],
    predictions: Mapping[str, Prediction] | None = None,
    k: int = DEFAULT_K,
) -> Gradebook:
    """Collect and mark.

    Parameters
    ----------
    folder
        Where the learners' exported records (``.jsonl``) lie.
    key_files
        Keys of assessed quizzes.
    questions
        The bank, for the options' ids.
    predictions
        The course's predictions by id.
    k
        Fewest learners behind a number of the item analysis and of the predictions.

    Raises
    ------
    RecordError
        If the folder holds no record.
    QuizError
        If a key file cannot be read.
    """
    hand_in = read_hand_ins(folder)
    options = _options(questions.values())
    taught = [event for event in hand_in.events if event.mode != Mode.PREDICT]
    problems = list(hand_in.problems)
    sheets = []
    for key_file in key_files:
        marks = mark(hand_in.events, key_file)
        problems += [
            f"{one.learner}: {one.item} was not marked: {one.note}" for one in marks if one.note
        ]
        if not marks:
            problems.append(f"{key_file.name}: nobody answered this quiz.")
        responses = responses_from_marks(marks, _answers(hand_in))
        sheets.append(Sheet(key_file.name, marks, analyse(responses, options=options, k=k)))
    return Gradebook(
        learners=tuple(sorted({event.learner for event in hand_in.events})),
        quizzes=_quizzes(taught),
        sheets=tuple(sheets),
        analysis=analyse(responses_from_events(taught), options=options, k=k),
        predictions=class_predictions(hand_in.events, predictions or {}, k=k),
        problems=tuple(problems),
    )


def _answers(hand_in: HandIn) -> dict[tuple[str, str], object]:
    return {
        (event.learner, event.item): event.answer
        for event in hand_in.events
        if event.verb is Verb.ANSWERED
    }


def _options(questions: Iterable[Question]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for question in questions:
        parts: list[Any] = [question]
        if isinstance(question, CaseQuestion):
            parts = [stage.question for stage in question.stages]
        for part in parts:
            if isinstance(part, (SingleBestAnswer, MultipleResponse)):
                found[part.id] = tuple(option.id for option in part.options)
            elif isinstance(part, HotspotQuestion):
                found[part.id] = tuple(region.id for region in part.regions)
    return found


def _quizzes(events: Iterable[Event]) -> tuple[QuizResult, ...]:
    first: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    finished = set()
    for event in events:
        key = (event.learner, event.lesson, event.quiz)
        if event.verb is Verb.COMPLETED:
            finished.add(key)
        if event.verb is Verb.ANSWERED and event.score is not None:
            first[key].setdefault(event.item, event.score)
    return tuple(
        QuizResult(*key, len(scores), fmean(scores.values()), key in finished)
        for key, scores in sorted(first.items())
    )
