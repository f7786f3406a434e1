"""`python -m geodata import` and `python -m geodata fetch`: official files into the store, with a report."""

import argparse
import itertools
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.errors import OfficialFileError, printable
from geodata.sources import Source

if TYPE_CHECKING:
    from geodata.import_report import Account
    from geodata.importers import Batch, Importer, Options

CITED = ("producer", "title", "url", "licence")
# Without loading the importers, for help alone.
NAMES = (
    "mobpro", "base-flux", "bfs", "bfs-communes", "bfs-px", "ba-pendler", "eurostat", "gisco", "tidy", "actions",
)  # fmt: skip
PERIOD = re.compile(r"\d{4}(-Q[1-4]|-0[1-9]|-1[0-2])?")


def register(commands: Any) -> None:
    """Add the two commands to those of `python -m geodata`."""
    read = commands.add_parser(
        "import",
        help="read official files into the data folder",
        usage="%(prog)s FORMAT FILE… [OPTION…]\n       %(prog)s --detect FILE… [OPTION…]",
        epilog=f"formats: {', '.join(NAMES)} (docs/imports.md)",
    )
    read.add_argument(
        "words", nargs="+", metavar="FORMAT FILE", help="a format and its files; with --detect, files alone"
    )
    read.add_argument("--detect", action="store_true", help="recognise the format of the files")
    read.set_defaults(run=run_import)
    load = commands.add_parser("fetch", help="download a producer's own file by its official address, then import it")
    load.add_argument("download", nargs="?", default="", metavar="SOURCE", help="without one, the sources are listed")
    load.add_argument("--sha256", default="", metavar="HEX", help="what the file must be")
    load.add_argument("--from", dest="address", default="", metavar="URL", help="another address of the same file")
    load.add_argument("--keep", action="store_true", help="leave the file in the data folder after the import")
    load.add_argument("--only", action="store_true", help="download and keep, do not import")
    load.add_argument("--reuse", action="store_true", help="import the file that an earlier fetch left")
    load.set_defaults(run=run_fetch)
    for command in (read, load):
        command.add_argument("--as", dest="name", default="", metavar="NAME", help="default: after the source")
        command.add_argument("--dry-run", action="store_true", help="report, and leave everything as it was")
        command.add_argument("--period", default="", help="where the file says none: 2021, 2025-Q1 or 2023-06")
        command.add_argument("--source", default="", metavar="ID", help="id of the source, where the file says none")
        for name in CITED:
            command.add_argument(f"--{name}", default="", help=f"{name} of the source, where the format says none")
        command.add_argument("--data", type=Path, metavar="FOLDER", help="default: LISIERE_DATA")
        command.add_argument("--no-wait", action="store_true", help="give up where another import is under way")
        command.add_argument("--progress", action="store_true", help="show progress though this is no terminal")


def run_import(options: argparse.Namespace) -> None:
    """Import the files and print the report. Raises GeodataError; the data folder is then as it was."""
    from geodata.importers import formats

    words = options.words if options.detect else options.words[1:]
    paths = [Path(word) for word in words]
    if not paths:
        raise OfficialFileError(f"{options.words[0]} stands alone, expected FORMAT FILE…, or --detect FILE…")
    formats.plain(paths)
    if not options.detect:
        return bring_in(formats.named(options.words[0]), paths, options)
    found = {formats.recognised(path).name: path for path in paths}
    if len(found) > 1:
        told = " and ".join(f"{path.name} is {name}" for name, path in found.items())
        raise OfficialFileError(f"{told}, expected files of one format at a time")
    print(f"recognised as {next(iter(found))}")
    return bring_in(formats.named(next(iter(found))), paths, options)


def run_fetch(options: argparse.Namespace) -> None:
    """Download a known file and import it. Raises GeodataError; a broken download is resumed the next time."""
    from geodata import data_folder, fetch
    from geodata.importers import formats
    from geodata.progress import Progress

    if not options.download:
        for one in fetch.known().values():
            print(f"{one.name:<24} {one.format:<14} {one.url}")
        return
    wanted = fetch.named(options.download)
    target = data_folder.chosen(options.data) / "downloads" / wanted.file
    if not (options.reuse and target.exists()):
        with Progress(1, shown=options.progress, unit="bytes") as bar:

            def shown(done: int, total: int) -> None:
                bar.total = max(total, done)
                bar.at(done, done)

            fetch.fetch(options.address or wanted.url, target, sha256=options.sha256 or wanted.sha256, progress=shown)
    print(f"{target} is there")
    if options.only:
        return
    options.period = options.period or wanted.period
    bring_in(formats.named(wanted.format), [target], options)
    if not options.keep and not options.dry_run:
        target.unlink()


def bring_in(importer: "Importer", paths: Sequence[Path], options: argparse.Namespace) -> None:
    """Stage, check and report on files; unless this is a dry run, swap them in. Raises GeodataError."""
    from geodata import containers, data_folder
    from geodata.import_report import Account
    from geodata.importers import Options
    from geodata.progress import Progress
    from geodata.staged_report import report
    from geodata.staging import stage

    if options.period and not PERIOD.fullmatch(options.period):
        raise OfficialFileError(f"the period is {options.period!r}, expected 2021, 2025-Q1 or 2023-06")
    account = Account()
    whole = importer.microdata and not any(map(importer.partial, paths))
    importer = replace(importer, cite=_citing(importer, options), microdata=whole)
    said = Options(period=options.period, source=options.source)
    size = sum(path.stat().st_size for path in paths)
    # A dry run needs no folder: in that of nobody nothing was imported.
    nowhere = options.dry_run and not (options.data or os.environ.get("LISIERE_DATA"))
    folder = data_folder.chosen(Path(os.devnull) if nowhere else options.data)
    with Progress(size, shown=options.progress) as bar:
        batches = _batches(importer, paths, said, account, bar)
        begun, sources = _first(batches)
        for source in sources:
            importer.cite(source)
        name = options.name or _free(folder, _name(sources, paths), importer, paths)
        with stage(folder, name, importer, dry=options.dry_run, wait=not options.no_wait, say=_say) as staged:
            for batch in itertools.chain(begun, batches):
                staged.add(batch)
            staged.check(containers.built())
            bar.end()
            told = [*report(staged, account)]
            if not options.dry_run:
                staged.commit(paths)
    # Not before: a reader who leaves early (head, less) breaks a pipe, not the import.
    for line in told:
        print(printable(line))
    print(f"{name} was not imported: dry run" if options.dry_run else f"imported as {name}")


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _batches(
    importer: "Importer", paths: Sequence[Path], options: "Options", account: "Account", bar: Any
) -> Iterator["Batch"]:
    before = 0
    for path in paths:
        for batch in importer.read(path, options):
            account.add(path, batch)
            bar.at(before + batch.bytes_read, account.rows_read)
            yield batch
        before += path.stat().st_size


def _first(batches: Iterator["Batch"]) -> tuple[list["Batch"], list[str]]:
    """The batches up to the first that keeps rows, and the sources that these cite."""
    begun: list[Batch] = []
    for batch in batches:
        begun.append(batch)
        if batch.table.num_rows:
            names = [name for name in ("source", "geometry_source") if name in batch.table.column_names]
            return begun, sorted({one for name in names for one in batch.table[name].unique().to_pylist() if one})
    return begun, []


def _name(sources: Sequence[str], paths: Sequence[Path]) -> str:
    """A name after the one source, else after the first file."""
    chosen = sources[0] if len(sources) == 1 else paths[0].name.partition(".")[0]
    return re.sub(r"[^a-z0-9._-]+", "-", chosen.lower()).strip("-._") or "import"


def _free(folder: Path, name: str, importer: "Importer", paths: Sequence[Path]) -> str:
    """The name, where nothing stands under it, or the same files of the same format.

    Raises OfficialFileError for another import: one Land must not take the place of its neighbour unasked.
    """
    from geodata import manifests

    for one in manifests.read(folder):
        files = [str(file["name"]) for file in one.files]
        if one.name == name and (one.format != importer.name or {*files} != {path.name for path in paths}):
            raise OfficialFileError(
                f"{name} is imported already, of {', '.join(files)}, expected --as and another name, or --as {name} to "
                "take its place"
            )
    return name


def _citing(importer: "Importer", options: argparse.Namespace) -> Any:
    """How the importer cites, with what the user says; a source that stays without title must be the atlas's own."""
    said = {name: printable(getattr(options, name)) for name in CITED if getattr(options, name)}

    def cite(source: str) -> Source:
        from geodata import files, sources
        from geodata.tables import SOURCES

        found = replace(importer.cite(source), accessed=date.today().isoformat(), **said)
        if found.url and not found.url.startswith(("https://", "http://")):
            raise OfficialFileError(f"the address of source {source} is {found.url!r}, expected https://…")
        if found.title and found.producer:
            return found
        published = files.read(SOURCES)
        if source in set(published["id"]):
            return sources.cite(published, [source])[0]
        raise OfficialFileError(f"source {source} has no producer and title, expected --producer and --title")

    return cite
