"""Every error this package raises on purpose.

* SciaticaEduError
  x ContentError        a data file breaks a rule: file:line, value, what was expected
  x UnknownNameError    a name that does not exist; the nearest valid one is named
  x OutOfRangeError     a number outside its allowed range
  x UnitError           two quantities whose units do not go together
  x ParameterError      a lesson parameter is unknown, of the wrong type or out of range
  x LessonError         a lesson source or a lesson run is at fault
  x RecordError         the learner's record cannot be read or written
  x QuizError           a question, answer or quiz file cannot be used
  x ContradictionError  findings that cannot be true together
  x AssetError          a picture or mesh cannot be built from the installed packages

Library code raises; only widgets and the command line catch and show.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "AssetError",
    "ContentError",
    "ContradictionError",
    "LessonError",
    "OutOfRangeError",
    "ParameterError",
    "QuizError",
    "RecordError",
    "SciaticaEduError",
    "UnitError",
    "UnknownNameError",
    "did_you_mean",
    "nearest",
    "require_in_range",
    "require_known",
]


class SciaticaEduError(Exception):
    """Root of all errors raised on purpose by this package."""


class ContentError(SciaticaEduError):
    """A data file breaks a rule; the message starts with ``file:line``."""


class UnknownNameError(SciaticaEduError, KeyError):
    """A name that does not exist; the message offers the nearest valid one."""

    def __str__(self) -> str:
        # KeyError would print the repr of the message.
        return str(self.args[0]) if self.args else ""


class OutOfRangeError(SciaticaEduError, ValueError):
    """A number outside its allowed range."""


class UnitError(SciaticaEduError, TypeError):
    """Two quantities whose units do not go together, such as mg and mL."""


class ParameterError(SciaticaEduError, ValueError):
    """A lesson parameter is unknown, of the wrong type or out of range."""


class LessonError(SciaticaEduError):
    """A lesson source or a lesson run is at fault."""


class RecordError(SciaticaEduError):
    """The learner's record cannot be read or written."""


class QuizError(SciaticaEduError):
    """A question, an answer or a quiz file cannot be used."""


class ContradictionError(SciaticaEduError, ValueError):
    """Findings given of one patient that cannot be true together."""


class AssetError(SciaticaEduError):
    """A picture or mesh cannot be built from the installed packages."""


def nearest(name: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed name most like `name`, or None when none is close."""
    names = list(allowed)
    folded = {candidate.casefold(): candidate for candidate in names}
    close = difflib.get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.5)
    return folded[close[0]] if close else None


def did_you_mean(name: str, allowed: Iterable[str]) -> str:
    """Return the end of a message that offers the allowed name most like `name`.

    Empty when none is close, so that it can follow any sentence.

    Examples
    --------
    >>> did_you_mean("ropivacain", ["lidocaine", "ropivacaine"])
    " Did you mean 'ropivacaine'?"
    """
    close = nearest(name, allowed)
    return f" Did you mean {close!r}?" if close else ""


def require_known(kind: str, name: str, allowed: Iterable[str]) -> str:
    """Return `name` if it is allowed.

    Parameters
    ----------
    kind
        What the name stands for, as the learner would say it ("joint", "drug").
    name
        The name given.
    allowed
        The valid names.

    Raises
    ------
    UnknownNameError
        If `name` is not among `allowed`; the message offers the nearest one.
    """
    names = sorted(allowed)
    if name in names:
        return name
    raise UnknownNameError(
        f"unknown {kind} {name!r}.{did_you_mean(name, names)} Allowed: {', '.join(names)}."
    )


def require_in_range(quantity: str, value: float, low: float, high: float, unit: str = "") -> float:
    """Return `value` if ``low <= value <= high``.

    Parameters
    ----------
    quantity
        Name of the quantity, for the message.
    value
        The number given, in `unit`.
    low, high
        Inclusive limits, in `unit`.
    unit
        Unit printed in the message.

    Raises
    ------
    OutOfRangeError
        If the value is not a finite number inside the range.
    """
    suffix = f" {unit}" if unit else ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        # numpy scalars convert; anything else is a type error in disguise.
        try:
            value = float(value)
        except (TypeError, ValueError):
            raise OutOfRangeError(
                f"{quantity} is {value!r}, which is not a number; allowed: {low:g} to {high:g}{suffix}."
            ) from None
    if not low <= value <= high:
        raise OutOfRangeError(
            f"{quantity} is {value:g}{suffix}; allowed: {low:g} to {high:g}{suffix}."
        )
    return value
