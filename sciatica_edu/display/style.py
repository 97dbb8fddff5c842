"""One look for all figures, safe for colour-blind readers; nothing is set globally."""

from __future__ import annotations

from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["PALETTE", "VERDICT_COLOURS", "styled"]

PALETTE: Mapping[str, str] = MappingProxyType(
    {
        # Okabe-Ito: distinguishable with the common kinds of colour blindness.
        "blue": "#0072B2",
        "orange": "#E69F00",
        "green": "#009E73",
        "red": "#D55E00",
        "sky": "#56B4E9",
        "purple": "#CC79A7",
        "yellow": "#F0E442",
        "ink": "#222222",
        "grey": "#8A8A8A",
        "pale": "#E8E8E8",
    }
)

VERDICT_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "supported": PALETTE["green"],
        "partly": PALETTE["sky"],
        "opinion": PALETTE["grey"],
        "unsupported": PALETTE["orange"],
        "wrong": PALETTE["red"],
        "dangerous": "#8B0000",
    }
)

_SETTINGS: dict[Any, Any] = {
    "font.size": 10,
    "font.family": "DejaVu Sans",  # ships with matplotlib: the same picture everywhere
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.labelsize": 10,
    "figure.constrained_layout.use": True,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.hashsalt": "sciatica-edu",
}


@contextmanager
def styled() -> Iterator[None]:
    """Draw with the course's style inside the block, and leave the reader's settings alone."""
    import matplotlib as mpl

    with mpl.rc_context(_SETTINGS):
        yield
