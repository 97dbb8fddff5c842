"""Kernels for batch runs: started in the run's own folder, ready and ended without idle waits.

Not for learners' own kernels, which JupyterLab starts.
"""

from __future__ import annotations

import os
from queue import Empty
from time import monotonic
from typing import TYPE_CHECKING, Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["BatchClient", "BatchKernelManager", "kernel_manager_in"]

# Limit of Unix socket addresses (104 on macOS) less room for the suffix.
_MAX_SOCKET_PATH = 95
_POLL_S = 0.005


class BatchClient(AsyncKernelClient):
    """A client that is ready as soon as the kernel is heard on both channels."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Return when a request was answered and its output channel was heard.

        Parameters
        ----------
        timeout
            Limit in seconds; 60 when None.

        Raises
        ------
        RuntimeError
            The kernel died or did not answer in time.
        """
        end = monotonic() + (60 if timeout is None else timeout)
        while not await self._answered(self.kernel_info()):
            if not await self._async_is_alive():
                raise RuntimeError("the kernel died before it answered")
            if monotonic() > end:
                raise RuntimeError(f"the kernel did not answer within {timeout} s")

    async def _answered(self, request: str) -> bool:
        try:
            while (await self.shell_channel.get_msg(timeout=1))["parent_header"].get(
                "msg_id"
            ) != request:
                pass
            # Outputs of the first cell would be lost if this channel were not connected yet.
            while not _is_idle(await self.iopub_channel.get_msg(timeout=0.2), request):
                pass
        except Empty:
            return False
        return True


class BatchKernelManager(AsyncKernelManager):
    """A manager that notices the end of its kernel at once."""

    async def _async_wait(self, pollinterval: float = _POLL_S) -> None:
        await super()._async_wait(pollinterval=min(pollinterval, _POLL_S))


def kernel_manager_in(folder: Path, kernel_name: str) -> BatchKernelManager:
    """Return a manager whose kernel talks over sockets in `folder`.

    Two kernels started at once cannot take each other's ports, and nobody else on the
    computer can listen. Windows has no such sockets and keeps TCP.

    Parameters
    ----------
    folder
        The run's own folder.
    kernel_name
        Name of the kernel.
    """
    connection_file = folder / "kernel.json"
    fits = len(str(connection_file)) < _MAX_SOCKET_PATH and os.name == "posix"
    return BatchKernelManager(
        kernel_name=kernel_name,
        transport="ipc" if fits else "tcp",
        connection_file=str(connection_file),
        client_factory=BatchClient,
    )


def _is_idle(message: dict[str, Any], request: str) -> bool:
    return bool(
        message["msg_type"] == "status"
        and message["content"]["execution_state"] == "idle"
        and message["parent_header"].get("msg_id") == request
    )
