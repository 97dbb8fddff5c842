"""How likely each cause is, given what is known: exact, by the model that drew the patients."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.clinic.patients import ANSWERS, NOT_ASKED
from sciatica_edu.clinic.stories import SEXES
from sciatica_edu.errors import (
    ContradictionError,
    OutOfRangeError,
    UnknownNameError,
    require_known,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from sciatica_edu.clinic.patients import Patients
    from sciatica_edu.clinic.stories import Clinic, Mix

__all__ = ["age_band", "coded", "history_only", "likelihoods", "posterior", "posteriors"]

_IMPOSSIBLE = -700.0
"""Log-probability of what the model never says; what contradicts itself is refused before."""
_FINE = 2.0**30
"""Log-probabilities are whole multiples of 2**-30: then their sums are exact in any order, and
the processor's way of adding decides no digit."""
_AT_A_TIME = 2_000


def posterior(
    clinic: Clinic,
    findings: Mapping[str, str] | Iterable[tuple[str, str]],
    *,
    setting: str,
    age: int,
    sex: str,
    mix: Mix = "prevalence",
) -> dict[str, float]:
    """Return the probability of each cause.

    Parameters
    ----------
    clinic
        The model.
    findings
        Answers by finding: yes, no or not sure. What is left out was not asked.
    setting
        Where the patient is seen.
    age
        In years, within the age bands of the clinic.
    sex
        ``woman`` or ``man``.
    mix
        How often causes occur: it must be the mix the patient was drawn from.

    Raises
    ------
    UnknownNameError
        If setting, sex, a finding or an answer does not exist; the nearest name is offered.
    OutOfRangeError
        If the age lies outside the bands.
    ContradictionError
        If findings cannot be true together; both are named.
    """
    answers = coded(clinic, findings)[None, :]
    band = np.array([age_band(clinic, age)])
    sexes = np.array([SEXES.index(require_known("sex", sex, SEXES))])
    (found,) = _posteriors(clinic, answers, band, sexes, where=(setting, mix))
    return dict(zip(clinic.cause_names, found.tolist(), strict=True))


def posteriors(
    clinic: Clinic, patients: Patients, answers: NDArray[np.int8] | None = None
) -> NDArray[np.float64]:
    """Return the probabilities of all causes, by patient and cause.

    Parameters
    ----------
    clinic
        The model.
    patients
        The patients, whose setting and mix are used.
    answers
        What is known of them, by patient and finding; everything when None.
    """
    known = patients.answers if answers is None else answers
    where = (patients.setting, patients.mix)
    return _posteriors(clinic, known, patients.band, patients.sex, where=where)


def history_only(clinic: Clinic, answers: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return the answers with nothing examined."""
    asked = np.array([one.kind == "history" for one in clinic.tables.findings.values()])
    return np.where(asked, answers, NOT_ASKED).astype(np.int8)


def age_band(clinic: Clinic, age: int) -> int:
    """Return the index of the age band.

    Raises
    ------
    OutOfRangeError
        If no band holds the age.
    """
    bands = clinic.tables.shared.age_bands
    for index, (low, high) in enumerate(bands):
        if low <= age <= high:
            return index
    raise OutOfRangeError(f"age is {age!r} years; allowed: {bands[0][0]} to {bands[-1][1]}.")


def coded(
    clinic: Clinic, findings: Mapping[str, str] | Iterable[tuple[str, str]]
) -> NDArray[np.int8]:
    """Return answers in words as codes, one for each finding of the model.

    Parameters
    ----------
    clinic
        The model.
    findings
        Answers by finding, or pairs of both.

    Raises
    ------
    UnknownNameError
        If a finding or an answer does not exist.
    ContradictionError
        If a finding has two answers, or two findings cannot be true together.
    """
    given: dict[str, str] = {}
    pairs = findings.items() if hasattr(findings, "items") else findings
    for name, answer in pairs:
        require_known("finding", name, clinic.finding_names)
        if answer not in ANSWERS:
            raise UnknownNameError(
                f"the answer to {name!r} is {answer!r}; allowed: {', '.join(ANSWERS)}."
            )
        if given.setdefault(name, answer) != answer:
            raise ContradictionError(f"{name!r} is both {given[name]!r} and {answer!r}.")
    for name, finding in clinic.tables.findings.items():
        for parent, needed in finding.only_if.items():
            if given.get(name) == "yes" and given.get(parent) not in (needed, "not sure", None):
                raise ContradictionError(
                    f"{name!r} is 'yes' and {parent!r} is {given[parent]!r}: not both; "
                    f"{name!r} can be 'yes' only if {parent!r} is {needed!r}."
                )
    names = clinic.finding_names
    codes = [ANSWERS.index(given[name]) if name in given else NOT_ASKED for name in names]
    return np.array(codes, dtype=np.int8)


def _posteriors(
    clinic: Clinic,
    answers: NDArray[np.int8],
    band: NDArray[np.int64],
    sex: NDArray[np.int64],
    *,
    where: tuple[str, Mix],
) -> NDArray[np.float64]:
    joint = clinic.joint(*where)
    prior = joint / joint.sum(axis=0)
    mixed = clinic.tables.shared.mixed_story
    of_cause = (clinic.cause[:, None] == np.arange(len(joint))).astype(np.float64)
    found = np.empty((len(answers), len(joint)))
    for group in np.unique(band * len(SEXES) + sex):
        b, s = divmod(int(group), len(SEXES))
        before = prior[:, b, s]
        weight = clinic.weight[where[0]] * before[clinic.cause]
        (own,) = np.nonzero((band == b) & (sex == s))
        for some in np.array_split(own, range(_AT_A_TIME, len(own), _AT_A_TIME)):
            causes = likelihoods(clinic, answers[some], b) * weight @ of_cause
            causes /= causes.sum(axis=1, keepdims=True)
            found[some] = (1 - mixed) * causes + mixed * before
    return found


def likelihoods(clinic: Clinic, answers: NDArray[np.int8], band: int) -> NDArray[np.float64]:
    """Return how likely each story gives these answers, beside its likeliest; by patient and story.

    Parameters
    ----------
    clinic
        The model.
    answers
        What is known, by patient and finding.
    band
        Their age band.
    """
    logs = _known(clinic, answers) @ _logs(clinic)[0][band].T
    found: NDArray[np.float64] = np.exp(logs - logs.max(axis=1, keepdims=True))
    return found


@lru_cache(maxsize=4)
def _logs(clinic: Clinic) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return log P by age band, story and column, and which column an answer stands in.

    The second array is indexed by finding, by what is known of the finding it depends on (the
    answer it needs, another, nothing) and by answer; -1 where the answer tells nothing.
    """
    bands, stories, findings = clinic.yes.shape
    overall = clinic.yes_overall()
    sure = 1 - clinic.not_sure
    logs = np.zeros((bands, stories, findings, 3, 3))
    with np.errstate(divide="ignore"):
        for state, yes in enumerate((clinic.yes, 0 * clinic.yes, overall)):
            logs[..., state, 0] = np.log((1 - yes) * sure)
            logs[..., state, 1] = np.log(yes * sure)
            # who is never unsure here but says so tells nothing
            logs[..., state, 2] = np.log(np.where(clinic.not_sure > 0, clinic.not_sure, 1.0))
    dependent = {column for column, _, _ in clinic.parents()}
    logs[:, :, [column for column in range(findings) if column not in dependent], 1:] = 0.0
    logs = np.rint(np.maximum(logs, _IMPOSSIBLE) * _FINE) / _FINE
    flat = logs.reshape(bands, stories, -1)
    tells = flat.any(axis=(0, 1))
    where = np.where(tells, np.cumsum(tells) - 1, -1).reshape(findings, 3, 3)
    return flat[:, :, tells], where


def _known(clinic: Clinic, answers: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return a one in each column of `_logs` that applies."""
    logs, where = _logs(clinic)
    state = np.zeros(answers.shape, dtype=np.int64)
    for column, parent, needed in clinic.parents():
        before = answers[:, parent]
        known = (before == 0) | (before == 1)
        state[:, column] = np.where(known, np.where((before == 1) == needed, 0, 1), 2)
    columns = where[np.arange(answers.shape[1]), state, answers]
    one = np.zeros((len(answers), logs.shape[2]))
    rows, which = np.nonzero((answers != NOT_ASKED) & (columns >= 0))
    one[rows, columns[rows, which]] = 1.0
    return one
