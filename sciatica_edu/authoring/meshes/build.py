"""Build the bone meshes and keep them: ``python -m sciatica_edu.authoring.meshes.build STEM``.

Writes ``STEM.bin`` and ``STEM.json``. A notebook that shows the 3D body for the first time starts
this in a process of its own (`sciatica_edu.body.shape.assets`).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sciatica_edu.authoring.meshes.bones import build_bones
from sciatica_edu.authoring.meshes.packing import pack
from sciatica_edu.body.shape.assets import source_versions
from sciatica_edu.errors import AssetError

if TYPE_CHECKING:
    from sciatica_edu.body.shape.mesh_file import BodyMeshes

__all__ = ["build", "keep", "main"]


def build() -> BodyMeshes:
    """Build the meshes from the installed packages.

    Raises
    ------
    AssetError
        If a package is missing or its content is not what was expected.
    """
    versions = source_versions()
    return pack(build_bones(), made_from=versions)


def keep(meshes: BodyMeshes, stem: Path) -> None:
    """Write block, then header, each under another name first: a reader never sees half a file.

    Raises
    ------
    AssetError
        If the folder cannot be written.
    """
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


def main() -> int:
    """Build and keep; 1 means that it could not be done, and why stands on standard error."""
    try:
        keep(build(), Path(sys.argv[1]))
    except AssetError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
