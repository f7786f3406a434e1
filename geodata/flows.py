"""People who live on one side of a French border and work on the other, as published: never summed or filled in."""

import pandas as pd

from geodata.figures import crosses
from geodata.places import in_france
from geodata.tables import FLOWS

FRONTIERS = {
    "BE": "fr-be", "LU": "fr-lu", "DE": "fr-de", "CH": "fr-ch", "IT": "fr-it", "MC": "fr-mc", "ES": "fr-es",
    "AD": "fr-ad", "GB": "fr-uk", "BR": "gf-br", "SR": "gf-sr", "SX": "mf-sx",
}  # fmt: skip


def direction(flows: pd.DataFrame) -> pd.Series:
    """`outbound` where people live in France, `inbound` where they work there, aligned with the flows."""
    return in_france(flows["home"]).map({True: "outbound", False: "inbound"}).rename("direction").astype("str")


def flows(
    figures: pd.DataFrame, kreise: pd.DataFrame, not_collected: pd.DataFrame, places: pd.DataFrame
) -> pd.DataFrame:
    """The table of flows (schema FLOWS), workers in people, one row per published figure.

    `figures` as `geodata.figures.read` gives them; `kreise` the residents of France employed in each German Kreis
    (total, men, women: three rows each); `not_collected` the frontiers and directions that nobody measures; `places`
    the countries of every place. A frontier published together with others keeps all their ids, separated by spaces.

    Raises SchemaError when the result does not hold to its schema.
    """
    table = pd.concat(
        [_published(figures[crosses(figures)], places), _from_kreise(kreise), _unmeasured(not_collected)],
        ignore_index=True,
    )
    return FLOWS.check(table.sort_values(list(FLOWS.key), ignore_index=True))


def _published(figures: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    countries = places.set_index("id")["country"]
    observed = figures["value"].notna()
    return pd.DataFrame(
        {
            "home": figures["origin"],
            "work": figures["destination"],
            "frontier": [
                frontier_between(countries[home], countries[work])
                for home, work in zip(figures["origin"], figures["destination"], strict=True)
            ],
            "period": figures["period"],
            "workers": figures["value"],
            "sex": figures["sex"],
            "sector": figures["sector"],
            "mode": "",
            "precision": figures["precision"],
            "status": observed.map({True: "observed", False: "not-collected"}).astype("str"),
            "field": figures["field"],
            "source": figures["source"],
            "mappable": figures["mappable"],
            "note": figures["note"],
        }
    )


def frontier_between(home: str, work: str) -> str:
    """Frontier ids, separated by spaces, between the countries of a home and of a work place (ISO codes, spaces)."""
    countries = f"{home} {work}".split()
    return " ".join(frontier for country, frontier in FRONTIERS.items() if country in countries)


def _from_kreise(kreise: pd.DataFrame) -> pd.DataFrame:
    counted = kreise.melt(["ags", "period"], ["total", "men", "women"], "counted", "workers")
    zero = counted["workers"].eq("0").map({True: " ; zéro après arrondi", False: ""})
    return pd.DataFrame(
        {
            "home": "country:FR",
            "work": "kreis:" + counted["ags"],
            "frontier": "fr-de",
            "period": counted["period"],
            "workers": counted["workers"].astype(float),
            "sex": counted["counted"].map({"total": "", "men": "m", "women": "f"}).astype("str"),
            "sector": "",
            "mode": "",
            "precision": "rounded",
            "status": "observed",
            "field": "ba-svb",
            "source": "ba-pendler-2023-06",
            "mappable": True,
            "note": "arrondi à 10" + zero.astype("str"),
        }
    )


def _unmeasured(not_collected: pd.DataFrame) -> pd.DataFrame:
    return not_collected.assign(
        workers=float("nan"), sex="", sector="", mode="", precision="", status="not-collected", mappable=True
    )
