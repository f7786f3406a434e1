"""Memory of the server and its workers: proportional set size, in which shared pages count once."""

from pathlib import Path

from bench.figure import Figure
from bench.load import ask_together
from bench.selections import unseen
from bench.server import Server, serve

# Sixteen visitors who click every ten seconds, each time on something that nobody saw before.
HOUR = 16 * 360


def pss(server: Server) -> float:
    """MB (10⁶ bytes) of the first process and its workers together."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    kilobytes = 0
    for pid in (server.pid, *children):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes * 1_024 / 1_000_000


def memory() -> list[Figure]:
    """At the start, after half an hour's worth of selections, and after an hour's: flat once the caches are full."""
    searches = unseen(HOUR)
    with serve() as server:
        ask_together(server, searches[:64])
        figures = [Figure("memory at the start", pss(server), "MB", 220, note="PSS, server and 2 workers")]
        for words, part in (("half an hour", searches[: HOUR // 2]), ("an hour", searches[HOUR // 2 :])):
            ask_together(server, part)
            figures.append(
                Figure(f"memory after {words}", pss(server), "MB", 220, note=f"{len(part):,} new selections")
            )
    return figures
