"""Check a lesson's parameters, read them from text, describe them.

Every refusal names the parameter, the value, what is allowed and, for a misspelt
name, the nearest valid one; all faults of one call are reported together.
"""

from __future__ import annotations

import ast
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic import ValidationError

from sciatica_edu.errors import LessonError, ParameterError, did_you_mean
from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS, LessonParameters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic.fields import FieldInfo

__all__ = [
    "injected_names",
    "require_injected_known",
    "require_lesson",
    "unknown_names",
    "validate_parameters",
]

TYPE_NAMES: dict[object, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
}


def require_lesson(lesson_id: str) -> str:
    """Return `lesson_id` if there is such a lesson.

    Raises
    ------
    LessonError
        Names the nearest lesson and all of them.
    """
    if lesson_id in PARAMETER_MODELS:
        return lesson_id
    raise LessonError(
        f"there is no lesson {lesson_id!r}.{did_you_mean(lesson_id, PARAMETER_MODELS)} "
        f"Lessons: {', '.join(PARAMETER_MODELS)}."
    )


def validate_parameters(lesson_id: str, parameters: Mapping[str, object]) -> LessonParameters:
    """Return the lesson's parameters, defaults filled in, or refuse.

    Parameters
    ----------
    lesson_id
        A lesson, for example ``"04_nerve_block"``.
    parameters
        Name → value with Python types. A whole number is accepted for a number;
        text is accepted only for text.

    Raises
    ------
    LessonError
        There is no such lesson.
    ParameterError
        A name is unknown, a type wrong or a value out of range.

    Examples
    --------
    >>> validate_parameters("04_nerve_block", {"weight_kg": 62}).weight_kg
    62.0
    """
    model = PARAMETER_MODELS[require_lesson(lesson_id)]
    try:
        return model.model_validate(dict(parameters))
    except ValidationError as error:
        faults = [
            fault(lesson_id, model, str(detail["loc"][0]), detail["input"], detail)
            for detail in error.errors()
        ]
    raise ParameterError("\n".join(faults))


def unknown_names(lesson_id: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return one sentence for each name that is no parameter of the lesson.

    Raises
    ------
    LessonError
        There is no such lesson.
    """
    model = PARAMETER_MODELS[require_lesson(lesson_id)]
    return tuple(
        unknown_parameter(lesson_id, model, name)
        for name in names
        if name not in model.model_fields
    )


def require_injected_known(lesson_id: str, cell_sources: Iterable[str]) -> None:
    """Refuse names that papermill assigned although the lesson has no such parameter.

    Parameters
    ----------
    lesson_id
        A lesson.
    cell_sources
        Sources of the cells executed so far, for example IPython's ``In``.

    Raises
    ------
    LessonError
        There is no such lesson.
    ParameterError
        Names each unknown parameter and the nearest valid one.
    """
    faults = unknown_names(lesson_id, injected_names(cell_sources))
    if faults:
        raise ParameterError("\n".join(faults))


def injected_names(cell_sources: Iterable[str]) -> tuple[str, ...]:
    r"""Return the names that papermill assigned, whether the lesson knows them or not.

    Papermill puts its values into a cell of its own that starts with ``# Parameters``
    and only logs a name it does not know. The lesson's first cell passes IPython's
    input history here and so sees a misspelt name.

    Parameters
    ----------
    cell_sources
        Sources of the cells executed so far, for example IPython's ``In``.

    Examples
    --------
    >>> injected_names(["level = 'clinical'", "# Parameters\nwieght_kg = 62\n"])
    ('wieght_kg',)
    """
    names: dict[str, None] = {}
    for source in cell_sources:
        if not source.startswith("# Parameters\n"):
            continue
        for statement in ast.parse(source).body:
            if isinstance(statement, ast.Assign):
                names.update((t.id, None) for t in statement.targets if isinstance(t, ast.Name))
    return tuple(names)


def unknown_parameter(lesson_id: str, model: type[LessonParameters], name: str) -> str:
    return (
        f"{lesson_id}: there is no parameter {name!r}.{did_you_mean(name, model.model_fields)} "
        f"Parameters: {', '.join(model.model_fields)}."
    )


def fault(
    lesson_id: str, model: type[LessonParameters], name: str, value: object, detail: Any
) -> str:
    field = model.model_fields.get(name)
    if field is None:
        return unknown_parameter(lesson_id, model, name)
    reason = ""
    if detail["type"] == "value_error":
        reason = f" ({detail['ctx']['error']})"
    hint = ""
    if isinstance(value, str) and get_origin(field.annotation) is Literal:
        hint = did_you_mean(value, get_args(field.annotation))
    shown = (
        f"{value!r}"
        if isinstance(value, (str, int, float, bool, NoneType))
        else f"a {type(value).__name__}"
    )
    return (
        f"{lesson_id}: parameter {name!r} is {shown}{reason}; allowed: {allowed_text(field)}.{hint}"
    )


def allowed_text(field: FieldInfo) -> str:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    if "allowed" in extra:
        return str(extra["allowed"])
    if get_origin(field.annotation) is Literal:
        return ", ".join(repr(choice) for choice in get_args(field.annotation))
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    kind = TYPE_NAMES[field.annotation]
    if low is None or high is None:
        return kind
    unit = f" {extra['unit']}" if "unit" in extra else ""
    return f"a {kind} from {low:g} to {high:.10g}{unit}"
