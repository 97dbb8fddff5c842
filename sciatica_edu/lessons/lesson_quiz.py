"""The quizzes of a lesson: which questions, for whom, and where the answers go.

Selection follows the lesson's seed, so the same parameters give the same quiz on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sciatica_edu.lessons.drawers  # noqa: F401  (registers what draws made-up patients)
from sciatica_edu.body.tables import MUSCLES
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.course import LESSON_TITLES
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.questions.drawn import DrawnQuestion
from sciatica_edu.evidence.sentences import insert_sentences
from sciatica_edu.lessons.course_map import CourseCards
from sciatica_edu.lessons.panels import cited_words
from sciatica_edu.lessons.sheet import CourseSheet
from sciatica_edu.lessons.votes import vote_on
from sciatica_edu.quiz.asking.flashcards import fact_cards, glossary_cards, muscle_cards
from sciatica_edu.quiz.asking.picture import load_pictures
from sciatica_edu.quiz.asking.selection import Slot, matching_questions, parallel, select
from sciatica_edu.quiz.learning.review import review_quiz
from sciatica_edu.quiz.learning.states import Mode
from sciatica_edu.quiz.live.drill import Drill
from sciatica_edu.quiz.live.panel import ProgressPanel
from sciatica_edu.quiz.live.prediction import PredictionGate
from sciatica_edu.quiz.live.session import now
from sciatica_edu.quiz.live.widget import Quiz
from sciatica_edu.record.store import LearnerRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sciatica_edu.display import Html, Picture
    from sciatica_edu.display.widget import TwinWidget
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import Claim
    from sciatica_edu.evidence.questions.question import Question
    from sciatica_edu.lessons.parameter_models import LessonParameters
    from sciatica_edu.quiz.asking.items import Item
    from sciatica_edu.quiz.asking.picture import QuestionPicture

__all__ = ["LessonQuizzes"]

_INTRODUCTORY = "introductory"
_SUMS = frozenset({"numeric", "templated_numeric"})
_DOSE_OBJECTIVE = "block-dose"


@dataclass(frozen=True)
class LessonQuizzes:
    """Makes the quizzes and the progress panel of one opened lesson.

    Parameters
    ----------
    course
        The content.
    lesson_id
        The lesson in whose name answers are recorded.
    parameters
        Level, audience, learner, seed and show_answers decide what is asked and shown.
    """

    course: Course
    lesson_id: str
    parameters: LessonParameters

    @property
    def record(self) -> LearnerRecord:
        """The learner's record on this computer."""
        return LearnerRecord(self.parameters.learner)

    def on(
        self,
        objectives: Iterable[str],
        *,
        count: int,
        title: str,
        name: str,
        types: tuple[str, ...] = (),
        confidence: bool = False,
    ) -> Quiz:
        """Return a practice quiz over some objectives; of some types of questions if given.

        Raises
        ------
        UnknownNameError
            If an objective does not exist.
        QuizError
            If there are fewer questions than asked for.
        """
        chosen = tuple(
            require_known("objective", item, self.course.objectives) for item in objectives
        )
        questions = self._select(count, objectives=chosen, types=types)
        return self._quiz(
            questions, title=title, name=name, mode=Mode.PRACTICE, confidence=confidence
        )

    def votes(self, claims: Sequence[Claim], *, title: str) -> Quiz:
        """Return a vote on claims of the article, each followed by its verdict."""
        return self._quiz(
            [vote_on(claim, self.course) for claim in claims],
            title=title,
            name=f"votes-{claims[0].id}-{claims[-1].id}",
            mode=Mode.PRACTICE,
            tries=1,
        )

    def drill(
        self,
        question_id: str,
        *,
        count: int,
        title: str,
        closing: Callable[[Sequence[tuple[Item, Any]]], str],
    ) -> Drill:
        """Return rounds of one drawn question, each answered once, with a measure at the end.

        Raises
        ------
        UnknownNameError
            If there is no such question.
        """
        known = {q.id: q for q in self.course.questions.values() if isinstance(q, DrawnQuestion)}
        return Drill(
            known[require_known("drawn question", question_id, known)],
            count=count,
            closing=closing,
            record=self.record,
            lesson=self.lesson_id,
            name=f"drill-{question_id}",
            title=title,
            seed=self.parameters.seed,
            references=self._references(),
        )

    def cases(self, count: int) -> Quiz:
        """Return patients' stories over all lessons, each answered with a confidence.

        Sums and dose limits told as a story are left out: they ask for arithmetic, not for a decision.
        """
        questions = self._select(count, vignettes=True, pool=self._patients())
        return self._quiz(
            questions, title="Patients", name="cases", mode=Mode.PRACTICE, confidence=True
        )

    def test(self, name: str, *, count: int, title: str, after: bool = False) -> Quiz:
        """Return a test over the whole course without feedback until it is finished.

        The form for `after` the course asks other questions about the same objectives.
        """
        questions = self._select(count)
        if after:
            chosen = self.parameters
            pool = self.course.questions.values()
            questions = parallel(pool, questions, audience=chosen.audience, seed=chosen.seed)
        return self._quiz(questions, title=title, name=name, mode=Mode.EXAM, confidence=True)

    def due(self, count: int) -> Quiz | Html:
        """Return what is due for review today, over all lessons, or a sentence saying nothing is."""
        questions = list(self.course.questions.values())
        cards = (
            *glossary_cards(self.course.glossary.values()),
            *muscle_cards(self.course[MUSCLES].values()),
            *fact_cards(self.course.distinct_facts()),
        )
        return review_quiz(
            [
                *questions,
                *cards,
                *(vote_on(one, self.course) for one in self.course.claims.values()),
            ],
            record=self.record,
            count=count,
            references=self._references(),
            pictures=_pictures(),
        )

    def prediction(
        self, prediction_id: str, hidden: Sequence[Html | Picture | TwinWidget]
    ) -> PredictionGate:
        """Return a prediction of this lesson, and what opens once the learner has committed.

        Raises
        ------
        UnknownNameError
            If this lesson has no such prediction; the nearest one is offered.
        """
        own = {
            name: row
            for name, row in self.course.predictions.items()
            if row.lesson == self.lesson_id
        }
        row = own[require_known("prediction of this lesson", prediction_id, own)]
        return PredictionGate(
            row,
            hidden,
            said=cited_words(self.course, insert_sentences(row.surprise, self.course.sentences)),
            record=self.record,
            pictures=_pictures() if row.kind == "place" else {},
        )

    def progress(self, *, all_lessons: bool) -> ProgressPanel:
        """Return the progress panel of this lesson or of the whole course."""
        kind = CourseCards if all_lessons else ProgressPanel
        return kind(self.record, **self._panel_settings(None if all_lessons else self.lesson_id))

    def sheet(self) -> CourseSheet:
        """Return the sheet to print after the course."""
        return CourseSheet(self.record, course=self.course, **self._panel_settings(None))

    def _panel_settings(self, lesson: str | None) -> dict[str, Any]:
        objectives: dict[str, dict[str, str]] = {name: {} for name in LESSON_TITLES}
        for objective in self.course.objectives.values():
            objectives[objective.lesson][objective.id] = objective.objective
        taught = {name: rows for name, rows in objectives.items() if rows}
        return {
            "lessons": {name: LESSON_TITLES[name] for name in taught},
            "objectives": taught,
            "misconceptions": {
                row.id: (row.misconception, row.correction)
                for row in self.course.misconceptions.values()
            },
            "clock": now,
            "lesson": lesson,
            "predictions": self.course.predictions,
        }

    def _select(
        self,
        count: int,
        *,
        objectives: tuple[str, ...] = (),
        vignettes: bool | None = None,
        types: tuple[str, ...] = (),
        pool: list[Question] | None = None,
    ) -> tuple[Question, ...]:
        """Choose questions; an introductory lesson asks its own level first, then deeper ones."""
        pool = list(self.course.questions.values()) if pool is None else pool
        audience = self.parameters.audience

        def slot(number: int, *levels: str) -> Slot:
            return Slot(
                number,
                objectives=objectives,
                levels=levels,
                audience=audience,
                vignettes=vignettes,
                types=types,
            )

        if self.parameters.level != _INTRODUCTORY:
            return select(pool, [slot(count)], seed=self.parameters.seed)
        easy = min(count, len(matching_questions(pool, slot(count, _INTRODUCTORY))))
        blueprint = [slot(easy, _INTRODUCTORY)] if easy else []
        if easy < count:
            blueprint.append(slot(count - easy))
        return select(pool, blueprint, seed=self.parameters.seed)

    def _patients(self) -> list[Question]:
        return [
            question
            for question in self.course.questions.values()
            if question.type not in _SUMS and question.objective != _DOSE_OBJECTIVE
        ]

    def _quiz(
        self,
        questions: Iterable[Question],
        *,
        title: str,
        name: str,
        mode: Mode,
        confidence: bool = False,
        tries: int = 3,
    ) -> Quiz:
        asked = list(questions)
        return Quiz(
            asked,
            record=self.record,
            lesson=self.lesson_id,
            name=name,
            title=title,
            mode=mode,
            seed=self.parameters.seed,
            show_answers=self.parameters.show_answers or mode is Mode.PRACTICE,
            references=self._references(),
            pictures=_pictures() if any(item.type == "hotspot" for item in asked) else {},
            confidence=confidence,
            tries=tries,
        )

    def _references(self) -> Mapping[str, str]:
        # All of them: which facts a made-up patient rests on is known when it is drawn.
        return {fact_id: cite(self.course, [fact_id], full=True) for fact_id in self.course.facts}


@lru_cache(maxsize=1)
def _pictures() -> dict[str, QuestionPicture]:
    return load_pictures(data_path() / "pictures.yaml")
