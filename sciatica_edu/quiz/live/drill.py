"""A drill: one kind of question, drawn again and again, and at its end a measure beside others'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import require_in_range
from sciatica_edu.quiz.asking.items import Item
from sciatica_edu.quiz.live.widget import Quiz

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sciatica_edu.evidence.questions.drawn import DrawnQuestion

__all__ = ["Drill", "rounds_of"]

_MOST_ROUNDS = 9


def rounds_of(template: DrawnQuestion, count: int) -> list[DrawnQuestion]:
    """Return the question `count` times under numbered ids, so that each is drawn anew.

    Raises
    ------
    OutOfRangeError
        If `count` is not 1 to 9.
    """
    require_in_range("rounds of a drill", count, 1, _MOST_ROUNDS)
    return [
        template.model_copy(update={"id": f"{template.id}.{place}"})
        for place in range(1, count + 1)
    ]


class Drill(Quiz):
    """A quiz over rounds of one drawn question, one try each.

    Parameters
    ----------
    template
        The drawn question.
    count
        How many rounds.
    closing
        Takes each item with the answer given and says how the learner did; asked when all are
        answered.
    **settings
        As for `Quiz`.
    """

    def __init__(
        self,
        template: DrawnQuestion,
        *,
        count: int,
        closing: Callable[[Sequence[tuple[Item, Any]]], str],
        **settings: Any,
    ) -> None:
        self._closing = closing
        super().__init__(rounds_of(template, count), tries=1, **settings)

    def _told(self) -> str:
        given = self.session.answers
        if len(given) < len(self.session.items):
            return super()._told()
        items = self.session.items.items()
        return self._closing(
            [(item, given[name]) for name, item in items if isinstance(item, Item)]
        )
