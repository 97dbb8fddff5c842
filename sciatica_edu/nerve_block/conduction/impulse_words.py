"""Sentences about an impulse, written once as data: Python fills them in twins, the browser in the widget.

A place in braces is filled with a value that is already formatted, so both fill alike.
"""

from __future__ import annotations

from types import MappingProxyType

from sciatica_edu.evidence.sentences import sentence

__all__ = ["SENTENCES"]

_NAMES = (
    "passes",
    "through_stretch",
    "along_fibre",
    "at_speed",
    "stops_before",
    "stops_inside",
    "blocked_share",
    "solution",
    "more_nodes",
    "tenth",
    "extension",
    "assumed",
    "unchanged",
    "conducts",
    "blocked",
)

SENTENCES = MappingProxyType(
    {name: sentence(f"conduction.word.{name.replace('_', '-')}").text for name in _NAMES}
)
