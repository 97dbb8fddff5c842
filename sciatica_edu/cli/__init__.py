"""The command line: one module a command.

A module ``NAME.py`` beside this file that defines ``command`` (a `click.Command` or group)
is the command ``sciatica-edu NAME``, with hyphens for underscores; nothing else needs to be told. Modules are imported
only when their command is used, so that ``--version`` stays quick.

Exit status: 0 done, 1 the work found problems and named each, 2 wrong use.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import click

from sciatica_edu import __version__
from sciatica_edu.errors import ParameterError, SciaticaEduError, did_you_mean

__all__ = ["cli", "main"]


class _Problem(click.ClickException):
    exit_code = 1

    def show(self, file: Any = None) -> None:
        click.echo(f"Error: {self.format_message()}", file=file, err=True)


class _WrongUse(_Problem):
    exit_code = 2


class _Commands(click.Group):
    """Finds commands among the modules of this package and reports the package's errors."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(
            module.name.replace("_", "-")
            for module in pkgutil.iter_modules(__path__)
            if not module.name.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name}.command is not a click command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in known:
            hint = did_you_mean(args[0], known)
            ctx.fail(f"No such command {args[0]!r}.{hint} Commands: {', '.join(known)}.")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ParameterError as error:
            raise _WrongUse(str(error)) from error
        except SciaticaEduError as error:
            raise _Problem(str(error)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise _Problem(f"{where}{error.strerror or error}.") from error


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="sciatica-edu")
def cli() -> None:
    """Run the course on sciatica.

    Teaching material, not medical advice.
    """


def main() -> None:
    """Run the command line and leave with its exit status."""
    cli(prog_name="sciatica-edu")
