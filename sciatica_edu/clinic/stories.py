"""The model written out: every combination of cause, hidden states and kind of person, and what it answers.

Only sums and products are used here, in a fixed order, so that the probabilities that patients
are drawn with are the same to the last bit everywhere.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from sciatica_edu.clinic.consistency import load_clinic_tables
from sciatica_edu.errors import require_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from sciatica_edu.clinic.rows import Cause, Finding
    from sciatica_edu.clinic.tables import ClinicTables

__all__ = ["MIXES", "SEXES", "Clinic", "Mix", "load_clinic"]

Mix = Literal["prevalence", "teaching"]
MIXES: tuple[Mix, ...] = ("prevalence", "teaching")
"""Patients as in life, or with more danger than life."""
SEXES = ("woman", "man")


@dataclass(frozen=True, eq=False)
class Clinic:
    """The tables and all stories they can tell.

    Attributes
    ----------
    tables
        The numbers as written.
    cause
        Index of the cause of each story.
    levels
        Level of each hidden state of each story.
    vague, unusual
        Kind of person of each story.
    weight
        By setting: probability of each story given its cause.
    yes
        Probability that a finding is a yes, by age band, story and finding; of a finding that
        depends on another, among those with the answer it needs.
    not_sure
        Probability of the answer "not sure", by story and finding.
    warning
        Findings that the triage asks for, which are put until they are answered.
    """

    tables: ClinicTables
    cause: NDArray[np.int64]
    levels: NDArray[np.int64]
    vague: NDArray[np.bool_]
    unusual: NDArray[np.bool_]
    weight: Mapping[str, NDArray[np.float64]]
    yes: NDArray[np.float64]
    not_sure: NDArray[np.float64]
    warning: NDArray[np.bool_]

    @property
    def cause_names(self) -> tuple[str, ...]:
        """Ids of the causes, in the order of all arrays."""
        return tuple(self.tables.causes)

    @property
    def finding_names(self) -> tuple[str, ...]:
        """Ids of the findings, in the order of all arrays."""
        return tuple(self.tables.findings)

    def parents(self) -> Iterator[tuple[int, int, bool]]:
        """Yield each finding that depends on another, that other, and the answer it needs."""
        names = self.finding_names
        for column, finding in enumerate(self.tables.findings.values()):
            if finding.parent:
                name, needed = finding.parent
                yield column, names.index(name), needed

    def yes_overall(self) -> NDArray[np.float64]:
        """Return `yes` with the findings that depend on others among all people."""
        overall = self.yes.copy()
        for column, parent, needed in self.parents():
            before = self.yes[:, :, parent]
            overall[:, :, column] *= before if needed else 1 - before
        return overall

    def share_of_causes(self, setting: str, mix: Mix) -> NDArray[np.float64]:
        """Return how often each cause is the patient's.

        Raises
        ------
        UnknownNameError
            If the setting or the mix does not exist.
        """
        require_known("setting", setting, self.tables.shared.settings)
        require_known("mix", mix, MIXES)
        return np.array([getattr(one, mix)[setting] for one in self.tables.causes.values()]) / 100

    def joint(self, setting: str, mix: Mix) -> NDArray[np.float64]:
        """Return the probability of each cause, age band and sex together.

        Raises
        ------
        UnknownNameError
            If the setting or the mix does not exist.
        """
        causes = self.tables.causes.values()
        by_age = np.array([one.by_age for one in causes])
        by_sex = np.array([[one.women, 1 - one.women] for one in causes])
        shares = self.share_of_causes(setting, mix)
        found: NDArray[np.float64] = shares[:, None, None] * by_age[:, :, None] * by_sex[:, None, :]
        return found


@lru_cache(maxsize=4)
def load_clinic() -> Clinic:
    """Return the course's own clinic, computed once.

    Raises
    ------
    ContentError
        If its tables break a rule.
    """
    return write_out(load_clinic_tables())


def write_out(tables: ClinicTables) -> Clinic:
    """Compute all stories of sound tables."""
    shared = tables.shared
    plain = [(index, levels) for index, name in enumerate(tables.causes)
             for levels in _level_sets(tables, name)]  # fmt: skip
    cause = np.array([index for index, _ in plain])
    levels = np.array([found for _, found in plain])
    yes = np.stack(
        [_rates(tables, finding, cause, levels) for finding in tables.findings.values()], axis=-1
    )
    kinds = np.array(list(itertools.product((False, True), repeat=2)))  # unusual, vague
    persons = np.prod(
        [np.where(kinds[:, 0], shared.unusual.share, 1 - shared.unusual.share),
         np.where(kinds[:, 1], shared.vague.share, 1 - shared.vague.share)], axis=0,
    )  # fmt: skip
    many, unusual, vague = len(kinds), np.tile(kinds[:, 0], len(cause)), np.tile(kinds[:, 1], len(cause))  # fmt: skip
    soft = np.array([finding.soft for finding in tables.findings.values()])
    asked_until_known = _in_the_triage(tables)
    not_sure = np.where(vague[:, None], shared.vague.not_sure[1], shared.vague.not_sure[0])
    return Clinic(
        tables=tables,
        cause=np.repeat(cause, many),
        levels=np.repeat(levels, many, axis=0),
        vague=vague,
        unusual=unusual,
        weight={
            setting: np.repeat(_weights(tables, cause, levels, setting), many)
            * np.tile(persons, len(cause))
            for setting in shared.settings
        },
        yes=_by_person(tables, np.repeat(yes, many, axis=1), unusual, vague, soft),
        warning=asked_until_known,
        not_sure=np.where(soft & ~asked_until_known, not_sure, 0.0),
    )


def _level_sets(tables: ClinicTables, cause: str) -> Iterator[tuple[int, ...]]:
    choices = [
        range(len(state.levels) if tables.entry_for(cause, state.rates) else 1)
        for state in tables.states.values()
    ]
    return itertools.product(*choices)


def _weights(
    tables: ClinicTables, cause: NDArray[np.int64], levels: NDArray[np.int64], setting: str
) -> NDArray[np.float64]:
    names, weight = list(tables.causes), np.ones(len(cause))
    for column, state in enumerate(tables.states.values()):
        for index, name in enumerate(names):
            key = tables.entry_for(name, state.rates)
            if key:
                own = cause == index
                weight[own] *= np.array(state.shares(key, setting))[levels[own, column]]
    return weight


def _rates(
    tables: ClinicTables, finding: Finding, cause: NDArray[np.int64], levels: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return P(yes) by age band and story before the person is looked at (the file's formula)."""
    none = np.ones(len(cause))  # probability that nothing makes it a yes
    for index, one in enumerate(tables.causes.values()):
        own = cause == index
        none[own] = 1 - _rate(tables, finding, one)
        for name, entries in finding.with_.items():
            key = tables.entry_for(one.id, entries, "all")
            if key:
                added = np.array([0.0, *entries[key]])
                none[own] *= 1 - added[levels[own, list(tables.states).index(name)]]
    bands = np.array(finding.by_age or [0.0] * len(tables.shared.age_bands))
    return _cut(1 - none * (1 - bands[:, None]), tables.shared.cut)


def _rate(tables: ClinicTables, finding: Finding, cause: Cause) -> float:
    key = tables.entry_for(cause.id, finding.rates, "other")
    return finding.rates[key] if key else 0.0


def _cut(probability: NDArray[np.float64], cut: float) -> NDArray[np.float64]:
    return np.clip(probability, cut, 1 - cut)


def _by_person(
    tables: ClinicTables,
    yes: NDArray[np.float64],
    unusual: NDArray[np.bool_],
    vague: NDArray[np.bool_],
    soft: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return P(yes) for each kind of person, so that their mean stays the table's number.

    The unusual and the vague are moved by a step, the others the other way by as much less as
    they are more; a step ends where one of the two would reach the cut.
    """
    shared = tables.shared
    low, high = shared.cut, 1 - shared.cut
    findings = tables.findings.values()
    middle = np.array([
        np.median([_rate(tables, finding, cause) for cause in tables.causes.values()])
        for finding in findings
    ])  # fmt: skip
    step = shared.unusual.pull * (np.clip(middle, low, high) - yes)
    step = _possible(step, yes, shared.unusual.share, low, high)
    yes = yes + np.where(unusual[:, None], step, -step * _back(shared.unusual.share))
    # the slope of the logistic curve turns log-odds into probability
    step = shared.vague.log_odds * yes * (1 - yes) * soft
    step = _possible(step, yes, shared.vague.share, low, high)
    return yes + np.where(vague[:, None], step, -step * _back(shared.vague.share))


def _back(share: float) -> float:
    return share / (1 - share)


def _possible(
    step: NDArray[np.float64], yes: NDArray[np.float64], share: float, low: float, high: float
) -> NDArray[np.float64]:
    """Shorten steps that would carry one of the two kinds of person beyond the cuts."""
    up = np.minimum(high - yes, (yes - low) / _back(share))
    down = np.minimum(yes - low, (high - yes) / _back(share))
    return np.clip(step, -np.maximum(down, 0.0), np.maximum(up, 0.0))


def _in_the_triage(tables: ClinicTables) -> NDArray[np.bool_]:
    """Mark the findings that the triage asks for: they are put until they are answered."""
    named = {name for row in tables.triage.values() for one in row.any for name in one.all}
    named |= {name for row in tables.triage.values() for name in row.worse}
    named |= set(tables.shared.lasting)
    return np.array([name in named for name in tables.findings])
