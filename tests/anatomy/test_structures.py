from __future__ import annotations

import pytest

from sciatica_edu.anatomy.body_view import view_of_body
from sciatica_edu.anatomy.course_figures import course_picture
from sciatica_edu.anatomy.structures import load_structures
from sciatica_edu.body.motion.kinematics import place
from sciatica_edu.body.motion.pose import pose_named
from sciatica_edu.body.shape.assets import load_or_build
from sciatica_edu.body.view.identify import Kind
from sciatica_edu.body.view.scene import body_lines
from sciatica_edu.body.view.views import load_views
from sciatica_edu.errors import AssetError, ContentError
from sciatica_edu.evidence.course import load_course

COURSE = load_course()
STRUCTURES = load_structures(COURSE)


def row(name):
    return next(structure for structure in STRUCTURES if structure.id == name)


def test_every_bone_muscle_and_nerve_of_the_picture_has_exactly_one_name():
    meshes = load_or_build()
    lines = body_lines(place(pose_named("neutral")))
    drawn = {*meshes.names, *lines.tubes.names}
    named = [
        part
        for structure in STRUCTURES
        for side in ("r", "l")
        for part in dict.fromkeys(structure.parts_on(side))
        if structure.paired or side == "r"
    ]
    assert sorted(named) == sorted(drawn)


def test_each_view_names_and_hides_structures_that_exist():
    known = {structure.id for structure in STRUCTURES}
    for view in load_views().values():
        assert {*view.labels, *view.hide} <= known, view.id
        for label in view.labels:
            assert label not in view.hide, (view.id, label)


def test_muscles_carry_nerve_roots_and_action_and_say_what_is_recalled():
    about = dict(row("piriformis").about)
    assert about["Nerve"] == "nerve to piriformis"
    assert about["Roots"] == "S1 S2"
    assert "lateral rotation" in about["Action"]
    assert "recalled" in dict(row("gastrocnemius").about)["Roots"]


def test_each_nerve_rests_on_a_fact_with_its_source():
    for structure in STRUCTURES:
        if structure.kind is Kind.NERVE:
            assert structure.fact, structure.id
            assert structure.source, structure.id
            fact = COURSE.fact(structure.fact_id)
            assert fact.confidence != "low"
            assert fact.verified != "memory"


def test_latin_names_are_unique_and_all_but_the_division_have_one():
    latin = [structure.latin for structure in STRUCTURES if structure.latin]
    assert len(latin) == len(set(latin))
    assert [structure.id for structure in STRUCTURES if not structure.latin] == ["division"]


ROW = """
- id: x
  name: x
  kind: muscle
  layer: deep
  parts: [piri]
  paired: true
  view: {view}
  fact: {fact}
"""


@pytest.mark.parametrize(
    ("view", "fact", "message"),
    [
        ("foramn", "ANA-COURSE-01", r"rows.yaml:2.*unknown view 'foramn'.*'foramen'"),
        ("foramen", "ANA-COURSE-91", r"unknown fact 'ANA-COURSE-91'"),
        ("foramen", "ANA-COURSE-06", r"ANA-COURSE-06 is uncertain or recalled"),
    ],
)
def test_a_bad_row_is_refused_with_its_place(tmp_path, view, fact, message):
    file = tmp_path / "rows.yaml"
    file.write_text(ROW.format(view=view, fact=fact), encoding="utf-8")
    with pytest.raises(ContentError, match=message):
        load_structures(COURSE, file)


def test_a_row_without_a_place_is_refused(tmp_path):
    file = tmp_path / "rows.yaml"
    text = ROW.format(view="foramen", fact="ANA-COURSE-01").replace("[piri]", "[]")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="parts"):
        load_structures(COURSE, file)


def test_the_foramen_view_names_what_an_anatomist_looks_for():
    body = view_of_body(STRUCTURES, "foramen", size_px=(380, 300))
    named = {name for name, _ in body.names}
    assert {"piriformis", "sciatic nerve", "greater sciatic foramen", "ischial spine"} <= named
    at = dict(body.names)
    # piriformis passes above the nerve, the trochanter lies lateral (right leg from behind: right)
    assert at["piriformis"][1] < at["sciatic nerve"][1]
    assert at["greater trochanter"][0] > at["sciatic nerve"][0] > at["ischial spine"][0]


def test_the_left_side_is_the_mirror_image():
    right = dict(view_of_body(STRUCTURES, "knee", side="r", size_px=(300, 300)).names)
    left = dict(view_of_body(STRUCTURES, "knee", side="l", size_px=(300, 300)).names)
    for name in ("division of the sciatic nerve", "tibial nerve", "gastrocnemius"):
        # two muscle bellies of about the same size: the name may point at either
        allowed = 12 if name != "gastrocnemius" else 80
        assert left[name][0] == pytest.approx(300 - right[name][0], abs=allowed), name
        assert left[name][1] == pytest.approx(right[name][1], abs=allowed), name


def test_a_view_is_painted_the_same_each_time_and_the_picture_is_small():
    first, second = (view_of_body(STRUCTURES, "knee", size_px=(200, 200)).image for _ in range(2))
    assert (first == second).all()
    shown = course_picture(STRUCTURES)
    assert shown.png.startswith(b"\x89PNG")
    assert len(shown.png) < 200_000
    assert "sciatic nerve" in shown.alt
    assert "LLP26" in shown.caption


def test_without_bones_the_nerve_is_still_drawn_and_the_caption_says_why():
    def missing():
        raise AssetError("the package 'mujoco' is not installed.")

    body = view_of_body(STRUCTURES, "behind", size_px=(300, 300), meshes=missing)
    assert not body.has_bones
    assert "sciatic nerve" in dict(body.names)
    assert "not installed" in course_picture(STRUCTURES, meshes=missing).caption


def test_a_variant_divided_in_the_pelvis_has_no_sciatic_trunk():
    body = view_of_body(STRUCTURES, "foramen", variant="B", size_px=(300, 300))
    names = {name for name, _ in body.names}
    assert "sciatic nerve" not in names
    assert "piriformis" in names
