"""How figures are said: amounts, periods, places, fields, sources."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dashboard.compose.catalogue import Measure
from dashboard.compose.index import Index, Row
from dashboard.compose.search import fold
from dashboard.format import capital, number, period, several
from dashboard.text import Text
from dashboard.view import Figure, Reference
from geodata.sources import Source

# Places that are all of one side; any other is a part of it.
WHOLE = ("country:", "group:", "departement:973")
# The two ways across a frontier, and how the address chooses each.
WAYS = {"out": "sortants", "in": "entrants"}
SEXES = {"m": "men", "f": "women"}


@lru_cache(maxsize=512)
def slug(text: str) -> str:
    """A text of the data as a key of the texts: its letters and figures, without accents."""
    return re.sub("[^a-z0-9]+", "-", fold(text)).strip("-")


@dataclass(frozen=True, eq=False)
class Words:
    """The texts of a language over an index."""

    t: Text
    index: Index

    @property
    def language(self) -> str:
        """The language's code."""
        return self.t.language

    def amount(self, row: Row | None) -> str:
        """The workers of a row as they are written: 465 000, ≈ 5 000, n.c., secret; a dash where none was read."""
        if row is None:
            return self.t("value.absent")
        if row.status == "not-collected":
            return self.t("value.missing")
        if row.status == "secret":
            return self.t("value.secret")
        text = number(row.workers or 0, self.language)
        return self.t("value.about", number=text) if row.about else text

    def period(self, row: Row) -> str:
        """The period of a row in words."""
        return period(row.period, self.language)

    def unsplit(self, row: Row) -> str:
        """What stands beside a figure of several frontiers together: that it is not split, and its period."""
        return f"{self.t('map.not_split')}, {self.when(row.period)}"

    def when(self, moment: str) -> str:
        """A period in words, also where the source gives none."""
        return period(moment, self.language) or self.t("data.undated")

    def series(self, row: Row) -> str:
        """Counted population and period of a row, in short."""
        return f"{self.short(row)}, {self.when(row.period)}"

    def length(self, km: float) -> str:
        """A published length, with a decimal where it has one."""
        return self.t("border.km", distance=number(km, self.language, 0 if km.is_integer() else 1))

    def several(self, names: Sequence[str], most: int) -> str:
        """Names in a row; those beyond so many are counted."""
        left = [self.t.others(len(names) - most)] if len(names) > most else []
        return several([*names[:most], *left], self.language)

    def precision(self, row: Row | Measure) -> str:
        """How a figure is known, or why there is none."""
        known = row.precision and row.status == "observed"
        return self.t(f"precision.{row.precision}") if known else self.t(f"status.{row.status}")

    def reason(self, row: Row) -> str:
        """Why a figure is missing; the reasons are data, in French."""
        return row.note if self.language == "fr" and row.note else self.t("fact.not_collected")

    def field(self, row: Row) -> str:
        """The counted population of a row, its first letter as the data have it."""
        return self.index.field(row.field, self.language)

    def short(self, row: Row) -> str:
        """The counted population of a row in short."""
        return self.index.short_field(row.field, self.language)

    def place(self, identifier: str) -> str:
        """The name of a place in the page's language: a country's as the frontiers' texts have it."""
        level, _, code = identifier.partition(":")
        return (self.country(code) if level == "country" else "") or self.index.place(identifier).called(self.language)

    def between(self, home: str, work: str) -> str:
        """Where people live and where they work."""
        return f"{self.place(home)} → {self.place(work)}"

    def indicator(self, name: str) -> str:
        """What an indicator counts; one that no text names goes by its id."""
        return self.named(f"indicator.{name}", name)

    def area(self, scope: str) -> str:
        """The area that the figure of a pole counts; one that no text names in the words of the data."""
        return self._said("area", scope)

    def licence(self, stated: str) -> str:
        """A licence in the page's language where a text names it; the names of the others are their own."""
        return self._said("data.licence", stated)

    def _said(self, table: str, text: str) -> str:
        """What a table of the texts has for a text of the data; else that text."""
        return self.named(f"{table}.{slug(text)}", text)

    def named(self, key: str, data: str) -> str:
        """The text of a key; what the data say where there is none."""
        return self.t(key) if self.t.has(key) else data

    def country(self, code: str) -> str:
        """The name of a neighbour, or of a frontier's own side, as the frontiers' texts have it; else empty."""
        return self._countries.get(code, "")

    @cached_property
    def _countries(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for frontier, row in self.index.frontiers.items():
            found.setdefault(str(row["neighbour"]), self.frontier(frontier, "neighbour"))
            found.setdefault(frontier.partition("-")[0].upper(), self.frontier(frontier, "home"))
        return found

    def frontier(self, frontier: str, part: str) -> str:
        """A word of a frontier: name, neighbour, in_neighbour, of_neighbour, home, in_home, of_home, note."""
        return self.t(f"frontier.{frontier}.{part}")

    def neighbours(self, frontiers: Iterable[str]) -> str:
        """The neighbours of some frontiers in a row."""
        return ", ".join(self.frontier(frontier, "neighbour") for frontier in frontiers)

    def together(self, row: Row) -> str:
        """The title of a figure of several frontiers together."""
        said = {"names": self.neighbours(row.frontiers), "value": self.amount(row), "period": self.period(row)}
        return self.t("title.joint", **said)

    def sentence(self, key: str, frontier: str, row: Row | None = None) -> str:
        """A text whose placeholders are a frontier's words and a row's figures."""
        names = ("in_neighbour", "of_neighbour", "home", "in_home", "of_home", "neighbour", "name")
        values = {name: self.frontier(frontier, name) for name in names}
        if row is not None:
            values |= {"workers": self.amount(row), "period": self.period(row), "field": self.field(row)}
            # A figure of a part of a country says which part.
            part = next((place for place in (row.home, row.work) if not place.startswith(WHOLE)), "")
            if part and row.alone:
                values["in_home" if row.direction == "in" else "of_home"] += f" ({self.place(part)})"
        text = self.t(key, **values)
        return capital(text) if key.startswith("title") else text

    def flow_label(self, name: str, row: Row) -> str:
        """A name with its figure, counted population and period: what hover, focus and screen readers get."""
        return self.t(
            "map.flow_label", name=name, workers=self.amount(row), field=self.short(row), period=self.period(row)
        )

    def credit(self, source: str) -> str:
        """Producer and title of a source in one line; a title that begins with its producer stands alone."""
        return _credit(self.index.sources[source])

    def reference(self, source: str) -> Reference:
        """A source as the page cites it."""
        found = self.index.sources[source]
        return Reference(source, self.credit(source), found.url, self.licence(found.licence), found.accessed)

    def figure(self, row: Row) -> Figure:
        """A row as a table of figures gives it."""
        return Figure(
            home=row.home,
            home_name=self.place(row.home),
            work=row.work,
            work_name=self.place(row.work),
            frontier=" ".join(row.frontiers),
            period=row.period,
            workers=row.workers,
            sex=row.sex,
            precision=row.precision,
            status=row.status,
            field=row.field,
            source=row.source,
            licence=self.index.sources[row.source].licence,
            field_name=self.field(row),
            source_name=self.credit(row.source),
        )


@lru_cache(maxsize=256)
def _credit(found: Source) -> str:
    parts = ["" if found.title.startswith(f"{found.producer} ") else found.producer, found.title]
    text = ", ".join(part for part in parts if part)
    return f"{text} ({found.year})" if found.year and found.year not in text else text
