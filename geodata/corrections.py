"""Corrections of published figures: data with a guard, so that a fixed source is noticed, not corrected twice."""

from typing import Any

import pandas as pd

from geodata.errors import CorrectionError

REPLACES = ("replace", "caution")
FORBIDS = ("duplicate", "unmappable")
STATUSES = (*REPLACES, *FORBIDS)


def apply(figures: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """Figures with their corrections, one row per figure, plus `mappable` (bool) and `caution` (French text).

    `figures` has a text column `line` that identifies a row. A correction has `line`, `match` (origin, destination,
    year, indicator and value as published, joined by |), `field`, `expect`, `new`, `status` and `reason`:
    `replace` writes `new`; `caution` writes it and keeps the reason beside the figure; `duplicate` and `unmappable`
    leave the figure and forbid the map. All guards are read before anything is written.

    Raises CorrectionError when a row, its match or the expected value is not found, or a status is unknown.
    """
    rows = figures.set_index("line", drop=False)
    for correction in corrections.itertuples():
        _guard(rows, correction)
    corrected = rows.assign(mappable=True)
    cautions: dict[str, list[str]] = {}
    for line, field, new, status, reason in zip(
        *(corrections[name] for name in ("line", "field", "new", "status", "reason")), strict=True
    ):
        if status in REPLACES:
            corrected.at[line, field] = new
        else:
            corrected.at[line, "mappable"] = False
        if status != "replace":
            cautions.setdefault(line, []).append(reason)
    kept = [" ; ".join(dict.fromkeys(cautions.get(line, []))) for line in corrected["line"]]
    return corrected.assign(caution=kept).reset_index(drop=True)


def _guard(rows: pd.DataFrame, correction: Any) -> None:
    where = f"corrections: line {correction.line}"
    if correction.status not in STATUSES:
        raise CorrectionError(f"{where} has status {correction.status!r}, expected one of {', '.join(STATUSES)}")
    if correction.line not in rows.index:
        raise CorrectionError(f"{where} is not in the figures, expected {correction.match}")
    row = rows.loc[correction.line]
    found = "|".join(
        (
            row["origin_code"] or row["origin_name"], row["dest_code"] or row["dest_name"], row["year"],
            row["indicator"], row["value"],
        )
    )  # fmt: skip
    if found != correction.match:
        raise CorrectionError(f"{where} is {found}, expected {correction.match}")
    if row[correction.field] != correction.expect:
        raise CorrectionError(
            f"{where} has {correction.field} = {row[correction.field]!r}, expected {correction.expect!r}"
        )
