from __future__ import annotations

import pytest

from sciatica_edu.authoring.wording.small_groups import check_small_groups, small_percentages
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.location import data_path, lessons_path
from sciatica_edu.evidence.models import Figure

COURSE = load_course()


def _fact(value, unit, n):
    figures = [Figure(name="share", value=value, unit=unit, n=n)]
    return COURSE.fact("EX-08").model_copy(update={"figures": figures})


@pytest.mark.parametrize("text", ["89 % broke", "89% broke", "89 per cent broke", "89 percent"])
def test_a_percentage_of_a_small_group_is_found(text):
    assert list(small_percentages(text, [_fact(89, "percent", 9)])) == [
        ("EX-08", 9, text[: len(text.split(" broke")[0])])
    ]


def test_a_rounded_percentage_is_found_too():
    assert list(small_percentages("82 % of them", [_fact(82.3, "%", 17)]))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("8 of 9 broke", (89, "percent", 9)),
        ("89 % broke", (89, "%", 30)),
        ("0.8 % longer", (0.8, "% strain", 10)),
        ("189 % broke", (89, "%", 9)),
        ("89 of them", (89, "%", 9)),
        ("89 % broke", (89, "%", "9 studies")),
    ],
)
def test_a_count_a_large_group_and_another_number_are_left_alone(text, fact):
    assert list(small_percentages(text, [_fact(*fact)])) == []


def test_a_percentage_that_another_fact_prints_is_that_ones():
    pooled = COURSE.fact("RED-CES-08")
    assert "82%" in pooled.statement
    assert list(small_percentages("82% sensitive", [_fact(82.3, "%", 17), pooled])) == []


def test_the_course_prints_small_groups_as_counts():
    assert check_small_groups(COURSE, data=data_path(), lessons=lessons_path()) == ()


def test_a_lesson_that_prints_one_is_named_with_its_line(tmp_path):
    for path in lessons_path().glob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path.stem == "01_anatomy":
            text = text.replace("## Take-away\n", "## Take-away\n\nIn 89 % [EX-08].\n", 1)
            line = text.splitlines().index("In 89 % [EX-08].") + 1
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    (breach,) = check_small_groups(COURSE, data=data_path(), lessons=tmp_path)
    assert breach.where == f"lessons/01_anatomy.py:{line}"
    assert "89 %" in breach.message
