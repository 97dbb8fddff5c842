"""Figures of the facts by name, so that a corrected fact corrects every picture and table."""

from __future__ import annotations

import pytest

from sciatica_edu.errors import ContentError, UnknownNameError
from sciatica_edu.evidence.course import load_course

COURSE = load_course()


def test_a_number_is_the_one_the_fact_gives():
    fact = COURSE.fact("ANA-DYN-09")
    assert fact.number("excursion_hip60") == 12.4
    assert fact.figure("excursion_hip60").sd == 4.4


def test_a_missing_figure_offers_the_nearest():
    with pytest.raises(ContentError, match=r"no figure 'excursion_hip61'.*Did you mean"):
        COURSE.fact("ANA-DYN-09").number("excursion_hip61")


def test_words_are_no_number():
    fact, name = next(
        (fact, figure.name)
        for fact in COURSE.facts.values()
        for figure in fact.figures
        if isinstance(figure.value, str)
    )
    with pytest.raises(ContentError, match="is no number"):
        fact.number(name)


@pytest.mark.parametrize(("name", "told"), [("ANA-DYN-99", "Did you mean"), ("?", "Allowed")])
def test_an_unknown_fact_is_refused_with_what_there_is(name, told):
    with pytest.raises(UnknownNameError, match=f"unknown fact .*{told}"):
        COURSE.fact(name)
