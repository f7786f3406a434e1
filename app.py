"""The WSGI application: `gunicorn app:server`. Loaded once, before the server forks."""

import os
import sys

from dashboard import memory
from dashboard.factory import create_app
from dashboard.settings import SettingsError, read_settings
from geodata.atlas import load_atlas
from geodata.errors import GeodataError

memory.one_heap()
try:
    page = create_app(load_atlas(), read_settings(os.environ))
    server = page.server
except (GeodataError, SettingsError) as error:
    sys.exit(f"Lisière does not start: {error}")
memory.settle()
