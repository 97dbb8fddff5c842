"""``sciatica-edu clinic``: simulated patients."""

from __future__ import annotations

from pathlib import Path

import click

from sciatica_edu.errors import OutOfRangeError, ParameterError, UnknownNameError

__all__ = ["command"]


@click.group("clinic")
def command() -> None:
    """Draw simulated patients."""


@command.command("sample")
@click.option("--setting", required=True, help="primary-care, emergency or spine-clinic.")
@click.option("--count", type=int, required=True, help="How many, up to 1,000,000.")
@click.option(
    "--seed",
    type=int,
    default=1,
    show_default=True,
    help="The same seed gives the same file.",
)
@click.option(
    "--mix",
    default="prevalence",
    show_default=True,
    help="As in life (prevalence), or with more danger (teaching).",
)
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="File to write, one JSON object a line.",
)  # fmt: skip
def sample_command(setting: str, count: int, seed: int, mix: str, output: Path) -> None:
    """Write simulated patients with their findings and the exact probability of each cause."""
    from sciatica_edu.clinic.patient_file import write_patients
    from sciatica_edu.clinic.stories import load_clinic
    from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE

    try:
        write_patients(load_clinic(), output, setting, count, seed, mix=mix)  # type: ignore[arg-type]
    except (OutOfRangeError, UnknownNameError) as error:
        raise ParameterError(str(error)) from error
    click.echo(NOT_MEDICAL_ADVICE, err=True)
    click.echo(output)
