"""Evaluate the arithmetic of templated questions without ``eval``.

Numbers, the operators ``+ - * / **``, one comparison (``< > !=``), ``x if test else y``,
and ``min max exp log``; names are the template's variables,
``drug.cap_mg`` reads a field of a record. Nothing else is understood.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from typing import TYPE_CHECKING, TypeAlias

from sciatica_edu.errors import QuizError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Value", "evaluate", "fill_in", "names_in", "placeholders"]

Value: TypeAlias = "float | int | str | Mapping[str, float | int | str]"

_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARE: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
    ast.NotEq: operator.ne,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "exp": math.exp,
    "log": math.log,
    "max": max,
    "min": min,
}
_PLACEHOLDER = re.compile(r"\{([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)(?::(\.\d+f|\d*g|\.\d+g))?\}")
_LONGEST = 300


def _parse(expression: str) -> ast.expr:
    if len(expression) > _LONGEST:
        raise QuizError(f"an expression has {len(expression)} characters; allowed: {_LONGEST}.")
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise QuizError(f"{expression!r} is not arithmetic that can be read.") from None


def names_in(expression: str) -> set[str]:
    """Return the variables that an expression reads (``drug`` for ``drug.cap_mg``)."""
    return {
        node.id
        for node in ast.walk(_parse(expression))
        if isinstance(node, ast.Name) and node.id not in _FUNCTIONS
    }


def evaluate(expression: str, variables: Mapping[str, Value]) -> float:
    """Return the value of an arithmetic expression.

    Parameters
    ----------
    expression
        For example ``"min(drug.mg_per_kg * weight_kg, drug.cap_mg) / 10"``.
    variables
        The numbers, and records of numbers, that names stand for.

    Raises
    ------
    QuizError
        If the expression is not plain arithmetic, reads an unknown name, or has no finite value.

    Examples
    --------
    >>> evaluate("min(4.5 * weight_kg, 300) / 10", {"weight_kg": 60})
    27.0
    """
    try:
        value = _value(_parse(expression), variables, expression)
    except (ZeroDivisionError, OverflowError, ValueError, TypeError) as error:
        raise QuizError(f"{expression!r} has no value: {error}.") from None
    except RecursionError:
        raise QuizError(f"{expression[:40]!r}… is nested too deeply.") from None
    if not math.isfinite(value):
        raise QuizError(f"{expression!r} is not a finite number.")
    return value


def _value(  # noqa: PLR0911 - one line a rule
    node: ast.expr, variables: Mapping[str, Value], source: str
) -> float:
    def value(part: ast.expr) -> float:
        return _value(part, variables, source)

    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.Name() | ast.Attribute(value=ast.Name()):
            return _number(ast.unparse(node), variables)
        case ast.BinOp(op=ast.Pow(), left=left, right=right):
            return _power(value(left), value(right), source)
        case ast.BinOp(op=work, left=left, right=right) if type(work) in _BINARY:
            return _BINARY[type(work)](value(left), value(right))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -value(inner)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            return float(_FUNCTIONS[name](*map(value, args)))
        case ast.IfExp(test=test, body=body, orelse=otherwise):
            return value(body if value(test) else otherwise)
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in _COMPARE:
            return float(_COMPARE[type(sign)](value(left), value(right)))
    raise QuizError(f"{source!r}: {ast.unparse(node)[:40]!r} is not plain arithmetic.")


def _power(base: float, power: float, source: str) -> float:
    if abs(power) > 12 or abs(base) > 1e6:
        raise QuizError(f"{source!r}: a power of {base:g} ** {power:g} is too large.")
    result: float | complex = base**power
    if isinstance(result, complex):
        raise QuizError(f"{source!r}: {base:g} ** {power:g} is not a real number.")
    return result


def _look_up(name: str, variables: Mapping[str, Value]) -> float | int | str:
    head, _, field = name.partition(".")
    if head not in variables:
        hint = did_you_mean(head, [*variables, *_FUNCTIONS])
        raise QuizError(f"unknown variable {head!r}.{hint} Defined: {', '.join(variables)}.")
    found = variables[head]
    if isinstance(found, (int, float, str)):
        if field:
            raise QuizError(f"variable {head!r} is {found!r} and has no field {field!r}.")
        return found
    if field not in found:
        raise QuizError(f"{name!r}: variable {head!r} has the fields {', '.join(found)}.")
    return found[field]


def _number(name: str, variables: Mapping[str, Value]) -> float:
    found = _look_up(name, variables)
    if isinstance(found, str):
        raise QuizError(f"{name!r} is the text {found!r}, not a number.")
    return found


def placeholders(template: str) -> set[str]:
    """Return the names a templated text asks for (``drug.name``, ``weight_kg``)."""
    return {match.group(1) for match in _PLACEHOLDER.finditer(template)}


def fill_in(template: str, variables: Mapping[str, Value]) -> str:
    """Return `template` with each ``{name}`` or ``{name:.1f}`` replaced by its value.

    Examples
    --------
    >>> fill_in("{weight_kg} kg of {drug.name}", {"weight_kg": 62.0, "drug": {"name": "x"}})
    '62 kg of x'
    """

    def text(match: re.Match[str]) -> str:
        found = _look_up(match.group(1), variables)
        if isinstance(found, str):
            return found
        return format(found, match.group(2) or ".10g")

    return _PLACEHOLDER.sub(text, template)
