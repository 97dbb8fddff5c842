from __future__ import annotations

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from sciatica_edu.authoring.lesson_measures import DOING_MINUTES, WORDS_A_MINUTE, lesson_measures


def code(source, html=""):
    shown = new_output("display_data", {"text/html": html, "text/plain": ""})
    return new_code_cell(source, outputs=[shown])


def measures(*cells):
    return lesson_measures(new_notebook(cells=list(cells)))


def test_words_that_stand_open_are_counted_and_those_that_are_folded_or_references_are_not():
    table = (
        "<p>four words stand open</p><details><summary>Source</summary>Peul et al. 2007</details>"
    )
    found = measures(
        new_markdown_cell("# Title\n\nPlan about 5 minutes."),
        code("table()", table),
        new_markdown_cell("## References\n\n1. " + "word " * 500),
    )
    # "# Title Plan about 5 minutes.", four words and the summary
    assert found["words"] == 6 + 4 + 1
    assert found["minutes_promised"] == 5
    assert found["minutes_computed"] == round(11 / WORDS_A_MINUTE, 1)


def test_what_an_open_fold_holds_is_counted():
    assert measures(code("more()", "<details open><p>two words</p></details>"))["words"] == 2


def test_what_is_done_counts_in_minutes_and_not_in_the_words_of_its_stored_twin():
    found = measures(
        new_markdown_cell("## Try"), code("triage_practice(course)", "<p>" + "word " * 900 + "</p>")
    )
    assert found["words"] == 2
    assert found["minutes_computed"] == DOING_MINUTES["triage_practice"]


def test_each_question_asked_takes_its_time():
    three = measures(new_markdown_cell("## A"), code('lesson.quiz("x", count=3)'))
    six = measures(new_markdown_cell("## A"), code('lesson.quiz("x", count=6)'))
    assert six["minutes_computed"] == round(2 * three["minutes_computed"], 1)
    votes = measures(new_markdown_cell("## A"), code('lesson.vote("S01", "S02")'))
    one = measures(new_markdown_cell("## A"), code('lesson.vote("S01")'))
    assert votes["minutes_computed"] > one["minutes_computed"]


def test_a_section_acts_when_the_learner_does_something_in_it():
    read = [new_markdown_cell("## Read\n\nText."), code("picture()", "<p>a picture</p>")]
    done = [new_markdown_cell("### Do\n\nText."), code("lesson.vote('S01')")]
    assert measures(new_markdown_cell("# Title"), *read, *done)["share_acting"] == 0.5
    assert measures(new_markdown_cell("# Title"), *read)["share_acting"] == 0


def test_what_a_prediction_hides_is_read_once_it_has_opened_but_not_its_own_folds():
    hidden = (
        "<details><summary>Look</summary><p>five words stand behind it</p>"
        "<details><summary>Source</summary>Peul et al. 2007</details></details>"
    )
    found = measures(new_markdown_cell("## A"), code('lesson.predict("PRD-ART-01")', hidden))
    # "## A", "Look", the five, and the inner summary
    assert found["words"] == 2 + 1 + 5 + 1
