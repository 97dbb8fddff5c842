"""The papermill engine that never hangs.

nbclient waits for a cell's reply on a socket whose wake-up can be lost while a widget
sends its state (github.com/jupyter/nbclient, issue 312). Asking again every quarter of a
second costs nothing and cannot miss the reply.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import TYPE_CHECKING, Any

from nbclient.exceptions import CellExecutionError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.log import logger

from sciatica_edu.classroom.running.kernels import kernel_manager_in

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from nbformat import NotebookNode

    from sciatica_edu.classroom.running.forked_kernel import ForkServer

__all__ = ["ENGINE_NAME", "SafeClient", "SafeEngine", "register_engine"]

ENGINE_NAME = "sciatica-edu"

_SLICE_S = 0.25
# A busy machine may deliver a picture late; the default of 4 s loses it.
_IOPUB_TIMEOUT_S = 30


class SafeClient(PapermillNotebookClient):  # type: ignore[misc]
    """A papermill client that asks for the reply in slices of time."""

    async def async_execute_all(
        self, environment: dict[str, str], server: ForkServer | None
    ) -> None:
        """Start the kernel, run the cells up to the first that fails, end the kernel.

        Parameters
        ----------
        environment
            The kernel's environment.
        server
            Where the kernel is forked; an ordinary process is started when None.
        """
        self.reset_execution_trackers()
        folder = Path(self.resources["metadata"]["path"])
        self.km = kernel_manager_in(folder, self.kernel_name)
        if server is not None:
            server.attach(self.km)
        try:
            await self.async_start_new_kernel(env=environment)
            await self.async_start_new_kernel_client()
            for index, cell in enumerate(self.nb.cells):
                try:
                    self.nb_man.cell_start(cell, index)
                    await self.async_execute_cell(cell, index)
                except CellExecutionError as error:
                    self.nb_man.cell_exception(cell, cell_index=index, exception=error)
                    break
                finally:
                    self.nb_man.cell_complete(cell, cell_index=index)
        except DeadKernelError:
            task = asyncio.current_task()
            if task and task.cancelling():
                # nbclient takes every cancellation for a dead kernel; this one is Ctrl-C.
                raise asyncio.CancelledError from None
            raise
        finally:
            await self._async_cleanup_kernel()

    async def _async_poll_for_reply(
        self,
        msg_id: str,
        cell: NotebookNode,
        timeout: float | None,  # noqa: ASYNC109
        *tasks: Any,
    ) -> dict[str, Any]:
        channel = self.kc.shell_channel
        get_msg = channel.get_msg

        async def get_msg_in_slices(timeout: float | None = None) -> Any:  # noqa: ASYNC109
            end = None if timeout is None else monotonic() + timeout
            while True:
                left = _SLICE_S if end is None else max(0.0, min(_SLICE_S, end - monotonic()))
                try:
                    return await get_msg(timeout=left)
                except Empty:
                    if end is not None and monotonic() >= end:
                        raise

        channel.get_msg = get_msg_in_slices
        try:
            reply: dict[str, Any] = await super()._async_poll_for_reply(
                msg_id, cell, timeout, *tasks
            )
            return reply
        finally:
            del channel.get_msg


class SafeEngine(NBClientEngine):  # type: ignore[misc]
    """Runs a notebook with `SafeClient`, a time limit, and the environment it is given."""

    @classmethod
    def execute_managed_notebook(  # type: ignore[override, unused-ignore]
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        execution_timeout: int,
        environment: Mapping[str, str],
        folder: Path,
        on_notebook: Callable[[NotebookNode], None],
        server: ForkServer | None = None,
        start_timeout: int = 60,
        **_ignored: object,
    ) -> NotebookNode:
        """Run all cells.

        Parameters
        ----------
        nb_man
            Papermill's manager of the notebook.
        kernel_name
            Name of the kernel.
        execution_timeout
            Limit for one cell, in seconds.
        environment
            The kernel's environment.
        folder
            The kernel's working folder.
        on_notebook
            Receives the notebook before its first cell runs, so that the caller has it
            whatever happens.
        server
            Where the kernel is forked; an ordinary process is started when None.
        start_timeout
            Limit for the start of the kernel, in seconds.
        """
        on_notebook(nb_man.nb)
        client = SafeClient(
            nb_man,
            kernel_name=kernel_name,
            timeout=execution_timeout,
            startup_timeout=start_timeout,
            iopub_timeout=_IOPUB_TIMEOUT_S,
            record_timing=False,
            shutdown_kernel="immediate",
            resources={"metadata": {"path": str(folder)}},
            log=logger,
        )
        _run_to_end(client.async_execute_all(dict(environment), server))
        executed: NotebookNode = client.nb
        return executed


def register_engine() -> None:
    """Make the engine known to papermill under `ENGINE_NAME`."""
    papermill_engines.register(ENGINE_NAME, SafeEngine)


def _run_to_end(work: Coroutine[Any, Any, None]) -> None:
    # A loop of its own each time: nothing is left open, and threads do not share one.
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work)
        return
    # Called from a notebook, whose thread already runs a loop.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, work).result()
