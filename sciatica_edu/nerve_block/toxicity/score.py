"""The result of a toxicity simulation: points for steps, order, time and dose, less harm and omissions.

Points are the game's own (``data/toxicity.yaml``, `scoring`); corrections cite facts. Where the
checklists differ both sides earn the same, and the difference is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.evidence.tables.toxicity import Agreement
from sciatica_edu.nerve_block.toxicity.rehearsal import Line, Mistake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.tables.toxicity import ChecklistRow, ToxicityAction
    from sciatica_edu.nerve_block.toxicity.rehearsal import Done, State

__all__ = ["ToxicityResult", "toxicity_result"]

_HIGHEST = 100


@dataclass(frozen=True)
class ToxicityResult:
    """What was done well, what was not, and what the evidence says."""

    score: int
    """Whole number, 0 to 100."""
    points: Mapping[str, int]
    """Points by part: steps, order, time, dose, harmful and omissions (both negative)."""
    finished: bool
    missed: tuple[str, ...]
    late: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    differences: tuple[ChecklistRow, ...]
    """Where the checklists are not one, on what was done or asked for in this case."""
    lesson: Line


def toxicity_result(state: State) -> ToxicityResult:
    """Return the score and the corrections for a simulation, finished or not.

    Parameters
    ----------
    state
        The simulation.

    Notes
    -----
    Steps, order, time and dose each earn their share of the points; every harmful action and
    every vital step left out takes points away, and the total never leaves 0 to 100.
    """
    actions = {action.id: action for action in state.rules.actions}
    first = _first_done(state)
    required = [actions[name] for name in state.required]
    missed = tuple(action.id for action in required if action.id not in first)
    late = tuple(
        action.id
        for action in required
        if action.id in first and first[action.id].began_s > _due(action, state)
    )
    points = _points(state, required=required, first=first, missed=missed, late=late)
    lesson = state.case.pattern.lesson
    return ToxicityResult(
        score=min(_HIGHEST, max(0, sum(points.values()))),
        points=points,
        finished=state.finished,
        missed=missed,
        late=late,
        mistakes=(*state.mistakes, *_missed(missed, actions=actions, state=state)),
        differences=_differences(state),
        lesson=Line(state.elapsed_s, lesson.text, tuple(lesson.facts)),
    )


def _first_done(state: State) -> dict[str, Done]:
    first: dict[str, Done] = {}
    for item in state.done:
        first.setdefault(item.counts_as, item)
    return first


def _due(action: ToxicityAction, state: State) -> int:
    allowed = action.due_s or state.rules.scoring.limit_s
    if action.due_from == "start":
        return allowed
    since = state.case.began_s(action.due_from) if action.due_from else None
    return (state.case.first_signs_s if since is None else since) + allowed


def _differences(state: State) -> tuple[ChecklistRow, ...]:
    met = {item.action for item in state.done} | set(state.required)
    rows = {action.row for action in state.rules.actions if action.id in met}
    return tuple(
        row
        for row in state.rules.checklists.rows
        if row.id in rows and row.standing is not Agreement.AGREE
    )


def _points(
    state: State,
    *,
    required: list[ToxicityAction],
    first: dict[str, Done],
    missed: tuple[str, ...],
    late: tuple[str, ...],
) -> dict[str, int]:
    scoring = state.rules.scoring
    taken = [first[action.id] for action in required if action.id in first]
    ordered = sum(not item.missing_before for item in taken)
    dosed = [action for action in required if action.amount is not None]
    right = sum(first[a.id].amount_right is True for a in dosed if a.id in first)
    harm = sum(mistake.harm for mistake in state.mistakes)
    vital = sum(action.vital for action in required if action.id in missed)
    return {
        "steps": round(scoring.steps * (len(required) - len(missed)) / len(required)),
        "order": round(scoring.order * ordered / len(required)),
        "time": round(scoring.time * (len(taken) - len(late)) / len(required)),
        "dose": round(scoring.dose * right / max(1, len(dosed))),
        "harmful": -scoring.harmful_action * harm,
        "omissions": -scoring.omission * vital,
    }


def _missed(
    missed: tuple[str, ...], *, actions: dict[str, ToxicityAction], state: State
) -> tuple[Mistake, ...]:
    return tuple(
        Mistake(
            state.elapsed_s,
            name,
            f"not done: {actions[name].label}",
            actions[name].teaching,
            tuple(actions[name].facts),
        )
        for name in missed
    )
