from __future__ import annotations

import math
from typing import get_args

import pytest
from pydantic import ValidationError

from sciatica_edu.errors import LessonError, ParameterError
from sciatica_edu.evidence.location import data_path
from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS, Drug, ExerciseId, Procedure
from sciatica_edu.lessons.parameter_text import parameters_of, parse_parameters
from sciatica_edu.lessons.parameters import (
    injected_names,
    require_injected_known,
    validate_parameters,
)

COMMON = ["level", "audience", "learner", "seed", "show_answers"]


@pytest.mark.parametrize("lesson_id", PARAMETER_MODELS)
def test_every_lesson_has_the_common_parameters_and_valid_defaults(lesson_id):
    rows = parameters_of(lesson_id)
    assert [row.name for row in rows[:5]] == COMMON
    checked = validate_parameters(lesson_id, {row.name: row.default for row in rows})
    assert checked == validate_parameters(lesson_id, {})
    assert all(row.allowed and row.meaning for row in rows)


def test_whole_number_is_accepted_for_a_number():
    weight_kg = validate_parameters("04_nerve_block", {"weight_kg": 62}).weight_kg
    assert weight_kg == 62.0
    assert isinstance(weight_kg, float)


@pytest.mark.parametrize(
    ("lesson_id", "name", "value"),
    [
        ("04_nerve_block", "weight_kg", "62"),
        ("04_nerve_block", "weight_kg", True),
        ("04_nerve_block", "weight_kg", -3),
        ("04_nerve_block", "weight_kg", 200.001),
        ("04_nerve_block", "weight_kg", math.nan),
        ("04_nerve_block", "weight_kg", math.inf),
        ("04_nerve_block", "weight_kg", None),
        ("04_nerve_block", "with_adrenaline", 1),
        ("04_nerve_block", "concentration_percent", 101),
        ("01_anatomy", "division_level_mm", 115.5),
        ("01_anatomy", "piriformis_variant", "G"),
        ("02_symptom_recognition", "pre_test_probability", 1.0),
        ("03_exercises", "exercise", "XE-17"),
        ("03_exercises", "weeks", 6.0),
        ("05_clinic", "cases", 0),
        ("instructor", "class_size", [20]),
        ("00_start_here", "seed", -1),
        ("00_start_here", "seed", 2**31),
        ("00_start_here", "level", "Clinical"),
    ],
)
def test_refusal_names_parameter_and_what_is_allowed(lesson_id, name, value):
    row = next(row for row in parameters_of(lesson_id) if row.name == name)
    with pytest.raises(ParameterError) as refusal:
        validate_parameters(lesson_id, {name: value})
    message = str(refusal.value)
    assert f"{lesson_id}: parameter {name!r} is " in message
    assert row.allowed in message


def test_limits_themselves_are_allowed():
    for value in (30, 200):
        assert validate_parameters("04_nerve_block", {"weight_kg": value}).weight_kg == value


def test_refusal_shows_value_unit_and_range():
    with pytest.raises(
        ParameterError, match="parameter 'weight_kg' is -3; allowed: a number from 30 to 200 kg"
    ):
        validate_parameters("04_nerve_block", {"weight_kg": -3})


def test_misspelt_name_offers_the_nearest():
    with pytest.raises(ParameterError, match=r"no parameter 'wieght_kg'. Did you mean 'weight_kg'"):
        validate_parameters("04_nerve_block", {"wieght_kg": 62})


def test_misspelt_value_offers_the_nearest():
    with pytest.raises(ParameterError, match=r"'ropivicaine'.*Did you mean 'ropivacaine'"):
        validate_parameters("04_nerve_block", {"drug": "ropivicaine"})


def test_all_faults_are_reported_together():
    with pytest.raises(ParameterError) as refusal:
        validate_parameters("04_nerve_block", {"weight_kg": 3, "drug": "water", "x": 1})
    assert len(str(refusal.value).splitlines()) == 3


def test_unknown_lesson_offers_the_nearest():
    with pytest.raises(LessonError, match=r"'04_nerveblock'. Did you mean '04_nerve_block'"):
        validate_parameters("04_nerveblock", {})


@pytest.mark.parametrize(
    "name", ["", "Ana", "Ana López", "O'Brien-Smith", "7", "李雷", "J. Smith Jr."]
)
def test_ordinary_names_are_accepted(name):
    assert validate_parameters("00_start_here", {"learner": name}).learner == name


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "../x",
        "a/b",
        "a\\b",
        "a\nb",
        "a\x00",
        "\u202eanA",
        "x" * 81,
        "=cmd()",
        " Ana",
        "Ana ",
        "<b>",
        ".hidden",
    ],
)
def test_names_that_could_do_harm_are_refused(name):
    with pytest.raises(ParameterError, match="parameter 'learner'"):
        validate_parameters("00_start_here", {"learner": name})


def test_models_are_frozen():
    parameters = validate_parameters("00_start_here", {})
    with pytest.raises(ValidationError):
        parameters.seed = 2


def test_text_is_read_by_the_type_of_the_parameter():
    parameters = parse_parameters(
        "04_nerve_block",
        {
            "weight_kg": "62",
            "with_adrenaline": "yes",
            "seed": "7",
            "learner": "62",
            "drug": "lidocaine",
        },
    )
    assert (parameters.weight_kg, parameters.with_adrenaline, parameters.seed) == (62.0, True, 7)
    assert parameters.learner == "62"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("weight_kg", "heavy"),
        ("weight_kg", "nan"),
        ("weight_kg", ""),
        ("seed", "3.5"),
        ("with_adrenaline", "maybe"),
    ],
)
def test_text_of_the_wrong_type_is_refused_as_given(name, text):
    with pytest.raises(ParameterError, match=f"parameter '{name}' is .*allowed:"):
        parse_parameters("04_nerve_block", {name: text})


def test_text_for_a_text_parameter_is_taken_as_it_stands():
    with pytest.raises(ParameterError, match="parameter 'learner' is ' Ana'"):
        parse_parameters("00_start_here", {"learner": " Ana"})
    assert parse_parameters("00_start_here", {"seed": " 7 "}).seed == 7


def test_text_faults_of_type_range_and_name_come_together():
    with pytest.raises(ParameterError) as refusal:
        parse_parameters("04_nerve_block", {"weight_kg": "heavy", "seed": "-1", "nmae": "x"})
    assert len(str(refusal.value).splitlines()) == 3


def test_injected_names_are_read_from_papermills_cell_only():
    history = ["", "a = 1", "# Parameters\nweight_kg = -3\nx = 'y'\n", "b = 2"]
    assert injected_names(history) == ("weight_kg", "x")


def test_drug_and_procedure_names_are_those_of_the_evidence():
    def rows(name):
        return (data_path() / name).read_text(encoding="utf-8")

    assert all(f"drug: {drug}\n" in rows("anaesthetics.yaml") for drug in get_args(Drug))
    assert all(procedure in rows("contraindications.yaml") for procedure in get_args(Procedure))
    assert all(f"id: {exercise}\n" in rows("exercises.yaml") for exercise in get_args(ExerciseId))


def test_misspelt_name_given_to_plain_papermill_is_refused():
    require_injected_known("04_nerve_block", ["# Parameters\nweight_kg = 60\n"])
    with pytest.raises(ParameterError, match=r"'wieght_kg'. Did you mean 'weight_kg'"):
        require_injected_known("04_nerve_block", ["# Parameters\nwieght_kg = 60\n"])
