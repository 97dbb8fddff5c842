"""Surfaces around muscles and nerves: the browser's half and Python's lay the same vertices."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica_edu.body.motion.kinematics import place
from sciatica_edu.body.motion.pose import pose_named
from sciatica_edu.body.motion.sweep import sweep, sweep_sheet
from sciatica_edu.body.view.scene import body_lines
from tests.browser.view_page import open_sources

#: The browser keeps vertices as 32-bit numbers: 0.0001 mm at 1 m.
TOLERANCE_MM = 0.001
_LAY = """
async ({url, groups}) => {
  const js = await import(url);
  return groups.map(({lines, shapes, facings}) => {
    const along = shapes[0].along;
    const around = lines.length === 1 ? js.AROUND_TUBE : js.AROUND_SHEET;
    const count = js.vertexCount(along, around);
    const positions = new Float32Array(3 * count);
    const normals = new Float32Array(3 * count);
    js.sweepGroup(lines, shapes, facings, 0, positions, normals);
    const tendon = [...Array(along).keys()].map((step) => shapes.reduce(
      (sum, shape) => sum + js.tendonAt(shape.tendon, step / (along - 1)), 0) / shapes.length);
    return {positions: [...positions], normals: [...normals], tendon, triangles: js.ringTriangles(along, around, 0)};
  });
}
"""


def groups_of(pose: str):
    """Python's surfaces, and what the browser is given to lay the same."""
    placed = place(pose_named(pose))
    lines = body_lines(placed)
    tubes = lines.tubes
    room = tubes.in_room_mm(placed)[0]
    swept, asked = [], []
    for group in lines.groups:
        points = [room[tubes.starts[line] : tubes.starts[line + 1]] for line in group]
        shapes = [lines.shapes[line] for line in group]
        facing = [
            placed.rotations[0, tubes.bodies[tubes.starts[line]]] @ np.array(shape.facing)
            for line, shape in zip(group, shapes, strict=True)
        ]
        swept.append(
            sweep(points[0], shapes[0], facing[0])
            if len(group) == 1
            else sweep_sheet(points, shapes, facing)
        )
        asked.append(
            {
                "lines": [line.ravel().tolist() for line in points],
                "shapes": [
                    {
                        "width": shape.width_mm,
                        "depth": shape.depth_mm,
                        "belly": shape.belly_at,
                        "tendon": shape.tendon,
                        "along": shape.along,
                    }
                    for shape in shapes
                ],
                "facings": [direction.tolist() for direction in facing],
            }
        )
    return swept, asked, [tubes.names[group[0]] for group in lines.groups]


@pytest.mark.parametrize("pose", ["neutral", "slump", "figure_four"])
def test_both_halves_lay_the_same_surfaces(page, pose):
    swept, asked, names = groups_of(pose)
    url = f"{open_sources(page)}/body/sweep.js"
    laid = page.evaluate(_LAY, {"url": url, "groups": asked})
    assert len(laid) == len(swept) > 80
    for name, ours, theirs in zip(names, swept, laid, strict=True):
        positions = np.array(theirs["positions"]).reshape(-1, 3)
        assert np.abs(positions - ours.vertices_mm).max() < TOLERANCE_MM, name
        normals = np.array(theirs["normals"]).reshape(-1, 3)
        assert np.abs(normals - ours.normals).max() < 0.02, name
        triangles = np.array(theirs["triangles"]).reshape(-1, 3)
        assert sorted(triangles.tolist()) == sorted(ours.triangles.tolist()), name
        around = (len(positions) - 2) // len(theirs["tendon"])
        tendon = np.repeat(theirs["tendon"], around)
        assert np.abs(tendon - ours.tendon[:-2]).max() < 1e-6, name
