"""Run one lesson with chosen parameters into a notebook and, if wanted, a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import nbformat

from sciatica_edu.classroom.page import handout_of, page_of, without_solutions
from sciatica_edu.classroom.running.execution import DEFAULT_TIMEOUT_S, LessonRunError, execute
from sciatica_edu.classroom.running.normalise import normalise, notebook_text
from sciatica_edu.errors import LessonError
from sciatica_edu.evidence.location import notebooks_path
from sciatica_edu.lessons.parameter_models import PARAMETER_MODELS, LessonParameters
from sciatica_edu.lessons.parameters import require_lesson, validate_parameters
from sciatica_edu.record.atomic_file import write_atomically

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from nbformat import NotebookNode

    from sciatica_edu.classroom.running.forked_kernel import ForkServer

__all__ = ["RunResult", "read_built", "run_lesson"]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run wrote."""

    notebook: Path
    page: Path | None
    handout: Path | None


def run_lesson(
    lesson_id: str,
    parameters: Mapping[str, object] | LessonParameters,
    output: Path,
    *,
    html: bool = False,
    handout: bool = False,
    timeout_s: int = DEFAULT_TIMEOUT_S,
    source: Path | None = None,
    own_learner_home: bool = False,
    server: ForkServer | None = None,
) -> RunResult:
    """Run a lesson.

    Parameters
    ----------
    lesson_id
        A lesson, for example ``"04_nerve_block"``.
    parameters
        Name → value, or parameters already checked. They are judged before anything runs.
    output
        The notebook to write; the page goes beside it as ``.html``, the handout as
        ``_handout.html``. Each is written whole or not at all.
    html
        Write a page that reads offline.
    handout
        Write a printable page without code; answers only when ``show_answers`` is true.
    timeout_s
        Limit for one cell, in seconds.
    source
        The built notebook to run; the course's own when None.
    own_learner_home
        True: the record of this computer's learner is neither read nor written.
    server
        Where the kernel is forked; an ordinary process is started when None.

    Returns
    -------
    RunResult
        The files written.

    Raises
    ------
    ParameterError
        A parameter is not allowed.
    LessonError
        The lesson is unknown, not built, or a cell failed. In the last case the notebook
        is saved as far as it came and the message names cell and file.
    """
    require_lesson(lesson_id)
    checked = _checked(lesson_id, parameters)
    built = source or notebooks_path() / f"{lesson_id}.ipynb"
    _require_output(output, built)
    notebook = read_built(built, lesson_id)
    if not checked.show_answers:
        notebook = without_solutions(notebook)
    try:
        executed = execute(
            notebook,
            name=lesson_id,
            parameters=checked.model_dump(exclude_unset=True),
            timeout_s=timeout_s,
            own_learner_home=own_learner_home,
            server=server,
        )
    except LessonRunError as error:
        write_atomically(output, notebook_text(_marked_as_broken(error)))
        raise LessonError(f"{error}\nThe notebook as far as it came: {output}") from error
    result = normalise(executed)
    page = output.with_suffix(".html") if html else None
    paper = output.with_name(f"{output.stem}_handout.html") if handout else None
    write_atomically(output, notebook_text(result))
    if page:
        write_atomically(page, page_of(result, code=True))
    if paper:
        write_atomically(paper, handout_of(result, answers=checked.show_answers))
    return RunResult(notebook=output, page=page, handout=paper)


def _checked(
    lesson_id: str, parameters: Mapping[str, object] | LessonParameters
) -> LessonParameters:
    if not isinstance(parameters, LessonParameters):
        return validate_parameters(lesson_id, parameters)
    if type(parameters) is not PARAMETER_MODELS[lesson_id]:
        raise LessonError(
            f"{type(parameters).__name__} are not the parameters of {lesson_id}, "
            f"{PARAMETER_MODELS[lesson_id].__name__} are."
        )
    return parameters


def _require_output(output: Path, built: Path) -> None:
    if output.suffix != ".ipynb":
        raise LessonError(f"the output is {str(output)!r}; its name must end with '.ipynb'.")
    if output.is_dir():
        raise LessonError(f"the output {output} is a folder; give the name of a notebook.")
    if output.resolve().parent == built.resolve().parent:
        raise LessonError(
            f"the output {output} would lie among the course's own notebooks; "
            "choose another folder."
        )


def read_built(built: Path, lesson_id: str) -> NotebookNode:
    """Return a built notebook.

    Parameters
    ----------
    built
        The file.
    lesson_id
        The lesson it holds, for messages.

    Raises
    ------
    LessonError
        The file does not exist or is not a notebook.
    """
    try:
        notebook: NotebookNode = nbformat.read(built, as_version=4)  # type: ignore[no-untyped-call]
    except FileNotFoundError:
        raise LessonError(
            f"{lesson_id} is not built: {built} does not exist. Run: sciatica-edu build {lesson_id}"
        ) from None
    except (ValueError, nbformat.ValidationError) as error:
        raise LessonError(f"{built} is not a notebook: {error}") from error
    return notebook


def _marked_as_broken(error: LessonRunError) -> NotebookNode:
    notebook = normalise(error.notebook)
    # The text stands in a code span: it is whatever the failing cell said.
    told = str(error).replace("`", "'").replace("\n", " ")
    note = nbformat.v4.new_markdown_cell(  # type: ignore[no-untyped-call]
        f"**This run stopped with an error and is not complete.** `{told}`"
    )
    notebook.cells.insert(0, note)
    return normalise(notebook)
