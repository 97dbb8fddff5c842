"""The repository keeps its own promises: environments, lock, wheel, no traces of a machine."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def tracked_files() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / line for line in listing.splitlines()]


def test_environment_installs_this_package_for_the_same_python(project):
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    plain = [item for item in environment["dependencies"] if isinstance(item, str)]
    (pip,) = [item["pip"] for item in environment["dependencies"] if isinstance(item, dict)]
    assert f"python {project['requires-python']}" in plain
    assert "pip" in plain
    (entry,) = pip
    extras = set(re.findall(r"[\w-]+", entry.split("[")[1])) if "[" in entry else set()
    assert entry.startswith(".")
    assert extras <= set(project["optional-dependencies"])


def test_lock_holds_every_dependency_with_hashes_and_no_address(project):
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    locked = set(re.findall(r"^([a-z0-9._-]+)==", lock, flags=re.MULTILINE))
    wanted = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        wanted += extra
    names = {re.split(r"[ <>=;\[]", item)[0].lower().replace("_", "-") for item in wanted}
    assert names - locked == set()
    pins = re.findall(r"^[a-z0-9._-]+==.*$", lock, flags=re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z0-9._-]+==.*\\$", lock, flags=re.MULTILINE))


def test_no_tracked_file_names_a_machine_path():
    pattern = re.compile(rb"(?<![\w./])/(?:home/(?!someone)|root/|Users/(?!someone)|work/)\w")
    own = Path(__file__).resolve()
    found = [
        path.relative_to(ROOT)
        for path in tracked_files()
        if path.is_file() and path.resolve() != own and pattern.search(path.read_bytes())
    ]
    assert found == []


def test_version_is_stated_once_and_the_same(project):
    import sciatica_edu

    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert sciatica_edu.__version__ == project["version"] == citation["version"]


def test_wheel_installed_elsewhere_opens_a_lesson(tmp_path):
    wheels = tmp_path / "wheels"
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = wheels.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(site)
    assert "sciatica_edu/_data/objectives.yaml" in names
    assert "sciatica_edu/_notebooks/00_start_here.ipynb" in names
    program = (
        "import sciatica_edu, pathlib, sys;"
        "from sciatica_edu.lessons.lesson import Lesson;"
        "assert pathlib.Path(sciatica_edu.__file__).is_relative_to(sys.argv[1]), sciatica_edu.__file__;"
        "print(repr(Lesson.open('01_anatomy')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(site)],
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(site),
            "PATH": "",
            "HOME": str(tmp_path),
            "SCIATICA_EDU_HOME": str(tmp_path / "record"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "01_anatomy" in done.stdout
