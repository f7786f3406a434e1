"""The WSGI application: `gunicorn app:server`. Loaded once, before the server forks."""

import ctypes
import gc
import os
import sys

from dashboard.factory import create_app
from dashboard.settings import SettingsError, read_settings
from geodata.atlas import load_atlas
from geodata.errors import GeodataError

M_ARENA_MAX = -8


def settle() -> None:
    """Make what is loaded cheap to share: nothing left to collect or to give back, objects out of the collector's reach.

    Where the C library is glibc, threads share one heap: one for each kept 15 MB more per worker.
    """
    gc.collect()
    gc.freeze()
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.malloc_trim(0)
        library.mallopt(M_ARENA_MAX, 1)


try:
    server = create_app(load_atlas(), read_settings(os.environ)).server
except (GeodataError, SettingsError) as error:
    sys.exit(f"Lisière does not start: {error}")
settle()
