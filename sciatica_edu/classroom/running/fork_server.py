"""A process that has everything imported and becomes a kernel by forking.

Run as ``python -m sciatica_edu.classroom.running.fork_server SOCKET MODULE...``. One thread, no
event loop and no ZeroMQ context exist before a fork: that is what makes forking safe.
It ends, and its kernels with it, when its standard input is closed.

Each connection to the socket asks for one kernel with a line of JSON (``connection_file``,
``env``, ``cwd``) and is told ``ready PID`` once the kernel listens and ``exit CODE`` when it
has ended.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import threading
from typing import Any

__all__ = ["main"]

_KERNEL_MODULES = ("IPython", "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell")
_REQUEST_LIMIT = 1_000_000


def main(arguments: list[str]) -> None:
    """Serve until standard input is closed.

    Parameters
    ----------
    arguments
        Address of the socket, then the modules to import before anything is asked;
        ``module:function`` is called too, to fill its cache.
    """
    address, *modules = arguments
    _import_all(modules)
    if threading.active_count() != 1:
        raise RuntimeError(f"imports started threads: {threading.enumerate()}")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(address)
        listener.listen(64)
        # Collected garbage would copy the pages that parent and children share.
        gc.freeze()
        sys.stdout.write("listening\n")
        sys.stdout.flush()
        _serve(listener)


def _import_all(modules: list[str]) -> None:
    # The debugger is no use in batch and is a third of all modules.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for name in _KERNEL_MODULES:
        importlib.import_module(name)
    for name in modules:
        # What is not installed or fails will fail in the lesson too, and be named there.
        with contextlib.suppress(Exception):
            module, _, function = name.partition(":")
            found = importlib.import_module(module)
            if function:
                getattr(found, function)()


def _serve(listener: socket.socket) -> None:
    selector = selectors.DefaultSelector()
    woken, waker = socket.socketpair()
    waker.setblocking(False)  # noqa: FBT003
    woken.setblocking(False)  # noqa: FBT003
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    for source in (listener, woken, sys.stdin):
        selector.register(source, selectors.EVENT_READ)
    children: dict[int, socket.socket] = {}
    while True:
        for key, _ in selector.select():
            if key.fileobj is listener:
                connection, _ = listener.accept()
                _start(connection, children, [listener, woken, waker])
            elif key.fileobj is woken:
                woken.recv(4096)
                _reap(children)
            else:
                _end_all(children)
                return


def _start(
    connection: socket.socket, children: dict[int, socket.socket], own: list[socket.socket]
) -> None:
    request = _read_request(connection)
    pid = os.fork()
    if pid:
        children[pid] = connection
        return
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        for opened in (*own, *children.values()):
            opened.close()
        _become_kernel(request, connection)
        code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:  # noqa: BLE001  (whatever it is, the child must not live on as a server)
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()
        # Not sys.exit: the parent's own clean-up must not run here.
        os._exit(code)


def _read_request(connection: socket.socket) -> dict[str, Any]:
    content = b""
    while not content.endswith(b"\n"):
        piece = connection.recv(65536)
        if not piece or len(content) > _REQUEST_LIMIT:
            raise RuntimeError("a request for a kernel was cut short or is too long")
        content += piece
    request: dict[str, Any] = json.loads(content)
    return request


def _become_kernel(request: dict[str, Any], connection: socket.socket) -> None:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    sys.argv = [sys.argv[0], "-f", request["connection_file"]]
    _reseed()
    # Where figures go is settled when this is imported, and must be settled in a kernel.
    sys.modules.pop("matplotlib_inline.backend_inline", None)
    from ipykernel.kernelapp import IPKernelApp

    app: Any = IPKernelApp.instance()
    app.initialize(
        [
            "-f",
            request["connection_file"],
            "--HistoryManager.enabled=False",
            f"--IPKernelApp.parent_handle={os.getppid()}",
        ]
    )
    _register_widgets(app)
    # Only now: a client that connects earlier waits a tenth of a second before it tries again.
    connection.sendall(f"ready {os.getpid()}\n".encode())
    connection.close()
    app.start()


def _reseed() -> None:
    # The random module does so by itself after a fork.
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()


def _register_widgets(app: Any) -> None:
    # Done when ipywidgets is imported in a kernel; here it was imported before there was one.
    if "ipywidgets" in sys.modules:
        from ipywidgets import load_ipython_extension

        load_ipython_extension(app.shell)


def _reap(children: dict[int, socket.socket]) -> None:
    while children:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        connection = children.pop(pid)
        with contextlib.suppress(OSError):
            connection.sendall(f"exit {os.waitstatus_to_exitcode(status)}\n".encode())
        connection.close()


def _end_all(children: dict[int, socket.socket]) -> None:
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1:])
