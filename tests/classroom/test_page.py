from __future__ import annotations

import nbformat
import pytest

from sciatica_edu.classroom.page import (
    external_loads,
    handout_of,
    page_of,
    title_of,
    without_solutions,
)
from sciatica_edu.classroom.running.normalise import normalise
from sciatica_edu.errors import LessonError
from sciatica_edu.lessons.course_map import way

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture
def notebook(small_lesson):
    return nbformat.read(small_lesson, as_version=4)


def of_outputs(*data):
    outputs = [nbformat.v4.new_output("display_data", data=d) for d in data]
    cell = nbformat.v4.new_code_cell("show()", outputs=outputs, execution_count=1)
    return normalise(nbformat.v4.new_notebook(cells=[cell]))


def test_links_to_lessons_lead_to_their_pages():
    page = page_of(of_outputs({"text/html": way("01_anatomy").html}), code=False)
    assert 'href="02_symptom_recognition.html"' in page
    assert ".ipynb" not in page


def test_page_reads_offline_and_says_what_it_is(notebook):
    page = page_of(notebook, code=True)
    assert external_loads(page) == ()
    assert "<script" not in page
    assert "<title>A small lesson</title>" in page
    assert '<html lang="en">' in page
    assert page.count("Teaching material, not medical advice.") == 2
    assert '<h2 id="References">' in page
    assert page.count('id="References"') == 1


def test_code_is_there_or_not(notebook):
    assert "<summary>Code</summary>" in page_of(notebook, code=True)
    without = page_of(notebook, code=False)
    assert "<summary>Code</summary>" not in without
    assert "subplots" not in without
    assert "Seed <b>1</b>" in without


def test_pictures_are_inside_and_have_a_text():
    page = page_of(of_outputs({"image/png": PNG, "text/plain": "a <b>leg</b>"}), code=False)
    assert f'<img alt="a &lt;b&gt;leg&lt;/b&gt;" src="data:image/png;base64,{PNG}"/>' in page


def test_text_outputs_are_escaped():
    page = page_of(of_outputs({"text/plain": "<script>alert(1)</script>"}), code=False)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://example.org/x.png">',
        '<script src="//cdn.example/x.js"></script>',
        "<style>@import 'x.css';</style>",
        '<p style="background: url(https://example.org/a.png)">x</p>',
        '<iframe src="http://example.org"></iframe>',
    ],
)
def test_page_that_would_load_something_is_refused(html):
    with pytest.raises(LessonError, match="would load from elsewhere"):
        page_of(of_outputs({"text/html": html, "text/plain": "x"}), code=False)


def test_links_to_follow_are_not_loads():
    assert external_loads('<a href="https://doi.org/10.1000/1">x</a>') == ()


def test_handout_for_students_has_no_code_and_no_solutions(notebook):
    paper = handout_of(notebook, answers=False)
    assert "the answer is 42" not in paper
    assert "Code" not in paper
    assert "@media print" in paper


def test_handout_for_the_teacher_has_solutions_and_opens_what_is_folded():
    twin = {"text/html": "<details><summary>Answer</summary>L5</details>", "text/plain": "L5"}
    paper = handout_of(of_outputs(twin), answers=True)
    assert "<details open><summary>Answer</summary>" in paper
    assert "<details><summary>Answer</summary>" in handout_of(of_outputs(twin), answers=False)


def test_without_solutions_leaves_the_original(notebook):
    count = len(notebook.cells)
    assert len(without_solutions(notebook).cells) == count - 1
    assert len(notebook.cells) == count


def test_title_falls_back_when_there_is_no_heading():
    assert title_of(of_outputs()) == "Lesson"
