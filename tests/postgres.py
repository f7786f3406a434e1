"""A real PostgreSQL server for a test: the programs of the wheel pgserver, started by us in a temporary folder.

The wheel's own start is not used: as root it adds a user to the machine and opens folders to it. PostgreSQL refuses to
run as root: there it runs as `nobody`, from a copy of the programs that `nobody` may read.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

UNPRIVILEGED = "nobody"


def programs() -> Path | None:
    """The folder that the wheel installed PostgreSQL in; None where the wheel is not there."""
    found = find_spec("pgserver")
    return Path(found.origin).parent / "pginstall" if found and found.origin else None


@contextmanager
def server(installed: Path) -> Iterator[str]:
    """The URL of a new, empty server that listens on a socket of a temporary folder alone, and ends with the block."""
    with tempfile.TemporaryDirectory(prefix="lisiere-pg-", ignore_cleanup_errors=True) as temporary:
        home = Path(temporary)
        if os.geteuid() == 0:
            libraries = installed.parents[1] / "pgserver.libs"
            installed = Path(shutil.copytree(installed, home / "pgserver/pginstall", symlinks=True))
            if libraries.is_dir():
                shutil.copytree(libraries, home / "pgserver.libs", symlinks=True)
            shutil.chown(home, UNPRIVILEGED)
        data, sockets = home / "data", home
        run(installed, "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        run(installed, "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", f"-h '' -k {sockets} -F", "start")
        try:
            yield f"postgres://postgres@/postgres?host={sockets}"
        finally:
            run(installed, "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def run(installed: Path, program: str, *arguments: object) -> None:
    """One of PostgreSQL's programs, as an unprivileged user; its output is shown where it fails."""
    user: dict[str, Any] = {"user": UNPRIVILEGED, "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    # Only files may take the output: the server that pg_ctl leaves behind would hold a pipe open.
    with tempfile.TemporaryFile("w+") as said:
        command = [str(installed / "bin" / program), *map(str, arguments)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", check=False, **user)
        said.seek(0)
        if done.returncode:
            raise RuntimeError(f"{program} ended with {done.returncode}: {said.read()}")
