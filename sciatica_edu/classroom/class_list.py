"""Read a class from a CSV file: one row a student, every bad row reported at once."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import LessonError, ParameterError
from sciatica_edu.lessons.learner import file_stem
from sciatica_edu.lessons.parameter_text import parse_parameters
from sciatica_edu.lessons.parameters import require_lesson, unknown_names
from sciatica_edu.record.home import same_learner_key

if TYPE_CHECKING:
    from pathlib import Path

    from sciatica_edu.lessons.parameter_models import LessonParameters

__all__ = ["Student", "StudentResult", "read_class", "seed_of"]

_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Student:
    """One row of a class list.

    Attributes
    ----------
    learner
        The student's name as written.
    parameters
        What this student's lesson is run with, seed included.
    stem
        Name of the student's files, without ending; unique in the class.
    """

    learner: str
    parameters: LessonParameters
    stem: str


@dataclass(frozen=True, slots=True)
class StudentResult:
    """What came of one student's run; `error` is empty when it is complete."""

    student: Student
    notebook: str
    page: str
    error: str


def seed_of(learner: str, lesson_id: str) -> int:
    """Return the seed of a student for a lesson: the same on every computer, 0 to 2**31 - 1.

    Examples
    --------
    >>> seed_of("Ana", "05_clinic") == seed_of("Ana", "05_clinic")
    True
    """
    digest = hashlib.sha256(f"{same_learner_key(learner)}\0{lesson_id}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % 2**31


def read_class(path: Path, lesson_id: str) -> tuple[Student, ...]:
    """Return the students of a class list, in its order.

    Parameters
    ----------
    path
        CSV file in UTF-8 with a header: ``learner``, then any parameters of the lesson.
        Comma, semicolon or tab separate. An empty field means the default; without a
        ``seed`` each student gets one of their own, always the same.
    lesson_id
        The lesson.

    Raises
    ------
    LessonError
        The lesson is unknown, the file cannot be read, or rows are wrong: the message has
        one line ``file:line: what`` for each.
    """
    require_lesson(lesson_id)
    rows = _rows(path)
    header = [name.strip() for name in rows[0][1]] if rows else []
    faults = _header_faults(path, lesson_id, header)
    if faults:
        raise LessonError("\n".join(faults))
    students: list[Student] = []
    lines_of: dict[str, int] = {}
    stems: set[str] = set()
    for line, fields in rows[1:]:
        try:
            learner, parameters = _student(lesson_id, header, fields)
        except (ParameterError, LessonError) as error:
            faults.extend(f"{path}:{line}: {fault}" for fault in str(error).splitlines())
            continue
        earlier = lines_of.setdefault(same_learner_key(learner), line)
        if earlier != line:
            faults.append(f"{path}:{line}: learner {learner!r} stands already in line {earlier}.")
            continue
        students.append(Student(learner, parameters, _free_stem(learner, stems)))
    if faults:
        raise LessonError("\n".join(faults))
    if not students:
        raise LessonError(f"{path}:1: the class list has no student below its header.")
    return tuple(students)


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise LessonError(f"{path}: the class list cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise LessonError(
            f"{path}: the class list is not UTF-8 (byte {error.start}). In a spreadsheet, "
            "choose 'CSV UTF-8' when saving."
        ) from None
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        rows.extend(
            (reader.line_num, fields) for fields in reader if any(field.strip() for field in fields)
        )
    except csv.Error as error:
        raise LessonError(f"{path}:{reader.line_num}: not a CSV line: {error}.") from None
    return rows


def _header_faults(path: Path, lesson_id: str, header: list[str]) -> list[str]:
    faults = []
    if "learner" not in header:
        found = ", ".join(repr(name) for name in header) or "nothing"
        faults.append(f"{path}:1: the header needs a column 'learner'; it has {found}.")
    faults.extend(f"{path}:1: {fault}" for fault in unknown_names(lesson_id, header))
    faults.extend(
        f"{path}:1: column {name!r} stands twice in the header."
        for name in dict.fromkeys(header)
        if header.count(name) > 1
    )
    return faults


def _student(lesson_id: str, header: list[str], fields: list[str]) -> tuple[str, LessonParameters]:
    if len(fields) > len(header):
        raise LessonError(f"{len(fields)} fields, but the header has {len(header)} columns.")
    texts = {
        name: field.strip() for name, field in zip(header, fields, strict=False) if field.strip()
    }
    learner = texts.get("learner")
    if learner is None:
        raise LessonError("the learner is empty; every student needs a name.")
    texts.setdefault("seed", str(seed_of(learner, lesson_id)))
    return learner, parse_parameters(lesson_id, texts)


def _free_stem(learner: str, taken: set[str]) -> str:
    # Compared without case: some file systems do not tell ana from Ana.
    stem = base = file_stem(learner)
    number = 2
    while stem.casefold() in taken:
        stem = f"{base}-{number}"
        number += 1
    taken.add(stem.casefold())
    return stem
