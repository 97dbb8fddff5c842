"""The formulas that carry the potentials from one time step to the next."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.fibre.time_scheme import FORMULAS, HISTORY, Scheme

OLD_STEPS = np.arange(-HISTORY, 0)  # the new value stands at step 0


@pytest.mark.parametrize(("scheme", "order"), [(Scheme.BDF3, 3), (Scheme.BACKWARD_EULER, 1)])
def test_the_difference_formula_has_its_order_and_no_more(scheme, order):
    # d/dt of t^p at step 0 is 1 for p = 1 and else 0; a formula of order n has it for p <= n.
    new, old, _ = FORMULAS[scheme]
    slopes = [new * 0.0**power - np.dot(old, OLD_STEPS**power) for power in range(order + 2)]
    expected = [1.0 if power == 1 else 0.0 for power in range(order + 1)]
    assert slopes[:-1] == pytest.approx(expected, abs=1e-12)
    assert abs(slopes[-1]) > 0.1


@pytest.mark.parametrize(
    ("scheme", "place", "order"), [(Scheme.BDF3, -0.5, 2), (Scheme.BACKWARD_EULER, -1.0, 2)]
)
def test_gates_are_advanced_at_a_potential_of_the_same_time(scheme, place, order):
    # BDF3 extrapolates to the middle of the step; NEURON takes the last value as it is.
    _, _, weights = FORMULAS[scheme]
    found = [np.dot(weights, OLD_STEPS**power) for power in range(order + 1)]
    assert found == pytest.approx([place**power for power in range(order + 1)])
