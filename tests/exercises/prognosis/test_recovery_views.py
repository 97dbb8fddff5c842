from __future__ import annotations

from sciatica_edu.exercises.prognosis import recovery_views


def test_the_teaching_curve_ends_where_its_data_end_and_says_for_whom_it_holds(exercises):
    curve = exercises.courses.curve
    ax = recovery_views.plot_teaching_curve(curve)
    assert max(ax.lines[0].get_xdata()) == 52
    assert ax.patches[0].get_x() == 52  # from there on the picture is grey
    shown = recovery_views.teaching_curve_picture(exercises.course, curve)
    assert "not a forecast" in shown.caption
    assert curve.population in shown.caption
    assert "50 of 100 by week 12.1" in shown.alt  # Peul 2007: median 12.1 weeks


def test_resorption_says_that_it_is_about_scans_and_what_was_not_given(exercises):
    text = recovery_views.resorption_table(exercises.course).text
    assert "not what the person feels" in text
    # SYM-NAT-04 and PR-14
    for row in (
        "sequestration: a piece has come off | 96 | 88 | 43",
        "protrusion: broad base | 41 | 38 | not given",
        "bulge: whole rim | 13 | 13 | not given",
    ):
        assert row in text


def test_scales_table_reproduces_no_questions(exercises):
    text = recovery_views.scales_table(exercises.course).text
    assert "10 points or 30 %" in text
    assert "not reproduced" in text


def test_two_headlines_that_differ_are_both_told(exercises):
    html = recovery_views.differences_table(exercises.courses, "REC-01", "REC-04").html
    for key in ("REC-01", "REC-04"):
        course = exercises.courses[key]
        last = course.points[-1]
        assert f"{course.name}: {last.percent} % at week {last.week}" in html
