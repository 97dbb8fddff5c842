"""A prediction in a lesson: commit with a certainty, and what was hidden opens in the same place.

It is a quiz of one question in the mode ``predict``. What it hides reaches the browser only
after the commitment stands in the record; the static twin keeps it in a closed section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.display import Html, element, join
from sciatica_edu.display.html_tree import parse_html
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.predictions import PredictedNumber
from sciatica_edu.quiz.asking.predicted import on_the_line
from sciatica_edu.quiz.asking.rich import inline, rich, to_html
from sciatica_edu.quiz.learning.states import Mode
from sciatica_edu.quiz.live.session import now
from sciatica_edu.quiz.live.twin import quiz_twin
from sciatica_edu.quiz.live.widget import Quiz

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sciatica_edu.display import Picture
    from sciatica_edu.evidence.predictions import Prediction
    from sciatica_edu.quiz.asking.items import Item
    from sciatica_edu.quiz.asking.picture import QuestionPicture
    from sciatica_edu.quiz.learning.states import ItemState
    from sciatica_edu.record.store import Record

__all__ = ["PredictionGate"]


class PredictionGate(Quiz):
    """One prediction and what it hides.

    Parameters
    ----------
    prediction
        The row that is asked.
    hidden
        What opens after the commitment, in order.
    said
        What is said first once it is open, in Markdown, its citations written out.
    record
        Where the commitment is kept.
    pictures
        Pictures by id, for a place.
    clock
        Returns the time.
    """

    browser = "prediction"

    hidden: Any = traitlets.List().tag(sync=True)
    """What is open by now, as trees and names of widgets; empty before the commitment."""

    def __init__(
        self,
        prediction: Prediction,
        hidden: Sequence[Html | Picture | TwinWidget] = (),
        *,
        said: str,
        record: Record,
        pictures: Mapping[str, QuestionPicture] | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._row = prediction
        self._parts = tuple(hidden)
        self._said = said
        super().__init__(
            [prediction.asked()],
            record=record,
            lesson=prediction.lesson,
            name="predictions",
            title="Predict, then see",
            mode=Mode.PREDICT,
            pictures=pictures,
            confidence=True,
            clock=clock,
        )

    @property
    def is_open(self) -> bool:
        """Whether the learner has committed, or asked to look without."""
        return self.session.state(self._row.id).revealed

    def twin(self) -> Html:
        """Return the question, and in a closed section what is so."""
        asked = quiz_twin(
            self.session.items.values(),
            title=self.title,
            show_answers=False,
            references={},
            pictures=self._pictures,
        )
        truth = element("p", Html(element("strong", self._row.told), ""), ".")
        said = element("div", Html(to_html(rich(self._said)), ""))
        inside = join([Html(truth + said, ""), *(_still(part) for part in self._parts)]).html
        summary = element("summary", "Decide first, and how sure you are. Then open.")
        folded = element("details", Html(summary + inside, ""))
        return Html(asked.html + folded, asked.text)

    def stored_text(self) -> str:
        """Return the question alone: plain text can fold nothing away."""
        return f"{self.title}\n{self.twin().text}"

    def _act(self, message: Mapping[str, Any]) -> None:
        if message.get("do") == "answer" and message.get("confidence") is None:
            raise QuizError("Say how sure you are, then lock it in.")
        super()._act(message)

    def _shown(self) -> dict[str, Any]:
        opened = [_live(part) for part in self._parts] if self.is_open else []
        return {**super()._shown(), "hidden": opened}

    def _feedback(self, item: Item, state: ItemState) -> dict[str, Any]:
        if not state.revealed:
            return {}
        view: dict[str, Any] = {
            "told": inline(self._row.told),
            "said": rich(self._said),
        }
        if isinstance(item.question, PredictedNumber):
            view["true"] = [item.question.true_from, item.question.true_to]
            if state.last:
                view["value"] = on_the_line(item.question, state.last.answer)
        else:
            truth = getattr(self._row, "truth", [])
            view["true"] = [truth] if isinstance(truth, str) else list(truth)
        if state.last and state.last.grade:
            view["verdict"] = state.last.grade.verdict.value
        return view


def _live(part: Html | Picture | TwinWidget) -> Any:
    """Return what the browser shows of a part: the name of a widget's model, or a tree."""
    if isinstance(part, TwinWidget):
        return f"IPY_MODEL_{part.model_id}"
    return parse_html(part.html).as_tree()[2:]


def _still(part: Html | Picture | TwinWidget) -> Html:
    shown = part.twin() if isinstance(part, TwinWidget) else part
    return Html(shown.html, shown.text)
