"""The MuJoCo model behind our numbers: MyoSim's full body with what the course adds to it.

Only the rebuild command, the asset step, the reference tests and the benchmark use this
module; at run time kinematics is numpy. What the course adds: four neck joints (MyoSim's are
switched off) and, on each side, a body that turns with half the knee angle and carries the
nerve behind the knee. One rounded number is set right (see `build_reference`).
"""

from __future__ import annotations

import contextlib
import importlib
import warnings
from typing import TYPE_CHECKING, Any

from sciatica_edu.body.shape.assets import INSTALL_LINE
from sciatica_edu.errors import AssetError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["KNEE_MIDDLE_BODY", "NECK_JOINTS", "build_reference", "require"]


#: (coordinate, body, anchor in mm, axis), in the order in which they act.
NECK_JOINTS = (
    ("neck_fe", "neck", (-14.0, 410.0, 0.0), (0.0, 0.0, 1.0)),
    ("neck_lb", "neck", (-14.0, 410.0, 0.0), (1.0, 0.0, 0.0)),
    ("neck_ar", "neck", (-14.0, 410.0, 0.0), (0.0, 1.0, 0.0)),
    ("head_fe", "head", (-6.0, 12.0, 0.0), (0.0, 0.0, 1.0)),
)
KNEE_MIDDLE_BODY = "knee_middle"
_KNEE_MIDDLE_ANGLE = "knee_middle_angle"
_EMPTY_PREFIX = "Attaching a spec with an empty prefix"


def require(module: str, distribution: str) -> Any:
    """Import an optional package or say which line installs it.

    Raises
    ------
    AssetError
        If the package is missing.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module(module)
    except ImportError as error:
        raise AssetError(
            f"the package {distribution!r} is not installed, and the 3D body is built from it. "
            f"Install it with: {INSTALL_LINE}"
        ) from error


@contextlib.contextmanager
def _without_notices(mujoco: Any) -> Iterator[None]:
    """Hold back what MuJoCo says about the empty prefixes in MyoSim's own files, and only that."""
    told = mujoco.get_mju_user_warning()

    def tell(message: str) -> None:
        if _EMPTY_PREFIX not in message:
            warnings.warn(message, stacklevel=2)

    mujoco.set_mju_user_warning(tell)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=f".*{_EMPTY_PREFIX}")
            yield
    finally:
        mujoco.set_mju_user_warning(told)


def build_reference(
    paths: Mapping[str, Sequence[tuple[str, Sequence[float]]]] | None = None,
) -> Any:
    """Compile MyoSim's full body with neck joints, knee middles and extra paths.

    Parameters
    ----------
    paths
        Name → points, each a body's name and its position there in mm; each path becomes a
        tendon through those points, so MuJoCo measures its length.

    Returns
    -------
    mujoco.MjModel
        The body as MuJoCo has it, against which the kinematics are measured.
    """
    mujoco = require("mujoco", "mujoco")
    myo_sim = require("myo_sim", "myo-sim")
    with _without_notices(mujoco):
        spec = myo_sim.load_spec("myofullbody")
        # MyoSim writes this turn rounded, which turns pelvis and legs by 0.09 degrees to one
        # side; exact, left and right are mirror images.
        pelvis = spec.body("pelvis")
        pelvis.alt.type = mujoco.mjtOrientation.mjORIENTATION_QUAT
        pelvis.quat = [0.5, 0.5, -0.5, -0.5]
        _add_neck(spec, mujoco)
        for side in ("r", "l"):
            _add_knee_middle(spec, mujoco, side)
        for name, points in (paths or {}).items():
            _add_path(spec, name, points)
        return spec.compile()


def _add_neck(spec: Any, mujoco: Any) -> None:
    for name, body, anchor_mm, axis in NECK_JOINTS:
        spec.body(body).add_joint(
            name=name,
            type=mujoco.mjtJoint.mjJNT_HINGE,
            pos=[value / 1000.0 for value in anchor_mm],
            axis=axis,
            limited=mujoco.mjtLimited.mjLIMITED_FALSE,
        )


def _add_knee_middle(spec: Any, mujoco: Any, side: str) -> None:
    tibia = spec.body(f"tibia_{side}")
    knee = spec.joint(f"knee_angle_{side}")
    middle = spec.body(f"femur_{side}").add_body(
        name=f"{KNEE_MIDDLE_BODY}_{side}", pos=tibia.pos, quat=tibia.quat
    )
    middle.mass = 1e-3
    middle.inertia = [1e-6, 1e-6, 1e-6]
    middle.explicitinertial = True
    middle.add_joint(
        name=f"{_KNEE_MIDDLE_ANGLE}_{side}",
        type=mujoco.mjtJoint.mjJNT_HINGE,
        axis=knee.axis,
        pos=knee.pos,
        limited=mujoco.mjtLimited.mjLIMITED_FALSE,
    )


def _add_path(spec: Any, name: str, points: Sequence[tuple[str, Sequence[float]]]) -> None:
    tendon = spec.add_tendon(name=name)
    for number, (body, position_mm) in enumerate(points):
        site = f"{name}:{number}"
        spec.body(body if body != "root" else "Full Body").add_site(
            name=site, pos=[float(value) / 1000.0 for value in position_mm]
        )
        tendon.wrap_site(site)
