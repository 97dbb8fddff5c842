"""Local-anaesthetic systemic toxicity as a staged simulation: a pure state machine.

Signs, steps and doses rest on the facts of ``data/toxicity.yaml``; seconds and points are
the game's own. Cases are drawn by `new_case`, played by `act`; what amount is right is in
`amounts`, the result in `score`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sciatica_edu.errors import OutOfRangeError, ParameterError, require_in_range, require_known
from sciatica_edu.evidence.tables.toxicity import ActionKind, Amount
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.toxicity.amounts import Case, allowed_amounts, right_amount
from sciatica_edu.nerve_block.toxicity.lipid import lipid_plans
from sciatica_edu.quiz.asking.draw import number, pick

if TYPE_CHECKING:
    from sciatica_edu.evidence.tables.toxicity import (
        Toxicity,
        ToxicityAction,
        ToxicityStage,
    )

__all__ = [
    "AFTERWARDS",
    "Done",
    "Line",
    "Mistake",
    "State",
    "act",
    "available",
    "new_case",
    "start",
]

AFTERWARDS = "recovered"
"""The stage that comes when every step before it was taken."""

_LIGHTEST_CASE_KG = 45
_HEAVIEST_CASE_KG = 105
_HIGHEST_SEED = 2**31 - 1
_HIGHEST_AMOUNT = 100_000


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
    harm: bool = False
    """Whether it harms, and so costs points beyond those it did not earn."""


@dataclass(frozen=True)
class Done:
    """An action taken: when it began, and whether amount and order were right."""

    action: str
    counts_as: str
    began_s: int
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
        """The ids of the steps taken so far; what stands for a step counts as that step."""
        return frozenset(item.counts_as for item in self.done)

    @property
    def required(self) -> tuple[str, ...]:
        """The steps this case asks for; a seizure adds its treatment."""
        seizure = tuple(
            action.id
            for action in self.rules.actions
            if self.seizure_seen and action.for_seizure and action.kind is ActionKind.STEP
        )
        return (*self.case.pattern.required, *seizure)

    @property
    def completed(self) -> bool:
        """True when every required step was taken."""
        return set(self.required) <= self.names_done

    @property
    def may_recover(self) -> bool:
        """True when the last stage has come and every step that can be taken in it was taken."""
        later = {action.id for action in self.rules.actions if AFTERWARDS in action.only_in}
        due = set(self.required) - later
        return self.stage == self.case.pattern.stages[-1] and due <= self.names_done

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
        An id of the patterns, such as "intravascular"; drawn when None.

    Raises
    ------
    UnknownNameError
        If the pattern does not exist.
    OutOfRangeError
        If the seed is out of range.
    """
    require_in_range("seed", seed, 0, _HIGHEST_SEED)
    patterns = {item.id: item for item in rules.patterns}
    chosen = (
        pick(list(patterns), seed, "pattern")
        if pattern is None
        else require_known("toxicity pattern", pattern, patterns)
    )
    # ASRA has no rule at exactly its boundary weight, so no case stands there.
    boundaries = {s.fixed.over_kg for s in rules.lipid.schemes.values() if s.fixed is not None}
    every = range(_LIGHTEST_CASE_KG, _HEAVIEST_CASE_KG + 1)
    weights = [kg for kg in every if kg not in boundaries]
    weight = BodyWeight(pick(weights, seed, "weight"))
    times = [0]
    for index, (low, high) in enumerate(patterns[chosen].stage_after_s):
        times.append(times[-1] + low + number(seed, f"stage {index}") % (high - low + 1))
    plans = lipid_plans(weight, rule=rules.lipid)
    return Case(patterns[chosen], weight, tuple(times), plans, seed)


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

    The harmful ones are among them, and so are steps that come too early; only what belongs
    to the time afterwards waits for it.
    """
    if state.finished:
        return ()
    hidden = set() if state.case.pattern.injecting else {"stop_injecting", "finish_injection"}
    if state.stage != AFTERWARDS:
        hidden |= {action.id for action in state.rules.actions if AFTERWARDS in action.only_in}
    return tuple(action for action in state.rules.actions if action.id not in hidden)


def act(state: State, action_id: str, *, amount: float | None = None) -> State:
    """Take one action and let its time pass.

    Parameters
    ----------
    state
        The simulation now.
    action_id
        An id of `available`.
    amount
        The number for an action that needs one, in the action's unit, above 0.

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
    right = None if amount is None else _is_right(action, amount, state)
    missing = tuple(name for name in _must_precede(action, state) if name not in state.names_done)
    fits = _fits(action, state)
    mistakes = _mistakes(action, state, amount=amount, right=right, missing=missing, fits=fits)
    counts = action.kind is not ActionKind.HARMFUL and fits
    done = Done(action.id, action.stands_for or action.id, began, amount, right, missing)
    shown = _shown(action, amount)
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


def _require_amount(action: ToxicityAction, amount: float | None) -> None:
    if action.amount is None:
        if amount is not None:
            raise OutOfRangeError(f"{action.label!r} takes no amount; it was given {amount!r}.")
        return
    if amount is None:
        raise OutOfRangeError(f"{action.label!r} needs an amount in {action.amount.unit}.")
    require_in_range(
        f"amount for {action.label!r}", amount, 1e-3, _HIGHEST_AMOUNT, action.amount.unit
    )


def _is_right(action: ToxicityAction, amount: float, state: State) -> bool:
    spans = allowed_amounts(action, case=state.case, rules=state.rules, stage=state.stage)
    return any(low <= amount <= high for low, high in spans)


def _fits(action: ToxicityAction, state: State) -> bool:
    if action.for_seizure and not state.seizure_seen:
        return False
    return not action.only_in or state.stage in action.only_in


def _must_precede(action: ToxicityAction, state: State) -> list[str]:
    # Nothing is being injected any more in the delayed case.
    injecting = state.case.pattern.injecting
    names = [name for name in action.after if name != "stop_injecting" or injecting]
    first = _stage(state.stage, state.rules).first
    if first is not None and action.amount is not None:
        names.append(first)  # no drug is drawn up before compressions run
    return names


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
        found.append(Mistake(now, action.id, action.label, action.teaching, facts, harm=True))
    if not fits:
        what = f"{action.label}: not at this moment"
        found.append(Mistake(now, action.id, what, action.teaching, facts))
    for name in missing if fits else ():
        earlier = actions[name]
        what = f"{action.label} before: {earlier.label}"
        found.append(Mistake(now, action.id, what, earlier.teaching, tuple(earlier.facts)))
    if right is False:
        correction = right_amount(action, case=state.case, rules=state.rules, stage=state.stage)
        # Of adrenaline only too much is wrong; of the others a wrong amount earns nothing.
        harm = fits and action.amount is Amount.ADRENALINE
        found.append(Mistake(now, action.id, _shown(action, amount), correction, facts, harm=harm))
    if fits and action.amount is Amount.BOLUS:
        found += _too_much_lipid(action, state, amount=amount or 0.0)
    return found


def _too_much_lipid(action: ToxicityAction, state: State, *, amount: float) -> list[Mistake]:
    """Return what is wrong with one more bolus: too many, or more than the limit in all."""
    boluses = {item.id for item in state.rules.actions if item.amount is Amount.BOLUS}
    given = [item.amount or 0.0 for item in state.done if item.action in boluses]
    plans = state.case.plans.values()
    most, limit = 1 + max(plan.further_boluses for plan in plans), next(iter(plans)).upper_limit
    found = []
    if len(given) + 1 > most:
        what = f"bolus number {len(given) + 1}: neither checklist goes beyond {most}"
        found.append((what, action.teaching, tuple(action.facts)))
    if sum(given) + amount > limit.value:
        facts = tuple(state.rules.lipid.facts)
        found.append((f"lipid above the upper limit of {limit}", f"{limit} in all.", facts))
    return [Mistake(state.elapsed_s, action.id, *item, harm=True) for item in found]


def _pass_time(state: State, *, until: int) -> State:
    """Move the clock on and let the stages that come in this time appear."""
    stage, lines, seizure = state.stage, list(state.transcript), state.seizure_seen
    names = state.case.pattern.stages
    for name, moment in zip(names, state.case.stage_times_s, strict=True):
        if not state.elapsed_s < moment <= until or state.stage == AFTERWARDS:
            continue
        found = _stage(name, state.rules)
        stage, seizure = name, seizure or name == "seizure"
        lines.append(_signs(moment, found))
    lines.sort(key=lambda line: line.time_s)
    later = replace(
        state, elapsed_s=until, stage=stage, seizure_seen=seizure, transcript=tuple(lines)
    )
    if not later.may_recover:
        return later
    signs = _signs(until, _stage(AFTERWARDS, state.rules))
    return replace(later, stage=AFTERWARDS, transcript=(*later.transcript, signs))


def _stage(name: str, rules: Toxicity) -> ToxicityStage:
    return next(stage for stage in rules.stages if stage.id == name)


def _signs(time_s: int, stage: ToxicityStage) -> Line:
    return Line(time_s, " ".join(stage.signs), tuple(stage.facts))


def _shown(action: ToxicityAction, amount: float | None) -> str:
    if amount is None or action.amount is None:
        return action.label
    return f"{action.label}: {amount:g} {action.amount.unit}"
