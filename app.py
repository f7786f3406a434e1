"""The WSGI application: `gunicorn app:server`. Loaded once, before the server forks."""

import ctypes
import gc
import os
import sys

from flask import Flask

from dashboard.factory import create_app
from dashboard.settings import SettingsError, read_settings
from geodata.atlas import load_atlas
from geodata.errors import GeodataError

M_ARENA_MAX = -8


def load() -> Flask:
    """The server, ready to be forked: what it holds is as small and as quiet as the workers need to go on sharing it.

    Where the C library is glibc, all threads take one heap: one for each costs every worker 15 MB.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(M_ARENA_MAX, 1)
    server = create_app(load_atlas(), read_settings(os.environ)).server
    gc.collect()
    gc.freeze()
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)
    return server


try:
    server = load()
except (GeodataError, SettingsError) as error:
    sys.exit(f"Lisière does not start: {error}")
