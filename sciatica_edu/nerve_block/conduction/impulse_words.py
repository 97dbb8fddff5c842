"""Sentences about an impulse, written once: Python fills them in twins, the browser in the widget.

A place in braces is filled with a value that is already formatted, so both fill alike.
"""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["SENTENCES"]

SENTENCES = MappingProxyType(
    {
        "passes": "Conducts: the impulse passes {where}{speed}.",
        "through_stretch": "through the stretch",
        "along_fibre": "along the fibre",
        "at_speed": " at {speed} m/s",
        "stops_before": (
            "Blocked: the impulse stops at the last healthy node before the stretch (node {node})."
        ),
        "stops_inside": (
            "Blocked: the impulse stops at node {node}, {inside} mm into the stretch."
        ),
        "blocked_share": (
            "{share}% of the sodium channels in the stretch are blocked; {nodes} nodes lie in it."
        ),
        "solution": (
            "About what a {percent} % solution is estimated to give "
            "(one ratio, measured for lidocaine in rats)."
        ),
        "more_nodes": "{most} of them are simulated: more change nothing.",
        "tenth": "The tenth impulse of the train is shown.",
        "extension": "Below 5.7 µm the model is an extension of the published one.",
        "assumed": "Uncertain: the binding of {drug} or its use dependence is assumed.",
        "unchanged": "{carries} is unchanged.",
        "never_stops": "nothing stops it",
        "conducts": "conducts",
        "blocked": "BLOCKED",
    }
)
