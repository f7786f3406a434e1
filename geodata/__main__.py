"""`python -m geodata`: see geodata.cli."""

import os
import sys

from geodata.cli import main

if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Arrow's threads may still read ahead in a file that was at fault: at Python's own end they abort the process.
    os._exit(status)
