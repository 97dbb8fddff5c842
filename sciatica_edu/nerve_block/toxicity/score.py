"""The result of a toxicity simulation: points for steps, order, time and dose.

Points are the game's own (``data/toxicity.yaml``, `scoring`); corrections cite facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.evidence.tables.injections import ActionKind
from sciatica_edu.nerve_block.toxicity.rehearsal import Line, Mistake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.evidence.tables.injections import Toxicity, ToxicityAction
    from sciatica_edu.nerve_block.toxicity.rehearsal import Done, State

__all__ = ["ToxicityResult", "toxicity_result"]

_HIGHEST = 100


@dataclass(frozen=True)
class ToxicityResult:
    """What was done well, what was not, and what the evidence says."""

    score: int
    """Whole number, 0 to 100."""
    points: Mapping[str, int]
    """Points by part: steps, order, time, dose, harmful (negative)."""
    finished: bool
    done_in_order: tuple[str, ...]
    missed: tuple[str, ...]
    late: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    transcript: tuple[Line, ...]
    lesson: Line
    facts: tuple[str, ...]
    disclaimer: str


def toxicity_result(state: State) -> ToxicityResult:
    """Return the score and the corrections for a simulation, finished or not.

    Parameters
    ----------
    state
        The simulation.

    Notes
    -----
    Steps, order, time and dose each earn their share of the points; every harmful action
    takes points away, and the total never leaves 0 to 100.
    """
    rules = state.rules
    actions = {action.id: action for action in rules.actions}
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
        done_in_order=tuple(item.action for item in state.done),
        missed=missed,
        late=late,
        mistakes=(*state.mistakes, *_missed(missed, actions=actions, state=state)),
        transcript=state.transcript,
        lesson=Line(state.elapsed_s, lesson.text, tuple(lesson.facts)),
        facts=_facts(rules),
        disclaimer=f"{rules.disclaimer} {rules.time_rule} {rules.scope}",
    )


def _first_done(state: State) -> dict[str, Done]:
    first: dict[str, Done] = {}
    for item in state.done:
        first.setdefault(item.action, item)
    return first


def _due(action: ToxicityAction, state: State) -> int:
    allowed = action.due_s or state.rules.scoring.limit_s
    if action.id in {"observe", "stop_injecting"}:
        return allowed
    if action.id == "benzodiazepine":
        return state.case.stage_times_s[state.case.pattern.stages.index("seizure")] + allowed
    return state.case.first_signs_s + allowed


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
    harmful = {a.id for a in state.rules.actions if a.kind is ActionKind.HARMFUL}
    overdosed = sum(item.action == "adrenaline" and not item.amount_right for item in state.done)
    harm = sum(mistake.action in harmful for mistake in state.mistakes) + overdosed
    return {
        "steps": round(scoring.steps * (len(required) - len(missed)) / len(required)),
        "order": round(scoring.order * ordered / len(required)),
        "time": round(scoring.time * (len(taken) - len(late)) / len(required)),
        "dose": round(scoring.dose * right / max(1, len(dosed))),
        "harmful": -scoring.harmful_action * harm,
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


def _facts(rules: Toxicity) -> tuple[str, ...]:
    every = [fact for action in rules.actions for fact in action.facts]
    every += [fact for stage in rules.stages for fact in stage.facts] + list(rules.lipid.facts)
    return tuple(sorted(set(every)))
