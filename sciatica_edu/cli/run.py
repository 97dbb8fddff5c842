"""``sciatica-edu run``: one lesson with chosen parameters."""

from __future__ import annotations

from pathlib import Path

import click

from sciatica_edu.errors import ParameterError

__all__ = ["command"]


@click.command("run")
@click.argument("lesson")
@click.option(
    "-p", "--parameter", "pairs", nargs=2, multiple=True, metavar="NAME VALUE",
    help="A parameter; may be given several times.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
    help="Notebook to write.  [default: LESSON.ipynb in build/lessons]",
)  # fmt: skip
@click.option("--html", is_flag=True, help="Also write a page that reads offline.")
@click.option("--handout", is_flag=True, help="Also write a printable page without code.")
@click.option(
    "--timeout", "timeout_s", type=click.IntRange(min=1), default=120, show_default=True,
    help="Limit for one cell, in seconds.",
)  # fmt: skip
@click.option("--list", "show_list", is_flag=True, help="List the lesson's parameters and leave.")
def command(
    lesson: str,
    pairs: tuple[tuple[str, str], ...],
    output: Path | None,
    *,
    html: bool,
    handout: bool,
    timeout_s: int,
    show_list: bool,
) -> None:
    """Run LESSON with parameters.

    A parameter that is unknown, of the wrong type or out of range stops the run before
    any cell is executed.
    """
    from sciatica_edu.lessons.parameter_text import parse_parameters

    if show_list:
        _list_parameters(lesson)
        return
    parameters = parse_parameters(lesson, _unique(pairs))
    target = output or Path("build") / "lessons" / f"{lesson}.ipynb"

    from sciatica_edu.classroom.running.run import run_lesson

    result = run_lesson(lesson, parameters, target, html=html, handout=handout, timeout_s=timeout_s)
    for path in (result.notebook, result.page, result.handout):
        if path:
            click.echo(path)


def _unique(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, text in pairs:
        if name in texts:
            raise ParameterError(
                f"parameter {name!r} is given twice: {texts[name]!r} and {text!r}."
            )
        texts[name] = text
    return texts


def _list_parameters(lesson: str) -> None:
    from sciatica_edu.lessons.parameter_text import parameters_of

    for row in parameters_of(lesson):
        click.echo(f"{row.name} = {row.default!r}\n    {row.meaning}; allowed: {row.allowed}")
