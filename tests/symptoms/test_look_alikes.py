from __future__ import annotations

from sciatica_edu.symptoms.look_alikes import look_alike_table
from sciatica_edu.symptoms.tables import LOOK_ALIKES


def test_each_condition_is_shown_with_what_speaks_for_and_against_it(course):
    text = look_alike_table(course).text
    for row in course[LOOK_ALIKES]:
        assert row.condition in text
        for point in (*row.favours_it, *row.against):
            assert " ".join(point.split()) in " ".join(text.split()), row.condition


def test_doubtful_sources_say_so(course):
    rows = look_alike_table(course).html.split("<tr>")[2:]
    doubtful = [
        not all(course.fact(name).plain for name in row.facts) for row in course[LOOK_ALIKES]
    ]
    assert any(doubtful)
    assert ["uncertain)" in row.rpartition("<td")[2] for row in rows] == doubtful
