"""Kernels that start by forking a process with everything imported (Linux only).

Eight times less start-up for each student of a class; the outputs are the same. macOS
cannot fork safely and Windows not at all: there, ordinary kernels are used.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self, cast

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from sciatica_edu.errors import LessonError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jupyter_client.connect import KernelConnectionInfo
    from nbformat import NotebookNode

    from sciatica_edu.classroom.running.kernels import BatchKernelManager

__all__ = ["ForkServer", "fork_is_safe", "modules_of"]

_START_LIMIT_S = 60
_POLL_S = 0.002
_ALWAYS = (
    "sciatica_edu.evidence.course:load_course",
    "ipywidgets",
    "anywidget",
    "matplotlib.pyplot",
)


def fork_is_safe() -> bool:
    """Return whether kernels may be forked on this system."""
    return sys.platform == "linux"


def modules_of(notebook: NotebookNode) -> tuple[str, ...]:
    """Return the modules that the notebook's cells import, in order of appearance.

    Parameters
    ----------
    notebook
        A lesson; a cell that is not plain Python is passed over.
    """
    found: dict[str, None] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Import):
                    found.update((alias.name, None) for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found[node.module] = None
    return tuple(found)


class ForkServer:
    """The process from which kernels are forked; use it as a context manager.

    Parameters
    ----------
    modules
        What it imports before the first kernel is asked for.
    environment
        Its environment; hash seed and plotting backend of the kernels come from here.
    """

    def __init__(self, modules: tuple[str, ...], environment: Mapping[str, str]) -> None:
        self._modules = modules
        self._environment = {
            **environment,
            # Read once, when matplotlib is imported; in an ordinary kernel IPython sets it.
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        }
        self._folder = tempfile.TemporaryDirectory(prefix="sciatica-edu-")
        self._address = str(Path(self._folder.name) / "fork")
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [
                # -P: a file of the current folder must not pass for a module
                sys.executable, "-P", "-m", "sciatica_edu.classroom.running.fork_server",
                self._address, *_ALWAYS, *self._modules,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment,
            text=True,
        )  # fmt: skip
        told = cast("IO[str]", self._process.stdout)
        readable, _, _ = select.select([told], [], [], _START_LIMIT_S)
        line = told.readline() if readable else ""
        if line != "listening\n":
            self.__exit__()
            raise LessonError(
                "the process from which lessons are forked did not start; "
                "run with --engine stock to do without it."
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            try:
                # Closes its standard input, which ends it.
                self._process.communicate(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.communicate()
            self._process = None
        self._folder.cleanup()

    def attach(self, manager: BatchKernelManager) -> None:
        """Make `manager` start its kernel here."""
        provisioner = _ForkProvisioner(
            kernel_id="", kernel_spec=manager.kernel_spec, parent=manager
        )
        provisioner.address = self._address
        manager.provisioner = provisioner


class _ForkedProcess:
    """The part of `subprocess.Popen` that a provisioner uses, for a forked kernel."""

    stdin = stdout = stderr = None

    def __init__(self, address: str, request: dict[str, Any]) -> None:
        self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._told = b""
        self.returncode: int | None = None
        try:
            self._connection.settimeout(_START_LIMIT_S)
            self._connection.connect(address)
            self._connection.sendall(json.dumps(request).encode() + b"\n")
            self.pid = int(self._first_line().removeprefix("ready "))
        except (OSError, ValueError) as error:
            self._connection.close()
            raise LessonError(f"a kernel could not be forked: {error}") from error
        self._connection.setblocking(False)  # noqa: FBT003

    def _first_line(self) -> str:
        while b"\n" not in self._told:
            piece = self._connection.recv(4096)
            if not piece:
                raise OSError("the connection was closed")
            self._told += piece
        line, _, self._told = self._told.partition(b"\n")
        return line.decode()

    def poll(self) -> int | None:
        if self.returncode is None:
            with contextlib.suppress(BlockingIOError):
                piece = self._connection.recv(4096)
                self._told += piece
                if not piece or b"\n" in self._told:
                    self._end()
        return self.returncode

    def wait(self) -> int:
        while (code := self.poll()) is None:
            select.select([self._connection], [], [])
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def _end(self) -> None:
        # A server that is gone took its kernels with it.
        line = self._told.decode().strip()
        self.returncode = int(line.removeprefix("exit ")) if line else -signal.SIGKILL
        self._connection.close()


class _ForkProvisioner(LocalProvisioner):
    """Starts a kernel by asking the fork server instead of starting a process."""

    address: str

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        request = {
            "connection_file": cmd[cmd.index("-f") + 1],
            "env": dict(kwargs["env"]),
            "cwd": str(kwargs["cwd"]),
        }
        process: Any = _ForkedProcess(self.address, request)
        # It leads a group of its own, so that what it started ends with it.
        self.process, self.pid, self.pgid = process, process.pid, process.pid
        self.cwd = kwargs["cwd"]
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        # Once it is reaped its number may belong to another process.
        if await self.poll() is None:
            await super().send_signal(signum)

    async def wait(self) -> int | None:
        while self.process is not None and await self.poll() is None:  # noqa: ASYNC110
            await asyncio.sleep(_POLL_S)
        return await super().wait()
