from __future__ import annotations

import json
from datetime import UTC, datetime
from random import Random

import numpy as np
import pytest

from sciatica_edu.body.assets import load_or_build
from sciatica_edu.body.identify import Kind, Layer, Structure
from sciatica_edu.body.identify_quiz import IdentifyQuiz, QuizKind, draw_questions
from sciatica_edu.body.kinematics import place_all
from sciatica_edu.body.pose import load_poses, pose_named
from sciatica_edu.body.raster import Camera, Surface, paint
from sciatica_edu.body.scene import body_lines, frames
from sciatica_edu.body.sweep import smooth_line, sweep, sweep_sheet
from sciatica_edu.body.tube_shape import drawn_muscles, muscle_shape, nerve_shape
from sciatica_edu.body.viewer import BodyViewer
from sciatica_edu.body.views import camera_for, load_views, view_named
from sciatica_edu.display import Picture
from sciatica_edu.errors import AssetError, OutOfRangeError, QuizError, UnknownNameError
from sciatica_edu.record.events import Verdict
from sciatica_edu.record.store import MemoryRecord

WHEN = datetime(2025, 1, 2, tzinfo=UTC)


def structure(name, kind=Kind.MUSCLE, layer=Layer.DEEP, parts=(), view="foramen", **more):
    return Structure(
        name, name, f"musculus {name}", kind, layer, parts, paired=True, view=view, **more
    )


STRUCTURES = (
    structure("piriformis", parts=("piri",), about=(("Action", "turns the hip outward"),)),
    structure("semitendinosus", layer=Layer.SUPERFICIAL, parts=("semiten",), view="thigh"),
    structure("semimembranosus", layer=Layer.SUPERFICIAL, parts=("semimem",), view="thigh"),
    structure("soleus", parts=("soleus",), view="knee"),
    structure("sciatic-nerve", Kind.NERVE, Layer.NERVE, ("sciatic",), "buttock"),
    structure("tibial-nerve", Kind.NERVE, Layer.NERVE, ("tibial",), "knee"),
    structure("ischial-spine", Kind.LANDMARK, Layer.LANDMARKS, at=("pelvis", -107.0, -62.0, 46.0)),
)


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


# ---------------------------------------------------------------- widget


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
    [("side", "right", "l"), ("view", "foramn", "foramen"), ("pose", "slum", "slump")],
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
    script = widget._esm._path if hasattr(widget._esm, "_path") else None
    bundle = len(str(widget._esm)) if script is None else script.stat().st_size
    assert len(data) + len(numbers) + len(json.dumps(header)) + bundle < 3_000_000


def test_missing_packages_are_told_with_the_line_that_installs_them():
    def missing():
        raise AssetError("the package 'mujoco' is not installed. Install it with: pip install x")

    told, (picture, (png,)) = says(viewer(meshes=missing), type="ready")
    assert told[0]["type"] == "missing"
    assert "pip install" in told[0]["text"]
    assert picture["type"] == "picture"
    assert png == b"png"


def test_a_pose_of_ones_own_is_sent_and_joins_the_list():
    widget = viewer()
    widget.show_pose(pose_named("slump").moved("mine", knee_flexion_r=60))
    ((content, (numbers,)),) = widget.sent
    assert content == {"type": "frame", "index": len(load_poses())}
    assert len(numbers) > 4 * 7 * 80
    assert widget.pose == "mine"
    assert widget.poses[-1][0] == "mine"
    with pytest.raises(ValueError, match="slump"):
        widget.show_pose(pose_named("slump").moved(knee_flexion_r=60))


def test_unknown_messages_are_left_alone():
    assert says(viewer(), type="hello") == []
    assert says(viewer(), type="answer", number=1, answer="x") == []


# ---------------------------------------------------------------- quiz


def test_the_event_is_written_before_feedback_is_given():
    class Order(MemoryRecord):
        def append(self, *events):
            assert widget.sent == []
            super().append(*events)

    record, called = Order("ada"), []
    widget = viewer(
        record=record, clock=lambda: WHEN, lesson="01", objective="o", on_answer=called.append
    )
    ((question, _),) = says(widget, type="quiz", kind="name", side="r")
    assert len(question["options"]) in (1, 2, 4)
    ((judged, _),) = says(widget, type="answer", number=1, answer=question["target"], seconds=2.5)
    assert judged["right"]
    assert judged["correct"] == question["target"]
    (event,) = record.read().events
    assert called == [event]
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
    widget = viewer(record=MemoryRecord(), clock=lambda: WHEN, questions=3)
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
    assert [event.score for event in widget._record.read().events] == [1.0, 0.0, 1.0]


def test_bad_messages_of_the_browser_are_refused():
    widget = viewer()
    ((reply, _),) = says(widget, type="quiz", kind="guess")
    assert "find" in reply["text"]
    says(widget, type="quiz", kind="find", side="r")
    ((reply, _),) = says(widget, type="answer", number="one", answer="soleus")
    assert reply["type"] == "refused"
    ((reply, _),) = says(widget, type="answer", number=1, answer="<b>")
    assert "not a structure" in reply["text"]


def test_questions_follow_the_seed_and_the_target_is_among_the_choices():
    def drawn(kind):
        return draw_questions(
            STRUCTURES,
            load_views(),
            kind=kind,
            side="r",
            count=5,
            random=Random(4),  # noqa: S311
        )

    for kind in QuizKind:
        assert drawn(kind) == drawn(kind)
        for question in drawn(kind):
            assert question.target in question.choices
            assert len(set(question.choices)) == len(question.choices)
    assert all(question.target != "ischial-spine" for question in drawn(QuizKind.FIND))


def test_an_empty_quiz_is_refused():
    with pytest.raises(QuizError, match="nothing"):
        IdentifyQuiz((), {})


# ---------------------------------------------------------------- scene


def test_frames_put_every_point_where_kinematics_puts_it():
    poses = [pose_named(name) for name in ("neutral", "slump", "figure_four")]
    numbers, lines, placed = frames(poses, variant="A", division_above_crease_mm=None)
    bodies = len(placed.skeleton.parents)
    for pose in range(len(poses)):
        relative = numbers[pose, : 7 * bodies].reshape(bodies, 7).astype(float)
        points = numbers[pose, 7 * bodies :].reshape(-1, 3).astype(float)
        rotations, places = _in_room(relative, placed.skeleton.parents)
        own = lines.tubes.bodies
        room = np.einsum("pij,pj->pi", rotations[own], points) + places[own]
        assert np.abs(room - lines.tubes.in_room_mm(placed)[pose]).max() < 0.05


def _in_room(relative, parents):
    from scipy.spatial.transform import Rotation

    turns = Rotation.from_quat(relative[:, :4]).as_matrix()
    rotations, places = np.empty((len(parents), 3, 3)), np.empty((len(parents), 3))
    for body, parent in enumerate(parents):
        if parent < 0:
            rotations[body], places[body] = turns[body], relative[body, 4:]
        else:
            rotations[body] = rotations[parent] @ turns[body]
            places[body] = places[parent] + rotations[parent] @ relative[body, 4:]
    return rotations, places


def test_lines_keep_their_number_of_points_in_every_pose():
    lines = body_lines(place_all(list(load_poses().values())))
    assert lines.tubes.points_mm.shape[0] == len(load_poses())
    drawn = [line for group in lines.groups for line in group]
    assert sorted(drawn) == list(range(len(lines.tubes.names)))
    assert len(lines.shapes) == len(lines.tubes.names)


def test_a_swept_tube_is_closed_and_its_normals_point_outward():
    line = np.array([[0.0, 0, 0], [0, 0, 50], [0, 20, 120]])
    swept = sweep(line, muscle_shape("piri_r"), np.array([-1.0, 0, 0]))
    edges = np.sort(
        np.concatenate(
            [swept.triangles[:, [0, 1]], swept.triangles[:, [1, 2]], swept.triangles[:, [2, 0]]]
        ),
        1,
    )
    _, counts = np.unique(edges, axis=0, return_counts=True)
    assert (counts == 2).all()
    assert np.linalg.norm(swept.normals, axis=1) == pytest.approx(1.0, abs=1e-6)
    assert _volume(swept) > 0
    assert swept.tendon.max() == 1.0
    assert swept.tendon.min() == 0.0


def test_a_sheet_is_closed_the_same_way_round_on_both_sides():
    lines = [np.array([[0.0, 0, z], [80, 0, z / 2]]) for z in (0.0, 40.0, 80.0)]
    shapes = [muscle_shape(f"glmax{number}_r") for number in (1, 2, 3)]
    facing = [np.array([0.0, 1, 0])] * 3
    for flip in (1.0, -1.0):
        mirrored = [line * np.array([1.0, 1.0, flip]) for line in lines]
        swept = sweep_sheet(mirrored, shapes, facing)
        assert _volume(swept) > 0


def _volume(swept):
    a, b, c = (swept.vertices_mm[swept.triangles[:, corner]] for corner in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def test_a_smooth_line_passes_its_points_and_keeps_its_ends():
    points = np.array([[0.0, 0, 0], [10, 5, 0], [20, -5, 3], [40, 0, 0]])
    curve = smooth_line(points, 200)
    assert curve[0] == pytest.approx(points[0])
    assert curve[-1] == pytest.approx(points[-1])
    for point in points:
        assert np.linalg.norm(curve - point, axis=1).min() < 0.3
    assert smooth_line(points[[0, 0, 3]], 5)[2] == pytest.approx([20, 0, 0])


def test_unknown_shapes_offer_the_nearest():
    with pytest.raises(UnknownNameError, match="piri"):
        muscle_shape("piriformis_r")
    with pytest.raises(UnknownNameError, match="sciatic"):
        nerve_shape("sciatik_r")
    assert "piri_l" in drawn_muscles("l")


# ---------------------------------------------------------------- views and painter


def test_there_are_at_least_eight_views_and_an_unknown_one_offers_the_nearest():
    assert len(load_views()) >= 8
    with pytest.raises(UnknownNameError, match="buttock"):
        view_named("buttocks")


def test_a_close_view_follows_its_bone_into_another_pose():
    placed = place_all([pose_named("neutral"), pose_named("straight_leg_raise")])
    standing, lying = (camera_for(view_named("knee"), placed, pose=pose) for pose in (0, 1))
    assert standing.target_mm[2] < 600
    assert abs(float(standing.back @ [0, 0, 1])) < 0.2
    # on the back with the leg raised, the hollow of the knee looks down and forward
    assert float(lying.back @ [0, 0, 1]) < -0.3


def test_the_painter_shows_the_nearer_of_two_surfaces():
    def square(depth, owner):
        corners = np.array([[-5.0, depth, -5], [5, depth, -5], [5, depth, 5], [-5, depth, 5]])
        normals = np.tile([0.0, 1.0, 0.0], (4, 1))
        return Surface(
            corners, normals, np.array([[0, 2, 1], [0, 3, 2]]), np.ones(3) * owner, owner
        )

    camera = Camera.looking(np.zeros(3), np.array([0.0, 1, 0]), np.array([0.0, 0, 1]), 20.0)
    for order in ([1, 0], [0, 1]):
        painted = paint([square((0.0, 3.0)[n], n) for n in order], camera, size_px=(40, 40))
        assert painted.owners[20, 20] == 1
        assert painted.owners[1, 1] == -1
        assert (painted.image[1, 1] == 255).all()
    assert int((painted.owners == 1).sum()) == pytest.approx(400, abs=42)


def test_every_mesh_turns_its_triangles_outward():
    meshes = load_or_build()
    for name in ("hip_bone_r", "femur_l", "sacrum", "tibia_r"):
        mesh = meshes.mesh(name)
        a, b, c = (mesh.vertices_mm[mesh.triangles[:, corner]] for corner in range(3))
        assert np.einsum("ij,ij->i", a, np.cross(b, c)).sum() > 0, name
