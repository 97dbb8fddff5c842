from __future__ import annotations

import pytest

from sciatica_edu.classroom.class_list import read_class, seed_of
from sciatica_edu.errors import LessonError


@pytest.fixture
def class_file(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "class.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_each_student_gets_parameters_and_files(class_file):
    path = class_file("learner,weight_kg,drug\nAna López,62,lidocaine\nBo,,\n")
    ana, bo = read_class(path, "04_nerve_block")
    assert (ana.learner, ana.parameters.weight_kg, ana.parameters.drug) == (
        "Ana López",
        62.0,
        "lidocaine",
    )
    assert (bo.parameters.weight_kg, bo.parameters.drug) == (70.0, "ropivacaine")
    assert (ana.stem, bo.stem) == ("Ana_López", "Bo")
    assert ana.parameters.learner == "Ana López"


def test_seed_is_derived_from_name_and_lesson(class_file):
    path = class_file("learner\nAna\nBo\n")
    ana, bo = read_class(path, "05_clinic")
    assert ana.parameters.seed == seed_of("Ana", "05_clinic") == 591554449
    assert len({ana.parameters.seed, bo.parameters.seed, seed_of("Ana", "01_anatomy")}) == 3


def test_given_seed_is_kept(class_file):
    path = class_file("learner,seed\nAna,7\nBo,\n")
    assert [s.parameters.seed for s in read_class(path, "05_clinic")] == [
        7,
        seed_of("Bo", "05_clinic"),
    ]


def test_every_bad_row_is_reported_with_its_line(class_file):
    path = class_file(
        "learner,weight_kg,drug\n"
        "Ana,-3,water\n"
        "\n"
        "Bo,62,lidocaine\n"
        "ana ,70,\n"
        ",70,\n"
        "Cy,70,,extra\n"
        "../x,70,\n"
        "Di,heavy,\n"
        "Bo,70,\n"
    )
    with pytest.raises(LessonError) as error:
        read_class(path, "04_nerve_block")
    lines = str(error.value).splitlines()
    assert [line.split(": ")[0].rsplit(":", 1)[1] for line in lines] == [
        "2",
        "2",
        "6",
        "7",
        "8",
        "9",
        "10",
    ]
    assert "'drug' is 'water'" in lines[0]
    assert "'weight_kg' is -3" in lines[1]
    assert "every student needs a name" in lines[2]
    assert "4 fields, but the header has 3" in lines[3]
    assert "parameter 'learner' is '../x'" in lines[4]
    assert "is 'heavy'" in lines[5]
    assert "'Bo' stands already in line 4" in lines[6]


def test_names_that_differ_only_in_case_or_accents_form_are_the_same_learner(class_file):
    path = class_file("learner\nZoe\u0308\nZO\u00cb\n")
    with pytest.raises(LessonError, match="stands already in line 2"):
        read_class(path, "05_clinic")


def test_two_names_with_the_same_file_name_get_two_files(class_file):
    path = class_file("learner\nAna B\nAna_B\nana.b\n")
    assert [s.stem for s in read_class(path, "05_clinic")] == ["Ana_B", "Ana_B-2", "ana_b-3"]


@pytest.mark.parametrize(
    "text", ["\ufefflearner;cases\r\nAna;3\r\n", "learner\tcases\nAna\t3\n", "cases,learner\n3,Ana"]
)
def test_files_as_spreadsheets_write_them(class_file, text):
    (ana,) = read_class(class_file(text), "05_clinic")
    assert (ana.learner, ana.parameters.cases) == ("Ana", 3)


def test_quoted_field_may_hold_the_separator(class_file):
    (student,) = read_class(class_file('learner,cases\n"López, Ana",3\n'), "05_clinic")
    assert student.learner == "López, Ana"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the header needs a column 'learner'; it has nothing"),
        ("name,cases\nAna,3\n", "the header needs a column 'learner'; it has 'name', 'cases'"),
        ("learner,case\nAna,3\n", "no parameter 'case'. Did you mean 'cases'"),
        ("learner,cases,cases\nAna,3,4\n", "column 'cases' stands twice"),
        ("learner\n", "no student below its header"),
        ('learner\n"Ana\n', "not a CSV line"),
    ],
)
def test_unusable_files_are_clear_errors(class_file, text, message):
    with pytest.raises(LessonError, match=r"class\.csv:\d") as error:
        read_class(class_file(text), "05_clinic")
    assert message in str(error.value)


def test_other_encoding_is_a_clear_error(class_file):
    with pytest.raises(LessonError, match=r"not UTF-8.*CSV UTF-8"):
        read_class(class_file("learner\nZoë\n", "latin-1"), "05_clinic")


def test_missing_file_is_a_clear_error(tmp_path):
    with pytest.raises(LessonError, match="cannot be read: No such file"):
        read_class(tmp_path / "none.csv", "05_clinic")
