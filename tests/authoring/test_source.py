from __future__ import annotations

import pytest

from sciatica_edu.authoring.source import read_source
from sciatica_edu.errors import LessonError
from sciatica_edu.lessons.parameter_text import parameters_of


def lesson(tmp_path, cell):
    path = tmp_path / "05_clinic.py"
    path.write_text(f'# %% tags=["parameters"]\n{cell}\n', encoding="utf-8")
    return path


def defaults():
    return "\n".join(f"{row.name} = {row.default!r}" for row in parameters_of("05_clinic"))


def test_line_of_a_text_in_a_cell_is_found(fixtures):
    source = read_source(fixtures / "pass_minimal.py")
    assert source.where(0).endswith("pass_minimal.py:11")
    assert source.where(0, "[?ANA-DYN-01]").endswith("pass_minimal.py:16")


def test_unknown_tag_is_refused_with_line_and_nearest(fixtures):
    with pytest.raises(
        LessonError, match=r"fail_unknown_tag.py:5: tag 'hide_input'.*Did you mean 'hide-input'"
    ):
        read_source(fixtures / "fail_unknown_tag.py")


def test_lesson_without_parameters_cell_is_refused(fixtures):
    with pytest.raises(LessonError, match="0 cells are tagged 'parameters'"):
        read_source(fixtures / "fail_no_parameters.py")


def test_code_before_the_first_marker_is_refused(fixtures):
    with pytest.raises(LessonError, match="needs its own marker"):
        read_source(fixtures / "fail_no_marker.py")


def test_missing_file_is_a_clear_error(tmp_path):
    with pytest.raises(LessonError, match=r"07_none.py: the lesson cannot be read"):
        read_source(tmp_path / "07_none.py")


def test_parameters_cell_with_the_models_defaults_is_accepted(tmp_path):
    assert len(read_source(lesson(tmp_path, defaults())).notebook.cells) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("cases = 4", "cases = 5"), "cases is 5 in the parameters cell but its default is 4"),
        (("cases = 4", "cases = 4.0"), "cases is 4.0"),
        (("cases = 4", ""), "lacks cases = 4"),
        (("cases = 4", "cases = 4\ncase = 1"), "'case' is not a parameter.*Did you mean 'cases'"),
        (("cases = 4", "cases = 2 + 2"), "must be a plain value"),
        (("cases = 4", "import os"), "may hold only lines such as"),
    ],
)
def test_parameters_cell_must_match_the_model(tmp_path, change, message):
    with pytest.raises(LessonError, match=message):
        read_source(lesson(tmp_path, defaults().replace(*change)))
