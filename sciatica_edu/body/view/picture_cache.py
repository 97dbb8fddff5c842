"""Painted pictures of the body, kept so that the same picture is painted once.

Painting takes seconds, and every run of a notebook shows the same picture. A picture is kept under
a fingerprint of everything it is made from: the arguments, the data, the meshes, the code that
paints, and the libraries it paints with. Whatever changes, the fingerprint changes, so a
kept picture is never an old one. Few are kept; the one that was used longest ago goes first.
"""

from __future__ import annotations

import hashlib
import json
import os
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import sciatica_edu
from sciatica_edu.body.shape.assets import cache_folder, fingerprint
from sciatica_edu.display import Picture
from sciatica_edu.errors import AssetError
from sciatica_edu.evidence.location import data_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["MOST_KEPT", "picture_folder", "remembered_picture"]

#: So many pictures are kept (each has 50 to 200 kB).
MOST_KEPT = 24
_CODE = ("anatomy", "body", "display", "evidence")
_DATA = ("anatomy", "body")
_LIBRARIES = ("matplotlib", "numpy", "pillow")


def picture_folder() -> Path:
    """Give the folder the pictures are kept in, beside the meshes (it may not exist yet)."""
    return cache_folder().with_name("pictures")


def remembered_picture(
    make: Callable[[], Picture], *, inputs: str, folder: Path | None = None
) -> Picture:
    """Give a picture of the body, kept from an earlier time or painted now.

    Parameters
    ----------
    make
        Paints it, from the installed meshes, the course's own data, and `inputs`.
    inputs
        All else that decides what it shows: its arguments, spelled out.
    folder
        Where to keep it; `picture_folder` when left out. A folder that cannot be written costs
        time only: the picture is painted each time.
    """
    place = folder or picture_folder()
    stem = place / _fingerprint(inputs)
    kept = _read(stem)
    if kept is not None:
        return kept
    shown = make()
    try:
        _keep(shown, stem)
        _forget_the_oldest(place)
    except OSError:
        pass  # the same picture, painted again next time
    return shown


def _fingerprint(inputs: str) -> str:
    digest = hashlib.sha256(inputs.encode())
    try:
        meshes = fingerprint()
    except AssetError:  # painted without bones, and the caption says so
        meshes = "none"
    versions = [f"{name} {metadata.version(name)}" for name in _LIBRARIES]
    digest.update("\n".join(["", f"meshes {meshes}", *versions]).encode())
    for path in _sources():
        digest.update(f"\n{path.name} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def _sources() -> Iterable[Path]:
    """Give the files of the code that paints and of the data it reads."""
    package, data = Path(sciatica_edu.__file__).parent, data_path()
    for name in _CODE:
        yield from sorted((package / name).rglob("*.py"))
    for name in _DATA:
        yield from sorted(path for path in (data / name).rglob("*") if path.is_file())


def _read(stem: Path) -> Picture | None:
    try:
        text = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
        png = stem.with_suffix(".png").read_bytes()
        # Marks it as used, so that it is not the next to be forgotten.
        os.utime(stem.with_suffix(".json"))
    except (OSError, ValueError):
        return None
    # A file damaged on the way is painted again.
    if hashlib.sha256(png).hexdigest() != text.pop("png"):
        return None
    return Picture(png, **text)


def _keep(shown: Picture, stem: Path) -> None:
    """Write the picture, then its text: a reader who finds the text finds its picture."""
    text = {
        "alt": shown.alt,
        "caption": shown.caption,
        "width_px": shown.width_px,
        "png": hashlib.sha256(shown.png).hexdigest(),
    }
    stem.parent.mkdir(parents=True, exist_ok=True)
    for suffix, content in ((".png", shown.png), (".json", json.dumps(text).encode())):
        draft = stem.with_suffix(f"{suffix}.{os.getpid()}.part")
        draft.write_bytes(content)
        draft.replace(stem.with_suffix(suffix))


def _forget_the_oldest(place: Path) -> None:
    kept = sorted(place.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[MOST_KEPT:]:
        path.unlink(missing_ok=True)
        path.with_suffix(".png").unlink(missing_ok=True)
