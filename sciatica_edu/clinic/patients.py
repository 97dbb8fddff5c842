"""Draw patients. Pure: the same seed gives the same patients everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.clinic.draws import ONE, billionths, draw, pick
from sciatica_edu.errors import OutOfRangeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from sciatica_edu.clinic.stories import Clinic, Mix

__all__ = [
    "ANSWERS",
    "MOST_PATIENTS",
    "NOT_ASKED",
    "NOT_SURE",
    "Patients",
    "require_whole",
    "sample",
    "second_examiner",
]

MOST_PATIENTS = 1_000_000
MOST_SEED = 2**63 - 1
ANSWERS = ("no", "yes", "not sure")
"""What the codes of the answers mean."""
NOT_SURE, NOT_ASKED = 2, -1


@dataclass(frozen=True, eq=False)
class Patients:
    """Patients of one setting, one array entry each.

    Attributes
    ----------
    setting, mix, seed
        What they were drawn with.
    number
        The patient's number, from 1.
    cause
        Index of what the patient has.
    story
        Index of the story that the findings were drawn from.
    mixed
        True where that story may be another cause's: two illnesses, or wrong answers.
    band, age, sex, side
        Age band, age in years, sex (0 woman, 1 man), painful side (0 left, 1 right).
    answers
        By patient and finding: an index of `ANSWERS`, or `NOT_ASKED`.
    """

    setting: str
    mix: Mix
    seed: int
    number: NDArray[np.int64]
    cause: NDArray[np.int64]
    story: NDArray[np.int64]
    mixed: NDArray[np.bool_]
    band: NDArray[np.int64]
    age: NDArray[np.int64]
    sex: NDArray[np.int64]
    side: NDArray[np.int64]
    answers: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.number)


def sample(
    clinic: Clinic, setting: str, count: int, seed: int, *, mix: Mix = "prevalence", first: int = 1
) -> Patients:
    """Draw patients.

    Parameters
    ----------
    clinic
        The model.
    setting
        Where they are seen.
    count
        How many, from 1 to 1,000,000.
    seed
        From 0 to 2**63 - 1; the same seed gives the same patients.
    mix
        As often as in life, or with more danger than life.
    first
        Number of the first patient; a patient does not depend on how many are drawn.

    Raises
    ------
    UnknownNameError
        If there is no such setting or mix.
    OutOfRangeError
        If count, seed or first number is out of range.
    """
    joint = clinic.joint(setting, mix)
    require_whole("count", count, 1, MOST_PATIENTS)
    require_whole("seed", seed, 0, MOST_SEED)
    require_whole("first number", first, 1, MOST_SEED - count)
    number = np.arange(first, first + count, dtype=np.int64)

    def drawn(what: str) -> NDArray[np.int64]:
        return draw(seed, f"{setting}/{mix}/{what}", number)

    cause = pick(drawn("cause"), clinic.share_of_causes(setting, mix))
    group, ages, sexes = drawn("group"), joint.shape[1], joint.shape[2]
    group = _pick_by(cause, group, joint.reshape(len(joint), -1))
    band, sex = group // sexes, group % sexes
    mixed = drawn("mixed") < round(clinic.tables.shared.mixed_story * ONE)
    # a mixed story is that of any cause which people of this age and sex have here
    other = _pick_by(group, drawn("other"), joint.reshape(-1, ages * sexes).T)
    told = np.where(mixed, other, cause)
    weights = np.where(clinic.cause == np.arange(len(joint))[:, None], clinic.weight[setting], 0.0)
    story = _pick_by(told, drawn("story"), weights)
    low, high = np.array(clinic.tables.shared.age_bands)[band].T
    return Patients(
        setting=setting,
        mix=mix,
        seed=seed,
        number=number,
        cause=cause,
        story=story,
        mixed=mixed,
        band=band,
        age=low + drawn("age") * (high - low + 1) // ONE,
        sex=sex,
        side=drawn("side") * 2 // ONE,
        answers=_answers(clinic, band, story, drawn),
    )


def second_examiner(clinic: Clinic, patients: Patients) -> NDArray[np.int8]:
    """Return what another examiner finds in the same patients; what is asked stays as it is.

    The table's rates are as an average examiner sees them. With his error e each way and a
    rate p the sign is really there in (p - e) / (1 - 2 e) of patients, and the second examiner
    sees what is really there, with an error of his own. e is at most half of p and of 1 - p.
    """
    again = patients.answers.copy()
    seen = patients.answers == 1
    overall = clinic.yes_overall()
    for column, finding in enumerate(clinic.tables.findings.values()):
        if finding.rater is None:
            continue
        rate = overall[patients.band, patients.story, column]
        error = np.minimum(
            clinic.tables.shared.rater_error[finding.rater], np.minimum(rate, 1 - rate) / 2
        )
        there = (rate - error) / (1 - 2 * error)
        given_seen = there * (1 - error) / rate
        given_unseen = there * error / (1 - rate)
        really = np.where(seen[:, column], given_seen, given_unseen)
        chance = billionths(really * (1 - error) + (1 - really) * error)
        what = f"{patients.setting}/{patients.mix}/again/{finding.id}"
        again[:, column] = draw(patients.seed, what, patients.number) < chance
    return again


def require_whole(what: str, value: object, low: int, high: int) -> None:
    """Refuse what is not a whole number from `low` to `high`.

    Raises
    ------
    OutOfRangeError
        If it is not.
    """
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or not low <= value <= high:  # type: ignore[operator]
        message = f"{what} is {value!r}; allowed: whole numbers from {low:,} to {high:,}."
        raise OutOfRangeError(message)


def _pick_by(
    key: NDArray[np.int64], drawn: NDArray[np.int64], shares: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Pick for each patient among the shares in the row of their key."""
    found = np.empty(len(key), dtype=np.int64)
    for value in np.unique(key):
        own = key == value
        found[own] = pick(drawn[own], shares[value])
    return found


def _answers(
    clinic: Clinic,
    band: NDArray[np.int64],
    story: NDArray[np.int64],
    drawn: Callable[[str], NDArray[np.int64]],
) -> NDArray[np.int8]:
    answers = np.empty((len(band), len(clinic.finding_names)), dtype=np.int8)
    for column, name in enumerate(clinic.finding_names):
        chance = billionths(clinic.yes[:, :, column])[band, story]
        answers[:, column] = drawn(name) < chance
    for column, parent, needed in clinic.parents():
        answers[:, column] &= answers[:, parent] == needed
    for column, name in enumerate(clinic.finding_names):
        unsure = billionths(clinic.not_sure[:, column])
        if unsure.any():
            answers[drawn(f"{name}/not sure") < unsure[story], column] = NOT_SURE
    return answers
