"""Turn a drawn question into the one a learner meets; a topic registers what draws it.

The quiz stands below the topics and knows none of them, so a topic's drawer comes in by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Callable

    from sciatica_edu.evidence.questions.choices import SingleBestAnswer
    from sciatica_edu.evidence.questions.drawn import DrawnQuestion
    from sciatica_edu.evidence.questions.numbers import NumericQuestion

    Concrete: TypeAlias = SingleBestAnswer | NumericQuestion
    Drawer: TypeAlias = Callable[[DrawnQuestion, int], Concrete]

__all__ = ["concrete", "register"]

_DRAWERS: dict[str, Drawer] = {}


def register(source: str, drawer: Drawer) -> None:
    """Let `drawer` make the questions whose ``source`` is this name.

    Parameters
    ----------
    source
        Name used in ``data/questions``.
    drawer
        Takes the question and a seed, gives the same question for the same two.
    """
    _DRAWERS[source] = drawer


def concrete(question: DrawnQuestion, *, seed: int) -> Concrete:
    """Return the question of a seed, under the id of the drawn one.

    Raises
    ------
    UnknownNameError
        If nobody registered its source; the nearest name is offered.
    """
    drawer = _DRAWERS[require_known("source of drawn questions", question.source, _DRAWERS)]
    return drawer(question, seed)
