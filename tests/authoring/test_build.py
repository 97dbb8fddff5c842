from __future__ import annotations

import json

import nbformat
import pytest

from sciatica_edu.authoring.build import build_lesson, convert_lesson
from sciatica_edu.authoring.hygiene import breaches
from sciatica_edu.authoring.source import read_source
from sciatica_edu.errors import LessonError


def test_two_builds_are_byte_identical(built_twice):
    one, two = built_twice
    assert one.read_bytes() == two.read_bytes()


def test_built_notebook_is_valid_executed_and_clean(small_lesson):
    notebook = nbformat.read(small_lesson, as_version=4)
    nbformat.validate(notebook)
    assert breaches(notebook) == ()
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert counts == [1, 2, 3, 4, 5]


def test_sources_of_the_notebook_are_those_of_a_fresh_conversion(small_lesson, fixtures, course):
    notebook = nbformat.read(small_lesson, as_version=4)
    fresh = convert_lesson(read_source(fixtures / "pass_minimal.py"), course)
    assert [(c.cell_type, c.source, c.id) for c in notebook.cells] == [
        (c.cell_type, c.source, c.id) for c in fresh.cells
    ]


def test_citations_are_numbered_and_listed(small_lesson):
    notebook = nbformat.read(small_lesson, as_version=4)
    assert "nerve [[1]](#References), and" in notebook.cells[0].source
    assert "doubt (uncertain) [[3]](#References)" in notebook.cells[0].source
    assert "`[ANA-ROOT-01]` stays" in notebook.cells[0].source
    assert notebook.cells[-1].source.startswith("## References\n\n1. Giuffre")


def test_widget_views_are_gone_and_their_text_stays(small_lesson):
    text = small_lesson.read_text(encoding="utf-8")
    assert "widget-view" not in text
    assert "IntSlider(value=3)" in text


def test_learners_data_goes_to_a_folder_of_the_build(small_lesson):
    assert "home is a fresh folder: True" in small_lesson.read_text(encoding="utf-8")


def test_hidden_input_and_solution_are_folded(small_lesson):
    cells = json.loads(small_lesson.read_text(encoding="utf-8"))["cells"]
    folded = {
        c["metadata"]["tags"][0]: c["metadata"]["jupyter"]
        for c in cells
        if "jupyter" in c["metadata"]
    }
    assert folded == {
        "hide-input": {"source_hidden": True},
        "solution": {"source_hidden": True, "outputs_hidden": True},
    }
    shown = [c for c in cells if c["cell_type"] == "code" and "jupyter" not in c["metadata"]]
    assert [c["metadata"]["tags"] for c in shown] == [["parameters"]]


def test_failing_cell_is_named_with_its_line_and_nothing_is_written(fixtures, course, tmp_path):
    output = tmp_path / "out.ipynb"
    output.write_text("the old one", encoding="utf-8")
    with pytest.raises(
        LessonError,
        match=r"fail_raises.py:13: cell 4 \(raise RuntimeError.* failed with RuntimeError: seed was 1",
    ):
        build_lesson(fixtures / "fail_raises.py", output, course=course)
    assert output.read_text(encoding="utf-8") == "the old one"
    assert list(tmp_path.iterdir()) == [output]


def test_unstable_output_is_refused(fixtures, course, tmp_path):
    with pytest.raises(
        LessonError, match=r"fail_unstable_output.py: cell 2 shows a memory address"
    ):
        build_lesson(fixtures / "fail_unstable_output.py", tmp_path / "out.ipynb", course=course)
