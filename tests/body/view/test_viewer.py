from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from sciatica_edu.body.motion.pose import load_poses
from sciatica_edu.body.view.viewer import BodyViewer
from sciatica_edu.display import Picture
from sciatica_edu.display.browser_half import browser_half
from sciatica_edu.errors import AssetError, OutOfRangeError, UnknownNameError
from sciatica_edu.record.events import Verdict
from sciatica_edu.record.store import MemoryRecord
from tests.body.some_structures import STRUCTURES

WHEN = datetime(2025, 1, 2, tzinfo=UTC)


def shown():
    return Picture(
        b"png", alt="a picture of the body from behind, enough words", caption="c", width_px=9
    )


def viewer(**more):
    widget = BodyViewer(STRUCTURES, picture=shown, **more)
    widget.sent = []
    widget.send = lambda content, buffers=None: widget.sent.append((content, buffers or []))
    return widget


def says(widget, **message):
    widget.sent.clear()
    widget._heard(widget, message, [])
    return widget.sent


def test_view_twin_and_text_stand_side_by_side():
    data, _ = viewer()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "<img" in data["text/html"]
    assert "piriformis" in data["text/html"]
    assert "script" not in data["text/html"]
    assert " id=" not in data["text/html"]
    assert "turns the hip outward" in data["text/plain"]


def test_text_is_the_same_each_time():
    assert repr(viewer()) == repr(viewer())


def test_the_saved_state_holds_no_meshes():
    widget = viewer()
    state = {key: value for key, value in widget.get_state().items() if not key.startswith("_")}
    assert len(json.dumps(state)) < 20_000


@pytest.mark.parametrize(
    ("setting", "value", "nearest"),
    [("side", "right", "'right'.*l, r"), ("view", "foramn", "foramen"), ("pose", "slum", "slump")],
)
def test_unknown_names_are_refused_with_the_nearest_and_change_nothing(setting, value, nearest):
    widget = viewer()
    before = getattr(widget, setting)
    with pytest.raises(UnknownNameError, match=nearest):
        setattr(widget, setting, value)
    assert getattr(widget, setting) == before


def test_unknown_variant_level_and_structure_are_refused():
    with pytest.raises(UnknownNameError):
        viewer(variant="G")
    with pytest.raises(OutOfRangeError, match="popliteal crease"):
        viewer(division_above_crease_mm=900)
    with pytest.raises(UnknownNameError, match="piriformis"):
        viewer().selected = "pirifornis"
    with pytest.raises(OutOfRangeError, match="questions"):
        viewer(questions=0)


def test_the_scene_is_sent_once_asked_as_two_blocks_below_three_megabytes():
    widget = viewer()
    ((content, (data, numbers)),) = says(widget, type="ready")
    assert content["type"] == "scene"
    header = content["header"]
    size = 7 * len(header["parents"]) + 3 * len(header["lines"]["bodies"])
    assert len(numbers) == 4 * size * len(load_poses())
    bundle = len(browser_half(widget.browser).source)
    assert len(data) + len(numbers) + len(json.dumps(header)) + bundle < 3_000_000


def test_missing_packages_are_told_with_the_line_that_installs_them():
    def missing():
        raise AssetError("the package 'mujoco' is not installed. Install it with: pip install x")

    told, (picture, (png,)) = says(viewer(meshes=missing), type="ready")
    assert told[0]["type"] == "missing"
    assert "pip install" in told[0]["text"]
    assert picture["type"] == "picture"
    assert png == b"png"


def test_unknown_messages_are_left_alone():
    assert says(viewer(), type="hello") == []
    assert says(viewer(), type="answer", number=1, answer="x") == []


def test_the_event_is_written_before_feedback_is_given():
    class Order(MemoryRecord):
        def append(self, *events):
            assert widget.sent == []
            super().append(*events)

    record = Order("ada")
    widget = viewer(record=record, clock=lambda: WHEN, lesson="01", objective="o")
    ((question, _),) = says(widget, type="quiz", kind="name", side="r")
    alike = sum(
        row.kind is next(r.kind for r in STRUCTURES if r.id == question["target"])
        for row in STRUCTURES
    )
    assert len(question["options"]) == min(alike, 4)
    ((judged, _),) = says(widget, type="answer", number=1, answer=question["target"], seconds=2.5)
    assert judged["right"]
    assert judged["correct"] == question["target"]
    (event,) = record.read().events
    assert event.item == f"structure.{question['target']}.name"
    assert (event.verdict, event.score, event.seconds) == (Verdict.RIGHT, 1.0, 2.5)
    assert (event.learner, event.lesson, event.objective, event.quiz) == ("ada", "01", "o", "body")


def test_what_cannot_be_saved_is_not_judged():
    class Full(MemoryRecord):
        def append(self, *events):
            from sciatica_edu.errors import RecordError

            raise RecordError("the disk is full.")

    widget = viewer(record=Full(), clock=lambda: WHEN)
    says(widget, type="quiz", kind="find", side="r")
    ((reply, _),) = says(widget, type="answer", number=1, answer="soleus")
    assert reply == {"type": "refused", "text": "the disk is full."}
    assert widget._quiz.number == 1


def test_a_whole_quiz_ends_with_the_score_and_takes_no_answer_twice():
    record = MemoryRecord()
    widget = viewer(record=record, clock=lambda: WHEN, questions=3)
    says(widget, type="quiz", kind="name", side="l")
    for number in (1, 2, 3):
        target = widget._quiz.questions[number - 1].target
        wrong = next(row.id for row in STRUCTURES if row.id != target)
        answer = wrong if number == 2 else target
        ((judged, _),) = says(widget, type="answer", number=number, answer=answer)
        assert judged["finished"] is (number == 3)
        ((again, _),) = says(widget, type="answer", number=number, answer=target)
        assert again["type"] == "refused"
        says(widget, type="next")
    assert judged["score"] == [2, 3]
    assert [event.score for event in record.read().events] == [1.0, 0.0, 1.0]


def test_bad_messages_of_the_browser_are_refused():
    widget = viewer()
    ((reply, _),) = says(widget, type="quiz", kind="guess")
    assert "find" in reply["text"]
    says(widget, type="quiz", kind="find", side="r")
    ((reply, _),) = says(widget, type="answer", number="one", answer="soleus")
    assert reply["type"] == "refused"
    ((reply, _),) = says(widget, type="answer", number=1, answer="<b>")
    assert "not a structure" in reply["text"]
