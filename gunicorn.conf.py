"""How the dashboard is served; gunicorn reads this in the folder that it starts in."""

import os
import socket
import struct
import sys
from typing import Any

_host, _port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8050"

bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
# The atlas is loaded once and shared by the workers: that is what keeps two of them small.
preload_app = True
workers = 2
# One may run and one wait for costly work (dashboard/turns.py), which leaves one for the page; a fourth makes all wait.
threads = 3
# Two servers on one machine would fight over gunicorn's one control socket.
control_socket_disable = True
loglevel = "warning"
SILENT_SECONDS = 10
# Arrow's own heap keeps what it once held: 11 MB of the atlas, 30 MB once a worker has read all communes.
raw_env = ["ARROW_DEFAULT_MEMORY_POOL=system"]


def on_starting(server: Any) -> None:
    """Exit with one sentence when an address cannot be had: gunicorn would retry five times, then print a traceback."""
    for address in server.cfg.address:
        if isinstance(address, tuple):
            family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
            try:
                with socket.socket(family) as probe:
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    probe.bind(address)
            except (OSError, OverflowError) as error:
                sys.exit(
                    f"Cannot listen on {address[0]} port {address[1]} ({error.args[-1]}): "
                    "choose another one, for instance 'make run PORT=8051'."
                )


def post_worker_init(worker: Any) -> None:
    """Load what answers about imports before the first visitor asks."""
    from app import page
    from dashboard import memory

    def rehearsed() -> None:
        page.rehearse()
        memory.settle()

    page.following.warm(rehearsed)


def when_ready(server: Any) -> None:
    """Bound how long a visitor may be silent, and say where the page is."""
    for listener in server.LISTENERS:
        # Its connections inherit them. Six halves of a request would keep every thread waiting for the rest.
        for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listener.sock.setsockopt(socket.SOL_SOCKET, way, struct.pack("ll", SILENT_SECONDS, 0))
        print(f"Lisière is served on {listener} (Ctrl+C stops it).", flush=True)
