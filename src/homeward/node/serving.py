"""Serves one node on loopback: the pages by gunicorn, long work by a worker, each a process of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from homeward.base.errors import InputError
from homeward.node.home import Node, read_node

HOST = "127.0.0.1"
_SOURCES = str(Path(__file__).parents[2])


class PortInUseError(InputError):
    """Somebody else listens there."""


class NotStartedError(InputError):
    """The server ended before it answered."""


def refuse_used_port(port: int) -> None:
    """A server bound with port reuse would silently share its port with a forgotten old one: look first."""
    if not 1024 <= port <= 65535:
        raise InputError(f"{port} is no port for a node.", cure="Use 1024 to 65535, for example --port 8123.")
    with socket.socket() as probe:
        # Connections of a server just ended may linger; only a listener is in the way.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            cure = f"Stop what listens there, or choose another port: --port {min(port + 1, 65535)}."
            raise PortInUseError(f"Port {port} is in use.", cure=cure) from error


@contextmanager
def served(node: Node, port: int) -> Iterator[str]:
    """Starts server and worker, yields the address once it answers, stops both at the end."""
    refuse_used_port(port)
    processes = [_start(command, node) for command in (_server(port), _worker())]
    try:
        _wait_until_alive(port, processes[0])
        yield f"http://{HOST}:{port}/"
    finally:
        for process in processes:
            _stop(process)


def refuse_used_ports(first: int, count: int) -> None:
    """The same for ports in a row, one a node."""
    for port in range(first, first + count):
        refuse_used_port(port)


@contextmanager
def all_served(nodes: Sequence[Node], first_port: int) -> Iterator[dict[str, str]]:
    """Serves nodes on ports in a row, in their order. Yields name -> address; stops all of them at the end."""
    refuse_used_ports(first_port, len(nodes))
    with ExitStack() as running:
        yield {node.name: running.enter_context(served(node, first_port + apart)) for apart, node in enumerate(nodes)}


def wait_for_the_end() -> None:
    """Returns when the person at the terminal, or the system, asks to stop."""
    with contextlib.suppress(KeyboardInterrupt):
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        while True:
            signal.pause()


def _server(port: int) -> list[str]:
    return [
        "gunicorn", "homeward.node.wsgi:application", "--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4",
        "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip


def _worker() -> list[str]:
    return ["homeward.node.worker"]


def node_environment(place: Path) -> dict[str, str]:
    """The environment of a process that works inside the node at `place`.

    Three nodes of a demonstration stand side by side: each has the database that its own folder names, whatever
    DATABASE_URL says.
    """
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL" or not _is_demo(place)}
    return {
        **inherited,
        "HOMEWARD_NODE_DIR": str(place),
        "DJANGO_SETTINGS_MODULE": "homeward.node.settings",
        "PYTHONPATH": _SOURCES,
    }


def _is_demo(place: Path) -> bool:
    return (place / "node.toml").is_file() and read_node(place).demo


def tethered(*command: str) -> list[str]:
    """The words that run a module in a process which ends with this one, even by kill -9."""
    return [sys.executable, "-m", "homeward.node.tethered", str(os.getpid()), *command]


def _start(command: list[str], node: Node) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches this process alone, which then stops its children in order.
    return subprocess.Popen(
        tethered(*command), env=node_environment(node.path), stdin=subprocess.DEVNULL, start_new_session=True
    )


def _wait_until_alive(port: int, server: subprocess.Popen[bytes], seconds: float = 30.0) -> None:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if server.poll() is not None:
            break
        asked = HTTPConnection(HOST, port, timeout=5)
        with contextlib.suppress(OSError, HTTPException), contextlib.closing(asked) as connection:
            connection.request("GET", "/health/alive/")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise NotStartedError("The node's server did not start.", cure="Read the lines above; ./homeward demo builds anew.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
