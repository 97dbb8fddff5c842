"""One learner's run through a quiz: answers, hints, feedback, and the record of all of it.

The event is written before anything is shown. What is shown is rebuilt from the record
alone, so a reload, a restarted kernel or a killed one changes nothing.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError, require_in_range, require_known
from sciatica_edu.quiz.asking.grading import grade
from sciatica_edu.quiz.asking.items import Item
from sciatica_edu.quiz.learning.states import Answered, ItemState, Mode
from sciatica_edu.record.events import Event, Verb, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sciatica_edu.quiz.asking.grading import Grade
    from sciatica_edu.quiz.live.sealed import SealedItem
    from sciatica_edu.record.store import Record

__all__ = ["QuizSession", "now"]


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


class QuizSession:
    """A run through a quiz.

    Parameters
    ----------
    items
        What is asked, in order.
    record
        Where answers are kept, and restored from.
    lesson, name
        Lesson id and the quiz's name in it; together with the seed they identify the quiz.
    mode
        See `Mode`.
    tries
        Answers allowed for an item in practice, 1 to 10.
    clock
        Returns the time.
    """

    def __init__(
        self,
        items: Sequence[Item] | Sequence[SealedItem],
        *,
        record: Record,
        lesson: str = "",
        name: str = "quiz",
        mode: Mode | str = Mode.PRACTICE,
        tries: int = 3,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.mode = Mode(require_known("quiz mode", str(mode), [one.value for one in Mode]))
        self.items = _by_id(items, name, self.mode)
        require_in_range("tries", tries, 1, 10)
        self.record = record
        self.lesson = lesson
        self.name = name
        self.tries = tries if self.mode is Mode.PRACTICE else 1
        self.clock = clock
        self._lock = threading.RLock()  # a kernel may serve the browser from a second thread
        self.notices: tuple[str, ...] = ()
        self._reset(1)
        self.restore()

    def __repr__(self) -> str:
        count = f"{len(self.items)} question{'' if len(self.items) == 1 else 's'}"
        return f"QuizSession({self.name!r}, {count}, {self.mode.value})"

    # ------------------------------------------------------------ what is known

    @property
    def seed(self) -> int:
        """The seed the items were drawn from."""
        return next(iter(self.items.values())).seed

    @property
    def withholds_feedback(self) -> bool:
        """Whether verdicts stay hidden for now."""
        return self.mode in (Mode.EXAM, Mode.ASSESSED) and not self.shows_results

    @property
    def shows_results(self) -> bool:
        """Whether the quiz is over and may be looked through."""
        return self.finished and self.mode is not Mode.ASSESSED

    def state(self, item_id: str) -> ItemState:
        """Return where the learner is with an item."""
        return self._states[require_known("question", item_id, self.items)]

    def is_open(self, item_id: str) -> bool:
        """Return whether an item may be seen: a later stage of a case waits for the one before."""
        item = self.items[item_id]
        if item.case is None or item.stage == 1 or self.finished:
            return True
        before = self._states.get(f"{item.case.id}.{item.stage - 1}")
        return before is None or before.last is not None or before.revealed

    def is_final(self, item_id: str) -> bool:
        """Return whether an item takes no more answers."""
        state = self._states[item_id]
        if self.finished or state.revealed:
            return True
        item = self.items[item_id]
        if self.mode in (Mode.EXAM, Mode.ASSESSED):
            # once the story went on, going back to change an answer would not be an answer
            later = f"{item.case.id}.{item.stage + 1}" if item.case else ""
            return later in self.items and state.last is not None
        return False

    @property
    def score(self) -> tuple[float, float]:
        """Points earned and points possible, by the latest answers."""
        earned = possible = 0.0
        for item_id, item in self.items.items():
            possible += item.question.points
            last = self._states[item_id].last
            if last and last.grade:
                earned += item.question.points * last.grade.score
        return earned, possible

    @property
    def answers(self) -> dict[str, Any]:
        """The latest answer by question id."""
        return {name: s.last.answer for name, s in self._states.items() if s.last}

    # ------------------------------------------------------------ what the learner does

    def answer(
        self,
        item_id: str,
        answer: Any,
        *,
        confidence: float | None = None,
        seconds: float | None = None,
    ) -> ItemState:
        """Record an answer, then judge it aloud.

        Parameters
        ----------
        item_id
            Question id.
        answer
            As `grading.grade` takes it.
        confidence
            How sure the learner is, 0 to 1.
        seconds
            Time taken, s.

        Raises
        ------
        QuizError
            If it cannot be read as an answer, or no more answers are taken; nothing is recorded.
        RecordError
            If it could not be saved; nothing is shown then.
        """
        with self._lock:
            item = self.items[require_known("question", item_id, self.items)]
            self._require_open(item_id)
            if self.is_final(item_id):
                raise QuizError("This question takes no more answers.")
            judged = self._judge(item, answer)
            state = self._states[item_id]
            event = self._event(
                Verb.ANSWERED,
                item=item,
                answer=answer,
                verdict=judged.verdict if judged else Verdict.UNGRADED,
                score=round(judged.score, 4) if judged else None,
                misconceptions=judged.misconceptions if judged else (),
                confidence=confidence,
                seconds=seconds,
                attempt=state.tries + 1,
                hints=state.hints,
            )
            self._write(event)
            return self._states[item_id]

    def hint(self, item_id: str) -> str:
        """Record that a hint was asked for, and return it.

        Raises
        ------
        QuizError
            If there is no further hint, the mode gives none, or the stage is not open yet.
        """
        with self._lock:
            item = self.items[require_known("question", item_id, self.items)]
            self._require_open(item_id)
            shown = self._states[item_id].hints
            if self.mode is not Mode.PRACTICE or shown >= len(item.question.hints):
                raise QuizError("There is no further hint.")
            self._write(self._event(Verb.ASKED, item=item, hints=shown + 1))
            return item.text(item.question.hints[shown])

    def give_up(self, item_id: str) -> None:
        """Record that the learner asked for the answer, and open it.

        Raises
        ------
        QuizError
            If answers are withheld until the end, or the stage is not open yet.
        """
        with self._lock:
            item = self.items[require_known("question", item_id, self.items)]
            if self.withholds_feedback:
                raise QuizError("Answers are shown at the end.")
            self._require_open(item_id)
            self._write(self._event(Verb.ASKED, item=item, detail={"answer": True}))

    def finish(self) -> None:
        """End the quiz; an exam shows its results."""
        with self._lock:
            if self.finished:
                return
            earned, possible = self.score
            known = self.mode is not Mode.ASSESSED
            share = round(earned / possible, 4) if known else None
            self._write(self._event(Verb.COMPLETED, score=share))

    def again(self) -> None:
        """Begin a new round; earlier rounds stay in the record."""
        with self._lock:
            if self.mode is Mode.ASSESSED:
                raise QuizError("An assessed quiz is answered once.")
            if self.mode is Mode.PREDICT:
                raise QuizError("A prediction is made once: it would no longer be one.")
            event = self._event(Verb.INITIALIZED)
            self._write(event.model_copy(update={"round": self.round + 1}))

    # ------------------------------------------------------------ record

    def restore(self) -> None:
        """Rebuild the state from the record."""
        with self._lock:
            replay = self.record.read()
            self.notices = replay.notices
            mine = [event for event in replay.events if self._is_mine(event)]
            self._reset(max((event.round for event in mine), default=1))
            for event in mine:
                if event.round == self.round:
                    self._apply(event)

    def _reset(self, number: int) -> None:
        self.round = number
        self.finished = False
        self._states = dict.fromkeys(self.items, ItemState())

    def _is_mine(self, event: Event) -> bool:
        mine = (event.lesson, event.quiz, event.mode, event.seed)
        if mine != (self.lesson, self.name, self.mode.value, self.seed):
            return False
        if not event.item:
            return True
        item = self.items.get(event.item)
        # an answer to an earlier wording is not an answer to this one
        return item is not None and item.version == event.version

    def _event(self, verb: Verb, *, item: Item | SealedItem | None = None, **fields: Any) -> Event:
        if item is not None:
            fields |= {
                "item": item.id,
                "version": item.version,
                "objective": item.question.objective,
            }
        return Event(
            at=self.clock(),
            verb=verb,
            learner=self.record.learner,
            lesson=self.lesson,
            quiz=self.name,
            round=self.round,
            mode=self.mode.value,
            seed=self.seed,
            **fields,
        )

    def _write(self, event: Event) -> None:
        """Make the event safe, and only then let it show."""
        self.record.append(event)
        self._apply(event)

    def _apply(self, event: Event) -> None:
        if event.verb is Verb.INITIALIZED:
            if event.round != self.round:
                self._reset(event.round)
        elif event.verb is Verb.COMPLETED:
            self.finished = True
        elif event.item in self._states:
            self._states[event.item] = self._after(event, self._states[event.item])

    def _after(self, event: Event, state: ItemState) -> ItemState:
        if event.verb is Verb.ASKED:
            revealed = state.revealed or bool(event.detail.get("answer"))
            return replace(state, hints=max(state.hints, event.hints), revealed=revealed)
        try:
            judged = self._judge(self.items[event.item], event.answer)
        except QuizError:  # the grading of an earlier version took it; this one does not
            return state
        tries = state.tries + 1
        right = judged is not None and judged.score >= 1
        tells = self.mode in (Mode.PRACTICE, Mode.REVIEW, Mode.PREDICT)
        done = tells and (right or tries >= self.tries)
        last = Answered(event.answer, judged, event.confidence)
        return replace(state, tries=tries, last=last, revealed=state.revealed or done)

    def _judge(self, item: Item | SealedItem, answer: Any) -> Grade | None:
        if isinstance(item, Item):
            return grade(item, answer)
        if answer in (None, "", [], {}):
            raise QuizError("Answer first.")
        return None

    def _require_open(self, item_id: str) -> None:
        if not self.is_open(item_id):
            raise QuizError("Answer the stage before this one first.")


def _by_id(
    items: Sequence[Item] | Sequence[SealedItem], name: str, mode: Mode
) -> Mapping[str, Item | SealedItem]:
    """Return the items by id; they must fit the mode."""
    if not items:
        raise QuizError(f"quiz {name!r} has no questions.")
    sealed = any(not isinstance(item, Item) for item in items)
    if sealed != (mode is Mode.ASSESSED):
        raise QuizError(
            "mode='assessed' is for a student's file of an assessed quiz, and only for it."
        )
    found: Mapping[str, Item | SealedItem] = {item.id: item for item in items}
    if len(found) != len(items):
        raise QuizError(f"quiz {name!r} asks a question twice.")
    return found
