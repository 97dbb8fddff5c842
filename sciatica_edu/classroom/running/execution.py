"""Run the cells of a notebook in memory and return it executed.

Parameters are inserted by papermill; no file is written here but a temporary folder
in which the kernel works and which is gone afterwards.
"""

from __future__ import annotations

import copy
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sciatica_edu.classroom.running.normalise import KERNELSPEC
from sciatica_edu.errors import LessonError
from sciatica_edu.record.home import HOME_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode

    from sciatica_edu.classroom.running.forked_kernel import ForkServer

__all__ = [
    "DEFAULT_TIMEOUT_S",
    "LessonRunError",
    "batch_environment",
    "execute",
]

DEFAULT_TIMEOUT_S = 120


class LessonRunError(LessonError):
    """A cell failed, took too long or ended its kernel.

    Attributes
    ----------
    notebook
        The notebook as far as it came.
    cell_index
        Index of the cell at fault, from 0.
    """

    def __init__(self, message: str, *, notebook: NotebookNode, cell_index: int) -> None:
        super().__init__(message)
        self.notebook = notebook
        self.cell_index = cell_index


def execute(
    notebook: NotebookNode,
    *,
    name: str,
    parameters: Mapping[str, object] | None = None,
    timeout_s: int = DEFAULT_TIMEOUT_S,
    own_learner_home: bool = True,
    server: ForkServer | None = None,
) -> NotebookNode:
    """Return the notebook with all its cells run; the one given stays as it is.

    Parameters
    ----------
    notebook
        A notebook with one cell tagged ``parameters``.
    name
        How messages call the notebook.
    parameters
        Checked values, put into a cell of their own after the tagged one.
    timeout_s
        Limit for one cell, in seconds; always in force.
    own_learner_home
        True: answers go to a temporary folder. False: to this computer's learner.
    server
        Where the kernel is forked; an ordinary process is started when None.

    Raises
    ------
    LessonError
        The time limit is not positive.
    LessonRunError
        A cell failed, took longer than the limit, or its kernel died.
    """
    if timeout_s <= 0:
        raise LessonError(f"the time limit is {timeout_s} s; allowed: more than 0 s.")
    with tempfile.TemporaryDirectory(prefix="sciatica-edu-", ignore_cleanup_errors=True) as folder:
        environment = _environment(Path(folder), own_learner_home=own_learner_home)
        return _execute_in(
            Path(folder),
            _cleared(notebook),
            name=name,
            parameters=dict(parameters or {}),
            timeout_s=timeout_s,
            environment=environment,
            server=server,
        )


def batch_environment() -> dict[str, str]:
    """Return the environment common to all kernels of a batch: this process's, made steady."""
    environment = dict(os.environ)
    environment["PYTHONHASHSEED"] = "0"
    environment["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    # Lessons run side by side; more threads in each would only fight over the processors.
    environment["OPENBLAS_NUM_THREADS"] = environment["OMP_NUM_THREADS"] = "1"
    environment.pop("MPLBACKEND", None)
    return environment


def _environment(folder: Path, *, own_learner_home: bool) -> dict[str, str]:
    environment = batch_environment()
    # Start-up files and the history of the user's IPython are none of a lesson's business.
    environment["IPYTHONDIR"] = str(folder / "ipython")
    if own_learner_home:
        environment[HOME_VARIABLE] = str(folder / "learner")
    return environment


def _cleared(notebook: NotebookNode) -> NotebookNode:
    cleared = copy.deepcopy(notebook)
    # Without a kernelspec papermill cannot insert parameters.
    cleared.metadata["kernelspec"] = dict(KERNELSPEC)
    for cell in cleared.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return cleared


def _execute_in(
    folder: Path,
    notebook: NotebookNode,
    *,
    name: str,
    parameters: dict[str, object],
    timeout_s: int,
    environment: Mapping[str, str],
    server: ForkServer | None,
) -> NotebookNode:
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from sciatica_edu.classroom.running.engine import ENGINE_NAME, register_engine

    register_engine()
    held: list[NotebookNode] = []
    try:
        executed: NotebookNode = papermill.execute_notebook(
            notebook,
            None,
            parameters=parameters,
            engine_name=ENGINE_NAME,
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=timeout_s,
            environment=environment,
            folder=folder,
            on_notebook=held.append,
            server=server,
        )
        return executed  # noqa: TRY300
    except PapermillExecutionError as error:
        reason = f"failed with {error.ename}: {error.evalue}"
    except CellTimeoutError:
        reason = f"did not finish within {timeout_s} s"
    except DeadKernelError:
        reason = "ended the Python process"
    raise _run_error(name, held[0], reason)


def _run_error(name: str, notebook: NotebookNode, reason: str) -> LessonRunError:
    notebook = copy.deepcopy(notebook)
    # Papermill adds cells of its own around the error; ours says the same once, below.
    notebook.cells = [
        cell
        for cell in notebook.cells
        if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])
    ]
    index = max(
        position
        for position, cell in enumerate(notebook.cells)
        if cell.cell_type == "code"
        and cell.metadata.get("papermill", {}).get("status") != "pending"
    )
    lines = notebook.cells[index].source.strip().splitlines()
    shown = lines[0] if lines else ""
    return LessonRunError(
        f"{name}: cell {index + 1} ({shown}) {reason}", notebook=notebook, cell_index=index
    )
