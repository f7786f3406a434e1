"""Every error that geodata raises on purpose.

GeodataError            one sentence: the thing, what was found, what was expected
├── SnapshotError       a file of snapshots/ is missing, altered or has no provenance
├── SchemaError         a frame does not hold to its declared schema (table, column, row)
├── CorrectionError     a correction no longer finds the row or the value that it expects
├── TableError          a built table is missing, damaged or unknown
├── GeometryError       a geometry cannot be derived (no shared edge, wrong CRS)
├── OfficialFileError   an official file, or its download, cannot be trusted (file and line)
└── StoreError          the folder or the engine of imported data cannot be read or written, or its content clashes
"""

import unicodedata

CONTROLS = ("Cc", "Cf", "Zl", "Zp")


class GeodataError(Exception):
    """Base of all errors of geodata; its text is shown to the user as it is."""


class SnapshotError(GeodataError):
    """A snapshot is missing, altered or without provenance."""


class SchemaError(GeodataError):
    """A frame does not hold to its declared schema."""


class CorrectionError(GeodataError):
    """A correction no longer finds what it expects."""


class TableError(GeodataError):
    """A built table is missing, damaged or unknown."""


class GeometryError(GeodataError):
    """A geometry cannot be derived."""


class OfficialFileError(GeodataError):
    """An official file, or its download, cannot be trusted."""


class StoreError(GeodataError):
    """The folder or the engine of imported data cannot be read or written, or its content clashes."""


def printable(text: str) -> str:
    """A text as one line of a terminal: what a file quotes may hold line ends and control characters."""
    return "".join(" " if unicodedata.category(letter) in CONTROLS else letter for letter in text)
