"""A lesson's parameters as text: read from a command line or a CSV file, and described in tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_origin

from pydantic import TypeAdapter, ValidationError

from sciatica_edu.errors import ParameterError
from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS
from sciatica_edu.lessons.parameters import (
    TYPE_NAMES,
    allowed_text,
    fault,
    require_lesson,
    unknown_parameter,
    validate_parameters,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

    from sciatica_edu.lessons.parameter_models import LessonParameters

__all__ = ["ParameterRow", "parameters_of", "parse_parameters"]


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One parameter of a lesson, as documentation shows it."""

    name: str
    type: str
    default: str | int | float | bool
    allowed: str
    meaning: str


def parse_parameters(lesson_id: str, texts: Mapping[str, str]) -> LessonParameters:
    """Return the lesson's parameters read from text, as a command line or a CSV file has them.

    Parameters
    ----------
    lesson_id
        A lesson.
    texts
        Name → text. Each text is read as the type of its parameter: ``"62"`` is a
        number for ``weight_kg`` and stays text for ``learner``.

    Raises
    ------
    LessonError
        There is no such lesson.
    ParameterError
        As `validate_parameters`, with the text as it was given.
    """
    model = PARAMETER_MODELS[require_lesson(lesson_id)]
    values: dict[str, object] = {}
    faults: list[str] = []
    for name, text in texts.items():
        field = model.model_fields.get(name)
        if field is None:
            faults.append(unknown_parameter(lesson_id, model, name))
            continue
        try:
            values[name] = _read(text, field)
        except ValidationError as error:
            faults.append(fault(lesson_id, model, name, text, error.errors()[0]))
    try:
        checked = validate_parameters(lesson_id, values)
    except ParameterError as error:
        faults.extend(str(error).splitlines())
    if faults:
        raise ParameterError("\n".join(faults))
    return checked


def parameters_of(lesson_id: str) -> tuple[ParameterRow, ...]:
    """Return one row for each parameter of the lesson, common ones first.

    Raises
    ------
    LessonError
        There is no such lesson.
    """
    model = PARAMETER_MODELS[require_lesson(lesson_id)]
    return tuple(
        ParameterRow(
            name=name,
            type=_type_name(field),
            default=field.default,
            allowed=allowed_text(field),
            meaning=field.description or "",
        )
        for name, field in model.model_fields.items()
    )


def _read(text: str, field: FieldInfo) -> object:
    # Only the type is read here; ranges are judged by the model, in one place.
    annotation = field.annotation
    if annotation in (int, float, bool):
        return TypeAdapter(annotation).validate_python(text.strip())
    return text


def _type_name(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return "one of"
    return TYPE_NAMES[field.annotation]
