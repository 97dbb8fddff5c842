"""Warp the figure onto the skeleton: its joints onto ours, its surface a few mm off the bones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.interpolate import RBFInterpolator

from sciatica_edu.body.motion.kinematics import place
from sciatica_edu.body.motion.pose import Pose

if TYPE_CHECKING:
    import numpy.typing as npt

    from sciatica_edu.authoring.skin.makehuman import BaseFigure
    from sciatica_edu.body.motion.kinematics import PlacedBodies
    from sciatica_edu.body.shape.mesh_file import BodyMeshes

    FloatArray = npt.NDArray[np.float64]

__all__ = ["BIND", "Bones", "fit_figure"]

_BIND_DEG = {
    "hip_flexion": 4.7,
    "hip_adduction": -5.9,
    "hip_rotation": -1.7,
    "knee_flexion": 5.4,
    "ankle_dorsiflexion": 2.9,
    "subtalar_inversion": 10.0,
    "shoulder_plane": -4.9,
    "shoulder_elevation": 44.3,
    "shoulder_rotation": 10.5,
    "elbow_flexion": 38.9,
    "forearm_pronation": -1.1,
    "wrist_flexion": -1.2,
    "wrist_deviation": 6.7,
}
#: The pose in which our limbs point as MakeHuman's do (least squares over the limbs' directions).
BIND = Pose("bind", {f"{name}_{side}": angle for name, angle in _BIND_DEG.items() for side in "rl"})

#: Our body at each joint → MakeHuman's bone that starts there.
_JOINTS = {
    "femur": "upperleg01",
    "tibia": "lowerleg01",
    "talus": "foot",
    "humerus": "upperarm01",
    "ulna": "lowerarm01",
    "lunate": "wrist",
    "firstmc": "finger1-1",
    "proximal_thumb": "finger1-2",
    "distal_thumb": "finger1-3",
    **{f"{k}proxph": f"finger{k}-1" for k in range(2, 6)},
    **{f"midph{k}": f"finger{k}-2" for k in range(2, 6)},
    **{f"distph{k}": f"finger{k}-3" for k in range(2, 6)},
}
_FINGER_TIPS = {"distal_thumb": "finger1-3"} | {f"distph{k}": f"finger{k}-3" for k in range(2, 6)}
#: Limb from, to, half its girth (mm), and the stations between 0 and 1 where the girth is kept.
_LIMBS = (
    ("femur", "tibia", 60, (0.35, 0.65, 1.0)),
    ("tibia", "talus", 45, (0.3, 0.65, 1.0)),
    ("humerus", "ulna", 40, (0.3, 0.65, 1.0)),
    ("ulna", "lunate", 30, (0.35, 0.7, 1.0)),
)
#: Heights of the trunk's controls, from the hip joints (0) to the base of the neck (1).
_TRUNK = (0.08, 0.2, 0.32, 0.45, 0.58, 0.7, 0.82, 0.93)
_NECK_BASE_MM = 1450.0


@dataclass(frozen=True)
class Bones:
    """Our bones in the room, in the bind pose if no other is given."""

    meshes: BodyMeshes
    placed: PlacedBodies = field(default_factory=lambda: place(BIND))
    pose: int = 0

    def points_mm(self, *names: str) -> FloatArray:
        """Vertices of bones."""
        return np.concatenate([self._one(name) for name in names])

    def _one(self, name: str) -> FloatArray:
        at = self.placed.skeleton.body_index(self.meshes.body_of(name))
        turned = self.meshes.mesh(name).vertices_mm @ self.placed.rotations[self.pose, at].T
        return np.asarray(turned + self.placed.positions_mm[self.pose, at])

    def joint_mm(self, body: str) -> FloatArray:
        """Origin of a body."""
        return np.asarray(
            self.placed.positions_mm[self.pose, self.placed.skeleton.body_index(body)]
        )


@dataclass
class _Controls:
    source: list[FloatArray] = field(default_factory=list)
    target: list[FloatArray] = field(default_factory=list)

    def add(self, source: FloatArray, target: FloatArray) -> None:
        self.source.append(np.asarray(source, dtype=float))
        self.target.append(np.asarray(target, dtype=float))


def fit_figure(figure: BaseFigure, bones: Bones) -> FloatArray:
    """Warp all vertices of the figure onto the bones (mm, in the room, bind pose)."""
    controls = _Controls()
    for side in "rl":
        _limb_controls(controls, figure, bones, side)
        _foot_controls(controls, figure, bones, side)
    _trunk_controls(controls, figure, bones)
    _head_controls(controls, figure, bones)
    warp = RBFInterpolator(
        np.array(controls.source),
        np.array(controls.target),
        kernel="linear",
        smoothing=4.0,
        degree=1,
    )
    warped = np.asarray(warp(figure.vertices_mm))
    for side in "rl":
        _fit_foot(warped, figure, bones, side)
    return warped


def _limb_controls(controls: _Controls, figure: BaseFigure, bones: Bones, side: str) -> None:
    theirs = {body: figure.joint_mm(f"{bone}.{side.upper()}") for body, bone in _JOINTS.items()}
    ours = {body: bones.joint_mm(f"{body}_{side}") for body in _JOINTS}
    for body in _JOINTS:
        controls.add(theirs[body], ours[body])
    for start, end, radius, stations in _LIMBS:
        along, wanted = theirs[end] - theirs[start], ours[end] - ours[start]
        turn = _turn(along / np.linalg.norm(along), wanted / np.linalg.norm(wanted))
        across = np.cross(along, [0.0, 1.0, 0.0])
        across *= radius / np.linalg.norm(across)
        other = np.cross(along, across) / np.linalg.norm(along)
        for part in stations:
            for away in (across, -across, other, -other):
                controls.add(
                    theirs[start] + part * along + away, ours[start] + part * wanted + turn @ away
                )
    for body, bone in _FINGER_TIPS.items():
        points = bones.points_mm(f"{body}_{side}") - ours[body]
        tip = points[np.argmax(np.linalg.norm(points, axis=1))]
        beyond = tip * (1.0 + 4.0 / np.linalg.norm(tip))
        controls.add(figure.joint_mm(f"{bone}.{side.upper()}", "tail"), ours[body] + beyond)


def _turn(start: FloatArray, end: FloatArray) -> FloatArray:
    """Smallest rotation from one unit vector to another."""
    x, y, z = np.cross(start, end)
    skew = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + skew + skew @ skew / (1.0 + start @ end))


def _body(figure: BaseFigure) -> FloatArray:
    return np.asarray(figure.vertices_mm[figure.groups["body"]])


def _foot_controls(controls: _Controls, figure: BaseFigure, bones: Bones, side: str) -> None:
    skin, sign = _body(figure), (1.0 if side == "l" else -1.0)
    ankle = figure.joint_mm(f"foot.{side.upper()}")[2]
    skin = skin[(skin[:, 0] * sign > 0) & (skin[:, 2] < ankle)]
    foot = bones.points_mm(f"foot_{side}", f"toes_{side}")
    heel, tip = skin[np.argmax(skin[:, 1])], skin[np.argmin(skin[:, 1])]
    heel_bone, tip_bone = foot[np.argmax(foot[:, 1])], foot[np.argmin(foot[:, 1])]
    controls.add(heel, heel_bone + np.array([0, 9, 0]))
    controls.add(tip, tip_bone + np.array([0, -7, 0]))
    for part, thick in ((0.12, 8.0), (0.75, 5.0)):
        source, target = heel + part * (tip - heel), heel_bone + part * (tip_bone - heel_bone)
        source[2], target[2] = skin[:, 2].min(), foot[:, 2].min() - thick
        controls.add(source, target)


def _trunk_controls(controls: _Controls, figure: BaseFigure, bones: Bones) -> None:
    skin = _body(figure)
    low, high = figure.joint_mm("upperleg01.L")[2], figure.joint_mm("neck01")[2]
    our_low = bones.joint_mm("femur_l")[2]
    levels = [f"thoracic{k}" for k in range(1, 13)] + [f"lumbar{k}" for k in range(1, 6)]
    spine, ribs = bones.points_mm(*levels, "sacrum", "cervical_spine"), bones.points_mm("ribcage")

    def height(z: float) -> float:
        return float(our_low + (z - low) * (_NECK_BASE_MM - our_low) / (high - low))

    for part in _TRUNK:
        z = low + part * (high - low)
        middle = skin[(abs(skin[:, 2] - z) < 12) & (abs(skin[:, 0]) < 25)]
        back, front = middle[np.argmax(middle[:, 1])], middle[np.argmin(middle[:, 1])]
        level = height(z)
        # Spinous processes and 9 mm; more over the sacrum, where MakeHuman's buttocks stand out.
        behind = spine[abs(spine[:, 2] - level) < 15][:, 1].max() + (19 if part < 0.15 else 9)
        before = behind - (back[1] - front[1])
        sternum = ribs[(abs(ribs[:, 2] - level) < 15) & (abs(ribs[:, 0]) < 25)]
        if part > 0.6 and len(sternum):
            before = min(before + 10, sternum[:, 1].min() - 11)
        controls.add(back * [0, 1, 1], np.array([0, behind, height(back[2])]))
        controls.add(front * [0, 1, 1], np.array([0, before, height(front[2])]))


def _head_controls(controls: _Controls, figure: BaseFigure, bones: Bones) -> None:
    skin, bone = _body(figure), bones.points_mm("skull", "mandible")
    skin = skin[(skin[:, 2] > skin[:, 2].max() - 235) & (abs(skin[:, 0]) < 120)]
    neck = figure.joint_mm("head")
    top, bone_top = skin[np.argmax(skin[:, 2])], bone[np.argmax(bone[:, 2])]
    line, bone_line = skin[abs(skin[:, 0]) < 8], bone[abs(bone[:, 0]) < 10]

    def brow(points: FloatArray, crown: FloatArray) -> FloatArray:
        return np.asarray(points[(points[:, 2] > crown[2] - 75) & (points[:, 2] < crown[2] - 45)])

    def chin(points: FloatArray) -> FloatArray:
        return np.asarray(points[np.argmin(points[:, 1] + 0.6 * points[:, 2])])

    jaw = line[(line[:, 1] < neck[1] - 40) & (line[:, 2] < top[2] - 170)]
    bone_jaw = bone_line[bone_line[:, 2] < bone_top[2] - 150]
    pairs = [
        (top, bone_top, [0, 0, 9]),
        (line[np.argmax(line[:, 1])], bone_line[np.argmax(bone_line[:, 1])], [0, 9, 0]),
        (_foremost(brow(line, top)), _foremost(brow(bone_line, bone_top)), [0, -8, 0]),
        (chin(jaw), chin(bone_jaw), [0, -10, -6]),
    ]
    for source, target, off in pairs:
        controls.add(source * [0, 1, 1], target * [0, 1, 1] + np.array(off))
    temple, bone_temple = brow(skin, top), brow(bone, bone_top)
    source, target = temple[np.argmax(temple[:, 0])], bone_temple[np.argmax(bone_temple[:, 0])]
    for sign in (1.0, -1.0):
        controls.add(source * [sign, 1, 1], (target + np.array([8, 0, 0])) * [sign, 1, 1])


def _foremost(points: FloatArray) -> FloatArray:
    return np.asarray(points[np.argmin(points[:, 1])])


def _fit_foot(warped: FloatArray, figure: BaseFigure, bones: Bones, side: str) -> None:
    """Fit the foot section by section, in the foot's own upright frame, faded out at the shin."""
    upright = Bones(bones.meshes, place(Pose("upright")))
    at = bones.placed.skeleton.body_index(f"calcn_{side}")
    turn = upright.placed.rotations[0, at] @ bones.placed.rotations[0, at].T
    shift = upright.placed.positions_mm[0, at] - turn @ bones.placed.positions_mm[0, at]
    body = figure.groups["body"]
    own = (warped[body, 0] > 0) == (side == "l")
    chosen = body[own & (warped[body, 2] < 190)]
    skin = warped[chosen] @ turn.T + shift
    bone = upright.points_mm(f"foot_{side}", f"toes_{side}")
    low = skin[skin[:, 2] < 62]
    ours = np.linspace(bone[:, 1].min(), bone[:, 1].max(), 12)
    theirs = np.linspace(low[:, 1].min() + 6, low[:, 1].max() - 8, 12)
    boxes = np.array(
        [
            [*_box(low[abs(low[:, 1] - a) < 10]), *_box(bone[abs(bone[:, 1] - b) < 12])]
            for a, b in zip(theirs, ours, strict=True)
        ]
    ) + np.array([0, 0, 0, 0, -5, 5, -6, 5])
    boxes[1:-1] = 0.25 * boxes[:-2] + 0.5 * boxes[1:-1] + 0.25 * boxes[2:]
    x, y, z = skin.T
    station = np.clip(y, theirs[0], theirs[-1])
    box = [np.interp(station, theirs, column) for column in boxes.T]
    # Behind the instep the top of the section is the ankle, which stays.
    top = np.where(station < 20, np.maximum(box[7], 0.9 * box[3]), box[3])
    fitted = np.stack(
        [
            box[4] + (x - box[0]) / (box[1] - box[0]) * (box[5] - box[4]),
            np.interp(
                y,
                [theirs[0] - 40, *theirs, theirs[-1] + 40],
                [ours[0] - 40, ours[0] - 6, *ours[1:-1], ours[-1] + 8, ours[-1] + 40],
            ),
            box[6] + (z - box[2]) / (box[3] - box[2]) * (top - box[6]),
        ],
        axis=1,
    )
    fade = np.clip((105 - z) / 60, 0, 1)[:, None]
    skin += (fitted - skin) * fade * fade * (3 - 2 * fade)
    warped[chosen] = (skin - shift) @ turn


def _box(points: FloatArray) -> tuple[float, float, float, float]:
    x, z = points[:, 0], points[:, 2]
    return (x.min(), x.max(), z.min(), z.max())
