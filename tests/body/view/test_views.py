from __future__ import annotations

import pytest

from sciatica_edu.body.motion.kinematics import place_all
from sciatica_edu.body.motion.pose import pose_named
from sciatica_edu.body.view.views import camera_for, load_views, view_named
from sciatica_edu.errors import UnknownNameError


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
