"""A kernel in a process forked from one that has everything imported: 200 cost what 20 do."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import ipykernel.zmqshell  # noqa: F401  (the server imports this module once, for all kernels)
import ipywidgets
from ipykernel.kernelapp import IPKernelApp

import sciatica_edu.evidence.questions.bank
import sciatica_edu.quiz.live.widget  # noqa: F401

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event


def become_kernel(connection_file: str, environment: dict[str, str], ready: Event) -> None:
    """Serve until killed."""
    os.environ.update(environment)
    app: Any = IPKernelApp.instance()
    app.initialize(["-f", connection_file, "--HistoryManager.enabled=False"])
    # done when ipywidgets is imported in a kernel; here it was imported before there was one
    ipywidgets.load_ipython_extension(app.shell)
    ready.set()  # who connects earlier waits a tenth of a second before trying again
    app.start()
