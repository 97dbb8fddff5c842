"""The main states of every widget: at the start, in the middle, and with its verdict.

Nothing here touches a learner's record: what is answered is kept in a folder that goes afterwards.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sciatica_edu.anatomy.body_explorer import body_explorer
from sciatica_edu.anatomy.root_branch_explorer import RootBranchExplorer
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.location import data_path
from sciatica_edu.evidence.red_flags import Urgency
from sciatica_edu.exercises.coach import ExerciseCoach
from sciatica_edu.exercises.course_exercises import Exercises
from sciatica_edu.exercises.prognosis.recovery_explorer import RecoveryExplorer
from sciatica_edu.exercises.screening_form import ScreeningForm
from sciatica_edu.lessons.lesson_quiz import LessonQuizzes
from sciatica_edu.lessons.parameters import validate_parameters
from sciatica_edu.nerve_block.conduction.conduction_widget import conduction_widget
from sciatica_edu.nerve_block.dosing.dose_widget import dose_workshop
from sciatica_edu.nerve_block.screening.screening_widget import contraindication_checker
from sciatica_edu.nerve_block.toxicity.toxicity_widget import toxicity_simulation
from sciatica_edu.quiz.asking.picture import load_pictures
from sciatica_edu.quiz.live.widget import Quiz
from sciatica_edu.record.own_record import OwnRecord
from sciatica_edu.record.store import LearnerRecord
from sciatica_edu.symptoms.likelihood.likelihood_widget import likelihood_explorer
from sciatica_edu.symptoms.localiser_widget import localiser_practice
from sciatica_edu.symptoms.pain_drawing import PainDrawing
from sciatica_edu.symptoms.root_drill import root_closing
from sciatica_edu.symptoms.triage_widget import triage_practice
from sciatica_edu.triage.table import load_triage_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sciatica_edu.display.widget import TwinWidget
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.nerve_block.toxicity.toxicity_widget import ToxicitySimulation

__all__ = ["Shown", "heard", "shown_states"]

_LESSON = "02_symptom_recognition"


class Shown(NamedTuple):
    """A widget in one state; `asks` are messages whose answers the page keeps."""

    title: str
    widget: TwinWidget
    asks: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class _Apart(LessonQuizzes):
    """A lesson's quizzes over a record of their own."""

    home: Path

    @property
    def record(self) -> LearnerRecord:
        return LearnerRecord("gallery", home=self.home)


def shown_states(course: Course, *, home: Path) -> Iterator[Shown]:
    """Yield every widget in its main states.

    Parameters
    ----------
    course
        The content.
    home
        Where the record of what is answered here is kept.
    """
    quizzes = _Apart(course, _LESSON, validate_parameters(_LESSON, {}), home)
    yield from _body(course)
    yield from _symptoms(course)
    yield from _exercises(course)
    yield from _injections(course)
    yield from _predictions(course, home)
    yield from _questions(course, quizzes)
    yield Shown("Progress: one lesson", quizzes.progress(all_lessons=False))
    yield Shown("Progress: the whole course", quizzes.progress(all_lessons=True))
    yield Shown("Sheet after the course", quizzes.sheet())
    for do in ("", "show", "export"):
        kept = OwnRecord(quizzes.record)
        heard(kept, {"do": do})
        yield Shown(f"Own record: {do or 'start'}", kept)


def heard(widget: TwinWidget, message: dict[str, Any]) -> list[tuple[Any, list[str]]]:
    """Do what a browser asks of a widget; return what it would be sent, buffers in base64."""
    sent: list[tuple[Any, list[str]]] = []

    def send(content: Any, buffers: Any = None) -> None:
        sent.append((content, [base64.b64encode(block).decode() for block in buffers or []]))

    widget.send = send
    try:
        widget._handle_custom_msg(message, [])  # noqa: SLF001 - where ipywidgets hands a message over
    finally:
        del widget.send
    return sent


def _body(course: Course) -> Iterator[Shown]:
    asks = ({"type": "ready"},)
    yield Shown("Body: start", body_explorer(course), asks)
    posed = body_explorer(course)
    posed.pose, posed.selected = "slump", "piriformis"
    yield Shown("Body: posed, a structure chosen", posed, asks)
    lesions = RootBranchExplorer(course)
    yield Shown("Root and branch: start", lesions)
    picked = RootBranchExplorer(course)
    picked.picked = picked.muscles[0][0]
    yield Shown("Root and branch: a muscle picked", picked)


def _symptoms(course: Course) -> Iterator[Shown]:
    yield Shown("Triage: start", triage_practice(course))
    questions = load_triage_table().questions
    calm = {question.id: "no" for question in questions}
    yield Shown("Triage: no hurry", triage_practice(course, answers=calm))
    for urgency in Urgency:
        name, answer = next(
            (question.id, given)
            for question in questions
            for given, found in question.alone.items()
            if found is urgency
        )
        answers = {**calm, name: str(answer)}
        yield Shown(f"Triage: {urgency}", triage_practice(course, answers=answers))
    yield Shown("Pain drawing: start", PainDrawing(course))
    leg = {"leg_back.buttock.right": ["pain"], "leg_back.outer_calf.right": ["pain", "tingle"]}
    yield Shown("Pain drawing: one leg", PainDrawing(course, painted=leg))
    both = {**leg, "leg_back.buttock.left": ["numb"]}
    yield Shown("Pain drawing: both legs", PainDrawing(course, painted=both))
    foot = {"ankle-dorsiflexion": "abnormal", "numb-foot-top": "abnormal"}
    yield Shown("Localiser: start", localiser_practice(course))
    yield Shown("Localiser: commit to a level", localiser_practice(course, findings=foot))
    told = localiser_practice(course, findings=foot)
    told.commit(level="l5")
    told.commit(test="ankle-inversion")
    yield Shown("Localiser: verdict", told)
    for result in ("positive", "negative"):
        tested = likelihood_explorer(course, pre_test_probability=0.5)
        tested.result = result
        yield Shown(f"Likelihood: {result}", tested)


def _exercises(course: Course) -> Iterator[Shown]:
    exercises = Exercises(course)
    calm = exercises.red_flags_all_no()
    everything = exercises.without_warning()
    for title, answers, flags in (
        ("start", everything, calm),
        ("nothing asked", {}, calm),
        ("stopped", {}, {**calm, "saddle": "yes"}),
    ):
        found = exercises.screen(answers, red_flags=flags)
        yield Shown(f"Coach: {title}", ExerciseCoach(course, found))
    asked = ExerciseCoach(course, exercises.screen(everything, red_flags=calm))
    asked.sessions_done, asked.leg = 1, 0
    yield Shown("Coach: the leg has answered", asked)
    said = {f"own-{name.replace('_', '-')}": given for name, given in everything.items()}
    for title, answers in (
        ("start", {}),
        ("stopped", {"saddle": "yes"}),
        ("all answered", {**calm, **said}),
    ):
        yield Shown(f"Screening: {title}", ScreeningForm(exercises, answers=answers))
    yield Shown("Recovery: start", RecoveryExplorer(course, exercises.courses))


def _injections(course: Course) -> Iterator[Shown]:
    yield Shown("Conduction: start", conduction_widget())
    yield Shown("Conduction: blocked", conduction_widget(concentration_mm=2.0))
    yield Shown("Dose: start", dose_workshop(course))
    refused = dose_workshop(course)
    heard(refused, {"action": "compare", "inputs": {"weight_kg": "900"}})
    yield Shown("Dose: refused", refused)
    yield Shown("Contraindications: nothing asked", contraindication_checker(course))
    for answer in ("absent", "present"):
        asked = contraindication_checker(course)
        asked.act("all", answer=answer)
        yield Shown(f"Contraindications: all {answer}", asked)
    yield Shown("Toxicity: start", toxicity_simulation(course))
    for title, steps in (("after four steps", 4), ("finished", 200)):
        played = toxicity_simulation(course)
        for _ in range(steps):
            _next_step(played)
        yield Shown(f"Toxicity: {title}", played)


def _next_step(played: ToxicitySimulation) -> None:
    """Take the first step that is required and possible; wait where there is none."""
    possible = [name for name, *_ in played.state["steps"]]
    left = [name for name in played.play.required if name not in played.play.names_done]
    step = next((name for name in left if name in possible), "wait")
    if possible:
        played.act("act", step=step, amount="50")


def _predictions(course: Course, home: Path) -> Iterator[Shown]:
    for kind, row in {row.kind: row for row in course.predictions.values()}.items():
        parameters = validate_parameters(row.lesson, {})
        for after in (False, True):
            gate = _Apart(course, row.lesson, parameters, home).prediction(row.id, ())
            if after:
                options = list(getattr(row, "options", ()))
                answer = (
                    options
                    if kind == "order"
                    else options[0]
                    if options
                    else f"{getattr(row, 'low', 0):g}"
                )
                said = {"do": "answer", "item": row.id, "answer": answer, "confidence": 1.0}
                heard(gate, said)
            yield Shown(f"Prediction, {kind}: {'after' if after else 'before'}", gate)


def _questions(course: Course, quizzes: LessonQuizzes) -> Iterator[Shown]:
    questions = course.questions.values()
    cited = {name: cite(course, [name], full=True) for name in course.facts}
    pictures = load_pictures(data_path() / "pictures.yaml")
    for kind, question in {question.type: question for question in questions}.items():
        for after in (False, True):
            quiz = Quiz([question], references=cited, pictures=pictures)
            for item in quiz.session.items if after else ():
                heard(quiz, _wrong_or_shown(question, item))
                heard(quiz, {"do": "show", "item": item})
            yield Shown(f"Question, {kind}: {'after' if after else 'before'}", quiz)
    claims = list(course.claims.values())[:1]
    yield Shown("Vote: before", quizzes.votes(claims, title="Your verdict"))
    voted = quizzes.votes(claims, title="Your verdict")
    voted.answer(claims[0].id, claims[0].verdict.value)
    yield Shown("Vote: after", voted)
    drill = quizzes.drill("SYMP-057", count=2, title="Which root drew this?", closing=root_closing)
    yield Shown("Drill: start", drill)
    yield Shown("Test: start", quizzes.test("pretest", count=2, title="What do you believe now?"))


def _wrong_or_shown(question: Any, item: str) -> dict[str, Any]:
    """Return a wrong answer where the question lists its choices; else nothing is answered first."""
    choices = getattr(question, "options", getattr(question, "regions", ())) or ()
    wrong = next((choice.id for choice in choices if not choice.key), "")
    answer = [wrong] if question.type == "multiple_response" else wrong
    return {"do": "answer", "item": item, "answer": answer}
