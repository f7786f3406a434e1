"""The dashboard served as `make run` serves it, on a free port."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
START_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A running server: host, port, and the id of its first process."""

    host: str
    port: int
    pid: int

    @property
    def address(self) -> str:
        """Its address, no slash at its end."""
        return f"http://{self.host}:{self.port}"


@contextmanager
def serve() -> Iterator[Server]:
    """Start a server and stop it at the end. Raises RuntimeError when it does not answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host, port = probe.getsockname()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "app:server"],
        cwd=PROJECT,
        env={**os.environ, "HOST": host, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    server = Server(host, port, process.pid)
    try:
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{server.address}/health", timeout=START_SECONDS):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"The server does not answer on {server.address}/health.")
