"""Bone meshes for the 3D view, built on first use from the installed packages and then cached.

Third-party meshes are not part of this project. This module builds one compact file from
``myo-sim`` (the skeleton) and ``musculoskeletal-models`` (pelvis and leg bones of the LLP26 shape
model) in the user's cache folder, keyed by the versions of both. A session that shows no 3D
never comes here.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from sciatica_edu.body.motion.computed import numbers_folder
from sciatica_edu.body.shape.bones import BUILD_VERSION, build_bones
from sciatica_edu.body.shape.mesh_file import FORMAT_VERSION, BodyMeshes, pack
from sciatica_edu.body.shape.reference import INSTALL_LINE
from sciatica_edu.errors import AssetError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SOURCE_PACKAGES", "build", "cache_folder", "cached", "fingerprint", "load_or_build"]

#: The packages that hold the meshes.
SOURCE_PACKAGES = ("mujoco", "myo-sim", "musculoskeletal-models")
#: Files of data/body that the built meshes depend on.
_NUMBERS_USED = ("landmarks.yaml",)


def cache_folder() -> Path:
    """Give the folder the built meshes are kept in (it may not exist yet).

    ``XDG_CACHE_HOME`` where set, else ``~/.cache``; ``%LOCALAPPDATA%`` on Windows;
    ``~/Library/Caches`` on macOS.
    """
    home = Path.home()
    if os.environ.get("XDG_CACHE_HOME"):
        base = Path(os.environ["XDG_CACHE_HOME"])
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = home / ".cache"
    return base / "sciatica-edu" / "body"


def source_versions() -> dict[str, str]:
    """Give the installed version of each source package.

    Raises
    ------
    AssetError
        If one is missing; the message has the line that installs it.
    """
    versions = {}
    for package in SOURCE_PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            raise AssetError(
                f"the package {package!r} is not installed, and the 3D body is built from it. "
                f"Install it with: {INSTALL_LINE}"
            ) from None
    return versions


def _key(versions: dict[str, str]) -> str:
    parts = [f"format {FORMAT_VERSION}", f"build {BUILD_VERSION}"]
    parts += [f"{package} {version}" for package, version in sorted(versions.items())]
    digest = hashlib.sha256("\n".join(parts).encode())
    for name in _NUMBERS_USED:
        digest.update((numbers_folder() / name).read_bytes())
    return digest.hexdigest()[:16]


def fingerprint() -> str:
    """Give the name under which the meshes of the installed packages are kept.

    Raises
    ------
    AssetError
        If a source package is missing.
    """
    return _key(source_versions())


def cached(*, folder: Path | None = None) -> BodyMeshes | None:
    """Give the meshes if they have been built for the installed versions, else None."""
    place = (folder or cache_folder()) / fingerprint()
    header, block = place.with_suffix(".json"), place.with_suffix(".bin")
    if not (header.exists() and block.exists()):
        return None
    found = BodyMeshes(json.loads(header.read_text(encoding="utf-8")), block.read_bytes())
    return found if len(found.data) == found.header["bytes"] else None


def build(*, progress: Callable[[float, str], None] | None = None) -> BodyMeshes:
    """Build the meshes from the installed packages, without reading or writing the cache.

    Parameters
    ----------
    progress
        Called with the part done (0 to 1) and what is being done.

    Raises
    ------
    AssetError
        If a package is missing or its content is not what was expected.
    """
    versions = source_versions()
    report = progress or _no_report
    meshes = build_bones(report)
    report(0.95, "packing")
    packed = pack(meshes, made_from=versions)
    report(1.0, "done")
    return packed


def _no_report(_part: float, _text: str) -> None:
    """Report to nobody."""


def load_or_build(
    *, folder: Path | None = None, progress: Callable[[float, str], None] | None = None
) -> BodyMeshes:
    """Give the meshes, from the cache or built now and kept there.

    Parameters
    ----------
    folder
        Where to keep them; :func:`cache_folder` when left out.
    progress
        Called with the part done (0 to 1) and what is being done, only while building.

    Raises
    ------
    AssetError
        If a source package is missing.
    """
    place = folder or cache_folder()
    found = cached(folder=place)
    if found is not None:
        return found
    built = build(progress=progress)
    _keep(built, place / fingerprint())
    return built


def _keep(meshes: BodyMeshes, stem: Path) -> None:
    """Write block, then header, each under another name first: a reader never sees half a file."""
    try:
        stem.parent.mkdir(parents=True, exist_ok=True)
        header = json.dumps(meshes.header, indent=1).encode()
        for suffix, content in ((".bin", meshes.data), (".json", header)):
            draft = stem.with_suffix(f"{suffix}.{os.getpid()}.part")
            draft.write_bytes(content)
            draft.replace(stem.with_suffix(suffix))
    except OSError as error:
        raise AssetError(
            f"the built meshes could not be kept in {stem.parent} ({error.strerror}). "
            "Set XDG_CACHE_HOME to a folder that can be written."
        ) from error
