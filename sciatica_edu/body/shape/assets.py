"""Bone meshes for the 3D view, built on first use from the installed packages and then cached.

Third-party meshes are not part of this project. One compact file is built from ``myo-sim`` (the
skeleton) and ``musculoskeletal-models`` (pelvis and leg bones of the LLP26 shape model) by
`sciatica_edu.authoring.meshes`, kept in the user's cache folder under the versions of both, and
read here. A session that shows no 3D never comes here.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import sciatica_edu
from sciatica_edu.body.motion.computed import numbers_folder
from sciatica_edu.body.shape.mesh_file import FORMAT_VERSION, BodyMeshes
from sciatica_edu.errors import AssetError

__all__ = [
    "INSTALL_LINE",
    "SOURCE_PACKAGES",
    "cache_folder",
    "cached",
    "fingerprint",
    "load_or_build",
    "source_versions",
]

INSTALL_LINE = 'pip install "sciatica-edu[body]"'
#: Raise it when the built meshes change although sources and format do not.
BUILD_VERSION = 3
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
    # All that decides the bytes; a cache under this name is never an old one.
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
    # A block cut short, by a full disk for instance, is built again rather than shown.
    return found if len(found.data) == found.header["bytes"] else None


def load_or_build(*, folder: Path | None = None) -> BodyMeshes:
    """Give the meshes, from the cache or built now (a few seconds) and kept there.

    Parameters
    ----------
    folder
        Where to keep them; :func:`cache_folder` when left out.

    Raises
    ------
    AssetError
        If a source package is missing, or the meshes cannot be built or kept.
    """
    place = folder or cache_folder()
    found = cached(folder=place)
    if found is None:
        _build_apart(place / fingerprint())
        found = cached(folder=place)
    if found is None:
        raise AssetError(f"the meshes were built into {place} and cannot be read from there.")
    return found


def _build_apart(stem: Path) -> None:
    # In a process of its own: the physics engine and its models do not stay in the kernel, and a
    # notebook carries none of the code that builds.
    package = str(Path(sciatica_edu.__file__).parents[1])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.run(
        [sys.executable, "-m", "sciatica_edu.authoring.meshes.build", str(stem)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or ["the process ended without a word."]
        raise AssetError(said[-1])
