"""What an import says of itself: the account of its rows, its totals beside the published ones, what changed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from geodata import nomenclature
from geodata.containers import FINEST_FIRST
from geodata.imported import CAUTION, SOUND
from geodata.importers import Batch, Rejected
from geodata.places import COUNTRY_OF_LEVEL

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
        yield f"{counted(self.rows_read, 'row')} read, {counted(self.rows_kept)} kept"
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


def counted(number: float, noun: str = "") -> str:
    """A number with spaces between thousands, without decimals, and what it counts: `1 pair`, `2 000 pairs`."""
    text = f"{number:,.0f}".replace(",", " ")
    return f"{text} {noun}{'' if text == '1' else 's'}" if noun else text


def part(share: float) -> str:
    """A share in percent; only what is all is 100%, only what is none is 0%."""
    text = f"{share:.1%}"
    return "over 99.9%" if text == "100.0%" and share < 1 else "under 0.1%" if text == "0.0%" and share > 0 else text


def beside(share: float) -> str:
    """A difference in percent; only what is nothing at all is less by 100%."""
    digits = 1 if share == -1 else next((n for n in (1, 2, 3) if f"{share:.{n}%}" != f"{-1:.{n}%}"), 4)
    return f"{share:+.{digits}%}"


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
        difference = "" if pd.isna(row.share) else f" ({beside(row.share)})"
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
        yield f"and {counted(len(alone) - len(latest), 'total')} of earlier periods, none published"
    if found.empty and alone.empty:
        yield "no published figure of the same places, period and field to compare with"
    finer = found[~whole]
    if len(finer):
        same = finer["workers"].sub(finer["published"]).abs() < 0.5
        yield f"as published at finer places: {counted(same.sum())} of {counted(len(finer), 'flow')}"
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
            f"{level}: {counted(len(workers), 'pair')}, {part(few.mean())} under {CAUTION} people ({part(share)} of "
            f"the workers), {counted((workers >= SOUND).sum())} from {SOUND}"
        )


def change_lines(flows: pd.DataFrame, before: pd.DataFrame, name: str) -> Iterator[str]:
    """What is new, gone or changed beside an earlier import (same columns), totals of pairs of places alone.

    Pairs are counted once: those of communes, or of the finest other level that microdata are added up to. They are
    compared in the periods that both hold, each by itself; where there is none, the latest of each.
    """
    yield from _period_lines(flows, before, name)
    shared = {*flows["period"].unique()} & {*before["period"].unique()}
    keys = ["level", "home", "work", *(["period"] if shared else [])]
    ours, theirs = (
        table[table["period"].isin(shared or [table["period"].max()]) & table[BREAKDOWNS].eq("").all(axis="columns")]
        .groupby(keys)["workers"]
        .sum(min_count=1)
        for table in (flows, before)
    )
    # A pair may be there without a figure.
    both = ours.to_frame("now").assign(ours=1).join(theirs.to_frame("then").assign(theirs=1), how="outer")
    new, gone = (both[side].isna().to_numpy() for side in ("theirs", "ours"))
    differs = (both["now"] - both["then"]).abs().ge(0.5) | both["now"].isna().ne(both["then"].isna())
    moved = differs & ~new & ~gone
    levels = both.index.get_level_values("level")
    finest = next((level for level in LEVELS if level in levels), "")
    once = levels == finest if finest else np.full(len(both), True)
    kind = f"{finest} pair" if finest else "pair"
    told = f"{name}, {len(shared)} periods" if len(shared) > 1 else name
    came, went, other = (int(rows[once].sum()) for rows in (new, gone, moved))
    yield f"beside {told}: {counted(came, kind)} new, {counted(went)} gone, {counted(other)} changed"
    changed = both[moved]
    coarse = changed.index.get_level_values("level").isin(("country",))
    shown = changed[coarse] if coarse.any() else changed
    far = shown.assign(far=(shown["now"] - shown["then"]).abs()).sort_values("far", ascending=False, kind="stable")
    for (_, home, work, *period), row in far.head(2 * QUOTED).iterrows():
        when = f" {period[0]}" if len(shared) > 1 else ""
        yield f"  {home} → {work}{when}: {_said(row['then'])} then, {_said(row['now'])} now"


def _period_lines(flows: pd.DataFrame, before: pd.DataFrame, name: str) -> Iterator[str]:
    """The periods that came or went, where others stayed."""
    ours, theirs = ({*table["period"].unique()} for table in (flows, before))
    for word, periods in (("new", sorted(ours - theirs)), ("gone", sorted(theirs - ours))):
        if ours & theirs and periods:
            span = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
            yield f"beside {name}: {counted(len(periods), 'period')} {word}, {span}"


def _said(workers: float) -> str:
    """A figure, or that there is none: what is missing is never zero."""
    return "no figure" if pd.isna(workers) else counted(workers)


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


PLACE = re.compile(rf"\b(?:{'|'.join(COUNTRY_OF_LEVEL | dict.fromkeys(FINEST_FIRST))}):[\w+.-]+")


def named(lines: Iterable[str]) -> Iterator[str]:
    """The lines with the name of each place before its id: `Genève (canton:GE)`."""
    told = [*lines]
    names = nomenclature.called({place for line in told for place in PLACE.findall(line)})

    def written(place: re.Match[str]) -> str:
        return f"{names[place[0]]} ({place[0]})" if place[0] in names else place[0]

    return (PLACE.sub(written, line) for line in told)


def held_lines(rows: pd.DataFrame, kind: str) -> Iterator[str]:
    """What an import holds that is no flow: figures, places and periods; units; actions by what links them."""
    if kind == "indicators":
        places, first, last = rows["place"].nunique(), rows["period"].min(), rows["period"].max()
        span = first if first == last else f"{first} to {last}"
        yield f"{counted(len(rows), 'figure')} of {counted(places, 'place')}, {span}"
        missing = int(rows["status"].ne("observed").sum())
        if missing:
            yield f"{counted(missing)} of them secret or not collected"
    elif kind == "territories":
        yield f"units by level: {_counts(rows['level'])}"
    elif kind == "actions":
        yield f"actions by what links them to frontiers: {_counts(rows['basis'])}"


def drawn_lines(drawn: pd.DataFrame, published: pd.DataFrame) -> Iterator[str]:
    """The communes that an import draws near each frontier, by country, and how many of the atlas's own they replace.

    Both tables have columns frontier and country. All communes of a country give way, however few replace them.
    """
    known = published.value_counts(["frontier", "country"])
    for (frontier, country), count in drawn.value_counts(["frontier", "country"]).sort_index().items():
        replaced = known.get((frontier, country), 0)
        instead = f", in place of the atlas's {counted(replaced)}" if replaced else ""
        yield f"drawn near {frontier}: {counted(count, 'commune')} of {country}{instead}"


def _counts(values: pd.Series) -> str:
    return ", ".join(f"{name} {counted(count)}" for name, count in values.value_counts().items())
