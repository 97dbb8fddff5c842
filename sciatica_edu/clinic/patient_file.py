"""Patients as JSON Lines: one object a patient, written whole or not at all, read with its faults named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, ValidationError

from sciatica_edu.clinic.patients import ANSWERS, MOST_PATIENTS, require_whole, sample
from sciatica_edu.clinic.posterior import age_band, coded, history_only, posteriors
from sciatica_edu.clinic.stories import MIXES, SEXES
from sciatica_edu.clinic.urgency import minimum_urgencies
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.errors import ContentError, SciaticaEduError, require_known
from sciatica_edu.evidence.models import Model, Text
from sciatica_edu.record.atomic_file import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sciatica_edu.clinic.patients import Patients
    from sciatica_edu.clinic.stories import Clinic, Mix

__all__ = ["PatientRecord", "patient_lines", "read_patients", "write_patients"]

SIDES = ("left", "right")
_AT_A_TIME = 5_000
_DIGITS = 4
"""Significant digits of a written probability: what is shown is never finer."""

Probability = Annotated[float, Field(gt=0, lt=1)]


class PatientRecord(Model):
    """One line of the file; the notice stands in each, so that no line travels without it."""

    id: Text
    notice: Text
    setting: Text
    mix: Text
    seed: int
    age: int
    sex: Text
    side: Text
    cause: Text
    findings: dict[str, str]
    posterior_history: dict[str, Probability]
    posterior_all: dict[str, Probability]
    minimum_urgency: Text


def patient_lines(clinic: Clinic, patients: Patients) -> Iterator[str]:
    """Yield one line of JSON a patient.

    Parameters
    ----------
    clinic
        The model.
    patients
        The patients.
    """
    after_history = posteriors(clinic, patients, history_only(clinic, patients.answers))
    after_all = posteriors(clinic, patients)
    urgencies = minimum_urgencies(clinic, patients)
    head = {"notice": NOT_MEDICAL_ADVICE, "setting": patients.setting, "mix": patients.mix}
    for row, number in enumerate(patients.number.tolist()):
        answers = (ANSWERS[code] for code in patients.answers[row].tolist())
        yield json.dumps({
            "id": f"{patients.setting}-{patients.mix}-{patients.seed}-{number}",
            **head,
            "seed": patients.seed,
            "age": int(patients.age[row]),
            "sex": SEXES[patients.sex[row]],
            "side": SIDES[patients.side[row]],
            "cause": clinic.cause_names[patients.cause[row]],
            "findings": dict(zip(clinic.finding_names, answers, strict=True)),
            "posterior_history": _written(clinic, after_history[row].tolist()),
            "posterior_all": _written(clinic, after_all[row].tolist()),
            "minimum_urgency": urgencies[row],
        })  # fmt: skip


def write_patients(
    clinic: Clinic, path: Path, setting: str, count: int, seed: int, *, mix: Mix = "prevalence"
) -> None:
    """Draw patients and write them; a reader sees the old file or the new one.

    Parameters
    ----------
    clinic
        The model.
    path
        File to write.
    setting, count, seed, mix
        As for `sample`.

    Raises
    ------
    UnknownNameError
        If there is no such setting or mix.
    OutOfRangeError
        If count or seed is out of range.
    OSError
        If the folder cannot be written to or is full; an existing file is untouched.
    """
    sample(clinic, setting, 1, seed, mix=mix)  # refuses what is wrong before a file is touched
    require_whole("count", count, 1, MOST_PATIENTS)
    # a million patients are more than memory holds, so they are written as they are drawn
    batches = (
        sample(clinic, setting, min(_AT_A_TIME, count + 1 - first), seed, mix=mix, first=first)
        for first in range(1, count + 1, _AT_A_TIME)
    )
    write_atomically(
        path, (f"{line}\n" for drawn in batches for line in patient_lines(clinic, drawn))
    )


def read_patients(clinic: Clinic, path: Path) -> Iterator[PatientRecord]:
    """Yield the patients of a file; the file itself is never changed.

    Parameters
    ----------
    clinic
        The model whose names the file must use.
    path
        File to read.

    Raises
    ------
    ContentError
        At the first damaged line: ``file:line`` and what is wrong with it.
    """
    with path.open(encoding="utf-8", errors="surrogateescape") as stream:
        for number, line in enumerate(stream, start=1):
            where = f"{path.name}:{number}"
            try:
                record = PatientRecord.model_validate_json(line.encode("utf-8", "surrogateescape"))
            except ValidationError as error:
                first: Any = error.errors(include_url=False)[0]
                field = ".".join(str(step) for step in first["loc"]) or "the line"
                raise ContentError(f"{where}: {field}: {first['msg']}.") from None
            try:
                _require_of_this_clinic(clinic, record)
            except SciaticaEduError as error:
                raise ContentError(f"{where}: {error}") from None
            yield record


def _written(clinic: Clinic, probabilities: list[float]) -> dict[str, float]:
    digits = (float(f"{value:.{_DIGITS}g}") for value in probabilities)
    return dict(zip(clinic.cause_names, digits, strict=True))


def _require_of_this_clinic(clinic: Clinic, record: PatientRecord) -> None:
    for kind, name, allowed in (
        ("setting", record.setting, clinic.tables.shared.settings),
        ("mix", record.mix, MIXES),
        ("sex", record.sex, SEXES),
        ("side", record.side, SIDES),
        ("cause", record.cause, clinic.cause_names),
        *(("cause", name, clinic.cause_names) for name in record.posterior_history),
        *(("cause", name, clinic.cause_names) for name in record.posterior_all),
    ):
        require_known(kind, name, allowed)
    age_band(clinic, record.age)
    coded(clinic, record.findings)
