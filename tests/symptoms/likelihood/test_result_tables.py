from __future__ import annotations

import pytest

from sciatica_edu.errors import ContentError, OutOfRangeError
from sciatica_edu.symptoms.likelihood.posterior import teachable_tests
from sciatica_edu.symptoms.likelihood.result_tables import (
    accuracy_table,
    chained_tests,
    imaging_table,
)
from sciatica_edu.symptoms.tables import IMAGING_WITHOUT_PAIN, TESTS


def test_left_out_tests_are_counted_and_not_shown_and_no_test_excludes_cauda_equina(course):
    shown = teachable_tests(course[TESTS].values())
    left_out = len(course[TESTS]) - len(shown)
    table = accuracy_table(course)
    assert left_out >= 3
    assert f"{left_out} results are left out" in table.text
    assert "Rwanda" not in table.text
    assert table.html.count("<tr>") == len(shown) + 1
    assert "no negative result excludes it" in table.text


def test_an_interval_is_shown_only_where_one_was_published(course):
    html = accuracy_table(course).html
    bare = next(
        test for test in teachable_tests(course[TESTS].values()) if test.sensitivity_ci95 is None
    )
    assert ">0.92 (0.87 to 0.95)</td>" in html
    assert f">{bare.sensitivity:.2f}</td>" in html


def test_multiplied_results_carry_their_warning(course):
    shown = chained_tests(course, pre_test_probability=0.5)
    for words in ("TOO SURE", "independent", "78%"):
        assert words in shown.text


def test_a_chain_of_an_uncertain_test_or_of_none_is_refused(course):
    with pytest.raises(ContentError, match="TA-24"):
        chained_tests(course, pre_test_probability=0.5, test_ids=("TA-01", "TA-24"))
    with pytest.raises(OutOfRangeError, match="empty"):
        chained_tests(course, pre_test_probability=0.5, test_ids=())


def test_recalled_imaging_numbers_are_marked_and_the_source_is_named(course):
    text = imaging_table(course).text
    assert "disc bulge | 30 | 40 | 50 | 60 | 69 (?) | 77 (?) | 84" in text
    assert "30 of 100 at age 20 and 60 of 100 at age 50" in text
    assert "Brinjikji" in text
    assert all(row.finding in text for row in course[IMAGING_WITHOUT_PAIN].rows)
