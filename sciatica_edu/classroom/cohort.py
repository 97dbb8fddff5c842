"""Run one lesson for a whole class: personalised notebooks and pages, an index, a summary.

A student whose run fails is named; the others are finished.
"""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, Literal, get_args

from sciatica_edu.classroom.class_index import class_summary, index_page
from sciatica_edu.classroom.class_list import StudentResult
from sciatica_edu.classroom.running.execution import DEFAULT_TIMEOUT_S, batch_environment
from sciatica_edu.classroom.running.forked_kernel import ForkServer, fork_is_safe, modules_of
from sciatica_edu.classroom.running.run import read_built, run_lesson
from sciatica_edu.errors import LessonError
from sciatica_edu.evidence.location import notebooks_path
from sciatica_edu.record.atomic_file import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from nbformat import NotebookNode

    from sciatica_edu.classroom.class_list import Student

__all__ = ["DEFAULT_WORKERS", "Engine", "run_cohort"]

DEFAULT_WORKERS = 2

Engine = Literal["auto", "fork", "stock"]


def run_cohort(
    students: Sequence[Student],
    lesson_id: str,
    folder: Path,
    *,
    workers: int = DEFAULT_WORKERS,
    timeout_s: int = DEFAULT_TIMEOUT_S,
    source: Path | None = None,
    engine: Engine = "auto",
    on_done: Callable[[StudentResult], None] | None = None,
) -> tuple[StudentResult, ...]:
    """Run the lesson for each student and write ``index.html`` and ``summary.csv``.

    Parameters
    ----------
    students
        The class, checked.
    lesson_id
        The lesson.
    folder
        Where all files go; made if missing.
    workers
        Number of lessons run at the same time, 1 to 64.
    timeout_s
        Limit for one cell, in seconds.
    source
        The built notebook to run; the course's own when None.
    engine
        ``"stock"`` starts a process for each kernel, ``"fork"`` forks it from one that has
        everything imported, ``"auto"`` forks where that is safe. The files are the same.
    on_done
        Called after each student, in the order of finishing.

    Returns
    -------
    tuple of StudentResult
        In the order of the class, failed ones included.

    Raises
    ------
    LessonError
        The number of workers or the engine is not allowed, or the lesson is not built.
    """
    if not 1 <= workers <= 64:
        raise LessonError(f"the number of workers is {workers}; allowed: 1 to 64.")
    built = source or notebooks_path() / f"{lesson_id}.ipynb"
    notebook = read_built(built, lesson_id)
    folder.mkdir(parents=True, exist_ok=True)
    with _server(engine, notebook) as server:

        def run(student: Student) -> StudentResult:
            return _run_student(
                student, lesson_id, folder, timeout_s=timeout_s, source=built, server=server
            )

        results = dict(_in_parallel(run, students, workers, on_done))
    ordered = tuple(results[student.stem] for student in students)
    write_atomically(folder / "index.html", index_page(ordered, lesson_id))
    write_atomically(folder / "summary.csv", class_summary(ordered, lesson_id))
    return ordered


def _server(
    engine: str, notebook: NotebookNode
) -> ForkServer | contextlib.AbstractContextManager[None]:
    if engine not in get_args(Engine):
        raise LessonError(f"the engine is {engine!r}; allowed: {', '.join(get_args(Engine))}.")
    if engine == "fork" and not fork_is_safe():
        raise LessonError("kernels cannot be forked safely on this system; use the engine 'stock'.")
    if engine == "stock" or not fork_is_safe():
        return contextlib.nullcontext()
    return ForkServer(modules_of(notebook), batch_environment())


def _in_parallel(
    run: Callable[[Student], StudentResult],
    students: Sequence[Student],
    workers: int,
    on_done: Callable[[StudentResult], None] | None,
) -> Iterator[tuple[str, StudentResult]]:
    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="cohort")
    try:
        for future in as_completed([pool.submit(run, student) for student in students]):
            result = future.result()
            if on_done:
                on_done(result)
            yield result.student.stem, result
    finally:
        # After an interruption nothing new is begun; lessons already running end.
        pool.shutdown(wait=True, cancel_futures=True)


def _run_student(
    student: Student,
    lesson_id: str,
    folder: Path,
    *,
    timeout_s: int,
    source: Path,
    server: ForkServer | None,
) -> StudentResult:
    output = folder / f"{student.stem}.ipynb"
    page = output.with_suffix(".html")
    # A page of an earlier run must not pass for this one's.
    page.unlink(missing_ok=True)
    error = ""
    try:
        run_lesson(
            lesson_id,
            student.parameters,
            output,
            html=True,
            timeout_s=timeout_s,
            source=source,
            own_learner_home=True,
            server=server,
        )
    except LessonError as failure:
        error = str(failure).splitlines()[0]
    return StudentResult(
        student=student,
        notebook=output.name if output.exists() else "",
        page=page.name if page.exists() else "",
        error=error,
    )
