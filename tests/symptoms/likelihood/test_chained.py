from __future__ import annotations

import pytest

from sciatica_edu.errors import ContentError, OutOfRangeError
from sciatica_edu.symptoms.likelihood.chained import chained_tests


def test_multiplied_results_carry_their_warning(course):
    shown = chained_tests(course, pre_test_probability=0.5)
    assert "TOO SURE" in shown.text
    assert "independent" in shown.text
    assert "78%" in shown.text


def test_a_chain_of_an_uncertain_test_or_of_none_is_refused(course):
    with pytest.raises(ContentError, match="TA-24"):
        chained_tests(course, pre_test_probability=0.5, test_ids=("TA-01", "TA-24"))
    with pytest.raises(OutOfRangeError, match="empty"):
        chained_tests(course, pre_test_probability=0.5, test_ids=())
