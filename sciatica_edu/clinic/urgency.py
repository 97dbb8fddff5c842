"""Where and how fast, by the one rule book: findings become answers to the triage's questions.

No rule of urgency stands here; `data/clinic/triage_answers.yaml` says which findings answer which
question, and `sciatica_edu.triage` judges the answers.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.evidence.course import load_course
from sciatica_edu.triage.rules import triage, urgency_of
from sciatica_edu.triage.table import Answer, load_triage_table
from sciatica_edu.triage.vignettes import NO_HURRY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sciatica_edu.clinic.patients import Patients
    from sciatica_edu.clinic.rows import TriageAnswer
    from sciatica_edu.clinic.stories import Clinic
    from sciatica_edu.triage.rules import Disposition

__all__ = ["disposition", "minimum_urgencies", "not_called_emergencies", "triage_answers"]

_NO, _OPEN, _YES = 0, 1, 2
"""Ordered so that "all of" is the least and "any of" the greatest."""
_CODES = (Answer.NO, Answer.UNKNOWN, Answer.YES, Answer.LONGER)
_LONGER = 3


def triage_answers(
    clinic: Clinic, answers: NDArray[np.int8], age: NDArray[np.int64]
) -> NDArray[np.int8]:
    """Return the answer to each question of the triage, as an index of no, unknown, yes, longer.

    Parameters
    ----------
    clinic
        The model.
    answers
        What is known, by patient and finding; what was not asked is unknown, and "not sure" too.
    age
        In years.
    """
    state = np.select([answers == 0, answers == 1], [_NO, _YES], _OPEN)
    names = clinic.finding_names
    known = {name: state[:, column] for column, name in enumerate(names)}
    lasting = np.max([known[name] for name in clinic.tables.shared.lasting], axis=0) == _YES
    timed = {question.id: question.times for question in load_triage_table().questions}
    given = [
        _answer(row, known, age, lasting=lasting & (timed[row.question] and not row.new))
        for row in clinic.tables.triage.values()
    ]
    return np.stack(given, axis=1).astype(np.int8)


def disposition(clinic: Clinic, answers: NDArray[np.int8], age: int) -> Disposition:
    """Return what the rules say of one patient of whom this is known.

    Parameters
    ----------
    clinic
        The model.
    answers
        One code for each finding, as `posterior.coded` gives them.
    age
        In years.
    """
    (row,) = triage_answers(clinic, answers[None, :], np.array([age]))
    given = {name: _CODES[code] for name, code in zip(clinic.tables.triage, row, strict=True)}
    return triage(given, table=load_triage_table(), red_flags=load_course().red_flags)


def minimum_urgencies(clinic: Clinic, patients: Patients) -> list[str]:
    """Return what the rules ask for when everything about a patient is known.

    It is an urgency of the triage, or ``no hurry``: the least that is fast enough.

    Parameters
    ----------
    clinic
        The model.
    patients
        The patients.
    """
    table, questions = load_triage_table(), list(clinic.tables.triage)
    rows = triage_answers(clinic, patients.answers, patients.age)
    # warning questions are put until they are answered, so nothing is open here
    kinds, which = np.unique(rows, axis=0, return_inverse=True)
    judged = [
        urgency_of(dict(zip(questions, (_CODES[code] for code in row), strict=True)), table)
        for row in kinds
    ]
    words = [NO_HURRY if urgency is None else urgency.value for urgency in judged]
    return [words[kind] for kind in which.ravel()]


def not_called_emergencies(clinic: Clinic, patients: Patients) -> dict[str, tuple[int, int]]:
    """Count, by cause, the emergencies which the rules do not call one, and all of them.

    Parameters
    ----------
    clinic
        The model.
    patients
        The patients.
    """
    sent = {urgency.value for urgency in load_triage_table().emergencies}
    names = clinic.cause_names
    missed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    urgencies = minimum_urgencies(clinic, patients)
    for index, urgency in zip(patients.cause.tolist(), urgencies, strict=True):
        if clinic.tables.causes[names[index]].emergency:
            total[names[index]] += 1
            missed[names[index]] += urgency not in sent
    return {name: (missed[name], total[name]) for name in names if total[name]}


def _answer(
    row: TriageAnswer,
    known: dict[str, NDArray[np.int64]],
    age: NDArray[np.int64],
    *,
    lasting: NDArray[np.bool_],
) -> NDArray[np.int64]:
    found = np.full(len(age), _NO)
    for one in row.any:
        present = np.min([known[name] for name in one.all], axis=0)
        of_age = (age >= (one.from_age or 0)) & (age <= (one.to_age or age.max()))
        found = np.maximum(found, np.where(of_age, present, _NO))
    # whether it is getting worse must be known before "for longer" may lower the urgency
    steady = np.max([np.zeros(len(age)), *(known[name] for name in row.worse)], axis=0) == _NO
    return np.where((found == _YES) & lasting & steady, _LONGER, found)
