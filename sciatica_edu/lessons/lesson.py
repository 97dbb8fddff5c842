"""The one object a notebook talks to: ``lesson = Lesson.open("01_anatomy", …)``.

It checks the parameters first, then shows the course's content, quizzes and
progress. What it shows is rendered in `panels`; what it computes lives in the topics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.display import Html, folded
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.course import FIRST_LESSON, LESSON_TITLES, Course, load_course
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.lessons import panels
from sciatica_edu.lessons.course_map import way
from sciatica_edu.lessons.lesson_quiz import LessonQuizzes
from sciatica_edu.lessons.parameters import require_injected_known, validate_parameters

if TYPE_CHECKING:
    from sciatica_edu.display import Picture
    from sciatica_edu.display.widget import TwinWidget
    from sciatica_edu.lessons.parameter_models import LessonParameters
    from sciatica_edu.lessons.sheet import CourseSheet
    from sciatica_edu.quiz.live.drill import Drill
    from sciatica_edu.quiz.live.panel import ProgressPanel
    from sciatica_edu.quiz.live.prediction import PredictionGate
    from sciatica_edu.quiz.live.widget import Quiz
    from sciatica_edu.record.own_record import OwnRecord

__all__ = ["Lesson"]


class Lesson:
    """A lesson with checked parameters.

    Parameters
    ----------
    lesson_id
        For instance ``"01_anatomy"``.
    parameters
        Checked parameters of this lesson.
    course
        The content.
    """

    def __init__(self, lesson_id: str, parameters: LessonParameters, course: Course) -> None:
        self.id = lesson_id
        self.parameters = parameters
        self.course = course

    @classmethod
    def open(cls, lesson_id: str, **parameters: object) -> Lesson:
        """Open a lesson.

        Raises
        ------
        ParameterError
            If a parameter is unknown, of the wrong type or out of range; the
            message names it, its value and what is allowed.
        """
        require_injected_known(lesson_id, _cells_so_far())
        return cls(lesson_id, validate_parameters(lesson_id, parameters), load_course())

    @property
    def title(self) -> str:
        """Title of the lesson."""
        return LESSON_TITLES[self.id]

    @property
    def clinical(self) -> bool:
        """True at level ``clinical``: the deeper reading is shown."""
        return self.parameters.level == "clinical"

    def __repr__(self) -> str:
        return f"Lesson {self.id!r}: {self.title}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        panel = panels.header_panel(self.course, self.id, self.title)
        return {"text/html": panel.html, "text/plain": panel.text}

    def safety(self) -> Html:
        """Return the red flags, emergencies first."""
        return panels.safety_panel(self.course, full=self.id == FIRST_LESSON)

    def omissions(self, *ids: str) -> Html:
        """Return what the article left out."""
        known = self.course.omissions
        chosen = [known[require_known("omission", name, known)] for name in ids]
        return panels.omissions_panel(self.course, chosen, caption="What the article left out")

    def say(self, text: str) -> Html:
        """Return a paragraph whose ``[FACT-ID]`` citations become short references."""
        return panels.cited_text(self.course, text)

    def task(self) -> Html:
        """Return one task from the work of this lesson's audience, with its sources."""
        topic = self.id.partition("_")[2].replace("_", "-")
        row = sentence(f"task.{topic}.{self.parameters.audience}")
        return self.say(f"{row.text} [{', '.join(row.facts)}]")

    def deeper(self, *parts: str | Html, title: str = "More depth") -> Html:
        """Return paragraphs or tables as a folded section, which is open at level ``clinical``."""
        said = [self.say(part) if isinstance(part, str) else part for part in parts]
        return folded(title, *said, unfolded=self.clinical)

    def words(self, *terms: str) -> Html:
        """Return glossary entries.

        Raises
        ------
        UnknownNameError
            If a term is not in the glossary.
        """
        return panels.glossary_panel(
            self.course,
            [require_known("glossary term", term, self.course.glossary) for term in terms],
        )

    # ------------------------------------------------------------------ questions

    @property
    def _quizzes(self) -> LessonQuizzes:
        return LessonQuizzes(self.course, self.id, self.parameters)

    def quiz(self, *objectives: str, count: int = 4, title: str = "Check yourself") -> Quiz:
        """Return a practice quiz over some objectives, drawn from the lesson's seed.

        Raises
        ------
        UnknownNameError
            If an objective does not exist.
        QuizError
            If there are fewer questions than `count`.
        """
        return self._quizzes.on(objectives, count=count, title=title, name="-".join(objectives))

    def vote(self, *ids: str, title: str = "Your verdict") -> Quiz:
        """Return a vote on claims of the article: each verdict, and what is right, opens once voted.

        Raises
        ------
        UnknownNameError
            If a claim does not exist.
        """
        known = self.course.claims
        claims = [known[require_known("claim", name, known)] for name in ids]
        return self._quizzes.votes(claims, title=title)

    def reckon(self, *objectives: str, count: int = 4) -> Quiz:
        """Return a practice quiz of sums with numbers drawn from the seed; errors as in `quiz`."""
        return self._drawn("templated_numeric", "sums", "Reckon by yourself", objectives, count)

    def decide(self, *objectives: str, count: int = 3) -> Quiz:
        """Return a practice quiz of made-up patients whom the rules judge; errors as in `quiz`."""
        return self._drawn("drawn", "patients", "Decide", objectives, count)

    def _drawn(
        self, kind: str, name: str, title: str, objectives: tuple[str, ...], count: int
    ) -> Quiz:
        full_name = "-".join((*objectives, name))
        return self._quizzes.on(objectives, count=count, title=title, name=full_name, types=(kind,))

    def which_root_drew_this(self, count: int = 8) -> Drill:
        """Return made-up pain drawings to name the root of; at the end one's score beside chance."""
        from sciatica_edu.symptoms.root_drill import root_closing

        title = "Which root drew this?"
        return self._quizzes.drill("SYMP-057", count=count, title=title, closing=root_closing)

    def belief_after_a_test(self, count: int = 6) -> Drill:
        """Return beliefs, tests and results to reckon with; at the end one's mean error in points."""
        from sciatica_edu.symptoms.likelihood.bayes_drill import bayes_closing

        title = "What do you believe now?"
        return self._quizzes.drill("SYMP-058", count=count, title=title, closing=bayes_closing)

    def check_yourself(self, count: int = 8) -> Quiz:
        """Return a practice quiz over all objectives of the lesson, each answered with a confidence."""
        own = [objective.id for objective in self.course.objectives_of(self.id)]
        return self._quizzes.on(
            own, count=count, title="Check yourself", name="check-yourself", confidence=True
        )

    def cases(self, count: int = 4) -> Quiz:
        """Return patients' stories over all lessons; each answer is given with a confidence."""
        return self._quizzes.cases(count)

    def predict(self, prediction_id: str, *hidden: Html | Picture | TwinWidget) -> PredictionGate:
        """Return a prediction of `data/predictions.yaml` and what opens when it is committed to.

        Parameters
        ----------
        prediction_id
            One of this lesson's.
        *hidden
            Pictures, tables or widgets, shown in this place afterwards and not before.

        Raises
        ------
        UnknownNameError
            If this lesson has no such prediction.
        """
        return self._quizzes.prediction(prediction_id, hidden)

    def pre_test(self, count: int = 10) -> Quiz:
        """Return the test before the course: no feedback until it is finished."""
        return self._quizzes.test("pretest", count=count, title="What do you believe now?")

    def post_test(self, count: int = 10) -> Quiz:
        """Return the test after the course: other questions, objective by objective like the first."""
        return self._quizzes.test("posttest", count=count, title="And now?", after=True)

    def review(self, count: int = 10) -> Quiz | Html:
        """Return questions and flashcards that are due today, over all lessons."""
        return self._quizzes.due(count)

    def own_record(self) -> OwnRecord:
        """Return the buttons that show, export and erase the learner's record."""
        from sciatica_edu.record.own_record import OwnRecord

        return OwnRecord(self._quizzes.record)

    def progress(self, *, all_lessons: bool = False) -> ProgressPanel:
        """Return the learner's progress in this lesson, or in the whole course."""
        return self._quizzes.progress(all_lessons=all_lessons)

    def sheet(self) -> CourseSheet:
        """Return the sheet to print after the last lesson, made from the record."""
        return self._quizzes.sheet()

    def way(self) -> Html:
        """Return the links to the lesson before, the contents and the next one, and the minutes left."""
        return way(self.id, at_end=True)


def _cells_so_far() -> list[str]:
    """Return the sources of the cells run so far; papermill's injected one is among them."""
    from IPython import get_ipython

    shell = get_ipython()
    return [] if shell is None else list(shell.user_ns.get("In", []))
