"""For all tests: a busy machine is not a failing property, and on CI nothing is left out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")

_TESTS = Path(__file__).parent


@pytest.fixture(scope="session")
def course():
    """The course's own content, for tests that are about it."""
    from sciatica_edu.evidence.course import load_course

    return load_course()


@pytest.fixture(scope="session")
def mujoco():
    """The simulator that the skeleton was taken from."""
    pytest.importorskip("musculoskeletal.models", reason="needs musculoskeletal-models")
    pytest.importorskip("myo_sim", reason="needs myo-sim")
    return pytest.importorskip("mujoco", reason="needs mujoco")


@pytest.fixture(scope="module")
def unchanged_files_read_once():
    """Remember what a file gave, by its bytes, so that each test reads its broken file only."""
    kept = {}

    def remembering(read):
        def reading(path, *kind):
            files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
            if not all(file.exists() for file in files):
                return read(path, *kind)
            key = (read, path.name, *(file.read_bytes() for file in files), repr(kind))
            if key not in kept:
                kept[key] = read(path, *kind)
            return kept[key]

        return reading

    names = ("load_yaml", "load_as", "load_keyed", "load_questions")
    loaded = [one for name, one in sys.modules.items() if name.startswith("sciatica_edu.")]
    with pytest.MonkeyPatch.context() as patch:
        for module in loaded:
            for name in names:
                if hasattr(module, name):
                    patch.setattr(module, name, remembering(getattr(module, name)))
        yield


# What takes long is begun first, so that two workers end together.
_LONG = ("browser", "notebooks", "classroom", "quiz/live", "cli", "nerve_block", "fibre", "body")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Put the long groups of tests first, each in its own order."""

    def rank(item) -> int:
        room = item.path.relative_to(_TESTS).as_posix()
        return next((n for n, long in enumerate(_LONG) if room.startswith(long)), len(_LONG))

    items.sort(key=rank)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Fail a run on CI that skipped a test: there NEURON, MuJoCo and Chromium are installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("CI") and sys.platform == "linux":
        reporter.write_line(f"\n{len(skipped)} skipped on CI, where all tests must run:")
        for report in skipped:
            reporter.write_line(f"  {report.nodeid}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
