"""Public docstrings keep step with the code: what they document exists, complete and in order."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING

import pytest
from numpydoc.validate import validate

import sciatica_edu

if TYPE_CHECKING:
    from collections.abc import Iterator

# numpydoc's codes. Types stand in signatures, so PR04 and its kin are not asked for.
_ALWAYS = {
    "GL08": "no docstring",
    "PR02": "a documented parameter does not exist",
    "PR03": "parameters out of order",
    "PR07": "a parameter without description",
    "RT03": "a return value without description",
}
_IN_A_SECTION = {"PR01": "a Parameters section leaves parameters out"}


def public_objects() -> Iterator[str]:
    """Yield the full name of each public function, class and method."""
    for found in pkgutil.walk_packages(sciatica_edu.__path__, "sciatica_edu."):
        module = importlib.import_module(found.name)
        for name in getattr(module, "__all__", ()):
            thing = getattr(module, name)
            if getattr(thing, "__module__", None) != found.name:
                continue
            if inspect.isfunction(thing):
                yield f"{found.name}.{name}"
            elif inspect.isclass(thing):
                yield f"{found.name}.{name}"
                for method, code in vars(thing).items():
                    if not method.startswith("_") and inspect.isfunction(code):
                        yield f"{found.name}.{name}.{method}"


def faults(name: str) -> list[str]:
    """Return what numpydoc finds wrong with one docstring, of the rules kept here."""
    report = validate(name)
    rules = dict(_ALWAYS)
    if "Parameters\n----------" in inspect.cleandoc(report["docstring"] or ""):
        rules |= _IN_A_SECTION
    return [f"{name}: {text}" for code, text in report["errors"] if code in rules]


# numpydoc looks at every attribute of a widget, old names of ipywidgets among them.
@pytest.mark.filterwarnings("ignore:Widget.:DeprecationWarning")
def test_public_docstrings_agree_with_the_code():
    names = list(public_objects())
    assert len(names) > 500, "the walk found too little to mean anything"
    assert [fault for name in names for fault in faults(name)] == []


@pytest.mark.parametrize(
    ("function", "code"),
    [("drifted", "PR02"), ("out_of_order", "PR03"), ("half_documented", "PR01")],
)
def test_a_drifted_docstring_is_found(function, code):
    codes = {found for found, _ in validate(f"tests.docstring_examples.{function}")["errors"]}
    assert code in codes
    assert faults(f"tests.docstring_examples.{function}")
