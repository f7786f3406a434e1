"""Every format that can be imported, by name, and the recognition of a file's own."""

from collections.abc import Sequence
from pathlib import Path

from geodata.errors import OfficialFileError
from geodata.files import checksum
from geodata.importers import (
    Importer,
    actions,
    ba_pendler,
    base_flux,
    bfs,
    bfs_px,
    eurostat,
    gisco,
    mobpro,
    tidy,
)
from geodata.importers.reading import TEXTUAL, head
from geodata.importers.sheets import sheet

SURE = 0.5
FORMATS: dict[str, Importer] = {
    importer.name: importer
    for importer in (
        mobpro.IMPORTER, base_flux.IMPORTER, bfs.FLOWS, bfs.COMMUNES, bfs_px.IMPORTER, ba_pendler.IMPORTER,
        eurostat.IMPORTER, gisco.IMPORTER, tidy.IMPORTER, actions.IMPORTER,
    )
}  # fmt: skip


def named(name: str) -> Importer:
    """The importer of a format. Raises OfficialFileError for an unknown one."""
    if name not in FORMATS:
        raise OfficialFileError(f"format {name!r} is unknown, expected one of {', '.join(FORMATS)}")
    return FORMATS[name]


def plain(paths: Sequence[Path]) -> None:
    """Raises OfficialFileError for a path that is no plain file: a folder, a pipe or a device would never end; and for
    two files of the same content, whose people would be counted twice.
    """
    for path in paths:
        if not path.is_file():
            found = "a folder" if path.is_dir() else "no plain file" if path.exists() else "not there"
            raise OfficialFileError(f"{path} is {found}, expected a file")
    sizes = [path.stat().st_size for path in paths]
    seen: dict[str, Path] = {}
    for path, size in zip(paths, sizes, strict=True):
        # Only files of one size can be the same: one alone is not read for it.
        if sizes.count(size) > 1 and (before := seen.setdefault(_digest(path), path)) is not path:
            raise OfficialFileError(f"{path} is {before} once more, expected each file once")


def _digest(path: Path) -> str:
    try:
        return checksum(path)
    except OSError as error:
        raise OfficialFileError(f"{path} cannot be read ({error.strerror or error}), expected a file") from error


def recognised(path: Path) -> Importer:
    """The importer of a file, from its head. Raises OfficialFileError for no file, or where none or several fit."""
    plain([path])
    scores = {name: importer.detect(path) for name, importer in FORMATS.items()}
    best = max(scores.values())
    fitting = [name for name, score in scores.items() if score == best]
    if best < SURE:
        # A damaged archive says so itself.
        if not head(path, (*TEXTUAL, *gisco.SHAPES)):
            raise OfficialFileError(f"{path.name} is empty, expected a table")
        if path.suffix.lower() == ".xlsx":
            next(sheet(path), None)
        raise OfficialFileError(f"{path.name} is of no known format, expected one of {', '.join(FORMATS)}")
    if len(fitting) > 1:
        raise OfficialFileError(f"{path.name} may be {' or '.join(fitting)}, expected one: name it")
    return FORMATS[fitting[0]]
