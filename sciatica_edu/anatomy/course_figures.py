"""Static pictures of the body from the named views, with names: the twin of the 3D viewer.

Painted by the body's own small painter from the same meshes and lines, so a picture on paper
shows what the screen shows. Without the bone meshes the nerve and muscles are still drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sciatica_edu.body.assets import load_or_build
from sciatica_edu.body.kinematics import place
from sciatica_edu.body.pose import pose_named
from sciatica_edu.body.raster import paint
from sciatica_edu.body.scene import body_lines, bone_surfaces, line_surfaces
from sciatica_edu.body.skeleton import SIDES
from sciatica_edu.body.views import camera_for, on_side, view_named
from sciatica_edu.display import PALETTE, Picture, styled
from sciatica_edu.errors import AssetError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt
    from matplotlib.axes import Axes

    from sciatica_edu.body.identify import Structure
    from sciatica_edu.body.kinematics import PlacedBodies
    from sciatica_edu.body.mesh_file import BodyMeshes
    from sciatica_edu.body.pose import Pose
    from sciatica_edu.body.scene import BodyLines
    from sciatica_edu.body.views import CameraView

    FloatArray = npt.NDArray[np.float64]

__all__ = ["BodyView", "course_picture", "plot_body_view", "view_of_body", "view_picture"]

_SIDES = {"r": "right", "l": "left"}
_CREDIT = (
    "Skeleton and muscle paths: MyoSim; pelvis and leg bones: LLP26. Nerve and muscle thickness are "
    "our drawing, not reviewed by an anatomist."
)
_PX_PER_INCH = 84
_NAME_GAP_PX = 17.0
_TITLE_PX, _TALL_PX = 28, 840
_COLUMNS_PX = (400, 480)
_PANELS_PX = ((400, _TALL_PX), (480, _TALL_PX // 2 - _TITLE_PX), (480, _TALL_PX // 2 - _TITLE_PX))
_COLOURS = 200
_WITHOUT_BONES = "The bones are missing here because their packages are not installed."


@dataclass(frozen=True)
class BodyView:
    """A painted view with the names that belong to it.

    Attributes
    ----------
    view, side
        What was painted.
    image
        Shape (height, width, 3).
    names
        Structure name and the pixel it points at.
    has_bones
        Whether the bone meshes were there.
    """

    view: CameraView
    side: str
    image: npt.NDArray[np.uint8]
    names: tuple[tuple[str, tuple[float, float]], ...]
    has_bones: bool


def view_of_body(
    structures: Sequence[Structure],
    view: str = "behind",
    *,
    side: str = "r",
    pose: Pose | None = None,
    variant: str = "A",
    division_above_crease_mm: float | None = None,
    size_px: tuple[int, int] = (760, 600),
    meshes: Callable[[], BodyMeshes] = load_or_build,
) -> BodyView:
    """Paint the body from a named view.

    Parameters
    ----------
    structures
        The identify table.
    view
        Name of the view (`sciatica_edu.body.views`).
    side
        ``r`` or ``l``.
    pose
        Standing when left out.
    variant, division_above_crease_mm
        As for `sciatica_edu.body.nerve_path.nerve_course`.
    size_px
        Width and height.
    meshes
        Gives the bone meshes; a picture without bones is painted if they cannot be had.

    Raises
    ------
    UnknownNameError
        If the view, side or variant does not exist.
    """
    row = view_named(view)
    placed = place(pose or pose_named("neutral"))
    lines = body_lines(placed, variant=variant, division_above_crease_mm=division_above_crease_mm)
    shown = [
        (number, structure)
        for number, structure in enumerate(structures)
        if structure.layer in row.layers and structure.id not in row.hide
    ]
    owners = {
        part: 2 * number + (structure.paired and each != side)
        for number, structure in shown
        for each in ((side,) if row.alone else SIDES)
        for part in structure.parts_on(each)
    }
    surfaces = line_surfaces(lines, placed, owners)
    try:
        bones = meshes()
    except AssetError:
        has_bones = False
    else:
        has_bones = True
        surfaces += bone_surfaces(bones, placed, owners)
    camera = camera_for(row, placed, side=side)
    painted = paint(surfaces, camera, size_px=size_px)
    points = _points(structures, placed, lines, side)
    names = []
    for number, structure in enumerate(structures):
        if structure.id not in row.labels:
            continue
        at = _anchor(painted.owners == 2 * number)
        if structure.id in points:
            x, y, _ = camera.project(points[structure.id], size_px)
            at = (float(x), float(y)) if 0 < x < size_px[0] and 0 < y < size_px[1] else None
        if at is not None:
            names.append((structure.name, at))
    return BodyView(row, side, painted.image, tuple(names), has_bones)


def _points(
    structures: Sequence[Structure], placed: PlacedBodies, lines: BodyLines, side: str
) -> dict[str, FloatArray]:
    """Landmarks in the room, by structure id."""
    room = lines.tubes.in_room_mm(placed)[0]
    points = {}
    for structure in structures:
        if structure.at is not None:
            body, x, y, z = structure.at
            index = placed.skeleton.body_index(on_side(body, side))
            point = np.array([[x, y, -z if side == "l" else z]])
            points[structure.id] = placed.to_room_mm([index], point)[0, 0]
        elif structure.ends and f"{structure.ends}_{side}" in lines.tubes.names:
            line = lines.tubes.names.index(f"{structure.ends}_{side}")
            points[structure.id] = room[lines.tubes.starts[line + 1] - 1]
    return points


def _anchor(mask: npt.NDArray[np.bool_]) -> tuple[float, float] | None:
    """Choose a pixel of a structure: near its middle, and not at its edge."""
    step = 3
    coarse = mask[::step, ::step]
    rows, columns = np.nonzero(coarse)
    if len(rows) < 3:
        return None
    inner, depth = coarse, np.zeros(coarse.shape)
    for _ in range(4):
        padded = np.pad(inner, 1)
        inner = inner & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
        depth += inner
    away = np.hypot(rows - rows.mean(), columns - columns.mean())
    best = int(np.argmin(away - 6 * depth[rows, columns]))
    return float(columns[best] * step), float(rows[best] * step)


def plot_body_view(body: BodyView, *, ax: Axes | None = None) -> Axes:
    """Draw a painted view with its names in two columns beside it.

    Parameters
    ----------
    body
        From `view_of_body`.
    ax
        Where to draw; new when left out.
    """
    import matplotlib.pyplot as plt

    height, width = body.image.shape[:2]
    if ax is None:
        figure = plt.figure(figsize=(width / _PX_PER_INCH, height / _PX_PER_INCH), layout="none")
        ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    ax.imshow(body.image, interpolation="nearest", aspect="auto")
    ax.set_axis_off()
    ax.set_xlim(0, width)
    ax.set_ylim(height, 0)
    in_order = sorted(body.names, key=lambda item: item[1][0])
    half = (len(in_order) + 1) // 2
    columns = ((in_order[:half], 5.0, "left", 1.0), (in_order[half:], width - 5.0, "right", 0.0))
    for column, x, align, inner in columns:
        column.sort(key=lambda item: item[1][1])
        heights = _apart([at[1] for _, at in column], height)
        for (name, at), y in zip(column, heights, strict=True):
            ax.annotate(
                name,
                xy=at,
                xytext=(x, y),
                ha=align,
                va="center",
                fontsize=9,
                color=PALETTE["ink"],
                bbox={"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none", "alpha": 0.86},
                arrowprops={
                    "arrowstyle": "-",
                    "color": PALETTE["ink"],
                    "linewidth": 0.9,
                    "shrinkA": 0,
                    "shrinkB": 0,
                    "relpos": (inner, 0.5),
                    "path_effects": _halo(),
                },
            )
            ax.plot(*at, "o", ms=4, color=PALETTE["ink"], mec="white", mew=0.8)
    return ax


def _halo() -> list[object]:
    from matplotlib.patheffects import Normal, Stroke

    return [Stroke(linewidth=2.6, foreground="white"), Normal()]


def _apart(heights: Sequence[float], total: float) -> list[float]:
    """Move the names of a column apart so that none covers another."""
    gap = _NAME_GAP_PX
    placed: list[float] = []
    for y in heights:
        placed.append(max(y, gap / 2, placed[-1] + gap if placed else 0.0))
    limit = total - gap / 2
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], limit)
        limit = placed[index] - gap
    return placed


def view_picture(body: BodyView) -> Picture:
    """Give a painted view as a picture with alt text and caption."""
    with styled():
        ax = plot_body_view(body)
        missing = "" if body.has_bones else f" {_WITHOUT_BONES}"
        return _compact(
            ax.get_figure(),
            alt=f"{body.view.title}, {_SIDES[body.side]} side. {_seen(body)}{missing}",
            caption=f"{body.view.title}, {_SIDES[body.side]} side. Source: {_CREDIT}{missing}",
        )


def _seen(body: BodyView) -> str:
    """Say what is where in the picture."""
    height, width = body.image.shape[:2]
    rows = [(name, at[0] / width, at[1] / height) for name, at in body.names]
    rows.sort(key=lambda row: row[2])
    said = [f"{name} ({_place(x, y)})" for name, x, y in rows]
    return f"Named, from top to bottom: {', '.join(said)}." if said else "Nothing is named."


def _place(x: float, y: float) -> str:
    across = "left" if x < 0.4 else "right" if x > 0.6 else "middle"
    upright = "upper" if y < 0.36 else "lower" if y > 0.64 else ""
    return f"{upright} {across}".strip()


def course_picture(
    structures: Sequence[Structure],
    *,
    side: str = "r",
    variant: str = "A",
    division_above_crease_mm: float | None = None,
    meshes: Callable[[], BodyMeshes] = load_or_build,
) -> Picture:
    """Give the course of the nerve: the whole leg from behind beside buttock and knee close up.

    Parameters
    ----------
    structures
        The identify table.
    side
        ``r`` or ``l``.
    variant, division_above_crease_mm
        As for `sciatica_edu.body.nerve_path.nerve_course`.
    meshes
        Gives the bone meshes.
    """
    import matplotlib.pyplot as plt

    parts = [
        view_of_body(
            structures,
            name,
            side=side,
            variant=variant,
            division_above_crease_mm=division_above_crease_mm,
            size_px=size,
            meshes=meshes,
        )
        for name, size in zip(("course", "buttock", "knee"), _PANELS_PX, strict=True)
    ]
    with styled():
        width, height = 20 + sum(_COLUMNS_PX), _TITLE_PX + _TALL_PX
        figure = plt.figure(figsize=(width / _PX_PER_INCH, height / _PX_PER_INCH), layout="none")
        corners = (
            (0, 0),
            (_COLUMNS_PX[0] + 20, _TITLE_PX + _TALL_PX // 2),
            (_COLUMNS_PX[0] + 20, 0),
        )
        for part, (left, bottom) in zip(parts, corners, strict=True):
            high, wide = part.image.shape[:2]
            place_at = (left / width, bottom / height, wide / width, high / height)
            ax = plot_body_view(part, ax=figure.add_axes(place_at))
            ax.set_title(part.view.title)
        missing = "" if parts[0].has_bones else f" {_WITHOUT_BONES}"
        words = " ".join(f"{part.view.title}: {_seen(part)}" for part in parts)
        return _compact(
            figure,
            alt=f"The course of the {_SIDES[side]} sciatic nerve from behind. {words}{missing}",
            caption=f"The course of the {_SIDES[side]} sciatic nerve from behind. "
            f"Source: {_CREDIT}{missing}",
        )


def _compact(figure: Any, *, alt: str, caption: str) -> Picture:
    """Give the figure as a picture of few colours: a third of the bytes in the notebook."""
    import io

    import matplotlib.pyplot as plt
    from PIL import Image

    full = io.BytesIO()
    figure.savefig(full, format="png", dpi=_PX_PER_INCH)
    plt.close(figure)
    image = Image.open(full).convert("RGB")
    small = image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    small.save(buffer, format="PNG", optimize=True)
    return Picture(buffer.getvalue(), alt=alt, caption=caption, width_px=image.width)
