from __future__ import annotations

import pytest

from sciatica_edu.anatomy.fact_numbers import fact_figure, fact_number
from sciatica_edu.content.course import load_course
from sciatica_edu.errors import ContentError, SciaticaEduError

COURSE = load_course()


def test_a_number_is_the_one_the_fact_gives():
    assert fact_number(COURSE, "ANA-DYN-09", "excursion_hip60") == 12.4
    assert fact_figure(COURSE, "ANA-DYN-09", "excursion_hip60").sd == 4.4


def test_a_missing_figure_offers_the_nearest():
    with pytest.raises(ContentError, match=r"no figure 'excursion_hip61'.*Did you mean"):
        fact_number(COURSE, "ANA-DYN-09", "excursion_hip61")
    with pytest.raises(SciaticaEduError, match="unknown fact"):
        fact_number(COURSE, "ANA-DYN-99", "x")


def test_words_are_no_number():
    fact, name = next(
        (fact.id, figure.name)
        for fact in COURSE.facts.values()
        for figure in fact.figures
        if isinstance(figure.value, str)
    )
    with pytest.raises(ContentError, match="is no number"):
        fact_number(COURSE, fact, name)
