"""A quiz in an executed notebook: strict nbval passes twice, whatever the record holds."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import nbformat
from nbclient import NotebookClient

from tests.quiz.every_type import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CELL = """
from sciatica_edu.quiz.live.widget import Quiz
from sciatica_edu.record.store import LearnerRecord
from tests.quiz.every_type import every_type, pictures
quiz = Quiz(every_type().values(), record=LearnerRecord("ann"), lesson="l", pictures=pictures(), seed=3)
quiz
"""


def test_strict_nbval_passes_twice_with_answers_given_between(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SCIATICA_EDU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(CELL),
            nbformat.v4.new_code_cell("quiz.answer('EX-SBA', 'A')"),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    NotebookClient(notebook, timeout=120, store_widget_state=False).execute()
    path = tmp_path / "quiz.ipynb"
    nbformat.write(notebook, path)
    command = [
        sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q", "-p", "no:cacheprovider",
        "-c", os.devnull, "--rootdir", str(tmp_path), str(path),
    ]  # fmt: skip
    for _ in range(2):
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 0, done.stdout[-2000:]
