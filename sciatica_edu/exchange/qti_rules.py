"""The rules by which a QTI 2.1 item is scored, as XML expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from sciatica_edu.exchange.safe_xml import add

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.exchange.task import NumberKey

__all__ = [
    "RESPONSE",
    "either",
    "equals",
    "is_right_number",
    "match",
    "member",
    "outcome",
    "set_outcome",
    "spelled",
    "value",
    "variable",
]

RESPONSE = "RESPONSE"
"""Name of what is answered, in an item with one answer."""
_SLACK = 1e-9


def outcome(
    name: str, base: str, default: str | None = None, *, cardinality: str = "single"
) -> Element:
    """Declare something that an item works out, such as its score."""
    given = {"identifier": name, "cardinality": cardinality, "baseType": base}
    outcome = Element("outcomeDeclaration", given)
    if default is not None:
        add(add(outcome, "defaultValue"), "value", default)
    return outcome


def set_outcome(parent: Element, name: str, to: Element) -> None:
    """Append a rule that sets an outcome."""
    add(parent, "setOutcomeValue", attributes={"identifier": name}).append(to)


def value(base: str, text: str) -> Element:
    """Return a constant."""
    element = Element("baseValue", {"baseType": base})
    element.text = text
    return element


def variable(name: str = RESPONSE) -> Element:
    """Return what a response or an outcome holds."""
    return Element("variable", {"identifier": name})


def match(one: Element, other: Element) -> Element:
    """Test whether two values are the same."""
    element = Element("match")
    element.extend([one, other])
    return element


def member(chosen: Element) -> Element:
    """Test whether an entry is among those chosen."""
    element = Element("member")
    element.extend([chosen, variable()])
    return element


def either(tests: Sequence[Element]) -> Element:
    """Test whether any of the tests holds."""
    if len(tests) == 1:
        return tests[0]
    element = Element("or")
    element.extend(tests)
    return element


def equals(name: str, number: float, margin: float) -> Element:
    """Test whether a number lies within a margin of another; both ends count."""
    within = f"{margin + _SLACK * max(1.0, abs(number)):.12g}"
    given = {"toleranceMode": "absolute", "tolerance": f"{within} {within}"}
    element = Element("equal", given)
    element.extend([variable(name), value("float", f"{number:.12g}")])
    return element


def is_right_number(key: NumberKey) -> Element:
    """Test whether the response is right by a number key."""
    ranges = [(key.value, key.margin), *((row.middle, row.reach) for row in key.also)]
    return either([equals(RESPONSE, middle, reach) for middle, reach in ranges])


def spelled(name: str, term: str) -> Element:
    """Test whether a text is a term, capitals aside."""
    element = Element("stringMatch", {"caseSensitive": "false"})
    element.extend([variable(name), value("string", term)])
    return element
