"""Render the pictures of exercises and examination tests: ``python -m sciatica_edu.authoring.derived.movement_pictures``.

Writes ``data/pictures/movements/ID-1.webp``, ``-2`` …; with ``--check`` it only compares, with
``--sheet FILE`` it puts all of them on one sheet, to be looked at.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from sciatica_edu.body.movements import MOVEMENTS
from sciatica_edu.body.view.movement_picture import SIZE_PX, draw_movement
from sciatica_edu.body.view.movement_views import movement_file
from sciatica_edu.evidence.location import data_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from sciatica_edu.body.movements import Movement

    Picture = npt.NDArray[np.uint8]

__all__ = ["difference", "main", "read_picture", "write_picture"]

_QUALITY = 80
#: Mean difference of a channel, 0 to 255, above which two pictures are not the same: the coder alone costs about 1.
MOST_DIFFERENT = 4.0
_COLUMNS = 6


def write_picture(drawn: Picture, path: Path) -> None:
    """Write one picture."""
    content = io.BytesIO()
    Image.fromarray(drawn, "RGBA").save(content, "WEBP", quality=_QUALITY, method=6)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.getvalue())


def read_picture(path: Path) -> Picture:
    """Read one picture as red, green, blue, opacity."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGBA"))


def difference(one: Picture, other: Picture) -> float:
    """Mean difference of a channel as seen on white, 0 to 255; infinite when the sizes differ."""
    if one.shape != other.shape:
        return float("inf")
    return float(np.abs(_on(one, 255) - _on(other, 255)).mean())


def _on(picture: Picture, ground: int) -> npt.NDArray[np.float64]:
    alpha = picture[:, :, 3:] / 255.0
    return np.asarray(picture[:, :, :3] * alpha + ground * (1 - alpha))


def _sheet(movements: Mapping[str, Movement], path: Path) -> None:
    """Put all pictures on one sheet, the right half of it on a dark ground, without their names."""
    tiles = []
    for movement in movements.values():
        for number in range(len(movement.poses)):
            picture = read_picture(movement_file(movement.id, number))
            tiles.append(_on(picture, 255 if movement.is_test is False else 30))
    tiles += [np.full_like(tiles[0], 255)] * (-len(tiles) % _COLUMNS)
    rows = [np.concatenate(tiles[k : k + _COLUMNS], axis=1) for k in range(0, len(tiles), _COLUMNS)]
    sheet = Image.fromarray(np.concatenate(rows).astype(np.uint8))
    draw = ImageDraw.Draw(sheet)
    for column in range(1, _COLUMNS):
        draw.line([(column * SIZE_PX[0], 0), (column * SIZE_PX[0], sheet.height)], fill=(128,) * 3)
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures, or with ``--check`` compare them; 1 means that some differ."""
    parser = argparse.ArgumentParser(
        prog="python -m sciatica_edu.authoring.derived.movement_pictures", description=__doc__
    )
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    parser.add_argument("--only", nargs="*", help="ids of movements; all when left out")
    parser.add_argument("--sheet", type=Path, help="where to put all pictures on one sheet")
    chosen = parser.parse_args(arguments)
    movements = MOVEMENTS.read(data_path())[0]
    stale = 0
    for movement in movements.values():
        if chosen.only and movement.id not in chosen.only:
            continue
        for number, drawn in enumerate(draw_movement(movement)):
            path = movement_file(movement.id, number)
            same = path.exists() and difference(drawn, read_picture(path)) <= MOST_DIFFERENT
            stale += not same
            if not chosen.check:
                write_picture(drawn, path)
            if not same:
                said = "differs" if chosen.check else "written"
                sys.stdout.write(f"{path.name}: {said}\n")
    if chosen.sheet:
        _sheet(movements, chosen.sheet)
    return 1 if chosen.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
