"""The coach and the recovery explorer on a plain page; the page's clock is set by the test."""

from __future__ import annotations

import pytest

from sciatica_edu.evidence.course import load_course
from sciatica_edu.exercises.coach import ExerciseCoach
from sciatica_edu.exercises.course_exercises import Exercises
from sciatica_edu.exercises.exercise_models import Dose
from sciatica_edu.exercises.prognosis.recovery_explorer import RecoveryExplorer
from sciatica_edu.exercises.rules import Ends
from tests.browser.accessibility import serious_violations
from tests.browser.view_page import open_sources, overflows, plain_page, show_view, until
from tests.exercises.people import EMERGENCY, screened

pytestmark = pytest.mark.browser
EXERCISES = Exercises(load_course())
RESPONSES = EXERCISES.rules.answers


@pytest.fixture(scope="module")
def page():
    with plain_page() as opened:
        opened.clock.install()
        yield opened


def coach():
    return ExerciseCoach(EXERCISES.course, screened(EXERCISES), exercise="XE-03")


def phases_of(page, dose):
    return page.evaluate(
        "async ({url, dose}) => (await import(url)).phasesOf(dose)",
        {"url": f"{open_sources(page)}/exercises/session.js", "dose": dose.model_dump()},
    )


@pytest.mark.parametrize(
    "dose",
    [
        Dose(sets=1, repetitions=1, seconds=300, rest_s=0, set_rest_s=0, sides=1),
        Dose(sets=2, repetitions=3, seconds=10, rest_s=5, set_rest_s=30, sides=2),
    ],
)
def test_the_timed_session_lasts_as_long_as_python_says(page, dose):
    show_view(page, coach())
    ready, *phases = phases_of(page, dose)
    assert ready["kind"] == "ready"
    assert sum(phase["seconds"] for phase in phases) == dose.total_s
    work = [phase for phase in phases if phase["kind"] == "work"]
    assert len(work) == dose.sets * dose.repetitions * dose.sides


def test_every_dose_of_the_course_is_timed_as_the_plan_counts_it(page):
    show_view(page, coach())
    for item in EXERCISES.library:
        for dose in (item.traits.start, item.traits.later):
            seconds = sum(phase["seconds"] for phase in phases_of(page, dose)[1:])
            # Without a pause between sets the timer still gives time to change sides.
            assert dose.total_s <= seconds <= dose.total_s + 5 * dose.sets * dose.sides, item.id


def test_a_session_timed_to_the_end_is_counted_and_a_skipped_one_is_not(page):
    widget = coach()
    show_view(page, widget)
    start = page.get_by_role("button", name="Start", exact=True)
    start.click()
    page.clock.run_for(1000 * (EXERCISES.library["XE-03"].traits.start.total_s + 120))
    status = page.get_by_text("Session done. Now answer what the leg says.")
    status.wait_for()
    assert widget.sessions_done == 1
    page.get_by_role("button", name="Once more").click()
    skip = page.get_by_role("button", name="Skip this part")
    for _ in range(100):
        if page.locator(".sci-now").inner_text() == "Done.":
            break
        skip.click()
    else:
        pytest.fail("a hundred skipped parts did not end the session")
    assert widget.sessions_done == 1


def test_the_clock_stops_while_paused(page):
    show_view(page, coach())
    page.get_by_role("button", name="Start", exact=True).click()
    page.clock.run_for(2_000)
    page.get_by_role("button", name="Pause").click()
    left = page.get_by_role("timer").inner_text()
    page.clock.run_for(60_000)
    assert page.get_by_role("timer").inner_text() == left
    assert left != "0:05"


@pytest.mark.parametrize("index", range(len(RESPONSES)))
def test_each_answer_of_the_leg_shows_its_action_and_the_bad_ones_stop(page, index):
    widget = coach()
    show_view(page, widget)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("radio", name=RESPONSES[index].sign).check()
    advice = page.locator(".sci-advice")
    assert advice.inner_text() == RESPONSES[index].action
    until(page, lambda: widget.leg == index)
    stops = RESPONSES[index].ends is not Ends.NOTHING
    assert page.get_by_role("button", name="Pause").is_visible() != stops
    assert advice.evaluate("node => node.classList.contains('sci-ends')") == stops
    over = RESPONSES[index].ends is Ends.EVERYTHING
    assert page.locator(".sci-main").is_disabled() == over


def test_a_red_flag_leaves_no_timer(page):
    stopped = EXERCISES.screen({}, red_flags=EMERGENCY)
    show_view(page, ExerciseCoach(EXERCISES.course, stopped))
    assert "Get help first" in page.locator("main").inner_text()
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("timer").count() == 0
    assert serious_violations(page, ".host") == []


def test_stop_rules_stand_first_on_a_narrow_page_and_beside_the_work_on_a_wide_one(page):
    show_view(page, coach(), width_px=380)
    assert not overflows(page)
    rules, work = page.locator(".sci-stay"), page.locator(".sci-work")
    assert rules.bounding_box()["y"] < work.bounding_box()["y"]
    show_view(page, coach(), width_px=1000)
    assert rules.bounding_box()["x"] > work.bounding_box()["x"]
    assert serious_violations(page, ".host") == []


def test_the_explorer_shows_the_sentence_python_says(page):
    widget = RecoveryExplorer(EXERCISES.course, EXERCISES.courses)
    show_view(page, widget)
    page.get_by_role("radio", name="recurrence").check()
    until(page, lambda: widget.counts == "recurrence")
    status = page.get_by_role("status")
    assert status.inner_text() == " ".join(widget.sentences)
    grids = page.locator(".sci-people").all()
    counted = [grid.locator(".sci-counted").count() for grid in grids]
    assert counted == [row["low"] for row in widget.views["recurrence|any"]]
    page.get_by_role("combobox").select_option("primary care")
    assert status.inner_text() == "No study in this course counted this here."
    page.keyboard.press("x")
    assert page.evaluate("window.keysOutside") == 0
    assert serious_violations(page, ".host") == []


def test_the_views_clean_up_after_themselves(page):
    for widget in (coach(), RecoveryExplorer(EXERCISES.course, EXERCISES.courses)):
        show_view(page, widget, width_px=380)
        assert not overflows(page)
        assert page.evaluate("window.listeners()") > 0
        page.evaluate("window.cleanUp()")
        assert page.evaluate("window.listeners()") == 0
        assert page.locator("main").inner_text() == ""
