"""`python -m geodata list`, `remove`, `history` and `push`: what was imported."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from geodata import data_folder, manifests


def register(commands: Any) -> None:
    """Add these commands to those of `python -m geodata`."""
    listing = commands.add_parser("list", help="list the imports: format, periods, rows, sources")
    listing.set_defaults(run=run_list)
    removal = commands.add_parser("remove", help="remove an import and its files")
    removal.add_argument("name", metavar="NAME", help="as python -m geodata list names it")
    removal.set_defaults(run=run_remove)
    history = commands.add_parser("history", help="what was imported and removed, oldest first")
    history.set_defaults(run=run_history)
    push = commands.add_parser("push", help="copy the imports to a shared PostgreSQL server, all or nothing")
    push.add_argument("--to", metavar="URL", default="", help="postgres://…; default: LISIERE_STORE")
    push.set_defaults(run=run_push)
    for command in (listing, removal, history, push):
        command.add_argument("--data", type=Path, metavar="FOLDER", help="default: LISIERE_DATA")


def run_list(options: argparse.Namespace) -> None:
    """Print one line for each import. Raises StoreError."""
    from geodata.import_report import counted

    folder = data_folder.chosen(options.data)
    imports = manifests.read(folder)
    if not imports:
        print(_nothing(folder))
        return
    wide = max(24, *(len(one.name) + 2 for one in imports))
    print(
        f"{'name':<{wide}}{'format':<14}{'periods':<18}{'rows read':>12}{'rows kept':>12}  {'imported, UTC':<18}source"
    )
    for one in imports:
        periods = (
            one.periods[0] if len(one.periods) == 1 else f"{one.periods[0]}…{one.periods[-1]}" if one.periods else ""
        )
        sources = " ".join(source["id"] for source in one.sources)
        when = one.when[:16].replace("T", " ")
        rows = f"{counted(one.rows_read):>12}{counted(one.rows_kept):>12}"
        print(f"{one.name:<{wide}}{one.format:<14}{periods:<18}{rows}  {when:<18}{sources}")


def _nothing(folder: Path) -> str:
    return f"{folder}: nothing was imported" if folder.is_dir() else f"{folder} is not there: nothing was imported"


def run_remove(options: argparse.Namespace) -> None:
    """Remove an import. Raises StoreError where there is none of that name."""
    data_folder.remove(data_folder.chosen(options.data), options.name, say=_say)
    print(f"{options.name} is removed")


def run_history(options: argparse.Namespace) -> None:
    """Print one line for each event, its time in UTC. Raises StoreError."""
    from geodata.import_report import counted

    folder = data_folder.chosen(options.data)
    events = data_folder.events(folder)
    if not events:
        print(_nothing(folder))
        return
    wide = max(24, *(len(event["name"]) + 2 for event in events))
    for event in events:
        what = ""
        if "files" in event:
            rows = f"{counted(event['rows_kept'])} of {counted(event['rows_read'], 'row')}"
            what = f"{rows}, {', '.join(event['files'])}"
        print(f"{event['when'][:19].replace('T', ' ')}  {event['event']:<8}{event['name']:<{wide}}{what}".rstrip())


def run_push(options: argparse.Namespace) -> None:
    """Fill the shared server. Raises StoreError."""
    from geodata.errors import StoreError
    from geodata.import_report import counted
    from geodata.push import push

    url = options.to or os.environ.get("LISIERE_STORE", "")
    if not url:
        raise StoreError("the shared server is not known, expected --to URL or LISIERE_STORE=postgres://…")
    print(f"{counted(push(data_folder.chosen(options.data), url), 'row')} on the server")


def _say(message: str) -> None:
    print(message, file=sys.stderr)
