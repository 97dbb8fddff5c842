from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.body.motion.elastic_bed import string_displacements_mm
from sciatica_edu.errors import OutOfRangeError

REST = np.full(200, 5.0)  # one metre


def strains(rest, bed, slides):
    """Strain of every element of the string: 0.01 is one per cent."""
    return (bed + np.diff(slides, axis=1)) / rest - 1.0


def bed_stretched_in_the_middle():
    stretched = REST.copy()
    stretched[100] += 20.0
    return stretched[None]


def test_unstretched_bed_moves_nothing():
    slides = string_displacements_mm(REST, REST[None], sharing_length_mm=200)
    assert np.abs(slides).max() == 0


def test_a_stiff_bed_stretches_the_nerve_where_the_bed_is_stretched():
    bed = bed_stretched_in_the_middle()
    slides = string_displacements_mm(REST, bed, sharing_length_mm=0.1)
    found = strains(REST, bed, slides)[0]
    assert found[100] == pytest.approx(4.0, rel=0.01)
    assert np.abs(np.delete(found, 100)).max() < 0.01


def test_a_free_string_is_stretched_evenly():
    bed = bed_stretched_in_the_middle()
    slides = string_displacements_mm(REST, bed, sharing_length_mm=1e5)
    found = strains(REST, bed, slides)[0]
    assert np.allclose(found, 0.02, atol=1e-4)


def test_slide_decays_over_the_sharing_length():
    # Far from the ends an infinite string slides by (stretch / 2) exp(-distance / lambda).
    rest = np.full(4000, 1.0)
    bed = rest.copy()
    bed[2000] += 1.0
    slides = string_displacements_mm(rest, bed[None], sharing_length_mm=100)[0]
    for distance in (50, 100, 200):
        assert slides[2000 - distance] == pytest.approx(0.5 * np.exp(-distance / 100), rel=0.02)
        assert slides[2001 + distance] == pytest.approx(-0.5 * np.exp(-distance / 100), rel=0.02)


def test_agrees_with_a_dense_solution_on_an_uneven_string():
    generator = np.random.default_rng(2)
    rest = generator.uniform(2, 9, 40)
    beds = rest * generator.uniform(0.95, 1.1, (3, 40))
    square = 150.0**2
    matrix, right = np.zeros((39, 39)), np.zeros((3, 39))
    for i in range(39):  # node i + 1
        matrix[i, i] = square / rest[i] + square / rest[i + 1] + (rest[i] + rest[i + 1]) / 2
        if i:
            matrix[i, i - 1] = matrix[i - 1, i] = -square / rest[i]
        right[:, i] = square * (beds[:, i + 1] / rest[i + 1] - beds[:, i] / rest[i])
    dense = np.linalg.solve(matrix, right.T).T
    assert np.allclose(string_displacements_mm(rest, beds, sharing_length_mm=150)[:, 1:-1], dense)


def test_total_lengthening_is_kept():
    bed = bed_stretched_in_the_middle()
    slides = string_displacements_mm(REST, bed, sharing_length_mm=200)
    assert (strains(REST, bed, slides)[0] * REST).sum() == pytest.approx(20.0)


@pytest.mark.parametrize("value", [0.0, -5.0, float("nan"), 1e6])
def test_sharing_length_out_of_range_is_refused(value):
    with pytest.raises(OutOfRangeError, match="sharing length"):
        string_displacements_mm(REST, REST[None], sharing_length_mm=value)
