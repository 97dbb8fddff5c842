"""Local-anaesthetic systemic toxicity as a staged simulation: a pure state machine.

Signs, steps and doses rest on facts LS-01 to LS-05; seconds and points are the game's
own. Cases are drawn by `new_case`, played by `act`; the result is in `toxicity_score`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sciatica_edu.errors import OutOfRangeError, ParameterError, require_in_range, require_known
from sciatica_edu.evidence.tables.injections import ActionKind, AmountUnit
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.dosing.units import MicrogramsPerKilogram
from sciatica_edu.nerve_block.screening.seeded import drawn, drawn_number
from sciatica_edu.nerve_block.toxicity.lipid import lipid_rescue

if TYPE_CHECKING:
    from sciatica_edu.evidence.tables.injections import (
        Toxicity,
        ToxicityAction,
        ToxicityPattern,
        ToxicityStage,
    )
    from sciatica_edu.nerve_block.toxicity.lipid import LipidPlan

__all__ = [
    "Case",
    "Done",
    "Line",
    "Mistake",
    "State",
    "act",
    "allowed_amount",
    "available",
    "new_case",
    "start",
]

_LIGHTEST_CASE_KG = 45
_HEAVIEST_CASE_KG = 105
_HIGHEST_AMOUNT = 100_000


@dataclass(frozen=True)
class Case:
    """One seeded patient: pattern, ideal weight and the seconds at which the stages change."""

    pattern: ToxicityPattern
    weight: BodyWeight
    stage_times_s: tuple[int, ...]
    plan: LipidPlan
    seed: int

    @property
    def first_signs_s(self) -> int:
        """The second at which the first signs appear."""
        return self.stage_times_s[1] if self.pattern.stages[0] == "well" else 0


@dataclass(frozen=True)
class Line:
    """One line of the transcript."""

    time_s: int
    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mistake:
    """What went wrong, and what the evidence says instead."""

    time_s: int
    action: str
    what: str
    correction: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    """An action taken: when it began and ended, and whether amount and order were right."""

    action: str
    began_s: int
    ended_s: int
    amount: float | None
    amount_right: bool | None
    missing_before: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """The simulation at one moment; `act` returns the next one."""

    case: Case
    rules: Toxicity
    elapsed_s: int
    stage: str
    seizure_seen: bool
    done: tuple[Done, ...]
    mistakes: tuple[Mistake, ...]
    transcript: tuple[Line, ...]

    @property
    def names_done(self) -> frozenset[str]:
        """The ids of the actions taken so far."""
        return frozenset(item.action for item in self.done)

    @property
    def required(self) -> tuple[str, ...]:
        """The steps this case asks for; a seizure adds its treatment."""
        seizure = ("benzodiazepine",) if self.seizure_seen else ()
        return (*self.case.pattern.required, *seizure)

    @property
    def completed(self) -> bool:
        """True when every required step was taken."""
        return set(self.required) <= self.names_done

    @property
    def finished(self) -> bool:
        """True when every step was taken or the game's time is over."""
        return self.completed or self.elapsed_s >= self.rules.scoring.limit_s


def new_case(rules: Toxicity, *, seed: int, pattern: str | None = None) -> Case:
    """Draw a case.

    Parameters
    ----------
    rules
        The simulation's data.
    seed
        0 to 2147483647; the same seed gives the same case on every machine.
    pattern
        "intravascular", "delayed" or "circulation_only"; drawn when None.

    Raises
    ------
    UnknownNameError
        If the pattern does not exist.
    OutOfRangeError
        If the seed is out of range.
    """
    patterns = {item.id: item for item in rules.patterns}
    chosen = (
        drawn(list(patterns), seed=seed, label="pattern")
        if pattern is None
        else require_known("toxicity pattern", pattern, patterns)
    )
    boundary = rules.lipid.boundary_kg
    # No rule exists at exactly the boundary weight, so no case stands there.
    weights = [kg for kg in range(_LIGHTEST_CASE_KG, _HEAVIEST_CASE_KG + 1) if kg != boundary]
    weight = BodyWeight(drawn(weights, seed=seed, label="weight"))
    times = [0]
    for index, (low, high) in enumerate(patterns[chosen].stage_after_s):
        times.append(times[-1] + drawn_number(low, high, seed=seed, label=f"stage {index}"))
    return Case(
        patterns[chosen], weight, tuple(times), lipid_rescue(weight, rule=rules.lipid), seed
    )


def start(case: Case, *, rules: Toxicity) -> State:
    """Return the opening state: the story and what is seen first."""
    stage = _stage(case.pattern.stages[0], rules)
    story = f"{case.pattern.story} Ideal weight {case.weight}."
    return State(
        case=case,
        rules=rules,
        elapsed_s=0,
        stage=stage.id,
        seizure_seen=stage.id == "seizure",
        done=(),
        mistakes=(),
        transcript=(Line(0, story), _signs(0, stage)),
    )


def available(state: State) -> tuple[ToxicityAction, ...]:
    """Return the actions a learner may choose now; none when the case is finished.

    The harmful ones are among them, and so are steps that come too early.
    """
    if state.finished:
        return ()
    injecting = state.case.pattern.injecting
    return tuple(
        action
        for action in state.rules.actions
        if injecting or action.id not in {"stop_injecting", "finish_injection"}
    )


def act(state: State, action_id: str, *, amount: float | None = None) -> State:
    """Take one action and let its time pass.

    Parameters
    ----------
    state
        The simulation now.
    action_id
        An id of `available`.
    amount
        The number for an action that needs one, in the action's unit
        (mL, mL/min or µg), above 0.

    Returns
    -------
    State
        The next state; `state` itself is unchanged.

    Raises
    ------
    UnknownNameError
        If the action is not available.
    OutOfRangeError
        If an amount is missing, not wanted, or not a finite number above 0.
    ParameterError
        If the case is finished.
    """
    if state.finished:
        raise ParameterError("this case is finished; start a new one.")
    choices = {item.id: item for item in available(state)}
    action = choices[require_known("action", action_id, choices)]
    _require_amount(action, amount)
    began, ended = state.elapsed_s, state.elapsed_s + action.takes_s
    right = None if amount is None else _amount_is_right(action, amount, state)
    missing = tuple(name for name in _must_precede(action, state) if name not in state.names_done)
    fits = _fits(action, state)
    mistakes = _mistakes(action, state, amount=amount, right=right, missing=missing, fits=fits)
    counts = action.kind is not ActionKind.HARMFUL and fits
    done = Done(action.id, began, ended, amount, right, missing)
    shown = f"{action.label}: {_number(amount)} {action.amount}" if amount else action.label
    told = Line(began, f"{shown}. {action.result}", tuple(action.facts))
    return _pass_time(
        replace(
            state,
            done=(*state.done, done) if counts else state.done,
            mistakes=(*state.mistakes, *mistakes),
            transcript=(*state.transcript, told),
        ),
        until=ended,
    )


def allowed_amount(action: ToxicityAction, *, case: Case, rules: Toxicity) -> tuple[float, float]:
    """Return the lowest and highest amount that counts as right, in the action's unit.

    The tolerance around lipid volumes is the game's; the limit of adrenaline is the fact's.

    Raises
    ------
    ParameterError
        If the action takes no amount.
    """
    share = rules.scoring.amount_tolerance_percent / 100
    if action.amount is AmountUnit.ML:
        return case.plan.bolus.value * (1 - share), case.plan.bolus.value * (1 + share)
    if action.amount is AmountUnit.ML_PER_MIN:
        slow, fast = case.plan.infusion
        return slow.value * (1 - share), fast.value * (1 + share)
    if action.amount is AmountUnit.MICROGRAM:
        limit = MicrogramsPerKilogram(rules.adrenaline_max_microgram_per_kg)
        return 0.0, limit.value * case.weight.kg
    raise ParameterError(f"{action.label!r} takes no amount.")


def _require_amount(action: ToxicityAction, amount: float | None) -> None:
    if action.amount is None:
        if amount is not None:
            raise OutOfRangeError(f"{action.label!r} takes no amount; it was given {amount!r}.")
        return
    if amount is None:
        raise OutOfRangeError(f"{action.label!r} needs an amount in {action.amount}.")
    require_in_range(
        f"amount for {action.label!r}", amount, 1e-3, _HIGHEST_AMOUNT, action.amount.value
    )


def _amount_is_right(action: ToxicityAction, amount: float, state: State) -> bool:
    low, high = allowed_amount(action, case=state.case, rules=state.rules)
    return low <= amount <= high


def _fits(action: ToxicityAction, state: State) -> bool:
    if action.id == "benzodiazepine" and not state.seizure_seen:
        return False
    return not action.only_in or state.stage in action.only_in


def _must_precede(action: ToxicityAction, state: State) -> list[str]:
    # Nothing is being injected any more in the delayed case.
    return [
        name for name in action.after if name != "stop_injecting" or state.case.pattern.injecting
    ]


def _mistakes(
    action: ToxicityAction,
    state: State,
    *,
    amount: float | None,
    right: bool | None,
    missing: tuple[str, ...],
    fits: bool,
) -> list[Mistake]:
    now, facts = state.elapsed_s, tuple(action.facts)
    actions = {item.id: item for item in state.rules.actions}
    found = []
    if action.kind is ActionKind.HARMFUL:
        found.append(Mistake(now, action.id, action.label, action.teaching, facts))
    if not fits:
        what = f"{action.label}: not at this moment"
        found.append(Mistake(now, action.id, what, action.teaching, facts))
    for name in missing if fits else ():
        earlier = actions[name]
        what = f"{action.label} before: {earlier.label}"
        found.append(Mistake(now, action.id, what, earlier.teaching, tuple(earlier.facts)))
    if right is False and amount is not None:
        what = f"{action.label}: {_number(amount)} {action.amount}"
        found.append(Mistake(now, action.id, what, _right_amount(action, state), facts))
    if fits and action.id == "lipid_bolus" and _over_limit(state, amount):
        what = f"lipid above the upper limit of {state.case.plan.upper_limit}"
        found.append(Mistake(now, action.id, what, state.case.plan.working[2], facts))
    return found


def _right_amount(action: ToxicityAction, state: State) -> str:
    if action.amount is AmountUnit.ML:
        return f"{action.teaching} Here {state.case.plan.working[0]}."
    if action.amount is AmountUnit.ML_PER_MIN:
        return f"{action.teaching} Here {state.case.plan.working[1]}."
    _, high = allowed_amount(action, case=state.case, rules=state.rules)
    return f"{action.teaching} Here {high:g} {action.amount} or less."


def _over_limit(state: State, amount: float | None) -> bool:
    before = sum(item.amount for item in state.done if item.action == "lipid_bolus" and item.amount)
    return before + (amount or 0) > state.case.plan.upper_limit.value


def _pass_time(state: State, *, until: int) -> State:
    """Move the clock on and let the stages that come in this time appear."""
    stage, lines, seizure = state.stage, list(state.transcript), state.seizure_seen
    names = state.case.pattern.stages
    for name, moment in zip(names, state.case.stage_times_s, strict=True):
        if not state.elapsed_s < moment <= until:
            continue
        found = _stage(name, state.rules)
        stage, seizure = name, seizure or name == "seizure"
        lines.append(_signs(moment, found))
    lines.sort(key=lambda line: line.time_s)
    return replace(
        state, elapsed_s=until, stage=stage, seizure_seen=seizure, transcript=tuple(lines)
    )


def _stage(name: str, rules: Toxicity) -> ToxicityStage:
    return next(stage for stage in rules.stages if stage.id == name)


def _signs(time_s: int, stage: ToxicityStage) -> Line:
    return Line(time_s, " ".join(stage.signs), tuple(stage.facts))


def _number(amount: float) -> str:
    return f"{amount:g}"
