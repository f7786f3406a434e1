"""What an import says of itself: the account of its rows, its totals beside the published ones, what changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from geodata.imported import CAUTION, SOUND
from geodata.importers import Batch, Rejected

BREAKDOWNS = ["sex", "sector", "mode"]
PAIR = ["home", "work", "frontier", "period", *BREAKDOWNS, "field"]
QUOTED = 5
LEVELS = ("commune", "epci", "nuts3", "country")


@dataclass
class Account:
    """The rows of an import so far, over all its files."""

    rows_read: int = 0
    rows_kept: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[str] = field(default_factory=Counter)
    remarked: Counter[str] = field(default_factory=Counter)
    rejected: dict[str, list[tuple[str, Rejected]]] = field(default_factory=dict)

    def add(self, file: Path, batch: Batch) -> None:
        """Count a batch of a file, quoting the first rows set aside for each reason."""
        self.rows_read += batch.rows_read
        self.rows_kept += batch.rows_kept
        self.passed.update(batch.passed)
        self.set_aside.update(batch.set_aside)
        self.remarked.update(batch.remarked)
        for row in batch.rejected:
            quoted = self.rejected.setdefault(row.reason, [])
            if len(quoted) < QUOTED:
                quoted.append((file.name, row))

    def lines(self) -> Iterator[str]:
        """Rows read, kept, passed over and set aside, with the first lines of each reason."""
        yield f"{counted(self.rows_read)} rows read, {counted(self.rows_kept)} kept"
        for reason, count in self.passed.most_common():
            yield f"{counted(count)} passed over: {reason}"
        for reason, count in self.remarked.most_common():
            yield f"{counted(count)} kept with caution: {reason}"
        for reason, count in self.set_aside.most_common():
            yield f"{counted(count)} set aside: {reason}"
            for name, row in self.rejected.get(reason, ()):
                yield f"  {name}, line {row.line}: {row.text}"
            more = count - len(self.rejected.get(reason, ()))
            if more > 0:
                yield f"  and {counted(more)} more"


def counted(number: float) -> str:
    """A number with spaces between thousands, without decimals."""
    return f"{number:,.0f}".replace(",", " ")


def controls(flows: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """The imported flows that somebody published too, of the same places, period, breakdown and field.

    `flows` has the columns of the store's aggregates, `published` those of the table flows. Columns PAIR, workers
    (ours), published, share (ours over published, less 1); one row per published figure.
    """
    known = published.loc[published["workers"].notna(), [*PAIR, "workers"]].rename(columns={"workers": "published"})
    both = flows[[*PAIR, "workers"]].dropna(subset="workers").merge(known, on=PAIR)
    both = both.drop_duplicates()
    return both.assign(share=both["workers"] / both["published"].where(both["published"] != 0) - 1)


def control_lines(flows: pd.DataFrame, found: pd.DataFrame) -> Iterator[str]:
    """The totals of countries in full, beside what was published of them; of finer places how many agree, and those
    that differ most. `found` is what `controls` made of `flows`.

    Of totals that nobody published, those of the latest period: a quarterly series has a hundred.
    """
    whole = _between_countries(found)
    for row in found[whole].itertuples():
        difference = "" if pd.isna(row.share) else f" ({row.share:+.1%})"
        yield (
            f"control {_frontier(row)} {row.period}{_breakdown(row)}: {counted(row.workers)} imported, "
            f"{counted(row.published)} published{difference}"
        )
    totals = flows[_between_countries(flows) & flows[BREAKDOWNS].eq("").all(axis="columns") & flows["workers"].notna()]
    alone = totals[[*PAIR, "workers"]].drop_duplicates().merge(found[PAIR].drop_duplicates(), "left", indicator=True)
    alone = alone[alone["_merge"].eq("left_only")]
    latest = alone[alone["period"].eq(alone["period"].max())]
    for row in latest.itertuples():
        yield f"total {_frontier(row)} {row.period}: {counted(row.workers)} imported, none published of that period"
    if len(alone) > len(latest):
        yield f"and {counted(len(alone) - len(latest))} totals of earlier periods, none published"
    if found.empty and alone.empty:
        yield "no published figure of the same places, period and field to compare with"
    finer = found[~whole]
    if len(finer):
        same = finer["workers"].sub(finer["published"]).abs() < 0.5
        yield f"{counted(same.sum())} of {counted(len(finer))} flows published at finer places are the same"
        far = finer[~same]
        far = far.loc[far["workers"].sub(far["published"]).abs().sort_values(ascending=False).index]
        yield from (_changed(row, row.published, row.workers) for row in far.head(QUOTED).itertuples())


def threshold_lines(flows: pd.DataFrame) -> Iterator[str]:
    """For each level of places, how many pairs are under INSEE's thresholds, and their share of the workers."""
    totals = flows[flows[BREAKDOWNS].eq("").all(axis="columns") & flows["workers"].notna()]
    for level in [name for name in LEVELS if name in set(totals["level"])]:
        workers = totals.loc[totals["level"].eq(level), "workers"]
        few = workers < CAUTION
        share = workers[few].sum() / workers.sum() if workers.sum() else 0.0
        yield (
            f"{level}: {counted(len(workers))} pairs, {few.mean():.1%} under {CAUTION} people ({share:.1%} of the "
            f"workers), {counted((workers >= SOUND).sum())} from {SOUND}"
        )


def change_lines(flows: pd.DataFrame, before: pd.DataFrame, name: str) -> Iterator[str]:
    """What is new, gone or changed beside an earlier import (same columns), totals of pairs of places alone."""
    ours, theirs = (
        table[table[BREAKDOWNS].eq("").all(axis="columns")].groupby(["level", "home", "work"])["workers"].sum()
        for table in (flows, before)
    )
    both = ours.to_frame("now").join(theirs.rename("then"), how="outer")
    new, gone = both["then"].isna().sum(), both["now"].isna().sum()
    moved = both.dropna()
    changed = moved[(moved["now"] - moved["then"]).abs() >= 0.5]
    yield f"beside {name}: {counted(new)} pairs new, {counted(gone)} gone, {counted(len(changed))} changed"
    coarse = changed.index.get_level_values("level").isin(("country",))
    shown = changed[coarse] if coarse.any() else changed
    order = (shown["now"] - shown["then"]).abs().sort_values(ascending=False).index
    for (_, home, work), row in shown.loc[order].head(2 * QUOTED).iterrows():
        yield f"  {home} → {work}: {counted(row['then'])} then, {counted(row['now'])} now"


def _between_countries(flows: pd.DataFrame) -> pd.Series:
    return flows["home"].str.startswith("country:") & flows["work"].str.startswith("country:")


def _frontier(row: object) -> str:
    """The frontier, and which way where people come into France."""
    return f"{getattr(row, 'frontier', '')}{' into France' if getattr(row, 'work', '') == 'country:FR' else ''}"


def _breakdown(row: object) -> str:
    said = [getattr(row, name) for name in BREAKDOWNS]
    return "".join(f" {name}" for name in said if name)


def _changed(row: object, then: float, now: float) -> str:
    home, work = getattr(row, "home", ""), getattr(row, "work", "")
    return f"  {home} → {work}{_breakdown(row)}: {counted(now)} imported, {counted(then)} published"


def text(parts: Iterable[str], heading: Mapping[str, str]) -> str:
    """The report: what was imported, then one fact a line."""
    return "\n".join([*(f"{name}: {value}" for name, value in heading.items() if value), *parts])
