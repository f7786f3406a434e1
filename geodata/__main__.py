"""`python -m geodata`: see geodata.cli."""

import os
import signal
import sys

if __name__ == "__main__":
    # To load the commands takes half a second and leaves nothing to undo: Ctrl-C then ends the process without a word.
    handler = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from geodata.cli import main

    signal.signal(signal.SIGINT, handler)
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Arrow's threads may still read ahead in a file that was at fault: at Python's own end they abort the process.
    os._exit(status)
