"""The path never passes through bone by more than 5 mm.

One exemption. The fitted sacrum is a solid body without canal and foramina, so the stretches of
the roots that lie in the sacral canal or come out of a pelvic foramen, those with an end at
`can_S1` or `can_S2`, pass through its mesh as the roots pass through the real bone's canal. They
are exempt from the sacrum only, and all other stretches are tested against every bone near them.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.spatial import cKDTree

from sciatica_edu.body.motion.kinematics import place
from sciatica_edu.body.motion.nerve_path import PiriformisVariant, nerve_course, points_in_room_mm
from sciatica_edu.body.motion.pose import Pose, pose_named

pytestmark = pytest.mark.reference

SAMPLES = 14
ALLOWED_MM = 5.0
IN_THE_SACRAL_CANAL = {"can_S1", "can_S2"}


def bones_near(side):
    sided = ("hip_bone", "femur", "tibia", "fibula", "patella", "talus", "foot", "toes")
    return [*(f"{name}_{side}" for name in sided), "sacrum", *(f"lumbar{n}" for n in range(1, 6))]


def is_inside(points, mesh):
    """Solid angle of the surface seen from each point: one full turn inside."""
    corners = [mesh.vertices_mm[mesh.triangles[:, k]] for k in range(3)]
    turns = np.empty(len(points))
    for row, point in enumerate(points):
        a, b, c = (corner - point for corner in corners)
        la, lb, lc = (np.linalg.norm(v, axis=1) for v in (a, b, c))
        top = np.einsum("ij,ij->i", a, np.cross(b, c))
        bottom = la * lb * lc + (a * b).sum(1) * lc + (b * c).sum(1) * la + (c * a).sum(1) * lb
        turns[row] = np.arctan2(top, bottom).sum() / (2 * np.pi)
    return turns > 0.5


def depth_inside(points, mesh):
    """Depth of each point inside the mesh, 0 outside (to the nearest corner, edge or face middle)."""
    depth = np.zeros(len(points))
    low, high = mesh.vertices_mm.min(0), mesh.vertices_mm.max(0)
    near = np.flatnonzero(((points > low) & (points < high)).all(1))
    near = near[is_inside(points[near], mesh)] if len(near) else near
    if len(near):
        a, b, c = (mesh.vertices_mm[mesh.triangles[:, k]] for k in range(3))
        surface = np.concatenate([mesh.vertices_mm, (a + b) / 2, (b + c) / 2, (a + b + c) / 3])
        depth[near] = cKDTree(surface).query(points[near])[0]
    return depth


def deepest(course, pose, bones):
    """Every stretch that is inside a bone: (segment, from, to, bone) → depth."""
    placed = place(pose)
    meshes = {name: bones.mesh(name) for name in bones_near(course.side)}
    found = {}
    for name, segment in course.segments.items():
        if name == "canal" or not segment.points:
            continue
        ends = points_in_room_mm(placed, segment.points)[0]
        share = np.linspace(0, 1, SAMPLES)[:, None]
        for number, (a, b) in enumerate(itertools.pairwise(ends)):
            stretch = a + share * (b - a)
            sites = {segment.points[number].site, segment.points[number + 1].site}
            for bone, mesh in meshes.items():
                if bone == "sacrum" and sites & IN_THE_SACRAL_CANAL:
                    continue
                matrix = placed.transform(bones.body_of(bone))
                own = (stretch - matrix[:3, 3]) @ matrix[:3, :3]
                depth = float(depth_inside(own, mesh).max())
                if depth > 0:
                    found[name, *sorted(sites), bone] = depth
    return found


@pytest.mark.parametrize("side", ["r", "l"])
@pytest.mark.parametrize("pose", ["standing", "straight leg raise", "raised to 90"])
def test_nerve_stays_out_of_bone(bones, side, pose):
    poses = {
        "standing": Pose(name="standing"),
        "straight leg raise": pose_named("straight_leg_raise").moved(
            hip_flexion_l=70.0, ankle_dorsiflexion_l=15.0
        ),
        "raised to 90": Pose(
            name="90",
            angles_deg={f"hip_flexion_{side}": 90.0, f"ankle_dorsiflexion_{side}": 20.0},
        ),
    }
    found = deepest(nerve_course(side), poses[pose], bones)
    print(f"\n{side} {pose}: {found}")
    assert max(found.values(), default=0) <= ALLOWED_MM


@pytest.mark.parametrize("variant", list(PiriformisVariant))
def test_no_variant_passes_through_bone(bones, variant):
    found = deepest(nerve_course("r", variant=variant), Pose(name="standing"), bones)
    assert max(found.values(), default=0) <= ALLOWED_MM


def test_the_exemption_is_needed_and_ends_at_the_foramina(bones):
    # If the sacrum ever gets a canal this fails, and the exemption should go.
    matrix = place(Pose(name="standing")).transform("sacrum")
    placed = place(Pose(name="standing"))
    points = {p.site: p for p in nerve_course("r").segment("root_S2").points}
    room = points_in_room_mm(placed, [points["can_S1"], points["S2_for"]])[0]
    own = (room - matrix[:3, 3]) @ matrix[:3, :3]
    depth = depth_inside(own, bones.mesh("sacrum"))
    assert depth[0] > ALLOWED_MM
    assert depth[1] == 0
