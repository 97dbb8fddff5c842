from __future__ import annotations

import numpy as np

from sciatica_edu.body.motion.kinematics import place_all
from sciatica_edu.body.motion.pose import load_poses, pose_named
from sciatica_edu.body.view.scene import body_lines, frames


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
