"""``sciatica-edu gallery``: every widget and figure in its main states, on one page for reviewers."""

from __future__ import annotations

from pathlib import Path

import click

from sciatica_edu.errors import ParameterError

__all__ = ["command"]


@click.command("gallery")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="HTML file to write.",
)  # fmt: skip
def command(output: Path) -> None:
    """Show every widget and figure in its main states: light, dark and narrow.

    One page that opens in a browser without a notebook and without a network.
    """
    from tempfile import TemporaryDirectory

    from sciatica_edu.authoring.gallery.page import gallery_page
    from sciatica_edu.evidence.course import load_course
    from sciatica_edu.evidence.location import notebooks_path
    from sciatica_edu.record.atomic_file import write_atomically

    if output.suffix.lower() not in {".html", ".htm"}:
        raise ParameterError(f"the gallery is a page: {str(output)!r} must end with .html.")
    with TemporaryDirectory() as home:
        page = gallery_page(load_course(), notebooks=notebooks_path(), home=Path(home))
    write_atomically(output, page)
    click.echo(output)
