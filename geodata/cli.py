"""`python -m geodata`: build, check, list and export the tables of the atlas.

A fault is one sentence on standard error and exit status 2; nothing is then written. Ctrl-C is status 130.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from geodata import cli_import, cli_store, files
from geodata.errors import GeodataError, SchemaError, TableError, printable
from geodata.tables import ALL

FAULT, INTERRUPTED = 2, 130


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one sentence, without the usage."""

    def error(self, message: str) -> NoReturn:
        """Leave with that sentence and status 2."""
        self.exit(FAULT, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except GeodataError as error:
        print(printable(f"python -m geodata {options.command}: {error}"), file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        print(f"python -m geodata {options.command}: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has what it wanted; Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    from geodata.export import FORMATS

    root = Parser(prog="python -m geodata", description="The tables of the atlas.")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="derive every table from the snapshots, all or nothing")
    build.add_argument("--out", type=Path, default=files.FOLDER, metavar="FOLDER", help="default: %(default)s")
    build.set_defaults(run=run_build)
    check = commands.add_parser("check", help="verify snapshots and tables, and that these come from those")
    check.set_defaults(run=run_check)
    tables = commands.add_parser("tables", help="list the tables with their rows, columns and sources")
    tables.set_defaults(run=run_tables)
    export = commands.add_parser("export", help="write a table for another tool")
    export.add_argument("table", metavar="TABLE", help=", ".join(ALL))
    export.add_argument("--frontier", default="", metavar="ID", help="only rows that concern this frontier")
    export.add_argument("--format", default="csv", metavar="FORMAT", help=f"{', '.join(FORMATS)}; default: %(default)s")
    export.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    export.set_defaults(run=run_export)
    cli_import.register(commands)
    cli_store.register(commands)
    for command in (check, tables, export):
        command.add_argument("--tables", type=Path, default=files.FOLDER, metavar="FOLDER", help="default: %(default)s")
    return root


def run_build(options: argparse.Namespace) -> None:
    """Build all tables and print one line each."""
    from geodata.build import build

    for name, frame in build(options.out).items():
        print(f"{name:<13}{len(frame):>6} rows")
    print(f"built in {options.out}")


def run_check(options: argparse.Namespace) -> None:
    """Verify snapshots, tables and what ties them. Raises GeodataError at the first fault."""
    from geodata import references, snapshots

    checksums = snapshots.checksums()
    tables = {
        name: (files.read_shapes if schema.geographic else files.read)(schema, options.tables)
        for name, schema in ALL.items()
    }
    try:
        references.check(tables)
    except SchemaError as error:
        raise TableError(f"{options.tables}: {error}") from error
    _check_record(options.tables, checksums)
    print(f"{len(checksums)} snapshots and {len(tables)} tables are sound")


def _check_record(folder: Path, checksums: dict[str, str]) -> None:
    note = files.record(folder)
    again = "expected a new python -m geodata build"
    if not note:
        raise TableError(f"{folder / files.RECORD} is missing, {again}")
    changed = {name for name, _ in note.get("snapshots", {}).items() ^ checksums.items()}
    if changed:
        raise TableError(f"{folder} is older than snapshot {min(changed)}, {again}")
    for file in sorted(folder.glob("*.parquet")):
        if note.get("tables", {}).get(file.name) != files.checksum(file):
            raise TableError(f"{file} is not as it was built, {again}")


def run_tables(options: argparse.Namespace) -> None:
    """Print name, rows, columns and number of sources of every table. Raises TableError."""
    from geodata.sources import cited

    frames = {name: files.read(schema, options.tables) for name, schema in ALL.items()}
    print(f"{'table':<13}{'rows':>6}{'columns':>9}{'sources':>9}")
    for name, frame in frames.items():
        sources = {*cited(frame), *ALL[name].sources}
        print(f"{name:<13}{len(frame):>6}{len(ALL[name].columns):>9}{len(sources):>9}")


def run_export(options: argparse.Namespace) -> None:
    """Write a table to a file or to standard output. Raises TableError."""
    from geodata.export import export

    content = export(options.table, frontier=options.frontier, format=options.format, folder=options.tables)
    if options.out is None:
        sys.stdout.buffer.write(content)
    else:
        files.replace(options.out, content)
