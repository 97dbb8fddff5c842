"""Each notebook, run again cell by cell, gives the outputs that it is stored with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS

HERE = Path(__file__).resolve().parent

pytestmark = pytest.mark.notebooks


@pytest.mark.parametrize("lesson", PARAMETER_MODELS)
def test_nbval_finds_every_output_as_it_is_stored(lesson, tmp_path):
    notebook = HERE.parents[1] / "notebooks" / f"{lesson}.ipynb"
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider",
            "-c", os.devnull, "--nbval", "--nbval-current-env", "--nbval-cell-timeout", "120",
            "--nbval-sanitize-with", str(HERE / "sanitize.cfg"), str(notebook),
        ],
        # nobody has answered anything yet
        env={**os.environ, "SCIATICA_EDU_HOME": str(tmp_path / "record")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
