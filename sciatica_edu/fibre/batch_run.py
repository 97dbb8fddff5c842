"""What both fibre models share: the stimulus, the checks of a run, and the run of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica_edu.errors import OutOfRangeError, require_in_range, require_known
from sciatica_edu.fibre.cable import integrate
from sciatica_edu.fibre.circuit import Pulse
from sciatica_edu.fibre.time_scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import ArrayLike, NDArray

    from sciatica_edu.fibre.circuit import Cables, Membrane

    Array = NDArray[np.float64]

__all__ = [
    "Stimulus",
    "broadcast_within",
    "channel_conductance_us",
    "checked_steps",
    "passive_conductance_us",
    "require_one_count",
    "run_cables",
]

_LARGEST_RUN = 40_000_000  # samples; about 0.3 GB


@dataclass(frozen=True)
class Stimulus:
    """Rectangular current pulses into the first node.

    Parameters
    ----------
    amplitude_na
        Current in nA, 0 to 10; None takes a value that fires a healthy fibre of the size.
    onsets_ms
        When each pulse begins, in ms.
    duration_ms
        Length of each pulse, 0.01 to 10 ms.

    Raises
    ------
    OutOfRangeError
        If a value is outside its range.
    """

    amplitude_na: float | None = None
    # Not at 0, so that a trace begins with the resting potential.
    onsets_ms: tuple[float, ...] = (0.1,)
    duration_ms: float = 0.1

    def __post_init__(self) -> None:
        if self.amplitude_na is not None:
            require_in_range("stimulus amplitude", self.amplitude_na, 0.0, 10.0, "nA")
        require_in_range("stimulus duration", self.duration_ms, 0.01, 10.0, "ms")
        for onset_ms in self.onsets_ms:
            require_in_range("stimulus onset", onset_ms, 0.0, 1000.0, "ms")


def require_one_count(counts: Iterable[int], *, fibre: str, count: str) -> int:
    """Return the one count that all fibres of a batch share, or raise."""
    found = sorted(set(counts))
    if len(found) != 1:
        raise OutOfRangeError(
            f"a batch needs at least one {fibre}, all with one {count}; got {count}s {found}."
        )
    return found[0]


def checked_steps(
    duration_ms: float,
    time_step_us: float,
    *,
    shape: tuple[int, int],
    longest_ms: float,
    coarsest_us: float,
) -> int:
    """Return the number of steps of a run of (fibres, nodes), or raise if it is not possible."""
    require_in_range("duration", duration_ms, 0.1, longest_ms, "ms")
    require_in_range("time step", time_step_us, 0.5, coarsest_us, "µs")
    steps = round(duration_ms * 1000 / time_step_us)
    require_in_range("samples of the run", steps * shape[0] * shape[1], 1, _LARGEST_RUN)
    return steps


def broadcast_within(
    quantity: str, values: ArrayLike, shape: tuple[int, int], low: float, high: float
) -> Array:
    """Return `values` broadcast to `shape`, or raise naming the first value out of range."""
    try:
        given = np.asarray(values, dtype=np.float64)
        full: Array = np.broadcast_to(given, shape)
    except (TypeError, ValueError) as error:
        raise OutOfRangeError(
            f"{quantity} must be a number or an array that broadcasts to {shape}: {error}."
        ) from None
    # What is not a number compares as false on both sides and so counts as outside.
    outside = ~((full >= low) & (full <= high))
    if outside.any():
        require_in_range(quantity, float(full[outside][0]), low, high)
    return full


def channel_conductance_us(
    area_um2: Array,
    blocked: Array,
    *,
    sodium_s_per_cm2: tuple[float, ...],
    potassium_s_per_cm2: float,
) -> Array:
    """Return the largest conductance of each current, sodium first, in µS.

    Parameters
    ----------
    area_um2
        Membrane of a compartment of each fibre, shape (fibres, 1), in µm².
    blocked
        Share of the sodium channels that is blocked, shape (fibres, compartments).
    sodium_s_per_cm2, potassium_s_per_cm2
        Conductance densities in S/cm².

    Returns
    -------
    numpy.ndarray
        Shape (fibres, compartments, currents).
    """
    # Fast and persistent sodium are blocked alike, as in the search in NEURON that the tables are
    # compared with. Potassium is left alone: lidocaine hardly touches the delayed rectifier
    # (Olschewski 1998).
    sodium = [density * (1 - blocked) for density in sodium_s_per_cm2]
    potassium = np.full(blocked.shape, potassium_s_per_cm2)
    # 1 S/cm² · µm² is 1e-2 µS.
    us: Array = 1e-2 * area_um2[..., None] * np.stack([*sodium, potassium], axis=-1)
    return us


def passive_conductance_us(leak_us: Array, coupling_us: Array) -> Array:
    """Return leak plus coupling to both neighbours of each compartment, in µS."""
    passive_us = leak_us.copy()
    passive_us[:, :-1] += coupling_us
    passive_us[:, 1:] += coupling_us
    return passive_us


def run_cables(
    cables: Cables,
    membrane: Membrane,
    *,
    stimulus: Stimulus,
    usual_na: ArrayLike,
    steps: int,
    time_step_us: float,
    scheme: str,
    is_decided: Callable[[Array], bool] | None,
) -> Array:
    """Return raw potentials in mV, shape (times, fibres, compartments).

    `usual_na` is the current of a stimulus without an amplitude, for each fibre.
    """
    known = require_known("time scheme", str(scheme), [str(item) for item in Scheme])
    amplitude_na = usual_na if stimulus.amplitude_na is None else stimulus.amplitude_na
    fibres = (len(cables.temperature_c),)
    return integrate(
        cables,
        membrane,
        pulse=Pulse(
            np.broadcast_to(np.asarray(amplitude_na, dtype=np.float64), fibres),
            stimulus.onsets_ms,
            stimulus.duration_ms,
        ),
        steps=steps,
        time_step_ms=time_step_us / 1000,
        scheme=Scheme(known),
        is_decided=is_decided,
    )
