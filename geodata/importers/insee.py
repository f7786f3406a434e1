"""What the files of the census of population have in common: foreign communes, vintages, citation."""

import re
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from geodata import snapshots
from geodata.errors import OfficialFileError
from geodata.flows import FRONTIERS
from geodata.importers import Options
from geodata.sources import Source

FIELD = "rp-france-metropolitaine"
COUNTRIES = {"AL": "DE", "BE": "BE", "LU": "LU", "MO": "MC", "SU": "CH"}
"""First two letters of a foreign commune code of INSEE → ISO 3166 code."""
COMMUNE = r"^[A-Z]{2}([A-Z\d][A-Z\d]\d|\d[A-Z\d]{2}|[A-Z]\d[A-Z\d])$"
"""Three characters after the country, a digit among them."""
OVERSEAS = "97"
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
LICENCE = "Licence Ouverte (Etalab), mention de la source"
TITLES = {
    "mobpro": ("fichier détail Mobilités professionnelles", "https://www.insee.fr/fr/information/2383243"),
    "base-flux": ("base des flux de mobilité domicile-lieu de travail", "https://www.insee.fr/fr/statistiques"),
}


@dataclass(frozen=True)
class Workplaces:
    """Foreign communes of work by code, and after them countries by prefix: place id and frontier, aligned."""

    communes: pa.Array
    codes: pa.Array
    places: pa.Array
    frontiers: pa.Array


@cache
def workplaces() -> Workplaces:
    """The foreign communes that INSEE codes (snapshot insee_foreign_communes), and each of their countries by prefix.

    A commune is `commune:DE-AL100`: the code of INSEE after the country.
    """
    known = snapshots.read("insee_foreign_communes")
    known = known[known["country"] != ""]
    return Workplaces(
        pa.array([*known["code"]]),
        pa.array([*known["code"], *COUNTRIES]),
        pa.array(
            [*("commune:" + known["country"] + "-" + known["code"]), *(f"country:{iso}" for iso in COUNTRIES.values())]
        ),
        pa.array([*known["country"].map(FRONTIERS), *(FRONTIERS[iso] for iso in COUNTRIES.values())]),
    )


def placed(codes: pa.ChunkedArray) -> tuple[pa.ChunkedArray, pa.ChunkedArray, pa.ChunkedArray]:
    """Place and frontier of foreign commune codes, and whether a code is listed.

    A commune that the list lacks stands for itself, in the country of its first two letters: two of them are two
    places. Any other code, as BEZZZ, is placed at that country; place and frontier are null where it is not known.
    """
    known = workplaces()
    listed = pc.is_in(codes, known.communes)
    found = pc.index_in(pc.if_else(listed, codes, pc.utf8_slice_codeunits(codes, 0, 2)), known.codes)
    place = pc.take(known.places, found)
    itself = pc.binary_join_element_wise(pc.replace_substring(place, "country:", "commune:"), codes, "-")
    whole = pc.or_(listed, pc.invert(pc.match_substring_regex(codes, COMMUNE)))
    return pc.if_else(whole, place, itself), pc.take(known.frontiers, found), listed


def vintage(path: Path, options: Options) -> str:
    """The year of a census file: as asked, else the one year in its name or in that of the zip's largest member.

    Raises OfficialFileError where neither says.
    """
    if options.period:
        return options.period
    names = [path.name]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            names += [max(archive.infolist(), key=lambda member: member.file_size, default=zipfile.ZipInfo()).filename]
    years = {year for name in names for year in YEAR.findall(name)}
    if len(years) != 1:
        found = " and ".join(sorted(years)) or "no year"
        raise OfficialFileError(f"{path.name} names {found}, expected one year as in FD_MOBPRO_2021, or --period")
    return years.pop()


def cite(source: str) -> Source:
    """The source `insee-mobpro-2021` or `insee-base-flux-2021`."""
    kind, _, year = source.removeprefix("insee-").rpartition("-")
    title, url = TITLES[kind]
    return Source(source, "Insee", f"Recensement de la population {year}, {title}", url, year, LICENCE, "")
