"""The quiz as a live widget: one model for all its questions; Python judges, the browser shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import QuizError, SciaticaEduError
from sciatica_edu.evidence.questions.question import NumericQuestion, TemplatedNumeric
from sciatica_edu.evidence.tables.map_shapes import whole_body
from sciatica_edu.quiz.asking.flashcard import Flashcard
from sciatica_edu.quiz.asking.items import Item, draw_items
from sciatica_edu.quiz.asking.presentation import item_view
from sciatica_edu.quiz.asking.rich import inline, rich
from sciatica_edu.quiz.asking.right_answer import right_answer
from sciatica_edu.quiz.learning.states import Mode
from sciatica_edu.quiz.live.sealed import SealedItem
from sciatica_edu.quiz.live.session import QuizSession, now
from sciatica_edu.quiz.live.twin import quiz_twin, sources_of
from sciatica_edu.record.store import MemoryRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from sciatica_edu.display import Html
    from sciatica_edu.evidence.questions.question import Question
    from sciatica_edu.quiz.asking.askable import Askable
    from sciatica_edu.quiz.asking.picture import QuestionPicture
    from sciatica_edu.quiz.learning.states import ItemState
    from sciatica_edu.record.store import Record

__all__ = ["Quiz"]


class Quiz(TwinWidget):
    """A quiz in a notebook.

    Parameters
    ----------
    questions
        What is asked, in order: questions, flashcards, or the items of a student's file
        (`sealed.load_sealed`), which need ``mode="assessed"``.
    record
        Where answers are kept; they are lost with the program if none is given.
    lesson, name
        Lesson id and the quiz's name in it.
    title
        What the quiz is called.
    mode
        ``"practice"``, ``"exam"`` or ``"review"``.
    seed
        Draws numbers and orders options.
    show_answers
        Whether the static twin holds the answers, folded; never in an exam.
    references
        Short citation by fact id.
    pictures
        Pictures by id, for hotspot questions.
    confidence
        Whether to ask how sure the learner is.
    tries
        Answers allowed for a question in practice, 1 to 10.
    clock
        Returns the time.

    Raises
    ------
    QuizError
        If there are no questions or one appears twice.
    """

    browser = "quiz"

    questions: Any = traitlets.List().tag(sync=True)
    """What the browser shows of each open question; no key, no rationale."""
    body: Any = traitlets.List().tag(sync=True)
    """The drawn body, when a question shows a drawing on it."""
    states: Any = traitlets.Dict().tag(sync=True)
    """By question id: answer given, verdict and feedback, as far as it may be shown."""
    status: Any = traitlets.Dict().tag(sync=True)
    """Of the whole quiz: mode, what is withheld, what is told."""

    def __init__(
        self,
        questions: Iterable[Question | Askable] | Sequence[SealedItem] = (),
        *,
        record: Record | None = None,
        lesson: str = "",
        name: str = "quiz",
        title: str = "Quiz",
        mode: Mode | str = Mode.PRACTICE,
        seed: int = 0,
        show_answers: bool = True,
        references: Mapping[str, str] | None = None,
        pictures: Mapping[str, QuestionPicture] | None = None,
        confidence: bool = False,
        tries: int = 3,
        clock: Callable[[], datetime] = now,
    ) -> None:
        kept, notice = _readable(record or MemoryRecord())
        self.session = QuizSession(
            _items(questions, seed=seed),
            record=kept,
            lesson=lesson,
            name=name,
            mode=mode,
            tries=tries,
            clock=clock,
        )
        self.title = title
        self.show_answers = show_answers and self.session.mode in (Mode.PRACTICE, Mode.REVIEW)
        self._references = references or {}
        self._pictures = pictures or {}
        self._asks_confidence = confidence
        self._notices = [*notice, *self.session.notices]
        super().__init__(**self._shown())
        if any("painted" in view for view in self.questions):
            self.body = whole_body()
        self.on_msg(self._received)

    def __repr__(self) -> str:
        count = len(self.session.items)
        asked = "1 question" if count == 1 else f"{count} questions"
        return f"{self.title} ({asked}, {self.session.mode.value})"

    def twin(self) -> Html:
        """Return the quiz as static HTML and text, with folded answers in practice."""
        return quiz_twin(
            self.session.items.values(),
            title=self.title,
            show_answers=self.show_answers,
            references=self._references,
            pictures=self._pictures,
        )

    @property
    def answers(self) -> dict[str, Any]:
        """The latest answer by question id."""
        return self.session.answers

    @property
    def score(self) -> tuple[float, float]:
        """Points earned and points possible; hidden until an exam is finished.

        Raises
        ------
        QuizError
            While an exam is running.
        """
        if self.session.withholds_feedback:
            raise QuizError("The score is shown when the exam is finished.")
        return self.session.score

    # ------------------------------------------------------------ the learner, from Python

    def answer(self, item_id: str, answer: Any, *, confidence: float | None = None) -> None:
        """Answer a question, as the browser does."""
        try:
            self.session.answer(item_id, answer, confidence=confidence)
        finally:
            self._show()

    def finish(self) -> None:
        """End the quiz; an exam shows its results."""
        self.session.finish()
        self._show()

    # ------------------------------------------------------------ the browser

    def _received(self, _widget: Any, message: Any, _buffers: Any) -> None:
        if not isinstance(message, dict):
            return
        try:
            self._act(message)
        except SciaticaEduError as error:
            self._show()
            self.send({"error": str(error), "item": message.get("item")})
            return
        self._show()

    def _act(self, message: Mapping[str, Any]) -> None:
        item = str(message.get("item"))
        match message.get("do"):
            case "answer":
                self.session.answer(
                    item,
                    message.get("answer"),
                    confidence=_number(message.get("confidence"), high=1),
                    seconds=_number(message.get("seconds"), high=1e6),
                )
            case "hint":
                self.session.hint(item)
            case "show":
                self.session.give_up(item)
            case "finish":
                self.session.finish()
            case "again":
                self.session.again()

    def _show(self) -> None:
        with self.hold_sync():
            for name, value in self._shown().items():
                setattr(self, name, value)

    def _shown(self) -> dict[str, Any]:
        session = self.session
        open_items = [item for name, item in session.items.items() if session.is_open(name)]
        return {
            "questions": [self._item_view(item) for item in open_items],
            "states": {
                item.id: shown
                for item in open_items
                if (shown := self._state_view(item, session.state(item.id)))
            },
            "status": self._status_view(),
        }

    def _item_view(self, item: Item | SealedItem) -> dict[str, Any]:
        if isinstance(item, SealedItem):
            return dict(item.view)
        return item_view(item, pictures=self._pictures)

    def _status_view(self) -> dict[str, Any]:
        session = self.session
        everything = all(session.is_final(name) for name in session.items)
        status = {
            "mode": session.mode.value,
            "total": len(session.items),
            "told": self._told(),
            "sure": self._asks_confidence,
            "withheld": session.withholds_feedback and not session.finished,
            "finished": session.finished,
            "again": session.mode not in (Mode.ASSESSED, Mode.PREDICT)
            and (session.finished or everything),
            "notices": self._notices,
        }
        return {name: value for name, value in status.items() if value not in (False, [])}

    def _told(self) -> str:
        session = self.session
        count, total = len(session.answers), len(session.items)
        if session.mode is Mode.ASSESSED and session.finished:
            return f"Handed in: {count} of {total} answered."
        if session.withholds_feedback:
            return f"{count} of {total} answered."
        earned, possible = session.score
        if session.finished:
            return f"Finished: {earned:.3g} of {possible:.3g} points."
        return f"{count} of {total} answered, {earned:.3g} of {possible:.3g} points."

    def _state_view(self, item: Item | SealedItem, state: ItemState) -> dict[str, Any]:
        session = self.session
        view: dict[str, Any] = {}
        if state.hints:
            view["hints"] = [rich(item.text(hint)) for hint in item.question.hints[: state.hints]]
        if session.is_final(item.id):
            view["final"] = True
        if state.last:
            view["answer"] = state.last.answer
            if state.last.confidence is not None:
                view["sure"] = state.last.confidence
        if session.withholds_feedback or isinstance(item, SealedItem):
            return view
        return view | self._feedback(item, state)

    def _feedback(self, item: Item, state: ItemState) -> dict[str, Any]:
        session = self.session
        view: dict[str, Any] = {}
        if isinstance(item.question, Flashcard):
            return {"left": f"Rated: {state.last.answer}."} if state.last else {}
        if state.last and state.last.grade:
            judged = state.last.grade
            view["verdict"] = judged.verdict.value
            if 0 < judged.score < 1:
                view["partial"] = f"{judged.score:.0%}"
            view["remarks"] = [
                [int(r.good), inline(r.about), inline(r.text)] for r in judged.remarks
            ]
        right = (
            state.last is not None and state.last.grade is not None and state.last.grade.score >= 1
        )
        calculated = isinstance(item.question, (NumericQuestion, TemplatedNumeric))
        # the remarks to a right answer say it all, but for the calculation
        if (state.revealed or session.shows_results) and (calculated or not right):
            answer, reason = right_answer(item)
            view["key"] = [inline(answer), inline(reason)]
        elif state.last and session.tries > 1 and not session.is_final(item.id):
            left = session.tries - state.tries
            view["left"] = f"You may try {left} more time{'' if left == 1 else 's'}."
        if state.last or "key" in view:
            sources = sources_of(item, self._references)
            if sources:
                view["sources"] = sources
        return view


def _items(
    questions: Iterable[Question | Askable] | Sequence[SealedItem], *, seed: int
) -> Sequence[Item] | Sequence[SealedItem]:
    asked = list(questions)
    sealed = [item for item in asked if isinstance(item, SealedItem)]
    if sealed and len(sealed) == len(asked):
        return sealed
    return draw_items([item for item in asked if not isinstance(item, SealedItem)], seed=seed)


def _number(value: Any, *, high: float) -> float | None:
    """Return a number the browser sent, or None; its clock and fields are not to be trusted."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= high:
        return None
    return float(value)


def _readable(record: Record) -> tuple[Record, list[str]]:
    """Return the record, or one in memory, and what the learner must be told."""
    try:
        replay = record.read()
    except SciaticaEduError as error:
        notice = f"Your answers are NOT being kept: {error}"
        return MemoryRecord(record.learner), [notice]
    return record, list(replay.notices)
