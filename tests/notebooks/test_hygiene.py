"""Every built notebook is clean, executed in order, and made from its source."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import nbformat
import pytest

from sciatica_edu.evidence.course import load_course
from sciatica_edu.authoring.build import convert_lesson
from sciatica_edu.authoring.hygiene import MAX_NOTEBOOK_BYTES, breaches
from sciatica_edu.authoring.lesson_check import source_differences
from sciatica_edu.classroom.running.normalise import notebook_text
from sciatica_edu.classroom.page import title_of
from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS
from sciatica_edu.authoring.source import read_source

ROOT = Path(__file__).resolve().parents[2]
LESSONS = tuple(PARAMETER_MODELS)

pytestmark = pytest.mark.notebooks


def path_of(lesson):
    return ROOT / "notebooks" / f"{lesson}.ipynb"


def read(lesson):
    return nbformat.read(path_of(lesson), as_version=4)


def test_there_is_one_source_and_one_notebook_for_each_lesson():
    assert sorted(path.stem for path in (ROOT / "lessons").glob("*.py")) == sorted(LESSONS)
    assert sorted(path.name for path in (ROOT / "notebooks").iterdir()) == sorted(
        f"{lesson}.ipynb" for lesson in LESSONS
    )


@pytest.mark.parametrize("lesson", LESSONS)
def test_notebook_is_clean_and_executed_in_order(lesson):
    assert breaches(read(lesson)) == ()


@pytest.mark.parametrize("lesson", LESSONS)
def test_notebook_is_what_its_source_says(lesson):
    source = read_source(ROOT / "lessons" / f"{lesson}.py")
    fresh = convert_lesson(source, load_course())
    assert list(source_differences(fresh, read(lesson))) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_file_is_valid_small_and_in_the_fixed_order(lesson):
    text = path_of(lesson).read_text(encoding="utf-8")
    assert len(text.encode()) <= MAX_NOTEBOOK_BYTES
    assert notebook_text(read(lesson)) == text


@pytest.mark.parametrize("lesson", LESSONS)
def test_notebook_has_a_title_and_begins_with_it(lesson):
    notebook = read(lesson)
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")
    assert title_of(notebook) != "Lesson"


def test_sanitize_file_only_hides_what_it_says():
    config = configparser.ConfigParser()
    config.read(Path(__file__).parent / "sanitize.cfg", encoding="utf-8")
    assert config.sections() == ["figure-size", "picture"]

    def hidden(text):
        for section in config.sections():
            text = re.sub(config[section]["regex"], config[section]["replace"], text)
        return text

    assert hidden("<Figure size 640x480 with 1 Axes>") == "<Figure size WxH with 1 Axes>"
    picture = '<img alt="a nerve" src="data:image/png;base64,iVBORw0KGgo+/A==">'
    assert hidden(picture) == '<img alt="a nerve" src="PICTURE">'
    plain = "<p>alt text, numbers 12.5 and words stay</p>"
    assert hidden(plain) == plain


@pytest.mark.parametrize(
    ("lesson", "titles"),
    [
        ("01_anatomy", ("3D body",)),
        (
            "02_symptom_recognition",
            ("Where, and how fast?", "Which level?"),
        ),
        ("03_exercises", ("Exercise coach", "Which exercises, and how?")),
        (
            "04_nerve_block",
            (
                "Conduction: watch it stop",
                "Dose workshop",
                "Contraindication checker",
                "Local-anaesthetic toxicity: a simulation",
            ),
        ),
    ],
)
def test_each_lesson_shows_its_widgets(lesson, titles):
    shown = [
        output["data"].get("text/plain", "")
        for cell in read(lesson).cells
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    missing = [title for title in titles if not any(text.startswith(title) for text in shown)]
    assert missing == []


@pytest.mark.parametrize(
    ("lesson", "call"),
    [
        ("01_anatomy", "RootBranchExplorer("),
        ("02_symptom_recognition", "likelihood_explorer("),
        ("03_exercises", "RecoveryExplorer("),
    ],
)
def test_a_widget_behind_a_prediction_is_stored_folded_and_readable(lesson, call):
    (cell,) = [cell for cell in read(lesson).cells if call in cell.source]
    assert "lesson.predict(" in cell.source
    (html,) = [output["data"]["text/html"] for output in cell.outputs]
    before, _, folded = html.partition("<details>")
    assert "<table" not in before
    assert "<table" in folded
