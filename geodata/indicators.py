"""Figures that are not flows: shares, jobs, population, commuters of all countries of residence."""

import pandas as pd

from geodata.figures import EVERYWHERE, UNMEASURED, crosses
from geodata.tables import INDICATORS

ABOUT_THE_WORK_PLACE = ("part_frontaliers_dans_emploi", "part_frontaliers_dans_secteur", "part_residence_France")


def indicators(figures: pd.DataFrame) -> pd.DataFrame:
    """The table of indicators (schema INDICATORS), one row per published figure that is not a flow.

    `figures` as `geodata.figures.read` gives them. The place is that of residence; of work where only it is known,
    where the figure counts all countries of residence, or where the indicator is about jobs.

    Raises SchemaError when the result does not hold to its schema.
    """
    rest = figures[~crosses(figures) & figures["indicator"].ne(UNMEASURED)]
    origin, destination = (rest[side].mask(rest[side].eq(EVERYWHERE), "") for side in ("origin", "destination"))
    swapped = origin.eq("") | rest["indicator"].isin(ABOUT_THE_WORK_PLACE)
    table = pd.DataFrame(
        {
            "place": origin.mask(swapped, destination),
            "other_place": destination.mask(swapped, origin),
            "period": rest["period"],
            "indicator": rest["indicator"],
            "breakdown": rest["breakdown"],
            "value": rest["value"],
            "unit": rest["unit"],
            "precision": rest["precision"],
            "status": "observed",
            "field": rest["field"],
            "source": rest["source"],
            "note": rest["note"],
        }
    )
    return INDICATORS.check(table.sort_values(list(INDICATORS.key), ignore_index=True))
