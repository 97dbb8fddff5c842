"""Static pictures of the body from the named views, with names: the twin of the 3D viewer.

Painted by the body's own small painter from the same meshes and lines, so a picture on paper
shows what the screen shows. Without the bone meshes the nerve and muscles are still drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.anatomy.body_view import view_of_body
from sciatica_edu.body.shape.assets import load_or_build
from sciatica_edu.display import PALETTE, Picture, styled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sciatica_edu.anatomy.body_view import BodyView
    from sciatica_edu.body.shape.mesh_file import BodyMeshes
    from sciatica_edu.body.view.identify import Structure

__all__ = ["course_picture", "plot_body_view"]

_SIDES = {"r": "right", "l": "left"}
_CREDIT = (
    "Skeleton and muscle paths: MyoSim; pelvis and leg bones: LLP26. Nerve and muscle thickness are "
    "our drawing, not reviewed by an anatomist."
)
_PX_PER_INCH = 84
_NAME_GAP_PX = 17.0
_NAME_MARGIN_PX = 5.0
_TITLE_PX, _TALL_PX = 28, 840
_COLUMNS_PX = (400, 480)
_GUTTER_PX = 20
_PANELS_PX = ((400, _TALL_PX), (480, _TALL_PX // 2 - _TITLE_PX), (480, _TALL_PX // 2 - _TITLE_PX))
_COLOURS = 200
_WITHOUT_BONES = "The bones are missing here because their packages are not installed."


def plot_body_view(body: BodyView, *, ax: Axes | None = None) -> Axes:
    """Draw a painted view with its names in two columns beside it.

    Parameters
    ----------
    body
        From `body_view.view_of_body`.
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
    from_the_left = sorted(body.names, key=lambda item: item[1][0])
    half = (len(from_the_left) + 1) // 2
    for names, on_the_left in ((from_the_left[:half], True), (from_the_left[half:], False)):
        names.sort(key=lambda item: item[1][1])
        heights = _apart([at[1] for _, at in names], height)
        x = _NAME_MARGIN_PX if on_the_left else width - _NAME_MARGIN_PX
        for (name, at), y in zip(names, heights, strict=True):
            _point_out(ax, name, at=at, words_at=(x, y), on_the_left=on_the_left)
    return ax


def _point_out(
    ax: Axes,
    name: str,
    *,
    at: tuple[float, float],
    words_at: tuple[float, float],
    on_the_left: bool,
) -> None:
    """Write a name in its column, with a line to what it names; places in pixels."""
    ax.annotate(
        name,
        xy=at,
        xytext=words_at,
        ha="left" if on_the_left else "right",
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
            "relpos": (1.0 if on_the_left else 0.0, 0.5),
            "path_effects": _halo(),
        },
    )
    ax.plot(*at, "o", ms=4, color=PALETTE["ink"], mec="white", mew=0.8)


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
        As for `sciatica_edu.body.motion.nerve_path.nerve_course`.
    meshes
        Gives the bone meshes.

    Raises
    ------
    UnknownNameError
        If the side or variant does not exist.
    OutOfRangeError
        If the level of division is out of range.
    """
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
        figure = _three_panels(parts)
    missing = "" if parts[0].has_bones else f" {_WITHOUT_BONES}"
    words = " ".join(f"{part.view.title}: {_seen(part)}" for part in parts)
    return _compact(
        figure,
        alt=f"The course of the {_SIDES[side]} sciatic nerve from behind. {words}{missing}",
        caption=f"The course of the {_SIDES[side]} sciatic nerve from behind. "
        f"Source: {_CREDIT}{missing}",
    )


def _three_panels(parts: Sequence[BodyView]) -> Figure:
    """Lay out a tall view on the left and two close-ups, one above the other, on the right."""
    import matplotlib.pyplot as plt

    width, height = _GUTTER_PX + sum(_COLUMNS_PX), _TITLE_PX + _TALL_PX
    figure = plt.figure(figsize=(width / _PX_PER_INCH, height / _PX_PER_INCH), layout="none")
    second_column = _COLUMNS_PX[0] + _GUTTER_PX
    corners = ((0, 0), (second_column, _TITLE_PX + _TALL_PX // 2), (second_column, 0))
    for part, (left, bottom) in zip(parts, corners, strict=True):
        high, wide = part.image.shape[:2]
        place_at = (left / width, bottom / height, wide / width, high / height)
        ax = plot_body_view(part, ax=figure.add_axes(place_at))
        ax.set_title(part.view.title, x=_NAME_MARGIN_PX / wide)
    return figure


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
