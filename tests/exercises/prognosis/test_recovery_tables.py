from __future__ import annotations

from sciatica_edu.exercises.prognosis import recovery_tables


def test_scales_table_reproduces_no_questions(exercises):
    text = recovery_tables.scales_table(exercises.course).text
    assert "10 points or 30 %" in text
    assert "not reproduced" in text


def test_two_headlines_that_differ_are_both_told(exercises):
    html = recovery_tables.differences_table(exercises.courses, "REC-01", "REC-04").html
    for key in ("REC-01", "REC-04"):
        course = exercises.courses[key]
        last = course.points[-1]
        assert f"{course.name}: {last.percent} % at week {last.week}" in html


def test_the_curve_says_for_whom_it_holds(exercises):
    curve = exercises.courses.curve
    assert curve.population in recovery_tables.curve_table(curve).text
