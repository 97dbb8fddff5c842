"""The gallery holds every widget, and needs nothing but itself."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import sciatica_edu
from sciatica_edu.authoring.gallery.states import shown_states
from sciatica_edu.display.three_way_form import ThreeWayForm
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.evidence.course import load_course
from sciatica_edu.nerve_block.widget_kit import AskingWidget

BASES = {AskingWidget.__name__, ThreeWayForm.__name__}


@pytest.fixture(scope="module")
def course():
    """The course's own, not the small one of the tests beside this."""
    return load_course()


@pytest.fixture(scope="module")
def shown(course, tmp_path_factory):
    return list(shown_states(course, home=tmp_path_factory.mktemp("record")))


def kinds(base=TwinWidget):
    for kind in base.__subclasses__():
        if kind.__module__.startswith("sciatica_edu."):
            yield kind.__name__  # adding a trait makes a class of the same name
        yield from kinds(kind)


def test_every_widget_of_the_package_is_shown(shown):
    for module in pkgutil.walk_packages(sciatica_edu.__path__, "sciatica_edu."):
        importlib.import_module(module.name)
    missing = set(kinds()) - BASES - {type(one.widget).__name__ for one in shown}
    assert not missing, "give each of them its main states in authoring/gallery/states.py"


def test_every_type_of_question_and_prediction_and_each_urgency_is_shown(shown, course):
    titles = {one.title for one in shown}
    for name in {question.type for question in course.questions.values()}:
        assert {f"Question, {name}: before", f"Question, {name}: after"} <= titles
    for name in {row.kind for row in course.predictions.values()}:
        assert {f"Prediction, {name}: before", f"Prediction, {name}: after"} <= titles
    levels = {one.widget.result["level"] for one in shown if one.title.startswith("Triage")}
    assert levels == {"ambulance", "emergency-department", "same-day", "urgent", "none", "ask"}
