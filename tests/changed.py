"""Lint and test what changed since ``main``, for the inner loop: ``make quick``.

The tests are those of the rooms that changed, without browsers, whole lessons, reference
implementations and what is marked slow. Where nothing changed, a few rooms that tell much are run.
Where the browser halves changed, they are checked and their own tests are run by node.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_TELLING = ("tests/display", "tests/evidence", "tests/quiz/asking", "tests/triage")
_LEFT_OUT = "not (browser or notebooks or reference or slow)"


def main() -> int:
    """Return 0 when everything is well."""
    changed = _changed()
    sources = [name for name in changed if name.endswith(".py")]
    bin_folder = Path(sys.executable).parent
    commands: list[list[str]] = []
    if sources:
        commands += [["ruff", "check", *sources], ["ruff", "format", "--check", *sources]]
    if any(name.startswith("sciatica_edu/") for name in sources):
        commands += [["mypy"], ["lint-imports"]]
    failed = [one for one in commands if subprocess.run([bin_folder / one[0], *one[1:]], cwd=ROOT,
                                                        check=False).returncode]  # fmt: skip
    if any(name.startswith("js/") for name in changed):
        failed += [one for one in (["npm", "run", "--silent", "lint"], ["npm", "run", "--silent", "test"])
                   if _by_node(one, bin_folder)]  # fmt: skip
    rooms = _rooms(changed) or list(_TELLING)
    sys.stdout.write(f"tests of {', '.join(rooms)}\n")
    sys.stdout.flush()
    tests = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "-m", _LEFT_OUT]
    done = subprocess.run([*tests, *rooms], cwd=ROOT, check=False)
    return 1 if failed or done.returncode else 0


def _by_node(command: list[str], bin_folder: Path) -> int:
    """Return the exit status of one of ``js/package.json``'s scripts, by the node beside Python."""
    path = os.pathsep.join([str(bin_folder), os.environ.get("PATH", "")])
    npm = shutil.which("npm", path=path) or "npm"
    done = subprocess.run([npm, *command[1:]], cwd=ROOT / "js", check=False,
                          env={**os.environ, "PATH": path})  # fmt: skip
    return done.returncode


def _changed() -> list[str]:
    """Return the files that differ from the newest common commit with ``main``, new ones too."""

    def lines(*arguments: str) -> list[str]:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True,
                              check=False)  # fmt: skip
        return done.stdout.split()

    base = lines("merge-base", "HEAD", "main") or ["HEAD"]
    found = {*lines("diff", "--name-only", "--diff-filter=d", base[0]),
             *lines("ls-files", "--others", "--exclude-standard")}  # fmt: skip
    return sorted(found)


def _rooms(changed: list[str]) -> list[str]:
    """Return the smallest folders or files of tests that mirror what changed."""
    found: set[Path] = set()
    for name in changed:
        path = Path(name)
        match path.parts[0]:
            case "tests" if path.name.startswith("test_"):
                found.add(path)
            case "tests" if len(path.parts) > 2:
                found.add(path.parent)
            case "data":
                found |= {Path("tests/evidence"), Path("tests/test_broken_data.py")}
            case "sciatica_edu":
                own = Path("tests", *path.parts[1:-1], f"test_{path.name}")
                found.add(own if (ROOT / own).exists() else own.parent)
    existing = {path for path in found if (ROOT / path).exists() and path != Path("tests")}
    return sorted(p.as_posix() for p in existing if not existing & set(p.parents))


if __name__ == "__main__":
    sys.exit(main())
